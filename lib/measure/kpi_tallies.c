#include "kpi_tallies.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"

void tallies_add(struct tallies *t, uint64_t where, int32_t days)
{
    t->list = vmi_grow(t->list, &t->capacity, t->count + 1, sizeof *t->list);
    t->list[t->count++] = (struct tally){where, days};
    t->sorted = false;
}

void tallies_free(struct tallies *t)
{
    free(t->list);
}

static int compare_tallies(const void *left, const void *right)
{
    const struct tally *a = left, *b = right;
    if (a->where != b->where)
        return a->where < b->where ? -1 : 1;
    return (a->days > b->days) - (a->days < b->days);
}

/* The first whose place is WHERE or behind it. */
static size_t first_of(const struct tallies *t, uint64_t where)
{
    size_t low = 0, high = t->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->list[middle].where < where)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double tallies_percentile(struct tallies *t, uint64_t where, double share)
{
    if (!t->sorted && t->count > 1)
        qsort(t->list, t->count, sizeof *t->list, compare_tallies);
    t->sorted = true;
    size_t first = first_of(t, where), count = first_of(t, where + 1) - first, rank = 0;
    if (!count)
        return NAN;
    while (rank + 1 < count && (double)(rank + 1) < share * (double)count)
        rank++;
    return t->list[first + rank].days;
}
