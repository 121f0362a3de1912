/*
 * policy.h: the registry of policies, which make min and max out of demand and terms.
 */
#ifndef VMI_POLICY_H
#define VMI_POLICY_H

#include "vmi/term.h"

struct vmi_policy_input {
    const struct vmi_terms *terms;
    double mean, deviation;             /* of demand a day; NaN: not known */
    double lead_time, review_period;    /* days; lead_time NaN: not known */
    vmi_decimal wished_min, wished_max; /* as the customer sends them */
};

struct vmi_levels {
    vmi_decimal min, max;  /* unknown where they cannot be told; `why` says so */
    enum vmi_term missing; /* the term that is lacking, VMI_TERMS for none */
};

enum { VMI_POLICY_MOST_NEEDS = 3 };

struct vmi_policy {
    const char *meaning;
    const char *formula;
    enum vmi_term needs[VMI_POLICY_MOST_NEEDS]; /* VMI_TERMS ends the list */

    /* Fills LEVELS and adds to WHY the figures from which they can be redone. */
    void (*levels)(const struct vmi_policy_input *input, struct vmi_levels *levels, struct vmi_buffer *why);
};

/* By enum vmi_policy_kind; the names are the words of the term `policy`. */
extern const struct vmi_policy vmi_policies[VMI_POLICIES];

/*
 * Q, the order quantity that max adds to min: the largest of order_quantity, order_min, order_multiple (quantum where
 * it is not given), review_period * mean, and the economic order quantity sqrt(2 K D / h) (Harris 1913) where
 * order_cost K, holding_rate and unit_cost are given, with D = 365 * mean and h = holding_rate * unit_cost. NAME says
 * which it was.
 */
double vmi_policy_order_quantity(const struct vmi_policy_input *input, const char **name);

#endif
