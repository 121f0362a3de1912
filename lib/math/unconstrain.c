#include "vmi/unconstrain.h"
#include "vmi/solve.h"

#include <math.h>

enum { MOST_STEPS = 200, MOST_HALVINGS = 60 };

static const double log_root_two_pi = 0.91893853320467274178;

static bool is_censored(const struct vmi_sales *sales, size_t i)
{
    return sales->censored && sales->censored[i];
}

static bool all_within(const struct vmi_sales *sales, double lowest, double highest)
{
    for (size_t i = 0; i < sales->count; i++)
        if (!(sales->values[i] >= lowest && sales->values[i] <= highest))
            return false;
    return true;
}

/* ---- normal ---------------------------------------------------------------------------------------- */

/* The square of a larger one is not a number. */
static const double largest = 1e150;

/* Of the upper tail of a standard normal: its logarithm, density/tail, and the density/tail less z. */
struct tail {
    double log, rate, beyond;
};

/* From here the fraction is exact to the last digit, and the other form still is. */
static const double far_out = 6;

static struct tail tail_at(double z)
{
    if (z < far_out) {
        double tail = erfc(z * M_SQRT1_2) / 2, rate = exp(-z * z / 2 - log_root_two_pi) / tail;
        return (struct tail){log(tail), rate, rate - z};
    }
    /* rate = z + 1/(z + 2/(z + 3/(z + ...))) */
    double beyond = 0;
    for (int k = 60; k > 0; k--)
        beyond = k / (z + beyond);
    return (struct tail){-z * z / 2 - log_root_two_pi - log(z + beyond), z + beyond, beyond};
}

/* What was not censored as sums, and the scale in which it has mean 0 and deviation 1, so that no sum cancels. */
struct known {
    double count, mean, scale, squares; /* squares in that scale */
    double lowest, highest;
};

/* log-likelihood, in that scale, by inverse = 1/deviation and ratio = mean/deviation; its slopes and curvatures. */
struct likelihood {
    double inverse, ratio;
    double value, by_inverse, by_ratio;
    double inverse_inverse, inverse_ratio, ratio_ratio;
};

static struct known gather(const struct vmi_sales *sales)
{
    struct known known = {.count = (double)sales->zeros, .lowest = INFINITY, .highest = -INFINITY};
    double sum = 0;
    if (sales->zeros)
        known.lowest = known.highest = 0;
    for (size_t i = 0; i < sales->count; i++)
        if (!is_censored(sales, i)) {
            known.count++;
            sum += sales->values[i];
            known.lowest = fmin(known.lowest, sales->values[i]);
            known.highest = fmax(known.highest, sales->values[i]);
        }
    known.mean = sum / known.count;
    return known;
}

/* In two passes; what is all alike takes its scale from how far above it sales were censored. */
static void scale(const struct vmi_sales *sales, struct known *known)
{
    double squares = (double)sales->zeros * known->mean * known->mean, furthest = 0;
    for (size_t i = 0; i < sales->count; i++) {
        double distance = sales->values[i] - known->mean;
        if (!is_censored(sales, i))
            squares += distance * distance;
        else
            furthest = fmax(furthest, distance);
    }
    if (known->lowest == known->highest)
        known->mean = known->lowest, squares = 0;
    known->scale = squares > 0 ? sqrt(squares / known->count) : furthest;
    known->squares = squares > 0 ? known->count : 0;
}

static struct likelihood likelihood_at(const struct vmi_sales *sales, const struct known *known,
                                       double inverse, double ratio)
{
    double n = known->count;
    struct likelihood l = {.inverse = inverse, .ratio = ratio};
    l.value =
        n * (log(inverse) - log_root_two_pi) - (inverse * inverse * known->squares + n * ratio * ratio) / 2;
    l.by_inverse = n / inverse - inverse * known->squares;
    l.by_ratio = -n * ratio;
    l.inverse_inverse = n / inverse / inverse + known->squares;
    l.ratio_ratio = n;
    for (size_t i = 0; i < sales->count; i++) {
        if (!is_censored(sales, i))
            continue;
        double c = (sales->values[i] - known->mean) / known->scale;
        struct tail tail = tail_at(inverse * c - ratio);
        double bend = tail.rate * tail.beyond;
        l.value += tail.log;
        l.by_inverse -= tail.rate * c;
        l.by_ratio += tail.rate;
        l.inverse_inverse += bend * c * c;
        l.inverse_ratio -= bend * c;
        l.ratio_ratio += bend;
    }
    return l;
}

/* One step of Newton's, halved until the likelihood does not fall; false where that is nowhere but here. */
static bool climb(const struct vmi_sales *sales, const struct known *known, struct likelihood *l)
{
    double d = l->inverse_inverse * l->ratio_ratio - l->inverse_ratio * l->inverse_ratio;
    double inverse = (l->ratio_ratio * l->by_inverse - l->inverse_ratio * l->by_ratio) / d;
    double ratio = (l->inverse_inverse * l->by_ratio - l->inverse_ratio * l->by_inverse) / d;
    double share = 2;
    for (int i = 0; i < MOST_HALVINGS; i++) {
        share /= 2;
        if (!(l->inverse + share * inverse > 0))
            continue;
        struct likelihood next =
            likelihood_at(sales, known, l->inverse + share * inverse, l->ratio + share * ratio);
        /* Near the top the likelihood itself is known to its last digits only. */
        if (next.value >= l->value - 1e-13 * fabs(l->value)) {
            *l = next;
            return share < 1 || fabs(inverse) > 1e-11 * l->inverse ||
                   fabs(ratio) > 1e-11 * (1 + fabs(l->ratio));
        }
    }
    return false;
}

