#include "vmi/desk.h"

#include <stdlib.h>

#include "desk_internal.h"
#include "internal.h"
#include "vmi/memory.h"

struct vmi_desk *vmi_desk_open(const struct vmi_history *history, const struct vmi_agreement *agreement,
                               enum vmi_status *status)
{
    struct vmi_desk *desk = vmi_alloc_zeroed(1, sizeof *desk);
    desk->history = history;
    desk->agreement = agreement;
    if (lineage_find(desk, status))
        return desk;
    vmi_desk_free(desk);
    return NULL;
}

void vmi_desk_free(struct vmi_desk *desk)
{
    if (!desk)
        return;
    for (size_t i = 0; i < desk->facts_count; i++)
        vmi_facts_free(&desk->facts[i]);
    vmi_facts_free(&desk->other);
    vmi_factors_free(&desk->factors);
    vmi_factors_free(&desk->other_factors);
    vmi_map_free(&desk->classes);
    vmi_map_free(&desk->corridor_keys);
    vmi_arena_free(&desk->arena);
    free(desk->facts);
    free(desk->chain);
    free(desk->before);
    free(desk->beside);
    free(desk->class_demands);
    free(desk->corridors);
    free(desk);
}

void vmi_desk_hold(struct vmi_desk *desk, double share)
{
    desk->hold = share;
}

/* ---- the corridors before ------------------------------------------------------------------------------- */

struct corridor_row {
    struct vmi_slice location, sku;
    vmi_decimal min, max;
};

#define ROW(kind, member, meaning) VMI_FIELD(struct corridor_row, kind, member, VMI_NEED_COLUMN, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, location, "the customer's location"),
    ROW(TEXT, sku, "the item"),
    ROW(QUANTITY, min, "the reorder point"),
    ROW(QUANTITY, max, "the order-up-to level"),
};

static const struct vmi_record_type corridor_type = {
    .name = "positions",
    .maker = "vmi-threshold",
    .summary = "the corridor of one item",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct corridor_row),
    .is_part = true,
};

/* Of two records of one item the later stands. */
static void add_corridor(void *context, const void *record)
{
    struct vmi_desk *desk = context;
    const struct corridor_row *row = record;
    uint32_t number = vmi_map_intern_two(&desk->corridor_keys, row->location, row->sku);
    desk->corridors = vmi_grow(desk->corridors, &desk->corridor_capacity, desk->corridor_keys.count,
                               sizeof *desk->corridors);
    desk->corridors[number] = (struct vmi_corridor){row->min, row->max};
}

bool vmi_desk_read_previous(struct vmi_desk *desk, const char *path, enum vmi_status *status)
{
    struct corridor_row row;
    return app_each_record(path, &corridor_type, &row, add_corridor, desk, status);
}

static struct vmi_corridor corridor_of(const struct vmi_desk *desk, const struct vmi_item *item)
{
    uint32_t number = VMI_MAP_NONE;
    if (desk->corridor_keys.count)
        number = vmi_map_find_two(&desk->corridor_keys, item->location, item->sku);
    if (number == VMI_MAP_NONE)
        return (struct vmi_corridor){VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN};
    return desk->corridors[number];
}

/* ---- an item -------------------------------------------------------------------------------------------- */

bool vmi_desk_work_out(struct vmi_desk *desk, size_t index, struct vmi_steps *steps,
                       struct vmi_desk_item *item, enum vmi_status *status)
{
    const struct vmi_item *named = vmi_history_item(desk->history, index);
    int32_t as_of = vmi_history_as_of(desk->history);
    vmi_arena_clear(&desk->arena);
    *status = vmi_terms_of(desk->agreement, named->location, named->sku, as_of, &item->terms);
    if (*status != VMI_DONE)
        return false;
    vmi_agreement_factors(desk->agreement, named->location, named->sku, as_of, &desk->factors);
    item->previous = corridor_of(desk, named);
    size_t count = lineage_open(desk, index);
    const struct vmi_threshold_input input = {
        .history = desk->history,
        .items = desk->chain,
        .item_count = count,
        .terms = &item->terms,
        .factors = desk->factors.count ? &desk->factors : NULL,
        .agreement = vmi_agreement_label(desk->agreement),
        .covered = vmi_agreement_covers(desk->agreement, named->location, named->sku),
        .previous = item->previous,
        .hold = desk->hold,
        .stand_in = stand_in_find,
        .context = desk,
    };
    if (vmi_threshold_of(&input, &desk->arena, steps, &item->position, &item->notes))
        return true;
    *status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                       VMI_SLICE_PRINT(named->sku), VMI_SLICE_PRINT(named->location));
    return false;
}
