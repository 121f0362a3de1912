#include "vmi/distribution.h"

#include <float.h>
#include <math.h>

#include "family.h"
#include "vmi/demand_table.h"
#include "vmi/solve.h"

static const struct vmi_family_row *const rows[VMI_FAMILIES] = {
    [VMI_FAMILY_POINT] = &vmi_family_point,     [VMI_FAMILY_NORMAL] = &vmi_family_normal,
    [VMI_FAMILY_GAMMA] = &vmi_family_gamma,     [VMI_FAMILY_LOGNORMAL] = &vmi_family_lognormal,
    [VMI_FAMILY_POISSON] = &vmi_family_poisson, [VMI_FAMILY_NEGBIN] = &vmi_family_negbin,
    [VMI_FAMILY_TABLE] = &vmi_family_table,     [VMI_FAMILY_MIXTURE] = &vmi_family_mixture,
};

static const struct vmi_distribution undefined = {
    .family = VMI_FAMILY_UNDEFINED, .mean = NAN, .variance = NAN};

static struct vmi_distribution point(double mean, bool discrete)
{
    return (struct vmi_distribution){
        .family = VMI_FAMILY_POINT, .mean = mean, .variance = 0, .discrete = discrete, .step = 1};
}

/* Whole numbers: a Poisson unless EXCESS, variance/mean - 1, shows that there is more than its variance. */
static struct vmi_distribution count(enum vmi_family family, double mean, double variance)
{
    double excess = family == VMI_FAMILY_NEGBIN ? (variance - mean) / mean : 0;
    struct vmi_distribution d = {.family = VMI_FAMILY_POISSON,
                                 .discrete = true,
                                 .step = 1,
                                 .mean = mean,
                                 .variance = mean,
                                 .fell_back = family == VMI_FAMILY_NEGBIN && !(excess > 1e-13)};
    if (!(excess > 1e-13))
        return d;
    d.family = VMI_FAMILY_NEGBIN;
    d.variance = variance;
    d.shape = mean / excess;
    d.scale = excess;
    return d;
}

struct vmi_distribution vmi_distribution_make(enum vmi_family family, double mean, double variance)
{
    bool counts = family == VMI_FAMILY_POISSON || family == VMI_FAMILY_NEGBIN;
    struct vmi_distribution d = {.family = family, .step = 1, .mean = mean, .variance = variance};
    if (family == VMI_FAMILY_POISSON)
        variance = mean;
    if (!isfinite(mean) || !isfinite(variance) || variance < -1e-9 * mean * mean - 1e-300)
        return undefined;
    if (mean < 0 && family != VMI_FAMILY_NORMAL && family != VMI_FAMILY_POINT)
        return undefined;
    if (mean == 0 && family != VMI_FAMILY_NORMAL)
        return point(0, counts);
    if (counts)
        return count(family, mean, variance);
    if (!(variance > 0) || family == VMI_FAMILY_POINT)
        return point(mean, false);
    switch (family) {
    case VMI_FAMILY_NORMAL:
        d.shape = sqrt(variance);
        return d;
    case VMI_FAMILY_GAMMA:
        d.shape = mean / variance * mean;
        d.scale = variance / mean;
        return d.shape > 0 && isfinite(d.shape) && d.scale > 0 && isfinite(d.scale) ? d : point(mean, false);
    case VMI_FAMILY_LOGNORMAL:
        d.shape = sqrt(log1p(variance / mean / mean));
        d.scale = log(mean) - d.shape * d.shape / 2;
        return d.shape > 0 ? d : point(mean, false);
    default:
        return undefined;
    }
}

struct vmi_distribution vmi_distribution_lognormal(double log_mean, double log_deviation)
{
    double square = log_deviation * log_deviation, mean = exp(log_mean + square / 2);
    struct vmi_distribution d = {.family = VMI_FAMILY_LOGNORMAL,
                                 .step = 1,
                                 .mean = mean,
                                 .variance = mean * mean * expm1(square),
                                 .shape = log_deviation,
                                 .scale = log_mean};
    if (!(log_deviation >= 0) || !isfinite(mean) || !isfinite(d.variance))
        return undefined;
    return log_deviation > 0 ? d : point(mean, false);
}

struct vmi_distribution vmi_distribution_of_table(const struct vmi_demand_table *table)
{
    if (!table)
        return undefined;
    return (struct vmi_distribution){.family = VMI_FAMILY_TABLE,
                                     .discrete = true,
                                     .step = table->step,
                                     .mean = table->mean,
                                     .variance = table->variance,
                                     .table = table};
}

/* The step of the lattice that all parts are on, of which a point may be any place; 0: none. */
static double common_step(const struct vmi_mixture_part *parts, size_t count)
{
    double step = 0;
    for (size_t i = 0; i < count; i++)
        if (parts[i].distribution.family != VMI_FAMILY_POINT)
            step = parts[i].distribution.step;
    for (size_t i = 0; i < count; i++) {
        const struct vmi_distribution *part = &parts[i].distribution;
        bool is_point = part->family == VMI_FAMILY_POINT && (step > 0 || part->discrete);
        double at = is_point && step > 0 ? part->mean / step : 0;
        if (is_point ? at != floor(at) : !part->discrete || part->step != step)
            return 0;
    }
    return step > 0 ? step : 1;
}

