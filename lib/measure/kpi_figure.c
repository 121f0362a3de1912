#include "kpi_figure.h"

#include <math.h>

#include "vmi/accuracy.h"

struct vmi_slice vmi_kpi_others_of(const struct vmi_metric *figure)
{
    static const char mark[] = VMI_KPI_ITEMS_OF;
    struct vmi_slice text = figure->definition;
    const char *at = text.length ? memmem(text.text, text.length, mark, strlen(mark)) : NULL;
    if (!at || !vmi_slice_is(figure->scope, "match"))
        return VMI_SLICE_NONE;
    at += strlen(mark);
    return (struct vmi_slice){at, (size_t)(text.text + text.length - at)};
}

static double sum_at(const struct vmi_kpi_sums *sums, size_t offset)
{
    double value;
    memcpy(&value, (const char *)sums + offset, sizeof value);
    return value;
}

static double value_of(const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums,
                       const struct scope *scope, size_t slot, const struct vmi_metric *figure)
{
    double above = figure->numerator, below = figure->denominator;
    switch (row->form) {
    case VMI_KPI_COUNT:
        return above;
    case VMI_KPI_ROOT:
        return vmi_accuracy_root(above, below);
    case VMI_KPI_DEVIATION:
        return vmi_accuracy_deviation(above, sum_at(sums, row->third), below);
    case VMI_KPI_SIGNAL:
        return vmi_accuracy_ratio(above * sum_at(sums, row->third), below);
    case VMI_KPI_PERCENTILE:
        return tallies_percentile(scope->tallies, scope_place(scope, slot), row->times);
    default:
        return above / below;
    }
}

/* What stands above the line was counted among what stands below: without that it is not known, and not 0. */
static bool is_counted(const struct vmi_kpi_row *row)
{
    return row->form == VMI_KPI_SHARE || row->form == VMI_KPI_COUNT;
}

void fill_value(const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums, const struct scope *scope,
                size_t slot, struct vmi_metric *figure)
{
    double seen = sum_at(sums, row->seen), whole = sum_at(sums, row->scope);
    double times = row->times != 0 && row->form != VMI_KPI_PERCENTILE ? row->times : 1;
    figure->numerator = sum_at(sums, row->numerator) * times;
    figure->denominator = sum_at(sums, row->denominator);
    if (is_counted(row) && figure->denominator == 0)
        figure->numerator = NAN;
    if (whole > 0)
        figure->missing = (whole - seen) / whole;
    if (whole <= 0)
        figure->reason = row->seen == row->scope ? vmi_slice_of(row->unseen)
                                                 : VMI_SLICE("there is nothing in the scope to measure");
    else if (seen <= 0)
        figure->reason = vmi_slice_of(row->unseen);
    else if (figure->denominator == 0)
        figure->reason = vmi_slice_of(row->empty);
    else
        figure->value = value_of(row, sums, scope, slot, figure);
}
