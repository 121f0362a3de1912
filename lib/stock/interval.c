#include "vmi/interval.h"

#include <math.h>

#include "vmi/demand_table.h"
#include "vmi/memory.h"
#include "vmi/solve.h"

/* Of more steps than this one more or less is nothing: they are as good as continuous. */
#define MOST_STEPS 200.0

/* A variance this far below the mean may still be that of Poisson demand, seen through a short history. */
#define POISSON_LEAST 0.8

/* Up to this square of the coefficient of variation the skewness of demand does not show in any service level. */
#define NORMAL_MOST 0.0004

/* Fewer days with demand than this say little about its sizes. */
enum { EMPIRICAL_LEAST = 20 };

/* ---- moments ------------------------------------------------------------------------------------------ */

static double demand_over(const struct vmi_interval_source *s, double days)
{
    return vmi_outlook_sum(s->outlook, days);
}

/* The mean demand over each lead time and EXTRA days. */
static double mean_over(const struct vmi_interval_source *s, double extra)
{
    double mean = 0;
    if (!s->lead->count)
        return demand_over(s, s->lead->mean + extra);
    for (size_t i = 0; i < s->lead->count; i++)
        mean += s->lead->chances[i] * demand_over(s, s->lead->days[i] + extra);
    return mean;
}

void vmi_interval_mean(const struct vmi_interval_source *s, struct vmi_interval *interval)
{
    *interval = (struct vmi_interval){.days = s->lead->mean + s->review_period,
                                      .mean = mean_over(s, s->review_period),
                                      .daily = s->outlook->mean,
                                      .daily_variance = NAN,
                                      .variance = NAN,
                                      .because = "",
                                      .unit = 1};
    if (interval->days > 0)
        interval->daily = interval->mean / interval->days;
}

/* The variance over DAYS that are as many for every order. */
static double variance_over(const struct vmi_interval_source *s, const struct vmi_interval *interval,
                            double days)
{
    bool by_forecasts = !isnan(s->forecast_variance);
    return interval->daily_variance * (by_forecasts ? days : vmi_outlook_squares(s->outlook, days));
}

/* What a lead time of which only two moments are known adds to it. */
static double lead_time_variance(const struct vmi_interval_source *s, const struct vmi_interval *interval)
{
    return s->lead->count ? 0 : interval->daily * interval->daily * s->lead->variance;
}

static void find_variance(const struct vmi_interval_source *s, struct vmi_interval *interval)
{
    interval->daily_variance = s->deviation * s->deviation;
    if (!isnan(s->forecast_variance) && interval->days > 0)
        interval->daily_variance = s->forecast_variance / interval->days;
    interval->variance = 0;
    if (!s->lead->count) {
        interval->variance = variance_over(s, interval, interval->days) + lead_time_variance(s, interval);
        return;
    }
    for (size_t i = 0; i < s->lead->count; i++) {
        double days = s->lead->days[i] + s->review_period, apart = demand_over(s, days) - interval->mean;
        interval->variance += s->lead->chances[i] * (variance_over(s, interval, days) + apart * apart);
    }
}

/* ---- the item's own history ----------------------------------------------------------------------------- */

/* Observations of one length, each of one demand, those of silent days among them. */
struct sample {
    double *demand;
    size_t count;
    double days;  /* of each; 0: they are not all of one length */
    size_t above; /* how many are above 0 */
    double unit;  /* all are whole multiples of it; 0: of nothing */
};

static bool is_multiple(double x, double unit)
{
    double times = vmi_round_down(x / unit + 0.5), off = x - times * unit;
    return off < 1e-9 * unit && -off < 1e-9 * unit;
}

/* The steps in which demand comes: the quantum, else units, unless some of it came in other steps. */
static double unit_of(const struct vmi_interval_source *s)
{
    double quantum = vmi_decimal_to_double(s->terms->quantum), unit = quantum > 1 ? quantum : 1;
    for (size_t i = 0; s->series && i < s->series->count; i++) {
        if (unit != 1 && !is_multiple(s->series->list[i].reported, unit))
            unit = 1;
        if (!is_multiple(s->series->list[i].reported, unit))
            return 0;
    }
    return unit;
}

/* What is told to be continuous comes in no steps. */
static bool may_be_counted(const struct vmi_interval_source *s)
{
    return s->terms->distribution != VMI_DISTRIBUTION_NORMAL &&
           s->terms->distribution != VMI_DISTRIBUTION_GAMMA;
}

static bool is_uneven(const struct vmi_interval_source *s)
{
    return s->pattern == VMI_PATTERN_LUMPY || s->pattern == VMI_PATTERN_INTERMITTENT;
}

static bool may_be_empirical(const struct vmi_interval_source *s)
{
    return s->terms->distribution == VMI_DISTRIBUTION_EMPIRICAL ||
           (s->terms->distribution == VMI_DISTRIBUTION_AUTO && is_uneven(s));
}

