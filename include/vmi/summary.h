/*
 * summary.h: what a run of ingest read, wrote, set aside and dropped, in words.
 *
 * Every record is in one place: records written, set aside and duplicates add up to the measures of all data rows.
 */
#ifndef VMI_SUMMARY_H
#define VMI_SUMMARY_H

#include "vmi/screen.h"

enum { VMI_SUMMARY_MOST_CODES = 32 };

struct vmi_summary {
    uint64_t files, rows, empty;
    uint64_t segments; /* of EDI */
    uint64_t records;  /* written */
    uint64_t rejected;
    uint64_t duplicates[VMI_DUPLICATES];
    uint64_t checks[VMI_CHECKS]; /* warnings and notes */
    uint64_t converted;
    uint64_t ignored; /* records that the mapping passes over */
    uint64_t passed;  /* quantities of EDI that are no activity */
    struct {
        const char *code;
        uint64_t count;
    } codes[VMI_SUMMARY_MOST_CODES];
    struct vmi_settled {
        struct vmi_slice file, text;
    } * settled; /* what could have been read otherwise, and how it was read */
    size_t settled_count, settled_capacity;
    struct vmi_arena arena;
};

/* Begin with a zeroed struct. */
void vmi_summary_free(struct vmi_summary *summary);

/* Notes that something in FILE that could be read in several ways was read in one: TEXT says in which. Both are copied. */
void vmi_summary_settled(struct vmi_summary *summary, const char *file, const char *text);

/* Adds what a feed that has ended read. */
void vmi_summary_add_feed(struct vmi_summary *summary, const struct vmi_feed *feed);

/* Adds what a screen counted, at the end of a run. */
void vmi_summary_add_screen(struct vmi_summary *summary, const struct vmi_screen *screen);

/* Counts records that were set aside. */
void vmi_summary_reject(struct vmi_summary *summary, const struct vmi_error *error, size_t records);

/* "3 files, 120 rows: 240 records written, 2 set aside (1 date, 1 number)". */
void vmi_summary_text(const struct vmi_summary *summary, struct vmi_buffer *out);

#endif
