/*
 * accuracy.h: how far forecasts were from what came, as sums that can be added, and the figures made of them.
 *
 * An error is forecast - actual: above 0 too much was expected. A figure that would be divided by 0 is NaN, whatever
 * stands above the line: what is not defined is neither perfect nor infinitely bad.
 */
#ifndef VMI_ACCURACY_H
#define VMI_ACCURACY_H

#include "vmi/base.h"

/* Sums over pairs of a forecast and what came. Begin zeroed; two are added member by member. */
struct vmi_accuracy {
    double pairs;
    double errors, absolute, squares; /* of e, |e| and e^2 */
    double actual, actual_size;       /* of a and |a| */
    double symmetric;                 /* of 2|e| / (|f| + |a|), 0 where both are 0 */
    double relative, relative_pairs;  /* of |e| / |a|, where a is not 0 */
    double unscaled, scaled;          /* pairs that have a scale, and the sum of |e| / scale over them */
    double compared, naive_absolute;  /* |e| where a naive forecast is known, and |naive - a| */
};

/* Adds one pair. */
void vmi_accuracy_add(struct vmi_accuracy *sums, double forecast, double actual);

/* ABOVE / BELOW; NaN where BELOW is 0. */
double vmi_accuracy_ratio(double above, double below);

/* The root of ABOVE / BELOW; NaN where BELOW is 0 or the quotient below 0. */
double vmi_accuracy_root(double above, double below);

/* The root of SQUARES / COUNT - (SUM / COUNT)^2, the deviation of COUNT values; NaN without any. */
double vmi_accuracy_deviation(double squares, double sum, double count);

/* sum(e) / (sum|e| / pairs), the tracking signal; beyond 4 on either side a forecast is held to be biased. */
double vmi_accuracy_tracking(const struct vmi_accuracy *sums);

/*
 * By which the errors of a series are scaled: the mean of |y(t) - y(t-m)| over the COUNT values of its history, M being the
 * length of a season, 1 for none; Hyndman and Koehler, Another look at measures of forecast accuracy, International
 * Journal of Forecasting 22 (2006). The second gives the mean of squares. NaN where the history is shorter, or never moves.
 */
double vmi_accuracy_scale(const double *history, size_t count, size_t m);
double vmi_accuracy_square_scale(const double *history, size_t count, size_t m);

/* Trigg's signal: e smoothed / |e| smoothed, both from 0, with the constant GAMMA; Trigg (1964). From -1 through 1. */
double vmi_accuracy_trigg(const double *forecast, const double *actual, size_t count, double gamma);

/* The mean loss of forecasts of the quantile P: P (a - f) where it was too low, (1 - P)(f - a) where it was too high. */
double vmi_accuracy_pinball(const double *forecast, const double *actual, size_t count, double p);

/* Periods in stock: each period's error, summed up so far, summed up again; Wallstroem and Segerstedt (2010). */
double vmi_accuracy_in_stock(const double *forecast, const double *actual, size_t count);

#endif
