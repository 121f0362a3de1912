/*
 * threshold.h: from an item's history and terms to its position: stock, demand, min and max.
 */
#ifndef VMI_THRESHOLD_H
#define VMI_THRESHOLD_H

#include "vmi/demand.h"
#include "vmi/history.h"
#include "vmi/outlook.h"
#include "vmi/position.h"
#include "vmi/state.h"
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

/* What a position was made of. */
struct vmi_threshold_basis {
    const struct vmi_facts *facts; /* of the item itself */
    struct vmi_state state;
    struct vmi_series series;
    struct vmi_outlook outlook;
    vmi_decimal expiring; /* of on_hand, what will expire before it can sell; 0: nothing */
    int32_t expiring_on;  /* the first day on which some of it does */
};

void vmi_threshold_basis_free(struct vmi_threshold_basis *basis);

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
    struct vmi_threshold_basis *basis; /* filled, for the caller to free; NULL: not asked for */

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

/* How an item stands: bits, of which several may hold together. */
enum vmi_standing {
    VMI_STANDS_STOCKOUT = 1, /* on_hand at or below 0, with demand or backorders */
    VMI_STANDS_BELOW_MIN = 2,
    VMI_STANDS_ABOVE_MAX = 4,
};

/* All that hold. The status of the position is the first of them, but where it is stale. */
unsigned vmi_position_standing(const struct vmi_position *position, const struct vmi_terms *terms);

/* The demand of the item alone, with the terms demand_mean and demand_sd over it. */
bool vmi_threshold_demand(const struct vmi_threshold_input *input, struct vmi_demand *demand) VMI_MUST_USE;

#endif
