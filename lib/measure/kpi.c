#include "vmi/kpi.h"

#include <stdlib.h>

#include "kpi_targets.h"
#include "vmi/stock_days.h"
#include "vmi/memory.h"

/* The items of a total, of one part of it, or of a group. */
struct scope {
    struct vmi_slice name, location, sku, class;
    struct vmi_slice others; /* what makes the group besides */
    struct target *targets;  /* by metric */
    struct vmi_kpi_sums sums;
};

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest;
    unsigned by;
    struct vmi_map keys; /* number of a scope; 0 is the total */
    struct scope *scopes;
    size_t scope_count, scopes_capacity;
    struct scope *groups;
    size_t group_count, groups_capacity;
    struct target *targets; /* of the total and of every part, by metric */
    struct vmi_arena arena;
    struct vmi_buffer key, part_name;
    struct vmi_metric *figures;
};

struct vmi_kpi *vmi_kpi_new(const struct vmi_history *history, int32_t since, int32_t through, unsigned by)
{
    static const char *const names[] = {"location", "sku", "class"};
    struct vmi_kpi *k = vmi_alloc_zeroed(1, sizeof *k);
    k->history = history;
    k->since = since;
    k->through = through;
    k->earliest = VMI_DAY_NONE;
    k->by = by;
    k->targets = targets_new(vmi_kpi_row_count, &k->arena);
    for (unsigned i = 0; i < VMI_COUNT(names); i++)
        if (by >> i & 1)
            vmi_buffer_print(&k->part_name, "%s%s", k->part_name.length ? ";" : "", names[i]);
    k->scopes = vmi_grow(NULL, &k->scopes_capacity, 1, sizeof *k->scopes);
    k->scopes[k->scope_count++] = (struct scope){.name = VMI_SLICE("total"), .targets = k->targets};
    vmi_map_intern(&k->keys, VMI_SLICE("total"));
    return k;
}

void vmi_kpi_free(struct vmi_kpi *k)
{
    if (!k)
        return;
    vmi_map_free(&k->keys);
    vmi_arena_free(&k->arena);
    vmi_buffer_free(&k->key);
    vmi_buffer_free(&k->part_name);
    free(k->scopes);
    free(k->groups);
    free(k->figures);
    free(k);
}

void vmi_kpi_target(struct vmi_kpi *k, const struct vmi_kpi_row *row, double at_least, double at_most)
{
    target_ask(&k->targets[row - vmi_kpi_rows], at_least, at_most);
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
    };
    return (uint32_t)k->group_count++;
}

void vmi_kpi_group_target(struct vmi_kpi *k, uint32_t group, const struct vmi_kpi_row *row, double at_least,
                          double at_most)
{
    target_ask(&k->groups[group].targets[row - vmi_kpi_rows], at_least, at_most);
}

/* ---- one item --------------------------------------------------------------------------------------- */

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

static double sum_flow(const struct vmi_facts *item, enum vmi_measure measure, struct vmi_days period)
{
    size_t count;
    exact sum = 0;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&facts[i]) >= period.first && vmi_fact_last_day(&facts[i]) <= period.last)
            sum += facts[i].quantity;
    return (double)sum / (double)VMI_DECIMAL_ONE;
}

static bool had_demand(const struct vmi_facts *item, int32_t through)
{
    struct vmi_days ever = {INT32_MIN + 1, through};
    return sum_flow(item, VMI_SOLD, ever) > 0 || sum_flow(item, VMI_UNFILLED, ever) > 0;
}

/* Periods for which the location itself says how many days were without stock; the larger of both counts stands. */
static void add_reported(const struct vmi_facts *item, struct vmi_days period, struct vmi_stock_day *days,
                         struct vmi_kpi_sums *s)
{
    size_t count;
    int32_t done = period.first - 1;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_STOCKOUT_DAYS, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t first = facts[i].day > done ? facts[i].day : done + 1;
        int32_t last =
            vmi_fact_last_day(&facts[i]) < period.last ? vmi_fact_last_day(&facts[i]) : period.last;
        if (last < first)
            continue;
        double whole = vmi_fact_last_day(&facts[i]) - facts[i].day + 1, part = last - first + 1, empty = 0;
        double reported = vmi_decimal_to_double(facts[i].quantity);
        reported = (reported < whole ? reported : whole) * part / whole;
        for (int32_t d = first; d <= last; d++) {
            struct vmi_stock_day *day = &days[d - period.first];
            empty += day->seen && day->stock <= 0;
            day->seen = false; /* told by the report */
        }
        s->demanded_seen += part;
        s->stockouts += reported > empty ? reported : empty;
        done = last;
    }
}

static void add_stock(const struct vmi_facts *item, struct vmi_days period, struct vmi_stock_day *days,
                      bool demanded, struct vmi_kpi_sums *s)
{
    size_t count = vmi_days_in(period), seen = 0;
    exact sum = 0;
    for (size_t i = 0; i < count; i++) {
        seen += days[i].seen;
        sum += days[i].seen ? days[i].stock : 0;
    }
    s->seen_days = (double)seen;
    if (seen) {
        s->stock_days = (double)sum / (double)VMI_DECIMAL_ONE / (double)seen * (double)count;
        s->stock_item_days = (double)count;
        s->stock_sold = s->sold;
    }
    if (!demanded)
        return;
    s->demanded_days = (double)count;
    add_reported(item, period, days, s);
    for (size_t i = 0; i < count; i++) {
        s->demanded_seen += days[i].seen;
        s->stockouts += days[i].seen && days[i].stock <= 0;
    }
}

