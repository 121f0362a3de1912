#include "vmi/activity.h"

#define ROW(kind, member, need, meaning)                                                                     \
    VMI_FIELD(struct vmi_activity, kind, member, need, __LINE__ - BASE, meaning)
enum { BASE = __LINE__ };
static const struct vmi_column columns[] = {
    ROW(DATE, date, VMI_NEED_NOTHING,
        "the day, or the moment, of the fact; the first day of a period; empty on a level: at as-of"),
    ROW(TEXT, location, VMI_NEED_CELL, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, "the item"),
    ROW(MEASURE, measure, VMI_NEED_CELL, "what the quantity is (see Measures)"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, "how much, in unit"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, "unit of measure; empty is the item's base unit"),
    ROW(TEXT, lot, VMI_NEED_NOTHING, "lot or batch"),
    ROW(DAY, expires, VMI_NEED_NOTHING, "the last day on which the lot may be used"),
    ROW(TEXT, ref, VMI_NEED_NOTHING,
        "the document: order number, count number; for a forecast the date on which it was made"),
    ROW(DATE, until, VMI_NEED_NOTHING,
        "the last day that the quantity covers, or the day on which it is due"),
};

static const char *problem(const void *record, const char **column)
{
    const struct vmi_activity *a = record;
    const struct vmi_measure_row *measure = &vmi_measures[a->measure];
    *column = "quantity";
    if (a->quantity < 0 && !measure->is_signed)
        return "is below 0, where it cannot be";
    *column = "date";
    if (a->date.day == VMI_DAY_NONE && measure->kind != VMI_LEVEL)
        return "is empty; only a level may be without a date";
    *column = "until";
    if (a->until.day != VMI_DAY_NONE && a->date.day != VMI_DAY_NONE && a->until.day < a->date.day &&
        measure->kind != VMI_DOCUMENT && measure->kind != VMI_LEVEL)
        return "is before date";
    *column = "ref";
    if (!a->ref.length && (measure->kind == VMI_DOCUMENT || measure->kind == VMI_TALLY))
        return "is empty; a document needs its number";
    return NULL;
}

const struct vmi_record_type vmi_activity_type = {
    .name = "activity",
    .maker = "vmi-ingest",
    .summary = "one observed fact",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_activity),
    .problem = problem,
};
