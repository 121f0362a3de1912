/*
 * desk.h: a history and an agreement, with all that it takes to work out the position of each item.
 *
 * Here items meet: one takes the place of another, a new one begins with the demand of others, and each has the corridor
 * that it had before.
 */
#ifndef VMI_DESK_H
#define VMI_DESK_H

#include "vmi/agreement.h"
#include "vmi/threshold.h"

struct vmi_desk;

/* Both are borrowed, and HISTORY is settled. NULL when reported, with *STATUS. */
struct vmi_desk *vmi_desk_open(const struct vmi_history *history, const struct vmi_agreement *agreement,
                               enum vmi_status *status);
void vmi_desk_free(struct vmi_desk *desk);

/* Takes the corridors of a file of positions as those that the items had. False when reported, with *STATUS. */
bool vmi_desk_read_previous(struct vmi_desk *desk, const char *path, enum vmi_status *status);

/* A new corridor stands when a level moves by more than this share. */
void vmi_desk_hold(struct vmi_desk *desk, double share);

struct vmi_desk_item {
    struct vmi_terms terms;
    struct vmi_corridor previous; /* unknown: the item had none */
    struct vmi_position position;
    struct vmi_threshold_notes notes;
    const struct vmi_threshold_basis *basis; /* as vmi_desk_keep_basis() says; else NULL */
};

/* Items come with what they were made of; of vmi_desk_work_out() alone. */
void vmi_desk_keep_basis(struct vmi_desk *desk);

/*
 * Works out the item of the history with that index, and its STEPS unless they are NULL. What ITEM points to stands until
 * the next call. False when reported, with *STATUS.
 */
bool vmi_desk_work_out(struct vmi_desk *desk, size_t index, struct vmi_steps *steps,
                       struct vmi_desk_item *item, enum vmi_status *status);

/* How many threads vmi_desk_each() may begin; 1, which is none, at first. Their number changes nothing that it gives. */
void vmi_desk_threads(struct vmi_desk *desk, size_t threads);

/*
 * Works out all items and gives them to EACH in the order of the history, on the thread of the caller. EACH may change
 * the ITEM, which stands until it returns, and ends the work by returning false. False when reported, with *STATUS; all
 * items before the one at fault were given.
 */
typedef bool vmi_desk_each_item(void *context, size_t index, struct vmi_desk_item *item);
bool vmi_desk_each(struct vmi_desk *desk, vmi_desk_each_item *each, void *context, enum vmi_status *status);

/* "AX": A to C by the value of demand, X to Z by its variation, nothing where that is not known. */
struct vmi_class_name {
    char text[3];
};

/*
 * Classes all items of the history: ABC by the mean demand times unit_cost (else unit_price, else 1) with cuts at 80 and
 * 95 %, where the item that crosses a cut is within; XYZ by the coefficient of variation of the demand of 7 days with
 * cuts at 0.5 and 1 (vmi/pattern.h). By index; freed by the caller. NULL when reported, with *STATUS.
 */
struct vmi_class_name *vmi_desk_classify(struct vmi_desk *desk, enum vmi_status *status) VMI_MUST_USE;

#endif
