#include "vmi/term_line.h"

#define LINE(member, need, people, meaning)                                                                  \
    VMI_FIELD(struct vmi_term_line, TEXT, member, need, people, meaning)
#define CHANGE(member, need, people, meaning)                                                                \
    VMI_FIELD(struct vmi_term_change, TEXT, member, need, people, meaning)

static const struct vmi_column line_columns[] = {
    LINE(location, VMI_NEED_CELL, 2, "the location; * where the terms of no item alone are asked for"),
    LINE(sku, VMI_NEED_CELL, 1, "the item; * as for the location"),
    LINE(term, VMI_NEED_CELL, 1, "the term's name"),
    LINE(value, VMI_NEED_COLUMN, 1, "the value in force"),
    LINE(unit, VMI_NEED_NOTHING, 4, "unit of the value, in words"),
    LINE(origin, VMI_NEED_NOTHING, 3,
         "built-in, defaults, the rule and its line, the terms file and its line, or -s"),
    LINE(reason, VMI_NEED_NOTHING, 5, "the reason that the rule gives"),
    LINE(author, VMI_NEED_NOTHING, 6, "the author that the rule gives"),
};

static const struct vmi_column change_columns[] = {
    CHANGE(location, VMI_NEED_CELL, 2, "the location"),
    CHANGE(sku, VMI_NEED_CELL, 1, "the item"),
    CHANGE(term, VMI_NEED_CELL, 1, "the term's name; in_agreement where the item comes in or goes"),
    CHANGE(old, VMI_NEED_COLUMN, 1, "the value under the old agreement"),
    CHANGE(new, VMI_NEED_COLUMN, 1, "the value under the new one"),
    CHANGE(old_origin, VMI_NEED_NOTHING, 3, "where the old value comes from"),
    CHANGE(new_origin, VMI_NEED_NOTHING, 3, "where the new value comes from"),
};

enum { ORIGIN_COLUMNS = 3, CHANGE_ORIGIN_COLUMNS = 2 };

const struct vmi_record_type vmi_term_line_type = {
    .name = "terms",
    .maker = "vmi-agree --terms",
    .summary = "one term in force",
    .columns = line_columns,
    .count = VMI_COUNT(line_columns) - ORIGIN_COLUMNS,
    .size = sizeof(struct vmi_term_line),
};

const struct vmi_record_type vmi_explained_type = {
    .name = "terms",
    .maker = "vmi-agree --terms --explain",
    .summary = "one term in force, and where it comes from",
    .columns = line_columns,
    .count = VMI_COUNT(line_columns),
    .size = sizeof(struct vmi_term_line),
};

const struct vmi_record_type vmi_term_change_type = {
    .name = "changes",
    .maker = "vmi-agree --diff",
    .summary = "one term that changes",
    .columns = change_columns,
    .count = VMI_COUNT(change_columns) - CHANGE_ORIGIN_COLUMNS,
    .size = sizeof(struct vmi_term_change),
};

const struct vmi_record_type vmi_explained_change_type = {
    .name = "changes",
    .maker = "vmi-agree --diff --explain",
    .summary = "one term that changes, and where both values come from",
    .columns = change_columns,
    .count = VMI_COUNT(change_columns),
    .size = sizeof(struct vmi_term_change),
};
