/*
 * Receipts that come too late: they hide a stock-out from who looks at the position alone.
 */
#include "planning.h"
#include "vmi/projection.h"

size_t vmi_plan_horizon(const struct vmi_plan_input *input)
{
    const struct vmi_position *position = input->position;
    double lead = vmi_decimal_to_double(position->lead_time),
           review = vmi_decimal_to_double(position->review_period);
    double days = input->horizon ? (double)input->horizon : lead + 2 * (review >= 1 ? review : 1) + 1;
    return days >= 1 ? days < VMI_PLAN_LONGEST_HORIZON ? (size_t)days : VMI_PLAN_LONGEST_HORIZON
                     : 0; /* NaN is not */
}

static double or_zero(vmi_decimal quantity)
{
    return quantity == VMI_DECIMAL_UNKNOWN ? 0 : vmi_decimal_to_double(quantity);
}

struct vmi_projection_source vmi_projection_of(const struct vmi_plan_input *input)
{
    const struct vmi_position *position = input->position;
    return (struct vmi_projection_source){
        .as_of = input->as_of,
        .stock = vmi_decimal_to_double(position->on_hand) - or_zero(position->allocated) -
                 or_zero(position->backordered),
        .receipts = input->receipts,
        .receipt_count = input->receipt_count,
        .mean = position->demand_mean,
        .demand = input->demand,
        .demand_count = input->demand_count,
    };
}

/* All that comes no sooner than the first late receipt. */
static bool add_up(const struct planning *p, const struct vmi_receipt *late, vmi_decimal *quantity)
{
    *quantity = 0;
    for (const struct vmi_receipt *r = late; r < p->input->receipts + p->input->receipt_count; r++)
        if (!vmi_decimal_add(*quantity, r->quantity, quantity))
            return false;
    return true;
}

const struct vmi_receipt *planning_late(const struct planning *p, vmi_decimal *quantity)
{
    const struct vmi_position *position = p->input->position;
    struct vmi_projection_day days[VMI_PLAN_LONGEST_HORIZON];
    size_t horizon = vmi_plan_horizon(p->input);
    bool sells = position->demand_mean > 0 || p->input->demand_count;
    if (p->input->as_of == VMI_DAY_NONE || !p->input->receipt_count || !sells ||
        position->on_hand == VMI_DECIMAL_UNKNOWN || !horizon)
        return NULL;
    const struct vmi_projection_source source = vmi_projection_of(p->input);
    vmi_project(&source, days, horizon);
    double least = position->safety_stock > 0 ? position->safety_stock : 0;
    const struct vmi_receipt *late = vmi_late_receipt(&source, days, horizon, least, planning_due(p));
    return late && add_up(p, late, quantity) ? late : NULL;
}
