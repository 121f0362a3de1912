/*
 * lot_sizing.h: lots for demand that is known bucket by bucket.
 *
 * Each lot arrives at the beginning of a bucket with demand and covers whole buckets from there on, up to the next
 * lot; what is held over the end of a bucket costs HOLDING_COST a unit, each lot ORDER_COST. Nothing is short.
 * Quantities are exact, costs estimates; costs that differ by less than a part in 1e12 count as equal, since that is
 * how far the products behind them can be off.
 */
#ifndef VMI_LOT_SIZING_H
#define VMI_LOT_SIZING_H

#include "vmi/arena.h"
#include "vmi/decimal.h"

/*
 * How far a lot goes. Buckets without demand before a lot are skipped: it begins where demand does, and its buckets are
 * counted from there, those without demand among them too.
 */
enum vmi_lot_method {
    VMI_LOTS_LOT_FOR_LOT, /* a lot for each bucket with demand */
    /*
     * Until the cost a bucket would rise; Silver and Meal, A heuristic for selecting lot size quantities, Production
     * and Inventory Management 14 (1973). Equal cost goes on, here and in the next.
     */
    VMI_LOTS_SILVER_MEAL,
    VMI_LOTS_LEAST_UNIT_COST, /* until the cost a unit would rise */
    /*
     * As long as holding costs no more than ordering, without looking ahead or back; DeMatteis, An economic lot-sizing
     * technique, IBM Systems Journal 7 (1968).
     */
    VMI_LOTS_PART_PERIOD,
    /*
     * A fixed number of buckets: the economic order quantity over the mean demand of all buckets, rounded half up, at
     * the least one.
     */
    VMI_LOTS_PERIOD_ORDER,
    /*
     * The least cost there is; Wagner and Whitin, Dynamic version of the economic lot size model, Management Science 5
     * (1958). Of plans of one cost, that in which the last lot begins latest, then the last but one, and so on.
     */
    VMI_LOTS_WAGNER_WHITIN,
};

struct vmi_lot_plan {
    vmi_decimal *orders; /* by bucket, in the arena */
    size_t lots;
    double cost;
};

/*
 * Time and memory grow with the buckets, the time of Wagner and Whitin with their square. ORDERS is NULL and COST NaN
 * when a cost is not finite or below 0, a demand unknown or below 0, or all demand together out of the range of
 * quantities.
 */
struct vmi_lot_plan vmi_plan_lots(enum vmi_lot_method method, const vmi_decimal *demand, size_t buckets,
                                  double order_cost, double holding_cost, struct vmi_arena *arena);

#endif
