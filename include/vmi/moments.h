/*
 * moments.h: mean and deviation of a rate that was observed in buckets of different lengths.
 */
#ifndef VMI_MOMENTS_H
#define VMI_MOMENTS_H

#include "vmi/base.h"

/* A quantity that was observed over a number of days (above 0). */
struct vmi_bucket {
    double days;
    double quantity;
};

/*
 * Mean and standard deviation a day of COUNT buckets and of ZEROS further days, each a bucket of one day with
 * quantity 0:
 *
 *     mean = sum(q) / sum(n)        sd^2 = sum((q - n mean)^2 / n) / (k - 1)
 *
 * k being count + zeros: the weighted estimator for independent daily demand, whose variance over n days is n sd^2.
 * NaN where there is nothing to say: the mean of no bucket, the deviation of fewer than two. Sums run in the order
 * given, the zeros last.
 */
void vmi_moments(const struct vmi_bucket *buckets, size_t count, size_t zeros, double *mean,
                 double *deviation);

#endif
