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

/* Open addressing, linear probing, at most half full. Returns the slot of KEY or the free one where it belongs. */
static size_t slot_of(const struct vmi_map *map, struct vmi_slice key, uint64_t hash)
{
    size_t mask = map->slot_count - 1, slot = (size_t)hash & mask;
    while (map->slots[slot]) {
        uint32_t number = map->slots[slot] - 1;
        if (map->hashes[number] == hash && vmi_slice_equal(map->keys[number], key))
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
        map->slots[slot] = (uint32_t)i + 1;
    }
}

uint32_t vmi_map_intern(struct vmi_map *map, struct vmi_slice key)
{
    if (map->count * 2 >= map->slot_count)
        rehash(map);
    uint64_t hash = hash_of(key);
    size_t slot = slot_of(map, key, hash);
    if (map->slots[slot])
        return map->slots[slot] - 1;
    if (map->count >= VMI_MAP_NONE - 1)
        vmi_memory_exhausted();
    map->keys = vmi_grow(map->keys, &map->keys_capacity, map->count + 1, sizeof *map->keys);
    map->hashes = vmi_grow(map->hashes, &map->hashes_capacity, map->count + 1, sizeof *map->hashes);
    map->keys[map->count] = vmi_arena_dup(&map->arena, key.text ? key : VMI_SLICE(""));
    map->hashes[map->count] = hash;
    map->slots[slot] = (uint32_t)++map->count;
    return (uint32_t)map->count - 1;
}

uint32_t vmi_map_find(const struct vmi_map *map, struct vmi_slice key)
{
    if (!map->slot_count)
        return VMI_MAP_NONE;
    size_t slot = slot_of(map, key, hash_of(key));
    return map->slots[slot] ? map->slots[slot] - 1 : VMI_MAP_NONE;
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
