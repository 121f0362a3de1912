#include <stdlib.h>

#include "tap.h"
#include "vmi/checksum.h"
#include "vmi/sink.h"

#define BYTES(literal) literal, sizeof(literal) - 1

static const struct {
    const char *name, *text;
    size_t length;
    bool good;
} utf8[] = {
    {"nothing", BYTES(""), true},
    {"ASCII", BYTES("plain text, longer than eight bytes"), true},
    {"NUL", BYTES("a\0b"), true},
    {"two bytes", BYTES("\xC3\xA4"), true},
    {"three bytes", BYTES("\xE2\x82\xAC"), true},
    {"four bytes", BYTES("\xF0\x9F\x98\x80"), true},
    {"the last character", BYTES("\xF4\x8F\xBF\xBF"), true},
    {"above the last character", BYTES("\xF4\x90\x80\x80"), false},
    {"five bytes", BYTES("\xF8\x88\x80\x80\x80"), false},
    {"overlong slash in two", BYTES("\xC0\xAF"), false},
    {"overlong in two, C1", BYTES("\xC1\xBF"), false},
    {"overlong in three", BYTES("\xE0\x80\xAF"), false},
    {"overlong in three, the longest", BYTES("\xE0\x9F\xBF"), false},
    {"overlong in four", BYTES("\xF0\x8F\xBF\xBF"), false},
    {"the first of three", BYTES("\xE0\xA0\x80"), true},
    {"the first of four", BYTES("\xF0\x90\x80\x80"), true},
    {"before the surrogates", BYTES("\xED\x9F\xBF"), true},
    {"a high surrogate", BYTES("\xED\xA0\x80"), false},
    {"a low surrogate", BYTES("\xED\xBF\xBF"), false},
    {"behind the surrogates", BYTES("\xEE\x80\x80"), true},
    {"a continuation alone", BYTES("\x80"), false},
    {"cut in two bytes", BYTES("abc\xC3"), false},
    {"cut in three bytes", BYTES("\xE2\x82"), false},
    {"cut in four bytes", BYTES("\xF0\x9F\x98"), false},
    {"a letter within", BYTES("\xE2\x28\xAC"), false},
    {"FE", BYTES("\xFE"), false},
    {"FF", BYTES("\xFF"), false},
    {"Latin-1 behind 16 of ASCII", BYTES("0123456789abcdef\xE4"), false},
};

static void test_utf8(void)
{
    for (size_t i = 0; i < VMI_COUNT(utf8); i++)
        ok(vmi_text_is_utf8(utf8[i].text, utf8[i].length) == utf8[i].good, "UTF-8: %s", utf8[i].name);
    int wrong = 0;
    for (size_t offset = 0; offset < 24; offset++) { /* the bad byte at every place of a word */
        char text[24];
        memset(text, 'x', sizeof text);
        text[offset] = '\x80';
        wrong += vmi_text_is_utf8(text, sizeof text);
        wrong += !vmi_text_is_utf8(text, offset);
    }
    is_long(wrong, 0, "UTF-8: a bad byte is found wherever it stands");
}

static void test_trim_and_cut(void)
{
    static const char *const trims[][2] = {
        {"  a b\t", "a b"}, {"", ""}, {" \t ", ""}, {"a", "a"}, {"\ra\n", "\ra\n"}, {"\t\xC2\xA0x", "\xC2\xA0x"},
    };
    static const struct {
        const char *text, *pieces[5];
    } cuts[] = {
        {"a,b,c", {"a", "b", "c"}}, {"", {""}}, {",", {"", ""}}, {"a,", {"a", ""}}, {"abc", {"abc"}},
    };
    for (size_t i = 0; i < VMI_COUNT(trims); i++)
        is_slice(vmi_slice_trim(vmi_slice_of(trims[i][0])), trims[i][1], "trim %zu", i);
    for (size_t i = 0; i < VMI_COUNT(cuts); i++) {
        struct vmi_slice rest = vmi_slice_of(cuts[i].text);
        size_t piece = 0;
        for (; rest.text; piece++)
            is_slice(vmi_slice_cut(&rest, ','), cuts[i].pieces[piece], "'%s' cut, piece %zu", cuts[i].text, piece);
        ok(cuts[i].pieces[piece] == NULL, "'%s' has no more pieces", cuts[i].text);
    }
    ok(vmi_slice_compare(VMI_SLICE("a"), VMI_SLICE("ab")) < 0, "a prefix sorts first");
    ok(vmi_slice_compare(VMI_SLICE("b"), VMI_SLICE("ab")) > 0, "then by bytes");
    ok(vmi_slice_compare(VMI_SLICE("\xC3\xA4"), VMI_SLICE("z")) > 0, "bytes have no sign");
    ok(vmi_slice_compare(VMI_SLICE_NONE, VMI_SLICE("")) == 0, "unknown sorts with empty");
}

