/*
 * unconstrain.h: demand from sales that ran into an empty shelf.
 *
 * What was sold in a period that ended without stock is a lower bound of its demand, a censored observation. Leaving
 * such periods out, or taking them as they are, makes demand look smaller than it is, and stock-outs repeat themselves.
 * These are the maximum likelihood estimates that use both kinds as what they are. Nothing is allocated.
 */
#ifndef VMI_UNCONSTRAIN_H
#define VMI_UNCONSTRAIN_H

#include "vmi/base.h"

/* Sales a period; CENSORED[i] when demand was VALUES[i] or more. NULL when none is. */
struct vmi_sales {
    const double *values;
    const bool *censored;
    size_t count;
    size_t zeros; /* further periods of 0 that had stock */
};

struct vmi_unconstrained {
    double mean,
        deviation;         /* of demand a period; the deviation by maximum likelihood, over n and not n - 1 */
    double log_likelihood; /* +infinity for a deviation of 0 */
    int iterations;
    bool
        converged; /* else the figures are as far as it came: not seen except for values over many magnitudes */
};

/*
 * Demand a period is normal (Tobin, Estimation of relationships for limited dependent variables, Econometrica 26,
 * 1958). The likelihood is concave in 1/deviation and mean/deviation (Olsen, Note on the uniqueness of the maximum
 * likelihood estimator for the Tobit model, Econometrica 46, 1978), so Newton's method finds in a few steps what
 * expectation and maximisation creep up to. It is true of the estimate that
 *
 *     mean = the average of what was sold and, where censored at c, of mean + deviation * lambda((c - mean)/deviation)
 *
 * with lambda the density of the standard normal over its upper tail, which is worked out as a continued fraction
 * where the tail is small, and so is right beyond 38, where the tail is no longer a number.
 *
 * False, and RESULT untouched, with fewer than two periods that are not censored (with none there is no finite
 * estimate, one says nothing about spread), or with a value that is NaN or beyond 1e150. Uncensored sales all alike and
 * none censored above them are a deviation of 0.
 */
bool vmi_unconstrain_normal(const struct vmi_sales *sales, struct vmi_unconstrained *result);

/*
 * Demand a period is Poisson, so it comes in whole units; one censored at c was ceil(c) or more. The estimate is the
 * one root of a falling function, and is found by Newton's method within bounds. False without a period that is not
 * censored, and with a value below 0, above ten million (where it is normal anyway) or NaN.
 */
bool vmi_unconstrain_poisson(const struct vmi_sales *sales, struct vmi_unconstrained *result);

#endif
