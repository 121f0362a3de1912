/*
 * What the policies have in common.
 */
#ifndef STOCK_POLICY_INTERNAL_H
#define STOCK_POLICY_INTERNAL_H

#include "figure.h"
#include "vmi/policy.h"

typedef void policy_levels(const struct vmi_policy_input *input, struct vmi_levels *levels,
                           struct vmi_account *account);

policy_levels policy_minmax, policy_days, policy_safety_days, policy_service, policy_least_cost,
    policy_newsvendor, policy_ddmrp;

/* A level that was worked out, rounded up to the quantum; below 0 it is 0. False, and said, beyond the range. */
bool policy_round(const struct vmi_policy_input *input, double level, vmi_decimal *rounded,
                  struct vmi_account *account);

/* The first of the terms that POLICY needs and that is not given is noted and said. */
bool policy_has_needs(const struct vmi_policy_input *input, enum vmi_policy_kind policy,
                      struct vmi_levels *levels, struct vmi_account *account);

/* False, and said, when the mean is not known. */
bool policy_knows_demand(const struct vmi_policy_input *input, struct vmi_account *account);

/* P, m and m/P, told. False, and said, when the lead time or demand is not known. */
bool policy_expect(const struct vmi_policy_input *input, struct vmi_levels *levels,
                   struct vmi_account *account, struct vmi_interval *interval);

/* The whole interval, told: its variance and the distribution that was taken. */
bool policy_distribute(const struct vmi_policy_input *input, struct vmi_levels *levels,
                       struct vmi_account *account, struct vmi_interval *interval);

/* max = min + Q, where min has been set. */
void policy_add_order_quantity(const struct vmi_policy_input *input, struct vmi_levels *levels,
                               struct vmi_account *account);

#endif
