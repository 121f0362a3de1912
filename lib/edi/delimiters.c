/*
 * The delimiters of an interchange. X12 has them in ISA: the element separator behind the tag, the component separator in
 * ISA16, the segment terminator behind it. EDIFACT has them in UNA, and defaults where there is none.
 */
#include "delimiters.h"

#include <string.h>

enum {
    ISA_ELEMENTS = 16,
    ISA_LENGTH = 106,      /* with its terminator */
    ISA_MOST = 512,        /* a header that is longer is none */
    UNA_LENGTH = 9,        /* with its tag */
    REPETITION_SINCE = 402 /* ISA11 is the repetition separator from version 00402 on */
};

static bool is_alphanumeric(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_line_end(char c)
{
    return c == '\r' || c == '\n';
}

bool edi_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool starts_with(struct vmi_slice bytes, size_t at, const char *text)
{
    size_t length = strlen(text);
    return bytes.length >= at + length && memcmp(bytes.text + at, text, length) == 0;
}

static size_t skip_blanks(struct vmi_slice bytes, size_t at)
{
    while (at < bytes.length && edi_is_blank(bytes.text[at]))
        at++;
    return at;
}

/* ---- X12 ------------------------------------------------------------------------------------------------ */

/* True when what stands at AT can follow an ISA: a header of a group, an acknowledgement, the trailer; or nothing more. */
static bool follows_isa(struct vmi_slice bytes, size_t at, char element)
{
    static const char *const tags[] = {"GS", "TA1", "IEA", "ISB", "ISE", "ISX", "ST"};
    at = skip_blanks(bytes, at);
    if (at == bytes.length)
        return true;
    for (size_t i = 0; i < VMI_COUNT(tags); i++)
        if (starts_with(bytes, at, tags[i]) && starts_with(bytes, at + strlen(tags[i]), (char[]){element, 0}))
            return true;
    return false;
}

static bool end_with(struct vmi_slice bytes, size_t at, size_t length, struct vmi_edi_delimiters *d)
{
    if (at + length > bytes.length || length > VMI_EDI_TERMINATOR_SIZE ||
        !follows_isa(bytes, at + length, d->element))
        return false;
    memcpy(d->terminator, bytes.text + at, length);
    d->terminator_length = length;
    d->header_length = at;
    return true;
}

/*
 * The terminator at AT. Blanks before it are passed over; CR and LF together are LF, before which a CR is a blank. A byte
 * that is no ASCII may be the first of a character.
 */
static bool find_terminator(struct vmi_slice bytes, size_t at, struct vmi_edi_delimiters *d)
{
    size_t length = 1;
    while (at < bytes.length && (bytes.text[at] == ' ' || bytes.text[at] == '\t'))
        at++;
    if (at >= bytes.length || is_alphanumeric(bytes.text[at]) || bytes.text[at] == d->element)
        return false;
    if (bytes.text[at] == '\r' && starts_with(bytes, at + 1, "\n"))
        at++;
    if (end_with(bytes, at, 1, d))
        return true;
    while (at + length < bytes.length && (bytes.text[at] & 0x80) && (bytes.text[at + length] & 0x80))
        length++;
    return length > 1 && end_with(bytes, at, length, d);
}

/* Where each of the 16 element separators stands. */
static bool find_separators(struct vmi_slice bytes, char element, size_t at[ISA_ELEMENTS])
{
    size_t found = 0, most = bytes.length < ISA_MOST ? bytes.length : ISA_MOST;
    for (size_t i = 3; i < most && found < ISA_ELEMENTS; i++)
        if (bytes.text[i] == element)
            at[found++] = i;
    return found == ISA_ELEMENTS;
}

static bool has_standard_widths(const size_t at[ISA_ELEMENTS])
{
    static const size_t standard[ISA_ELEMENTS] = {3,  6,  17, 20, 31, 34, 50,  53,
                                                  69, 76, 81, 83, 89, 99, 101, 103};
    return memcmp(at, standard, sizeof standard) == 0;
}

static char repetition_of(struct vmi_slice bytes, const size_t at[ISA_ELEMENTS])
{
    size_t first = at[10] + 1, version = at[11] + 1;
    int number = 0;
    for (size_t i = version; i < at[12]; i++) {
        if (bytes.text[i] < '0' || bytes.text[i] > '9' || number > 99999)
            return '\0';
        number = number * 10 + (bytes.text[i] - '0');
    }
    bool told = at[11] - first == 1 && number >= REPETITION_SINCE && !is_alphanumeric(bytes.text[first]) &&
                bytes.text[first] != ' ';
    return told ? bytes.text[first] : '\0';
}

static bool read_isa(struct vmi_slice bytes, struct vmi_edi_delimiters *d)
{
    size_t at[ISA_ELEMENTS];
    d->element = bytes.text[3];
    if (!find_separators(bytes, d->element, at))
        return false;
    size_t last = at[ISA_ELEMENTS - 1] + 1;
    d->odd_header = !has_standard_widths(at);
    d->repetition = repetition_of(bytes, at);
    if (last >= bytes.length)
        return false;
    d->component = bytes.text[last];
    if (!is_line_end(d->component) && !is_alphanumeric(d->component) && find_terminator(bytes, last + 1, d))
        return true;
    d->component = '\0';
    d->no_component = true;
    return is_line_end(bytes.text[last]) && find_terminator(bytes, last, d);
}

/* Files that were wrapped have line ends within their ISA, between its elements or in them. */
static struct vmi_slice without_line_ends(struct vmi_slice bytes, char copy[VMI_EDI_LOOK])
{
    size_t length = 0;
    for (size_t i = 0; i < bytes.length && i < VMI_EDI_LOOK; i++)
        if (!is_line_end(bytes.text[i]))
            copy[length++] = bytes.text[i];
    return (struct vmi_slice){copy, length};
}

/* True where all lines but the last are as long as the first: the text was wrapped, and its line ends mean nothing. */
static bool is_wrapped(struct vmi_slice bytes)
{
    size_t length = 0, begin = 0;
    bool longer = true;
    for (size_t i = 0; i < bytes.length; i++) {
        if (!is_line_end(bytes.text[i]))
            continue;
        if (i > begin && begin && !longer)
            return false; /* a line behind one that was not the last */
        longer = i == begin || !length || i - begin == length;
        length = length ? length : i - begin;
        begin = i + 1;
    }
    return true;
}

static bool find_in_isa(struct vmi_slice bytes, struct vmi_edi_delimiters *d)
{
    char copy[VMI_EDI_LOOK], element = bytes.length > 3 ? bytes.text[3] : ' ';
    if (is_alphanumeric(element) || edi_is_blank(element) || element == '\0')
        return false;
    struct vmi_slice plain = without_line_ends(bytes, copy);
    struct vmi_edi_delimiters raw = {.family = VMI_EDI_X12, .declared = true}, unwrapped = raw;
    bool as_sent = read_isa(bytes, &raw);
    /* A wrapped header that can be read either way is the one that has its widths without the line ends. */
    bool better = !as_sent || raw.odd_header;
    if (better && plain.length < bytes.length && read_isa(plain, &unwrapped) &&
        !(as_sent && unwrapped.odd_header) && !is_line_end(unwrapped.terminator[0])) {
        *d = unwrapped;
        d->header_length = 0;
        d->odd_header |= !is_wrapped(bytes);
        return true;
    }
    *d = raw;
    return as_sent;
}

/* ---- EDIFACT -------------------------------------------------------------------------------------------- */

static const struct vmi_edi_delimiters edifact_defaults = {.family = VMI_EDI_EDIFACT,
                                                           .element = '+',
                                                           .component = ':',
                                                           .release = '?',
                                                           .terminator = "'",
                                                           .terminator_length = 1};

/* S001 of a UNB at AT says which version of the syntax it is of: a repetition separator is there from 4 on. */
static bool is_syntax_4(struct vmi_slice bytes, size_t at, const struct vmi_edi_delimiters *d)
{
    if (!starts_with(bytes, at, "UNB"))
        return false;
    for (at += 4; at + 1 < bytes.length && bytes.text[at] != d->element; at++)
        if (bytes.text[at] == d->component)
            return bytes.text[at + 1] == '4';
    return false;
}

static bool is_tag(struct vmi_slice bytes, size_t at, char element)
{
    if (at + 3 >= bytes.length)
        return false;
    for (size_t i = at; i < at + 3; i++)
        if (bytes.text[i] < 'A' || bytes.text[i] > 'Z')
            return false;
    return bytes.text[at + 3] == element;
}

/* Numbers have a sign and a decimal mark, and lose it where it is a separator. */
static bool is_of_numbers(char mark, char decimal)
{
    return mark == '-' || mark == decimal;
}

/* UNA and six characters, of which the last may be a line end: nothing is trimmed. */
static bool find_in_una(struct vmi_slice bytes, struct vmi_edi_delimiters *d, size_t *header)
{
    if (bytes.length < UNA_LENGTH)
        return false;
    const char *c = bytes.text + 3;
    *d = edifact_defaults;
    d->declared = true;
    d->component = c[0];
    d->element = c[1];
    d->release = c[3] == ' ' ? '\0' : c[3];
    d->terminator[0] = c[5];
    *header = skip_blanks(bytes, UNA_LENGTH);
    for (int i = 0; i < 6; i++)
        if (is_alphanumeric(c[i]) || c[i] == '\0' || (i != 3 && i != 4 && c[i] == ' '))
            return false;
    if (c[0] == c[1] || c[1] == c[5] || c[0] == c[5] || c[3] == c[1] || c[3] == c[0] || c[3] == c[5])
        return false;
    d->odd_header = is_of_numbers(c[0], c[2]) || is_of_numbers(c[1], c[2]) || is_of_numbers(c[3], c[2]) ||
                    is_of_numbers(c[5], c[2]);
    if (is_syntax_4(bytes, *header, d))
        d->repetition = c[4] != ' ' ? c[4] : memchr(c, '*', 6) ? '\0' : '*';
    return *header == bytes.length || is_tag(bytes, *header, d->element);
}

/* Some write a segment a line, and no terminator. */
static bool ends_in_lines(struct vmi_slice bytes)
{
    const char *line_end = memchr(bytes.text, '\n', bytes.length);
    if (memchr(bytes.text, '\'', bytes.length) || !line_end)
        return false;
    size_t next = (size_t)(line_end - bytes.text) + 1;
    return is_tag(bytes, next, '+');
}

static bool find_without_una(struct vmi_slice bytes, struct vmi_edi_delimiters *d)
{
    *d = edifact_defaults;
    if (starts_with(bytes, 3, "\x1D")) { /* the separators IS4 to IS1 of UNOB */
        d->element = '\x1D';
        d->component = '\x1F';
        d->terminator[0] = '\x1C';
        d->release = '\0';
    }
    if (bytes.length > 3 && bytes.text[3] != d->element)
        return false;
    if (ends_in_lines(bytes))
        d->terminator[0] = '\n';
    if (is_syntax_4(bytes, 0, d))
        d->repetition = '*';
    return true;
}

/* ---- both ----------------------------------------------------------------------------------------------- */

bool vmi_edi_find_delimiters(struct vmi_slice bytes, struct vmi_edi_delimiters *d, size_t *header)
{
    *header = 0;
    if (bytes.length > VMI_EDI_LOOK)
        bytes.length = VMI_EDI_LOOK;
    if (starts_with(bytes, 0, "ISA"))
        return find_in_isa(bytes, d);
    if (starts_with(bytes, 0, "UNA"))
        return find_in_una(bytes, d, header);
    if (starts_with(bytes, 0, "UNB") || starts_with(bytes, 0, "UNH") || starts_with(bytes, 0, "UNG"))
        return find_without_una(bytes, d);
    return false;
}

bool edi_may_begin(struct vmi_slice bytes)
{
    return starts_with(bytes, 0, "ISA") || starts_with(bytes, 0, "UNA") || starts_with(bytes, 0, "UNB") ||
           starts_with(bytes, 0, "UNH") || starts_with(bytes, 0, "UNG");
}

/* True where nothing but blanks stands between AT and the line's begin, or a mark that may be a terminator before it. */
static bool is_fresh(struct vmi_slice bytes, size_t at)
{
    size_t before = at;
    while (before && (bytes.text[before - 1] == ' ' || bytes.text[before - 1] == '\t'))
        before--;
    if (!before || is_line_end(bytes.text[before - 1]))
        return true;
    return before == at && !is_alphanumeric(bytes.text[at - 1]) && bytes.text[at - 1] != '_';
}

size_t edi_find_begin(struct vmi_slice bytes, size_t at)
{
    for (; at < bytes.length; at++) {
        if (bytes.text[at] != 'I' && bytes.text[at] != 'U')
            continue;
        struct vmi_slice rest = {bytes.text + at, bytes.length - at};
        if (edi_may_begin(rest) && is_fresh(bytes, at))
            return at;
    }
    return bytes.length;
}

bool edi_lacks_isa(struct vmi_slice bytes)
{
    enum { LENGTH = 7 }; /* "ST*852*", "GS*PD*S" */
    char mark = bytes.length > LENGTH ? bytes.text[2] : ' ';
    if (is_alphanumeric(mark) || strchr(" \t\r\n,;", mark))
        return false;
    const char *t = bytes.text;
    bool message = starts_with(bytes, 0, "ST") && is_digit(t[3]) && is_digit(t[4]) && is_digit(t[5]);
    return (message && t[6] == mark) ||
           (starts_with(bytes, 0, "GS") && is_alphanumeric(t[3]) && is_alphanumeric(t[4]) && t[5] == mark);
}

bool vmi_edi_begins(struct vmi_slice bytes)
{
    struct vmi_edi_delimiters d;
    size_t header, most = bytes.length < VMI_EDI_LOOK ? bytes.length : VMI_EDI_LOOK;
    bool line = true;
    if (edi_lacks_isa(bytes))
        return true;
    for (size_t at = 0; at < most; at++) {
        struct vmi_slice rest = {bytes.text + at, bytes.length - at};
        if (line && edi_may_begin(rest) && vmi_edi_find_delimiters(rest, &d, &header))
            return true;
        line =
            is_line_end(bytes.text[at]) || (line && (edi_is_blank(bytes.text[at]) || bytes.text[at] == '\0'));
    }
    /* What was cut off before its delimiters could be told is no other format. */
    return (starts_with(bytes, 0, "ISA") || starts_with(bytes, 0, "UNA")) && bytes.length > 3 &&
           !is_alphanumeric(bytes.text[3]) && !memchr(" \t\r\n,;_", bytes.text[3], 8);
}

bool vmi_edi_is_ebcdic(struct vmi_slice bytes)
{
    /* ISA, UNA and UNB in EBCDIC are C9 E2 C1, E4 D5 C1 and E4 D5 C2. */
    static const char *const tags[] = {"\xC3\x89\xC3\xA2\xC3\x81", "\xC3\xA4\xC3\x95\xC3\x81",
                                       "\xC3\xA4\xC3\x95\xC3\x82"};
    for (size_t i = 0; i < VMI_COUNT(tags); i++)
        if (starts_with(bytes, 0, tags[i]))
            return true;
    return false;
}
