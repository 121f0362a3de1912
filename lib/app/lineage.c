/*
 * Which item takes the place of which, by the term successor.
 */
#include <stdlib.h>

#include "desk_internal.h"
#include "vmi/app.h"
#include "vmi/memory.h"

/* The index of the item at LOCATION called SKU; the count of items when there is none. */
static size_t find_item(const struct vmi_history *history, struct vmi_slice location, struct vmi_slice sku)
{
    size_t first = 0, count = vmi_history_count(history), end = count;
    while (first < end) {
        size_t middle = first + (end - first) / 2;
        const struct vmi_item *item = vmi_history_item(history, middle);
        int order = vmi_slice_compare(item->location, location);
        order = order ? order : vmi_slice_compare(item->sku, sku);
        if (order == 0)
            return middle;
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return count;
}

bool lineage_find(struct vmi_desk *desk, enum vmi_status *status)
{
    size_t count = vmi_history_count(desk->history);
    struct vmi_terms terms;
    if (!vmi_term_in(vmi_agreement_given(desk->agreement), VMI_TERM_SUCCESSOR))
        return true;
    desk->before = vmi_alloc_zeroed(count, sizeof *desk->before);
    desk->beside = vmi_alloc_zeroed(count, sizeof *desk->beside);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_item *item = vmi_history_item(desk->history, i);
        *status = vmi_terms_of(desk->agreement, item->location, item->sku, vmi_history_as_of(desk->history),
                               &terms);
        if (*status != VMI_DONE)
            return false;
        size_t next =
            terms.successor.length ? find_item(desk->history, item->location, terms.successor) : count;
        if (next == count || next == i)
            continue;
        desk->beside[i] = desk->before[next];
        desk->before[next] = (uint32_t)i + 1;
    }
    return true;
}

static void open_facts(struct vmi_desk *desk, size_t index, size_t place)
{
    if (place == desk->facts_count) {
        desk->facts = vmi_grow(desk->facts, &desk->facts_capacity, place + 1, sizeof *desk->facts);
        desk->facts[desk->facts_count++] = (struct vmi_facts){0};
    }
    vmi_facts_open(desk->history, vmi_history_item(desk->history, index), &desk->facts[place]);
}

static int compare_latest_first(const void *left, const void *right)
{
    const struct vmi_facts *a = *(const struct vmi_facts *const *)left,
                           *b = *(const struct vmi_facts *const *)right;
    int order = vmi_day_compare(b->item->first_day, a->item->first_day);
    return order ? order : vmi_slice_compare(a->item->sku, b->item->sku);
}

size_t lineage_open(struct vmi_desk *desk, size_t index)
{
    size_t count = 1, all = vmi_history_count(desk->history), *indexes;
    open_facts(desk, index, 0);
    if (desk->before && desk->before[index]) {
        indexes = vmi_alloc(all * sizeof *indexes);
        indexes[0] = index;
        for (size_t i = 0; i < count; i++)
            for (uint32_t before = desk->before[indexes[i]]; before && count < all;
                 before = desk->beside[before - 1]) {
                indexes[count] = before - 1;
                open_facts(desk, before - 1, count++);
            }
        free(indexes);
    }
    free(desk->chain);
    desk->chain = vmi_alloc(count * sizeof(struct vmi_facts *));
    for (size_t i = 0; i < count; i++)
        desk->chain[i] = &desk->facts[i];
    if (count > 2)
        qsort(desk->chain + 1, count - 1, sizeof(struct vmi_facts *), compare_latest_first);
    return count;
}
