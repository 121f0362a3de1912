/*
 * How an item stands against what is expected of it.
 */
#include <math.h>

#include "working.h"
#include "vmi/lots.h"
#include "vmi/replenishment.h"

/* Who is not out of stock in ten years has no date. */
enum { LONGEST_WALK = 3660 };

/* ---- lots that expire ----------------------------------------------------------------------------------- */

bool standing_expire(struct working *w)
{
    w->expiring_on = VMI_DAY_NONE;
    if (isnan(w->outlook.mean) || w->state.on_hand == VMI_DECIMAL_UNKNOWN)
        return true;
    double stuck = vmi_lots_unused(w->state.lots, w->state.lot_count, &w->outlook, &w->expiring_on);
    double there = w->state.on_hand > 0 ? vmi_decimal_to_double(w->state.on_hand) : 0;
    stuck = stuck < there ? stuck : there; /* lots that stand against what is owed are no stock */
    /* whole quanta alone can be left over, and a share of one may still sell */
    w->expiring =
        vmi_decimal_floor_to((vmi_decimal)(stuck * (double)VMI_DECIMAL_ONE + 0.5), w->terms->quantum);
    if (w->expiring <= 0 || w->terms->expiring_lots != VMI_EXPIRING_NET)
        return true;
    return vmi_decimal_subtract(w->state.on_hand, w->expiring, &w->state.on_hand) &&
           vmi_decimal_subtract(w->state.position, w->expiring, &w->state.position);
}

/* ---- when it runs out ----------------------------------------------------------------------------------- */

/* What is overdue is expected tomorrow. */
static int32_t due_day(const struct working *w, size_t i)
{
    int32_t due = w->state.inbound[i].due;
    return due <= w->as_of ? w->as_of + 1 : due;
}

/* Every day asks for the same: from one receipt to the next. */
static int32_t stockout_by_mean(const struct working *w)
{
    double stock = vmi_decimal_to_double(w->state.on_hand), mean = w->outlook.mean;
    for (size_t i = 0; i <= w->state.inbound_count; i++) {
        bool more = i < w->state.inbound_count && w->state.inbound[i].due != VMI_DAY_NONE;
        double until_empty = vmi_days_until_empty(stock, mean);
        int32_t due = more ? due_day(w, i) : VMI_DAY_LAST;
        if (until_empty < due - w->as_of)
            return w->as_of + (int32_t)until_empty;
        if (!more)
            return VMI_DAY_NONE;
        stock += vmi_decimal_to_double(w->state.inbound[i].quantity);
    }
    return VMI_DAY_NONE;
}

static int32_t stockout_by_day(const struct working *w)
{
    double stock = vmi_decimal_to_double(w->state.on_hand), nothing = 1e-9 * (1 + stock);
    size_t next = 0;
    for (int32_t n = 1; n <= LONGEST_WALK; n++) {
        for (; next < w->state.inbound_count && w->state.inbound[next].due != VMI_DAY_NONE &&
               due_day(w, next) <= w->as_of + n;
             next++)
            stock += vmi_decimal_to_double(w->state.inbound[next].quantity);
        stock -= vmi_outlook_day(&w->outlook, n);
        if (stock <= nothing)
            return w->as_of + n;
        if (isnan(stock))
            return VMI_DAY_NONE;
    }
    return VMI_DAY_NONE;
}

/* The first day D on which on_hand + what is due through D - demand through D is at or below 0. */
int32_t standing_stockout_date(const struct working *w)
{
    if (w->as_of == VMI_DAY_NONE || w->state.on_hand == VMI_DECIMAL_UNKNOWN || isnan(w->policy.mean))
        return VMI_DAY_NONE;
    bool varies = vmi_outlook_varies(&w->outlook);
    if (!varies && !(w->outlook.mean > 0))
        return VMI_DAY_NONE;
    if (w->state.on_hand <= 0)
        return w->as_of;
    return varies ? stockout_by_day(w) : stockout_by_mean(w);
}

double standing_days_of_supply(const struct working *w)
{
    if (w->state.on_hand == VMI_DECIMAL_UNKNOWN)
        return NAN;
    bool demand = vmi_outlook_varies(&w->outlook) || w->outlook.mean > 0;
    if (w->state.on_hand <= 0)
        return demand ? 0 : NAN;
    double days = vmi_outlook_lasts(&w->outlook, vmi_decimal_to_double(w->state.on_hand));
    return isinf(days) ? NAN : days;
}

/* ---- in a word ------------------------------------------------------------------------------------------ */

unsigned vmi_position_standing(const struct vmi_position *p, const struct vmi_terms *terms)
{
    bool wanted = p->demand_mean > 0 || (p->backordered != VMI_DECIMAL_UNKNOWN && p->backordered > 0);
    bool corridor =
        p->position != VMI_DECIMAL_UNKNOWN && p->min != VMI_DECIMAL_UNKNOWN && p->max != VMI_DECIMAL_UNKNOWN;
    vmi_decimal over;
    unsigned standing = 0;
    if (p->on_hand != VMI_DECIMAL_UNKNOWN && p->on_hand <= 0 && wanted)
        standing |= VMI_STANDS_STOCKOUT;
    if (corridor && vmi_terms_triggered(terms, p->position, p->min))
        standing |= VMI_STANDS_BELOW_MIN;
    if (corridor && vmi_decimal_add(p->max, vmi_terms_multiple(terms), &over) && p->position >= over)
        standing |= VMI_STANDS_ABOVE_MAX;
    return standing;
}

const char *standing_status(const struct working *w, const struct vmi_position *position)
{
    const struct vmi_place *place = vmi_history_place(w->input->history, w->facts->item);
    unsigned standing = vmi_position_standing(position, w->terms);
    bool dated = w->as_of != VMI_DAY_NONE && place->last_fed != VMI_DAY_NONE;
    if (dated && !w->state.level_undated &&
        (w->as_of - place->last_fed) > w->terms->feed_days / VMI_DECIMAL_ONE)
        return "stale";
    if (standing & VMI_STANDS_STOCKOUT)
        return "stockout";
    if (standing & VMI_STANDS_BELOW_MIN)
        return "below_min";
    if (standing & VMI_STANDS_ABOVE_MAX)
        return "above_max";
    if (!(w->policy.mean > 0) && !isnan(w->policy.mean))
        return "no_demand";
    return isnan(w->policy.mean) || w->stand_in.from.length ? "new" : "ok";
}

struct vmi_slice standing_inbound(const struct working *w)
{
    struct vmi_buffer text = {0};
    char date[VMI_DATE_TEXT_SIZE], quantity[VMI_DECIMAL_TEXT_SIZE];
    for (size_t i = 0; i < w->state.inbound_count; i++) {
        if (w->state.inbound[i].due == VMI_DAY_NONE)
            continue;
        vmi_day_format(w->state.inbound[i].due, date);
        vmi_decimal_format(w->state.inbound[i].quantity, quantity);
        vmi_buffer_print(&text, "%s%s=%s", text.length ? ";" : "", date, quantity);
    }
    struct vmi_slice copy = text.length ? vmi_arena_dup(w->arena, vmi_buffer_slice(&text)) : VMI_SLICE_NONE;
    vmi_buffer_free(&text);
    return copy;
}
