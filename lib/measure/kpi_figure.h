/*
 * kpi_figure.h: what becomes of sums.
 */
#ifndef VMI_MEASURE_KPI_FIGURE_H
#define VMI_MEASURE_KPI_FIGURE_H

#include "kpi_scopes.h"

/*
 * Sets value, numerator, denominator and missing of a cleared figure, or why there is no value. What nobody saw a part of
 * is not known, whatever other days may stand for it. SUMS are those of SCOPE in SLOT, for values that are not made of
 * sums alone.
 */
void fill_value(const struct vmi_kpi_row *row, const struct vmi_kpi_sums *sums, const struct scope *scope,
                size_t slot, struct vmi_metric *figure);

#endif
