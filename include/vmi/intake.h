/*
 * intake.h: a run of vmi-ingest over its operands: partners' files in, activity out, what cannot be used set aside.
 *
 * What is read and what becomes of it is the matter of feed.h; here the files are opened, the output begins with the
 * first of them, and notes say what was settled by looking at them.
 */
#ifndef VMI_INTAKE_H
#define VMI_INTAKE_H

#include "vmi/app.h"
#include "vmi/edi.h"
#include "vmi/feed.h"
#include "vmi/reject.h"
#include "vmi/summary.h"

/*
 * Reads the mapping at PATH with the files that it refers to and the profiles of partners in it, presets the options that
 * it tells, and says what in it has no effect. Anything but VMI_DONE has been reported. MAPPING is zeroed before, PROFILES
 * has begun; both are freed by the caller in any case.
 */
enum vmi_status vmi_mapping_load(struct vmi_mapping *mapping, struct vmi_edi_profiles *profiles,
                                 const char *path);

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
    bool edi;                     /* the input is X12 or EDIFACT, whatever its first bytes are */
    bool test;                    /* test interchanges are read */
    bool origin;                  /* a column tells where each record comes from */
    const char *rejects, *report; /* files to write; NULL: none */
    const char *acks,
        *numbers;     /* so are these, of EDI: acknowledgements, and order numbers given in advance */
    const char *seen; /* the file of the interchanges that came in earlier runs; NULL: none */
    const struct vmi_edi_profiles *profiles; /* of partners who send EDI */
    const struct vmi_mapping
        *names; /* which has the values and references that EDI goes by; NULL: there are none */
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
