/*
 * orders.h: the open orders of one item, out of its documents and receipts.
 */
#ifndef VMI_ORDERS_H
#define VMI_ORDERS_H

#include "open_lines.h"
#include "vmi/state.h"

/*
 * Follows every document and receipt of ITEM through DAY. FROM_FEED: starts with the feed's levels of on_order and
 * in_transit, and each acts only on what it is later than. LEAD days after an order it is due where nothing says
 * when; -1: not known. OPEN begins zeroed; its lines are the answer. False when a sum leaves the range.
 */
bool orders_follow(struct open_lines *open, const struct vmi_history *history, const struct vmi_facts *item,
                   int32_t day, bool from_feed, int lead) VMI_MUST_USE;

#endif
