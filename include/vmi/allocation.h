/*
 * allocation.h: scarce supply among those who want it.
 *
 * What a claimant wants stands in tiers, and no unit goes to a later tier while someone short in an earlier one could
 * take it. Within the tier that supply does not cover, a rule divides.
 */
#ifndef VMI_ALLOCATION_H
#define VMI_ALLOCATION_H

#include "vmi/arena.h"
#include "vmi/decimal.h"

/* ---- shares of any size ------------------------------------------------------------------------------- */

/*
 * Raises all to the same days of cover, which is returned: the T with
 *
 *     sum of max(0, T rate - position) = supply
 *
 * and fills SHARES with the terms of that sum. Who has more cover than T gets nothing, and who has no rate (0 or below,
 * or not finite) neither. Without supply T is the least cover that someone has; NaN, with SHARES 0, when nobody has a
 * rate and when SUPPLY is below 0 or NaN. Takes 48 bytes of ARENA for each of COUNT.
 */
double vmi_common_cover(const double *positions, const double *rates, size_t count, double supply,
                        double *shares, struct vmi_arena *arena);

/* Divides SUPPLY as rate : rate; returns the share of a rate of 1, with NaN and SHARES 0 as above. */
double vmi_share_by_rate(const double *rates, size_t count, double supply, double *shares);

/* ---- shares in whole multiples ------------------------------------------------------------------------ */

enum vmi_allocation {
    /* To the same days of cover, vmi_common_cover(), those without demand after the others. */
    VMI_ALLOCATION_FAIR_SHARE,
    /* As the rates of demand, whatever the positions; those without demand after the others. */
    VMI_ALLOCATION_PROPORTIONAL,
    /* Priority 1 first, then 2 ...; among equals as a fair share. */
    VMI_ALLOCATION_PRIORITY,
};

enum vmi_claim_tier {
    VMI_CLAIM_BACKORDERED, /* owed to the customer's customers */
    VMI_CLAIM_TO_MIN,
    VMI_CLAIM_TO_MAX, /* and whatever else the order has */
    VMI_CLAIM_TIERS,
};

struct vmi_claim {
    struct vmi_slice location, sku;      /* unique together; ties go by them, in byte order */
    vmi_decimal wanted[VMI_CLAIM_TIERS]; /* besides the tiers before; unknown or below 0: none */
    vmi_decimal multiple;                /* above 0 */
    vmi_decimal position;                /* known; less what is backordered, and before anything is given */
    double demand_rate;                  /* a day; not above 0 or not finite: none */
    int32_t priority;
};

/*
 * The tiers of an order of QUANTITY (0 or more): up to BACKORDERED, what then lacks to MIN, the rest. Each of the
 * others may be unknown; without a position or a min nothing is in the second tier.
 */
void vmi_claim_tiers(vmi_decimal quantity, vmi_decimal backordered, vmi_decimal position, vmi_decimal min,
                     vmi_decimal wanted[VMI_CLAIM_TIERS]);

/*
 * Fills GIVEN: for each claim whole multiples of its own, or all that it wants where that is none. Together they are
 * not above SUPPLY (unknown or below 0: none), and nothing is left that someone short could take.
 *
 * A tier is wanted in whole multiples too: the one that completes it may reach into the next, as far as the claim wants
 * that. What is owed has no cover, and is divided by what is owed under each rule; a claim without demand has none
 * either, and those are divided by what is wanted. Shares are rounded down to multiples, and what that leaves goes
 * multiple by multiple to those of whom the largest part of one was cut off, by key where it is the same, passing over
 * those whose multiple is more than what is left; then those who can still take one divide the rest again. The order
 * of the claims does not matter.
 *
 * False, with GIVEN undefined, when what a claim wants leaves the range of quantities.
 */
bool vmi_allocate(enum vmi_allocation rule, const struct vmi_claim *claims, size_t count, vmi_decimal supply,
                  struct vmi_arena *arena, vmi_decimal *given) VMI_MUST_USE;

#endif
