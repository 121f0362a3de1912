#include "vmi/kpi.h"

#include <math.h>
#include <stdlib.h>

#include "kpi_baseline.h"
#include "kpi_figure.h"
#include "kpi_orders.h"
#include "kpi_scopes.h"
#include "kpi_spark.h"
#include "kpi_windows.h"
#include "vmi/memory.h"

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest, lag;
    enum vmi_kpi_period period; /* of the parts, or of the lines */
    int32_t rolling;            /* days of a window; 0: those of the period */
    bool spark;
    size_t line_count; /* periods of the lines */
    struct orders orders;
    struct tallies tallies;
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
    k->lag = -1;
    k->targets = targets_new(vmi_kpi_row_count, &k->arena);
    k->chosen = vmi_alloc_zeroed(vmi_kpi_row_count, sizeof *k->chosen);
    k->period = split->period == VMI_KPI_WHOLE && split->spark ? VMI_KPI_WEEK : split->period;
    k->rolling = split->rolling;
    k->spark = split->spark;
    struct vmi_kpi_split parts = *split;
    if (split->spark)
        parts.period = VMI_KPI_WHOLE;
    scopes_begin(&k->scopes, &parts, k->targets, &k->tallies, &k->arena);
    return k;
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
    if (!vmi_stock_days(m->history, m->item, m->terms, m->period, m->stock))
        return false;
    measure_sales(m);
    measure_stock(m);
    measure_stockouts(m);
    measure_receipts(m);
    measure_money(m);
    measure_corridor(m);
    measure_closing(m);
    return measure_cover(m) && measure_counts(m) && measure_feed(m) && measure_forecasts(m) &&
           measure_orders(m);
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

/* Adds what the lines of the intervals FIRST to END, which is not one of them, took. */
static void add_tallies(const struct scope *scope, size_t slot, const struct measuring *m, size_t first,
                        size_t end)
{
    for (size_t i = 0; i < m->tallies.count; i++)
        if (m->tallies.list[i].where >= first && m->tallies.list[i].where < end)
            tallies_add(scope->tallies, scope_place(scope, slot), m->tallies.list[i].days);
}

/* Adds each window to the part of its own that it is. */
static void add_windows(struct vmi_kpi *k, const struct adding *a)
{
    struct vmi_kpi_sums room;
    for (size_t i = 0; i < a->window_count; i++) {
        const struct window *w = &a->windows[i];
        size_t part = scopes_find(&k->scopes, a->m->item->item, a->m->terms, w->day, w->days);
        sums_add(&k->scopes.list[part].sums, window_sums(a->m, w, &room));
        add_tallies(&k->scopes.list[part], 0, a->m, w->first, w->end);
        if (k->keeps)
            scope_add_item(&k->scopes.list[part], a->kept);
    }
}

/* Adds each window to the line of a scope. */
static void add_line(struct scope *scope, const struct adding *a)
{
    struct vmi_kpi_sums room;
    for (size_t i = 0; i < a->window_count; i++) {
        const struct window *w = &a->windows[i];
        size_t back = a->window_count - 1 - i;
        spark_add(scope, back, window_sums(a->m, w, &room));
        if (back < SPARK_MOST)
            add_tallies(scope, spark_slot(back), a->m, w->first, w->end);
    }
}

/* Windows may have days in common: what is of all days is added interval by interval. */
static void add_whole(struct scope *scope, const struct measuring *m)
{
    for (size_t i = 0; i < m->part_count; i++)
        sums_add(&scope->sums, &m->sums[i]);
    add_tallies(scope, 0, m, 0, m->part_count);
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

/* The first day on which it was ordered, for an item of which nothing but orders is told. */
static int32_t first_ordered(const struct vmi_facts *item)
{
    size_t count;
    int32_t first = VMI_DAY_NONE;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_ORDERED, &count);
    for (size_t i = 0; i < count; i++)
        first = vmi_day_compare(facts[i].day, first) < 0 ? facts[i].day : first;
    return first;
}

