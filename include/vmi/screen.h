/*
 * screen.h: what becomes of a record after the feed has made it: units, checks, what is stated twice, what must wait.
 *
 * Each record goes in by vmi_screen_take(), which says whether it is written, set aside, dropped as a duplicate, or
 * waits: `available` and `gross` wait for all files, since what they are to be reckoned with may stand anywhere; a
 * level without lot waits for the end of a file that has lots, since it may be their total. At the end of a file, and
 * of all files, what waited comes out of vmi_screen_next().
 *
 * Memory grows with items and days, and with what waits, not with records.
 */
#ifndef VMI_SCREEN_H
#define VMI_SCREEN_H

#include "vmi/check.h"
#include "vmi/feed.h"
#include "vmi/reject.h"
#include "vmi/term.h"

struct vmi_screen;

/* Why a record is not written although nothing is wrong with it: another one says the same. */
enum vmi_duplicate {
    VMI_DUPLICATE_SUPERSEDED,      /* available or gross beside an on_hand of the same row */
    VMI_DUPLICATE_TOTAL_AND_SPLIT, /* a level that is the sum of the lots beside it */
    VMI_DUPLICATE_LINE,            /* a line with ref that came before (dedupe) */
    VMI_DUPLICATE_RESTATED_FLOW,   /* a flow that was stated again later (restate) */
    VMI_DUPLICATE_FILE,            /* a record of a file that came before */
    VMI_DUPLICATE_FIGURE,      /* a figure of EDI beside another one of the item that says it, or holds it */
    VMI_DUPLICATE_INTERCHANGE, /* a record of an interchange that came before */
    VMI_DUPLICATES
};

const char *vmi_duplicate_name(enum vmi_duplicate duplicate);

struct vmi_screen_options {
    enum vmi_severity severities[VMI_CHECKS];

    /* Gives the terms in force for an item; asked once for each. NULL: there is no agreement. */
    void (*terms)(void *context, struct vmi_slice location, struct vmi_slice sku, struct vmi_terms *terms);

    /* Given each warning as it comes up. */
    void (*tell)(void *context, const struct vmi_error *error);
    void *context;

    int32_t as_of; /* VMI_DAY_NONE: what is of the future or old is not known */
    bool opening;  /* levels and counts of a bare date are those of its beginning: dated the day before */
    bool dedupe;   /* lines with ref that came before are dropped */
    bool restate;  /* of flows that are about the same thing the later stands; they are written at the end */
    bool keep_rejects; /* what waits keeps the line that it came in */
};

struct vmi_screen *vmi_screen_new(const struct vmi_screen_options *options);
void vmi_screen_free(struct vmi_screen *screen);

/* An item that there is, for the checks unknown_location and unknown_item; * as location or sku is any. */
void vmi_screen_expect(struct vmi_screen *screen, struct vmi_slice location, struct vmi_slice sku);

/* A record of the feed before this one, for the checks vanished_location, vanished_item and jump. */
void vmi_screen_precede(struct vmi_screen *screen, const struct vmi_activity *record);

enum vmi_fate {
    VMI_FATE_WRITE,
    VMI_FATE_ASIDE, /* ERROR says why */
    VMI_FATE_WAIT,
    VMI_FATE_DROP,
    VMI_FATE_NONE, /* nothing waits any more */
};

/*
 * What becomes of RECORD, which FEED (NULL: EDI) has just handed out; its unit, quantity and date are changed where they must be.
 * CELLS are those of COUNT columns that are carried along. ERROR has the file and the line.
 */
enum vmi_fate vmi_screen_take(struct vmi_screen *screen, const struct vmi_feed *feed,
                              struct vmi_activity *record, const struct vmi_slice *cells, size_t count,
                              struct vmi_error *error);

/*
 * Brings a figure that is no record, such as an opening stock, into the item's base unit. False: it cannot be used, and
 * ERROR says why; nothing is counted or said of it.
 */
bool vmi_screen_convert(struct vmi_screen *screen, const struct vmi_feed *feed, struct vmi_activity *figure,
                        struct vmi_error *error);

/* Keeps what vmi_feed_reject() gives for the record that waits since the last call; only under keep_rejects. */
void vmi_screen_keep_reject(struct vmi_screen *screen, const struct vmi_reject *reject);

/* The end of a file, and of all files: each lets go of what waited for it. */
void vmi_screen_end_file(struct vmi_screen *screen);
void vmi_screen_end(struct vmi_screen *screen);

/* A record that waited. It lives until the next file begins. */
struct vmi_waiting {
    struct vmi_activity record;
    const struct vmi_slice *cells; /* of the columns that are carried along; NULL: none */
    const char *file;
    uint64_t line;
    struct vmi_slice column; /* of its quantity */
    struct vmi_reject_line reject;
    uint32_t item, key; /* the screen's own */
    bool gross, out_of_range;
};

/* The next record that was let go, and what becomes of it: WRITE, ASIDE or DROP. */
enum vmi_fate vmi_screen_next(struct vmi_screen *screen, const struct vmi_waiting **waiting,
                              struct vmi_error *error);

/* ---- what was seen ------------------------------------------------------------------------------------- */

struct vmi_screen_counts {
    uint64_t checks[VMI_CHECKS]; /* warnings and notes, not what was set aside */
    uint64_t duplicates[VMI_DUPLICATES];
    uint64_t converted; /* from another unit into the base unit */
};

const struct vmi_screen_counts *vmi_screen_counts(const struct vmi_screen *screen);

/* The last day of a level, flow, document or count; VMI_DAY_NONE: nothing is dated. */
int32_t vmi_screen_last_day(const struct vmi_screen *screen);

/* The first and the last day of all records. */
void vmi_screen_days(const struct vmi_screen *screen, int32_t *first, int32_t *last);

/* What came of one location. */
struct vmi_screen_place {
    struct vmi_slice name;
    int32_t first, last; /* days on which it reported; VMI_DAY_NONE: none is dated */
    uint64_t records;
    size_t items;    /* that it reported */
    size_t expected; /* items that it should report; 0: not known */
    int32_t feed_days;
};

/* True when the location has been silent for too long before AS_OF, or should have reported and never did. */
static inline bool vmi_screen_is_late(const struct vmi_screen_place *place, int32_t as_of)
{
    if (!place->records)
        return true;
    return place->last != VMI_DAY_NONE && as_of != VMI_DAY_NONE &&
           (int64_t)as_of - place->last > place->feed_days;
}

size_t vmi_screen_item_count(const struct vmi_screen *screen); /* that came */

/* In byte order of their names; *COUNT of them. The array is the screen's, and dies at its next record. */
const struct vmi_screen_place *const *vmi_screen_places(struct vmi_screen *screen, size_t *count);

/* A location of which records came has a feed that lists what has changed: its other items have not vanished. */
void vmi_screen_lists_changes(struct vmi_screen *screen, struct vmi_slice location);

/*
 * What vmi_screen_precede() had levels of, and no record came: a whole location (SKU unknown), or one item. Begin with
 * *AT 0; false when there is no more.
 */
bool vmi_screen_vanished(struct vmi_screen *screen, size_t *at, struct vmi_slice *location,
                         struct vmi_slice *sku);

/* Counts a finding of CHECK, which is of the run; true when it is to be said. */
bool vmi_screen_find(struct vmi_screen *screen, enum vmi_check check);

#endif
