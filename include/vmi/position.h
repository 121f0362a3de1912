/*
 * position.h: one item (a sku at a location) a record, with its stock, its demand, its min and max (vmi-stream(5)).
 */
#ifndef VMI_POSITION_H
#define VMI_POSITION_H

#include "vmi/column.h"

struct vmi_position {
    struct vmi_slice location, sku;
    int32_t date, observed;
    struct vmi_slice unit;
    vmi_decimal on_hand, on_hold, allocated, backordered, in_transit, on_order, position;
    struct vmi_slice inbound;
    vmi_decimal demand_days, stockout_days;
    double demand_mean_raw, demand_mean, demand_sd;
    struct vmi_slice demand_class, distribution;
    vmi_decimal lead_time, lead_time_sd, review_period;
    struct vmi_slice policy, service_measure;
    double service_level, safety_stock;
    vmi_decimal min, max;
    double days_of_supply;
    int32_t stockout_date;
    struct vmi_slice class, source, agreement, status, why;
};

/* A position, and how its corridor moved. */
struct vmi_moved_position {
    struct vmi_position position; /* first: a moved position is a position */
    vmi_decimal previous_min, previous_max;
    double min_change, max_change; /* per cent of what it was; NaN: it was 0, or there was none */
    double value_change;           /* of max, in money at unit_cost */
};

/* Positions with further columns behind them, for whoever reads positions. */
extern const struct vmi_record_type vmi_moved_position_type;

/* The statuses, in the order in which the first that holds is taken; NULL at the end. */
extern const char *const vmi_position_statuses[];

#endif
