/*
 * What came of orders: how much of each line was supplied, when it came, and how long it took.
 *
 * A line is judged on the day on which its window ends, otif_late days after the day it was wanted for, and counted in
 * the period in which that day is; so a line that may still come is no miss, and is judged once.
 */
#include <math.h>
#include <stdlib.h>

#include "measuring.h"
#include "vmi/memory.h"
#include "vmi/state.h"

/* A line while what moved is added up; quantities in base units. */
struct order_line {
    vmi_decimal asked;                    /* less what was cancelled by the day it was wanted for */
    int32_t first_ordered, wanted, begin; /* and of its window; VMI_DAY_NONE: any day before it */
    int32_t end;                          /* the day on which it is judged; VMI_DAY_NONE: it never is */
    bool noticed;                         /* it had a ship notice */
    int32_t first_day, last_received;     /* of what was supplied; of what arrived */
    vmi_decimal first, supplied;     /* by ship notice, else by receipt: on the first day, and by the end */
    vmi_decimal received, in_window; /* by the end */
};

struct order_lines {
    struct measuring *m;
    const struct vmi_track_lines *tracked;
    struct order_line *list;
};

/* ---- what a line is judged by ------------------------------------------------------------------------- */

/* The days for which parts of a line are wanted, the first and the last; VMI_DAY_NONE: none is told. */
struct days_wanted {
    int32_t first, last;
};

static struct days_wanted find_wanted(const struct vmi_terms *terms, const struct vmi_track_lines *lines,
                                      size_t i)
{
    const struct vmi_tracked *t = &lines->list[i];
    const struct days_wanted due = {lines->first_due[i], t->due_date};
    const struct days_wanted promised = {lines->first_promised[i], t->promised_date};
    if (promised.last != VMI_DAY_NONE && (terms->otif_date == VMI_OTIF_PROMISED || due.last == VMI_DAY_NONE))
        return promised;
    if (due.last != VMI_DAY_NONE || t->order_date == VMI_DAY_NONE || terms->lead_time == VMI_DECIMAL_UNKNOWN)
        return due;
    int32_t day = t->order_date + days_of_term(terms->lead_time);
    return (struct days_wanted){day, day};
}

static void find_window(const struct vmi_terms *terms, struct days_wanted wanted, struct order_line *l)
{
    l->wanted = wanted.last;
    l->begin = l->end = VMI_DAY_NONE;
    if (l->wanted == VMI_DAY_NONE)
        return;
    l->end = wanted.last + days_of_term(terms->otif_late);
    if (terms->otif_early != VMI_DECIMAL_UNKNOWN)
        l->begin = wanted.first - days_of_term(terms->otif_early);
}

/* What is supplied: by ship notice where the line has one, else by receipt. */
static void read_supply(struct order_line *l, const struct vmi_track_move *move)
{
    if (move->measure != (l->noticed ? VMI_SHIPPED : VMI_RECEIVED) ||
        (l->end != VMI_DAY_NONE && move->day > l->end))
        return;
    l->supplied += move->quantity;
    if (l->first_day == VMI_DAY_NONE)
        l->first_day = move->day;
    l->first += move->day == l->first_day ? move->quantity : 0;
}

static void read_receipt(struct order_line *l, const struct vmi_track_move *move)
{
    l->last_received = move->day;
    if (l->end != VMI_DAY_NONE && move->day > l->end)
        return;
    l->received += move->quantity;
    l->in_window += l->begin == VMI_DAY_NONE || move->day >= l->begin ? move->quantity : 0;
}

/* Moves come in order of time. */
static void read_move(struct order_line *l, const struct vmi_track_move *move)
{
    read_supply(l, move);
    if (move->measure == VMI_RECEIVED)
        read_receipt(l, move);
    else if (move->measure == VMI_ORDERED && l->first_ordered == VMI_DAY_NONE)
        l->first_ordered = move->day;
    else if (move->measure == VMI_CANCELLED && l->wanted != VMI_DAY_NONE && move->day <= l->wanted)
        l->asked -= move->quantity < l->asked ? move->quantity : l->asked;
}

