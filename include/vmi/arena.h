/*
 * arena.h: memory that is given out piece by piece and taken back all at once.
 *
 * Begin with a zeroed struct. What an arena gave lives until vmi_arena_free() or vmi_arena_clear(); pieces are not
 * freed one by one. Running out of memory does not return (memory.h).
 */
#ifndef VMI_ARENA_H
#define VMI_ARENA_H

#include "vmi/text.h"

struct vmi_arena_block;

struct vmi_arena {
    struct vmi_arena_block *block;
    size_t used;
};

/* SIZE bytes, aligned for any type, content undefined. */
void *vmi_arena_alloc(struct vmi_arena *arena, size_t size) VMI_MUST_USE;

/* A copy in the arena, with a NUL behind it that the length does not count. An unknown slice stays unknown. */
struct vmi_slice vmi_arena_dup(struct vmi_arena *arena, struct vmi_slice s);

void vmi_arena_clear(struct vmi_arena *arena); /* forgets all pieces, keeps one block */
void vmi_arena_free(struct vmi_arena *arena);

#endif
