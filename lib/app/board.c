#include "vmi/board.h"

#include <stdlib.h>

#include "board_internal.h"
#include "internal.h"
#include "vmi/memory.h"

struct vmi_board *vmi_board_open(const struct vmi_agreement *agreement,
                                 const struct vmi_board_options *options, enum vmi_status *status)
{
    struct vmi_board *board = vmi_alloc_zeroed(1, sizeof *board);
    board->agreement = agreement;
    board->options = *options;
    board->last_day = VMI_DAY_NONE;
    *status = VMI_DONE;
    if (options->overrides)
        board->overrides = vmi_overrides_load(options->overrides, status);
    if (*status == VMI_DONE && options->previous)
        board->last_orders = last_orders_load(options->previous, status);
    if (*status == VMI_DONE)
        return board;
    vmi_board_free(board);
    return NULL;
}

void vmi_board_free(struct vmi_board *board)
{
    if (!board)
        return;
    vmi_overrides_free(board->overrides);
    last_orders_free(board->last_orders);
    forecasts_free(board->forecasts);
    free(board->courses);
    free(board->positions);
    vmi_map_free(&board->keys);
    vmi_arena_free(&board->arena);
    vmi_arena_free(&board->scratch);
    free(board->items);
    free(board->order);
    free(board);
}

size_t vmi_board_count(const struct vmi_board *board)
{
    return board->keys.count;
}

const struct vmi_review_item *vmi_board_item(const struct vmi_board *board, size_t index)
{
    return &board->items[board->order[index]];
}

/* ---- each item by itself ---------------------------------------------------------------------------------- */

static struct vmi_review_item *item_of(struct vmi_board *board, const struct vmi_position *position)
{
    uint32_t number = vmi_map_intern_two(&board->keys, position->location, position->sku);
    board->items = vmi_grow(board->items, &board->capacity, board->keys.count, sizeof *board->items);
    struct vmi_review_item *item = &board->items[number];
    *item = (struct vmi_review_item){.as_of = VMI_DAY_NONE};
    if (board->options.keeps_courses) {
        board->courses =
            vmi_grow(board->courses, &board->course_capacity, board->keys.count, sizeof *board->courses);
        board->courses[number] = (struct course){.horizon = 0};
    }
    vmi_map_split_two(&board->keys, number, &item->location, &item->sku);
    return item;
}

/* Of the shipments of the agreement the last that matches the item, of which source and class stand in the position. */
static const struct vmi_load_limits *
limits_of(const struct vmi_board *board, const struct vmi_position *position, const struct vmi_terms *terms)
{
    size_t count;
    const struct vmi_shipment *shipments = vmi_agreement_shipments(board->agreement, &count);
    struct vmi_terms settled;
    if (!count)
        return NULL;
    settled = *terms;
    if (position->source.length)
        settled.source = position->source;
    if (position->class.length)
        settled.class = position->class;
    while (count-- > 0)
        if (vmi_match_holds(&shipments[count].match, position->location, position->sku, &settled))
            return &shipments[count].limits;
    return NULL;
}

/* Where receipts and demand of an item are kept: to the end, or while it is planned. */
static struct vmi_arena *item_arena(struct vmi_board *board)
{
    return board->options.keeps_courses ? &board->arena : &board->scratch;
}

static bool add_receipts(struct vmi_board *board, struct vmi_plan_input *input, struct vmi_error *error)
{
    struct vmi_receipt *receipts;
    if (input->as_of == VMI_DAY_NONE)
        return true;
    if (!vmi_receipts_of(input->position->inbound, input->as_of, input->receive_calendar, item_arena(board),
                         &receipts, &input->receipt_count))
        return vmi_error_set(error, VMI_INPUT, "inbound",
                             "the open receipts are no list of DATE=QUANTITY joined by ;");
    input->receipts = receipts;
    return true;
}

