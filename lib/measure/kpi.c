#include "vmi/kpi.h"

#include <math.h>
#include <stdlib.h>

#include "kpi_baseline.h"
#include "kpi_figure.h"
#include "kpi_scopes.h"
#include "kpi_spark.h"
#include "kpi_windows.h"
#include "vmi/memory.h"

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest;
    enum vmi_kpi_period period; /* of the parts, or of the lines */
    int32_t rolling;            /* days of a window; 0: those of the period */
    bool spark;
    size_t line_count; /* periods of the lines */
    struct scopes scopes;
    struct scope *groups;
    size_t group_count, groups_capacity;
    struct target *targets; /* of the total and of every part, by metric */
    bool *chosen;           /* by metric */
    bool choosing;
    const struct vmi_trend *trend; /* NULL: of no earlier run */
    struct kept_items kept;        /* where that was asked for */
    bool keeps;
    const struct vmi_kpi *baseline; /* NULL: none */
    struct vmi_arena arena;
    struct vmi_metric *figures;
};

struct vmi_kpi *vmi_kpi_new(const struct vmi_history *history, int32_t since, int32_t through,
                            const struct vmi_kpi_split *split)
{
    struct vmi_kpi *k = vmi_alloc_zeroed(1, sizeof *k);
    k->history = history;
    k->since = since;
    k->through = through;
    k->earliest = VMI_DAY_NONE;
    k->targets = targets_new(vmi_kpi_row_count, &k->arena);
    k->chosen = vmi_alloc_zeroed(vmi_kpi_row_count, sizeof *k->chosen);
    k->period = split->period == VMI_KPI_WHOLE && split->spark ? VMI_KPI_WEEK : split->period;
    k->rolling = split->rolling;
    k->spark = split->spark;
    struct vmi_kpi_split parts = *split;
    if (split->spark)
        parts.period = VMI_KPI_WHOLE;
    scopes_begin(&k->scopes, &parts, k->targets, &k->arena);
    return k;
}

void vmi_kpi_free(struct vmi_kpi *k)
{
    if (!k)
        return;
    scopes_free(&k->scopes);
    vmi_arena_free(&k->arena);
    for (size_t i = 0; i < k->group_count; i++)
        scope_free(&k->groups[i]);
    free(k->kept.list);
    free(k->groups);
    free(k->chosen);
    free(k->figures);
    free(k);
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
        .days = {VMI_DAY_FIRST, VMI_DAY_LAST},
    };
    return (uint32_t)k->group_count++;
}

void vmi_kpi_group_target(struct vmi_kpi *k, uint32_t group, const struct vmi_kpi_row *row, double at_least,
                          double at_most)
{
    target_ask(&k->groups[group].targets[row - vmi_kpi_rows], at_least, at_most);
}

/* ---- one item --------------------------------------------------------------------------------------- */

static bool had_demand(const struct vmi_facts *item, int32_t through)
{
    static const enum vmi_measure asked[] = {VMI_SOLD, VMI_UNFILLED};
    for (size_t i = 0; i < VMI_COUNT(asked); i++) {
        size_t count;
        exact sum = 0;
        const struct vmi_fact *facts = vmi_item_facts(item, asked[i], &count);
        for (size_t j = 0; j < count; j++)
            sum += vmi_fact_last_day(&facts[j]) <= through ? facts[j].quantity : 0;
        if (sum > 0)
            return true;
    }
    return false;
}

static bool measure_item(struct measuring *m)
{
    measure_sales(m);
    if (!measure_stock(m))
        return false;
    measure_stockouts(m);
    measure_receipts(m);
    measure_money(m);
    measure_corridor(m);
    measure_closing(m);
    return measure_feed(m);
}

/* An item while it is added: its windows, and the groups that it is in. */
struct adding {
    const struct measuring *m;
    struct window *windows;
    size_t window_count;
    const uint32_t *groups;
    size_t group_count;
    uint32_t kept; /* its number, where items are kept */
};

/* Adds each window to the part of its own that it is. */
static void add_windows(struct vmi_kpi *k, const struct adding *a)
{
    struct vmi_kpi_sums room;
    for (size_t i = 0; i < a->window_count; i++) {
        const struct window *w = &a->windows[i];
        size_t part = scopes_find(&k->scopes, a->m->item->item, a->m->terms, w->day, w->days);
        sums_add(&k->scopes.list[part].sums, window_sums(a->m, w, &room));
        if (k->keeps)
            scope_add_item(&k->scopes.list[part], a->kept);
    }
}

