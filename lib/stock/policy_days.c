/*
 * The policies that take no distribution: agreed levels, days of demand, safety days, buffer zones.
 */
#include <math.h>

#include "policy_internal.h"
#include "vmi/lot.h"

void policy_minmax(const struct vmi_policy_input *input, struct vmi_levels *levels,
                   struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    bool agreed_min = terms->min != VMI_DECIMAL_UNKNOWN, agreed_max = terms->max != VMI_DECIMAL_UNKNOWN;
    vmi_decimal min = agreed_min ? terms->min : input->wished_min;
    vmi_decimal max = agreed_max ? terms->max : input->wished_max;
    const char *from[] = {"from the customer", "agreed"};
    if (min == VMI_DECIMAL_UNKNOWN || max == VMI_DECIMAL_UNKNOWN) {
        levels->missing = min == VMI_DECIMAL_UNKNOWN ? VMI_TERM_MIN : VMI_TERM_MAX;
        vmi_buffer_print(&account->why, "; the term %s is not given", vmi_term_rows[levels->missing].name);
        return;
    }
    levels->min = min;
    levels->max = max;
    vmi_buffer_print(&account->why, ": min %s %s, max %s %s", QUANTITY(min), from[agreed_min], QUANTITY(max),
                     from[agreed_max]);
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(min), "base units", "policy", "%s",
                  from[agreed_min]);
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(max), "base units", "policy", "%s",
                  from[agreed_max]);
}

void policy_days(const struct vmi_policy_input *input, struct vmi_levels *levels, struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    vmi_decimal min, max;
    if (!policy_has_needs(input, VMI_POLICY_DAYS, levels, account) || !policy_knows_demand(input, account) ||
        !policy_round(input, vmi_decimal_to_double(terms->min_days) * input->mean, &min, account) ||
        !policy_round(input, vmi_decimal_to_double(terms->max_days) * input->mean, &max, account))
        return;
    levels->min = min;
    levels->max = max;
    vmi_buffer_print(&account->why, ": mean %s a day; min = %s days * mean = %s; max = %s days * mean = %s",
                     FIGURE(input->mean), QUANTITY(terms->min_days), QUANTITY(min), QUANTITY(terms->max_days),
                     QUANTITY(max));
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(min), "base units", "policy",
                  "min_days * mean = %s * %s, rounded up to quantum", QUANTITY(terms->min_days),
                  FIGURE(input->mean));
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(max), "base units", "policy",
                  "max_days * mean = %s * %s, rounded up to quantum", QUANTITY(terms->max_days),
                  FIGURE(input->mean));
}

void policy_safety_days(const struct vmi_policy_input *input, struct vmi_levels *levels,
                        struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    struct vmi_interval interval;
    if (!policy_has_needs(input, VMI_POLICY_SAFETY_DAYS, levels, account) ||
        !policy_expect(input, levels, account, &interval))
        return;
    double safety = vmi_decimal_to_double(terms->safety_days) * interval.daily;
    if (!policy_round(input, interval.mean + safety, &levels->min, account))
        return;
    vmi_buffer_print(&account->why, "; safety stock %s days * mean = %s; min = %s",
                     QUANTITY(terms->safety_days), FIGURE(safety), QUANTITY(levels->min));
    vmi_steps_add(account->steps, "safety", safety, "base units", "policy", "safety_days * mean = %s * %s",
                  QUANTITY(terms->safety_days), FIGURE(interval.daily));
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(levels->min), "base units", "policy",
                  "m + safety = %s + %s, rounded up to quantum", FIGURE(interval.mean), FIGURE(safety));
    policy_add_order_quantity(input, levels, account);
}

/* The largest of what one orders at least. */
static double least_order(const struct vmi_terms *terms)
{
    const vmi_decimal orders[] = {terms->order_quantity, terms->order_min, vmi_terms_multiple(terms)};
    double largest = 0;
    for (size_t i = 0; i < VMI_COUNT(orders); i++)
        if (vmi_decimal_to_double(orders[i]) > largest)
            largest = vmi_decimal_to_double(orders[i]);
    return largest;
}

void policy_ddmrp(const struct vmi_policy_input *input, struct vmi_levels *levels,
                  struct vmi_account *account)
{
    const struct vmi_terms *terms = input->terms;
    double mean = input->mean > 0 ? input->mean : 0, lead = input->source->lead->mean;
    if (!policy_has_needs(input, VMI_POLICY_DDMRP, levels, account) || !policy_knows_demand(input, account))
        return;
    const struct vmi_ddmrp_item item = {
        .daily_usage = mean,
        .lead_time = lead,
        .lead_factor = vmi_decimal_to_double(terms->lead_time_factor),
        .variability = vmi_decimal_to_double(terms->variability_factor),
        .least_lot = least_order(terms),
        .order_cycle = input->source->review_period,
    };
    struct vmi_ddmrp zones = vmi_ddmrp_zones(&item);
    vmi_decimal min;
    if (!policy_round(input, zones.top_of_yellow, &min, account) ||
        !policy_round(input, zones.top_of_green, &levels->max, account))
        return;
    levels->min = min;
    vmi_buffer_print(
        &account->why,
        ": mean %s a day, lead time %s days; red base = mean * lead time * %s = %s, red safety = "
        "base * %s = %s, yellow = mean * lead time = %s, green = %s; min = red + yellow = %s; max "
        "= that + green = %s",
        FIGURE(mean), FIGURE(lead), QUANTITY(terms->lead_time_factor), FIGURE(zones.red_base),
        QUANTITY(terms->variability_factor), FIGURE(zones.red_safety), FIGURE(zones.yellow),
        FIGURE(zones.green), QUANTITY(levels->min), QUANTITY(levels->max));
    vmi_steps_add(account->steps, "yellow", zones.yellow, "base units", "DDMRP", "mean * lead time = %s * %s",
                  FIGURE(mean), FIGURE(lead));
    vmi_steps_add(account->steps, "red_base", zones.red_base, "base units", "DDMRP",
                  "yellow * lead_time_factor = %s * %s", FIGURE(zones.yellow),
                  QUANTITY(terms->lead_time_factor));
    vmi_steps_add(account->steps, "red_safety", zones.red_safety, "base units", "DDMRP",
                  "red_base * variability_factor = %s * %s", FIGURE(zones.red_base),
                  QUANTITY(terms->variability_factor));
    vmi_steps_add(account->steps, "green", zones.green, "base units", "DDMRP",
                  "the largest of red_base, mean * review_period and the least order");
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(min), "base units", "policy",
                  "red_base + red_safety + yellow, rounded up to quantum");
    vmi_steps_add(account->steps, "max", vmi_decimal_to_double(levels->max), "base units", "policy",
                  "red_base + red_safety + yellow + green, rounded up to quantum");
}
