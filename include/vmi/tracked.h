/*
 * tracked.h: the life of one order line a record (vmi-stream(5)).
 */
#ifndef VMI_TRACKED_H
#define VMI_TRACKED_H

#include "vmi/column.h"

struct vmi_tracked {
    struct vmi_slice ref, location, sku, unit;
    vmi_decimal ordered, confirmed, shipped, received, cancelled, open;
    int32_t order_date, due_date, promised_date, ship_date, receive_date;
    vmi_decimal cycle_days;
    struct vmi_slice status, exception;
};

extern const struct vmi_record_type vmi_tracked_type;

/* What an item of the vendor's stock was used in a period, for an invoice. */
struct vmi_consumption {
    struct vmi_slice location, sku, unit;
    int32_t since, through;
    vmi_decimal sold, returned, quantity, price, value;
    struct vmi_slice currency, agreement;
};

extern const struct vmi_record_type vmi_consumption_type;

#endif
