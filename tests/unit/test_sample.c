#include <math.h>
#include <stdlib.h>

#include "truth.h"
#include "vmi/sample.h"

enum { MOST = 64 };

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void test_truth(void)
{
    static const struct {
        enum vmi_quantile_type type;
        const char *column;
    } types[] = {
        {VMI_QUANTILE_INVERSE, "type1_inverse_ecdf"},         {VMI_QUANTILE_WEIBULL, "type6_weibull"},
        {VMI_QUANTILE_LINEAR, "type7_R_numpy_default"},       {VMI_QUANTILE_UNBIASED, "type8"},
        {VMI_QUANTILE_CONFORMAL, "split_conformal_ceil_n1p"},
    };
    struct truth *t = truth_open("quantiles");
    while (truth_next(t)) {
        double data[MOST], others[MOST], p = truth_number(t, "p");
        size_t count = truth_list(t, "data", data, MOST), left = 0;
        /* Once as they are, once with the zeros counted. */
        for (size_t i = 0; i < count; i++)
            if (data[i] != 0)
                others[left++] = data[i];
        struct vmi_sample all = vmi_sample_of(data, count, 0), counted = vmi_sample_of(others, left, count - left);
        for (size_t i = 0; i < VMI_COUNT(types); i++) {
            truth_near(t, types[i].column, vmi_sample_quantile(&all, p, types[i].type), 1e-12, 0);
            truth_near(t, types[i].column, vmi_sample_quantile(&counted, p, types[i].type), 1e-12, 0);
        }
    }
    truth_close(t);
}

/* Against sorting all of it. */
static void test_against_sorting(void)
{
    uint64_t seed = 7;
    bool medians = true, distances = true, quantiles = true;
    for (int round = 0; round < rounds(20000); round++) {
        double values[MOST], all[MOST], apart[MOST];
        size_t count = (size_t)chance_below(&seed, 12), zeros = (size_t)chance_below(&seed, 12), n = count + zeros;
        for (size_t i = 0; i < n; i++)
            all[i] = i < count ? chance_below(&seed, 20) - 8 : 0;
        for (size_t i = 0; i < count; i++)
            values[i] = all[i];
        struct vmi_sample sample = vmi_sample_of(values, count, zeros), plain = vmi_sample_of(all, n, 0);
        if (n == 0)
            continue;
        double median = n % 2 ? all[n / 2] : (all[n / 2 - 1] + all[n / 2]) / 2;
        for (size_t i = 0; i < n; i++)
            apart[i] = fabs(all[i] - median);
        qsort(apart, n, sizeof *apart, ascending);
        medians &= vmi_sample_median(&sample) == median && vmi_sample_median(&plain) == median;
        double distance = n % 2 ? apart[n / 2] : (apart[n / 2 - 1] + apart[n / 2]) / 2;
        distances &= vmi_sample_median_distance(&sample) == distance && vmi_sample_median_distance(&plain) == distance;
        double p = chance_below(&seed, 1001) / 1000.0;
        for (int type = VMI_QUANTILE_INVERSE; type <= VMI_QUANTILE_CONFORMAL; type++)
            quantiles &= vmi_sample_quantile(&sample, p, (enum vmi_quantile_type)type) == vmi_sample_quantile(&plain, p, (enum vmi_quantile_type)type);
    }
    ok(medians, "medians");
    ok(distances, "median distances");
    ok(quantiles, "quantiles with zeros counted are those with zeros written");
}

static void test_edges(void)
{
    double values[] = {3, NAN, 1, NAN};
    struct vmi_sample some = vmi_sample_of(values, 4, 0), none = vmi_sample_of(NULL, 0, 0), zeros = vmi_sample_of(NULL, 0, 5);
    ok(some.count == 2, "what is not known does not count");
    is_near(vmi_sample_median(&some), 2, 0, "median without it");
    is_near(vmi_sample_median(&none), NAN, 0, "median of nothing");
    is_near(vmi_sample_median_distance(&none), NAN, 0, "median distance of nothing");
    is_near(vmi_sample_quantile(&none, 0.5, VMI_QUANTILE_CONFORMAL), NAN, 0, "conformal level of nothing");
    is_near(vmi_sample_quantile(&zeros, 0.9, VMI_QUANTILE_LINEAR), 0, 0, "quantile of zeros");
    is_near(vmi_sample_quantile(&some, -0.1, VMI_QUANTILE_LINEAR), NAN, 0, "below 0");
    is_near(vmi_sample_quantile(&some, 1.1, VMI_QUANTILE_INVERSE), NAN, 0, "above 1");
    is_near(vmi_sample_quantile(&some, NAN, VMI_QUANTILE_INVERSE), NAN, 0, "not known");
    double twenty[20];
    for (int i = 0; i < 20; i++)
        twenty[i] = i + 1;
    struct vmi_sample sample = vmi_sample_of(twenty, 20, 0);
    is_near(vmi_sample_quantile(&sample, 0.95, VMI_QUANTILE_INVERSE), 19, 0, "the step itself");
    sample.count = 19;
    is_near(vmi_sample_quantile(&sample, 0.95, VMI_QUANTILE_CONFORMAL), 19, 0, "19 observations are enough for 95 %%");
    sample.count = 18;
    ok(isinf(vmi_sample_quantile(&sample, 0.95, VMI_QUANTILE_CONFORMAL)), "18 are not");
}

static void test_hampel(void)
{
    /* Median 11, distances 0 1 1 1 2 2 89: 1. */
    double values[] = {10, 12, 11, 9, 13, 100, 10, NAN}, sorted[VMI_COUNT(values)];
    bool marks[VMI_COUNT(values)];
    for (size_t i = 0; i < VMI_COUNT(values); i++)
        sorted[i] = values[i];
    struct vmi_sample sample = vmi_sample_of(sorted, VMI_COUNT(values), 0);
    struct vmi_hampel rule = vmi_hampel_of(&sample, 3);
    is_near(rule.median, 11, 0, "median");
    is_near(rule.reach, 3 * 1.4826, 1e-15, "reach");
    is_long((long long)vmi_hampel_mark(&rule, values, VMI_COUNT(values), marks), 1, "one outlier");
    ok(marks[5] && !marks[4] && !marks[7], "which");
    is_long((long long)vmi_hampel_replace(&rule, values, VMI_COUNT(values)), 1, "replaced");
    is_near(values[5], 11, 0, "by the median");
    ok(isnan(values[7]), "what is not known stays");
    double sales[] = {1, 2, 50};
    sample = vmi_sample_of(sales, 3, 10);
    rule = vmi_hampel_of(&sample, 3);
    ok(!vmi_hampel_outlier(&rule, 50), "a series that is mostly zeros has no outliers");
    double busy[] = {8, 9, 10, 11, 12, 9, 11};
    sample = vmi_sample_of(busy, 7, 1);
    rule = vmi_hampel_of(&sample, 3);
    ok(vmi_hampel_outlier(&rule, 0), "one zero among many sales is one");
    sample = vmi_sample_of(NULL, 0, 0);
    rule = vmi_hampel_of(&sample, 3);
    ok(!vmi_hampel_outlier(&rule, 50), "nothing to judge by");
}

int main(void)
{
    test_truth();
    test_against_sorting();
    test_edges();
    test_hampel();
    return done();
}
