#include "vmi/moments.h"

#include <math.h>

void vmi_moments(const struct vmi_bucket *buckets, size_t count, size_t zeros, double *mean,
                 double *deviation)
{
    double days = (double)zeros, quantity = 0, squares = 0, k = (double)(count + zeros);
    for (size_t i = 0; i < count; i++) {
        days += buckets[i].days;
        quantity += buckets[i].quantity;
    }
    *mean = days > 0 ? quantity / days : NAN;
    for (size_t i = 0; i < count; i++) {
        double distance = buckets[i].quantity - buckets[i].days * *mean;
        squares += distance * distance / buckets[i].days;
    }
    squares += (double)zeros * *mean * *mean;
    *deviation = k >= 2 ? sqrt(squares / (k - 1)) : NAN;
}
