/*
 * DELFOR, delivery forecast: what a customer is going to call off of each item, by days, weeks or months.
 *
 * SCC tells how firm a quantity is, and how long its period. Up to D.96B it stands behind its quantity, later before those
 * that it is for.
 */
#include "edifact.h"

#include "date.h"

struct state {
    struct edifact_head head;
    struct edifact_date made;
    struct edi_choice deliver; /* head: to whom goods go, */
    struct edi_choice group;   /* the same for the items that follow, */
    struct edi_choice place;   /* and the place of an item */
    bool grouped;              /* items of the group have come: the next party begins another */
    bool sections;             /* what comes is of groups */
    bool fresh, own;           /* a party has just come; it turned out to be of one item */
    struct edi_fact fact;      /* whose particulars follow */
    bool open, any;            /* there is one; the item has had one */
    bool before;               /* SCC stands before quantities */
    char frequency, next;      /* of the quantity; of those that follow; 0: not told */
    struct edifact_date exact, received, line;
    struct edifact_span span;
    struct edi_choice order;
};

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->deliver = st->group = st->place = EDIFACT_PLACE_NONE;
}

/* ---- what a quantity is of ------------------------------------------------------------------------------ */

static struct edi_period day_made(const struct edi_walk *w)
{
    const struct state *st = w->state;
    return edifact_first_known(w, (const struct edifact_date *const[]){&st->made}, 1);
}

/* A single day is the first of a period that lasts as long as SCC says. */
static struct edi_period widen(const struct state *st, struct edi_period period)
{
    if (!st->frequency || period.first.day == VMI_DAY_NONE || period.last != period.first.day)
        return period;
    return edi_bucket((struct vmi_slice){&st->frequency, 1}, period.first, VMI_DATE_NONE);
}

static struct edi_period period_of(const struct edi_walk *w)
{
    const struct state *st = w->state;
    if (st->exact.rank)
        return widen(st, st->exact.period);
    if (edifact_has_span(&st->span))
        return widen(st, edifact_span(&st->span));
    return widen(st, edifact_period(&st->line));
}

static struct vmi_slice location_of(const struct state *st)
{
    const struct vmi_slice texts[] = {st->group.text, st->deliver.text, st->place.text};
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        if (texts[i].length)
            return texts[i];
    return VMI_SLICE_NONE;
}

static void put_received(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_period day = edifact_period(&st->received);
    if (day.first.day == VMI_DAY_NONE) {
        walk_pass(w, st->fact.element, st->fact.value, "received on a day that is not told");
        return;
    }
    st->fact.date = day.first;
    st->fact.ref = st->order.text;
    walk_put(w, &st->fact);
}

static void put_quantity(struct edi_walk *w)
{
    char day[VMI_DATE_TEXT_SIZE];
    struct state *st = w->state;
    struct edi_fact *f = &st->fact;
    if (!st->open)
        return;
    st->open = false;
    f->location = location_of(st);
    if (f->kind == VMI_RECEIVED) {
        put_received(w);
        return;
    }
    f->date = day_made(w).first;
    if (f->kind == VMI_FORECAST) {
        f->ref = (struct vmi_slice){day, vmi_day_format(f->date.day, day)};
        edifact_set_period(f, period_of(w), true);
    }
    walk_put(w, f);
}

/* ---- segments ------------------------------------------------------------------------------------------- */

static void take_quantity(struct edi_walk *w)
{
    static const struct edifact_span nothing;
    struct state *st = w->state;
    struct edi_fact f, known = edi_fact_begin();
    put_quantity(w);
    vmi_arena_clear(&w->part_kept);
    st->any = st->grouped = true;
    st->own |= st->fresh;
    st->fresh = false;
    st->exact = st->received = (struct edifact_date){0, EDI_PERIOD_NONE};
    st->span = nothing;
    st->order = EDIFACT_PLACE_NONE;
    st->frequency = st->before ? st->next : 0;
    known.location = location_of(st);
    if (!edifact_read_quantity(w, &edi_qty_delfor, &known, &f))
        return;
    if (edifact_is_void(&st->head)) {
        walk_pass(w, f.element, f.value, edifact_is_void(&st->head));
        return;
    }
    f.unit = vmi_arena_dup(&w->part_kept, f.unit);
    st->fact = f;
    st->open = true;
}

