#include "vmi/transfer.h"

#include <math.h>
#include <stdlib.h>

#define DAYS_A_YEAR 365.0

double vmi_transfer_saving(const struct vmi_transfer_place *from, vmi_decimal quantity)
{
    double units = vmi_decimal_to_double(quantity), worth = from->unit_cost * units;
    double held =
        from->unit_cost * from->holding_rate / DAYS_A_YEAR * units * units / (2 * from->demand_mean);
    if (!(from->demand_mean > 0))
        return isnan(worth) ? 0 : worth;
    if (isnan(held))
        return 0;
    return held < worth ? held : worth;
}

/* Places by what they are asked for, and by what they have. */
struct market {
    const struct vmi_transfer_place *places;
    vmi_decimal *left; /* of each surplus */
};

static int compare_takers(const void *left, const void *right, void *context)
{
    const struct market *m = context;
    const struct vmi_transfer_place *a = &m->places[*(const size_t *)left],
                                    *b = &m->places[*(const size_t *)right];
    if (a->emergency != b->emergency)
        return a->emergency ? -1 : 1;
    if (a->cover != b->cover)
        return a->cover < b->cover ? -1 : 1;
    return vmi_slice_compare(a->location, b->location);
}

static double days_to_sell(const struct vmi_transfer_place *place)
{
    return place->demand_mean > 0 ? vmi_decimal_to_double(place->surplus) / place->demand_mean : INFINITY;
}

static int compare_givers(const void *left, const void *right, void *context)
{
    const struct market *m = context;
    const struct vmi_transfer_place *a = &m->places[*(const size_t *)left],
                                    *b = &m->places[*(const size_t *)right];
    double x = days_to_sell(a), y = days_to_sell(b);
    if (x != y)
        return x > y ? -1 : 1;
    return vmi_slice_compare(a->location, b->location);
}

static bool wants(const struct vmi_transfer_place *place)
{
    return place->wanted > 0;
}

static bool gives(const struct vmi_transfer_place *place)
{
    return place->surplus > 0 && place->transfer_cost != VMI_DECIMAL_UNKNOWN;
}

/* Those of which HOLDS holds, in order. */
static size_t *choose(struct market *m, size_t count, bool (*holds)(const struct vmi_transfer_place *place),
                      int (*compare)(const void *, const void *, void *), struct vmi_arena *arena,
                      size_t *chosen)
{
    size_t *list = vmi_arena_alloc(arena, (count + 1) * sizeof *list);
    *chosen = 0;
    for (size_t i = 0; i < count; i++)
        if (holds(&m->places[i]))
            list[(*chosen)++] = i;
    if (*chosen > 1)
        qsort_r(list, *chosen, sizeof *list, compare, m);
    return list;
}

/* What goes FROM one place TO another that still wants WANTED; its quantity is 0 where it does not pay. */
static struct vmi_transfer consider(const struct market *m, size_t from, size_t to, vmi_decimal wanted)
{
    const struct vmi_transfer_place *giver = &m->places[from], *taker = &m->places[to];
    vmi_decimal quantity = m->left[from] < wanted ? m->left[from] : wanted;
    struct vmi_transfer t = {from, to, vmi_decimal_floor_to(quantity, taker->multiple), 0};
    t.saving = vmi_transfer_saving(giver, t.quantity);
    if (t.quantity == wanted && !isnan(taker->order_cost))
        t.saving += taker->order_cost;
    if (from == to || !(t.saving >= vmi_decimal_to_double(giver->transfer_cost)))
        t.quantity = 0;
    return t;
}

struct transfers {
    struct vmi_transfer *list;
    size_t count, capacity;
};

static void add(struct transfers *t, const struct vmi_transfer *transfer, struct vmi_arena *arena)
{
    if (t->count == t->capacity) {
        t->capacity = t->capacity ? 2 * t->capacity : 8;
        struct vmi_transfer *list = vmi_arena_alloc(arena, t->capacity * sizeof *list);
        if (t->count)
            memcpy(list, t->list, t->count * sizeof *list);
        t->list = list;
    }
    t->list[t->count++] = *transfer;
}

size_t vmi_transfers_of(const struct vmi_transfer_place *places, size_t count, struct vmi_arena *arena,
                        struct vmi_transfer **transfers)
{
    struct market m = {places, vmi_arena_alloc(arena, (count + 1) * sizeof *m.left)};
    struct transfers found = {0};
    size_t takers, givers;
    size_t *to = choose(&m, count, wants, compare_takers, arena, &takers);
    size_t *from = choose(&m, count, gives, compare_givers, arena, &givers);
    for (size_t i = 0; i < count; i++)
        m.left[i] = places[i].surplus;
    for (size_t i = 0; i < takers; i++) {
        vmi_decimal wanted = places[to[i]].wanted;
        for (size_t k = 0; k < givers && wanted >= places[to[i]].multiple; k++) {
            struct vmi_transfer t = consider(&m, from[k], to[i], wanted);
            if (t.quantity <= 0)
                continue;
            add(&found, &t, arena);
            m.left[from[k]] -= t.quantity;
            wanted -= t.quantity;
        }
    }
    *transfers = found.list;
    return found.count;
}
