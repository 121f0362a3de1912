/*
 * history_internal.h: a history from the inside, for the files of this room that make it up.
 */
#ifndef VMI_HISTORY_INTERNAL_H
#define VMI_HISTORY_INTERNAL_H

#include "packed.h"

/* What another history knew of items. */
struct history_part {
    struct pieces pieces;
    struct packed *packed; /* by the number of the item; behind COUNT there are none */
    size_t count;
    uint32_t *refs, *lots; /* the numbers that its numbers stand for; NULL: it has none */
};

/* An item, and what is known of it. */
struct holding {
    struct vmi_item item; /* the first, so that one leads to the other */
    struct packed packed;
    uint64_t added;    /* magnitudes that add up, as far as they are within the range of quantities */
    bool may_be_late;  /* some of its records may be later than as-of */
    uint32_t followed; /* 1 + number of the item that came behind it the last time; 0: none yet */
};

struct vmi_history {
    int32_t as_of;
    bool as_of_given, settled;
    struct vmi_arena texts;
    uint64_t *slots; /* of items: the upper half of the hash, and number + 1 below it; 0 is free */
    size_t slot_count;
    uint32_t strays; /* of the last records: whose item was not the one that was guessed */
    struct vmi_map places_by_name, refs, lots;
    struct vmi_place *places;
    size_t places_count, places_capacity;
    struct holding *items;
    size_t items_count, items_capacity;
    struct pieces pieces;
    struct vmi_facts facts; /* for folding */
    uint32_t *sorted;
    uint32_t last; /* the item of the record before */
    int32_t *made; /* of each ref the day that it names, when there are forecasts; settled */
    uint64_t late, forecasts;
    bool is_part; /* of another, to which it will be joined */
    /* What was joined to this one, in order; a record that is added to an item draws its records together. */
    struct history_part *parts;
    size_t part_count, parts_capacity;
};

enum { AT_ONCE = 64 /* records that are looked at together */ };

/* The number of an item, which is made when there is none; VMI_MAP_NONE when it is not to be made; and of a place. */
uint32_t history_item(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku);
uint32_t history_find(const struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku);
uint32_t history_place(struct vmi_history *h, struct vmi_slice name);

/* What is known of the item, which is made when there is none; MAYBE is its number, if it is one and not that of another. */
struct holding *history_holding(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku,
                                uint32_t maybe);

/*
 * Has what is known of the items of RECORDS (up to AT_ONCE) brought near while it looks for their numbers: MAYBE. False
 * where that would take longer than it saves.
 */
bool history_expect(struct vmi_history *h, const struct vmi_activity *records, size_t count, uint32_t *maybe);

/* A location has reported on the days from FIRST to LAST. */
void history_note_fed(struct vmi_place *place, int32_t first, int32_t last);

/* True when something was recorded of the item. */
bool history_has_records(const struct vmi_history *h, const struct holding *held);

/* All that was recorded of the item, in order. */
void history_read(const struct vmi_history *h, const struct holding *held, struct vmi_facts *facts);

/* Brings what was joined of an item together with the rest, so that more can be added. */
void history_draw_together(struct vmi_history *h, struct holding *held);

void history_free_parts(struct vmi_history *h);

#endif
