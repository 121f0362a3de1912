/*
 * Scarce supply of a review.
 */
#include "review_internal.h"

static int compare_supplies(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    int order = vmi_slice_compare(a->lines.list->source, b->lines.list->source);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

static int compare_days(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    int order = compare_supplies(a, b);
    return order ? order : vmi_day_compare(review_day(a->lines.list), review_day(b->lines.list));
}

static void find_claim(const struct vmi_review_item *item, struct vmi_claim *claim)
{
    const struct vmi_stake *stake = item->lines.stake;
    bool known = stake->position != VMI_DECIMAL_UNKNOWN;
    *claim = (struct vmi_claim){
        .location = item->location,
        .sku = item->sku,
        .multiple = stake->multiple,
        .position = known ? stake->position : 0,
        .demand_rate = known ? stake->demand_mean : 0,
        .priority = stake->priority,
    };
    vmi_claim_tiers(review_total(&item->lines), stake->backordered, stake->position, stake->min,
                    claim->wanted);
}

/* ---- what is given ---------------------------------------------------------------------------------------- */

static void cut(struct vmi_review_item *item, vmi_decimal by, struct vmi_arena *arena)
{
    item->short_of = by;
    review_take_away(item, by, VMI_REASON_SUPPLY, "for its share of what the source has", arena);
    if (!item->lines.count)
        item->reason = VMI_REASON_NO_SUPPLY;
}

static vmi_decimal available_on(const struct vmi_supply *supply, int32_t day)
{
    vmi_decimal sum = supply->at_once;
    for (size_t i = 0; i < supply->receipt_count && supply->receipts[i].day <= day; i++)
        if (!vmi_decimal_add(sum, supply->receipts[i].quantity, &sum))
            return VMI_DECIMAL_MAXIMUM - 1;
    return sum;
}

/* Serves the items of one day; *GIVEN is what was given before, and then with it. */
static bool serve(struct review_list items, enum vmi_allocation rule, vmi_decimal available,
                  vmi_decimal *given, struct vmi_arena *arena)
{
    struct vmi_claim *claims = vmi_arena_alloc(arena, items.count * sizeof *claims);
    vmi_decimal *shares = vmi_arena_alloc(arena, items.count * sizeof *shares);
    for (size_t i = 0; i < items.count; i++)
        find_claim(items.items[i], &claims[i]);
    if (!vmi_allocate(rule, claims, items.count, available > *given ? available - *given : 0, arena, shares))
        return false;
    for (size_t i = 0; i < items.count; i++) {
        if (!vmi_decimal_add(*given, shares[i], given))
            return false;
        cut(items.items[i], review_total(&items.items[i]->lines) - shares[i], arena);
    }
    return true;
}

/* The rule of the item that is first in byte order, which does not depend on days. */
static enum vmi_allocation rule_of(struct review_list items)
{
    const struct vmi_review_item *first = items.items[0];
    for (size_t i = 1; i < items.count; i++)
        if (vmi_slice_compare(items.items[i]->location, first->location) < 0)
            first = items.items[i];
    return (enum vmi_allocation)first->lines.stake->allocation;
}

bool vmi_review_supply(struct vmi_review_item *items, size_t count, vmi_supply_find *find,
                       const void *context, struct vmi_arena *arena, const struct vmi_review_item **culprit)
{
    struct review_list list = review_select(items, count, review_is_awake, compare_days, arena);
    while (list.count) {
        struct review_list group = review_cut(&list, compare_supplies);
        const struct vmi_review_item *first = group.items[0];
        const struct vmi_supply *supply = find(context, first->lines.list->source, first->sku);
        enum vmi_allocation rule = rule_of(group);
        vmi_decimal given = 0;
        for (size_t i = 0; i < group.count && !supply; i++)
            review_send(group.items[i], VMI_REASON_SUPPLY_UNKNOWN, "it is not known what the source has",
                        arena);
        while (supply && group.count) {
            struct review_list day = review_cut(&group, compare_days);
            *culprit = day.items[0];
            if (!serve(day, rule, available_on(supply, review_day(day.items[0]->lines.list)), &given, arena))
                return false;
        }
    }
    return true;
}
