#include "ack.h"

#include <stdlib.h>

#include "vmi/memory.h"

struct vmi_edi_acks *vmi_edi_acks_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct vmi_edi_acks));
}

void vmi_edi_acks_free(struct vmi_edi_acks *a)
{
    if (!a)
        return;
    vmi_arena_free(&a->arena);
    vmi_map_free(&a->numbers);
    vmi_buffer_free(&a->text);
    vmi_buffer_free(&a->taken);
    free(a);
}

struct vmi_slice vmi_edi_acks_take(struct vmi_edi_acks *a)
{
    struct vmi_buffer other = a->taken;
    a->taken = a->text;
    a->text = other;
    vmi_buffer_clear(&a->text);
    return vmi_buffer_slice(&a->taken);
}

bool ack_is_refused(unsigned faults)
{
    return faults & (EDI_FAULT_TRAILER | EDI_FAULT_CUT | EDI_FAULT_TEST | EDI_FAULT_DUPLICATE);
}

char ack_status(const struct ack_message *m)
{
    if (m->refused || (m->faults & EDI_FAULT_UNSUPPORTED) || ack_is_refused(m->faults))
        return 'R';
    return m->faults || m->segments ? 'E' : 'A';
}

/* ---- collecting ----------------------------------------------------------------------------------------- */

static struct vmi_slice keep(struct vmi_edi_acks *a, struct vmi_slice text)
{
    return text.length ? vmi_arena_dup(&a->arena, text) : VMI_SLICE_NONE;
}

void ack_open_interchange(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    const struct vmi_edi_segment *s = &r->segment;
    bool x12 = r->family == VMI_EDI_X12;
    if (!a)
        return;
    vmi_arena_clear(&a->arena);
    a->group = NULL;
    a->message = NULL;
    struct ack_interchange *i = &a->interchange;
    *i = (struct ack_interchange){.family = r->family, .reply = r->walk.profile->reply};
    for (size_t p = 0; p < VMI_COUNT(i->parties); p++)
        i->parties[p] = keep(a, vmi_buffer_slice(&r->texts[p]));
    i->number = keep(a, vmi_buffer_slice(&r->interchange.number));
    i->date = keep(a, x12 ? vmi_edi_element(s, 9) : vmi_edi_component(s, 4, 1));
    i->time = keep(a, x12 ? vmi_edi_element(s, 10) : vmi_edi_component(s, 4, 2));
    i->syntax = keep(a, vmi_edi_component(s, 1, 1));
    i->version = keep(a, x12 ? vmi_edi_element(s, 12) : vmi_edi_component(s, 1, 2));
    i->wanted = vmi_slice_is(x12 ? vmi_edi_element(s, 14) : vmi_edi_component(s, 9, 1), "1");
    i->last = &i->groups;
}

static struct ack_group *new_group(struct vmi_edi_acks *a)
{
    struct ack_group *g = vmi_arena_alloc(&a->arena, sizeof *g);
    *g = (struct ack_group){.received = 0};
    g->last = &g->messages;
    *a->interchange.last = g;
    a->interchange.last = &g->next;
    return a->group = g;
}

void ack_open_group(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    const struct vmi_edi_segment *s = &r->segment;
    bool x12 = r->family == VMI_EDI_X12;
    if (!a || !r->interchange.open)
        return;
    struct ack_group *g = new_group(a);
    g->id = keep(a, vmi_buffer_slice(&r->group_id));
    g->number = keep(a, vmi_buffer_slice(&r->group.number));
    g->sender = keep(a, x12 ? vmi_edi_element(s, 2) : s->count > 2 ? s->elements[2] : VMI_SLICE_NONE);
    g->receiver = keep(a, x12 ? vmi_edi_element(s, 3) : s->count > 3 ? s->elements[3] : VMI_SLICE_NONE);
    g->version = keep(a, vmi_edi_element(s, 8));
}

void ack_close_group(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    if (!a || !a->group)
        return;
    bool trailer = vmi_edi_is(&r->segment, "GE") || vmi_edi_is(&r->segment, "UNE");
    a->group->faults = r->group.faults;
    a->group->included = trailer ? keep(a, vmi_edi_element(&r->segment, 1)) : VMI_SLICE_NONE;
    a->group = NULL;
}

void ack_open_message(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    if (!a || !r->interchange.open)
        return;
    if (!a->group)
        new_group(a)->plain = true;
    struct ack_message *m = vmi_arena_alloc(&a->arena, sizeof *m);
    *m = (struct ack_message){.id = keep(a, vmi_buffer_slice(&r->message_id)),
                              .number = keep(a, vmi_buffer_slice(&r->message.number))};
    m->name = keep(a, r->family == VMI_EDI_X12 ? vmi_edi_element(&r->segment, 3)
                      : r->segment.count > 2   ? r->segment.elements[2]
                                               : VMI_SLICE_NONE);
    m->last = &m->segments;
    *a->group->last = m;
    a->group->last = &m->next;
    a->group->received++;
    a->message = m;
}

void ack_close_message(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    if (!a || !a->message)
        return;
    ack_end_segments(r);
    a->message->faults = r->message.faults;
    a->message->refused = r->mode != EDI_PASS;
    a->message = NULL;
    if (a->group && a->group->plain)
        a->group = NULL;
}

/* True for what must not be acknowledged: it is acknowledgements alone. */
static bool is_answer(const struct ack_interchange *i)
{
    for (const struct ack_group *g = i->groups; g; g = g->next)
        for (const struct ack_message *m = g->messages; m; m = m->next)
            if (!vmi_slice_is(m->id, "CONTRL"))
                return false;
    return i->groups != NULL;
}

/* The digits at the beginning of which zeros are not, at most 9 of them. */
static unsigned long control_number(struct vmi_slice text)
{
    unsigned long number = 0;
    for (size_t i = 0; i < text.length && number < 100000000; i++)
        if (text.text[i] >= '0' && text.text[i] <= '9')
            number = number * 10 + (unsigned long)(text.text[i] - '0');
    return number ? number : 1;
}

/* The number of what is answered, or, where another answer has it, the next that is free. */
static void choose_number(struct vmi_edi_acks *a)
{
    struct ack_interchange *i = &a->interchange;
    unsigned long number = control_number(i->number);
    bool x12 = i->family == VMI_EDI_X12;
    size_t before;
    for (unsigned again = 0;; again++) {
        struct vmi_buffer own = {0};
        if (x12)
            vmi_buffer_print(&own, "%09lu", (number + again) % 1000000000);
        else if (again || !i->number.length)
            vmi_buffer_print(&own, "%.*s%u", i->number.length < 9 ? (int)i->number.length : 9,
                             i->number.length ? i->number.text : "", again);
        else
            vmi_buffer_add_slice(&own, i->number);
        before = a->numbers.count;
        vmi_map_intern(&a->numbers, vmi_buffer_slice(&own));
        i->own = keep(a, vmi_buffer_slice(&own));
        vmi_buffer_free(&own);
        if (a->numbers.count > before)
            return;
    }
}

void ack_close_interchange(struct edi_reader *r)
{
    struct vmi_edi_acks *a = r->options.acks;
    if (!a)
        return;
    struct ack_interchange *i = &a->interchange;
    i->faults = r->interchange.faults;
    i->strict = r->options.strict;
    if (i->reply == VMI_EDI_REPLY_NONE)
        return;
    choose_number(a);
    if (i->family == VMI_EDI_X12)
        ack_write_x12(i, &a->text);
    else if (!is_answer(i))
        ack_write_edifact(i, &a->text);
}
