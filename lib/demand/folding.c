#include "folding.h"

#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/sort.h"

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

/* Of one measure. */
static int compare_facts(const void *left, const void *right)
{
    const struct vmi_fact *a = left, *b = right;
    int order = COMPARE(a->day, b->day);
    order = order ? order : COMPARE(a->instant, b->instant);
    order = order ? order : COMPARE(a->until, b->until);
    order = order ? order : COMPARE(a->ref, b->ref);
    order = order ? order : COMPARE(a->lot, b->lot);
    order = order ? order : COMPARE(vmi_fact_batch(a), vmi_fact_batch(b));
    return order ? order : COMPARE(a->order, b->order);
}

static bool same_fact(const struct vmi_fact *a, const struct vmi_fact *b)
{
    return a->measure == b->measure && a->day == b->day && a->instant == b->instant && a->until == b->until &&
           a->ref == b->ref && a->lot == b->lot && vmi_fact_batch(a) == vmi_fact_batch(b);
}

/* Puts the facts of each measure together, in the order in which they stand, measure by measure. */
static void part_measures(struct vmi_facts *facts)
{
    size_t places[VMI_MEASURES + 1] = {0};
    bool parted = true;
    for (size_t i = 0; i < facts->count; i++) {
        places[facts->list[i].measure + 1]++;
        parted &= i == 0 || facts->list[i - 1].measure <= facts->list[i].measure;
    }
    if (parted)
        return;
    for (int i = 0; i < VMI_MEASURES; i++)
        places[i + 1] += places[i];
    facts->spare = vmi_grow(facts->spare, &facts->spare_capacity, facts->count, sizeof *facts->spare);
    for (size_t i = 0; i < facts->count; i++)
        facts->spare[places[facts->list[i].measure]++] = facts->list[i];
    struct vmi_fact *list = facts->list;
    size_t capacity = facts->capacity;
    facts->list = facts->spare;
    facts->capacity = facts->spare_capacity;
    facts->spare = list;
    facts->spare_capacity = capacity;
}

static void sort(struct vmi_facts *facts)
{
    part_measures(facts);
    for (size_t first = 0, end; first < facts->count; first = end) {
        end = first + 1;
        while (end < facts->count && facts->list[end].measure == facts->list[first].measure)
            end++;
        vmi_sort(facts->list + first, end - first, sizeof *facts->list, compare_facts);
    }
}

bool folding_fold(struct vmi_facts *facts)
{
    size_t kept = 0;
    sort(facts);
    for (size_t i = 0; i < facts->count; i++) {
        struct vmi_fact *fact = &facts->list[i], *last = kept ? &facts->list[kept - 1] : NULL;
        if (!last || !same_fact(last, fact)) {
            if (kept != i)
                facts->list[kept] = *fact;
            kept++;
            continue;
        }
        if (!folding_adds_up(fact->measure))
            last->quantity = fact->quantity;
        else if (!vmi_decimal_add(last->quantity, fact->quantity, &last->quantity))
            return false;
        if (fact->expires != VMI_DAY_NONE)
            last->expires = fact->expires;
        last->order = fact->order;
    }
    facts->count = kept;
    return true;
}

static int compare_order(const void *left, const void *right)
{
    const struct vmi_fact *a = left, *b = right;
    return COMPARE(a->order, b->order);
}

void folding_by_order(struct vmi_facts *facts)
{
    vmi_sort(facts->list, facts->count, sizeof *facts->list, compare_order);
}
