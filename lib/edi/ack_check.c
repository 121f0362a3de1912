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

static void add_element(struct vmi_edi_acks *a, struct ack_segment *segment,
                        const struct edi_element_fault *f)
{
    struct ack_element *e = vmi_arena_alloc(&a->arena, sizeof *e);
    *e = (struct ack_element){.element = f->element,
                              .component = f->component,
                              .number = f->rule ? f->rule->number : 0,
                              .error = f->error,
                              .text = f->text.length ? vmi_arena_dup(&a->arena, f->text) : VMI_SLICE_NONE};
    *segment->last = e;
    segment->last = &e->next;
}

static void check_elements(struct edi_reader *r, const struct edi_segment_rule *rules)
{
    struct vmi_edi_acks *a = r->options.acks;
    struct edi_element_fault faults[MOST_ELEMENTS];
    size_t count = edi_rule_check(rules, &r->segment, faults, MOST_ELEMENTS);
    struct ack_segment *segment =
        count ? add_segment(a, r->segment.tag, r->walk.position, ACK_SEGMENT_HAS_ERRORS) : NULL;
    for (size_t i = 0; i < count && segment; i++)
        add_element(a, segment, &faults[i]);
}

void ack_take_segment(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
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
    if (rules)
        check_elements(r, rules);
}
