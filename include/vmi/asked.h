/*
 * asked.h: what an agreement asks of metrics, and of which items.
 *
 * Targets of the same match are one group of the metrics (vmi/kpi.h). Begin zeroed.
 */
#ifndef VMI_ASKED_H
#define VMI_ASKED_H

#include "vmi/agreement.h"
#include "vmi/kpi.h"

struct vmi_asked {
    const struct vmi_match **matches; /* each once; the number of one is that of its group */
    size_t count, capacity;
    uint32_t *found; /* the groups of one item */
};

/* Asks of KPI what AGREEMENT does, before its items are added. False, and reported, when it names no metric. */
bool vmi_asked_set(struct vmi_asked *asked, struct vmi_kpi *kpi, const struct vmi_agreement *agreement);

/* Notes in `found` the groups that an item of these terms is in, and returns how many. */
size_t vmi_asked_find(const struct vmi_asked *asked, const struct vmi_item *item,
                      const struct vmi_terms *terms);

/*
 * Adds the proposals of the file PATH to KPI, under the terms of the day on which they were to be ordered. False when
 * reported, with *STATUS.
 */
bool vmi_asked_proposals(const struct vmi_asked *asked, struct vmi_kpi *kpi,
                         const struct vmi_agreement *agreement, const char *path, enum vmi_status *status);

void vmi_asked_free(struct vmi_asked *asked);

#endif
