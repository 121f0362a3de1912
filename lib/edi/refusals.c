/*
 * Which messages of a file are refused: found by a look ahead, asked by number as they are read in earnest.
 */
#include <stdlib.h>

#include "reader.h"
#include "vmi/memory.h"

struct edi_refusals {
    unsigned char *refused; /* by message */
    size_t count, capacity;
};

struct edi_refusals *refusals_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct edi_refusals));
}

void refusals_free(struct edi_refusals *r)
{
    if (!r)
        return;
    free(r->refused);
    free(r);
}

void refusals_add(struct edi_refusals *r, uint64_t first, uint64_t count)
{
    size_t end = (size_t)(first + count);
    if (!count)
        return;
    r->refused = vmi_grow(r->refused, &r->capacity, end, 1);
    if (end > r->count)
        memset(r->refused + r->count, 0, end - r->count);
    r->count = end > r->count ? end : r->count;
    memset(r->refused + first, 1, (size_t)count);
}

bool refusals_has(const struct edi_refusals *r, uint64_t message)
{
    return r && message < r->count && r->refused[message];
}