static void test_nearest(void)
{
    static const char *const names[] = {"lead_time", "lead_time_sd", "order_min", "order_max", "min", "max"};
    static const char *const cases[][2] = {
        {"lead_tiem", "lead_time"},
        {"lead-time", "lead_time"},
        {"LEAD_TIME_SD", "lead_time_sd"},
        {"leadtime", "lead_time"},
        {"order_mix", "order_min"},
        {"mn", "min"},
        {"colour", NULL},
        {"", NULL},
        {"an utterly different and far too long a name", NULL},
    };
    for (size_t i = 0; i < VMI_COUNT(cases); i++)
        is_text(vmi_text_nearest(vmi_slice_of(cases[i][0]), names, VMI_COUNT(names)), cases[i][1], "nearest to '%s'", cases[i][0]);
    is_text(vmi_text_nearest(VMI_SLICE("min"), names, 0), NULL, "nearest of none");
}

static void test_quote_and_width(void)
{
    static const struct {
        const char *name, *text;
        size_t length;
        const char *quoted;
    } quotes[] = {
        {"plain", BYTES("abc"), "'abc'"},
        {"nothing", BYTES(""), "''"},
        {"control bytes", BYTES("a\tb\x1b[31m\x7f"), "'a\\x09b\\x1B[31m\\x7F'"},
        {"NUL", BYTES("a\0b"), "'a\\x00b'"},
        {"not UTF-8", BYTES("\xE4\xC3\xA4"), "'\\xE4\xC3\xA4'"},
        {"forty bytes", BYTES("0123456789012345678901234567890123456789"), "'0123456789012345678901234567890123456789'"},
        {"forty-one", BYTES("01234567890123456789012345678901234567890"), "'0123456789012345678901234567890123456789'..."},
        {"a character across the cut", BYTES("012345678901234567890123456789012345678\xC3\xA4"), "'012345678901234567890123456789012345678'..."},
    };
    static const struct {
        const char *text;
        long long width;
    } widths[] = {{"", 0}, {"abc", 3}, {"\xC3\xA4\xE2\x82\xAC", 2}, {"e\xCC\x81", 1}};
    char buffer[VMI_QUOTED_SIZE], worst[64];
    for (size_t i = 0; i < VMI_COUNT(quotes); i++)
        is_text(vmi_text_quote((struct vmi_slice){quotes[i].text, quotes[i].length}, buffer), quotes[i].quoted, "quote: %s", quotes[i].name);
    memset(worst, 0xFF, sizeof worst);
    is_long((long long)strlen(vmi_text_quote((struct vmi_slice){worst, sizeof worst}, buffer)), 165, "quote: what needs the most room has it");
    is_text(vmi_text_quote(VMI_SLICE_NONE, buffer), "''", "quote: unknown");
    for (size_t i = 0; i < VMI_COUNT(widths); i++)
        is_long((long long)vmi_text_width(vmi_slice_of(widths[i].text)), widths[i].width, "width %zu", i);
}

static void test_buffer(void)
{
    struct vmi_buffer b = {.maximum = 8};
    is_slice(vmi_buffer_slice(&b), "", "a buffer begins empty");
    ok(vmi_buffer_add(&b, "12345", 5) && !vmi_buffer_add(&b, "6789", 4), "it grows up to its maximum");
    is_slice(vmi_buffer_slice(&b), "12345", "what does not fit adds nothing");
    ok(vmi_buffer_print(&b, "%d", 678) && !vmi_buffer_print(&b, "%d", 9), "printing as well");
    is_slice(vmi_buffer_slice(&b), "12345678", "full to the last byte");
    vmi_buffer_free(&b);
    char long_text[1000];
    memset(long_text, 'y', sizeof long_text);
    b.maximum = 0;
    ok(vmi_buffer_print(&b, "%.*s", (int)sizeof long_text, long_text) && b.length == sizeof long_text, "a long text is printed whole");
    vmi_buffer_clear(&b);
    is_slice(vmi_buffer_slice(&b), "", "cleared");
    ok(vmi_buffer_print(&b, "%s, %.*s and %s.", "one", 3, "two of them", "") && vmi_buffer_print(&b, "%%%s%.*s%5d", "!", -1, "?", 7), "texts are joined");
    is_slice(vmi_buffer_slice(&b), "one, two and .%!?    7", "as printf has them");
    b.maximum = b.length + 4;
    ok(!vmi_buffer_print(&b, "%s%s", "1234", "5"), "texts that do not fit add nothing");
    ok(vmi_buffer_print(&b, "%s%s", "123", "4") && b.length == b.maximum, "those that do are added");
    vmi_buffer_free(&b);
}

