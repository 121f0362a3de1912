/*
 * 867, product transfer and resale: what a distributor sold and moved. A quantity (QTY) stands before its item (LIN), and the
 * kind of transfer (PTD) above both; so it is put when the next begins. Utilities report meters with the same message.
 */
#include "message.h"
#include "x12.h"

static const char days[] = "003 011 035 050 007 ";

/* Who is a party to a sale, and not where the goods were. */
static const char customers[] = "ST BY CN UC UD BT ";

/* Qualifiers of QTY that leave it to PTD what moved the goods. */
static const char neutral[] = "32 83 01 38 39 ";

/* Units of meters: kilowatts, kilovars, and their hours. */
static const char meters[] = "KH K1 K2 K3 K4 K5 K6 K7 KV TD ";

/* When: a day, or from SINCE through THROUGH. */
struct when {
    struct x12_day day;
    struct vmi_date since, through;
};

static const struct when never = {{{VMI_DAY_NONE, 0, VMI_CLOCK_BARE}, UINT32_MAX},
                                  {VMI_DAY_NONE, 0, VMI_CLOCK_BARE},
                                  {VMI_DAY_NONE, 0, VMI_CLOCK_BARE}};

struct state {
    struct vmi_date told;
    bool transfers; /* the whole report is of these */
    struct when head, group, line;
    uint64_t groups;             /* PTD so far */
    struct vmi_slice transfer;   /* PTD01; kept with the message */
    const struct edi_code *code; /* of it; NULL: not known */
    struct edi_choice place;     /* of the group */
    struct vmi_slice lot;        /* of the item */
    struct edi_fact fact;        /* of the quantity that is open */
    bool open, metered;
    enum { UNSEEN, QUANTITY_FIRST, ITEM_FIRST } order; /* of quantities and items in the group */
};

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->told = VMI_DATE_NONE;
    st->head = st->group = st->line = never;
    st->place = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
}

static void take_head(struct edi_walk *w)
{
    struct state *st = w->state;
    x12_take_purpose(w, vmi_edi_element(w->segment, 1));
    st->told = walk_date(w, 3);
    st->transfers = vmi_slice_is(vmi_edi_element(w->segment, 4), "01");
}

/* ---- when ----------------------------------------------------------------------------------------------- */

static void take_day(struct edi_walk *w)
{
    struct state *st = w->state;
    struct when *when = st->open ? &st->line : st->groups ? &st->group : &st->head;
    struct vmi_slice qualifier = vmi_edi_element(w->segment, 1);
    if (x12_is_among(qualifier, "090 091 ")) {
        struct edi_period period = x12_period(w);
        if (vmi_slice_is(qualifier, "090") || period.last != period.first.day)
            when->since = period.first;
        if (vmi_slice_is(qualifier, "091") || period.last != period.first.day)
            when->through = vmi_date_of_day(period.last);
    }
    x12_take_day(w, &when->day, days);
}

/* The day or period that stands nearest; of a level the last day. */
static void place_in_time(struct edi_walk *w, struct edi_fact *f, bool level)
{
    struct state *st = w->state;
    const struct when *whens[] = {&st->line, &st->group, &st->head};
    f->date = x12_first_date(st->told, w->sent, VMI_DATE_NONE);
    for (size_t i = 0; i < VMI_COUNT(whens); i++) {
        const struct when *when = whens[i];
        if (when->day.date.day != VMI_DAY_NONE) {
            f->date = when->day.date;
            return;
        }
        if (when->since.day == VMI_DAY_NONE && when->through.day == VMI_DAY_NONE)
            continue;
        struct vmi_date since = x12_first_date(when->since, when->through, VMI_DATE_NONE),
                        through = x12_first_date(when->through, when->since, VMI_DATE_NONE);
        x12_set_days(f, level ? through : since, through);
        return;
    }
}

/* ---- what ----------------------------------------------------------------------------------------------- */

static bool is_level(const struct edi_code *code)
{
    return code->kind == EDI_AVAILABLE || code->kind == EDI_GROSS ||
           (code->kind < VMI_MEASURES && vmi_measures[code->kind].kind == VMI_LEVEL);
}

/* What the transfer makes of a quantity that does not say itself what it is. */
static void take_transfer(struct state *st, struct edi_fact *f)
{
    f->code = st->code;
    f->element = edi_ptd01.element;
    f->value = st->transfer;
    f->kind = VMI_SOLD;
    if (st->transfers && (!st->code || st->code->kind == VMI_SOLD)) {
        f->code = NULL;
        f->kind = EDI_TRANSFERRED;
    } else if (st->code && st->code->kind == VMI_RETURNED && f->quantity < 0) {
        f->quantity = -f->quantity; /* some say by a sign as well that it came back */
    }
}

