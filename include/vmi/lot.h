/*
 * lot.h: how much to order at once, and from which position on: lots and levels of least cost.
 *
 * Rates, costs of holding and costs of shortage share one unit of time (a day, a year, a review period) and one unit of
 * quantity; a cost is money, and so is every cost that is returned, per unit of time. A lead time enters as the
 * distribution of demand over it. Demand that finds no stock waits (backorders).
 *
 * Nothing fails: what is not defined is NaN, in every member of a struct. That is so for an argument that is NaN,
 * infinite or below 0, without a holding or a shortage cost where one is asked for (the lot, or the wait, would have no
 * end), and for an undefined distribution. Every search is bounded.
 *
 * Of several lots or levels of one cost the smallest is given.
 */
#ifndef VMI_LOT_H
#define VMI_LOT_H

#include "vmi/arena.h"
#include "vmi/distribution.h"

/* ---- demand at a steady rate ----------------------------------------------------------------------- */

/*
 * The economic order quantity sqrt(2 K d / h); F. W. Harris, How many parts to make at once (1913). 0 without demand or
 * without a cost of ordering.
 */
double vmi_eoq(double demand_rate, double order_cost, double holding_cost);

/* What a lot costs: K d/Q + h Q/2, without what is paid for the goods. 0 without demand. */
double vmi_lot_cost(double demand_rate, double order_cost, double holding_cost, double lot);

/*
 * Two variants are the same formulas with a smaller holding cost. With backorders at cost p it is h p/(h + p); the best
 * plan lets the share h/(h + p) of each lot wait. With receipts at a rate above that of demand, as from production, it
 * is h (1 - demand/supply). Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd edition, sections 3.5 and 3.6.
 */
double vmi_holding_with_backorders(double holding_cost, double shortage_cost);
double vmi_holding_in_production(double holding_cost, double demand_rate, double supply_rate);

struct vmi_lot {
    double quantity, cost;
};

/*
 * The best lot in whole PACKs, from LEAST to MOST (0 and INFINITY for no bound) where those are taken up and down to a
 * pack: n packs with n(n - 1) < 2 K d/(h PACK^2) <= n(n + 1). One pack at the least, unless there is no demand; NaN when
 * there is no multiple between the bounds.
 */
struct vmi_lot vmi_lot_in_packs(double demand_rate, double order_cost, double holding_cost, double pack,
                                double least, double most);

struct vmi_power_lot {
    double interval; /* BASE times 2^power */
    int power;
    struct vmi_lot lot;
};

/*
 * Orders every BASE time units times a power of two, so that orders of many items meet; costs 6.1 % more than the best
 * at most. Roundy, 98 %-effective integer-ratio lot-sizing (1985).
 */
struct vmi_power_lot vmi_lot_by_power_of_two(double demand_rate, double order_cost, double holding_cost,
                                             double base);

/* The PRICE of a unit in lots of FROM or more. */
struct vmi_price {
    double from, price;
};

struct vmi_priced_lot {
    double quantity;
    double cost;  /* with what is paid for the goods */
    size_t price; /* the index of the price that holds */
};

/*
 * The best lot under quantity discounts, holding at RATE of the price a unit of time: for all units of a lot at the price
 * of its size, or incrementally, each unit at the price of its own place in the lot. PRICES begin at 0, FROM rises and
 * the price falls, or NaN. Snyder and Shen, sections 3.4.1 and 3.4.2.
 */
struct vmi_priced_lot vmi_lot_all_units(double demand_rate, double order_cost, double rate,
                                        const struct vmi_price *prices, size_t count);
struct vmi_priced_lot vmi_lot_incremental(double demand_rate, double order_cost, double rate,
                                          const struct vmi_price *prices, size_t count);

/* ---- one period --------------------------------------------------------------------------------------- */

