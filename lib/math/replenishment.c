#include "vmi/replenishment.h"

#include <math.h>

double vmi_lead_time_demand_deviation(double period, double mean, double deviation, double lead_deviation)
{
    return sqrt(period * deviation * deviation + mean * mean * lead_deviation * lead_deviation);
}

double vmi_days_until_empty(double stock, double mean)
{
    double days = ceil(stock / mean - 1e-9);
    return days < 1 ? 1 : days;
}
