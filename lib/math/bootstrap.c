#include "vmi/bootstrap.h"

#include <math.h>

#include "vmi/sample.h"

enum {
    ROUNDS = 1000,
    MOST_UNDEFINED = ROUNDS / 20,
};

/* Steele, Lea and Flood, Fast splittable pseudorandom number generators (2014): the same draws at all times. */
static uint64_t draw(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* One of COUNT, each as probable as the others but for a part in 2^64 / COUNT; Lemire (2019). */
static size_t draw_one(uint64_t *state, size_t count)
{
    return (size_t)((unsigned __int128)draw(state) * count >> 64);
}

static void add(struct vmi_bootstrap_unit *sum, const struct vmi_bootstrap_unit *unit)
{
    sum->numerator += unit->numerator;
    sum->denominator += unit->denominator;
}

static double ratio_of(const struct vmi_bootstrap_unit *sum)
{
    return sum->denominator != 0 ? sum->numerator / sum->denominator : NAN;
}

static double ratio_of_all(const struct vmi_bootstrap_unit *units, size_t count)
{
    struct vmi_bootstrap_unit sum = {0, 0};
    for (size_t i = 0; i < count; i++)
        add(&sum, &units[i]);
    return ratio_of(&sum);
}

static double ratio_of_drawn(const struct vmi_bootstrap_unit *units, size_t count, uint64_t *state)
{
    struct vmi_bootstrap_unit sum = {0, 0};
    for (size_t i = 0; i < count; i++)
        add(&sum, &units[draw_one(state, count)]);
    return ratio_of(&sum);
}

/* Of ROUNDS differences, NaN among them. */
static void find_interval(struct vmi_bootstrap_interval *interval, double *differences, double level)
{
    struct vmi_sample sample = vmi_sample_of(differences, ROUNDS, 0);
    if (ROUNDS - sample.count > MOST_UNDEFINED || !(level > 0 && level < 1))
        return;
    interval->low = vmi_sample_quantile(&sample, (1 - level) / 2, VMI_QUANTILE_LINEAR);
    interval->high = vmi_sample_quantile(&sample, (1 + level) / 2, VMI_QUANTILE_LINEAR);
}

struct vmi_bootstrap_interval vmi_bootstrap_difference(const struct vmi_bootstrap_unit *now, size_t now_count,
                                                       const struct vmi_bootstrap_unit *before,
                                                       size_t before_count, double level)
{
    struct vmi_bootstrap_interval interval = {
        ratio_of_all(now, now_count) - ratio_of_all(before, before_count), NAN, NAN};
    double differences[ROUNDS];
    uint64_t state = 1;
    if (isnan(interval.difference) || now_count < 2 || before_count < 2)
        return interval;
    for (size_t i = 0; i < ROUNDS; i++) {
        double drawn = ratio_of_drawn(now, now_count, &state);
        differences[i] = drawn - ratio_of_drawn(before, before_count, &state);
    }
    find_interval(&interval, differences, level);
    return interval;
}

struct vmi_bootstrap_interval vmi_bootstrap_paired(const struct vmi_bootstrap_unit *now,
                                                   const struct vmi_bootstrap_unit *before, size_t count,
                                                   double level)
{
    struct vmi_bootstrap_interval interval = {ratio_of_all(now, count) - ratio_of_all(before, count), NAN,
                                              NAN};
    double differences[ROUNDS];
    uint64_t state = 1;
    if (isnan(interval.difference) || count < 2)
        return interval;
    for (size_t i = 0; i < ROUNDS; i++) {
        struct vmi_bootstrap_unit sums[2] = {{0, 0}, {0, 0}};
        for (size_t k = 0; k < count; k++) {
            size_t drawn = draw_one(&state, count);
            add(&sums[0], &now[drawn]);
            add(&sums[1], &before[drawn]);
        }
        differences[i] = ratio_of(&sums[0]) - ratio_of(&sums[1]);
    }
    find_interval(&interval, differences, level);
    return interval;
}
