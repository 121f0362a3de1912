/* Segments as the lexer cuts them: where delimiters come from, what stands between, release characters, components. */
#include <stdlib.h>

#include "tap.h"
#include "vmi/edi_lexer.h"

/* Each segment as TAG[elements|...], a released or missing part as component() gives it; BAD(code) for what was passed over. */
static const struct {
    const char *name, *text, *segments;
} cases[] = {
    {"X12 as the standard has it", "ISA*00*          *00*          *ZZ*S              *ZZ*R              *240604*0412*U*00401*000000001*0*P*>~GS*PD~IEA*1~", "ISA/17 GS/2 IEA/2"},
    {"elements of ISA that are not padded", "ISA|00||00||ZZ|S|ZZ|R|240604|0412|U|00401|1|0|P|>!GS|PD!IEA|1!", "ISA/17 GS/2 IEA/2"},
    {"a newline for a terminator", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>\nGS*PD\nIEA*1\n", "ISA/17 GS/2 IEA/2"},
    {"CR LF for a terminator", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>\r\nGS*PD\r\nIEA*1\r\n", "ISA/17 GS/2 IEA/2"},
    {"CR for a terminator", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>\rGS*PD\rIEA*1\r", "ISA/17 GS/2 IEA/2"},
    {"blanks before the terminator", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>  ~GS*PD  ~IEA*1 ~", "ISA/17 GS/2 IEA/2"},
    {"a terminator of several bytes", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>\xE2\x80\xA6GS*PD\xE2\x80\xA6IEA*1\xE2\x80\xA6", "ISA/17 GS/2 IEA/2"},
    {"bytes of that terminator in data", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>\xE2\x80\xA6GS*P\xE2\x80\x93\xE2\x80\xA6IEA*1\xE2\x80\xA6", "ISA/17 GS/2 IEA/2"},
    {"a header without ISA16", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*\nGS*PD\nIEA*1\n", "ISA/17 GS/2 IEA/2"},
    {"ISA within data is data", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>~GS*ISA*ISAISA~IEA*1~", "ISA/17 GS/3 IEA/2"},
    {"two interchanges, each with its own delimiters",
     "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>~GS*PD~IEA*1~ISA|00||00||ZZ|S|ZZ|R|240604|0412|U|00401|1|0|P|:^GS|P*D^IEA|1^", "ISA/17 GS/2 IEA/2 ISA/17 GS/2 IEA/2"},
    {"an interchange without its trailer", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>~GS*PD~ISA|00||00||ZZ|S|ZZ|R|240604|0412|U|00401|1|0|P|:^IEA|1^",
     "ISA/17 GS/2 ISA/17 IEA/2"},
    {"noise before, between and behind", "mail\n\nISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>~IEA*1~\nmore mail\nUNB+UNOA:1'UNZ+0'\nbye",
     "BAD(edi_noise) ISA/17 IEA/2 BAD(edi_noise) UNB/2 UNZ/2 BAD(edi_noise)"},
    {"two terminators, and one with blanks between", "UNB+UNOA:1''UNH+1' 'UNZ+0'", "UNB/2 UNH/2 UNZ/2"},
    {"a header that tells nothing", "ISA*00*\nUNB+UNOA:1'UNZ+0'", "BAD(edi_header) UNB/2 UNZ/2"},
    {"EDIFACT by its defaults", "UNB+UNOA:1+S+R'UNH+1'UNZ+0'", "UNB/4 UNH/2 UNZ/2"},
    {"EDIFACT by UNA", "UNA*|.\\ ~UNB|UNOA*1|S~UNH|1~UNZ|0~", "UNB/3 UNH/2 UNZ/2"},
    {"UNA with a line end for a terminator", "UNA:+.? \nUNB+UNOA:1\nUNH+1\nUNZ+0\n", "UNB/2 UNH/2 UNZ/2"},
    {"lines without a terminator", "UNB+UNOA:1\nUNH+1\nUNZ+0\n", "UNB/2 UNH/2 UNZ/2"},
    {"the separators IS1 to IS4",
     "UNB\x1DUNOB\x1F"
     "1\x1DS\x1CUNH\x1D"
     "1\x1CUNZ\x1D"
     "0\x1C",
     "UNB/3 UNH/2 UNZ/2"},
    {"a released terminator is data", "UNB+A?'B'UNZ+0'", "UNB/2 UNZ/2"},
    {"a released release character before a terminator", "UNB+A?\?'UNZ+0'", "UNB/2 UNZ/2"},
    {"three of them", "UNB+A?\?\?'B'UNZ+0'", "UNB/2 UNZ/2"},
    {"the last segment has no terminator", "UNB+A'UNZ+0", "UNB/2 UNZ/2(cut)"},
    {"nothing at all", "", ""},
    {"blanks alone", " \r\n\t\x1A", ""},
    {"a byte order mark", "\xEF\xBB\xBFUNB+A'UNZ+0'", "UNB/2 UNZ/2"},
};

/* Component C of element N of the segment behind the header. */
static const struct {
    const char *name, *text;
    size_t n, c;
    const char *part;
} parts[] = {
    {"the first", "UNB+A'QTY+145:12:PCE'", 1, 1, "145"},
    {"the last", "UNB+A'QTY+145:12:PCE'", 1, 3, "PCE"},
    {"one that is not there", "UNB+A'QTY+145:12:PCE'", 1, 4, NULL},
    {"of an element that is not there", "UNB+A'QTY+145:12:PCE'", 2, 1, NULL},
    {"an empty one", "UNB+A'QTY+145::PCE'", 1, 2, NULL},
    {"behind an empty one", "UNB+A'QTY+145::PCE'", 1, 3, "PCE"},
    {"a released separator", "UNB+A'NAD+O?:B:C'", 1, 1, "O:B"},
    {"behind a released separator", "UNB+A'NAD+O?:B:C'", 1, 2, "C"},
    {"a released release character", "UNB+A'NAD+O??:C'", 1, 1, "O?"},
    {"all of them released", "UNB+A'NAD+?\?'", 1, 1, "?"},
    {"an asterisk is data in version 3", "UNB+UNOA:3'NAD+A*B:C'", 1, 1, "A*B"},
    {"and parts repetitions in version 4", "UNB+UNOA:4'NAD+A*B:C'", 1, 1, "A"},
    {"blanks behind it", "UNB+A'NAD+A  :C'", 1, 1, "A"},
    {"of X12", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00401*1*0*P*>~TA1*17*5*EA>1~IEA*1~", 3, 1, "EA"},
    {"the U of an old ISA11 parts nothing", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*U*00501*1*0*P*>~TA1*AUB~IEA*1~", 1, 1, "AUB"},
    {"a repetition separator of X12", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*^*00501*1*0*P*>~TA1*A^B~IEA*1~", 1, 1, "A"},
    {"the same before version 00402", "ISA*00**00**ZZ*S*ZZ*R*240604*0412*^*00401*1*0*P*>~TA1*A^B~IEA*1~", 1, 1, "A^B"},
    {"a line end within it", "UNB+A'NAD+AB\nCD'", 1, 1, "ABCD"},
};

static void leave(struct vmi_edi_lexer *lexer, const struct vmi_edi_segment *s)
{
    if (vmi_edi_is(s, "IEA") || vmi_edi_is(s, "UNZ"))
        vmi_edi_lexer_leave(lexer);
}

static void cut(const char *text, struct vmi_buffer *out)
{
    struct vmi_source *source = vmi_source_of_bytes(vmi_slice_of(text), "test", 0);
    struct vmi_edi_lexer *lexer = vmi_edi_lexer_new(source);
    struct vmi_edi_segment s;
    struct vmi_error error = {0};
    enum vmi_next next;
    while ((next = vmi_edi_lexer_next(lexer, &s, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        const char *between = out->length ? " " : "";
        if (next == VMI_NEXT_BAD) {
            vmi_buffer_print(out, "%sBAD(%s)", between, error.code);
            continue;
        }
        vmi_buffer_print(out, "%s%.*s/%zu%s", between, VMI_SLICE_PRINT(s.tag), s.count, s.cut ? "(cut)" : "");
        leave(lexer, &s);
    }
    vmi_edi_lexer_free(lexer);
    vmi_source_close(source);
}

static void test_part(size_t i)
{
    struct vmi_source *source = vmi_source_of_bytes(vmi_slice_of(parts[i].text), "test", 0);
    struct vmi_edi_lexer *lexer = vmi_edi_lexer_new(source);
    struct vmi_edi_segment s;
    struct vmi_error error = {0};
    bool there = vmi_edi_lexer_next(lexer, &s, &error) == VMI_NEXT_ROW && vmi_edi_lexer_next(lexer, &s, &error) == VMI_NEXT_ROW;
    if (ok(there, "a component, %s: a segment", parts[i].name))
        is_slice(vmi_edi_component(&s, parts[i].n, parts[i].c), parts[i].part, "a component, %s", parts[i].name);
    vmi_edi_lexer_free(lexer);
    vmi_source_close(source);
}

/* A segment that is longer than the maximum is passed over, and what follows is read. */
static void test_long_segment(void)
{
    struct vmi_buffer text = {0}, out = {0};
    vmi_buffer_print(&text, "UNB+A'FTX+%*s'UNZ+0'", 5000, "x");
    struct vmi_source *source = vmi_source_of_bytes(vmi_buffer_slice(&text), "test", 1000);
    struct vmi_edi_lexer *lexer = vmi_edi_lexer_new(source);
    struct vmi_edi_segment s;
    struct vmi_error error = {0};
    enum vmi_next next;
    while ((next = vmi_edi_lexer_next(lexer, &s, &error)) != VMI_NEXT_END && next != VMI_NEXT_FAIL)
        vmi_buffer_print(&out, "%.*s ", next == VMI_NEXT_BAD ? (int)strlen(error.code) : (int)s.tag.length, next == VMI_NEXT_BAD ? error.code : s.tag.text);
    is_slice(vmi_buffer_slice(&out), "UNB record_too_long UNZ ", "a segment that is too long");
    vmi_edi_lexer_free(lexer);
    vmi_source_close(source);
    vmi_buffer_free(&text);
    vmi_buffer_free(&out);
}

int main(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_buffer out = {0};
        cut(cases[i].text, &out);
        is_slice((struct vmi_slice){out.length ? out.text : "", out.length}, cases[i].segments, "%s", cases[i].name);
        vmi_buffer_free(&out);
    }
    for (size_t i = 0; i < VMI_COUNT(parts); i++)
        test_part(i);
    test_long_segment();
    return done();
}
