/*
 * demand.h: what an item's demand was, in buckets of any length, and its mean and deviation a day.
 */
#ifndef VMI_DEMAND_H
#define VMI_DEMAND_H

#include "vmi/history.h"
#include "vmi/term.h"

struct vmi_demand {
    double known_days;    /* days on which demand is known */
    double stockout_days; /* of those, without usable stock, as the location reported them */
    double mean_raw;      /* a day, over all known days; NaN: none is known */
    double mean;          /* a day, over the known days with stock (stockout_correction) */
    double deviation;     /* of one day; NaN with fewer than two buckets */
    size_t buckets;       /* how many observations there were, silent days among them */
    size_t set_aside;     /* buckets over which a later one stands */
};

/*
 * Demand of ITEM through DAY, over at most history_days. It is known from the item's first level or flow through the
 * last closed day of its location. What was sold, less what was returned, more what was unfilled and lost, is demand;
 * a flow over several days is one bucket, and flows that overlap in time are one bucket together. Days without any
 * record are buckets of one day with demand 0, unless feed_days was given and the whole location was silent for
 * longer. Of two buckets of one measure that overlap without being the same days the later in the stream stands, and
 * days that only the other covered are unknown. Mean and deviation are those of moments.h.
 */
void vmi_demand_of(const struct vmi_history *history, const struct vmi_facts *item,
                   const struct vmi_terms *terms, int32_t day, struct vmi_demand *demand);

#endif
