#include "vmi/kpi.h"

#include <math.h>
#include <stdlib.h>

#include "stock_days.h"
#include "vmi/memory.h"
#include "vmi/statistic.h"

/* A total, or one part of it. */
struct scope {
    struct vmi_slice location, sku, class;
    bool is_part;
    struct vmi_kpi_sums sums;
};

struct target {
    double at_least, at_most;
};

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest;
    unsigned by;
    struct vmi_map keys; /* number of a scope; 0 is the total */
    struct scope *scopes;
    size_t scope_count, scopes_capacity;
    struct target *targets; /* by metric */
    struct vmi_arena arena;
    struct vmi_buffer key, scope_name;
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
    k->targets = vmi_alloc(vmi_kpi_row_count * sizeof *k->targets);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        k->targets[i] = (struct target){NAN, NAN};
    for (unsigned i = 0; i < VMI_COUNT(names); i++)
        if (by >> i & 1)
            vmi_buffer_print(&k->scope_name, "%s%s", k->scope_name.length ? ";" : "", names[i]);
    k->scopes = vmi_grow(NULL, &k->scopes_capacity, 1, sizeof *k->scopes);
    k->scopes[k->scope_count++] = (struct scope){.is_part = false};
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
    vmi_buffer_free(&k->scope_name);
    free(k->scopes);
    free(k->targets);
    free(k->figures);
    free(k);
}

void vmi_kpi_target(struct vmi_kpi *k, const struct vmi_kpi_row *row, double at_least, double at_most)
{
    struct target *target = &k->targets[row - vmi_kpi_rows];
    if (!isnan(at_least))
        target->at_least = at_least;
    if (!isnan(at_most))
        target->at_most = at_most;
}

/* ---- one item --------------------------------------------------------------------------------------- */

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

static double sum_flow(const struct vmi_item *item, enum vmi_measure measure, struct vmi_days period)
{
    size_t count;
    exact sum = 0;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&facts[i]) >= period.first && vmi_fact_last_day(&facts[i]) <= period.last)
            sum += facts[i].quantity;
    return (double)sum / (double)VMI_DECIMAL_ONE;
}

static bool had_demand(const struct vmi_item *item, int32_t through)
{
    struct vmi_days ever = {INT32_MIN + 1, through};
    return sum_flow(item, VMI_SOLD, ever) > 0 || sum_flow(item, VMI_UNFILLED, ever) > 0;
}

/* Periods for which the location itself says how many days were without stock; the larger of both counts stands. */
static void add_reported(const struct vmi_item *item, struct vmi_days period, struct stock_day *days,
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
            struct stock_day *day = &days[d - period.first];
            empty += day->seen && day->stock <= 0;
            day->seen = false; /* told by the report */
        }
        s->demanded_seen += part;
        s->stockouts += reported > empty ? reported : empty;
        done = last;
    }
}

static void add_stock(const struct vmi_item *item, struct vmi_days period, struct stock_day *days,
                      bool demanded, struct vmi_kpi_sums *s)
{
    size_t count = days_in(period), seen = 0;
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

static bool item_sums(struct vmi_kpi *k, const struct vmi_item *item, const struct vmi_terms *terms,
                      struct vmi_days period, struct vmi_kpi_sums *s)
{
    size_t count = days_in(period);
    struct stock_day *days = vmi_alloc_zeroed(count, sizeof *days);
    bool good = stock_days(k->history, item, terms, period, days);
    *s = (struct vmi_kpi_sums){.item_days = (double)count, .sold = sum_flow(item, VMI_SOLD, period)};
    if (vmi_history_place(k->history, item)->reports_unfilled) {
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
    struct scope part = {.is_part = true};
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

bool vmi_kpi_add(struct vmi_kpi *k, const struct vmi_item *item, const struct vmi_terms *terms)
{
    struct vmi_kpi_sums sums;
    struct vmi_days period = {k->since, k->through};
    if (item->first_day == VMI_DAY_NONE)
        return true;
    if (period.first == VMI_DAY_NONE || item->first_day > period.first)
        period.first = item->first_day;
    if (period.first > period.last)
        return true;
    if (!item_sums(k, item, terms, period, &sums))
        return false;
    if (vmi_day_compare(period.first, k->earliest) < 0)
        k->earliest = period.first;
    add_sums(&k->scopes[0].sums, &sums);
    if (k->by)
        add_sums(&part_of(k, item, terms)->sums, &sums);
    return true;
}

/* ---- figures ---------------------------------------------------------------------------------------- */

static struct vmi_slice target_text(struct vmi_kpi *k, const struct target *target)
{
    char text[VMI_STATISTIC_TEXT_SIZE];
    struct vmi_buffer out = {0};
    if (!isnan(target->at_least)) {
        vmi_statistic_format(target->at_least, text);
        vmi_buffer_print(&out, ">=%s", text);
    }
    if (!isnan(target->at_most)) {
        vmi_statistic_format(target->at_most, text);
        vmi_buffer_print(&out, "%s<=%s", out.length ? ";" : "", text);
    }
    struct vmi_slice copy = out.length ? vmi_arena_dup(&k->arena, vmi_buffer_slice(&out)) : VMI_SLICE_NONE;
    vmi_buffer_free(&out);
    return copy;
}

static const char *judge(const struct target *target, double value)
{
    if (isnan(target->at_least) && isnan(target->at_most))
        return NULL;
    if (isnan(value))
        return "unknown";
    return value < target->at_least || value > target->at_most ? "missed" : "met";
}

static void fill_figure(struct vmi_kpi *k, size_t metric, const struct scope *scope,
                        struct vmi_metric *figure)
{
    const struct vmi_kpi_row *row = &vmi_kpi_rows[metric];
    double seen, whole;
    vmi_record_clear(&vmi_metric_type, figure);
    figure->metric = vmi_slice_of(row->name);
    figure->scope = scope->is_part ? vmi_buffer_slice(&k->scope_name) : VMI_SLICE("total");
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
    figure->target = target_text(k, &k->targets[metric]);
    figure->status = vmi_slice_of(judge(&k->targets[metric], figure->value));
    figure->definition = vmi_slice_of(row->definition);
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

const struct vmi_metric *vmi_kpi_figures(struct vmi_kpi *k, size_t *count, bool *missed)
{
    *count = vmi_kpi_row_count * k->scope_count;
    *missed = false;
    free(k->figures);
    k->figures = vmi_alloc(*count * sizeof *k->figures);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        for (size_t j = 0; j < k->scope_count; j++) {
            struct vmi_metric *figure = &k->figures[i * k->scope_count + j];
            fill_figure(k, i, &k->scopes[j], figure);
            *missed |= vmi_slice_is(figure->status, "missed");
        }
    qsort(k->figures, *count, sizeof *k->figures, compare_figures);
    return k->figures;
}
