#include "vmi/demand.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/moments.h"

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

/* A flow of one measure over its days; then a bucket of all measures. */
struct span {
    int32_t first, last;
    uint32_t order;
    bool stands;
    exact quantity;  /* of demand, with its sign */
    exact stockouts; /* days */
};

struct spans {
    struct span *list;
    size_t count, capacity;
};

static void add_span(struct spans *s, struct span span)
{
    s->list = vmi_grow(s->list, &s->capacity, s->count + 1, sizeof *s->list);
    s->list[s->count++] = span;
}

static int compare_spans(const void *left, const void *right)
{
    const struct span *a = left, *b = right;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    return (a->last > b->last) - (a->last < b->last);
}

static int compare_latest_first(const void *left, const void *right)
{
    const struct span *a = *(struct span *const *)left, *b = *(struct span *const *)right;
    return (a->order < b->order) - (a->order > b->order);
}

static void sort_spans(struct spans *s)
{
    if (s->count > 1)
        qsort(s->list, s->count, sizeof *s->list, compare_spans);
}

/* Makes one span of those over the same days. The list is sorted. */
static void join_equal(struct spans *s)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct span *span = &s->list[i], *last = kept ? &s->list[kept - 1] : NULL;
        if (!last || last->first != span->first || last->last != span->last) {
            s->list[kept++] = *span;
            continue;
        }
        last->quantity += span->quantity;
        last->stockouts += span->stockouts;
        last->order = span->order > last->order ? span->order : last->order;
    }
    s->count = kept;
}

static bool any_overlap(const struct spans *s)
{
    for (size_t i = 1; i < s->count; i++)
        if (s->list[i].first <= s->list[i - 1].last)
            return true;
    return false;
}

/* The place among the TAKEN days, which are apart from each other and the last first, of those that begin on DAY. */
static size_t place_of(const struct vmi_days *taken, size_t count, int32_t day)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (taken[middle].first > day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Lets the later in the stream stand where spans of one measure overlap; returns how many were set aside. */
static size_t settle_overlaps(struct spans *s)
{
    struct span **by_order = vmi_alloc(s->count * sizeof *by_order);
    struct vmi_days *taken = vmi_alloc(s->count * sizeof *taken);
    size_t taken_count = 0, aside = 0;
    for (size_t i = 0; i < s->count; i++)
        by_order[i] = &s->list[i];
    qsort(by_order, s->count, sizeof *by_order, compare_latest_first);
    for (size_t i = 0; i < s->count; i++) {
        size_t place = place_of(taken, taken_count, by_order[i]->first);
        bool clear = (place == 0 || taken[place - 1].first > by_order[i]->last) &&
                     (place == taken_count || taken[place].last < by_order[i]->first);
        by_order[i]->stands = clear;
        aside += !clear;
        if (!clear)
            continue;
        memmove(taken + place + 1, taken + place, (taken_count - place) * sizeof *taken);
        taken[place] = (struct vmi_days){by_order[i]->first, by_order[i]->last};
        taken_count++;
    }
    free(taken);
    free(by_order);
    return aside;
}

/* Adds the spans of one measure to ALL. Those that do not stand come along: their days are unknown. */
static size_t collect_measure(const struct vmi_facts *item, enum vmi_measure measure, struct spans *all)
{
    struct spans own = {0};
    size_t count, aside = 0;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    for (size_t i = 0; i < count; i++) {
        exact quantity = facts[i].quantity;
        bool stockouts = measure == VMI_STOCKOUT_DAYS;
        if (stockouts && quantity <= 0)
            continue;
        add_span(&own, (struct span){facts[i].day, vmi_fact_last_day(&facts[i]), facts[i].order, true,
                                     stockouts ? 0 : vmi_measures[measure].demand * quantity,
                                     stockouts ? quantity : 0});
    }
    sort_spans(&own);
    join_equal(&own);
    if (any_overlap(&own))
        aside = settle_overlaps(&own);
    for (size_t i = 0; i < own.count; i++)
        add_span(all, own.list[i]);
    free(own.list);
    return aside;
}

/* Makes buckets of the spans that stand: those that overlap, of different measures, become one. */
static void make_buckets(struct spans *all, struct spans *buckets)
{
    sort_spans(all);
    for (size_t i = 0; i < all->count; i++) {
        struct span *span = &all->list[i], *last = buckets->count ? &buckets->list[buckets->count - 1] : NULL;
        if (!span->stands)
            continue;
        if (!last || span->first > last->last) {
            add_span(buckets, *span);
            continue;
        }
        last->last = span->last > last->last ? span->last : last->last;
        last->quantity += span->quantity;
        last->stockouts += span->stockouts;
    }
}

/* ---- days that no bucket covers --------------------------------------------------------------------- */

/* Sorts, and joins days that touch. */
static size_t join_days(struct vmi_days *days, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept && days[i].first <= days[kept - 1].last + 1) {
            if (days[i].last > days[kept - 1].last)
                days[kept - 1].last = days[i].last;
        } else {
            days[kept++] = days[i];
        }
    }
    return kept;
}

