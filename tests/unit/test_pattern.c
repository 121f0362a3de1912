#include <math.h>
#include <string.h>

#include "truth.h"
#include "vmi/pattern.h"

enum { MOST = 256 };

/* ---- Syntetos, Boylan and Croston ------------------------------------------------------------------- */

static void expect_shape(struct truth *t, struct vmi_shape shape, const char *interval, const char *variation, const char *pattern)
{
    truth_near(t, interval, shape.interval, 1e-12, 0);
    truth_near(t, variation, shape.variation, 1e-12, 0);
    if (pattern)
        truth_expect(t, pattern, truth_is(t, pattern, vmi_pattern_name(shape.pattern)), true, 0, 0);
}

static void test_truth_of_patterns(void)
{
    struct truth *t = truth_open("sbc_class");
    while (truth_next(t)) {
        double series[MOST], demands[MOST];
        size_t n = truth_list(t, "y", series, MOST), last = 0, count = 0;
        struct vmi_sizes sizes = {0};
        for (size_t i = 0; i < n; i++) {
            vmi_sizes_add(&sizes, series[i]);
            if (series[i] > 0)
                last = i + 1, demands[count++] = series[i];
        }
        truth_near(t, "n", (double)n, 0, 0);
        truth_near(t, "n_nonzero", (double)sizes.count, 0, 0);
        expect_shape(t, vmi_shape_of_sizes(&sizes, (double)n, VMI_DIVISOR_POPULATION), "adi_n_over_k", "cv2_pop", "class_pop_nk");
        expect_shape(t, vmi_shape_of_sizes(&sizes, (double)last, VMI_DIVISOR_SAMPLE), "adi_mean_interval", "cv2_sample", "class_sample_interval");
        expect_shape(t, vmi_shape_of(series, n, (double)n), "adi_n_over_k", "cv2_sample", NULL);
        expect_shape(t, vmi_shape_of(demands, count, (double)n), "adi_n_over_k", "cv2_sample", NULL);
    }
    truth_close(t);
}

static void test_cells(void)
{
    static const struct {
        double interval, variation;
        const char *name;
    } cells[] = {
        {1, 0, "smooth"},       {1.32, 0.49, "smooth"},   {1.33, 0.49, "intermittent"},
        {1.32, 0.5, "erratic"}, {1.33, 0.5, "lumpy"},     {INFINITY, 0, "intermittent"},
        {NAN, 0, "none"},       {1, INFINITY, "erratic"}, {1, NAN, "none"},
    };
    for (size_t i = 0; i < VMI_COUNT(cells); i++)
        is_text(vmi_pattern_name(vmi_pattern_of(cells[i].interval, cells[i].variation)), cells[i].name, "%g %g", cells[i].interval, cells[i].variation);
    is_text(vmi_pattern_name((enum vmi_pattern)99), "none", "what is no pattern");
}

static void test_edges(void)
{
    static const double odd[] = {NAN, -3, 0, 4, -INFINITY};
    struct vmi_shape shape = vmi_shape_of(odd, VMI_COUNT(odd), 10);
    is_near(shape.interval, 10, 0, "returns and what is not known are no demand");
    is_near(shape.variation, 0, 0, "one demand does not vary");
    shape = vmi_shape_of(NULL, 0, 0);
    is_near(shape.interval, NAN, 0, "no period");
    is_near(shape.variation, NAN, 0, "no size");
    struct vmi_sizes sizes = {0};
    for (int i = 0; i < 1000; i++)
        vmi_sizes_add(&sizes, 1e9 + i % 2);
    is_near(sizes.squares, 250, 1e-6, "sizes that hardly vary do not cancel");
}

/* ---- ABC and XYZ ---------------------------------------------------------------------------------------- */

/* The classes, A;B;C. */
static const char *classes_of(const double *values, size_t count, const struct vmi_abc_cuts *cuts)
{
    static char text[2 * MOST];
    size_t order[MOST], length = 0;
    char classes[MOST];
    vmi_abc(values, count, cuts, order, classes);
    for (size_t i = 0; i < count; i++) {
        if (i)
            text[length++] = ';';
        text[length++] = classes[i];
    }
    text[length] = '\0';
    return text;
}

static const struct vmi_abc_cuts before = {VMI_ABC_BEFORE, 0.8, 0.95}, after = {VMI_ABC_AFTER, 0.8, 0.95};

static void test_truth_of_abc(void)
{
    struct truth *t = truth_open("abc");
    while (truth_next(t)) {
        double values[MOST];
        size_t count = truth_list(t, "values", values, MOST);
        truth_expect(t, "before", truth_is(t, "class_if_cum_before_lt_80_95", classes_of(values, count, &before)), true, 0, 0);
        truth_expect(t, "after", truth_is(t, "class_if_cum_after_le_80_95", classes_of(values, count, &after)), true, 0, 0);
    }
    truth_close(t);
}

static void test_abc(void)
{
    static const double equal[] = {5, 5, 5, 5, 5}, odd[] = {-100, 60, NAN, 40, 0};
    /* Ten times 0.1 sums to less than 1, eight to more than 0.8 of that. */
    static const double tenths[] = {.1, .1, .1, .1, .1, .1, .1, .1, .1, .1};
    size_t order[VMI_COUNT(odd)];
    char classes[VMI_COUNT(odd)];
    is_text(classes_of(equal, 5, &before), "A;A;A;A;B", "equals in their order");
    is_text(classes_of(odd, 5, &before), "C;A;C;A;C", "returns and what is not known are worth nothing");
    is_text(classes_of(tenths, 10, &before), "A;A;A;A;A;A;A;A;B;B", "a cut is met within rounding, before");
    is_text(classes_of(tenths, 10, &after), "A;A;A;A;A;A;A;A;B;C", "and after");
    is_text(classes_of(odd, 0, &before), "", "no item");
    vmi_abc(odd, VMI_COUNT(odd), &before, order, classes);
    static const size_t ranking[] = {1, 3, 0, 2, 4};
    ok(memcmp(order, ranking, sizeof ranking) == 0, "the ranking");
}

static void test_xyz(void)
{
    ok(vmi_xyz(0, .5, 1) == 'X' && vmi_xyz(.5, .5, 1) == 'X', "X");
    ok(vmi_xyz(.51, .5, 1) == 'Y' && vmi_xyz(1, .5, 1) == 'Y', "Y");
    ok(vmi_xyz(1.01, .5, 1) == 'Z' && vmi_xyz(INFINITY, .5, 1) == 'Z', "Z");
    ok(vmi_xyz(NAN, .5, 1) == '\0', "not known");
}

int main(void)
{
    test_truth_of_patterns();
    test_cells();
    test_edges();
    test_truth_of_abc();
    test_abc();
    test_xyz();
    return done();
}