/* h E(y - X)+ + p E(X - y)+, what a LEVEL y costs when each unit left costs HOLDING and each unit short SHORTAGE. */
double vmi_level_cost(const struct vmi_distribution *demand, double holding, double shortage, double level);

/*
 * The newsvendor's level, the smallest with P(X <= level) >= UNDERAGE/(UNDERAGE + OVERAGE), where its cost is least;
 * Arrow, Harris and Marschak, Optimal inventory policy (1951). NaN unless both costs are above 0. Its cost is
 * vmi_level_cost(demand, OVERAGE, UNDERAGE, level).
 */
double vmi_newsvendor(const struct vmi_distribution *demand, double underage, double overage);

/* What a unit brings and costs in a season. PRICE > COST > SALVAGE - KEEPING is needed. */
struct vmi_season {
    double price, cost;
    double salvage, keeping; /* what a unit that is left brings, and costs to keep */
    double penalty;          /* for a unit that is short, besides the sale */
};

double vmi_season_underage(const struct vmi_season *season); /* price - cost + penalty */
double vmi_season_overage(const struct vmi_season *season);  /* cost - salvage + keeping */

/* Mean profit of a season that begins with LEVEL: (price - cost) mean - vmi_level_cost() of the above. */
double vmi_season_profit(const struct vmi_distribution *demand, const struct vmi_season *season,
                         double level);

/* ---- (r, Q) and (s, S) --------------------------------------------------------------------------------- */

struct vmi_lot_policy {
    double level; /* order when the position is at or below it: r, or s */
    double lot;   /* Q, or S - s */
    double cost;  /* per unit of time */
};

/*
 * Continuous review: the position is uniform from LEVEL to LEVEL + LOT, so with g = vmi_level_cost() over the lead time
 *
 *     cost = (K d + integral of g from r to r + Q) / Q
 *
 * for demand that comes in any amount, and the sum of g(r + 1) ... g(r + Q) for demand that comes in steps; LEVEL and LOT
 * are then multiples of the step. Hadley and Whitin, Analysis of Inventory Systems (1963), chapter 4. NaN unless LOT > 0,
 * and, here and in the next two, when SHORTAGE is less than a millionth of HOLDING.
 */
double vmi_rq_cost(const struct vmi_distribution *lead, double demand_rate, double order_cost, double holding,
                   double shortage, double level, double lot);

/* The LEVEL of least cost for that LOT: the one with g(level) = g(level + lot). */
double vmi_rq_level(const struct vmi_distribution *lead, double holding, double shortage, double lot);

/*
 * The LEVEL and LOT of least cost. In the optimum the lot takes in the positions with g below the cost, so that
 * g(r) = g(r + Q) = cost: Zheng, On properties of stochastic inventory systems, Management Science 38 (1992), and for
 * steps Federgruen and Zheng, An efficient algorithm for computing an optimal (r, Q) policy, Operations Research 40
 * (1992). The cost falls to it as under Newton's method. Without demand or cost of ordering LOT is 0 and COST that of
 * the best level; for demand in steps LOT is one step then, and LEVEL one below.
 */
struct vmi_lot_policy vmi_least_cost_rq(const struct vmi_distribution *lead, double demand_rate,
                                        double order_cost, double holding, double shortage);

/*
 * The textbook approximation, where PENALTY is for a unit short however long it waits: Q = sqrt(2 d (K + p n(r))/h) and
 * P(X > r) = Q h/(p d) in turn, n being the loss, with COST = K d/Q + h (r - mean + Q/2) + p d n(r)/Q. NaN where this
 * comes to Q h >= p d, at which it is cheaper to be short. Hadley and Whitin, section 4-2.
 */
struct vmi_lot_policy vmi_textbook_rq(const struct vmi_distribution *lead, double demand_rate,
                                      double order_cost, double holding, double penalty);

