#include "vmi/lot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "truth.h"
#include "vmi/demand_table.h"

/* Of closed forms, and of what is searched for. */
#define CLOSED 1e-12
#define SOLVED 1e-9

enum { MOST = 64 };

static struct vmi_arena arena;

static struct vmi_distribution make(enum vmi_family family, double mean, double variance)
{
    return vmi_distribution_make(family, mean, variance);
}

static struct vmi_distribution poisson(double mean)
{
    return make(VMI_FAMILY_POISSON, mean, mean);
}

/* ---- demand at a steady rate ------------------------------------------------------------------------------- */

/* NAME=number; in the column extra. */
static double extra(const struct truth *t, const char *name)
{
    const char *at = strstr(truth_text(t, "extra"), name);
    if (!at || at[strlen(name)] != '=')
        return NAN;
    char *end;
    double value = strtod(at + strlen(name) + 1, &end);
    return end == at + strlen(name) + 1 ? INFINITY : value;
}

static void expect_lot(struct truth *t, double quantity, double cost)
{
    truth_near(t, "Q", quantity, CLOSED, 0);
    truth_near(t, "cost", cost, CLOSED, 0);
}

static void test_discounts(struct truth *t, double d, double K, double rate)
{
    double from[MOST], cost[MOST];
    size_t count = truth_list(t, "breaks", from, MOST);
    struct vmi_price prices[MOST];
    truth_list(t, "unit_costs", cost, MOST);
    for (size_t i = 0; i < count; i++)
        prices[i] = (struct vmi_price){from[i], cost[i]};
    struct vmi_priced_lot lot = truth_is(t, "variant", "EOQ_AU") ? vmi_lot_all_units(d, K, rate, prices, count) : vmi_lot_incremental(d, K, rate, prices, count);
    expect_lot(t, lot.quantity, lot.cost);
    truth_near(t, "x_frac_or_T_or_region", (double)lot.price, 0, 0);
}

static void test_packs(struct truth *t, double d, double K, double h)
{
    bool whole = truth_is(t, "variant", "EOQ_INT");
    double least = whole ? 0 : extra(t, "moq"), most = whole ? INFINITY : extra(t, "max");
    struct vmi_lot lot = vmi_lot_in_packs(d, K, h, whole ? 1 : extra(t, "pack"), least, most);
    expect_lot(t, lot.quantity, lot.cost);
    truth_near(t, "cost_ratio_to_EOQ", lot.cost / vmi_lot_cost(d, K, h, vmi_eoq(d, K, h)), CLOSED, 0);
}

static void test_power_of_two(struct truth *t, double d, double K, double h)
{
    struct vmi_power_lot p = vmi_lot_by_power_of_two(d, K, h, extra(t, "TB"));
    expect_lot(t, p.lot.quantity, p.lot.cost);
    truth_near(t, "x_frac_or_T_or_region", p.interval, CLOSED, 0);
    truth_expect(t, "k", p.power, extra(t, "k"), 0, 0);
    truth_near(t, "cost_ratio_to_EOQ", p.lot.cost / vmi_lot_cost(d, K, h, vmi_eoq(d, K, h)), CLOSED, 0);
}

static void test_truth_of_eoq(void)
{
    struct truth *t = truth_open("eoq");
    while (truth_next(t)) {
        double d = truth_number(t, "d"), K = truth_number(t, "K"), h = truth_number(t, "h_or_rate"), p = truth_number(t, "p_backorder");
        if (truth_is(t, "variant", "EOQB"))
            truth_near(t, "x_frac_or_T_or_region", h / (h + p), CLOSED, 0);
        if (truth_given(t, "breaks"))
            test_discounts(t, d, K, h);
        else if (truth_is(t, "variant", "EOQ_PACK") || truth_is(t, "variant", "EOQ_INT"))
            test_packs(t, d, K, h);
        else if (truth_is(t, "variant", "EOQ_P2"))
            test_power_of_two(t, d, K, h);
        else {
            if (truth_is(t, "variant", "EOQB"))
                h = vmi_holding_with_backorders(h, p);
            if (truth_is(t, "variant", "EPQ"))
                h = vmi_holding_in_production(h, d, truth_number(t, "prod_rate"));
            expect_lot(t, vmi_eoq(d, K, h), vmi_lot_cost(d, K, h, vmi_eoq(d, K, h)));
        }
    }
    truth_close(t);
}

