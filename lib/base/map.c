#include "vmi/map.h"

#include <stdlib.h>

#include <xxhash.h>

#include "vmi/memory.h"

/* Keys of two texts up to this length are put together without an allocation. */
enum { SMALL_KEY = 256 };

static uint64_t hash_of(struct vmi_slice key)
{
    return XXH3_64bits(key.text ? key.text : "", key.length);
}

static uint64_t slot_for(uint64_t hash, size_t number)
{
    return (hash & ~(uint64_t)UINT32_MAX) | (uint32_t)(number + 1);
}

static uint32_t number_in(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

/*
 * Open addressing, linear probing, at most half full. Returns the slot of KEY or the free one where it belongs. Half of the
 * hash stands in the slot, so that keys that differ are seldom looked at.
 */
static size_t slot_of(const struct vmi_map *map, struct vmi_slice key, uint64_t hash)
{
    size_t mask = map->slot_count - 1, slot = (size_t)hash & mask;
    while (map->slots[slot]) {
        if ((map->slots[slot] ^ hash) >> 32 == 0 &&
            vmi_slice_equal(map->keys[number_in(map->slots[slot])], key))
            break;
        slot = (slot + 1) & mask;
    }
    return slot;
}

static void rehash(struct vmi_map *map)
{
    free(map->slots);
    map->slot_count = map->slot_count ? map->slot_count * 2 : 64;
    map->slots = vmi_alloc_zeroed(map->slot_count, sizeof *map->slots);
    size_t mask = map->slot_count - 1;
    for (size_t i = 0; i < map->count; i++) {
        size_t slot = (size_t)map->hashes[i] & mask;
        while (map->slots[slot])
            slot = (slot + 1) & mask;
        map->slots[slot] = slot_for(map->hashes[i], i);
    }
}

uint32_t vmi_map_intern(struct vmi_map *map, struct vmi_slice key)
{
    if (map->count * 2 >= map->slot_count)
        rehash(map);
    uint64_t hash = hash_of(key);
    size_t slot = slot_of(map, key, hash);
    if (map->slots[slot])
        return number_in(map->slots[slot]);
    if (map->count >= VMI_MAP_NONE - 1)
        vmi_memory_exhausted();
    map->keys = vmi_grow(map->keys, &map->keys_capacity, map->count + 1, sizeof *map->keys);
    map->hashes = vmi_grow(map->hashes, &map->hashes_capacity, map->count + 1, sizeof *map->hashes);
    map->keys[map->count] = vmi_arena_dup(&map->arena, key.text ? key : VMI_SLICE(""));
    map->hashes[map->count] = hash;
    map->slots[slot] = slot_for(hash, map->count);
    return (uint32_t)map->count++;
}

uint32_t vmi_map_find(const struct vmi_map *map, struct vmi_slice key)
{
    if (!map->slot_count)
        return VMI_MAP_NONE;
    size_t slot = slot_of(map, key, hash_of(key));
    return map->slots[slot] ? number_in(map->slots[slot]) : VMI_MAP_NONE;
}

/* A key of two texts, in SMALL where it fits; else *LARGE is to be freed. */
static struct vmi_slice join(struct vmi_slice first, struct vmi_slice second, char small[SMALL_KEY],
                             char **large)
{
    size_t length = first.length + 1 + second.length;
    *large = length > SMALL_KEY ? vmi_alloc(length) : NULL;
    char *key = *large ? *large : small;
    if (first.length)
        memcpy(key, first.text, first.length);
    key[first.length] = '\0';
    if (second.length)
        memcpy(key + first.length + 1, second.text, second.length);
    return (struct vmi_slice){key, length};
}

uint32_t vmi_map_intern_two(struct vmi_map *map, struct vmi_slice first, struct vmi_slice second)
{
    char small[SMALL_KEY], *large;
    uint32_t number = vmi_map_intern(map, join(first, second, small, &large));
    free(large);
    return number;
}

uint32_t vmi_map_find_two(const struct vmi_map *map, struct vmi_slice first, struct vmi_slice second)
{
    char small[SMALL_KEY], *large;
    uint32_t number = vmi_map_find(map, join(first, second, small, &large));
    free(large);
    return number;
}

void vmi_map_split_two(const struct vmi_map *map, uint32_t number, struct vmi_slice *first,
                       struct vmi_slice *second)
{
    *second = map->keys[number];
    *first = vmi_slice_cut(second, '\0');
}

void vmi_map_free(struct vmi_map *map)
{
    vmi_arena_free(&map->arena);
    free(map->keys);
    free(map->hashes);
    free(map->slots);
    *map = (struct vmi_map){0};
}
