#include "vmi/service_level.h"

#include <math.h>

#include "truth.h"
#include "vmi/demand_table.h"

#define CLOSED 1e-12
#define SOLVED 1e-9

static struct vmi_arena arena;

/* ---- truth: (r,Q) ------------------------------------------------------------------------------------ */

static struct vmi_distribution normal(double mean, double deviation)
{
    return vmi_distribution_make(VMI_FAMILY_NORMAL, mean, deviation * deviation);
}

static void test_cycle(void)
{
    struct truth *t = truth_open("csl_normal");
    while (truth_next(t)) {
        double period = truth_number(t, "L") + truth_number(t, "R"), csl = truth_number(t, "csl");
        double deviation = sqrt(period) * truth_number(t, "sd_d");
        struct vmi_distribution d = normal(period * truth_number(t, "mean_d"), deviation);
        double level = vmi_level_cycle(&d, csl);
        truth_near(t, "z", vmi_normal_quantile(csl), SOLVED, 1);
        truth_near(t, "mu_P", d.mean, CLOSED, 0);
        truth_near(t, "sigma_P", vmi_distribution_deviation(&d), CLOSED, 0);
        truth_near(t, "level", level, SOLVED, deviation);
        truth_near(t, "safety_stock", level - d.mean, SOLVED, fmax(deviation, d.mean));
        truth_near(t, "exp_short", vmi_distribution_loss(&d, level), SOLVED, 0);
    }
    truth_close(t);
}

static void test_rq(void)
{
    struct truth *t = truth_open("fillrate_rq");
    while (truth_next(t)) {
        double mean = truth_number(t, "mu"), deviation = truth_number(t, "sigma"), lot = truth_number(t, "Q");
        double fill = truth_number(t, "beta"), approximate = truth_number(t, "r_approx");
        struct vmi_distribution d = normal(mean, deviation);
        double level = vmi_level_fill_rq(&d, lot, fill);
        truth_near(t, "r_exact", level, SOLVED, deviation);
        truth_near(t, "safety_stock_exact", level - mean, SOLVED, fmax(deviation, mean));
        truth_near(t, "csl_at_r_exact", vmi_distribution_below(&d, truth_number(t, "r_exact")), 1e-10, 1e-3);
        if (deviation > 0)
            truth_near(t, "r_approx", mean + deviation * vmi_normal_loss_inverse((1 - fill) * lot / deviation), SOLVED, deviation);
        truth_near(t, "beta_achieved_by_r_approx", vmi_fill_rq(&d, approximate, lot), SOLVED, 0);
    }
    truth_close(t);
    t = truth_open("fillrate_rq_eval");
    while (truth_next(t)) {
        double level = truth_number(t, "r"), lot = truth_number(t, "Q");
        struct vmi_distribution d = normal(truth_number(t, "mu"), truth_number(t, "sigma"));
        struct vmi_rq_stock stock = vmi_rq_evaluate(&d, level, lot);
        truth_near(t, "beta_exact", stock.fill, CLOSED, 0);
        truth_near(t, "beta_exact", vmi_fill_rq(&d, level, lot), CLOSED, 0);
        truth_near(t, "one_minus_beta", stock.short_share, CLOSED, 0);
        truth_near(t, "E_backorders", stock.backorders, CLOSED, 0);
        truth_near(t, "E_onhand", stock.on_hand, CLOSED, 0);
        truth_near(t, "E_short_per_cycle", stock.short_per_cycle, CLOSED, 0);
    }
    truth_close(t);
}

/* The columns that both tables of counts have. */
static void check_counts(struct truth *t, const struct vmi_distribution *d)
{
    double target = truth_number(t, "target"), lot = truth_number(t, "Q");
    double level = vmi_level_cycle(d, target), reorder = vmi_level_fill_rq(d, lot, target);
    truth_near(t, "r_csl", level, 0, 0);
    truth_near(t, "cdf_at_r", vmi_distribution_below(d, level), CLOSED, 0);
    truth_near(t, "sf_at_r", vmi_distribution_above(d, level), CLOSED, 0);
    truth_near(t, "loss_at_r", vmi_distribution_loss(d, level), CLOSED, 0);
    truth_near(t, "S_fill_basestock", vmi_level_fill_rq(d, 0, target) + 1, 0, 0);
    truth_near(t, "r_fill", reorder, 0, 0);
    truth_near(t, "ready_at_r_fill", vmi_fill_rq(d, reorder, lot), CLOSED, 0);
    truth_near(t, "ready_at_r_fill_minus1", vmi_fill_rq(d, reorder - 1, lot), CLOSED, 0);
}

