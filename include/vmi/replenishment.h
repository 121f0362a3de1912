/*
 * replenishment.h: the closed formulas of the trade. Every argument may be NaN (not known), and the answer is then NaN.
 */
#ifndef VMI_REPLENISHMENT_H
#define VMI_REPLENISHMENT_H

#include "vmi/base.h"

/*
 * Standard deviation of demand over PERIOD days (lead time and review period) of which the lead time varies:
 *
 *     sqrt(PERIOD * deviation^2 + mean^2 * lead_deviation^2)
 *
 * for independent days with MEAN and DEVIATION a day; Hadley and Whitin, Analysis of Inventory Systems (1963), section
 * 4-9; Silver, Pyke and Thomas, Inventory and Production Management in Supply Chains, chapter 6.
 */
double vmi_lead_time_demand_deviation(double period, double mean, double deviation, double lead_deviation);

/*
 * The smallest whole number of days, at least 1, after which STOCK (above 0) with MEAN demand a day (above 0) is at or
 * below 0. A stock that lasts for a whole number of days within 1e-9 counts as lasting for it.
 */
double vmi_days_until_empty(double stock, double mean);

#endif
