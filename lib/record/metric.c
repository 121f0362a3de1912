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

static const struct vmi_column trend_columns[] = {
    ROW(STATISTIC, previous, VMI_NEED_NOTHING, 5, "with --trend: the value of the earlier run"),
    ROW(TEXT, trend, VMI_NEED_NOTHING, 3,
        "with --trend: better, worse or same than then, or up or down where no way is better"),
    ROW(DAY, trend_since, VMI_NEED_NOTHING, 5,
        "with --trend: the last day measured of the run since which it is so"),
};

static const struct vmi_column baseline_columns[] = {
    ROW(STATISTIC, baseline, VMI_NEED_NOTHING, 3,
        "with --baseline: the value there; of a count, what it would be here at the rate there"),
    ROW(STATISTIC, difference, VMI_NEED_NOTHING, 2, "with --baseline: value - baseline"),
    ROW(STATISTIC, low, VMI_NEED_NOTHING, 3,
        "with --baseline: where the 95 % interval of the difference begins"),
    ROW(STATISTIC, high, VMI_NEED_NOTHING, 3, "with --baseline: where it ends"),
};

static const struct vmi_column spark_columns[] = {
    ROW(TEXT, spark, VMI_NEED_NOTHING, 2,
        "with --spark: the values of the last periods as bars, from the lowest to the highest; a dot where "
        "there is none"),
};

/* What is missed is read first, what is not known last. */
static int rank_for_people(const struct vmi_metric *m)
{
    static const char *const ranks[] = {"missed", "unknown", "met"};
    int rank = 0;
    while (rank < (int)VMI_COUNT(ranks) && !vmi_slice_is(m->status, ranks[rank]))
        rank++;
    return rank + (rank == VMI_COUNT(ranks) && m->reason.length);
}

static int compare_for_people(const void *left, const void *right)
{
    return rank_for_people(left) - rank_for_people(right);
}

const struct vmi_record_type vmi_metric_type = {
    .name = "metrics",
    .maker = "vmi-kpi",
    .summary = "one figure",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_metric),
    .compare_for_people = compare_for_people,
};

static const struct {
    unsigned more;
    const struct vmi_column *columns;
    size_t count;
} further[] = {
    {VMI_METRIC_TREND, trend_columns, VMI_COUNT(trend_columns)},
    {VMI_METRIC_BASELINE, baseline_columns, VMI_COUNT(baseline_columns)},
    {VMI_METRIC_SPARK, spark_columns, VMI_COUNT(spark_columns)},
};

/* Where a figure stands beside others, one reads its sums last, and rather which way it goes than what it is measured in. */
static void set_importance(struct vmi_metric_form *form)
{
    static const struct {
        const char *name;
        int people;
    } importance[] = {{"numerator", 5}, {"denominator", 5}, {"unit", 4}, {"target", 3}};
    for (size_t i = 0; i < VMI_COUNT(importance); i++)
        form->columns[vmi_column_find(&form->type, vmi_slice_of(importance[i].name))].people =
            importance[i].people;
}

void vmi_metric_clear(struct vmi_metric *metric)
{
    vmi_record_clear(&vmi_metric_type, metric);
    for (size_t i = 0; i < VMI_COUNT(further); i++) {
        const struct vmi_record_type type = {.columns = further[i].columns, .count = further[i].count};
        vmi_record_clear(&type, metric);
    }
}

void vmi_metric_form_set(struct vmi_metric_form *form, unsigned more)
{
    _Static_assert(VMI_COUNT(columns) + VMI_COUNT(trend_columns) + VMI_COUNT(baseline_columns) +
                           VMI_COUNT(spark_columns) <=
                       VMI_METRIC_MOST_COLUMNS,
                   "room for all columns");
    size_t count = VMI_COUNT(columns);
    form->type = vmi_metric_type;
    form->type.columns = form->columns;
    memcpy(form->columns, columns, sizeof columns);
    for (size_t i = 0; i < VMI_COUNT(further); i++) {
        if (!(more & further[i].more))
            continue;
        memcpy(form->columns + count, further[i].columns, further[i].count * sizeof *columns);
        count += further[i].count;
    }
    form->type.count = count;
    if (more)
        set_importance(form);
    form->type.has_line = more & VMI_METRIC_SPARK; /* it stands last */
}
