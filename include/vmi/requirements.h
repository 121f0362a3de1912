/*
 * requirements.h: requirements bucket by bucket, netted and set off by the lead time (distribution requirements
 * planning); Martin, DRP: Distribution Resource Planning (1983). Exact.
 *
 * In each bucket
 *
 *     before    = projected at the end of the bucket before (at first: on hand) + scheduled - gross
 *     net       = max(0, safety stock - before)
 *     receipt   = 0 where net is 0, else net raised to order_min and then up to a multiple
 *     projected = before + receipt
 *
 * and a receipt is released lead_time buckets earlier.
 */
#ifndef VMI_REQUIREMENTS_H
#define VMI_REQUIREMENTS_H

#include "vmi/arena.h"
#include "vmi/decimal.h"

struct vmi_requirements {
    const vmi_decimal *gross, *scheduled; /* by bucket: what goes out, and what is on order and due */
    size_t buckets;
    size_t lead_time;    /* in buckets */
    vmi_decimal on_hand; /* below 0: owed */
    vmi_decimal safety_stock;
    vmi_decimal order_min, order_multiple; /* 0 or unknown: none */
};

/* By bucket, in the arena. */
struct vmi_requirements_plan {
    vmi_decimal *net, *receipts, *releases, *projected;
    /*
     * Of the releases in the first bucket, what should have been released before it. Its receipts stay where they are
     * needed, and come late unless the vendor is quicker than agreed.
     */
    vmi_decimal past_due;
};

/* False, with PLAN untouched, when a figure leaves the range of quantities. None of the others may be unknown. */
bool vmi_plan_requirements(const struct vmi_requirements *requirements, struct vmi_arena *arena,
                           struct vmi_requirements_plan *plan) VMI_MUST_USE;

#endif
