/*
 * kpi_orders.h: whole orders, which are judged by all of their lines, of whatever items they are.
 */
#ifndef VMI_MEASURE_KPI_ORDERS_H
#define VMI_MEASURE_KPI_ORDERS_H

#include "vmi/map.h"

/* What one line says of its order. */
struct order_share {
    int32_t first_day;      /* of what was supplied; VMI_DAY_NONE: nothing was */
    bool supplies, arrives; /* whether it is known what was supplied, and what came */
    bool filled, first_filled, otif;
};

/* What all lines that are judged say together. */
struct verdict {
    double lines;
    int32_t first_day;
    bool supplies, arrives;
    bool late_first; /* not all came with the first shipment */
    bool missed, first_missed, otif_missed;
};

struct orders {
    struct vmi_map numbers; /* by location and ref */
    struct verdict *list;
    size_t capacity;
};

void orders_note(struct orders *orders, struct vmi_slice location, struct vmi_slice ref,
                 const struct order_share *share);

/* NULL when no line of it was noted. */
const struct verdict *orders_find(const struct orders *orders, struct vmi_slice location,
                                  struct vmi_slice ref);

void orders_free(struct orders *orders);

#endif