static void take_sample(const struct vmi_interval_source *s, struct vmi_arena *arena, struct sample *sample)
{
    bool exclude = s->terms->stockout_correction != VMI_CORRECTION_NONE;
    size_t most = 0;
    for (size_t i = 0; s->series && i < s->series->count; i++)
        most += s->series->list[i].silent ? (size_t)vmi_observation_days(&s->series->list[i]) : 1;
    sample->demand = vmi_arena_alloc(arena, most * sizeof *sample->demand);
    for (size_t i = 0; s->series && i < s->series->count; i++) {
        const struct vmi_observation *o = &s->series->list[i];
        double days = vmi_observation_days(o), each = o->silent ? 1 : days;
        if (o->idle || (exclude && o->stockouts > 0))
            continue;
        if (sample->count && each != sample->days) {
            sample->days = 0;
            sample->count = 0;
            return;
        }
        sample->days = each;
        for (size_t repeat = o->silent ? (size_t)days : 1; repeat > 0; repeat--)
            sample->demand[sample->count++] = o->quantity > 0 ? o->quantity : 0;
        sample->above += o->quantity > 0;
    }
}

/* The table of SAMPLE in steps that it can be summed in TIMES times; its demand times FACTOR. NULL for none. */
static const struct vmi_demand_table *table_of(const struct sample *sample, double factor, double times,
                                               struct vmi_arena *arena)
{
    double largest = 0, step = sample->unit;
    for (size_t i = 0; i < sample->count; i++)
        largest = sample->demand[i] > largest ? sample->demand[i] : largest;
    if (!(step > 0))
        step = largest / 1000;
    while (largest / step * (times + 1) >= VMI_DEMAND_TABLE_LARGEST)
        step *= 2;
    double *demand = vmi_arena_alloc(arena, sample->count * sizeof *demand);
    for (size_t i = 0; i < sample->count; i++)
        demand[i] = sample->demand[i] * factor;
    return vmi_demand_table_of_history(arena, demand, sample->count, step * factor);
}

/* ---- which distribution --------------------------------------------------------------------------------- */

static bool counts(const struct vmi_interval_source *s, const struct vmi_interval *interval,
                   const struct sample *sample)
{
    return s->terms->quantum >= VMI_DECIMAL_ONE && sample->unit > 0 &&
           interval->mean <= MOST_STEPS * sample->unit;
}

static bool enough_history(const struct vmi_interval_source *s, const struct vmi_interval *interval,
                           const struct sample *sample)
{
    return is_uneven(s) && sample->above >= EMPIRICAL_LEAST &&
           (double)sample->count * sample->days >= 2 * interval->days;
}

static void choose_for_auto(const struct vmi_interval_source *s, const struct sample *sample,
                            struct vmi_interval *interval)
{
    double m = interval->mean, v = interval->variance, counted = m * sample->unit;
    bool two_moments = !s->lead->count && s->lead->variance > 0;
    if (!two_moments && enough_history(s, interval, sample)) {
        interval->chosen = VMI_DISTRIBUTION_EMPIRICAL;
        interval->because = "uneven demand with enough history";
    } else if (counts(s, interval, sample) && v > counted * (1 + 1e-9)) {
        interval->chosen = VMI_DISTRIBUTION_NEGBIN;
        interval->because = "whole units with a variance above the mean";
    } else if (counts(s, interval, sample) && v >= POISSON_LEAST * counted) {
        interval->chosen = VMI_DISTRIBUTION_POISSON;
        interval->because = "whole units with a variance as the mean";
    } else if (v <= NORMAL_MOST * m * m) {
        interval->chosen = VMI_DISTRIBUTION_NORMAL;
        interval->because = "demand hardly varies";
    } else {
        interval->chosen = VMI_DISTRIBUTION_GAMMA;
        interval->because = "neither counted nor as good as normal";
    }
}

static enum vmi_distribution_choice without_history(const struct vmi_interval_source *s,
                                                    const struct vmi_interval *interval,
                                                    const struct sample *sample)
{
    return counts(s, interval, sample) && interval->variance > interval->mean * sample->unit
               ? VMI_DISTRIBUTION_NEGBIN
               : VMI_DISTRIBUTION_GAMMA;
}

static void choose(const struct vmi_interval_source *s, const struct sample *sample,
                   struct vmi_interval *interval)
{
    interval->chosen = (enum vmi_distribution_choice)s->terms->distribution;
    if (!(interval->variance > 0) && interval->chosen != VMI_DISTRIBUTION_POISSON) {
        interval->chosen = VMI_DISTRIBUTION_AUTO;
        interval->because = "demand does not vary";
        return;
    }
    if (interval->chosen == VMI_DISTRIBUTION_AUTO)
        choose_for_auto(s, sample, interval);
    if (interval->mean <= 0 && interval->chosen != VMI_DISTRIBUTION_NORMAL) {
        interval->chosen = VMI_DISTRIBUTION_NORMAL;
        interval->because = "more comes back than is sold";
    }
    if (interval->chosen != VMI_DISTRIBUTION_EMPIRICAL)
        return;
    if (!sample->count || !(s->outlook->mean > 0)) {
        interval->chosen = without_history(s, interval, sample);
        interval->because = "there are no observations of one length";
    } else if (!s->lead->count && s->lead->variance > 0) {
        interval->chosen = without_history(s, interval, sample);
        interval->because = "the lead time varies and its values are not known";
    }
}

