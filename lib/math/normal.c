#include "vmi/distribution.h"

#include <float.h>
#include <math.h>

#include "family.h"

/*
 * The integrals I0 = Q, I1 = G, I2 = G2 ... of the density keep I(k-1) = z I(k) + (k+1) I(k+1), so that their ratios
 * r(k) = I(k)/I(k-1) are 1/(z + (k+1) r(k+1)): begun 25 out, from z = 4
 * on, the first guess does not matter.
 */
static void tail_ratios(double z, double *first, double *second)
{
    double r = 0;
    for (int k = 28; k > 3; k--)
        r = 1 / (z + k * r); /* of k - 1 */
    *second = 1 / (z + 3 * r);
    *first = 1 / (z + 2 * *second);
}

enum { TAIL = 4 }; /* from here on the usual form loses two digits and more */

double vmi_normal_loss(double z)
{
    double first, second;
    if (z < 0)
        return -z + vmi_normal_loss(-z);
    if (!(z >= TAIL))
        return vmi_normal_density(z) - z * vmi_normal_above(z);
    if (isinf(z))
        return 0;
    tail_ratios(z, &first, &second);
    return vmi_normal_above(z) * first;
}

double vmi_normal_second_loss(double z)
{
    double first, second;
    if (z < 0)
        return (z * z + 1) / 2 - vmi_normal_second_loss(-z);
    if (!(z >= TAIL))
        return ((z * z + 1) * vmi_normal_above(z) - z * vmi_normal_density(z)) / 2;
    if (isinf(z))
        return 0;
    tail_ratios(z, &first, &second);
    return vmi_normal_above(z) * first * second;
}

/* Newton's method, on the logarithm in the tail; both ways the curve is convex and the start is safe. */
double vmi_normal_loss_inverse(double loss)
{
    const double middle = 0.39894228040143267794;
    if (!(loss > 0) || isinf(loss))
        return NAN;
    bool tail = loss < middle;
    double z = tail ? 0.9 * sqrt(fmax(0, -2 * log(loss / middle))) : -loss;
    for (int i = 0; i < 60; i++) {
        double g = vmi_normal_loss(z), q = vmi_normal_above(z);
        double by = tail ? (log(g) - log(loss)) * g / q : (g - loss) / q;
        z += by;
        if (!(fabs(by) > DBL_EPSILON * fmax(fabs(z), 1e-3)))
            break;
    }
    return z;
}

static double standard(const struct vmi_distribution *d, double x)
{
    return (x - d->mean) / d->shape;
}

static double below(const struct vmi_distribution *d, double x)
{
    return vmi_normal_below(standard(d, x));
}

static double above(const struct vmi_distribution *d, double x)
{
    return vmi_normal_above(standard(d, x));
}

static double loss(const struct vmi_distribution *d, double x)
{
    return d->shape * vmi_normal_loss(standard(d, x));
}

static double surplus(const struct vmi_distribution *d, double x)
{
    return d->shape * vmi_normal_loss(-standard(d, x));
}

static double second(const struct vmi_distribution *d, double x)
{
    return d->variance * vmi_normal_second_loss(standard(d, x));
}

static double quantile(const struct vmi_distribution *d, double probability, double tail)
{
    double z = probability < tail ? vmi_normal_quantile(probability) : vmi_normal_quantile_above(tail);
    return d->mean + d->shape * z;
}

/* The shape of a normal is its standard deviation. */
const struct vmi_family_row vmi_family_normal = {below, above, NULL, loss, surplus, second, quantile};

static double log_standard(const struct vmi_distribution *d, double x)
{
    return (log(x) - d->scale) / d->shape;
}

static double log_below(const struct vmi_distribution *d, double x)
{
    return vmi_normal_below(log_standard(d, x));
}

static double log_above(const struct vmi_distribution *d, double x)
{
    return vmi_normal_above(log_standard(d, x));
}

/* E(X; X > x) = mean * P(Z > z - sigma), and the same below. */
static double log_loss(const struct vmi_distribution *d, double x)
{
    double z = log_standard(d, x);
    return d->mean * vmi_normal_above(z - d->shape) - x * vmi_normal_above(z);
}

static double log_surplus(const struct vmi_distribution *d, double x)
{
    double z = log_standard(d, x);
    return x * vmi_normal_below(z) - d->mean * vmi_normal_below(z - d->shape);
}

static double log_second(const struct vmi_distribution *d, double x)
{
    double z = log_standard(d, x), square = d->variance + d->mean * d->mean;
    return (square * vmi_normal_above(z - 2 * d->shape) - 2 * x * d->mean * vmi_normal_above(z - d->shape) +
            x * x * vmi_normal_above(z)) /
           2;
}

static double log_quantile(const struct vmi_distribution *d, double probability, double tail)
{
    double z = probability < tail ? vmi_normal_quantile(probability) : vmi_normal_quantile_above(tail);
    return exp(d->scale + d->shape * z);
}

/* Shape and scale are deviation and mean of the logarithm. */
const struct vmi_family_row vmi_family_lognormal = {log_below,   log_above,  NULL,        log_loss,
                                                    log_surplus, log_second, log_quantile};
