/*
 * Loads of the lines of a review.
 */
#include "review_internal.h"

static bool may_be_loaded(const struct vmi_review_item *item)
{
    return item->lines.count > 0 && item->lines.stake->limits && item->lines.sleep != VMI_PLAN_CAN_ORDER;
}

static int compare_lane_days(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    int order = review_compare_lanes(a, b);
    return order ? order : vmi_day_compare(review_day(a->lines.list), review_day(b->lines.list));
}

/* Limits stand in the order of the agreement. */
static int compare_loads(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    const struct vmi_load_limits *x = a->lines.stake->limits, *y = b->lines.stake->limits;
    int order = compare_lane_days(a, b);
    return order ? order : (x > y) - (x < y);
}

/* ---- into the load ---------------------------------------------------------------------------------------- */

static struct vmi_load_line line_of(const struct vmi_review_item *item)
{
    const struct vmi_stake *stake = item->lines.stake;
    bool known = stake->position != VMI_DECIMAL_UNKNOWN;
    vmi_decimal position = known ? stake->position : 0, quantity = review_total(&item->lines);
    struct vmi_load_line line = {
        .location = item->location,
        .sku = item->sku,
        .quantity = quantity,
        .multiple = stake->multiple,
        .value = stake->value,
        .weight = stake->weight,
        .volume = stake->volume,
        .units_per_pallet = stake->units_per_pallet,
        .position = position,
        .max = stake->max,
        .cap = VMI_DECIMAL_UNKNOWN,
        .demand_rate = known ? stake->demand_mean : 0,
        .emergency =
            item->lines.sleep == VMI_PLAN_AWAKE && vmi_slice_is(item->lines.list->urgency, "emergency"),
    };
    if (stake->room != VMI_DECIMAL_UNKNOWN && !vmi_decimal_add(position, stake->room, &line.cap))
        line.cap = VMI_DECIMAL_UNKNOWN;
    if (!vmi_decimal_add(position, quantity, &line.position))
        line.demand_rate = 0; /* beyond the range: not topped up */
    return line;
}

/* ---- out of it -------------------------------------------------------------------------------------------- */

struct unloading {
    struct vmi_review_item *item;
    struct vmi_proposal *pieces;
    size_t count;
    const struct vmi_proposal *line; /* of the item, that is at hand */
    vmi_decimal rest;                /* of its own quantity */
    bool begun;                      /* some of it is in a piece */
    struct vmi_arena *arena;
};

static struct vmi_slice load_name(const struct vmi_proposal *line, size_t number, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    char date[VMI_DATE_TEXT_SIZE] = "";
    if (review_day(line) != VMI_DAY_NONE)
        vmi_day_format(review_day(line), date);
    vmi_buffer_print(&text, "%.*s:%.*s:%s:%zu", VMI_SLICE_PRINT(line->source),
                     VMI_SLICE_PRINT(line->location), date, number);
    struct vmi_slice name = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return name;
}

