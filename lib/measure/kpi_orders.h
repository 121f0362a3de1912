/*
 * kpi_orders.h: what is known of a scope only when all of its lines are: whole orders, and how long lines took.
 */
#ifndef VMI_MEASURE_KPI_ORDERS_H
#define VMI_MEASURE_KPI_ORDERS_H

#include "kpi_scopes.h"
#include "measuring.h"

/* Groups are scopes, too; their numbers begin here. */
#define ORDERS_GROUPS UINT32_C(0x80000000)

struct orders {
    struct vmi_map numbers;
    struct order_share *shares;
    struct tally *tallies;
    size_t share_count, shares_capacity, tally_count, tallies_capacity;
    bool sorted;
};

void orders_free(struct orders *orders);

/* Takes what was measured in PART of the calendar into the scope WHERE. */
void orders_take(struct orders *orders, const struct measuring *m, size_t part, uint32_t where);

/*
 * Adds whole orders to the sums of their scopes. Each line of an order carries an equal part of it, so that parts by
 * anything add up to the number of orders. May be called again when more has been taken.
 */
void orders_settle(struct orders *orders, struct scope *scopes, size_t scope_count, struct scope *groups,
                   size_t group_count);

/* The least number of days that a SHARE of the scope's lines did not exceed; NaN without lines. */
double orders_percentile(struct orders *orders, uint32_t where, double share);

#endif
