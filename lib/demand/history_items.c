/*
 * The items of a history by name.
 */
#include <stdlib.h>

#include "history_internal.h"
#include "vmi/memory.h"

uint32_t history_place(struct vmi_history *h, struct vmi_slice name)
{
    uint32_t number = vmi_map_intern(&h->places_by_name, name);
    if (number == h->places_count) {
        h->places = vmi_grow(h->places, &h->places_capacity, h->places_count + 1, sizeof *h->places);
        h->places[h->places_count++] = (struct vmi_place){
            .name = h->places_by_name.keys[number],
            .last_closed = VMI_DAY_NONE,
            .last_fed = VMI_DAY_NONE,
            .last_bare = VMI_DAY_NONE,
            .last_any = VMI_DAY_NONE,
        };
    }
    return number;
}

/* ---- slots ------------------------------------------------------------------------------------------ */

/* As in wyhash: both halves of a product. What comes out depends on no hash, but for the time that it takes. */
static inline uint64_t mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t eight_bytes(const char *text)
{
    uint64_t bytes;
    memcpy(&bytes, text, sizeof bytes);
    return bytes;
}

static inline uint64_t add_to_hash(uint64_t hash, struct vmi_slice s)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15); /* of the golden ratio */
    uint64_t rest = 0;
    size_t at = 0;
    for (; at + 8 <= s.length; at += 8)
        hash = mix(hash ^ eight_bytes(s.text + at), odd);
    if (at < s.length && s.length >= 8)
        rest = eight_bytes(s.text + s.length - 8); /* which overlaps with those before */
    else
        for (; at < s.length; at++)
            rest = rest << 8 | (unsigned char)s.text[at];
    return mix(hash ^ rest, odd ^ s.length);
}

static uint64_t hash_of(struct vmi_slice location, struct vmi_slice sku)
{
    return add_to_hash(add_to_hash(UINT64_C(0xD1B54A32D192ED03), location), sku);
}

static inline uint32_t number_in(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

static inline bool is_hash(uint64_t slot, uint64_t hash)
{
    return (slot ^ hash) >> 32 == 0;
}

static bool is_named(const struct vmi_item *item, struct vmi_slice location, struct vmi_slice sku)
{
    return vmi_slice_equal(item->sku, sku) && vmi_slice_equal(item->location, location);
}

/* Open addressing, linear probing, at most half full. The slot of the item, or the free one where it belongs. */
static size_t slot_of(const struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku,
                      uint64_t hash)
{
    size_t mask = h->slot_count - 1, slot = (size_t)hash & mask;
    while (h->slots[slot] && !(is_hash(h->slots[slot], hash) &&
                               is_named(&h->items[number_in(h->slots[slot])].item, location, sku)))
        slot = (slot + 1) & mask;
    return slot;
}

static void grow_slots(struct vmi_history *h)
{
    free(h->slots);
    h->slot_count = h->slot_count ? h->slot_count * 2 : 64;
    h->slots = vmi_alloc_zeroed(h->slot_count, sizeof *h->slots);
    size_t mask = h->slot_count - 1;
    for (size_t i = 0; i < h->items_count; i++) {
        uint64_t hash = hash_of(h->items[i].item.location, h->items[i].item.sku);
        size_t slot = (size_t)hash & mask;
        while (h->slots[slot])
            slot = (slot + 1) & mask;
        h->slots[slot] = (hash & ~(uint64_t)UINT32_MAX) | (i + 1);
    }
}

uint32_t history_find(const struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku)
{
    if (!h->slot_count)
        return VMI_MAP_NONE;
    size_t slot = slot_of(h, location, sku, hash_of(location, sku));
    return h->slots[slot] ? number_in(h->slots[slot]) : VMI_MAP_NONE;
}

/* ---- items ------------------------------------------------------------------------------------------ */

uint32_t history_item(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku)
{
    uint64_t hash = hash_of(location, sku);
    if (h->items_count * 2 >= h->slot_count)
        grow_slots(h);
    size_t slot = slot_of(h, location, sku, hash);
    if (h->slots[slot])
        return number_in(h->slots[slot]);
    if (h->items_count >= VMI_MAP_NONE - 1)
        vmi_memory_exhausted();
    struct holding new = {.item.first_day = VMI_DAY_NONE, .item.place = history_place(h, location)};
    new.item.location = h->places[new.item.place].name;
    new.item.sku = vmi_arena_dup(&h->texts, sku.text ? sku : VMI_SLICE(""));
    h->items = vmi_grow(h->items, &h->items_capacity, h->items_count + 1, sizeof *h->items);
    h->items[h->items_count++] = new;
    h->slots[slot] = (hash & ~(uint64_t)UINT32_MAX) | h->items_count;
    return (uint32_t)h->items_count - 1;
}

/*
 * Streams repeat themselves: records of one item stand together, or every day has the items in the same order. So the
 * item that came behind this one the last time is tried first.
 */
struct holding *history_holding(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku,
                                uint32_t maybe)
{
    uint32_t guess = h->items_count ? h->items[h->last].followed : 0;
    if (maybe == VMI_MAP_NONE && guess) /* else MAYBE is near, and what was guessed may be far */
        maybe = guess - 1;
    if (maybe == VMI_MAP_NONE || !is_named(&h->items[maybe].item, location, sku))
        maybe = history_item(h, location, sku);
    if (maybe + 1 != guess) {
        h->items[h->last].followed = maybe + 1;
        h->strays++;
    }
    h->last = maybe;
    return &h->items[maybe];
}

static inline void bring_near(const struct holding *held)
{
    __builtin_prefetch(held, 1);
    __builtin_prefetch((const char *)held + 64, 1);
    __builtin_prefetch((const char *)(held + 1) - 1, 1);
}

bool history_expect(struct vmi_history *h, const struct vmi_activity *records, size_t count, uint32_t *maybe)
{
    uint64_t hashes[AT_ONCE];
    uint32_t strays = h->strays;
    h->strays = 0;
    if (strays * 4 < count || !h->slot_count)
        return false;
    size_t mask = h->slot_count - 1;
    for (size_t i = 0; i < count; i++) {
        hashes[i] = hash_of(records[i].location, records[i].sku);
        __builtin_prefetch(&h->slots[hashes[i] & mask]);
    }
    for (size_t i = 0; i < count; i++) {
        size_t slot = (size_t)hashes[i] & mask;
        while (h->slots[slot] && !is_hash(h->slots[slot], hashes[i]))
            slot = (slot + 1) & mask;
        maybe[i] = h->slots[slot] ? number_in(h->slots[slot]) : VMI_MAP_NONE;
        if (maybe[i] != VMI_MAP_NONE)
            bring_near(&h->items[maybe[i]]);
    }
    for (size_t i = 0; i < count; i++) {
        if (maybe[i] == VMI_MAP_NONE)
            continue;
        const struct holding *held = &h->items[maybe[i]];
        __builtin_prefetch(held->item.sku.text);
        packed_expect(&held->packed, &h->pieces);
    }
    return true;
}
