/*
 * 997, functional acknowledgement, and 999, which is newer: what the partner's system made of a group of ours (AK9), and of
 * each message in it (AK5, IK5). TA1 says the same of an interchange.
 */
#include "message.h"
#include "reader.h"
#include "x12.h"

struct names {
    const char *answer, *group;
};

static const struct names names_997 = {"997/AK501", "997/AK901"}, names_999 = {"999/IK501", "999/AK901"};

struct state {
    struct vmi_slice function, group; /* of the group that is answered */
    struct vmi_slice id, number;      /* of the message; kept as long as the item */
    bool open;                        /* one whose answer is to come */
};

/* 1: accepted, in part as well; 0: refused; -1: not known. */
static int verdict_of(struct vmi_slice code, bool whole)
{
    if (x12_is_among(code, "A E ") || (whole && vmi_slice_is(code, "P")))
        return 1;
    return x12_is_among(code, "R M W X ") ? 0 : -1;
}

static void put_verdict(struct edi_walk *w, const char *element, size_t n, bool whole, struct vmi_slice id,
                        struct vmi_slice ref)
{
    struct edi_fact f = edi_fact_begin();
    struct vmi_slice code = vmi_edi_element(w->segment, n);
    int verdict = verdict_of(code, whole);
    char quoted[VMI_QUOTED_SIZE];
    if (verdict < 0) {
        walk_tell(w, VMI_CHECK_EDI_CODE, n, "%s is no answer that is known", vmi_text_quote(code, quoted));
        walk_pass(w, element, code, "not known");
        return;
    }
    f.element = element;
    f.value = code;
    f.kind = VMI_FUNCTIONAL_ACK;
    f.quantity = verdict * VMI_DECIMAL_ONE;
    f.date = w->sent;
    f.location = w->sender;
    f.sku = id;
    f.ref = ref;
    walk_put(w, &f);
    walk_end_item(w);
}

static void close_message(struct edi_walk *w)
{
    struct state *st = w->state;
    if (st->open)
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "AK2 before it has no answer");
    st->open = false;
}

static void take_group(struct edi_walk *w)
{
    struct state *st = w->state;
    st->function = walk_keep(w, vmi_edi_element(w->segment, 1));
    st->group = walk_keep(w, vmi_edi_element(w->segment, 2));
}

static void take_message(struct edi_walk *w)
{
    struct state *st = w->state;
    close_message(w);
    walk_begin_item(w);
    st->id = walk_keep_item(w, vmi_edi_element(w->segment, 1));
    st->number = walk_keep_item(w, vmi_edi_element(w->segment, 2));
    st->open = true;
}

static void take_answer(struct edi_walk *w, const struct names *names)
{
    struct state *st = w->state;
    struct vmi_buffer ref = {0};
    if (!st->open) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "stands under no AK2");
        walk_pass(w, names->answer, vmi_edi_element(w->segment, 1), "an answer to no message");
        return;
    }
    vmi_buffer_print(&ref, "%.*s/%.*s", VMI_SLICE_PRINT(st->group), VMI_SLICE_PRINT(st->number));
    put_verdict(w, names->answer, 1, false, st->id, vmi_buffer_slice(&ref));
    vmi_buffer_free(&ref);
    st->open = false;
}

static void take_group_answer(struct edi_walk *w, const struct names *names)
{
    struct state *st = w->state;
    close_message(w);
    walk_begin_item(w);
    put_verdict(w, names->group, 1, true, st->function, st->group);
}

static void segment(struct edi_walk *w, const struct names *names)
{
    switch (edi_tag(w->segment)) {
    case TAG3('A', 'K', '1'):
        take_group(w);
        break;
    case TAG3('A', 'K', '2'):
        take_message(w);
        break;
    case TAG3('A', 'K', '5'):
    case TAG3('I', 'K', '5'):
        take_answer(w, names);
        break;
    case TAG3('A', 'K', '9'):
        take_group_answer(w, names);
        break;
    }
}

static void segment_997(struct edi_walk *w)
{
    segment(w, &names_997);
}

static void segment_999(struct edi_walk *w)
{
    segment(w, &names_999);
}

void x12_take_ta1(struct edi_walk *w)
{
    w->segment = &w->reader->segment;
    w->aside = NULL;
    walk_begin_item(w);
    put_verdict(w, "TA1/TA104", 4, false, VMI_SLICE("TA1"), vmi_edi_element(w->segment, 1));
}

const struct edi_message edi_x12_997 = {
    .row = {"997", "functional acknowledgement"},
    .family = VMI_EDI_X12,
    .group = "FA",
    .segments = "AK1! AK2 AK3 AK4 AK5 AK9! ",
    .state_size = sizeof(struct state),
    .segment = segment_997,
    .end = close_message,
};

const struct edi_message edi_x12_999 = {
    .row = {"999", "implementation acknowledgement"},
    .family = VMI_EDI_X12,
    .group = "FA",
    .segments = "AK1! AK2 IK3 CTX IK4 IK5 AK9! ",
    .state_size = sizeof(struct state),
    .segment = segment_999,
    .end = close_message,
};
