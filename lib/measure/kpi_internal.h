/*
 * kpi_internal.h: what the parts of the metrics share.
 */
#ifndef VMI_MEASURE_KPI_INTERNAL_H
#define VMI_MEASURE_KPI_INTERNAL_H

#include "kpi_baseline.h"
#include "kpi_orders.h"
#include "kpi_scopes.h"

struct vmi_kpi {
    const struct vmi_history *history;
    int32_t since, through, earliest, lag;
    enum vmi_kpi_period period; /* of the parts, or of the lines */
    int32_t rolling;            /* days of a window; 0: those of the period */
    bool spark;
    int32_t line_first; /* no line begins before that day */
    size_t line_count;  /* periods of the lines */
    struct orders orders;
    struct tallies tallies;
    struct scopes scopes;
    struct scope *groups;
    size_t group_count, groups_capacity;
    struct target *targets; /* of the total and of every part, by metric */
    bool *chosen;           /* by metric */
    bool choosing;
    const struct vmi_trend *trend; /* NULL: of no earlier run */
    struct kept_items kept;        /* where that was asked for */
    bool keeps;
    const struct vmi_kpi *baseline; /* NULL: none */
    struct vmi_arena arena;
    struct vmi_metric *figures;
};

#endif
