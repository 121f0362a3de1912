/*
 * spans.h: flows of an item over their days, and the buckets that they make together.
 */
#ifndef VMI_DEMAND_SPANS_H
#define VMI_DEMAND_SPANS_H

#include "vmi/history.h"

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

/* A flow of one measure over its days; then a bucket of all measures. */
struct span {
    int32_t first, last;
    uint32_t order;
    bool stands;
    bool unfilled;   /* something was asked for and not there */
    exact quantity;  /* of demand, with its sign */
    exact stockouts; /* days */
};

struct spans {
    struct span *list;
    size_t count, capacity;
};

/*
 * Adds the flows of one measure, those over the same days as one; returns how many do not stand, since a later one
 * overlaps with them. These are added too: what was demanded on their days is unknown.
 */
size_t spans_collect(struct spans *all, const struct vmi_facts *item, enum vmi_measure measure);

/* Makes buckets of the spans that stand: those that overlap, of different measures, become one. Sorts ALL. */
void spans_make_buckets(struct spans *all, struct spans *buckets);

#endif
