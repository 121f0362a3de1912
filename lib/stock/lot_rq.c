/* Reorder point and lot under continuous review. */
#include "lot_internal.h"
#include "vmi/solve.h"

/* Newton's method doubles the digits with every step; what needs more has no solution. */
enum { MOST_STEPS = 200, MOST_DOUBLINGS = 1100 };

/* A cost that falls by less does so by rounding. */
static const double settled = 1 - 1e-15;

struct problem {
    const struct vmi_distribution *lead;
    double fixed; /* cost of ordering, times demand a unit of time */
    double holding, shortage;
    double best, least; /* the level at which g is least, and what it is there */
};

/* Of holding that shortage costs. With less, stock is not worth its while, and what little there is has no digits. */
static const double least_share = 1e-6;

static struct problem problem_of(const struct vmi_distribution *lead, double demand_rate, double order_cost,
                                 double holding, double shortage)
{
    bool defined = is_figure(demand_rate) && is_figure(order_cost);
    return (struct problem){lead, defined ? order_cost * demand_rate : NAN, holding, shortage, NAN, NAN};
}

static bool is_defined(const struct problem *p)
{
    return is_figure(p->fixed) && is_cost(p->holding) && is_cost(p->shortage) &&
           p->shortage >= least_share * p->holding && p->lead->family != VMI_FAMILY_UNDEFINED;
}

/* g, and its slope to the right. */
static double cost_at(const struct problem *p, double y)
{
    return vmi_level_cost(p->lead, p->holding, p->shortage, y);
}

static double slope_at(const struct problem *p, double y)
{
    double below = vmi_distribution_below(p->lead, y), both = p->holding + p->shortage;
    return below < 0.5 ? both * below - p->shortage : p->holding - both * vmi_distribution_above(p->lead, y);
}

static double best_level(const struct problem *p)
{
    return vmi_newsvendor(p->lead, p->shortage, p->holding);
}

/* The best lot if demand over the lead time were certain. */
static double steady_lot(const struct problem *p)
{
    return vmi_eoq(1, p->fixed, vmi_holding_with_backorders(p->holding, p->shortage));
}

/* ---- the cost of a policy -------------------------------------------------------------------------------- */

/* WIDTH as a number of steps; NaN when it is not one. */
static double steps_in(const struct vmi_distribution *d, double width)
{
    double steps = vmi_round_down(width / d->step + 0.5), away = steps * d->step - width;
    return vmi_larger(away, -away) <= 1e-9 * width ? steps : NAN;
}

/* E(y - X)+ is the loss and y - mean; where demand cannot be so low it is 0, and has no digits to lose. */
static double integral(const struct problem *p, double from, double width)
{
    double to = from + width, floor = vmi_distribution_floor(p->lead),
           low = vmi_smaller(vmi_larger(from, floor), to);
    double at_low = vmi_distribution_second_loss(p->lead, low),
           at_end = vmi_distribution_second_loss(p->lead, to);
    double surplus = (to - low) * (low - p->lead->mean + (to - low) / 2) + (at_low - at_end);
    double loss = low > from ? vmi_distribution_second_loss(p->lead, from) - at_end : at_low - at_end;
    return p->holding * vmi_larger(surplus, 0) + p->shortage * loss;
}

/* The positions after each of STEPS; a few are added up, as the integral would lose digits to its ends. */
static double mean_of_few(const struct problem *p, double from, double steps)
{
    double sum = 0;
    for (int i = 1; i <= steps; i++)
        sum += cost_at(p, from + i * p->lead->step);
    return sum / steps;
}

/*
 * The mean of g over the steps from FROM, which does not count, to FROM + WIDTH, which does. g is straight from step to
 * step, so its integral is the sum less half of both ends (the trapezoidal rule, exact here).
 */
static double mean_of_steps(const struct problem *p, double from, double width)
{
    enum { FEW = 64 };
    double steps = steps_in(p->lead, width);
    if (steps <= FEW)
        return mean_of_few(p, from, steps);
    return integral(p, from, width) / width + (cost_at(p, from + width) - cost_at(p, from)) / 2 / steps;
}

/* How wide the span from FROM to TO may be to be narrow to D: not at all where demand has a point there. */
static double width_of(const struct vmi_distribution *d, double from, double to)
{
    double width = vmi_larger(vmi_smaller(vmi_square_root(d->variance), from - vmi_distribution_floor(d)), 0);
    if (d->family == VMI_FAMILY_POINT)
        width = d->mean >= from && d->mean <= to ? 0 : INFINITY;
    for (size_t i = 0; i < d->part_count; i++)
        width = vmi_smaller(width, width_of(&d->parts[i].distribution, from, to));
    return d->discrete ? 0 : width;
}

/* Where an integral would lose digits to its ends: so narrow that five points of Gauss and Legendre are as good. */
static bool is_narrow(const struct vmi_distribution *d, double from, double width)
{
    return width < width_of(d, from, from + width) / 4;
}

