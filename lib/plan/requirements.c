#include "vmi/requirements.h"

static vmi_decimal *none_by_bucket(const struct vmi_requirements *r, struct vmi_arena *arena)
{
    vmi_decimal *list = vmi_arena_alloc(arena, r->buckets * sizeof *list);
    memset(list, 0, r->buckets * sizeof *list);
    return list;
}

static bool find_receipt(const struct vmi_requirements *r, vmi_decimal net, vmi_decimal *receipt)
{
    *receipt = net < r->order_min ? r->order_min : net; /* an unknown order_min is below all */
    return r->order_multiple <= 0 || vmi_decimal_ceil_to(*receipt, r->order_multiple, receipt);
}

/* Bucket I, which begins and ends with *STOCK. */
static bool net_bucket(const struct vmi_requirements *r, size_t i, struct vmi_requirements_plan *plan,
                       vmi_decimal *stock)
{
    if (!vmi_decimal_add(*stock, r->scheduled[i], stock) || !vmi_decimal_subtract(*stock, r->gross[i], stock))
        return false;
    if (*stock < r->safety_stock && (!vmi_decimal_subtract(r->safety_stock, *stock, &plan->net[i]) ||
                                     !find_receipt(r, plan->net[i], &plan->receipts[i])))
        return false;
    if (!vmi_decimal_add(*stock, plan->receipts[i], stock))
        return false;
    plan->projected[i] = *stock;
    return true;
}

static bool release(const struct vmi_requirements *r, size_t i, struct vmi_requirements_plan *plan)
{
    bool late = i < r->lead_time;
    size_t at = late ? 0 : i - r->lead_time;
    if (late && !vmi_decimal_add(plan->past_due, plan->receipts[i], &plan->past_due))
        return false;
    return vmi_decimal_add(plan->releases[at], plan->receipts[i], &plan->releases[at]);
}

bool vmi_plan_requirements(const struct vmi_requirements *requirements, struct vmi_arena *arena,
                           struct vmi_requirements_plan *plan)
{
    const struct vmi_requirements *r = requirements;
    struct vmi_requirements_plan made = {none_by_bucket(r, arena), none_by_bucket(r, arena),
                                         none_by_bucket(r, arena), none_by_bucket(r, arena), 0};
    vmi_decimal stock = r->on_hand;
    for (size_t i = 0; i < r->buckets; i++)
        if (!net_bucket(r, i, &made, &stock) || !release(r, i, &made))
            return false;
    *plan = made;
    return true;
}
