#include "vmi/projected.h"

#define ROW(kind, member, need, people, meaning)                                                             \
    VMI_FIELD(struct vmi_projected, kind, member, need, people, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, VMI_NEED_CELL, 1, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, 1, "the item"),
    ROW(DAY, date, VMI_NEED_CELL, 1, "the day"),
    ROW(STATISTIC, opening, VMI_NEED_COLUMN, 3, "usable stock when it begins, below 0 where demand waits"),
    ROW(STATISTIC, receipts, VMI_NEED_COLUMN, 2, "open receipts that come"),
    ROW(STATISTIC, demand, VMI_NEED_COLUMN, 3, "what is expected to be asked for"),
    ROW(STATISTIC, proposed, VMI_NEED_COLUMN, 2, "proposals that come"),
    ROW(STATISTIC, closing, VMI_NEED_CELL, 1, "opening + receipts + proposed - demand"),
    ROW(QUANTITY, min, VMI_NEED_NOTHING, 4, "the reorder point"),
    ROW(QUANTITY, max, VMI_NEED_NOTHING, 4, "the order-up-to level"),
};

const struct vmi_record_type vmi_projected_type = {
    .name = "projections",
    .maker = "vmi-plan",
    .summary = "an item's stock on one day to come",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct vmi_projected),
};
