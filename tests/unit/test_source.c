#include <stdio.h>
#include <stdlib.h>
#include <fcntl.h>
#include <unistd.h>

#include "tap.h"
#include "vmi/checksum.h"
#include "vmi/source.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* What comes out: each line as NUMBER:TEXT/ENDING, a line that is too long as NUMBER!, a failure as F. */
static const struct {
    const char *name, *bytes;
    size_t length, maximum;
    const char *lines;
} cases[] = {
    {"nothing", BYTES(""), 0, ""},
    {"one line", BYTES("a\n"), 0, "1:a/1 "},
    {"no line end at the end", BYTES("a\nb"), 0, "1:a/1 2:b/0 "},
    {"CR LF", BYTES("a\r\nb\r\n"), 0, "1:a/2 2:b/2 "},
    {"a CR alone is text", BYTES("a\rb\n"), 0, "1:a\rb/1 "},
    {"a CR at the end of the file is text", BYTES("a\r"), 0, "1:a\r/0 "},
    {"only one CR belongs to the end", BYTES("a\r\r\n"), 0, "1:a\r/2 "},
    {"empty lines", BYTES("\n\n\r\nx"), 0, "1:/1 2:/1 3:/2 4:x/0 "},
    {"a byte order mark", BYTES("\xEF\xBB\xBFx\n"), 0, "1:x/1 "},
    {"a byte order mark alone", BYTES("\xEF\xBB\xBF"), 0, ""},
    {"a byte order mark within is text", BYTES("x\xEF\xBB\xBF\n"), 0, "1:x\xEF\xBB\xBF/1 "},
    {"half a mark is text", BYTES("\xEF\xBBx\n"), 0, "1:\xEF\xBBx/1 "},
    {"UTF-16, little end first", BYTES("\xFF\xFEx\0\n\0"), 0, "F"},
    {"UTF-16, big end first", BYTES("\xFE\xFF\0x\0\n"), 0, "F"},
    {"FF alone is text", BYTES("\xFF\n"), 0, "1:\xFF/1 "},
    {"NUL is a byte", BYTES("a\0b\n"), 0, "1:a\0b/1 "},
    {"as long as can be", BYTES("12345678\nx\n"), 8, "1:12345678/1 2:x/1 "},
    {"as long as can be, with CR LF", BYTES("12345678\r\nx\n"), 8, "1:12345678/2 2:x/1 "},
    {"a byte too long", BYTES("a\n123456789\nx\n"), 8, "1:a/1 2! 3:x/1 "},
    {"far too long", BYTES("a\n1234567890123456789012345678901234567890\nx\n"), 8, "1:a/1 2! 3:x/1 "},
    {"too long at the end", BYTES("a\n123456789012345"), 8, "1:a/1 2! "},
    {"two in a row", BYTES("123456789\n123456789\nx"), 8, "1! 2! 3:x/0 "},
};

static struct vmi_source *open_pipe(const char *bytes, size_t length, size_t maximum)
{
    int ends[2];
    if (pipe(ends) != 0)
        return NULL;
    if (fork() == 0) { /* a byte at a time, as slow writers do */
        for (size_t i = 0; i < length; i++)
            if (write(ends[1], bytes + i, 1) != 1)
                _exit(1);
        _exit(0);
    }
    close(ends[1]);
    return vmi_source_open(ends[0], "pipe", maximum);
}

static void describe(struct vmi_source *source, struct vmi_buffer *out)
{
    struct vmi_line line;
    struct vmi_error error = {0};
    enum vmi_next next;
    while ((next = vmi_source_line(source, &line, &error)) != VMI_NEXT_END) {
        if (next == VMI_NEXT_FAIL) {
            vmi_buffer_print(out, "F");
            break;
        }
        if (next == VMI_NEXT_BAD) {
            vmi_buffer_print(out, "%llu! ", (unsigned long long)error.line);
            continue;
        }
        vmi_buffer_print(out, "%llu:", (unsigned long long)line.number);
        vmi_buffer_add_slice(out, line.text);
        vmi_buffer_print(out, "/%zu ", line.ending);
    }
    vmi_source_close(source);
}

