#include "vmi/metric.h"

#define ROW(kind, member, required, people, meaning)                                                         \
    VMI_FIELD(struct vmi_metric, kind, member, required, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, metric, true, 1, "the metric's name"),
    ROW(TEXT, scope, true, 4, "total, or the columns by which it is told apart"),
    ROW(TEXT, location, false, 1, "the location, where the scope has one"),
    ROW(TEXT, sku, false, 1, "the item, where the scope has one"),
    ROW(TEXT, class, false, 1, "the class, where the scope has one"),
    ROW(DAY, since, false, 6, "the first day measured"),
    ROW(DAY, through, false, 6, "the last day measured"),
    ROW(STATISTIC, value, false, 1, "the figure, as its definition says; empty where it is not defined"),
    ROW(STATISTIC, numerator, false, 3, "the sum above the line"),
    ROW(STATISTIC, denominator, false, 3, "the sum below the line"),
    ROW(TEXT, unit, false, 2, "unit of the value"),
    ROW(STATISTIC, missing, false, 5, "share of the scope that could not be observed"),
    ROW(TEXT, target, false, 2, "what the agreement asks for"),
    ROW(TEXT, status, false, 2, "met, missed or unknown, where there is a target"),
    ROW(TEXT, definition, false, 7, "what is divided by what"),
};

const struct vmi_record_type vmi_metric_type = {
    .name = "metrics",
    .maker = "vmi-kpi",
    .summary = "one figure",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_metric),
};
