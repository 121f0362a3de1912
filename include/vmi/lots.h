/*
 * lots.h: what of an item's stock expires, and when.
 */
#ifndef VMI_LOTS_H
#define VMI_LOTS_H

#include "vmi/arena.h"
#include "vmi/outlook.h"
#include "vmi/state.h"

/* The quantities of one expiry date. */
struct vmi_lot {
    int32_t expires; /* the last day on which it may be used */
    vmi_decimal quantity;
};

struct vmi_lots {
    struct vmi_lot *list; /* still usable on the day, by expiry; in the arena given */
    size_t count;
    vmi_decimal expired; /* of what was stated or received: expired before the day, and still there */
};

/*
 * The lots of ITEM on DAY, of the on_hand level that was stated at MOMENT and of what was received since. What went out
 * is taken from what expires first and could be used on its day; what names its day of expiry, as a lot that is thrown
 * away, from the lots of that day. Quantities without an expiry date are no lot, and are used last. Returns false when
 * a sum leaves the range.
 */
bool vmi_lots_of(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                 struct vmi_arena *arena, struct vmi_lots *lots) VMI_MUST_USE;

/*
 * How much of COUNT lots, in order of expiry, expires before it is used as OUTLOOK expects, when what expires first is used
 * first. *FIRST is the first day on which some of it does, VMI_DAY_NONE: on none.
 */
double vmi_lots_unused(const struct vmi_lot *lots, size_t count, const struct vmi_outlook *outlook,
                       int32_t *first);

#endif
