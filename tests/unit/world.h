/*
 * world.h: a few items from rows that a person can read, planned together.
 *
 * A row is "LOCATION SKU POSITION MIN MAX MEAN WORDS". The words are terms, NAME=VALUE, and what else the position says:
 * @on_hand=, @inbound=DATE=QUANTITY;..., @stockout=DATE, @lead=DAYS (2 where not given), @review=DAYS, @safety=QUANTITY,
 * @day=DATE of as-of (2026-03-02, a Monday, where not given). What is left out at the end is empty, - is unknown.
 */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "vmi/load_limits.h"
#include "vmi/review.h"
#include "vmi/term.h"

enum { WORLD_MOST = 12 };

struct world_item {
    struct vmi_position position;
    struct vmi_terms terms;
    int32_t as_of;
    struct vmi_slice inbound;
};

/* Begin zeroed. */
struct world {
    struct vmi_arena arena;
    struct world_item sources[WORLD_MOST];
    struct vmi_review_item items[WORLD_MOST];
    size_t count;
    struct vmi_load_limits limits;
    bool loads;
};

vmi_decimal world_number(const char *text); /* unknown where it is none */

/* "min_weight capacity_weight min_value capacity_pallets top_up", - for none; NULL: no loads. */
void world_limit(struct world *w, const char *limits);

void world_add(struct world *w, const char *row);
void world_plan(struct world *w, const struct world_item *item);
void world_review(struct world *w, vmi_supply_find *find, const void *supply);

/* Orders all lines, and plans the items again. */
void world_order(struct world *w);

/*
 * "LOCATION/SKU=QUANTITY+QUANTITY" of all items and lines, with @LOAD, and ? where a person looks first, or
 * LOCATION/SKU:REASON.
 */
const char *world_tell(const struct world *w, struct vmi_buffer *text);

void world_free(struct world *w);

#endif