static void end_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact *f = &st->fact;
    if (!st->open)
        return;
    st->open = false;
    bool level = is_level(f->code), aside = st->code && st->code->kind == EDI_NOTHING;
    place_in_time(w, f, level);
    f->location = st->place.text;
    f->lot = st->lot;
    if (st->metered || x12_is_among(f->unit, meters)) {
        walk_pass(w, edi_ptd01.element, st->transfer, "metered consumption, not inventory");
        return;
    }
    if (aside && !level) {
        walk_pass(w, edi_ptd01.element, st->transfer, st->code->meaning);
        return;
    }
    if (x12_is_among(f->value, neutral))
        take_transfer(st, f);
    walk_put(w, f);
}

static void take_group(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice transfer = vmi_edi_element(w->segment, 1);
    char quoted[VMI_QUOTED_SIZE];
    end_quantity(w);
    walk_end_item(w);
    st->groups++;
    st->code = edi_code_find(&edi_ptd01, transfer);
    st->transfer = walk_keep(w, transfer);
    st->group = st->line = never;
    st->place = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    st->metered = false;
    st->order = UNSEEN;
    if (!st->code && transfer.length)
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no kind of transfer that is known; it is taken for a sale",
                  vmi_text_quote(transfer, quoted));
}

static void take_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    char quoted[VMI_QUOTED_SIZE];
    end_quantity(w);
    if (st->order == UNSEEN)
        st->order = QUANTITY_FIRST;
    if (st->order == QUANTITY_FIRST) {
        walk_begin_item(w);
        st->lot = VMI_SLICE_NONE;
    }
    st->line = never;
    f.element = edi_qty_867.element;
    f.value = walk_keep_item(w, vmi_edi_element(w->segment, 1));
    f.code = edi_code_find(&edi_qty_867, f.value);
    f.unit = walk_keep_item(w, vmi_edi_component(w->segment, 3, 1));
    if (!f.code) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no kind of quantity that is known",
                  vmi_text_quote(f.value, quoted));
        walk_pass(w, f.element, f.value, "not known");
        return;
    }
    st->open = walk_number(w, 2, 0, &f, &f.quantity);
    walk_mark(w, &f);
    st->fact = f;
}

/* The item behind its quantity. Some put it before. */
static void take_item(struct edi_walk *w)
{
    struct state *st = w->state;
    if (st->order == UNSEEN)
        st->order = ITEM_FIRST;
    if (st->order == ITEM_FIRST) {
        end_quantity(w);
        walk_begin_item(w);
    }
    walk_take_pairs(w, 2);
    st->lot = walk_keep_item(w, x12_id(w, 2, "LT"));
}

static void take_unit(struct edi_walk *w)
{
    struct state *st = w->state;
    if (st->open && !st->fact.unit.length)
        st->fact.unit = walk_keep_item(w, vmi_edi_component(w->segment, 1, 1));
}

/* ---- where ---------------------------------------------------------------------------------------------- */

/* Whoever reports is the place, or his branch under PTD; he may call himself the seller. */
static void take_party(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice qualifier = vmi_edi_element(w->segment, 1), id = vmi_edi_element(w->segment, 4);
    if (x12_is_among(qualifier, customers))
        return;
    if (st->groups)
        walk_take_party(w, &st->place, &w->kept, qualifier, id, vmi_edi_element(w->segment, 2));
    else if (!vmi_slice_is(qualifier, "SE"))
        walk_take_n1(w);
    else if (!w->place.text.length && id.length)
        w->place = (struct edi_choice){walk_keep(w, id), UINT32_MAX - 1};
}

static void take_measurement(struct edi_walk *w)
{
    struct state *st = w->state;
    st->metered |= x12_is_among(st->transfer, "BJ PM ");
}

static void take_total(struct edi_walk *w)
{
    struct state *st = w->state;
    end_quantity(w);
    walk_check_items(w, 1, st->groups, w->items);
}

static void segment(struct edi_walk *w)
{
    static const struct x12_taker takers[] = {
        {TAG3('B', 'P', 'T'), take_head},     {TAG3('P', 'T', 'D'), take_group},
        {TAG2('N', '1'), take_party},         {TAG3('Q', 'T', 'Y'), take_quantity},
        {TAG3('L', 'I', 'N'), take_item},     {TAG3('U', 'I', 'T'), take_unit},
        {TAG3('D', 'T', 'M'), take_day},      {TAG3('M', 'E', 'A'), take_measurement},
        {TAG3('P', 'O', '4'), x12_take_pack}, {TAG3('C', 'T', 'T'), take_total},
    };
    x12_take_segment(w, takers, VMI_COUNT(takers));
}

const struct edi_message edi_x12_867 = {
    .row = {"867", "product transfer and resale"},
    .family = VMI_EDI_X12,
    .group = "PT",
    .segments = "BPT! CUR DTM REF PER MEA PSA N1 N2 N3 N4 PTD! PRF MAN SII QTY LIN PO3 PO4 UIT AMT ITA "
                "PID PWK PKG DD LDT LM LQ LX FA1 FA2 SAC CTP CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = end_quantity,
};