/* A piece of the line at hand that takes what is left of it. */
static struct vmi_proposal *begin_piece(struct unloading *u)
{
    struct vmi_proposal *piece = &u->pieces[u->count++];
    *piece = *u->line;
    if (!u->begun)
        return piece;
    struct vmi_buffer why = {0};
    char rest[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal *deltas[] = {&piece->cap_delta,       &piece->order_min_delta, &piece->multiple_delta,
                             &piece->order_max_delta, &piece->manual_delta,    &piece->load_delta};
    for (size_t i = 0; i < VMI_COUNT(deltas); i++)
        *deltas[i] = 0;
    vmi_decimal_format(u->rest, rest);
    vmi_buffer_print(&why, "what the load before had no room for: %s", rest);
    piece->need = piece->quantity = u->rest;
    piece->reasons = VMI_SLICE_NONE;
    piece->why = vmi_arena_dup(u->arena, vmi_buffer_slice(&why));
    vmi_buffer_free(&why);
    return piece;
}

/* Puts TAKEN of the line at hand into a load. */
static void take_piece(struct unloading *u, vmi_decimal taken, struct vmi_slice load, bool goes)
{
    struct vmi_proposal *piece = begin_piece(u);
    vmi_decimal by = taken - u->rest;
    piece->load = load;
    if (by || u->begun)
        vmi_plan_change(piece, u->item->lines.stake, &piece->load_delta, by, VMI_REASON_LOAD,
                        by > 0   ? "to fill the load"
                        : by < 0 ? "for the load, which is full"
                                 : "in a load of its own",
                        u->arena);
    u->rest = taken < u->rest ? u->rest - taken : 0;
    u->begun = true;
    if (!goes) {
        u->count--;
        u->item->waiting += taken;
    }
}

static void next_line(struct unloading *u)
{
    u->line++;
    u->rest = u->line->quantity;
    u->begun = false;
}

/* Puts QUANTITY of the item into a load; what is more than its lines hold tops it up. */
static void take(struct unloading *u, vmi_decimal quantity, struct vmi_slice load, bool goes)
{
    const struct vmi_plan_lines *lines = &u->item->lines;
    while (quantity > 0) {
        bool last = u->line + 1 == lines->list + lines->count;
        if (!last && u->rest == 0) {
            next_line(u);
            continue;
        }
        vmi_decimal taken = last || quantity < u->rest ? quantity : u->rest;
        take_piece(u, taken, load, goes);
        quantity -= taken;
    }
}

static bool is_unknown(const struct vmi_load *load, const struct vmi_load_limits *limits)
{
    return (load->value == VMI_DECIMAL_UNKNOWN && limits->min_value != VMI_DECIMAL_UNKNOWN) ||
           (load->weight == VMI_DECIMAL_UNKNOWN &&
            (limits->min_weight != VMI_DECIMAL_UNKNOWN || limits->capacity_weight != VMI_DECIMAL_UNKNOWN)) ||
           (load->volume == VMI_DECIMAL_UNKNOWN &&
            (limits->min_volume != VMI_DECIMAL_UNKNOWN || limits->capacity_volume != VMI_DECIMAL_UNKNOWN)) ||
           (load->pallets == VMI_DECIMAL_UNKNOWN && limits->capacity_pallets != VMI_DECIMAL_UNKNOWN);
}

/* Of one group: which parts are of which item. */
struct load_group {
    struct review_list items;
    struct vmi_loading loading;
    size_t *begins;  /* in `order`, by item, with one behind the last */
    size_t *order;   /* places of parts, by item, then by load */
    size_t numbered; /* loads of the lane before these */
    struct vmi_arena *arena;
};

static void sort_parts(struct load_group *g)
{
    size_t count = g->items.count, parts = g->loading.part_count;
    g->begins = vmi_arena_alloc(g->arena, (count + 1) * sizeof *g->begins);
    g->order = vmi_arena_alloc(g->arena, (parts + 1) * sizeof *g->order);
    for (size_t i = 0; i <= count; i++)
        g->begins[i] = 0;
    for (size_t i = 0; i < parts; i++)
        g->begins[g->loading.parts[i].line]++;
    for (size_t i = 1; i <= count; i++)
        g->begins[i] += g->begins[i - 1];
    for (size_t i = parts; i-- > 0;)
        g->order[--g->begins[g->loading.parts[i].line]] = i;
}

static void unload_part(struct unloading *u, const struct load_group *g, const struct vmi_load_part *part)
{
    const struct vmi_load *load = part->load ? &g->loading.loads[part->load - 1] : NULL;
    struct vmi_slice name =
        load ? load_name(u->item->lines.list, g->numbered + part->load, g->arena) : VMI_SLICE_NONE;
    size_t before = u->count;
    take(u, part->quantity, name, !load || !load->waits);
    for (size_t i = before; i < u->count; i++) {
        if (!load)
            vmi_plan_send_to_review(&u->pieces[i], VMI_REASON_OVER_CAPACITY,
                                    "not one multiple fits into a load", g->arena);
        else if (is_unknown(load, u->item->lines.stake->limits))
            vmi_plan_send_to_review(&u->pieces[i], VMI_REASON_LOAD_UNKNOWN,
                                    "what limits the load is not known of all in it", g->arena);
    }
}

static void unload(const struct load_group *g, size_t index)
{
    struct vmi_review_item *item = g->items.items[index];
    size_t first = g->begins[index], end = g->begins[index + 1];
    struct unloading u = {
        .item = item, .line = item->lines.list, .rest = item->lines.list->quantity, .arena = g->arena};
    if (first == end)
        return;
    u.pieces = vmi_arena_alloc(g->arena, (end - first + item->lines.count) * sizeof *u.pieces);
    for (size_t i = first; i < end; i++)
        unload_part(&u, g, &g->loading.parts[g->order[i]]);
    item->lines.sleep = VMI_PLAN_AWAKE;
    item->lines.list = u.pieces;
    item->lines.count = u.count;
    item->reason = u.count ? VMI_REASON_NONE : VMI_REASON_LOAD_WAITS;
}

/* Loads what has the same limits; answers how many loads there are. */
static size_t load_items(struct review_list items, size_t numbered, struct vmi_arena *arena)
{
    struct vmi_load_line *lines = vmi_arena_alloc(arena, items.count * sizeof *lines);
    struct load_group g = {.items = items, .numbered = numbered, .arena = arena};
    for (size_t i = 0; i < items.count; i++)
        lines[i] = line_of(items.items[i]);
    if (vmi_make_loads(items.items[0]->lines.stake->limits, lines, items.count, arena, &g.loading)) {
        sort_parts(&g);
        for (size_t i = 0; i < items.count; i++)
            unload(&g, i);
        return g.loading.load_count;
    }
    for (size_t i = 0; i < items.count; i++)
        review_send(items.items[i], VMI_REASON_OVER_CAPACITY, "more loads than a day has", arena);
    return 0;
}

void vmi_review_load(struct vmi_review_item *items, size_t count, struct vmi_arena *arena)
{
    struct review_list list = review_select(items, count, may_be_loaded, compare_loads, arena);
    while (list.count) {
        struct review_list lane = review_cut(&list, compare_lane_days);
        size_t loads = 0;
        while (lane.count)
            loads += load_items(review_cut(&lane, compare_loads), loads, arena);
    }
}
