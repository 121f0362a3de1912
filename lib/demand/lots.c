#include "vmi/lots.h"

#include <stdlib.h>

#include "level.h"

static int compare_lots(const void *left, const void *right)
{
    const struct vmi_lot *a = left, *b = right;
    return (a->expires > b->expires) - (a->expires < b->expires);
}

static void add(struct vmi_lots *lots, const struct vmi_fact *fact)
{
    if (fact->expires != VMI_DAY_NONE && fact->quantity > 0)
        lots->list[lots->count++] = (struct vmi_lot){fact->expires, fact->quantity};
}

/* True for what moved the stock between MOMENT and DAY. */
static bool moved(const struct vmi_fact *fact, int32_t day, const struct vmi_moment *moment)
{
    return vmi_measures[fact->measure].stock && vmi_fact_last_day(fact) <= day &&
           vmi_fact_is_after(fact, moment);
}

/* True on the day of a level with a bare date: nothing of that day is after it. */
static bool is_still(int32_t day, const struct vmi_moment *moment)
{
    return !moment->undated && moment->day == day && moment->instant == VMI_CLOCK_BARE;
}

/* The lots as they came, also those that had expired when they were stated: they are there, and of no use. */
static void collect(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                    struct vmi_arena *arena, struct vmi_lots *lots)
{
    struct vmi_moment same;
    struct vmi_fact *stated;
    size_t count = level_facts(item, VMI_ON_HAND, day, &stated, &same);
    size_t most = count + (is_still(day, moment) ? 0 : item->count);
    lots->list = vmi_arena_alloc(arena, most * sizeof *lots->list);
    for (size_t i = 0; i < count; i++)
        add(lots, &stated[i]);
    free(stated);
    for (size_t i = 0; i < item->count && !is_still(day, moment); i++)
        if (moved(&item->list[i], day, moment) && vmi_measures[item->list[i].measure].stock > 0)
            add(lots, &item->list[i]);
    if (lots->count > 1)
        qsort(lots->list, lots->count, sizeof *lots->list, compare_lots);
}

/* What went out and was not taken from a lot yet. */
struct gone {
    int32_t day, expires; /* VMI_DAY_NONE: it names no lot by its day of expiry */
    vmi_decimal left;
};

struct taking {
    struct gone *list;
    size_t count;
};

static bool collect_gone(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                         struct vmi_arena *arena, struct taking *t)
{
    t->count = 0;
    if (is_still(day, moment))
        return true;
    t->list = vmi_arena_alloc(arena, item->count * sizeof *t->list);
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        vmi_decimal effect = vmi_measures[fact->measure].stock * fact->quantity, out = 0;
        if (!moved(fact, day, moment) || effect >= 0)
            continue;
        if (!vmi_decimal_subtract(0, effect, &out))
            return false;
        t->list[t->count++] = (struct gone){vmi_fact_last_day(fact), fact->expires, out};
    }
    return true;
}

/* Takes from LOT what went out through LAST: what names its day of expiry, or anything. */
static void take(struct taking *t, struct vmi_lot *lot, int32_t last, bool named)
{
    for (size_t i = 0; i < t->count && lot->quantity > 0; i++) {
        struct gone *g = &t->list[i];
        if (g->day > last || (named && g->expires != lot->expires))
            continue;
        vmi_decimal taken = g->left < lot->quantity ? g->left : lot->quantity;
        g->left -= taken;
        lot->quantity -= taken;
    }
}

/*
 * What names a lot is of that lot, also when it has expired: that is how it leaves the shelf. All else is taken from
 * what expires first and can still be used on its day.
 */
bool vmi_lots_of(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                 struct vmi_arena *arena, struct vmi_lots *lots)
{
    struct taking t = {0};
    size_t kept = 0;
    *lots = (struct vmi_lots){0};
    if (!moment->known || day == VMI_DAY_NONE)
        return true;
    if (!collect_gone(item, day, moment, arena, &t))
        return false;
    collect(item, day, moment, arena, lots);
    for (size_t i = 0; i < lots->count; i++)
        take(&t, &lots->list[i], day, true);
    for (size_t i = 0; i < lots->count; i++) {
        struct vmi_lot lot = lots->list[i];
        take(&t, &lot, lot.expires < day ? lot.expires : day, false);
        if (lot.expires >= day && lot.quantity > 0)
            lots->list[kept++] = lot;
        else if (!vmi_decimal_add(lots->expired, lot.quantity, &lots->expired))
            return false;
    }
    lots->count = kept;
    return true;
}

double vmi_lots_unused(const struct vmi_lot *lots, size_t count, const struct vmi_outlook *outlook,
                       int32_t *first)
{
    double used = 0, unused = 0;
    *first = VMI_DAY_NONE;
    for (size_t i = 0; i < count; i++) {
        double quantity = vmi_decimal_to_double(lots[i].quantity);
        double most = vmi_outlook_sum(outlook, (double)lots[i].expires - outlook->as_of) - used;
        double part = most < 0 ? 0 : most < quantity ? most : quantity;
        used += part;
        unused += quantity - part;
        if (quantity > part && *first == VMI_DAY_NONE)
            *first = lots[i].expires;
    }
    return unused;
}
