#include <math.h>

#include "tap.h"
#include "vmi/moments.h"

static const struct {
    const char *name;
    struct vmi_bucket buckets[5];
    size_t count, zeros;
    double mean, deviation;
} cases[] = {
    {"nothing", {{0, 0}}, 0, 0, NAN, NAN},
    {"one bucket", {{7, 21}}, 1, 0, 3, NAN},
    {"one silent day", {{0, 0}}, 0, 1, 0, NAN},
    {"silent days alone", {{0, 0}}, 0, 10, 0, 0},
    {"two days", {{1, 2}, {1, 4}}, 2, 0, 3, M_SQRT2},
    /* 1, 3, 0, 0: the distances are 0, 2, -1, -1 */
    {"two days and two silent ones", {{1, 1}, {1, 3}}, 2, 2, 1, M_SQRT2},
    /* mean 20/10 = 2: (1-2)^2/1 + (3-2)^2/1 + (16-16)^2/8 = 2, over 2 */
    {"a day, a day and eight days", {{1, 1}, {1, 3}, {8, 16}}, 3, 0, 2, 1},
    /* mean 70/38; days, weeks and a month are one estimator */
    {"a day, a week, a month", {{1, 5}, {7, 14}, {30, 51}}, 3, 0, 70.0 / 38, 2.318688376965237},
    {"returns", {{1, -2}, {1, 2}}, 2, 0, 0, 2.8284271247461903},
};

int main(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        double mean, deviation, by_hand = 0, days = 0, quantity = 0, k = (double)(cases[i].count + cases[i].zeros);
        vmi_moments(cases[i].buckets, cases[i].count, cases[i].zeros, &mean, &deviation);
        is_near(mean, cases[i].mean, 1e-12, "mean of %s", cases[i].name);
        for (size_t j = 0; j < cases[i].count; j++)
            days += cases[i].buckets[j].days, quantity += cases[i].buckets[j].quantity;
        days += (double)cases[i].zeros;
        for (size_t j = 0; j < cases[i].count; j++)
            by_hand += pow(cases[i].buckets[j].quantity - cases[i].buckets[j].days * quantity / days, 2) / cases[i].buckets[j].days;
        by_hand += (double)cases[i].zeros * pow(quantity / days, 2);
        is_near(deviation, k < 2 ? NAN : sqrt(by_hand / (k - 1)), 1e-12, "deviation of %s, by its formula", cases[i].name);
        is_near(deviation, cases[i].deviation, 1e-12, "deviation of %s, by hand", cases[i].name);
    }
    return done();
}
