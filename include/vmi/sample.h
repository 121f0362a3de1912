/*
 * sample.h: quantiles, median and outliers of what was observed, most of which may be zeros that are only counted.
 */
#ifndef VMI_SAMPLE_H
#define VMI_SAMPLE_H

#include "vmi/base.h"

/* Observations in order; the values stay the caller's. */
struct vmi_sample {
    const double *values; /* ascending */
    size_t count;
    size_t zeros;    /* further observations of 0 */
    size_t negative; /* how many of the values are below 0: where the zeros belong */
};

/* Sorts VALUES in place; those that are NaN (not known) come last and do not count. */
struct vmi_sample vmi_sample_of(double *values, size_t count, size_t zeros);

/*
 * The types of Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50 (1996), that are
 * in use; and the level of split conformal prediction, the ceil((n+1)p)-th smallest, which an exchangeable further
 * observation does not exceed with probability p or more, whatever the distribution. It is infinite beyond the n-th (so
 * 95 % needs n >= 19), and -infinity for p = 0.
 */
enum vmi_quantile_type {
    VMI_QUANTILE_INVERSE,  /* type 1: the smallest observation that a share p does not exceed */
    VMI_QUANTILE_WEIBULL,  /* type 6 */
    VMI_QUANTILE_LINEAR,   /* type 7: what R, numpy and spreadsheets say */
    VMI_QUANTILE_UNBIASED, /* type 8: about unbiased for the median, whatever the distribution */
    VMI_QUANTILE_CONFORMAL,
};

/* NaN without observations, and unless 0 <= P <= 1. A rank that is above a whole number by rounding (1e-12) is that. */
double vmi_sample_quantile(const struct vmi_sample *sample, double p, enum vmi_quantile_type type);

/* The middle observation, or the mean of the two. The median of the distances from the median (not scaled). */
double vmi_sample_median(const struct vmi_sample *sample);
double vmi_sample_median_distance(const struct vmi_sample *sample);

/*
 * Hampel's rule: an outlier is further from the median than TIMES (3, as a rule) standard deviations, as estimated by
 * 1.4826 times the median distance; Hampel, The influence curve and its role in robust estimation (1974); Davies and
 * Gather, The identification of multiple outliers (1993). A median distance of 0, as of every series that is mostly
 * zeros, says nothing about spread: nothing is an outlier then.
 */
struct vmi_hampel {
    double median;
    double reach; /* how far from the median is not an outlier yet; infinite when nothing is one */
};

struct vmi_hampel vmi_hampel_of(const struct vmi_sample *sample, double times);
bool vmi_hampel_outlier(const struct vmi_hampel *rule, double value); /* NaN is none */

/* MARKS[i] says of VALUES[i] whether it is an outlier; or outliers become the median. Return how many there are. */
size_t vmi_hampel_mark(const struct vmi_hampel *rule, const double *values, size_t count, bool *marks);
size_t vmi_hampel_replace(const struct vmi_hampel *rule, double *values, size_t count);

#endif
