#include "vmi/factor.h"

#include <stdlib.h>

#include "vmi/memory.h"

void vmi_factors_free(struct vmi_factors *f)
{
    free(f->list);
    *f = (struct vmi_factors){0};
}

static void add(struct vmi_factors *f, int64_t first, int64_t last, double factor)
{
    if (first > last)
        return;
    f->list = vmi_grow(f->list, &f->capacity, f->count + 1, sizeof *f->list);
    f->list[f->count++] = (struct vmi_factor){(int32_t)first, (int32_t)last, factor};
}

static int compare(const void *left, const void *right)
{
    const struct vmi_factor *a = left, *b = right;
    return (a->first > b->first) - (a->first < b->first);
}

void vmi_factors_set(struct vmi_factors *f, int32_t first, int32_t last, double factor)
{
    struct vmi_factors cut = {0};
    for (size_t i = 0; i < f->count; i++) { /* what lies before the new days, and behind them */
        const struct vmi_factor *old = &f->list[i];
        add(&cut, old->first, old->last < first ? old->last : (int64_t)first - 1, old->factor);
        add(&cut, old->first > last ? old->first : (int64_t)last + 1, old->last, old->factor);
    }
    add(&cut, first, last, factor);
    if (cut.count > 1)
        qsort(cut.list, cut.count, sizeof *cut.list, compare);
    free(f->list);
    *f = cut;
}

double vmi_factors_mean(const struct vmi_factors *f, int32_t first, int32_t last)
{
    double all = (double)last - first + 1, sum = all;
    for (size_t i = 0; i < f->count && f->list[i].first <= last; i++) {
        int32_t from = f->list[i].first > first ? f->list[i].first : first;
        int32_t to = f->list[i].last < last ? f->list[i].last : last;
        if (from <= to)
            sum += ((double)to - from + 1) * (f->list[i].factor - 1);
    }
    return sum / all;
}
