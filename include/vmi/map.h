/*
 * map.h: gives each distinct text a dense number, in the order of first sight.
 *
 * Begin with a zeroed struct. The texts are copied and live as long as the map. What comes out depends on the order
 * of insertion alone, never on the hash.
 */
#ifndef VMI_MAP_H
#define VMI_MAP_H

#include "vmi/arena.h"

struct vmi_map {
    struct vmi_arena arena;
    struct vmi_slice *keys; /* by number */
    uint64_t *hashes;
    size_t count;
    size_t keys_capacity, hashes_capacity;
    uint64_t *slots; /* the upper half of the hash, and number + 1 below it; 0 is free */
    size_t slot_count;
};

#define VMI_MAP_NONE UINT32_MAX

/* The number of KEY, which is added when it is new. */
uint32_t vmi_map_intern(struct vmi_map *map, struct vmi_slice key);

/* The number of KEY, VMI_MAP_NONE when it is not there. */
uint32_t vmi_map_find(const struct vmi_map *map, struct vmi_slice key);

/* The same for a key of two texts, of which the first holds no NUL: "FIRST NUL SECOND". */
uint32_t vmi_map_intern_two(struct vmi_map *map, struct vmi_slice first, struct vmi_slice second);
uint32_t vmi_map_find_two(const struct vmi_map *map, struct vmi_slice first, struct vmi_slice second);
void vmi_map_split_two(const struct vmi_map *map, uint32_t number, struct vmi_slice *first,
                       struct vmi_slice *second);

void vmi_map_free(struct vmi_map *map);

#endif
