#include "vmi/finding.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_finding, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, code, VMI_NEED_CELL, 1, "what kind of finding it is"),
    ROW(TEXT, severity, VMI_NEED_CELL, 4, "error, warning or note"),
    ROW(TEXT, location, VMI_NEED_NOTHING, 2, "the location, where it is about one"),
    ROW(TEXT, sku, VMI_NEED_NOTHING, 2, "the item, where it is about one"),
    ROW(TEXT, ref, VMI_NEED_NOTHING, 3, "the document, or FILE:LINE:COLUMN of an agreement"),
    ROW(DAY, date, VMI_NEED_NOTHING, 6, "the day it is about"),
    ROW(QUANTITY, quantity, VMI_NEED_NOTHING, 4, "how much"),
    ROW(TEXT, message, VMI_NEED_CELL, 2, "what was found, and what to do"),
    ROW(TEXT, id, VMI_NEED_NOTHING, 0, "the same for the same finding on another day"),
    ROW(QUANTITY, value, VMI_NEED_NOTHING, 4, "of the quantity, in money at unit_cost"),
    ROW(DAY, first_date, VMI_NEED_NOTHING, 5,
        "of vmi-kpi: the first day on which it was found, as --trend tells"),
};

static int compare_for_people(const void *left, const void *right)
{
    const struct vmi_finding *a = left, *b = right;
    int order = vmi_finding_rank(a->severity) - vmi_finding_rank(b->severity);
    return order ? order : (a->value < b->value) - (a->value > b->value); /* unknown is the smallest */
}

const struct vmi_record_type vmi_finding_type = {
    .name = "findings",
    .maker = "vmi-kpi --findings",
    .summary = "one finding",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_finding),
    .free_text = "message",
    .compare_for_people = compare_for_people,
};
