#include "vmi/distribution.h"

#include <math.h>

#include "truth.h"
#include "vmi/demand_table.h"

/* Of closed forms, and of what is searched for. */
#define CLOSED 1e-12
#define SOLVED 1e-9

/* The table adds z and G with some 50 digits, and libRmath has no denormal tails. */
#define LEAST 1e-70

static void test_normal(void)
{
    struct truth *t = truth_open("normal_loss");
    while (truth_next(t)) {
        double z = truth_number(t, "z");
        struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_NORMAL, 0, 1);
        truth_near(t, "pdf", vmi_normal_density(z), CLOSED, LEAST);
        truth_near(t, "cdf", vmi_normal_below(z), CLOSED, LEAST);
        truth_near(t, "sf", vmi_normal_above(z), CLOSED, LEAST);
        truth_near(t, "G", vmi_normal_loss(z), CLOSED, LEAST);
        truth_near(t, "Gbar", vmi_normal_loss(-z), CLOSED, LEAST);
        truth_near(t, "G2", vmi_normal_second_loss(z), CLOSED, LEAST);
        truth_near(t, "lnG", log(vmi_normal_loss(z)), CLOSED, 1);
        truth_near(t, "G", vmi_distribution_loss(&d, z), CLOSED, LEAST);
        truth_near(t, "Gbar", vmi_distribution_surplus(&d, z), CLOSED, LEAST);
        truth_near(t, "G2", vmi_distribution_second_loss(&d, z), CLOSED, LEAST);
    }
    truth_close(t);
}

static void test_normal_inverses(void)
{
    struct truth *t = truth_open("normal_quantile");
    while (truth_next(t))
        truth_near(t, "z", vmi_normal_quantile(truth_number(t, "p")), SOLVED, 1);
    truth_close(t);
    t = truth_open("normal_loss_inv");
    while (truth_next(t)) {
        double z = vmi_normal_loss_inverse(truth_number(t, "G"));
        truth_near(t, "z", z, CLOSED, 1);
        truth_near(t, "cdf_at_z", vmi_normal_below(z), SOLVED, 0);
        truth_near(t, "sf_at_z", vmi_normal_above(z), SOLVED, 0);
    }
    truth_close(t);
}

static void test_normal_edges(void)
{
    static const double none[] = {0, 1, -0.5, 1.5, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < VMI_COUNT(none); i++)
        ok(isnan(vmi_normal_quantile(none[i])) && isnan(vmi_normal_quantile_above(none[i])), "no z of %g", none[i]);
    is_near(vmi_normal_quantile(0.5), 0, 1e-15, "z of one half");
    ok(isnan(vmi_normal_loss_inverse(0)) && isnan(vmi_normal_loss_inverse(-1)) && isnan(vmi_normal_loss_inverse(NAN)), "no z of no loss");
}

/* The level for csl, and what the table has at it. */
static void check_level(struct truth *t, const struct vmi_distribution *d)
{
    double level = vmi_distribution_quantile(d, truth_number(t, "csl"));
    truth_near(t, "r", level, 0, 0);
    truth_near(t, "cdf_at_r", vmi_distribution_below(d, level), CLOSED, 0);
    truth_near(t, "loss_at_r", vmi_distribution_loss(d, level), CLOSED, 0);
}