/* Forecasts are read when the first as-of is known, and are those of that day. False when reported, with *STATUS. */
static bool read_forecasts(struct vmi_board *board, int32_t as_of, enum vmi_status *status)
{
    if (!board->options.forecast || board->forecasts || as_of == VMI_DAY_NONE)
        return true;
    board->forecast_day = as_of;
    board->forecasts = forecasts_load(board->options.forecast, board->agreement, as_of, status);
    return board->forecasts;
}

/* All that is expected of it; unknown where nothing is. */
static vmi_decimal sum_of_demand(const struct vmi_plan_input *input)
{
    double sum = 0;
    vmi_decimal remaining;
    for (size_t i = 0; input->demand && i < input->demand_count; i++)
        sum += input->demand[i] == input->demand[i] ? input->demand[i] : 0;
    if (!input->demand_count || !vmi_decimal_ceil_double(sum, input->terms->quantum, &remaining))
        return VMI_DECIMAL_UNKNOWN;
    return remaining;
}

static void add_demand(struct vmi_board *board, struct vmi_plan_input *input)
{
    const struct vmi_position *position = input->position;
    if (!board->forecasts || input->as_of < board->forecast_day)
        return;
    size_t passed = (size_t)((int64_t)input->as_of - board->forecast_day);
    input->demand = forecasts_of(board->forecasts, position->location, position->sku, input->terms,
                                 item_arena(board), &input->demand_count);
    if (passed > input->demand_count)
        passed = input->demand_count;
    input->demand_count -= passed;
    if (input->demand)
        input->demand += passed;
    input->remaining = sum_of_demand(input);
}

static void keep_course(struct vmi_board *board, const struct vmi_review_item *item,
                        const struct vmi_plan_input *input)
{
    if (!board->courses || input->as_of == VMI_DAY_NONE || input->position->on_hand == VMI_DECIMAL_UNKNOWN ||
        !(input->position->demand_mean >= 0))
        return;
    board->courses[item - board->items] = (struct course){vmi_projection_of(input), vmi_plan_horizon(input),
                                                          input->position->min, input->position->max};
}

static void keep_findings(struct vmi_board *board, struct vmi_review_item *item,
                          const struct vmi_plan_input *input)
{
    struct vmi_finding *findings = NULL;
    if (!board->options.keeps_findings)
        return;
    item->finding_count = vmi_plan_open_orders(input, item->lines.late, item->reason == VMI_REASON_NONE,
                                               &board->arena, &findings);
    for (size_t i = 0; i < item->finding_count; i++)
        vmi_record_dup(&vmi_finding_type, &findings[i], &board->arena);
    item->findings = findings;
}

bool board_add(struct vmi_board *board, const struct vmi_position *position, const struct vmi_terms *terms,
               int32_t as_of, struct vmi_error *error)
{
    struct vmi_plan_input input = {
        .position = position,
        .terms = terms,
        .as_of = as_of,
        .minute = board->options.minute,
        .last_order = last_orders_find(board->last_orders, position->location, position->sku),
        .remaining = VMI_DECIMAL_UNKNOWN,
        .currency = vmi_agreement_currency(board->agreement),
        .ship_calendar = vmi_agreement_calendar(board->agreement, terms->ship_calendar),
        .receive_calendar = vmi_agreement_calendar(board->agreement, terms->receive_calendar),
        .review = board->options.review,
        .limits = limits_of(board, position, terms),
        .horizon = board->options.horizon,
    };
    if (board->overrides)
        input.override = vmi_overrides_find(board->overrides, position->location, position->sku, as_of);
    if (terms->order_days && as_of == VMI_DAY_NONE)
        return vmi_error_set(error, VMI_USAGE, "as_of",
                             "order days cannot be told without a day; --as-of gives it");
    vmi_arena_clear(&board->scratch);
    if (!add_receipts(board, &input, error))
        return false;
    add_demand(board, &input);
    struct vmi_review_item *item = item_of(board, position);
    item->as_of = as_of;
    if (as_of > board->last_day)
        board->last_day = as_of;
    if (vmi_plan_item(&input, &board->arena, &item->lines, &item->reason) == VMI_PLAN_RANGE)
        return vmi_error_set(error, VMI_INPUT, "range", "the quantity leaves the range that can be held");
    for (size_t i = 0; i < item->lines.count; i++)
        vmi_record_dup(&vmi_proposal_type, &item->lines.list[i], &board->arena);
    keep_course(board, item, &input);
    keep_findings(board, item, &input);
    transfers_keep(board, item, position);
    item->lines.late = NULL; /* it is not kept */
    return true;
}