/*
 * Periodic review, demand in steps: each period the position is looked at, ordered up to S when at or below s, and
 * demand of the period (REVIEW) follows; costs are those at the end of the period after the lead time, by the demand
 * over both (COVERED, the lead time's L + 1 periods; of the same step). Costs are per period.
 *
 * Takes up to 64 bytes of ARENA for a step between s and S. NaN when there are VMI_DEMAND_TABLE_LARGEST of them or more:
 * the caller takes a longer step.
 */

/* What happens on average in a period, by renewal: Veinott and Wagner, Computing optimal (s, S) policies (1965). */
struct vmi_ss_outcome {
    double orders;     /* a period */
    double on_hand;    /* units at the end of a period */
    double backorders; /* units that wait then */
    double ready;      /* P(none waits) */
};

/*
 * Orders when at or below LEVEL, up to LEVEL + LOT. NaN unless LOT > 0 and there is demand. With the demand of the lead
 * time alone as COVERED, it is what there is when a period begins, so that the fill rate is 1 - (backorders of the one -
 * backorders of the other) / mean.
 */
struct vmi_ss_outcome vmi_ss_outcome(const struct vmi_distribution *review,
                                     const struct vmi_distribution *covered, double level, double lot,
                                     struct vmi_arena *arena);

double vmi_ss_cost(const struct vmi_ss_outcome *outcome, double order_cost, double holding, double shortage);

/*
 * The s and S of least cost; Zheng and Federgruen, Finding optimal (s, S) policies is about as simple as evaluating a
 * single policy, Operations Research 39 (1991). Without demand, all are 0.
 */
struct vmi_lot_policy vmi_least_cost_ss(const struct vmi_distribution *review,
                                        const struct vmi_distribution *covered, double order_cost,
                                        double holding, double shortage, struct vmi_arena *arena);

/*
 * About the same from two moments of demand a period alone, by formulas that were fitted to the best policies: Ehrhardt
 * and Mosier, A revision of the power approximation for computing (s, S) policies, Management Science 30 (1984). LEAD is the
 * lead time in periods; (L + 1) periods have to be covered.
 */
struct vmi_power_approximation {
    double lot;      /* Q = 1.30 mean^0.494 (K/h)^0.506 (1 + variance over L + 1/mean^2)^0.116 */
    double scarcity; /* z = sqrt(Q h / (p deviation over L + 1)) */
    double level;    /* s of the power approximation, before the next */
    double most;     /* what a newsvendor would order up to; the bound of both when Q <= 1.5 mean */
    double s, S;
};

struct vmi_power_approximation vmi_power_approximation(double mean, double deviation, double lead,
                                                       double order_cost, double holding, double shortage);

/* ---- demand-driven buffers ------------------------------------------------------------------------------- */

/* Of an item, in days; Ptak and Smith, Demand Driven Material Requirements Planning (2016), chapters 6 to 9. */
struct vmi_ddmrp_item {
    double daily_usage; /* average units a day */
    double lead_time;   /* decoupled lead time */
    double lead_factor; /* share of usage over the lead time that is red base, and green at the least */
    double variability; /* share of red base that is added for safety */
    double least_lot;   /* minimum order quantity */
    double order_cycle; /* days between orders, 0 for none */
};

struct vmi_ddmrp {
    double red_base, red_safety, yellow, green, red, top_of_yellow, top_of_green;
};

struct vmi_ddmrp vmi_ddmrp_zones(const struct vmi_ddmrp_item *item);

/* On hand + on order - demand that is due, overdue, or a spike within the horizon. */
double vmi_ddmrp_net_flow(double on_hand, double on_order, double qualified_demand);

/* Up to the top of green when NET_FLOW is at or below the top of yellow, else 0. */
double vmi_ddmrp_order(const struct vmi_ddmrp *zones, double net_flow);

/* The zone that NET_FLOW is in, each with its upper end: "red", "yellow", "green", "over"; "" when not known. */
const char *vmi_ddmrp_status(const struct vmi_ddmrp *zones, double net_flow);

#endif