static void test_lines(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_buffer lent = {0}, piped = {0};
        struct vmi_slice bytes = {cases[i].bytes, cases[i].length};
        size_t length = strcmp(cases[i].name, "NUL is a byte") == 0 ? 8 : strlen(cases[i].lines);
        struct vmi_slice expected = {cases[i].lines, length};
        describe(vmi_source_of_bytes(bytes, "test", cases[i].maximum), &lent);
        describe(open_pipe(cases[i].bytes, cases[i].length, cases[i].maximum), &piped);
        if (!ok(vmi_slice_equal(vmi_buffer_slice(&lent), expected), "lines: %s", cases[i].name))
            note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&lent)));
        if (!ok(vmi_slice_equal(vmi_buffer_slice(&piped), expected), "lines through a pipe: %s", cases[i].name))
            note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&piped)));
        vmi_buffer_free(&lent);
        vmi_buffer_free(&piped);
    }
}

/* The same, of a source whose lines may end in CR alone. */
static const struct {
    const char *name, *bytes;
    size_t length, maximum;
    char line_end;
    const char *lines;
} line_ends[] = {
    {"nothing", BYTES(""), 0, '\n', ""},
    {"LF", BYTES("a\nb\n"), 0, '\n', "1:a/1 2:b/1 "},
    {"CR LF", BYTES("a\r\nb\r\n"), 0, '\n', "1:a/2 2:b/2 "},
    {"CR", BYTES("a\rb\r\rc"), 0, '\r', "1:a/1 2:b/1 3:/1 4:c/0 "},
    {"CR, a byte order mark",
     BYTES("\xEF\xBB\xBF"
           "a\rb\r"),
     0, '\r', "1:a/1 2:b/1 "},
    {"one line that ends in CR", BYTES("a\r"), 0, '\r', "1:a/1 "},
    {"no line end", BYTES("a"), 0, '\n', "1:a/0 "},
    {"both: CR is text", BYTES("a\rb\nc\r"), 0, '\n', "1:a\rb/1 2:c\r/0 "},
    {"CR, a line too long", BYTES("a\r123456789\rx\r"), 8, '\r', "1:a/1 2! 3:x/1 "},
};

static void test_line_ends(void)
{
    for (size_t i = 0; i < VMI_COUNT(line_ends); i++)
        for (int piped = 0; piped < 2; piped++) {
            struct vmi_slice bytes = {line_ends[i].bytes, line_ends[i].length}, begin;
            struct vmi_source *source = piped ? open_pipe(bytes.text, bytes.length, line_ends[i].maximum) : vmi_source_of_bytes(bytes, "test", line_ends[i].maximum);
            struct vmi_buffer out = {0};
            struct vmi_error error = {0};
            vmi_source_any_line_end(source);
            vmi_source_peek(source, 1, &begin, &error);
            is_long(vmi_source_line_end(source), line_ends[i].line_end, "line ends, %s: found%s", line_ends[i].name, piped ? " through a pipe" : "");
            describe(source, &out);
            is_slice(vmi_buffer_slice(&out), line_ends[i].lines, "line ends, %s%s", line_ends[i].name, piped ? " through a pipe" : "");
            vmi_buffer_free(&out);
        }
}

/* Where the first LF stands decides, not how the bytes come in: behind 64 KiB it is too late. */
static void test_late_line_feed(void)
{
    for (int late = 0; late < 2; late++) {
        struct vmi_buffer bytes = {0};
        struct vmi_slice begin;
        struct vmi_error error = {0};
        while (bytes.length < 65534 + 2 * (size_t)late)
            vmi_buffer_add(&bytes, "x\r", 2);
        vmi_buffer_add(&bytes, "\n", 1);
        struct vmi_source *source = vmi_source_of_bytes(vmi_buffer_slice(&bytes), "test", 0);
        vmi_source_any_line_end(source);
        vmi_source_peek(source, 1, &begin, &error);
        is_long(vmi_source_line_end(source), late ? '\r' : '\n', "an LF %s the first 64 KiB", late ? "behind" : "within");
        vmi_source_close(source);
        vmi_buffer_free(&bytes);
    }
}

