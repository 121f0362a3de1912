/* (s, S) under periodic review, of demand in steps. */
#include <string.h>

#include "lot_internal.h"
#include "vmi/demand_table.h"
#include "vmi/solve.h"

enum { FEW = 64 };

/*
 * How often, between two orders, the position stands J steps below S after a period: the renewals of demand, given that
 * there is some, mass(0) = 1 and mass(j) = sum over l of share(l) mass(j - l). As they are given demand, an item that
 * hardly ever moves is like any other.
 */
struct renewal {
    const struct vmi_distribution *review;
    double positive; /* P(demand in a period) */
    double *share;   /* of demand of l steps, given that there is some */
    double *mass;
    size_t count, room;
    size_t reach; /* larger demands do not come */
    struct vmi_arena *arena;
};

static double *longer(struct vmi_arena *arena, const double *from, size_t count, size_t room)
{
    double *to = vmi_arena_alloc(arena, room * sizeof *to);
    if (count)
        memcpy(to, from, count * sizeof *to);
    return to;
}

static void make_room(struct renewal *r, size_t room)
{
    r->share = longer(r->arena, r->share, r->count, room);
    r->mass = longer(r->arena, r->mass, r->count, room);
    r->room = room;
}

static struct renewal begin_renewal(const struct vmi_distribution *review, size_t room,
                                    struct vmi_arena *arena)
{
    struct renewal r = {.review = review, .arena = arena, .reach = SIZE_MAX};
    r.positive = vmi_distribution_above(review, 0);
    make_room(&r, room);
    r.share[0] = 0;
    r.mass[0] = 1;
    r.count = 1;
    return r;
}

/* The mass of J, which is at most one more than the last that was asked for. */
static double mass_of(struct renewal *r, size_t j)
{
    if (j < r->count)
        return r->mass[j];
    if (j == r->room)
        make_room(r, 2 * r->room);
    double x = (double)j * r->review->step, sum = 0;
    if (r->reach == SIZE_MAX && vmi_distribution_above(r->review, x - r->review->step) < 1e-18 * r->positive)
        r->reach = j - 1;
    r->share[j] = j <= r->reach ? vmi_distribution_probability(r->review, x) / r->positive : 0;
    for (size_t l = 1; l <= j && l <= r->reach; l++)
        sum += r->share[l] * r->mass[j - l];
    r->mass[j] = sum;
    r->count++;
    return sum;
}

static bool have_one_step(const struct vmi_distribution *review, const struct vmi_distribution *covered)
{
    return review->discrete && covered->discrete && review->step == covered->step && is_cost(review->step);
}

/* ---- the outcome of a policy --------------------------------------------------------------------------------- */

struct vmi_ss_outcome vmi_ss_outcome(const struct vmi_distribution *review,
                                     const struct vmi_distribution *covered, double level, double lot,
                                     struct vmi_arena *arena)
{
    struct vmi_ss_outcome outcome = {NAN, NAN, NAN, NAN};
    bool certain = review->discrete && covered->variance == 0; /* as without a lead time */
    if (!(certain || have_one_step(review, covered)) || !isfinite(level) || !is_cost(lot))
        return outcome;
    double step = review->step, steps = vmi_round_down(lot / step + 0.5), all = 0;
    if (!(vmi_distribution_above(review, 0) > 0) || steps < 1 || steps >= VMI_DEMAND_TABLE_LARGEST ||
        larger(steps * step - lot, lot - steps * step) > 1e-9 * lot)
        return outcome;
    struct renewal r = begin_renewal(review, (size_t)steps, arena);
    outcome = (struct vmi_ss_outcome){0, 0, 0, 0};
    for (size_t j = 0; j < (size_t)steps; j++) {
        double mass = mass_of(&r, j), position = level + lot - (double)j * step;
        all += mass;
        outcome.on_hand += mass * vmi_distribution_surplus(covered, position);
        outcome.backorders += mass * vmi_distribution_loss(covered, position);
        outcome.ready += mass * vmi_distribution_below(covered, position);
    }
    outcome.orders = r.positive / all;
    outcome.on_hand /= all;
    outcome.backorders /= all;
    outcome.ready /= all;
    return outcome;
}

double vmi_ss_cost(const struct vmi_ss_outcome *outcome, double order_cost, double holding, double shortage)
{
    if (!is_figure(order_cost) || !is_figure(holding) || !is_figure(shortage))
        return NAN;
    return order_cost * outcome->orders + holding * outcome->on_hand + shortage * outcome->backorders;
}

/* ---- the best policy --------------------------------------------------------------------------------------------- */

/* Positions are counted in steps. */
struct search {
    struct renewal renewal;
    const struct vmi_distribution *covered;
    double fixed; /* cost of ordering, given that there is demand in a period */
    double holding, shortage;
    double best; /* the level of least cost of a period */
    double s, S, cost;
    double *costs; /* of a period that covers from the position s + 1, s + 2, ... at first */
    double base;   /* that s */
};

static double period_cost(const struct search *search, double position)
{
    return vmi_level_cost(search->covered, search->holding, search->shortage,
                          position * search->covered->step);
}

