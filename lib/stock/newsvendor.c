/* Levels for one period. */
#include "lot_internal.h"

double vmi_level_cost(const struct vmi_distribution *demand, double holding, double shortage, double level)
{
    if (!is_figure(holding) || !is_figure(shortage) || !isfinite(level))
        return NAN;
    return holding * vmi_distribution_surplus(demand, level) +
           shortage * vmi_distribution_loss(demand, level);
}

double vmi_newsvendor(const struct vmi_distribution *demand, double underage, double overage)
{
    if (!is_cost(underage) || !is_cost(overage))
        return NAN;
    /* The smaller tail is the one that has its digits. */
    double both = underage + overage;
    return underage < overage ? vmi_distribution_quantile(demand, underage / both)
                              : vmi_distribution_quantile_above(demand, overage / both);
}

double vmi_season_underage(const struct vmi_season *season)
{
    return season->price - season->cost + season->penalty;
}

double vmi_season_overage(const struct vmi_season *season)
{
    return season->cost - season->salvage + season->keeping;
}

double vmi_season_profit(const struct vmi_distribution *demand, const struct vmi_season *season, double level)
{
    return (season->price - season->cost) * demand->mean -
           vmi_level_cost(demand, vmi_season_overage(season), vmi_season_underage(season), level);
}
