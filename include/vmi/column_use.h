/*
 * column_use.h: what was understood of one column of a customer's file (vmi-ingest --explain).
 */
#ifndef VMI_COLUMN_USE_H
#define VMI_COLUMN_USE_H

#include "vmi/column.h"

struct vmi_column_use {
    struct vmi_slice file, column, becomes, form, example, note;
};

extern const struct vmi_record_type vmi_column_use_type;

#endif
