#include <math.h>

#include "truth.h"
#include "vmi/unconstrain.h"

enum { MOST = 512 };

static double values[MOST];
static bool censored[MOST];

/* A row of the table; zeros that had stock may be counted instead. */
static struct vmi_sales sales_of(const struct truth *t)
{
    size_t known = truth_list(t, "uncensored", values, MOST), all = known + truth_list(t, "censored_at", values + known, MOST - known);
    for (size_t i = 0; i < all; i++)
        censored[i] = i >= known;
    return (struct vmi_sales){values, censored, all, 0};
}

static void test_truth(void)
{
    struct truth *t = truth_open("unconstrain");
    while (truth_next(t)) {
        struct vmi_sales sales = sales_of(t);
        struct vmi_unconstrained normal = {0}, poisson = {0};
        double known = 0, all = 0, count = 0;
        for (size_t i = 0; i < sales.count; i++) {
            all += values[i];
            known += censored[i] ? 0 : values[i];
            count += !censored[i];
        }
        ok(vmi_unconstrain_normal(&sales, &normal) && normal.converged, "%s, normal: %d steps", truth_text(t, "name"), normal.iterations);
        truth_near(t, "tobit_mu", normal.mean, 1e-12, 0);
        truth_near(t, "tobit_sigma_mle", normal.deviation, 1e-12, 0);
        truth_near(t, "loglik", normal.log_likelihood, 1e-12, 0);
        ok(vmi_unconstrain_poisson(&sales, &poisson) && poisson.converged, "%s, Poisson: %d steps", truth_text(t, "name"), poisson.iterations);
        truth_near(t, "poisson_lambda_mle", poisson.mean, 1e-12, 0);
        truth_near(t, "naive_drop", known / count, 1e-12, 0);
        truth_near(t, "naive_asis", all / (double)sales.count, 1e-12, 0);
    }
    truth_close(t);
}

/* ---- what is true of an estimate ------------------------------------------------------------------------- */

/* One step of expectation and maximisation, in its textbook form. */
static void step(const struct vmi_sales *s, double mean, double deviation, double *next, double *next_deviation)
{
    double sum = 0, squares = 0, n = (double)(s->count + s->zeros);
    for (size_t i = 0; i < s->count; i++) {
        double c = s->values[i], z = (c - mean) / deviation;
        double rate = exp(-z * z / 2) / sqrt(2 * M_PI) / (erfc(z / M_SQRT2) / 2);
        sum += s->censored[i] ? mean + deviation * rate : c;
        squares += s->censored[i] ? mean * mean + deviation * deviation + deviation * (c + mean) * rate : c * c;
    }
    *next = sum / n;
    *next_deviation = sqrt(squares / n - *next * *next);
}

static void test_fixed_points(void)
{
    uint64_t seed = 3;
    double worst = 0;
    int worst_steps = 0;
    bool converged = true;
    for (int round = 0; round < rounds(5000); round++) {
        double mean, deviation;
        size_t n = 3 + (size_t)chance_below(&seed, 40);
        for (size_t i = 0; i < n; i++) {
            values[i] = 100 + chance_below(&seed, 60);
            censored[i] = i > 1 && chance_below(&seed, 10) < 7;
        }
        struct vmi_sales sales = {values, censored, n, (size_t)chance_below(&seed, 3)};
        struct vmi_unconstrained r;
        values[0] = 99;
        converged &= vmi_unconstrain_normal(&sales, &r) && r.converged;
        step(&sales, r.mean, r.deviation, &mean, &deviation);
        worst = fmax(worst, fmax(fabs(mean - r.mean), fabs(deviation - r.deviation)) / r.deviation);
        worst_steps = r.iterations > worst_steps ? r.iterations : worst_steps;
    }
    ok(converged, "all converge, within %d steps", worst_steps);
    ok(worst < 1e-10, "a step of expectation and maximisation stays where it is, within %g", worst);
}

/* E(D | D >= c) by summing. */
static double at_least(double c, double mean)
{
    double sum = 0, tail = 0, p = exp(-mean);
    for (int k = 0; k < 400; k++, p *= mean / k) {
        sum += k >= c ? k * p : 0;
        tail += k >= c ? p : 0;
    }
    return sum / tail;
}

static void test_poisson_fixed_points(void)
{
    uint64_t seed = 4;
    double worst = 0;
    int worst_steps = 0;
    bool converged = true;
    for (int round = 0; round < rounds(2000); round++) {
        double sum = 0;
        size_t n = 1 + (size_t)chance_below(&seed, 20);
        struct vmi_sales sales = {values, censored, n, (size_t)chance_below(&seed, 3)};
        for (size_t i = 0; i < n; i++) {
            values[i] = chance_below(&seed, 20);
            censored[i] = i > 0 && chance_below(&seed, 10) < 6;
        }
        struct vmi_unconstrained r;
        converged &= vmi_unconstrain_poisson(&sales, &r) && r.converged;
        if (r.mean > 0) {
            for (size_t i = 0; i < n; i++)
                sum += censored[i] ? at_least(values[i], r.mean) : values[i];
            worst = fmax(worst, fabs(sum / (double)(n + sales.zeros) - r.mean));
        }
        worst_steps = r.iterations > worst_steps ? r.iterations : worst_steps;
    }
    ok(converged, "all converge, within %d steps", worst_steps);
    ok(worst < 1e-9, "the Poisson mean is the mean of what was sold and is to be expected, within %g", worst);
}

