#include "vmi/policy.h"

#include <math.h>

#include "vmi/distribution.h"
#include "vmi/lot.h"
#include "vmi/replenishment.h"
#include "vmi/statistic.h"

/* Texts of figures, for sentences. */
struct figure {
    char text[VMI_STATISTIC_TEXT_SIZE];
};

static const char *figure(double value, struct figure *f)
{
    vmi_statistic_format(value, f->text);
    return f->text;
}

static const char *quantity(vmi_decimal value, struct figure *f)
{
    vmi_decimal_format(value, f->text);
    return f->text;
}

#define FIGURE(value)   figure((value), &(struct figure){""})
#define QUANTITY(value) quantity((value), &(struct figure){""})

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
        {"review_period * mean", input->review_period * input->mean},
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

/* A level that was worked out, rounded up to the quantum. Where returns exceed sales it is 0, not below. */
static bool round_level(const struct vmi_policy_input *input, double level, vmi_decimal *rounded,
                        struct vmi_buffer *why)
{
    if (vmi_decimal_ceil_double(level > 0 ? level : 0, input->terms->quantum, rounded))
        return true;
    vmi_buffer_print(why, "; the level %s is out of range", FIGURE(level));
    return false;
}

static void lacks(struct vmi_levels *levels, enum vmi_term term, struct vmi_buffer *why)
{
    levels->missing = term;
    vmi_buffer_print(why, "; the term %s is not given", vmi_term_rows[term].name);
}

static bool demand_known(const struct vmi_policy_input *input, struct vmi_buffer *why)
{
    if (!isnan(input->mean))
        return true;
    vmi_buffer_print(why, "; demand is not known");
    return false;
}

/* max = min + Q, where min has been set. */
static void add_order_quantity(const struct vmi_policy_input *input, struct vmi_levels *levels,
                               struct vmi_buffer *why)
{
    const char *name;
    double q = vmi_policy_order_quantity(input, &name);
    if (!round_level(input, vmi_decimal_to_double(levels->min) + q, &levels->max, why)) {
        levels->min = VMI_DECIMAL_UNKNOWN;
        return;
    }
    vmi_buffer_print(why, "; max = min + %s (%s) = %s", FIGURE(q), name, QUANTITY(levels->max));
}

static void minmax(const struct vmi_policy_input *input, struct vmi_levels *levels, struct vmi_buffer *why)
{
    const struct vmi_terms *terms = input->terms;
    bool agreed_min = terms->min != VMI_DECIMAL_UNKNOWN, agreed_max = terms->max != VMI_DECIMAL_UNKNOWN;
    vmi_decimal min = agreed_min ? terms->min : input->wished_min;
    vmi_decimal max = agreed_max ? terms->max : input->wished_max;
    if (min == VMI_DECIMAL_UNKNOWN) {
        lacks(levels, VMI_TERM_MIN, why);
    } else if (max == VMI_DECIMAL_UNKNOWN) {
        lacks(levels, VMI_TERM_MAX, why);
    } else {
        levels->min = min;
        levels->max = max;
        vmi_buffer_print(why, ": min %s %s, max %s %s", QUANTITY(min),
                         agreed_min ? "agreed" : "from the customer", QUANTITY(max),
                         agreed_max ? "agreed" : "from the customer");
    }
}

static void days(const struct vmi_policy_input *input, struct vmi_levels *levels, struct vmi_buffer *why)
{
    const struct vmi_terms *terms = input->terms;
    vmi_decimal min, max;
    if (terms->min_days == VMI_DECIMAL_UNKNOWN) {
        lacks(levels, VMI_TERM_MIN_DAYS, why);
        return;
    }
    if (terms->max_days == VMI_DECIMAL_UNKNOWN) {
        lacks(levels, VMI_TERM_MAX_DAYS, why);
        return;
    }
    if (!demand_known(input, why) ||
        !round_level(input, vmi_decimal_to_double(terms->min_days) * input->mean, &min, why) ||
        !round_level(input, vmi_decimal_to_double(terms->max_days) * input->mean, &max, why))
        return;
    levels->min = min;
    levels->max = max;
    vmi_buffer_print(why, ": mean %s a day; min = %s days * mean = %s; max = %s days * mean = %s",
                     FIGURE(input->mean), QUANTITY(terms->min_days), QUANTITY(min), QUANTITY(terms->max_days),
                     QUANTITY(max));
}

