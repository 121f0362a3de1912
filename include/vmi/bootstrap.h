/*
 * bootstrap.h: how sure a difference between two ratios of sums is, by drawing the units behind them again and again.
 *
 * Units, such as items or orders, are drawn with replacement, as many as there are, a thousand times, always the same
 * ones. The interval is that of the percentiles; Efron and Tibshirani, An Introduction to the Bootstrap (1993), section
 * 13.3. It is of use from about twenty units on; with fewer it is too short.
 */
#ifndef VMI_BOOTSTRAP_H
#define VMI_BOOTSTRAP_H

#include "vmi/base.h"

/* What one unit adds to the sums of a ratio. */
struct vmi_bootstrap_unit {
    double numerator, denominator;
};

struct vmi_bootstrap_interval {
    double difference; /* of the ratios as they are; NaN: one of them is not defined */
    double low, high;  /* NaN: not known, of fewer than two units or too often not defined */
};

/*
 * The difference sum(numerator)/sum(denominator) of NOW less that of BEFORE, and its interval at LEVEL, between 0 and 1.
 * The two are of different units, each drawn by itself.
 */
struct vmi_bootstrap_interval vmi_bootstrap_difference(const struct vmi_bootstrap_unit *now, size_t now_count,
                                                       const struct vmi_bootstrap_unit *before,
                                                       size_t before_count, double level);

/* The same where both are of the same COUNT units, which are drawn together: what differs between them cancels. */
struct vmi_bootstrap_interval vmi_bootstrap_paired(const struct vmi_bootstrap_unit *now,
                                                   const struct vmi_bootstrap_unit *before, size_t count,
                                                   double level);

#endif
