/*
 * board.h: positions and an agreement, with all that it takes to plan their items, each by itself and all together.
 */
#ifndef VMI_BOARD_H
#define VMI_BOARD_H

#include "vmi/agreement.h"
#include "vmi/projected.h"
#include "vmi/projection.h"
#include "vmi/review.h"

struct vmi_board;

/* What stands beside the positions. */
struct vmi_board_options {
    const char *overrides; /* files; NULL: none */
    const char *supply, *forecast, *previous;
    vmi_decimal budget;  /* unknown: none */
    size_t horizon;      /* days that are looked at; 0: by the position */
    bool rebalance;      /* stock is moved between locations before new is sent */
    bool keeps_findings; /* for vmi_board_findings() */
    bool keeps_courses;  /* for vmi_board_project() */
    uint64_t review;     /* bits by enum vmi_reason: these put a line to review */
    int32_t minute;      /* of the day at which one acts; -1: before any cut-off */
};

/* AGREEMENT and the texts of OPTIONS are borrowed. NULL when reported, with *STATUS. */
struct vmi_board *vmi_board_open(const struct vmi_agreement *agreement,
                                 const struct vmi_board_options *options, enum vmi_status *status);
void vmi_board_free(struct vmi_board *board);

/* Reads all positions of the operands and plans them. To be called once. */
enum vmi_status vmi_board_plan(struct vmi_board *board);

/* Items in byte order of location and sku. */
size_t vmi_board_count(const struct vmi_board *board);
const struct vmi_review_item *vmi_board_item(const struct vmi_board *board, size_t index);

/* What was found about the item, in ARENA; answers how many there are. */
size_t vmi_board_findings(const struct vmi_board *board, size_t index, struct vmi_arena *arena,
                          struct vmi_finding **findings);

/* The days to come of the item, with what is proposed; 0 of them where its stock is not known. */
size_t vmi_board_project(const struct vmi_board *board, size_t index,
                         struct vmi_projected days[VMI_PLAN_LONGEST_HORIZON]);

/* The steps of all lines by what they yield, in ARENA; answers how many there are. */
size_t vmi_board_rank(const struct vmi_board *board, struct vmi_arena *arena, struct vmi_ranked **list);

/* Says how many items there are, how many have lines, and why the others have none. */
void vmi_board_tell(const struct vmi_board *board);

#endif