/* What the two policies of lead-time demand need; *M is the demand expected over lead time and review period. */
static bool lead_time_demand(const struct vmi_policy_input *input, struct vmi_levels *levels,
                             struct vmi_buffer *why, double *m)
{
    if (isnan(input->lead_time)) {
        lacks(levels, VMI_TERM_LEAD_TIME, why);
        return false;
    }
    if (!demand_known(input, why))
        return false;
    *m = (input->lead_time + input->review_period) * input->mean;
    vmi_buffer_print(why, ": mean %s a day over lead time %s + review period %s days = %s",
                     FIGURE(input->mean), FIGURE(input->lead_time), FIGURE(input->review_period), FIGURE(*m));
    return true;
}

static void safety_days(const struct vmi_policy_input *input, struct vmi_levels *levels,
                        struct vmi_buffer *why)
{
    const struct vmi_terms *terms = input->terms;
    double m;
    if (terms->safety_days == VMI_DECIMAL_UNKNOWN) {
        lacks(levels, VMI_TERM_SAFETY_DAYS, why);
        return;
    }
    if (!lead_time_demand(input, levels, why, &m))
        return;
    double safety = vmi_decimal_to_double(terms->safety_days) * input->mean;
    if (!round_level(input, m + safety, &levels->min, why))
        return;
    vmi_buffer_print(why, "; safety stock %s days * mean = %s; min = %s", QUANTITY(terms->safety_days),
                     FIGURE(safety), QUANTITY(levels->min));
    add_order_quantity(input, levels, why);
}

/* Cycle service under normal demand: min = m + z * sigma, P(demand over the period <= min) being service_level. */
static void service(const struct vmi_policy_input *input, struct vmi_levels *levels, struct vmi_buffer *why)
{
    const struct vmi_terms *terms = input->terms;
    double m, lead_sd = vmi_decimal_to_double(terms->lead_time_sd),
              level = vmi_decimal_to_double(terms->service_level);
    if (!lead_time_demand(input, levels, why, &m))
        return;
    if (isnan(input->deviation)) {
        vmi_buffer_print(why, "; the deviation of demand is not known: it takes two observations");
        return;
    }
    double period = input->lead_time + input->review_period;
    double sigma = vmi_lead_time_demand_deviation(period, input->mean, input->deviation, lead_sd);
    double z = vmi_normal_quantile(level), safety = z * sigma;
    if (!round_level(input, m + safety, &levels->min, why))
        return;
    vmi_buffer_print(
        why, "; sigma = sqrt(%s * %s^2 + %s^2 * %s^2) = %s; safety stock = z(%s) %s * sigma = %s; min = %s",
        FIGURE(period), FIGURE(input->deviation), FIGURE(input->mean), FIGURE(lead_sd), FIGURE(sigma),
        FIGURE(level), FIGURE(z), FIGURE(safety), QUANTITY(levels->min));
    add_order_quantity(input, levels, why);
}

const struct vmi_policy vmi_policies[VMI_POLICIES] = {
    [VMI_POLICY_MINMAX] = {"the levels that were agreed, else those that the customer sends",
                           "agreed min, else the customer's; agreed max, else the customer's",
                           {VMI_TERM_MIN, VMI_TERM_MAX, VMI_TERMS},
                           minmax},
    [VMI_POLICY_DAYS] = {"levels in days of mean demand",
                         "min_days * mean; max_days * mean",
                         {VMI_TERM_MIN_DAYS, VMI_TERM_MAX_DAYS, VMI_TERMS},
                         days},
    [VMI_POLICY_SAFETY_DAYS] = {"demand over lead time and review period, and some days of it more",
                                "m + safety_days * mean; min + Q",
                                {VMI_TERM_LEAD_TIME, VMI_TERM_SAFETY_DAYS, VMI_TERMS},
                                safety_days},
    [VMI_POLICY_SERVICE] = {"demand over lead time and review period, and safety stock for service_level",
                            "m + z * sqrt(P * sd^2 + mean^2 * lead_time_sd^2); min + Q",
                            {VMI_TERM_LEAD_TIME, VMI_TERMS},
                            service},
};