static bool alike(const struct vmi_sales *sales, const struct known *known)
{
    if (known->lowest < known->highest)
        return false;
    for (size_t i = 0; i < sales->count; i++)
        if (is_censored(sales, i) && sales->values[i] > known->highest)
            return false;
    return true;
}

bool vmi_unconstrain_normal(const struct vmi_sales *sales, struct vmi_unconstrained *result)
{
    struct known known = gather(sales);
    if (known.count < 2 || !all_within(sales, -largest, largest))
        return false;
    if (alike(sales, &known)) {
        *result = (struct vmi_unconstrained){known.lowest, 0, INFINITY, 0, true};
        return true;
    }
    scale(sales, &known);
    struct likelihood l = likelihood_at(sales, &known, 1, 0);
    int steps = 1;
    while (climb(sales, &known, &l) && steps < MOST_STEPS)
        steps++;
    result->mean = known.mean + known.scale * l.ratio / l.inverse;
    result->deviation = known.scale / l.inverse;
    result->log_likelihood = l.value - known.count * log(known.scale);
    result->iterations = steps;
    result->converged = steps < MOST_STEPS;
    return true;
}

/* ---- Poisson ----------------------------------------------------------------------------------------- */

/* The sum below has some 40 times the root of this many terms. */
static const double most_units = 1e7;

/*
 * P(D >= c) / P(D = c) = 1 + mean/(c+1) + mean^2/((c+1)(c+2)) + ..., all of it positive. It overflows only where
 * demand below c is out of the question.
 */
static double tail_over_probability(double c, double mean)
{
    double sum = 1, term = 1, k = c;
    while (term > sum * 1e-17 && isfinite(sum)) {
        k++;
        term *= mean / k;
        sum += term;
    }
    return sum;
}

static double units(double value)
{
    return ceil(value - 1e-9);
}

/* Units that are missing on average when demand of MEAN is known to be C or more: E(D | D >= c) - mean. */
static double missing(double c, double mean)
{
    return c > 0 ? c / tail_over_probability(c, mean) : 0;
}

/* What the estimate makes 0, and its slope: sold and missing, less the mean of the uncensored periods. */
static double surplus(const struct vmi_sales *sales, double known, double sold, double mean, double *slope)
{
    double value = sold - known * mean;
    *slope = -known;
    for (size_t i = 0; i < sales->count; i++)
        if (is_censored(sales, i)) {
            double c = units(sales->values[i]), more = missing(c, mean);
            value += more;
            if (mean > 0)
                *slope += more / mean * (c - mean - more);
        }
    return value;
}

static double log_probability(double x, double mean)
{
    return (x > 0 ? x * log(mean) : 0) - mean - vmi_log_gamma(x + 1);
}

static double poisson_log_likelihood(const struct vmi_sales *sales, double mean)
{
    double sum = -(double)sales->zeros * mean;
    for (size_t i = 0; i < sales->count; i++) {
        double x = is_censored(sales, i) ? units(sales->values[i]) : sales->values[i];
        double ways = is_censored(sales, i) && x > 0 ? tail_over_probability(x, mean) : 1;
        if (!is_censored(sales, i))
            sum += log_probability(x, mean);
        else if (x > 0 && isfinite(ways))
            sum += log_probability(x, mean) + log(ways);
    }
    return sum;
}

/* Newton's method between LOW, where there is a surplus, and HIGH, where there is none. */
static void solve_poisson(const struct vmi_sales *sales, double known, double sold, double low, double high,
                          struct vmi_unconstrained *result)
{
    double mean = low, step = high - low;
    int steps = 0;
    while (fabs(step) > 1e-14 * mean && low < high && steps < MOST_STEPS) {
        double slope, value = surplus(sales, known, sold, mean, &slope), next = mean - value / slope;
        if (value > 0)
            low = mean;
        else
            high = mean;
        if (!(next >= low && next <= high))
            next = low + (high - low) / 2;
        step = next - mean;
        mean = next;
        steps++;
    }
    *result = (struct vmi_unconstrained){mean, sqrt(mean), poisson_log_likelihood(sales, mean), steps,
                                         steps < MOST_STEPS};
}

bool vmi_unconstrain_poisson(const struct vmi_sales *sales, struct vmi_unconstrained *result)
{
    double known = (double)sales->zeros, periods = (double)(sales->count + sales->zeros), sold = 0,
           bounds = 0;
    if (!all_within(sales, 0, most_units))
        return false;
    for (size_t i = 0; i < sales->count; i++)
        if (is_censored(sales, i)) {
            bounds += units(sales->values[i]);
            /* Demand of 0 or more is no news. */
            periods -= units(sales->values[i]) <= 0;
        } else {
            sold += sales->values[i];
            known++;
        }
    if (known == 0)
        return false;
    /* Demand is at least what was sold, and what is missing is at most the bounds. */
    solve_poisson(sales, known, sold, (sold + bounds) / periods, (sold + bounds) / known, result);
    return true;
}
