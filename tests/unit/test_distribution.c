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

int main(void)
{
    test_normal();
    test_normal_inverses();
    test_normal_edges();
    test_history();
    test_stuttering();
    test_poisson_over_gamma();
    return done();
}
