#include "orders.h"

#include <stdlib.h>

#include "level.h"
#include "vmi/documents.h"
#include "vmi/memory.h"

struct following {
    struct open_lines *open;
    struct vmi_moment levels[2]; /* of on_order and in_transit; what is not later does not act on them */
    int lead;
};

/* ---- documents ------------------------------------------------------------------------------------- */

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
    struct order_state *ref = open_lines_order(f->open, fact->ref);
    vmi_decimal consumed = 0;
    int32_t due;
    if (!acts_on(f, fact, false))
        return;
    if (ref->ordered_on != fact->day) {
        open_lines_drop(f->open, fact->ref, false);
        consumed = ref->consumed;
    }
    ref->ordered_on = fact->day;
    open_lines_add(f->open, fact->ref, false, due_of(f, fact), fact->quantity);
    open_lines_take(f->open, fact->ref, false, consumed, &due);
}

/* `confirmed` says what is open from here on; those of one day are a schedule. */
static void on_confirmed(struct following *f, const struct vmi_fact *fact)
{
    struct order_state *ref = open_lines_order(f->open, fact->ref);
    if (!acts_on(f, fact, false))
        return;
    const struct open_line *open = open_lines_earliest(f->open, fact->ref, false);
    int32_t due = fact->until != VMI_DAY_NONE ? fact->until : open ? open->due : due_of(f, fact);
    /* An order that the feed's figure for all orders holds already is told apart from it, not added to it. */
    bool in_pool = fact->ref && ref->ordered_on == VMI_DAY_NONE &&
                   (ref->confirmed_on == VMI_DAY_NONE || ref->confirmed_on == fact->day);
    if (ref->confirmed_on != fact->day)
        open_lines_drop(f->open, fact->ref, false);
    ref->confirmed_on = fact->day;
    if (in_pool && fact->quantity > 0)
        open_lines_take(f->open, 0, false, fact->quantity, &(int32_t){0});
    open_lines_add(f->open, fact->ref, false, due, fact->quantity);
}

/* What a ref does not have itself is taken from the feed's figure for all orders together (ref 0). */
static void take_from_order(struct following *f, uint32_t ref, vmi_decimal quantity, int32_t *due)
{
    vmi_decimal rest = open_lines_take(f->open, ref, false, quantity, due);
    if (ref)
        open_lines_take(f->open, 0, false, rest, due);
}

static bool on_shipped(struct following *f, const struct vmi_fact *fact)
{
    struct order_state *ref = open_lines_order(f->open, fact->ref);
    int32_t due = VMI_DAY_NONE;
    if (!vmi_decimal_add(ref->consumed, fact->quantity, &ref->consumed))
        return false;
    if (acts_on(f, fact, false))
        take_from_order(f, fact->ref, fact->quantity, &due);
    if (fact->until != VMI_DAY_NONE)
        due = fact->until;
    if (acts_on(f, fact, true))
        open_lines_add(f->open, fact->ref, true, due, fact->quantity);
    return true;
}

/* A receipt against an order closes first what is on the road. */
static bool receive_ref(struct following *f, const struct vmi_fact *fact, uint32_t ref, vmi_decimal *quantity)
{
    int32_t due;
    vmi_decimal rest = *quantity;
    if (acts_on(f, fact, true))
        rest = open_lines_take(f->open, ref, true, rest, &due);
    *quantity = rest;
    if (acts_on(f, fact, false))
        *quantity = open_lines_take(f->open, ref, false, rest, &due);
    /* A receipt that names no order goes on to the next with what this one did not take. */
    vmi_decimal consumed = fact->ref ? rest : rest - *quantity;
    vmi_decimal *sum = &open_lines_order(f->open, ref)->consumed;
    return ref == 0 || vmi_decimal_add(*sum, consumed, sum);
}

/* Of the open lines that RECEIPT acts on the one that is closed before the others. */
static const struct open_line *next_to_close(struct following *f, const struct vmi_fact *receipt)
{
    const struct open_line *next = NULL;
    for (int in_transit = 0; in_transit < 2; in_transit++) {
        const struct open_line *line =
            acts_on(f, receipt, in_transit) ? open_lines_first(f->open, in_transit) : NULL;
        if (line && (!next || open_lines_before(f->open, line, next)))
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
    for (const struct open_line *line; rest > 0 && (line = next_to_close(f, fact));)
        if (!receive_ref(f, fact, line->ref, &rest))
            return false;
    return true;
}

static bool on_cancelled(struct following *f, const struct vmi_fact *fact)
{
    int32_t due;
    struct order_state *ref = open_lines_order(f->open, fact->ref);
    if (!vmi_decimal_add(ref->consumed, fact->quantity, &ref->consumed))
        return false;
    if (acts_on(f, fact, false))
        take_from_order(f, fact->ref, fact->quantity, &due);
    return true;
}

/* ---- in the order of time -------------------------------------------------------------------------- */

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

/* The feed's own figure, by ref; one without a due day was ordered on its day at the latest. */
static void start_from_level(struct following *f, const struct vmi_facts *item, enum vmi_measure measure,
                             int32_t day)
{
    bool in_transit = measure == VMI_IN_TRANSIT;
    struct vmi_fact *facts;
    size_t count = level_facts(item, measure, day, &facts, &f->levels[in_transit]);
    for (size_t i = 0; i < count; i++) {
        int32_t stated = facts[i].day == VMI_DAY_NONE ? day : facts[i].day, due = facts[i].until;
        if (due == VMI_DAY_NONE && f->lead >= 0)
            due = vmi_day_after(stated, f->lead);
        open_lines_add(f->open, facts[i].ref, in_transit, due, facts[i].quantity);
    }
    free(facts);
}

/* Every order that a line or a record names, and the feed's figure for all of them. */
static void index_orders(struct open_lines *open, const struct vmi_history *history,
                         const struct vmi_fact *const *facts, size_t count)
{
    uint32_t *refs = vmi_alloc((open->count + count + 1) * sizeof *refs);
    bool numberless = false;
    size_t used = 0;
    refs[used++] = 0;
    for (size_t i = 0; i < open->count; i++)
        refs[used++] = open->lines[i].ref;
    for (size_t i = 0; i < count; i++) {
        refs[used++] = facts[i]->ref;
        numberless |= facts[i]->measure == VMI_RECEIVED && !facts[i]->ref;
    }
    open_lines_index(open, history, refs, used, numberless);
    free(refs);
}

bool orders_follow(struct open_lines *open, const struct vmi_history *history, const struct vmi_facts *item,
                   int32_t day, bool from_feed, int lead)
{
    struct following f = {.open = open, .lead = lead};
    const struct vmi_fact **facts = vmi_alloc(item->count * sizeof *facts);
    size_t count = vmi_documents_in_time(item, day, facts);
    bool good = true;
    if (from_feed) {
        start_from_level(&f, item, VMI_ON_ORDER, day);
        start_from_level(&f, item, VMI_IN_TRANSIT, day);
    }
    if (count)
        index_orders(open, history, facts, count);
    for (size_t i = 0; i < count && good; i++)
        good = follow(&f, facts[i]);
    free(facts);
    return good;
}
