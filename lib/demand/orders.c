#include "orders.h"

#include <stdlib.h>

#include "level.h"
#include "vmi/memory.h"

/* What one order was told so far. */
struct ref_state {
    uint32_t ref;
    int32_t ordered_on, confirmed_on; /* the day whose records are being added up; VMI_DAY_NONE: none yet */
    vmi_decimal consumed;             /* taken from what was ordered: shipped, received, cancelled */
};

struct following {
    struct orders *orders;
    const struct vmi_history *history;
    struct ref_state *refs;
    size_t ref_count, ref_capacity;
    struct vmi_moment levels[2]; /* of on_order and in_transit; what is not later does not act on them */
    int lead;
};

/* ---- lines ----------------------------------------------------------------------------------------- */

static void add_line(struct orders *o, uint32_t ref, bool in_transit, int32_t due, vmi_decimal quantity)
{
    if (quantity <= 0)
        return;
    o->lines = vmi_grow(o->lines, &o->capacity, o->count + 1, sizeof *o->lines);
    o->lines[o->count++] = (struct open_line){ref, in_transit, due, quantity};
}

static struct open_line *earliest_line(struct orders *o, uint32_t ref, bool in_transit)
{
    struct open_line *earliest = NULL;
    for (size_t i = 0; i < o->count; i++) {
        struct open_line *line = &o->lines[i];
        if (line->ref == ref && line->in_transit == in_transit && line->quantity > 0 &&
            (!earliest || vmi_day_compare(line->due, earliest->due) < 0))
            earliest = line;
    }
    return earliest;
}

/* Takes up to QUANTITY, what is due first before the rest; returns what could not be taken. *DUE is of the last line. */
static vmi_decimal take(struct orders *o, uint32_t ref, bool in_transit, vmi_decimal quantity, int32_t *due)
{
    struct open_line *line;
    while (quantity > 0 && (line = earliest_line(o, ref, in_transit))) {
        vmi_decimal taken = line->quantity < quantity ? line->quantity : quantity;
        line->quantity -= taken;
        quantity -= taken;
        *due = line->due;
    }
    return quantity;
}

static void drop_lines(struct orders *o, uint32_t ref, bool in_transit)
{
    for (size_t i = 0; i < o->count; i++)
        if (o->lines[i].ref == ref && o->lines[i].in_transit == in_transit)
            o->lines[i].quantity = 0;
}

/* ---- documents ------------------------------------------------------------------------------------- */

static struct ref_state *state_of(struct following *f, uint32_t ref)
{
    for (size_t i = f->ref_count; i > 0; i--) /* the newest orders are asked for most */
        if (f->refs[i - 1].ref == ref)
            return &f->refs[i - 1];
    f->refs = vmi_grow(f->refs, &f->ref_capacity, f->ref_count + 1, sizeof *f->refs);
    f->refs[f->ref_count] = (struct ref_state){ref, VMI_DAY_NONE, VMI_DAY_NONE, 0};
    return &f->refs[f->ref_count++];
}

static int32_t due_of(const struct following *f, const struct vmi_fact *fact)
{
    if (fact->until != VMI_DAY_NONE)
        return fact->until;
    return f->lead >= 0 ? vmi_day_after(fact->day, f->lead) : VMI_DAY_NONE;
}

static bool acts_on(const struct following *f, const struct vmi_fact *fact, bool in_transit)
{
    return !f->levels[in_transit].known || vmi_fact_is_after(fact, &f->levels[in_transit]);
}

/* Of `ordered`, the records of the latest day stand, less what has left the order already. */
static void on_ordered(struct following *f, const struct vmi_fact *fact)
{
    struct ref_state *ref = state_of(f, fact->ref);
    vmi_decimal consumed = 0;
    int32_t due;
    if (!acts_on(f, fact, false))
        return;
    if (ref->ordered_on != fact->day) {
        drop_lines(f->orders, fact->ref, false);
        consumed = ref->consumed;
    }
    ref->ordered_on = fact->day;
    add_line(f->orders, fact->ref, false, due_of(f, fact), fact->quantity);
    take(f->orders, fact->ref, false, consumed, &due);
}