static void test_counts(void)
{
    struct truth *t = truth_open("poisson_rop");
    while (truth_next(t)) {
        struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_POISSON, truth_number(t, "mean"), 0);
        check_counts(t, &d);
    }
    truth_close(t);
    t = truth_open("negbin_rop");
    while (truth_next(t)) {
        struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_NEGBIN, truth_number(t, "mean"), truth_number(t, "var"));
        truth_near(t, "size_r", d.shape, CLOSED, 0);
        truth_near(t, "prob_p", 1 / (1 + d.scale), CLOSED, 0);
        check_counts(t, &d);
    }
    truth_close(t);
}

static void test_fallback(void)
{
    struct truth *t = truth_open("negbin_fallback");
    while (truth_next(t)) {
        double mean = truth_number(t, "mean"), variance = truth_number(t, "var"), csl = truth_number(t, "csl");
        struct vmi_distribution counts = vmi_distribution_make(VMI_FAMILY_NEGBIN, mean, variance);
        struct vmi_distribution smooth = vmi_distribution_make(VMI_FAMILY_NORMAL, mean, variance);
        struct vmi_binomials fit = vmi_binomials_fit(mean, variance);
        truth_expect(t, "fell_back", counts.fell_back, mean > 0, 0, 0);
        truth_near(t, "r_poisson_fallback", vmi_level_cycle(&counts, csl), 0, 0);
        truth_near(t, "r_normal_level", vmi_level_cycle(&smooth, csl), SOLVED, 0);
        truth_expect(t, "adan_k", fit.trials, truth_number(t, "adan_k"), 0, 0);
        truth_expect(t, "adan_q_weight_on_k", fit.weight, truth_number(t, "adan_q_weight_on_k"), CLOSED, 0);
        truth_expect(t, "adan_p", fit.chance, truth_number(t, "adan_p"), CLOSED, 0);
    }
    truth_close(t);
}

static void test_gamma(void)
{
    struct truth *t = truth_open("gamma_rop");
    while (truth_next(t)) {
        double mean = truth_number(t, "mean"), deviation = truth_number(t, "sd"), target = truth_number(t, "target");
        double lot = truth_number(t, "Q");
        struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_GAMMA, mean, deviation * deviation);
        double level = vmi_level_cycle(&d, target);
        truth_near(t, "shape", d.shape, CLOSED, 0);
        truth_near(t, "scale", d.scale, CLOSED, 0);
        truth_near(t, "r_csl", level, SOLVED, deviation);
        truth_near(t, "loss_at_r_csl", vmi_distribution_loss(&d, truth_number(t, "r_csl")), CLOSED, 0);
        truth_near(t, "r_fill", vmi_level_fill_rq(&d, lot, target), SOLVED, deviation);
        truth_near(t, "beta_check", vmi_fill_rq(&d, truth_number(t, "r_fill"), lot), 1e-10, 0);
    }
    truth_close(t);
}

/* ---- truth: reviews ---------------------------------------------------------------------------------- */

/* Demand of a period with MEAN and VARIANCE, over lead time LEAD and review period REVIEW. */
static struct vmi_protection protection(enum vmi_family family, double mean, double variance, double review, double lead)
{
    return (struct vmi_protection){.covered = vmi_distribution_make(family, mean * (lead + review), variance * (lead + review)),
                                   .lead = vmi_distribution_make(family, mean * lead, variance * lead),
                                   .review = vmi_distribution_make(family, mean * review, variance * review),
                                   .review_mean = mean * review};
}

