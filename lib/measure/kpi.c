#include "vmi/kpi.h"

#include <math.h>
#include <stdlib.h>

#include "kpi_figure.h"
#include "kpi_internal.h"
#include "kpi_spark.h"
#include "vmi/memory.h"

struct vmi_kpi *vmi_kpi_new(const struct vmi_history *history, int32_t since, int32_t through,
                            const struct vmi_kpi_split *split)
{
    struct vmi_kpi *k = vmi_alloc_zeroed(1, sizeof *k);
    k->history = history;
    k->since = since;
    k->through = through;
    k->earliest = VMI_DAY_NONE;
    k->lag = -1;
    k->targets = targets_new(vmi_kpi_row_count, &k->arena);
    k->chosen = vmi_alloc_zeroed(vmi_kpi_row_count, sizeof *k->chosen);
    k->period = split->period == VMI_KPI_WHOLE && split->spark ? VMI_KPI_WEEK : split->period;
    k->rolling = split->rolling;
    k->spark = split->spark;
    k->line_first = k->spark && through != VMI_DAY_NONE ? spark_first(k->period, through) : VMI_DAY_FIRST;
    struct vmi_kpi_split parts = *split;
    if (split->spark)
        parts.period = VMI_KPI_WHOLE;
    scopes_begin(&k->scopes, &parts, k->targets, &k->tallies, &k->arena);
    return k;
}

struct vmi_days vmi_kpi_days(const struct vmi_kpi *k)
{
    return (struct vmi_days){k->since, k->through};
}

void vmi_kpi_free(struct vmi_kpi *k)
{
    if (!k)
        return;
    scopes_free(&k->scopes);
    orders_free(&k->orders);
    tallies_free(&k->tallies);
    vmi_arena_free(&k->arena);
    for (size_t i = 0; i < k->group_count; i++)
        scope_free(&k->groups[i]);
    free(k->kept.list);
    free(k->groups);
    free(k->chosen);
    free(k->figures);
    free(k);
}

void vmi_kpi_lag(struct vmi_kpi *k, int32_t days)
{
    k->lag = days;
}

void vmi_kpi_choose(struct vmi_kpi *k, const struct vmi_kpi_row *row)
{
    k->chosen[row - vmi_kpi_rows] = k->choosing = true;
}

void vmi_kpi_target(struct vmi_kpi *k, const struct vmi_kpi_row *row, double at_least, double at_most)
{
    target_ask(&k->targets[row - vmi_kpi_rows], at_least, at_most);
}

void vmi_kpi_trend(struct vmi_kpi *k, const struct vmi_trend *trend)
{
    k->trend = trend;
}

void vmi_kpi_keep_items(struct vmi_kpi *k)
{
    k->keeps = true;
}

void vmi_kpi_baseline(struct vmi_kpi *k, const struct vmi_kpi *baseline)
{
    k->baseline = baseline;
    for (size_t i = 0; i < k->scopes.count; i++)
        k->scopes.list[i].beside = scopes_same(&baseline->scopes, &k->scopes.list[i]);
    for (size_t i = 0; i < k->group_count && i < baseline->group_count; i++)
        k->groups[i].beside = &baseline->groups[i];
}

uint32_t vmi_kpi_add_group(struct vmi_kpi *k, const struct vmi_kpi_group *group)
{
    k->groups = vmi_grow(k->groups, &k->groups_capacity, k->group_count + 1, sizeof *k->groups);
    k->groups[k->group_count] = (struct scope){
        .name = VMI_SLICE("match"),
        .location = vmi_arena_dup(&k->arena, group->location),
        .sku = vmi_arena_dup(&k->arena, group->sku),
        .class = vmi_arena_dup(&k->arena, group->class),
        .others = vmi_arena_dup(&k->arena, group->others),
        .targets = targets_new(vmi_kpi_row_count, &k->arena),
        .number = SCOPE_GROUPS + (uint32_t)k->group_count,
        .tallies = &k->tallies,
        .days = {VMI_DAY_FIRST, VMI_DAY_LAST},
    };
    return (uint32_t)k->group_count++;
}

void vmi_kpi_group_target(struct vmi_kpi *k, uint32_t group, const struct vmi_kpi_row *row, double at_least,
                          double at_most)
{
    target_ask(&k->groups[group].targets[row - vmi_kpi_rows], at_least, at_most);
}

