#include "vmi/tracked.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_tracked, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, ref, VMI_NEED_COLUMN, 1, "the number of the order; empty: goods that came without one"),
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, 9, "the item's base unit"),
    ROW(QUANTITY, ordered, VMI_NEED_NOTHING, 2, "what was ordered"),
    ROW(QUANTITY, confirmed, VMI_NEED_NOTHING, 4, "what was confirmed last; 0 is a rejection"),
    ROW(QUANTITY, shipped, VMI_NEED_NOTHING, 4, "what ship notices told"),
    ROW(QUANTITY, received, VMI_NEED_NOTHING, 3, "what has arrived"),
    ROW(QUANTITY, cancelled, VMI_NEED_NOTHING, 5,
        "what of ordered will not come: cancelled, not confirmed, or closed short"),
    ROW(QUANTITY, open, VMI_NEED_CELL, 1, "what is still to come: ordered - cancelled - received"),
    ROW(DAY, order_date, VMI_NEED_NOTHING, 7, "the day on which it was ordered"),
    ROW(DAY, due_date, VMI_NEED_NOTHING, 2, "the day on which all of it is due"),
    ROW(DAY, promised_date, VMI_NEED_NOTHING, 6, "the day for which it is promised"),
    ROW(DAY, ship_date, VMI_NEED_NOTHING, 7, "the day of the last ship notice"),
    ROW(DAY, receive_date, VMI_NEED_NOTHING, 7, "the day of the last receipt"),
    ROW(QUANTITY, cycle_days, VMI_NEED_NOTHING, 8,
        "days from order_date to receive_date, of a line that has ended"),
    ROW(TEXT, status, VMI_NEED_CELL, 1, "where the line stands in its life"),
    ROW(TEXT, exception, VMI_NEED_NOTHING, 1, "codes of what to look at, joined by ;"),
};

/* What to look at first, by the day on which it is due. */
static int compare_for_people(const void *left, const void *right)
{
    const struct vmi_tracked *a = left, *b = right;
    int order = (b->exception.length > 0) - (a->exception.length > 0);
    if (!order)
        order = vmi_day_compare(a->due_date, b->due_date);
    return order ? order : vmi_slice_compare(a->ref, b->ref);
}

const struct vmi_record_type vmi_tracked_type = {
    .name = "order_lines",
    .maker = "vmi-track",
    .summary = "the life of one order line",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_tracked),
    .compare_for_people = compare_for_people,
};

#undef ROW
#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_consumption, kind, member, need, people, meaning)

static const struct vmi_column used[] = {
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, 3, "the item's base unit"),
    ROW(DAY, since, VMI_NEED_COLUMN, 2, "the first day that is settled"),
    ROW(DAY, through, VMI_NEED_COLUMN, 2, "the last day that is settled"),
    ROW(QUANTITY, sold, VMI_NEED_CELL, 2, "what was taken out of the vendor's stock"),
    ROW(QUANTITY, returned, VMI_NEED_CELL, 3, "what came back into it"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, 1, "what is to be invoiced: sold - returned"),
    ROW(QUANTITY, price, VMI_NEED_NOTHING, 2, "unit_price: what one base unit is sold for"),
    ROW(QUANTITY, value, VMI_NEED_NOTHING, 1, "quantity at that price"),
    ROW(TEXT, currency, VMI_NEED_NOTHING, 1, "the currency of price and value"),
    ROW(TEXT, agreement, VMI_NEED_NOTHING, 0, "ID/VERSION@ and 8 hex digits of its fingerprint"),
};

const struct vmi_record_type vmi_consumption_type = {
    .name = "consumption",
    .maker = "vmi-track --consumption",
    .summary = "what an item of the vendor's stock was used in a period",
    .columns = used,
    .count = VMI_COUNT(used),
    .size = sizeof(struct vmi_consumption),
};
