/*
 * A line: what it is worth, how urgent it is, who looks at it; and how it is changed once it is made.
 */
#include "planning.h"
#include "vmi/pairs.h"
#include "vmi/replenishment.h"

/* ---- what it is worth ------------------------------------------------------------------------------------ */

/* QUANTITY times what one unit is worth or weighs; empty when that is not known or beyond the range. */
static vmi_decimal extend(vmi_decimal quantity, vmi_decimal each)
{
    vmi_decimal product;
    if (each == VMI_DECIMAL_UNKNOWN || !vmi_decimal_multiply(quantity, each, &product))
        return VMI_DECIMAL_UNKNOWN;
    return product;
}

/* The quantity in the unit in which orders are written; empty where that takes more than millionths, or is not known. */
static void find_order_unit(struct vmi_proposal *line, const struct vmi_stake *stake)
{
    vmi_decimal size = stake->order_unit_size;
    line->order_unit = VMI_SLICE_NONE;
    line->order_unit_quantity = VMI_DECIMAL_UNKNOWN;
    if (size == VMI_DECIMAL_UNKNOWN || size <= 0)
        return;
    __int128 scaled = (__int128)line->quantity * VMI_DECIMAL_ONE;
    if (scaled % size != 0 || scaled / size >= VMI_DECIMAL_MAXIMUM)
        return;
    line->order_unit = stake->order_unit;
    line->order_unit_quantity = (vmi_decimal)(scaled / size);
}

void line_find_worth(struct vmi_proposal *line, const struct vmi_stake *stake)
{
    line->value = extend(line->quantity, stake->value);
    line->currency = line->value != VMI_DECIMAL_UNKNOWN ? stake->currency : VMI_SLICE_NONE;
    line->weight = extend(line->quantity, stake->weight);
    line->volume = extend(line->quantity, stake->volume);
    find_order_unit(line, stake);
}

static vmi_decimal order_unit_size(const struct planning *p)
{
    const struct vmi_terms *terms = p->terms;
    if (!terms->order_unit.length)
        return VMI_DECIMAL_UNKNOWN;
    if (vmi_slice_equal(terms->order_unit, p->input->position->unit))
        return VMI_DECIMAL_ONE;
    return vmi_pairs_find(terms->units, terms->order_unit);
}

/* What a unit that is not short is worth: its shortage cost, else the margin. */
static double shortage_gain(const struct vmi_terms *terms)
{
    if (terms->shortage_cost != VMI_DECIMAL_UNKNOWN)
        return vmi_decimal_to_double(terms->shortage_cost);
    return vmi_decimal_to_double(terms->unit_price) - vmi_decimal_to_double(terms->unit_cost);
}

static int distribution_of(struct vmi_slice name)
{
    for (int i = VMI_DISTRIBUTION_AUTO; i <= VMI_DISTRIBUTION_EMPIRICAL; i++)
        if (vmi_slice_equal(name, vmi_term_word(VMI_TERM_DISTRIBUTION, i)))
            return i;
    return VMI_DISTRIBUTION_AUTO;
}

/* Demand over lead time and review period. */
static void find_period(const struct planning *p, struct vmi_stake *stake)
{
    const struct vmi_position *position = p->input->position;
    double lead = vmi_decimal_to_double(position->lead_time), mean = position->demand_mean,
           lead_deviation = position->lead_time_sd != VMI_DECIMAL_UNKNOWN
                                ? vmi_decimal_to_double(position->lead_time_sd)
                                : 0;
    stake->period =
        lead +
        (position->review_period != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(position->review_period) : 1);
    stake->distribution = distribution_of(position->distribution);
    stake->period_mean = stake->period * mean;
    for (size_t i = 0; i < p->input->demand_count && (double)i < stake->period; i++)
        if (p->input->demand[i] == p->input->demand[i])
            stake->period_mean += p->input->demand[i] - mean;
    stake->period_variance =
        vmi_lead_time_demand_variance(stake->period, mean, position->demand_sd, lead_deviation);
}

struct vmi_stake *line_stake(const struct planning *p, vmi_decimal most, struct vmi_arena *arena)
{
    struct vmi_stake *stake = vmi_arena_alloc(arena, sizeof *stake);
    const struct vmi_terms *terms = p->terms;
    const struct vmi_position *position = p->input->position;
    *stake = (struct vmi_stake){
        .multiple = p->multiple,
        .room = most,
        .position = position->position,
        .min = position->min,
        .max = position->max,
        .backordered = position->backordered,
        .demand_mean = position->demand_mean,
        .value = terms->unit_price != VMI_DECIMAL_UNKNOWN ? terms->unit_price : terms->unit_cost,
        .weight = terms->weight,
        .volume = terms->volume,
        .units_per_pallet = vmi_pairs_find(terms->units, VMI_SLICE("PL")),
        .order_unit_size = order_unit_size(p),
        .order_unit = terms->order_unit,
        .currency = p->input->currency,
        .approval_limit = terms->approval_limit,
        .quantum = terms->quantum,
        .order_min = terms->order_min,
        .shortage_gain = shortage_gain(terms),
        .holding_cost = vmi_decimal_to_double(terms->unit_cost) * vmi_decimal_to_double(terms->holding_rate),
        .priority =
            terms->priority != VMI_DECIMAL_UNKNOWN ? (int32_t)(terms->priority / VMI_DECIMAL_ONE) : INT32_MAX,
        .allocation = terms->allocation,
        .review = p->input->review,
        .limits = p->input->limits,
    };
    find_period(p, stake);
    return stake;
}