static void test_steady_edges(void)
{
    static const struct vmi_price rising[] = {{0, 5}, {10, 6}}, late[] = {{1, 5}}, falling[] = {{0, 5}, {100, 4}};
    is_near(vmi_eoq(0, 8, 1), 0, 0, "no demand, no lot");
    is_near(vmi_eoq(9, 0, 1), 0, 0, "no cost of ordering, no lot");
    is_near(vmi_eoq(9, 8, 0), NAN, 0, "no cost of holding, no end");
    is_near(vmi_eoq(-1, 8, 1), NAN, 0, "demand below 0");
    is_near(vmi_eoq(9, NAN, 1), NAN, 0, "cost not known");
    is_near(vmi_eoq(1e200, 1e200, 1), NAN, 0, "a lot beyond numbers");
    is_near(vmi_lot_in_packs(9, 8, 1, 1e-320, 0, INFINITY).quantity, NAN, 0, "packs beyond numbers");
    is_near(vmi_lot_cost(9, 8, 1, 0), NAN, 0, "no lot for demand");
    is_near(vmi_lot_cost(0, 8, 1, 0), 0, 0, "no lot for no demand");
    is_near(vmi_holding_in_production(1, 9, 9), NAN, 0, "production that just keeps up");
    is_near(vmi_holding_in_production(1, 9, INFINITY), 1, 0, "production at once");
    is_near(vmi_lot_in_packs(9, 0, 1, 6, 0, INFINITY).quantity, 6, 0, "one pack at the least");
    is_near(vmi_lot_in_packs(0, 8, 1, 6, 12, INFINITY).quantity, 0, 0, "no pack without demand");
    is_near(vmi_lot_in_packs(9, 8, 1, 6, 13, INFINITY).quantity, 18, 0, "a minimum within a pack");
    is_near(vmi_lot_in_packs(9, 8, 1, 6, 13, 17).quantity, NAN, 0, "no pack between the bounds");
    is_near(vmi_lot_in_packs(1e6, 8, 1, 0.1, 0, 0.3).quantity, 0.3, 1e-15, "a maximum that is whole packs but for rounding");
    is_near(vmi_lot_by_power_of_two(9, 0, 1, 1).interval, NAN, 0, "no interval without a cost of ordering");
    is_near(vmi_lot_by_power_of_two(9, 8, 1, 0).interval, NAN, 0, "no base");
    is_near(vmi_lot_all_units(9, 8, 0.2, rising, 2).quantity, NAN, 0, "prices that rise");
    is_near(vmi_lot_all_units(9, 8, 0.2, late, 1).quantity, NAN, 0, "prices that begin above 0");
    is_near(vmi_lot_incremental(9, 8, 0, falling, 2).quantity, NAN, 0, "no cost of holding");
    is_near(vmi_lot_all_units(9, 8, 0.2, falling, 1).quantity, vmi_eoq(9, 8, 1), 1e-15, "one price");
    is_near(vmi_lot_incremental(9, 8, 0.2, falling, 1).quantity, vmi_eoq(9, 8, 1), 1e-15, "one price, incremental");
}

/* What lots of every size cost, unit by unit. */
static void test_incremental_by_trying(void)
{
    uint64_t seed = 11;
    double worst = 0;
    for (int round = 0; round < rounds(2000); round++) {
        struct vmi_price prices[3] = {{0, 10}, {20 + chance_below(&seed, 80), 9}, {150 + chance_below(&seed, 300), 7}};
        double d = 50 + chance_below(&seed, 3000), K = 1 + chance_below(&seed, 100), rate = 0.05 + chance_below(&seed, 40) / 100.0, least = INFINITY;
        struct vmi_priced_lot lot = vmi_lot_incremental(d, K, rate, prices, 3);
        for (double q = lot.quantity / 16; q < lot.quantity * 16; q *= 1.0005) {
            double paid = 0;
            for (int i = 0; i < 3; i++) {
                double to = i < 2 ? prices[i + 1].from : INFINITY;
                paid += fmax(0, fmin(q, to) - prices[i].from) * prices[i].price;
            }
            least = fmin(least, (K + paid) * d / q + rate * paid / 2);
        }
        worst = fmax(worst, fabs(lot.cost / least - 1));
    }
    ok(worst < 1e-6, "incremental discounts, against lots of every size: %g", worst);
}

/* ---- one period -------------------------------------------------------------------------------------------------- */

