#include "open_lines.h"

#include <stdlib.h>

#include "vmi/memory.h"

static struct open_line *line_of(const struct open_lines *open, uint32_t number)
{
    return &open->lines[number - 1];
}

/* ---- heaps ----------------------------------------------------------------------------------------- */

bool open_lines_before(const struct open_lines *open, const struct open_line *a, const struct open_line *b)
{
    int order = vmi_day_compare(a->due, b->due);
    if (!order && a->ref != b->ref)
        order =
            vmi_slice_compare(vmi_history_ref(open->history, a->ref), vmi_history_ref(open->history, b->ref));
    return order ? order < 0 : a < b;
}

/*
 * Makes one heap of two. A leftist heap (C. A. Crane, 1972): the way to the right is the shortest way out, and never
 * longer than the logarithm of the number of lines, so recursion is not deeper than that.
 */
static uint32_t meld(struct open_lines *open, enum heap_kind kind, uint32_t a, uint32_t b)
{
    if (!a || !b)
        return a ? a : b;
    if (open_lines_before(open, line_of(open, b), line_of(open, a))) {
        uint32_t kept = a;
        a = b;
        b = kept;
    }
    struct heap_links *links = &line_of(open, a)->links[kind];
    links->right = meld(open, kind, links->right, b);
    uint32_t left = links->left ? line_of(open, links->left)->links[kind].rank : 0;
    uint32_t right = line_of(open, links->right)->links[kind].rank;
    if (left < right) {
        uint32_t kept = links->left;
        links->left = links->right;
        links->right = kept;
    }
    links->rank = (left < right ? left : right) + 1;
    return a;
}

/* Takes the first line out of a heap. */
static void leave(struct open_lines *open, enum heap_kind kind, uint32_t *first)
{
    const struct heap_links *links = &line_of(open, *first)->links[kind];
    *first = meld(open, kind, links->left, links->right);
}

static void enter(struct open_lines *open, uint32_t number)
{
    struct open_line *line = line_of(open, number);
    uint32_t *first = &open_lines_order(open, line->ref)->first[line->in_transit];
    for (int i = 0; i < HEAP_KINDS; i++)
        line->links[i] = (struct heap_links){.rank = 1};
    *first = meld(open, HEAP_OF_ORDER, *first, number);
    if (!open->by_item)
        return;
    first = &open->first[line->in_transit];
    *first = meld(open, HEAP_OF_ITEM, *first, number);
}

/* ---- orders ---------------------------------------------------------------------------------------- */

static int compare_refs(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

void open_lines_index(struct open_lines *open, const struct vmi_history *history, uint32_t *refs,
                      size_t count, bool by_item)
{
    open->history = history;
    open->by_item = by_item;
    open->orders = vmi_alloc(count * sizeof *open->orders);
    if (count > 1)
        qsort(refs, count, sizeof *refs, compare_refs);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || refs[i] != refs[i - 1])
            open->orders[open->order_count++] = (struct order_state){
                .ref = refs[i], .ordered_on = VMI_DAY_NONE, .confirmed_on = VMI_DAY_NONE};
    for (size_t i = 0; i < open->count; i++)
        enter(open, (uint32_t)i + 1);
}

void open_lines_free(struct open_lines *open)
{
    free(open->lines);
    free(open->orders);
    *open = (struct open_lines){0};
}

struct order_state *open_lines_order(const struct open_lines *open, uint32_t ref)
{
    size_t low = 0, high = open->order_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (open->orders[middle].ref <= ref)
            low = middle;
        else
            high = middle;
    }
    return &open->orders[low];
}

/* ---- lines ----------------------------------------------------------------------------------------- */

void open_lines_add(struct open_lines *open, uint32_t ref, bool in_transit, int32_t due, vmi_decimal quantity)
{
    if (quantity <= 0)
        return;
    open->lines = vmi_grow(open->lines, &open->capacity, open->count + 1, sizeof *open->lines);
    open->lines[open->count++] = (struct open_line){ref, in_transit, due, quantity, {{0}}};
    if (open->orders)
        enter(open, (uint32_t)open->count);
}

const struct open_line *open_lines_earliest(const struct open_lines *open, uint32_t ref, bool in_transit)
{
    uint32_t first = open_lines_order(open, ref)->first[in_transit];
    return first ? line_of(open, first) : NULL;
}

const struct open_line *open_lines_first(struct open_lines *open, bool in_transit)
{
    uint32_t *first = &open->first[in_transit];
    while (*first && line_of(open, *first)->quantity == 0)
        leave(open, HEAP_OF_ITEM, first);
    return *first ? line_of(open, *first) : NULL;
}

vmi_decimal open_lines_take(struct open_lines *open, uint32_t ref, bool in_transit, vmi_decimal quantity,
                            int32_t *due)
{
    uint32_t *first = &open_lines_order(open, ref)->first[in_transit];
    while (quantity > 0 && *first) {
        struct open_line *line = line_of(open, *first);
        vmi_decimal taken = line->quantity < quantity ? line->quantity : quantity;
        line->quantity -= taken;
        quantity -= taken;
        *due = line->due;
        if (line->quantity == 0)
            leave(open, HEAP_OF_ORDER, first);
    }
    return quantity;
}

void open_lines_drop(struct open_lines *open, uint32_t ref, bool in_transit)
{
    uint32_t *first = &open_lines_order(open, ref)->first[in_transit];
    while (*first) {
        line_of(open, *first)->quantity = 0;
        leave(open, HEAP_OF_ORDER, first);
    }
}
