#include "vmi/proposal.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_proposal, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(TEXT, source, VMI_NEED_NOTHING, 11, "where it is sent from"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, 1, "what to order: need and all the deltas"),
    ROW(TEXT, unit, VMI_NEED_NOTHING, 10, "the item's base unit"),
    ROW(QUANTITY, order_unit_quantity, VMI_NEED_NOTHING, 0, "the quantity in order_unit"),
    ROW(TEXT, order_unit, VMI_NEED_NOTHING, 0, "the unit in which one orders"),
    ROW(DAY, order_date, VMI_NEED_NOTHING, 8, "the first order day on or after as-of"),
    ROW(DAY, ship_date, VMI_NEED_NOTHING, 0, "the day on which it leaves"),
    ROW(DAY, due_date, VMI_NEED_NOTHING, 4, "the day on which it arrives"),
    ROW(TEXT, urgency, VMI_NEED_NOTHING, 2, "normal, or emergency: stock ends before due_date"),
    ROW(TEXT, approval, VMI_NEED_NOTHING, 9, "auto, or review: a person should look first"),
    ROW(QUANTITY, position, VMI_NEED_NOTHING, 5, "the inventory position that was reviewed"),
    ROW(QUANTITY, min, VMI_NEED_NOTHING, 5, "the reorder point"),
    ROW(QUANTITY, max, VMI_NEED_NOTHING, 5, "the order-up-to level"),
    ROW(DAY, stockout_date, VMI_NEED_NOTHING, 6, "the first day without stock if nothing more is ordered"),
    ROW(QUANTITY, need, VMI_NEED_NOTHING, 0, "max - position, or by lot_rule"),
    ROW(QUANTITY, cap_delta, VMI_NEED_NOTHING, 0, "what stock_cap took away"),
    ROW(QUANTITY, order_min_delta, VMI_NEED_NOTHING, 0, "what order_min added"),
    ROW(QUANTITY, multiple_delta, VMI_NEED_NOTHING, 0, "what rounding to order_multiple added or took away"),
    ROW(QUANTITY, order_max_delta, VMI_NEED_NOTHING, 0, "what order_max took away"),
    ROW(QUANTITY, manual_delta, VMI_NEED_NOTHING, 0, "what a person changed"),
    ROW(QUANTITY, load_delta, VMI_NEED_NOTHING, 0, "what filling a load added"),
    ROW(QUANTITY, supply_delta, VMI_NEED_NOTHING, 0, "what scarce supply or the budget took away"),
    ROW(TEXT, load, VMI_NEED_NOTHING, 0, "the load that the line goes with"),
    ROW(QUANTITY, value, VMI_NEED_NOTHING, 12, "quantity at unit_price, else at unit_cost"),
    ROW(TEXT, currency, VMI_NEED_NOTHING, 0, "the currency of value"),
    ROW(QUANTITY, weight, VMI_NEED_NOTHING, 0, "quantity at the item's weight"),
    ROW(QUANTITY, volume, VMI_NEED_NOTHING, 0, "quantity at the item's volume"),
    ROW(TEXT, agreement, VMI_NEED_NOTHING, 0, "ID/VERSION@ and 8 hex digits of its fingerprint"),
    ROW(TEXT, reasons, VMI_NEED_NOTHING, 7, "codes of what changed the quantity or the date, joined by ;"),
    ROW(TEXT, why, VMI_NEED_NOTHING, 3, "the figures from which the quantity can be redone"),
};

#define CHANGES(code, meaning)                                                                               \
    {                                                                                                        \
        code, false, meaning                                                                                 \
    }
#define KEEPS(code, meaning)                                                                                 \
    {                                                                                                        \
        code, true, meaning                                                                                  \
    }

