/*
 * kpi_spark.h: what a scope measured in each of the last periods, and the line of bars that shows it.
 */
#ifndef VMI_MEASURE_KPI_SPARK_H
#define VMI_MEASURE_KPI_SPARK_H

#include "kpi_scopes.h"

enum { SPARK_MOST = 26 }; /* half a year of weeks; what is older says little, and finds no room */

/* Where the tallies of the period are that is BACK periods before the last. */
static inline size_t spark_slot(size_t back)
{
    return back + 1;
}

/* Adds SUMS of an item to the period that is BACK periods before the last. */
void spark_add(struct scope *scope, size_t back, const struct vmi_kpi_sums *sums);

/* How many periods there are from SINCE through THROUGH, as far as they are shown. */
size_t spark_count(enum vmi_kpi_period period, int32_t since, int32_t through);

/* The first day of the first of the SPARK_MOST periods that end with THROUGH. */
int32_t spark_first(enum vmi_kpi_period period, int32_t through);

/* The line of the last COUNT periods: bars between the least and the largest value, dots where there is none. */
struct vmi_slice spark_text(const struct scope *scope, const struct vmi_kpi_row *row, size_t count,
                            struct vmi_arena *arena);

#endif
