/*
 * INVRPT, inventory report: what a customer has of each item, by place, lot and status, and what moved.
 *
 * What is said of a quantity stands behind it, so each is put when the next one begins. INV tells which way goods moved, and
 * in what state they are: up to D.96B it stands behind its quantity, later before it.
 */
#include "edifact.h"

/* INV: the first codes of each element, from 1 on; 0 is none of them. */
enum direction { OUT = 1, IN };
enum status { ACCEPTED = 1, DAMAGED, BONDED, RESERVED };
enum reason {
    RECEPTION = 1,
    DELIVERY,
    SCRAPPED,
    DIFFERENCE,
    TRANSFER,
    INVENTORY,
    REVERSAL,
    DEFECTS,
    CONSUMPTION = 11
};

struct inventory {
    unsigned direction, status, reason;
};

/* What can be told of the message, of an item, or of a quantity. */
struct particulars {
    struct edi_choice place, party, order;
    struct edifact_date date;  /* on which a level is true, */
    struct edifact_date event; /* something moved, */
    struct edifact_date due;   /* and something is to come */
    struct edifact_date expiry;
    struct edifact_span span;
    struct edifact_lot lot;
    struct inventory inventory;
    bool part; /* of a total, perhaps */
};

struct state {
    struct edifact_head head;
    struct edifact_date made;
    struct particulars message, item, quantity;
    struct edi_fact fact; /* the quantity itself */
    bool open;            /* there is one */
    bool any;             /* the item has had one, */
    bool before;          /* and INV came before it */
    bool reference;       /* an RFF is the segment before, of which a date may follow */
};

static void forget(struct particulars *p)
{
    *p = (struct particulars){.place = EDIFACT_PLACE_NONE, .party = EDIFACT_PLACE_NONE};
}

static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    forget(&st->message);
    forget(&st->item);
    forget(&st->quantity);
}

/* ---- what INV makes of a quantity ----------------------------------------------------------------------- */

static void become(struct edi_fact *f, int kind)
{
    f->code = NULL;
    f->kind = kind;
}

static void adjust(struct edi_fact *f, bool in)
{
    become(f, in ? VMI_ADJUSTED : EDI_LOST);
}

/* Consumption is sold like any other, once, whichever code tells it. */
static void consume(struct edi_fact *f)
{
    static const struct edi_code moved = {"156", VMI_SOLD, EDI_SALES, 4, "moved out"};
    if (f->code->kind == EDI_NOTHING)
        f->code = &moved;
}

static void take_out(struct edi_fact *f, unsigned reason)
{
    if (reason == SCRAPPED || reason == DEFECTS)
        become(f, VMI_SCRAPPED);
    else if (reason == DIFFERENCE || reason == RECEPTION)
        adjust(f, false);
    else if (reason == TRANSFER)
        become(f, VMI_TRANSFERRED_OUT);
    else if (reason == REVERSAL)
        become(f, VMI_RETURNED);
    else
        consume(f);
}

static void bring_in(struct edi_fact *f, unsigned reason)
{
    if (reason == SCRAPPED || reason == DEFECTS || reason == DIFFERENCE)
        adjust(f, true);
    else if (reason == TRANSFER)
        become(f, VMI_TRANSFERRED_IN);
    else if (reason == REVERSAL)
        adjust(f, false);
    else if (reason == CONSUMPTION)
        become(f, VMI_RETURNED);
    else
        become(f, VMI_RECEIVED);
}

static void apply_inventory(struct edi_fact *f, struct inventory inventory)
{
    static const int kinds[] = {[DAMAGED] = VMI_ON_HOLD, [BONDED] = EDI_BONDED, [RESERVED] = VMI_ALLOCATED};
    if (edifact_rank("58 156 199", f->value)) {
        bool known = inventory.direction || !vmi_slice_is(f->value, "156");
        if (inventory.direction == IN || (!known && inventory.reason == RECEPTION))
            bring_in(f, inventory.reason);
        else if (known || inventory.reason)
            take_out(f, inventory.reason);
    } else if (inventory.status >= DAMAGED && f->code->family == EDI_STOCK) {
        become(f, kinds[inventory.status]);
    }
}

/* ---- the quantity is put -------------------------------------------------------------------------------- */

