/*
 * finding.h: one thing that someone should look at (vmi-stream(5)). Its id is the same as long as the thing is.
 */
#ifndef VMI_FINDING_H
#define VMI_FINDING_H

#include "vmi/column.h"

struct vmi_finding {
    struct vmi_slice code, severity, location, sku, ref;
    int32_t date;
    vmi_decimal quantity;
    struct vmi_slice message, id;
};

#endif
