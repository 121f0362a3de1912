#include "vmi/order.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_order_line, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, order, VMI_NEED_COLUMN, 1, "the number of the order; empty in a dry run"),
    ROW(QUANTITY, line, VMI_NEED_CELL, 1, "the number of the line in the order, 1 the first"),
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(TEXT, source, VMI_NEED_NOTHING, 6, "where it is sent from"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, 1, "what is ordered, in the item's base unit"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, 5, "the item's base unit"),
    ROW(QUANTITY, order_unit_quantity, VMI_NEED_NOTHING, 3, "the quantity in order_unit"),
    ROW(TEXT, order_unit, VMI_NEED_NOTHING, 3, "the unit in which one orders"),
    ROW(DAY, order_date, VMI_NEED_NOTHING, 4, "the day on which it is ordered"),
    ROW(DAY, ship_date, VMI_NEED_NOTHING, 0, "the day on which it leaves"),
    ROW(DAY, due_date, VMI_NEED_NOTHING, 2, "the day on which it is due"),
    ROW(TEXT, load, VMI_NEED_NOTHING, 0, "the load that the order goes with"),
    ROW(TEXT, urgency, VMI_NEED_NOTHING, 0, "normal, or emergency"),
    ROW(QUANTITY, price, VMI_NEED_NOTHING, 0, "unit_price: what one base unit is sold for"),
    ROW(QUANTITY, value, VMI_NEED_NOTHING, 7, "quantity at unit_price, else at unit_cost"),
    ROW(TEXT, currency, VMI_NEED_NOTHING, 0, "the currency of price and value"),
    ROW(QUANTITY, weight, VMI_NEED_NOTHING, 0, "quantity at the item's weight"),
    ROW(QUANTITY, volume, VMI_NEED_NOTHING, 0, "quantity at the item's volume"),
    ROW(QUANTITY, manual_delta, VMI_NEED_NOTHING, 0, "what a person changed the quantity by"),
    ROW(TEXT, vendor_sku, VMI_NEED_NOTHING, 0, "the item's number at the vendor"),
    ROW(TEXT, customer_sku, VMI_NEED_NOTHING, 0, "the item's number at the customer"),
    ROW(TEXT, description, VMI_NEED_NOTHING, 8, "what the item is called"),
    ROW(TEXT, location_name, VMI_NEED_NOTHING, 0, "what the location is called"),
    ROW(TEXT, vendor_order, VMI_NEED_NOTHING, 0,
        "the vendor's own number, where the customer gave that of the order"),
    ROW(TEXT, agreement, VMI_NEED_NOTHING, 0, "ID/VERSION@ and 8 hex digits of its fingerprint"),
};

const struct vmi_record_type vmi_order_type = {
    .name = "orders",
    .maker = "vmi-order",
    .summary = "one line of an order",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_order_line),
};
