#include "rmath.h"

#include <math.h>

#include "vmi/distribution.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

double vmi_normal_quantile(double probability)
{
    /* Outside the open interval libRmath would print a warning to standard output. */
    if (!(probability > 0 && probability < 1))
        return NAN;
    return qnorm(probability, 0, 1, 1, 0);
}

double vmi_normal_quantile_above(double tail)
{
    if (!(tail > 0 && tail < 1))
        return NAN;
    return qnorm(tail, 0, 1, 0, 0);
}

double vmi_normal_density(double z)
{
    return isnan(z) ? NAN : dnorm(z, 0, 1, 0);
}

double vmi_normal_below(double z)
{
    return isnan(z) ? NAN : pnorm(z, 0, 1, 1, 0);
}

double vmi_normal_above(double z)
{
    return isnan(z) ? NAN : pnorm(z, 0, 1, 0, 0);
}

static bool usable(double x, double parameter)
{
    return x >= 0 && parameter > 0 && isfinite(x) && isfinite(parameter);
}

double vmi_rmath_gamma_below(double x, double shape)
{
    return usable(x, shape) ? pgamma(x, shape, 1, 1, 0) : NAN;
}

double vmi_rmath_gamma_above(double x, double shape)
{
    return usable(x, shape) ? pgamma(x, shape, 1, 0, 0) : NAN;
}

/* Stirling's series for ln x! - ln(sqrt(2 pi x) (x/e)^x), to the last digit for x of 15 and more. */
static double stirling(double x)
{
    double square = 1 / (x * x);
    return (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188)))) /
           x;
}

/*
 * mean^x exp(-mean) / x!, for X that need not be whole. dpois_raw() of R 4.1 to 4.3 loses digits in proportion to X where
 * the mean is not whole; ln(mean/x) - (mean-x)/x does not.
 */
static double poisson_raw(double x, double mean)
{
    if (x < 15)
        return dpois_raw(x, mean, 0);
    return exp(x * log1pmx((mean - x) / x) - stirling(x)) / sqrt(2 * M_PI * x);
}

double vmi_rmath_gamma_weight(double x, double shape)
{
    return usable(x, shape) ? shape * poisson_raw(shape, x) : NAN;
}

double vmi_rmath_log_factorial(double x)
{
    /* lgammafn() speaks from 2.5e305 on. */
    return x >= 0 && x < 1e300 ? (x < 0.5 ? lgamma1p(x) : lgammafn(x + 1)) : NAN;
}

double vmi_rmath_poisson_below(double k, double mean)
{
    return usable(k, mean) ? ppois(k, mean, 1, 0) : NAN;
}

double vmi_rmath_poisson_above(double k, double mean)
{
    return usable(k, mean) ? ppois(k, mean, 0, 0) : NAN;
}

double vmi_rmath_poisson_at(double k, double mean)
{
    return usable(k, mean) ? poisson_raw(k, mean) : NAN;
}

double vmi_rmath_negbin_below(double k, double size, double mean)
{
    return usable(k, size) && usable(k, mean) ? pnbinom_mu(k, size, mean, 1, 0) : NAN;
}

double vmi_rmath_negbin_above(double k, double size, double mean)
{
    return usable(k, size) && usable(k, mean) ? pnbinom_mu(k, size, mean, 0, 0) : NAN;
}

/*
 * For a large SIZE, where libRmath would round off k against it: the Poisson, times the quotient of the two, whose
 * gammas are by Stirling's series.
 */
static double nearly_poisson(double k, double size, double mean)
{
    double gammas = size * (log1pmx(k / size) - log1pmx(mean / size)) - log1p(k / size) / 2;
    gammas += stirling(size + k) - stirling(size);
    double poisson = poisson_raw(k, mean);
    /* far out where there is nothing the quotient is infinite */
    return poisson > 0 ? poisson * exp(gammas + k * log1p((k - mean) / (size + mean))) : 0;
}

double vmi_rmath_negbin_at(double k, double size, double mean)
{
    if (!usable(k, size) || !usable(k, mean))
        return NAN;
    if (k == 0)
        return exp(-size * log1p(mean / size));
    if (size > 1000 && size > 20 * mean && size > 20 * k)
        return nearly_poisson(k, size, mean);
    /* Not dnbinom_mu(), which leaves out mean^2/size where size is very large. */
    return size / (size + k) * dbinom_raw(size, size + k, size / (size + mean), mean / (size + mean), 0);
}