/* Lognormals are given by the mean and deviation of the logarithm, the others but for a negbin by their deviation. */
static struct vmi_distribution demand_of(const struct truth *t, const char *one, const char *two)
{
    double a = truth_number(t, one), b = truth_number(t, two);
    if (truth_is(t, "dist", "lognormal"))
        return vmi_distribution_lognormal(a, b);
    if (truth_is(t, "dist", "poisson"))
        return poisson(a);
    if (truth_is(t, "dist", "nb"))
        return make(VMI_FAMILY_NEGBIN, a, b);
    return make(truth_is(t, "dist", "gamma") ? VMI_FAMILY_GAMMA : VMI_FAMILY_NORMAL, a, b * b);
}

static void expect_level(struct truth *t, const struct vmi_distribution *demand, double level)
{
    truth_near(t, "S_opt", level, demand->discrete ? 0 : SOLVED, vmi_distribution_deviation(demand));
}

static void test_truth_of_newsvendor(void)
{
    struct truth *t = truth_open("newsvendor");
    while (truth_next(t)) {
        struct vmi_distribution demand = demand_of(t, "par1", "par2");
        double co = truth_number(t, "co"), cu = truth_number(t, "cu"), level = vmi_newsvendor(&demand, cu, co), loss = vmi_distribution_loss(&demand, level);
        truth_near(t, "crit_ratio", cu / (cu + co), CLOSED, 0);
        expect_level(t, &demand, level);
        truth_near(t, "cost", vmi_level_cost(&demand, co, cu, level), SOLVED, 0);
        truth_near(t, "E_short", loss, SOLVED, 0);
        truth_near(t, "E_left", vmi_distribution_surplus(&demand, level), SOLVED, 1e-9 * demand.mean);
        truth_near(t, "unit_fill_rate", 1 - loss / demand.mean, SOLVED, 1e-6);
    }
    truth_close(t);
}

static void test_truth_of_profit(void)
{
    struct truth *t = truth_open("newsvendor_profit");
    while (truth_next(t)) {
        struct vmi_distribution demand = demand_of(t, "mean", "sd_or_var");
        struct vmi_season season = {truth_number(t, "price"), truth_number(t, "cost"), truth_number(t, "salvage"), truth_number(t, "hold_extra"), truth_number(t, "penalty_extra")};
        double under = vmi_season_underage(&season), over = vmi_season_overage(&season), level = vmi_newsvendor(&demand, under, over);
        truth_near(t, "crit_ratio", under / (under + over), CLOSED, 0);
        expect_level(t, &demand, level);
        truth_near(t, "profit", vmi_season_profit(&demand, &season, level), SOLVED, 0);
    }
    truth_close(t);
}

/* 1:0.25;2:0.5;... */
static struct vmi_distribution table_of(const char *pmf)
{
    double weight[MOST] = {0};
    for (char *end; *pmf; pmf = end + (*end == ';')) {
        size_t units = strtoul(pmf, &end, 10);
        weight[units] = strtod(end + 1, &end);
    }
    return vmi_distribution_of_table(vmi_demand_table_make(&arena, weight, MOST, 1));
}

static void test_truth_of_tables(void)
{
    struct truth *t = truth_open("newsvendor_discrete");
    while (truth_next(t)) {
        struct vmi_distribution demand = table_of(truth_text(t, "pmf"));
        double co = truth_number(t, "co"), cu = truth_number(t, "cu"), level = vmi_newsvendor(&demand, cu, co);
        truth_near(t, "crit_ratio", cu / (cu + co), CLOSED, 0);
        expect_level(t, &demand, level);
        truth_near(t, "cost", vmi_level_cost(&demand, co, cu, level), SOLVED, 0);
    }
    truth_close(t);
}

/* ---- (r, Q) ---------------------------------------------------------------------------------------------------------- */

static void test_truth_of_rq_cost(void)
{
    struct truth *t = truth_open("rq_cost");
    while (truth_next(t)) {
        double d = truth_number(t, "d"), L = truth_number(t, "L"), tau = truth_number(t, "tau");
        struct vmi_distribution lead = make(VMI_FAMILY_NORMAL, d * L, tau * tau * L);
        truth_near(t, "cost", vmi_rq_cost(&lead, d, truth_number(t, "K"), truth_number(t, "h"), truth_number(t, "p"), truth_number(t, "r"), truth_number(t, "Q")), SOLVED, 0);
    }
    truth_close(t);
}

