/*
 * Demand that is not what it was, and forecasts that are not what came.
 */
#include <math.h>
#include <stdlib.h>

#include "findings.h"
#include "measuring.h"
#include "vmi/accuracy.h"
#include "vmi/memory.h"
#include "vmi/sample.h"

/* ---- forecasts that lean ----------------------------------------------------------------------------------- */

/* A quarter of weeks, a year of months: what is longer ago was perhaps mended since. */
enum { BUCKETS = 12 };

/* Beyond 4 a forecast is held to be biased: the rule of the trade (vmi/accuracy.h). */
static const double tracking_limit = 4;

/*
 * The tracking signal of so few errors passes its limit by chance alone more often than not every few months. Errors that
 * lean to neither side add up to no more than 1.96 times the root of their squares in 19 of 20 cases.
 */
static bool leans(const struct vmi_accuracy *sums)
{
    double signal = vmi_accuracy_tracking(sums);
    return (signal > tracking_limit || signal < -tracking_limit) &&
           sums->errors * sums->errors > 1.96 * 1.96 * sums->squares;
}

/* The period that ends last comes first, then the shorter, then what was made last. */
static int compare_periods(const void *left, const void *right)
{
    const struct vmi_forecast *a = left, *b = right;
    if (a->days.last != b->days.last)
        return a->days.last > b->days.last ? -1 : 1;
    if (a->days.first != b->days.first)
        return a->days.first > b->days.first ? -1 : 1;
    if (a->made != b->made)
        return a->made > b->made ? -1 : 1; /* VMI_DAY_NONE is before all */
    return (b->order > a->order) - (b->order < a->order);
}

/* What sold out sold less than was asked for, and says nothing about a forecast. */
static bool sold_out(const struct vmi_series *series, struct vmi_days days)
{
    for (size_t i = series->count; i-- > 0 && series->list[i].last >= days.first;)
        if (series->list[i].first <= days.last && series->list[i].stockouts > 0)
            return true;
    return false;
}

/*
 * Adds up the last periods of which forecasts were made and demand is known. Of the forecasts of a period the last counts
 * that was made before it began; of periods that overlap the one that ends later, then the shorter. The last day of all.
 */
static int32_t add_up(const struct seeking *s, struct vmi_accuracy *sums)
{
    size_t count;
    const struct vmi_series *series = &s->basis->series;
    struct vmi_forecast *list = vmi_forecasts_of(s->history, s->item, s->as_of, &count);
    int32_t last = VMI_DAY_NONE, taken = VMI_DAY_NONE;
    if (count > 1)
        qsort(list, count, sizeof *list, compare_periods);
    for (size_t i = 0; i < count && sums->pairs < BUCKETS; i++) {
        const struct vmi_forecast *f = &list[i];
        if ((f->made != VMI_DAY_NONE && f->made >= f->days.first) || f->days.last > s->as_of ||
            (taken != VMI_DAY_NONE && f->days.last >= taken))
            continue;
        double came = demand_over(series, f->days.first, f->days.last);
        if (isnan(came) || sold_out(series, f->days))
            continue;
        vmi_accuracy_add(sums, f->daily * ((double)f->days.last - f->days.first + 1), came);
        taken = f->days.first;
        last = last == VMI_DAY_NONE ? f->days.last : last;
    }
    free(list);
    return last;
}

static void find_bias(struct seeking *s)
{
    struct vmi_accuracy sums = {0};
    int32_t last = add_up(s, &sums);
    if (!leans(&sums))
        return;
    double signal = vmi_accuracy_tracking(&sums);
    vmi_decimal quantity = finding_quantity(s, sums.errors > 0 ? sums.errors : -sums.errors);
    vmi_buffer_print(&s->text, "forecasts were too %s: by ", sums.errors > 0 ? "high" : "low");
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " over the last %.0f buckets, through ", sums.pairs);
    finding_say_day(s, last);
    vmi_buffer_print(&s->text, "; tracking signal %.2f", signal);
    finding_add(s, VMI_FINDING_FORECAST_BIASED, VMI_SLICE_NONE, last, quantity);
}

