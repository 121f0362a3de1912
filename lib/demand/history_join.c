/*
 * Histories of the parts of a stream, each made by a thread of its own, become one. What they know of an item stays in
 * their own pieces and is read one part after the other, which is as good as if all had come to one history in order.
 */
#include <stdlib.h>

#include "history_internal.h"
#include "vmi/memory.h"

struct vmi_history *vmi_history_part(const struct vmi_history *h)
{
    struct vmi_history *part = vmi_history_new(h->as_of_given ? h->as_of : VMI_DAY_NONE);
    part->is_part = true;
    return part;
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static const struct packed *packed_of(const struct vmi_history *h, const struct history_part *part,
                                      const struct holding *held)
{
    size_t number = (size_t)(held - h->items);
    return number < part->count && part->packed[number].count ? &part->packed[number] : NULL;
}

bool history_has_records(const struct vmi_history *h, const struct holding *held)
{
    bool any = held->packed.count > 0;
    for (size_t i = 0; i < h->part_count && !any; i++)
        any = packed_of(h, &h->parts[i], held) != NULL;
    return any;
}

void history_read(const struct vmi_history *h, const struct holding *held, struct vmi_facts *facts)
{
    packed_read(&held->packed, &h->pieces, facts);
    for (size_t i = 0; i < h->part_count; i++) {
        const struct history_part *part = &h->parts[i];
        const struct packed *packed = packed_of(h, part, held);
        size_t first = facts->count;
        if (!packed)
            continue;
        packed_read_on(packed, &part->pieces, facts);
        for (; (part->refs || part->lots) && first < facts->count; first++) {
            struct vmi_fact *fact = &facts->list[first];
            fact->ref = part->refs ? part->refs[fact->ref] : fact->ref;
            fact->lot = part->lots ? part->lots[fact->lot] : fact->lot;
        }
    }
}

void history_draw_together(struct vmi_history *h, struct holding *held)
{
    bool apart = false;
    for (size_t i = 0; i < h->part_count; i++)
        apart |= packed_of(h, &h->parts[i], held) != NULL;
    if (!apart)
        return;
    history_read(h, held, &h->facts);
    packed_clear(&held->packed, &h->pieces);
    for (size_t i = 0; i < h->facts.count; i++)
        packed_add(&held->packed, &h->pieces, &h->facts.list[i]);
    for (size_t i = 0; i < h->part_count; i++)
        if (packed_of(h, &h->parts[i], held))
            packed_clear(&h->parts[i].packed[held - h->items], &h->parts[i].pieces);
}

void history_free_parts(struct vmi_history *h)
{
    for (size_t i = 0; i < h->part_count; i++) {
        pieces_free(&h->parts[i].pieces);
        free(h->parts[i].packed);
        free(h->parts[i].refs);
        free(h->parts[i].lots);
    }
    free(h->parts);
}

/* ---- joining -------------------------------------------------------------------------------------------- */

/* True when the records of an item that is in both could have come one after the other with nothing to say. */
static bool fits(const struct vmi_history *h, const struct holding *held, const struct holding *other)
{
    const uint64_t most = VMI_DECIMAL_MAXIMUM;
    return held->added < most && other->added < most - held->added &&
           (vmi_slice_equal(held->item.unit, other->item.unit) || !history_has_records(h, held));
}

/* The numbers in H of the items of PART; VMI_MAP_NONE for those that are new. NULL when one does not fit. */
static uint32_t *find_items(const struct vmi_history *h, const struct vmi_history *part)
{
    uint32_t *numbers = vmi_alloc(part->items_count * sizeof *numbers);
    bool good = true;
    for (size_t i = 0; i < part->items_count && good; i++) {
        const struct holding *other = &part->items[i];
        numbers[i] = history_find(h, other->item.location, other->item.sku);
        good = numbers[i] == VMI_MAP_NONE ? other->added < (uint64_t)VMI_DECIMAL_MAXIMUM
                                          : fits(h, &h->items[numbers[i]], other);
    }
    if (good)
        return numbers;
    free(numbers);
    return NULL;
}

static void join_places(struct vmi_history *h, const struct vmi_history *part)
{
    for (size_t i = 0; i < part->places_count; i++) {
        const struct vmi_place *other = &part->places[i];
        struct vmi_place *place = &h->places[history_place(h, other->name)];
        if (other->last_bare > place->last_bare)
            place->last_bare = other->last_bare;
        if (other->last_any > place->last_any)
            place->last_any = other->last_any;
        place->reported |= other->reported;
        for (size_t j = 0; j < other->fed_count; j++)
            history_note_fed(place, other->fed[j].first, other->fed[j].last);
    }
}

static uint32_t *join_names(struct vmi_map *map, const struct vmi_map *other)
{
    uint32_t *numbers = other->count > 1 ? vmi_alloc(other->count * sizeof *numbers) : NULL;
    for (size_t i = 0; i < other->count && numbers; i++)
        numbers[i] = vmi_map_intern(map, other->keys[i]);
    return numbers;
}

static void join_item(struct vmi_history *h, struct history_part *to, uint32_t number,
                      const struct holding *other)
{
    if (number == VMI_MAP_NONE)
        number = history_item(h, other->item.location, other->item.sku);
    struct holding *held = &h->items[number];
    if (!history_has_records(h, held))
        held->item.unit = vmi_arena_dup(&h->texts, other->item.unit);
    if (other->item.first_day != VMI_DAY_NONE &&
        (held->item.first_day == VMI_DAY_NONE || other->item.first_day < held->item.first_day))
        held->item.first_day = other->item.first_day;
    held->added += other->added;
    held->may_be_late |= other->may_be_late;
    to->packed[number] = other->packed;
}

bool vmi_history_join(struct vmi_history *h, struct vmi_history *part)
{
    uint32_t *numbers = find_items(h, part);
    if (!numbers) {
        vmi_history_free(part);
        return false;
    }
    join_places(h, part);
    struct history_part to = {
        .pieces = part->pieces,
        .count = h->items_count + part->items_count,
        .refs = join_names(&h->refs, &part->refs),
        .lots = join_names(&h->lots, &part->lots),
    };
    part->pieces = (struct pieces){0};
    to.packed = vmi_alloc_zeroed(to.count, sizeof *to.packed);
    for (size_t i = 0; i < part->items_count; i++)
        join_item(h, &to, numbers[i], &part->items[i]);
    if (!h->as_of_given && part->as_of > h->as_of)
        h->as_of = part->as_of;
    h->late += part->late;
    h->forecasts += part->forecasts;
    h->parts = vmi_grow(h->parts, &h->parts_capacity, h->part_count + 1, sizeof *h->parts);
    h->parts[h->part_count++] = to;
    free(numbers);
    vmi_history_free(part);
    return true;
}
