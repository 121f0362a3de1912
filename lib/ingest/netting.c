#include <stdlib.h>

#include "alias.h"
#include "feed_internal.h"
#include "vmi/map.h"
#include "vmi/memory.h"

/* What is to be added to `available`, or taken from `gross`, of one item on one day. */
struct beside {
    vmi_decimal allocated, on_hold;
};

struct held {
    struct vmi_activity record;
    uint32_t key;
    bool gross;
    struct vmi_slice *cells; /* of the columns that are carried along */
};

struct vmi_netting {
    struct vmi_map keys;
    struct beside *beside; /* by key */
    size_t beside_count, beside_capacity;
    struct held *held;
    size_t held_count, held_capacity, next;
    struct vmi_arena arena;
    struct vmi_buffer key;
};

struct vmi_netting *vmi_netting_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct vmi_netting));
}

void vmi_netting_free(struct vmi_netting *n)
{
    if (!n)
        return;
    vmi_map_free(&n->keys);
    vmi_arena_free(&n->arena);
    vmi_buffer_free(&n->key);
    free(n->beside);
    free(n->held);
    free(n);
}

/* Location, item, lot and moment; a NUL cannot stand in any of them. */
static uint32_t key_of(struct vmi_netting *n, const struct vmi_activity *record)
{
    char date[VMI_DATE_TEXT_SIZE];
    size_t length = vmi_date_format(record->date, date);
    vmi_buffer_clear(&n->key);
    vmi_buffer_add_slice(&n->key, record->location);
    vmi_buffer_add(&n->key, "", 1);
    vmi_buffer_add_slice(&n->key, record->sku);
    vmi_buffer_add(&n->key, "", 1);
    vmi_buffer_add_slice(&n->key, record->lot);
    vmi_buffer_add(&n->key, "", 1);
    vmi_buffer_add(&n->key, date, length);
    uint32_t key = vmi_map_intern(&n->keys, vmi_buffer_slice(&n->key));
    n->beside = vmi_grow(n->beside, &n->beside_capacity, n->keys.count, sizeof *n->beside);
    while (n->beside_count < n->keys.count)
        n->beside[n->beside_count++] = (struct beside){0, 0};
    return key;
}

static void hold(struct vmi_netting *n, const struct vmi_activity *record, bool gross)
{
    n->held = vmi_grow(n->held, &n->held_capacity, n->held_count + 1, sizeof *n->held);
    struct held *held = &n->held[n->held_count++];
    *held = (struct held){*record, key_of(n, record), gross, NULL};
    struct vmi_slice *texts[] = {&held->record.location, &held->record.sku, &held->record.unit,
                                 &held->record.lot, &held->record.ref};
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        *texts[i] = vmi_arena_dup(&n->arena, *texts[i]);
}

bool vmi_netting_take(struct vmi_netting *n, const struct vmi_feed *feed, const struct vmi_activity *record)
{
    int partial = vmi_feed_partial(feed);
    if (partial >= 0) {
        hold(n, record, partial == INGEST_GROSS);
        return true;
    }
    if (!vmi_feed_is_long(feed) || (record->measure != VMI_ALLOCATED && record->measure != VMI_ON_HOLD))
        return false;
    uint32_t key = key_of(n, record); /* which may move the array */
    if (record->measure == VMI_ALLOCATED)
        n->beside[key].allocated = record->quantity; /* stated again, the later stands */
    else
        n->beside[key].on_hold = record->quantity;
    return false;
}

enum vmi_next vmi_netting_next(struct vmi_netting *n, struct vmi_activity *record, struct vmi_error *error)
{
    if (n->next == n->held_count)
        return VMI_NEXT_END;
    const struct held *held = &n->held[n->next++];
    const struct beside *beside = &n->beside[held->key];
    *record = held->record;
    vmi_decimal sum;
    bool good = held->gross ? vmi_decimal_subtract(record->quantity, beside->on_hold, &sum)
                            : vmi_decimal_add(record->quantity, beside->allocated, &sum);
    if (good) {
        record->quantity = sum;
        return VMI_NEXT_ROW;
    }
    vmi_error_set(error, VMI_INPUT, "range", "the stock of %.*s at %.*s is out of range",
                  VMI_SLICE_PRINT(record->sku), VMI_SLICE_PRINT(record->location));
    return VMI_NEXT_FAIL;
}

void vmi_netting_carry(struct vmi_netting *n, const struct vmi_slice *cells, size_t count)
{
    struct held *held = &n->held[n->held_count - 1];
    held->cells = vmi_arena_alloc(&n->arena, count * sizeof *held->cells);
    for (size_t i = 0; i < count; i++)
        held->cells[i] = vmi_arena_dup(&n->arena, cells[i]);
}

const struct vmi_slice *vmi_netting_cells(const struct vmi_netting *n)
{
    return n->held[n->next - 1].cells;
}
