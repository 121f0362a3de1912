/*
 * Out of stock, below min, above max: now, as vmi-threshold says, and within the lead time.
 *
 * Ahead, stock runs on day by day as vmi-threshold lets it run out: receipts on their day (overdue ones tomorrow),
 * demand as it is expected, nothing more ordered. It is looked at through the day on which an order of today would come,
 * for what is later such an order can still prevent. Ahead is what is not yet so: a bound that stock passes on its way.
 */
#include <math.h>

#include "findings.h"
#include "vmi/projection.h"

struct prospect {
    struct vmi_projection_day days[VMI_PLAN_LONGEST_HORIZON];
    size_t count; /* 0: it is not known what comes */
};

static void look_ahead(struct seeking *s, struct prospect *ahead)
{
    const struct vmi_position *p = s->position;
    double demand[VMI_PLAN_LONGEST_HORIZON];
    struct vmi_receipt *receipts;
    struct vmi_projection_source source = {
        .as_of = s->as_of, .stock = vmi_decimal_to_double(p->on_hand), .mean = NAN, .demand = demand};
    ahead->count = 0;
    if (s->as_of == VMI_DAY_NONE || p->lead_time == VMI_DECIMAL_UNKNOWN ||
        !(p->demand_mean == p->demand_mean))
        return;
    int64_t days = finding_days(p->lead_time);
    source.demand_count = (size_t)(days < VMI_PLAN_LONGEST_HORIZON ? days : VMI_PLAN_LONGEST_HORIZON);
    for (size_t i = 0; i < source.demand_count; i++)
        demand[i] = vmi_outlook_day(&s->basis->outlook, (int64_t)i + 1);
    if (!vmi_receipts_of(p->inbound, s->as_of, NULL, &s->scratch, &receipts, &source.receipt_count))
        return;
    source.receipts = receipts;
    ahead->count = source.demand_count;
    vmi_project(&source, ahead->days, ahead->count);
}

/* How far stock gets below LEVEL in the days from the one with that index on; below 0 where it stays above. NaN: unknown. */
static double deepest(const struct prospect *ahead, size_t from, double level)
{
    double least = INFINITY;
    for (size_t i = from; i < ahead->count; i++)
        least = ahead->days[i].closing < least ? ahead->days[i].closing : least;
    return level - least;
}

/* And how far above. */
static double highest(const struct prospect *ahead, size_t from, double level)
{
    double most = -INFINITY;
    for (size_t i = from; i < ahead->count; i++)
        most = ahead->days[i].closing > most ? ahead->days[i].closing : most;
    return most - level;
}

/* "by 2026-02-05, when an order of today would come", which may be later than anybody looks ahead */
static void say_horizon(struct seeking *s, const struct prospect *ahead)
{
    vmi_buffer_print(&s->text, " by ");
    finding_say_day(s, ahead->days[ahead->count - 1].date);
    if ((int64_t)ahead->count == finding_days(s->position->lead_time))
        vmi_buffer_print(&s->text, ", when an order of today would come");
}

/* ---- out of stock ------------------------------------------------------------------------------------------ */

static double owed(const struct vmi_position *p)
{
    return p->backordered != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(p->backordered) : 0;
}

static void find_stockout(struct seeking *s, const struct prospect *ahead)
{
    const struct vmi_position *p = s->position;
    double now = owed(p) - vmi_decimal_to_double(p->on_hand), later = deepest(ahead, 0, owed(p));
    vmi_decimal quantity = finding_quantity(s, ahead->count && later > now ? later : now);
    vmi_buffer_print(&s->text, "no usable stock; short by ");
    finding_say_quantity(s, quantity);
    if (ahead->count)
        say_horizon(s, ahead);
    else
        vmi_buffer_print(&s->text, " now; without lead_time and demand nothing is known of the days to come");
    finding_add(s, VMI_FINDING_STOCKOUT, VMI_SLICE_NONE, s->as_of, quantity);
}

static void find_stockout_ahead(struct seeking *s, const struct prospect *ahead)
{
    int32_t day = s->position->stockout_date;
    if (!ahead->count || day == VMI_DAY_NONE || day > ahead->days[ahead->count - 1].date)
        return;
    vmi_decimal quantity = finding_quantity(s, deepest(ahead, 0, owed(s->position)));
    vmi_buffer_print(&s->text, "stock runs out on ");
    finding_say_day(s, day);
    vmi_buffer_print(&s->text, " if nothing more is ordered; short by ");
    finding_say_quantity(s, quantity);
    say_horizon(s, ahead);
    finding_add(s, VMI_FINDING_STOCKOUT_AHEAD, VMI_SLICE_NONE, day, quantity);
}