static void read_lines(const struct order_lines *o)
{
    const struct vmi_track_lines *tracked = o->tracked;
    for (size_t i = 0; i < tracked->count; i++) {
        struct order_line *l = &o->list[i];
        *l = (struct order_line){.asked = tracked->list[i].ordered,
                                 .first_ordered = VMI_DAY_NONE,
                                 .noticed = tracked->list[i].shipped > 0,
                                 .first_day = VMI_DAY_NONE,
                                 .last_received = VMI_DAY_NONE};
        find_window(o->m->terms, find_wanted(o->m->terms, tracked, i), l);
    }
    for (size_t i = 0; i < tracked->move_count; i++)
        read_move(&o->list[tracked->moves[i].line], &tracked->moves[i]);
}

/* ---- lines that are judged ---------------------------------------------------------------------------- */

/* Those that are in the period, and of which anything is asked still. */
static bool is_judged(const struct measuring *m, const struct order_line *l)
{
    return l->asked > 0 && is_in_period(m, l->end);
}

static bool supplies(const struct measuring *m)
{
    return vmi_place_reports(m->place, VMI_RECEIVED) || vmi_place_reports(m->place, VMI_SHIPPED);
}

static void note_line(const struct measuring *m, const struct vmi_tracked *t, const struct order_line *l,
                      struct orders *orders)
{
    const struct order_share share = {
        .first_day = l->first_day,
        .supplies = supplies(m),
        .arrives = vmi_place_reports(m->place, VMI_RECEIVED),
        .filled = l->supplied >= l->asked,
        .first_filled = l->first >= l->asked,
        .otif = l->in_window >= l->asked,
    };
    if (is_judged(m, l))
        orders_note(orders, t->location, t->ref, &share);
}

/* A line carries its part of the order, so that parts by anything add up to the number of orders. */
static void judge_order(const struct measuring *m, const struct vmi_tracked *t, struct vmi_kpi_sums *s)
{
    const struct verdict *v = orders_find(m->orders, t->location, t->ref);
    if (!v)
        return;
    double part = 1 / v->lines;
    s->fill_orders += v->supplies ? part : 0;
    s->filled_orders += v->supplies && !v->missed ? part : 0;
    s->first_orders += v->supplies && !v->first_missed && !v->late_first ? part : 0;
    s->due_orders += v->arrives ? part : 0;
    s->otif_orders += v->arrives && !v->otif_missed ? part : 0;
}

static double capped(vmi_decimal quantity, vmi_decimal most)
{
    return vmi_decimal_to_double(quantity < most ? quantity : most);
}

/* What was not there by the end of the window is a miss, also where the line was cancelled or closed after its day. */
static void judge_line(struct measuring *m, const struct vmi_tracked *t, const struct order_line *l)
{
    size_t part;
    if (!is_judged(m, l) || !part_of_day(m, l->end, &part))
        return;
    struct vmi_kpi_sums *s = &m->sums[part];
    double asked = vmi_decimal_to_double(l->asked);
    s->order_lines += 1;
    if (supplies(m)) {
        s->fill_lines += 1;
        s->fill_asked += asked;
        s->filled_units += capped(l->supplied, l->asked);
        s->filled_lines += l->supplied >= l->asked;
        s->first_units += capped(l->first, l->asked);
        s->first_lines += l->first >= l->asked;
    }
    if (vmi_place_reports(m->place, VMI_RECEIVED)) {
        s->due_lines += 1;
        s->due_units += asked;
        s->on_time_lines += l->received > 0 && l->in_window == l->received && l->last_received <= l->end;
        s->in_full_lines += l->received >= l->asked;
        s->otif_lines += l->in_window >= l->asked;
        s->otif_units += capped(l->in_window, l->asked);
    }
    judge_order(m, t, s);
}

/* ---- lines that have come ----------------------------------------------------------------------------- */

