#include "vmi/series.h"

#include <stdlib.h>

#include "spans.h"
#include "vmi/memory.h"
#include "vmi/sort.h"
#include "vmi/stock_days.h"

static inline struct vmi_observation *next_of(struct vmi_series *s)
{
    s->list = vmi_grow(s->list, &s->capacity, s->count + 1, sizeof *s->list);
    return &s->list[s->count++];
}

static inline void add(struct vmi_series *s, const struct vmi_observation *o)
{
    *next_of(s) = *o;
}

/* Room for as many as there will be, more often than not. */
static void expect(struct vmi_series *s, size_t count)
{
    s->list = vmi_grow(s->list, &s->capacity, count, sizeof *s->list);
}

void vmi_series_free(struct vmi_series *s)
{
    free(s->list);
    *s = (struct vmi_series){0};
}

static struct vmi_days meet(struct vmi_days a, struct vmi_days b)
{
    return (struct vmi_days){a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
}

static const struct vmi_item *own(const struct vmi_series_source *source)
{
    return source->items[0]->item;
}

/* ---- what was asked for ------------------------------------------------------------------------------ */

/* The day from which the item, or the first of its predecessors, was there. */
static int32_t first_day(const struct vmi_series_source *source)
{
    int32_t first = VMI_DAY_NONE;
    for (size_t i = 0; i < source->item_count; i++) {
        int32_t day = source->items[i]->item->first_day;
        if (day != VMI_DAY_NONE && (first == VMI_DAY_NONE || day < first))
            first = day;
    }
    return first;
}

static double to_double(exact millionths)
{
    bool small = millionths == (int64_t)millionths;
    return (small ? (double)(int64_t)millionths : (double)millionths) / (double)VMI_DECIMAL_ONE;
}

static void collect(const struct vmi_series_source *source, struct vmi_days window, struct spans *all,
                    struct vmi_series *series)
{
    enum vmi_returns returns = (enum vmi_returns)source->terms->returns;
    struct spans returned = {0};
    for (size_t i = 0; i < source->item_count; i++) {
        const struct vmi_facts *item = source->items[i];
        series->set_aside += spans_collect(all, item, VMI_SOLD);
        series->set_aside +=
            spans_collect(returns == VMI_RETURNS_APART ? &returned : all, item, VMI_RETURNED);
        if (source->terms->unfilled == VMI_UNFILLED_LOST)
            series->set_aside += spans_collect(all, item, VMI_UNFILLED);
        spans_collect(all, item, VMI_STOCKOUT_DAYS);
    }
    for (size_t i = 0; i < returned.count; i++)
        if (returned.list[i].stands && returned.list[i].first >= window.first &&
            returned.list[i].last <= window.last)
            series->returned -= to_double(returned.list[i].quantity);
    free(returned.list);
}

/* Returns beyond the sales of an observation are no demand below 0 where they are clipped. */
static double clipped(const struct vmi_series_source *source, double quantity, struct vmi_series *series)
{
    if (source->terms->returns != VMI_RETURNS_CLIP || quantity >= 0)
        return quantity;
    series->returned -= quantity;
    return 0;
}

static void add_buckets(const struct vmi_series_source *source, const struct spans *buckets,
                        struct vmi_days window, struct vmi_series *series)
{
    expect(series, buckets->count);
    for (size_t i = 0; i < buckets->count; i++) {
        const struct span *span = &buckets->list[i];
        struct vmi_observation o = {.first = span->first, .last = span->last};
        double days = vmi_observation_days(&o), stockouts = to_double(span->stockouts);
        if (span->first < window.first || span->last > window.last)
            continue; /* a part of it is not seen */
        o.reported = to_double(span->quantity);
        o.quantity = clipped(source, o.reported, series);
        o.stockouts = stockouts < days ? stockouts : days;
        series->unfilled += span->unfilled;
        add(series, &o);
    }
}

/* ---- days on which nothing was reported -------------------------------------------------------------- */

static int compare_days(const void *left, const void *right)
{
    const struct vmi_days *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/* Days of WINDOW on which the location was silent for longer than feed_days, added to DAYS. */
static size_t add_silences(const struct vmi_series_source *source, struct vmi_days window,
                           struct vmi_days *days, size_t count)
{
    const struct vmi_place *place = vmi_history_place(source->history, own(source));
    int32_t most = (int32_t)(source->terms->feed_days / VMI_DECIMAL_ONE);
    if (!vmi_terms_given(source->terms, VMI_TERM_FEED_DAYS))
        return count;
    for (size_t i = 0; i + 1 < place->fed_count; i++) {
        struct vmi_days silence = {place->fed[i].last + 1, place->fed[i + 1].first - 1};
        if (silence.last - silence.first + 1 > most && silence.first <= window.last &&
            silence.last >= window.first)
            days[count++] = silence;
    }
    return count;
}

/* Silent days whose demand was 0: in the window, in no bucket, not set aside, not unknown. */
static void add_zeros(const struct vmi_series_source *source, struct vmi_days window, const struct spans *all,
                      struct vmi_series *series)
{
    const struct vmi_place *place = vmi_history_place(source->history, own(source));
    struct vmi_days *days = vmi_alloc((all->count + place->fed_count) * sizeof *days);
    size_t count = 0;
    int32_t next = window.first;
    for (size_t i = 0; i < all->count; i++)
        days[count++] = (struct vmi_days){all->list[i].first, all->list[i].last};
    count = add_silences(source, window, days, count);
    vmi_sort(days, count, sizeof *days, compare_days);
    for (size_t i = 0; i <= count && next <= window.last; i++) {
        int32_t until = i < count && days[i].first <= window.last ? days[i].first - 1 : window.last;
        if (until >= next)
            add(series, &(struct vmi_observation){.first = next, .last = until, .silent = true});
        if (i < count && days[i].last >= next)
            next = days[i].last + 1;
    }
    free(days);
}

/* ---- days reported one by one -------------------------------------------------------------------------- */

static bool has_any(const struct vmi_facts *item, enum vmi_measure measure)
{
    size_t count;
    vmi_item_facts(item, measure, &count);
    return count > 0;
}

/* True when demand is sales alone, each of a day of its own, as it is of most items. */
static bool is_daily(const struct vmi_series_source *source, const struct vmi_fact *sold, size_t count)
{
    const struct vmi_facts *item = source->items[0];
    if (source->item_count > 1 || vmi_terms_given(source->terms, VMI_TERM_FEED_DAYS) ||
        has_any(item, VMI_RETURNED) || has_any(item, VMI_UNFILLED) || has_any(item, VMI_STOCKOUT_DAYS))
        return false;
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&sold[i]) != sold[i].day || sold[i].quantity < 0 ||
            (i && sold[i].day <= sold[i - 1].day))
            return false;
    return true;
}