/* False when the item has no day in the period. */
static bool begin_measuring(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                            struct measuring *m)
{
    int32_t first = item->item->first_day != VMI_DAY_NONE ? item->item->first_day : first_ordered(item);
    *m = (struct measuring){
        .history = k->history,
        .item = item,
        .terms = terms,
        .place = vmi_history_place(k->history, item->item),
        .period = {k->since, k->through},
        .since = k->since,
        .cost = vmi_decimal_to_double(terms->unit_cost),
        .price = vmi_decimal_to_double(terms->unit_price),
        .last_min = NAN,
        .last_max = NAN,
        .lag = k->lag,
        .orders = &k->orders,
    };
    if (first == VMI_DAY_NONE)
        return false;
    if (m->period.first == VMI_DAY_NONE || first > m->period.first)
        m->period.first = first;
    return m->period.first <= m->period.last;
}

bool vmi_kpi_note_orders(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms)
{
    struct measuring m;
    return !begin_measuring(k, item, terms, &m) || note_orders(&m);
}

bool vmi_kpi_add(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count)
{
    struct measuring m;
    if (!begin_measuring(k, item, terms, &m))
        return true;
    m.count = vmi_days_in(m.period);
    m.demanded = had_demand(item, k->through);
    m.stock = vmi_alloc_zeroed(m.count, sizeof *m.stock);
    m.days = vmi_alloc_zeroed(m.count, sizeof *m.days);
    struct adding a = {.m = &m, .groups = groups, .group_count = group_count};
    a.windows = windows_cut(&m, k->period, k->rolling, &a.window_count);
    bool good = item->item->first_day != VMI_DAY_NONE ? measure_item(&m) : measure_orders(&m);
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
    tallies_free(&m.tallies);
    return good;
}

/* ---- proposals ---------------------------------------------------------------------------------------- */

/* Adds a proposal to each window that its day is in: to the part of its own, or to the line of SCOPE. */
static void add_to_windows(struct vmi_kpi *k, struct scope *scope, const struct vmi_item *item,
                           const struct vmi_terms *terms, int32_t day, const struct vmi_kpi_sums *sums)
{
    for (int32_t at = day; at <= k->through;) {
        struct vmi_days part = vmi_kpi_period_of(k->period, at);
        struct vmi_days days = window_days(part, k->rolling, k->through);
        size_t back = spark_count(k->period, at, k->through) - 1;
        if (days.first > day)
            return;
        if (scope)
            spark_add(scope, back, sums);
        else
            sums_add(&k->scopes.list[scopes_find(&k->scopes, item, terms, at, days)].sums, sums);
        if (part.last >= k->through)
            return;
        at = part.last + 1;
    }
}

static void add_everywhere(struct vmi_kpi *k, struct scope *scope, int32_t day,
                           const struct vmi_kpi_sums *sums)
{
    sums_add(&scope->sums, sums);
    if (k->spark)
        add_to_windows(k, scope, NULL, NULL, day, sums);
}

void vmi_kpi_add_proposal(struct vmi_kpi *k, const struct vmi_proposal *proposal,
                          const struct vmi_terms *terms, const uint32_t *groups, size_t group_count)
{
    static const struct vmi_days all = {VMI_DAY_FIRST, VMI_DAY_LAST};
    struct vmi_kpi_sums sums = {0};
    const struct vmi_item item = {.location = proposal->location, .sku = proposal->sku};
    int32_t day = proposal->order_date;
    if (day == VMI_DAY_NONE || day > k->through || (k->since != VMI_DAY_NONE && day < k->since))
        return;
    if (vmi_day_compare(day, k->earliest) < 0)
        k->earliest = day;
    measure_proposal(proposal, &sums);
    add_everywhere(k, &k->scopes.list[0], day, &sums);
    for (size_t i = 0; i < group_count; i++)
        add_everywhere(k, &k->groups[groups[i]], day, &sums);
    if (!vmi_kpi_is_split(&k->scopes.split))
        return;
    if (k->spark)
        add_everywhere(k, &k->scopes.list[scopes_find(&k->scopes, &item, terms, day, all)], day, &sums);
    else
        add_to_windows(k, NULL, &item, terms, day, &sums);
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