static const struct {
    const char *name, *encoding, *bytes; /* NULL: by the first bytes */
    size_t length;
    const char *found, *lines; /* the lines, with a bar behind each */
} encodings[] = {
    {"ASCII", NULL, BYTES("a,b\n1,2\n"), "UTF-8", "a,b|1,2|"},
    {"nothing", NULL, BYTES(""), "UTF-8", ""},
    {"UTF-8", NULL, BYTES("K\xC3\xB6ln\n"), "UTF-8", "K\xC3\xB6ln|"},
    {"UTF-8, a mark", NULL, BYTES("\xEF\xBB\xBFK\xC3\xB6ln\n"), "UTF-8", "K\xC3\xB6ln|"},
    {"Windows", NULL, BYTES("K\xF6ln;\x80 5\n"), "WINDOWS-1252", "K\xC3\xB6ln;\xE2\x82\xAC 5|"},
    {"Windows, a byte that is none", NULL, BYTES("K\xF6ln\nx\x81y\n"), "WINDOWS-1252", "K\xC3\xB6ln|x\xFFy|"},
    {"Latin 1 by name", "ISO-8859-1", BYTES("K\xF6ln\x80\n"), "ISO-8859-1", "K\xC3\xB6ln\xC2\x80|"},
    {"UTF-16, little end first", NULL, BYTES("\xFF\xFEK\0\xF6\0l\0\n\0\x3D\xD8\0\xDE\n\0"), "UTF-16LE", "K\xC3\xB6l|\xF0\x9F\x98\x80|"},
    {"UTF-16, big end first", NULL, BYTES("\xFE\xFF\0K\0\xF6\0l\0\n"), "UTF-16BE", "K\xC3\xB6l|"},
    {"UTF-16 without a mark", NULL, BYTES("a\0,\0b\0\n\0"), "UTF-16LE", "a,b|"},
    {"UTF-16, cut in a character", NULL, BYTES("\xFF\xFEK\0\n\0x"), "UTF-16LE", "K|\xFF|"},
    {"UTF-16, half a pair", NULL, BYTES("\xFF\xFE\x3D\xD8K\0\n\0"), "UTF-16LE", "\xFF\xFF\xFF"},
    {"Shift JIS by name", "SHIFT_JIS", BYTES("\x83\x41\n"), "SHIFT_JIS", "\xE3\x82\xA2|"},
};

static void test_encodings(void)
{
    for (size_t i = 0; i < VMI_COUNT(encodings); i++)
        for (int piped = 0; piped < 2; piped++) {
            struct vmi_slice bytes = {encodings[i].bytes, encodings[i].length};
            struct vmi_source *source = piped ? open_pipe(bytes.text, bytes.length, 0) : vmi_source_of_bytes(bytes, "test", 0);
            struct vmi_buffer out = {0};
            struct vmi_line line;
            struct vmi_error error = {0};
            ok(vmi_source_decode(source, encodings[i].encoding), "encoding, %s: is known", encodings[i].name);
            while (vmi_source_line(source, &line, &error) == VMI_NEXT_ROW) {
                vmi_buffer_add_slice(&out, line.text);
                vmi_buffer_add(&out, "|", 1);
            }
            if (strchr(encodings[i].lines, '|') || !*encodings[i].lines)
                is_slice(vmi_buffer_slice(&out), encodings[i].lines, "encoding, %s: lines", encodings[i].name);
            else
                ok(!vmi_text_is_utf8(out.text, out.length), "encoding, %s: the line is not UTF-8", encodings[i].name);
            is_text(vmi_source_encoding(source), encodings[i].found, "encoding, %s: found", encodings[i].name);
            vmi_buffer_free(&out);
            vmi_source_close(source);
        }
    struct vmi_source *source = vmi_source_of_bytes(VMI_SLICE("x"), "test", 0);
    ok(!vmi_source_decode(source, "EBCDIC-OF-NO-COUNTRY"), "an encoding that there is not");
    vmi_source_close(source);
}

