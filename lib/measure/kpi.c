#include "vmi/kpi.h"

#include <math.h>
#include <stdlib.h>

#include "kpi_orders.h"
#include "kpi_scopes.h"
#include "measuring.h"
#include "vmi/accuracy.h"
#include "vmi/memory.h"

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest, lag;
    struct orders orders;
    struct scopes scopes;
    struct scope *groups;
    size_t group_count, groups_capacity;
    struct target *targets; /* of the total and of every part, by metric */
    bool *chosen;           /* by metric */
    bool choosing;
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
    scopes_begin(&k->scopes, split, k->targets, &k->arena);
    return k;
}

void vmi_kpi_free(struct vmi_kpi *k)
{
    if (!k)
        return;
    scopes_free(&k->scopes);
    orders_free(&k->orders);
    vmi_arena_free(&k->arena);
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

/* Numbers the parts of the calendar that the period has days of. */
static void part_days(struct measuring *m, enum vmi_kpi_period period)
{
    struct vmi_days part = {0, -1};
    m->parts = vmi_alloc(m->count * sizeof *m->parts);
    for (size_t i = 0; i < m->count; i++) {
        int32_t day = m->period.first + (int32_t)i;
        if (i == 0 || day > part.last) {
            part = vmi_kpi_period_of(period, day);
            m->part_count++;
        }
        m->parts[i] = (uint32_t)m->part_count - 1;
    }
    m->sums = vmi_alloc_zeroed(m->part_count, sizeof *m->sums);
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
    return measure_cover(m) && measure_counts(m) && measure_feed(m) && measure_forecasts(m) &&
           measure_orders(m);
}

static void add_sums(struct vmi_kpi_sums *to, const struct vmi_kpi_sums *from)
{
    double *sum = (double *)to;
    const double *term = (const double *)from;
    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += term[i];
}

/* What was measured in a part of the calendar, in the scope WHERE. */
static void add_part(struct vmi_kpi *k, const struct measuring *m, size_t part, uint32_t where)
{
    struct scope *scope = where >= ORDERS_GROUPS ? &k->groups[where - ORDERS_GROUPS] : &k->scopes.list[where];
    add_sums(&scope->sums, &m->sums[part]);
    orders_take(&k->orders, m, part, where);
}

static void add_parts(struct vmi_kpi *k, const struct measuring *m, const uint32_t *groups,
                      size_t group_count)
{
    bool split = vmi_kpi_is_split(&k->scopes.split);
    for (size_t i = 0; i < m->count; i++) {
        size_t part = m->parts[i];
        if (i > 0 && part == m->parts[i - 1])
            continue;
        add_part(k, m, part, 0);
        for (size_t j = 0; j < group_count; j++)
            add_part(k, m, part, ORDERS_GROUPS + groups[j]);
        if (split)
            add_part(
                k, m, part,
                (uint32_t)scopes_find(&k->scopes, m->item->item, m->terms, m->period.first + (int32_t)i));
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
        .since = k->since,
        .lag = k->lag,
        .last_min = NAN,
        .last_max = NAN,
        .orders = &k->orders.numbers,
    };
    int32_t first = item->item->first_day != VMI_DAY_NONE ? item->item->first_day : first_ordered(item);
    if (first == VMI_DAY_NONE)
        return true;
    if (m.period.first == VMI_DAY_NONE || first > m.period.first)
        m.period.first = first;
    if (m.period.first > m.period.last)
        return true;
    m.count = vmi_days_in(m.period);
    m.demanded = had_demand(item, k->through);
    m.stock = vmi_alloc_zeroed(m.count, sizeof *m.stock);
    m.days = vmi_alloc_zeroed(m.count, sizeof *m.days);
    part_days(&m, k->scopes.split.period);
    bool good = item->item->first_day != VMI_DAY_NONE ? measure_item(&m) : measure_orders(&m);
    if (good) {
        if (vmi_day_compare(m.period.first, k->earliest) < 0)
            k->earliest = m.period.first;
        add_parts(k, &m, groups, group_count);
    }
    free(m.stock);
    free(m.days);
    free(m.parts);
    free(m.sums);
    free(m.shares);
    free(m.tallies);
    return good;
}

void vmi_kpi_add_proposal(struct vmi_kpi *k, const struct vmi_proposal *proposal,
                          const struct vmi_terms *terms, const uint32_t *groups, size_t group_count)
{
    struct vmi_kpi_sums sums = {0};
    const struct vmi_item item = {.location = proposal->location, .sku = proposal->sku};
    int32_t day = proposal->order_date;
    if (day == VMI_DAY_NONE || day > k->through || (k->since != VMI_DAY_NONE && day < k->since))
        return;
    if (vmi_day_compare(day, k->earliest) < 0)
        k->earliest = day;
    measure_proposal(proposal, &sums);
    add_sums(&k->scopes.list[0].sums, &sums);
    for (size_t i = 0; i < group_count; i++)
        add_sums(&k->groups[groups[i]].sums, &sums);
    if (vmi_kpi_is_split(&k->scopes.split))
        add_sums(&k->scopes.list[scopes_find(&k->scopes, &item, terms, day)].sums, &sums);
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

static double sum_at(const struct vmi_kpi_sums *sums, size_t offset)
{
    double value;
    memcpy(&value, (const char *)sums + offset, sizeof value);
    return value;
}

static bool is_quotient(const struct vmi_kpi_row *row)
{
    return row->form != VMI_KPI_SHARE && row->form != VMI_KPI_COUNT;
}

static double value_of(struct vmi_kpi *k, const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums,
                       uint32_t where, double above, double below)
{
    switch (row->form) {
    case VMI_KPI_COUNT:
        return above;
    case VMI_KPI_ROOT:
        return vmi_accuracy_root(above, below);
    case VMI_KPI_DEVIATION:
        return vmi_accuracy_deviation(above, sum_at(sums, row->third), below);
    case VMI_KPI_SIGNAL:
        return vmi_accuracy_ratio(above * sum_at(sums, row->third), below);
    case VMI_KPI_PERCENTILE:
        return orders_percentile(&k->orders, where, row->times);
    default:
        return above / below;
    }
}

/* The value, and why there is none. What nobody saw a part of is not known, whatever other days may stand for it. */
static void fill_value(struct vmi_kpi *k, const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums,
                       uint32_t where, struct vmi_metric *figure)
{
    bool percentile = row->form == VMI_KPI_PERCENTILE;
    double seen = sum_at(sums, row->seen), whole = sum_at(sums, row->scope);
    figure->numerator = sum_at(sums, row->numerator) * (row->times != 0 && !percentile ? row->times : 1);
    figure->denominator = sum_at(sums, row->denominator);
    if (!is_quotient(row) && figure->denominator == 0)
        figure->numerator = NAN; /* nothing was counted, which is not the same as none */
    if (whole > 0)
        figure->missing = (whole - seen) / whole;
    if (whole <= 0)
        figure->reason = row->seen == row->scope ? vmi_slice_of(row->unseen)
                                                 : VMI_SLICE("there is nothing in the scope to measure");
    else if (seen <= 0)
        figure->reason = vmi_slice_of(row->unseen);
    else if (figure->denominator == 0)
        figure->reason = vmi_slice_of(row->empty);
    else
        figure->value = value_of(k, row, sums, where, figure->numerator, figure->denominator);
}

static void fill_days(const struct vmi_kpi *k, const struct scope *scope, struct vmi_metric *figure)
{
    int32_t since = k->since != VMI_DAY_NONE ? k->since : k->earliest;
    figure->since = since != VMI_DAY_NONE && scope->days.first > since ? scope->days.first : since;
    figure->through = scope->days.last < k->through ? scope->days.last : k->through;
}

static void fill_figure(struct vmi_kpi *k, size_t metric, const struct scope *scope, uint32_t where,
                        struct vmi_metric *figure)
{
    const struct vmi_kpi_row *row = &vmi_kpi_rows[metric];
    const struct target *target = &scope->targets[metric];
    vmi_record_clear(&vmi_metric_type, figure);
    figure->metric = vmi_slice_of(row->name);
    figure->scope = scope->name;
    figure->location = scope->location;
    figure->sku = scope->sku;
    figure->class = scope->class;
    figure->part = scope->part;
    fill_days(k, scope, figure);
    fill_value(k, row, &scope->sums, where, figure);
    figure->unit = vmi_slice_of(row->unit);
    figure->target = target_text(target, &k->arena);
    figure->status = vmi_slice_of(target_status(target, figure->value));
    figure->margin = target_margin(target, figure->value);
    figure->definition = definition_of(k, row, scope);
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
                fill_figure(k, j, &k->groups[i], ORDERS_GROUPS + (uint32_t)i, &figures[count++]);
    return count;
}

const struct vmi_metric *vmi_kpi_figures(struct vmi_kpi *k, size_t *count, bool *missed)
{
    size_t rows = 0;
    orders_settle(&k->orders, k->scopes.list, k->scopes.count, k->groups, k->group_count);
    free(k->figures);
    k->figures = vmi_alloc(vmi_kpi_row_count * (k->scopes.count + k->group_count) * sizeof *k->figures);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        for (size_t j = 0; j < k->scopes.count && (!k->choosing || k->chosen[i]); j++)
            fill_figure(k, i, &k->scopes.list[j], (uint32_t)j, &k->figures[rows++]);
    if (rows > 1)
        qsort(k->figures, rows, sizeof *k->figures, compare_figures);
    *count = rows + fill_groups(k, k->figures + rows);
    *missed = false;
    for (size_t i = 0; i < *count; i++)
        *missed |= vmi_slice_is(k->figures[i].status, "missed");
    return k->figures;
}
