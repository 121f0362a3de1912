/*
 * planner.h: from a position and terms to a proposed order line.
 */
#ifndef VMI_PLANNER_H
#define VMI_PLANNER_H

#include "vmi/position.h"
#include "vmi/proposal.h"
#include "vmi/term.h"

struct vmi_plan_input {
    const struct vmi_position *position;
    const struct vmi_terms *terms;
    int32_t as_of; /* VMI_DAY_NONE: nothing is dated, and dates stay empty */
    struct vmi_slice currency;
    const struct vmi_calendar *ship_calendar, *receive_calendar; /* NULL: open every day */
};

enum vmi_plan_result {
    VMI_PLAN_LINE,  /* PROPOSAL is filled */
    VMI_PLAN_NONE,  /* nothing is to be ordered: *REASON says why */
    VMI_PLAN_RANGE, /* a figure leaves the range of quantities */
};

/*
 * An item whose position is at or below min (term `trigger`) needs max - position. That need then passes, in this
 * order, stock_cap, order_min, order_multiple and order_max, each of which leaves its delta; the quantity is the need
 * and all the deltas. order_min and the multiple never raise it past the cap: the multiple then rounds down, and a
 * smallest order that does not fit leaves no line.
 *
 * One orders on the first order day on or after as-of; what is due lead_time days later is due on the first open day of
 * the receive calendar from then on, and is shipped on the last open day of the ship calendar that is transit_time
 * (lead_time where not given) days before it. Texts of PROPOSAL are in ARENA or in the input.
 */
enum vmi_plan_result vmi_plan_item(const struct vmi_plan_input *input, struct vmi_arena *arena,
                                   struct vmi_proposal *proposal, enum vmi_reason *reason);

#endif
