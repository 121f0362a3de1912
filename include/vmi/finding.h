/*
 * finding.h: one thing that someone should look at (vmi-stream(5)), and the registry of what there is to find.
 *
 * The id of a finding is the same as long as the thing is.
 */
#ifndef VMI_FINDING_H
#define VMI_FINDING_H

#include "vmi/column.h"

struct vmi_finding {
    struct vmi_slice code, severity, location, sku, ref;
    int32_t date;
    vmi_decimal quantity;
    struct vmi_slice message, id;
    vmi_decimal value;  /* of the quantity, at unit_cost */
    int32_t first_date; /* the first day on which it was found */
};

/* In the order of the registry. What vmi-plan --why-not writes are reasons (vmi/proposal.h). */
enum vmi_finding_code {
    /* what the parties agreed */
    VMI_FINDING_RULE_MATCHES_NOTHING,
    VMI_FINDING_RULE_OVERRIDDEN,
    VMI_FINDING_RULE_EXPIRED,
    VMI_FINDING_RULES_OVERLAP,
    VMI_FINDING_RULE_WITHOUT_REASON,
    VMI_FINDING_MIN_ABOVE_MAX,
    VMI_FINDING_MIN_DAYS_ABOVE_MAX_DAYS,
    VMI_FINDING_ORDER_MIN_ABOVE_ORDER_MAX,
    VMI_FINDING_MULTIPLE_ABOVE_CAP,
    VMI_FINDING_MULTIPLE_NOT_OF_QUANTUM,
    VMI_FINDING_MULTIPLE_ABOVE_ORDER_MAX,
    VMI_FINDING_ORDER_MIN_ABOVE_CAP,
    VMI_FINDING_MIN_ABOVE_CAP,
    VMI_FINDING_CAP_DAYS_BELOW_MIN_DAYS,
    VMI_FINDING_REVIEW_NOT_ORDER_DAYS,
    VMI_FINDING_SHELF_LIFE_BELOW_LEAD_TIME,
    VMI_FINDING_REMAINING_LIFE_ABOVE_SHELF_LIFE,
    VMI_FINDING_TRANSIT_ABOVE_LEAD_TIME,
    VMI_FINDING_CAN_ORDER_BELOW_MIN,
    VMI_FINDING_TERM_UNUSED,
    VMI_FINDING_TERM_MISSING,
    VMI_FINDING_TARGET_UNKNOWN_METRIC,
    VMI_FINDING_TARGET_NOT_A_RATIO,
    VMI_FINDING_TARGETS_CONFLICT,
    VMI_FINDING_TARGET_MATCHES_NOTHING,
    VMI_FINDING_SHIPMENT_MATCHES_NOTHING,
    VMI_FINDING_CALENDAR_UNUSED,
    VMI_FINDING_CALENDAR_ENDED,
    VMI_FINDING_ORDER_DAYS_ENDED,
    /* open orders and supply */
    VMI_FINDING_CANCEL,
    VMI_FINDING_DEFER,
    VMI_FINDING_EXPEDITE,
    VMI_FINDING_LATE_RECEIPT,
    VMI_FINDING_SHORT_SUPPLY,
    VMI_FINDING_LOAD_WAITS,
    /* service and the corridor */
    VMI_FINDING_STOCKOUT,
    VMI_FINDING_STOCKOUT_AHEAD,
    VMI_FINDING_BELOW_MIN,
    VMI_FINDING_BELOW_MIN_AHEAD,
    VMI_FINDING_ABOVE_MAX,
    VMI_FINDING_ABOVE_MAX_AHEAD,
    VMI_FINDING_CONFIRMATION_OVERDUE,
    VMI_FINDING_SHIP_NOTICE_OVERDUE,
    VMI_FINDING_RECEIPT_OVERDUE,
    VMI_FINDING_FORECAST_BIASED,
    VMI_FINDING_DEMAND_SPIKE,
    VMI_FINDING_EXCESS,
    VMI_FINDING_NO_MOVEMENT,
    VMI_FINDING_EXPIRING,
    VMI_FINDING_SHORT_DATED,
    VMI_FINDING_EXPIRED,
    VMI_FINDING_CODES
};

struct vmi_finding_row {
    const char *code;
    const char *severity; /* error, warning or note */
    const char *tool;     /* that finds it */
    const char *meaning;  /* one line */
};

extern const struct vmi_finding_row vmi_finding_codes[VMI_FINDING_CODES];

/* 0 for an error, 1 for a warning, 2 for what is neither. */
int vmi_finding_rank(struct vmi_slice severity);

#endif
