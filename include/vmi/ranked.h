/*
 * ranked.h: one more step of an order, with what it earns, one step a record (vmi-stream(5)).
 */
#ifndef VMI_RANKED_H
#define VMI_RANKED_H

#include "vmi/column.h"

struct vmi_ranked {
    vmi_decimal rank;
    struct vmi_slice location, sku, source;
    vmi_decimal quantity, position; /* of the step; before it */
    double shortage_avoided, gain, holding, net;
    vmi_decimal value;
    struct vmi_slice currency;
    double yield;
    vmi_decimal spent;
};

extern const struct vmi_record_type vmi_ranked_type;

#endif
