/*
 * feed.h: one partner's file as activity.
 *
 * The shape is found from the names of the columns, or said by a mapping: long (a row has a measure and a quantity) or
 * wide (a column a measure; every cell that is not empty becomes a record). A record that cannot be used is BAD, with
 * code, line and column; vmi_feed_reject() then gives what came, so that it can be mended and fed again.
 */
#ifndef VMI_FEED_H
#define VMI_FEED_H

#include "vmi/activity.h"
#include "vmi/column_use.h"
#include "vmi/mapping.h"
#include "vmi/rows.h"

struct vmi_feed;

struct vmi_feed_options {
    const struct vmi_mapping *mapping; /* NULL: by the names of the columns */
    const char *decimal; /* the form of numbers: "point", "comma"; NULL: as the columns prove it */
    const char *dates;   /* of dates: "iso", "dmy", "mdy" ...; NULL: as the columns prove it */
    const char *measure; /* of rows that name none; NULL: not told */
    const char *matrix;  /* what the names of further columns are: "date", "location"; NULL: not told */
    bool
        explains; /* a file that cannot be activity is a feed all the same, to tell what was understood of it */
};

/* True when files may call a measure so, be it ours or one that becomes ours. */
bool vmi_feed_knows_measure(struct vmi_slice name);

#define VMI_FEED_MATRICES "auto|date|location"

/* The words for `decimal` and `dates`, joined by |, "auto" first. */
#define VMI_FEED_DECIMALS "auto|point|comma"
#define VMI_FEED_DATES    "auto|iso|dmy|mdy|ymd|excel|yyyymm|yyyyww"

/*
 * Takes ROWS over and reads as far as the shape needs. OPTIONS (NULL: none) is copied; what it points at must outlive
 * the feed. NULL, with ERROR filled and ROWS closed, when the file is nothing that can be understood. A file of NDJSON
 * with no record is a feed with nothing in it.
 */
struct vmi_feed *vmi_feed_open(struct vmi_rows *rows, const struct vmi_feed_options *options,
                               struct vmi_error *error);
void vmi_feed_close(struct vmi_feed *feed);

/* The next record; its texts die at the next call. */
enum vmi_next vmi_feed_next(struct vmi_feed *feed, struct vmi_activity *record, struct vmi_error *error);

/*
 * True, with WARNING (code "balance") filled, when the row at hand was found not to add up: its opening figure and its
 * flows are not its on_hand. Told once.
 */
bool vmi_feed_warning(struct vmi_feed *feed, struct vmi_error *warning);

/*
 * True, with FIGURE filled, when the row at hand has an opening figure: the stock on hand as its first day began, which is
 * no record. Told once; its texts die with the row.
 */
bool vmi_feed_opening(struct vmi_feed *feed, struct vmi_activity *figure);

/* Columns of a long file that are carried along as text: their names, and the cells of the record just read. */
const struct vmi_slice *vmi_feed_extras(const struct vmi_feed *feed, size_t *count);
struct vmi_slice vmi_feed_extra(const struct vmi_feed *feed, struct vmi_slice name);

struct vmi_reject {
    const struct vmi_slice *names; /* of the columns */
    const struct vmi_cell *cells;  /* NULL: the line could not be cut into cells */
    size_t count;
    const bool *left_out; /* cells that hold other records, which were good */
    struct vmi_slice
        form; /* of the numbers and dates in the file, where a row alone would not tell: "decimal=comma" */
    struct vmi_slice raw; /* the line where there are no cells */
    size_t records;       /* how many records were set aside, at least 1 */
};

/*
 * What the answer just given was about: a BAD one, or a record that was good by itself and is to be set aside all the
 * same. Dies at the next call.
 */
void vmi_feed_reject(struct vmi_feed *feed, struct vmi_reject *reject);

struct vmi_feed_counts {
    uint64_t rows;       /* data rows read, the bad ones among them */
    uint64_t empty;      /* rows of a wide file without a quantity */
    uint64_t records;    /* handed out */
    uint64_t ignored;    /* records that the mapping passes over, of a row whose key it passes over one */
    uint64_t superseded; /* available or gross beside an on_hand of the same row: not handed out */
};

struct vmi_feed_counts vmi_feed_counts(const struct vmi_feed *feed);
bool vmi_feed_is_long(const struct vmi_feed *feed);
const char *vmi_feed_name(const struct vmi_feed *feed);

/* True when the file has a column for lots; of JSON, as far as it was read. Not of activity, which went this way before. */
bool vmi_feed_has_lots(const struct vmi_feed *feed);

/*
 * What was settled by looking at the whole file, in sentences that begin with the name of a column: "date: dates are day,
 * month, year, as 21/11/2026 shows". Complete when the feed has ended.
 */
const struct vmi_slice *vmi_feed_settled(const struct vmi_feed *feed, size_t *count);

/* The name of the column that FIELD of the record just handed out comes from; unknown where there is none. */
struct vmi_slice vmi_feed_column(const struct vmi_feed *feed, enum vmi_mapped field);

enum { VMI_FEED_WHY_SIZE = 160 };

/*
 * The next column that becomes nothing, by its name, and why where it looks as if it could be used. Begin with *AT 0; false
 * when there is no more.
 */
bool vmi_feed_unused(const struct vmi_feed *feed, size_t *at, struct vmi_slice *name,
                     char why[VMI_FEED_WHY_SIZE]);

/* ---- what was understood --------------------------------------------------------------------------------- */

/* Under `explains`: true, with ERROR filled, when the file cannot be activity; the feed then hands out no records. */
bool vmi_feed_problem(const struct vmi_feed *feed, struct vmi_error *error);

/*
 * What was understood of a column, counted from 0; false behind the last. Complete when the feed has ended. Texts live as
 * long as the feed and ARENA.
 */
bool vmi_feed_column_use(const struct vmi_feed *feed, size_t column, struct vmi_column_use *use,
                         struct vmi_arena *arena);

struct vmi_feed_setting {
    const char *name, *value;
};

/*
 * Adds a mapping, as JSON, by which the file becomes the same activity: what was guessed, said. SETTINGS are options that
 * tell how the file is written, beside those that the feed found.
 */
void vmi_feed_mapping(struct vmi_feed *feed, const struct vmi_feed_setting *settings, size_t count,
                      struct vmi_buffer *out);

#endif
