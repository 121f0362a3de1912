#include "vmi/planner.h"

struct planning {
    const struct vmi_plan_input *input;
    const struct vmi_terms *terms;
    struct vmi_proposal *proposal;
    vmi_decimal quantity, multiple;
    vmi_decimal room; /* what still fits under stock_cap; unknown: no cap */
    enum vmi_reason reasons[VMI_REASONS];
    size_t reason_count;
    struct vmi_buffer why;
};

static void give_reason(struct planning *p, enum vmi_reason reason)
{
    p->reasons[p->reason_count++] = reason;
}

static void print_quantity(struct planning *p, const char *before, vmi_decimal quantity)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(quantity, text);
    vmi_buffer_print(&p->why, "%s%s", before, text);
}

/* Changes the quantity to WANTED, keeps the difference in *DELTA, and says it. */
static void change(struct planning *p, vmi_decimal wanted, vmi_decimal *delta, enum vmi_reason reason,
                   vmi_decimal bound)
{
    *delta = wanted - p->quantity; /* both within the range, and of one sign */
    p->quantity = wanted;
    if (*delta == 0)
        return;
    give_reason(p, reason);
    print_quantity(p, *delta > 0 ? "; +" : "; ", *delta);
    vmi_buffer_print(&p->why, " for %s", vmi_reasons[reason].code);
    print_quantity(p, " ", bound);
}

/* ---- the steps, in their order; each answers why there can be no line -------------------------------- */

static enum vmi_reason apply_cap(struct planning *p)
{
    vmi_decimal cap = p->terms->stock_cap;
    p->room = VMI_DECIMAL_UNKNOWN;
    if (cap == VMI_DECIMAL_UNKNOWN)
        return VMI_REASON_NONE;
    if (!vmi_decimal_subtract(cap, p->input->position->position, &p->room))
        return VMI_REASON_NONE; /* a room beyond the range binds nothing */
    if (p->room <= 0)
        return VMI_REASON_CAP_REACHED;
    change(p, p->quantity < p->room ? p->quantity : p->room, &p->proposal->cap_delta, VMI_REASON_STOCK_CAP,
           cap);
    return VMI_REASON_NONE;
}

static enum vmi_reason apply_order_min(struct planning *p)
{
    vmi_decimal least = p->terms->order_min;
    if (least == VMI_DECIMAL_UNKNOWN || p->quantity >= least)
        return VMI_REASON_NONE;
    if (p->room != VMI_DECIMAL_UNKNOWN && least > p->room)
        return VMI_REASON_ORDER_MIN_OVER_CAP;
    change(p, least, &p->proposal->order_min_delta, VMI_REASON_ORDER_MIN, least);
    return VMI_REASON_NONE;
}

static bool below_order_min(const struct planning *p, vmi_decimal quantity)
{
    return p->terms->order_min != VMI_DECIMAL_UNKNOWN && quantity < p->terms->order_min;
}

static enum vmi_reason apply_multiple(struct planning *p)
{
    vmi_decimal rounded;
    bool fits = vmi_decimal_ceil_to(p->quantity, p->multiple, &rounded) &&
                (p->room == VMI_DECIMAL_UNKNOWN || rounded <= p->room);
    if (!fits)
        rounded = vmi_decimal_floor_to(p->quantity, p->multiple);
    if (rounded <= 0)
        return VMI_REASON_MULTIPLE_OVER_CAP;
    if (!fits && below_order_min(p, rounded))
        return VMI_REASON_ORDER_MIN_OVER_CAP;
    change(p, rounded, &p->proposal->multiple_delta, VMI_REASON_ORDER_MULTIPLE, p->multiple);
    return VMI_REASON_NONE;
}

static enum vmi_reason apply_order_max(struct planning *p)
{
    vmi_decimal most = p->terms->order_max;
    if (most == VMI_DECIMAL_UNKNOWN || p->quantity <= most)
        return VMI_REASON_NONE;
    vmi_decimal rounded = vmi_decimal_floor_to(most, p->multiple);
    if (rounded <= 0 || below_order_min(p, rounded))
        return VMI_REASON_ORDER_MAX_TOO_SMALL;
    change(p, rounded, &p->proposal->order_max_delta, VMI_REASON_ORDER_MAX, most);
    return VMI_REASON_NONE;
}

static enum vmi_reason find_need(struct planning *p, bool *in_range)
{
    const struct vmi_position *position = p->input->position;
    if (p->terms->life == VMI_LIFE_BLOCKED)
        return VMI_REASON_BLOCKED;
    if (position->position == VMI_DECIMAL_UNKNOWN)
        return VMI_REASON_NO_POSITION;
    if (position->min == VMI_DECIMAL_UNKNOWN || position->max == VMI_DECIMAL_UNKNOWN)
        return VMI_REASON_NO_LEVELS;
    bool below = p->terms->trigger == VMI_TRIGGER_BELOW;
    if (!vmi_terms_triggered(p->terms, position->position, position->min))
        return VMI_REASON_ABOVE_MIN;
    if (position->max <= position->position)
        return VMI_REASON_MAX_REACHED;
    *in_range = vmi_decimal_subtract(position->max, position->position, &p->quantity);
    p->proposal->need = p->quantity;
    print_quantity(p, "position ", position->position);
    print_quantity(p, below ? " below min " : " at or below min ", position->min);
    print_quantity(p, ": up to max ", position->max);
    print_quantity(p, " needs ", p->quantity);
    return VMI_REASON_NONE;
}

