/*
 * What the parts of the desk share.
 */
#ifndef APP_DESK_INTERNAL_H
#define APP_DESK_INTERNAL_H

#include <pthread.h>

#include "vmi/desk.h"
#include "vmi/map.h"

/* Demand of the items of a class, added up. */
struct class_demand {
    double mean, variance;
    size_t count;
};

/* The facts of an item, and of all that it took the place of, the latest first. */
struct item_chain {
    struct vmi_facts *facts; /* opened, in any order */
    size_t opened, capacity;
    const struct vmi_facts **list;
    size_t count;
};

/* The demand of all classes, which the first item that asks for its own adds up. */
struct class_book {
    pthread_mutex_t lock;
    bool added_up; /* and from then on as it is */
    struct vmi_map names;
    struct class_demand *demands;
};

/* What is in use while an item is worked out. */
struct desk_tools {
    struct vmi_arena arena;
    struct item_chain chain, other; /* of the item, and of another */
    struct vmi_factors factors, other_factors;
    struct vmi_threshold_basis basis;
};

struct vmi_desk {
    const struct vmi_history *history;
    const struct vmi_agreement *agreement;
    double hold;
    bool keeps_basis;
    size_t threads;
    struct desk_tools tools;

    /* lineage.c: of each item the first that it took the place of, and of that the next; one more than the index */
    uint32_t *before, *beside;

    /* stand_in.c */
    struct class_book *classes;

    /* desk.c: the corridors before */
    struct vmi_map corridor_keys;
    struct vmi_corridor *corridors;
    size_t corridor_capacity;
};

/*
 * A second desk with tools of its own, which shares all else with DESK: two threads may each work at theirs, as long as
 * DESK is there and nothing about it is changed.
 */
struct vmi_desk *desk_second(const struct vmi_desk *desk);
void desk_second_free(struct vmi_desk *desk);

/* As vmi_desk_work_out() without a word; for any thread. False where that would say what is wrong. */
bool desk_work_out_quietly(struct vmi_desk *desk, size_t index, struct vmi_desk_item *item);

/* vmi_desk_each() with more than one thread. False where none is of use or to be had; nothing was done. */
bool desk_each_in_threads(struct vmi_desk *desk, vmi_desk_each_item *each, void *context,
                          enum vmi_status *status);

/* Finds which item takes the place of which. False when reported. */
bool lineage_find(struct vmi_desk *desk, enum vmi_status *status);

/* Fills CHAIN for the item with that index, whatever it held. */
void lineage_open(const struct vmi_desk *desk, size_t index, struct item_chain *chain);
void lineage_close(struct item_chain *chain);

/* The index of the item at LOCATION called SKU; the count of items when there is none. */
size_t lineage_index(const struct vmi_history *history, struct vmi_slice location, struct vmi_slice sku);

/* Of struct vmi_threshold_input; CONTEXT is the desk. */
bool stand_in_find(void *context, const struct vmi_threshold_input *input, struct vmi_stand_in *stand_in);

struct class_book *class_book_new(void);
void class_book_free(struct class_book *book);

#endif
