/*
 * orders.h: the open orders of one item, out of its documents and receipts.
 */
#ifndef VMI_ORDERS_H
#define VMI_ORDERS_H

#include "vmi/state.h"

/* An open quantity on an order: ordered and not shipped, or shipped and not received. */
struct open_line {
    uint32_t ref;
    bool in_transit;
    int32_t due;
    vmi_decimal quantity;
};

struct orders {
    struct open_line *lines;
    size_t count, capacity;
};

/*
 * Follows every document and receipt of ITEM through DAY. FROM_FEED: starts with the feed's levels of on_order and
 * in_transit, and each acts only on what it is later than. LEAD days after an order it is due where nothing says
 * when; -1: not known. False when a sum leaves the range.
 */
bool orders_follow(struct orders *orders, const struct vmi_history *history, const struct vmi_item *item,
                   int32_t day, bool from_feed, int lead) VMI_MUST_USE;

#endif
