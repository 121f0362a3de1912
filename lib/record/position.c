#include "vmi/position.h"

#define ROW(kind, member, required, people, meaning)                                                         \
    VMI_FIELD(struct vmi_position, kind, member, required, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, true, 1, "the customer's location"),
    ROW(TEXT, sku, true, 1, "the item"),
    ROW(DAY, date, false, 0, "as-of: the day on which one acts"),
    ROW(DAY, observed, false, 9, "the day of the stock level"),
    ROW(TEXT, unit, false, 0, "the item's base unit"),
    ROW(QUANTITY, on_hand, false, 3, "usable stock, rolled forward to as-of"),
    ROW(QUANTITY, on_hold, false, 0, "stock that cannot be used"),
    ROW(QUANTITY, allocated, false, 0, "committed to the customer's own orders"),
    ROW(QUANTITY, backordered, false, 0, "owed to the customer's customers"),
    ROW(QUANTITY, in_transit, false, 10, "shipped and not received"),
    ROW(QUANTITY, on_order, false, 8, "ordered and not shipped"),
    ROW(QUANTITY, position, true, 2, "on_hand + in_transit + on_order - allocated - backordered"),
    ROW(TEXT, inbound, false, 0, "open receipts as DATE=QUANTITY joined by ;"),
    ROW(QUANTITY, demand_days, false, 0, "days on which demand is known"),
    ROW(QUANTITY, stockout_days, false, 0, "of those, days without usable stock"),
    ROW(STATISTIC, demand_mean_raw, false, 0, "mean demand a day over all known days"),
    ROW(STATISTIC, demand_mean, false, 6, "mean demand a day that is planned with"),
    ROW(STATISTIC, demand_sd, false, 11, "standard deviation of demand a day"),
    ROW(TEXT, demand_class, false, 0, "class of the demand pattern; empty: not classified"),
    ROW(TEXT, distribution, false, 0, "distribution of demand that the levels assume"),
    ROW(QUANTITY, lead_time, false, 0, "days from order to receipt"),
    ROW(QUANTITY, lead_time_sd, false, 0, "standard deviation of the lead time, in days"),
    ROW(QUANTITY, review_period, false, 0, "days from one review to the next"),
    ROW(TEXT, policy, false, 12, "the policy that made min and max"),
    ROW(TEXT, service_measure, false, 0, "what the service level measures"),
    ROW(STATISTIC, service_level, false, 0, "the service level aimed at"),
    ROW(STATISTIC, safety_stock, false, 0, "min less the demand expected over lead time and review period"),
    ROW(QUANTITY, min, true, 2, "the reorder point"),
    ROW(QUANTITY, max, true, 2, "the order-up-to level"),
    ROW(STATISTIC, days_of_supply, false, 4, "on_hand / demand_mean"),
    ROW(DAY, stockout_date, false, 5, "the first day without stock if nothing more is ordered"),
    ROW(TEXT, class, false, 0, "the item's class"),
    ROW(TEXT, source, false, 0, "where the item is sent from"),
    ROW(TEXT, agreement, false, 0, "ID/VERSION@ and 8 hex digits of its fingerprint"),
    ROW(TEXT, status, false, 2, "how the item stands"),
    ROW(TEXT, why, false, 7, "the figures from which min and max can be redone by hand"),
};

const char *const vmi_position_statuses[] = {
    "stale", "stockout", "below_min", "above_max", "no_demand", "new", "ok", NULL,
};

static int status_rank(struct vmi_slice status)
{
    static const char *const urgent[] = {"stockout", "below_min", "stale", "above_max", NULL};
    for (int i = 0; urgent[i]; i++)
        if (vmi_slice_is(status, urgent[i]))
            return i;
    return (int)VMI_COUNT(urgent);
}

static int compare_for_people(const void *left, const void *right)
{
    const struct vmi_position *a = left, *b = right;
    int order = status_rank(a->status) - status_rank(b->status);
    if (!order)
        order = vmi_day_compare(a->stockout_date, b->stockout_date);
    if (!order)
        order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

const struct vmi_record_type vmi_position_type = {
    .name = "positions",
    .maker = "vmi-threshold",
    .summary = "one item: a sku at a location",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_position),
    .compare_for_people = compare_for_people,
};