/* ---- the corridor ------------------------------------------------------------------------------------------ */

static void find_outside(struct seeking *s, enum vmi_finding_code code, vmi_decimal high, vmi_decimal low,
                         const char *level)
{
    vmi_decimal beyond;
    bool below = code == VMI_FINDING_BELOW_MIN;
    if (!vmi_decimal_subtract(high, low, &beyond))
        beyond = VMI_DECIMAL_UNKNOWN;
    vmi_buffer_print(&s->text, "position ");
    finding_say_quantity(s, s->position->position);
    vmi_buffer_print(&s->text, " is ");
    if (beyond)
        finding_say_quantity(s, beyond);
    vmi_buffer_print(&s->text, "%s%s ", !beyond ? "at " : below ? " below " : " above ", level);
    finding_say_quantity(s, below ? high : low);
    finding_add(s, code, VMI_SLICE_NONE, s->as_of, beyond);
}

/* Rounding must not take a level that is met exactly for one that is passed. */
static double slack(double level)
{
    return 1e-9 * (1 + fabs(level));
}

/* The first day on which stock, of what it was the day before, passes LEVEL: upwards where SIGN is 1, downwards where it is -1. */
static size_t passes_on(const struct prospect *ahead, double before, double level, int sign)
{
    double bound = sign * level + slack(level);
    size_t i = 0;
    while (i < ahead->count && !(sign * before <= bound && sign * ahead->days[i].closing > bound))
        before = ahead->days[i++].closing;
    return i;
}

static void find_below_ahead(struct seeking *s, const struct prospect *ahead)
{
    double level = vmi_decimal_to_double(s->position->min);
    size_t i = passes_on(ahead, vmi_decimal_to_double(s->position->on_hand), level, -1);
    if (i >= ahead->count)
        return;
    vmi_decimal quantity = finding_quantity(s, deepest(ahead, i, level));
    vmi_buffer_print(&s->text, "stock falls below min ");
    finding_say_quantity(s, s->position->min);
    vmi_buffer_print(&s->text, " on ");
    finding_say_day(s, ahead->days[i].date);
    vmi_buffer_print(&s->text, " if nothing more is ordered; up to ");
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " below");
    say_horizon(s, ahead);
    finding_add(s, VMI_FINDING_BELOW_MIN_AHEAD, VMI_SLICE_NONE, ahead->days[i].date, quantity);
}

static void find_above_ahead(struct seeking *s, const struct prospect *ahead)
{
    double level = vmi_decimal_to_double(s->position->max);
    size_t i = passes_on(ahead, vmi_decimal_to_double(s->position->on_hand), level, 1);
    if (i >= ahead->count)
        return;
    vmi_decimal quantity = finding_quantity(s, highest(ahead, i, level));
    vmi_buffer_print(&s->text, "what comes in takes stock above max ");
    finding_say_quantity(s, s->position->max);
    vmi_buffer_print(&s->text, " on ");
    finding_say_day(s, ahead->days[i].date);
    vmi_buffer_print(&s->text, "; up to ");
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " above");
    say_horizon(s, ahead);
    finding_add(s, VMI_FINDING_ABOVE_MAX_AHEAD, VMI_SLICE_NONE, ahead->days[i].date, quantity);
}

void findings_of_stock(struct seeking *s)
{
    const struct vmi_position *p = s->position;
    unsigned standing = vmi_position_standing(p, s->terms);
    bool corridor = p->min != VMI_DECIMAL_UNKNOWN && p->max != VMI_DECIMAL_UNKNOWN;
    struct prospect ahead;
    if (p->on_hand == VMI_DECIMAL_UNKNOWN)
        return;
    look_ahead(s, &ahead);
    if (standing & VMI_STANDS_STOCKOUT)
        find_stockout(s, &ahead);
    else
        find_stockout_ahead(s, &ahead);
    if (standing & VMI_STANDS_BELOW_MIN)
        find_outside(s, VMI_FINDING_BELOW_MIN, p->min, p->position, "min");
    else if (corridor)
        find_below_ahead(s, &ahead);
    if (standing & VMI_STANDS_ABOVE_MAX)
        find_outside(s, VMI_FINDING_ABOVE_MAX, p->position, p->max, "max");
    else if (corridor)
        find_above_ahead(s, &ahead);
}