/* ---- how urgent it is, and who looks ---------------------------------------------------------------------- */

static void find_urgency(struct vmi_proposal *line)
{
    bool late = line->stockout_date != VMI_DAY_NONE && line->due_date != VMI_DAY_NONE &&
                line->stockout_date < line->due_date;
    line->urgency = late ? VMI_SLICE("emergency") : VMI_SLICE("normal");
}

static void look_first(struct planning *p, bool holds, enum vmi_reason reason, const char *because)
{
    if (!holds)
        return;
    planning_give(p, reason);
    vmi_buffer_print(&p->why, "; %s", because);
    p->proposal->approval = VMI_SLICE("review");
}

static bool above_limit(const struct vmi_proposal *line, vmi_decimal limit)
{
    return limit != VMI_DECIMAL_UNKNOWN && line->value != VMI_DECIMAL_UNKNOWN && line->value > limit;
}

static const char limit_is_passed[] = "its value is above approval_limit";

void line_find_approval(struct planning *p)
{
    const struct vmi_position *position = p->input->position;
    const struct vmi_terms *terms = p->terms;
    bool named = false;
    find_urgency(p->proposal);
    for (size_t i = 0; i < p->reason_count; i++)
        named |= p->input->review >> p->reasons[i] & 1;
    p->proposal->approval = named ? VMI_SLICE("review") : VMI_SLICE("auto");
    look_first(p, vmi_slice_is(position->status, "stale"), VMI_REASON_STALE,
               "the stock is stale, look first");
    look_first(p, vmi_slice_is(position->status, "new"), VMI_REASON_NEW_ITEM, "a new item, look first");
    look_first(p, terms->approval == VMI_APPROVAL_REVIEW, VMI_REASON_APPROVAL, "always looked at");
    look_first(p, above_limit(p->proposal, terms->approval_limit), VMI_REASON_APPROVAL_LIMIT,
               limit_is_passed);
}

/* ---- a line that is changed ------------------------------------------------------------------------------- */

static bool has_reason(struct vmi_slice reasons, const char *code)
{
    while (reasons.length)
        if (vmi_slice_is(vmi_slice_cut(&reasons, ';'), code))
            return true;
    return false;
}

static void add_reason(struct vmi_proposal *line, enum vmi_reason reason, struct vmi_arena *arena)
{
    const char *code = vmi_reasons[reason].code;
    struct vmi_buffer text = {0};
    if (has_reason(line->reasons, code))
        return;
    vmi_buffer_print(&text, "%.*s%s%s", VMI_SLICE_PRINT(line->reasons), line->reasons.length ? ";" : "",
                     code);
    line->reasons = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
}

static void say_more(struct vmi_proposal *line, const struct vmi_buffer *more, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    vmi_buffer_print(&text, "%.*s; %.*s", VMI_SLICE_PRINT(line->why), (int)more->length, more->text);
    line->why = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
}

void vmi_plan_send_to_review(struct vmi_proposal *line, enum vmi_reason reason, const char *because,
                             struct vmi_arena *arena)
{
    struct vmi_buffer more = {0};
    vmi_buffer_print(&more, "%s", because);
    line->approval = VMI_SLICE("review");
    add_reason(line, reason, arena);
    say_more(line, &more, arena);
    vmi_buffer_free(&more);
}

void line_mind_change(const struct planning *p, struct vmi_plan_lines *lines, struct vmi_arena *arena)
{
    vmi_decimal last = p->input->last_order, share = p->terms->approval_change, total = 0, most;
    char text[VMI_DECIMAL_TEXT_SIZE];
    struct vmi_buffer because = {0};
    if (last == VMI_DECIMAL_UNKNOWN || share == VMI_DECIMAL_UNKNOWN || last < 0)
        return;
    for (size_t i = 0; i < lines->count; i++)
        total += lines->list[i].quantity;
    vmi_decimal change = total > last ? total - last : last - total;
    if (!vmi_decimal_multiply(last, share, &most) || change <= most)
        return;
    vmi_decimal_format(last, text);
    vmi_buffer_print(&because, "the last order was of %s%c", text, '\0');
    for (size_t i = 0; i < lines->count; i++)
        vmi_plan_send_to_review(&lines->list[i], VMI_REASON_APPROVAL_CHANGE, because.text, arena);
    vmi_buffer_free(&because);
}

void vmi_plan_change(struct vmi_proposal *line, const struct vmi_stake *stake, vmi_decimal *delta,
                     vmi_decimal by, enum vmi_reason reason, const char *because, struct vmi_arena *arena)
{
    struct vmi_buffer more = {0};
    char change[VMI_DECIMAL_TEXT_SIZE], quantity[VMI_DECIMAL_TEXT_SIZE];
    *delta += by;
    line->quantity += by;
    vmi_decimal_format(by, change);
    vmi_decimal_format(line->quantity, quantity);
    if (by)
        vmi_buffer_print(&more, "%s%s %s = %s", by > 0 ? "+" : "", change, because, quantity);
    else
        vmi_buffer_print(&more, "%s", because);
    add_reason(line, reason, arena);
    say_more(line, &more, arena);
    vmi_buffer_free(&more);
    line_find_worth(line, stake);
    if (stake->review >> reason & 1)
        line->approval = VMI_SLICE("review");
    if (by > 0 && above_limit(line, stake->approval_limit) &&
        !has_reason(line->reasons, vmi_reasons[VMI_REASON_APPROVAL_LIMIT].code))
        vmi_plan_send_to_review(line, VMI_REASON_APPROVAL_LIMIT, limit_is_passed, arena);
}
