#include "kpi_baseline.h"

#include <math.h>
#include <stdlib.h>

#include "kpi_figure.h"
#include "vmi/bootstrap.h"
#include "vmi/memory.h"

uint32_t kept_add(struct kept_items *items, const struct vmi_item *item, const struct measuring *m)
{
    items->list = vmi_grow(items->list, &items->capacity, items->count + 1, sizeof *items->list);
    struct kept_item *kept = &items->list[items->count];
    *kept = (struct kept_item){.location = item->location, .sku = item->sku};
    for (size_t i = 0; i < m->part_count; i++)
        sums_add(&kept->sums, &m->sums[i]);
    return (uint32_t)items->count++;
}

/* ---- one metric of the items of two scopes -------------------------------------------------------------- */

/* A scope, and what is known of its items. */
struct side {
    const struct scope *scope;
    const struct kept_items *items;
    struct vmi_bootstrap_unit *units;
    size_t count;
};

static const struct kept_item *item_of(const struct side *side, size_t i)
{
    return &side->items->list[side->scope->items[i]];
}

static bool same_items(const struct side *a, const struct side *b)
{
    if (a->scope->item_count != b->scope->item_count)
        return false;
    for (size_t i = 0; i < a->scope->item_count; i++) {
        const struct kept_item *one = item_of(a, i), *other = item_of(b, i);
        if (!vmi_slice_equal(one->location, other->location) || !vmi_slice_equal(one->sku, other->sku))
            return false;
    }
    return true;
}

static struct vmi_bootstrap_unit unit_of(const struct vmi_kpi_row *row, const struct side *side, size_t i)
{
    struct vmi_metric figure;
    vmi_metric_clear(&figure);
    fill_value(row, &item_of(side, i)->sums, side->scope, 0, &figure);
    return (struct vmi_bootstrap_unit){isnan(figure.numerator) ? 0 : figure.numerator, figure.denominator};
}

static bool adds_something(const struct vmi_bootstrap_unit *unit)
{
    return unit->numerator != 0 || unit->denominator != 0;
}

/* Items of which the metric knows nothing are not drawn: they would only make as if there were more that it knows of. */
static void find_units(const struct vmi_kpi_row *row, struct side *side)
{
    side->units = vmi_alloc((side->scope->item_count + 1) * sizeof *side->units);
    for (size_t i = 0; i < side->scope->item_count; i++) {
        side->units[side->count] = unit_of(row, side, i);
        side->count += adds_something(&side->units[side->count]);
    }
}

static void find_pairs(const struct vmi_kpi_row *row, struct side *now, struct side *before)
{
    now->units = vmi_alloc((now->scope->item_count + 1) * sizeof *now->units);
    before->units = vmi_alloc((now->scope->item_count + 1) * sizeof *before->units);
    for (size_t i = 0; i < now->scope->item_count; i++) {
        now->units[now->count] = unit_of(row, now, i);
        before->units[now->count] = unit_of(row, before, i);
        now->count += adds_something(&now->units[now->count]) || adds_something(&before->units[now->count]);
    }
    before->count = now->count;
}

static struct vmi_bootstrap_interval interval_of(const struct vmi_kpi_row *row, struct side *now,
                                                 struct side *before)
{
    static const double level = 0.95;
    struct vmi_bootstrap_interval interval;
    if (same_items(now, before)) {
        find_pairs(row, now, before);
        interval = vmi_bootstrap_paired(now->units, before->units, now->count, level);
    } else {
        find_units(row, now);
        find_units(row, before);
        interval = vmi_bootstrap_difference(now->units, now->count, before->units, before->count, level);
    }
    free(now->units);
    free(before->units);
    return interval;
}

/* Whether the value, or the rate of a count, is what stands above the line by what stands below. */
static bool is_ratio(const struct vmi_kpi_row *row)
{
    return row->form == VMI_KPI_RATIO || row->form == VMI_KPI_SHARE || row->form == VMI_KPI_COUNT;
}

/*
 * A count grows with the days and the items that are counted, so what is compared is the rate, count by denominator. It is
 * told in the unit of the count: as many as there would have been here at the rate there.
 */
void baseline_fill(const struct vmi_kpi_row *row, const struct scope *scope, const struct kept_items *now,
                   const struct kept_items *before, struct vmi_metric *figure)
{
    struct vmi_metric there;
    struct side sides[2] = {{.scope = scope, .items = now}, {.scope = scope->beside, .items = before}};
    double scale = row->form == VMI_KPI_COUNT ? figure->denominator : 1;
    if (!scope->beside)
        return;
    vmi_metric_clear(&there);
    fill_value(row, &scope->beside->sums, scope->beside, 0, &there);
    figure->baseline = row->form == VMI_KPI_COUNT ? there.value / there.denominator * scale : there.value;
    figure->difference = figure->value - figure->baseline;
    if (isnan(figure->difference) || !is_ratio(row))
        return;
    struct vmi_bootstrap_interval interval = interval_of(row, &sides[0], &sides[1]);
    figure->low = interval.low * scale;
    figure->high = interval.high * scale;
}