static enum vmi_status read_positions(struct vmi_board *board)
{
    struct vmi_stream *stream = vmi_stream_open(&vmi_position_type);
    struct vmi_position position;
    struct vmi_terms terms;
    struct vmi_error error = {0};
    enum vmi_status status = VMI_DONE;
    int32_t given = vmi_settings()->as_of;
    while (status == VMI_DONE && vmi_stream_next(stream, &position, &status) == VMI_NEXT_ROW) {
        int32_t as_of = given != VMI_DAY_NONE ? given : position.date;
        status = vmi_terms_of(board->agreement, position.location, position.sku, as_of, &terms);
        if (status != VMI_DONE || !read_forecasts(board, as_of, &status) ||
            board_add(board, &position, &terms, as_of, &error))
            continue;
        vmi_stream_place(stream, &error);
        status = vmi_report(&error);
    }
    vmi_stream_close(stream);
    return status;
}

/* ---- all together ----------------------------------------------------------------------------------------- */

static int compare_items(const void *left, const void *right, void *context)
{
    const struct vmi_review_item *items = context;
    const struct vmi_review_item *a = &items[*(const uint32_t *)left], *b = &items[*(const uint32_t *)right];
    int order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

static void put_in_order(struct vmi_board *board)
{
    size_t count = board->keys.count;
    board->order = vmi_alloc((count + 1) * sizeof *board->order);
    for (size_t i = 0; i < count; i++)
        board->order[i] = (uint32_t)i;
    if (count > 1)
        qsort_r(board->order, count, sizeof *board->order, compare_items, board->items);
}

static enum vmi_status share_supply(struct vmi_board *board)
{
    enum vmi_status status = VMI_DONE;
    const struct vmi_review_item *culprit;
    if (!board->options.supply || !board->keys.count)
        return VMI_DONE;
    if (board->last_day == VMI_DAY_NONE)
        return vmi_fail(VMI_USAGE,
                        "--supply: what sources have cannot be told without a day; --as-of gives it");
    struct supplies *supplies =
        supplies_load(board->options.supply, board->agreement, board->last_day, &status);
    if (!supplies)
        return status;
    if (!vmi_review_supply(board->items, board->keys.count, supplies_find, supplies, &board->arena, &culprit))
        status = vmi_fail(VMI_INPUT, "%.*s: the quantities of all locations are more than can be held",
                          VMI_SLICE_PRINT(culprit->sku));
    supplies_free(supplies);
    return status;
}

enum vmi_status vmi_board_plan(struct vmi_board *board)
{
    enum vmi_status status = read_positions(board);
    if (status != VMI_DONE)
        return status;
    if (board->options.rebalance)
        status = transfers_make(board);
    if (status != VMI_DONE)
        return status;
    vmi_review_wake(board->items, board->keys.count, &board->arena);
    vmi_review_load(board->items, board->keys.count, &board->arena);
    vmi_review_settle(board->items, board->keys.count);
    status = share_supply(board);
    if (status == VMI_DONE && board->options.budget != VMI_DECIMAL_UNKNOWN)
        vmi_review_budget(board->items, board->keys.count, board->options.budget, &board->arena);
    put_in_order(board);
    return status;
}

/* ---- what is asked for ------------------------------------------------------------------------------------- */

size_t vmi_board_findings(const struct vmi_board *board, size_t index, struct vmi_arena *arena,
                          struct vmi_finding **findings)
{
    const struct vmi_review_item *item = vmi_board_item(board, index);
    struct vmi_finding *list = vmi_arena_alloc(arena, (item->finding_count + 2) * sizeof *list);
    size_t count = 0;
    for (; count < item->finding_count; count++)
        list[count] = item->findings[count];
    if (item->short_of)
        vmi_plan_find(VMI_FINDING_SHORT_SUPPLY, item->location, item->sku, item->as_of, item->short_of,
                      VMI_SLICE("the source does not have so much of it for this location"), arena,
                      &list[count++]);
    if (item->waiting)
        vmi_plan_find(VMI_FINDING_LOAD_WAITS, item->location, item->sku, item->as_of, item->waiting,
                      VMI_SLICE("so much of it is in a load that stays under its minimum, and waits"), arena,
                      &list[count++]);
    *findings = list;
    return count;
}

size_t vmi_board_project(const struct vmi_board *board, size_t index,
                         struct vmi_projected list[VMI_PLAN_LONGEST_HORIZON])
{
    const struct vmi_review_item *item = vmi_board_item(board, index);
    const struct course *course = &board->courses[board->order[index]];
    struct vmi_projection_day days[VMI_PLAN_LONGEST_HORIZON];
    struct vmi_projection_source source = course->source;
    source.lines = item->lines.list;
    source.line_count = item->lines.count;
    vmi_project(&source, days, course->horizon);
    for (size_t i = 0; i < course->horizon; i++)
        list[i] = (struct vmi_projected){item->location,   item->sku,      days[i].date,     days[i].opening,
                                         days[i].receipts, days[i].demand, days[i].proposed, days[i].closing,
                                         course->min,      course->max};
    return course->horizon;
}

size_t vmi_board_rank(const struct vmi_board *board, struct vmi_arena *arena, struct vmi_ranked **list)
{
    return vmi_review_rank(board->items, board->keys.count, arena, list);
}

/* ---- what is said ----------------------------------------------------------------------------------------- */

/* Items of which a line is urgent or to be looked at: " (1 emergency, 2 to review)", or nothing. */
static void tell_what_calls(const struct vmi_board *board, struct vmi_buffer *text)
{
    size_t emergencies = 0, reviews = 0;
    for (size_t i = 0; i < board->keys.count; i++) {
        const struct vmi_plan_lines *lines = &board->items[i].lines;
        bool urgent = false, looked_at = false;
        for (size_t k = 0; k < lines->count; k++) {
            urgent |= vmi_slice_is(lines->list[k].urgency, "emergency");
            looked_at |= vmi_slice_is(lines->list[k].approval, "review");
        }
        emergencies += urgent;
        reviews += looked_at;
    }
    if (emergencies)
        vmi_buffer_print(text, " (%zu emergenc%s", emergencies, emergencies == 1 ? "y" : "ies");
    if (reviews)
        vmi_buffer_print(text, "%s%zu to review", emergencies ? ", " : " (", reviews);
    if (emergencies || reviews)
        vmi_buffer_print(text, ")");
}

/* "12 items: 3 proposed (1 emergency), 8 above_min, 1 no_levels". */
void vmi_board_tell(const struct vmi_board *board)
{
    struct vmi_buffer text = {0};
    size_t counts[VMI_REASONS] = {0}, items = board->keys.count;
    for (size_t i = 0; i < items; i++)
        counts[board->items[i].transfer_count ? VMI_REASON_NONE : board->items[i].reason]++;
    vmi_buffer_print(&text, "%zu item%s: %zu proposed", items, items == 1 ? "" : "s",
                     counts[VMI_REASON_NONE]);
    tell_what_calls(board, &text);
    for (int i = VMI_REASON_NONE + 1; i < VMI_REASONS; i++)
        if (counts[i])
            vmi_buffer_print(&text, ", %zu %s", counts[i], vmi_reasons[i].code);
    vmi_note("%.*s", (int)text.length, text.text);
    vmi_buffer_free(&text);
    if (board->overrides)
        vmi_overrides_tell(board->overrides);
}
