#include "vmi/state.h"

#include <stdlib.h>

#include "orders.h"
#include "vmi/lots.h"
#include "vmi/memory.h"

static vmi_decimal or_zero(vmi_decimal value)
{
    return value == VMI_DECIMAL_UNKNOWN ? 0 : value;
}

bool vmi_stock_level_of(const struct vmi_facts *item, const struct vmi_terms *terms, int32_t day,
                        vmi_decimal *on_hand, struct vmi_moment *moment)
{
    struct vmi_moment other;
    vmi_decimal allocated, on_hold;
    if (!vmi_level_of(item, VMI_ON_HAND, day, on_hand, moment) ||
        !vmi_level_of(item, VMI_ALLOCATED, day, &allocated, &other) ||
        !vmi_level_of(item, VMI_ON_HOLD, day, &on_hold, &other))
        return false;
    if (!moment->known)
        return true;
    if (terms->allocated_in_on_hand == VMI_NO && !vmi_decimal_add(*on_hand, or_zero(allocated), on_hand))
        return false;
    return terms->on_hold_in_on_hand == VMI_NO || vmi_decimal_subtract(*on_hand, or_zero(on_hold), on_hand);
}

/* Adds what flows did to stock after the level, through DAY. */
static bool roll_forward(const struct vmi_facts *item, const struct vmi_moment *moment, int32_t day,
                         vmi_decimal *on_hand)
{
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        int sign = vmi_measures[fact->measure].stock;
        if (!sign || vmi_fact_last_day(fact) > day || !vmi_fact_is_after(fact, moment))
            continue;
        if (!vmi_decimal_add(*on_hand, sign * fact->quantity, on_hand))
            return false;
    }
    return true;
}

static bool has_any(const struct vmi_facts *item, enum vmi_measure measure)
{
    size_t count;
    vmi_item_facts(item, measure, &count);
    return count > 0;
}

static int compare_inbound(const void *left, const void *right)
{
    return vmi_day_compare(((const struct vmi_inbound *)left)->due, ((const struct vmi_inbound *)right)->due);
}

/* Sums the open lines, and lists them by due day. */
static bool sum_orders(const struct open_lines *open, struct vmi_arena *arena, struct vmi_state *state)
{
    size_t kept = 0;
    state->inbound = vmi_arena_alloc(arena, open->count * sizeof *state->inbound);
    for (size_t i = 0; i < open->count; i++) {
        const struct open_line *line = &open->lines[i];
        vmi_decimal *sum = line->in_transit ? &state->in_transit : &state->on_order;
        if (!vmi_decimal_add(or_zero(*sum), line->quantity, sum))
            return false;
        if (line->quantity > 0)
            state->inbound[state->inbound_count++] = (struct vmi_inbound){line->due, line->quantity};
    }
    if (state->inbound_count > 1)
        qsort(state->inbound, state->inbound_count, sizeof *state->inbound, compare_inbound);
    for (size_t i = 0; i < state->inbound_count; i++) {
        if (kept && state->inbound[kept - 1].due == state->inbound[i].due) {
            if (!vmi_decimal_add(state->inbound[kept - 1].quantity, state->inbound[i].quantity,
                                 &state->inbound[kept - 1].quantity))
                return false;
        } else {
            state->inbound[kept++] = state->inbound[i];
        }
    }
    state->inbound_count = kept;
    return true;
}

/* What the feed counts as on order, without what it counts as in transit too. */
static bool fed_orders(const struct vmi_facts *item, const struct vmi_terms *terms, int32_t day,
                       struct vmi_state *state)
{
    struct vmi_moment moment;
    if (!vmi_level_of(item, VMI_ON_ORDER, day, &state->fed_on_order, &moment) ||
        !vmi_level_of(item, VMI_IN_TRANSIT, day, &state->fed_in_transit, &moment))
        return false;
    if (terms->in_transit_in_on_order == VMI_YES && state->fed_on_order != VMI_DECIMAL_UNKNOWN) {
        vmi_decimal rest = state->fed_on_order - or_zero(state->fed_in_transit);
        state->fed_on_order = rest > 0 ? rest : 0;
    }
    return true;
}

/* By due day; of equals the one that came first. */
static int compare_due(const void *left, const void *right)
{
    const struct open_line *a = *(struct open_line *const *)left, *b = *(struct open_line *const *)right;
    int order = vmi_day_compare(a->due, b->due);
    return order ? order : a < b ? -1 : a > b;
}

/* Takes what is in transit out of the feed's on_order, what is due first before the rest. */
static void separate_transit(struct open_lines *open, vmi_decimal in_transit)
{
    struct open_line **ordered = vmi_alloc(open->count * sizeof *ordered);
    size_t count = 0;
    for (size_t i = 0; i < open->count; i++)
        if (!open->lines[i].in_transit)
            ordered[count++] = &open->lines[i];
    if (count > 1)
        qsort(ordered, count, sizeof *ordered, compare_due);
    for (size_t i = 0; i < count && in_transit > 0; i++) {
        vmi_decimal taken = ordered[i]->quantity < in_transit ? ordered[i]->quantity : in_transit;
        ordered[i]->quantity -= taken;
        in_transit -= taken;
    }
    free(ordered);
}