static void test_truth_of_rq(void)
{
    struct truth *t = truth_open("rq_optimal");
    while (truth_next(t)) {
        double d = truth_number(t, "d"), L = truth_number(t, "L"), tau = truth_number(t, "tau"), K = truth_number(t, "K"), h = truth_number(t, "h"), p = truth_number(t, "p");
        struct vmi_distribution lead = make(VMI_FAMILY_NORMAL, d * L, tau * tau * L);
        double sigma = vmi_distribution_deviation(&lead), lot = vmi_eoq(d, K, vmi_holding_with_backorders(h, p)), level = vmi_rq_level(&lead, h, p, lot);
        struct vmi_lot_policy best = vmi_least_cost_rq(&lead, d, K, h, p), textbook = vmi_textbook_rq(&lead, d, K, h, p);
        truth_near(t, "mu", lead.mean, CLOSED, 0);
        truth_near(t, "sigma", sigma, CLOSED, 0);
        truth_near(t, "r_opt", best.level, SOLVED, sigma);
        truth_near(t, "Q_opt", best.lot, SOLVED, sigma);
        truth_near(t, "cost_opt", best.cost, CLOSED, 0);
        truth_near(t, "r_eoqb", level, SOLVED, sigma);
        truth_near(t, "Q_eoqb", lot, CLOSED, 0);
        truth_near(t, "cost_eoqb", vmi_rq_cost(&lead, d, K, h, p, level, lot), SOLVED, 0);
        truth_expect(t, "r_eil", textbook.level, truth_number(t, "r_eil"), SOLVED, sigma);
        truth_expect(t, "Q_eil", textbook.lot, truth_number(t, "Q_eil"), SOLVED, sigma);
    }
    truth_close(t);
}

static void test_truth_of_rq_poisson(void)
{
    struct truth *t = truth_open("rq_optimal_poisson");
    while (truth_next(t)) {
        double d = truth_number(t, "d"), K = truth_number(t, "K"), h = truth_number(t, "h"), p = truth_number(t, "p");
        struct vmi_distribution lead = poisson(d * truth_number(t, "L"));
        struct vmi_lot_policy best = vmi_least_cost_rq(&lead, d, K, h, p);
        truth_near(t, "r_opt", best.level, 0, 0);
        truth_near(t, "Q_opt", best.lot, 0, 0);
        truth_near(t, "cost_opt", best.cost, SOLVED, 0);
        truth_near(t, "cost_opt", vmi_rq_cost(&lead, d, K, h, p, best.level, best.lot), SOLVED, 0);
        truth_near(t, "stockpyl_r", vmi_rq_level(&lead, h, p, best.lot), 0, 0);
        truth_near(t, "stockpyl_Q", best.lot, 0, 0);
    }
    truth_close(t);
}

/* ---- (s, S) ------------------------------------------------------------------------------------------------------------ */

/* Demand of N periods, of independent ones. */
static struct vmi_distribution periods_of(const struct truth *t, double n)
{
    double mean = n * truth_number(t, "mean_d"), variance = n * truth_number(t, "var_d");
    return make(truth_is(t, "dist", "nb") ? VMI_FAMILY_NEGBIN : VMI_FAMILY_POISSON, mean, variance);
}