static const struct {
    const char *name, *bytes;
    size_t maximum;
    const char *elements, *problem;
} arrays[] = {
    {"none", "[]", 0, "", NULL},
    {"none, with blanks", " [ \n ] \n", 0, "", NULL},
    {"one", "[1]", 0, "1:1 ", NULL},
    {"some", "[1, {\"a\":[2,3]}, \"x,]\" ]\n", 0, "1:1 1:{\"a\":[2,3]} 1:\"x,]\"  ", NULL},
    {"over lines", "[\n{\"a\":\n1},\n2\n]", 0, "2:{\"a\":\n1} 4:2\n ", NULL},
    {"a quote within a text", "[\"a\\\"],\",2]", 0, "1:\"a\\\"],\" 1:2 ", NULL},
    {"cut off behind the bracket", "[", 0, "", "the array is cut off; ] was expected"},
    {"cut off in an element", "[1,{\"a\":", 0, "1:1 ", "the array is cut off, or an element is missing"},
    {"cut off behind a comma", "[1,", 0, "1:1 ", "the array is cut off; ] was expected"},
    {"cut off behind an element", "[1", 0, "", "the array is cut off, or an element is missing"},
    {"an element is missing", "[1,,2]", 0, "1:1 ", "the array is cut off, or an element is missing"},
    {"more behind the end", "[1] 2", 0, "1:1 ", "there is more after the end of the array"},
    {"another array behind the end", "[1][2]", 0, "1:1 ", "there is more after the end of the array"},
    {"an element that is too long", "[1,\"1234567890\"]", 8, "1:1 ", "the record is longer than 8 bytes (see --max-record)"},
};

static void test_arrays(void)
{
    for (size_t i = 0; i < VMI_COUNT(arrays); i++)
        for (int piped = 0; piped < 2; piped++) {
            struct vmi_slice bytes = vmi_slice_of(arrays[i].bytes);
            struct vmi_source *source = piped ? open_pipe(bytes.text, bytes.length, arrays[i].maximum) : vmi_source_of_bytes(bytes, "test", arrays[i].maximum);
            struct vmi_buffer out = {0};
            struct vmi_line element;
            struct vmi_error error = {0};
            enum vmi_next next;
            while ((next = vmi_source_element(source, &element, &error)) == VMI_NEXT_ROW) {
                vmi_buffer_print(&out, "%llu:", (unsigned long long)element.number);
                vmi_buffer_add_slice(&out, element.text);
                vmi_buffer_add(&out, " ", 1);
            }
            is_slice(vmi_buffer_slice(&out), arrays[i].elements, "array, %s: elements", arrays[i].name);
            is_text(next == VMI_NEXT_FAIL ? error.text : NULL, arrays[i].problem, "array, %s: end", arrays[i].name);
            vmi_buffer_free(&out);
            vmi_source_close(source);
        }
}

/* A look ahead sees the lines that come, once and again, and the source goes on as if nothing had been. */
static void test_ahead(void)
{
    static const char *const names[] = {"lent", "pipe", "file", "UTF-16 file", "UTF-16 pipe"};
    struct vmi_buffer plain = {0}, wide = {0};
    for (int i = 0; i < 100000; i++)
        vmi_buffer_print(&plain, "%d\n", i);
    for (size_t i = 0; i < plain.length; i++) {
        vmi_buffer_add(&wide, &plain.text[i], 1);
        vmi_buffer_add(&wide, "", 1);
    }
    for (size_t kind = 0; kind < VMI_COUNT(names); kind++) {
        const struct vmi_buffer *bytes = kind > 2 ? &wide : &plain;
        int length = kind == 1 ? 38890 : 77780; /* of 8,000 lines */
        FILE *file = tmpfile();
        int descriptor = file ? dup(fileno(file)) : -1;
        bool good = write(descriptor, bytes->text, bytes->length) == (ssize_t)bytes->length;
        lseek(descriptor, 0, SEEK_SET);
        struct vmi_source *source = kind == 0                ? vmi_source_of_bytes(vmi_buffer_slice(bytes), "test", 0)
                                    : kind == 1 || kind == 4 ? open_pipe(bytes->text, (size_t)length, 0)
                                                             : vmi_source_open(descriptor, "test", 0);
        struct vmi_line line;
        struct vmi_error error = {0};
        long long expected = 0;
        good &= vmi_source_decode(source, kind > 2 ? "UTF-16LE" : "UTF-8");
        for (; vmi_source_line(source, &line, &error) == VMI_NEXT_ROW; expected++) {
            good &= strtoll(line.text.text, NULL, 10) == expected && line.number == (uint64_t)expected + 1;
            if (expected != 3 && expected != 7000)
                continue;
            for (int again = 0; again < 2; again++) {
                struct vmi_source *ahead = vmi_source_ahead(source, &error);
                struct vmi_line there;
                long long next = expected + 1;
                while (vmi_source_line(ahead, &there, &error) == VMI_NEXT_ROW && there.ending) {
                    good &= strtoll(there.text.text, NULL, 10) == next && there.number == (uint64_t)next + 1;
                    next++;
                }
                good &= next == (kind == 1 || kind == 4 ? 8000 : 100000);
                vmi_source_close(ahead);
            }
        }
        ok(good && expected > 7000, "a look ahead: %s", names[kind]);
        vmi_source_close(source);
        if (kind < 2 || kind == 4)
            close(descriptor);
        if (file)
            fclose(file);
    }
    vmi_buffer_free(&plain);
    vmi_buffer_free(&wide);
}

