/*
 * solve.h: roots and searches that always end, and the roundings and powers that the floors above math use.
 */
#ifndef VMI_SOLVE_H
#define VMI_SOLVE_H

#include "vmi/base.h"

typedef double vmi_curve(const void *context, double x);
typedef bool vmi_condition(const void *context, double x);

/*
 * x with CURVE(x) = TARGET (above 0), for a curve that does not rise and is nowhere below 0. The root is enclosed from
 * START by steps of STEP (above 0) that double, and found by inverse quadratic interpolation and bisection on the
 * logarithms (Chandrupatla, A new hybrid quadratic/bisection algorithm, 1997), so that a tail of exp(-x^2) is no harder
 * than a line. NaN when the curve does not reach TARGET on either side, or is NaN.
 */
double vmi_solve_falling(vmi_curve *curve, const void *context, double target, double start, double step);

/*
 * The smallest whole x >= LOWEST where CONDITION holds, which holds from there on; searched from START by steps that
 * double from STRIDE, and then halve. NaN when it holds nowhere below 2^53.
 */
double vmi_first_whole(vmi_condition *condition, const void *context, double start, double stride,
                       double lowest);

/*
 * Where, from 0 to 1, a falling curve passes TARGET between the third and the fourth of six VALUES at even distances, by
 * the polynomial of the fifth degree through their logarithms. NaN when it does not, or a value is not above 0.
 */
double vmi_pass_between(const double value[6], double target);

static inline double vmi_smaller(double a, double b)
{
    return a < b ? a : b;
}

static inline double vmi_larger(double a, double b)
{
    return a > b ? a : b;
}

double vmi_round_down(double x);
double vmi_round_up(double x);
double vmi_square_root(double x);
double vmi_power(double base, double exponent);

/* ln |gamma(x)|; unlike lgamma() it writes to nothing that threads share. */
double vmi_log_gamma(double x);

#endif