static void add_silence(struct vmi_series *series, int32_t first, int32_t last)
{
    if (first <= last)
        add(series, &(struct vmi_observation){.first = first, .last = last, .silent = true});
}

/* What spans and buckets would come to, at once. */
static void add_days(const struct vmi_fact *sold, size_t count, struct vmi_days window,
                     struct vmi_series *series)
{
    int32_t next = window.first;
    expect(series, count);
    for (size_t i = 0; i < count && sold[i].day <= window.last; i++) {
        double quantity = to_double(sold[i].quantity);
        if (sold[i].day < window.first)
            continue;
        add_silence(series, next, sold[i].day - 1);
        struct vmi_observation *o =
            next_of(series); /* in place: a copy of what was just written waits for it */
        o->first = o->last = sold[i].day;
        o->reported = o->quantity = quantity;
        o->stockouts = 0;
        o->silent = o->idle = o->censored = false;
        next = sold[i].day + 1;
    }
    add_silence(series, next, window.last);
}

/* ---- days without stock ------------------------------------------------------------------------------ */

/* Parts the silent days of SERIES from FIRST on into runs with stock and without. */
static void part_run(struct vmi_series *out, struct vmi_observation run, const struct vmi_stock_day *closing,
                     struct vmi_days period)
{
    int32_t begin = run.first;
    bool without = false;
    for (int32_t day = run.first; day <= run.last + 1; day++) {
        bool inside = day <= run.last && day >= period.first && day <= period.last;
        bool empty = inside && closing[day - period.first].seen && closing[day - period.first].stock <= 0;
        if (day <= run.last && empty == without)
            continue;
        if (day > begin)
            add(out, &(struct vmi_observation){.first = begin,
                                               .last = day - 1,
                                               .silent = true,
                                               .stockouts = without ? (double)day - begin : 0});
        begin = day;
        without = empty;
    }
}

/*
 * One day that was reported: nothing asked for and nothing there; or all was sold that was there, which is less than
 * demand where the location does not tell what it could not fill.
 */
static void mark_day(struct vmi_observation *o, const struct vmi_stock_day *closing, struct vmi_days period,
                     bool all_told)
{
    if (o->first != o->last || o->stockouts > 0 || o->first < period.first || o->first > period.last)
        return;
    const struct vmi_stock_day *day = &closing[o->first - period.first];
    if (!day->seen || day->stock > 0)
        return;
    if (o->quantity <= 0)
        o->stockouts = 1;
    else
        o->censored = day->stock == 0 && !all_told;
}

/* Before that day nothing is known of stock, and observations stay as they are. */
static int32_t first_seen(const struct vmi_stock_day *closing, struct vmi_days period)
{
    int32_t day = period.first;
    while (day <= period.last && !closing[day - period.first].seen)
        day++;
    return day;
}

