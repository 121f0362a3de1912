#include "spans.h"

#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/sort.h"

static void expect(struct spans *s, size_t count)
{
    s->list = vmi_grow(s->list, &s->capacity, s->count + count, sizeof *s->list);
}

static void add_span(struct spans *s, const struct span *span)
{
    expect(s, 1);
    s->list[s->count++] = *span;
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
    vmi_sort(s->list, s->count, sizeof *s->list, compare_spans);
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
        last->unfilled |= span->unfilled;
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

size_t spans_collect(struct spans *all, const struct vmi_facts *item, enum vmi_measure measure)
{
    size_t count, aside = 0, first = all->count;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    bool stockouts = measure == VMI_STOCKOUT_DAYS;
    if (!count)
        return 0;
    expect(all, count);
    for (size_t i = 0; i < count; i++) {
        exact quantity = facts[i].quantity;
        if (stockouts && quantity <= 0)
            continue;
        add_span(all, &(struct span){.first = facts[i].day,
                                     .last = vmi_fact_last_day(&facts[i]),
                                     .order = facts[i].order,
                                     .stands = true,
                                     .unfilled = measure == VMI_UNFILLED && quantity > 0,
                                     .quantity = stockouts ? 0 : vmi_measures[measure].demand * quantity,
                                     .stockouts = stockouts ? quantity : 0});
    }
    struct spans own = {.list = all->list + first, .count = all->count - first};
    sort_spans(&own);
    join_equal(&own);
    if (any_overlap(&own))
        aside = settle_overlaps(&own);
    all->count = first + own.count;
    return aside;
}

void spans_make_buckets(struct spans *all, struct spans *buckets)
{
    sort_spans(all);
    expect(buckets, all->count);
    for (size_t i = 0; i < all->count; i++) {
        struct span *span = &all->list[i], *last = buckets->count ? &buckets->list[buckets->count - 1] : NULL;
        if (!span->stands)
            continue;
        if (!last || span->first > last->last) {
            add_span(buckets, span);
            continue;
        }
        last->last = span->last > last->last ? span->last : last->last;
        last->quantity += span->quantity;
        last->stockouts += span->stockouts;
        last->unfilled |= span->unfilled;
    }
}
