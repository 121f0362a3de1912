/*
 * demand_table.h: a distribution of demand as a table, the probability of 0, 1 step, 2 steps, ...
 *
 * For what no formula describes: what was sold, summed over a lead time; orders that come at random, of random size.
 * Tables live in the arena that they were made in, with the sums over them that distribution.h needs, so that a
 * probability or a loss is one look. What would need more than VMI_DEMAND_TABLE_LARGEST steps is refused with NULL: the
 * caller takes a longer step, or a formula.
 */
#ifndef VMI_DEMAND_TABLE_H
#define VMI_DEMAND_TABLE_H

#include "vmi/arena.h"
#include "vmi/distribution.h"

enum { VMI_DEMAND_TABLE_LARGEST = 16384 };

struct vmi_demand_table {
    double step;
    size_t count;
    const double *probability; /* of i steps, i < count */
    const double *above;       /* P(X > i steps) */
    const double *loss;        /* E(X - i steps)+, in units */
    const double *second;      /* E((X - i steps)+^2)/2, in units squared */
    double mean, variance;
};

/* WEIGHT of COUNT steps, scaled to sum to 1. NULL when there is none above 0, or one below 0 or not finite. */
const struct vmi_demand_table *vmi_demand_table_make(struct vmi_arena *arena, const double *weight,
                                                     size_t count, double step);

/* How often each of COUNT periods' DEMAND came, each rounded to STEP; NULL when one is negative or NaN. */
const struct vmi_demand_table *vmi_demand_table_of_history(struct vmi_arena *arena, const double *demand,
                                                           size_t count, double step);

/*
 * The sum of N independent demands, exact: the limit of a bootstrap that draws N periods with replacement. For an N
 * that is not whole, the mixture of the sums of floor(N) and of ceil(N), so that the mean and the variance within a
 * period grow with N. NULL when N is below 0 or NaN.
 */
const struct vmi_demand_table *vmi_demand_table_sum(struct vmi_arena *arena,
                                                    const struct vmi_demand_table *table, double n);

/*
 * Orders that come by a Poisson process, ORDERS of them on average, each of a size from SIZES: Panjer's recursion
 * p(n) = ORDERS/n * sum of j f(j) p(n-j); Panjer, Recursive evaluation of a family of compound distributions (1981).
 * Where p(0) would underflow, the demand of a part of the period is summed with itself.
 */
const struct vmi_demand_table *vmi_demand_table_compound(struct vmi_arena *arena, double orders,
                                                         const struct vmi_demand_table *sizes);

/* Sizes with P(k) = (1-q) q^(k-1), k = 1, 2, ...: with them the above is the stuttering Poisson. NULL unless 0 <= q < 1. */
const struct vmi_demand_table *vmi_demand_table_geometric(struct vmi_arena *arena, double q);

/*
 * Whole demand whose variance is below its mean: with WEIGHT the number of TRIALS that succeed with CHANCE each, else of
 * one trial more; Adan, van Eenige and Resing, Fitting discrete distributions on the first two moments (1995). Trials is
 * NaN where there is no such fit: the variance is not below the mean, or is less than whole numbers of that mean have.
 */
struct vmi_binomials {
    double trials, weight, chance;
};

struct vmi_binomials vmi_binomials_fit(double mean, double variance);

/* That as a table; NULL without a fit. */
const struct vmi_demand_table *vmi_demand_table_binomials(struct vmi_arena *arena, double mean,
                                                          double variance);

/*
 * D over multiples of STEP: each demand is shared between its two neighbours so that the mean stays, and what is below 0
 * is 0; of a discrete D with that step, D itself. It ends where 1e-17 is left above, or after LIMIT steps, the last of
 * which takes the rest; so steps below LIMIT - 1 are right, whatever the tail.
 */
const struct vmi_demand_table *vmi_demand_table_of(struct vmi_arena *arena, const struct vmi_distribution *d,
                                                   double step, size_t limit);

#endif