/* ---- demand that jumps ------------------------------------------------------------------------------------- */

/* Fewer observations tell nothing of what is usual; of demands alone, in which there are no days without, fewer will do. */
enum { LEAST_OBSERVATIONS = 14, LEAST_SIZES = 8 };

/* How far from the median is too far, in scaled median distances (vmi/sample.h). */
static const double hampel_times = 3;

/* Demand a day, without the factor of its days; false where it tells nothing. */
static bool rate_of(const struct seeking *s, const struct vmi_observation *o, double *rate, double *factor)
{
    double days = vmi_observation_days(o);
    *factor = s->basis->outlook.factors ? vmi_factors_mean(s->basis->outlook.factors, o->first, o->last) : 1;
    if (o->idle || !(*factor > 0) || o->stockouts >= days)
        return false;
    *rate = o->reported / *factor / days;
    return true;
}

/* All before the last: rates, in RATES, and silent days. */
static size_t collect(const struct seeking *s, double *rates, size_t *silent)
{
    const struct vmi_series *series = &s->basis->series;
    size_t count = 0;
    double rate, factor;
    *silent = 0;
    for (size_t i = 0; i + 1 < series->count; i++) {
        const struct vmi_observation *o = &series->list[i];
        if (!rate_of(s, o, &rate, &factor))
            continue;
        if (o->silent)
            *silent += (size_t)(vmi_observation_days(o) - o->stockouts);
        else
            rates[count++] = rate;
    }
    return count;
}

/*
 * The usual demand a day. Of a series that is mostly zeros the rule knows no outlier; there a demand is held against
 * the other demands, as Croston holds sizes apart from intervals. Its reach is infinite where too little is known.
 */
static struct vmi_hampel usual_of(double *rates, size_t count, size_t silent)
{
    struct vmi_sample sample = vmi_sample_of(rates, count, silent);
    const struct vmi_hampel nothing = {0, INFINITY};
    struct vmi_hampel rule = vmi_hampel_of(&sample, hampel_times);
    if (sample.count + sample.zeros < LEAST_OBSERVATIONS)
        return nothing;
    if (rule.reach < INFINITY)
        return rule;
    size_t first = 0;
    while (first < sample.count && !(rates[first] > 0))
        first++;
    struct vmi_sample sizes = vmi_sample_of(rates + first, sample.count - first, 0);
    return sizes.count < LEAST_SIZES ? nothing : vmi_hampel_of(&sizes, hampel_times);
}

static void find_spike(struct seeking *s)
{
    const struct vmi_series *series = &s->basis->series;
    const struct vmi_observation *last = series->count ? &series->list[series->count - 1] : NULL;
    double rate, factor;
    size_t silent;
    if (!last || last->silent || !rate_of(s, last, &rate, &factor))
        return;
    double *rates = vmi_alloc(series->count * sizeof *rates), days = vmi_observation_days(last);
    size_t count = collect(s, rates, &silent);
    struct vmi_hampel usual = usual_of(rates, count, silent);
    free(rates);
    if (!(rate > usual.median) || !vmi_hampel_outlier(&usual, rate))
        return;
    vmi_decimal demand = finding_quantity(s, last->reported),
                most = finding_quantity(s, (usual.median + usual.reach) * days * factor),
                quantity = finding_quantity(s, last->reported - usual.median * days * factor);
    vmi_buffer_print(&s->text, "demand of ");
    finding_say_quantity(s, demand);
    if (last->first != last->last) {
        vmi_buffer_print(&s->text, " from ");
        finding_say_day(s, last->first);
    }
    vmi_buffer_print(&s->text, last->first != last->last ? " through " : " on ");
    finding_say_day(s, last->last);
    vmi_buffer_print(&s->text, ", where up to ");
    finding_say_quantity(s, most);
    vmi_buffer_print(&s->text, " would be usual");
    finding_add(s, VMI_FINDING_DEMAND_SPIKE, VMI_SLICE_NONE, last->last, quantity);
}

void findings_of_demand(struct seeking *s)
{
    if (s->as_of == VMI_DAY_NONE)
        return;
    find_bias(s);
    find_spike(s);
}
