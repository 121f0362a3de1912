/*
 * The policies that weigh money: least cost, and the newsvendor for what does not keep.
 */
#include <math.h>

#include "policy_internal.h"
#include "vmi/demand_table.h"
#include "vmi/lot.h"

#define DAYS_A_YEAR 365.0

/* As many as the search goes through without anybody waiting. */
#define MOST_STEPS 4000.0

static double holding_cost(const struct vmi_terms *terms)
{
    return vmi_decimal_to_double(terms->holding_rate) * vmi_decimal_to_double(terms->unit_cost) / DAYS_A_YEAR;
}

/* The optimum under periodic review is searched step by step, so that demand has to come in steps. */
static struct vmi_distribution in_steps(const struct vmi_distribution *d, double step,
                                        struct vmi_arena *arena)
{
    return d->discrete
               ? *d
               : vmi_distribution_of_table(vmi_demand_table_of(arena, d, step, VMI_DEMAND_TABLE_LARGEST));
}

/* A step that is small beside the deviation, and a whole number of quanta. */
static double step_for(const struct vmi_policy_input *input, const struct vmi_interval *interval)
{
    double step = vmi_decimal_to_double(input->terms->quantum);
    double widest = interval->mean + 10 * vmi_distribution_deviation(&interval->demand.covered);
    while (widest / step > MOST_STEPS)
        step *= 2;
    return step;
}

/* Costs are those of a step of demand while it is searched for. */
static struct vmi_lot_policy find_optimum(const struct vmi_policy_input *input,
                                          const struct vmi_interval *interval, struct vmi_arena *arena)
{
    const struct vmi_terms *terms = input->terms;
    const struct vmi_protection *demand = &interval->demand;
    double review = input->source->review_period, unit = interval->unit, holding = holding_cost(terms) * unit,
           shortage = vmi_decimal_to_double(terms->shortage_cost) * unit,
           order = vmi_decimal_to_double(terms->order_cost), step = step_for(input, interval);
    struct vmi_lot_policy best;
    if (review > 0) {
        struct vmi_distribution reviewed = in_steps(&demand->review, step, arena),
                                covered = in_steps(&demand->covered, step, arena);
        best = vmi_least_cost_ss(&reviewed, &covered, order, holding * review, shortage * review, arena);
        best.cost /= review;
    } else {
        best = vmi_least_cost_rq(&demand->covered, interval->daily / unit, order, holding, shortage);
    }
    return (struct vmi_lot_policy){best.level * unit, best.lot * unit, best.cost};
}

void policy_least_cost(const struct vmi_policy_input *input, struct vmi_levels *levels,
                       struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    struct vmi_interval interval;
    bool continuous = !(input->source->review_period > 0);
    double holding = holding_cost(terms), shortage = vmi_decimal_to_double(terms->shortage_cost);
    if (!policy_has_needs(input, VMI_POLICY_LEAST_COST, levels, account) ||
        !policy_distribute(input, levels, account, &interval))
        return;
    struct vmi_lot_policy best = {0, 0, 0};
    if (interval.mean > 0)
        best = find_optimum(input, &interval, account->arena);
    if (isnan(best.level) || isnan(best.lot)) {
        vmi_buffer_print(&account->why, "; no least cost: holding %s and shortage %s a unit and day",
                         FIGURE(holding), FIGURE(shortage));
        return;
    }
    vmi_decimal min;
    if (!policy_round(input, best.level, &min, account) ||
        !policy_round(input, best.level + best.lot, &levels->max, account))
        return;
    levels->min = min;
    vmi_buffer_print(
        &account->why,
        "; holding %s * %s / 365 = %s and shortage %s a unit and day, %s an order: least cost %s a "
        "day under %s with min %s, max %s",
        QUANTITY(terms->holding_rate), QUANTITY(terms->unit_cost), FIGURE(holding), FIGURE(shortage),
        QUANTITY(terms->order_cost), FIGURE(best.cost), continuous ? "(r,Q)" : "(R,s,S)",
        QUANTITY(levels->min), QUANTITY(levels->max));
    vmi_steps_add(account->steps, "h", holding, "money a unit and day", "terms",
                  "holding_rate * unit_cost / 365");
    vmi_steps_add(account->steps, "p", shortage, "money a unit and day", "terms", "shortage_cost");
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(levels->min), "base units",
                  continuous ? "Federgruen and Zheng 1992" : "Zheng and Federgruen 1991",
                  continuous ? "r of the cheapest (r,Q)" : "s of the cheapest (s,S)");
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(levels->max), "base units",
                  continuous ? "Federgruen and Zheng 1992" : "Zheng and Federgruen 1991",
                  continuous ? "r + Q" : "S");
}

void policy_newsvendor(const struct vmi_policy_input *input, struct vmi_levels *levels,
                       struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    struct vmi_interval interval;
    double cost = vmi_decimal_to_double(terms->unit_cost), price = vmi_decimal_to_double(terms->unit_price),
           extra =
               terms->shortage_cost != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(terms->shortage_cost) : 0,
           underage = price - cost + extra;
    if (!policy_has_needs(input, VMI_POLICY_NEWSVENDOR, levels, account) ||
        !policy_distribute(input, levels, account, &interval))
        return;
    if (!(underage > 0) || !(cost > 0)) {
        vmi_buffer_print(&account->why,
                         "; a unit sold earns %s and a unit left costs %s: both must be above 0",
                         FIGURE(underage), FIGURE(cost));
        return;
    }
    double level =
        interval.mean > 0 ? vmi_newsvendor(&interval.demand.covered, underage, cost) * interval.unit : 0;
    if (!policy_round(input, level, &levels->min, account))
        return;
    levels->max = levels->min;
    vmi_buffer_print(
        &account->why,
        "; underage %s = %s - %s + %s, overage %s: demand <= %s with a chance of %s / (%s + %s) = "
        "%s; min = max = %s",
        FIGURE(underage), FIGURE(price), FIGURE(cost), FIGURE(extra), FIGURE(cost), FIGURE(level),
        FIGURE(underage), FIGURE(underage), FIGURE(cost), FIGURE(underage / (underage + cost)),
        QUANTITY(levels->min));
    vmi_steps_add(account->steps, "cu", underage, "money a unit", "terms",
                  "unit_price - unit_cost + shortage_cost");
    vmi_steps_add(account->steps, "co", cost, "money a unit", "terms", "unit_cost");
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(levels->min), "base units",
                  "Arrow, Harris and Marschak 1951", "P(demand over P <= min) >= cu / (cu + co)");
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(levels->max), "base units", "policy",
                  "min: what is left does not keep");
}
