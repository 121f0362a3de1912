/*
 * Demand that is not what it was, and forecasts that are not what came.
 */
#include <math.h>
#include <stdlib.h>

#include "findings.h"
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

static void find_bias(struct seeking *s)
{
    struct vmi_past_forecast list[BUCKETS];
    struct vmi_accuracy sums = {0};
    size_t count = vmi_outlook_past(s->history, s->item, &s->basis->series, s->as_of, list, VMI_COUNT(list));
    for (size_t i = 0; i < count; i++)
        vmi_accuracy_add(&sums, list[i].forecast, list[i].actual);
    if (!leans(&sums))
        return;
    double signal = vmi_accuracy_tracking(&sums);
    vmi_decimal quantity = finding_quantity(s, sums.errors > 0 ? sums.errors : -sums.errors);
    vmi_buffer_print(&s->text, "forecasts were too %s: by ", sums.errors > 0 ? "high" : "low");
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " over the last %zu buckets, through ", count);
    finding_say_day(s, list[0].days.last);
    vmi_buffer_print(&s->text, "; tracking signal %.2f", signal);
    finding_add(s, VMI_FINDING_FORECAST_BIASED, VMI_SLICE_NONE, list[0].days.last, quantity);
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
