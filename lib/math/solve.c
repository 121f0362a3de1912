#include "vmi/solve.h"

#include <float.h>
#include <math.h>

/* Steps that double reach every double from every other in fewer; halvings end a bracket of any width. */
enum { DOUBLINGS = 1100, HALVINGS = 2200 };

struct problem {
    vmi_curve *curve;
    const void *context;
    double target;
};

/* 0 at the root, above it to the left. A curve that has fallen to 0 is as far below as exp() goes. */
static double height(const struct problem *p, double x)
{
    double value = p->curve(p->context, x);
    if (isnan(value))
        return NAN;
    double ratio = value / p->target;
    return ratio > DBL_MIN ? log(ratio) : -750 + ratio;
}

/* Where inverse quadratic interpolation may be trusted (Chandrupatla's criterion), the share of [a, b] to take. */
static double share(double xa, double fa, double xb, double fb, double xc, double fc)
{
    double xi = (xa - xb) / (xc - xb), phi = (fa - fb) / (fc - fb);
    if (!(phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi))
        return 0.5;
    double t = fa / (fb - fa) * fc / (fb - fc) + (xc - xa) / (xb - xa) * fa / (fc - fa) * fb / (fc - fb);
    return isfinite(t) ? t : 0.5;
}

static double refine(const struct problem *p, double xa, double fa, double xb, double fb)
{
    double t = fa / (fa - fb), best = fabs(fa) < fabs(fb) ? xa : xb;
    for (int i = 0; i < HALVINGS; i++) {
        double x = xa + t * (xb - xa), f = height(p, x);
        double xc = xb, fc = fb;
        if (isnan(f))
            return NAN;
        if ((f > 0) == (fa > 0)) {
            xc = xa;
            fc = fa;
        } else {
            xb = xa;
            fb = fa;
        }
        xa = x;
        fa = f;
        best = fabs(fa) < fabs(fb) ? xa : xb;
        double width = fabs(xb - xa), tolerance = 2 * DBL_EPSILON * fabs(best) + DBL_MIN;
        if (fa == 0 || width <= 2 * tolerance)
            return best;
        double least = tolerance / width;
        t = fmin(fmax(share(xa, fa, xb, fb, xc, fc), least), 1 - least);
    }
    return best;
}

double vmi_solve_falling(vmi_curve *curve, const void *context, double target, double start, double step)
{
    const struct problem p = {curve, context, target};
    double low = start, at_low, high = start, at_high;
    if (!(target > 0) || !isfinite(start) || !(step > 0))
        return NAN;
    at_low = at_high = height(&p, start);
    step = fmax(step, 4 * DBL_EPSILON * fabs(start));
    for (int i = 0; i < DOUBLINGS && at_low < 0; i++) {
        high = low;
        at_high = at_low;
        low -= step;
        step *= 2;
        at_low = height(&p, low);
    }
    for (int i = 0; i < DOUBLINGS && at_high > 0; i++) {
        low = high;
        at_low = at_high;
        high += step;
        step *= 2;
        at_high = height(&p, high);
    }
    if (at_low == 0 || at_high == 0)
        return at_low == 0 ? low : high;
    if (!(at_low > 0 && at_high < 0) || !isfinite(low) || !isfinite(high))
        return NAN;
    return refine(&p, low, at_low, high, at_high);
}

double vmi_first_whole(vmi_condition *condition, const void *context, double start, double stride,
                       double lowest)
{
    const double most = 9007199254740992.0;
    if (isnan(start) || isnan(stride) || isnan(lowest))
        return NAN;
    double high = fmin(fmax(round(start), lowest), most), low = high;
    stride = fmax(1, round(stride));
    /* Afterwards it holds at high, and not at low or there is nothing below. */
    if (condition(context, high)) {
        while (low > lowest && condition(context, low)) {
            high = low;
            low = fmax(low - stride, lowest);
            stride *= 2;
        }
        if (low == lowest && condition(context, low))
            return low;
    } else {
        while (!condition(context, high)) {
            if (high >= most)
                return NAN;
            low = high;
            high = fmin(high + stride, most);
            stride *= 2;
        }
    }
    while (high - low > 1) {
        double middle = low + floor((high - low) / 2);
        if (condition(context, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* Lagrange's polynomial through HEIGHT at -2, -1, 0, 1, 2, 3. */
static double through_six(const double height[6], double x)
{
    static const double divisor[6] = {-120, 24, -12, 12, -24, 120};
    double sum = 0;
    for (int i = 0; i < 6; i++) {
        double part = height[i] / divisor[i];
        for (int j = 0; j < 6; j++)
            part *= j == i ? 1 : x - (j - 2);
        sum += part;
    }
    return sum;
}

double vmi_pass_between(const double value[6], double target)
{
    double height[6], low = 0, high = 1;
    for (int i = 0; i < 6; i++) {
        if (!(value[i] > 0) || !(target > 0))
            return NAN;
        height[i] = log(value[i] / target);
    }
    if (!(height[2] >= 0 && height[3] <= 0))
        return NAN;
    while (high - low > DBL_EPSILON) {
        double middle = low + (high - low) / 2;
        if (through_six(height, middle) > 0)
            low = middle;
        else
            high = middle;
    }
    return high;
}

double vmi_round_down(double x)
{
    return floor(x);
}

double vmi_round_up(double x)
{
    return ceil(x);
}

double vmi_square_root(double x)
{
    return sqrt(x);
}

double vmi_power(double base, double exponent)
{
    return pow(base, exponent);
}

double vmi_log_gamma(double x)
{
    int sign;
    return lgamma_r(x, &sign);
}
