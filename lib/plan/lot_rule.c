/*
 * How much is ordered at once where that is not up to max: the term lot_rule.
 */
#include "planning.h"
#include "vmi/lot_sizing.h"
#include "vmi/projection.h"

enum {
    MOST_BUCKETS = 52, /* what is further away changes no lot of today */
    DAYS_A_YEAR = 365,
};

static vmi_decimal least_of(vmi_decimal a, vmi_decimal b)
{
    return a < b ? a : b;
}

/* ---- a fixed quantity ------------------------------------------------------------------------------------- */

/* The fewest of order_quantity that bring the position above min, or to it where only below it one orders. */
static bool fixed_lots(struct planning *p, vmi_decimal lacking, vmi_decimal *need)
{
    vmi_decimal lot = p->terms->order_quantity;
    if (lot == VMI_DECIMAL_UNKNOWN || lot <= 0 || !vmi_decimal_ceil_to(lacking, lot, need))
        return false;
    bool enough = *need > lacking || (*need == lacking && p->terms->trigger == VMI_TRIGGER_BELOW);
    if (!enough && !vmi_decimal_add(*need, lot, need))
        return false;
    planning_say(p, ": ", *need / lot * VMI_DECIMAL_ONE);
    planning_say(p, " of order_quantity ", lot);
    return true;
}

/* ---- by the demand that is to come ------------------------------------------------------------------------ */

static double days_up(vmi_decimal days, double otherwise)
{
    if (days == VMI_DECIMAL_UNKNOWN || days < 0)
        return otherwise;
    vmi_decimal whole = (days + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE;
    return (double)whole;
}

/*
 * Demand by review period from the day on that min does not cover. Answers how many buckets there are; 0 where nothing
 * is expected.
 */
static size_t fill_buckets(const struct planning *p, vmi_decimal buckets[MOST_BUCKETS], size_t *length)
{
    const struct vmi_position *position = p->input->position;
    double review = days_up(position->review_period, 1), lead = days_up(position->lead_time, 0);
    struct vmi_projection_source source = vmi_projection_of(p->input);
    size_t count = 0, day;
    bool any = false;
    if (!(source.mean >= 0))
        source.mean = 0;
    if (review < 1)
        review = 1;
    if (!(review + lead < VMI_PLAN_LONGEST_HORIZON))
        return 0;
    *length = (size_t)review;
    for (day = (size_t)(lead + review); count < MOST_BUCKETS && day < 2 * VMI_PLAN_LONGEST_HORIZON;
         day += *length) {
        double sum = 0;
        for (size_t i = 0; i < *length; i++)
            sum += vmi_projected_demand(&source, day + i);
        if (!vmi_decimal_ceil_double(sum, 1, &buckets[count]))
            return 0;
        any |= buckets[count++] > 0;
    }
    return any ? count : 0;
}

static double holding_cost(const struct vmi_terms *terms, size_t days)
{
    return vmi_decimal_to_double(terms->unit_cost) * vmi_decimal_to_double(terms->holding_rate) *
           (double)days / DAYS_A_YEAR;
}

/* What is lacking to min, and the first lot of what comes after it. */
static bool planned_lot(struct planning *p, vmi_decimal lacking, vmi_decimal *need, struct vmi_arena *arena)
{
    static const enum vmi_lot_method methods[] = {[VMI_LOT_FOR_LOT] = VMI_LOTS_LOT_FOR_LOT,
                                                  [VMI_LOT_SILVER_MEAL] = VMI_LOTS_SILVER_MEAL,
                                                  [VMI_LOT_WAGNER_WHITIN] = VMI_LOTS_WAGNER_WHITIN};
    vmi_decimal demand[MOST_BUCKETS], lot = 0;
    size_t days, count = fill_buckets(p, demand, &days);
    bool costs = p->terms->lot_rule != VMI_LOT_FOR_LOT;
    struct vmi_lot_plan plan = {0};
    if (count)
        plan = vmi_plan_lots(methods[p->terms->lot_rule], demand, count,
                             costs ? vmi_decimal_to_double(p->terms->order_cost) : 0,
                             costs ? holding_cost(p->terms, days) : 0, arena);
    if (!plan.orders)
        return false;
    for (size_t i = 0; i < count && !lot; i++)
        lot = plan.orders[i];
    if (!vmi_decimal_add(lacking, lot, need))
        return false;
    planning_say(p, ": ", lacking);
    planning_say(p, " to min and a lot of ", lot);
    vmi_buffer_print(&p->why, " (%.*s)",
                     VMI_SLICE_PRINT(vmi_term_word(VMI_TERM_LOT_RULE, p->terms->lot_rule)));
    return true;
}

/* The quantity that brings it to max stands in P. */
static bool find_lot(struct planning *p, vmi_decimal *need)
{
    struct vmi_arena scratch = {0};
    vmi_decimal lacking;
    bool found = vmi_decimal_subtract(p->input->position->min, p->input->position->position, &lacking) &&
                 (p->terms->lot_rule == VMI_LOT_FIXED ? fixed_lots(p, lacking, need)
                                                      : planned_lot(p, lacking, need, &scratch));
    vmi_arena_free(&scratch);
    return found && *need > 0;
}

bool planning_lot(struct planning *p)
{
    vmi_decimal need, to_max = p->quantity;
    size_t said = p->why.length;
    if (p->terms->lot_rule == VMI_LOT_TO_MAX)
        return false;
    if (!find_lot(p, &need)) {
        p->why.length = said;
        return false;
    }
    planning_give(p, VMI_REASON_LOT_RULE);
    p->quantity = p->proposal->need = least_of(need, to_max);
    if (need > to_max)
        planning_say(p, ", but not above max ", p->input->position->max);
    planning_say(p, " needs ", p->quantity);
    return true;
}
