/*
 * service_losses.h: sums of losses at many places below S, each with its weight, at the price of few.
 *
 * Far above demand a loss is nothing, far below it is the distance; in between it is smooth, and the weights can be
 * moved to places that are further apart. While a level is sought on a grid, losses are kept.
 */
#ifndef VMI_STOCK_SERVICE_LOSSES_H
#define VMI_STOCK_SERVICE_LOSSES_H

#include "service_renewal.h"

/* From FIRST below S on, STEP apart. */
struct service_places {
    double first, step;
    size_t count;
    const double *weight;
};

/* The losses of demand over one time that EXTRA of a renewal asks for. */
struct service_losses {
    struct vmi_distribution d;
    struct service_places all;
    struct service_places few; /* the same from fewer places, between which the loss is a polynomial */
    double few_above;          /* while all of them are at or above this */
    double base, step;         /* of the losses that are kept, */
    size_t kept_count;         /* none yet: 0 */
    double *kept;              /* NaN: not known yet */
};

void service_losses_make(struct service_losses *l, const struct vmi_distribution *d,
                         const struct service_renewal *r, struct vmi_arena *arena);

/* Says that levels of LOWEST and above will be asked for: where fewer places do not serve for all of them, all are used. */
void service_losses_settle(struct service_losses *l, double lowest);

/* The distance of places that are in use. */
double service_losses_step(const struct service_losses *l);

/* From here on losses at levels LEVEL + k * service_losses_step(), k from -REACH to REACH, and below S, are kept. */
void service_losses_keep(struct service_losses *l, double level, double width, double step, double reach,
                         struct vmi_arena *arena);

/* The sum below TOP, which is S. */
double service_losses_sum(const struct service_losses *l, double top);

#endif
