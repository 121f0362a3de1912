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
#include "vmi/mapping.h"
#include "vmi/rows.h"

struct vmi_feed;

/*
 * Takes ROWS over and reads as far as the shape needs. MAPPING may be NULL; it must outlive the feed. NULL, with ERROR
 * filled and ROWS closed, when the file is nothing that can be understood. A file of NDJSON with no record is a feed
 * with nothing in it.
 */
struct vmi_feed *vmi_feed_open(struct vmi_rows *rows, const struct vmi_mapping *mapping,
                               struct vmi_error *error);
void vmi_feed_close(struct vmi_feed *feed);

/* The next record; its texts die at the next call. */
enum vmi_next vmi_feed_next(struct vmi_feed *feed, struct vmi_activity *record, struct vmi_error *error);

/* Columns of a long file that are carried along as text: their names, and the cells of the record just read. */
const struct vmi_slice *vmi_feed_extras(const struct vmi_feed *feed, size_t *count);
struct vmi_slice vmi_feed_extra(const struct vmi_feed *feed, struct vmi_slice name);

struct vmi_reject {
    const struct vmi_slice *names; /* of the columns */
    const struct vmi_cell *cells;  /* NULL: the line could not be cut into cells */
    size_t count;
    const bool *left_out; /* cells that hold other records, which were good */
    struct vmi_slice raw; /* the line where there are no cells */
    size_t records;       /* how many records were set aside, at least 1 */
};

/* What the BAD answer just given was about; dies at the next call. */
void vmi_feed_reject(struct vmi_feed *feed, struct vmi_reject *reject);

struct vmi_feed_counts {
    uint64_t rows;       /* data rows read, the bad ones among them */
    uint64_t empty;      /* rows of a wide file without a quantity */
    uint64_t records;    /* handed out */
    uint64_t superseded; /* available or gross beside an on_hand of the same row: not handed out */
};

struct vmi_feed_counts vmi_feed_counts(const struct vmi_feed *feed);
bool vmi_feed_is_long(const struct vmi_feed *feed);
const char *vmi_feed_name(const struct vmi_feed *feed);

/* Names of columns that become nothing, joined by ", " into OUT, with the reason where there is one; returns how many. */
size_t vmi_feed_unused(const struct vmi_feed *feed, struct vmi_buffer *out);

/* The records of `available` and `gross` in a long file stand apart from what they are to be reckoned with. */
struct vmi_netting;

struct vmi_netting *vmi_netting_new(void);
void vmi_netting_free(struct vmi_netting *netting);

/*
 * Given each record of a long file in turn. True: the record is held back: it was `available` or `gross` (the feed hands
 * them out as on_hand) and comes out of vmi_netting_next() at the end.
 */
bool vmi_netting_take(struct vmi_netting *netting, const struct vmi_feed *feed,
                      const struct vmi_activity *record);

/* Keeps the COUNT cells of further columns that belong to the record just held back. */
void vmi_netting_carry(struct vmi_netting *netting, const struct vmi_slice *cells, size_t count);

/* The cells that were kept with the record that vmi_netting_next() gave last; NULL where none were. */
const struct vmi_slice *vmi_netting_cells(const struct vmi_netting *netting);

/*
 * The records that were held back, in their order, as on_hand: available + allocated, or gross - on_hold. FAIL when
 * that leaves the range.
 */
enum vmi_next vmi_netting_next(struct vmi_netting *netting, struct vmi_activity *record,
                               struct vmi_error *error);

#endif
