/*
 * feed_internal.h: a feed from the inside, for the files of this room that make it up.
 */
#ifndef VMI_FEED_INTERNAL_H
#define VMI_FEED_INTERNAL_H

#include "period.h"
#include "shape.h"
#include "vmi/feed.h"

/* What all records of a row have in common. */
struct key {
    struct vmi_slice location, sku, unit, lot, ref;
    struct period period; /* first.day is VMI_DAY_NONE when there is no date */
    int32_t expires;
    struct vmi_date until;
};

struct vmi_feed {
    struct vmi_rows *rows;
    struct shape shape;
    const char *name;
    struct vmi_row row;
    bool pending;     /* the first row of JSON was read to find the shape */
    bool is_activity; /* a stream of ours: what must be settled was settled when it was made */
    bool in_row;      /* a wide row is being handed out */
    size_t next;      /* measure of the wide row */
    struct key key;
    struct vmi_arena arena; /* of the row */
    bool partial;           /* the record handed out is available or gross, as it stands */
    int partial_measure;
    struct vmi_feed_counts counts;
    uint64_t since_seal;      /* rows */
    struct vmi_slice *extras; /* names */
    size_t *extra_columns, extra_count, extras_capacity, extra_columns_capacity;
    int rejected;   /* index of the measure that was set aside, -1: the whole row */
    bool malformed; /* the row has no cells */
    bool *left_out;
    size_t left_out_capacity;
};

/* INGEST_AVAILABLE or INGEST_GROSS when the record just handed out by a long file is one, -1 otherwise. */
int vmi_feed_partial(const struct vmi_feed *feed);

/* Fills ERROR with the offending text and what was expected; returns false. */
bool feed_refuse(struct vmi_error *error, const struct binding *binding, const char *code,
                 struct vmi_slice text, const char *expected);

/* Each reads what a binding gives for the row at hand; false with ERROR. */
bool feed_read_text(struct vmi_feed *feed, const struct binding *binding, struct vmi_slice *text,
                    struct vmi_error *error);
bool feed_read_quantity(const struct binding *binding, const struct vmi_cell *cell, vmi_decimal *quantity,
                        struct vmi_error *error);

/* Reads what all records of the row have in common. */
bool feed_read_key(struct vmi_feed *feed, struct vmi_error *error);

/* Reads into KEY the fields that a measure of a mapping gives for itself. */
bool feed_read_own_fields(struct vmi_feed *feed, const struct measure_binding *m, struct key *key,
                          struct vmi_error *error);

#endif
