#include "vmi/ranked.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_ranked, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(QUANTITY, rank, VMI_NEED_CELL, 1, "1 for the step that yields most"),
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(TEXT, source, VMI_NEED_NOTHING, 6, "where it is sent from"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, 1, "how much the step orders"),
    ROW(QUANTITY, position, VMI_NEED_NOTHING, 5, "the inventory position before it"),
    ROW(STATISTIC, shortage_avoided, VMI_NEED_NOTHING, 4,
        "units that would be short over lead time and review period without it"),
    ROW(STATISTIC, gain, VMI_NEED_NOTHING, 3, "shortage_avoided at shortage_cost, else at the margin"),
    ROW(STATISTIC, holding, VMI_NEED_NOTHING, 3, "cost of holding what of it is not sold in that time"),
    ROW(STATISTIC, net, VMI_NEED_NOTHING, 2, "gain - holding"),
    ROW(QUANTITY, value, VMI_NEED_NOTHING, 2, "quantity at unit_price, else at unit_cost"),
    ROW(TEXT, currency, VMI_NEED_NOTHING, 0, "the currency of value"),
    ROW(STATISTIC, yield, VMI_NEED_NOTHING, 2, "net / value"),
    ROW(QUANTITY, spent, VMI_NEED_NOTHING, 4, "value of this step and all before it"),
};

const struct vmi_record_type vmi_ranked_type = {
    .name = "rankings",
    .maker = "vmi-plan",
    .summary = "one more step of an order, with what it earns",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_ranked),
};
