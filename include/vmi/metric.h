/*
 * metric.h: one figure a record, with its numerator, its denominator and what could not be seen (vmi-stream(5)).
 */
#ifndef VMI_METRIC_H
#define VMI_METRIC_H

#include "vmi/column.h"

struct vmi_metric {
    struct vmi_slice metric, scope, location, sku, class;
    int32_t since, through;
    double value, numerator, denominator;
    struct vmi_slice unit;
    double missing;
    struct vmi_slice target, status, definition;
    struct vmi_slice part;   /* "source=DC1;month=2026-02": what the scope has no column for */
    double margin;           /* by how much a target is met, below 0 by how much it is missed */
    struct vmi_slice reason; /* why there is no value */
};

#endif
