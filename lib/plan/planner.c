#include "vmi/planner.h"

#include "planning.h"
#include "vmi/pairs.h"

void planning_give(struct planning *p, enum vmi_reason reason)
{
    p->reasons[p->reason_count++] = reason;
}

void planning_say(struct planning *p, const char *before, vmi_decimal quantity)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(quantity, text);
    vmi_buffer_print(&p->why, "%s%s", before, text);
}

/* ---- what it is worth, how urgent it is, and who looks ---------------------------------------------------- */

/* QUANTITY times what one unit is worth or weighs; empty when that is not known or beyond the range. */
static vmi_decimal extend(vmi_decimal quantity, vmi_decimal each)
{
    vmi_decimal product;
    if (each == VMI_DECIMAL_UNKNOWN || !vmi_decimal_multiply(quantity, each, &product))
        return VMI_DECIMAL_UNKNOWN;
    return product;
}

static void find_value(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    const struct vmi_terms *terms = p->terms;
    line->value =
        extend(p->quantity, terms->unit_price != VMI_DECIMAL_UNKNOWN ? terms->unit_price : terms->unit_cost);
    if (line->value != VMI_DECIMAL_UNKNOWN)
        line->currency = p->input->currency;
    line->weight = extend(p->quantity, terms->weight);
    line->volume = extend(p->quantity, terms->volume);
}

/* The quantity in the unit in which orders are written; empty where that takes more than millionths, or is not known. */
static void find_order_unit(struct planning *p)
{
    const struct vmi_terms *terms = p->terms;
    struct vmi_proposal *line = p->proposal;
    vmi_decimal factor = vmi_slice_equal(terms->order_unit, line->unit)
                             ? VMI_DECIMAL_ONE
                             : vmi_pairs_find(terms->units, terms->order_unit);
    if (!terms->order_unit.length || factor == VMI_DECIMAL_UNKNOWN || factor <= 0)
        return;
    __int128 scaled = (__int128)p->quantity * VMI_DECIMAL_ONE;
    if (scaled % factor != 0 || scaled / factor >= VMI_DECIMAL_MAXIMUM)
        return;
    line->order_unit = terms->order_unit;
    line->order_unit_quantity = (vmi_decimal)(scaled / factor);
}

static void find_urgency(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    bool late = line->stockout_date != VMI_DAY_NONE && line->due_date != VMI_DAY_NONE &&
                line->stockout_date < line->due_date;
    line->urgency = late ? VMI_SLICE("emergency") : VMI_SLICE("normal");
}

static void send_to_review(struct planning *p, bool holds, enum vmi_reason reason, const char *because)
{
    if (!holds)
        return;
    planning_give(p, reason);
    vmi_buffer_print(&p->why, "; %s", because);
    p->proposal->approval = VMI_SLICE("review");
}

static void find_approval(struct planning *p)
{
    const struct vmi_position *position = p->input->position;
    const struct vmi_terms *terms = p->terms;
    vmi_decimal value = p->proposal->value, limit = terms->approval_limit;
    bool named = false;
    for (size_t i = 0; i < p->reason_count; i++)
        named |= p->input->review >> p->reasons[i] & 1;
    p->proposal->approval = named ? VMI_SLICE("review") : VMI_SLICE("auto");
    send_to_review(p, vmi_slice_is(position->status, "stale"), VMI_REASON_STALE,
                   "the stock is stale, look first");
    send_to_review(p, vmi_slice_is(position->status, "new"), VMI_REASON_NEW_ITEM, "a new item, look first");
    send_to_review(p, terms->approval == VMI_APPROVAL_REVIEW, VMI_REASON_APPROVAL, "always looked at");
    send_to_review(p, limit != VMI_DECIMAL_UNKNOWN && value != VMI_DECIMAL_UNKNOWN && value > limit,
                   VMI_REASON_APPROVAL_LIMIT, "its value is above approval_limit");
}

/* ---- lines ------------------------------------------------------------------------------------------------ */

static struct vmi_slice join_reasons(const struct planning *p, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    for (size_t i = 0; i < p->reason_count; i++)
        vmi_buffer_print(&text, "%s%s", i ? ";" : "", vmi_reasons[p->reasons[i]].code);
    struct vmi_slice joined = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return joined;
}

static void copy_position(struct planning *p)
{
    const struct vmi_position *position = p->input->position;
    struct vmi_proposal *line = p->proposal;
    vmi_record_clear(&vmi_proposal_type, line);
    line->location = position->location;
    line->sku = position->sku;
    line->source = position->source;
    line->unit = position->unit;
    line->position = position->position;
    line->min = position->min;
    line->max = position->max;
    line->stockout_date = position->stockout_date;
    line->agreement = position->agreement;
}

static enum vmi_reason finish_line(struct planning *p, struct vmi_arena *arena)
{
    if (!planning_dates(p))
        return VMI_REASON_NO_ORDER_DAY;
    find_value(p);
    find_order_unit(p);
    find_urgency(p);
    find_approval(p);
    p->proposal->reasons = join_reasons(p, arena);
    p->proposal->why = vmi_arena_dup(arena, vmi_buffer_slice(&p->why));
    return VMI_REASON_NONE;
}

/* Further lines of what order_max takes away, as long as there is some. */
static void split(struct planning *p, struct vmi_arena *arena, struct vmi_plan_lines *lines)
{
    while (lines->count < VMI_PLAN_MOST_LINES && lines->list[lines->count - 1].order_max_delta < 0) {
        vmi_decimal rest = -lines->list[lines->count - 1].order_max_delta;
        p->proposal = &lines->list[lines->count];
        p->reason_count = 0;
        vmi_buffer_clear(&p->why);
        copy_position(p);
        if (planning_rest(p, rest) != VMI_REASON_NONE || finish_line(p, arena) != VMI_REASON_NONE)
            return;
        lines->count++;
    }
}

enum vmi_plan_result vmi_plan_item(const struct vmi_plan_input *input, struct vmi_arena *arena,
                                   struct vmi_plan_lines *lines, enum vmi_reason *reason)
{
    bool in_range = true, may_split = input->terms->split == VMI_YES && !input->override;
    size_t most = may_split ? VMI_PLAN_MOST_LINES : 1;
    *lines = (struct vmi_plan_lines){.list = vmi_arena_alloc(arena, most * sizeof *lines->list)};
    struct planning p = {.input = input, .terms = input->terms, .proposal = lines->list};
    copy_position(&p);
    *reason = planning_quantity(&p, &in_range);
    if (in_range && *reason == VMI_REASON_NONE)
        *reason = finish_line(&p, arena);
    if (in_range && *reason == VMI_REASON_NONE) {
        lines->count = 1;
        if (may_split)
            split(&p, arena, lines);
    }
    lines->late = p.late;
    vmi_buffer_free(&p.why);
    if (!in_range)
        return VMI_PLAN_RANGE;
    return *reason == VMI_REASON_NONE ? VMI_PLAN_LINE : VMI_PLAN_NONE;
}
