/*
 * CONTRL for an interchange of EDIFACT: ISO 9735, version 3 of the syntax, or version 4 where it was used.
 */
#include <stdio.h>

#include "ack.h"

static const struct vmi_edi_delimiters marks = {.family = VMI_EDI_EDIFACT,
                                                .element = '+',
                                                .component = ':',
                                                .release = '?',
                                                .terminator = "'",
                                                .terminator_length = 1};

/* Element 0083. */
static const char REFUSED[] = "4", ACKNOWLEDGED[] = "7";

/* Element 0085, of what is refused; the first that holds. */
static const struct {
    unsigned fault;
    const char *code;
} codes[] = {{EDI_FAULT_DUPLICATE, "26"}, {EDI_FAULT_TEST, "25"},        {EDI_FAULT_CUT, "13"},
             {EDI_FAULT_TRAILER, "13"},   {EDI_FAULT_NUMBER, "28"},      {EDI_FAULT_COUNT, "29"},
             {EDI_FAULT_REPEATED, "26"},  {EDI_FAULT_UNSUPPORTED, "14"}, {EDI_FAULT_CONTENT, "18"},
             {EDI_FAULT_HEADER, "18"}};

static struct vmi_slice code_of(unsigned faults)
{
    for (size_t i = 0; i < VMI_COUNT(codes); i++)
        if (faults & codes[i].fault)
            return vmi_slice_of(codes[i].code);
    return VMI_SLICE("18");
}

/* The same as element 723 of X12. */
static const char *element_code(enum edi_element_error error)
{
    switch (error) {
    case EDI_ELEMENT_MISSING:
        return "13";
    case EDI_ELEMENT_TOO_SHORT:
        return "40";
    case EDI_ELEMENT_TOO_LONG:
        return "39";
    case EDI_ELEMENT_BAD_CHARACTER:
        return "37";
    case EDI_ELEMENT_TOO_MANY:
        return "16";
    case EDI_ELEMENT_BAD_CODE:
    case EDI_ELEMENT_BAD_DATE:
    case EDI_ELEMENT_BAD_TIME:
    case EDI_ELEMENT_GOOD:
        break;
    }
    return "12";
}

static const char *segment_code(enum ack_segment_error error)
{
    return error == ACK_SEGMENT_MISSING ? "13" : "15";
}

/* A composite as it was sent, with its own separators. */
static void put_composite(struct edi_writer *w, struct vmi_slice composite)
{
    struct vmi_slice rest = composite;
    bool first = true;
    while (rest.text) {
        struct vmi_slice part = vmi_slice_cut(&rest, ':');
        if (first)
            writer_element(w, part);
        else
            writer_component(w, part);
        first = false;
    }
    if (first)
        writer_element(w, VMI_SLICE_NONE);
}

static void put_party(struct edi_writer *w, struct vmi_slice id, struct vmi_slice qualifier)
{
    writer_element(w, id);
    writer_component(w, qualifier);
}

static void put_segment(struct edi_writer *w, const struct ack_segment *s)
{
    writer_begin(w, "UCS");
    writer_print(w, "%llu", (unsigned long long)s->position);
    if (s->error != ACK_SEGMENT_HAS_ERRORS)
        writer_print(w, "%s", segment_code(s->error));
    writer_end(w);
    for (const struct ack_element *e = s->elements; e; e = e->next) {
        char component[24];
        writer_begin(w, "UCD");
        writer_print(w, "%s", element_code(e->error));
        writer_print(w, "%zu", e->element + 1); /* the tag is the first */
        snprintf(component, sizeof component, "%zu", e->component);
        writer_component(w, e->component ? vmi_slice_of(component) : VMI_SLICE_NONE);
        writer_end(w);
    }
}

static bool is_refused(const struct ack_message *m)
{
    return ack_status(m) == 'R';
}

