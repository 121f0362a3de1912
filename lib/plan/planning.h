/*
 * What is known of an item while its lines are made.
 */
#ifndef PLAN_PLANNING_H
#define PLAN_PLANNING_H

#include "vmi/planner.h"

struct planning {
    const struct vmi_plan_input *input;
    const struct vmi_terms *terms;
    struct vmi_proposal *proposal; /* the line that is made */
    vmi_decimal quantity, multiple;
    vmi_decimal room; /* what still fits under the cap; unknown: no cap */
    enum vmi_reason reasons[VMI_REASONS];
    size_t reason_count;
    const struct vmi_receipt *late;
    enum vmi_plan_sleep sleep;
    vmi_decimal least; /* what is lacking to min without late receipts: rounding does not go below it */
    struct vmi_buffer why;
};

void planning_give(struct planning *p, enum vmi_reason reason);

/* Adds BEFORE and the quantity to `why`. */
void planning_say(struct planning *p, const char *before, vmi_decimal quantity);

/* Finds the open receipts that come too late: the first, and how much they are together; NULL: none. */
const struct vmi_receipt *planning_late(const struct planning *p, vmi_decimal *quantity);

/* What is on order for the days on which an order of today comes: it was ordered today. */
vmi_decimal planning_already(const struct planning *p);

/* When what is ordered now is there; VMI_DAY_NONE: not known. */
int32_t planning_due(const struct planning *p);

/* Need, deltas and quantity of the first line; answers why there is none. *IN_RANGE false: a figure leaves the range. */
enum vmi_reason planning_quantity(struct planning *p, bool *in_range);

/*
 * Makes the need, which is up to max, that of the term lot_rule, and says so. False where it stays: under to_max, and
 * where what the rule takes is not known.
 */
bool planning_lot(struct planning *p);

/* The same of a further line, which needs what order_max took from the one before. */
enum vmi_reason planning_rest(struct planning *p, vmi_decimal rest);

/* False when there is no day left to order on. */
bool planning_dates(struct planning *p);

/* The most that may be ordered of the item; unknown: any. To be asked when its first line is made. */
vmi_decimal planning_most(const struct planning *p);

/* ---- line.c ------------------------------------------------------------------------------------------- */

struct vmi_stake *line_stake(const struct planning *p, vmi_decimal most, struct vmi_arena *arena);

/* Value, weight, volume, and the quantity in the unit in which orders are written. */
void line_find_worth(struct vmi_proposal *line, const struct vmi_stake *stake);

/* Urgency, and whether a person looks first. */
void line_find_approval(struct planning *p);

/* Puts lines to review that together are far from the last order. */
void line_mind_change(const struct planning *p, struct vmi_plan_lines *lines, struct vmi_arena *arena);

#endif
