/*
 * demand.h: what is expected of an item's demand: mean and deviation a day, out of its series.
 */
#ifndef VMI_DEMAND_H
#define VMI_DEMAND_H

#include "vmi/series.h"

struct vmi_demand {
    double known_days;    /* days on which demand is known */
    double stockout_days; /* of those, without usable stock */
    double mean_raw;      /* a day, over all known days, as they were reported; NaN: none is known */
    double mean;          /* a day, as it is planned with */
    double deviation;     /* of one day; NaN with fewer than two observations */
    size_t observations;  /* how many there were, silent days among them */
    double excluded_days; /* without stock, and therefore not in the mean */
    bool capped;          /* the mean is correction_cap times the raw one: the correction would go further */
};

/*
 * Works out the demand of SERIES, whose observations it may change. Under stockout_correction=exclude days without
 * stock do not count, and the mean is at most correction_cap times the raw one. Mean and deviation are those of
 * moments.h.
 */
void vmi_demand_of(struct vmi_series *series, const struct vmi_terms *terms, struct vmi_demand *demand);

#endif
