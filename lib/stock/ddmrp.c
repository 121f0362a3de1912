#include "lot_internal.h"

struct vmi_ddmrp vmi_ddmrp_zones(const struct vmi_ddmrp_item *item)
{
    struct vmi_ddmrp zones;
    zones.yellow = item->daily_usage * item->lead_time;
    zones.red_base = zones.yellow * item->lead_factor;
    zones.red_safety = zones.red_base * item->variability;
    zones.green =
        vmi_larger(zones.red_base, vmi_larger(item->daily_usage * item->order_cycle, item->least_lot));
    zones.red = zones.red_base + zones.red_safety;
    zones.top_of_yellow = zones.red + zones.yellow;
    zones.top_of_green = zones.top_of_yellow + zones.green;
    if (!is_figure(zones.top_of_green) || !is_figure(item->least_lot) || !is_figure(item->order_cycle))
        zones = (struct vmi_ddmrp){NAN, NAN, NAN, NAN, NAN, NAN, NAN};
    return zones;
}

double vmi_ddmrp_net_flow(double on_hand, double on_order, double qualified_demand)
{
    return on_hand + on_order - qualified_demand;
}

double vmi_ddmrp_order(const struct vmi_ddmrp *zones, double net_flow)
{
    if (isnan(net_flow) || isnan(zones->top_of_green))
        return NAN;
    return net_flow <= zones->top_of_yellow ? zones->top_of_green - net_flow : 0;
}

const char *vmi_ddmrp_status(const struct vmi_ddmrp *zones, double net_flow)
{
    if (isnan(net_flow) || isnan(zones->top_of_green))
        return "";
    if (net_flow <= zones->red)
        return "red";
    if (net_flow <= zones->top_of_yellow)
        return "yellow";
    return net_flow <= zones->top_of_green ? "green" : "over";
}
