/*
 * 850, purchase order, and 860, its change by who placed it. An order that the customer confirms (BEG01 is 06) is one that
 * the vendor made. A change gives what the line is from then on, not what it differs by: dated on the day of the change it
 * takes the place of the order.
 */
#include "message.h"
#include "x12_line.h"

/* What of a line differs between the two: PO1 and POC. */
struct shape {
    uint32_t tag;
    const char *element;
    const char *sublines, *quantities;
    size_t quantity, unit, ids;
    bool changes;
};

static const struct shape order = {
    TAG3('P', 'O', '1'), "850/BEG01", "850/segment", "850/QTY01", 2, 3, 6, false};
static const struct shape change = {
    TAG3('P', 'O', 'C'), "860/POC02", "860/segment", "860/QTY01", 3, 5, 8, true};

/* When a line is due, the best first. */
static const char days[] = "002 010 063 064 067 068 017 106 038 ";

struct state {
    struct vmi_slice purpose, ref;
    int kind;
    struct vmi_date date;
    struct x12_day until; /* of the whole order */
    struct x12_line line;
};

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->kind = VMI_ORDERED;
    st->date = w->sent;
    st->until = X12_DAY_NONE;
}

static void take_purpose(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice purpose = vmi_edi_element(w->segment, 1);
    x12_take_purpose(w, purpose);
    st->purpose = walk_keep(w, purpose);
    if (x12_is_among(purpose, "01 03 "))
        st->kind = VMI_CANCELLED;
    st->ref = walk_keep(w, vmi_edi_element(w->segment, 3));
}

/*
 * When what takes the place of an order counts from: the day that is TOLD, else the interchange's; after the day on which
 * it was ORDERED, since what is ordered on one day adds up.
 */
static struct vmi_date day_of_change(const struct edi_walk *w, struct vmi_date told, struct vmi_date ordered)
{
    struct vmi_date date = x12_first_date(told, w->sent, ordered);
    bool known = date.day != VMI_DAY_NONE && ordered.day != VMI_DAY_NONE;
    return known && date.day <= ordered.day ? vmi_date_of_day(vmi_day_after(ordered.day, 1)) : date;
}

/* BEG05 is the day of the order, also where this one changes it (04) or takes its place (05). */
static void take_order(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_date ordered = walk_date(w, 5);
    take_purpose(w);
    if (vmi_slice_is(st->purpose, "06"))
        st->kind = VMI_CONFIRMED;
    st->date = x12_is_among(st->purpose, "04 05 ") ? day_of_change(w, VMI_DATE_NONE, ordered)
                                                   : x12_first_date(ordered, w->sent, VMI_DATE_NONE);
}

/* BCH11 is the day of the change, BCH10 that of its request, BCH06 that of the order. */
static void take_change(struct edi_walk *w)
{
    struct state *st = w->state;
    take_purpose(w);
    st->date =
        day_of_change(w, x12_first_date(walk_date(w, 11), walk_date(w, 10), VMI_DATE_NONE), walk_date(w, 6));
}

static void end_line(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct x12_line *line = &st->line;
    bool was_open = line->open;
    if (!was_open || x12_line_end(w, line))
        return;
    if (shape->changes)
        walk_pass(w, shape->element, line->fact.value, "a change of no quantity");
    else
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "PO1 before it has no quantity");
}

/*
 * POC03 is the quantity of the line as it is now, whether it went up (QI) or down (QD). What is deleted (DI) is what had
 * not arrived, POC04; some send 0 there, and mean all.
 */
static bool read_change(struct edi_walk *w, struct edi_fact *f)
{
    vmi_decimal left;
    if (vmi_slice_is(f->value, "DI"))
        f->kind = VMI_CANCELLED;
    if (f->kind == VMI_CANCELLED && walk_number(w, 4, 0, f, &left) && left > 0) {
        f->quantity = left;
        return true;
    }
    return false;
}

static void take_line(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    end_line(w, shape);
    walk_begin_item(w);
    walk_take_pairs(w, shape->ids);
    f.element = shape->element;
    f.value = shape->changes ? walk_keep_item(w, vmi_edi_element(w->segment, 2)) : st->purpose;
    f.kind = st->kind;
    f.date = st->date;
    f.until = st->until.date;
    f.ref = st->ref;
    f.unit = vmi_edi_element(w->segment, shape->unit);
    if (!shape->changes || !read_change(w, &f))
        walk_number(w, shape->quantity, 0, &f, &f.quantity);
    x12_line_begin(w, &st->line, &f, days);
    st->line.told = f.quantity == VMI_DECIMAL_UNKNOWN && vmi_edi_element(w->segment, shape->quantity).length;
}

static void segment(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    uint32_t tag = edi_tag(w->segment);
    if (tag == shape->tag) {
        take_line(w, shape);
    } else if (x12_line_take(w, &st->line)) {
        return;
    } else if (tag == TAG2('N', '1')) {
        walk_take_n1(w);
    } else if (tag == TAG3('D', 'T', 'M')) {
        x12_take_day(w, &st->until, days);
    } else if (tag == TAG3('P', 'O', '4')) {
        x12_take_pack(w);
    } else if (tag == TAG3('S', 'L', 'N')) {
        x12_pass_segment(w, shape->sublines, "what an item of the order consists of");
    } else if (tag == TAG3('Q', 'T', 'Y')) {
        walk_pass(w, shape->quantities, vmi_edi_element(w->segment, 1), "told beside what is ordered");
    } else if (tag == TAG3('C', 'T', 'T')) {
        end_line(w, shape);
        walk_check_items(w, 1, w->items, w->items);
    }
}

static void segment_850(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'E', 'G'))
        take_order(w);
    else
        segment(w, &order);
}

static void segment_860(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'C', 'H'))
        take_change(w);
    else
        segment(w, &change);
}

static void end_850(struct edi_walk *w)
{
    end_line(w, &order);
}

static void end_860(struct edi_walk *w)
{
    end_line(w, &change);
}

const struct edi_message edi_x12_850 = {
    .row = {"850", "purchase order"},
    .family = VMI_EDI_X12,
    .group = "PO",
    .segments = "BEG! CUR REF PER TAX FOB CTP PAM CSH SAC AMT ITD DIS INC DTM LIN SI PID MEA PWK PKG TD1 "
                "TD5 TD3 TD4 MAN PCT CTB TXI LDT LM LQ N9 MSG N1 N2 N3 N4 NX2 G61 MTX SPI CB1 ADV PO1! "
                "CN1 PO3 PO4 IT8 CSH SDQ SCH QTY SLN LE LS IT3 CTT G95 FGS ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_850,
    .end = end_850,
};

const struct edi_message edi_x12_860 = {
    .row = {"860", "purchase order change"},
    .family = VMI_EDI_X12,
    .group = "PC",
    .segments = "BCH! CUR REF PER TAX FOB CTP PAM CSH SAC AMT ITD DIS INC DTM LIN SI PID MEA PWK PKG TD1 "
                "TD5 TD3 TD4 MAN PCT CTB TXI LDT LM LQ N9 MSG N1 N2 N3 N4 NX2 G61 MTX SPI CB1 ADV POC "
                "CN1 PO3 PO4 IT8 CSH SDQ SCH QTY SLN LE LS IT3 CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_860,
    .end = end_860,
};
