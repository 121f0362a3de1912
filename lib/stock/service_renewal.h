/*
 * service_renewal.h: how often the position is where, between S and s, after the reviews of (R,s,S).
 *
 * With D the demand of a review period, given that there is any, the position is S - x as often as x is among 0, D1,
 * D1 + D2, ... below S - s. These are the renewals of D, one at 0 and then, further on, 1/E(D) of them on each unit: so
 * a renewal is kept as an even share, which has closed forms, and what there is beside it, which ends soon.
 */
#ifndef VMI_STOCK_SERVICE_RENEWAL_H
#define VMI_STOCK_SERVICE_RENEWAL_H

#include "service.h"

struct service_renewal {
    double width;  /* S - s, whole steps of a lattice */
    double rate;   /* even renewals on a unit; 0: all are in EXTRA */
    double step;   /* between the places of EXTRA, the first of which is S */
    double total;  /* renewals in WIDTH: reviews with demand in a cycle */
    double chance; /* that a review period has demand */
    size_t count;
    double *extra; /* renewals at each place, less the even ones; may be below 0 */
};

/*
 * Of REVIEW for WIDTH (above 0). LATTICE: the step of the positions, or 0. False when there is none: no demand, or
 * REVIEW undefined.
 */
bool service_renewal_make(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                          double width, struct vmi_arena *arena);

#endif
