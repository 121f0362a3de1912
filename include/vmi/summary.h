/*
 * summary.h: what a run of ingest read, wrote and set aside, in words.
 */
#ifndef VMI_SUMMARY_H
#define VMI_SUMMARY_H

#include "vmi/error.h"
#include "vmi/feed.h"

enum { VMI_SUMMARY_MOST_CODES = 32 };

struct vmi_summary {
    uint64_t files, rows, empty, records, ignored, superseded, rejected;
    struct {
        const char *code;
        uint64_t count;
    } codes[VMI_SUMMARY_MOST_CODES];
};

/* Adds the counts of a feed that has ended. */
void vmi_summary_add_feed(struct vmi_summary *summary, const struct vmi_feed *feed);

/* Counts records that were set aside. */
void vmi_summary_reject(struct vmi_summary *summary, const struct vmi_error *error, size_t records);

/* "3 files, 120 rows: 240 records written, 2 set aside (1 date, 1 number)". */
void vmi_summary_text(const struct vmi_summary *summary, struct vmi_buffer *out);

#endif
