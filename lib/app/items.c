#include <stdlib.h>

#include "internal.h"
#include "vmi/activity.h"

/* What any list of items has, be it activity, positions or a terms file. */
struct row {
    struct vmi_slice location, sku, measure, date, until;
};

#define ROW(member, need, meaning) VMI_FIELD(struct row, TEXT, member, need, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(location, VMI_NEED_COLUMN, "the location"),
    ROW(sku, VMI_NEED_COLUMN, "the item"),
    ROW(measure, VMI_NEED_NOTHING, "of activity: what is counted"),
    ROW(date, VMI_NEED_NOTHING, "of activity and positions: the day"),
    ROW(until, VMI_NEED_NOTHING, "of activity: the last day"),
};

static const struct vmi_record_type type = {
    .name = "items",
    .maker = "vmi-ingest",
    .summary = "one item",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
};

/* The day that a row tells as as-of: that of a position, of an event, or the last that a flow covers. */
static int32_t day_of(const struct row *row)
{
    struct vmi_date date, until;
    enum vmi_measure measure = vmi_measure_find(row->measure);
    if (!vmi_date_parse(row->date, &date))
        return VMI_DAY_NONE;
    if (!row->measure.length)
        return date.day;
    if (measure == VMI_MEASURE_NONE || !vmi_measure_is_event(measure))
        return VMI_DAY_NONE;
    if (vmi_measures[measure].kind == VMI_FLOW && vmi_date_parse(row->until, &until))
        return until.day;
    return date.day;
}

static bool is_named(struct vmi_slice name)
{
    return name.length && !vmi_slice_is(name, "*");
}

void vmi_items_add(struct vmi_items *items, struct vmi_slice location, struct vmi_slice sku)
{
    if (is_named(location) && is_named(sku))
        vmi_map_intern_two(&items->keys, location, sku);
}

static bool read_items(const char *path, void (*each)(void *context, const void *row), void *context,
                       enum vmi_status *status)
{
    struct row row;
    return app_each_record(path, &type, &row, each, context, status);
}

static void add_row(void *context, const void *record)
{
    const struct row *row = record;
    struct vmi_items *items = context;
    int32_t day = day_of(row);
    vmi_items_add(items, row->location, row->sku);
    if (day > items->last_day)
        items->last_day = day;
}

bool vmi_items_load(struct vmi_items *items, const char *path, enum vmi_status *status)
{
    return read_items(path, add_row, items, status);
}

struct pass {
    void (*each)(void *context, struct vmi_slice location, struct vmi_slice sku);
    void *context;
};

static void pass_row(void *context, const void *record)
{
    const struct row *row = record;
    const struct pass *pass = context;
    pass->each(pass->context, row->location, row->sku);
}

bool vmi_items_each(const char *path,
                    void (*each)(void *context, struct vmi_slice location, struct vmi_slice sku),
                    void *context, enum vmi_status *status)
{
    struct pass pass = {each, context};
    return read_items(path, pass_row, &pass, status);
}

void vmi_items_free(struct vmi_items *items)
{
    vmi_map_free(&items->keys);
}