static void time_line(struct measuring *m, const struct vmi_tracked *t, const struct order_line *l)
{
    size_t part;
    if (l->last_received == VMI_DAY_NONE || !part_of_day(m, l->last_received, &part))
        return;
    struct vmi_kpi_sums *s = &m->sums[part];
    s->arrived += 1;
    s->cycle_scope += t->open == 0;
    if (l->first_ordered == VMI_DAY_NONE || l->last_received < l->first_ordered)
        return;
    double days = (double)l->last_received - l->first_ordered;
    s->lead_lines += 1;
    s->lead_days += days;
    s->lead_squares += days * days;
    if (t->open)
        return;
    s->cycle_lines += 1;
    s->cycle_days += days;
    tallies_add(&m->tallies, part, l->last_received - l->first_ordered);
}

/* ---- open lines that nobody needs --------------------------------------------------------------------- */

/* What a review on the last day would order if nothing were on its way. */
static bool need_of(const struct measuring *m, const struct vmi_state *state, double *need)
{
    double low = m->last_min, high = m->last_max, bare = vmi_decimal_to_double(state->on_hand);
    if (state->on_hand == VMI_DECIMAL_UNKNOWN || isnan(low) || isnan(high))
        return false;
    bare -= state->allocated != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(state->allocated) : 0;
    bare -= state->backordered != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(state->backordered) : 0;
    bool triggers = m->terms->trigger == VMI_TRIGGER_BELOW ? bare < low : bare <= low;
    *need = triggers && high > bare ? high - bare : 0;
    return true;
}

static void measure_surplus(struct measuring *m, const struct order_lines *o, const struct vmi_state *state)
{
    struct vmi_kpi_sums *s = sums_on(m, m->period.last);
    double open = 0, need;
    for (size_t i = 0; i < o->tracked->count; i++)
        open += vmi_decimal_to_double(o->tracked->list[i].open);
    if (open <= 0)
        return;
    s->open_items += 1;
    if (!need_of(m, state, &need))
        return;
    s->open_judged += 1;
    s->open_units += open;
    s->surplus_units += open > need ? open - need : 0;
}

/* ---- orders against sales ----------------------------------------------------------------------------- */

enum { WEEK = 7 };

/* Sales of longer periods do not say in which week they were. */
static bool sells_by_week(const struct measuring *m)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_SOLD, &count);
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&facts[i]) - (int64_t)facts[i].day >= WEEK)
            return false;
    return true;
}

/* The whole weeks of the period, from Monday; of one that is not known nothing counts. */
struct weeks {
    int32_t first;
    size_t count;
    bool *known;
    double *orders, *sales;
};

static int32_t last_day_of(const struct weeks *w, size_t week)
{
    return w->first + (int32_t)week * WEEK + WEEK - 1;
}

/* The location was heard of on each of its days. */
static bool is_heard(const struct measuring *m, const struct weeks *w, size_t week)
{
    for (int32_t d = last_day_of(w, week) - WEEK + 1; d <= last_day_of(w, week); d++)
        if (!is_heard_on(m, (size_t)(d - m->period.first)))
            return false;
    return true;
}

static void add_to_week(const struct weeks *w, double *sums, int32_t day, vmi_decimal quantity)
{
    int64_t week = ((int64_t)day - w->first) / WEEK;
    if (day != VMI_DAY_NONE && day >= w->first && week < (int64_t)w->count)
        sums[week] += vmi_decimal_to_double(quantity);
}

static void add_sums(const struct measuring *m, const struct order_lines *o, struct weeks *w)
{
    size_t count;
    const struct vmi_fact *sold = vmi_item_facts(m->item, VMI_SOLD, &count);
    for (size_t i = 0; i < o->tracked->count; i++)
        if (o->tracked->list[i].ordered != VMI_DECIMAL_UNKNOWN)
            add_to_week(w, w->orders, o->tracked->list[i].order_date, o->tracked->list[i].ordered);
    for (size_t i = 0; i < count; i++)
        add_to_week(w, w->sales, vmi_fact_last_day(&sold[i]), sold[i].quantity);
}

