#include "kpi_orders.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"

void orders_free(struct orders *o)
{
    vmi_map_free(&o->numbers);
    free(o->shares);
    free(o->tallies);
}

void orders_take(struct orders *o, const struct measuring *m, size_t part, uint32_t where)
{
    for (size_t i = 0; i < m->share_count; i++) {
        if (m->shares[i].part != part)
            continue;
        o->shares = vmi_grow(o->shares, &o->shares_capacity, o->share_count + 1, sizeof *o->shares);
        o->shares[o->share_count] = m->shares[i];
        o->shares[o->share_count++].part = where;
    }
    for (size_t i = 0; i < m->tally_count; i++) {
        if (m->tallies[i].part != part)
            continue;
        o->tallies = vmi_grow(o->tallies, &o->tallies_capacity, o->tally_count + 1, sizeof *o->tallies);
        o->tallies[o->tally_count++] = (struct tally){where, m->tallies[i].days};
    }
    o->sorted = false;
}

/* ---- whole orders ------------------------------------------------------------------------------------- */

/* What all lines of an order say together, in the total. */
struct verdict {
    double lines, supplied, arrived;
    int32_t first_day;
    bool late_first, missed, first_missed, otif_missed;
};

static struct verdict *judge_orders(const struct orders *o)
{
    struct verdict *verdicts = vmi_alloc_zeroed(o->numbers.count, sizeof *verdicts);
    for (size_t i = 0; i < o->share_count; i++) {
        const struct order_share *s = &o->shares[i];
        struct verdict *v = &verdicts[s->order];
        if (s->part != 0)
            continue;
        v->late_first |=
            v->lines > 0 && s->first_day != v->first_day; /* not all came with the first shipment */
        v->first_day = s->first_day;
        v->lines += 1;
        v->supplied += s->supplies;
        v->arrived += s->arrives;
        v->missed |= !s->filled;
        v->first_missed |= !s->first_filled;
        v->otif_missed |= !s->otif;
    }
    return verdicts;
}

static void forget(struct vmi_kpi_sums *s)
{
    s->orders = s->fill_orders = s->filled_orders = s->first_orders = s->due_orders = s->otif_orders = 0;
}

void orders_settle(struct orders *o, struct scope *scopes, size_t scope_count, struct scope *groups,
                   size_t group_count)
{
    struct verdict *verdicts = judge_orders(o);
    for (size_t i = 0; i < scope_count; i++)
        forget(&scopes[i].sums);
    for (size_t i = 0; i < group_count; i++)
        forget(&groups[i].sums);
    for (size_t i = 0; i < o->share_count; i++) {
        const struct order_share *share = &o->shares[i];
        const struct verdict *v = &verdicts[share->order];
        bool group = share->part >= ORDERS_GROUPS;
        struct vmi_kpi_sums *s =
            group ? &groups[share->part - ORDERS_GROUPS].sums : &scopes[share->part].sums;
        double part = 1 / v->lines;
        s->orders += part;
        s->fill_orders += v->supplied > 0 ? part : 0;
        s->filled_orders += v->supplied > 0 && !v->missed ? part : 0;
        s->first_orders += v->supplied > 0 && !v->first_missed && !v->late_first ? part : 0;
        s->due_orders += v->arrived > 0 ? part : 0;
        s->otif_orders += v->arrived > 0 && !v->otif_missed ? part : 0;
    }
    free(verdicts);
}

/* ---- how long lines took ------------------------------------------------------------------------------ */

static int compare_tallies(const void *left, const void *right)
{
    const struct tally *a = left, *b = right;
    if (a->part != b->part)
        return a->part < b->part ? -1 : 1;
    return (a->days > b->days) - (a->days < b->days);
}

static size_t first_tally(const struct orders *o, uint64_t where)
{
    size_t low = 0, high = o->tally_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->tallies[middle].part < where)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

double orders_percentile(struct orders *o, uint32_t where, double share)
{
    if (!o->sorted && o->tally_count > 1)
        qsort(o->tallies, o->tally_count, sizeof *o->tallies, compare_tallies);
    o->sorted = true;
    size_t first = first_tally(o, where), count = first_tally(o, (uint64_t)where + 1) - first, rank = 0;
    if (!count)
        return NAN;
    while (rank + 1 < count && (double)(rank + 1) < share * (double)count)
        rank++;
    return o->tallies[first + rank].days;
}
