#include "vmi/policy.h"

#include <math.h>

#include "policy_internal.h"
#include "vmi/lot.h"
#include "vmi/solve.h"

/* ---- the order quantity ------------------------------------------------------------------------------- */

double vmi_policy_order_quantity(const struct vmi_policy_input *input, const char **name)
{
    const struct vmi_terms *terms = input->terms;
    double holding = vmi_decimal_to_double(terms->holding_rate) * vmi_decimal_to_double(terms->unit_cost);
    const struct {
        const char *name;
        double value;
    } candidates[] = {
        {"order_quantity", vmi_decimal_to_double(terms->order_quantity)},
        {"order_min", vmi_decimal_to_double(terms->order_min)},
        {"order_multiple", vmi_decimal_to_double(vmi_terms_multiple(terms))},
        {"review_period * mean", input->source->review_period * input->mean},
        {"economic order quantity",
         vmi_eoq(365 * input->mean, vmi_decimal_to_double(terms->order_cost), holding)},
    };
    double largest = 0;
    *name = "order_multiple";
    for (size_t i = 0; i < VMI_COUNT(candidates); i++) {
        if (!(candidates[i].value > largest)) /* NaN is not larger */
            continue;
        largest = candidates[i].value;
        *name = candidates[i].name;
    }
    return largest;
}

void policy_add_order_quantity(const struct vmi_policy_input *input, struct vmi_levels *levels,
                               struct vmi_account *account)
{
    const char *name;
    double q = vmi_policy_order_quantity(input, &name);
    if (!policy_round(input, vmi_decimal_to_double(levels->min) + q, &levels->max, account)) {
        levels->min = VMI_DECIMAL_UNKNOWN;
        return;
    }
    vmi_buffer_print(&account->why, "; max = min + %s (%s) = %s", FIGURE(q), name, QUANTITY(levels->max));
    vmi_steps_add(account->steps, "Q", q, "base units", "terms",
                  "the largest of order_quantity, order_min, order_multiple, review_period * mean, economic "
                  "order quantity: %s",
                  name);
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(levels->max), "base units", "policy",
                  "min + Q = %s + %s, rounded up to quantum", QUANTITY(levels->min), FIGURE(q));
}

/* ---- steps that policies share ------------------------------------------------------------------------ */

bool policy_round(const struct vmi_policy_input *input, double level, vmi_decimal *rounded,
                  struct vmi_account *account)
{
    if (vmi_decimal_ceil_double(level > 0 ? level : 0, input->terms->quantum, rounded))
        return true;
    vmi_buffer_print(&account->why, "; the level %s is out of range", FIGURE(level));
    return false;
}

static bool lacks(struct vmi_levels *levels, enum vmi_term term, struct vmi_account *account)
{
    levels->missing = term;
    vmi_buffer_print(&account->why, "; the term %s is not given", vmi_term_rows[term].name);
    return false;
}

static bool is_known(const struct vmi_policy_input *input, enum vmi_term term)
{
    if (term == VMI_TERM_LEAD_TIME) /* it may be measured, or given value by value */
        return !isnan(input->source->lead->mean);
    return vmi_terms_value(input->terms, term, NULL).number != VMI_DECIMAL_UNKNOWN;
}

bool policy_has_needs(const struct vmi_policy_input *input, enum vmi_policy_kind policy,
                      struct vmi_levels *levels, struct vmi_account *account)
{
    for (int i = 0; vmi_policies[policy].needs[i] != VMI_TERMS; i++)
        if (!is_known(input, vmi_policies[policy].needs[i]))
            return lacks(levels, vmi_policies[policy].needs[i], account);
    return true;
}

bool policy_knows_demand(const struct vmi_policy_input *input, struct vmi_account *account)
{
    if (!isnan(input->mean))
        return true;
    vmi_buffer_print(&account->why, "; demand is not known");
    return false;
}