/* `confirmed` says what is open from here on; those of one day are a schedule. */
static void on_confirmed(struct following *f, const struct vmi_fact *fact)
{
    struct ref_state *ref = state_of(f, fact->ref);
    if (!acts_on(f, fact, false))
        return;
    struct open_line *open = earliest_line(f->orders, fact->ref, false);
    int32_t due = fact->until != VMI_DAY_NONE ? fact->until : open ? open->due : due_of(f, fact);
    /* An order that the feed's figure for all orders holds already is told apart from it, not added to it. */
    bool in_pool = fact->ref && ref->ordered_on == VMI_DAY_NONE &&
                   (ref->confirmed_on == VMI_DAY_NONE || ref->confirmed_on == fact->day);
    if (ref->confirmed_on != fact->day)
        drop_lines(f->orders, fact->ref, false);
    ref->confirmed_on = fact->day;
    if (in_pool && fact->quantity > 0)
        take(f->orders, 0, false, fact->quantity, &(int32_t){0});
    add_line(f->orders, fact->ref, false, due, fact->quantity);
}

/* What a ref does not have itself is taken from the feed's figure for all orders together (ref 0). */
static void take_from_order(struct following *f, uint32_t ref, vmi_decimal quantity, int32_t *due)
{
    vmi_decimal rest = take(f->orders, ref, false, quantity, due);
    if (ref)
        take(f->orders, 0, false, rest, due);
}

static bool on_shipped(struct following *f, const struct vmi_fact *fact)
{
    struct ref_state *ref = state_of(f, fact->ref);
    int32_t due = VMI_DAY_NONE;
    if (!vmi_decimal_add(ref->consumed, fact->quantity, &ref->consumed))
        return false;
    if (acts_on(f, fact, false))
        take_from_order(f, fact->ref, fact->quantity, &due);
    if (fact->until != VMI_DAY_NONE)
        due = fact->until;
    if (acts_on(f, fact, true))
        add_line(f->orders, fact->ref, true, due, fact->quantity);
    return true;
}

/* A receipt against an order closes first what is on the road. */
static bool receive_ref(struct following *f, const struct vmi_fact *fact, uint32_t ref, vmi_decimal *quantity)
{
    int32_t due;
    vmi_decimal rest = *quantity;
    if (acts_on(f, fact, true))
        rest = take(f->orders, ref, true, rest, &due);
    *quantity = rest;
    if (acts_on(f, fact, false))
        *quantity = take(f->orders, ref, false, rest, &due);
    /* A receipt that names no order goes on to the next with what this one did not take. */
    vmi_decimal consumed = fact->ref ? rest : rest - *quantity;
    return ref == 0 || vmi_decimal_add(state_of(f, ref)->consumed, consumed, &state_of(f, ref)->consumed);
}

/* Of the open lines that RECEIPT acts on the one that is due first; of equals the one whose order's number sorts first. */
static struct open_line *next_to_close(struct following *f, const struct vmi_fact *receipt)
{
    struct open_line *next = NULL;
    for (size_t i = 0; i < f->orders->count; i++) {
        struct open_line *line = &f->orders->lines[i];
        if (line->quantity <= 0 || !acts_on(f, receipt, line->in_transit))
            continue;
        int order = next ? vmi_day_compare(line->due, next->due) : -1;
        if (order == 0 && line->ref != next->ref)
            order = vmi_slice_compare(vmi_history_ref(f->history, line->ref),
                                      vmi_history_ref(f->history, next->ref));
        if (order < 0)
            next = line;
    }
    return next;
}

static bool on_received(struct following *f, const struct vmi_fact *fact)
{
    vmi_decimal rest = fact->quantity;
    if (fact->ref) {
        if (!receive_ref(f, fact, fact->ref, &rest))
            return false;
        return receive_ref(f, fact, 0, &rest);
    }
    for (struct open_line *line; rest > 0 && (line = next_to_close(f, fact));)
        if (!receive_ref(f, fact, line->ref, &rest))
            return false;
    return true;
}

static bool on_cancelled(struct following *f, const struct vmi_fact *fact)
{
    int32_t due;
    struct ref_state *ref = state_of(f, fact->ref);
    if (!vmi_decimal_add(ref->consumed, fact->quantity, &ref->consumed))
        return false;
    if (acts_on(f, fact, false))
        take_from_order(f, fact->ref, fact->quantity, &due);
    return true;
}

