/*
 * 855, answer to a purchase order, and 865, answer to its change or a change by the vendor. An 855 may also be an order that
 * the vendor makes (BAK02 is AP). Else the answers (ACK) of a line say what is accepted: those with quantities are a
 * schedule, those without tell of the line what is different. A line without any goes by the answer to the whole.
 */
#include "message.h"
#include "x12_line.h"

struct shape {
    uint32_t tag;
    const struct edi_code_table *whole, *answers;
    const char *sublines;
    size_t quantity, unit, ids;
    bool changes;
};

static const struct shape order = {
    TAG3('P', 'O', '1'), &edi_bak_855, &edi_ack_855, "855/segment", 2, 3, 6, false};
static const struct shape change = {
    TAG3('P', 'O', 'C'), &edi_bca_865, &edi_ack_865, "865/segment", 3, 5, 8, true};

enum { ACCEPTED, OPEN, REFUSED }; /* ranks of the codes of answers */

static const char due[] = "002 010 063 064 067 068 017 106 038 ";
static const char promised[] = "067 069 068 017 079 ";

struct state {
    struct vmi_slice answer, ref;
    const struct edi_code *code; /* of the answer to the whole; NULL: not known */
    bool vendors;                /* it is an order that the vendor made */
    struct vmi_date date;
    struct x12_day until;
    struct x12_line line;

    /* Of the line: */
    struct x12_waiting answers; /* accepted quantities */
    const struct edi_code *accepted, *refused;
    bool answered;
    struct vmi_slice value; /* of the first that counts */
    struct vmi_date day;    /* told without a quantity */
    vmi_decimal sum;
};

/* The vendor speaks; where nothing else is named the goods are for whom he speaks to. */
static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    st->until = X12_DAY_NONE;
    st->date = w->sent;
    w->place = (struct edi_choice){w->receiver, UINT32_MAX - 1};
}

static void take_answer(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice answer = vmi_edi_element(w->segment, 2);
    x12_take_purpose(w, vmi_edi_element(w->segment, 1));
    st->answer = walk_keep(w, answer);
    st->code = edi_code_find(shape->whole, answer);
    st->vendors = !shape->changes && vmi_slice_is(answer, "AP");
    st->ref = walk_keep(w, vmi_edi_element(w->segment, 3));
    if (!st->code && answer.length)
        walk_tell(w, VMI_CHECK_EDI_CODE, 2, "%s is no kind of answer that is known",
                  vmi_text_quote(answer, quoted));
}

/* BAK04 is the day of the order, BAK09 that of the answer. */
static void take_bak(struct edi_walk *w)
{
    struct state *st = w->state;
    take_answer(w, &order);
    struct vmi_date ordered = walk_date(w, 4), answered = walk_date(w, 9);
    st->date =
        st->vendors ? x12_first_date(ordered, answered, w->sent) : x12_first_date(answered, ordered, w->sent);
}

