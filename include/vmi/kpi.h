/*
 * kpi.h: the registry of metrics, and their figures for items, locations and classes.
 *
 * Every figure is made of sums over items and days, so that parts add up to totals. What could not be seen is never
 * counted as 0: it is left out above and below the line, and `missing` says how much it was.
 */
#ifndef VMI_KPI_H
#define VMI_KPI_H

#include "vmi/history.h"
#include "vmi/metric.h"
#include "vmi/term.h"

/* What is added up for an item, over the days from `since` (its first day at the earliest) through `through`. */
struct vmi_kpi_sums {
    double item_days; /* days of the item in the period */
    double sold;      /* units */
    double unfilled_sold,
        unfilled;           /* units sold and not filled, where the location reports what it could not fill */
    double unfilled_days;   /* item-days of such locations */
    double stock_days;      /* unit-days: mean stock over the days on which it was seen, times item_days */
    double stock_sold;      /* units sold of items whose stock was seen */
    double stock_item_days; /* item-days of such items */
    double seen_days;       /* item-days on which the stock was seen */
    double demanded_days;   /* item-days of items that ever had demand */
    double demanded_seen;   /* of those, days on which it is known whether there was stock */
    double stockouts;       /* of those, days without */
};

struct vmi_kpi_row {
    const char *name;
    const char *unit;
    const char *better;     /* "higher", "lower" or "" */
    bool count;             /* the value is the numerator */
    const char *definition; /* one line */
    void (*figure)(const struct vmi_kpi_sums *sums, double *numerator, double *denominator, double *seen,
                   double *scope);
};

extern const struct vmi_kpi_row vmi_kpi_rows[];
extern const size_t vmi_kpi_row_count;

/* NULL when there is none of that name. */
const struct vmi_kpi_row *vmi_kpi_find(struct vmi_slice name);
const char *vmi_kpi_nearest(struct vmi_slice name);

/* Columns by which scopes are told apart. */
enum vmi_kpi_by { VMI_BY_LOCATION = 1, VMI_BY_SKU = 2, VMI_BY_CLASS = 4 };

struct vmi_kpi;

/* SINCE may be VMI_DAY_NONE: from each item's first day. THROUGH is a day. */
struct vmi_kpi *vmi_kpi_new(const struct vmi_history *history, int32_t since, int32_t through, unsigned by);
void vmi_kpi_free(struct vmi_kpi *kpi);

/* What is asked of a metric in the total and in every part; NaN: not asked. */
void vmi_kpi_target(struct vmi_kpi *kpi, const struct vmi_kpi_row *row, double at_least, double at_most);

/* Items of which something is asked together, whatever parts they are in. Who adds items says which they are. */
struct vmi_kpi_group {
    struct vmi_slice location, sku, class; /* as they shall stand in the columns */
    struct vmi_slice others;               /* what else they have in common: "source DC1|DC2, life new" */
};

/* Adds a group, before the items; its texts are copied. Returns its number, 0 the first. */
uint32_t vmi_kpi_add_group(struct vmi_kpi *kpi, const struct vmi_kpi_group *group);

/* What is asked of a metric in a group. */
void vmi_kpi_group_target(struct vmi_kpi *kpi, uint32_t group, const struct vmi_kpi_row *row, double at_least,
                          double at_most);

/* Adds an opened item, which is in GROUP_COUNT of the groups. False when its stock leaves the range. */
bool vmi_kpi_add(struct vmi_kpi *kpi, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count) VMI_MUST_USE;

/*
 * The figures of the total and its parts, in byte order of metric, scope, location, sku and class; behind them those
 * of the groups, in the order in which these were added: the metrics of which something is asked, as the registry has
 * them. COUNT of them all, valid until the kpi is freed or asked again. *MISSED says whether a target was.
 */
const struct vmi_metric *vmi_kpi_figures(struct vmi_kpi *kpi, size_t *count, bool *missed);

#endif
