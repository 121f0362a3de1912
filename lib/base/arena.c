#include "vmi/arena.h"

#include <stdalign.h>
#include <stdlib.h>

#include "vmi/memory.h"

enum { BLOCK_SIZE = 64 * 1024 };

struct vmi_arena_block {
    struct vmi_arena_block *previous;
    size_t size;
    alignas(max_align_t) char bytes[];
};

static void add_block(struct vmi_arena *arena, size_t size)
{
    size_t wanted = size > BLOCK_SIZE ? size : BLOCK_SIZE;
    struct vmi_arena_block *block = vmi_alloc(sizeof *block + wanted);
    block->previous = arena->block;
    block->size = wanted;
    arena->block = block;
    arena->used = 0;
}

/* ALIGN is a power of two. */
static void *take(struct vmi_arena *arena, size_t size, size_t align)
{
    size_t start = (arena->used + align - 1) & ~(align - 1);
    if (size > SIZE_MAX / 2)
        vmi_memory_exhausted();
    if (!arena->block || start > arena->block->size || size > arena->block->size - start) {
        add_block(arena, size);
        start = 0;
    }
    arena->used = start + size;
    return arena->block->bytes + start;
}

void *vmi_arena_alloc(struct vmi_arena *arena, size_t size)
{
    return take(arena, size, alignof(max_align_t));
}

struct vmi_slice vmi_arena_dup(struct vmi_arena *arena, struct vmi_slice s)
{
    if (!s.text)
        return s;
    char *copy = take(arena, s.length + 1, 1);
    memcpy(copy, s.text, s.length);
    copy[s.length] = '\0';
    return (struct vmi_slice){copy, s.length};
}

static void free_blocks(struct vmi_arena_block *block)
{
    while (block) {
        struct vmi_arena_block *previous = block->previous;
        free(block);
        block = previous;
    }
}

void vmi_arena_clear(struct vmi_arena *arena)
{
    if (arena->block) {
        free_blocks(arena->block->previous);
        arena->block->previous = NULL;
    }
    arena->used = 0;
}

void vmi_arena_free(struct vmi_arena *arena)
{
    free_blocks(arena->block);
    *arena = (struct vmi_arena){0};
}
