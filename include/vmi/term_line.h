/*
 * term_line.h: terms in force, one term of one item a record, and what changed between two agreements (vmi-stream(5)).
 */
#ifndef VMI_TERM_LINE_H
#define VMI_TERM_LINE_H

#include "vmi/column.h"

struct vmi_term_line {
    struct vmi_slice location, sku, term, value, unit;
    struct vmi_slice origin, reason, author; /* where the value comes from; in vmi_explained_type alone */
};

struct vmi_term_change {
    struct vmi_slice location, sku, term, old, new;
    struct vmi_slice old_origin, new_origin; /* in vmi_explained_change_type alone */
};

/* The record types without and with the columns that tell the origin. */
extern const struct vmi_record_type vmi_term_line_type, vmi_explained_type;
extern const struct vmi_record_type vmi_term_change_type, vmi_explained_change_type;

#endif
