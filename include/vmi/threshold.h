/*
 * threshold.h: from an item's history and terms to its position: stock, demand, min and max.
 */
#ifndef VMI_THRESHOLD_H
#define VMI_THRESHOLD_H

#include "vmi/demand.h"
#include "vmi/history.h"
#include "vmi/position.h"
#include "vmi/step.h"
#include "vmi/term.h"

/* The demand that an item begins with which has none of its own. */
struct vmi_stand_in {
    double mean, deviation; /* a day */
    struct vmi_slice from;  /* "item 4711", "class A, the mean of 12 items" */
};

/* The levels that an item had before. */
struct vmi_corridor {
    vmi_decimal min, max; /* unknown: none */
};

struct vmi_threshold_input {
    const struct vmi_history *history; /* settled */
    const struct vmi_facts *const
        *items; /* the item's, then those of the items whose place it took, the latest first */
    size_t item_count;
    const struct vmi_terms *terms;
    const struct vmi_factors *factors; /* of demand; NULL: none */
    struct vmi_slice agreement;        /* its label */
    bool covered;                      /* the agreement names the item, or names none */
    struct vmi_corridor previous;
    double hold; /* a new corridor stands when a level moves by more than this share of it; 0: always */

    /* Asked for an item that is new, or of which too little is known. False: there is none. NULL: nobody to ask. */
    bool (*stand_in)(void *context, const struct vmi_threshold_input *input, struct vmi_stand_in *stand_in);
    void *context;
};

struct vmi_threshold_notes {
    enum vmi_term missing; /* the term that the policy lacked, VMI_TERMS for none */
    bool covered;          /* as in the input */
    bool held;             /* the previous corridor stands */
    size_t overlaps;       /* buckets of demand that were set aside for later ones */
};

/*
 * Fills POSITION; its texts are in ARENA or in the input. STEPS is NULL, or where every step is told. False when a
 * figure leaves the range of quantities.
 */
bool vmi_threshold_of(const struct vmi_threshold_input *input, struct vmi_arena *arena,
                      struct vmi_steps *steps, struct vmi_position *position,
                      struct vmi_threshold_notes *notes) VMI_MUST_USE;

/* The demand of the item alone, with the terms demand_mean and demand_sd over it. */
bool vmi_threshold_demand(const struct vmi_threshold_input *input, struct vmi_demand *demand) VMI_MUST_USE;

#endif