/* BCA10 is the day of the answer, BCA11 that of the change, BCA06 that of the order, which is too early for either. */
static void take_bca(struct edi_walk *w)
{
    struct state *st = w->state;
    take_answer(w, &change);
    struct vmi_date ordered = walk_date(w, 6), sent = w->sent;
    if (ordered.day != VMI_DAY_NONE && vmi_day_compare(sent.day, ordered.day) < 0)
        sent = ordered;
    st->date =
        x12_first_date(walk_date(w, 10), walk_date(w, 11), x12_first_date(sent, ordered, VMI_DATE_NONE));
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

static bool is_deletion(const struct state *st, const struct shape *shape)
{
    return shape->changes && st->line.fact.kind == VMI_CANCELLED;
}

/* The line is refused. Of an order nothing is open; of a change the order stays as it was. */
static void refuse(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact *f = &st->line.fact;
    if (shape->changes) {
        walk_pass(w, f->element, f->value, "a change that is refused, so that the order stays as it was");
        return;
    }
    f->quantity = 0;
    f->until = VMI_DATE_NONE;
    walk_put(w, f);
}

/* What is accepted stands in the days (SCH), else in the answers, else in the line. */
static bool accept(struct edi_walk *w)
{
    struct state *st = w->state;
    struct x12_line *line = &st->line;
    bool scheduled = line->parts.first;
    if (!st->answers.first || scheduled) {
        if (st->answers.first)
            line->fact.quantity = st->sum;
        if (line->until.date.day == VMI_DAY_NONE)
            line->until.date = st->day;
        return x12_line_end(w, line);
    }
    for (struct x12_held *h = st->answers.first; h; h = h->next) {
        h->fact.location = line->fact.location;
        if (h->fact.until.day == VMI_DAY_NONE && h->fact.code->rank == ACCEPTED)
            h->fact.until = st->day.day != VMI_DAY_NONE ? st->day : line->until.date;
    }
    x12_release(w, &st->answers);
    return true;
}

/* By the answers of the line, or else by that to the whole. */
static void settle_line(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact *f = &st->line.fact;
    const struct edi_code *code = st->accepted ? st->accepted : st->refused;
    f->value = st->value;
    f->element = shape->answers->element;
    if (!st->answered) {
        code = st->code;
        f->value = st->answer;
        f->element = shape->whole->element;
    } else if (!code) {
        return; /* on hold, which has been counted */
    }
    if (!code || code->kind == EDI_NOTHING) {
        walk_pass(w, f->element, f->value, code ? code->meaning : "not known");
    } else if (code->rank == REFUSED) {
        refuse(w, shape);
    } else {
        if (is_deletion(st, shape))
            x12_forget(w, &st->answers);
        if (!accept(w))
            walk_tell(w, VMI_CHECK_EDI_CODE, 0, "the line before it has no quantity");
    }
}

static void end_line(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    if (!st->line.open)
        return;
    if (!st->vendors)
        settle_line(w, shape);
    else if (!x12_line_end(w, &st->line))
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "PO1 before it has no quantity");
    st->line.open = false;
    x12_forget(w, &st->line.parts);
    x12_forget(w, &st->answers);
}

/* POC as in 860: POC03 is what the line is now, POC04 what is left of it where it is deleted. */
static void take_line(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    vmi_decimal left;
    end_line(w, shape);
    walk_begin_item(w);
    walk_take_pairs(w, shape->ids);
    st->accepted = st->refused = NULL;
    st->answered = false;
    st->day = VMI_DATE_NONE;
    st->sum = 0;
    f.element = shape->whole->element;
    f.value = st->answer;
    f.kind = st->vendors ? VMI_ORDERED : VMI_CONFIRMED;
    f.date = st->date;
    f.ref = st->ref;
    f.unit = vmi_edi_element(w->segment, shape->unit);
    if (st->vendors)
        f.until = st->until.date;
    if (shape->changes && vmi_slice_is(vmi_edi_element(w->segment, 2), "DI"))
        f.kind = VMI_CANCELLED;
    if (f.kind == VMI_CANCELLED && walk_number(w, 4, 0, &f, &left) && left > 0)
        f.quantity = left;
    else
        walk_number(w, shape->quantity, 0, &f, &f.quantity);
    x12_line_begin(w, &st->line, &f, st->vendors ? due : promised);
    st->line.told = f.quantity == VMI_DECIMAL_UNKNOWN && vmi_edi_element(w->segment, shape->quantity).length;
}

/* ---- answers to a line ---------------------------------------------------------------------------------- */

/* An accepted answer: a quantity of its own, or only a day. */
static void take_accepted(struct edi_walk *w, const struct shape *shape, const struct edi_code *code,
                          struct vmi_slice value)
{
    struct state *st = w->state;
    struct vmi_slice unit = vmi_edi_element(w->segment, 3);
    struct edi_fact f = st->line.fact;
    f.code = code;
    f.element = shape->answers->element;
    f.value = value;
    f.unit = unit.length ? unit : f.unit;
    f.position = 0;
    f.until = walk_date(w, 5);
    if (!st->accepted) {
        st->accepted = code;
        st->value = walk_keep_item(w, value);
    }
    if (walk_number(w, 2, 0, &f, &f.quantity)) {
        x12_hold(w, &st->answers, &f);
        if (!vmi_decimal_add(st->sum, f.quantity, &st->sum))
            st->sum = f.quantity; /* what the days of the line are held against, which is told then */
    } else if (st->day.day == VMI_DAY_NONE) {
        st->day = f.until;
    }
}

