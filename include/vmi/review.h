/*
 * review.h: the items of one review together: what goes along with others, loads, scarce supply.
 *
 * Each item was planned by itself (vmi/planner.h). What is decided here changes its lines through their deltas, so that
 * need and deltas still make the quantity, or takes them away, and then says why. Nothing depends on the order of the
 * items.
 */
#ifndef VMI_REVIEW_H
#define VMI_REVIEW_H

#include "vmi/allocation.h"
#include "vmi/finding.h"
#include "vmi/load.h"
#include "vmi/planner.h"
#include "vmi/ranked.h"

struct vmi_review_item {
    struct vmi_slice location, sku; /* unique together */
    enum vmi_reason reason;         /* why there is no line; none: there are lines */
    int32_t as_of;
    struct vmi_plan_lines lines;
    struct vmi_proposal *transfers; /* from other locations, besides the lines */
    size_t transfer_count;
    const struct vmi_finding *findings; /* about its open orders */
    size_t finding_count;
    vmi_decimal short_of; /* what scarce supply took away; 0: nothing */
    vmi_decimal waiting;  /* what is in a load that waits; 0: nothing */
    vmi_decimal unfunded; /* what the budget took away; 0: nothing */
};

/*
 * Lines that sleep for can_order wake where an awake line of their lane (source and location) has their order date. An
 * awake line is one that its item needs, or that a person decided.
 */
void vmi_review_wake(struct vmi_review_item *items, size_t count, struct vmi_arena *arena);

/*
 * Makes loads of the lines of a lane that are shipped on one day and have the same limits, as vmi/load.h says. `load`
 * is SOURCE:LOCATION:DATE:NUMBER, the number 1 for the first of the lane and day. A line that is divided between loads
 * becomes several: the need of each is what the load before had no room for. Lines that none has room for, and those of
 * loads of which is not known what they weigh, go to review. What waits has no line.
 */
void vmi_review_load(struct vmi_review_item *items, size_t count, struct vmi_arena *arena);

/* Takes away the lines that still sleep, before what follows. */
void vmi_review_settle(struct vmi_review_item *items, size_t count);

/* What a source has of an item: at once, and from some days on. */
struct vmi_supply {
    vmi_decimal at_once; /* 0 or more */
    const struct vmi_supply_receipt {
        int32_t day;
        vmi_decimal quantity; /* 0 or more */
    } * receipts;             /* by day */
    size_t receipt_count;
};

/* NULL: it is not known. */
typedef const struct vmi_supply *vmi_supply_find(const void *context, struct vmi_slice source,
                                                 struct vmi_slice sku);

/*
 * Holds all lines of one item from one source to what the source has of it on their ship dates, those of earlier days
 * first, as vmi_allocate() does by the rule of the item that is first in byte order. Lines of which it is not known go to
 * review. False when the quantities add up beyond the range: *CULPRIT is one of the items.
 */
bool vmi_review_supply(struct vmi_review_item *items, size_t count, vmi_supply_find *find,
                       const void *context, struct vmi_arena *arena,
                       const struct vmi_review_item **culprit) VMI_MUST_USE;

/*
 * The steps of all lines, whole multiples (an order of more than a hundred in a hundred steps; the smallest order is one),
 * those that yield most first. With D the demand over lead time and review period, P days, a step of q at a position of
 * y avoids E(D - y)+ - E(D - y - q)+ units short; each gains shortage_cost, else unit_price - unit_cost, and each of the
 * others costs unit_cost * holding_rate * P / 365 to hold (Silver, Pyke and Thomas, Inventory and Production Management in
 * Supply Chains, chapter 5, on marginal treatment). The yield is that difference a unit of value. What is not known
 * comes last. In ARENA; answers how many there are.
 */
size_t vmi_review_rank(struct vmi_review_item *items, size_t count, struct vmi_arena *arena,
                       struct vmi_ranked **list);

/*
 * Keeps of these steps as many as BUDGET pays for (supply_delta): those that yield most first, and of an item none
 * behind one that is too dear. Lines without a value go to review.
 */
void vmi_review_budget(struct vmi_review_item *items, size_t count, vmi_decimal budget,
                       struct vmi_arena *arena);

#endif
