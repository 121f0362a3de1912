#include "vmi/sort.h"

#include <stdlib.h>

void vmi_sort(void *list, size_t count, size_t size, int (*compare)(const void *left, const void *right))
{
    const char *element = list;
    size_t sorted = 1;
    for (; sorted < count; sorted++, element += size)
        if (compare(element, element + size) > 0)
            break;
    if (sorted < count)
        qsort(list, count, size, compare);
}
