#include "vmi/demand_table.h"
#include "vmi/solve.h"

#include <math.h>

/*
 * With a = variance/mean^2 - 1/mean, between -1/k and -1/(k+1), the weight of k trials is
 *
 *     q = (1 + a (1+k) + sqrt(-a k (1+k) - k)) / (1 + a)
 *
 * and the chance mean / (k + 1 - q). A chance above 1 says that demand varies less than whole numbers can.
 */
struct vmi_binomials vmi_binomials_fit(double mean, double variance)
{
    const struct vmi_binomials none = {NAN, NAN, NAN};
    if (!(mean > 0) || !(variance >= 0) || !(variance < mean) || !isfinite(mean))
        return none;
    double a = (variance - mean) / (mean * mean), k = floor(-1 / a + 1e-12);
    /* one trial at most, which either is or is not */
    double weight = 1 + a > 1e-12 ? (1 + a * (1 + k) + sqrt(fmax(0, -a * k * (1 + k) - k))) / (1 + a) : 1;
    weight = fmin(fmax(weight, 0), 1);
    double chance = mean / (k + 1 - weight);
    if (!(k >= 1) || !(chance <= 1 + 1e-9))
        return none;
    return (struct vmi_binomials){k, weight, fmin(chance, 1)};
}

/* SHARE of the probabilities of 0 ... N successes in N trials, added to WEIGHT; in logarithms, which do not underflow. */
static void add_binomial(double *weight, double n, double chance, double share)
{
    if (chance == 1) {
        weight[(size_t)n] += share;
        return;
    }
    for (size_t i = 0; i <= (size_t)n; i++) {
        double k = (double)i, ways = vmi_log_gamma(n + 1) - vmi_log_gamma(k + 1) - vmi_log_gamma(n - k + 1);
        weight[i] += share * exp(ways + k * log(chance) + (n - k) * log1p(-chance));
    }
}

const struct vmi_demand_table *vmi_demand_table_binomials(struct vmi_arena *arena, double mean,
                                                          double variance)
{
    struct vmi_binomials fit = vmi_binomials_fit(mean, variance);
    if (!(fit.trials + 2 <= VMI_DEMAND_TABLE_LARGEST))
        return NULL;
    size_t count = (size_t)fit.trials + 2;
    double *weight = vmi_arena_alloc(arena, count * sizeof *weight);
    for (size_t i = 0; i < count; i++)
        weight[i] = 0;
    add_binomial(weight, fit.trials, fit.chance, fit.weight);
    add_binomial(weight, fit.trials + 1, fit.chance, 1 - fit.weight);
    return vmi_demand_table_make(arena, weight, count, 1);
}
