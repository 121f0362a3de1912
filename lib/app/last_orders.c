/*
 * What was ordered of each item the last time, from a file of proposals or of activity.
 */
#include <stdlib.h>

#include "board_internal.h"
#include "internal.h"
#include "vmi/memory.h"

/* A row of activity has a measure, of which `ordered` is one; other rows are proposals. */
struct row {
    struct vmi_slice location, sku, measure;
    vmi_decimal quantity;
    struct vmi_date date;
    int32_t order_date;
};

#define ROW(kind, member, need, meaning) VMI_FIELD(struct row, kind, member, need, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, VMI_NEED_CELL, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, "the item"),
    ROW(TEXT, measure, VMI_NEED_NOTHING, "of activity: ordered is what counts"),
    ROW(QUANTITY, quantity, VMI_NEED_CELL, "how much"),
    ROW(DATE, date, VMI_NEED_NOTHING, "of activity: the day"),
    ROW(DAY, order_date, VMI_NEED_NOTHING, "of proposals: the day"),
};

static const struct vmi_record_type type = {
    .name = "orders",
    .maker = "vmi-plan",
    .summary = "what was ordered",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
};

struct order {
    vmi_decimal quantity; /* of all lines of its day */
    int32_t day;          /* VMI_DAY_NONE: before all others */
};

struct last_orders {
    struct vmi_map keys;
    struct order *list;
    size_t capacity;
};

static void add(void *context, const void *record)
{
    struct last_orders *o = context;
    const struct row *row = record;
    if (row->measure.length && !vmi_slice_is(row->measure, "ordered"))
        return;
    int32_t day = row->measure.length ? row->date.day : row->order_date;
    size_t before = o->keys.count;
    uint32_t number = vmi_map_intern_two(&o->keys, row->location, row->sku);
    o->list = vmi_grow(o->list, &o->capacity, o->keys.count, sizeof *o->list);
    struct order *last = &o->list[number];
    if (number == before || day > last->day)
        *last = (struct order){0, day};
    if (day == last->day && !vmi_decimal_add(last->quantity, row->quantity, &last->quantity))
        last->quantity = VMI_DECIMAL_MAXIMUM - 1;
}

struct last_orders *last_orders_load(const char *path, enum vmi_status *status)
{
    struct last_orders *o = vmi_alloc_zeroed(1, sizeof *o);
    struct row row;
    if (app_each_record(path, &type, &row, add, o, status))
        return o;
    last_orders_free(o);
    return NULL;
}

void last_orders_free(struct last_orders *o)
{
    if (!o)
        return;
    vmi_map_free(&o->keys);
    free(o->list);
    free(o);
}

vmi_decimal last_orders_find(const struct last_orders *o, struct vmi_slice location, struct vmi_slice sku)
{
    uint32_t number = o && o->keys.count ? vmi_map_find_two(&o->keys, location, sku) : VMI_MAP_NONE;
    return number == VMI_MAP_NONE ? VMI_DECIMAL_UNKNOWN : o->list[number].quantity;
}
