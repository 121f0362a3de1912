/*
 * How far forecasts were from what was asked for: of each period that was forecast, what the last forecast said that was
 * made early enough, against the demand that came.
 */
#include <math.h>
#include <stdlib.h>

#include "measuring.h"
#include "vmi/accuracy.h"
#include "vmi/memory.h"
#include "vmi/outlook.h"

/* Demand is looked at as far back as it is known. */
#define ALL_HISTORY (INT64_C(100000) * VMI_DECIMAL_ONE)

struct forecasting {
    struct measuring *m;
    struct vmi_series series;
    int32_t lag;
    int32_t begin;      /* of the first period that is measured */
    int64_t scaled_for; /* the length of periods for which the scale is */
    double scale;       /* NaN: not known */
};

/* ---- what was asked for ------------------------------------------------------------------------------- */

/* The first observation that ends on DAY or later. */
static size_t observation_at(const struct vmi_series *s, int64_t day)
{
    size_t low = 0, high = s->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (s->list[middle].last < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double demand_over(const struct vmi_series *s, int64_t first, int64_t last)
{
    double sum = 0;
    int64_t next = first;
    for (size_t i = observation_at(s, first); i < s->count && next <= last; i++) {
        const struct vmi_observation *o = &s->list[i];
        bool whole = o->silent || (o->first >= first && o->last <= last);
        if (o->first > next || !whole)
            return NAN;
        sum += o->silent ? 0 : o->reported;
        next = (int64_t)o->last + 1;
    }
    return next > last ? sum : NAN;
}

/* By which errors of periods of LENGTH days are scaled: how far demand moved from one such period to the next before. */
static double scale_for(struct forecasting *f, int64_t length)
{
    double *demand = NULL;
    size_t count = 0, capacity = 0;
    if (length == f->scaled_for)
        return f->scale;
    for (int64_t last = (int64_t)f->begin - f->lag - 1;; last -= length) {
        double sum = demand_over(&f->series, last - length + 1, last);
        if (isnan(sum))
            break;
        demand = vmi_grow(demand, &capacity, count + 1, sizeof *demand);
        demand[count++] = sum;
    }
    f->scaled_for = length;
    f->scale = vmi_accuracy_scale(demand, count, 1);
    free(demand);
    return f->scale;
}

/* ---- periods ------------------------------------------------------------------------------------------ */

static int compare_periods(const void *left, const void *right)
{
    const struct vmi_forecast *a = left, *b = right;
    if (a->days.first != b->days.first)
        return a->days.first < b->days.first ? -1 : 1;
    if (a->days.last != b->days.last)
        return a->days.last < b->days.last ? -1 : 1;
    if (a->made != b->made)
        return a->made < b->made ? -1 : 1; /* VMI_DAY_NONE is before all */
    return (a->order > b->order) - (a->order < b->order);
}

static bool is_same_period(const struct vmi_forecast *a, const struct vmi_forecast *b)
{
    return a->days.first == b->days.first && a->days.last == b->days.last;
}

static void add_pair(struct forecasting *f, const struct vmi_forecast *forecast, double actual,
                     struct vmi_kpi_sums *s)
{
    int64_t length = (int64_t)forecast->days.last - forecast->days.first + 1;
    int64_t known = (int64_t)forecast->days.first - f->lag - 1; /* the last day that could be known */
    double naive = demand_over(&f->series, known - length + 1, known), scale = scale_for(f, length);
    struct vmi_accuracy sums = {0};
    vmi_accuracy_add(&sums, forecast->daily * (double)length, actual);
    s->fc_pairs += 1;
    s->fc_errors += sums.errors;
    s->fc_absolute += sums.absolute;
    s->fc_squares += sums.squares;
    s->fc_actual += sums.actual;
    s->fc_size += sums.actual_size;
    s->fc_symmetric += sums.symmetric;
    if (!isnan(scale)) {
        s->fc_scaled += sums.absolute / scale;
        s->fc_scaled_pairs += 1;
    }
    if (!isnan(naive)) {
        double missed = naive > actual ? naive - actual : actual - naive;
        s->fc_naive += missed;
        s->fc_gained += missed - sums.absolute;
        s->fc_naive_pairs += 1;
    }
}

/* All forecasts of one period; the last that was made early enough counts. */
static void measure_period(struct forecasting *f, const struct vmi_forecast *list, size_t count)
{
    size_t part;
    const struct vmi_forecast *chosen = NULL;
    if (!part_of_day(f->m, list->days.last, &part))
        return;
    for (size_t i = 0; i < count; i++)
        if (list[i].made == VMI_DAY_NONE || list[i].made <= (int64_t)list->days.first - f->lag)
            chosen = &list[i];
    double actual = demand_over(&f->series, list->days.first, list->days.last);
    f->m->sums[part].fc_periods += 1;
    if (chosen && !isnan(actual))
        add_pair(f, chosen, actual, &f->m->sums[part]);
}

static void measure_periods(struct forecasting *f, struct vmi_forecast *list, size_t count)
{
    size_t begin = 0;
    f->begin = VMI_DAY_NONE;
    qsort(list, count, sizeof *list, compare_periods);
    for (size_t i = 0, part; i < count && f->begin == VMI_DAY_NONE; i++)
        if (part_of_day(f->m, list[i].days.last, &part))
            f->begin = list[i].days.first;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && is_same_period(&list[i], &list[begin]))
            continue;
        measure_period(f, &list[begin], i - begin);
        begin = i;
    }
}

bool measure_forecasts(struct measuring *m)
{
    struct vmi_terms terms = *m->terms;
    struct forecasting f = {.m = m, .lag = m->lag};
    size_t count;
    vmi_item_facts(m->item, VMI_FORECAST, &count);
    if (!count)
        return true;
    if (f.lag < 0)
        f.lag = terms.lead_time != VMI_DECIMAL_UNKNOWN ? days_of_term(terms.lead_time) : 0;
    terms.history_days = ALL_HISTORY;
    const struct vmi_series_source source = {
        .history = m->history, .items = &m->item, .item_count = 1, .terms = &terms, .day = m->period.last};
    bool good = vmi_series_of(&source, &f.series);
    struct vmi_forecast *list = vmi_forecasts_of(m->history, m->item, m->period.last, &count);
    if (good && count)
        measure_periods(&f, list, count);
    vmi_series_free(&f.series);
    free(list);
    return good;
}
