/*
 * reject.h: records that were set aside, as a CSV that can be mended and fed again.
 *
 * Every line has reject_code, reject_file, reject_line, reject_column, reject_reason, reject_text and reject_form, then
 * the columns of the partner's file; where the columns change, so does the header, on a line of its own that begins with
 * reject_code. vmi-ingest passes over our columns and takes such a line for a new header.
 */
#ifndef VMI_REJECT_H
#define VMI_REJECT_H

#include "vmi/feed.h"
#include "vmi/sink.h"

/* What no other file begins with. */
#define VMI_REJECTS_BEGIN "reject_code,reject_file,"

struct vmi_rejects;

/* SINK stays the caller's. */
struct vmi_rejects *vmi_rejects_new(struct vmi_sink *sink);
void vmi_rejects_free(struct vmi_rejects *rejects);

void vmi_rejects_add(struct vmi_rejects *rejects, const struct vmi_reject *reject,
                     const struct vmi_error *error);

/* The line of a record that waits, so that it can still be set aside when what it was cut from is gone. */
struct vmi_reject_line {
    struct vmi_slice header, cells;
};

/* Copies what vmi_feed_reject() gave into ARENA. LINE may hold the one kept before: files have few headers. */
void vmi_reject_keep(struct vmi_reject_line *line, const struct vmi_reject *reject, struct vmi_arena *arena);
void vmi_rejects_add_kept(struct vmi_rejects *rejects, const struct vmi_reject_line *line,
                          const struct vmi_error *error);

#endif
