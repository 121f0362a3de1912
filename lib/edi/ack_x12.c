/*
 * TA1, and 997 or 999, for an interchange of X12: X12.5 and X12.6, and X12C/231 for the 999.
 */
#include <stdio.h>

#include "ack.h"

static const struct vmi_edi_delimiters marks = {.family = VMI_EDI_X12,
                                                .element = '*',
                                                .component = '>',
                                                .repetition = '^',
                                                .terminator = "~",
                                                .terminator_length = 1};

/* ---- what is wrong, in the codes of X12 ------------------------------------------------------------------ */

/* Element 718, of a message. */
static const struct {
    unsigned fault;
    const char *code;
} message_codes[] = {{EDI_FAULT_UNSUPPORTED, "1"}, {EDI_FAULT_TRAILER | EDI_FAULT_CUT, "2"},
                     {EDI_FAULT_NUMBER, "3"},      {EDI_FAULT_COUNT, "4"},
                     {EDI_FAULT_CONTENT, "5"},     {EDI_FAULT_REPEATED, "23"}};

/* Element 716, of a group. */
static const struct {
    unsigned fault;
    const char *code;
} group_codes[] = {{EDI_FAULT_UNSUPPORTED, "1"},
                   {EDI_FAULT_TRAILER | EDI_FAULT_CUT, "3"},
                   {EDI_FAULT_NUMBER, "4"},
                   {EDI_FAULT_COUNT, "5"},
                   {EDI_FAULT_REPEATED, "19"}};

/* Element I18, of an interchange; the first that holds. */
static const struct {
    unsigned fault;
    const char *code;
} interchange_codes[] = {{EDI_FAULT_CUT, "023"},    {EDI_FAULT_TRAILER, "023"}, {EDI_FAULT_DUPLICATE, "025"},
                         {EDI_FAULT_TEST, "020"},   {EDI_FAULT_NUMBER, "001"},  {EDI_FAULT_COUNT, "021"},
                         {EDI_FAULT_HEADER, "022"}, {EDI_FAULT_CONTENT, "022"}};

static const char *interchange_code(unsigned faults)
{
    for (size_t i = 0; i < VMI_COUNT(interchange_codes); i++)
        if (faults & interchange_codes[i].fault)
            return interchange_codes[i].code;
    return "000";
}

/* ---- envelopes ------------------------------------------------------------------------------------------ */

/* An element of so many characters, blanks behind the text. */
static void put_padded(struct edi_writer *w, struct vmi_slice text, size_t length)
{
    char padded[16];
    memset(padded, ' ', sizeof padded);
    if (text.length)
        memcpy(padded, text.text, text.length < length ? text.length : length);
    writer_element(w, (struct vmi_slice){padded, length});
}

static struct vmi_slice or_else(struct vmi_slice text, size_t length, const char *other)
{
    return text.length == length ? text : vmi_slice_of(other);
}

/* The digits that were sent; OTHER where they are none. */
static struct vmi_slice digits_or_else(struct vmi_slice text, size_t length, const char *other)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.text[i] < '0' || text.text[i] > '9')
            return vmi_slice_of(other);
    return or_else(text, length, other);
}

static void put_isa(struct edi_writer *w, const struct ack_interchange *i)
{
    const struct vmi_slice *p = i->parties;
    struct vmi_slice version = digits_or_else(i->version, 5, "00401");
    bool repeats = vmi_slice_compare(version, VMI_SLICE("00402")) >= 0;
    writer_begin(w, "ISA");
    put_padded(w, VMI_SLICE("00"), 2);
    put_padded(w, VMI_SLICE(""), 10);
    put_padded(w, VMI_SLICE("00"), 2);
    put_padded(w, VMI_SLICE(""), 10);
    put_padded(w, or_else(p[EDI_RECEIVER_QUALIFIER], 2, "ZZ"), 2);
    put_padded(w, p[EDI_RECEIVER], 15);
    put_padded(w, or_else(p[EDI_SENDER_QUALIFIER], 2, "ZZ"), 2);
    put_padded(w, p[EDI_SENDER], 15);
    put_padded(w, digits_or_else(i->date, 6, "000101"), 6);
    put_padded(w, digits_or_else(i->time, 4, "0000"), 4);
    /* The marks themselves are no data. */
    vmi_buffer_print(w->out, "*%c*%.*s*%.*s*0*%c*%c", repeats ? marks.repetition : 'U',
                     VMI_SLICE_PRINT(version), VMI_SLICE_PRINT(i->own),
                     i->faults & EDI_FAULT_TEST ? 'T' : 'P', marks.component);
    writer_end(w);
}