static double mean_of_points(double (*at)(const struct problem *p, double y), const struct problem *p,
                             double from, double width)
{
    static const double apart[] = {0.53846931010568309104, 0.90617984593866399280};
    static const double weight[] = {0.23931433524968323402, 0.11846344252809454376},
                        middle = 0.28444444444444444444;
    double half = width / 2, centre = from + half, sum = middle * at(p, centre);
    for (size_t i = 0; i < VMI_COUNT(apart); i++)
        sum += weight[i] * (at(p, centre - apart[i] * half) + at(p, centre + apart[i] * half));
    return sum;
}

static double mean_of_any_amount(const struct problem *p, double from, double width)
{
    return is_narrow(p->lead, from, width) ? mean_of_points(cost_at, p, from, width)
                                           : integral(p, from, width) / width;
}

static double cost_of(const struct problem *p, double level, double lot)
{
    return p->fixed / lot +
           (p->lead->discrete ? mean_of_steps(p, level, lot) : mean_of_any_amount(p, level, lot));
}

double vmi_rq_cost(const struct vmi_distribution *lead, double demand_rate, double order_cost, double holding,
                   double shortage, double level, double lot)
{
    const struct problem p = problem_of(lead, demand_rate, order_cost, holding, shortage);
    if (!is_defined(&p) || !isfinite(level) || !is_cost(lot))
        return NAN;
    return cost_of(&p, level, lot);
}

/* ---- the level of a lot ------------------------------------------------------------------------------------ */

struct span {
    const struct problem *p;
    double width;
};

static double loss_over(const void *context, double level)
{
    const struct span *span = context;
    return vmi_distribution_loss_between(span->p->lead, level, span->width);
}

/* Moving up by one step takes in a position that costs no less than the one it leaves behind. */
static bool no_cheaper(const void *context, double k)
{
    const struct span *span = context;
    double next = (k + 1) * span->p->lead->step;
    return cost_at(span->p, next + span->width) >= cost_at(span->p, next);
}

static const double lowest_step = -9007199254740992.0;

double vmi_rq_level(const struct vmi_distribution *lead, double holding, double shortage, double lot)
{
    const struct problem p = problem_of(lead, 0, 0, holding, shortage);
    if (!is_defined(&p) || !is_cost(lot))
        return NAN;
    double share = holding / (holding + shortage), start = best_level(&p) - share * lot;
    const struct span span = {&p, lot};
    if (!lead->discrete) /* g(r + Q) - g(r) = h Q - (h + p) (loss(r) - loss(r + Q)) */
        return vmi_solve_falling(loss_over, &span, share * lot, start, lot / 8);
    if (isnan(steps_in(lead, lot)))
        return NAN;
    return lead->step *
           vmi_first_whole(no_cheaper, &span, start / lead->step, lot / lead->step / 8, lowest_step);
}

/* ---- the best policy, demand in any amount ------------------------------------------------------------------- */

static double above_at(const struct problem *p, double y)
{
    return vmi_distribution_above(p->lead, y);
}

/*
 * g less g at the best level. The best level is where the loss and the surplus of the next unit balance; taken from
 * there, the difference keeps its digits however close to it.
 */
static double excess_at(const struct problem *p, double y)
{
    double low = vmi_smaller(y, p->best), width = vmi_larger(y, p->best) - low, loss, surplus;
    if (is_narrow(p->lead, low, width)) {
        loss = width * mean_of_points(above_at, p, low, width);
        surplus = width - loss;
    } else {
        loss = vmi_distribution_loss(p->lead, low) - vmi_distribution_loss(p->lead, low + width);
        surplus = vmi_distribution_surplus(p->lead, low + width) - vmi_distribution_surplus(p->lead, low);
    }
    return y < p->best ? p->shortage * loss - p->holding * surplus
                       : p->holding * surplus - p->shortage * loss;
}

/* What a policy costs above what the best level does without a cost of ordering. */
static double excess_of(const struct problem *p, double low, double high)
{
    double width = high - low;
    double mean = is_narrow(p->lead, low, width) ? mean_of_points(excess_at, p, low, width)
                                                 : integral(p, low, width) / width - p->least;
    return p->fixed / width + mean;
}

/*
 * Where g is EXCESS above the best, on the side of FROM, which is on a slope. g is convex: Newton's method comes to
 * where g is above, and from there towards the root alone. g is above both its asymptotes, so the root is not beyond
 * them.
 */
static double meet(const struct problem *p, double from, double excess)
{
    bool below = from < p->best;
    double cost = p->least + excess, mean = p->lead->mean, y = from;
    double low = below ? mean - cost / p->shortage : p->best,
           high = below ? p->best : mean + cost / p->holding;
    for (int i = 0; i < MOST_STEPS; i++) {
        double slope = slope_at(p, y), next = y - (excess_at(p, y) - excess) / slope;
        next = vmi_smaller(vmi_larger(next, low), high);
        if (!(next < y || next > y) || (i > 0 && below == (next < y)))
            return y;
        y = next;
    }
    return y;
}