static enum vmi_reason find_quantity(struct planning *p, bool *in_range)
{
    static enum vmi_reason (*const steps[])(struct planning *) = {apply_cap, apply_order_min, apply_multiple,
                                                                  apply_order_max};
    struct vmi_proposal *line = p->proposal;
    vmi_decimal *deltas[] = {&line->cap_delta,       &line->order_min_delta, &line->multiple_delta,
                             &line->order_max_delta, &line->manual_delta,    &line->load_delta,
                             &line->supply_delta};
    for (size_t i = 0; i < VMI_COUNT(deltas); i++)
        *deltas[i] = 0;
    p->multiple = vmi_terms_multiple(p->terms);
    enum vmi_reason reason = find_need(p, in_range);
    for (size_t i = 0; i < VMI_COUNT(steps) && *in_range && reason == VMI_REASON_NONE; i++)
        reason = steps[i](p);
    line->quantity = p->quantity;
    if (p->reason_count)
        print_quantity(p, " = ", p->quantity);
    return reason;
}

/* ---- dates, values, texts ---------------------------------------------------------------------------- */

static int32_t days_up(vmi_decimal days)
{
    return (int32_t)((days + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE);
}

/* Says that *DAY was moved to MOVED, where it was. */
static void move(struct planning *p, int32_t *day, int32_t moved, enum vmi_reason reason, const char *what,
                 const char *because)
{
    char date[VMI_DATE_TEXT_SIZE];
    bool stays = moved == *day || moved == VMI_DAY_NONE;
    *day = moved;
    if (stays)
        return;
    vmi_day_format(moved, date);
    vmi_buffer_print(&p->why, "; %s on %s, %s", what, date, because);
    give_reason(p, reason);
}

/* False when there is no day left to order on. */
static bool find_dates(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    vmi_decimal lead = p->input->position->lead_time, transit = p->terms->transit_time;
    line->order_date = p->input->as_of;
    if (p->input->as_of == VMI_DAY_NONE)
        return true;
    move(p, &line->order_date, vmi_calendar_on_or_after(p->terms->order_days, p->input->as_of),
         VMI_REASON_ORDER_DAYS, "ordered", "the next order day");
    if (line->order_date == VMI_DAY_NONE)
        return false;
    if (lead == VMI_DECIMAL_UNKNOWN || lead < 0 || lead > 100000 * VMI_DECIMAL_ONE)
        return true;
    line->due_date = vmi_day_after(line->order_date, days_up(lead));
    move(p, &line->due_date, vmi_calendar_on_or_after(p->input->receive_calendar, line->due_date),
         VMI_REASON_RECEIVE_CALENDAR, "due", "when the location next receives");
    line->ship_date =
        vmi_day_after(line->due_date, -days_up(transit != VMI_DECIMAL_UNKNOWN ? transit : lead));
    move(p, &line->ship_date, vmi_calendar_on_or_before(p->input->ship_calendar, line->ship_date),
         VMI_REASON_SHIP_CALENDAR, "shipped", "when the source last ships before");
    return true;
}

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

static void find_urgency(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    bool late = line->stockout_date != VMI_DAY_NONE && line->due_date != VMI_DAY_NONE &&
                line->stockout_date < line->due_date;
    bool stale = vmi_slice_is(p->input->position->status, "stale");
    line->urgency = late ? VMI_SLICE("emergency") : VMI_SLICE("normal");
    line->approval = stale ? VMI_SLICE("review") : VMI_SLICE("auto");
    if (!stale)
        return;
    give_reason(p, VMI_REASON_STALE);
    vmi_buffer_print(&p->why, "; the stock is stale, look first");
}

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

enum vmi_plan_result vmi_plan_item(const struct vmi_plan_input *input, struct vmi_arena *arena,
                                   struct vmi_proposal *proposal, enum vmi_reason *reason)
{
    struct planning p = {.input = input, .terms = input->terms, .proposal = proposal};
    bool in_range = true;
    vmi_record_clear(&vmi_proposal_type, proposal);
    copy_position(&p);
    *reason = find_quantity(&p, &in_range);
    if (in_range && *reason == VMI_REASON_NONE && !find_dates(&p))
        *reason = VMI_REASON_NO_ORDER_DAY;
    if (in_range && *reason == VMI_REASON_NONE) {
        find_value(&p);
        find_urgency(&p);
        proposal->reasons = join_reasons(&p, arena);
        proposal->why = vmi_arena_dup(arena, vmi_buffer_slice(&p.why));
    }
    vmi_buffer_free(&p.why);
    if (!in_range)
        return VMI_PLAN_RANGE;
    return *reason == VMI_REASON_NONE ? VMI_PLAN_LINE : VMI_PLAN_NONE;
}