static void put_iea(struct edi_writer *w, const struct ack_interchange *i, size_t groups)
{
    writer_begin(w, "IEA");
    writer_print(w, "%zu", groups);
    writer_element(w, i->own);
    writer_end(w);
}

static void put_ta1(struct edi_writer *w, const struct ack_interchange *i)
{
    const char *code = interchange_code(i->faults);
    unsigned wrong = i->faults & ~(unsigned)(EDI_FAULT_PART | EDI_FAULT_UNSUPPORTED);
    bool refused = ack_is_refused(i->faults) || (wrong && i->strict);
    writer_begin(w, "TA1");
    writer_element(w, i->number);
    writer_element(w, digits_or_else(i->date, 6, "000101"));
    writer_element(w, digits_or_else(i->time, 4, "0000"));
    writer_print(w, "%c", refused ? 'R' : wrong ? 'E' : 'A');
    writer_print(w, "%s", code);
    writer_end(w);
}

/* ---- a group -------------------------------------------------------------------------------------------- */

static void put_element(struct edi_writer *w, const struct ack_element *e, bool is_999)
{
    writer_begin(w, is_999 ? "IK4" : "AK4");
    writer_print(w, "%zu", e->element);
    if (e->number)
        writer_print(w, "%d", e->number);
    else
        writer_element(w, VMI_SLICE_NONE);
    writer_print(w, "%d", (int)e->error);
    writer_element(w, e->text);
    writer_end(w);
}

static void put_segment(struct edi_writer *w, const struct ack_segment *s, bool is_999)
{
    writer_begin(w, is_999 ? "IK3" : "AK3");
    writer_element(w, s->tag);
    writer_print(w, "%llu", (unsigned long long)s->position);
    writer_element(w, VMI_SLICE_NONE);
    writer_print(w, "%d", (int)s->error);
    writer_end(w);
    for (const struct ack_element *e = s->elements; e; e = e->next)
        put_element(w, e, is_999);
}

static void put_message(struct edi_writer *w, const struct ack_message *m, char status, bool is_999)
{
    unsigned faults = m->faults | (m->segments ? EDI_FAULT_CONTENT : 0U);
    writer_begin(w, "AK2");
    writer_element(w, m->id);
    writer_element(w, m->number);
    if (is_999)
        writer_element(w, m->name);
    writer_end(w);
    for (const struct ack_segment *s = m->segments; s; s = s->next)
        put_segment(w, s, is_999);
    writer_begin(w, is_999 ? "IK5" : "AK5");
    writer_print(w, "%c", status);
    for (size_t i = 0; i < VMI_COUNT(message_codes); i++)
        if (status != 'A' && faults & message_codes[i].fault)
            writer_print(w, "%s", message_codes[i].code);
    writer_end(w);
}

struct tally {
    uint64_t accepted, with_errors, refused, unsupported;
};

/* What a message of a group gets: a group that is cut off is rejected with all that is in it. */
static char status_in(const struct ack_group *g, const struct ack_message *m)
{
    return ack_is_refused(g->faults) ? 'R' : ack_status(m);
}

static struct tally count_messages(const struct ack_group *g)
{
    struct tally t = {0, 0, 0, 0};
    for (const struct ack_message *m = g->messages; m; m = m->next) {
        char status = status_in(g, m);
        t.accepted += status != 'R';
        t.with_errors += status == 'E';
        t.refused += status == 'R';
        t.unsupported += (m->faults & EDI_FAULT_UNSUPPORTED) != 0;
    }
    return t;
}

