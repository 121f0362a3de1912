/*
 * SLSRPT and SLSFCT, sales report and sales forecast: items stand under the place where they are, or are expected to be,
 * sold. An item may come on several lines, by price or promotion: they add up, so a place is settled as a whole.
 */
#include "edifact.h"

struct state {
    struct edifact_head head;
    struct edifact_date made;
    struct edifact_span message, place, item, quantity;
    struct vmi_slice where; /* the place; kept as long as the group */
    struct edi_fact fact;   /* whose period may follow */
    bool open;              /* there is one */
    bool placed;            /* a place has begun, */
    bool listed;            /* an item of it, */
    bool counted;           /* and a quantity of that */
};

static const struct edifact_span nothing;

static bool is_forecast(const struct edi_walk *w)
{
    return w->message == &edi_edifact_slsfct;
}

static struct edi_period day_made(const struct edi_walk *w)
{
    const struct state *st = w->state;
    return edifact_first_known(w, (const struct edifact_date *const[]){&st->made}, 1);
}

static struct edi_period period_of(const struct edi_walk *w)
{
    const struct state *st = w->state;
    const struct edifact_span *const spans[] = {&st->quantity, &st->item, &st->place, &st->message};
    for (size_t i = 0; i < VMI_COUNT(spans); i++)
        if (edifact_has_span(spans[i]))
            return edifact_span(spans[i]);
    return day_made(w);
}

static void put_quantity(struct edi_walk *w)
{
    char day[VMI_DATE_TEXT_SIZE];
    struct state *st = w->state;
    if (!st->open)
        return;
    st->open = false;
    edifact_set_period(&st->fact, period_of(w), is_forecast(w));
    if (st->fact.code->family == EDI_STOCK) { /* as the period ended */
        st->fact.date = vmi_date_of_day(period_of(w).last);
        st->fact.until = VMI_DATE_NONE;
    }
    st->fact.location = st->where;
    if (is_forecast(w))
        st->fact.ref = (struct vmi_slice){day, vmi_day_format(day_made(w).first.day, day)};
    walk_put(w, &st->fact);
}

static void take_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    const struct edi_code_table *table = is_forecast(w) ? &edi_qty_slsfct : &edi_qty_slsrpt;
    struct edi_fact f, known = edi_fact_begin();
    put_quantity(w);
    st->counted = true;
    st->quantity = nothing;
    edifact_set_period(&known, period_of(w), is_forecast(w));
    known.location = st->where;
    if (!edifact_read_quantity(w, table, &known, &f))
        return;
    if (edifact_is_void(&st->head)) {
        walk_pass(w, f.element, f.value, edifact_is_void(&st->head));
        return;
    }
    vmi_arena_clear(&w->part_kept);
    f.unit = vmi_arena_dup(&w->part_kept, f.unit);
    st->fact = f;
    st->open = true;
}

static void take_item(struct edi_walk *w)
{
    struct state *st = w->state;
    put_quantity(w);
    walk_next_item(w);
    st->item = st->quantity = nothing;
    st->listed = true;
    st->counted = false;
    edifact_take_line(w);
}

/* Another place: what was said of the one before is complete. */
static void take_place(struct edi_walk *w)
{
    static const char places[] = "162 7 18 14 19";
    struct state *st = w->state;
    struct edi_choice where = EDIFACT_PLACE_NONE;
    if (!edifact_rank(places, vmi_edi_component(w->segment, 1, 1)))
        return;
    put_quantity(w);
    walk_end_item(w);
    vmi_arena_clear(&w->group_kept);
    if (!edifact_take_place(w, places, &where, &w->group_kept))
        walk_tell(w, VMI_CHECK_EDI_CODE, 2, "names no place; that of the message stands for it");
    st->where = where.text;
    st->place = st->item = st->quantity = nothing;
    st->placed = true;
    st->listed = st->counted = false;
}

static void take_date(struct edi_walk *w)
{
    struct state *st = w->state;
    if (!w->items && edifact_take_date(w, "137", &st->made))
        return;
    edifact_take_span(w, st->counted  ? &st->quantity
                         : st->listed ? &st->item
                         : st->placed ? &st->place
                                      : &st->message);
}

static void segment(struct edi_walk *w)
{
    struct state *st = w->state;
    switch (edi_tag(w->segment)) {
    case TAG3('B', 'G', 'M'):
        edifact_take_head(w, &st->head);
        break;
    case TAG3('D', 'T', 'M'):
        take_date(w);
        break;
    case TAG3('N', 'A', 'D'):
        if (!st->placed && !w->items)
            walk_take_nad(w);
        break;
    case TAG3('L', 'O', 'C'):
        take_place(w);
        break;
    case TAG3('L', 'I', 'N'):
        take_item(w);
        break;
    case TAG3('P', 'I', 'A'):
        if (st->listed)
            edifact_take_ids(w);
        break;
    case TAG3('Q', 'T', 'Y'):
        take_quantity(w);
        break;
    case TAG3('U', 'N', 'S'):
        put_quantity(w);
        break;
    case TAG3('C', 'N', 'T'):
        if (edifact_is(w, 1, 1, "2"))
            walk_check_items(w, 1, w->items, w->items);
        break;
    }
}

const struct edi_message edi_edifact_slsrpt = {
    .row = {"SLSRPT", "sales report"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! NAD! LOC CTA COM RFF CUX FTX LIN! PIA IMD PAC DOC ALI MEA MOA PRI PAI GIN QTY MKS GIS "
        "APR RNG UNS CNT AUT ",
    .state_size = sizeof(struct state),
    .segment = segment,
    .end = put_quantity,
};

const struct edi_message edi_edifact_slsfct = {
    .row = {"SLSFCT", "sales forecast"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! NAD! LOC CTA COM RFF CUX FTX LIN! PIA IMD PAC DOC ALI MEA MOA PRI PAI QTY MKS GIS APR "
        "RNG UNS CNT AUT ",
    .state_size = sizeof(struct state),
    .segment = segment,
    .end = put_quantity,
};
