/*
 * How much: the need, and what changes it.
 */
#include "planning.h"
#include "vmi/load_limits.h"
#include "vmi/projection.h"

/* Changes the quantity to WANTED, keeps the difference in *DELTA, and says it. */
static void change(struct planning *p, vmi_decimal wanted, vmi_decimal *delta, enum vmi_reason reason,
                   vmi_decimal bound)
{
    *delta = wanted - p->quantity; /* both within the range, and of one sign */
    p->quantity = wanted;
    if (*delta == 0)
        return;
    planning_give(p, reason);
    planning_say(p, *delta > 0 ? "; +" : "; ", *delta);
    vmi_buffer_print(&p->why, " for %s", vmi_reasons[reason].code);
    planning_say(p, " ", bound);
}

/* ---- the cap ------------------------------------------------------------------------------------------- */

struct cap {
    vmi_decimal level; /* position and order together are at most this; unknown: no cap */
    enum vmi_reason reason, reached;
};

static void lower(struct cap *cap, vmi_decimal level, enum vmi_reason reason, enum vmi_reason reached)
{
    if (level != VMI_DECIMAL_UNKNOWN && (cap->level == VMI_DECIMAL_UNKNOWN || level < cap->level))
        *cap = (struct cap){level, reason, reached};
}

/* What sells before it expires, in whole quanta. */
static vmi_decimal shelf_level(const struct planning *p)
{
    const struct vmi_position *position = p->input->position;
    double days = vmi_terms_shelf_days(p->terms, vmi_decimal_to_double(position->lead_time));
    vmi_decimal level;
    if (!(position->demand_mean >= 0) ||
        !vmi_decimal_floor_double(position->demand_mean * days, p->terms->quantum, &level))
        return VMI_DECIMAL_UNKNOWN;
    return level;
}

static struct cap find_cap(const struct planning *p)
{
    struct cap cap = {VMI_DECIMAL_UNKNOWN, VMI_REASON_NONE, VMI_REASON_NONE};
    lower(&cap, p->terms->stock_cap, VMI_REASON_STOCK_CAP, VMI_REASON_CAP_REACHED);
    lower(&cap, shelf_level(p), VMI_REASON_SHELF_LIFE, VMI_REASON_CAP_REACHED);
    if (p->terms->life == VMI_LIFE_PHASE_OUT)
        lower(&cap, p->input->remaining != VMI_DECIMAL_UNKNOWN ? p->input->remaining : 0,
              VMI_REASON_PHASE_OUT, VMI_REASON_PHASED_OUT);
    return cap;
}

static enum vmi_reason apply_cap(struct planning *p)
{
    struct cap cap = find_cap(p);
    p->room = VMI_DECIMAL_UNKNOWN;
    if (cap.level == VMI_DECIMAL_UNKNOWN)
        return VMI_REASON_NONE;
    if (!vmi_decimal_subtract(cap.level, p->input->position->position, &p->room))
        return VMI_REASON_NONE; /* a room beyond the range binds nothing */
    if (p->room <= 0)
        return cap.reached;
    change(p, p->quantity < p->room ? p->quantity : p->room, &p->proposal->cap_delta, cap.reason, cap.level);
    return VMI_REASON_NONE;
}

static bool fits(const struct planning *p, vmi_decimal quantity)
{
    return p->room == VMI_DECIMAL_UNKNOWN || quantity <= p->room;
}

/* ---- the smallest order and the multiple --------------------------------------------------------------- */

static enum vmi_reason apply_order_min(struct planning *p)
{
    vmi_decimal least = p->terms->order_min;
    if (least == VMI_DECIMAL_UNKNOWN || p->quantity >= least)
        return VMI_REASON_NONE;
    if (!fits(p, least))
        return VMI_REASON_ORDER_MIN_OVER_CAP;
    change(p, least, &p->proposal->order_min_delta, VMI_REASON_ORDER_MIN, least);
    return VMI_REASON_NONE;
}

static bool below_order_min(const struct planning *p, vmi_decimal quantity)
{
    return p->terms->order_min != VMI_DECIMAL_UNKNOWN && quantity < p->terms->order_min;
}

/* Where the quantity goes by the term `rounding`: true is up. A half goes up. */
static bool goes_up(const struct planning *p, vmi_decimal below, vmi_decimal above)
{
    switch (p->terms->rounding) {
    case VMI_ROUNDING_DOWN:
        return false;
    case VMI_ROUNDING_NEAREST:
        return above - p->quantity <= p->quantity - below;
    default:
        return true;
    }
}

static bool leaves_triggered(const struct planning *p, vmi_decimal quantity)
{
    vmi_decimal position;
    if (quantity < p->least)
        return true;
    return !p->input->override && vmi_decimal_add(p->input->position->position, quantity, &position) &&
           vmi_terms_triggered(p->terms, position, p->input->position->min);
}

