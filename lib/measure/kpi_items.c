/*
 * Items are measured one by one, and added to the scopes that they are in.
 */
#include <math.h>
#include <stdlib.h>

#include "kpi_internal.h"
#include "kpi_spark.h"
#include "kpi_windows.h"
#include "vmi/memory.h"

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

struct vmi_kpi_measured {
    struct measuring m; /* what it is measured of does not last */
    const struct vmi_item *item;
    struct vmi_terms terms;
    struct window *windows;
    size_t window_count;
};

/* An item while it is added, and the groups that it is in. */
struct adding {
    const struct vmi_kpi_measured *item;
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
    for (size_t i = 0; i < a->item->window_count; i++) {
        const struct window *w = &a->item->windows[i];
        size_t part = scopes_find(&k->scopes, a->item->item, &a->item->terms, w->day, w->days);
        sums_add(&k->scopes.list[part].sums, window_sums(&a->item->m, w, &room));
        add_tallies(&k->scopes.list[part], 0, &a->item->m, w->first, w->end);
        if (k->keeps)
            scope_add_item(&k->scopes.list[part], a->kept);
    }
}

/* Adds each window to the line of a scope. */
static void add_line(struct scope *scope, const struct adding *a)
{
    struct vmi_kpi_sums room;
    for (size_t i = 0; i < a->item->window_count; i++) {
        const struct window *w = &a->item->windows[i];
        size_t back = a->item->window_count - 1 - i;
        spark_add(scope, back, window_sums(&a->item->m, w, &room));
        if (back < SPARK_MOST)
            add_tallies(scope, spark_slot(back), &a->item->m, w->first, w->end);
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
    add_whole(scope, &a->item->m);
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
        size_t part = scopes_find(&k->scopes, a->item->item, &a->item->terms, a->item->m.period.first, all);
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
static bool begin_measuring(const struct vmi_kpi *k, const struct vmi_facts *item,
                            const struct vmi_terms *terms, struct measuring *m)
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
    return !begin_measuring(k, item, terms, &m) || note_orders(&m, &k->orders);
}

void vmi_kpi_forget(struct vmi_kpi_measured *measured)
{
    if (!measured)
        return;
    free(measured->windows);
    free(measured->m.parts);
    free(measured->m.sums);
    tallies_free(&measured->m.tallies);
    free(measured);
}

bool vmi_kpi_measure(const struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                     struct vmi_kpi_measured **measured)
{
    struct measuring begun;
    *measured = NULL;
    if (!begin_measuring(k, item, terms, &begun))
        return true;
    struct vmi_kpi_measured *own = vmi_alloc_zeroed(1, sizeof *own);
    struct measuring *m = &own->m;
    own->item = item->item;
    own->terms = *terms;
    *m = begun;
    m->count = vmi_days_in(m->period);
    m->demanded = had_demand(item, k->through);
    m->stock = vmi_alloc_zeroed(m->count, sizeof *m->stock);
    m->days = vmi_alloc_zeroed(m->count, sizeof *m->days);
    own->windows = windows_cut(m, k->period, k->rolling, k->line_first, &own->window_count);
    bool good = item->item->first_day != VMI_DAY_NONE ? measure_item(m) : measure_orders(m);
    free(m->stock);
    free(m->days);
    if (good)
        *measured = own;
    else
        vmi_kpi_forget(own);
    return good;
}

void vmi_kpi_take(struct vmi_kpi *k, struct vmi_kpi_measured *measured, const uint32_t *groups,
                  size_t group_count)
{
    struct adding a = {.item = measured, .groups = groups, .group_count = group_count};
    if (!measured)
        return;
    if (vmi_day_compare(measured->m.period.first, k->earliest) < 0)
        k->earliest = measured->m.period.first;
    a.kept = k->keeps ? kept_add(&k->kept, measured->item, &measured->m) : 0;
    add_item(k, &a);
    vmi_kpi_forget(measured);
}

bool vmi_kpi_add(struct vmi_kpi *k, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count)
{
    struct vmi_kpi_measured *measured;
    if (!vmi_kpi_measure(k, item, terms, &measured))
        return false;
    vmi_kpi_take(k, measured, groups, group_count);
    return true;
}

/* ---- proposals ---------------------------------------------------------------------------------------- */

/* Adds a proposal to each window that its day is in: to the part of its own, or to the line of SCOPE. */
static void add_to_windows(struct vmi_kpi *k, struct scope *scope, const struct vmi_item *item,
                           const struct vmi_terms *terms, int32_t day, const struct vmi_kpi_sums *sums)
{
    for (int32_t at = day > k->line_first ? day : k->line_first; at <= k->through;) {
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
