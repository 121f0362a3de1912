#include "vmi/metric.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_metric, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, metric, VMI_NEED_CELL, 1, "the metric's name"),
    ROW(TEXT, scope, VMI_NEED_CELL, 4, "total, match, or the columns by which it is told apart, joined by ;"),
    ROW(TEXT, location, VMI_NEED_NOTHING, 1,
        "the location, where the scope has one; of a match what it asks for"),
    ROW(TEXT, sku, VMI_NEED_NOTHING, 1, "the item, where the scope has one; of a match what it asks for"),
    ROW(TEXT, class, VMI_NEED_NOTHING, 1, "the class, where the scope has one; of a match what it asks for"),
    ROW(DAY, since, VMI_NEED_NOTHING, 6, "the first day measured"),
    ROW(DAY, through, VMI_NEED_NOTHING, 6, "the last day measured"),
    ROW(STATISTIC, value, VMI_NEED_NOTHING, 1,
        "the figure, as its definition says; empty where it is not defined"),
    ROW(STATISTIC, numerator, VMI_NEED_NOTHING, 3, "the sum above the line"),
    ROW(STATISTIC, denominator, VMI_NEED_NOTHING, 3, "the sum below the line"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, 2, "unit of the value"),
    ROW(STATISTIC, missing, VMI_NEED_NOTHING, 5, "share of the scope that could not be observed"),
    ROW(TEXT, target, VMI_NEED_NOTHING, 2, "what the agreement asks for"),
    ROW(TEXT, status, VMI_NEED_NOTHING, 2, "met, missed or unknown, where there is a target"),
    ROW(TEXT, definition, VMI_NEED_NOTHING, 7, "what is divided by what"),
    ROW(TEXT, part, VMI_NEED_NOTHING, 1, "what else the scope is told apart by, as source=DC1;month=2026-02"),
    ROW(STATISTIC, margin, VMI_NEED_NOTHING, 5,
        "by how much the value keeps away from the nearest bound of its target; below 0 where it is missed"),
    ROW(TEXT, reason, VMI_NEED_NOTHING, 4, "why there is no value"),
};

const struct vmi_record_type vmi_metric_type = {
    .name = "metrics",
    .maker = "vmi-kpi",
    .summary = "one figure",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_metric),
};
