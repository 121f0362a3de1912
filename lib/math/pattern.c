#include "vmi/pattern.h"

#include <math.h>
#include <stdlib.h>

static const char *const names[VMI_PATTERNS] = {
    [VMI_PATTERN_NONE] = "none",       [VMI_PATTERN_SMOOTH] = "smooth",
    [VMI_PATTERN_ERRATIC] = "erratic", [VMI_PATTERN_INTERMITTENT] = "intermittent",
    [VMI_PATTERN_LUMPY] = "lumpy",
};

const char *vmi_pattern_name(enum vmi_pattern pattern)
{
    return names[(unsigned)pattern < VMI_PATTERNS ? pattern : VMI_PATTERN_NONE];
}

enum vmi_pattern vmi_pattern_of(double interval, double variation)
{
    if (isnan(interval) || isnan(variation))
        return VMI_PATTERN_NONE;
    if (interval <= VMI_PATTERN_INTERVAL_CUT)
        return variation <= VMI_PATTERN_VARIATION_CUT ? VMI_PATTERN_SMOOTH : VMI_PATTERN_ERRATIC;
    return variation <= VMI_PATTERN_VARIATION_CUT ? VMI_PATTERN_INTERMITTENT : VMI_PATTERN_LUMPY;
}

static double variation(const struct vmi_sizes *sizes, enum vmi_divisor divisor)
{
    double count = (double)sizes->count, by = divisor == VMI_DIVISOR_SAMPLE ? count - 1 : count;
    if (sizes->count == 0)
        return NAN;
    return sizes->count == 1 ? 0 : sizes->squares / by / sizes->mean / sizes->mean;
}

struct vmi_shape vmi_shape_of_sizes(const struct vmi_sizes *sizes, double periods, enum vmi_divisor divisor)
{
    struct vmi_shape shape;
    shape.interval = sizes->count ? periods / (double)sizes->count : NAN;
    shape.variation = variation(sizes, divisor);
    shape.pattern = vmi_pattern_of(shape.interval, shape.variation);
    return shape;
}

struct vmi_shape vmi_shape_of(const double *sizes, size_t count, double periods)
{
    struct vmi_sizes sums = {0};
    for (size_t i = 0; i < count; i++)
        vmi_sizes_add(&sums, sizes[i]);
    return vmi_shape_of_sizes(&sums, periods, VMI_DIVISOR_SAMPLE);
}

/* ---- ABC and XYZ ----------------------------------------------------------------------------------- */

static double worth(double value)
{
    return value > 0 ? value : 0;
}

static int by_value(const void *a, const void *b, void *context)
{
    const double *values = context;
    size_t i = *(const size_t *)a, j = *(const size_t *)b;
    double x = worth(values[i]), y = worth(values[j]);
    return x != y ? (x < y) - (x > y) : (i > j) - (i < j);
}

/* Sums of prices in decimals are off by the last digits; a share this close to a cut was meant to be at it. */
static const double close_to = 1e-12;

static bool within(double before, double after, double cut, enum vmi_abc_rule rule)
{
    return rule == VMI_ABC_BEFORE ? before < cut * (1 - close_to) : after <= cut * (1 + close_to);
}

void vmi_abc(const double *values, size_t count, const struct vmi_abc_cuts *cuts, size_t *order,
             char *classes)
{
    double total = 0, before = 0;
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, by_value, (void *)values);
    for (size_t i = 0; i < count; i++)
        total += worth(values[order[i]]);
    for (size_t i = 0; i < count; i++) {
        double value = worth(values[order[i]]), after = before + value;
        char class = 'C';
        if (value > 0 && within(before, after, cuts->a * total, cuts->rule))
            class = 'A';
        else if (value > 0 && within(before, after, cuts->b * total, cuts->rule))
            class = 'B';
        classes[order[i]] = class;
        before = after;
    }
}

char vmi_xyz(double coefficient, double x, double y)
{
    if (isnan(coefficient))
        return '\0';
    if (coefficient <= x)
        return 'X';
    return coefficient <= y ? 'Y' : 'Z';
}
