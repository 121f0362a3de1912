/*
 * service.h: what the files of service_level.h share.
 */
#ifndef VMI_STOCK_SERVICE_H
#define VMI_STOCK_SERVICE_H

#include "vmi/service_level.h"
#include "vmi/solve.h"

/* The share that is short, 1 - fill, of a level: it does not rise with the level. */
typedef double service_shortage(const void *context, double level);

/* The level at which SHORTAGE is 1 - FILL; on a lattice of STEP, unless that is 0, the first where it is not above. */
struct service_question {
    service_shortage *shortage;
    const void *context;
    double fill;
    double step, lowest; /* of a lattice; no level is sought below LOWEST */
    double start, stride;
};

double service_solve(const struct service_question *q);

/* A fill from 1 - fill, which may be off by rounding. */
double service_fill(double shortage);

static inline bool service_is_share(double x)
{
    return x > 0 && x < 1;
}

/* The lattice point at or below LEVEL; LEVEL itself without a lattice. */
double service_on_lattice(const struct vmi_distribution *d, double level);

/* How a protection is to be served. */
enum service_review {
    SERVICE_UNDEFINED,
    SERVICE_NO_DEMAND,
    SERVICE_CONTINUOUS, /* no review period: the rules of (r,Q) over COVERED */
    SERVICE_PERIODIC
};

enum service_review service_review(const struct vmi_protection *p);

/*
 * E(X - y)+, the mean of it over positions y: on LEVEL + LATTICE, LEVEL + 2 LATTICE, ... LEVEL + LOT, or where LATTICE is
 * 0 from LEVEL to LEVEL + LOT.
 */
double service_loss_over(const struct vmi_distribution *d, double level, double lot, double lattice);

/* The step of the lattice that positions are on; 0: none. */
static inline double service_lattice(const struct vmi_distribution *covered)
{
    return covered->discrete ? covered->step : 0;
}

/* A lot that is whole steps of a lattice, at least one; without a lattice LOT, at least 0. */
double service_whole_lot(const struct vmi_distribution *d, double lot);

#endif
