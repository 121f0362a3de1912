/*
 * sort.h: lists in order.
 */
#ifndef VMI_SORT_H
#define VMI_SORT_H

#include "vmi/base.h"

/*
 * Sorts COUNT elements of SIZE bytes as qsort() does. What is in order already is left as it is after one look, which is
 * what most lists in the order of time are.
 */
void vmi_sort(void *list, size_t count, size_t size, int (*compare)(const void *left, const void *right));

#endif