/* ---- edges ------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    double values[4];
    bool censored[4];
    size_t count, zeros;
    bool normal, poisson;
    double mean, deviation, poisson_mean; /* NaN: anything finite */
} edges[] = {
    {"nothing", {0}, {0}, 0, 0, false, false, 0, 0, 0},
    {"all censored", {5, 6}, {true, true}, 2, 0, false, false, 0, 0, 0},
    {"one known", {5, 6}, {false, true}, 2, 0, false, true, 0, 0, NAN},
    {"one known alone", {5}, {false}, 1, 0, false, true, 0, 0, 5},
    {"two alike", {5, 5}, {false, false}, 2, 0, true, true, 5, 0, 5},
    {"two alike, censored at and below them", {5, 5, 5, 4}, {false, false, true, true}, 4, 0, true, true, 5, 0, NAN},
    {"two alike, censored above", {5, 5, 6}, {false, false, true}, 3, 0, true, true, NAN, NAN, NAN},
    {"silence", {0}, {0}, 0, 30, true, true, 0, 0, 0},
    {"silence, and a shelf that was empty", {0}, {true}, 1, 30, true, true, 0, 0, 0},
    {"silence, and a last piece sold", {1}, {true}, 1, 30, true, true, NAN, NAN, NAN},
    {"zeros count", {3}, {false}, 1, 2, true, true, 1, M_SQRT2, 1},
    {"far above what is known", {1, 2, 1e6}, {false, false, true}, 3, 0, true, true, NAN, NAN, NAN},
    {"far below it", {1e6, 1e6 + 1, 1}, {false, false, true}, 3, 0, true, true, 1e6 + 0.5, 0.5, NAN},
    {"large", {1e149, 2e149}, {false, false}, 2, 0, true, false, 1.5e149, 0.5e149, 0},
    {"too large", {1e300, 2e300}, {false, false}, 2, 0, false, false, 0, 0, 0},
    {"small", {1e-150, 3e-150}, {false, false}, 2, 0, true, true, 2e-150, 1e-150, 2e-150},
    {"not known", {1, NAN, 3}, {false, false, false}, 3, 0, false, false, 0, 0, 0},
    {"not known, censored", {1, 2, NAN}, {false, false, true}, 3, 0, false, false, 0, 0, 0},
    {"without end", {1, 2, INFINITY}, {false, false, true}, 3, 0, false, false, 0, 0, 0},
    {"below nought", {-1, -3}, {false, false}, 2, 0, true, false, -2, 1, 0},
    {"half a piece is a piece", {2, 2.5}, {false, true}, 2, 0, false, true, 0, 0, NAN},
    {"the largest Poisson", {1e7, 9.9e6}, {false, true}, 2, 0, false, true, 0, 0, NAN},
};

static void expect(double got, double expected, const char *edge, const char *what)
{
    if (isnan(expected))
        ok(isfinite(got), "%s: %s is finite, %g", edge, what, got);
    else
        is_near(got / (expected != 0 ? expected : 1), expected != 0, 1e-12, "%s: %s", edge, what);
}

static void test_edges(void)
{
    for (size_t i = 0; i < VMI_COUNT(edges); i++) {
        struct vmi_sales sales = {edges[i].values, edges[i].censored, edges[i].count, edges[i].zeros};
        struct vmi_unconstrained r;
        if (ok(vmi_unconstrain_normal(&sales, &r) == edges[i].normal, "%s: normal", edges[i].name) && edges[i].normal) {
            expect(r.mean, edges[i].mean, edges[i].name, "mean");
            expect(r.deviation, edges[i].deviation, edges[i].name, "deviation");
            ok(r.converged, "%s: converged", edges[i].name);
        }
        if (ok(vmi_unconstrain_poisson(&sales, &r) == edges[i].poisson, "%s: Poisson", edges[i].name) && edges[i].poisson) {
            expect(r.mean, edges[i].poisson_mean, edges[i].name, "Poisson mean");
            ok(r.converged, "%s: Poisson converged", edges[i].name);
        }
    }
    static const double zeros_count[] = {3};
    struct vmi_sales plain = {zeros_count, NULL, 1, 2};
    struct vmi_unconstrained r;
    ok(vmi_unconstrain_normal(&plain, &r) && r.mean == 1, "nothing is censored without flags");
}

int main(void)
{
    test_truth();
    test_fixed_points();
    test_poisson_fixed_points();
    test_edges();
    return done();
}