/* The checksum before each line is that of all bytes before it, however the buffer moves. */
static void test_checksum(void)
{
    struct vmi_buffer bytes = {0};
    uint64_t state = 5;
    vmi_buffer_add(&bytes, "\xEF\xBB\xBF", 3);
    for (int i = 0; i < 60000; i++)
        vmi_buffer_print(&bytes, "%.*s%s", chance_below(&state, 24), "abcdefghijklmnopqrstuvwxyz", chance_below(&state, 2) ? "\n" : "\r\n");
    FILE *file = tmpfile();
    int descriptor = file ? dup(fileno(file)) : -1;
    bool written = write(descriptor, bytes.text, bytes.length) == (ssize_t)bytes.length;
    lseek(descriptor, 0, SEEK_SET);
    for (int from_file = 0; from_file < 2; from_file++) {
        struct vmi_source *source = from_file ? vmi_source_open(descriptor, "test", 0) : vmi_source_of_bytes(vmi_buffer_slice(&bytes), "test", 0);
        struct vmi_line line;
        struct vmi_error error = {0};
        int wrong = 0, count = 0;
        size_t done_so_far = 3, restarted = 0;
        while (vmi_source_line(source, &line, &error) == VMI_NEXT_ROW) {
            if (++count % 997 == 0)
                wrong += vmi_source_checksum(source) != vmi_crc32c(0, bytes.text + restarted, done_so_far - restarted);
            done_so_far += line.text.length + line.ending;
            wrong += vmi_source_position(source) != done_so_far;
            if (count % 20011 == 0) {
                vmi_source_checksum_restart(source);
                restarted = done_so_far;
            }
        }
        is_long(count, 60000, "all lines are read");
        is_long(wrong, 0, "checksum and position hold at every line");
        vmi_source_close(source);
    }
    ok(written, "the file was written");
    if (file)
        fclose(file);
    vmi_buffer_free(&bytes);
}

static void test_peek_and_failure(void)
{
    struct vmi_source *source = vmi_source_of_bytes(VMI_SLICE("\xEF\xBB\xBF{\"a\":1}\n"), "test", 0);
    struct vmi_slice front = VMI_SLICE_NONE;
    struct vmi_error error = {0};
    struct vmi_line line;
    ok(vmi_source_peek(source, 4, &front, &error) == VMI_NEXT_ROW, "one may look ahead");
    is_slice(front, "{\"a\"", "behind the byte order mark");
    ok(vmi_source_line(source, &line, &error) == VMI_NEXT_ROW, "what was looked at");
    is_slice(line.text, "{\"a\":1}", "is still there");
    ok(vmi_source_peek(source, 4, &front, &error) == VMI_NEXT_END, "at the end there is nothing to see");
    vmi_source_close(source);
    source = vmi_source_open(open(".", O_RDONLY), "folder", 0);
    is_long(vmi_source_line(source, &line, &error), VMI_NEXT_FAIL, "a folder cannot be read");
    is_text(error.text, "cannot be read: Is a directory", "which is said");
    is_text(error.file, "folder", "of which file");
    is_long(error.status, VMI_SYSTEM, "as the system's failure");
    vmi_source_close(source);
}

int main(void)
{
    test_ahead();
    test_lines();
    test_line_ends();
    test_late_line_feed();
    test_encodings();
    test_arrays();
    test_checksum();
    test_peek_and_failure();
    return done();
}