static bool is_flow(int kind)
{
    return kind == EDI_SIGNED_SOLD || kind == EDI_LOST ||
           (kind < VMI_MEASURES && vmi_measures[kind].kind == VMI_FLOW);
}

static void place_in_time(struct edi_walk *w, struct edi_fact *f, int kind)
{
    const struct state *st = w->state;
    const struct particulars *q = &st->quantity, *i = &st->item, *m = &st->message;
    const struct edifact_date *const levels[] = {&q->date, &i->date, &m->date, &m->span.through, &st->made};
    const struct edifact_date *const flows[] = {&q->event, &q->date, &i->event,
                                                &i->date,  &m->date, &st->made};
    const struct particulars *const all[] = {q, i, m};
    struct edi_period period = edifact_first_known(w, levels, VMI_COUNT(levels));
    f->date = period.last == VMI_DAY_NONE ? VMI_DATE_NONE : vmi_date_of_day(period.last);
    if (is_flow(kind)) {
        period = edifact_first_known(w, flows, VMI_COUNT(flows));
        for (size_t n = 0; n < VMI_COUNT(all); n++) {
            if (edifact_has_span(&all[n]->span)) {
                period = edifact_span(&all[n]->span);
                break;
            }
            if (all[n]->event.rank || (all[n]->date.rank && all[n] != m))
                break; /* it has a day of its own */
        }
        edifact_set_period(f, period, false);
    } else if (kind == EDI_OPENING && f->date.day != VMI_DAY_NONE) {
        if (!q->date.rank && !i->date.rank && m->span.since.rank)
            f->date = m->span.since.period.first;
        f->date = vmi_date_of_day(vmi_day_after(f->date.day, -1));
    }
}

static struct vmi_slice first_text(struct vmi_slice a, struct vmi_slice b)
{
    return a.length ? a : b;
}

/* The order that goods are of; for what is to come, also when. */
static void take_order(const struct state *st, struct edi_fact *f, int kind)
{
    const struct particulars *q = &st->quantity, *i = &st->item;
    bool coming = kind == VMI_ON_ORDER || kind == VMI_IN_TRANSIT;
    const struct edifact_date *due = q->due.rank ? &q->due : &i->due;
    if (coming || kind == VMI_RECEIVED)
        f->ref = first_text(q->order.text, i->order.text);
    if (coming && due->rank)
        f->until = vmi_date_of_day(due->period.last);
}

static void put_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    const struct particulars *q = &st->quantity, *i = &st->item;
    struct edi_fact *f = &st->fact;
    if (!st->open)
        return;
    st->open = false;
    apply_inventory(f, q->inventory);
    int kind = f->code ? f->code->kind : f->kind;
    place_in_time(w, f, kind);
    take_order(st, f, kind);
    f->location =
        first_text(first_text(q->place.text, q->party.text), first_text(i->place.text, i->party.text));
    f->lot = first_text(edifact_lot(&q->lot), edifact_lot(&i->lot));
    f->expires = edifact_period(q->expiry.rank ? &q->expiry : &i->expiry).last;
    f->part = q->part;
    walk_put(w, f);
}

/* ---- segments ------------------------------------------------------------------------------------------- */

static void take_item(struct edi_walk *w)
{
    struct state *st = w->state;
    put_quantity(w);
    walk_begin_item(w);
    forget(&st->item);
    forget(&st->quantity);
    st->any = st->before = false;
    edifact_take_line(w);
}

static void take_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact f, known = edi_fact_begin();
    put_quantity(w);
    vmi_arena_clear(&w->part_kept);
    forget(&st->quantity);
    st->any = true;
    place_in_time(w, &known, VMI_ON_HAND);
    known.location = first_text(st->item.place.text, st->item.party.text);
    if (!edifact_read_quantity(w, &edi_qty_6063, &known, &f))
        return;
    if (edifact_is_void(&st->head)) {
        walk_pass(w, f.element, f.value, edifact_is_void(&st->head));
        return;
    }
    st->fact = f;
    st->fact.unit = vmi_arena_dup(&w->part_kept, f.unit);
    st->quantity.part = st->item.part;
    if (st->before)
        st->quantity.inventory = st->item.inventory;
    st->open = true;
}