static double mean_of(const struct weeks *w, const double *sums)
{
    double sum = 0, known = 0;
    for (size_t i = 0; i < w->count; i++) {
        sum += w->known[i] ? sums[i] : 0;
        known += w->known[i];
    }
    return sum / known;
}

/* Each week's squared distance from the mean of all, so that weeks add up to the whole whatever part they are in. */
static void add_spread(const struct measuring *m, const struct weeks *w)
{
    double ordered = mean_of(w, w->orders), sold = mean_of(w, w->sales);
    for (size_t i = 0; i < w->count; i++) {
        struct vmi_kpi_sums *s = sums_on(m, last_day_of(w, i));
        s->weeks += 1;
        if (!w->known[i])
            continue;
        s->weeks_seen += 1;
        s->orders_spread += (w->orders[i] - ordered) * (w->orders[i] - ordered);
        s->sales_spread += (w->sales[i] - sold) * (w->sales[i] - sold);
    }
}

static void measure_bullwhip(struct measuring *m, const struct order_lines *o)
{
    struct vmi_days week = vmi_kpi_period_of(VMI_KPI_WEEK, m->period.first);
    int32_t first = week.first < m->period.first ? week.last + 1 : week.first;
    int64_t span = ((int64_t)m->period.last - first + 1) / WEEK;
    struct weeks w = {.first = first, .count = span > 0 ? (size_t)span : 0};
    bool told = sells_by_week(m);
    if (!w.count)
        return;
    w.known = vmi_alloc_zeroed(w.count, sizeof *w.known);
    w.orders = vmi_alloc_zeroed(w.count, sizeof *w.orders);
    w.sales = vmi_alloc_zeroed(w.count, sizeof *w.sales);
    for (size_t i = 0; i < w.count; i++)
        w.known[i] = told && is_heard(m, &w, i);
    add_sums(m, o, &w);
    add_spread(m, &w);
    free(w.known);
    free(w.orders);
    free(w.sales);
}

/* ---- an item ------------------------------------------------------------------------------------------ */

static bool read_orders(struct order_lines *o, struct vmi_track_lines *tracked, struct vmi_arena *arena)
{
    size_t count;
    struct measuring *m = o->m;
    *tracked = (struct vmi_track_lines){0};
    o->tracked = tracked;
    vmi_item_facts(m->item, VMI_ORDERED, &count);
    if (!count)
        return true;
    if (!vmi_track_item(m->history, m->item, m->terms, m->period.last, arena, tracked))
        return false;
    o->list = vmi_arena_alloc(arena, tracked->count * sizeof *o->list);
    read_lines(o);
    return true;
}

bool note_orders(struct measuring *m, struct orders *orders)
{
    struct vmi_arena arena = {0};
    struct vmi_track_lines tracked;
    struct order_lines o = {.m = m};
    bool good = read_orders(&o, &tracked, &arena);
    for (size_t i = 0; i < tracked.count && good; i++)
        note_line(m, &tracked.list[i], &o.list[i], orders);
    vmi_arena_free(&arena);
    return good;
}

bool measure_orders(struct measuring *m)
{
    struct vmi_arena arena = {0};
    struct vmi_track_lines tracked;
    struct vmi_state state;
    struct order_lines o = {.m = m};
    bool good = read_orders(&o, &tracked, &arena);
    if (good && tracked.count)
        good = vmi_state_of(m->history, m->item, m->terms, m->period.last, &arena, &state);
    if (good && tracked.count) {
        for (size_t i = 0; i < tracked.count; i++) {
            judge_line(m, &tracked.list[i], &o.list[i]);
            time_line(m, &tracked.list[i], &o.list[i]);
        }
        measure_surplus(m, &o, &state);
        measure_bullwhip(m, &o);
    }
    vmi_arena_free(&arena);
    return good;
}
