#include "vmi/column.h"

const struct vmi_record_type *const vmi_record_types[] = {
    &vmi_activity_type, &vmi_position_type, &vmi_proposal_type, &vmi_metric_type, NULL,
};

static bool is_among(const char *name, const struct vmi_slice *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(names[i], name))
            return true;
    return false;
}

const struct vmi_record_type *vmi_record_type_guess(const struct vmi_slice *names, size_t count)
{
    const struct vmi_record_type *best = NULL;
    size_t most = 0;
    for (size_t t = 0; vmi_record_types[t]; t++) {
        const struct vmi_record_type *type = vmi_record_types[t];
        size_t matched = 0;
        bool complete = true;
        for (size_t i = 0; i < type->count; i++) {
            bool there = is_among(type->columns[i].name, names, count);
            matched += there;
            complete &= there || type->columns[i].need == VMI_NEED_NOTHING;
        }
        if (complete && matched > most) {
            most = matched;
            best = type;
        }
    }
    return best;
}
