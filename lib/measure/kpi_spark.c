#include "kpi_spark.h"

#include <math.h>

#include "kpi_figure.h"
#include "kpi_windows.h"
#include "vmi/memory.h"

void spark_add(struct scope *scope, size_t back, const struct vmi_kpi_sums *sums)
{
    if (back >= SPARK_MOST)
        return;
    if (!scope->line)
        scope->line = vmi_alloc_zeroed(SPARK_MOST, sizeof *scope->line);
    sums_add(&scope->line[SPARK_MOST - 1 - back], sums);
}

size_t spark_count(enum vmi_kpi_period period, int32_t since, int32_t through)
{
    size_t count = 1;
    int32_t first = vmi_kpi_period_of(period, through).first;
    for (; count < SPARK_MOST && since < first; count++)
        first = vmi_kpi_period_of(period, first - 1).first;
    return count;
}

int32_t spark_first(enum vmi_kpi_period period, int32_t through)
{
    int32_t first = vmi_kpi_period_of(period, through).first;
    for (int i = 1; i < SPARK_MOST && first > VMI_DAY_FIRST; i++)
        first = vmi_kpi_period_of(period, first - 1).first;
    return first;
}

/* The values from the place FIRST on, and the bounds of those that are known; false when none is. */
static bool find_values(const struct scope *scope, const struct vmi_kpi_row *row, size_t first,
                        double values[SPARK_MOST], double *least, double *most)
{
    bool any = false;
    for (size_t i = first; i < SPARK_MOST; i++) {
        struct vmi_metric figure;
        vmi_metric_clear(&figure);
        fill_value(row, &scope->line[i], scope, spark_slot(SPARK_MOST - 1 - i), &figure);
        values[i] = figure.value;
        if (isnan(values[i]))
            continue;
        *least = !any || values[i] < *least ? values[i] : *least;
        *most = !any || values[i] > *most ? values[i] : *most;
        any = true;
    }
    return any;
}

struct vmi_slice spark_text(const struct scope *scope, const struct vmi_kpi_row *row, size_t count,
                            struct vmi_arena *arena)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    enum { MIDDLE = 3, HIGHEST = 7 };
    double values[SPARK_MOST], least = 0, most = 0;
    struct vmi_buffer out = {0};
    size_t first = SPARK_MOST - count;
    if (!scope->line || !find_values(scope, row, first, values, &least, &most))
        return VMI_SLICE_NONE;
    double range = most - least;
    for (size_t i = first; i < SPARK_MOST; i++) {
        size_t level = range > 0 ? (size_t)((values[i] - least) * HIGHEST / range + 0.5) : MIDDLE;
        vmi_buffer_print(&out, "%s", isnan(values[i]) ? "·" : bars[level < HIGHEST ? level : HIGHEST]);
    }
    struct vmi_slice text = vmi_arena_dup(arena, vmi_buffer_slice(&out));
    vmi_buffer_free(&out);
    return text;
}
