/* board_internal.h: what the files of board.h share. */
#ifndef VMI_BOARD_INTERNAL_H
#define VMI_BOARD_INTERNAL_H

#include "vmi/board.h"
#include "vmi/error.h"
#include "vmi/map.h"
#include "vmi/overrides.h"

struct last_orders;
struct forecasts;

/* What it takes to tell the days to come of an item. */
struct course {
    struct vmi_projection_source source;
    size_t horizon;
    vmi_decimal min, max;
};

struct vmi_board {
    const struct vmi_agreement *agreement;
    struct vmi_board_options options;
    struct vmi_overrides *overrides; /* NULL: none */
    struct vmi_map keys;             /* of items, in the order in which they came */
    struct vmi_review_item *items;   /* a position that is stated again takes the place of the former */
    struct course *courses;          /* of the same items; NULL: not kept */
    struct vmi_position *positions;  /* of the same items; NULL: not kept */
    size_t capacity, course_capacity, position_capacity;
    struct last_orders *last_orders; /* NULL: none */
    struct forecasts *forecasts;     /* NULL: not read yet, or none */
    int32_t forecast_day;            /* the as-of for which they were read */
    uint32_t *order;
    int32_t last_day; /* of all positions; VMI_DAY_NONE: none is dated */
    struct vmi_arena arena, scratch;
};

/* Plans one item of these terms, in place of what was planned of it. False with ERROR. */
bool board_add(struct vmi_board *board, const struct vmi_position *position, const struct vmi_terms *terms,
               int32_t as_of, struct vmi_error *error) VMI_MUST_USE;

/* ---- board_transfers.c: what is moved from one location to another ---------------------------------------- */

/* Keeps the position of an item, where it will be asked for. */
void transfers_keep(struct vmi_board *board, const struct vmi_review_item *item,
                    const struct vmi_position *position);

/* Proposes transfers between the locations, and plans anew what they bring something to. */
enum vmi_status transfers_make(struct vmi_board *board);

/* ---- supply.c: what sources have ----------------------------------------------------------------------- */

struct supplies;

/*
 * Reads a file of activity at the sources, or of positions of theirs: what is there on AS_OF without what is allocated,
 * and what they will receive. NULL when reported, with *STATUS.
 */
struct supplies *supplies_load(const char *path, const struct vmi_agreement *agreement, int32_t as_of,
                               enum vmi_status *status);
void supplies_free(struct supplies *supplies);

/* A vmi_supply_find(): of a struct supplies. */
vmi_supply_find supplies_find;

/* ---- forecasts.c: what is expected of items ------------------------------------------------------------- */

struct forecasts;

/* Reads a file of activity; forecasts that were made after AS_OF are left out. NULL when reported, with *STATUS. */
struct forecasts *forecasts_load(const char *path, const struct vmi_agreement *agreement, int32_t as_of,
                                 enum vmi_status *status);
void forecasts_free(struct forecasts *forecasts);

/* By day from the one after as-of on, NaN where nothing is said; in ARENA. NULL, and a count of 0, for none. */
const double *forecasts_of(struct forecasts *forecasts, struct vmi_slice location, struct vmi_slice sku,
                           const struct vmi_terms *terms, struct vmi_arena *arena, size_t *count);

/* ---- last_orders.c: what was ordered the last time ------------------------------------------------------ */

struct last_orders;

/* Reads a file of proposals or of activity. NULL when reported, with *STATUS. */
struct last_orders *last_orders_load(const char *path, enum vmi_status *status);
void last_orders_free(struct last_orders *orders);

/* All lines of the last day with some together; unknown where there is none. ORDERS may be NULL. */
vmi_decimal last_orders_find(const struct last_orders *orders, struct vmi_slice location,
                             struct vmi_slice sku);

#endif