/* ---- in the order of time -------------------------------------------------------------------------- */

/* Within a day, what must come first for the rest to make sense. */
static int rank(enum vmi_measure measure)
{
    static const enum vmi_measure ranks[] = {VMI_ORDERED, VMI_CONFIRMED, VMI_SHIPPED, VMI_RECEIVED,
                                             VMI_CANCELLED};
    int i = 0;
    while (ranks[i] != measure)
        i++;
    return i;
}

static int32_t acting_day(const struct vmi_fact *fact)
{
    return fact->measure == VMI_RECEIVED ? vmi_fact_last_day(fact) : fact->day;
}

static int compare_in_time(const void *left, const void *right)
{
    const struct vmi_fact *a = *(const struct vmi_fact *const *)left,
                          *b = *(const struct vmi_fact *const *)right;
    int order = vmi_day_compare(acting_day(a), acting_day(b));
    if (!order)
        order = (a->instant > b->instant) - (a->instant < b->instant);
    if (!order)
        order = rank(a->measure) - rank(b->measure);
    if (!order)
        order = (a->order > b->order) - (a->order < b->order);
    return order;
}

static bool follow(struct following *f, const struct vmi_fact *fact)
{
    switch (fact->measure) {
    case VMI_ORDERED:
        on_ordered(f, fact);
        return true;
    case VMI_CONFIRMED:
        on_confirmed(f, fact);
        return true;
    case VMI_SHIPPED:
        return on_shipped(f, fact);
    case VMI_RECEIVED:
        return on_received(f, fact);
    case VMI_CANCELLED:
        return on_cancelled(f, fact);
    default:
        return true;
    }
}

/* True when a later record of the day states the same again: what is ordered, or confirmed, on a ref for a due day. */
static bool is_restated(const struct vmi_fact *const *facts, size_t count)
{
    const struct vmi_fact *fact = facts[0];
    if (fact->measure != VMI_ORDERED && fact->measure != VMI_CONFIRMED)
        return false;
    for (size_t i = 1; i < count && acting_day(facts[i]) == fact->day; i++)
        if (facts[i]->measure == fact->measure && facts[i]->ref == fact->ref &&
            facts[i]->until == fact->until)
            return true;
    return false;
}

/* The feed's own figure, by ref; one without a due day was ordered on its day at the latest. */
static void start_from_level(struct following *f, const struct vmi_item *item, enum vmi_measure measure,
                             int32_t day)
{
    bool in_transit = measure == VMI_IN_TRANSIT;
    struct vmi_fact *facts;
    size_t count = level_facts(item, measure, day, &facts, &f->levels[in_transit]);
    for (size_t i = 0; i < count; i++) {
        int32_t stated = facts[i].day == VMI_DAY_NONE ? day : facts[i].day, due = facts[i].until;
        if (due == VMI_DAY_NONE && f->lead >= 0)
            due = vmi_day_after(stated, f->lead);
        add_line(f->orders, facts[i].ref, in_transit, due, facts[i].quantity);
    }
    free(facts);
}

bool orders_follow(struct orders *orders, const struct vmi_history *history, const struct vmi_item *item,
                   int32_t day, bool from_feed, int lead)
{
    struct following f = {.orders = orders, .history = history, .lead = lead};
    const struct vmi_fact **facts = vmi_alloc(item->count * sizeof *facts);
    size_t count = 0;
    bool good = true;
    if (from_feed) {
        start_from_level(&f, item, VMI_ON_ORDER, day);
        start_from_level(&f, item, VMI_IN_TRANSIT, day);
    }
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->facts[i];
        bool document = vmi_measures[fact->measure].kind == VMI_DOCUMENT || fact->measure == VMI_RECEIVED;
        if (document && (day == VMI_DAY_NONE || acting_day(fact) <= day))
            facts[count++] = fact;
    }
    if (count > 1)
        qsort(facts, count, sizeof *facts, compare_in_time);
    for (size_t i = 0; i < count && good; i++)
        good = is_restated(facts + i, count - i) || follow(&f, facts[i]);
    free(facts);
    free(f.refs);
    return good;
}
