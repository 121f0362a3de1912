/*
 * keep.h: a file that outlives runs, which one run at a time may read and change.
 *
 * From opening to closing it is locked, so that another run waits and then reads what this one wrote. It is replaced as a
 * whole: at any moment, also after a crash, it is the old file or the new one.
 */
#ifndef VMI_KEEP_H
#define VMI_KEEP_H

#include "vmi/error.h"

struct vmi_keep;

/* Waits for the lock, and reads. A file that is not there is made, and empty. NULL with ERROR, status VMI_SYSTEM. */
struct vmi_keep *vmi_keep_open(const char *path, struct vmi_error *error);

/* What the file held as it was opened. */
struct vmi_slice vmi_keep_text(const struct vmi_keep *keep);

/* Replaces what it holds; once. False with ERROR, status VMI_SYSTEM: the old file stands. */
bool vmi_keep_replace(struct vmi_keep *keep, struct vmi_slice text, struct vmi_error *error) VMI_MUST_USE;

/* Lets go of it. A file that was made for this and never written is taken away again. */
void vmi_keep_close(struct vmi_keep *keep);

#endif
