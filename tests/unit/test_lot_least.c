/* What is true of policies of least cost: nothing near them, and nothing far, costs less. */
#include <math.h>

#include "tap.h"
#include "vmi/demand_table.h"
#include "vmi/lot.h"

static struct vmi_arena arena;
static uint64_t seed = 17;

/* From LOW to HIGH, evenly in the logarithm. */
static double between(double low, double high)
{
    return low * pow(high / low, chance_below(&seed, 1 << 20) / (double)(1 << 20));
}

/* A table of sizes with gaps, in steps of STEP. */
static struct vmi_distribution lumpy(double step)
{
    double weight[24] = {between(0.1, 20)};
    for (int i = 0; i < 5; i++)
        weight[chance_below(&seed, 24)] = between(0.1, 5);
    return vmi_distribution_of_table(vmi_demand_table_make(&arena, weight, 24, step));
}

/* Demand of a period and of N periods. */
struct demand {
    struct vmi_distribution one, all;
};

static struct demand in_steps(double most, int periods)
{
    static const double steps[] = {1, 0.5, 12, 0.1};
    double mean = between(0.05, most), excess = between(1.05, 6);
    struct demand d;
    switch (chance_below(&seed, 3)) {
    case 0:
        d.one = vmi_distribution_make(VMI_FAMILY_POISSON, mean, mean);
        d.all = vmi_distribution_make(VMI_FAMILY_POISSON, mean * periods, mean * periods);
        return d;
    case 1:
        d.one = vmi_distribution_make(VMI_FAMILY_NEGBIN, mean, mean * excess);
        d.all = vmi_distribution_make(VMI_FAMILY_NEGBIN, mean * periods, mean * excess * periods);
        return d;
    default:
        d.one = lumpy(steps[chance_below(&seed, 4)]);
        d.all = vmi_distribution_of_table(vmi_demand_table_sum(&arena, d.one.table, periods));
        return d;
    }
}

static struct vmi_distribution in_any_amount(void)
{
    static struct vmi_mixture_part parts[2];
    double mean = between(0.1, 1e4), deviation = mean * between(0.05, 2);
    static const enum vmi_family families[] = {VMI_FAMILY_NORMAL, VMI_FAMILY_GAMMA, VMI_FAMILY_LOGNORMAL};
    int which = chance_below(&seed, 4);
    if (which < 3)
        return vmi_distribution_make(families[which], mean, deviation * deviation);
    parts[0] = (struct vmi_mixture_part){0.4, vmi_distribution_make(VMI_FAMILY_POINT, 0, 0)};
    parts[1] = (struct vmi_mixture_part){0.6, vmi_distribution_make(VMI_FAMILY_GAMMA, mean, deviation * deviation)};
    return vmi_distribution_mix(parts, 2);
}

/* ---- (r, Q) ---------------------------------------------------------------------------------------------- */

/* As it is defined, position by position. */
static double rq_cost_by_summing(const struct vmi_distribution *lead, double rate, double K, double h, double p, double level, double lot)
{
    double sum = K * rate / lead->step, steps = round(lot / lead->step);
    for (double i = 1; i <= steps; i++)
        sum += vmi_level_cost(lead, h, p, level + i * lead->step);
    return sum / steps;
}

static void test_rq_in_steps(void)
{
    double worst = 0, gain = 0;
    for (int round = 0; round < rounds(1500); round++) {
        double K = between(0.01, 200), h = between(0.01, 10), p = h * between(0.2, 200), rate = between(0.1, 50);
        struct vmi_distribution lead = in_steps(20, 1 + chance_below(&seed, 4)).all;
        struct vmi_lot_policy best = vmi_least_cost_rq(&lead, rate, K, h, p);
        double least = INFINITY, u = lead.step, steps = best.lot / u, wide = chance_below(&seed, 8) ? 3 : 3 * steps + 5;
        worst = fmax(worst, fabs(rq_cost_by_summing(&lead, rate, K, h, p, best.level, best.lot) / best.cost - 1));
        for (double n = fmax(1, steps - wide); n <= steps + wide; n++)
            for (double by = -3; by <= 3; by++) {
                double level = wide > 3 ? vmi_rq_level(&lead, h, p, n * u) + by * u : best.level + by * u;
                least = fmin(least, vmi_rq_cost(&lead, rate, K, h, p, level, n * u));
            }
        gain = fmax(gain, 1 - least / best.cost);
        vmi_arena_clear(&arena);
    }
    ok(worst < 1e-11, "(r, Q) in steps costs what its positions cost: %g", worst);
    ok(gain < 1e-12, "and no other lot or level costs less: %g", gain);
}

