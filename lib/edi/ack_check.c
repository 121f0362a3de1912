/*
 * Segments held against what their message may hold and what they are made of, for the acknowledgements: nothing that is
 * found here sets a record aside.
 */
#include "ack.h"

enum { MOST_SEGMENTS = 1000, MOST_ELEMENTS = 99 };

static struct ack_segment *add_segment(struct vmi_edi_acks *a, struct vmi_slice tag, uint64_t position,
                                       enum ack_segment_error error)
{
    struct ack_message *m = a->message;
    if (m->segment_count == MOST_SEGMENTS)
        return NULL;
    struct ack_segment *s = vmi_arena_alloc(&a->arena, sizeof *s);
    *s = (struct ack_segment){.tag = vmi_arena_dup(&a->arena, tag), .position = position, .error = error};
    s->last = &s->elements;
    *m->last = s;
    m->last = &s->next;
    m->segment_count++;
    return s;
}

/* ---- which segments a message may have, and must have --------------------------------------------------- */

/* The number of TAG in LIST, -1 where it is not in it; *NEEDED where it is marked so. */
static int place_in(const char *list, struct vmi_slice tag, bool *needed)
{
    int number = 0;
    while (*list) {
        size_t length = strcspn(list, "! ");
        if (length == tag.length && memcmp(list, tag.text, length) == 0) {
            *needed = list[length] == '!';
            return number;
        }
        list += length + (list[length] == '!');
        list += *list == ' ';
        number++;
    }
    return -1;
}

void ack_end_segments(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    const char *list = r->walk.message ? r->walk.message->segments : "";
    for (int number = 0; *list; number++) {
        size_t length = strcspn(list, "! ");
        bool needed = list[length] == '!';
        if (needed && number < 64 && !(a->message->seen & UINT64_C(1) << number))
            add_segment(a, (struct vmi_slice){list, length}, r->walk.position, ACK_SEGMENT_MISSING);
        list += length + needed;
        list += *list == ' ';
    }
}

/* ---- what a segment is made of -------------------------------------------------------------------------- */

struct check {
    struct edi_reader *r;
    struct ack_segment *segment; /* once something is wrong with it */
    size_t count;
};

static void add_element(struct check *c, size_t element, size_t component, const struct edi_element *rule,
                        enum edi_element_error error, struct vmi_slice text)
{
    struct vmi_edi_acks *a = c->r->options.acks;
    if (!c->segment)
        c->segment = add_segment(a, c->r->segment.tag, c->r->walk.position, ACK_SEGMENT_HAS_ERRORS);
    if (!c->segment || c->count++ == MOST_ELEMENTS)
        return;
    struct ack_element *e = vmi_arena_alloc(&a->arena, sizeof *e);
    *e = (struct ack_element){.element = element,
                              .component = component,
                              .number = rule->number,
                              .error = error,
                              .text = text.length ? vmi_arena_dup(&a->arena, text) : VMI_SLICE_NONE};
    *c->segment->last = e;
    c->segment->last = &e->next;
}

/* The rule of element N: behind the last, pairs come again. */
static const struct edi_element *rule_of(const struct edi_segment_rule *rules, size_t n)
{
    if (n <= rules->count)
        return &rules->elements[n - 1];
    if (!rules->pairs)
        return NULL;
    return &rules->elements[rules->count - 2 + (n - rules->count - 1) % 2];
}

static void check_elements(struct check *c, const struct edi_segment_rule *rules)
{
    const struct vmi_edi_segment *s = &c->r->segment;
    size_t last = s->count > rules->count + 1 ? s->count : rules->count + 1;
    for (size_t n = 1; n < last; n++) {
        const struct edi_element *rule = rule_of(rules, n);
        struct vmi_slice text = vmi_edi_element(s, n);
        enum edi_element_error error = rule ? edi_element_check(rule, text, c->r->family) : EDI_ELEMENT_GOOD;
        if (error != EDI_ELEMENT_GOOD)
            add_element(c, n, 0, rule, error, text);
    }
}

static void check_components(struct check *c, const struct edi_segment_rule *rules)
{
    const struct vmi_edi_segment *s = &c->r->segment;
    if (rules->component >= s->count)
        return;
    for (size_t n = 1; n <= rules->count; n++) {
        struct vmi_slice text = vmi_edi_component(s, rules->component, n);
        enum edi_element_error error = edi_element_check(&rules->elements[n - 1], text, c->r->family);
        if (error != EDI_ELEMENT_GOOD)
            add_element(c, rules->component, n, &rules->elements[n - 1], error, text);
    }
}

void ack_take_segment(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    struct check c = {r, NULL, 0};
    bool needed = false;
    if (!a || !a->message || !r->walk.message)
        return;
    int number = place_in(r->walk.message->segments, r->segment.tag, &needed);
    const struct edi_segment_rule *rules = edi_rule_find(r->family, r->segment.tag);
    if (number < 0) {
        add_segment(a, r->segment.tag, r->walk.position,
                    rules ? ACK_SEGMENT_UNEXPECTED : ACK_SEGMENT_UNKNOWN);
        return;
    }
    a->message->seen |= number < 64 ? UINT64_C(1) << number : 0;
    if (rules && rules->component)
        check_components(&c, rules);
    else if (rules)
        check_elements(&c, rules);
}
