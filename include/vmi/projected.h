/*
 * projected.h: an item's stock on one day to come, one day a record (vmi-stream(5)).
 */
#ifndef VMI_PROJECTED_H
#define VMI_PROJECTED_H

#include "vmi/column.h"

struct vmi_projected {
    struct vmi_slice location, sku;
    int32_t date;
    double opening, receipts, demand, proposed, closing;
    vmi_decimal min, max;
};

extern const struct vmi_record_type vmi_projected_type;

#endif