static void test_rq_in_any_amount(void)
{
    double gain = 0, away = 0; /* where the lot reaches over 0 with a large chance of none, its ends lose digits */
    for (int round = 0; round < rounds(2000); round++) {
        double h = between(0.01, 10), p = h * between(0.1, 500), rate = between(0.1, 1e4), K = between(0.001, 1000);
        struct vmi_distribution lead = in_any_amount();
        struct vmi_lot_policy best = vmi_least_cost_rq(&lead, rate, K, h, p);
        double least = INFINITY, low = vmi_level_cost(&lead, h, p, best.level), high = vmi_level_cost(&lead, h, p, best.level + best.lot);
        away = fmax(away, fmax(fabs(low / best.cost - 1), fabs(high / best.cost - 1)));
        for (int i = -4; i <= 4; i++)
            for (int j = -4; j <= 4; j++)
                least = fmin(least, vmi_rq_cost(&lead, rate, K, h, p, best.level + i * 0.003 * best.lot, best.lot * (1 + j * 0.003)));
        for (double lot = best.lot / 8; lot < best.lot * 8; lot *= 1.3)
            least = fmin(least, vmi_rq_cost(&lead, rate, K, h, p, vmi_rq_level(&lead, h, p, lot), lot));
        gain = fmax(gain, 1 - least / best.cost);
    }
    ok(away < 1e-7, "both ends of the lot cost what the policy costs: %g", away);
    ok(gain < 1e-12, "and no other lot or level costs less: %g", gain);
}

/* ---- (s, S) ------------------------------------------------------------------------------------------------ */

static void test_ss(void)
{
    double worst = 0, gain = 0, least;
    for (int round = 0; round < rounds(300); round++) {
        double h = between(0.1, 10), p = h * between(0.5, 100), K = h * between(0.01, 100);
        int lead = chance_below(&seed, 3);
        struct demand d = in_steps(12, lead + 1);
        double u = d.one.step;
        struct vmi_lot_policy best = vmi_least_cost_ss(&d.one, &d.all, K * u, h, p, &arena);
        struct vmi_ss_outcome outcome = vmi_ss_outcome(&d.one, &d.all, best.level, best.lot, &arena);
        worst = fmax(worst, fabs(vmi_ss_cost(&outcome, K * u, h, p) / best.cost - 1));
        least = INFINITY;
        for (double s = best.level - 8 * u; s <= best.level + 8 * u; s += u)
            for (double lot = fmax(u, best.lot - 12 * u); lot <= best.lot + 12 * u; lot += u) {
                outcome = vmi_ss_outcome(&d.one, &d.all, s, lot, &arena);
                least = fmin(least, vmi_ss_cost(&outcome, K * u, h, p));
            }
        gain = fmax(gain, 1 - least / best.cost);
        vmi_arena_clear(&arena);
    }
    ok(worst < 1e-12, "(s, S) costs what comes of it: %g", worst);
    ok(gain < 1e-12, "and no other costs less: %g", gain);
}

/* ---- edges ------------------------------------------------------------------------------------------------------ */

static void expect_policy(struct vmi_lot_policy got, double level, double lot, double cost, const char *name)
{
    is_near(got.level, level, 1e-9, "%s: level", name);
    is_near(got.lot, lot, 1e-9, "%s: lot", name);
    is_near(got.cost, cost, 1e-9, "%s: cost", name);
}

