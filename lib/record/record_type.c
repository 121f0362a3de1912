#include "vmi/column.h"
#include "vmi/order.h"
#include "vmi/projected.h"
#include "vmi/ranked.h"
#include "vmi/step.h"
#include "vmi/term_line.h"
#include "vmi/tracked.h"

const struct vmi_record_type *const vmi_record_types[] = {
    &vmi_activity_type,
    &vmi_position_type,
    &vmi_proposal_type,
    &vmi_metric_type,
    &vmi_finding_type,
    &vmi_explained_type,
    &vmi_explained_change_type,
    &vmi_step_type,
    &vmi_projected_type,
    &vmi_ranked_type,
    &vmi_order_type,
    &vmi_tracked_type,
    &vmi_consumption_type,
    NULL,
};

static bool is_among(const char *name, const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(names[i], name))
            return true;
    return false;
}

size_t vmi_record_type_matches(const struct vmi_record_type *type, const struct vmi_slice *names,
                               size_t count)
{
    size_t matched = 0;
    for (size_t i = 0; i < type->count; i++)
        matched += is_among(type->columns[i].name, names, count);
    return matched;
}

static bool is_complete(const struct vmi_record_type *type, const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < type->count; i++)
        if (type->columns[i].need != VMI_NEED_NOTHING && !is_among(type->columns[i].name, names, count))
            return false;
    return true;
}

const struct vmi_record_type *vmi_record_type_guess(const struct vmi_slice *names, size_t count)
{
    const struct vmi_record_type *best = NULL;
    size_t most = 0;
    for (size_t t = 0; vmi_record_types[t]; t++) {
        size_t matched = vmi_record_type_matches(vmi_record_types[t], names, count);
        if (matched <= most || !is_complete(vmi_record_types[t], names, count))
            continue;
        most = matched;
        best = vmi_record_types[t];
    }
    return best;
}
