#include <stdlib.h>

#include "review_internal.h"

/* ---- lists ------------------------------------------------------------------------------------------------ */

typedef int compare_items(const struct vmi_review_item *a, const struct vmi_review_item *b);

static int compare_places(const void *left, const void *right, void *context)
{
    const struct vmi_review_item *a = *(struct vmi_review_item *const *)left,
                                 *b = *(struct vmi_review_item *const *)right;
    compare_items *const *compare = context;
    int order = (*compare)(a, b);
    if (!order)
        order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

struct review_list review_select(struct vmi_review_item *items, size_t count,
                                 bool (*wanted)(const struct vmi_review_item *item), compare_items *compare,
                                 struct vmi_arena *arena)
{
    struct review_list list = {vmi_arena_alloc(arena, count * sizeof(struct vmi_review_item *)), 0};
    for (size_t i = 0; i < count; i++)
        if (wanted(&items[i]))
            list.items[list.count++] = &items[i];
    if (list.count > 1)
        qsort_r(list.items, list.count, sizeof(struct vmi_review_item *), compare_places, &compare);
    return list;
}

struct review_list review_cut(struct review_list *list, compare_items *compare)
{
    struct review_list group = {list->items, list->count ? 1 : 0};
    while (group.count < list->count && compare(group.items[0], list->items[group.count]) == 0)
        group.count++;
    list->items += group.count;
    list->count -= group.count;
    return group;
}

int32_t review_day(const struct vmi_proposal *line)
{
    return line->ship_date != VMI_DAY_NONE ? line->ship_date : line->order_date;
}

vmi_decimal review_total(const struct vmi_plan_lines *lines)
{
    vmi_decimal total = 0;
    for (size_t i = 0; i < lines->count; i++)
        total += lines->list[i].quantity;
    return total;
}

bool review_is_awake(const struct vmi_review_item *item)
{
    return item->lines.count > 0 && item->lines.sleep == VMI_PLAN_AWAKE;
}

int review_compare_lanes(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    int order = vmi_slice_compare(a->lines.list->source, b->lines.list->source);
    return order ? order : vmi_slice_compare(a->location, b->location);
}

/* ---- what is done to items ------------------------------------------------------------------------------- */

void review_take_away(struct vmi_review_item *item, vmi_decimal by, enum vmi_reason reason,
                      const char *because, struct vmi_arena *arena)
{
    struct vmi_plan_lines *lines = &item->lines;
    while (by > 0) {
        struct vmi_proposal *line = &lines->list[lines->count - 1];
        vmi_decimal taken = by < line->quantity ? by : line->quantity;
        if (taken == line->quantity)
            lines->count--;
        else
            vmi_plan_change(line, lines->stake, &line->supply_delta, -taken, reason, because, arena);
        by -= taken;
    }
}

void review_send(struct vmi_review_item *item, enum vmi_reason reason, const char *because,
                 struct vmi_arena *arena)
{
    for (size_t i = 0; i < item->lines.count; i++)
        vmi_plan_send_to_review(&item->lines.list[i], reason, because, arena);
}

/* ---- what goes along -------------------------------------------------------------------------------------- */

static bool may_go_along(const struct vmi_review_item *item)
{
    return item->lines.count > 0 && item->lines.sleep != VMI_PLAN_TOP_UP;
}

static int compare_orders(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    int order = review_compare_lanes(a, b);
    return order ? order : vmi_day_compare(a->lines.list->order_date, b->lines.list->order_date);
}

void vmi_review_wake(struct vmi_review_item *items, size_t count, struct vmi_arena *arena)
{
    struct review_list list = review_select(items, count, may_go_along, compare_orders, arena);
    while (list.count) {
        struct review_list order = review_cut(&list, compare_orders);
        bool begun = false;
        for (size_t i = 0; i < order.count; i++)
            begun |= review_is_awake(order.items[i]);
        for (size_t i = 0; i < order.count && begun; i++) {
            order.items[i]->lines.sleep = VMI_PLAN_AWAKE;
            order.items[i]->reason = VMI_REASON_NONE;
        }
    }
}

void vmi_review_settle(struct vmi_review_item *items, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (items[i].lines.sleep != VMI_PLAN_AWAKE)
            items[i].lines.count = 0;
}