static enum vmi_reason apply_multiple(struct planning *p)
{
    vmi_decimal below = vmi_decimal_floor_to(p->quantity, p->multiple), above;
    bool can_go_up = vmi_decimal_ceil_to(p->quantity, p->multiple, &above) && fits(p, above);
    bool up = can_go_up && goes_up(p, below, above), over = false;
    if (!up && can_go_up && below_order_min(p, below))
        up = true;
    if (!up && can_go_up && (below <= 0 || leaves_triggered(p, below)))
        up = over = true; /* an order that rounding would kill, or have to be placed again at once */
    vmi_decimal rounded = up ? above : below;
    if (rounded <= 0)
        return VMI_REASON_MULTIPLE_OVER_CAP;
    if (below_order_min(p, rounded))
        return VMI_REASON_ORDER_MIN_OVER_CAP;
    change(p, rounded, &p->proposal->multiple_delta, VMI_REASON_ORDER_MULTIPLE, p->multiple);
    if (over && p->proposal->multiple_delta) {
        planning_give(p, VMI_REASON_OVER_MAX);
        vmi_buffer_print(&p->why, " (over max: rounding %s would not do)",
                         p->terms->rounding == VMI_ROUNDING_DOWN ? "down" : "to the nearest");
    }
    return VMI_REASON_NONE;
}

/* ---- the largest order, and what a person decided ------------------------------------------------------- */

static enum vmi_reason apply_order_max(struct planning *p)
{
    vmi_decimal most = p->terms->order_max;
    if (most != VMI_DECIMAL_UNKNOWN &&
        p->terms->split == VMI_NO) /* a second order of one day would pass it as well */
        most -= planning_already(p);
    if (most == VMI_DECIMAL_UNKNOWN || p->quantity <= most)
        return VMI_REASON_NONE;
    if (most <= 0)
        return VMI_REASON_ORDER_MAX_REACHED;
    vmi_decimal rounded = vmi_decimal_floor_to(most, p->multiple);
    if (rounded <= 0 || below_order_min(p, rounded))
        return VMI_REASON_ORDER_MAX_TOO_SMALL;
    change(p, rounded, &p->proposal->order_max_delta, VMI_REASON_ORDER_MAX, most);
    return VMI_REASON_NONE;
}

/* Who decided, and why, in the words of the file. */
static void say_who(struct planning *p)
{
    const struct vmi_override *o = p->input->override;
    if (o->reason.length)
        vmi_buffer_print(&p->why, " (%.*s)", VMI_SLICE_PRINT(o->reason));
    if (o->author.length)
        vmi_buffer_print(&p->why, " by %.*s", VMI_SLICE_PRINT(o->author));
}

static bool decided(const struct planning *p)
{
    return p->input->override && p->input->override->quantity != VMI_DECIMAL_UNKNOWN;
}

static enum vmi_reason apply_decision(struct planning *p)
{
    vmi_decimal wanted = p->input->override->quantity, already = planning_already(p);
    if (wanted == 0)
        return VMI_REASON_MANUAL_NONE;
    if (wanted <= already)
        return VMI_REASON_MANUAL_DONE;
    wanted -= already;
    change(p, wanted, &p->proposal->manual_delta, VMI_REASON_MANUAL, wanted);
    if (!p->proposal->manual_delta) {
        planning_give(p, VMI_REASON_MANUAL);
        vmi_buffer_print(&p->why, "; manual");
    }
    say_who(p);
    return VMI_REASON_NONE;
}

/* ---- the need ------------------------------------------------------------------------------------------- */

/* Up to min as if what comes too late were not there. False when a figure leaves the range. */
static bool need_without_late(const struct planning *p, vmi_decimal late, vmi_decimal *need)
{
    vmi_decimal without;
    return vmi_decimal_subtract(p->input->position->position, late, &without) &&
           vmi_decimal_subtract(p->input->position->min, without, need);
}

/* An item above min needs nothing, unless what is on its way comes too late; one below it may need more for that. */
static enum vmi_reason mind_late(struct planning *p, bool triggered, bool *in_range)
{
    enum vmi_reason none = triggered ? VMI_REASON_NONE : VMI_REASON_ABOVE_MIN;
    vmi_decimal late = 0, need;
    char date[VMI_DATE_TEXT_SIZE];
    p->late = planning_late(p, &late);
    if (!p->late)
        return none;
    if (p->terms->late_supply == VMI_LATE_EXPEDITE)
        return triggered ? VMI_REASON_NONE : VMI_REASON_EXPEDITE;
    *in_range = need_without_late(p, late, &need);
    if (*in_range)
        p->least = need;
    if (!*in_range || need <= p->quantity)
        return triggered ? VMI_REASON_NONE : VMI_REASON_EXPEDITE;
    p->quantity = p->proposal->need = need;
    vmi_day_format(p->late->due, date);
    vmi_buffer_clear(&p->why);
    planning_say(p, "position ", p->input->position->position);
    planning_say(p, " without the ", late);
    vmi_buffer_print(&p->why, " due on %s and later, which is too late", date);
    planning_say(p, ": up to min ", p->input->position->min);
    planning_say(p, " needs ", need);
    planning_give(p, VMI_REASON_LATE_SUPPLY);
    return VMI_REASON_NONE;
}

