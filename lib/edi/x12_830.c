/*
 * 830, planning schedule, and 862, shipping schedule: what the customer will need of each item, in buckets (FST). Where
 * quantities are cumulative a bucket is what its figure differs by from the one before, the first from what was required
 * (ATH) or received (SHP) until the schedule begins; both may stand behind the buckets.
 */
#include "date.h"
#include "message.h"
#include "x12.h"

struct shape {
    const struct edi_code_table *codes;
    const char *shipped, *segment;
};

static const struct shape planning = {&edi_fst_830, "830/SHP01", "830/segment"};
static const struct shape shipping = {&edi_fst_862, "862/SHP01", "862/segment"};

struct state {
    struct vmi_slice made; /* the day on which it was, as text */
    bool cumulative;

    /* Of the item: */
    struct vmi_slice unit;
    struct edi_choice place;
    struct edi_fact bucket; /* FST, whose SDQ may follow */
    bool open;
    struct x12_waiting buckets;     /* that are cumulative */
    vmi_decimal required, received; /* until the schedule begins; VMI_DECIMAL_UNKNOWN */
    bool begun;                     /* the first of the buckets has been taken off */
    vmi_decimal before;             /* the highest figure of them so far */
};

static void forget_item(struct state *st)
{
    st->unit = VMI_SLICE_NONE;
    st->place = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    st->open = st->begun = false;
    st->required = st->received = st->before = VMI_DECIMAL_UNKNOWN;
}

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->made = walk_keep_date(w, w->sent);
    forget_item(st);
}

/* The element MADE is the day on which the schedule was made, and QUANTITIES says which they are. */
static void take_head(struct edi_walk *w, size_t made, size_t quantities)
{
    struct state *st = w->state;
    struct vmi_date day = walk_date(w, made);
    x12_take_purpose(w, vmi_edi_element(w->segment, 1));
    st->cumulative = vmi_slice_is(vmi_edi_element(w->segment, quantities), "C");
    if (day.day != VMI_DAY_NONE)
        st->made = walk_keep_date(w, day);
}

/* ---- cumulative buckets --------------------------------------------------------------------------------- */

/* False: it is no bucket of its own. */
static bool difference(struct edi_walk *w, struct edi_fact *f)
{
    struct state *st = w->state;
    vmi_decimal figure = f->quantity, before = st->before;
    char text[2][VMI_DECIMAL_TEXT_SIZE];
    if (before == VMI_DECIMAL_UNKNOWN) {
        st->before = figure;
        walk_tell(w, VMI_CHECK_EDI_TOTAL, 0,
                  "the item before it has cumulative quantities, and nothing says what they begin with");
        walk_pass(w, f->element, f->value, "a cumulative quantity with none before it");
        return false;
    }
    if (vmi_decimal_subtract(figure, before, &f->quantity) && f->quantity >= 0) {
        st->before = figure;
        return true;
    }
    vmi_decimal_format(figure, text[0]);
    vmi_decimal_format(before, text[1]);
    walk_tell(w, VMI_CHECK_EDI_TOTAL, 0, "the item before it has %s in all after %s", text[0], text[1]);
    walk_pass(w, f->element, f->value, "a cumulative quantity below the one before it");
    return false;
}

static void end_item(struct edi_walk *w)
{
    struct state *st = w->state;
    if (!st->begun)
        st->before = st->required != VMI_DECIMAL_UNKNOWN ? st->required : st->received;
    for (struct x12_held *h = st->buckets.first; h; h = h->next) {
        st->begun = true;
        if (difference(w, &h->fact))
            walk_put(w, &h->fact);
    }
    x12_forget(w, &st->buckets);
}

/* ---- the schedule --------------------------------------------------------------------------------------- */

static void take_item(struct edi_walk *w)
{
    end_item(w);
    walk_begin_item(w);
    forget_item(w->state);
    walk_take_pairs(w, 2);
}

static void take_party(struct edi_walk *w)
{
    struct state *st = w->state;
    if (!w->items)
        walk_take_n1(w);
    else
        walk_take_party(w, &st->place, &w->item_kept, vmi_edi_element(w->segment, 1),
                        vmi_edi_element(w->segment, 4), vmi_edi_element(w->segment, 2));
}

