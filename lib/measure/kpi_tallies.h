/*
 * kpi_tallies.h: values of which a percentile is asked, for which sums do not do.
 */
#ifndef VMI_MEASURE_KPI_TALLIES_H
#define VMI_MEASURE_KPI_TALLIES_H

#include "vmi/base.h"

/* The days that an order line took, and of what it is one. */
struct tally {
    uint64_t where;
    int32_t days;
};

struct tallies {
    struct tally *list;
    size_t count, capacity;
    bool sorted;
};

void tallies_add(struct tallies *tallies, uint64_t where, int32_t days);
void tallies_free(struct tallies *tallies);

/* The least value that a SHARE of those of WHERE did not exceed; NaN where there is none. */
double tallies_percentile(struct tallies *tallies, uint64_t where, double share);

#endif
