/* Levels of a probability, of the families that have no form of their own for them. */
#include <float.h>
#include <math.h>

#include "family.h"
#include "vmi/demand_table.h"
#include "vmi/solve.h"

struct wanted {
    const struct vmi_distribution *d;
    double probability, tail; /* one of them is exact, and the smaller one counts */
    double slack;             /* what a probability may lack by rounding and still be reached */
};

/* P(X <= x) >= probability, seen from the smaller tail. */
static bool reaches(const struct wanted *w, double x)
{
    if (w->probability < w->tail)
        return vmi_distribution_below(w->d, x) >= w->probability - w->slack;
    return vmi_distribution_above(w->d, x) <= w->tail + w->slack;
}

static bool reaches_at_step(const void *context, double k)
{
    const struct wanted *w = context;
    return reaches(w, k * w->d->step);
}

/* The search begins where a normal with a little skewness has the level (Cornish and Fisher, 1938). */
static double by_steps(const struct wanted *w)
{
    const struct vmi_distribution *d = w->d;
    double deviation = sqrt(d->variance), start = d->mean;
    double z =
        w->probability < w->tail ? vmi_normal_quantile(w->probability) : vmi_normal_quantile_above(w->tail);
    if (deviation > 0 && d->mean > 0) {
        double skewness = fmin((2 * d->variance / d->mean - 1) / deviation, 2);
        start += deviation * (z + skewness * (z * z - 1) / 6);
    }
    return d->step * vmi_first_whole(reaches_at_step, w, start / d->step, deviation / d->step / 32, 0);
}

static double above(const void *context, double x)
{
    return vmi_distribution_above(((const struct wanted *)context)->d, x);
}

static double below(const void *context, double x)
{
    return vmi_distribution_below(((const struct wanted *)context)->d, -x);
}

/* Between the levels of the parts. Where a part is a point the probability jumps, and halving finds the jump. */
static double of_mixture(const struct wanted *w)
{
    double low = INFINITY, high = -INFINITY;
    bool jumps = false;
    for (size_t i = 0; i < w->d->part_count; i++) {
        const struct vmi_distribution *part = &w->d->parts[i].distribution;
        double level = w->probability < w->tail ? vmi_distribution_quantile(part, w->probability)
                                                : vmi_distribution_quantile_above(part, w->tail);
        low = fmin(low, level);
        high = fmax(high, level);
        jumps = jumps || part->discrete || part->family == VMI_FAMILY_POINT;
    }
    if (!jumps && high > low) {
        double root = w->probability < w->tail
                          ? -vmi_solve_falling(below, w, w->probability, -high, (high - low) / 2)
                          : vmi_solve_falling(above, w, w->tail, low, (high - low) / 2);
        if (root >= low && root <= high)
            return root;
    }
    if (reaches(w, low))
        return low;
    for (int i = 0; i < 2100; i++) {
        double middle = low + (high - low) / 2;
        if (!(middle > low && middle < high))
            break;
        if (reaches(w, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* ROUNDING: what the smaller of the two may be off by. */
static double quantile(const struct vmi_distribution *d, double probability, double tail, double rounding)
{
    const struct wanted w = {d, probability, tail, 1e-12 * fmin(probability, tail) + rounding};
    if (!(probability > 0 && tail > 0))
        return NAN;
    switch (d->family) {
    case VMI_FAMILY_UNDEFINED:
        return NAN;
    case VMI_FAMILY_POINT:
        return d->discrete ? ceil(d->mean - 1e-9) : d->mean;
    case VMI_FAMILY_NORMAL:
        return vmi_family_normal.quantile(d, probability, tail);
    case VMI_FAMILY_GAMMA:
        return vmi_family_gamma.quantile(d, probability, tail);
    case VMI_FAMILY_LOGNORMAL:
        return vmi_family_lognormal.quantile(d, probability, tail);
    default:
        return d->discrete ? by_steps(&w) : of_mixture(&w);
    }
}

double vmi_distribution_quantile(const struct vmi_distribution *d, double probability)
{
    return quantile(d, probability, 1 - probability, DBL_EPSILON / 2);
}

double vmi_distribution_quantile_above(const struct vmi_distribution *d, double tail)
{
    return quantile(d, 1 - tail, tail, 0);
}