/* Before the first quantity of the item it is about those behind it, from then on too. */
static void take_inventory(struct edi_walk *w)
{
    struct state *st = w->state;
    struct inventory inventory = {
        edifact_rank("1 2", vmi_edi_component(w->segment, 1, 1)),
        edifact_rank("1 2 3 4", vmi_edi_component(w->segment, 2, 1)),
        edifact_rank("1 2 3 4 5 6 7 8 9 10 11", vmi_edi_component(w->segment, 3, 1)),
    };
    if (!st->any)
        st->before = true;
    if (st->before)
        put_quantity(w);
    if (st->before)
        st->item.inventory = inventory;
    else
        st->quantity.inventory = inventory;
}

/* What the segment at hand is about, and how long its texts are kept. */
static struct particulars *subject(struct edi_walk *w, struct vmi_arena **arena)
{
    struct state *st = w->state;
    *arena = st->any ? &w->part_kept : w->items ? &w->item_kept : &w->kept;
    return st->any ? &st->quantity : w->items ? &st->item : &st->message;
}

static void take_date(struct edi_walk *w, struct particulars *p)
{
    struct state *st = w->state;
    if (!w->items)
        edifact_take_date(w, "137", &st->made);
    if (!w->items && edifact_is(w, 1, 1, "137"))
        return;
    if (st->reference && edifact_is(w, 1, 1, "171"))
        return; /* of the reference before it */
    if (!edifact_take_date(w, w->items ? "366 7 179 171 137" : "366 7", &p->date) &&
        !edifact_take_date(w, "50 35 11", &p->event) &&
        !edifact_take_date(w, "69 2 17 132 191 67 63 64 10 76", &p->due) &&
        !edifact_take_date(w, "361 36", &p->expiry))
        edifact_take_span(w, &p->span);
}

static void take_lot(struct edi_walk *w, struct particulars *p, struct vmi_arena *arena)
{
    const struct state *st = w->state;
    if (edifact_take_lot(w, &p->lot, arena))
        p->part |= st->any;
}

static void take_particulars(struct edi_walk *w, uint32_t tag)
{
    struct state *st = w->state;
    struct vmi_arena *arena;
    struct particulars *p = subject(w, &arena);
    switch (tag) {
    case TAG3('L', 'O', 'C'):
        if (edifact_take_place(w, "14 18 19 7 162", &p->place, arena))
            p->part |= st->any;
        break;
    case TAG3('D', 'T', 'M'):
        take_date(w, p);
        break;
    case TAG3('R', 'F', 'F'):
        edifact_take_reference(w, "ON", &p->order, arena);
        break;
    case TAG3('N', 'A', 'D'):
        if (w->items)
            edifact_take_party(w, &p->party, arena);
        else
            walk_take_nad(w);
        break;
    case TAG3('C', 'P', 'S'):
        st->item.part = w->items > 0; /* the quantities in it, from here on */
        break;
    case TAG3('P', 'C', 'I'):
        p->part |= st->any;
        take_lot(w, p, arena);
        break;
    case TAG3('P', 'I', 'A'):
    case TAG3('G', 'I', 'N'):
        take_lot(w, p, arena);
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
    case TAG3('L', 'I', 'N'):
        take_item(w);
        break;
    case TAG3('P', 'I', 'A'):
        if (w->items)
            edifact_take_ids(w);
        take_particulars(w, tag);
        break;
    case TAG3('Q', 'T', 'Y'):
        take_quantity(w);
        break;
    case TAG3('I', 'N', 'V'):
        take_inventory(w);
        break;
    case TAG3('C', 'N', 'T'):
        if (edifact_is(w, 1, 1, "2"))
            walk_check_items(w, 1, w->items, w->items);
        break;
    default:
        take_particulars(w, tag);
    }
    st->reference = tag == TAG3('R', 'F', 'F') || (st->reference && tag == TAG3('D', 'T', 'M'));
}

const struct edi_message edi_edifact_invrpt = {
    .row = {"INVRPT", "inventory report"},
    .family = VMI_EDI_EDIFACT,
    .segments =
        "BGM! DTM! RFF NAD LOC CTA COM CUX FTX CPS PAC MEA PCI QTY GIN HAN DGS LIN PIA IMD ALI GIR INV "
        "STS PRI EQD SEL TDT MOA UNS CNT AUT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = put_quantity,
};
