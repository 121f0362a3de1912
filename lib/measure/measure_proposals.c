/*
 * What planners do to proposals.
 */
#include "measuring.h"

static bool has_reason(struct vmi_slice reasons, enum vmi_reason reason)
{
    while (reasons.text)
        if (vmi_slice_is(vmi_slice_cut(&reasons, ';'), vmi_reasons[reason].code))
            return true;
    return false;
}

/* A quantity that its parts do not add up to was written over in the file. */
static bool is_written_over(const struct vmi_proposal *p)
{
    const vmi_decimal parts[] = {p->need,           p->cap_delta,       p->order_min_delta,
                                 p->multiple_delta, p->order_max_delta, p->manual_delta,
                                 p->load_delta,     p->supply_delta};
    vmi_decimal sum = 0;
    for (size_t i = 0; i < VMI_COUNT(parts); i++)
        if (parts[i] != VMI_DECIMAL_UNKNOWN && !vmi_decimal_add(sum, parts[i], &sum))
            return true;
    return p->need != VMI_DECIMAL_UNKNOWN && p->quantity != VMI_DECIMAL_UNKNOWN && sum != p->quantity;
}

void measure_proposal(const struct vmi_proposal *p, struct vmi_kpi_sums *sums)
{
    bool by_hand = p->manual_delta != VMI_DECIMAL_UNKNOWN && p->manual_delta != 0;
    bool touched = by_hand || is_written_over(p) || vmi_slice_is(p->approval, "refused") ||
                   has_reason(p->reasons, VMI_REASON_MANUAL) ||
                   has_reason(p->reasons, VMI_REASON_MANUAL_DATE);
    sums->proposals = 1;
    sums->proposals_urgent = vmi_slice_is(p->urgency, "emergency");
    sums->proposals_touched = touched;
}