static void put_verdict(struct edi_writer *w, const struct ack_group *g)
{
    struct tally t = count_messages(g);
    bool none = !t.accepted || ack_is_refused(g->faults);
    unsigned own = g->faults & ~(unsigned)EDI_FAULT_PART;
    unsigned faults =
        g->faults | (t.unsupported && t.unsupported == g->received ? EDI_FAULT_UNSUPPORTED : 0U);
    char status = none ? 'R' : t.refused ? 'P' : t.with_errors || own ? 'E' : 'A';
    writer_begin(w, "AK9");
    writer_print(w, "%c", status);
    if (g->included.length)
        writer_element(w, g->included);
    else
        writer_print(w, "%llu", (unsigned long long)g->received);
    writer_print(w, "%llu", (unsigned long long)g->received);
    writer_print(w, "%llu", (unsigned long long)(none ? 0 : t.accepted));
    for (size_t i = 0; i < VMI_COUNT(group_codes); i++)
        if (status != 'A' && faults & group_codes[i].fault)
            writer_print(w, "%s", group_codes[i].code);
    writer_end(w);
}

static bool is_999(const struct ack_interchange *i, const struct ack_group *g)
{
    if (i->reply == VMI_EDI_REPLY_999 || i->reply == VMI_EDI_REPLY_997)
        return i->reply == VMI_EDI_REPLY_999;
    /* Implementation guides of release 5010 and later are answered by a 999. */
    return g->version.length > 6 && memchr(g->version.text, 'X', g->version.length) &&
           vmi_slice_compare(g->version, VMI_SLICE("005010")) >= 0;
}

static void put_group(struct edi_writer *w, const struct ack_interchange *i, const struct ack_group *g,
                      size_t number)
{
    bool implementation = is_999(i, g);
    const char *version = implementation ? "005010X231A1" : "004010", *id = implementation ? "999" : "997";
    size_t release = g->version.length < 6 ? g->version.length : 6;
    writer_begin(w, "GS");
    writer_element(w, VMI_SLICE("FA"));
    writer_element(w, g->receiver);
    writer_element(w, g->sender);
    writer_print(w, "20%.*s", VMI_SLICE_PRINT(digits_or_else(i->date, 6, "000101")));
    writer_element(w, digits_or_else(i->time, 4, "0000"));
    writer_print(w, "%zu", number);
    writer_element(w, VMI_SLICE("X"));
    writer_print(w, "%.*s", implementation || release < 6 ? (int)strlen(version) : (int)release,
                 implementation || release < 6 ? version : g->version.text);
    writer_end(w);
    w->segments = 0;
    writer_segment(w, "ST", (const char *const[]){id, "0001", implementation ? version : NULL, NULL});
    writer_begin(w, "AK1");
    writer_element(w, g->id);
    writer_element(w, g->number);
    if (implementation)
        writer_element(w, g->version);
    writer_end(w);
    for (const struct ack_message *m = g->messages; m; m = m->next)
        put_message(w, m, status_in(g, m), implementation);
    put_verdict(w, g);
    writer_begin(w, "SE");
    writer_print(w, "%llu", (unsigned long long)w->segments);
    writer_element(w, VMI_SLICE("0001"));
    writer_end(w);
    writer_begin(w, "GE");
    writer_element(w, VMI_SLICE("1"));
    writer_print(w, "%zu", number);
    writer_end(w);
}

/* An acknowledgement is not acknowledged, nor is what was not looked into. */
static bool is_answered(const struct ack_interchange *i, const struct ack_group *g)
{
    return !g->plain && !vmi_slice_is(g->id, "FA") && !(i->faults & (EDI_FAULT_TEST | EDI_FAULT_DUPLICATE));
}

/* What is cut off is rejected with all that is in it: the partner sends it again as a whole. */
static void refuse_groups(const struct ack_interchange *i)
{
    for (struct ack_group *g = i->groups; g; g = g->next)
        g->faults |= i->faults & (EDI_FAULT_CUT | EDI_FAULT_TRAILER);
}

void ack_write_x12(const struct ack_interchange *i, struct vmi_buffer *out)
{
    struct edi_writer w = {.out = out, .marks = &marks};
    size_t groups = 0;
    bool any = false,
         interchange = i->wanted || (i->faults & ~(unsigned)(EDI_FAULT_PART | EDI_FAULT_UNSUPPORTED));
    for (const struct ack_group *g = i->groups; g; g = g->next)
        any |= is_answered(i, g);
    if (!any && !interchange)
        return;
    refuse_groups(i);
    put_isa(&w, i);
    if (interchange)
        put_ta1(&w, i);
    for (const struct ack_group *g = i->groups; g; g = g->next)
        if (is_answered(i, g))
            put_group(&w, i, g, ++groups);
    put_iea(&w, i, groups);
}
