/*
 * joint.h: items that are ordered together, because each order costs something whatever stands in it.
 *
 * An order goes out every INTERVAL, and item i is in every m-th of them. With A for the order and a for an item's place
 * in it, both in money, demand d and holding cost h in one unit of time and of quantity, that costs
 *
 *     (A + sum of a/m) / T + T/2 sum of h d m
 *
 * a unit of time, which is least at T = sqrt(2 (A + sum of a/m) / sum of h d m). Of that T speak all functions below.
 *
 * Nothing fails: INTERVAL and COST are NaN, and MULTIPLES 0, without items, for a cost that is not finite or below 0,
 * and unless each item has demand and a cost of holding above 0. An item without demand is left out by the caller.
 */
#ifndef VMI_JOINT_H
#define VMI_JOINT_H

#include "vmi/arena.h"
#include "vmi/decimal.h"

struct vmi_joint_item {
    double demand_rate, holding_cost;
    double order_cost; /* a */
};

struct vmi_joint_cycle {
    double interval; /* T */
    double cost;     /* a unit of time */
};

/* What these multiples, each at least 1, cost. */
struct vmi_joint_cycle vmi_joint_cycle(const struct vmi_joint_item *items, size_t count, double order_cost,
                                       const uint32_t *multiples);

/*
 * Fills MULTIPLES at once; Silver, A simple method of determining order quantities in joint replenishments under
 * deterministic demand, Management Science 22 (1976). The item with the least a/(h d), the first of equals, is in every
 * order, and another one in every
 *
 *     m = sqrt(a/(h d) * h1 d1/(A + a1))
 *
 * rounded half up, at least 1. NaN when A + a1 is 0.
 */
struct vmi_joint_cycle vmi_joint_by_silver(const struct vmi_joint_item *items, size_t count,
                                           double order_cost, uint32_t *multiples);

/*
 * From multiples of 1 on, T and the multiples in turn, until these stay: the smallest with m (m + 1) >= 2 a/(h d T^2).
 * Brown, Decision Rules for Inventory Management (1967). The cost falls at each turn, to one of perhaps several lows.
 */
struct vmi_joint_cycle vmi_joint_by_turns(const struct vmi_joint_item *items, size_t count, double order_cost,
                                          uint32_t *multiples);

/*
 * The least cost of all multiples from 1 to MOST. Each T has its best multiples, and they change where 2 a/(h d T^2) is
 * m (m + 1), so that one look at each of count (MOST - 1) changes is enough; Goyal, Determination of optimum packaging
 * frequency of items jointly replenished, Management Science 21 (1974). Of equal cost the longest T.
 *
 * MOST binds only where A is small beside the a: without A there is no best plan, as items gain nothing by meeting.
 */
struct vmi_joint_cycle vmi_joint_best(const struct vmi_joint_item *items, size_t count, double order_cost,
                                      uint32_t most, uint32_t *multiples, struct vmi_arena *arena);

/* ---- can-order levels --------------------------------------------------------------------------------- */

struct vmi_can_order_item {
    vmi_decimal position, max;
    vmi_decimal can_order; /* unknown: never goes along */
    bool triggered;        /* at or below min, vmi_terms_triggered() */
};

/*
 * A review of a group: as soon as one item is triggered, all that are at or below can_order go along, each up to max;
 * Balintfy, On a basic class of multi-item inventory problems, Management Science 10 (1964); reviewed periodically,
 * Johansen and Melchiors, Can-order policy for the periodic-review joint replenishment problem, Journal of the
 * Operational Research Society 54 (2003).
 *
 * NEEDS are max - position, 0 for what is not ordered: at or above max, or with either of them unknown. False, with
 * NEEDS undefined, when one leaves the range of quantities.
 */
bool vmi_can_order(const struct vmi_can_order_item *items, size_t count, vmi_decimal *needs) VMI_MUST_USE;

#endif
