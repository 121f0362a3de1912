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
    desk->threads = 1;
    desk->classes = class_book_new();
    if (lineage_find(desk, status))
        return desk;
    vmi_desk_free(desk);
    return NULL;
}

static void free_tools(struct desk_tools *tools)
{
    lineage_close(&tools->chain);
    lineage_close(&tools->other);
    vmi_threshold_basis_free(&tools->basis);
    vmi_factors_free(&tools->factors);
    vmi_factors_free(&tools->other_factors);
    vmi_arena_free(&tools->arena);
}

struct vmi_desk *desk_second(const struct vmi_desk *desk)
{
    struct vmi_desk *second = vmi_alloc(sizeof *second);
    *second = *desk;
    second->tools = (struct desk_tools){0};
    return second;
}

void desk_second_free(struct vmi_desk *second)
{
    free_tools(&second->tools);
    free(second);
}

void vmi_desk_free(struct vmi_desk *desk)
{
    if (!desk)
        return;
    free_tools(&desk->tools);
    class_book_free(desk->classes);
    vmi_map_free(&desk->corridor_keys);
    free(desk->before);
    free(desk->beside);
    free(desk->corridors);
    free(desk);
}

void vmi_desk_hold(struct vmi_desk *desk, double share)
{
    desk->hold = share;
}

void vmi_desk_keep_basis(struct vmi_desk *desk)
{
    desk->keeps_basis = true;
}

void vmi_desk_threads(struct vmi_desk *desk, size_t threads)
{
    desk->threads = threads;
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

/* With the terms of the item known. False when its quantities leave the range. */
static bool work_out(struct vmi_desk *desk, size_t index, struct vmi_steps *steps, struct vmi_desk_item *item)
{
    const struct vmi_item *named = vmi_history_item(desk->history, index);
    int32_t as_of = vmi_history_as_of(desk->history);
    struct desk_tools *tools = &desk->tools;
    vmi_arena_clear(&tools->arena);
    vmi_threshold_basis_free(&tools->basis);
    tools->basis = (struct vmi_threshold_basis){.facts = NULL};
    vmi_agreement_factors(desk->agreement, named->location, named->sku, as_of, &tools->factors);
    item->previous = corridor_of(desk, named);
    item->basis = desk->keeps_basis ? &tools->basis : NULL;
    lineage_open(desk, index, &tools->chain);
    const struct vmi_threshold_input input = {
        .history = desk->history,
        .items = tools->chain.list,
        .item_count = tools->chain.count,
        .terms = &item->terms,
        .factors = tools->factors.count ? &tools->factors : NULL,
        .agreement = vmi_agreement_label(desk->agreement),
        .covered = vmi_agreement_covers(desk->agreement, named->location, named->sku),
        .previous = item->previous,
        .hold = desk->hold,
        .basis = desk->keeps_basis ? &tools->basis : NULL,
        .stand_in = stand_in_find,
        .context = desk,
    };
    return vmi_threshold_of(&input, &tools->arena, steps, &item->position, &item->notes);
}

bool vmi_desk_work_out(struct vmi_desk *desk, size_t index, struct vmi_steps *steps,
                       struct vmi_desk_item *item, enum vmi_status *status)
{
    const struct vmi_item *named = vmi_history_item(desk->history, index);
    int32_t as_of = vmi_history_as_of(desk->history);
    *status = vmi_terms_of(desk->agreement, named->location, named->sku, as_of, &item->terms);
    if (*status != VMI_DONE)
        return false;
    if (work_out(desk, index, steps, item))
        return true;
    *status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                       VMI_SLICE_PRINT(named->sku), VMI_SLICE_PRINT(named->location));
    return false;
}

bool desk_work_out_quietly(struct vmi_desk *desk, size_t index, struct vmi_desk_item *item)
{
    const struct vmi_item *named = vmi_history_item(desk->history, index);
    int32_t as_of = vmi_history_as_of(desk->history);
    return app_terms_stand(desk->agreement, named->location, named->sku, as_of, &item->terms) &&
           work_out(desk, index, NULL, item);
}

bool vmi_desk_each(struct vmi_desk *desk, vmi_desk_each_item *each, void *context, enum vmi_status *status)
{
    struct vmi_desk_item item;
    *status = VMI_DONE;
    if (desk->threads > 1 && desk_each_in_threads(desk, each, context, status))
        return *status == VMI_DONE;
    for (size_t i = 0; i < vmi_history_count(desk->history); i++) {
        if (!vmi_desk_work_out(desk, i, NULL, &item, status))
            return false;
        if (!each(context, i, &item))
            break;
    }
    return true;
}
