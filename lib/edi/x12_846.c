/*
 * 846, inventory advice: what there is of each item (QTY). Days and places may follow the quantities that they are about,
 * so these wait until the item ends.
 */
#include "message.h"
#include "x12.h"

/* When it is so, and when what is on order is due; the best first. */
static const char days[] = "007 405 097 582 152 091 090 ";
static const char due[] = "002 067 017 371 069 063 010 ";

struct state {
    struct x12_day day; /* of the report */
    struct vmi_date told;
    struct vmi_date since, through; /* the period of flows */

    /* Of the item: */
    struct x12_waiting quantities;
    struct edi_fact *last; /* of them, which days and units may follow */
    bool follows;          /* its places follow its quantities */
    struct edi_choice place;
    struct x12_held *unplaced; /* the first that stands behind the last place */
    struct x12_day item_day, last_day, last_due;
    struct vmi_slice lot;
    int32_t expires;
};

static void forget_item(struct state *st)
{
    st->last = NULL;
    st->follows = false;
    st->place = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    st->unplaced = NULL;
    st->item_day = st->last_day = st->last_due = X12_DAY_NONE;
    st->lot = VMI_SLICE_NONE;
    st->expires = VMI_DAY_NONE;
}

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->day = X12_DAY_NONE;
    st->told = st->since = st->through = VMI_DATE_NONE;
    forget_item(st);
}

static void take_head(struct edi_walk *w)
{
    struct state *st = w->state;
    x12_take_purpose(w, vmi_edi_element(w->segment, 1));
    if (vmi_slice_is(vmi_edi_element(w->segment, 2), "SI"))
        w->aside = "the seller's own stock";
    st->told = walk_date(w, 4);
}

/* ---- the item ------------------------------------------------------------------------------------------- */

static bool is_flow(const struct edi_fact *f)
{
    return f->code->kind < VMI_MEASURES && vmi_measures[f->code->kind].kind == VMI_FLOW;
}

/* The days that follow the quantity, else those of the item, else those of the message. */
static void end_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact *f = st->last;
    if (!f)
        return;
    struct vmi_date told = x12_first_date(st->last_day.date, st->item_day.date, VMI_DATE_NONE);
    f->date = x12_first_date(told, st->day.date, x12_first_date(st->told, w->sent, VMI_DATE_NONE));
    if (is_flow(f) && told.day == VMI_DAY_NONE && st->since.day != VMI_DAY_NONE)
        x12_set_days(f, st->since, st->through);
    if (f->code->kind == VMI_ON_ORDER)
        f->until = st->last_due.date;
    st->last = NULL;
    st->last_day = st->last_due = X12_DAY_NONE;
}

static void end_item(struct edi_walk *w)
{
    struct state *st = w->state;
    end_quantity(w);
    for (struct x12_held *h = st->quantities.first; h; h = h->next) {
        if (!h->fact.location.length)
            h->fact.location = st->place.text;
        if (!h->fact.lot.length)
            h->fact.lot = st->lot;
        if (h->fact.expires == VMI_DAY_NONE)
            h->fact.expires = st->expires;
    }
    x12_release(w, &st->quantities);
    st->unplaced = NULL;
}

static void take_item(struct edi_walk *w)
{
    struct state *st = w->state;
    end_item(w);
    walk_begin_item(w);
    forget_item(st);
    walk_take_pairs(w, 2);
    st->lot = walk_keep_item(w, x12_id(w, 2, "LT"));
}

static void take_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    char quoted[VMI_QUOTED_SIZE];
    end_quantity(w);
    f.element = edi_qty_673.element;
    f.value = vmi_edi_element(w->segment, 1);
    f.code = edi_code_find(&edi_qty_673, f.value);
    f.unit = vmi_edi_component(w->segment, 3, 1);
    if (!f.code) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no kind of quantity that is known",
                  vmi_text_quote(f.value, quoted));
        walk_pass(w, f.element, f.value, "not known");
        return;
    }
    if (!st->follows && !st->place.text.length)
        st->follows = true;
    if (!st->follows)
        f.location = st->place.text;
    if (!walk_number(w, 2, 0, &f, &f.quantity))
        return;
    if (st->quantities.count >= X12_MOST_WAITING)
        end_item(w);
    st->last = x12_hold(w, &st->quantities, &f);
    if (!st->unplaced)
        st->unplaced = st->quantities.last;
}