/* The frequency of C329, as X12 names periods. */
static char frequency_of(const struct edi_walk *w)
{
    struct vmi_slice code = vmi_edi_component(w->segment, 3, 1);
    if (!edifact_rank("Y W M Q S T A", code))
        return 0;
    return code.text[0] == 'Y' ? 'D' : code.text[0];
}

static void take_condition(struct edi_walk *w)
{
    struct state *st = w->state;
    if (!st->any)
        st->before = true;
    if (!st->before) {
        st->frequency = frequency_of(w);
        return;
    }
    put_quantity(w);
    st->next = frequency_of(w);
}

static void take_item(struct edi_walk *w)
{
    struct state *st = w->state;
    put_quantity(w);
    walk_begin_item(w);
    if (st->own)
        st->group = EDIFACT_PLACE_NONE;
    st->own = st->fresh = st->any = false;
    st->before = !edifact_is_early(w);
    st->next = 0;
    st->grouped = true;
    st->place = EDIFACT_PLACE_NONE;
    st->line = (struct edifact_date){0, EDI_PERIOD_NONE};
    edifact_take_line(w);
}

/*
 * The parties of a group are for the items behind them, and no longer when the next group begins; where quantities follow
 * at once, for those of the item before.
 */
static void take_party(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_choice *party = &st->deliver;
    struct vmi_arena *arena = &w->kept;
    if (!st->sections && !w->items)
        walk_take_nad(w);
    if (!edifact_rank("DP ST CN WH UC", vmi_edi_component(w->segment, 1, 1)))
        return;
    if (st->sections || w->items) {
        party = &st->group;
        arena = &w->group_kept;
    }
    if (party == &st->group && st->grouped) {
        put_quantity(w);
        vmi_arena_clear(&w->group_kept);
        st->group = EDIFACT_PLACE_NONE;
        st->grouped = false;
    }
    st->fresh = w->items > 0;
    edifact_take_party(w, party, arena);
}

static void take_date(struct edi_walk *w)
{
    static const char exact[] = "2 10 76 69 67 35 191";
    struct state *st = w->state;
    if (!w->items) {
        edifact_take_date(w, "137", &st->made);
    } else if (!st->any) {
        edifact_take_date(w, exact, &st->line);
    } else if (!edifact_take_date(w, "50", &st->received)) {
        edifact_take_date(w, exact, &st->exact);
        edifact_take_span(w, &st->span);
    }
}

/* What comes is of groups, of parties or of items. */
static void begin_section(struct edi_walk *w)
{
    struct state *st = w->state;
    put_quantity(w);
    st->group = EDIFACT_PLACE_NONE;
    st->sections = st->grouped = true;
    st->any = false;
}

/* Of the message, of an item or of a quantity. */
static void take_particulars(struct edi_walk *w, uint32_t tag)
{
    struct state *st = w->state;
    switch (tag) {
    case TAG3('D', 'T', 'M'):
        take_date(w);
        break;
    case TAG3('N', 'A', 'D'):
        take_party(w);
        break;
    case TAG3('L', 'O', 'C'):
        if (w->items && !st->any)
            edifact_take_place(w, "7 11", &st->place, &w->item_kept);
        break;
    case TAG3('R', 'F', 'F'):
        if (st->any)
            edifact_take_reference(w, "ON", &st->order, &w->part_kept);
        break;
    case TAG3('P', 'I', 'A'):
        if (w->items)
            edifact_take_ids(w);
        break;
    }
}

static void segment(struct edi_walk *w)
{
    struct state *st = w->state;
    uint32_t tag = edi_tag(w->segment);
    switch (tag) {
    case TAG3('B', 'G', 'M'):
        edifact_take_head(w, &st->head);
        break;
    case TAG3('G', 'I', 'S'):
    case TAG3('U', 'N', 'S'):
        begin_section(w);
        break;
    case TAG3('L', 'I', 'N'):
        take_item(w);
        break;
    case TAG3('Q', 'T', 'Y'):
        take_quantity(w);
        break;
    case TAG3('S', 'C', 'C'):
        take_condition(w);
        break;
    case TAG3('C', 'N', 'T'):
        if (edifact_is(w, 1, 1, "2"))
            walk_check_items(w, 1, w->items, w->items);
        break;
    default:
        take_particulars(w, tag);
    }
}

const struct edi_message edi_edifact_delfor = {
    .row = {"DELFOR", "delivery forecast"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! FTX RFF NAD! LOC CTA COM UNS GIS LIN PIA IMD MEA ALI GIN GIR TDT QTY SCC PAC PCI QVR "
        "DOC TOD CNT AUT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = put_quantity,
};
