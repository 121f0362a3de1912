/*
 * proposal.h: one proposed order line a record (vmi-stream(5)), and the registry of its reasons.
 */
#ifndef VMI_PROPOSAL_H
#define VMI_PROPOSAL_H

#include "vmi/column.h"

struct vmi_proposal {
    struct vmi_slice location, sku, source;
    vmi_decimal quantity;
    struct vmi_slice unit;
    vmi_decimal order_unit_quantity;
    struct vmi_slice order_unit;
    int32_t order_date, ship_date, due_date;
    struct vmi_slice urgency, approval;
    vmi_decimal position, min, max;
    int32_t stockout_date;
    vmi_decimal need, cap_delta, order_min_delta, multiple_delta, order_max_delta, manual_delta, load_delta,
        supply_delta;
    struct vmi_slice load;
    vmi_decimal value;
    struct vmi_slice currency;
    vmi_decimal weight, volume;
    struct vmi_slice agreement, reasons, why;
};

/* What changed a quantity or a date, or kept a line from being written. */
enum vmi_reason {
    VMI_REASON_NONE,
    VMI_REASON_LOT_RULE,
    VMI_REASON_STOCK_CAP,
    VMI_REASON_ORDER_MIN,
    VMI_REASON_ORDER_MULTIPLE,
    VMI_REASON_ORDER_MAX,
    VMI_REASON_ORDER_DAYS,
    VMI_REASON_EMERGENCY,
    VMI_REASON_RECEIVE_CALENDAR,
    VMI_REASON_SHIP_CALENDAR,
    VMI_REASON_STALE,
    VMI_REASON_SHELF_LIFE,
    VMI_REASON_PHASE_OUT,
    VMI_REASON_OVER_MAX,
    VMI_REASON_SPLIT,
    VMI_REASON_LATE_SUPPLY,
    VMI_REASON_MANUAL,
    VMI_REASON_MANUAL_DATE,
    VMI_REASON_CUT_OFF,
    VMI_REASON_FREEZE_DAYS,
    VMI_REASON_NEW_ITEM,
    VMI_REASON_APPROVAL,
    VMI_REASON_APPROVAL_LIMIT,
    VMI_REASON_APPROVAL_CHANGE,
    VMI_REASON_REBALANCE,
    VMI_REASON_CAN_ORDER,
    VMI_REASON_LOAD,
    VMI_REASON_OVER_CAPACITY,
    VMI_REASON_LOAD_UNKNOWN,
    VMI_REASON_SUPPLY,
    VMI_REASON_SUPPLY_UNKNOWN,
    VMI_REASON_BUDGET,
    VMI_REASON_BUDGET_UNKNOWN,
    VMI_REASON_ABOVE_MIN,
    VMI_REASON_BLOCKED,
    VMI_REASON_NO_ORDER_DAY,
    VMI_REASON_NO_POSITION,
    VMI_REASON_NO_LEVELS,
    VMI_REASON_MAX_REACHED,
    VMI_REASON_CAP_REACHED,
    VMI_REASON_PHASED_OUT,
    VMI_REASON_MANUAL_NONE,
    VMI_REASON_MANUAL_DONE,
    VMI_REASON_ORDER_MAX_REACHED,
    VMI_REASON_EXPEDITE,
    VMI_REASON_ORDER_MIN_OVER_CAP,
    VMI_REASON_MULTIPLE_OVER_CAP,
    VMI_REASON_ORDER_MAX_TOO_SMALL,
    VMI_REASON_LOAD_WAITS,
    VMI_REASON_NO_SUPPLY,
    VMI_REASON_NO_BUDGET,
    VMI_REASONS,
};

struct vmi_reason_row {
    const char *code;
    bool keeps; /* there is no line because of it */
    const char *meaning;
};

extern const struct vmi_reason_row vmi_reasons[VMI_REASONS];

#endif
