/*
 * family.h: what a family of distributions answers; distribution.c has the table of them.
 *
 * Continuous families are asked for x above their floor. Those on a lattice are asked for whole k >= 0, and answer in
 * steps, not in units.
 */
#ifndef VMI_MATH_FAMILY_H
#define VMI_MATH_FAMILY_H

#include "vmi/distribution.h"

struct vmi_family_row {
    double (*below)(const struct vmi_distribution *d, double x);
    double (*above)(const struct vmi_distribution *d, double x);
    double (*at)(const struct vmi_distribution *d, double k); /* of a lattice alone */
    double (*loss)(const struct vmi_distribution *d, double x);
    double (*surplus)(const struct vmi_distribution *d, double x);
    double (*second)(const struct vmi_distribution *d, double x);
    /* The level for P(X <= x) = PROBABILITY and P(X > x) = TAIL, one of which is exact; NULL: it is searched. */
    double (*quantile)(const struct vmi_distribution *d, double probability, double tail);
};

extern const struct vmi_family_row vmi_family_point, vmi_family_normal, vmi_family_gamma,
    vmi_family_lognormal, vmi_family_poisson, vmi_family_negbin, vmi_family_table, vmi_family_mixture;

#endif
