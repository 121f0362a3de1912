/*
 * replenishment.h: the closed formulas of the trade. Every argument may be NaN (not known), and the answer is then NaN.
 */
#ifndef VMI_REPLENISHMENT_H
#define VMI_REPLENISHMENT_H

#include "vmi/base.h"

/*
 * Variance of demand over PERIOD days (lead time and review period) of which the lead time varies:
 *
 *     PERIOD * deviation^2 + mean^2 * lead_deviation^2
 *
 * for independent days with MEAN and DEVIATION a day; Hadley and Whitin, Analysis of Inventory Systems (1963), section
 * 4-9; Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, chapter 6. The second form is its
 * square root, the standard deviation.
 */
double vmi_lead_time_demand_variance(double period, double mean, double deviation, double lead_deviation);
double vmi_lead_time_demand_deviation(double period, double mean, double deviation, double lead_deviation);

/* How the errors of a forecast add up over the periods that it is for. */
enum vmi_error_growth {
    VMI_ERROR_INDEPENDENT, /* the mean is known: P s^2 */
    VMI_ERROR_SMOOTHED,    /* of independent demand, by exponential smoothing: P s^2 + P^2 s^2 a/(2-a) */
    VMI_ERROR_LEVEL, /* of demand whose level moves (ETS(A,N,N)): P s^2 (1 + a(P-1) + a^2 (P-1)(2P-1)/6) */
};

/*
 * Variance of the error over PERIODS (above 0) of a forecast whose error has DEVIATION s in one period of demand, or
 * for the level in one step, smoothed with ALPHA from 0 to 1; Hyndman, Koehler, Ord and Snyder, Forecasting with
 * Exponential Smoothing (2008), chapter 6; Johnston and Harrison, The variance of lead-time demand (1986). NaN outside.
 */
double vmi_forecast_error_variance(enum vmi_error_growth growth, double periods, double deviation,
                                   double alpha);

/*
 * The smallest whole number of days, at least 1, after which STOCK (above 0) with MEAN demand a day (above 0) is at or
 * below 0. A stock that lasts for a whole number of days within 1e-9 counts as lasting for it.
 */
double vmi_days_until_empty(double stock, double mean);

#endif
