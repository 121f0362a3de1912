#include "vmi/position.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_position, kind, member, need, people, meaning)

#define COLUMNS                                                                                              \
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),                                        \
        ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),                                                        \
        ROW(DAY, date, VMI_NEED_NOTHING, 0, "as-of: the day on which one acts"),                             \
        ROW(DAY, observed, VMI_NEED_NOTHING, 9, "the day of the stock level"),                               \
        ROW(TEXT, unit, VMI_NEED_NOTHING, 0, "the item's base unit"),                                        \
        ROW(QUANTITY, on_hand, VMI_NEED_NOTHING, 3, "usable stock, rolled forward to as-of"),                \
        ROW(QUANTITY, on_hold, VMI_NEED_NOTHING, 0, "stock that cannot be used"),                            \
        ROW(QUANTITY, allocated, VMI_NEED_NOTHING, 0, "committed to the customer's own orders"),             \
        ROW(QUANTITY, backordered, VMI_NEED_NOTHING, 0, "owed to the customer's customers"),                 \
        ROW(QUANTITY, in_transit, VMI_NEED_NOTHING, 10, "shipped and not received"),                         \
        ROW(QUANTITY, on_order, VMI_NEED_NOTHING, 8, "ordered and not shipped"),                             \
        ROW(QUANTITY, position, VMI_NEED_COLUMN, 2,                                                          \
            "on_hand + in_transit + on_order - allocated - backordered"),                                    \
        ROW(TEXT, inbound, VMI_NEED_NOTHING, 0, "open receipts as DATE=QUANTITY joined by ;"),               \
        ROW(QUANTITY, demand_days, VMI_NEED_NOTHING, 0, "days on which demand is known"),                    \
        ROW(QUANTITY, stockout_days, VMI_NEED_NOTHING, 0, "of those, days without usable stock"),            \
        ROW(STATISTIC, demand_mean_raw, VMI_NEED_NOTHING, 0, "mean demand a day over all known days"),       \
        ROW(STATISTIC, demand_mean, VMI_NEED_NOTHING, 6, "mean demand a day that is planned with"),          \
        ROW(STATISTIC, demand_sd, VMI_NEED_NOTHING, 11, "standard deviation of demand a day"),               \
        ROW(TEXT, demand_class, VMI_NEED_NOTHING, 0, "smooth, erratic, intermittent, lumpy, or none"),       \
        ROW(TEXT, distribution, VMI_NEED_NOTHING, 0, "distribution of demand that the levels assume"),       \
        ROW(QUANTITY, lead_time, VMI_NEED_NOTHING, 0, "days from order to receipt"),                         \
        ROW(QUANTITY, lead_time_sd, VMI_NEED_NOTHING, 0, "standard deviation of the lead time, in days"),    \
        ROW(QUANTITY, review_period, VMI_NEED_NOTHING, 0, "days from one review to the next"),               \
        ROW(TEXT, policy, VMI_NEED_NOTHING, 12, "the policy that made min and max"),                         \
        ROW(TEXT, service_measure, VMI_NEED_NOTHING, 0, "what the service level measures"),                  \
        ROW(STATISTIC, service_level, VMI_NEED_NOTHING, 0, "the service level aimed at"),                    \
        ROW(STATISTIC, safety_stock, VMI_NEED_NOTHING, 0,                                                    \
            "min less the demand expected over lead time and review period"),                                \
        ROW(QUANTITY, min, VMI_NEED_COLUMN, 2, "the reorder point"),                                         \
        ROW(QUANTITY, max, VMI_NEED_COLUMN, 2, "the order-up-to level"),                                     \
        ROW(STATISTIC, days_of_supply, VMI_NEED_NOTHING, 4,                                                  \
            "days for which on_hand lasts, by the demand expected"),                                         \
        ROW(DAY, stockout_date, VMI_NEED_NOTHING, 5,                                                         \
            "the first day without stock if nothing more is ordered"),                                       \
        ROW(TEXT, class, VMI_NEED_NOTHING, 0, "the item's class"),                                           \
        ROW(TEXT, source, VMI_NEED_NOTHING, 0, "where the item is sent from"),                               \
        ROW(TEXT, agreement, VMI_NEED_NOTHING, 0, "ID/VERSION@ and 8 hex digits of its fingerprint"),        \
        ROW(TEXT, status, VMI_NEED_NOTHING, 2, "how the item stands"),                                       \
        ROW(TEXT, why, VMI_NEED_NOTHING, 7, "the figures from which min and max can be redone by hand")

static const struct vmi_column columns[] = {COLUMNS};

#define MOVED(kind, member, meaning)                                                                         \
    VMI_FIELD(struct vmi_moved_position, kind, member, VMI_NEED_NOTHING, 0, meaning)

static const struct vmi_column moved_columns[] = {
    COLUMNS,
    MOVED(QUANTITY, previous_min, "min as it was before"),
    MOVED(QUANTITY, previous_max, "max as it was before"),
    MOVED(STATISTIC, min_change, "change of min, in per cent"),
    MOVED(STATISTIC, max_change, "change of max, in per cent"),
    MOVED(STATISTIC, value_change, "change of max, in money at unit_cost"),
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

const struct vmi_record_type vmi_moved_position_type = {
    .name = "positions",
    .maker = "vmi-threshold --previous",
    .summary = "one item: a sku at a location, and how its corridor moved",
    .columns = moved_columns,
    .count = VMI_COUNT(moved_columns),
    .size = sizeof(struct vmi_moved_position),
    .compare_for_people = compare_for_people,
};