static void test_rq_edges(void)
{
    struct vmi_distribution normal = vmi_distribution_make(VMI_FAMILY_NORMAL, 100, 900), point = vmi_distribution_make(VMI_FAMILY_POINT, 100, 0);
    struct vmi_distribution poisson = vmi_distribution_make(VMI_FAMILY_POISSON, 4, 4), none = vmi_distribution_make(VMI_FAMILY_POISSON, 0, 0);
    struct vmi_distribution undefined = vmi_distribution_make(VMI_FAMILY_GAMMA, -1, 1);
    double best = vmi_newsvendor(&normal, 9, 1), cost = vmi_level_cost(&normal, 1, 9, best);
    expect_policy(vmi_least_cost_rq(&normal, 50, 0, 1, 9), best, 0, cost, "no cost of ordering");
    expect_policy(vmi_least_cost_rq(&normal, 0, 50, 1, 9), best, 0, cost, "no demand");
    expect_policy(vmi_least_cost_rq(&normal, 50, 64, 0, 9), NAN, NAN, NAN, "no cost of holding");
    expect_policy(vmi_least_cost_rq(&normal, 50, 64, 1, 0), NAN, NAN, NAN, "no cost of shortage");
    expect_policy(vmi_least_cost_rq(&normal, -50, -64, 1, 9), NAN, NAN, NAN, "two signs that cancel");
    is_near(vmi_rq_cost(&normal, -50, -64, 1, 9, 3, 5), NAN, 0, "two signs that cancel: the cost of a policy");
    is_near(vmi_rq_cost(&normal, 50, 64, 1, 1e-7, 3, 5), NAN, 0, "shortage for next to nothing");
    expect_policy(vmi_least_cost_rq(&normal, NAN, 64, 1, 9), NAN, NAN, NAN, "demand not known");
    expect_policy(vmi_least_cost_rq(&normal, 50, INFINITY, 1, 9), NAN, NAN, NAN, "orders without price");
    expect_policy(vmi_least_cost_rq(&undefined, 50, 64, 1, 9), NAN, NAN, NAN, "an undefined distribution");
    /* Certain demand: the lot with backorders, h/(h + p) of which waits. */
    double lot = vmi_eoq(50, 64, 0.9);
    expect_policy(vmi_least_cost_rq(&point, 50, 64, 1, 9), 100 - 0.1 * lot, lot, vmi_lot_cost(50, 64, 0.9, lot), "certain demand");
    best = vmi_newsvendor(&poisson, 9, 1);
    expect_policy(vmi_least_cost_rq(&poisson, 2, 0, 1, 9), best - 1, 1, vmi_level_cost(&poisson, 1, 9, best), "no cost of ordering, in steps");
    expect_policy(vmi_least_cost_rq(&none, 0, 5, 1, 9), -1, 1, 0, "no demand, in steps");
    expect_policy(vmi_least_cost_rq(&poisson, 2, 1e40, 1, 9), NAN, NAN, NAN, "more steps than are numbers");
    expect_policy(vmi_least_cost_rq(&poisson, 2, 1e308, 1, 9), NAN, NAN, NAN, "costs beyond numbers, in steps");
    expect_policy(vmi_least_cost_rq(&normal, 2, 1e308, 1, 9), NAN, NAN, NAN, "costs beyond numbers");
    expect_policy(vmi_least_cost_rq(&normal, 2, 1e40, 1, 9), 100 - 0.1 * vmi_eoq(2, 1e40, 0.9), vmi_eoq(2, 1e40, 0.9), vmi_eoq(2, 1e40, 0.9) * 0.9, "a lot beyond all variance");
    expect_policy(vmi_textbook_rq(&normal, 50, 64, 1, 1), NAN, NAN, NAN, "cheaper to be short");
    expect_policy(vmi_textbook_rq(&normal, 50, 0, 1, 50), NAN, NAN, NAN, "the textbook without a cost of ordering");
    is_near(vmi_rq_cost(&poisson, 2, 5, 1, 9, 3, 2.5), NAN, 0, "a lot that is no steps");
    is_near(vmi_rq_cost(&poisson, 2, 5, 1, 9, 3, 0), NAN, 0, "no lot");
    is_near(vmi_rq_level(&poisson, 1, 9, 2.5), NAN, 0, "the level of a lot that is no steps");
    is_near(vmi_rq_level(&normal, 1, 9, -1), NAN, 0, "the level of a lot below 0");
    is_near(vmi_newsvendor(&normal, 0, 1), NAN, 0, "nothing lost");
    is_near(vmi_newsvendor(&normal, 1, 0), NAN, 0, "nothing left to pay");
    is_near(vmi_newsvendor(&normal, 1, 1e-15), 100 + 30 * 7.9413453261709969, 1e-9, "far in the tail");
}