const struct vmi_reason_row vmi_reasons[VMI_REASONS] = {
    [VMI_REASON_NONE] = {"", false, ""},
    [VMI_REASON_LOT_RULE] = CHANGES("lot_rule", "the lot of the term lot_rule, where it is not up to max"),
    [VMI_REASON_STOCK_CAP] = CHANGES("stock_cap", "cut so that the position stays within stock_cap"),
    [VMI_REASON_ORDER_MIN] = CHANGES("order_min", "raised to the smallest order"),
    [VMI_REASON_ORDER_MULTIPLE] = CHANGES("order_multiple", "rounded to whole multiples"),
    [VMI_REASON_ORDER_MAX] = CHANGES("order_max", "cut to the largest order"),
    [VMI_REASON_ORDER_DAYS] = CHANGES("order_days", "moved to the next order day"),
    [VMI_REASON_EMERGENCY] = CHANGES(
        "emergency", "ordered outside the order days, for stock ends before an order of the next comes"),
    [VMI_REASON_RECEIVE_CALENDAR] =
        CHANGES("receive_calendar", "due on the next day on which the location receives"),
    [VMI_REASON_SHIP_CALENDAR] =
        CHANGES("ship_calendar", "shipped on an earlier day on which the source ships"),
    [VMI_REASON_STALE] = CHANGES("stale", "put to review: the location has been silent for too long"),
    [VMI_REASON_SHELF_LIFE] = CHANGES("shelf_life", "cut to what sells before it expires"),
    [VMI_REASON_PHASE_OUT] = CHANGES("phase_out", "cut to the demand that is still to come"),
    [VMI_REASON_OVER_MAX] =
        CHANGES("over_max", "rounded up, where rounding down would have left nothing, or the item at min"),
    [VMI_REASON_SPLIT] = CHANGES("split", "a further line of what order_max took from the one before"),
    [VMI_REASON_LATE_SUPPLY] =
        CHANGES("late_supply", "up to min without an open receipt that comes too late; cancel or defer that"),
    [VMI_REASON_MANUAL] = CHANGES("manual", "the quantity that a person decided"),
    [VMI_REASON_MANUAL_DATE] = CHANGES("manual_date", "the order date that a person decided"),
    [VMI_REASON_CUT_OFF] = CHANGES("cut_off", "ordered the day after, for the cut-off is over"),
    [VMI_REASON_FREEZE_DAYS] = CHANGES("freeze_days", "ordered when the frozen days are over"),
    [VMI_REASON_NEW_ITEM] = CHANGES("new_item", "put to review: the item is new"),
    [VMI_REASON_APPROVAL] = CHANGES("approval", "put to review: by the term approval"),
    [VMI_REASON_APPROVAL_LIMIT] =
        CHANGES("approval_limit", "put to review: the value is above approval_limit"),
    [VMI_REASON_APPROVAL_CHANGE] =
        CHANGES("approval_change", "put to review: the quantity is far from that of the last order"),
    [VMI_REASON_REBALANCE] =
        CHANGES("rebalance", "moved from another location of the customer, which has too much"),
    [VMI_REASON_CAN_ORDER] =
        CHANGES("can_order", "above min, but at or below can_order: goes along with another item"),
    [VMI_REASON_LOAD] = CHANGES("load", "raised to fill a load, or divided between loads"),
    [VMI_REASON_OVER_CAPACITY] =
        CHANGES("over_capacity", "put to review: not one multiple fits into an empty load"),
    [VMI_REASON_LOAD_UNKNOWN] =
        CHANGES("load_unknown", "put to review: what limits the load is not known of all items in it"),
    [VMI_REASON_SUPPLY] = CHANGES("supply", "cut to its share of what the source has"),
    [VMI_REASON_SUPPLY_UNKNOWN] =
        CHANGES("supply_unknown", "put to review: it is not known what the source has"),
    [VMI_REASON_BUDGET] = CHANGES("budget", "cut to what the budget pays for"),
    [VMI_REASON_BUDGET_UNKNOWN] =
        CHANGES("budget_unknown", "put to review: there is a budget, and its value is not known"),
    [VMI_REASON_ABOVE_MIN] = KEEPS("above_min", "the position is above min"),
    [VMI_REASON_BLOCKED] = KEEPS("blocked", "the life of the item is blocked"),
    [VMI_REASON_NO_ORDER_DAY] = KEEPS("no_order_day", "the order days have no day left"),
    [VMI_REASON_NO_POSITION] = KEEPS("no_position", "the stock is not known"),
    [VMI_REASON_NO_LEVELS] = KEEPS("no_levels", "min or max is not known"),
    [VMI_REASON_MAX_REACHED] = KEEPS("max_reached", "the position is at max or above"),
    [VMI_REASON_CAP_REACHED] = KEEPS("cap_reached", "the position is at stock_cap or above"),
    [VMI_REASON_PHASED_OUT] = KEEPS("phased_out", "the item is phased out, and no demand for more is known"),
    [VMI_REASON_MANUAL_NONE] = KEEPS("manual_none", "a person decided to order nothing"),
    [VMI_REASON_MANUAL_DONE] = KEEPS("manual_done", "what a person decided is on order already"),
    [VMI_REASON_ORDER_MAX_REACHED] =
        KEEPS("order_max_reached", "what an order of today would come with is the largest order already"),
    [VMI_REASON_EXPEDITE] = KEEPS(
        "expedite", "the position is above min, but an open receipt comes too late: it has to come sooner"),
    [VMI_REASON_ORDER_MIN_OVER_CAP] =
        KEEPS("order_min_over_cap", "the smallest order does not fit under stock_cap"),
    [VMI_REASON_MULTIPLE_OVER_CAP] = KEEPS("multiple_over_cap", "not one multiple fits under stock_cap"),
    [VMI_REASON_ORDER_MAX_TOO_SMALL] =
        KEEPS("order_max_too_small", "order_max leaves no whole multiple, or less than order_min"),
    [VMI_REASON_LOAD_WAITS] =
        KEEPS("load_waits", "the load stays under its minimum, and nothing in it is an emergency"),
    [VMI_REASON_NO_SUPPLY] = KEEPS("no_supply", "the source has nothing left for it"),
    [VMI_REASON_NO_BUDGET] = KEEPS("no_budget", "the budget pays for what yields more"),
};

static int compare_for_people(const void *left, const void *right)
{
    const struct vmi_proposal *a = left, *b = right;
    int order = vmi_slice_is(b->urgency, "emergency") - vmi_slice_is(a->urgency, "emergency");
    if (!order)
        order = vmi_day_compare(a->stockout_date, b->stockout_date);
    if (!order)
        order = (a->value < b->value) - (a->value > b->value); /* unknown is the smallest */
    if (!order)
        order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

const struct vmi_record_type vmi_proposal_type = {
    .name = "proposals",
    .maker = "vmi-plan",
    .summary = "one proposed order line",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_proposal),
    .compare_for_people = compare_for_people,
};
