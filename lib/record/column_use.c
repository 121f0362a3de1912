#include "vmi/column_use.h"

#define ROW(member, need, people, meaning)                                                                   \
    VMI_FIELD(struct vmi_column_use, TEXT, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(file, VMI_NEED_CELL, 3, "the file, as messages call it"),
    ROW(column, VMI_NEED_NOTHING, 1, "the name of the column"),
    ROW(becomes, VMI_NEED_NOTHING, 1,
        "the fields and measures that are taken from it; carried, ignored, or nothing"),
    ROW(form, VMI_NEED_NOTHING, 4, "the form of its numbers or dates, where it is not that of streams"),
    ROW(example, VMI_NEED_NOTHING, 5, "the first cell of it that is not empty"),
    ROW(note, VMI_NEED_NOTHING, 2, "why it is not used, where it looks as if it could be"),
};

const struct vmi_record_type vmi_column_use_type = {
    .name = "columns",
    .maker = "vmi-ingest --explain",
    .summary = "one column of a customer's file",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_column_use),
    .is_part = true,
};