/* An item that needs nothing by itself may go along with others, or fill a load. */
static enum vmi_reason find_sleep(struct planning *p, bool *in_range)
{
    const struct vmi_position *position = p->input->position;
    vmi_decimal can_order = p->terms->can_order;
    if (can_order != VMI_DECIMAL_UNKNOWN && position->position <= can_order &&
        position->position < position->max) {
        *in_range = vmi_decimal_subtract(position->max, position->position, &p->quantity);
        p->sleep = VMI_PLAN_CAN_ORDER;
    } else if (p->input->limits && p->input->limits->top_up != VMI_TOP_UP_NONE) {
        p->quantity = 0;
        p->sleep = VMI_PLAN_TOP_UP;
    } else {
        return VMI_REASON_ABOVE_MIN;
    }
    p->proposal->need = p->quantity;
    planning_say(p, "position ", position->position);
    planning_say(p, " above min ", position->min);
    if (p->sleep == VMI_PLAN_CAN_ORDER) {
        planning_give(p, VMI_REASON_CAN_ORDER);
        planning_say(p, " but at or below can_order ", can_order);
        planning_say(p, ": with others up to max ", position->max);
        planning_say(p, " needs ", p->quantity);
    } else {
        vmi_buffer_print(&p->why, ": needs nothing by itself");
    }
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
    if (!vmi_terms_triggered(p->terms, position->position, position->min)) {
        enum vmi_reason reason = mind_late(p, false, in_range);
        return reason == VMI_REASON_ABOVE_MIN ? find_sleep(p, in_range) : reason;
    }
    if (position->max <= position->position)
        return VMI_REASON_MAX_REACHED;
    *in_range = vmi_decimal_subtract(position->max, position->position, &p->quantity);
    p->proposal->need = p->quantity;
    planning_say(p, "position ", position->position);
    planning_say(p, below ? " below min " : " at or below min ", position->min);
    if (!*in_range)
        return VMI_REASON_NONE;
    if (!planning_lot(p)) {
        planning_say(p, ": up to max ", position->max);
        planning_say(p, " needs ", p->quantity);
    }
    return mind_late(p, true, in_range);
}

static void clear_deltas(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    vmi_decimal *deltas[] = {&line->cap_delta,       &line->order_min_delta, &line->multiple_delta,
                             &line->order_max_delta, &line->manual_delta,    &line->load_delta,
                             &line->supply_delta};
    for (size_t i = 0; i < VMI_COUNT(deltas); i++)
        *deltas[i] = 0;
}

static void finish(struct planning *p)
{
    p->proposal->quantity = p->quantity;
    if (p->reason_count)
        planning_say(p, " = ", p->quantity);
}

static enum vmi_reason modify(struct planning *p)
{
    static enum vmi_reason (*const steps[])(struct planning *) = {apply_order_min, apply_multiple,
                                                                  apply_order_max};
    enum vmi_reason reason = VMI_REASON_NONE;
    for (size_t i = 0; i < VMI_COUNT(steps) && reason == VMI_REASON_NONE; i++)
        reason = steps[i](p);
    return reason;
}

/* A person's decision stands also where nothing is needed, but not over what cannot be ordered at all. */
static enum vmi_reason decide(struct planning *p, enum vmi_reason reason)
{
    if (reason == VMI_REASON_BLOCKED)
        return reason;
    if (reason != VMI_REASON_NONE) {
        p->sleep = VMI_PLAN_AWAKE;
        clear_deltas(p);
        p->reason_count = 0;
        p->quantity = p->proposal->need = 0;
        vmi_buffer_clear(&p->why);
        vmi_buffer_print(&p->why, "nothing is needed (%s)", vmi_reasons[reason].code);
    }
    return apply_decision(p);
}

enum vmi_reason planning_quantity(struct planning *p, bool *in_range)
{
    clear_deltas(p);
    p->multiple = vmi_terms_multiple(p->terms);
    enum vmi_reason reason = find_need(p, in_range);
    if (!*in_range)
        return reason;
    if (reason == VMI_REASON_NONE)
        reason = apply_cap(p);
    if (reason == VMI_REASON_NONE && p->sleep != VMI_PLAN_TOP_UP)
        reason = modify(p);
    if (decided(p))
        reason = decide(p, p->sleep != VMI_PLAN_AWAKE ? VMI_REASON_ABOVE_MIN : reason);
    finish(p);
    return reason;
}

vmi_decimal planning_most(const struct planning *p)
{
    vmi_decimal most = p->room;
    if (decided(p))
        return p->quantity;
    if (p->terms->order_max != VMI_DECIMAL_UNKNOWN && p->terms->split == VMI_NO) {
        vmi_decimal left = p->terms->order_max - planning_already(p);
        if (most == VMI_DECIMAL_UNKNOWN || left < most)
            most = left;
    }
    return most;
}

enum vmi_reason planning_rest(struct planning *p, vmi_decimal rest)
{
    clear_deltas(p);
    if (p->room != VMI_DECIMAL_UNKNOWN)
        p->room -= p->quantity;
    p->quantity = p->proposal->need = rest;
    planning_say(p, "what order_max took from the line before: ", rest);
    planning_give(p, VMI_REASON_SPLIT);
    enum vmi_reason reason = modify(p);
    finish(p);
    return reason;
}
