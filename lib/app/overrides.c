#include "vmi/overrides.h"

#include <stdlib.h>

#include "internal.h"
#include "vmi/map.h"
#include "vmi/memory.h"

struct row {
    struct vmi_slice location, sku;
    vmi_decimal quantity;
    int32_t date;
    struct vmi_slice reason, author;
    int32_t expires;
};

#define ROW(kind, member, need, meaning) VMI_FIELD(struct row, kind, member, need, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, VMI_NEED_CELL, "the customer's location"),
    ROW(TEXT, sku, VMI_NEED_CELL, "the item"),
    ROW(QUANTITY, quantity, VMI_NEED_NOTHING, "what to order; 0: nothing"),
    ROW(DAY, date, VMI_NEED_NOTHING, "the order date"),
    ROW(TEXT, reason, VMI_NEED_NOTHING, "why"),
    ROW(TEXT, author, VMI_NEED_NOTHING, "who decided"),
    ROW(DAY, expires, VMI_NEED_NOTHING, "the last day on which it holds"),
};

static const char *problem(const void *record, const char **column)
{
    const struct row *row = record;
    *column = "quantity";
    if (row->quantity == VMI_DECIMAL_UNKNOWN && row->date == VMI_DAY_NONE)
        return "is empty, and so is date: nothing was decided";
    return row->quantity != VMI_DECIMAL_UNKNOWN && row->quantity < 0 ? "is below 0" : NULL;
}

static const struct vmi_record_type type = {
    .name = "overrides",
    .maker = "a person",
    .summary = "what a person decided about an item",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
    .problem = problem,
};

struct decision {
    struct vmi_override override;
    int32_t expires;
    bool seen, used;
};

struct vmi_overrides {
    struct vmi_map items;
    struct decision *list;
    size_t capacity;
    struct vmi_arena arena;
};

static void add(void *context, const void *record)
{
    struct vmi_overrides *o = context;
    const struct row *row = record;
    uint32_t number = vmi_map_intern_two(&o->items, row->location, row->sku);
    o->list = vmi_grow(o->list, &o->capacity, o->items.count, sizeof *o->list);
    o->list[number] =
        (struct decision){.override = {row->quantity, row->date, vmi_arena_dup(&o->arena, row->reason),
                                       vmi_arena_dup(&o->arena, row->author)},
                          .expires = row->expires};
}

struct vmi_overrides *vmi_overrides_load(const char *path, enum vmi_status *status)
{
    struct vmi_overrides *o = vmi_alloc_zeroed(1, sizeof *o);
    struct row row;
    if (app_each_record(path, &type, &row, add, o, status))
        return o;
    vmi_overrides_free(o);
    return NULL;
}

void vmi_overrides_free(struct vmi_overrides *o)
{
    if (!o)
        return;
    vmi_map_free(&o->items);
    vmi_arena_free(&o->arena);
    free(o->list);
    free(o);
}

const struct vmi_override *vmi_overrides_find(struct vmi_overrides *o, struct vmi_slice location,
                                              struct vmi_slice sku, int32_t as_of)
{
    uint32_t number = vmi_map_find_two(&o->items, location, sku);
    if (number == VMI_MAP_NONE)
        return NULL;
    struct decision *d = &o->list[number];
    d->seen = true;
    d->used = as_of == VMI_DAY_NONE || d->expires == VMI_DAY_NONE || d->expires >= as_of;
    return d->used ? &d->override : NULL;
}

void vmi_overrides_tell(const struct vmi_overrides *o)
{
    size_t used = 0, expired = 0;
    for (size_t i = 0; i < o->items.count; i++) {
        used += o->list[i].used;
        expired += o->list[i].seen && !o->list[i].used;
    }
    vmi_note("%zu override%s: %zu used, %zu expired, %zu of items that did not come", o->items.count,
             o->items.count == 1 ? "" : "s", used, expired, o->items.count - used - expired);
}