static void put_message(struct edi_writer *w, const struct ack_message *m)
{
    unsigned faults = m->faults | (m->segments ? EDI_FAULT_CONTENT : 0U);
    writer_begin(w, "UCM");
    writer_element(w, m->number);
    put_composite(w, m->name);
    writer_print(w, "%s", is_refused(m) ? REFUSED : ACKNOWLEDGED);
    if (is_refused(m))
        writer_element(w, code_of(faults));
    writer_end(w);
    for (const struct ack_segment *s = m->segments; s; s = s->next)
        put_segment(w, s);
}

/* Messages that were read without a fault need no word where the interchange is acknowledged. */
static void put_messages(struct edi_writer *w, const struct ack_group *g)
{
    for (const struct ack_message *m = g->messages; m; m = m->next)
        if (ack_status(m) != 'A')
            put_message(w, m);
}

static void put_group(struct edi_writer *w, const struct ack_group *g)
{
    bool refused = ack_is_refused(g->faults);
    if (g->plain) {
        put_messages(w, g);
        return;
    }
    writer_begin(w, "UCF");
    writer_element(w, g->number);
    put_composite(w, g->sender);
    put_composite(w, g->receiver);
    writer_print(w, "%s", refused ? REFUSED : ACKNOWLEDGED);
    if (refused)
        writer_element(w, code_of(g->faults));
    writer_end(w);
    if (!refused)
        put_messages(w, g);
}

static void put_header(struct edi_writer *w, const struct ack_interchange *i)
{
    const struct vmi_slice *p = i->parties;
    bool version_4 = vmi_slice_is(i->version, "4");
    vmi_buffer_print(w->out, "UNA:+.? '\n");
    writer_begin(w, "UNB");
    writer_element(w, i->syntax.length ? i->syntax : VMI_SLICE("UNOC"));
    writer_component(w, i->version.length ? i->version : VMI_SLICE("3"));
    put_party(w, p[EDI_RECEIVER], p[EDI_RECEIVER_QUALIFIER]);
    put_party(w, p[EDI_SENDER], p[EDI_SENDER_QUALIFIER]);
    writer_element(w, i->date);
    writer_component(w, i->time);
    writer_element(w, i->own);
    writer_end(w);
    w->segments = 0;
    writer_begin(w, "UNH");
    writer_element(w, VMI_SLICE("1"));
    put_composite(w, version_4 ? VMI_SLICE("CONTRL:4:1:UN") : VMI_SLICE("CONTRL:D:3:UN"));
    writer_end(w);
}

static void put_trailer(struct edi_writer *w, const struct ack_interchange *i)
{
    writer_begin(w, "UNT");
    writer_print(w, "%llu", (unsigned long long)w->segments);
    writer_element(w, VMI_SLICE("1"));
    writer_end(w);
    writer_begin(w, "UNZ");
    writer_element(w, VMI_SLICE("1"));
    writer_element(w, i->own);
    writer_end(w);
}

void ack_write_edifact(const struct ack_interchange *i, struct vmi_buffer *out)
{
    struct edi_writer w = {.out = out, .marks = &marks};
    const struct vmi_slice *p = i->parties;
    unsigned wrong = i->faults & ~(unsigned)EDI_FAULT_PART;
    bool refused = ack_is_refused(i->faults) || (wrong && i->strict);
    put_header(&w, i);
    writer_begin(&w, "UCI");
    writer_element(&w, i->number);
    put_party(&w, p[EDI_SENDER], p[EDI_SENDER_QUALIFIER]);
    put_party(&w, p[EDI_RECEIVER], p[EDI_RECEIVER_QUALIFIER]);
    writer_print(&w, "%s", refused ? REFUSED : ACKNOWLEDGED);
    if (refused)
        writer_element(&w, code_of(i->faults));
    writer_end(&w);
    for (const struct ack_group *g = i->groups; g && !refused; g = g->next)
        put_group(&w, g);
    put_trailer(&w, i);
}
