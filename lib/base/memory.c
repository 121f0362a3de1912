#include "vmi/memory.h"

#include <stdlib.h>

static void (*on_exhausted)(void);

void vmi_memory_on_exhausted(void (*handler)(void))
{
    on_exhausted = handler;
}

void vmi_memory_exhausted(void)
{
    if (on_exhausted)
        on_exhausted();
    abort();
}

void *vmi_alloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        vmi_memory_exhausted();
    return p;
}

void *vmi_alloc_aligned(size_t size, size_t align)
{
    void *p = aligned_alloc(align, size);
    if (!p)
        vmi_memory_exhausted();
    return p;
}

void *vmi_alloc_zeroed(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        vmi_memory_exhausted();
    return p;
}

void *vmi_grow_more(void *array, size_t *capacity, size_t needed, size_t size)
{
    size_t wanted = *capacity + *capacity / 2;
    if (wanted < needed)
        wanted = needed;
    if (wanted < 8)
        wanted = 8;
    if (wanted > SIZE_MAX / 2 / size)
        vmi_memory_exhausted();
    void *p = realloc(array, wanted * size);
    if (!p)
        vmi_memory_exhausted();
    *capacity = wanted;
    return p;
}
