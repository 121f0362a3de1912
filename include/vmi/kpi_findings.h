/*
 * kpi_findings.h: what is to be looked at in the service and the corridor of an item.
 *
 * An item is found as vmi-threshold and vmi-track see it, and ahead as far as its lead time: what an order of today could
 * still change or not. Of an item whose stock is not known nothing is said that is about stock.
 */
#ifndef VMI_KPI_FINDINGS_H
#define VMI_KPI_FINDINGS_H

#include "vmi/finding.h"
#include "vmi/threshold.h"

/* Begin zeroed. Names of items and orders are the history's; all other texts are in the arena. */
struct vmi_findings {
    struct vmi_finding *list;
    size_t count, capacity;
    struct vmi_arena arena;
};

void vmi_findings_free(struct vmi_findings *findings);

struct vmi_findings_input {
    const struct vmi_history *history;
    const struct vmi_terms *terms;
    const struct vmi_position *position;
    const struct vmi_threshold_basis *basis; /* of the position */
};

/*
 * Adds what is found about one item. first_date is as-of. Two findings never have one id, which is made of code,
 * location, sku and ref alone. False when quantities leave the range.
 */
bool vmi_findings_add(struct vmi_findings *findings, const struct vmi_findings_input *input) VMI_MUST_USE;

/* Adds what is in FROM to FINDINGS, with texts of their own, and leaves FROM empty, its memory for the next. */
void vmi_findings_take(struct vmi_findings *findings, struct vmi_findings *from);

/* In byte order of code, location, sku and ref. */
void vmi_findings_sort(struct vmi_findings *findings);

#endif
