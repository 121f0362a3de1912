#include "vmi/sample.h"

#include <math.h>
#include <stdlib.h>

/* NaN last. */
static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    if (isnan(x) || isnan(y))
        return !!isnan(x) - !!isnan(y);
    return (x > y) - (x < y);
}

/* How many of the values are below LIMIT. */
static size_t count_below(const double *values, size_t count, double limit)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (values[middle] < limit)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct vmi_sample vmi_sample_of(double *values, size_t count, size_t zeros)
{
    if (count)
        qsort(values, count, sizeof *values, ascending);
    while (count && isnan(values[count - 1]))
        count--;
    return (struct vmi_sample){values, count, zeros, count_below(values, count, 0)};
}

static size_t size_of(const struct vmi_sample *sample)
{
    return sample->count + sample->zeros;
}

/* The observation of RANK, from 0. */
static double ranked(const struct vmi_sample *sample, size_t rank)
{
    if (rank < sample->negative)
        return sample->values[rank];
    return rank - sample->negative < sample->zeros ? 0 : sample->values[rank - sample->zeros];
}

/* ---- quantiles ------------------------------------------------------------------------------------- */

/* N p is off by rounding where p is a decimal; 19.000000000000004 is the 19th. */
static double rank_up(double rank)
{
    return ceil(rank * (1 - 1e-12));
}

static double conformal(const struct vmi_sample *sample, double p)
{
    double n = (double)size_of(sample), rank = rank_up((n + 1) * p);
    if (rank < 1)
        return -INFINITY;
    return rank > n ? INFINITY : ranked(sample, (size_t)rank - 1);
}

/* Between the observations on both sides of RANK, which counts from 1. */
static double interpolated(const struct vmi_sample *sample, double rank)
{
    double n = (double)size_of(sample), within = fmin(fmax(rank, 1), n), whole = floor(within);
    double low = ranked(sample, (size_t)whole - 1);
    if (within == whole)
        return low;
    return low + (within - whole) * (ranked(sample, (size_t)whole) - low);
}

double vmi_sample_quantile(const struct vmi_sample *sample, double p, enum vmi_quantile_type type)
{
    double n = (double)size_of(sample);
    if (n == 0 || !(p >= 0 && p <= 1))
        return NAN;
    switch (type) {
    case VMI_QUANTILE_INVERSE:
        return ranked(sample, (size_t)fmax(rank_up(n * p), 1) - 1);
    case VMI_QUANTILE_WEIBULL:
        return interpolated(sample, (n + 1) * p);
    case VMI_QUANTILE_LINEAR:
        return interpolated(sample, (n - 1) * p + 1);
    case VMI_QUANTILE_UNBIASED:
        return interpolated(sample, (n + 1.0 / 3) * p + 1.0 / 3);
    case VMI_QUANTILE_CONFORMAL:
        return conformal(sample, p);
    }
    return NAN;
}

/* ---- median and outliers ----------------------------------------------------------------------------- */

double vmi_sample_median(const struct vmi_sample *sample)
{
    return vmi_sample_quantile(sample, 0.5, VMI_QUANTILE_LINEAR);
}

/*
 * The distances from the median in two runs, each ascending: from the observation of rank MIDDLE - 1 downward, and from
 * that of rank MIDDLE upward. So a distance of any rank is found by halving, and neither is the sample copied nor are
 * its zeros gone through.
 */
struct distances {
    const struct vmi_sample *sample;
    size_t middle;
    double median;
};

static double downward(const struct distances *d, size_t i)
{
    return d->median - ranked(d->sample, d->middle - 1 - i);
}

static double upward(const struct distances *d, size_t i)
{
    return ranked(d->sample, d->middle + i) - d->median;
}

/* The largest of the K smallest distances, K from 1. */
static double kth_smallest(const struct distances *d, size_t k)
{
    size_t above = size_of(d->sample) - d->middle;
    size_t low = k > above ? k - above : 0, high = k < d->middle ? k : d->middle;
    while (low < high) { /* how many of them lie below the median */
        size_t half = low + (high - low) / 2;
        if (downward(d, half) < upward(d, k - half - 1))
            low = half + 1;
        else
            high = half;
    }
    if (low == 0)
        return upward(d, k - 1);
    return low == k ? downward(d, k - 1) : fmax(downward(d, low - 1), upward(d, k - low - 1));
}

double vmi_sample_median_distance(const struct vmi_sample *sample)
{
    size_t n = size_of(sample);
    struct distances d = {sample, n / 2, vmi_sample_median(sample)};
    if (n == 0)
        return NAN;
    double upper = kth_smallest(&d, n / 2 + 1);
    return n % 2 ? upper : (kth_smallest(&d, n / 2) + upper) / 2;
}

/* A standard deviation over the median distance, of a normal distribution: 1 / the quantile of 3/4. */
static const double deviations_a_distance = 1.4826;

struct vmi_hampel vmi_hampel_of(const struct vmi_sample *sample, double times)
{
    double distance = vmi_sample_median_distance(sample);
    double reach = distance > 0 ? times * deviations_a_distance * distance : INFINITY;
    return (struct vmi_hampel){vmi_sample_median(sample), reach};
}

bool vmi_hampel_outlier(const struct vmi_hampel *rule, double value)
{
    return fabs(value - rule->median) > rule->reach;
}

size_t vmi_hampel_mark(const struct vmi_hampel *rule, const double *values, size_t count, bool *marks)
{
    size_t outliers = 0;
    for (size_t i = 0; i < count; i++)
        outliers += marks[i] = vmi_hampel_outlier(rule, values[i]);
    return outliers;
}

size_t vmi_hampel_replace(const struct vmi_hampel *rule, double *values, size_t count)
{
    size_t outliers = 0;
    for (size_t i = 0; i < count; i++)
        if (vmi_hampel_outlier(rule, values[i])) {
            values[i] = rule->median;
            outliers++;
        }
    return outliers;
}
