/*
 * demand.h: what is expected of an item's demand: mean, deviation and pattern, out of its series.
 */
#ifndef VMI_DEMAND_H
#define VMI_DEMAND_H

#include "vmi/pattern.h"
#include "vmi/series.h"

struct vmi_demand {
    double known_days;     /* days on which demand is known */
    double stockout_days;  /* of those, without usable stock */
    double mean_raw;       /* a day, over all known days, as they were reported; NaN: none is known */
    double mean;           /* a day, as it is planned with */
    double deviation;      /* of one day; NaN with fewer than two observations */
    size_t observations;   /* how many there were, silent days among them */
    double excluded_days;  /* without stock, and therefore not in the mean */
    double estimated_days; /* that sold out, whose demand was estimated with the rest; 0: none */
    bool capped;           /* the mean is correction_cap times the raw one: the correction would go further */
    size_t replaced;       /* outliers that count as the median */
    double median;         /* a day, where some were */
    enum vmi_pattern pattern;
    double interval, variation; /* by which the pattern was told (vmi/pattern.h) */
};

/*
 * Works out the demand of SERIES, whose observations it may change:
 *
 * Under outlier=hampel observations beyond 3 scaled median distances from the median become the median (vmi/sample.h).
 * Under stockout_correction=exclude days without stock do not count. Under em they do not either, and an observation
 * that sold out is a lower bound of demand: the mean and the deviation are the maximum likelihood estimates of
 * vmi/unconstrain.h, Poisson for whole quantities whose variance is at most 1.5 times their mean, else normal; where the
 * observations are not of one length, or all sold out, as under exclude. The mean is at most correction_cap times the
 * raw one. Otherwise mean and deviation are those of moments.h. The pattern takes each observation as a
 * period, and its size a day where they are not all days, weeks or months.
 */
void vmi_demand_of(struct vmi_series *series, const struct vmi_terms *terms, struct vmi_demand *demand);

#endif
