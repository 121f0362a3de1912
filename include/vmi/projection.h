/*
 * projection.h: an item's stock on the days to come, as far as receipts and demand are known.
 */
#ifndef VMI_PROJECTION_H
#define VMI_PROJECTION_H

#include "vmi/calendar.h"
#include "vmi/finding.h"
#include "vmi/planner.h"

/* A receipt that is on its way. */
struct vmi_receipt {
    int32_t due;     /* as it was promised */
    int32_t counted; /* the day on which it is counted: the first open one, and not before tomorrow */
    vmi_decimal quantity;
    bool overdue; /* it should have come by as-of */
};

/*
 * The receipts of the column `inbound` (DATE=QUANTITY joined by ;), in order of the days on which they are counted.
 * CALENDAR is of the days on which the location receives; NULL: every day. False when the text is not one; *COUNT is
 * then 0. In ARENA.
 */
bool vmi_receipts_of(struct vmi_slice inbound, int32_t as_of, const struct vmi_calendar *calendar,
                     struct vmi_arena *arena, struct vmi_receipt **receipts, size_t *count) VMI_MUST_USE;

struct vmi_projection_source {
    int32_t as_of; /* known */
    double stock;  /* at the end of as-of, less what is allocated and owed */
    const struct vmi_receipt *receipts;
    size_t receipt_count;
    double mean;          /* demand a day, where the next does not say it */
    const double *demand; /* of the days from the one after as-of on; NULL: none */
    size_t demand_count;
    const struct vmi_proposal *lines; /* what is proposed; NULL: nothing */
    size_t line_count;
};

struct vmi_projection_day {
    int32_t date;
    double opening, receipts, demand, proposed,
        closing; /* closing = opening + receipts + proposed - demand */
};

/* Stock, receipts and demand of an item that is planned; without proposals. */
struct vmi_projection_source vmi_projection_of(const struct vmi_plan_input *input);

/* What is expected on the day with that index, 0 the one after as-of: as it is told, else the mean. */
double vmi_projected_demand(const struct vmi_projection_source *source, size_t index);

/* A stock-out that is further away is not today's. */
enum { VMI_PLAN_LONGEST_HORIZON = 366 };

/* So many days are looked at: at most VMI_PLAN_LONGEST_HORIZON, 0 where the lead time is not known. */
size_t vmi_plan_horizon(const struct vmi_plan_input *input);

/* Fills DAYS, which has room for COUNT, with the days after as-of. Stock below 0 is demand that waits. */
void vmi_project(const struct vmi_projection_source *source, struct vmi_projection_day *days, size_t count);

/*
 * The receipt that comes too late: before it is there stock falls to LEAST or below, and an order that is due on DUE
 * would come before it. The first of them; NULL for none. DAYS are the projection without proposals.
 */
const struct vmi_receipt *vmi_late_receipt(const struct vmi_projection_source *source,
                                           const struct vmi_projection_day *days, size_t count, double least,
                                           int32_t due);

/*
 * What is to be done about the receipts of an item, as findings in ARENA; answers how many there are.
 *
 *     cancel   the position is above max by more than dampen_quantity (order_multiple where not given): so much of the
 *              receipts that come last
 *     defer    stock falls to the safety stock only dampen_days (lead time and review period where not given) after
 *              the receipt, or later
 *     expedite stock runs out more than dampen_days (0 where not given) before it, and within the horizon; or it falls
 *              to the safety stock, and an order of today would come before the receipt: LATE
 *
 * For LATE it is late_receipt where the item was ordered anew. Each receipt has at most one of them, of which expedite
 * stands over cancel.
 */
size_t vmi_plan_open_orders(const struct vmi_plan_input *input, const struct vmi_receipt *late,
                            bool reordered, struct vmi_arena *arena, struct vmi_finding **findings);

/* Why an item has no line, as a finding. Texts are in ARENA or in the arguments. */
void vmi_plan_why_not(struct vmi_slice location, struct vmi_slice sku, enum vmi_reason reason, int32_t as_of,
                      struct vmi_arena *arena, struct vmi_finding *finding);

/* A finding about QUANTITY of an item, on DATE and known by it; MESSAGE is copied. */
void vmi_plan_find(enum vmi_finding_code code, struct vmi_slice location, struct vmi_slice sku, int32_t date,
                   vmi_decimal quantity, struct vmi_slice message, struct vmi_arena *arena,
                   struct vmi_finding *finding);

#endif