/* ---- figures ---------------------------------------------------------------------------------------- */

static struct vmi_slice definition_of(struct vmi_kpi *k, const struct vmi_kpi_row *row,
                                      const struct scope *scope)
{
    struct vmi_buffer out = {0};
    if (!scope->others.length)
        return vmi_slice_of(row->definition);
    vmi_buffer_print(&out, "%s" VMI_KPI_ITEMS_OF, row->definition);
    vmi_buffer_add_slice(&out, scope->others);
    struct vmi_slice copy = vmi_arena_dup(&k->arena, vmi_buffer_slice(&out));
    vmi_buffer_free(&out);
    return copy;
}

static void fill_days(const struct vmi_kpi *k, const struct scope *scope, struct vmi_metric *figure)
{
    int32_t since = k->since != VMI_DAY_NONE ? k->since : k->earliest;
    figure->since = since != VMI_DAY_NONE && scope->days.first > since ? scope->days.first : since;
    figure->through = scope->days.last < k->through ? scope->days.last : k->through;
}

static void fill_figure(struct vmi_kpi *k, size_t metric, const struct scope *scope,
                        struct vmi_metric *figure)
{
    const struct vmi_kpi_row *row = &vmi_kpi_rows[metric];
    const struct target *target = &scope->targets[metric];
    vmi_metric_clear(figure);
    figure->metric = vmi_slice_of(row->name);
    figure->scope = scope->name;
    figure->location = scope->location;
    figure->sku = scope->sku;
    figure->class = scope->class;
    figure->part = scope->part;
    fill_days(k, scope, figure);
    fill_value(row, &scope->sums, scope, 0, figure);
    figure->unit = vmi_slice_of(row->unit);
    figure->target = target_text(target, &k->arena);
    figure->status = vmi_slice_of(target_status(target, figure->value));
    figure->margin = target_margin(target, figure->value);
    figure->definition = definition_of(k, row, scope);
    if (k->spark)
        figure->spark = spark_text(scope, row, k->line_count, &k->arena);
    if (k->baseline)
        baseline_fill(row, scope, &k->kept, &k->baseline->kept, figure);
    if (k->trend)
        vmi_trend_tell(k->trend, figure, k->through);
}

static int compare_figures(const void *left, const void *right)
{
    const struct vmi_metric *a = left, *b = right;
    int order = vmi_slice_compare(a->metric, b->metric);
    order = order ? order : vmi_slice_compare(a->scope, b->scope);
    order = order ? order : vmi_slice_compare(a->location, b->location);
    order = order ? order : vmi_slice_compare(a->sku, b->sku);
    order = order ? order : vmi_slice_compare(a->class, b->class);
    return order ? order : vmi_slice_compare(a->part, b->part);
}

/* Of a group only what is asked of it: the agreement names groups for the sake of their targets. */
static size_t fill_groups(struct vmi_kpi *k, struct vmi_metric *figures)
{
    size_t count = 0;
    for (size_t i = 0; i < k->group_count; i++)
        for (size_t j = 0; j < vmi_kpi_row_count; j++)
            if (target_is_asked(&k->groups[i].targets[j]))
                fill_figure(k, j, &k->groups[i], &figures[count++]);
    return count;
}

const struct vmi_metric *vmi_kpi_figures(struct vmi_kpi *k, size_t *count, bool *missed)
{
    size_t rows = 0;
    int32_t since = k->since != VMI_DAY_NONE ? k->since : k->earliest;
    k->line_count = since != VMI_DAY_NONE ? spark_count(k->period, since, k->through) : 1;
    free(k->figures);
    k->figures = vmi_alloc(vmi_kpi_row_count * (k->scopes.count + k->group_count) * sizeof *k->figures);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        for (size_t j = 0; j < k->scopes.count && (!k->choosing || k->chosen[i]); j++)
            fill_figure(k, i, &k->scopes.list[j], &k->figures[rows++]);
    if (rows > 1)
        qsort(k->figures, rows, sizeof *k->figures, compare_figures);
    *count = rows + fill_groups(k, k->figures + rows);
    *missed = false;
    for (size_t i = 0; i < *count; i++)
        *missed |= vmi_slice_is(k->figures[i].status, "missed");
    return k->figures;
}
