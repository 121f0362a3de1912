#include "vmi/replenishment.h"

#include <math.h>

#include "truth.h"
#include "vmi/distribution.h"

#define CLOSED 1e-12
#define SOLVED 1e-9

static void test_lead_time(void)
{
    struct truth *t = truth_open("ltd_stochastic");
    while (truth_next(t)) {
        double period = truth_number(t, "mean_L") + truth_number(t, "R"), mean = truth_number(t, "mean_d");
        double deviation = truth_number(t, "sd_d"), lead = truth_number(t, "sd_L");
        double variance = vmi_lead_time_demand_variance(period, mean, deviation, lead);
        double root = vmi_lead_time_demand_deviation(period, mean, deviation, lead);
        double safety = vmi_normal_quantile(truth_number(t, "csl")) * root;
        truth_near(t, "mu_P", period * mean, CLOSED, 0);
        truth_near(t, "var_P", variance, CLOSED, 0);
        truth_near(t, "sd_P", root, CLOSED, 0);
        truth_near(t, "safety_stock", safety, SOLVED, root);
        truth_near(t, "level", period * mean + safety, SOLVED, root);
    }
    truth_close(t);
}

static void test_forecast_error(void)
{
    struct truth *t = truth_open("ltd_forecast_error");
    while (truth_next(t)) {
        double periods = truth_number(t, "P"), deviation = truth_number(t, "sd_onestep"), alpha = truth_number(t, "alpha");
        double independent = vmi_forecast_error_variance(VMI_ERROR_INDEPENDENT, periods, deviation, alpha);
        double smoothed = vmi_forecast_error_variance(VMI_ERROR_SMOOTHED, periods, deviation, alpha);
        double level = vmi_forecast_error_variance(VMI_ERROR_LEVEL, periods, deviation, alpha);
        truth_near(t, "var_naive", independent, CLOSED, 0);
        truth_near(t, "var_ses_iid", smoothed, CLOSED, 0);
        truth_near(t, "var_local_level", level, CLOSED, 0);
        truth_near(t, "sd_ratio_ses_iid", sqrt(smoothed / independent), CLOSED, 0);
        truth_near(t, "sd_ratio_local_level", sqrt(level / independent), CLOSED, 0);
    }
    truth_close(t);
    ok(isnan(vmi_forecast_error_variance(VMI_ERROR_LEVEL, 5, 1, 1.5)), "no smoothing constant above 1");
    ok(isnan(vmi_forecast_error_variance(VMI_ERROR_LEVEL, 0, 1, 0.5)), "no error over no periods");
    ok(isnan(vmi_forecast_error_variance(VMI_ERROR_SMOOTHED, 5, NAN, 0.5)), "no error of what is not known");
}

int main(void)
{
    test_lead_time();
    test_forecast_error();
    return done();
}
