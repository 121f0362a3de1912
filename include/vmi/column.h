/*
 * column.h: how a record type is described, once.
 *
 * A record is a plain struct. Its column table says for each member the name under which it travels, its type, what
 * it means and where it stands; reading, writing, checking and documenting follow from the table. Unknown is NULL
 * text, VMI_DAY_NONE, VMI_DECIMAL_UNKNOWN or NaN. Text members are slices that the reader lends until its next call.
 */
#ifndef VMI_COLUMN_H
#define VMI_COLUMN_H

#include "vmi/arena.h"
#include "vmi/date.h"
#include "vmi/decimal.h"
#include "vmi/text.h"

enum vmi_column_type {
    VMI_COLUMN_TEXT,      /* struct vmi_slice */
    VMI_COLUMN_DATE,      /* struct vmi_date: a date or a date-time */
    VMI_COLUMN_DAY,       /* int32_t: a date without a time */
    VMI_COLUMN_QUANTITY,  /* vmi_decimal */
    VMI_COLUMN_STATISTIC, /* double */
    VMI_COLUMN_MEASURE,   /* enum vmi_measure */
};

/* What a reader asks of a column. */
enum vmi_need {
    VMI_NEED_NOTHING,
    VMI_NEED_COLUMN, /* it must be there, and its cells may be empty */
    VMI_NEED_CELL,   /* it must be there, and its cells must not be empty */
};

struct vmi_column {
    const char *name;
    enum vmi_column_type type;
    enum vmi_need need;
    int people;          /* place by importance in the table for people, 1 first; 0 is not shown */
    const char *meaning; /* one line */
    size_t offset;
};

/* One record of STRUCT in order, VMI_FIELD(struct vmi_position, TEXT, sku, ...). */
#define VMI_FIELD(record, kind, member, need, people, meaning)                                               \
    {                                                                                                        \
#member, VMI_COLUMN_##kind, need, people, meaning, offsetof(record, member)                          \
    }

struct vmi_record_type {
    const char *name;    /* of the stream: "activity" */
    const char *maker;   /* the tool that writes it */
    const char *summary; /* what one record is */
    const struct vmi_column *columns;
    size_t count;
    size_t size;           /* of the struct */
    bool has_line;         /* the last column is a line of bars, which people read from its end */
    bool is_part;          /* its columns are taken out of streams of any type */
    const char *free_text; /* the column that may be cut in a table for people; NULL: the last */

    /* NULL, or what is wrong with a record whose cells are each well formed. *COLUMN is set to the culprit. */
    const char *(*problem)(const void *record, const char **column);

    /* The order in which people want to read records; NULL keeps the order of the stream. */
    int (*compare_for_people)(const void *a, const void *b);
};

extern const struct vmi_record_type vmi_activity_type;
extern const struct vmi_record_type vmi_position_type;
extern const struct vmi_record_type vmi_proposal_type;
extern const struct vmi_record_type vmi_metric_type;
extern const struct vmi_record_type vmi_finding_type;

/* All record types, NULL at the end. */
extern const struct vmi_record_type *const vmi_record_types[];

/* The type whose required columns are all among NAMES, the one with the most of its columns there; NULL for none. */
const struct vmi_record_type *vmi_record_type_guess(const struct vmi_slice *names, size_t count);

/* How many columns of the type are among NAMES. */
size_t vmi_record_type_matches(const struct vmi_record_type *type, const struct vmi_slice *names,
                               size_t count);

/* The index of the column called NAME, -1 when there is none. */
int vmi_column_find(const struct vmi_record_type *type, struct vmi_slice name);

/* The name of the column nearest to NAME, NULL when none is near. */
const char *vmi_column_nearest(const struct vmi_record_type *type, struct vmi_slice name);

/* Makes every member of RECORD unknown. */
void vmi_record_clear(const struct vmi_record_type *type, void *record);

/* Copies the texts of RECORD into ARENA, so that it outlives what it was read from. */
void vmi_record_dup(const struct vmi_record_type *type, void *record, struct vmi_arena *arena);

/* Bytes of a member. */
size_t vmi_column_size(enum vmi_column_type type);

/* "statistic", "quantity" ... for documentation. */
const char *vmi_column_type_name(enum vmi_column_type type);

#endif