/* Looks at the closing stock of one item on the days of PERIOD. */
static bool mark_stockouts(const struct vmi_series_source *source, const struct vmi_facts *item,
                           struct vmi_days period, struct vmi_series *series)
{
    const struct vmi_place *place = vmi_history_place(source->history, item->item);
    struct vmi_series marked = *series;
    struct vmi_stock_day *closing;
    size_t levels;
    vmi_item_facts(item, VMI_ON_HAND, &levels);
    if (!levels || period.first > period.last)
        return true;
    closing = vmi_alloc(vmi_days_in(period) * sizeof *closing);
    if (!vmi_stock_days(source->history, item, source->terms, period, closing)) {
        free(closing);
        return false;
    }
    marked.list = NULL;
    marked.count = marked.capacity = 0;
    expect(&marked, series->count);
    for (int32_t seen = first_seen(closing, period);
         marked.count < series->count && series->list[marked.count].last < seen;)
        marked.count++;
    if (marked.count)
        memcpy(marked.list, series->list, marked.count * sizeof *marked.list);
    for (size_t i = marked.count; i < series->count; i++) {
        struct vmi_observation *o = &series->list[i];
        struct vmi_days met = meet(period, (struct vmi_days){o->first, o->last});
        if (o->silent && met.first <= met.last && o->stockouts == 0) {
            part_run(&marked, *o, closing, period);
            continue;
        }
        mark_day(o, closing, period, vmi_place_reports(place, VMI_UNFILLED));
        add(&marked, o);
    }
    free(closing);
    free(series->list);
    *series = marked;
    return true;
}

/* Each item of the chain had the days until the next one came. */
static bool find_stockouts(const struct vmi_series_source *source, struct vmi_days window,
                           struct vmi_series *series)
{
    int32_t until = window.last;
    for (size_t i = 0; i < source->item_count; i++) {
        const struct vmi_facts *item = source->items[i];
        if (item->item->first_day == VMI_DAY_NONE || item->item->first_day > until)
            continue;
        struct vmi_days period = meet(window, (struct vmi_days){item->item->first_day, until});
        if (!mark_stockouts(source, item, period, series))
            return false;
        until = item->item->first_day - 1;
    }
    return true;
}

/* ---- factors ------------------------------------------------------------------------------------------ */

/* Parts a silent run into days with demand, if there had been any, and days with a factor of 0. */
static void part_idle(const struct vmi_factors *factors, struct vmi_observation run, struct vmi_series *out)
{
    struct vmi_observation part = run;
    double share = run.stockouts / vmi_observation_days(&run);
    for (int32_t day = run.first; day <= run.last; day++) {
        bool idle = !(vmi_factors_mean(factors, day, day) > 0);
        if (day > run.first && idle != part.idle) {
            part.last = day - 1;
            part.stockouts = share * vmi_observation_days(&part);
            add(out, &part);
            part.first = day;
        }
        part.idle = idle;
    }
    part.last = run.last;
    part.stockouts = share * vmi_observation_days(&part);
    add(out, &part);
}

/* History on days with a factor becomes that of usual days; under a factor of 0 nothing can be known of them. */
static void divide(const struct vmi_series_source *source, struct vmi_series *series)
{
    struct vmi_series divided = *series;
    divided.list = NULL;
    divided.count = divided.capacity = 0;
    for (size_t i = 0; i < series->count; i++) {
        struct vmi_observation o = series->list[i];
        double factor = vmi_factors_mean(source->factors, o.first, o.last);
        if (o.silent && factor != 1) {
            part_idle(source->factors, o, &divided);
            continue;
        }
        o.idle = !(factor > 0);
        if (factor != 1 && !o.idle) {
            o.quantity /= factor;
            divided.factored += vmi_observation_days(&o);
        }
        add(&divided, &o);
    }
    free(series->list);
    *series = divided;
}

/* ---- all of it ---------------------------------------------------------------------------------------- */

static int compare_observations(const void *left, const void *right)
{
    const struct vmi_observation *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

static void find_observations(const struct vmi_series_source *source, struct vmi_days window,
                              struct vmi_series *series)
{
    size_t count;
    struct spans all = {0}, buckets = {0};
    const struct vmi_fact *sold = vmi_item_facts(source->items[0], VMI_SOLD, &count);
    if (is_daily(source, sold, count)) {
        add_days(sold, count, window, series);
        return;
    }
    collect(source, window, &all, series);
    spans_make_buckets(&all, &buckets);
    add_buckets(source, &buckets, window, series);
    add_zeros(source, window, &all, series);
    free(all.list);
    free(buckets.list);
    vmi_sort(series->list, series->count, sizeof *series->list, compare_observations);
}

bool vmi_series_of(const struct vmi_series_source *source, struct vmi_series *series)
{
    const struct vmi_place *place = vmi_history_place(source->history, own(source));
    int32_t begin = first_day(source), day = source->day;
    *series = (struct vmi_series){0};
    if (day == VMI_DAY_NONE || begin == VMI_DAY_NONE || place->last_closed == VMI_DAY_NONE)
        return true;
    int32_t earliest = day - (int32_t)(source->terms->history_days / VMI_DECIMAL_ONE) + 1;
    struct vmi_days window = {begin > earliest ? begin : earliest,
                              place->last_closed < day ? place->last_closed : day};
    if (window.first > window.last)
        return true;
    find_observations(source, window, series);
    bool good = find_stockouts(source, window, series);
    if (good && source->factors)
        divide(source, series);
    for (size_t i = 0; i < series->count; i++)
        series->inherited +=
            own(source)->first_day == VMI_DAY_NONE || series->list[i].last < own(source)->first_day;
    return good;
}
