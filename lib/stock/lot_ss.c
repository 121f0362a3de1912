/* (s, S) under periodic review, of demand in steps. */
#include <string.h>

#include "lot_internal.h"
#include "vmi/demand_table.h"
#include "vmi/solve.h"

/* Numbers in an arena, as many as it takes. */
struct numbers {
    double *at;
    size_t count, room;
};

static void push(struct numbers *n, double x, struct vmi_arena *arena)
{
    enum { FEW = 64 };
    if (n->count == n->room) {
        n->room = n->room ? 2 * n->room : FEW;
        double *more = vmi_arena_alloc(arena, n->room * sizeof *more);
        if (n->count)
            memcpy(more, n->at, n->count * sizeof *more);
        n->at = more;
    }
    n->at[n->count++] = x;
}

/* The sum of A[i] B[i BY], BY being 1 or -1; four sums at a time, so that none waits for the one before. */
static double products(const double *a, const double *b, ptrdiff_t by, size_t count)
{
    double sum[4] = {0, 0, 0, 0};
    size_t i = 0;
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += a[i + k] * b[by * (ptrdiff_t)(i + k)];
    for (; i < count; i++)
        sum[0] += a[i] * b[by * (ptrdiff_t)i];
    return sum[0] + sum[1] + (sum[2] + sum[3]);
}

/*
 * How often, between two orders, the position stands J steps below S after a period: the renewals of demand, given that
 * there is some, mass(0) = 1 and mass(j) = sum over l of share(l) mass(j - l). As they are given demand, an item that
 * hardly ever moves is like any other.
 */
struct renewal {
    const struct vmi_distribution *review;
    double positive;      /* P(demand in a period) */
    struct numbers share; /* of demand of l steps, l = 1, 2, ..., given that there is some */
    struct numbers mass;
    bool ended; /* larger demands than those of SHARE do not come */
    struct vmi_arena *arena;
};

static struct renewal begin_renewal(const struct vmi_distribution *review, struct vmi_arena *arena)
{
    struct renewal r = {.review = review, .arena = arena, .positive = vmi_distribution_above(review, 0)};
    push(&r.mass, 1, arena);
    return r;
}

static void add_share(struct renewal *r)
{
    double x = (double)(r->share.count + 1) * r->review->step;
    r->ended = vmi_distribution_above(r->review, x - r->review->step) < 1e-18 * r->positive;
    if (!r->ended)
        push(&r->share, vmi_distribution_probability(r->review, x) / r->positive, r->arena);
}

static double mass_of(struct renewal *r, size_t j)
{
    for (size_t n = r->mass.count; n <= j; n++) {
        if (!r->ended)
            add_share(r);
        size_t reach = n < r->share.count ? n : r->share.count;
        push(&r->mass, products(r->share.at, r->mass.at + n - 1, -1, reach), r->arena);
    }
    return r->mass.at[j];
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
        vmi_larger(steps * step - lot, lot - steps * step) > 1e-9 * lot)
        return outcome;
    struct renewal r = begin_renewal(review, arena);
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

/* Positions are counted in steps from the level at which a period costs least, which is 0. */
struct search {
    struct renewal renewal;
    const struct vmi_distribution *covered;
    double fixed; /* cost of ordering, given that there is demand in a period */
    double holding, shortage;
    double best;         /* the level that 0 stands for, in units */
    struct numbers down; /* what a period costs at 0, -1, -2, ... */
    struct numbers up;   /* at 1, 2, ... */
    long s, S;
    double cost;
};

static double price(const struct search *search, long position)
{
    double level = search->best + (double)position * search->covered->step;
    return vmi_level_cost(search->covered, search->holding, search->shortage, level);
}

/* Lowers s until a period at s costs no less than the policy; false where that is too far. */
static bool lower(struct search *search)
{
    double sum = search->fixed, all = 0, at = price(search, 0);
    for (size_t j = 0; j + 1 < VMI_DEMAND_TABLE_LARGEST; j++) {
        double mass = mass_of(&search->renewal, j);
        push(&search->down, at, search->renewal.arena);
        sum += mass * at;
        all += mass;
        search->s = -(long)j - 1;
        search->cost = sum / all;
        at = price(search, search->s);
        if (search->cost <= at)
            return true;
    }
    return false;
}

/* What (s, S) costs between two orders, and how long that is, in periods with demand. */
struct cycle {
    double sum, all;
};

static struct cycle cycle_of(struct search *search, long s, long S)
{
    size_t above = (size_t)S, below = (size_t)-s;
    struct cycle cycle = {search->fixed, 0};
    mass_of(&search->renewal, above + below - 1);
    const double *mass = search->renewal.mass.at;
    if (above)
        cycle.sum += products(mass, search->up.at + above - 1, -1, above);
    cycle.sum += products(mass + above, search->down.at, 1, below);
    for (size_t j = 0; j < above + below; j++)
        cycle.all += mass[j];
    return cycle;
}

/* Raises s while a period at the next position costs no less than the policy. s stays below 0, where that is least. */
static void raise_level(struct search *search, struct cycle cycle)
{
    search->cost = cycle.sum / cycle.all;
    while (search->s < -1 && search->cost <= search->down.at[-search->s - 1]) {
        double mass = search->renewal.mass.at[search->S - search->s - 1];
        cycle.sum -= mass * search->down.at[-search->s - 1];
        cycle.all -= mass;
        search->s++;
        search->cost = cycle.sum / cycle.all;
    }
}

/* Raises S as long as a period at it costs no more than the policy; false where that is too far. */
static bool improve(struct search *search)
{
    for (long S = 1; S - search->s < VMI_DEMAND_TABLE_LARGEST; S++) {
        double at = price(search, S);
        if (!(at <= search->cost))
            return true;
        push(&search->up, at, search->renewal.arena);
        struct cycle cycle = cycle_of(search, search->s, S);
        if (cycle.sum / cycle.all < search->cost) {
            search->S = S;
            raise_level(search, cycle);
        }
    }
    return false;
}

struct vmi_lot_policy vmi_least_cost_ss(const struct vmi_distribution *review,
                                        const struct vmi_distribution *covered, double order_cost,
                                        double holding, double shortage, struct vmi_arena *arena)
{
    double best = vmi_newsvendor(covered, shortage, holding);
    if (!have_one_step(review, covered) || !is_figure(order_cost) || !isfinite(best))
        return no_policy();
    struct search search = {.covered = covered, .holding = holding, .shortage = shortage, .best = best};
    search.renewal = begin_renewal(review, arena);
    if (!(search.renewal.positive > 0))
        return (struct vmi_lot_policy){0, 0, 0};
    search.fixed = order_cost * search.renewal.positive;
    if (!lower(&search) || !improve(&search))
        return no_policy();
    struct cycle cycle = cycle_of(&search, search.s, search.S);
    double step = review->step, level = best + (double)search.s * step;
    return (struct vmi_lot_policy){level, (double)(search.S - search.s) * step, cycle.sum / cycle.all};
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
        p.s = vmi_smaller(p.s, p.most);
        p.S = vmi_smaller(p.S, p.most);
    }
    return p;
}