/* ---- the distributions ---------------------------------------------------------------------------------- */

struct maker {
    const struct vmi_interval_source *source;
    struct vmi_interval *interval;
    struct vmi_arena *arena;
    const struct vmi_demand_table *table; /* of one observation */
    double table_days;
};

/* Demand over DAYS, MEAN and VARIANCE of it; EXTRA of the variance is what the lead time adds. */
static struct vmi_distribution make(const struct maker *maker, double days, double mean, double variance,
                                    double extra)
{
    double unit = maker->interval->unit, counted = mean / unit;
    switch (maker->interval->chosen) {
    case VMI_DISTRIBUTION_EMPIRICAL:
        return vmi_distribution_of_table(
            vmi_demand_table_sum(maker->arena, maker->table, days / maker->table_days));
    case VMI_DISTRIBUTION_NORMAL:
        return vmi_distribution_make(VMI_FAMILY_NORMAL, mean, variance + extra);
    case VMI_DISTRIBUTION_GAMMA:
        return vmi_distribution_make(VMI_FAMILY_GAMMA, mean, variance + extra);
    case VMI_DISTRIBUTION_POISSON: /* over a time that is itself gamma distributed it is a negative binomial */
        return extra > 0 ? vmi_distribution_make(VMI_FAMILY_NEGBIN, counted, counted + extra / (unit * unit))
                         : vmi_distribution_make(VMI_FAMILY_POISSON, counted, counted);
    case VMI_DISTRIBUTION_NEGBIN:
        return vmi_distribution_make(VMI_FAMILY_NEGBIN, counted, (variance + extra) / (unit * unit));
    default:
        return vmi_distribution_make(VMI_FAMILY_POINT, mean, 0);
    }
}

static struct vmi_distribution over(const struct maker *maker, double days, double extra)
{
    return make(maker, days, demand_over(maker->source, days),
                variance_over(maker->source, maker->interval, days), extra);
}

/* Over each lead time and REVIEW days more. */
static struct vmi_distribution over_lead_times(const struct maker *maker, double review)
{
    const struct vmi_lead_times *lead = maker->source->lead;
    if (!lead->count)
        return over(maker, lead->mean + review, lead_time_variance(maker->source, maker->interval));
    if (lead->count == 1)
        return over(maker, lead->days[0] + review, 0);
    struct vmi_mixture_part *parts = vmi_arena_alloc(maker->arena, lead->count * sizeof *parts);
    for (size_t i = 0; i < lead->count; i++)
        parts[i] = (struct vmi_mixture_part){lead->chances[i], over(maker, lead->days[i] + review, 0)};
    return vmi_distribution_mix(parts, lead->count);
}

static bool make_table(struct maker *maker, const struct sample *sample)
{
    double longest = maker->source->lead->mean;
    for (size_t i = 0; i < maker->source->lead->count; i++)
        longest = maker->source->lead->days[i] > longest ? maker->source->lead->days[i] : longest;
    maker->table_days = sample->days;
    maker->table = table_of(sample, maker->interval->daily / maker->source->outlook->mean,
                            (longest + maker->source->review_period) / sample->days, maker->arena);
    return maker->table != NULL;
}

bool vmi_interval_of(const struct vmi_interval_source *s, struct vmi_arena *arena,
                     struct vmi_interval *interval)
{
    struct sample sample;
    struct maker maker = {.source = s, .interval = interval, .arena = arena};
    vmi_interval_mean(s, interval);
    if (isnan(s->deviation) && isnan(s->forecast_variance) &&
        s->terms->distribution != VMI_DISTRIBUTION_POISSON)
        return false;
    find_variance(s, interval);
    sample = (struct sample){.unit = may_be_counted(s) ? unit_of(s) : 0};
    if (may_be_empirical(s))
        take_sample(s, arena, &sample);
    choose(s, &sample, interval);
    if (interval->chosen == VMI_DISTRIBUTION_EMPIRICAL && !make_table(&maker, &sample)) {
        interval->chosen = without_history(s, interval, &sample);
        interval->because = "its history has too many values";
    }
    interval->unit =
        interval->chosen == VMI_DISTRIBUTION_POISSON || interval->chosen == VMI_DISTRIBUTION_NEGBIN
            ? sample.unit > 0 ? sample.unit : 1
            : 1;
    interval->demand.covered = over_lead_times(&maker, s->review_period);
    interval->demand.lead = over_lead_times(&maker, 0);
    double reviewed = interval->mean - mean_over(s, 0);
    interval->demand.review_mean = reviewed / interval->unit;
    interval->demand.review =
        make(&maker, s->review_period, reviewed, variance_over(s, interval, s->review_period), 0);
    return true;
}