static bool item_sums(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                      struct vmi_days period, struct vmi_kpi_sums *s)
{
    size_t count = vmi_days_in(period);
    struct vmi_stock_day *days = vmi_alloc_zeroed(count, sizeof *days);
    bool good = vmi_stock_days(k->history, item, terms, period, days);
    *s = (struct vmi_kpi_sums){.item_days = (double)count, .sold = sum_flow(item, VMI_SOLD, period)};
    if (vmi_history_place(k->history, item->item)->reports_unfilled) {
        s->unfilled_sold = s->sold;
        s->unfilled = sum_flow(item, VMI_UNFILLED, period);
        s->unfilled_days = s->item_days;
    }
    if (good)
        add_stock(item, period, days, had_demand(item, k->through), s);
    free(days);
    return good;
}

static struct scope *part_of(struct vmi_kpi *k, const struct vmi_item *item, const struct vmi_terms *terms)
{
    struct scope part = {.name = vmi_buffer_slice(&k->part_name), .targets = k->targets};
    if (k->by & VMI_BY_LOCATION)
        part.location = item->location;
    if (k->by & VMI_BY_SKU)
        part.sku = item->sku;
    if (k->by & VMI_BY_CLASS)
        part.class = terms->class;
    vmi_buffer_clear(&k->key);
    vmi_buffer_add(&k->key, "", 1);
    vmi_buffer_add_slice(&k->key, part.location);
    vmi_buffer_add(&k->key, "", 1);
    vmi_buffer_add_slice(&k->key, part.sku);
    vmi_buffer_add(&k->key, "", 1);
    vmi_buffer_add_slice(&k->key, part.class);
    uint32_t number = vmi_map_intern(&k->keys, vmi_buffer_slice(&k->key));
    if (number == k->scope_count) {
        part.class = vmi_arena_dup(&k->arena, part.class);
        k->scopes = vmi_grow(k->scopes, &k->scopes_capacity, k->scope_count + 1, sizeof *k->scopes);
        k->scopes[k->scope_count++] = part;
    }
    return &k->scopes[number];
}

static void add_sums(struct vmi_kpi_sums *to, const struct vmi_kpi_sums *from)
{
    double *sum = (double *)to;
    const double *term = (const double *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += term[i];
}

bool vmi_kpi_add(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count)
{
    struct vmi_kpi_sums sums;
    struct vmi_days period = {k->since, k->through};
    if (item->item->first_day == VMI_DAY_NONE)
        return true;
    if (period.first == VMI_DAY_NONE || item->item->first_day > period.first)
        period.first = item->item->first_day;
    if (period.first > period.last)
        return true;
    if (!item_sums(k, item, terms, period, &sums))
        return false;
    if (vmi_day_compare(period.first, k->earliest) < 0)
        k->earliest = period.first;
    add_sums(&k->scopes[0].sums, &sums);
    if (k->by)
        add_sums(&part_of(k, item->item, terms)->sums, &sums);
    for (size_t i = 0; i < group_count; i++)
        add_sums(&k->groups[groups[i]].sums, &sums);
    return true;
}

/* ---- figures ---------------------------------------------------------------------------------------- */

static struct vmi_slice definition_of(struct vmi_kpi *k, const struct vmi_kpi_row *row,
                                      const struct scope *scope)
{
    struct vmi_buffer out = {0};
    if (!scope->others.length)
        return vmi_slice_of(row->definition);
    vmi_buffer_print(&out, "%s; items of ", row->definition);
    vmi_buffer_add_slice(&out, scope->others);
    struct vmi_slice copy = vmi_arena_dup(&k->arena, vmi_buffer_slice(&out));
    vmi_buffer_free(&out);
    return copy;
}

static void fill_figure(struct vmi_kpi *k, size_t metric, const struct scope *scope,
                        struct vmi_metric *figure)
{
    const struct vmi_kpi_row *row = &vmi_kpi_rows[metric];
    const struct target *target = &scope->targets[metric];
    double seen, whole;
    vmi_record_clear(&vmi_metric_type, figure);
    figure->metric = vmi_slice_of(row->name);
    figure->scope = scope->name;
    figure->location = scope->location;
    figure->sku = scope->sku;
    figure->class = scope->class;
    figure->since = k->since != VMI_DAY_NONE ? k->since : k->earliest;
    figure->through = k->through;
    row->figure(&scope->sums, &figure->numerator, &figure->denominator, &seen, &whole);
    if (row->count)
        figure->value = figure->numerator;
    else if (figure->denominator != 0)
        figure->value = figure->numerator / figure->denominator;
    figure->unit = vmi_slice_of(row->unit);
    if (whole > 0)
        figure->missing = (whole - seen) / whole;
    figure->target = target_text(target, &k->arena);
    figure->status = vmi_slice_of(target_status(target, figure->value));
    figure->definition = definition_of(k, row, scope);
}

static int compare_figures(const void *left, const void *right)
{
    const struct vmi_metric *a = left, *b = right;
    int order = vmi_slice_compare(a->metric, b->metric);
    order = order ? order : vmi_slice_compare(a->scope, b->scope);
    order = order ? order : vmi_slice_compare(a->location, b->location);
    order = order ? order : vmi_slice_compare(a->sku, b->sku);
    return order ? order : vmi_slice_compare(a->class, b->class);
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
    size_t rows = vmi_kpi_row_count * k->scope_count;
    free(k->figures);
    k->figures = vmi_alloc((rows + vmi_kpi_row_count * k->group_count) * sizeof *k->figures);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        for (size_t j = 0; j < k->scope_count; j++)
            fill_figure(k, i, &k->scopes[j], &k->figures[i * k->scope_count + j]);
    qsort(k->figures, rows, sizeof *k->figures, compare_figures);
    *count = rows + fill_groups(k, k->figures + rows);
    *missed = false;
    for (size_t i = 0; i < *count; i++)
        *missed |= vmi_slice_is(k->figures[i].status, "missed");
    return k->figures;
}