static enum vmi_family family_of(const struct truth *t)
{
    return truth_is(t, "dist", "poisson") ? VMI_FAMILY_POISSON
           : truth_is(t, "dist", "nb")    ? VMI_FAMILY_NEGBIN
           : truth_is(t, "dist", "gamma") ? VMI_FAMILY_GAMMA
                                          : VMI_FAMILY_NORMAL;
}

static struct vmi_protection protection_of(const struct truth *t, const char *lead)
{
    double variance = truth_given(t, "var_d") ? truth_number(t, "var_d") : pow(truth_number(t, "sd_d"), 2);
    return protection(family_of(t), truth_number(t, "mean_d"), variance, truth_number(t, "R"), truth_number(t, lead));
}

static void test_rs(void)
{
    struct truth *t = truth_open("rs_fillrate");
    while (truth_next(t)) {
        double variance = pow(truth_number(t, "sd_d"), 2);
        struct vmi_protection p = protection(family_of(t), truth_number(t, "mean_d"), variance, truth_number(t, "R"), truth_number(t, "L"));
        double level = vmi_level_fill_rs(&p, truth_number(t, "beta")), deviation = vmi_distribution_deviation(&p.covered);
        double approximate = truth_number(t, "S_approx");
        struct vmi_protection alone = p; /* the approximation leaves out the lead time's shortage */
        alone.lead = vmi_distribution_make(VMI_FAMILY_NORMAL, -1e300, 0);
        truth_near(t, "S_exact", level, SOLVED, deviation);
        truth_near(t, "S_approx", vmi_level_fill_rs(&alone, truth_number(t, "beta")), SOLVED, deviation);
        if (deviation > 0) /* a step has no value at its place but for rounding */
            truth_near(t, "csl_at_S_exact", vmi_distribution_below(&p.covered, truth_number(t, "S_exact")), 1e-10, 1e-3);
        truth_near(t, "beta_achieved_by_S_approx", vmi_fill_rs(&p, approximate), SOLVED, 0);
    }
    truth_close(t);
    t = truth_open("rs_fillrate_eval");
    while (truth_next(t)) {
        double variance = pow(truth_number(t, "sd_d"), 2), level = truth_number(t, "S");
        struct vmi_protection p = protection(family_of(t), truth_number(t, "mean_d"), variance, truth_number(t, "R"), truth_number(t, "L"));
        truth_expect(t, "beta_exact", vmi_fill_rs(&p, level), fmax(truth_number(t, "beta_exact"), 0), CLOSED, 1e-3);
        truth_near(t, "beta_approx", 1 - vmi_distribution_loss(&p.covered, level) / p.review_mean, CLOSED, 1);
        truth_near(t, "csl", vmi_distribution_below(&p.covered, level), CLOSED, 0);
        truth_near(t, "n_RL", vmi_distribution_loss(&p.covered, level), CLOSED, 0);
        truth_near(t, "n_L", vmi_distribution_loss(&p.lead, level), CLOSED, 0);
    }
    truth_close(t);
    t = truth_open("rs_fillrate_discrete");
    while (truth_next(t)) {
        struct vmi_protection p = protection_of(t, "L");
        double level = vmi_level_fill_rs(&p, truth_number(t, "target")), cycle = vmi_level_cycle(&p.covered, truth_number(t, "target"));
        truth_near(t, "S_fill", level, 0, 0);
        truth_near(t, "beta_at_S", vmi_fill_rs(&p, level), CLOSED, 0);
        truth_near(t, "beta_at_S_minus1", vmi_fill_rs(&p, level - 1), CLOSED, 1e-3);
        truth_near(t, "S_csl", cycle, 0, 0);
        truth_near(t, "csl_at_S_csl", vmi_distribution_below(&p.covered, cycle), CLOSED, 0);
    }
    truth_close(t);
}

static void test_rsnq(void)
{
    struct truth *t = truth_open("snq_fillrate");
    while (truth_next(t)) {
        struct vmi_protection p = protection_of(t, "L");
        double lot = truth_number(t, "Q"), level = vmi_level_fill_rsnq(&p, lot, truth_number(t, "beta"));
        truth_near(t, "s_min", level, 0, 0);
        truth_near(t, "beta_at_s", vmi_fill_rsnq(&p, level, lot), CLOSED, 0);
        truth_near(t, "beta_at_s_minus1", vmi_fill_rsnq(&p, level - 1, lot), CLOSED, 0);
    }
    truth_close(t);
}

