#include "vmi/accuracy.h"

#include <math.h>

double vmi_accuracy_ratio(double above, double below)
{
    return below != 0 ? above / below : NAN;
}

double vmi_accuracy_root(double above, double below)
{
    double square = vmi_accuracy_ratio(above, below);
    return square >= 0 ? sqrt(square) : NAN;
}

double vmi_accuracy_deviation(double squares, double sum, double count)
{
    double mean = vmi_accuracy_ratio(sum, count), variance = vmi_accuracy_ratio(squares, count) - mean * mean;
    /* Equal values may leave less than nothing by rounding. */
    return isnan(variance) ? NAN : sqrt(variance > 0 ? variance : 0);
}

void vmi_accuracy_add(struct vmi_accuracy *sums, double forecast, double actual)
{
    double error = forecast - actual, size = fabs(forecast) + fabs(actual);
    sums->pairs += 1;
    sums->errors += error;
    sums->absolute += fabs(error);
    sums->squares += error * error;
    sums->actual += actual;
    sums->actual_size += fabs(actual);
    sums->symmetric += size > 0 ? 2 * fabs(error) / size : 0;
    if (actual != 0) {
        sums->relative += fabs(error) / fabs(actual);
        sums->relative_pairs += 1;
    }
}

double vmi_accuracy_tracking(const struct vmi_accuracy *sums)
{
    return vmi_accuracy_ratio(sums->errors * sums->pairs, sums->absolute);
}

double vmi_accuracy_scale(const double *history, size_t count, size_t m)
{
    double sum = 0;
    for (size_t t = m; t < count; t++)
        sum += fabs(history[t] - history[t - m]);
    return count > m && sum > 0 ? sum / (double)(count - m) : NAN;
}

double vmi_accuracy_square_scale(const double *history, size_t count, size_t m)
{
    double sum = 0;
    for (size_t t = m; t < count; t++)
        sum += (history[t] - history[t - m]) * (history[t] - history[t - m]);
    return count > m && sum > 0 ? sum / (double)(count - m) : NAN;
}

double vmi_accuracy_trigg(const double *forecast, const double *actual, size_t count, double gamma)
{
    double error = 0, absolute = 0;
    for (size_t t = 0; t < count; t++) {
        error += gamma * (forecast[t] - actual[t] - error);
        absolute += gamma * (fabs(forecast[t] - actual[t]) - absolute);
    }
    return vmi_accuracy_ratio(error, absolute);
}

double vmi_accuracy_pinball(const double *forecast, const double *actual, size_t count, double p)
{
    double sum = 0;
    for (size_t t = 0; t < count; t++) {
        double low = actual[t] - forecast[t];
        sum += low >= 0 ? p * low : (p - 1) * low;
    }
    return vmi_accuracy_ratio(sum, (double)count);
}

double vmi_accuracy_in_stock(const double *forecast, const double *actual, size_t count)
{
    double level = 0, sum = 0;
    for (size_t t = 0; t < count; t++) {
        level += forecast[t] - actual[t];
        sum += level;
    }
    return sum;
}
