/*
 * packed.h: the records of one item as a string of bytes, in the order in which they came.
 *
 * The usual record (a bare day, a whole quantity, no document, no lot) takes two or three bytes. Strings live in pieces
 * of one size, which all items of a history share: nothing is moved when a string grows, and what is near in time is near
 * in memory.
 */
#ifndef VMI_PACKED_H
#define VMI_PACKED_H

#include "vmi/history.h"

/* Where strings live. Begin zeroed. */
struct pieces {
    unsigned char **blocks;
    size_t block_count, blocks_capacity;
    uint32_t used; /* pieces that were ever given out */
    uint32_t free; /* of those given back the first, which leads to the next; 0: none */
};

/* Begin zeroed. Pieces are counted from 1. */
struct packed {
    uint32_t first, last;
    uint32_t length; /* bytes */
    uint32_t count;  /* records */
    uint32_t room;   /* bytes that are free in the last piece */
    int32_t day;     /* of the last record that has one; days are written as the way from it */
    /* Is there something to fold? */
    int32_t latest;    /* day of all */
    uint32_t measures; /* of that day, a bit each */
    uint32_t repeats;  /* records that may state again what one before them did */
    uint32_t fold_at;  /* bytes */
};

void pieces_free(struct pieces *pieces);

/* Bytes of all pieces that were ever given out. */
size_t pieces_size(const struct pieces *pieces);

void packed_add(struct packed *packed, struct pieces *pieces, const struct vmi_fact *fact);

/*
 * The same of a record that tells a day and a quantity alone, as most do; from values, for those that were just written
 * into a struct are slow to read from it. False, with nothing done, where packed_add() is to do it.
 */
bool packed_add_plain(struct packed *packed, struct pieces *pieces, enum vmi_measure measure, int32_t day,
                      vmi_decimal quantity) VMI_MUST_USE;

/* A record will soon be added: brings the place where it goes near. */
void packed_expect(const struct packed *packed, const struct pieces *pieces);

/* Replaces what FACTS holds by the records in the order in which they came; `order` of each is its place in it. */
void packed_read(const struct packed *packed, const struct pieces *pieces, struct vmi_facts *facts);

/* Adds them behind what FACTS holds. */
void packed_read_on(const struct packed *packed, const struct pieces *pieces, struct vmi_facts *facts);

/* Forgets all records. */
void packed_clear(struct packed *packed, struct pieces *pieces);

/*
 * True when the string has grown and enough of its records may be repetitions, so that memory is bounded by what is kept
 * and not by what came. Who folds tells so with packed_folded() when the records that are left are in again.
 */
bool packed_is_worth_folding(const struct packed *packed);
void packed_folded(struct packed *packed);

#endif