static void test_history(void)
{
    struct truth *t = truth_open("ltd_empirical");
    struct vmi_arena arena = {0};
    while (truth_next(t)) {
        double history[64];
        size_t count = truth_list(t, "history", history, VMI_COUNT(history));
        const struct vmi_demand_table *one = vmi_demand_table_of_history(&arena, history, count, 1);
        struct vmi_distribution d = vmi_distribution_of_table(vmi_demand_table_sum(&arena, one, truth_number(t, "L")));
        check_level(t, &d);
        truth_near(t, "mean", d.mean, CLOSED, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
    vmi_arena_free(&arena);
}

static void test_stuttering(void)
{
    struct truth *t = truth_open("ltd_stuttering_poisson");
    struct vmi_arena arena = {0};
    while (truth_next(t)) {
        const struct vmi_demand_table *sizes = vmi_demand_table_geometric(&arena, truth_number(t, "size_q"));
        struct vmi_distribution d = vmi_distribution_of_table(vmi_demand_table_compound(&arena, truth_number(t, "order_rate"), sizes));
        check_level(t, &d);
        truth_near(t, "mean", d.mean, CLOSED, 0);
        truth_near(t, "var", d.variance, CLOSED, 0);
        truth_near(t, "p0", vmi_distribution_probability(&d, 0), CLOSED, 0);
        truth_near(t, "p1", vmi_distribution_probability(&d, 1), CLOSED, 0);
        truth_near(t, "p2", vmi_distribution_probability(&d, 2), CLOSED, 0);
        vmi_arena_clear(&arena);
    }
    truth_close(t);
    vmi_arena_free(&arena);
}

/* Poisson demand over a gamma lead time: its mean and variance make the negative binomial that it is. */
static void test_poisson_over_gamma(void)
{
    struct truth *t = truth_open("ltd_poisson_gamma_lt");
    while (truth_next(t)) {
        double rate = truth_number(t, "rate_d"), lead = truth_number(t, "mean_L"), deviation = truth_number(t, "sd_L");
        double mean = rate * lead, variance = mean + rate * rate * deviation * deviation;
        struct vmi_distribution d = vmi_distribution_make(VMI_FAMILY_NEGBIN, mean, variance);
        truth_near(t, "mu", d.mean, CLOSED, 0);
        truth_near(t, "var", d.variance, CLOSED, 0);
        truth_near(t, "nb_size", d.shape, CLOSED, 0);
        truth_near(t, "nb_p", 1 / (1 + d.scale), CLOSED, 0);
        check_level(t, &d);
    }
    truth_close(t);
}

/* ---- what holds of every family ---------------------------------------------------------------------- */

static const struct {
    enum vmi_family family;
    double mean, variance;
} kinds[] = {
    {VMI_FAMILY_POINT, 7, 0},     {VMI_FAMILY_NORMAL, 100, 900},    {VMI_FAMILY_NORMAL, -3, 1},      {VMI_FAMILY_GAMMA, 100, 900},   {VMI_FAMILY_GAMMA, 2, 40},
    {VMI_FAMILY_GAMMA, 1e6, 1},   {VMI_FAMILY_LOGNORMAL, 100, 900}, {VMI_FAMILY_LOGNORMAL, 2, 40},   {VMI_FAMILY_POISSON, 0.3, 0},   {VMI_FAMILY_POISSON, 40.5, 0},
    {VMI_FAMILY_POISSON, 1e6, 0}, {VMI_FAMILY_NEGBIN, 0.3, 2},      {VMI_FAMILY_NEGBIN, 40.5, 40.6}, {VMI_FAMILY_NEGBIN, 40.5, 900}, {VMI_FAMILY_NEGBIN, 1e5, 1e9},
};

/* At X the parts add up to the whole: tails to 1, losses to the distance and its square; and a piece to its ends. */
static bool adds_up(const struct vmi_distribution *d, double x)
{
    double deviation = vmi_distribution_deviation(d), scale = deviation > 0 ? deviation : 1, square = fmax(scale * scale, 1e-12 * x * x);
    double loss = vmi_distribution_loss(d, x), surplus = vmi_distribution_surplus(d, x), wide = vmi_distribution_loss_between(d, x, 3 * scale);
    double second = vmi_distribution_second_loss(d, x) + vmi_distribution_second_surplus(d, x);
    double narrow = vmi_distribution_loss_between(d, x, scale / 65536), whole = 65536 * narrow / scale;
    bool between = d->family == VMI_FAMILY_POINT || (whole <= vmi_distribution_above(d, x) + 1e-9 && whole >= vmi_distribution_above(d, x + scale / 65536) - 1e-9);
    return fabs(vmi_distribution_below(d, x) + vmi_distribution_above(d, x) - 1) < 1e-13 && fabs(loss - surplus - (d->mean - x)) < 1e-11 * scale + 1e-15 * fabs(x) &&
           fabs(second - ((x - d->mean) * (x - d->mean) + d->variance) / 2) < 1e-9 * square && fabs(wide - (loss - vmi_distribution_loss(d, x + 3 * scale))) < 1e-9 * scale &&
           between;
}

static void test_sums(void)
{
    for (size_t i = 0; i < VMI_COUNT(kinds); i++) {
        struct vmi_distribution d = vmi_distribution_make(kinds[i].family, kinds[i].mean, kinds[i].variance);
        double deviation = vmi_distribution_deviation(&d) + 0.25;
        int off = 0;
        for (int k = -40; k <= 80; k++)
            off += !adds_up(&d, d.mean + k * deviation / 8);
        is_long(off, 0, "the parts of family %d with mean %g, variance %g add up", kinds[i].family, kinds[i].mean, kinds[i].variance);
    }
}

static void test_quantiles(void)
{
    static const double tails[] = {0.999999, 0.9, 0.5, 0.1, 1e-3, 1e-9, 1e-15, 1e-100};
    for (size_t i = 1; i < VMI_COUNT(kinds); i++) {
        struct vmi_distribution d = vmi_distribution_make(kinds[i].family, kinds[i].mean, kinds[i].variance);
        for (size_t j = 0; j < VMI_COUNT(tails); j++) {
            double level = vmi_distribution_quantile_above(&d, tails[j]), above = vmi_distribution_above(&d, level);
            if (d.discrete)
                ok(above <= tails[j] * (1 + 1e-11) && (level == 0 || vmi_distribution_above(&d, level - 1) > tails[j]), "level of tail %g, family %d, mean %g", tails[j],
                   kinds[i].family, kinds[i].mean);
            else
                ok(fabs(above / tails[j] - 1) < 1e-6, "level of tail %g, family %d, mean %g", tails[j], kinds[i].family, kinds[i].mean);
        }
        ok(isnan(vmi_distribution_quantile(&d, 0)) && isnan(vmi_distribution_quantile(&d, 1)) && isnan(vmi_distribution_quantile(&d, NAN)), "no level of 0, of 1");
    }
}

/* A family and the table of it answer alike, and so does a mixture of it with itself. */
static void test_tables_and_mixtures(void)
{
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(kinds); i++) {
        struct vmi_distribution d = vmi_distribution_make(kinds[i].family, kinds[i].mean, kinds[i].variance);
        const struct vmi_mixture_part parts[] = {{0.25, d}, {0.75, d}};
        struct vmi_distribution mixture = vmi_distribution_mix(parts, 2);
        double x = d.mean + vmi_distribution_deviation(&d);
        is_near(mixture.variance, d.variance, 1e-12, "variance of a mixture of like parts");
        is_near(vmi_distribution_loss(&mixture, x), vmi_distribution_loss(&d, x), 1e-12, "its loss");
        is_near(vmi_distribution_third_moment(&mixture), vmi_distribution_third_moment(&d), 1e-12, "its third moment");
        is_near(vmi_distribution_quantile(&mixture, 0.9), vmi_distribution_quantile(&d, 0.9), 1e-9, "its level");
        if (!d.discrete || d.mean > 1000)
            continue;
        struct vmi_distribution table = vmi_distribution_of_table(vmi_demand_table_of(&arena, &d, 1, VMI_DEMAND_TABLE_LARGEST));
        is_near(table.mean, d.mean, 1e-12, "mean of the table of family %d, mean %g", kinds[i].family, d.mean);
        is_near(table.variance, d.variance, 1e-11, "its variance");
        is_near(vmi_distribution_third_moment(&table), vmi_distribution_third_moment(&d), 1e-10, "its third moment");
        is_near(vmi_distribution_loss(&table, x), vmi_distribution_loss(&d, x), 1e-12, "its loss");
        is_near(vmi_distribution_second_loss(&table, x), vmi_distribution_second_loss(&d, x), 1e-12, "its second-order loss");
        is_near(vmi_distribution_quantile(&table, 0.999), vmi_distribution_quantile(&d, 0.999), 0, "its level");
    }
    vmi_arena_free(&arena);
}

/* Two ways that demand may go, far from each other. */
static void test_mixture(void)
{
    const struct vmi_mixture_part parts[] = {{0.8, vmi_distribution_make(VMI_FAMILY_NORMAL, 100, 25)}, {0.2, vmi_distribution_make(VMI_FAMILY_NORMAL, 600, 400)}};
    struct vmi_distribution d = vmi_distribution_mix(parts, 2);
    is_near(d.mean, 200, 1e-12, "mean of a mixture");
    is_near(d.variance, 0.8 * 25 + 0.2 * 400 + 0.16 * 500 * 500, 1e-12, "its variance");
    is_near(vmi_distribution_quantile(&d, 0.95), 600 + 20 * vmi_normal_quantile(0.75), 1e-9, "its level above");
    is_near(vmi_distribution_quantile(&d, 0.4), 100, 1e-9, "its level below");
    is_near(vmi_distribution_loss(&d, 300), 60, 1e-12, "its loss between");
    ok(vmi_distribution_mix(parts, 0).family == VMI_FAMILY_UNDEFINED, "nothing is no mixture");
}

/* With so many trials, of so much a chance, demand has the mean and variance that were asked for. */
static void test_binomials(void)
{
    static const double figures[][2] = {{5, 0}, {5, 2.5}, {0.3, 0.21}, {0.3, 0.25}, {2.5, 0.25}, {40, 39.9}, {700, 3}, {12.25, 6}};
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(figures); i++) {
        struct vmi_distribution d = vmi_distribution_of_table(vmi_demand_table_binomials(&arena, figures[i][0], figures[i][1]));
        is_near(d.mean, figures[i][0], 1e-11, "mean of binomials, %g and %g", figures[i][0], figures[i][1]);
        is_near(d.variance, figures[i][1], 1e-9, "their variance");
    }
    ok(isnan(vmi_binomials_fit(2.5, 0.2).trials), "whole numbers of mean 2.5 vary more than that");
    ok(isnan(vmi_binomials_fit(5, 6).trials) && isnan(vmi_binomials_fit(0, 0).trials) && isnan(vmi_binomials_fit(NAN, 1).trials), "no binomials of more variance, of nothing");
    ok(!vmi_demand_table_binomials(&arena, 5, 6), "nor a table of them");
    vmi_arena_free(&arena);
}

int main(void)
{
    test_normal();
    test_normal_inverses();
    test_normal_edges();
    test_history();
    test_stuttering();
    test_poisson_over_gamma();
    test_sums();
    test_quantiles();
    test_tables_and_mixtures();
    test_mixture();
    test_binomials();
    return done();
}
