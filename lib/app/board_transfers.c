/*
 * What one location has too much of goes to another, before new stock is sent.
 */
#include <math.h>
#include <stdlib.h>

#include "board_internal.h"
#include "internal.h"
#include "vmi/memory.h"
#include "vmi/transfer.h"

void transfers_keep(struct vmi_board *board, const struct vmi_review_item *item,
                    const struct vmi_position *position)
{
    size_t index = (size_t)(item - board->items);
    if (!board->options.rebalance)
        return;
    board->positions =
        vmi_grow(board->positions, &board->position_capacity, board->keys.count, sizeof *board->positions);
    board->positions[index] = *position;
    vmi_record_dup(&vmi_position_type, &board->positions[index], &board->arena);
}

/* ---- the places of one item ------------------------------------------------------------------------------- */

/* What is above max and there; unknown where that is not known. */
static vmi_decimal surplus_of(const struct vmi_position *position)
{
    vmi_decimal above, there = position->on_hand;
    const vmi_decimal owed[] = {position->allocated, position->backordered};
    if (position->position == VMI_DECIMAL_UNKNOWN || position->max == VMI_DECIMAL_UNKNOWN ||
        !vmi_decimal_subtract(position->position, position->max, &above))
        return 0;
    for (size_t i = 0; i < VMI_COUNT(owed) && there != VMI_DECIMAL_UNKNOWN; i++)
        if (owed[i] != VMI_DECIMAL_UNKNOWN && !vmi_decimal_subtract(there, owed[i], &there))
            return 0;
    return there != VMI_DECIMAL_UNKNOWN && there < above ? there : above;
}

/* What of its need may come from elsewhere: not of a line that a person decided. */
static vmi_decimal wanted_of(const struct vmi_review_item *item)
{
    const struct vmi_plan_lines *lines = &item->lines;
    if (!lines->count || lines->sleep != VMI_PLAN_AWAKE || lines->list->manual_delta)
        return 0;
    vmi_decimal need = lines->list->need, room = lines->stake->room;
    return room != VMI_DECIMAL_UNKNOWN && room < need ? room : need;
}

static struct vmi_transfer_place place_of(const struct vmi_review_item *item,
                                          const struct vmi_position *position, const struct vmi_terms *terms)
{
    return (struct vmi_transfer_place){
        .location = item->location,
        .surplus = surplus_of(position),
        .transfer_cost = terms->transfer_cost,
        .demand_mean = position->demand_mean,
        .unit_cost = vmi_decimal_to_double(terms->unit_cost),
        .holding_rate = vmi_decimal_to_double(terms->holding_rate),
        .wanted = wanted_of(item),
        .multiple = vmi_terms_multiple(terms),
        .cover = position->demand_mean > 0 ? vmi_decimal_to_double(position->position) / position->demand_mean
                                           : INFINITY,
        .order_cost = vmi_decimal_to_double(terms->order_cost),
        .emergency = item->lines.count && vmi_slice_is(item->lines.list->urgency, "emergency"),
    };
}

/* ---- lines ------------------------------------------------------------------------------------------------ */

