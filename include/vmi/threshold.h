/*
 * threshold.h: from an item's history and terms to its position: stock, demand, min and max.
 */
#ifndef VMI_THRESHOLD_H
#define VMI_THRESHOLD_H

#include "vmi/history.h"
#include "vmi/position.h"
#include "vmi/term.h"

struct vmi_threshold_input {
    const struct vmi_history *history; /* settled */
    const struct vmi_facts *facts;     /* of the item */
    const struct vmi_terms *terms;
    struct vmi_slice agreement; /* its label */
    bool covered;               /* the agreement names the item, or names none */
};

struct vmi_threshold_notes {
    enum vmi_term missing; /* the term that the policy lacked, VMI_TERMS for none */
    bool covered;          /* as in the input */
    size_t overlaps;       /* buckets of demand that were set aside for later ones */
};

/*
 * Fills POSITION; its texts are in ARENA or in the input. False when a figure leaves the range of quantities.
 */
bool vmi_threshold_of(const struct vmi_threshold_input *input, struct vmi_arena *arena,
                      struct vmi_position *position, struct vmi_threshold_notes *notes) VMI_MUST_USE;

#endif
