/* The distributions of whole numbers: Poisson and negative binomial. */
#include <float.h>
#include <math.h>

#include "family.h"
#include "rmath.h"

/*
 * Both keep k p(k) = (mean + excess (k-1)) / (1 + excess) p(k-1), where excess = variance/mean - 1, 0 for a Poisson;
 * and from that the binomial moments M(j) = E C(X-k, j) over X >= k keep
 *
 *     (j+1) M(j+1) = (mean - k + j (excess - 1)) M(j) + (mean + excess (k+j-1)) M(j-1)
 *
 * with M(0) = P(X >= k), M(1) the loss at k, and M(2) + M(1)/2 the second-order loss.
 */
struct count {
    const struct vmi_distribution *d;
    double k, excess;
    double above; /* P(X > k) */
    double at;    /* P(X = k) */
};

static double below(const struct vmi_distribution *d, double k)
{
    return d->family == VMI_FAMILY_POISSON ? vmi_rmath_poisson_below(k, d->mean)
                                           : vmi_rmath_negbin_below(k, d->shape, d->mean);
}

static double above(const struct vmi_distribution *d, double k)
{
    return d->family == VMI_FAMILY_POISSON ? vmi_rmath_poisson_above(k, d->mean)
                                           : vmi_rmath_negbin_above(k, d->shape, d->mean);
}

static double at(const struct vmi_distribution *d, double k)
{
    return d->family == VMI_FAMILY_POISSON ? vmi_rmath_poisson_at(k, d->mean)
                                           : vmi_rmath_negbin_at(k, d->shape, d->mean);
}

static struct count count(const struct vmi_distribution *d, double k)
{
    return (struct count){d, k, d->family == VMI_FAMILY_POISSON ? 0 : d->scale, above(d, k), at(d, k)};
}

/*
 * Where the closed form would lose digits and the ratios M(j)/M(j-1) can be had from far out: with each step their error
 * is multiplied by EXCESS in the end. Where there is more excess the tail is long, and the closed form loses few digits.
 */
static bool in_tail(const struct count *c)
{
    return c->excess < 0.5 && c->k > c->d->mean + 3 * sqrt(c->d->variance) + 1;
}

static void tail_ratios(const struct count *c, double *first, double *second)
{
    enum { FAR = 50 };
    double m = c->d->mean, r = c->excess;
    for (int j = FAR; j > 2; j--)
        r = (m + c->excess * (c->k + j - 1)) / (c->k - m + j * (1 - c->excess) + (j + 1) * r);
    *second = (m + c->excess * (c->k + 1)) / (c->k - m + 2 * (1 - c->excess) + 3 * r);
    *first = (m + c->excess * c->k) / (c->k - m + (1 - c->excess) + 2 * *second);
}

static double loss_of(const struct count *c)
{
    double first, second, m = c->d->mean;
    if (!in_tail(c))
        return (m - c->k) * c->above + (m + c->excess * c->k) * c->at;
    tail_ratios(c, &first, &second);
    return (c->above + c->at) * first;
}

static double loss(const struct vmi_distribution *d, double k)
{
    struct count c = count(d, k);
    return loss_of(&c);
}

static double second(const struct vmi_distribution *d, double k)
{
    struct count c = count(d, k);
    double first, next, any = c.above + c.at;
    if (in_tail(&c)) {
        tail_ratios(&c, &first, &next);
        return any * first * (next + 0.5);
    }
    double one = loss_of(&c);
    return ((d->mean - k + c.excess - 1) * one + (d->mean + c.excess * k) * any) / 2 + one / 2;
}

/* Below the mean from k-1 downward; the terms are summed while they matter, and are few but for very large means. */
static double surplus(const struct vmi_distribution *d, double k)
{
    enum { MOST = 4000 };
    double excess = d->family == VMI_FAMILY_POISSON ? 0 : d->scale, sum = 0;
    if (k < d->mean && d->variance < MOST * 4) {
        double p = k > 0 ? at(d, k - 1) : 0;
        for (size_t left = (size_t)k; left-- > 0;) {
            double i = (double)left, term = (k - i) * p;
            if (!(term > sum * DBL_EPSILON / 16))
                break;
            sum += term;
            p *= i * (1 + excess) / (d->mean + excess * (i - 1));
        }
        return sum;
    }
    return k > 0 ? fmax(0, (k - d->mean) * below(d, k) + (d->mean + excess * k) * at(d, k)) : 0;
}

const struct vmi_family_row vmi_family_poisson = {below, above, at, loss, surplus, second, NULL};
const struct vmi_family_row vmi_family_negbin = {below, above, at, loss, surplus, second, NULL};
