/*
 * distribution.h: probability distributions of demand, as values.
 *
 * A struct vmi_distribution is made from a mean and a variance, from a table (demand_table.h) or from parts, and is
 * then asked for probabilities, levels and losses. It is copied freely and owns nothing: a table or the parts that it
 * points to must live as long as it does. Demand is counted in one unit throughout, a variance in that unit squared.
 *
 * Nothing fails: what is not defined is NaN, and so is every answer of a distribution that was made from figures that
 * make none. Upper tails, losses and levels are worked out in forms that do not cancel, so that the figures far out in
 * the tail, where service levels are, have their digits as those in the middle have: about 12, the second-order loss
 * of a negative binomial 10 in its last millionth. libRmath gives the distribution functions, with every argument
 * checked before it is asked, so that it never prints.
 */
#ifndef VMI_DISTRIBUTION_H
#define VMI_DISTRIBUTION_H

#include "vmi/base.h"

struct vmi_demand_table;
struct vmi_mixture_part;

enum vmi_family {
    VMI_FAMILY_UNDEFINED, /* every answer is NaN */
    VMI_FAMILY_POINT,     /* the mean, always */
    VMI_FAMILY_NORMAL,
    VMI_FAMILY_GAMMA,     /* shape mean^2/variance, scale variance/mean */
    VMI_FAMILY_LOGNORMAL, /* the logarithm is normal */
    VMI_FAMILY_POISSON,
    VMI_FAMILY_NEGBIN, /* negative binomial, size mean^2/(variance - mean) */
    VMI_FAMILY_TABLE,
    VMI_FAMILY_MIXTURE,
    VMI_FAMILIES
};

struct vmi_distribution {
    enum vmi_family family; /* the one that is used, see vmi_distribution_make() */
    bool discrete;          /* demand comes in multiples of STEP alone */
    bool fell_back;         /* a negative binomial was asked for and a Poisson came */
    double step;
    double mean, variance;
    double shape,
        scale; /* gamma: both; negative binomial: size, and variance/mean - 1; lognormal: of the logarithm */
    const struct vmi_demand_table *table;
    const struct vmi_mixture_part *parts;
    size_t part_count;
};

/* One way that demand may go, and how probable that is. Parts are not mixtures themselves. */
struct vmi_mixture_part {
    double weight;
    struct vmi_distribution distribution;
};

/*
 * The distribution of FAMILY (not a table, not a mixture) with MEAN and VARIANCE. A variance of 0, or below it by
 * rounding, is the point mass at the mean; a mean of 0 is demand of 0, except for the normal. The Poisson does not look
 * at the variance: its own is its mean. A negative binomial needs variance > mean; without it (also with variance 0)
 * it is the Poisson of that mean, and fell_back tells. Undefined for NaN, for infinities, for a variance below 0, and
 * for a mean below 0 of anything but the normal.
 */
struct vmi_distribution vmi_distribution_make(enum vmi_family family, double mean, double variance);

/* exp of a normal with mean LOG_MEAN and standard deviation LOG_DEVIATION. */
struct vmi_distribution vmi_distribution_lognormal(double log_mean, double log_deviation);

/* The distribution that TABLE holds; undefined for NULL. */
struct vmi_distribution vmi_distribution_of_table(const struct vmi_demand_table *table);

/*
 * Demand that goes the way of each part with its weight; weights are above 0 and are scaled to sum to 1 by the caller.
 * Discrete when all the parts are, with one step, on which a point may be any place. Undefined when a part is, and
 * without parts.
 */
struct vmi_distribution vmi_distribution_mix(const struct vmi_mixture_part *parts, size_t count);

double vmi_distribution_deviation(const struct vmi_distribution *d); /* sqrt(variance) */

/* P(X <= x) and P(X > x), each worked out directly. */
double vmi_distribution_below(const struct vmi_distribution *d, double x);
double vmi_distribution_above(const struct vmi_distribution *d, double x);

/* P(X = x), of a discrete distribution; NaN of any other. */
double vmi_distribution_probability(const struct vmi_distribution *d, double x);

/*
 * The level that demand does not exceed with PROBABILITY; the smallest multiple of the step with P(X <= x) >=
 * PROBABILITY when discrete, where a probability that is short of it by rounding (1e-12 of the smaller tail) will do.
 * NaN unless 0 < PROBABILITY < 1. The second form is given P(X > x) instead, and is the exact one near 1.
 */
double vmi_distribution_quantile(const struct vmi_distribution *d, double probability);
double vmi_distribution_quantile_above(const struct vmi_distribution *d, double tail);

/* E(X - x)+, units short on average when x are there (the first-order loss); E(x - X)+, units left on average. */
double vmi_distribution_loss(const struct vmi_distribution *d, double x);
double vmi_distribution_surplus(const struct vmi_distribution *d, double x);

/* E((X - x)+^2) / 2, the integral of the loss from x upward (the second-order loss). */
double vmi_distribution_second_loss(const struct vmi_distribution *d, double x);

/* E((x - X)+^2) / 2, the integral of the surplus up to x. */
double vmi_distribution_second_surplus(const struct vmi_distribution *d, double x);

double vmi_distribution_third_moment(const struct vmi_distribution *d); /* E(X^3) */

/* loss(x) - loss(x + WIDTH) for WIDTH >= 0, which does not cancel however small WIDTH is. */
double vmi_distribution_loss_between(const struct vmi_distribution *d, double x, double width);

/* Below this level the loss is mean - x, to the last digit: 0 unless demand can be negative. */
double vmi_distribution_floor(const struct vmi_distribution *d);

/*
 * z with P(Z <= z) = PROBABILITY for a standard normal Z; accurate to about 1e-16 (Wichura, algorithm AS 241). NaN
 * unless 0 < PROBABILITY < 1. The second form is given P(Z > z).
 */
double vmi_normal_quantile(double probability);
double vmi_normal_quantile_above(double tail);

/* Of a standard normal Z: its density, P(Z <= z), P(Z > z). */
double vmi_normal_density(double z);
double vmi_normal_below(double z);
double vmi_normal_above(double z);

/*
 * G(z) = E(Z - z)+ and G2(z) = E((Z - z)+^2)/2 of a standard normal Z. In the tail by the continued fraction
 * G = Q/(z + 2/(z + 3/(z + ...))), Q = P(Z > z), every term of which is positive; Silver, Pyke and Thomas, Inventory and
 * Production Management in Supply Chains, appendix II, has the usual form, which loses all its digits at z = 8.
 */
double vmi_normal_loss(double z);
double vmi_normal_second_loss(double z);

/* z with G(z) = LOSS; z is below 0 when LOSS is above G(0) = 0.3989. NaN unless LOSS is above 0. */
double vmi_normal_loss_inverse(double loss);

#endif