/* Lowers s under the best level until a period at s costs no less than the policy; false where that is too far. */
static bool lower(struct search *search)
{
    double sum = search->fixed, all = 0;
    for (size_t j = 0; j + 1 < VMI_DEMAND_TABLE_LARGEST; j++) {
        double mass = mass_of(&search->renewal, j);
        sum += mass * period_cost(search, search->best - (double)j);
        all += mass;
        search->s = search->best - (double)j - 1;
        search->cost = sum / all;
        if (search->cost <= period_cost(search, search->s))
            return true;
    }
    return false;
}

static bool is_dear(const void *context, double position)
{
    const struct search *search = context;
    return position > search->best && !(period_cost(search, position) <= search->cost);
}

/* Every position that may come into question, and what it costs. */
static bool price_positions(struct search *search)
{
    double end = vmi_first_whole(is_dear, search, search->best + 1, 1, search->best + 1);
    double count = end - search->s;
    if (!(count < VMI_DEMAND_TABLE_LARGEST))
        return false;
    search->base = search->s;
    search->costs = vmi_arena_alloc(search->renewal.arena, (size_t)count * sizeof *search->costs);
    for (size_t i = 0; i < (size_t)count; i++) {
        search->costs[i] = period_cost(search, search->base + 1 + (double)i);
        mass_of(&search->renewal, i);
    }
    return true;
}

static double priced(const struct search *search, double position)
{
    return search->costs[(size_t)(position - search->base - 1)];
}

/* What (s, S) costs between two orders, and how long that is, in periods with demand. */
struct cycle {
    double sum, all;
};

static struct cycle cycle_of(const struct search *search, double s, double S)
{
    struct cycle cycle = {search->fixed, 0};
    for (size_t j = 0; j < (size_t)(S - s); j++) {
        cycle.sum += search->renewal.mass[j] * priced(search, S - (double)j);
        cycle.all += search->renewal.mass[j];
    }
    return cycle;
}

/* Raises s while a period at the next position costs no less than the policy. */
static void raise_level(struct search *search, struct cycle cycle)
{
    search->cost = cycle.sum / cycle.all;
    while (search->S - search->s > 1 && search->cost <= priced(search, search->s + 1)) {
        double mass = search->renewal.mass[(size_t)(search->S - search->s) - 1];
        cycle.sum -= mass * priced(search, search->s + 1);
        cycle.all -= mass;
        search->s++;
        search->cost = cycle.sum / cycle.all;
    }
}

static void improve(struct search *search)
{
    for (double S = search->best + 1; priced(search, S) <= search->cost; S++) {
        struct cycle cycle = cycle_of(search, search->s, S);
        if (cycle.sum / cycle.all < search->cost) {
            search->S = S;
            raise_level(search, cycle);
        }
    }
}

struct vmi_lot_policy vmi_least_cost_ss(const struct vmi_distribution *review,
                                        const struct vmi_distribution *covered, double order_cost,
                                        double holding, double shortage, struct vmi_arena *arena)
{
    double best = vmi_newsvendor(covered, shortage, holding);
    if (!have_one_step(review, covered) || !is_figure(order_cost) || !isfinite(best))
        return no_policy();
    struct search search = {.covered = covered, .holding = holding, .shortage = shortage};
    search.renewal = begin_renewal(review, FEW, arena);
    if (!(search.renewal.positive > 0))
        return (struct vmi_lot_policy){0, 0, 0};
    search.fixed = order_cost * search.renewal.positive;
    search.best = search.S = vmi_round_down(best / review->step + 0.5);
    if (!lower(&search) || !price_positions(&search))
        return no_policy();
    improve(&search);
    struct cycle cycle = cycle_of(&search, search.s, search.S);
    return (struct vmi_lot_policy){search.s * review->step, (search.S - search.s) * review->step,
                                   cycle.sum / cycle.all};
}

/* ---- from two moments ------------------------------------------------------------------------------------------------ */

struct vmi_power_approximation vmi_power_approximation(double mean, double deviation, double lead,
                                                       double order_cost, double holding, double shortage)
{
    struct vmi_power_approximation p = {NAN, NAN, NAN, NAN, NAN, NAN};
    if (!is_cost(mean) || !is_figure(deviation) || !is_figure(lead) || !is_figure(order_cost) ||
        !is_cost(holding) || !is_cost(shortage))
        return p;
    double over = (lead + 1) * mean, spread = deviation * vmi_square_root(lead + 1), ratio = spread / mean;
    struct vmi_distribution covered = vmi_distribution_make(VMI_FAMILY_NORMAL, over, spread * spread);
    p.lot = 1.30 * vmi_power(mean, 0.494) * vmi_power(order_cost / holding, 0.506) *
            vmi_power(1 + ratio * ratio, 0.116);
    p.scarcity = vmi_square_root(p.lot * holding / (shortage * spread));
    p.level = 0.973 * over;
    if (spread > 0)
        p.level += spread * (0.183 / p.scarcity + 1.063 - 2.192 * p.scarcity);
    p.most = vmi_newsvendor(&covered, shortage, holding);
    p.s = p.level;
    p.S = p.level + p.lot;
    if (p.lot <= 1.5 * mean) {
        p.s = smaller(p.s, p.most);
        p.S = smaller(p.S, p.most);
    }
    return p;
}