static void test_encode(void)
{
    static const struct {
        const char *cell, *csv, *json;
    } cells[] = {
        {"plain", "plain", "\"plain\""},
        {"", "", "\"\""},
        {"a,b", "\"a,b\"", "\"a,b\""},
        {"say \"so\"", "\"say \"\"so\"\"\"", "\"say \\\"so\\\"\""},
        {"\"", "\"\"\"\"", "\"\\\"\""},
        {" x", "\" x\"", "\" x\""},
        {"x\t", "\"x\t\"", "\"x\\t\""},
        {"a\nb", "\"a\nb\"", "\"a\\nb\""},
        {"a\rb", "\"a\rb\"", "\"a\\rb\""},
        {"#x", "\"#x\"", "\"#x\""},
        {"back\\slash", "back\\slash", "\"back\\\\slash\""},
        {"\x01\x1f", "\x01\x1f", "\"\\u0001\\u001f\""},
        {"\xC3\xA4", "\xC3\xA4", "\"\xC3\xA4\""},
    };
    struct vmi_buffer b = {0};
    for (size_t i = 0; i < VMI_COUNT(cells); i++) {
        vmi_buffer_clear(&b);
        vmi_encode_csv(&b, vmi_slice_of(cells[i].cell), true);
        is_slice(vmi_buffer_slice(&b), cells[i].csv, "cell %zu as CSV", i);
        vmi_buffer_clear(&b);
        vmi_encode_json(&b, vmi_slice_of(cells[i].cell));
        is_slice(vmi_buffer_slice(&b), cells[i].json, "cell %zu as JSON", i);
    }
    vmi_buffer_clear(&b);
    vmi_encode_csv(&b, VMI_SLICE("#x"), false);
    is_slice(vmi_buffer_slice(&b), "#x", "a # that is not in front needs no quotes");
    vmi_buffer_free(&b);
    static const char formulas[] = "=+-@\t\r";
    for (const char *c = formulas; *c; c++)
        ok(vmi_encode_is_formula((struct vmi_slice){c, 1}), "byte %d begins a formula", *c);
    ok(!vmi_encode_is_formula(VMI_SLICE("a=1")) && !vmi_encode_is_formula(VMI_SLICE("")) && !vmi_encode_is_formula((struct vmi_slice){"\0", 1}), "other texts do not");
}

/* RFC 3720, appendix B.4. */
static void test_checksum(void)
{
    char zeros[32] = {0}, ones[32], up[32], down[32];
    memset(ones, 0xFF, sizeof ones);
    for (int i = 0; i < 32; i++)
        up[i] = (char)i, down[i] = (char)(31 - i);
    is_long(vmi_crc32c(0, zeros, 32), 0x8a9136aa, "CRC-32C of 32 zeros");
    is_long(vmi_crc32c(0, ones, 32), 0x62a8ab43, "CRC-32C of 32 ones");
    is_long(vmi_crc32c(0, up, 32), 0x46dd794e, "CRC-32C of 0 to 31");
    is_long(vmi_crc32c(0, down, 32), 0x113fdb5c, "CRC-32C of 31 to 0");
    is_long(vmi_crc32c(0, "123456789", 9), 0xe3069283, "CRC-32C of 123456789");
    is_long(vmi_crc32c(vmi_crc32c(0, "1234", 4), "56789", 5), 0xe3069283, "CRC-32C in two pieces");
    is_long(vmi_crc32c(0, "", 0), 0, "CRC-32C of nothing");
    ok(vmi_fingerprint(VMI_SLICE("a")) != vmi_fingerprint(VMI_SLICE("b")), "fingerprints tell texts apart");
}

int main(void)
{
    test_utf8();
    test_trim_and_cut();
    test_nearest();
    test_quote_and_width();
    test_buffer();
    test_encode();
    test_checksum();
    return done();
}
