/*
 * 852, product activity: what a customer has, sold and received of each item (ZA), for all of a location or split by store
 * (SDQ). Often it lists only what has changed.
 */
#include "date.h"
#include "message.h"
#include "reader.h"
#include "x12.h"

struct numbers {
    struct vmi_slice first, last, location;
    struct numbers *next;
};

struct state {
    struct vmi_date since, through; /* XQ: the period */
    struct numbers *numbers, **last_number;
    struct edi_fact activity; /* ZA, whose SDQ may follow */
    char unit[16];            /* of it */
    bool open, empty;         /* it is one; it has no quantity */
};

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->since = st->through = VMI_DATE_NONE;
    st->last_number = &st->numbers;
}

static void take_period(struct edi_walk *w)
{
    struct state *st = w->state;
    st->since = walk_date(w, 2);
    st->through = walk_date(w, 3);
    if (st->through.day == VMI_DAY_NONE)
        st->through = st->since;
}

/* Order numbers given in advance; the location that they are for may follow. */
static void take_numbers(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice first = vmi_edi_element(w->segment, 1), last = vmi_edi_element(w->segment, 2);
    if (!first.length)
        return;
    struct numbers *n = vmi_arena_alloc(&w->kept, sizeof *n);
    n->first = walk_keep(w, first);
    n->last = last.length ? walk_keep(w, last) : n->first;
    n->location = walk_keep(w, vmi_edi_element(w->segment, 4));
    n->next = NULL;
    *st->last_number = n;
    st->last_number = &n->next;
}

static void hand_over_numbers(struct edi_walk *w)
{
    struct state *st = w->state;
    for (const struct numbers *n = st->numbers; n; n = n->next)
        reader_numbers(w->reader,
                       &(struct vmi_edi_numbers){w->sender, n->location.length ? n->location : w->place.text,
                                                 n->first, n->last, st->since.day, st->through.day});
    st->numbers = NULL;
    st->last_number = &st->numbers;
}

static bool is_flow(int kind)
{
    return kind == EDI_SIGNED_SOLD || kind == EDI_TRANSFERRED || kind == EDI_LOST ||
           (kind < VMI_MEASURES && vmi_measures[kind].kind == VMI_FLOW);
}

/* What is expected holds from ZA05 on; some send its last day behind that, where others have a qualifier. */
static void place_forecast(struct edi_walk *w, struct edi_fact *f)
{
    struct vmi_date last = edi_day(vmi_edi_element(w->segment, 6), w->profile->century);
    f->ref = walk_keep_date(w, w->sent);
    if (last.day > f->date.day && f->date.day != VMI_DAY_NONE)
        f->until = last;
}

/* ZA05 is the day of a level; a flow has the period of the report. */
static void place_in_time(struct edi_walk *w, struct edi_fact *f)
{
    const struct state *st = w->state;
    struct vmi_date told = walk_date(w, 5), last = told;
    int kind = walk_kind(w, f);
    if (last.day == VMI_DAY_NONE)
        last = st->through.day != VMI_DAY_NONE ? st->through : w->sent;
    f->date = last;
    if (is_flow(kind) && st->since.day != VMI_DAY_NONE) {
        f->date = st->since;
        if (st->through.day != st->since.day)
            f->until = st->through;
    } else if (kind == EDI_OPENING) {
        struct vmi_date first = told.day != VMI_DAY_NONE || st->since.day == VMI_DAY_NONE ? last : st->since;
        f->date = vmi_date_of_day(first.day == VMI_DAY_NONE ? VMI_DAY_NONE : vmi_day_after(first.day, -1));
    } else if (kind == VMI_FORECAST) {
        place_forecast(w, f);
    }
}

static void close_activity(struct edi_walk *w)
{
    struct state *st = w->state;
    if (st->open && st->empty)
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "%s=%.*s before it has neither a quantity nor stores",
                  st->activity.element, VMI_SLICE_PRINT(st->activity.value));
    st->open = false;
}

/* SDQ, which may follow, goes by the unit of its activity. */
static struct vmi_slice keep_unit(struct edi_walk *w, struct vmi_slice unit)
{
    struct state *st = w->state;
    if (unit.length > sizeof st->unit)
        return walk_keep_item(w, unit);
    if (unit.length)
        memcpy(st->unit, unit.text, unit.length);
    return (struct vmi_slice){st->unit, unit.length};
}

static void take_activity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact *f = &st->activity;
    struct vmi_slice value = vmi_edi_element(w->segment, 1);
    const struct edi_code *code = edi_code_find(&edi_za01, value);
    char quoted[VMI_QUOTED_SIZE];
    close_activity(w);
    if (!code) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no code of activity that is known",
                  vmi_text_quote(value, quoted));
        walk_pass(w, edi_za01.element, value, "not known");
        return;
    }
    *f = edi_fact_begin();
    f->element = edi_za01.element;
    f->code = code;
    f->value = vmi_slice_of(code->code);
    f->unit = vmi_edi_element(w->segment, 3);
    f->whole = true;
    place_in_time(w, f);
    st->open = true;
    st->empty = !vmi_edi_element(w->segment, 2).length;
    if (walk_number(w, 2, 0, f, &f->quantity))
        walk_put(w, f);
    f->unit = keep_unit(w, f->unit);
}

/* Pairs of store and quantity, under the activity before. */
static void take_stores(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact part;
    if (!st->open) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "stands under no activity that is known");
        return;
    }
    st->empty = false;
    for (size_t at = 0; x12_next_store(w, &st->activity, &at, &part);)
        walk_put(w, &part);
}

static void take_item(struct edi_walk *w)
{
    close_activity(w);
    hand_over_numbers(w);
    walk_begin_item(w);
    walk_take_pairs(w, 2);
}

static void segment(struct edi_walk *w)
{
    switch (edi_tag(w->segment)) {
    case TAG2('X', 'Q'):
        take_period(w);
        break;
    case TAG3('X', 'P', 'O'):
        take_numbers(w);
        break;
    case TAG2('N', '1'):
        walk_take_n1(w);
        break;
    case TAG3('L', 'I', 'N'):
        take_item(w);
        break;
    case TAG3('P', 'O', '4'):
        x12_take_pack(w);
        break;
    case TAG2('Z', 'A'):
        take_activity(w);
        break;
    case TAG3('S', 'D', 'Q'):
        take_stores(w);
        break;
    case TAG3('C', 'T', 'T'):
        walk_check_items(w, 1, w->items, w->items);
        break;
    }
}

static void end(struct edi_walk *w)
{
    close_activity(w);
    hand_over_numbers(w);
}

const struct edi_message edi_x12_852 = {
    .row = {"852", "product activity"},
    .family = VMI_EDI_X12,
    .group = "PD",
    .segments = "XQ! XPO N9 PER N1 N2 N3 N4 FOB TD5 DTM LIN! CTP PO4 AMT PAL QTY ZA! SDQ G95 CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = end,
};