static int compare_days(const void *left, const void *right)
{
    const struct vmi_days *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

/* Days of WINDOW on which the location was silent for longer than feed_days, added to DAYS. */
static size_t add_silences(const struct vmi_place *place, const struct vmi_terms *terms,
                           struct vmi_days window, struct vmi_days *days, size_t count)
{
    int32_t most = (int32_t)(terms->feed_days / VMI_DECIMAL_ONE);
    if (!vmi_terms_given(terms, VMI_TERM_FEED_DAYS))
        return count;
    for (size_t i = 0; i + 1 < place->fed_count; i++) {
        struct vmi_days silence = {place->fed[i].last + 1, place->fed[i + 1].first - 1};
        if (silence.last - silence.first + 1 > most && silence.first <= window.last &&
            silence.last >= window.first)
            days[count++] = silence;
    }
    return count;
}

/* How many days of WINDOW none of the sorted, joined DAYS covers. */
static size_t uncovered(const struct vmi_days *days, size_t count, struct vmi_days window)
{
    int64_t covered = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t first = days[i].first > window.first ? days[i].first : window.first;
        int32_t last = days[i].last < window.last ? days[i].last : window.last;
        covered += last >= first ? last - first + 1 : 0;
    }
    return (size_t)((int64_t)window.last - window.first + 1 - covered);
}

/* Silent days whose demand was 0: in the window, in no bucket, not set aside, not unknown. */
static size_t count_zeros(const struct vmi_place *place, const struct vmi_terms *terms,
                          struct vmi_days window, const struct spans *all)
{
    struct vmi_days *days = vmi_alloc((all->count + place->fed_count) * sizeof *days);
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        days[count++] = (struct vmi_days){all->list[i].first, all->list[i].last};
    count = add_silences(place, terms, window, days, count);
    if (count > 1)
        qsort(days, count, sizeof *days, compare_days);
    count = join_days(days, count);
    size_t zeros = uncovered(days, count, window);
    free(days);
    return zeros;
}

/* ---- moments --------------------------------------------------------------------------------------- */

static void estimate(const struct spans *buckets, size_t zeros, struct vmi_days window, bool exclude,
                     struct vmi_demand *demand)
{
    struct vmi_bucket *raw = vmi_alloc(buckets->count * sizeof *raw);
    struct vmi_bucket *corrected = vmi_alloc(buckets->count * sizeof *corrected);
    size_t raw_count = 0, corrected_count = 0;
    double unused;
    demand->known_days = (double)zeros;
    for (size_t i = 0; i < buckets->count; i++) {
        const struct span *span = &buckets->list[i];
        double days = (double)(span->last - span->first + 1);
        double stockouts = (double)span->stockouts / (double)VMI_DECIMAL_ONE;
        double quantity = (double)span->quantity / (double)VMI_DECIMAL_ONE;
        if (stockouts > days)
            stockouts = days;
        if (span->first < window.first || span->last > window.last)
            continue;
        demand->known_days += days;
        demand->stockout_days += stockouts;
        raw[raw_count++] = (struct vmi_bucket){days, quantity};
        if (!exclude || days > stockouts)
            corrected[corrected_count++] = (struct vmi_bucket){exclude ? days - stockouts : days, quantity};
    }
    vmi_moments(raw, raw_count, zeros, &demand->mean_raw, &unused);
    vmi_moments(corrected, corrected_count, zeros, &demand->mean, &demand->deviation);
    demand->buckets = corrected_count + zeros;
    free(raw);
    free(corrected);
}

void vmi_demand_of(const struct vmi_history *history, const struct vmi_facts *item,
                   const struct vmi_terms *terms, int32_t day, struct vmi_demand *demand)
{
    const struct vmi_place *place = vmi_history_place(history, item->item);
    struct spans all = {0}, buckets = {0};
    *demand = (struct vmi_demand){.mean_raw = NAN, .mean = NAN, .deviation = NAN};
    if (day == VMI_DAY_NONE || item->item->first_day == VMI_DAY_NONE || place->last_closed == VMI_DAY_NONE)
        return;
    int32_t earliest = day - (int32_t)(terms->history_days / VMI_DECIMAL_ONE) + 1;
    struct vmi_days window = {item->item->first_day > earliest ? item->item->first_day : earliest,
                              place->last_closed < day ? place->last_closed : day};
    if (window.first > window.last)
        return;
    demand->set_aside = collect_measure(item, VMI_SOLD, &all) + collect_measure(item, VMI_RETURNED, &all);
    if (terms->unfilled == VMI_UNFILLED_LOST)
        demand->set_aside += collect_measure(item, VMI_UNFILLED, &all);
    collect_measure(item, VMI_STOCKOUT_DAYS, &all);
    make_buckets(&all, &buckets);
    estimate(&buckets, count_zeros(place, terms, window, &all), window,
             terms->stockout_correction == VMI_CORRECTION_EXCLUDE, demand);
    free(all.list);
    free(buckets.list);
}
