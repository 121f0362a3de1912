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

/*
 * Reads the mapping at PATH with the files that it refers to, presets the options that it tells, and says what in it has
 * no effect. Anything but VMI_DONE has been reported. MAPPING is zeroed before, and freed by the caller in any case.
 */
enum vmi_status vmi_mapping_load(struct vmi_mapping *mapping, const char *path);

/* How much may be set aside. */
struct vmi_intake_limit {
    bool strict; /* nothing, and no column unused */
    bool given;
    vmi_decimal most; /* records, or percent of all where it is a SHARE */
    bool share;
};

struct vmi_intake_options {
    struct vmi_rows_options rows;
    const char *encoding; /* NULL: as the first bytes of each file show */
    struct vmi_feed_options feed;
    const struct vmi_agreement *agreement; /* NULL: there is none */
    int32_t as_of;                         /* VMI_DAY_NONE: not given */
    const char *items, *previous;          /* files; NULL: none */
    bool opening, dedupe, restate;         /* as in vmi/screen.h */
    bool quarantine;                       /* what jumps is set aside */
    bool balance;                 /* each level is held against the one before it and the flows between */
    const char *rejects, *report; /* files to write; NULL: none */
    struct vmi_intake_limit limit;
};

/*
 * Reads all operands, and puts the outputs into their places: the rejects and the report also where too much was set
 * aside, the records only where it was not. All has been said; the status is that of the program.
 */
enum vmi_status vmi_intake_run(const struct vmi_intake_options *options);

/*
 * Writes what is understood of the columns of all operands, in place of their records; as a mapping, of one operand, where
 * the output was asked for as JSON. All has been said; a file that cannot be activity is VMI_INPUT.
 */
enum vmi_status vmi_intake_explain(const struct vmi_intake_options *options);

#endif
