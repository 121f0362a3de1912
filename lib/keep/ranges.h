/*
 * ranges.h: the ranges of order numbers, for the book.
 */
#ifndef VMI_KEEP_RANGES_H
#define VMI_KEEP_RANGES_H

#include "vmi/arena.h"
#include "vmi/order_book.h"

struct number_range {
    struct vmi_slice partner, location;
    struct vmi_slice before; /* what all numbers begin with */
    int digits;              /* of the part that counts */
    uint64_t first, last, next;
    int32_t since, through; /* days on which it may be used; VMI_DAY_NONE: open */
};

struct vmi_number_ranges {
    struct vmi_arena arena;
    struct number_range *list; /* in the order of the file, which is that of use */
    size_t count, capacity;
};

/* True when numbers of the range may be given for this wish. */
bool range_serves(const struct number_range *range, const struct vmi_number_wish *wish);

/* True when it is for the partner and the location, on whatever day. */
bool range_is_for(const struct number_range *range, const struct vmi_number_wish *wish);

void range_print(const struct number_range *range, uint64_t n, struct vmi_buffer *out);

#endif
