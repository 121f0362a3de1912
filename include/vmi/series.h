/*
 * series.h: what an item's demand was, observation by observation.
 *
 * Demand is known from the first level or flow of the item through the last closed day of its location. What was sold,
 * less what was returned, more what was unfilled and lost, is demand; a flow over several days is one observation, and
 * flows of different measures that overlap in time are one together. Days without any record are observations of one
 * day with demand 0, unless feed_days was given and the whole location was silent for longer. Of two flows of one
 * measure that overlap without being the same days the later in the stream stands, and days that only the other covered
 * are unknown.
 *
 * An item that took another's place has the demand of both: its series begins with that of its predecessors.
 */
#ifndef VMI_SERIES_H
#define VMI_SERIES_H

#include "vmi/factor.h"
#include "vmi/history.h"
#include "vmi/term.h"

struct vmi_series_source {
    const struct vmi_history *history;
    const struct vmi_facts *const *items; /* the item itself, then its predecessors, the latest first */
    size_t item_count;
    const struct vmi_terms *terms; /* history_days, feed_days, unfilled, returns, and what on_hand holds */
    int32_t day;                   /* the last that may be seen; VMI_DAY_NONE: nothing is dated */
    const struct vmi_factors *factors; /* of demand; NULL: none */
};

struct vmi_observation {
    int32_t first, last; /* days */
    double reported;     /* demand over all of them, as it was seen */
    double quantity;     /* and as it is planned with */
    double stockouts;    /* of the days, those without usable stock */
    bool silent;         /* nothing was reported: each day is an observation of 0 by itself */
    bool idle;           /* demand had a factor of 0: it says nothing of other days */
    bool censored;       /* one day that ended with nothing left: demand was at least this */
};

static inline double vmi_observation_days(const struct vmi_observation *o)
{
    return (double)o->last - (double)o->first + 1;
}

struct vmi_series {
    struct vmi_observation *list; /* in order of days, apart from each other */
    size_t count, capacity;
    size_t set_aside; /* flows over which a later one stands */
    double returned;  /* what came back and is in no observation (term returns) */
    double factored;  /* days whose quantity was divided by a factor */
    double unfilled;  /* days on which something was asked for and not there */
    size_t inherited; /* observations from before the item's own first day */
};

/*
 * Fills SERIES, which the caller frees. Days without usable stock are those that the location reports as stockout_days
 * and, where it does not, those that closed with no usable stock and on which nothing was asked for. False when stock
 * leaves the range of quantities.
 */
bool vmi_series_of(const struct vmi_series_source *source, struct vmi_series *series) VMI_MUST_USE;
void vmi_series_free(struct vmi_series *series);

#endif
