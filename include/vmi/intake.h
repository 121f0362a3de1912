/*
 * intake.h: a run of vmi-ingest over its operands: partners' files in, activity out, what cannot be used set aside.
 *
 * What is read and what becomes of it is the matter of feed.h; here the files are opened, the output begins with the
 * first of them, and notes say what was settled by looking at them.
 */
#ifndef VMI_INTAKE_H
#define VMI_INTAKE_H

#include "vmi/app.h"
#include "vmi/feed.h"
#include "vmi/reject.h"
#include "vmi/summary.h"

struct vmi_intake;

struct vmi_intake_options {
    struct vmi_rows_options rows;
    const char *encoding;                  /* NULL: as the first bytes of each file show */
    const struct vmi_mapping *mapping;     /* NULL: by the names of the columns */
    struct vmi_rejects *rejects;           /* NULL: they are said and counted alone */
    const struct vmi_agreement *agreement; /* NULL: there is none */
    int32_t as_of;                         /* VMI_DAY_NONE: not given */
    const char *items, *previous;          /* files; NULL: none */
    bool opening, dedupe, restate;         /* as in vmi/screen.h */
    bool quarantine;                       /* what jumps is set aside */
};

/* What OPTIONS points at must outlive the intake. */
struct vmi_intake *vmi_intake_new(const struct vmi_intake_options *options);

/* Reads all operands. Anything but VMI_DONE has been reported. */
enum vmi_status vmi_intake_read(struct vmi_intake *intake);

const struct vmi_summary *vmi_intake_summary(const struct vmi_intake *intake);

/* True when a column became nothing. */
bool vmi_intake_has_unused(const struct vmi_intake *intake);

/* Puts the output into its place; without it, vmi_intake_free() leaves what was there. */
enum vmi_status vmi_intake_commit(struct vmi_intake *intake);
void vmi_intake_free(struct vmi_intake *intake);

#endif
