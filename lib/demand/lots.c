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

/* The lots as they came, without what expired before it was stated. */
static void collect(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                    struct vmi_arena *arena, struct vmi_lots *lots)
{
    struct vmi_moment same;
    struct vmi_fact *stated;
    size_t count = level_facts(item, VMI_ON_HAND, day, &stated, &same);
    lots->list = vmi_arena_alloc(arena, (count + item->count) * sizeof *lots->list);
    for (size_t i = 0; i < count; i++)
        if (stated[i].expires >= (moment->undated ? day : moment->day))
            add(lots, &stated[i]);
    free(stated);
    for (size_t i = 0; i < item->count; i++)
        if (moved(&item->list[i], day, moment) && vmi_measures[item->list[i].measure].stock > 0)
            add(lots, &item->list[i]);
    if (lots->count > 1)
        qsort(lots->list, lots->count, sizeof *lots->list, compare_lots);
}

/* What went out through LAST. */
static bool gone_by(const struct vmi_facts *item, int32_t last, const struct vmi_moment *moment,
                    vmi_decimal *gone)
{
    *gone = 0;
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        vmi_decimal effect = vmi_measures[fact->measure].stock * fact->quantity;
        if (moved(fact, last, moment) && effect < 0 && !vmi_decimal_subtract(*gone, effect, gone))
            return false;
    }
    return true;
}

bool vmi_lots_of(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                 struct vmi_arena *arena, struct vmi_lots *lots)
{
    vmi_decimal gone, used = 0;
    size_t kept = 0;
    *lots = (struct vmi_lots){0};
    if (!moment->known || day == VMI_DAY_NONE)
        return true;
    if (!level_of_expired(item, day, &lots->expired))
        return false;
    collect(item, day, moment, arena, lots);
    for (size_t i = 0; i < lots->count; i++) {
        struct vmi_lot lot = lots->list[i];
        if (!gone_by(item, lot.expires < day ? lot.expires : day, moment, &gone))
            return false;
        vmi_decimal taken = gone - used < lot.quantity ? gone - used : lot.quantity;
        lot.quantity -= taken;
        used += taken;
        if (lot.expires >= day && lot.quantity > 0)
            lots->list[kept++] = lot;
        else if (!vmi_decimal_add(lots->expired, lot.quantity, &lots->expired))
            return false;
    }
    lots->count = kept;
    return true;
}

double vmi_lots_unused(const struct vmi_lot *lots, size_t count, int32_t day, double daily)
{
    double held = 0, unused = 0;
    for (size_t i = 0; i < count; i++) {
        double days = (double)lots[i].expires - day;
        held += vmi_decimal_to_double(lots[i].quantity);
        double left = held - daily * (days > 0 ? days : 0);
        unused = left > unused ? left : unused;
    }
    return unused;
}
