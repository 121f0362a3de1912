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
};

static bool is_problem(const struct problem *p)
{
    return is_figure(p->fixed) && is_cost(p->holding) && is_cost(p->shortage) &&
           p->lead->family != VMI_FAMILY_UNDEFINED;
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
    return larger(away, -away) <= 1e-9 * width ? steps : NAN;
}

static double integral(const struct problem *p, double from, double width)
{
    double to = from + width;
    double loss = vmi_distribution_second_loss(p->lead, from) - vmi_distribution_second_loss(p->lead, to);
    double surplus = width * (from - p->lead->mean + width / 2) + loss;
    return p->holding * surplus + p->shortage * loss;
}

/*
 * The mean of g over the steps from FROM, which does not count, to FROM + WIDTH, which does. g is straight from step to
 * step, so its integral is the sum less half of both ends (the trapezoidal rule, exact here).
 */
static double mean_of_steps(const struct problem *p, double from, double width)
{
    double steps = steps_in(p->lead, width), ends = cost_at(p, from + width) - cost_at(p, from);
    return integral(p, from, width) / width + ends / 2 / steps;
}

static double cost_of(const struct problem *p, double level, double lot)
{
    double mean = p->lead->discrete ? mean_of_steps(p, level, lot) : integral(p, level, lot) / lot;
    return p->fixed / lot + mean;
}

double vmi_rq_cost(const struct vmi_distribution *lead, double demand_rate, double order_cost, double holding,
                   double shortage, double level, double lot)
{
    const struct problem p = {lead, order_cost * demand_rate, holding, shortage};
    if (!is_problem(&p) || !isfinite(level) || !is_cost(lot))
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
    const struct problem p = {lead, 0, holding, shortage};
    if (!is_problem(&p) || !is_cost(lot))
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

/*
 * Where g is COST, on the side of FROM, which is on a slope. g is convex: Newton's method comes to where g is above,
 * and from there towards the root alone. g is above both its asymptotes, so the root is not beyond them.
 */
static double meet(const struct problem *p, double from, double cost)
{
    double low = p->lead->mean - cost / p->shortage, high = p->lead->mean + cost / p->holding, y = from;
    for (int i = 0; i < MOST_STEPS; i++) {
        double next = y - (cost_at(p, y) - cost) / slope_at(p, y);
        next = smaller(larger(next, low), high);
        bool outward = (slope_at(p, y) < 0) == (next < y);
        if (next == y || (i > 0 && outward) || isnan(next))
            return isnan(next) ? next : y;
        y = next;
    }
    return y;
}

/* The first of best + WIDTH, best + 2 WIDTH, best + 4 WIDTH, ... that is on a slope; WIDTH may be below 0. */
static double on_slope(const struct problem *p, double best, double width)
{
    for (int i = 0; i < MOST_DOUBLINGS; i++, width *= 2) {
        double slope = slope_at(p, best + width);
        if (width < 0 ? slope < 0 : slope > 0)
            break;
    }
    return best + width;
}

static struct vmi_lot_policy least_of_any_amount(const struct problem *p)
{
    double best = best_level(p), width = steady_lot(p);
    if (!(width > 0))
        return (struct vmi_lot_policy){best, 0, cost_at(p, best)};
    double low = on_slope(p, best, -width), high = on_slope(p, best, width),
           cost = cost_of(p, low, high - low);
    for (int i = 0; i < MOST_STEPS; i++) {
        low = meet(p, low, cost);
        high = meet(p, high, cost);
        double next = cost_of(p, low, high - low);
        if (!(next < cost * settled))
            break;
        cost = next;
    }
    return isfinite(cost) && isfinite(low) && isfinite(high) ? (struct vmi_lot_policy){low, high - low, cost}
                                                             : no_policy();
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
    double count = larger(vmi_round_down(width / step), 1);
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
    return isfinite(run.cost) ? (struct vmi_lot_policy){(low - 1) * step, count * step, run.cost}
                              : no_policy();
}

struct vmi_lot_policy vmi_least_cost_rq(const struct vmi_distribution *lead, double demand_rate,
                                        double order_cost, double holding, double shortage)
{
    const struct problem p = {lead, order_cost * demand_rate, holding, shortage};
    if (!is_problem(&p) || !is_figure(order_cost) || !is_figure(demand_rate))
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
