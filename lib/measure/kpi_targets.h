/*
 * kpi_targets.h: what is asked of a metric, and whether it was met.
 */
#ifndef VMI_KPI_TARGETS_H
#define VMI_KPI_TARGETS_H

#include "vmi/arena.h"

struct target {
    double at_least, at_most; /* NaN: not asked */
};

/* COUNT targets that ask for nothing. */
struct target *targets_new(size_t count, struct vmi_arena *arena) VMI_MUST_USE;

/* Asks for what is not NaN; of two bounds of a kind the stricter stands, for both are asked. */
void target_ask(struct target *target, double at_least, double at_most);

bool target_is_asked(const struct target *target);

/* ">=0.8;<=0.9"; unknown where nothing is asked. */
struct vmi_slice target_text(const struct target *target, struct vmi_arena *arena);

/* "met", "missed", or "unknown" for a value that is NaN; NULL where nothing is asked. */
const char *target_status(const struct target *target, double value);

/* How far VALUE is from the nearest bound, below 0 where it is beyond it; NaN where nothing is asked or known. */
double target_margin(const struct target *target, double value);

#endif
