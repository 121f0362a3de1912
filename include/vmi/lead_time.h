/*
 * lead_time.h: how long an order takes, as a distribution of days.
 */
#ifndef VMI_LEAD_TIME_H
#define VMI_LEAD_TIME_H

#include "vmi/arena.h"
#include "vmi/history.h"
#include "vmi/term.h"

struct vmi_lead_times {
    double mean, variance;  /* days, days squared; the mean NaN: not known */
    double *days, *chances; /* each value and its probability, in order of days; in the arena given */
    size_t count;           /* 0: only mean and variance are known */
    size_t measured;        /* orders by which they were measured; 0: they are agreed */
};

/* Fewer orders than this prove no lead time. */
enum { VMI_LEAD_TIME_LEAST_ORDERS = 3 };

/*
 * The lead times of an item. Under lead_time_from=measured each of its orders that has been received is one value: the
 * days from the day on which it was ordered to that on which the last of it came. With fewer than
 * VMI_LEAD_TIME_LEAST_ORDERS of these, and otherwise, they are those of the term lead_times, else lead_time and
 * lead_time_sd squared. The variance of values is that of the distribution: sum p (x - mean)^2.
 */
void vmi_lead_times_of(const struct vmi_facts *item, const struct vmi_terms *terms, struct vmi_arena *arena,
                       struct vmi_lead_times *times);

#endif