static void test_ss_edges(void)
{
    struct vmi_distribution one = vmi_distribution_make(VMI_FAMILY_POISSON, 2, 2), two = vmi_distribution_make(VMI_FAMILY_POISSON, 4, 4);
    struct vmi_distribution none = vmi_distribution_make(VMI_FAMILY_POISSON, 0, 0), normal = vmi_distribution_make(VMI_FAMILY_NORMAL, 4, 4);
    struct vmi_distribution fast = vmi_distribution_make(VMI_FAMILY_POISSON, 1e5, 1e5), slow = vmi_distribution_make(VMI_FAMILY_POISSON, 1e-6, 1e-6);
    double best = vmi_newsvendor(&two, 9, 1);
    expect_policy(vmi_least_cost_ss(&one, &two, 0, 1, 9, &arena), best - 1, 1, vmi_level_cost(&two, 1, 9, best), "orders are free");
    expect_policy(vmi_least_cost_ss(&none, &none, 5, 1, 9, &arena), 0, 0, 0, "no demand");
    expect_policy(vmi_least_cost_ss(&normal, &normal, 5, 1, 9, &arena), NAN, NAN, NAN, "no steps");
    expect_policy(vmi_least_cost_ss(&one, &two, 5, 0, 9, &arena), NAN, NAN, NAN, "no cost of holding");
    expect_policy(vmi_least_cost_ss(&one, &two, 5, 1, 0, &arena), NAN, NAN, NAN, "no cost of shortage");
    expect_policy(vmi_least_cost_ss(&one, &two, NAN, 1, 9, &arena), NAN, NAN, NAN, "cost of ordering not known");
    expect_policy(vmi_least_cost_ss(&one, &two, 1e9, 1, 9, &arena), NAN, NAN, NAN, "more steps than may be");
    expect_policy(vmi_least_cost_ss(&fast, &fast, 1e9, 1e-3, 9e-3, &arena), NAN, NAN, NAN, "and of fast movers");
    struct vmi_lot_policy policy = vmi_least_cost_ss(&slow, &slow, 100, 1, 9, &arena);
    ok(policy.level < 0 && isfinite(policy.cost), "what hardly moves is ordered when enough wait: %g, %g, %g", policy.level, policy.lot, policy.cost);
    struct vmi_ss_outcome outcome = vmi_ss_outcome(&none, &none, 0, 4, &arena);
    is_near(outcome.orders, NAN, 0, "no cycle without demand");
    struct vmi_distribution halves = vmi_distribution_of_table(vmi_demand_table_make(&arena, (const double[]){0.25, 0.5, 0.25}, 3, 0.5));
    struct vmi_ss_outcome end = vmi_ss_outcome(&halves, &halves, -0.5, 0.5, &arena), begin = vmi_ss_outcome(&halves, &none, -0.5, 0.5, &arena);
    is_near(1 - (end.backorders - begin.backorders) / halves.mean, 0, 1e-15, "nothing is filled from no stock, without a lead time");
    outcome = vmi_ss_outcome(&one, &two, 0, 1.5, &arena);
    is_near(outcome.orders, NAN, 0, "a lot that is no steps");
    struct vmi_power_approximation p = vmi_power_approximation(10, 0, 2, 24, 1, 9);
    is_near(p.level, 29.19, 1e-12, "power approximation of certain demand");
    p = vmi_power_approximation(10, 5, 2, 0, 1, 9);
    ok(p.s == p.most && p.S == p.most, "power approximation, orders are free");
    p = vmi_power_approximation(0, 5, 2, 24, 1, 9);
    is_near(p.s, NAN, 0, "power approximation without demand");
    vmi_arena_clear(&arena);
}

/* Costs and demand over many magnitudes: an answer or none, and soon. */
static void test_extremes(void)
{
    static const double sizes[] = {1e-12, 1e-3, 1, 1e4, 1e9};
    int answers = 0, wrong = 0;
    for (int i = 0; i < 5 * 5 * 5 * 5; i++) {
        double K = sizes[i % 5], p = sizes[i / 5 % 5], rate = sizes[i / 25 % 5], mean = sizes[i / 125 % 5];
        struct vmi_distribution leads[] = {vmi_distribution_make(VMI_FAMILY_NORMAL, mean, mean * mean / 9), vmi_distribution_make(VMI_FAMILY_GAMMA, mean, 3 * mean * mean),
                                           vmi_distribution_make(VMI_FAMILY_LOGNORMAL, mean, mean * mean), vmi_distribution_make(VMI_FAMILY_POISSON, mean, mean),
                                           vmi_distribution_make(VMI_FAMILY_NEGBIN, mean, 3 * mean)};
        for (size_t j = 0; j < VMI_COUNT(leads); j++) {
            struct vmi_lot_policy best = vmi_least_cost_rq(&leads[j], rate, K, 1, p);
            bool finite = isfinite(best.level) && best.lot > 0 && best.cost >= 0;
            answers += finite;
            if (!finite && !(isnan(best.level) && isnan(best.lot) && isnan(best.cost)))
                wrong++, note("K %g p %g rate %g mean %g, family %zu: %g %g %g", K, p, rate, mean, j, best.level, best.lot, best.cost);
            for (int k = -1; finite && k <= 1; k += 2) {
                double lot = leads[j].discrete ? best.lot + k * fmax(1, floor(best.lot / 100)) : best.lot * (1 + 0.01 * k);
                double other = vmi_rq_cost(&leads[j], rate, K, 1, p, vmi_rq_level(&leads[j], 1, p, lot), lot);
                if (lot > 0 && other < best.cost * (1 - 1e-6))
                    wrong++, note("K %g p %g rate %g mean %g, family %zu: lot %.17g cost %.17g, lot %.17g cost %.17g", K, p, rate, mean, j, best.lot, best.cost, lot, other);
            }
        }
    }
    ok(answers == 2500 && wrong == 0, "extremes: %d answers, %d wrong", answers, wrong);
}

int main(void)
{
    test_rq_in_steps();
    test_rq_in_any_amount();
    test_ss();
    test_rq_edges();
    test_ss_edges();
    test_extremes();
    vmi_arena_free(&arena);
    return done();
}