static void test_truth_of_ss_cost(void)
{
    struct truth *t = truth_open("ss_cost");
    while (truth_next(t)) {
        double L = truth_number(t, "L"), s = truth_number(t, "s"), lot = truth_number(t, "S") - s;
        struct vmi_distribution review = periods_of(t, 1), lead = periods_of(t, L), covered = periods_of(t, L + 1);
        struct vmi_ss_outcome end = vmi_ss_outcome(&review, &covered, s, lot, &arena), before = vmi_ss_outcome(&review, &lead, s, lot, &arena);
        truth_near(t, "cost", vmi_ss_cost(&end, truth_number(t, "K"), truth_number(t, "h"), truth_number(t, "p")), SOLVED, 0);
        truth_near(t, "orders_per_period", end.orders, SOLVED, 0);
        truth_near(t, "fill_rate", 1 - (end.backorders - before.backorders) / review.mean, SOLVED, 0);
        truth_near(t, "p_no_backorder_end", end.ready, SOLVED, 0);
        truth_near(t, "E_onhand_end", end.on_hand, SOLVED, 0);
        truth_near(t, "E_backorder_end", end.backorders, SOLVED, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
}

static void test_truth_of_ss(void)
{
    struct truth *t = truth_open("ss_optimal");
    while (truth_next(t)) {
        double K = truth_number(t, "K"), h = truth_number(t, "h"), p = truth_number(t, "p");
        struct vmi_distribution review = periods_of(t, 1), covered = periods_of(t, truth_number(t, "L") + 1);
        struct vmi_lot_policy best = vmi_least_cost_ss(&review, &covered, K, h, p, &arena);
        struct vmi_ss_outcome outcome = vmi_ss_outcome(&review, &covered, best.level, best.lot, &arena);
        truth_near(t, "s_opt", best.level, 0, 0);
        truth_near(t, "S_opt", best.level + best.lot, 0, 0);
        truth_near(t, "cost_opt", best.cost, SOLVED, 0);
        truth_near(t, "cost_opt", vmi_ss_cost(&outcome, K, h, p), SOLVED, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
}

static void test_truth_of_power_approximation(void)
{
    struct truth *t = truth_open("ss_power_approx");
    while (truth_next(t)) {
        double mean = truth_number(t, "mean_d"), deviation = truth_number(t, "sd_d");
        struct vmi_power_approximation p = vmi_power_approximation(mean, deviation, truth_number(t, "L"), truth_number(t, "K"), truth_number(t, "h"), truth_number(t, "p"));
        truth_near(t, "Q", p.lot, CLOSED, 0);
        truth_near(t, "z", p.scarcity, CLOSED, 0);
        truth_near(t, "s_p", p.level, CLOSED, deviation);
        truth_near(t, "S_p", p.level + p.lot, CLOSED, deviation);
        truth_near(t, "S0", p.most, SOLVED, deviation);
        truth_near(t, "Q_over_mu", p.lot / mean, CLOSED, 0);
        truth_near(t, "s_final", p.s, SOLVED, deviation);
        truth_near(t, "S_final", p.S, SOLVED, deviation);
    }
    truth_close(t);
}

/* ---- demand-driven buffers ------------------------------------------------------------------------------------------------ */

static void test_truth_of_ddmrp(void)
{
    struct truth *t = truth_open("ddmrp");
    while (truth_next(t)) {
        struct vmi_ddmrp_item item = {truth_number(t, "adu"),        truth_number(t, "dlt"), truth_number(t, "lt_factor"),
                                      truth_number(t, "var_factor"), truth_number(t, "moq"), truth_number(t, "order_cycle")};
        struct vmi_ddmrp zones = vmi_ddmrp_zones(&item);
        double flow = vmi_ddmrp_net_flow(truth_number(t, "onhand"), truth_number(t, "onorder"), truth_number(t, "qualified_demand"));
        truth_near(t, "red_base", zones.red_base, CLOSED, 0);
        truth_near(t, "red_safety", zones.red_safety, CLOSED, 0);
        truth_near(t, "yellow", zones.yellow, CLOSED, 0);
        truth_near(t, "green", zones.green, CLOSED, 0);
        truth_near(t, "top_red", zones.red, CLOSED, 0);
        truth_near(t, "top_yellow", zones.top_of_yellow, CLOSED, 0);
        truth_near(t, "top_green", zones.top_of_green, CLOSED, 0);
        truth_near(t, "net_flow", flow, CLOSED, 0);
        truth_near(t, "order_qty", vmi_ddmrp_order(&zones, flow), CLOSED, 0);
        truth_expect(t, "status", truth_is(t, "status", vmi_ddmrp_status(&zones, flow)), true, 0, 0);
    }
    truth_close(t);
}

static void test_ddmrp_edges(void)
{
    struct vmi_ddmrp_item item = {10, 12, 0.5, 0.5, 0, 0};
    struct vmi_ddmrp zones = vmi_ddmrp_zones(&item);
    is_text(vmi_ddmrp_status(&zones, 90), "red", "the top of red");
    is_text(vmi_ddmrp_status(&zones, 210), "yellow", "the top of yellow");
    is_text(vmi_ddmrp_status(&zones, 270), "green", "the top of green");
    is_text(vmi_ddmrp_status(&zones, -5), "red", "below nought");
    is_text(vmi_ddmrp_status(&zones, NAN), "", "not known");
    is_near(vmi_ddmrp_order(&zones, 210), 60, 0, "an order at the top of yellow");
    is_near(vmi_ddmrp_order(&zones, 211), 0, 0, "none above it");
    item.lead_time = NAN;
    zones = vmi_ddmrp_zones(&item);
    is_near(zones.green, NAN, 0, "no zones without a lead time");
    is_near(vmi_ddmrp_order(&zones, 5), NAN, 0, "no order either");
}

int main(void)
{
    test_truth_of_eoq();
    test_steady_edges();
    test_incremental_by_trying();
    test_truth_of_newsvendor();
    test_truth_of_profit();
    test_truth_of_tables();
    test_truth_of_rq_cost();
    test_truth_of_rq();
    test_truth_of_rq_poisson();
    test_truth_of_ss_cost();
    test_truth_of_ss();
    test_truth_of_power_approximation();
    test_truth_of_ddmrp();
    test_ddmrp_edges();
    vmi_arena_free(&arena);
    return done();
}