struct vmi_distribution vmi_distribution_mix(const struct vmi_mixture_part *parts, size_t count)
{
    struct vmi_distribution d = {.family = VMI_FAMILY_MIXTURE, .parts = parts, .part_count = count};
    if (!count)
        return undefined;
    for (size_t i = 0; i < count; i++) {
        const struct vmi_distribution *part = &parts[i].distribution;
        if (part->family == VMI_FAMILY_UNDEFINED || part->family == VMI_FAMILY_MIXTURE ||
            !(parts[i].weight > 0))
            return undefined;
        d.mean += parts[i].weight * part->mean;
    }
    for (size_t i = 0; i < count; i++) {
        double distance = parts[i].distribution.mean - d.mean;
        d.variance += parts[i].weight * (parts[i].distribution.variance + distance * distance);
    }
    d.step = common_step(parts, count);
    d.discrete = d.step > 0;
    return d;
}

double vmi_distribution_deviation(const struct vmi_distribution *d)
{
    return sqrt(d->variance);
}

/* Those that are asked by whole steps. A point and a mixture look at their own steps themselves. */
static bool by_steps(const struct vmi_distribution *d)
{
    return d->family == VMI_FAMILY_POISSON || d->family == VMI_FAMILY_NEGBIN || d->family == VMI_FAMILY_TABLE;
}

/* A level that is a multiple of the step but for its rounding is that multiple. */
static double whole_steps(const struct vmi_distribution *d, double x)
{
    double k = x / d->step, near = round(k);
    return fabs(k - near) <= 1e-9 * fmax(1, fmin(fabs(k), 1e6)) ? near : floor(k);
}

double vmi_distribution_floor(const struct vmi_distribution *d)
{
    double low = 0;
    switch (d->family) {
    case VMI_FAMILY_UNDEFINED:
        return NAN;
    case VMI_FAMILY_POINT:
        return d->mean;
    case VMI_FAMILY_NORMAL:
        return d->mean - 39 * d->shape;
    case VMI_FAMILY_MIXTURE:
        for (size_t i = 0; i < d->part_count; i++)
            low = fmin(low, vmi_distribution_floor(&d->parts[i].distribution));
        return low;
    default:
        return 0;
    }
}

/* Nothing is below 0 in these families, which answer above it alone. */
static bool is_below(const struct vmi_distribution *d, double x)
{
    return (by_steps(d) && whole_steps(d, x) < 0) || (d->family == VMI_FAMILY_GAMMA && x < 0) ||
           (d->family == VMI_FAMILY_LOGNORMAL && x <= 0);
}

static bool is_undefined(const struct vmi_distribution *d, double x)
{
    return d->family == VMI_FAMILY_UNDEFINED || isnan(x);
}

double vmi_distribution_below(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x))
        return NAN;
    if (is_below(d, x) || isinf(x))
        return x > 0 && isinf(x) ? 1 : 0;
    return rows[d->family]->below(d, by_steps(d) ? whole_steps(d, x) : x);
}

double vmi_distribution_above(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x))
        return NAN;
    if (is_below(d, x) || isinf(x))
        return x > 0 && isinf(x) ? 0 : 1;
    return rows[d->family]->above(d, by_steps(d) ? whole_steps(d, x) : x);
}

double vmi_distribution_probability(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x) || !d->discrete)
        return NAN;
    double k = whole_steps(d, x);
    if (is_below(d, x) || isinf(x) || fabs(k - x / d->step) > 1e-9 * fmax(1, fabs(k)))
        return 0;
    return rows[d->family]->at(d, by_steps(d) ? k : x);
}

double vmi_distribution_loss(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x) || isinf(x))
        return isinf(x) && d->family != VMI_FAMILY_UNDEFINED ? (x > 0 ? 0 : INFINITY) : NAN;
    if (is_below(d, x))
        return d->mean - x;
    const struct vmi_family_row *row = rows[d->family];
    if (!by_steps(d))
        return row->loss(d, x);
    double k = whole_steps(d, x), past = x / d->step - k;
    return d->step * (fabs(past) > 1e-9 ? row->loss(d, k) - past * row->above(d, k) : row->loss(d, k));
}

double vmi_distribution_surplus(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x) || isinf(x))
        return isinf(x) && d->family != VMI_FAMILY_UNDEFINED ? (x > 0 ? INFINITY : 0) : NAN;
    if (is_below(d, x))
        return 0;
    const struct vmi_family_row *row = rows[d->family];
    if (!by_steps(d))
        return row->surplus(d, x);
    double k = whole_steps(d, x), past = x / d->step - k;
    return d->step * (fabs(past) > 1e-9 ? row->surplus(d, k) + past * row->below(d, k) : row->surplus(d, k));
}

