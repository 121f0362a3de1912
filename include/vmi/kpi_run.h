/*
 * kpi_run.h: all items of a history, measured under an agreement, and what their metrics are held against.
 */
#ifndef VMI_KPI_RUN_H
#define VMI_KPI_RUN_H

#include "vmi/agreement.h"
#include "vmi/kpi.h"

/*
 * Asks of KPI what AGREEMENT does, and adds the items of HISTORY, which is settled, with the terms that are in force on
 * DAY. What went wrong is reported.
 */
enum vmi_status vmi_kpi_run(struct vmi_kpi *kpi, const struct vmi_history *history,
                            const struct vmi_agreement *agreement, int32_t day);

/* The metrics of an earlier run, out of the file PATH. NULL when reported, with *STATUS. */
struct vmi_trend *vmi_trend_load(const char *path, enum vmi_status *status);

#endif
