/*
 * planner.h: from a position and terms to proposed order lines.
 */
#ifndef VMI_PLANNER_H
#define VMI_PLANNER_H

#include "vmi/position.h"
#include "vmi/proposal.h"
#include "vmi/term.h"

/* What a person decided about an item. It stands over what is worked out. */
struct vmi_override {
    vmi_decimal quantity; /* to order; 0: nothing; unknown: not decided */
    int32_t order_date;   /* VMI_DAY_NONE: not decided */
    struct vmi_slice reason, author;
};

struct vmi_receipt;
struct vmi_load_limits;

struct vmi_plan_input {
    const struct vmi_position *position;
    const struct vmi_terms *terms;
    int32_t as_of;          /* VMI_DAY_NONE: nothing is dated, and dates stay empty */
    int32_t minute;         /* of that day at which one acts; -1: before any cut-off */
    vmi_decimal last_order; /* quantity of the last order; unknown: none */
    vmi_decimal remaining;  /* demand that is still to come of an item that is phased out; unknown: none */
    struct vmi_slice currency;
    const struct vmi_calendar *ship_calendar, *receive_calendar; /* NULL: open every day */
    const struct vmi_override *override;                         /* NULL: nobody decided */
    const struct vmi_receipt *receipts;                          /* on their way (vmi/projection.h) */
    size_t receipt_count;
    const double
        *demand; /* expected on the days from the one after as-of on, NaN where the mean holds; NULL: none */
    size_t demand_count;
    size_t horizon;  /* days that are looked at; 0: lead time, review period, and one more of these */
    uint64_t review; /* bits by enum vmi_reason: these put a line to review */
    const struct vmi_load_limits *limits; /* of the load that its lines go with; NULL: they go with none */
};

enum vmi_plan_result {
    VMI_PLAN_LINE,  /* there are lines */
    VMI_PLAN_NONE,  /* nothing is to be ordered: *REASON says why */
    VMI_PLAN_RANGE, /* a figure leaves the range of quantities */
};

/* What it takes to change the lines of an item together with those of others. Amounts are of one base unit. */
struct vmi_stake {
    vmi_decimal multiple;
    vmi_decimal
        room; /* the most that may be ordered: under the cap, order_max, what a person decided; unknown: any */
    vmi_decimal position, min, max, backordered;
    double demand_mean;
    vmi_decimal value, weight, volume; /* unknown: not known, as are the next two */
    vmi_decimal units_per_pallet;
    vmi_decimal order_unit_size;
    struct vmi_slice order_unit, currency;
    vmi_decimal approval_limit;
    vmi_decimal quantum, order_min;
    int distribution;                            /* enum vmi_distribution_choice, of demand */
    double period, period_mean, period_variance; /* lead time and review period, and demand over it */
    double shortage_gain, holding_cost;          /* money: once, and a year; NaN: not known */
    int32_t priority;
    int allocation; /* enum vmi_allocation */
    uint64_t review;
    const struct vmi_load_limits *limits;
};

/* Whether the lines of an item stand by themselves. */
enum vmi_plan_sleep {
    VMI_PLAN_AWAKE,
    VMI_PLAN_CAN_ORDER, /* only where another item of their lane is ordered */
    VMI_PLAN_TOP_UP,    /* the one line is of nothing, and stands only where it is raised to fill a load */
};

/* Lines of one item: one, unless it is split. In the arena given. */
struct vmi_plan_lines {
    struct vmi_proposal *list;
    size_t count;
    enum vmi_plan_sleep sleep;
    struct vmi_stake *stake;        /* NULL without lines */
    const struct vmi_receipt *late; /* of the input, the one that comes too late; NULL: none */
};

/* An item is not split into more lines than this; what is left has to wait. */
enum { VMI_PLAN_MOST_LINES = 100 };

/*
 * An item whose position is at or below min (term `trigger`) needs max - position. One above it needs nothing; but where
 * its stock, day by day, falls to the safety stock or below before a receipt that an order of today would beat, that
 * receipt is late: it is to be expedited, or, under late_supply=reorder, the item needs min - position without it. The need
 * then passes, in this
 * order, the cap, order_min, order_multiple, order_max and what a person decided, each of which leaves its delta; the
 * quantity is the need and all the deltas.
 *
 * The cap is stock_cap, what sells within the shelf life, and of an item that is phased out the demand that is still to
 * come. order_min and the multiple never raise a quantity past it: the multiple then rounds down, and a smallest order
 * that does not fit leaves no line. Under rounding=down and nearest one multiple is ordered where it would be none. What
 * order_max takes away is the need of a further line under split=yes.
 *
 * An item above min that is at or below can_order, or that may top up a load, has lines as well, but they sleep: the
 * answer is VMI_PLAN_NONE for above_min, and vmi/review.h says whether they are wanted.
 *
 * One orders on the first order day on or after as-of, or after the day after it once cut_off is over, and not within
 * freeze_days, unless stock ends before what is ordered then comes. What is due lead_time days later is due on the first
 * open day of the receive calendar from then on, and is shipped on the last open day of the ship calendar that is
 * transit_time (lead_time where not given) days before
 * it. Texts of the lines are in ARENA or in the input.
 */
enum vmi_plan_result vmi_plan_item(const struct vmi_plan_input *input, struct vmi_arena *arena,
                                   struct vmi_plan_lines *lines, enum vmi_reason *reason);

/*
 * Changes the quantity of a line by BY, and *DELTA, a member of it, as well: value, weight and so on follow, REASON is
 * among its reasons, and `why` goes on with BY and BECAUSE. Nothing but REASON and BECAUSE where BY is 0. The range holds
 * the new quantity.
 */
void vmi_plan_change(struct vmi_proposal *line, const struct vmi_stake *stake, vmi_decimal *delta,
                     vmi_decimal by, enum vmi_reason reason, const char *because, struct vmi_arena *arena);

/* Puts a line to review, for REASON. */
void vmi_plan_send_to_review(struct vmi_proposal *line, enum vmi_reason reason, const char *because,
                             struct vmi_arena *arena);

#endif
