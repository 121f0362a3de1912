#include <float.h>
#include <math.h>

#include "family.h"
#include "rmath.h"

/*
 * A gamma of shape a and scale b, at z = x/b. Q and P are the tails of the gamma of scale 1, and w = z^a exp(-z)/gamma(a)
 * is z times its density.
 */
struct at {
    double a, b, z;
    double centre; /* a - z, from mean - x, which does not round off what is left */
};

static struct at at(const struct vmi_distribution *d, double x)
{
    return (struct at){d->shape, d->scale, x / d->scale, (d->mean - x) / d->scale};
}

/*
 * The ratios below lose their error from k = z - a downward, by exp(-4/3 (z-a)^1.5 / sqrt(z)) in all, and would grow it
 * above. Where that is not enough, the usual form loses few digits.
 */
static bool in_tail(const struct at *t)
{
    double past = -t->centre;
    return past > 3 * sqrt(t->a) + 1 && past * past * past > 750 * t->z;
}

/*
 * Ratios r(k) = I(k)/I(k-1) of the integrals I0 = Q, I1, I2 ... of the density above z, which keep
 * (k+1) I(k+1) = (a + k - z) I(k) + z I(k-1); begun far out, where (k+1) r(k+1) goes as k - (z-a) + sqrt(...).
 */
static void tail_ratios(const struct at *t, double *first, double *second)
{
    int far = (int)fmin(-t->centre, 50);
    double behind = t->centre + far;
    double next = (behind + sqrt(behind * behind + 4 * t->z * (far + 1))) / 2; /* (k+1) r(k+1) */
    for (int k = far; k > 2; k--)
        next = k * t->z / (next - t->centre - k);
    *second = t->z / (next - t->centre - 2);
    *first = t->z / (2 * *second - t->centre - 1);
}

/* Of a small shape much is below the smallest double, and counts as 0. */
static double below(const struct vmi_distribution *d, double x)
{
    return vmi_rmath_gamma_below(fmax(x / d->scale, DBL_MIN), d->shape);
}

static double above(const struct vmi_distribution *d, double x)
{
    return vmi_rmath_gamma_above(fmax(x / d->scale, DBL_MIN), d->shape);
}

static double loss(const struct vmi_distribution *d, double x)
{
    struct at t = at(d, x);
    double q = vmi_rmath_gamma_above(t.z, t.a), first, second;
    if (!in_tail(&t))
        return t.b * (t.centre * q + vmi_rmath_gamma_weight(t.z, t.a));
    tail_ratios(&t, &first, &second);
    return t.b * q * first;
}

static double second(const struct vmi_distribution *d, double x)
{
    struct at t = at(d, x);
    double q = vmi_rmath_gamma_above(t.z, t.a), first, next;
    if (!in_tail(&t))
        return t.b * t.b / 2 *
               ((t.centre * t.centre + t.a) * q + vmi_rmath_gamma_weight(t.z, t.a) * (t.centre + 1));
    tail_ratios(&t, &first, &next);
    return t.b * t.b * q * first * next;
}

/*
 * P = w/a * sum of c(k) with c(0) = 1, c(k) = c(k-1) z/(a+k); then z P(a) - a P(a+1), which is the surplus in scales, is
 * w/a * sum of k c(k). The series is long where a is large, and there the usual form is good but far out.
 */
static double surplus(const struct vmi_distribution *d, double x)
{
    enum { LARGE = 10000 };
    struct at t = at(d, x);
    double w = vmi_rmath_gamma_weight(t.z, t.a), c = 1, sum = 0;
    if (t.centre < 0 || t.a > LARGE)
        return t.b * fmax(0, w - t.centre * vmi_rmath_gamma_below(t.z, t.a));
    for (int k = 1; k < LARGE && k * c > sum * DBL_EPSILON / 16; k++) {
        c *= t.z / (t.a + k);
        sum += k * c;
    }
    return t.b * w / t.a * sum;
}

/* Where the density is steep at 0: x^a = p gamma(a+1), in logarithms; from the cube root of a normal elsewhere. */
static double first_guess(double a, double probability, double z)
{
    double near = (log(probability) + vmi_rmath_log_factorial(a)) / a;
    double cube = 1 - 1 / (9 * a) + z / (3 * sqrt(a));
    return cube > 0.1 && a > 0.3 ? log(a * cube * cube * cube) : near;
}

/*
 * Newton's method for ln P or, in the upper half, ln Q as a function of ln z. Both are concave, so that after one step
 * every further one goes the same way. Below the smallest double the level is 0.
 */
static double quantile(const struct vmi_distribution *d, double probability, double tail)
{
    bool lower = probability < tail;
    double a = d->shape, target = lower ? probability : tail;
    double z = lower ? vmi_normal_quantile(probability) : vmi_normal_quantile_above(tail);
    double start = first_guess(a, lower ? probability : 1 - tail, z);
    if (start < log(DBL_MIN) || start + log(d->scale) < log(DBL_MIN))
        return 0;
    z = exp(fmin(start, 30 + log(a + 1)));
    for (int i = 0; i < 200; i++) {
        double w = vmi_rmath_gamma_weight(z, a);
        double p = lower ? vmi_rmath_gamma_below(z, a) : vmi_rmath_gamma_above(z, a);
        double by = (log(p) - log(target)) * p / w;
        by = lower ? -by : by;
        /* Where the tail or the density is 0 to the last digit, a step towards the middle. */
        if (!(p > 0) || !isfinite(by))
            by = lower == (p > 0) ? -1 : 1;
        by = fmin(fmax(by, -5), 5);
        z *= exp(by);
        if (z < DBL_MIN)
            return 0;
        if (fabs(by) < 2 * DBL_EPSILON)
            break;
    }
    return z * d->scale;
}

const struct vmi_family_row vmi_family_gamma = {below, above, NULL, loss, surplus, second, quantile};
