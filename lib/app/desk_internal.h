/*
 * What the parts of the desk share.
 */
#ifndef APP_DESK_INTERNAL_H
#define APP_DESK_INTERNAL_H

#include "vmi/desk.h"
#include "vmi/map.h"

/* Demand of the items of a class, added up. */
struct class_demand {
    double mean, variance;
    size_t count;
};

struct vmi_desk {
    const struct vmi_history *history;
    const struct vmi_agreement *agreement;
    struct vmi_arena arena;
    struct vmi_factors factors;
    double hold;

    /* lineage.c: of each item the first that it took the place of, and of that the next; one more than the index */
    uint32_t *before, *beside;
    struct vmi_facts *facts; /* of the item that is worked out, and of those before it */
    const struct vmi_facts **chain;
    size_t facts_count, facts_capacity;

    /* stand_in.c */
    bool classed;
    struct vmi_map classes;
    struct class_demand *class_demands;
    struct vmi_facts other; /* of another item */
    struct vmi_factors other_factors;

    /* desk.c: the corridors before */
    struct vmi_map corridor_keys;
    struct vmi_corridor *corridors;
    size_t corridor_capacity;
};

/* Finds which item takes the place of which. False when reported. */
bool lineage_find(struct vmi_desk *desk, enum vmi_status *status);

/* Opens the facts of the item and of all that it took the place of, the latest first: desk->chain. Returns how many. */
size_t lineage_open(struct vmi_desk *desk, size_t index);

/* Of struct vmi_threshold_input; CONTEXT is the desk. */
bool stand_in_find(void *context, const struct vmi_threshold_input *input, struct vmi_stand_in *stand_in);

#endif
