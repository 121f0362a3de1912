/*
 * rmath.h: what is asked of libRmath. NaN for arguments for which it would print a warning.
 */
#ifndef VMI_MATH_RMATH_H
#define VMI_MATH_RMATH_H

/* P(X <= x) and P(X > x) of a gamma with SHAPE > 0 and scale 1, x >= 0; and x^SHAPE exp(-x) / gamma(SHAPE). */
double vmi_rmath_gamma_below(double x, double shape);
double vmi_rmath_gamma_above(double x, double shape);
double vmi_rmath_gamma_weight(double x, double shape);

/* ln gamma(1 + x), x >= 0 */
double vmi_rmath_log_factorial(double x);

/* Of whole k >= 0 and MEAN > 0 */
double vmi_rmath_poisson_below(double k, double mean);
double vmi_rmath_poisson_above(double k, double mean);
double vmi_rmath_poisson_at(double k, double mean);

/* And SIZE > 0 */
double vmi_rmath_negbin_below(double k, double size, double mean);
double vmi_rmath_negbin_above(double k, double size, double mean);
double vmi_rmath_negbin_at(double k, double size, double mean);

#endif
