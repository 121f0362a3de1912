/*
 * dialect.h: what the command line says of how customers' CSV is written, as options of rows.h.
 */
#ifndef VMI_DIALECT_H
#define VMI_DIALECT_H

#include "vmi/rows.h"

/* As given on the command line; NULL: not given. */
struct vmi_dialect {
    const char *delimiter, *skip_lines, *header_line, *columns;
};

/* The columns that were named, while they are needed. */
struct vmi_dialect_names {
    struct vmi_rows *rows;
};

/*
 * Puts into OPTIONS, whose format is settled, what DIALECT says. False when it makes no sense, which has been reported:
 * the exit status is VMI_USAGE. NAMES is to be freed when the rows are read, in either case.
 */
bool vmi_dialect_read(const struct vmi_dialect *dialect, struct vmi_rows_options *options,
                      struct vmi_dialect_names *names);
void vmi_dialect_free(struct vmi_dialect_names *names);

#endif
