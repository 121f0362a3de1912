/*
 * metric.h: one figure a record, with its numerator, its denominator and what could not be seen (vmi-stream(5)).
 *
 * What a figure is beside others of its kind is told on demand, in columns behind those that all metrics have.
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
    /* beside an earlier run */
    double previous;
    struct vmi_slice trend;
    int32_t trend_since;
    /* beside other days, or other items */
    double baseline, difference, low, high;
    struct vmi_slice spark; /* over periods */
};

/* Makes every member unknown. */
void vmi_metric_clear(struct vmi_metric *metric);

enum vmi_metric_more { VMI_METRIC_TREND = 1, VMI_METRIC_BASELINE = 2, VMI_METRIC_SPARK = 4 };

#define VMI_METRIC_MOST_COLUMNS 32

/* A type of metrics with further columns, and where they stand. It is not to be moved. */
struct vmi_metric_form {
    struct vmi_record_type type;
    struct vmi_column columns[VMI_METRIC_MOST_COLUMNS];
};

/* The columns of vmi_metric_type, and behind them those of MORE, a set of enum vmi_metric_more. */
void vmi_metric_form_set(struct vmi_metric_form *form, unsigned more);

#endif
