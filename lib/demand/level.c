#include "level.h"

#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/sort.h"

bool vmi_fact_is_after(const struct vmi_fact *fact, const struct vmi_moment *moment)
{
    int32_t day = vmi_measures[fact->measure].kind == VMI_FLOW ? vmi_fact_last_day(fact) : fact->day;
    bool bare = fact->instant == VMI_CLOCK_BARE || day != fact->day;
    if (moment->undated)
        return false;
    if (day != moment->day)
        return day > moment->day;
    return !bare && moment->instant != VMI_CLOCK_BARE && fact->instant > moment->instant;
}

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

/* By what the records are about, then by time. */
static int compare_levels(const void *left, const void *right)
{
    const struct vmi_fact *a = left, *b = right;
    int order = COMPARE(a->lot, b->lot);
    order = order ? order : COMPARE(a->ref, b->ref);
    order = order ? order : COMPARE(a->until, b->until);
    order = order ? order : COMPARE(vmi_fact_batch(a), vmi_fact_batch(b));
    order = order ? order : COMPARE(a->instant, b->instant);
    return order ? order : COMPARE(a->order, b->order);
}

static bool same_level(const struct vmi_fact *a, const struct vmi_fact *b)
{
    return a->lot == b->lot && a->ref == b->ref && a->until == b->until &&
           vmi_fact_batch(a) == vmi_fact_batch(b);
}

/* The facts of the latest day on or before DAY; those without a date stand over all. */
static const struct vmi_fact *latest_day(const struct vmi_fact *facts, int32_t day, size_t *count)
{
    size_t first = 0, end = *count;
    if (end && facts[0].day == VMI_DAY_NONE) { /* it sorts before all days */
        while (first < end && facts[first].day == VMI_DAY_NONE)
            first++;
        *count = first;
        return facts;
    }
    while (first < end) { /* the facts are in order of days */
        size_t middle = first + (end - first) / 2;
        if (facts[middle].day <= day)
            first = middle + 1;
        else
            end = middle;
    }
    first = end;
    while (first > 0 && facts[first - 1].day == facts[end - 1].day)
        first--;
    *count = end - first;
    return facts + first;
}

size_t level_facts(const struct vmi_facts *item, enum vmi_measure measure, int32_t day,
                   struct vmi_fact **standing, struct vmi_moment *moment)
{
    size_t count, kept = 0;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    facts = latest_day(facts, day, &count);
    *standing = NULL;
    *moment = (struct vmi_moment){0};
    if (!count)
        return 0;
    struct vmi_fact *copy = vmi_alloc(count * sizeof *copy);
    memcpy(copy, facts, count * sizeof *copy);
    vmi_sort(copy, count, sizeof *copy, compare_levels);
    *moment = (struct vmi_moment){true, copy[0].day == VMI_DAY_NONE, copy[0].day, INT64_MIN};
    for (size_t i = 0; i < count; i++) {
        if (i + 1 < count && same_level(&copy[i], &copy[i + 1]))
            continue;
        moment->instant = copy[i].instant > moment->instant ? copy[i].instant : moment->instant;
        copy[kept++] = copy[i];
    }
    *standing = copy;
    return kept;
}

bool vmi_level_of(const struct vmi_facts *item, enum vmi_measure measure, int32_t day, vmi_decimal *level,
                  struct vmi_moment *moment)
{
    struct vmi_fact *facts;
    size_t count, one;
    bool good = true;
    const struct vmi_fact *stated = vmi_item_facts(item, measure, &one);
    stated = latest_day(stated, day, &one);
    if (one == 1) { /* as nearly always: there is nothing to choose from */
        *moment = (struct vmi_moment){true, stated->day == VMI_DAY_NONE, stated->day, stated->instant};
        *level = stated->quantity;
        return true;
    }
    count = level_facts(item, measure, day, &facts, moment);
    *level = count ? 0 : VMI_DECIMAL_UNKNOWN;
    for (size_t i = 0; i < count && good; i++)
        good = vmi_decimal_add(*level, facts[i].quantity, level);
    free(facts);
    return good;
}
