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
    struct vmi_feed_options options;
    struct vmi_rows *rows;
    struct shape shape;
    const char *name;
    struct vmi_row row;
    bool pending;                 /* the first row of JSON was read to find the shape: */
    enum vmi_next pending_next;   /* it was good, or bad */
    struct vmi_error first_error; /* for this */
    bool is_activity;             /* a stream of ours: what must be settled was settled when it was made */
    bool in_row;                  /* a wide row is being handed out */
    size_t next;                  /* measure of the wide row */
    struct key key;
    struct vmi_arena arena; /* of the row */
    bool partial;           /* the record handed out is available or gross, as it stands */
    int partial_measure;
    struct vmi_feed_counts counts;
    uint64_t since_seal;      /* rows */
    struct vmi_slice *extras; /* names */
    size_t *extra_columns, extra_count, extras_capacity, extra_columns_capacity;
    int rejected;                  /* index of the measure that was set aside, -1: the whole row */
    bool malformed;                /* the row has no cells */
    unsigned row_number, row_date; /* forms that a row of rejects says for itself; 0: none */
    char form[64];
    bool skipped;          /* the mapping passes over what was at hand */
    struct vmi_slice zone; /* of the location of the row; unknown: none is told */
    bool warned;           /* WARNING is about the row at hand, and was not taken yet */
    struct vmi_error warning;
    bool has_opening; /* the row at hand has an opening figure, which was not taken yet */
    vmi_decimal opening;
    bool *left_out;
    size_t left_out_capacity;
    struct vmi_slice *settled; /* sentences, in the arena of `kept` */
    size_t settled_count, settled_capacity;
    struct vmi_arena kept;
    struct vmi_slice *examples; /* by column, under `explains` */
    size_t example_count, examples_capacity;
    struct vmi_error problem; /* why the file cannot be activity, under `explains` */
};

/* True for the two measures that become on_hand by what stands beside them. */
static inline bool is_partial(int measure)
{
    return measure == INGEST_AVAILABLE || measure == INGEST_GROSS;
}

/* INGEST_AVAILABLE or INGEST_GROSS when the record just handed out by a long file is one, -1 otherwise. */
int vmi_feed_partial(const struct vmi_feed *feed);

/* Notes which columns from FIRST on are carried along. */
void feed_note_extras(struct vmi_feed *feed, const struct vmi_slice *names, size_t count, size_t first);

/* True for a stream of ours: its first columns are those of activity. */
bool feed_is_activity(const struct vmi_feed *feed);

/* Gives a shape, before it begins, what was told of forms, measures and matrices. */
void feed_tell_forms(struct shape *shape, const struct vmi_feed_options *options);

/* Fills ERROR with the offending text and what was expected; returns false. */
bool feed_refuse(struct vmi_error *error, const struct binding *binding, const char *code,
                 struct vmi_slice text, const char *expected);

/* Each reads what a binding gives for the row at hand; false with ERROR. */
bool feed_read_text(struct vmi_feed *feed, const struct binding *binding, enum vmi_mapped field,
                    struct vmi_slice *text, struct vmi_error *error);
bool feed_read_quantity(struct vmi_feed *feed, const struct binding *binding, const struct vmi_cell *cell,
                        vmi_decimal *quantity, struct vmi_error *error);

/*
 * Looks at all that is still to come, so that every column whose form can be proved has it settled. PLAIN (NULL: none) is
 * of a column that waits for a cell which looks as in streams: as soon as another one leaves no doubt of the decimal
 * point, the rest need not be looked at, and nothing is settled. False with ERROR when the rest of the file cannot be read
 * twice.
 */
bool feed_survey(struct vmi_feed *feed, const struct evidence *plain, struct vmi_error *error) VMI_MUST_USE;

/* Why nothing was made of a column that looks as if it could be used; "" for none, or where a mapping decides. */
void feed_why_unused(const struct vmi_feed *feed, size_t column, struct vmi_slice name,
                     char why[VMI_FEED_WHY_SIZE]);

/* Keeps the first cells of the columns of the row at hand. */
void feed_keep_examples(struct vmi_feed *feed);

/* Takes the forms that a row of rejects says for itself. */
void feed_take_forms(struct vmi_feed *feed);

/* What the row at hand would not tell alone, when it comes back as a reject: "decimal=comma dates=dmy". */
struct vmi_slice feed_forms(struct vmi_feed *feed);

/* Keeps a sentence about what was settled. */
void feed_settle(struct vmi_feed *feed, const struct binding *binding, const char *format, ...)
    VMI_PRINTF(3, 4);

/* True for the header that changes the columns of a file of rejects on the way. */
bool feed_is_reject_header(const struct vmi_rows *rows, const struct vmi_row *row);

/* The measure that the row at hand names; VMI_MEASURE_NONE with ERROR. *NEGATE: its quantity has its sign turned. */
int feed_read_measure(struct vmi_feed *feed, bool *negate, struct vmi_error *error);

/* What the signs of the mapping make of a quantity. */
void feed_apply_sign(const struct vmi_feed *feed, int *measure, vmi_decimal *quantity);

/* Adds a wide row up, where it has an opening and a closing figure; what is not explained becomes a warning. */
void feed_balance(struct vmi_feed *feed);

/* Reads what all records of the row have in common. */
bool feed_read_key(struct vmi_feed *feed, struct vmi_error *error);

/* Reads into KEY the fields that a measure of a mapping gives for itself. */
bool feed_read_own_fields(struct vmi_feed *feed, const struct measure_binding *m, struct key *key,
                          struct vmi_error *error);

#endif
