/*
 * load_limits.h: what the parties agreed about lines that travel together.
 */
#ifndef VMI_LOAD_LIMITS_H
#define VMI_LOAD_LIMITS_H

#include "vmi/decimal.h"

enum vmi_top_up { VMI_TOP_UP_NONE, VMI_TOP_UP_TO_MAX, VMI_TOP_UP_TO_CAP };

/* Of one load. Each is unknown where it is not limited, else above 0. */
struct vmi_load_limits {
    vmi_decimal min_value, min_weight, min_volume;
    vmi_decimal capacity_weight, capacity_volume, capacity_pallets;
    enum vmi_top_up top_up;
};

#endif
