/* board_internal.h: what the files of board.h share. */
#ifndef VMI_BOARD_INTERNAL_H
#define VMI_BOARD_INTERNAL_H

#include "vmi/board.h"

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
