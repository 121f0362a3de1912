/*
 * order.h: an order to be sent, as a header and lines, and the record of one line of it (vmi-stream(5)).
 *
 * The header of an order is what all its lines have in common: location, source, dates, load. Texts are borrowed.
 */
#ifndef VMI_ORDER_H
#define VMI_ORDER_H

#include "vmi/column.h"

struct vmi_order_line {
    struct vmi_slice order; /* its number; unknown in a dry run */
    vmi_decimal line;       /* 1 the first, as a quantity: VMI_DECIMAL_ONE */
    struct vmi_slice location, sku, source;
    vmi_decimal quantity; /* in base units, above 0 */
    struct vmi_slice unit;
    vmi_decimal order_unit_quantity; /* the same in order_unit; unknown without one */
    struct vmi_slice order_unit;
    int32_t order_date, ship_date, due_date;
    struct vmi_slice load, urgency;
    vmi_decimal price, value; /* price of one base unit */
    struct vmi_slice currency;
    vmi_decimal weight, volume;
    vmi_decimal manual_delta;
    struct vmi_slice vendor_sku, customer_sku, description, location_name, vendor_order, agreement;
};

enum { VMI_ORDER_CONTENT_SIZE = 33 };

struct vmi_order {
    struct vmi_order_line *lines; /* at least one, in byte order of sku */
    size_t count;
    int32_t ship_date;                    /* the latest of its lines; VMI_DAY_NONE: not known */
    char content[VMI_ORDER_CONTENT_SIZE]; /* by which it is known again */
};

extern const struct vmi_record_type vmi_order_type;

#endif
