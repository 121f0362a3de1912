#include "vmi/replenishment.h"

#include <math.h>

double vmi_lead_time_demand_variance(double period, double mean, double deviation, double lead_deviation)
{
    return period * deviation * deviation + mean * mean * lead_deviation * lead_deviation;
}

double vmi_lead_time_demand_deviation(double period, double mean, double deviation, double lead_deviation)
{
    return sqrt(vmi_lead_time_demand_variance(period, mean, deviation, lead_deviation));
}

double vmi_forecast_error_variance(enum vmi_error_growth growth, double periods, double deviation,
                                   double alpha)
{
    double independent = periods * deviation * deviation, before = periods - 1;
    if (!(alpha >= 0 && alpha <= 1) || !(periods > 0))
        return NAN;
    switch (growth) {
    case VMI_ERROR_SMOOTHED:
        return independent * (1 + periods * alpha / (2 - alpha));
    case VMI_ERROR_LEVEL:
        return independent * (1 + alpha * before + alpha * alpha * before * (2 * periods - 1) / 6);
    default:
        return independent;
    }
}

double vmi_days_until_empty(double stock, double mean)
{
    double days = ceil(stock / mean - 1e-9);
    return days < 1 ? 1 : days;
}
