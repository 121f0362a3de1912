#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "vmi/memory.h"
#include "vmi/rows.h"

#define BYTES(literal) literal, sizeof(literal) - 1

/* Rows as LINE[cell|cell] with ? for unknown and * in front of a marked one; BAD as (CODE LINE), FAIL as {CODE}. */
static const struct {
    const char *name, *bytes;
    size_t length;
    enum vmi_format format;
    const char *rows;
} cases[] = {
    {"plain", BYTES("a,b\n1,2\n"), VMI_FORMAT_AUTO, "[a|b] 2[1|2] "},
    {"no line end at the end", BYTES("a,b\n1,2"), VMI_FORMAT_AUTO, "[a|b] 2[1|2]- "},
    {"CR LF", BYTES("a,b\r\n1,2\r\n"), VMI_FORMAT_AUTO, "[a|b] 2[1|2] "},
    {"empty cells are unknown", BYTES("a,b\n,\n1,\n"), VMI_FORMAT_AUTO, "[a|b] 2[?|?] 3[1|?] "},
    {"quoted and empty is empty", BYTES("a,b\n\"\",2\n"), VMI_FORMAT_AUTO, "[a|b] 2[|2] "},
    {"blanks round an unquoted cell", BYTES("a , b\n 1\t, 2 3 \n"), VMI_FORMAT_AUTO, "[a|b] 2[1|2 3] "},
    {"blanks within quotes stay", BYTES("a,b\n\" 1 \",2\n"), VMI_FORMAT_AUTO, "[a|b] 2[ 1 |2] "},
    {"a comma and a quote within quotes", BYTES("a,b\n\"x,\"\"y\"\"\",2\n"), VMI_FORMAT_AUTO, "[a|b] 2[x,\"y\"|2] "},
    {"lines within quotes", BYTES("a,b\n\"x\ny\",2\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] 2[x\ny|2] 4[3|4] "},
    {"blank lines are passed over", BYTES("\na,b\n\n1,2\n  \n3,4\n"), VMI_FORMAT_AUTO, "[a|b] 4[1|2] 6[3|4] "},
    {"the header again is passed over", BYTES("a,b\n1,2\na,b\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] 2[1|2] 4[3|4] "},
    {"the header again, in quotes", BYTES("a,b\n\"a\",b\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] 3[3|4] "},
    {"too few and too many cells", BYTES("a,b\n1\n1,2,3\n"), VMI_FORMAT_AUTO, "[a|b] 2[1] 3[1|2|3] "},
    {"a # in front", BYTES("a,b\n#x,1\n\"#x\",1\n"), VMI_FORMAT_AUTO, "[a|b] *2[#x|1] 3[#x|1] "},
    {"a quote within a cell", BYTES("a,b\nx\"y,1\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (quote 2) 3[3|4] "},
    {"text behind a quote", BYTES("a,b\n\"x\"y,1\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (quote 2) 3[3|4] "},
    {"a quote that never ends", BYTES("a,b\n1,2\n\"x,1\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] 2[1|2] (quote 3) "},
    {"a quote that never ends, without a line end", BYTES("a,b\n\"x"), VMI_FORMAT_AUTO, "[a|b] (quote 2) "},
    {"a CR within a line", BYTES("a,b\n1\r2,3\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (lone_cr 2) 3[3|4] "},
    {"a CR within quotes is text", BYTES("a,b\n\"1\r2\",3\n"), VMI_FORMAT_AUTO, "[a|b] 2[1\r2|3] "},
    {"NUL", BYTES("a,b\n1,\0\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (nul 2) 3[3|4] "},
    {"not UTF-8", BYTES("a,b\n1,\xE4\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (encoding 2) 3[3|4] "},
    {"not UTF-8 in the second line of a record", BYTES("a,b\n\"1\n\xE4\",2\n3,4\n"), VMI_FORMAT_AUTO, "[a|b] (encoding 3) 4[3|4] "},
    {"a header that is not UTF-8", BYTES("a,\xE4\n1,2\n"), VMI_FORMAT_AUTO, "{encoding}"},
    {"tabs by the header", BYTES("a\tb c\n1\t2,3\n\t\n"), VMI_FORMAT_AUTO, "[a|b c] 2[1|2,3] 3[?|?] "},
    {"tabs as said", BYTES("a,x\tb\n1\t 2 \n"), VMI_FORMAT_TSV, "[a,x|b] 2[1|2] "},
    {"commas as said", BYTES("a\tb\n1\t2\n"), VMI_FORMAT_CSV, "[a\tb] 2[1\t2] "},
    {"one column", BYTES("a\n1\n\"\"\n"), VMI_FORMAT_AUTO, "[a] 2[1] 3[] "},
    {"a byte order mark",
     BYTES("\xEF\xBB\xBF"
           "a,b\n1,2\n"),
     VMI_FORMAT_AUTO, "[a|b] 2[1|2] "},
    {"nothing", BYTES(""), VMI_FORMAT_AUTO, "END"},
    {"a header alone", BYTES("a,b\n"), VMI_FORMAT_AUTO, "[a|b] "},
    {"nothing, said to be NDJSON", BYTES(""), VMI_FORMAT_NDJSON, "END"},
    {"nothing, said to be an array", BYTES(""), VMI_FORMAT_JSON, "END"},
    {"NDJSON", BYTES("{\"a\":1,\"b\":\"x\\n\"}\n\n{\"b\":null,\"c\":true}\n"), VMI_FORMAT_AUTO, "[] 1[1|x\n] 3[?|?|true] "},
    {"an array", BYTES("[{\"a\":1.50},\n{\"a\":\"\"}]"), VMI_FORMAT_AUTO, "[] 1[1.50]- 2[?]- "},
    {"NDJSON that is none", BYTES("{\"a\":1}\n{\"a\":}\n[1]\n{\"a\":2}\n"), VMI_FORMAT_AUTO, "[] 1[1] (json 2) (json 3) 4[2] "},
    {"a key twice", BYTES("{\"a\":1,\"a\":2}\n"), VMI_FORMAT_AUTO, "[] (json 1) "},
    {"a key with escapes is the key", BYTES("{\"a\":1}\n{\"\\u0061\":2}\n"), VMI_FORMAT_AUTO, "[] 1[1] 2[2] "},
    {"a marked object", BYTES("{\"#x\":1}\n"), VMI_FORMAT_AUTO, "[] *1[] "},
};

static void put_cells(struct vmi_buffer *out, const struct vmi_cell *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        vmi_buffer_print(out, i ? "|" : "");
        if (cells[i].kind == VMI_CELL_UNKNOWN)
            vmi_buffer_add(out, "?", 1);
        else
            vmi_buffer_add_slice(out, cells[i].text);
    }
}

static void describe_source(struct vmi_source *source, const struct vmi_rows_options *options, struct vmi_buffer *out)
{
    struct vmi_rows *rows = vmi_rows_open(source, options);
    struct vmi_error error = {0};
    struct vmi_row row;
    size_t count;
    enum vmi_next next = vmi_rows_begin(rows, &error);
    if (next == VMI_NEXT_ROW) {
        const struct vmi_slice *names = vmi_rows_columns(rows, &count);
        vmi_buffer_print(out, "[");
        for (size_t i = 0; i < count; i++)
            vmi_buffer_print(out, "%s%.*s", i ? "|" : "", VMI_SLICE_PRINT(names[i]));
        vmi_buffer_print(out, "] ");
    }
    for (bool more = next == VMI_NEXT_ROW; more;) {
        next = vmi_rows_next(rows, &row, &error);
        if (next == VMI_NEXT_ROW) {
            vmi_buffer_print(out, "%s%llu[", row.marked ? "*" : "", (unsigned long long)row.line);
            put_cells(out, row.cells, row.count);
            vmi_buffer_print(out, "]%s ", row.ended ? "" : "-");
        } else if (next == VMI_NEXT_BAD) {
            vmi_buffer_print(out, "(%s %llu) ", error.code, (unsigned long long)error.line);
        } else {
            more = false;
        }
    }
    if (next == VMI_NEXT_END && vmi_rows_next(rows, &row, &error) != VMI_NEXT_END)
        vmi_buffer_print(out, "more behind the end");
    const struct vmi_slice *names = vmi_rows_columns(rows, &count);
    for (size_t i = 0; options->nested && i < count; i++)
        vmi_buffer_print(out, "%s%.*s", i ? " " : "", VMI_SLICE_PRINT(names[i]));
    if (next == VMI_NEXT_FAIL)
        vmi_buffer_print(out, "{%s}", error.code);
    else if (!out->length)
        vmi_buffer_print(out, "END");
    vmi_rows_close(rows);
}

/* In memory that ends where the bytes do, so that a sanitizer sees who reads behind them. */
static void describe(struct vmi_slice bytes, size_t maximum, const struct vmi_rows_options *options, struct vmi_buffer *out)
{
    char *tight = vmi_alloc(bytes.length);
    if (bytes.length)
        memcpy(tight, bytes.text, bytes.length);
    describe_source(vmi_source_of_bytes((struct vmi_slice){tight, bytes.length}, "test", maximum), options, out);
    free(tight);
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++)
        for (int libcsv = 0; libcsv < 2; libcsv++) {
            struct vmi_rows_options options = {.format = cases[i].format, .libcsv_only = libcsv};
            struct vmi_buffer out = {0};
            describe((struct vmi_slice){cases[i].bytes, cases[i].length}, 0, &options, &out);
            is_slice(vmi_buffer_slice(&out), cases[i].rows, "%s%s", cases[i].name, libcsv ? ", by libcsv alone" : "");
            vmi_buffer_free(&out);
        }
}

static const struct {
    const char *name, *bytes, *rows; /* and behind them the columns */
} nested[] = {
    {"objects within a record", "{\"a\":{\"b\":1,\"c\":\"x\"},\"d\":2}\n{\"d\":3,\"a\":{\"c\":null}}\n", "[] 1[1|x|2] 2[?|?|3] a.b a.c d"},
    {"what is nested deeper is not taken apart", "{\"a\":{\"b\":{\"c\":1},\"d\":[1]},\"e\":[{\"f\":1}]}\n", "[] 1[{\"c\":1}|[1]|[{\"f\":1}]] a.b a.d e"},
    {"an object with nothing in it", "{\"a\":{},\"b\":1}\n", "[] 1[1] b"},
    {"an object here, a text there", "{\"a\":{\"b\":1}}\n{\"a\":\"x\"}\n", "[] 1[1] 2[?|x] a.b a"},
    {"keys with escapes", "{\"\\u0061\":{\"\\u0062\":1}}\n", "[] 1[1] a.b"},
    {"a name twice", "{\"a\":{\"b\":1},\"a.b\":2}\n{\"a.b\":null,\"a\":{\"b\":1}}\n{\"a.b\":3}\n", "[] (json 1) (json 2) 3[3] a.b"},
    {"a name twice, by dots of both sides", "{\"a\":{\"b.c\":1},\"a.b\":{\"c\":1}}\n", "[] (json 1) a.b.c"},
    {"a marked object", "{\"#a\":{\"b\":1}}\n", "[] *1[] "},
    {"an array of them", "[{\"a\":{\"b\":1}},{\"a\":{\"b\":2}}]", "[] 1[1]- 1[2]- a.b"},
};

static void test_nested(void)
{
    for (size_t i = 0; i < VMI_COUNT(nested); i++) {
        struct vmi_rows_options options = {.nested = true};
        struct vmi_buffer out = {0};
        describe(vmi_slice_of(nested[i].bytes), 0, &options, &out);
        is_slice(vmi_buffer_slice(&out), nested[i].rows, "nested: %s", nested[i].name);
        vmi_buffer_free(&out);
    }
}

static void random_bytes(uint64_t *state, struct vmi_buffer *out)
{
    static const struct {
        const char *text;
        size_t length;
    } pieces[] = {{BYTES("a")},          {BYTES("bc")},
                  {BYTES("1")},          {BYTES(",")},
                  {BYTES(",")},          {BYTES("\t")},
                  {BYTES("\"")},         {BYTES("\"")},
                  {BYTES("\"\"")},       {BYTES(" ")},
                  {BYTES("\n")},         {BYTES("\n")},
                  {BYTES("\r")},         {BYTES("\r\n")},
                  {BYTES("\0")},         {BYTES("#")},
                  {BYTES("\xC3\xA4")},   {BYTES("\xE4")},
                  {BYTES(",\"x\ny\",")}, {BYTES("\"a,b\"")},
                  {BYTES("\n\n")},       {BYTES("h,k\n")},
                  {BYTES("\"\"\"\"")},   {BYTES(";")},
                  {BYTES("|")},          {BYTES(", one cell that is longer than what is looked at in one step, be it sixteen bytes or sixty-four ,")}};
    int count = chance_below(state, chance_below(state, 8) ? 40 : 400), rare = chance_below(state, 3);
    vmi_buffer_clear(out);
    if (chance_below(state, 4))
        vmi_buffer_print(out, "h,k\n");
    for (int i = 0; i < count; i++) {
        size_t piece = (size_t)chance_below(state, (int)VMI_COUNT(pieces));
        bool odd = pieces[piece].text[0] == '\0' || pieces[piece].text[0] == '\r' || pieces[piece].text[0] == '\xE4';
        if (odd && rare)
            continue;
        vmi_buffer_add(out, pieces[piece].text, pieces[piece].length);
    }
}

static const struct {
    const char *name, *bytes;
    bool no_quotes;
    char delimiter;     /* that is found */
    const char *second; /* cell of the second row */
} dialects[] = {
    {"commas", "a,b\n1,2\n", false, ',', "2"},
    {"semicolons", "a;b;c,d\n1;2;3\n", false, ';', "2"},
    {"tabs", "a\tb\n1\t2\n", false, '\t', "2"},
    {"bars", "a|b\n1|2\n", false, '|', "2"},
    {"none", "a\n1\n", false, ',', NULL},
    {"as many of both: the comma", "a,b;c\n1,2\n", false, ',', "2"},
    {"marks within quotes do not count", "\"a;b;c\",d\n1,2\n", false, ',', "2"},
    {"an inch mark", "a;5\" pipe;b;c\n1;3\";2;4\n", true, ';', "3\""},
    {"one quote opens nothing", "a;\"b;c\n1;\"2;3\n", true, ';', "\"2"},
};

static void test_dialects(void)
{
    for (size_t i = 0; i < VMI_COUNT(dialects); i++) {
        struct vmi_rows_options options = {.any_delimiter = true, .no_quotes = dialects[i].no_quotes};
        struct vmi_rows *rows = vmi_rows_open(vmi_source_of_bytes(vmi_slice_of(dialects[i].bytes), "test", 0), &options);
        struct vmi_row row;
        struct vmi_error error = {0};
        bool good = vmi_rows_begin(rows, &error) == VMI_NEXT_ROW && vmi_rows_next(rows, &row, &error) == VMI_NEXT_ROW;
        ok(good, "dialect, %s: a row", dialects[i].name);
        is_long(vmi_rows_delimiter(rows), dialects[i].delimiter, "dialect, %s: the mark", dialects[i].name);
        if (good && dialects[i].second)
            is_slice(row.cells[1].text, dialects[i].second, "dialect, %s: a cell", dialects[i].name);
        vmi_rows_close(rows);
    }
}

/* Both ways through a file give the same rows, cells, answers and places. */
static void test_property(enum vmi_format format, const char *name)
{
    uint64_t state = 20260105;
    struct vmi_buffer bytes = {0}, fast = {0}, libcsv = {0};
    int wrong = 0, read = 0;
    for (int i = 0, count = rounds(20000); i < count && wrong < 3; i++) {
        size_t maximum = chance_below(&state, 4) ? 0 : 12;
        char mark = "\0\0;|\t"[chance_below(&state, 5)];
        bool plain = chance_below(&state, 4) == 0;
        random_bytes(&state, &bytes);
        vmi_buffer_clear(&fast);
        vmi_buffer_clear(&libcsv);
        describe(vmi_buffer_slice(&bytes), maximum, &(struct vmi_rows_options){.format = format, .delimiter = mark, .no_quotes = plain}, &fast);
        describe(vmi_buffer_slice(&bytes), maximum, &(struct vmi_rows_options){.format = format, .libcsv_only = true, .delimiter = mark, .no_quotes = plain}, &libcsv);
        read += fast.length > 10;
        if (vmi_slice_equal(vmi_buffer_slice(&fast), vmi_buffer_slice(&libcsv)))
            continue;
        wrong++;
        is_slice(vmi_buffer_slice(&bytes), "", "input %d", i);
        fast.text[fast.length] = libcsv.text[libcsv.length] = '\0';
        is_slice(vmi_buffer_slice(&fast), libcsv.text, "its rows");
    }
    is_long(wrong, 0, "%s: with and without libcsv the same, at random", name);
    ok(read > rounds(20000) / 4, "%s: and often there was something to read", name);
    vmi_buffer_free(&bytes);
    vmi_buffer_free(&fast);
    vmi_buffer_free(&libcsv);
}

/* A file whose second line is so long that the rest begins BEFORE bytes before the end of the first block. */
static FILE *file_across(size_t before, struct vmi_slice rest)
{
    enum { BLOCK = 256 * 1024 };
    static const char begin[] = "h,k\n1,", end[] = "x\n";
    FILE *file = tmpfile();
    if (!file)
        return NULL;
    fputs(begin, file);
    for (size_t i = strlen(begin) + strlen(end); i < BLOCK - before; i++)
        putc('x', file);
    fputs(end, file);
    fwrite(rest.text, 1, rest.length, file);
    return file;
}

static void describe_file(FILE *file, bool libcsv_only, struct vmi_buffer *out)
{
    vmi_buffer_clear(out);
    fflush(file);
    rewind(file);
    describe_source(vmi_source_open(dup(fileno(file)), "test", 0), &(struct vmi_rows_options){.libcsv_only = libcsv_only}, out);
}

/* Wherever in a record a block ends, and however little is behind it. */
static void test_borders(void)
{
    static const char rest[] = "plain, cells of a line,\"quoted, cells\nof two\"\r\n"
                               "1,\"\"\"\"\r\n,\n \t, \n\"\",a b \ncr\rhere,1\nn\0l,2\n\xC3\xA4,\xE4\n"
                               "and a line that is longer than what is looked at in one step of sixty-four bytes,1,2,3,4\nlast,one";
    struct vmi_buffer fast = {0}, libcsv = {0};
    int wrong = 0, missing = 0;
    for (size_t before = 0; before <= sizeof rest; before++) {
        FILE *file = file_across(before, (struct vmi_slice){rest, sizeof rest - 1});
        missing += !file;
        if (!file)
            continue;
        describe_file(file, false, &fast);
        describe_file(file, true, &libcsv);
        wrong += !vmi_slice_equal(vmi_buffer_slice(&fast), vmi_buffer_slice(&libcsv));
        fclose(file);
    }
    is_long(missing, 0, "files across the end of a block");
    is_long(wrong, 0, "with and without libcsv the same, wherever a block ends");
    vmi_buffer_free(&fast);
    vmi_buffer_free(&libcsv);
}

static void replace(struct vmi_buffer *text, char from, char to)
{
    for (size_t i = 0; i < text->length; i++)
        if (text->text[i] == from)
            text->text[i] = to;
}

/* What ends in LF and what ends in CR is read alike, line by line. */
static void test_line_ends(void)
{
    uint64_t state = 20260203;
    struct vmi_buffer bytes = {0}, lf = {0}, cr = {0};
    int wrong = 0;
    for (int i = 0, count = rounds(10000); i < count && wrong < 3; i++) {
        struct vmi_rows_options options = {.libcsv_only = chance_below(&state, 2), .no_quotes = chance_below(&state, 4) == 0};
        random_bytes(&state, &bytes);
        replace(&bytes, '\r', 'r');
        vmi_buffer_clear(&lf);
        vmi_buffer_clear(&cr);
        describe(vmi_buffer_slice(&bytes), 0, &options, &lf);
        replace(&bytes, '\n', '\r');
        replace(&lf, '\n', '\r');
        struct vmi_source *source = vmi_source_of_bytes(vmi_buffer_slice(&bytes), "test", 0);
        vmi_source_any_line_end(source);
        describe_source(source, &options, &cr);
        wrong += !vmi_slice_equal(vmi_buffer_slice(&lf), vmi_buffer_slice(&cr));
    }
    is_long(wrong, 0, "lines that end in CR give what those that end in LF give, at random");
    vmi_buffer_free(&bytes);
    vmi_buffer_free(&lf);
    vmi_buffer_free(&cr);
}

int main(void)
{
    test_line_ends();
    test_borders();
    test_table();
    test_dialects();
    test_nested();
    test_property(VMI_FORMAT_CSV, "commas");
    test_property(VMI_FORMAT_TSV, "tabs");
    return done();
}