static void take_bucket(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    char quoted[VMI_QUOTED_SIZE];
    st->open = false;
    f.element = shape->codes->element;
    f.value = walk_keep_item(w, vmi_edi_element(w->segment, 2));
    f.kind = VMI_FORECAST;
    f.code = edi_code_find(shape->codes, f.value);
    if (!f.code && f.value.length) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 2, "%s is no kind of schedule that is known",
                  vmi_text_quote(f.value, quoted));
        walk_pass(w, f.element, f.value, "not known");
        return;
    }
    struct edi_period days = edi_bucket(vmi_edi_element(w->segment, 3), walk_date(w, 4), walk_date(w, 5));
    x12_set_days(&f, days.first, vmi_date_of_day(days.last));
    f.unit = st->unit;
    f.location = st->place.text;
    f.ref = st->made;
    f.whole = true;
    st->bucket = f;
    st->open = true;
    if (!walk_number(w, 1, 0, &f, &f.quantity))
        return;
    if (!st->cumulative || (f.code && f.code->kind == EDI_NOTHING)) {
        walk_put(w, &f);
        return;
    }
    if (st->buckets.count >= X12_MOST_WAITING)
        end_item(w);
    x12_hold(w, &st->buckets, &f);
}

static void take_stores(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact part;
    if (!st->open)
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "stands under no schedule that is known");
    else if (st->cumulative)
        x12_pass_segment(w, shape->segment, "stores of a cumulative quantity");
    else
        for (size_t at = 0; x12_next_store(w, &st->bucket, &at, &part);)
            walk_put(w, &part);
}

static void take_authorised(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice value = vmi_edi_element(w->segment, 1);
    const struct edi_code *code = edi_code_find(&edi_ath01, value);
    char quoted[VMI_QUOTED_SIZE];
    vmi_decimal quantity;
    if (!code)
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no authorisation that is known",
                  vmi_text_quote(value, quoted));
    if (!walk_number(w, 3, 0, NULL, &quantity))
        return;
    if (vmi_slice_is(value, "PQ"))
        st->required = quantity;
    walk_pass(w, edi_ath01.element, value, code ? code->meaning : "not known");
}

/* What the customer had of the vendor: the last receipt is a flow, a shipment is on its way, totals are none. */
static void take_shipped(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    f.element = shape->shipped;
    f.value = vmi_edi_element(w->segment, 1);
    f.kind = VMI_RECEIVED;
    f.unit = st->unit;
    f.location = st->place.text;
    if (!walk_number(w, 2, 0, NULL, &f.quantity))
        return;
    if (vmi_slice_is(f.value, "01") && vmi_slice_is(vmi_edi_element(w->segment, 3), "050")) {
        f.date = walk_date(w, 4);
        walk_put(w, &f);
        return;
    }
    if (vmi_slice_is(f.value, "02"))
        st->received = f.quantity;
    walk_pass(w, f.element, f.value,
              vmi_slice_is(f.value, "02") ? "received or shipped in total"
                                          : "shipped, as the customer knows it");
}

static void segment(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    switch (edi_tag(w->segment)) {
    case TAG3('L', 'I', 'N'):
        take_item(w);
        break;
    case TAG3('U', 'I', 'T'):
        st->unit = walk_keep_item(w, vmi_edi_component(w->segment, 1, 1));
        break;
    case TAG2('N', '1'):
        take_party(w);
        break;
    case TAG3('P', 'O', '4'):
        x12_take_pack(w);
        break;
    case TAG3('F', 'S', 'T'):
        take_bucket(w, shape);
        break;
    case TAG3('S', 'D', 'Q'):
        take_stores(w, shape);
        break;
    case TAG3('A', 'T', 'H'):
        take_authorised(w);
        break;
    case TAG3('S', 'H', 'P'):
        take_shipped(w, shape);
        break;
    case TAG3('J', 'I', 'T'):
        x12_pass_segment(w, shape->segment, "what of a day is wanted at an hour");
        break;
    case TAG3('Q', 'T', 'Y'):
        x12_pass_segment(w, shape->segment, "told beside the schedule");
        break;
    case TAG3('C', 'T', 'T'):
        end_item(w);
        walk_check_items(w, 1, w->items, w->items);
        break;
    }
}

static void segment_830(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'F', 'R'))
        take_head(w, 8, 5);
    else
        segment(w, &planning);
}

static void segment_862(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'S', 'S'))
        take_head(w, 3, 11);
    else
        segment(w, &shipping);
}

const struct edi_message edi_x12_830 = {
    .row = {"830", "planning schedule"},
    .family = VMI_EDI_X12,
    .group = "PS",
    .segments = "BFR! XPO CUR REF PER TAX FOB CTP SAC CSH ITD DTM PID MEA PWK PKG TD1 TD5 TD3 TD4 MAN N1 "
                "N2 N3 N4 LM LQ LIN! UIT CN1 PO3 PO4 PRS AMT QTY ATH SLN FST SDQ SDP SHP CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_830,
    .end = end_item,
};

const struct edi_message edi_x12_862 = {
    .row = {"862", "shipping schedule"},
    .family = VMI_EDI_X12,
    .group = "SS",
    .segments = "BSS! DTM N1 N2 N3 N4 REF PER FOB LIN! UIT PKG PO4 PRS QTY SDP FST JIT SDQ SHP TD1 TD3 "
                "TD5 CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_862,
    .end = end_item,
};
