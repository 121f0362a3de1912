#include "vmi/demand.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/moments.h"
#include "vmi/sample.h"
#include "vmi/solve.h"
#include "vmi/unconstrain.h"

/* How far from the median is too far, in scaled median distances. */
#define HAMPEL_TIMES 3.0

/* Whole quantities with a variance up to so many times their mean pass for Poisson. */
#define POISSON_MOST 1.5

static void find_raw(const struct vmi_series *series, struct vmi_demand *demand)
{
    double sum = 0;
    for (size_t i = 0; i < series->count; i++) {
        demand->known_days += vmi_observation_days(&series->list[i]);
        demand->stockout_days += series->list[i].stockouts;
        sum += series->list[i].reported;
    }
    demand->mean_raw = demand->known_days > 0 ? sum / demand->known_days : NAN;
}

/* ---- the observations that count ------------------------------------------------------------------------ */

struct counted {
    struct vmi_bucket *buckets; /* what was reported, with its days with stock */
    bool *censored;             /* of the same, those that sold out */
    struct vmi_observation **from;
    size_t count;
    size_t zeros; /* silent days */
};

static void count_observations(const struct vmi_series *series, bool exclude, struct counted *c,
                               struct vmi_demand *demand)
{
    *c = (struct counted){.buckets = vmi_alloc(series->count * sizeof *c->buckets),
                          .censored = vmi_alloc(series->count * sizeof *c->censored),
                          .from = vmi_alloc(series->count * sizeof(struct vmi_observation *))};
    for (size_t i = 0; i < series->count; i++) {
        struct vmi_observation *o = &series->list[i];
        double days = vmi_observation_days(o) - (exclude ? o->stockouts : 0);
        demand->excluded_days += exclude ? o->stockouts : 0;
        if (days <= 0 || o->idle)
            continue;
        if (o->silent) {
            c->zeros += (size_t)days;
            continue;
        }
        c->from[c->count] = o;
        c->censored[c->count] = o->censored;
        c->buckets[c->count++] = (struct vmi_bucket){days, o->quantity};
    }
    demand->observations = c->count + c->zeros;
}

static void free_counted(struct counted *c)
{
    free(c->buckets);
    free(c->censored);
    free(c->from);
}

/* ---- outliers ------------------------------------------------------------------------------------------- */

static void replace_outliers(struct counted *c, struct vmi_demand *demand)
{
    double *rates = vmi_alloc(c->count * sizeof *rates);
    for (size_t i = 0; i < c->count; i++)
        rates[i] = c->buckets[i].quantity / c->buckets[i].days;
    struct vmi_sample sample = vmi_sample_of(rates, c->count, c->zeros);
    struct vmi_hampel rule = vmi_hampel_of(&sample, HAMPEL_TIMES);
    for (size_t i = 0; i < c->count; i++) {
        struct vmi_bucket *bucket = &c->buckets[i];
        if (!vmi_hampel_outlier(&rule, bucket->quantity / bucket->days))
            continue;
        bucket->quantity = rule.median * bucket->days;
        c->from[i]->quantity = bucket->quantity;
        c->censored[i] = false;
        demand->replaced++;
    }
    demand->median = rule.median;
    free(rates);
}

/* ---- what sold out -------------------------------------------------------------------------------------- */

/* All of one length, the silent days among them. 0: they are not. */
static double common_length(const struct counted *c)
{
    double length = c->zeros ? 1 : c->count ? c->buckets[0].days : 0;
    for (size_t i = 0; i < c->count; i++)
        if (c->buckets[i].days != length)
            return 0;
    return length;
}

static bool passes_for_poisson(const struct counted *c)
{
    double sum = 0, squares = 0, n = (double)c->zeros;
    for (size_t i = 0; i < c->count; i++) {
        double q = c->buckets[i].quantity;
        if (q < 0 || q != vmi_round_down(q))
            return false;
        if (c->censored[i])
            continue;
        sum += q;
        squares += q * q;
        n++;
    }
    return n > 0 && squares / n - sum / n * (sum / n) <= POISSON_MOST * sum / n;
}

static void estimate_censored(const struct counted *c, struct vmi_demand *demand)
{
    double length = common_length(c), days = 0;
    struct vmi_unconstrained found;
    struct vmi_sales sales = {.censored = c->censored, .count = c->count, .zeros = c->zeros};
    for (size_t i = 0; i < c->count; i++)
        days += c->censored[i] ? c->buckets[i].days : 0;
    if (!(length > 0) || !(days > 0))
        return;
    double *values = vmi_alloc(c->count * sizeof *values);
    for (size_t i = 0; i < c->count; i++)
        values[i] = c->buckets[i].quantity;
    sales.values = values;
    if (passes_for_poisson(c) ? vmi_unconstrain_poisson(&sales, &found)
                              : vmi_unconstrain_normal(&sales, &found)) {
        demand->mean = found.mean / length;
        demand->deviation = found.deviation / vmi_square_root(length);
        demand->estimated_days = days;
    }
    free(values);
}

/* A few days with stock must not speak for all the others. */
static void cap(const struct vmi_terms *terms, struct vmi_demand *demand)
{
    double most = vmi_decimal_to_double(terms->correction_cap) * demand->mean_raw;
    bool corrected = demand->excluded_days > 0 || demand->estimated_days > 0;
    if (!(corrected && demand->mean > most && most > 0))
        return;
    demand->mean = most;
    demand->capped = true;
}

/* ---- all of it ------------------------------------------------------------------------------------------ */

/* Months are of one kind, be they of 28 days or of 31; months and days are not. */
static bool of_one_kind(const struct counted *c)
{
    double shortest = c->zeros ? 1 : INFINITY, longest = c->zeros ? 1 : 0;
    for (size_t i = 0; i < c->count; i++) {
        shortest = c->buckets[i].days < shortest ? c->buckets[i].days : shortest;
        longest = c->buckets[i].days > longest ? c->buckets[i].days : longest;
    }
    return longest <= 1.2 * shortest;
}

static void find_pattern(const struct counted *c, struct vmi_demand *demand)
{
    struct vmi_sizes sizes = {0};
    bool whole = of_one_kind(c);
    for (size_t i = 0; i < c->count; i++)
        vmi_sizes_add(&sizes, whole ? c->buckets[i].quantity : c->buckets[i].quantity / c->buckets[i].days);
    struct vmi_shape shape = vmi_shape_of_sizes(&sizes, (double)demand->observations, VMI_DIVISOR_SAMPLE);
    demand->pattern = shape.pattern;
    demand->interval = shape.interval;
    demand->variation = shape.variation;
}

void vmi_demand_of(struct vmi_series *series, const struct vmi_terms *terms, struct vmi_demand *demand)
{
    struct counted counted;
    *demand = (struct vmi_demand){
        .mean_raw = NAN, .mean = NAN, .deviation = NAN, .median = NAN, .interval = NAN, .variation = NAN};
    find_raw(series, demand);
    count_observations(series, terms->stockout_correction != VMI_CORRECTION_NONE, &counted, demand);
    if (terms->outlier == VMI_OUTLIER_HAMPEL)
        replace_outliers(&counted, demand);
    vmi_moments(counted.buckets, counted.count, counted.zeros, &demand->mean, &demand->deviation);
    if (terms->stockout_correction == VMI_CORRECTION_EM)
        estimate_censored(&counted, demand);
    cap(terms, demand);
    find_pattern(&counted, demand);
    free_counted(&counted);
}