/* The first of best + WIDTH, best + 2 WIDTH, best + 4 WIDTH, ... that is on a slope; WIDTH may be below 0. */
static double on_slope(const struct problem *p, double width)
{
    for (int i = 0; i < MOST_DOUBLINGS; i++) {
        double slope = slope_at(p, p->best + width);
        if (width < 0 ? slope < 0 : slope > 0)
            break;
        width *= 2;
    }
    return p->best + width;
}

static struct vmi_lot_policy least_of_any_amount(struct problem *p)
{
    double width = steady_lot(p);
    p->best = best_level(p);
    p->least = cost_at(p, p->best);
    if (!(width > 0))
        return (struct vmi_lot_policy){p->best, 0, p->least};
    double low = on_slope(p, -width), high = on_slope(p, width), excess = excess_of(p, low, high);
    for (int i = 0; i < MOST_STEPS; i++) {
        double next_low = meet(p, low, excess), next_high = meet(p, high, excess);
        double next = excess_of(p, next_low, next_high);
        if (!(next <= excess * (1 + 1e-9)))
            break;
        bool done = !(next < excess * settled);
        low = next_low; /* also in the end: they have the digits that the cost no longer tells */
        high = next_high;
        excess = vmi_smaller(next, excess);
        if (done)
            break;
    }
    double cost = p->least + excess;
    return isfinite(cost) && high > low ? (struct vmi_lot_policy){low, high - low, cost} : no_policy();
}

/* ---- the best policy, demand in steps ------------------------------------------------------------------------- */

/* The positions that cost less than COST are a run of steps around the best; found from both sides. */
struct run {
    const struct problem *p;
    double best, cost;
};

static bool is_cheap_or_above(const void *context, double k)
{
    const struct run *run = context;
    return k >= run->best || cost_at(run->p, k * run->p->lead->step) < run->cost;
}

static bool is_dear_and_above(const void *context, double k)
{
    const struct run *run = context;
    return k > run->best && !(cost_at(run->p, k * run->p->lead->step) < run->cost);
}

static struct vmi_lot_policy least_of_steps(const struct problem *p)
{
    double step = p->lead->step, best = best_level(p), width = steady_lot(p);
    struct run run = {p, vmi_round_down(best / step + 0.5), 0};
    if (!(width > 0))
        return (struct vmi_lot_policy){best - step, step, cost_at(p, best)};
    double count = vmi_larger(vmi_round_down(width / step), 1);
    double low = run.best - vmi_round_down(count * (p->holding / (p->holding + p->shortage)));
    run.cost = cost_of(p, (low - 1) * step, count * step);
    for (int i = 0; i < MOST_STEPS; i++) {
        double high = low + count;
        low = vmi_first_whole(is_cheap_or_above, &run, low, count / 8, lowest_step);
        high = vmi_first_whole(is_dear_and_above, &run, high, count / 8, run.best + 1);
        count = high - low;
        double next = cost_of(p, (low - 1) * step, count * step);
        if (!(next < run.cost * settled))
            break;
        run.cost = next;
    }
    struct vmi_lot_policy policy = {(low - 1) * step, count * step, run.cost};
    return isfinite(policy.level) && isfinite(policy.lot) && isfinite(policy.cost) ? policy : no_policy();
}

struct vmi_lot_policy vmi_least_cost_rq(const struct vmi_distribution *lead, double demand_rate,
                                        double order_cost, double holding, double shortage)
{
    struct problem p = problem_of(lead, demand_rate, order_cost, holding, shortage);
    if (!is_defined(&p))
        return no_policy();
    return lead->discrete ? least_of_steps(&p) : least_of_any_amount(&p);
}

/* ---- the textbook's -------------------------------------------------------------------------------------------- */

struct vmi_lot_policy vmi_textbook_rq(const struct vmi_distribution *lead, double demand_rate,
                                      double order_cost, double holding, double penalty)
{
    enum { MOST_ROUNDS = 2000 }; /* it creeps where Q h nears p d */
    double lot = vmi_eoq(demand_rate, order_cost, holding), level = NAN, loss = NAN;
    if (!is_cost(lot) || !is_cost(penalty))
        return no_policy();
    for (int i = 0; i < MOST_ROUNDS; i++) {
        double before = lot;
        level = vmi_distribution_quantile_above(lead, lot * holding / (penalty * demand_rate));
        loss = vmi_distribution_loss(lead, level);
        lot = vmi_eoq(demand_rate, order_cost + penalty * loss, holding);
        if (isnan(lot))
            return no_policy();
        if (lot - before <= 1e-15 * lot)
            break;
    }
    double cost =
        vmi_lot_cost(demand_rate, order_cost + penalty * loss, holding, lot) + holding * (level - lead->mean);
    return (struct vmi_lot_policy){level, lot, cost};
}
