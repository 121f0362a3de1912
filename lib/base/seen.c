#include "vmi/seen.h"

#include <stdlib.h>

#include <xxhash.h>

#include "vmi/memory.h"

enum { FIRST_SLOTS = 64 };

/* The slot of the digest, or the free one where it belongs; the set is never more than half full. */
static size_t slot_of(const struct vmi_seen *s, const uint64_t digest[2])
{
    size_t mask = s->slots - 1, slot = (size_t)digest[0] & mask;
    while ((s->digests[slot][0] || s->digests[slot][1]) &&
           (s->digests[slot][0] != digest[0] || s->digests[slot][1] != digest[1]))
        slot = (slot + 1) & mask;
    return slot;
}

static void put(struct vmi_seen *s, size_t slot, const uint64_t digest[2])
{
    s->digests[slot][0] = digest[0];
    s->digests[slot][1] = digest[1];
}

static void grow(struct vmi_seen *s)
{
    struct vmi_seen larger = {.slots = s->slots ? s->slots * 2 : FIRST_SLOTS, .count = s->count};
    larger.digests = vmi_alloc_zeroed(larger.slots, sizeof *larger.digests);
    for (size_t i = 0; i < s->slots; i++)
        if (s->digests[i][0] || s->digests[i][1])
            put(&larger, slot_of(&larger, s->digests[i]), s->digests[i]);
    free(s->digests);
    *s = larger;
}

bool vmi_seen_add(struct vmi_seen *s, struct vmi_slice bytes)
{
    XXH128_hash_t hash = XXH3_128bits(bytes.text ? bytes.text : "", bytes.length);
    uint64_t digest[2] = {hash.low64, hash.high64 | !(hash.low64 | hash.high64)};
    if (s->count * 2 >= s->slots)
        grow(s);
    size_t slot = slot_of(s, digest);
    if (s->digests[slot][0] || s->digests[slot][1])
        return true;
    put(s, slot, digest);
    s->count++;
    return false;
}

void vmi_seen_free(struct vmi_seen *s)
{
    free(s->digests);
    *s = (struct vmi_seen){0};
}