/* A review each period: the table's rows order at the end of one, so that they cover L + 1. */
static void test_rss(void)
{
    struct truth *t = truth_open("ss_cost");
    while (truth_next(t)) {
        struct vmi_protection p = protection(family_of(t), truth_number(t, "mean_d"), truth_number(t, "var_d"), 1, truth_number(t, "L"));
        double level = truth_number(t, "s"), width = truth_number(t, "S") - level;
        double fill = vmi_fill_rss(&p, level, width, &arena);
        truth_near(t, "fill_rate", fill, CLOSED, 0);
        truth_expect(t, "s", vmi_level_fill_rss(&p, width, fill, &arena), level, 0, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
}

static void test_undershoot(void)
{
    struct truth *t = truth_open("undershoot");
    while (truth_next(t)) {
        struct vmi_distribution d = vmi_distribution_make(family_of(t), truth_number(t, "mean_d"), truth_number(t, "var_d"));
        struct vmi_undershoot exact = vmi_undershoot_exact(&d, truth_number(t, "S_minus_s"), &arena), limit = vmi_undershoot_limit(&d);
        truth_near(t, "EU_exact", exact.mean, CLOSED, 0);
        truth_near(t, "VarU_exact", exact.variance, CLOSED, 0);
        truth_near(t, "EU_asym_integer", limit.mean, CLOSED, 0);
        truth_near(t, "VarU_asym_integer", limit.variance, CLOSED, 0);
        truth_near(t, "EU_asym_continuous", limit.mean + 0.5, CLOSED, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
}

/* ---- truth: simulation ------------------------------------------------------------------------------- */

/* Demand over PERIODS: of the families that add up to themselves, or of 0 or 1 + Poisson, period by period. */
static struct vmi_distribution demand_over(const struct truth *t, double periods)
{
    double one = truth_number(t, "dist_par1"), two = truth_number(t, "dist_par2");
    if (truth_is(t, "dist", "bern")) {
        double weight[64] = {1 - one}, p = one * exp(-two);
        for (int i = 1; i < 64; p *= two / i++)
            weight[i] = p;
        const struct vmi_demand_table *table = vmi_demand_table_make(&arena, weight, VMI_COUNT(weight), 1);
        return vmi_distribution_of_table(vmi_demand_table_sum(&arena, table, periods));
    }
    enum vmi_family family = family_of(t);
    double variance = family == VMI_FAMILY_NEGBIN ? two : two * two;
    return vmi_distribution_make(family, one * periods, family == VMI_FAMILY_POISSON ? one * periods : variance * periods);
}

static double exact_fill(const struct truth *t, const struct vmi_protection *p)
{
    double s = truth_number(t, "par_s_or_S"), other = truth_number(t, "par_Q_or_S");
    if (truth_is(t, "policy", "RS"))
        return vmi_fill_rs(p, s);
    return truth_is(t, "policy", "sQ") ? vmi_fill_rsnq(p, s, other) : vmi_fill_rss(p, s, other - s, &arena);
}

/* Rows with backorders and one lead time; a normal there is cut off at 0, which is nothing at these deviations. */
static void test_simulation(void)
{
    struct truth *t = truth_open("sim_truth");
    while (truth_next(t)) {
        double lead = truth_number(t, truth_given(t, "L") ? "L" : "lt_values"), lags[8];
        if (!truth_is(t, "mode", "b") || (!truth_given(t, "L") && truth_list(t, "lt_values", lags, VMI_COUNT(lags)) > 1))
            continue;
        double review = truth_number(t, "R");
        struct vmi_protection p = {demand_over(t, lead + review), demand_over(t, lead), demand_over(t, review), 0};
        p.review_mean = p.review.mean;
        double fill = exact_fill(t, &p);
        truth_near(t, "fill", fill, 4 * truth_number(t, "fill_se") / truth_number(t, "fill"), 0);
        truth_near(t, "fill_exact", fill, truth_is(t, "policy", "sS") ? 1e-9 : CLOSED, 0);
        if (truth_is(t, "policy", "RS")) {
            /* An order comes in only where the review before it saw demand. */
            double level = truth_number(t, "par_s_or_S"), none = p.review.discrete ? vmi_distribution_probability(&p.review, 0) : 0;
            double met = (vmi_distribution_below(&p.covered, level) - none * vmi_distribution_below(&p.lead, level)) / (1 - none);
            truth_near(t, "csl_arrival", met, 4 * truth_number(t, "csl_arrival_se") / met, 0);
            truth_near(t, "csl_arrival_exact", met, CLOSED, 0);
        }
        vmi_arena_clear(&arena);
    }
    truth_close(t);
}

/* ---- edges ------------------------------------------------------------------------------------------- */

enum policy { CYCLE, RQ, RS, RSNQ, RSS };

static const struct {
    const char *name;
    enum policy policy;
    enum vmi_family family;
    double mean, variance, review, lead, lot, service, level;
} edges[] = {
    {"steady demand, cycle", CYCLE, VMI_FAMILY_NORMAL, 10, 0, 1, 2, 0, 0.9, 30},
    {"steady demand, (r,Q): m - (1-beta) Q", RQ, VMI_FAMILY_GAMMA, 10, 0, 1, 2, 10, 0.9, 19},
    {"steady demand, (R,S): P d - (1-beta) R d", RS, VMI_FAMILY_LOGNORMAL, 10, 0, 1, 2, 0, 0.9, 29},
    {"steady demand, (R,s,nQ): (30-s)^2/2 = (1-beta) R d Q", RSNQ, VMI_FAMILY_NORMAL, 10, 0, 1, 2, 5, 0.9, 26.837722339831621},
    {"steady demand, (R,s,S): S - 20 has (1-beta) 3 R d short", RSS, VMI_FAMILY_NORMAL, 10, 0, 1, 2, 25, 0.9, 22},
    {"a variance of 0 of a count is a Poisson's", CYCLE, VMI_FAMILY_NEGBIN, 1, 0, 1, 2, 0, 0.9, 5},

    {"no demand, cycle", CYCLE, VMI_FAMILY_NORMAL, 0, 0, 1, 2, 0, 0.9, 0},
    {"no demand, (r,Q), as far as the lot goes", RQ, VMI_FAMILY_GAMMA, 0, 0, 1, 2, 10, 0.9, -1},
    {"no demand, (r,Q), counted", RQ, VMI_FAMILY_POISSON, 0, 0, 1, 2, 10, 0.85, -1},
    {"no demand, (r,Q) without a lot", RQ, VMI_FAMILY_GAMMA, 0, 0, 1, 2, 0, 0.9, 0},
    {"no demand, (R,S)", RS, VMI_FAMILY_GAMMA, 0, 0, 1, 2, 0, 0.9, 0},
    {"no demand, (R,s,nQ)", RSNQ, VMI_FAMILY_NEGBIN, 0, 0, 1, 2, 5, 0.9, 0},
    {"no demand, (R,s,S)", RSS, VMI_FAMILY_NORMAL, 0, 0, 1, 2, 5, 0.9, 0},

    {"returns alone, cycle: z sigma", CYCLE, VMI_FAMILY_NORMAL, 0, 4, 1, 0, 0, 0.975, 3.9199279690801081},
    {"returns alone, (R,S)", RS, VMI_FAMILY_NORMAL, 0, 4, 1, 0, 0, 0.975, NAN},
    {"returns alone, (R,s,S)", RSS, VMI_FAMILY_NORMAL, 0, 4, 1, 0, 9, 0.975, NAN},

    {"no lead time, (r,Q): -(1-beta) Q", RQ, VMI_FAMILY_GAMMA, 10, 9, 1, 0, 40, 0.95, -2},
    {"no lead time, (R,S), exponential: exp(-S/m) = 1-beta", RS, VMI_FAMILY_GAMMA, 10, 100, 1, 0, 0, 0.95, 29.957322735539908},
    {"no review period: continuous review", RS, VMI_FAMILY_NORMAL, 10, 4, 0, 1, 0, 0.975, 13.919927969080108},
    {"no review period, counted: r of (S-1,S)", RS, VMI_FAMILY_POISSON, 3, 3, 0, 1, 0, 0.9, 5},
    {"no review period, (R,s,nQ)", RSNQ, VMI_FAMILY_GAMMA, 10, 0, 0, 2, 10, 0.9, 19},
    {"no review period, (R,s,S)", RSS, VMI_FAMILY_GAMMA, 10, 0, 0, 2, 10, 0.9, 19},
    {"no lot, (r,Q), counted: r of (S-1,S)", RQ, VMI_FAMILY_POISSON, 3, 3, 0, 1, 0, 0.9, 5},
    {"no lot, (r,Q), normal: the limit", RQ, VMI_FAMILY_NORMAL, 10, 4, 0, 1, -5, 0.975, 13.919927969080108},
    {"no lot, (R,s,nQ): (R,S)", RSNQ, VMI_FAMILY_GAMMA, 10, 100, 1, 0, 0, 0.95, 29.957322735539908},
    {"no width, (R,s,S): (R,S)", RSS, VMI_FAMILY_GAMMA, 10, 100, 1, 0, 0, 0.95, 29.957322735539908},
    {"a width of one, (R,s,S), counted: S - 1 of (R,S)", RSS, VMI_FAMILY_POISSON, 3, 3, 1, 0, 1, 0.9, 4},

    {"service below one half", CYCLE, VMI_FAMILY_NORMAL, 10, 4, 1, 0, 0, 0.025, 6.0800720309198919},
    {"a fill below one half, of a lot that is large", RQ, VMI_FAMILY_NORMAL, 100, 1, 1, 1, 1000, 0.25, -650},
    {"service 0", CYCLE, VMI_FAMILY_NORMAL, 10, 4, 1, 1, 0, 0, NAN},
    {"service 1", CYCLE, VMI_FAMILY_POISSON, 10, 4, 1, 1, 0, 1, NAN},
    {"fill 0, (r,Q)", RQ, VMI_FAMILY_POISSON, 10, 4, 1, 1, 5, 0, NAN},
    {"fill 1, (r,Q)", RQ, VMI_FAMILY_GAMMA, 10, 4, 1, 1, 5, 1, NAN},
    {"fill 1, (R,S)", RS, VMI_FAMILY_NEGBIN, 10, 40, 1, 1, 5, 1, NAN},
    {"fill 0, (R,S), no demand", RS, VMI_FAMILY_NEGBIN, 0, 0, 1, 1, 5, 0, NAN},
    {"fill 1, (R,s,nQ)", RSNQ, VMI_FAMILY_NORMAL, 10, 4, 1, 1, 5, 1, NAN},
    {"fill 1, (R,s,S)", RSS, VMI_FAMILY_NORMAL, 10, 4, 1, 1, 5, 1, NAN},
    {"a service in per cent", RS, VMI_FAMILY_NORMAL, 10, 4, 1, 1, 5, 95, NAN},
    {"a service that is not known", RQ, VMI_FAMILY_NORMAL, 10, 4, 1, 1, 5, NAN, NAN},

    {"demand that is not known", RS, VMI_FAMILY_GAMMA, NAN, 4, 1, 1, 5, 0.9, NAN},
    {"demand below 0", RSNQ, VMI_FAMILY_GAMMA, -1, 4, 1, 1, 5, 0.9, NAN},
    {"a variance below 0", CYCLE, VMI_FAMILY_NORMAL, 10, -4, 1, 1, 5, 0.9, NAN},
    {"a lot that is not known", RQ, VMI_FAMILY_GAMMA, 10, 4, 1, 1, NAN, 0.9, NAN},
    {"a lot without end", RSNQ, VMI_FAMILY_GAMMA, 10, 4, 1, 1, INFINITY, 0.9, NAN},
    {"a width that is not known", RSS, VMI_FAMILY_GAMMA, 10, 4, 1, 1, NAN, 0.9, NAN},
    {"a width without end", RSS, VMI_FAMILY_GAMMA, 10, 4, 1, 1, INFINITY, 0.9, NAN},
};

static double level_of(size_t i, const struct vmi_protection *p)
{
    switch (edges[i].policy) {
    case CYCLE:
        return vmi_level_cycle(&p->covered, edges[i].service);
    case RQ:
        return vmi_level_fill_rq(&p->lead, edges[i].lot, edges[i].service);
    case RS:
        return vmi_level_fill_rs(p, edges[i].service);
    case RSNQ:
        return vmi_level_fill_rsnq(p, edges[i].lot, edges[i].service);
    default:
        return vmi_level_fill_rss(p, edges[i].lot, edges[i].service, &arena);
    }
}

static void test_edges(void)
{
    for (size_t i = 0; i < VMI_COUNT(edges); i++) {
        struct vmi_protection p = protection(edges[i].family, edges[i].mean, edges[i].variance, edges[i].review, edges[i].lead);
        is_near(level_of(i, &p), edges[i].level, SOLVED, "%s", edges[i].name);
        vmi_arena_clear(&arena);
    }
}

/* Fills far from where anything is asked of them. */
static void test_far_fills(void)
{
    struct vmi_protection none = protection(VMI_FAMILY_GAMMA, 0, 0, 1, 2), some = protection(VMI_FAMILY_GAMMA, 10, 30, 1, 2);
    is_near(vmi_fill_rs(&none, -5), 1, 0, "of no demand all is met");
    is_near(vmi_fill_rss(&none, -5, 3, &arena), 1, 0, "and at reviews up to S");
    is_near(vmi_fill_rq(&some.lead, -1e9, 40), 0, 0, "nothing is met from far below");
    is_near(vmi_fill_rs(&some, -1e9), 0, 0, "nor up to far below");
    is_near(vmi_fill_rsnq(&some, -1e9, 40), 0, 0, "nor in lots");
    is_near(vmi_fill_rss(&some, -1e6, 40, &arena), 0, 1e-9, "nor in lots up to it");
    is_near(vmi_fill_rq(&some.lead, 1e9, 40), 1, 0, "all is met from far above");
    is_near(vmi_fill_rs(&some, 1e9), 1, 0, "and up to far above");
    is_near(vmi_fill_rsnq(&some, 1e9, 40), 1, 0, "and in lots");
    is_near(vmi_fill_rss(&some, 1e9, 40, &arena), 1, 0, "and in lots up to it");
    ok(isnan(vmi_fill_rs(&some, NAN)) && isnan(vmi_fill_rss(&some, NAN, 40, &arena)) && isnan(vmi_fill_rq(&some.lead, NAN, 40)), "no fill of a level that is not known");
}

/* Demand in steps of a quarter is demand of whole numbers, counted in quarters. */
static void test_quarters(void)
{
    static const double history[] = {0, 3, 1, 0, 7, 2, 2, 0, 1, 5};
    struct vmi_protection p[2];
    for (int i = 0; i < 2; i++) {
        double step = i ? 0.25 : 1, demand[VMI_COUNT(history)];
        for (size_t j = 0; j < VMI_COUNT(history); j++)
            demand[j] = history[j] * step;
        const struct vmi_demand_table *day = vmi_demand_table_of_history(&arena, demand, VMI_COUNT(history), step);
        p[i] = (struct vmi_protection){vmi_distribution_of_table(vmi_demand_table_sum(&arena, day, 5)), vmi_distribution_of_table(vmi_demand_table_sum(&arena, day, 3)),
                                       vmi_distribution_of_table(vmi_demand_table_sum(&arena, day, 2)), 2 * day->mean};
    }
    for (double fill = 0.5; fill < 0.99; fill += 0.0625) {
        is_near(vmi_level_cycle(&p[1].covered, fill), vmi_level_cycle(&p[0].covered, fill) / 4, 0, "cycle service %g in quarters", fill);
        is_near(vmi_level_fill_rq(&p[1].lead, 2, fill), vmi_level_fill_rq(&p[0].lead, 8, fill) / 4, 0, "(r,Q), fill %g in quarters", fill);
        is_near(vmi_level_fill_rs(&p[1], fill), vmi_level_fill_rs(&p[0], fill) / 4, 0, "(R,S), fill %g in quarters", fill);
        is_near(vmi_level_fill_rsnq(&p[1], 2, fill), vmi_level_fill_rsnq(&p[0], 8, fill) / 4, 0, "(R,s,nQ), fill %g in quarters", fill);
        is_near(vmi_level_fill_rss(&p[1], 3, fill, &arena), vmi_level_fill_rss(&p[0], 12, fill, &arena) / 4, 0, "(R,s,S), fill %g in quarters", fill);
    }
    struct vmi_undershoot whole = vmi_undershoot_exact(&p[0].review, 12, &arena), quarters = vmi_undershoot_exact(&p[1].review, 3, &arena);
    is_near(quarters.mean, whole.mean / 4, 1e-12, "undershoot in quarters");
    is_near(quarters.variance, whole.variance / 16, 1e-12, "its variance");
    whole = vmi_undershoot_limit(&p[0].review), quarters = vmi_undershoot_limit(&p[1].review);
    is_near(quarters.mean, whole.mean / 4, 1e-12, "undershoot of wide widths in quarters");
    is_near(quarters.variance, whole.variance / 16, 1e-12, "its variance");
}

/* Of exponential demand what goes beyond s is exponential again, whatever the width. */
static void test_exponential(void)
{
    struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_GAMMA, 10, 100);
    for (double width = 1; width < 2000; width *= 3) {
        struct vmi_undershoot u = vmi_undershoot_exact(&d, width, &arena);
        is_near(u.mean, 10, 1e-5, "undershoot of exponential demand, width %g", width);
        is_near(u.variance, 100, 1e-5, "its variance");
        vmi_arena_clear(&arena);
    }
    struct vmi_undershoot limit = vmi_undershoot_limit(&d);
    is_near(limit.mean, 10, 1e-12, "in the limit");
    is_near(limit.variance, 100, 1e-12, "its variance");
    ok(isnan(vmi_undershoot_exact(&d, 0, &arena).mean) && isnan(vmi_undershoot_exact(&d, NAN, &arena).mean), "no undershoot without a width");
    d = vmi_distribution_make(VMI_FAMILY_GAMMA, 0, 0);
    ok(isnan(vmi_undershoot_exact(&d, 5, &arena).mean) && isnan(vmi_undershoot_limit(&d).mean), "no undershoot without demand");
}

/* Exponential demand has one renewal at S and then even ones: (R,S) up to S and lots of the width, in that proportion. */
static void test_renewal(void)
{
    struct vmi_protection p = protection(VMI_FAMILY_GAMMA, 10, 100, 1, 2);
    for (double width = 1; width < 500; width *= 3)
        for (double level = -20; level < 100; level += 30) {
            double evenly = width / 10, fill = (vmi_fill_rs(&p, level + width) + evenly * vmi_fill_rsnq(&p, level, width)) / (1 + evenly);
            is_near(vmi_fill_rss(&p, level, width, &arena), fill, 1e-6, "(R,s,S) of exponential demand, width %g, level %g", width, level);
            vmi_arena_clear(&arena);
        }
    /* A lattice too long to be taken as it is. */
    p = protection(VMI_FAMILY_NEGBIN, 999, 999 * 1000, 1, 2);
    for (double level = 1000; level < 9000; level += 1000) {
        double evenly = 20000 / 999.0, fill = (vmi_fill_rs(&p, level + 20000) + evenly * vmi_fill_rsnq(&p, level, 20000)) / (1 + evenly);
        is_near(vmi_fill_rss(&p, level, 20000, &arena), fill, 1e-6, "(R,s,S) of geometric demand, level %g", level);
        vmi_arena_clear(&arena);
    }
}

int main(void)
{
    test_cycle();
    test_rq();
    test_counts();
    test_fallback();
    test_gamma();
    test_rs();
    test_rsnq();
    test_rss();
    test_undershoot();
    test_simulation();
    test_edges();
    test_far_fills();
    test_quarters();
    test_exponential();
    test_renewal();
    vmi_arena_free(&arena);
    return done();
}