static void tell_lead_time(const struct vmi_policy_input *input, struct vmi_account *account)
{
    const struct vmi_lead_times *lead = input->source->lead;
    vmi_steps_add(account->steps, "L", lead->mean, "days", "lead_time",
                  lead->measured ? "mean of %zu orders that were received"
                  : lead->count  ? "mean of the term lead_times"
                                 : "the term lead_time",
                  lead->measured);
    vmi_steps_add(account->steps, "R", input->source->review_period, "days", "review_period",
                  input->terms->order_days ? "the longest gap between two order days"
                                           : "the term review_period");
    if (lead->measured)
        vmi_buffer_print(&account->why, " (%zu orders measured)", lead->measured);
    else if (lead->count)
        vmi_buffer_print(&account->why, " (mean of lead_times)");
    else if (input->terms->lead_time_from == VMI_LEAD_TIME_MEASURED)
        vmi_buffer_print(&account->why, " (agreed: fewer than %d orders have come)",
                         VMI_LEAD_TIME_LEAST_ORDERS);
}

bool policy_expect(const struct vmi_policy_input *input, struct vmi_levels *levels,
                   struct vmi_account *account, struct vmi_interval *interval)
{
    const struct vmi_interval_source *source = input->source;
    if (isnan(source->lead->mean))
        return lacks(levels, VMI_TERM_LEAD_TIME, account);
    if (!policy_knows_demand(input, account))
        return false;
    vmi_interval_mean(source, interval);
    vmi_buffer_print(&account->why, ": mean %s a day over lead time %s", FIGURE(interval->daily),
                     FIGURE(source->lead->mean));
    tell_lead_time(input, account);
    vmi_buffer_print(&account->why, " + review period %s days = %s", FIGURE(source->review_period),
                     FIGURE(interval->mean));
    vmi_steps_add(account->steps, "P", interval->days, "days", "protection interval", "L + R = %s + %s",
                  FIGURE(source->lead->mean), FIGURE(source->review_period));
    vmi_steps_add(account->steps, "m", interval->mean, "base units", "outlook",
                  vmi_outlook_varies(source->outlook) ? "demand expected over P, day by day" : "P * mean");
    return true;
}

/* ---- the distribution, told --------------------------------------------------------------------------- */

static void tell_variance(const struct vmi_policy_input *input, const struct vmi_interval *interval,
                          struct vmi_account *account)
{
    const struct vmi_interval_source *s = input->source;
    const struct vmi_lead_times *lead = s->lead;
    double sigma = vmi_distribution_deviation(&interval->demand.covered) * interval->unit;
    if (!isnan(s->forecast_variance)) {
        vmi_buffer_print(&account->why, "; sigma = %s, of past forecasts over so many days", FIGURE(sigma));
        vmi_steps_add(account->steps, "v", interval->variance, "base units^2",
                      "Saoud, Kourentzes and Boylan 2022",
                      "mean square of the cumulative errors of forecasts");
    } else if (lead->count > 1) {
        vmi_buffer_print(&account->why, "; sigma = %s over %zu lead times, deviation %s a day", FIGURE(sigma),
                         lead->count, FIGURE(s->deviation));
        vmi_steps_add(account->steps, "v", interval->variance, "base units^2", "mixture",
                      "the mean over lead times of their variance and of their distance to m, squared");
    } else if (interval->chosen == VMI_DISTRIBUTION_POISSON && !(lead->variance > 0)) {
        vmi_buffer_print(&account->why, "; sigma = sqrt(%s) = %s", FIGURE(sigma * sigma), FIGURE(sigma));
        vmi_steps_add(account->steps, "v", sigma * sigma, "base units^2", "Poisson", "m");
    } else {
        double sd = interval->chosen == VMI_DISTRIBUTION_POISSON
                        ? vmi_square_root(interval->daily * interval->unit)
                        : s->deviation;
        bool varies = vmi_outlook_varies(s->outlook);
        double days = varies ? vmi_outlook_squares(s->outlook, interval->days) : interval->days;
        vmi_buffer_print(&account->why, "; sigma = sqrt(%s * %s^2", FIGURE(days), FIGURE(sd));
        if (lead->variance > 0)
            vmi_buffer_print(&account->why, " + %s^2 * %s^2", FIGURE(interval->daily),
                             FIGURE(vmi_square_root(lead->variance)));
        vmi_buffer_print(&account->why, ") = %s", FIGURE(sigma));
        vmi_steps_add(account->steps, "v", sigma * sigma, "base units^2",
                      "Hadley and Whitin 1963, section 4-9",
                      "P * sd^2 + mean^2 * lead_time_sd^2 = %s * %s^2 + %s^2 * %s", FIGURE(days), FIGURE(sd),
                      FIGURE(interval->daily), FIGURE(lead->variance));
    }
    vmi_steps_add(account->steps, "sigma", sigma, "base units", "", "sqrt(v)");
}

