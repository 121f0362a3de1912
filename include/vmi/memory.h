/*
 * memory.h: allocation that does not fail, and growing arrays.
 *
 * Out of memory never returns to the caller: the handler that the application set is called (it says so, removes
 * temporary files and exits with status 4). What is allocated here is released with free().
 */
#ifndef VMI_MEMORY_H
#define VMI_MEMORY_H

#include "vmi/base.h"

/* Called once when memory has run out; it must not return. Without one the process aborts. */
void vmi_memory_on_exhausted(void (*handler)(void));

/* Ends the process through the handler. For libraries that report exhaustion in their own way. */
VMI_NORETURN void vmi_memory_exhausted(void);

/* At least one byte; the content is undefined. */
void *vmi_alloc(size_t size) VMI_MUST_USE;

/* The same from a multiple of ALIGN on, a power of two of which SIZE is a multiple. */
void *vmi_alloc_aligned(size_t size, size_t align) VMI_MUST_USE;

/* COUNT elements of SIZE bytes, all zero; the product is checked. */
void *vmi_alloc_zeroed(size_t count, size_t size) VMI_MUST_USE;

void *vmi_grow_more(void *array, size_t *capacity, size_t needed,
                    size_t size) VMI_MUST_USE; /* where it has to */

/*
 * Makes room for NEEDED elements of SIZE bytes in ARRAY, which holds *CAPACITY of them, and returns the array, moved
 * or not. It grows by half, so that appending one at a time stays linear.
 */
VMI_MUST_USE static inline void *vmi_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    return needed <= *capacity ? array : vmi_grow_more(array, capacity, needed, size);
}

#endif
