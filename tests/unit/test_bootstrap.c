/* How sure a difference between two ratios is. */
#include <math.h>

#include "tap.h"
#include "vmi/bootstrap.h"

enum { MOST = 200 };

static double uniform(uint64_t *state)
{
    return ((double)(chance(state) % 1000000) + 0.5) / 1000000;
}

/* Twelve uniforms less six are as good as normal here. */
static double normal(uint64_t *state)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += uniform(state);
    return sum;
}

static void test_known(void)
{
    struct vmi_bootstrap_unit a[40], b[40];
    uint64_t state = 5;
    double squares[2] = {0, 0}, means[2] = {0, 0};
    for (int i = 0; i < 40; i++) {
        a[i] = (struct vmi_bootstrap_unit){10 + normal(&state), 1};
        b[i] = (struct vmi_bootstrap_unit){8 + 2 * normal(&state), 1};
        means[0] += a[i].numerator / 40;
        means[1] += b[i].numerator / 40;
    }
    for (int i = 0; i < 40; i++) {
        squares[0] += (a[i].numerator - means[0]) * (a[i].numerator - means[0]);
        squares[1] += (b[i].numerator - means[1]) * (b[i].numerator - means[1]);
    }
    double deviation = sqrt((squares[0] + squares[1]) / 40 / 40);
    struct vmi_bootstrap_interval got = vmi_bootstrap_difference(a, 40, b, 40, 0.95);
    is_near(got.difference, means[0] - means[1], 1e-12, "the difference of two means");
    ok(fabs(got.low - (got.difference - 1.96 * deviation)) < 0.25 * deviation, "its interval begins where that of the normal does");
    ok(fabs(got.high - (got.difference + 1.96 * deviation)) < 0.25 * deviation, "and ends there");
    struct vmi_bootstrap_interval again = vmi_bootstrap_difference(a, 40, b, 40, 0.95), narrow = vmi_bootstrap_difference(a, 40, b, 40, 0.5);
    ok(again.low == got.low && again.high == got.high, "the same at all times");
    ok(narrow.low > got.low && narrow.high < got.high, "a lower level is a shorter interval");
    struct vmi_bootstrap_interval paired = vmi_bootstrap_paired(a, a, 40, 0.95);
    ok(paired.difference == 0 && paired.low == 0 && paired.high == 0, "the same units do not differ from themselves");
    for (int i = 0; i < 40; i++)
        b[i] = (struct vmi_bootstrap_unit){a[i].numerator - 1, 1};
    paired = vmi_bootstrap_paired(a, b, 40, 0.95);
    is_near(paired.low, 1, 1e-12, "what all units have in common is sure where they are drawn together");
    got = vmi_bootstrap_difference(a, 40, b, 40, 0.95);
    ok(got.low < 0.9 && got.high > 1.1, "and not where each is drawn by itself");
}

static void test_undefined(void)
{
    static const struct vmi_bootstrap_unit some[] = {{1, 2}, {3, 4}, {2, 2}}, nothing[] = {{0, 0}, {0, 0}}, rare[] = {{1, 1}, {0, 0}, {0, 0}, {0, 0}};
    struct vmi_bootstrap_interval got = vmi_bootstrap_difference(some, 3, nothing, 2, 0.95);
    ok(isnan(got.difference) && isnan(got.low) && isnan(got.high), "a ratio of nothing");
    got = vmi_bootstrap_difference(some, 3, some, 1, 0.95);
    is_near(got.difference, 6.0 / 8 - 0.5, 1e-12, "the difference is that of one unit, too");
    ok(isnan(got.low) && isnan(got.high), "but nobody knows how sure it is");
    got = vmi_bootstrap_difference(rare, 4, some, 3, 0.95);
    ok(!isnan(got.difference) && isnan(got.low), "nor of units that are mostly without a ratio");
    got = vmi_bootstrap_paired(some, some, 0, 0.95);
    ok(isnan(got.difference) && isnan(got.low), "nor of none");
    got = vmi_bootstrap_paired(some, some, 3, 1);
    ok(isnan(got.low), "nor at a level that is none");
}

/* Of many worlds the interval holds the true difference in about as many as it says. */
static void test_coverage(void)
{
    uint64_t state = 99;
    int worlds = rounds(2000), held[2] = {0, 0};
    for (int world = 0; world < worlds; world++) {
        struct vmi_bootstrap_unit now[MOST], before[MOST];
        for (int i = 0; i < MOST; i++) {
            double size = 1 + 9 * uniform(&state), level = 0.02 * normal(&state);
            before[i] = (struct vmi_bootstrap_unit){size * (0.9 + level), size};
            now[i] = (struct vmi_bootstrap_unit){size * (0.92 + level + 0.01 * normal(&state)), size};
        }
        struct vmi_bootstrap_interval paired = vmi_bootstrap_paired(now, before, MOST, 0.9), apart = vmi_bootstrap_difference(now, MOST, before, MOST, 0.9);
        held[0] += paired.low <= 0.02 && paired.high >= 0.02;
        held[1] += apart.low <= 0.02 && apart.high >= 0.02;
    }
    /* Three deviations of 90 % in so many worlds, and what percentiles are short by. */
    double slack = 3 * sqrt(0.09 / worlds) + 0.01;
    ok(fabs(held[0] / (double)worlds - 0.9) < slack, "drawn together, nine in ten hold the truth: %d of %d", held[0], worlds);
    ok(held[1] / (double)worlds > 0.9 - slack, "drawn apart, at least as many: %d", held[1]);
}

int main(void)
{
    test_known();
    test_undefined();
    test_coverage();
    return done();
}