/*
 * A party of the item. Where places stand before quantities they are of those behind them, until the next; else of those
 * before them.
 */
static void take_place(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_choice choice = {VMI_SLICE_NONE, UINT32_MAX};
    walk_take_party(w, &choice, &w->item_kept, vmi_edi_element(w->segment, 1), vmi_edi_element(w->segment, 4),
                    vmi_edi_element(w->segment, 2));
    if (!choice.text.length || (!st->unplaced && choice.rank > st->place.rank))
        return;
    st->place = choice;
    for (struct x12_held *h = st->follows ? st->unplaced : NULL; h; h = h->next)
        h->fact.location = choice.text;
    st->unplaced = NULL;
}

static void take_unit(struct edi_walk *w)
{
    struct state *st = w->state;
    if (st->last && !st->last->unit.length)
        st->last->unit = walk_keep_item(w, vmi_edi_component(w->segment, 1, 1));
}

static void take_head_day(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice qualifier = vmi_edi_element(w->segment, 1);
    struct edi_period period = x12_period(w);
    if (period.first.day != VMI_DAY_NONE && period.last != period.first.day) {
        st->since = period.first;
        st->through = vmi_date_of_day(period.last);
    } else if (vmi_slice_is(qualifier, "090")) {
        st->since = period.first;
    } else if (vmi_slice_is(qualifier, "091")) {
        st->through = period.first;
    }
    x12_take_day(w, &st->day, days);
}

static void take_day(struct edi_walk *w)
{
    struct state *st = w->state;
    struct x12_day expires = X12_DAY_NONE;
    if (!w->items) {
        take_head_day(w);
        return;
    }
    x12_take_day(w, st->last ? &st->last_day : &st->item_day, days);
    x12_take_day(w, &expires, "036 ");
    if (st->last)
        x12_take_day(w, &st->last_due, due);
    if (expires.date.day != VMI_DAY_NONE && st->last)
        st->last->expires = expires.date.day;
    else if (expires.date.day != VMI_DAY_NONE)
        st->expires = expires.date.day;
}

static void take_reference(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice lot = vmi_edi_element(w->segment, 2);
    if (!w->items || !vmi_slice_is(vmi_edi_element(w->segment, 1), "LT"))
        return;
    if (st->last)
        st->last->lot = walk_keep_item(w, lot);
    else
        st->lot = walk_keep_item(w, lot);
}

static void take_party(struct edi_walk *w)
{
    if (w->items)
        take_place(w);
    else
        walk_take_n1(w);
}

static void pass_stores(struct edi_walk *w)
{
    x12_pass_segment(w, "846/segment", "by store, without a word of what it is");
}

static void pass_days(struct edi_walk *w)
{
    x12_pass_segment(w, "846/segment", "when parts of a quantity are due");
}

static void take_total(struct edi_walk *w)
{
    end_item(w);
    walk_check_items(w, 1, w->items, w->items);
}

static void segment(struct edi_walk *w)
{
    static const struct x12_taker takers[] = {
        {TAG3('B', 'I', 'A'), take_head},      {TAG3('L', 'I', 'N'), take_item},
        {TAG3('Q', 'T', 'Y'), take_quantity},  {TAG2('N', '1'), take_party},
        {TAG3('U', 'I', 'T'), take_unit},      {TAG3('D', 'T', 'M'), take_day},
        {TAG3('R', 'E', 'F'), take_reference}, {TAG3('P', 'O', '4'), x12_take_pack},
        {TAG3('S', 'D', 'Q'), pass_stores},    {TAG3('S', 'C', 'H'), pass_days},
        {TAG3('C', 'T', 'T'), take_total},
    };
    x12_take_segment(w, takers, VMI_COUNT(takers));
}

const struct edi_message edi_x12_846 = {
    .row = {"846", "inventory advice"},
    .family = VMI_EDI_X12,
    .group = "IB",
    .segments = "BIA! CUR DTM REF PER MEA N1 N2 N3 N4 LM LQ LIN! PID PKG CTP PO4 SAC SDQ MAN UIT SLN QTY "
                "LDT SCH LS LE TD5 CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = end_item,
};