static void take_ack(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice value = vmi_edi_element(w->segment, 1);
    const struct edi_code *code = edi_code_find(shape->answers, value);
    if (!st->line.open) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "stands under no line");
    } else if (st->vendors) {
        walk_pass(w, shape->answers->element, value, "an answer to an order that the vendor made itself");
    } else if (!code) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 1, "%s is no answer that is known", vmi_text_quote(value, quoted));
        walk_pass(w, shape->answers->element, value, "not known");
        st->answered = true;
    } else if (code->kind == EDI_NOTHING) {
        walk_pass(w, shape->answers->element, value, code->meaning);
        st->answered = true;
    } else if (code->rank == REFUSED) {
        if (!st->refused && !st->accepted)
            st->value = walk_keep_item(w, value);
        st->refused = code;
        st->answered = true;
    } else {
        take_accepted(w, shape, code, value);
        st->answered = true;
    }
}

static void segment(struct edi_walk *w, const struct shape *shape)
{
    struct state *st = w->state;
    uint32_t tag = edi_tag(w->segment);
    if (tag == shape->tag) {
        take_line(w, shape);
    } else if (tag == TAG3('A', 'C', 'K')) {
        take_ack(w, shape);
    } else if (x12_line_take(w, &st->line)) {
        return;
    } else if (tag == TAG2('N', '1')) {
        walk_take_n1(w);
    } else if (tag == TAG3('D', 'T', 'M')) {
        x12_take_day(w, &st->until, due);
    } else if (tag == TAG3('P', 'O', '4')) {
        x12_take_pack(w);
    } else if (tag == TAG3('S', 'L', 'N')) {
        x12_pass_segment(w, shape->sublines, "what an item of the order consists of");
    } else if (tag == TAG3('C', 'T', 'T')) {
        end_line(w, shape);
        walk_check_items(w, 1, w->items, w->items);
    }
}

static void segment_855(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'A', 'K'))
        take_bak(w);
    else
        segment(w, &order);
}

static void segment_865(struct edi_walk *w)
{
    if (edi_tag(w->segment) == TAG3('B', 'C', 'A'))
        take_bca(w);
    else
        segment(w, &change);
}

static void end_855(struct edi_walk *w)
{
    end_line(w, &order);
}

static void end_865(struct edi_walk *w)
{
    end_line(w, &change);
}

const struct edi_message edi_x12_855 = {
    .row = {"855", "purchase order acknowledgement"},
    .family = VMI_EDI_X12,
    .group = "PR",
    .segments = "BAK! CUR REF PER TAX FOB CTP PAM CSH SAC ITD DIS INC DTM LIN SI PID MEA PWK PKG TD1 TD5 "
                "TD3 TD4 MAN PCT CTB TXI AMT LDT LM LQ N9 MSG N1 N2 N3 N4 NX2 MTX ADV PO1 CN1 PO3 PO4 "
                "IT8 IT3 SDQ SCH QTY ACK SLN LE LS CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_855,
    .end = end_855,
};

const struct edi_message edi_x12_865 = {
    .row = {"865", "purchase order change acknowledgement"},
    .family = VMI_EDI_X12,
    .group = "CA",
    .segments = "BCA! CUR REF PER TAX FOB CTP PAM CSH SAC ITD DIS INC DTM LIN SI PID MEA PWK PKG TD1 TD5 "
                "TD3 TD4 MAN PCT CTB TXI AMT LDT LM LQ N9 MSG N1 N2 N3 N4 NX2 MTX ADV POC CN1 PO3 PO4 "
                "IT8 IT3 SDQ SCH QTY ACK SLN LE LS CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment_865,
    .end = end_865,
};
