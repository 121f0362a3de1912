/*
 * The term demand_factor, which speaks of days: those of the rule that sets it.
 */
#include <stdlib.h>

#include "internal.h"

static const struct agreement_setting *factor_of(const struct agreement_rule *rule)
{
    for (size_t i = rule->settings.count; i-- > 0;)
        if (rule->settings.list[i].term == VMI_TERM_DEMAND_FACTOR)
            return &rule->settings.list[i];
    return NULL;
}

/* Rules with dates stand over what holds on any day; a later one over an earlier one. */
static void put_rules(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                      struct vmi_factors *factors)
{
    struct agreement_found found = {.count = 0};
    struct agreement_item item;
    agreement_item_at(a, location, sku, &item);
    agreement_find_rules(a, &item, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct agreement_rule *rule = &a->rules[agreement_found_rules(&found)[i]];
        const struct agreement_setting *set = factor_of(rule);
        if (!set || !agreement_is_dated(rule))
            continue;
        vmi_factors_set(factors, rule->from != VMI_DAY_NONE ? rule->from : VMI_DAY_FIRST,
                        rule->until != VMI_DAY_NONE ? rule->until : VMI_DAY_LAST,
                        vmi_decimal_to_double(set->value.number));
    }
    free(found.heap);
}

void vmi_agreement_factors(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                           int32_t as_of, struct vmi_factors *factors)
{
    struct vmi_terms standing;
    bool set = vmi_term_in(&a->settings.given, VMI_TERM_DEMAND_FACTOR);
    factors->count = 0;
    if (as_of == VMI_DAY_NONE || !(set || vmi_term_in(vmi_agreement_given(a), VMI_TERM_DEMAND_FACTOR)))
        return;
    vmi_agreement_standing(a, location, sku, &standing);
    double usual = vmi_decimal_to_double(standing.demand_factor);
    if (standing.demand_factor != VMI_DECIMAL_UNKNOWN && !set)
        vmi_factors_set(factors, as_of + 1, VMI_DAY_LAST, usual);
    put_rules(a, location, sku, factors);
    if (set)
        vmi_factors_set(factors, as_of + 1, VMI_DAY_LAST, usual);
}