double vmi_distribution_second_loss(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x) || isinf(x))
        return isinf(x) && d->family != VMI_FAMILY_UNDEFINED ? (x > 0 ? 0 : INFINITY) : NAN;
    if (is_below(d, x))
        return ((d->mean - x) * (d->mean - x) + d->variance) / 2;
    const struct vmi_family_row *row = rows[d->family];
    if (!by_steps(d))
        return row->second(d, x);
    double k = whole_steps(d, x), past = x / d->step - k, two = row->second(d, k);
    if (fabs(past) > 1e-9)
        two += past * (past / 2 * row->above(d, k) - row->loss(d, k));
    return d->step * d->step * two;
}

/* Both second-order parts together are E((X - x)^2)/2; of a normal, which is symmetric, each is the other's mirror. */
double vmi_distribution_second_surplus(const struct vmi_distribution *d, double x)
{
    if (is_undefined(d, x) || isinf(x))
        return isinf(x) && d->family != VMI_FAMILY_UNDEFINED ? (x > 0 ? INFINITY : 0) : NAN;
    if (d->family == VMI_FAMILY_NORMAL)
        return vmi_distribution_second_loss(d, d->mean + (d->mean - x));
    if (is_below(d, x))
        return 0;
    return fmax(0, ((d->mean - x) * (d->mean - x) + d->variance) / 2 - vmi_distribution_second_loss(d, x));
}

/* E((X - mean)^3) */
static double third_central(const struct vmi_distribution *d)
{
    double square = d->shape * d->shape, sum = 0;
    switch (d->family) {
    case VMI_FAMILY_UNDEFINED:
        return NAN;
    case VMI_FAMILY_GAMMA:
        return 2 * d->variance * d->scale;
    case VMI_FAMILY_LOGNORMAL:
        return (exp(square) + 2) * expm1(square) * d->mean * d->variance;
    case VMI_FAMILY_POISSON:
        return d->mean;
    case VMI_FAMILY_NEGBIN:
        return d->variance * (1 + 2 * d->scale);
    case VMI_FAMILY_TABLE:
        for (size_t i = 0; i < d->table->count; i++)
            sum += d->table->probability[i] * pow((double)i * d->step - d->mean, 3);
        return sum;
    case VMI_FAMILY_MIXTURE:
        for (size_t i = 0; i < d->part_count; i++) {
            const struct vmi_distribution *part = &d->parts[i].distribution;
            double away = part->mean - d->mean;
            sum +=
                d->parts[i].weight * (third_central(part) + 3 * away * part->variance + away * away * away);
        }
        return sum;
    default:
        return 0;
    }
}

double vmi_distribution_third_moment(const struct vmi_distribution *d)
{
    return third_central(d) + d->mean * (3 * d->variance + d->mean * d->mean);
}

/* The integral of P(X > u) over WIDTH from x, cell by cell: a step function. */
static double over_steps(const struct vmi_distribution *d, double x, double width)
{
    double sum = 0, end = x + width, first = whole_steps(d, x);
    for (int i = 0; (first + i) * d->step < end; i++) {
        double k = first + i, from = fmax(x, k * d->step), to = fmin(end, (k + 1) * d->step);
        sum += fmax(0, to - from) * vmi_distribution_above(d, k * d->step);
    }
    return sum;
}

static double between_parts(const struct vmi_distribution *d, double x, double width)
{
    double sum = 0;
    for (size_t i = 0; i < d->part_count; i++)
        sum += d->parts[i].weight * vmi_distribution_loss_between(&d->parts[i].distribution, x, width);
    return sum;
}

double vmi_distribution_loss_between(const struct vmi_distribution *d, double x, double width)
{
    double low = vmi_distribution_floor(d), linear = fmin(fmax(low - x, 0), width);
    if (is_undefined(d, x) || !(width >= 0))
        return NAN;
    x += linear;
    width -= linear;
    if (!(width > 0))
        return linear;
    if (d->family == VMI_FAMILY_MIXTURE)
        return linear + between_parts(d, x, width);
    if (by_steps(d) && width < 8 * d->step)
        return linear + over_steps(d, x, width);
    double narrow = 1e-3 * sqrt(d->variance);
    bool smooth = !d->discrete && d->family != VMI_FAMILY_POINT;
    if (smooth && width < narrow && width < 1e-3 * (x - low)) /* Simpson's rule, good to width^4 */
        return linear + width / 6 *
                            (vmi_distribution_above(d, x) + 4 * vmi_distribution_above(d, x + width / 2) +
                             vmi_distribution_above(d, x + width));
    if (smooth && width < narrow)
        return linear + width - (vmi_distribution_surplus(d, x + width) - vmi_distribution_surplus(d, x));
    return linear + vmi_distribution_loss(d, x) - vmi_distribution_loss(d, x + width);
}
