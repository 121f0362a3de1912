/*
 * overrides.h: what people decided about single items, from a file.
 */
#ifndef VMI_OVERRIDES_H
#define VMI_OVERRIDES_H

#include "vmi/error.h"
#include "vmi/planner.h"

struct vmi_overrides;

/*
 * Reads a CSV or NDJSON file with the columns location, sku, quantity or date (the order date) or both, and reason,
 * author and expires (the last day on which it holds) where there are any; of two rows for an item the later stands.
 * NULL when reported, with *STATUS.
 */
struct vmi_overrides *vmi_overrides_load(const char *path, enum vmi_status *status);
void vmi_overrides_free(struct vmi_overrides *overrides);

/* What holds for the item on AS_OF (VMI_DAY_NONE: any day); NULL for nothing. It is then counted as used. */
const struct vmi_override *vmi_overrides_find(struct vmi_overrides *overrides, struct vmi_slice location,
                                              struct vmi_slice sku, int32_t as_of);

/* Says how many were used, had expired, and were of items that did not come. */
void vmi_overrides_tell(const struct vmi_overrides *overrides);

#endif