/* Adds each window to the line of a scope. */
static void add_line(struct scope *scope, const struct adding *a)
{
    struct vmi_kpi_sums room;
    for (size_t i = 0; i < a->window_count; i++)
        spark_add(scope, a->window_count - 1 - i, window_sums(a->m, &a->windows[i], &room));
}

/* Windows may have days in common: what is of all days is added interval by interval. */
static void add_whole(struct scope *scope, const struct measuring *m)
{
    for (size_t i = 0; i < m->part_count; i++)
        sums_add(&scope->sums, &m->sums[i]);
}

/* Adds all of an item to a scope. */
static void add_all(const struct vmi_kpi *k, struct scope *scope, const struct adding *a)
{
    add_whole(scope, a->m);
    if (k->spark)
        add_line(scope, a);
    if (k->keeps)
        scope_add_item(scope, a->kept);
}

static void add_item(struct vmi_kpi *k, const struct adding *a)
{
    static const struct vmi_days all = {VMI_DAY_FIRST, VMI_DAY_LAST};
    bool split = vmi_kpi_is_split(&k->scopes.split);
    add_all(k, &k->scopes.list[0], a);
    for (size_t i = 0; i < a->group_count; i++)
        add_all(k, &k->groups[a->groups[i]], a);
    if (split && k->spark) {
        size_t part = scopes_find(&k->scopes, a->m->item->item, a->m->terms, a->m->period.first, all);
        add_all(k, &k->scopes.list[part], a);
    } else if (split) {
        add_windows(k, a);
    }
}

bool vmi_kpi_add(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count)
{
    struct measuring m = {
        .history = k->history,
        .item = item,
        .terms = terms,
        .place = vmi_history_place(k->history, item->item),
        .period = {k->since, k->through},
        .cost = vmi_decimal_to_double(terms->unit_cost),
        .price = vmi_decimal_to_double(terms->unit_price),
    };
    if (item->item->first_day == VMI_DAY_NONE)
        return true;
    if (m.period.first == VMI_DAY_NONE || item->item->first_day > m.period.first)
        m.period.first = item->item->first_day;
    if (m.period.first > m.period.last)
        return true;
    m.count = vmi_days_in(m.period);
    m.demanded = had_demand(item, k->through);
    m.stock = vmi_alloc_zeroed(m.count, sizeof *m.stock);
    m.days = vmi_alloc_zeroed(m.count, sizeof *m.days);
    struct adding a = {.m = &m, .groups = groups, .group_count = group_count};
    a.windows = windows_cut(&m, k->period, k->rolling, &a.window_count);
    bool good = measure_item(&m);
    if (good) {
        if (vmi_day_compare(m.period.first, k->earliest) < 0)
            k->earliest = m.period.first;
        a.kept = k->keeps ? kept_add(&k->kept, &m) : 0;
        add_item(k, &a);
    }
    free(a.windows);
    free(m.stock);
    free(m.days);
    free(m.parts);
    free(m.sums);
    return good;
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

static double sum_at(const struct vmi_kpi_sums *sums, size_t offset)
{
    double value;
    memcpy(&value, (const char *)sums + offset, sizeof value);
    return value;
}

void fill_value(const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums, struct vmi_metric *figure)
{
    double seen = sum_at(sums, row->seen), whole = sum_at(sums, row->scope);
    figure->numerator = sum_at(sums, row->numerator) * (row->times != 0 ? row->times : 1);
    figure->denominator = sum_at(sums, row->denominator);
    if (row->form != VMI_KPI_RATIO && figure->denominator == 0)
        figure->numerator = NAN; /* nothing was counted, which is not the same as none */
    if (whole > 0)
        figure->missing = (whole - seen) / whole;
    if (whole <= 0)
        figure->reason = VMI_SLICE("there is nothing in the scope to measure");
    else if (seen <= 0)
        figure->reason = vmi_slice_of(row->unseen);
    else if (figure->denominator == 0)
        figure->reason = vmi_slice_of(row->empty);
    else
        figure->value =
            row->form == VMI_KPI_COUNT ? figure->numerator : figure->numerator / figure->denominator;
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
    fill_value(row, &scope->sums, figure);
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
