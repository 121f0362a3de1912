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

/* Fills DAYS, which has room for COUNT, with the days after as-of. Stock below 0 is demand that waits. */
void vmi_project(const struct vmi_projection_source *source, struct vmi_projection_day *days, size_t count);

/*
 * The receipt that comes too late: before it is there stock falls to LEAST or below, and an order that is due on DUE
 * would come before it. The first of them; NULL for none. DAYS are the projection without proposals.
 */
const struct vmi_receipt *vmi_late_receipt(const struct vmi_projection_source *source,
                                           const struct vmi_projection_day *days, size_t count, double least,
                                           int32_t due);

/* Why an item has no line, as a finding. Texts are in ARENA or in the arguments. */
void vmi_plan_why_not(struct vmi_slice location, struct vmi_slice sku, enum vmi_reason reason, int32_t as_of,
                      struct vmi_arena *arena, struct vmi_finding *finding);

/* That a receipt comes too late, and was ordered anew or not. */
void vmi_plan_late(struct vmi_slice location, struct vmi_slice sku, const struct vmi_receipt *late,
                   bool reordered, struct vmi_arena *arena, struct vmi_finding *finding);

#endif
