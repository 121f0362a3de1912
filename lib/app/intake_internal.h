/*
 * intake_internal.h: an intake from the inside, for the files of this room that make it up.
 */
#ifndef VMI_INTAKE_INTERNAL_H
#define VMI_INTAKE_INTERNAL_H

#include "internal.h"
#include "vmi/intake.h"

struct vmi_intake {
    struct vmi_intake_options options;
    struct vmi_records_out out;
    bool open;
    struct vmi_slice *extras, *cells; /* the further columns that are written: names, and cells of a record */
    size_t extra_count;
    struct vmi_arena arena;
    struct vmi_screen *screen;
    struct vmi_summary summary;
    bool unused; /* a column that became nothing was found */
};

/* Tells the screen what there should be (--items), and what there was (--previous). Reported when it fails. */
enum vmi_status intake_load_known(struct vmi_intake *in);

/* Says what of the feed before did not come, and which locations are late. */
void intake_tell_missing(struct vmi_intake *in);

/* The day against which locations are late; VMI_DAY_NONE: nothing is dated. */
int32_t intake_as_of(const struct vmi_intake *in);

#endif