/* The line of a transfer of QUANTITY of what LINE needs from another location; REST is what is still needed. */
static struct vmi_proposal transfer_line(const struct vmi_proposal *line, const struct vmi_stake *stake,
                                         struct vmi_slice from, vmi_decimal rest, vmi_decimal quantity,
                                         struct vmi_arena *arena)
{
    struct vmi_proposal moved = *line;
    struct vmi_buffer text = {0};
    char need[VMI_DECIMAL_TEXT_SIZE], min[VMI_DECIMAL_TEXT_SIZE], max[VMI_DECIMAL_TEXT_SIZE],
        position[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal *deltas[] = {&moved.cap_delta,       &moved.order_min_delta, &moved.multiple_delta,
                             &moved.order_max_delta, &moved.manual_delta,    &moved.load_delta};
    for (size_t i = 0; i < VMI_COUNT(deltas); i++)
        *deltas[i] = 0;
    vmi_decimal_format(line->position, position);
    vmi_decimal_format(line->min, min);
    vmi_decimal_format(line->max, max);
    vmi_decimal_format(rest, need);
    vmi_buffer_print(&text, "position %s, min %s, max %s: %s needed", position, min, max, need);
    moved.why = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_clear(&text);
    vmi_buffer_print(&text,
                     quantity < rest ? "for what %.*s has to spare%c" : "all from %.*s, which has too much%c",
                     VMI_SLICE_PRINT(from), '\0');
    moved.source = from;
    moved.reasons = VMI_SLICE_NONE;
    moved.need = moved.quantity = rest;
    vmi_plan_change(&moved, stake, &moved.supply_delta, quantity - rest, VMI_REASON_REBALANCE, text.text,
                    arena);
    vmi_buffer_free(&text);
    return moved;
}

/* Plans an item anew that gets QUANTITY from elsewhere. */
static enum vmi_status plan_again(struct vmi_board *board, size_t index, vmi_decimal quantity)
{
    struct vmi_position position = board->positions[index];
    int32_t as_of = board->items[index].as_of;
    struct vmi_terms terms;
    struct vmi_error error = {0};
    struct vmi_proposal *transfers = board->items[index].transfers;
    size_t count = board->items[index].transfer_count;
    enum vmi_status status = vmi_terms_of(board->agreement, position.location, position.sku, as_of, &terms);
    if (status != VMI_DONE)
        return status;
    if (!vmi_decimal_add(position.position, quantity, &position.position) ||
        !board_add(board, &position, &terms, as_of, &error))
        return vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantity leaves the range that can be held",
                        VMI_SLICE_PRINT(position.sku), VMI_SLICE_PRINT(position.location));
    board->items[index].transfers = transfers;
    board->items[index].transfer_count = count;
    return VMI_DONE;
}

/* ---- all items -------------------------------------------------------------------------------------------- */

static int compare_skus(const void *left, const void *right, void *context)
{
    const struct vmi_review_item *items = context, *a = &items[*(const size_t *)left],
                                 *b = &items[*(const size_t *)right];
    int order = vmi_slice_compare(a->sku, b->sku);
    return order ? order : vmi_slice_compare(a->location, b->location);
}

/* Gives an item the transfers that go to it, and plans the rest anew. */
static enum vmi_status receive(struct vmi_board *board, const size_t *group, size_t place,
                               const struct vmi_transfer *transfers, size_t count)
{
    struct vmi_review_item *item = &board->items[group[place]];
    vmi_decimal moved = 0;
    for (size_t i = 0; i < count; i++) {
        if (transfers[i].to != place)
            continue;
        if (!item->transfers)
            item->transfers = vmi_arena_alloc(&board->arena, count * sizeof *item->transfers);
        item->transfers[item->transfer_count++] = transfer_line(
            item->lines.list, item->lines.stake, board->items[group[transfers[i].from]].location,
            item->lines.list->need - moved, transfers[i].quantity, &board->arena);
        moved += transfers[i].quantity;
    }
    return moved ? plan_again(board, group[place], moved) : VMI_DONE;
}

/* The locations of one item. */
static enum vmi_status rebalance(struct vmi_board *board, const size_t *group, size_t count)
{
    struct vmi_arena arena = {0};
    struct vmi_transfer_place *places = vmi_arena_alloc(&arena, count * sizeof *places);
    struct vmi_transfer *transfers = NULL;
    struct vmi_terms terms;
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < count && status == VMI_DONE; i++) {
        const struct vmi_review_item *item = &board->items[group[i]];
        status = vmi_terms_of(board->agreement, item->location, item->sku, item->as_of, &terms);
        if (status == VMI_DONE)
            places[i] = place_of(item, &board->positions[group[i]], &terms);
    }
    size_t found = status == VMI_DONE ? vmi_transfers_of(places, count, &arena, &transfers) : 0;
    for (size_t i = 0; i < count && found && status == VMI_DONE; i++)
        status = receive(board, group, i, transfers, found);
    vmi_arena_free(&arena);
    return status;
}

enum vmi_status transfers_make(struct vmi_board *board)
{
    size_t count = board->keys.count;
    enum vmi_status status = VMI_DONE;
    size_t *order = vmi_alloc((count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (count > 1)
        qsort_r(order, count, sizeof *order, compare_skus, board->items);
    for (size_t i = 0, end; i < count && status == VMI_DONE; i = end) {
        for (end = i + 1;
             end < count && vmi_slice_equal(board->items[order[i]].sku, board->items[order[end]].sku);)
            end++;
        if (end > i + 1)
            status = rebalance(board, order + i, end - i);
    }
    free(order);
    return status;
}
