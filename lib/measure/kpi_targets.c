#include "kpi_targets.h"

#include <math.h>

#include "vmi/statistic.h"

struct target *targets_new(size_t count, struct vmi_arena *arena)
{
    struct target *targets = vmi_arena_alloc(arena, count * sizeof *targets);
    for (size_t i = 0; i < count; i++)
        targets[i] = (struct target){NAN, NAN};
    return targets;
}

void target_ask(struct target *target, double at_least, double at_most)
{
    if (!isnan(at_least) && (isnan(target->at_least) || at_least > target->at_least))
        target->at_least = at_least;
    if (!isnan(at_most) && (isnan(target->at_most) || at_most < target->at_most))
        target->at_most = at_most;
}

bool target_is_asked(const struct target *target)
{
    return !isnan(target->at_least) || !isnan(target->at_most);
}

struct vmi_slice target_text(const struct target *target, struct vmi_arena *arena)
{
    char text[VMI_STATISTIC_TEXT_SIZE];
    struct vmi_buffer out = {0};
    if (!target_is_asked(target))
        return VMI_SLICE_NONE;
    if (!isnan(target->at_least)) {
        vmi_statistic_format(target->at_least, text);
        vmi_buffer_print(&out, ">=%s", text);
    }
    if (!isnan(target->at_most)) {
        vmi_statistic_format(target->at_most, text);
        vmi_buffer_print(&out, "%s<=%s", out.length ? ";" : "", text);
    }
    struct vmi_slice copy = vmi_arena_dup(arena, vmi_buffer_slice(&out));
    vmi_buffer_free(&out);
    return copy;
}

const char *target_status(const struct target *target, double value)
{
    if (!target_is_asked(target))
        return NULL;
    if (isnan(value))
        return "unknown";
    return value < target->at_least || value > target->at_most ? "missed" : "met";
}

double target_margin(const struct target *target, double value)
{
    double above = value - target->at_least, below = target->at_most - value;
    return isnan(above) || below < above ? below : above; /* NaN is not less than anything */
}
