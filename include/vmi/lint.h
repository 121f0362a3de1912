/*
 * lint.h: what two parties should look at before they sign an agreement.
 *
 * What contradicts itself is an error of reading (agreement.h). Here is found what can be read and yet does nothing, or
 * not what it seems to: rules that cannot match or are always overridden, values that meet and cannot be kept together,
 * terms without effect, calendars that have run out. Nothing is found that is only unlikely. With items, each finding is
 * certain for some of them, on the day that is given or on the first day of a rule with dates that is yet to come. Without
 * items it is certain for some item that a rule or a row names and that nothing narrower does.
 */
#ifndef VMI_LINT_H
#define VMI_LINT_H

#include "vmi/agreement.h"
#include "vmi/finding.h"
#include "vmi/map.h"

/* A term that a policy cannot do without. */
struct vmi_lint_need {
    int policy;
    enum vmi_term term;
};

struct vmi_lint_metric {
    const char *name;
    bool is_ratio; /* its figures lie between 0 and 1 */
};

struct vmi_lint_input {
    const struct vmi_agreement *agreement;
    const struct vmi_map *items; /* location and sku (vmi_map_split_two()); NULL: no items are known */
    int32_t as_of;               /* VMI_DAY_NONE: the day is not known */
    const struct vmi_lint_need *needs;
    size_t need_count;
    const struct vmi_lint_metric *metrics;
    size_t metric_count;
};

/* A finding. What comes up for many items is found once, at the first, and counts the others. */
struct vmi_lint_finding {
    enum vmi_finding_code code;
    struct vmi_slice file; /* of a terms file as the agreement calls it; empty: the agreement itself */
    uint64_t line, column; /* 0: of no place */
    struct vmi_slice location, sku;
    struct vmi_slice message; /* what is wrong, and what to write instead */
    uint64_t identity;        /* the same while the agreement says the same, wherever it stands */
    size_t more;              /* other items of which the same is true */
};

struct vmi_lint;

/* Looks at everything. INPUT must live as long as the findings. */
struct vmi_lint *vmi_lint_new(const struct vmi_lint_input *input);

/* Sorted by code, location, sku, file, line and column. */
const struct vmi_lint_finding *vmi_lint_findings(const struct vmi_lint *lint, size_t *count);
void vmi_lint_free(struct vmi_lint *lint);

#endif
