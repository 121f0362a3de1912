/*
 * 861, receiving advice: what arrived of each item (RCD), whose ids, order and day follow it. Whether what arrived damaged
 * is in the quantity differs between partners (received_damaged of the profile).
 */
#include "message.h"
#include "x12.h"

/* When it was received, the best first. */
static const char days[] = "050 035 922 ";

struct state {
    struct vmi_slice type, ref;
    struct vmi_date advised; /* BRA02 */
    struct x12_day day;
    struct edi_fact fact; /* of the line */
    bool open;
    struct x12_day line_day;
    struct edi_choice place;
};

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->advised = VMI_DATE_NONE;
    st->day = X12_DAY_NONE;
}

static void take_head(struct edi_walk *w)
{
    struct state *st = w->state;
    st->advised = walk_date(w, 2);
    x12_take_purpose(w, vmi_edi_element(w->segment, 3));
    st->type = walk_keep(w, vmi_edi_element(w->segment, 4));
}

static void end_line(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact *f = &st->fact;
    if (!st->open)
        return;
    st->open = false;
    f->date =
        x12_first_date(st->line_day.date, st->day.date, x12_first_date(st->advised, w->sent, VMI_DATE_NONE));
    f->location = st->place.text;
    if (!f->ref.length)
        f->ref = st->ref;
    walk_put(w, f);
}

/* One of five quantities that are in question, with its unit and what is wrong. */
static void take_condition(struct edi_walk *w, size_t n)
{
    struct edi_fact *f = &((struct state *)w->state)->fact;
    struct vmi_slice value = vmi_edi_element(w->segment, n + 2);
    const struct edi_code *code = edi_code_find(&edi_rcd_condition, value);
    char quoted[VMI_QUOTED_SIZE];
    vmi_decimal quantity;
    if (!value.length || !walk_number(w, n, 0, NULL, &quantity))
        return;
    if (!code)
        walk_tell(w, VMI_CHECK_EDI_CODE, n + 2, "%s is no condition that is known",
                  vmi_text_quote(value, quoted));
    if (code && code->rank == 1 && w->profile->received_damaged && f->quantity != VMI_DECIMAL_UNKNOWN &&
        vmi_decimal_subtract(f->quantity, quantity, &f->quantity))
        return;
    walk_pass(w, edi_rcd_condition.element, value, code ? code->meaning : "not known");
}

static void take_line(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    vmi_decimal returned;
    end_line(w);
    walk_begin_item(w);
    f.element = "861/BRA04";
    f.value = st->type;
    f.kind = VMI_RECEIVED;
    f.unit = walk_keep_item(w, vmi_edi_component(w->segment, 3, 1));
    st->line_day = X12_DAY_NONE;
    st->place = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    st->open = walk_number(w, 2, 0, &f, &f.quantity);
    walk_mark(w, &f);
    st->fact = f;
    if (walk_number(w, 4, 0, NULL, &returned))
        walk_pass(w, "861/element", VMI_SLICE("RCD04"), "sent back at once, so that it never was in stock");
    else if (!st->open && !vmi_edi_element(w->segment, 2).length)
        walk_tell(w, VMI_CHECK_EDI_CODE, 2, "has no quantity");
    for (size_t n = 6; n <= 18; n += 3)
        take_condition(w, n);
}

static void take_ids(struct edi_walk *w)
{
    struct edi_fact *f = &((struct state *)w->state)->fact;
    walk_take_pairs(w, 2);
    if (!f->lot.length)
        f->lot = walk_keep_item(w, x12_id(w, 2, "LT"));
    if (!f->ref.length)
        f->ref = walk_keep_item(w, x12_id(w, 2, "PO"));
}

static void take_order(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice number = vmi_edi_element(w->segment, 1);
    if (st->open)
        st->fact.ref = walk_keep_item(w, number);
    else if (!w->items && !st->ref.length)
        st->ref = walk_keep(w, number);
}

static void take_day(struct edi_walk *w)
{
    struct state *st = w->state;
    struct x12_day expires = X12_DAY_NONE;
    x12_take_day(w, w->items ? &st->line_day : &st->day, days);
    x12_take_day(w, &expires, "036 ");
    if (w->items && expires.date.day != VMI_DAY_NONE)
        st->fact.expires = expires.date.day;
}

static void take_reference(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice qualifier = vmi_edi_element(w->segment, 1), text = vmi_edi_element(w->segment, 2);
    if (!w->items && vmi_slice_is(qualifier, "PO") && !st->ref.length)
        st->ref = walk_keep(w, text);
    else if (w->items && vmi_slice_is(qualifier, "PO") && !st->fact.ref.length)
        st->fact.ref = walk_keep_item(w, text);
    else if (w->items && vmi_slice_is(qualifier, "LT"))
        st->fact.lot = walk_keep_item(w, text);
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

static void pass_shipped(struct edi_walk *w)
{
    x12_pass_segment(w, "861/segment", "what was shipped, as the notice of it said");
}

static void take_total(struct edi_walk *w)
{
    end_line(w);
    walk_check_items(w, 1, w->items, w->items);
}

static void segment(struct edi_walk *w)
{
    static const struct x12_taker takers[] = {
        {TAG3('B', 'R', 'A'), take_head},    {TAG3('R', 'C', 'D'), take_line},
        {TAG3('L', 'I', 'N'), take_ids},     {TAG3('P', 'R', 'F'), take_order},
        {TAG3('D', 'T', 'M'), take_day},     {TAG3('R', 'E', 'F'), take_reference},
        {TAG2('N', '1'), take_party},        {TAG3('P', 'O', '4'), x12_take_pack},
        {TAG3('S', 'N', '1'), pass_shipped}, {TAG3('C', 'T', 'T'), take_total},
    };
    x12_take_segment(w, takers, VMI_COUNT(takers));
}

const struct edi_message edi_x12_861 = {
    .row = {"861", "receiving advice"},
    .family = VMI_EDI_X12,
    .group = "RC",
    .segments = "BRA! CUR REF PER DTM PRF TD1 TD5 TD3 TD4 PID MEA PWK PKG FOB SAC N1 N2 N3 N4 LM LQ RCD "
                "SN1 LIN PO4 MAN SLN CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = end_line,
};
