/*
 * kpi_baseline.h: what each item adds to a scope, and how sure it is that two scopes differ.
 */
#ifndef VMI_MEASURE_KPI_BASELINE_H
#define VMI_MEASURE_KPI_BASELINE_H

#include "kpi_scopes.h"
#include "kpi_windows.h"

struct kept_item {
    struct vmi_slice location, sku; /* of the history */
    struct vmi_kpi_sums sums;       /* of all its days */
};

struct kept_items {
    struct kept_item *list; /* in byte order of location and sku, as items come */
    size_t count, capacity;
};

/* Keeps the item, as it was measured; returns its number. */
uint32_t kept_add(struct kept_items *items, const struct vmi_item *item, const struct measuring *m);

/* Sets baseline, difference, low and high of a figure of SCOPE, of the items NOW, against SCOPE->beside, of BEFORE. */
void baseline_fill(const struct vmi_kpi_row *row, const struct scope *scope, const struct kept_items *now,
                   const struct kept_items *before, struct vmi_metric *figure);

#endif
