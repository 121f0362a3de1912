/*
 * policy.h: the registry of policies, which make min and max out of demand and terms.
 */
#ifndef VMI_POLICY_H
#define VMI_POLICY_H

#include "vmi/interval.h"
#include "vmi/step.h"
#include "vmi/term.h"

struct vmi_policy_input {
    const struct vmi_terms *terms;
    const struct vmi_interval_source *source; /* of demand; the mean of its outlook NaN: not known */
    double mean;                              /* of demand a day that is planned with; NaN: not known */
    vmi_decimal wished_min, wished_max;       /* as the customer sends them */
};

struct vmi_levels {
    vmi_decimal min, max;                      /* unknown where they cannot be told; `why` says so */
    enum vmi_term missing;                     /* the term that is lacking, VMI_TERMS for none */
    enum vmi_distribution_choice distribution; /* of demand that they assume */
    bool distributed;                          /* they assume one; with `auto` it is a single value */
};

/* What is told of a working-out: in one line, and where steps are asked for in steps. Tables are made in the arena. */
struct vmi_account {
    struct vmi_buffer why;
    struct vmi_steps *steps; /* NULL: nobody asks */
    struct vmi_arena *arena;
};

enum { VMI_POLICY_MOST_NEEDS = 6 };

struct vmi_policy {
    const char *meaning;
    const char *formula;
    enum vmi_term needs[VMI_POLICY_MOST_NEEDS]; /* VMI_TERMS ends the list */

    /* Fills LEVELS and tells the figures from which they can be redone. */
    void (*levels)(const struct vmi_policy_input *input, struct vmi_levels *levels,
                   struct vmi_account *account);
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
