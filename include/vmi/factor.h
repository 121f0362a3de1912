/*
 * factor.h: days on which demand is a multiple of that of usual days: promotions, seasons.
 */
#ifndef VMI_FACTOR_H
#define VMI_FACTOR_H

#include "vmi/date.h"

struct vmi_factor {
    int32_t first, last; /* days, both included */
    double factor;       /* 0 or more */
};

/* Factors of different days, in their order. Begin with all zero. */
struct vmi_factors {
    struct vmi_factor *list;
    size_t count, capacity;
};

void vmi_factors_free(struct vmi_factors *factors);

/* Sets the factor of the days from FIRST through LAST, over what they had. */
void vmi_factors_set(struct vmi_factors *factors, int32_t first, int32_t last, double factor);

/* The mean factor of the days from FIRST through LAST; 1 where there is none. */
double vmi_factors_mean(const struct vmi_factors *factors, int32_t first, int32_t last);

#endif
