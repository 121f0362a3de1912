/* What the files of review.h share. */
#ifndef PLAN_REVIEW_INTERNAL_H
#define PLAN_REVIEW_INTERNAL_H

#include "vmi/review.h"

/* The day on which the line leaves, as far as is known. */
int32_t review_day(const struct vmi_proposal *line);

/* Places of items, in an order of the caller's. */
struct review_list {
    struct vmi_review_item **items;
    size_t count;
};

/* Those of which WANTED holds, in order; of equals by location and sku. In ARENA. */
struct review_list
review_select(struct vmi_review_item *items, size_t count, bool (*wanted)(const struct vmi_review_item *item),
              int (*compare)(const struct vmi_review_item *a, const struct vmi_review_item *b),
              struct vmi_arena *arena);

/* Cuts the first items off LIST that COMPARE holds for equal. */
struct review_list review_cut(struct review_list *list, int (*compare)(const struct vmi_review_item *a,
                                                                       const struct vmi_review_item *b));

/* By source and location. */
int review_compare_lanes(const struct vmi_review_item *a, const struct vmi_review_item *b);

/*
 * Takes BY away from the lines of an item, the last first, as supply_delta; a line of which nothing is left goes. Why there
 * is then none is the caller's to say.
 */
void review_take_away(struct vmi_review_item *item, vmi_decimal by, enum vmi_reason reason,
                      const char *because, struct vmi_arena *arena);

/* Puts all lines of an item to review. */
void review_send(struct vmi_review_item *item, enum vmi_reason reason, const char *because,
                 struct vmi_arena *arena);

/* What the lines of an item are together: they came of one quantity, so that the range holds it. */
vmi_decimal review_total(const struct vmi_plan_lines *lines);

bool review_is_awake(const struct vmi_review_item *item);

#endif