bool policy_distribute(const struct vmi_policy_input *input, struct vmi_levels *levels,
                       struct vmi_account *account, struct vmi_interval *interval)
{
    if (!policy_expect(input, levels, account, interval))
        return false;
    if (!vmi_interval_of(input->source, account->arena, interval)) {
        vmi_buffer_print(&account->why, "; the deviation of demand is not known: it takes two observations");
        return false;
    }
    levels->distributed = true;
    levels->distribution = interval->chosen;
    tell_variance(input, interval, account);
    struct vmi_slice name = vmi_term_word(VMI_TERM_DISTRIBUTION, (int)interval->chosen);
    if (interval->chosen == VMI_DISTRIBUTION_AUTO)
        name = vmi_slice_of("point");
    vmi_steps_say(account->steps, "distribution", name, "term distribution", "%s",
                  *interval->because ? interval->because : "as agreed");
    return true;
}

/* ---- the registry ------------------------------------------------------------------------------------- */

const struct vmi_policy vmi_policies[VMI_POLICIES] = {
    [VMI_POLICY_MINMAX] = {"the levels that were agreed, else those that the customer sends",
                           "agreed min, else the customer's; agreed max, else the customer's",
                           {VMI_TERM_MIN, VMI_TERM_MAX, VMI_TERMS},
                           policy_minmax},
    [VMI_POLICY_DAYS] = {"levels in days of mean demand",
                         "min_days * mean; max_days * mean",
                         {VMI_TERM_MIN_DAYS, VMI_TERM_MAX_DAYS, VMI_TERMS},
                         policy_days},
    [VMI_POLICY_SAFETY_DAYS] = {"demand over lead time and review period, and some days of it more",
                                "m + safety_days * mean; min + Q",
                                {VMI_TERM_LEAD_TIME, VMI_TERM_SAFETY_DAYS, VMI_TERMS},
                                policy_safety_days},
    [VMI_POLICY_SERVICE] = {"demand over lead time and review period, and safety stock for service_level",
                            "m + safety stock; min + Q",
                            {VMI_TERM_LEAD_TIME, VMI_TERMS},
                            policy_service},
    [VMI_POLICY_LEAST_COST] = {"the levels of least cost of ordering, holding and running short",
                               "r or s of least cost; r + Q or S",
                               {VMI_TERM_LEAD_TIME, VMI_TERM_UNIT_COST, VMI_TERM_HOLDING_RATE,
                                VMI_TERM_ORDER_COST, VMI_TERM_SHORTAGE_COST, VMI_TERMS},
                               policy_least_cost},
    [VMI_POLICY_NEWSVENDOR] =
        {"the level of highest profit of what is sold until the next receipt or never",
         "least level with P(demand over P <= level) >= underage / (underage + overage); the same",
         {VMI_TERM_LEAD_TIME, VMI_TERM_UNIT_COST, VMI_TERM_UNIT_PRICE, VMI_TERMS},
         policy_newsvendor},
    [VMI_POLICY_DDMRP] = {"buffer zones of demand driven MRP: red and yellow, and green",
                          "top of yellow; top of green",
                          {VMI_TERM_LEAD_TIME, VMI_TERMS},
                          policy_ddmrp},
};