/* What is so long overdue that the parties take it as closed: it is not on its way any more. */
static void close_overdue(struct open_lines *open, const struct vmi_terms *terms, int32_t day)
{
    if (terms->close_after == VMI_DECIMAL_UNKNOWN || day == VMI_DAY_NONE)
        return;
    int64_t days = (terms->close_after + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE;
    for (size_t i = 0; i < open->count; i++)
        if (open->lines[i].due != VMI_DAY_NONE && day > open->lines[i].due + days)
            open->lines[i].quantity = 0;
}

static bool open_orders(const struct vmi_history *history, const struct vmi_facts *item,
                        const struct vmi_terms *terms, int32_t day, struct vmi_arena *arena,
                        struct vmi_state *state)
{
    struct open_lines open = {0};
    int lead = -1;
    if (terms->lead_time != VMI_DECIMAL_UNKNOWN)
        lead = (int)((terms->lead_time + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE);
    state->from_documents = terms->on_order_from == VMI_FROM_DOCUMENTS ||
                            (terms->on_order_from == VMI_FROM_AUTO && has_any(item, VMI_ORDERED));
    bool good = fed_orders(item, terms, day, state) &&
                orders_follow(&open, history, item, day, !state->from_documents, lead);
    if (good && !state->from_documents && terms->in_transit_in_on_order == VMI_YES)
        separate_transit(&open, or_zero(state->fed_in_transit));
    if (good && state->from_documents)
        close_overdue(&open, terms, day);
    bool any_document =
        has_any(item, VMI_ORDERED) || has_any(item, VMI_CONFIRMED) || has_any(item, VMI_SHIPPED);
    if (state->from_documents ? any_document : state->fed_on_order != VMI_DECIMAL_UNKNOWN)
        state->on_order = 0;
    if (state->from_documents ? any_document : state->fed_in_transit != VMI_DECIMAL_UNKNOWN)
        state->in_transit = 0;
    good = good && sum_orders(&open, arena, state);
    open_lines_free(&open);
    return good;
}

static bool sum_position(struct vmi_state *s)
{
    s->position = s->on_hand;
    return s->on_hand == VMI_DECIMAL_UNKNOWN ||
           (vmi_decimal_add(s->position, or_zero(s->in_transit), &s->position) &&
            vmi_decimal_add(s->position, or_zero(s->on_order), &s->position) &&
            vmi_decimal_subtract(s->position, or_zero(s->allocated), &s->position) &&
            vmi_decimal_subtract(s->position, or_zero(s->backordered), &s->position));
}

/* The stated level, rolled forward, without what has expired. */
static bool find_on_hand(const struct vmi_facts *item, const struct vmi_terms *terms, int32_t day,
                         const struct vmi_moment *moment, struct vmi_arena *arena, struct vmi_state *state)
{
    struct vmi_lots lots;
    vmi_decimal *on_hand = &state->on_hand;
    state->observed = moment->undated ? VMI_DAY_NONE : moment->day;
    state->level_undated = moment->undated;
    if (terms->negative_on_hand == VMI_NEGATIVE_ZERO && *on_hand < 0)
        *on_hand = 0;
    if (!roll_forward(item, moment, day, on_hand) || !vmi_lots_of(item, day, moment, arena, &lots) ||
        !vmi_decimal_subtract(*on_hand, lots.expired, on_hand))
        return false;
    state->expired = lots.expired;
    state->lots = lots.list;
    state->lot_count = lots.count;
    if (*on_hand < 0 && terms->negative_on_hand == VMI_NEGATIVE_ZERO)
        *on_hand = 0;
    if (*on_hand < 0 && terms->negative_on_hand == VMI_NEGATIVE_ERROR) {
        *on_hand = VMI_DECIMAL_UNKNOWN;
        state->on_hand_impossible = true;
    }
    return true;
}

bool vmi_state_of(const struct vmi_history *history, const struct vmi_facts *item,
                  const struct vmi_terms *terms, int32_t day, struct vmi_arena *arena,
                  struct vmi_state *state)
{
    struct vmi_moment moment, on_hand;
    *state = (struct vmi_state){
        .observed = VMI_DAY_NONE, .in_transit = VMI_DECIMAL_UNKNOWN, .on_order = VMI_DECIMAL_UNKNOWN};
    if (!vmi_level_of(item, VMI_ON_HOLD, day, &state->on_hold, &moment) ||
        !vmi_level_of(item, VMI_ALLOCATED, day, &state->allocated, &moment) ||
        !vmi_level_of(item, VMI_BACKORDERED, day, &state->backordered, &moment) ||
        !vmi_level_of(item, VMI_MIN, day, &state->min, &moment) ||
        !vmi_level_of(item, VMI_MAX, day, &state->max, &moment) ||
        !vmi_stock_level_of(item, terms, day, &state->on_hand, &on_hand))
        return false;
    if (on_hand.known && !find_on_hand(item, terms, day, &on_hand, arena, state))
        return false;
    return open_orders(history, item, terms, day, arena, state) && sum_position(state);
}
