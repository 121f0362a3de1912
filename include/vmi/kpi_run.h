/*
 * kpi_run.h: all items of a history, measured under an agreement, and what their metrics are held against.
 */
#ifndef VMI_KPI_RUN_H
#define VMI_KPI_RUN_H

#include "vmi/agreement.h"
#include "vmi/kpi.h"

/*
 * Asks of KPI what AGREEMENT does, and adds the items of HISTORY, which is settled, with the terms that are in force on
 * DAY; then the proposals of the file PROPOSALS, unless it is NULL. What went wrong is reported.
 */
enum vmi_status vmi_kpi_run(struct vmi_kpi *kpi, const struct vmi_history *history,
                            const struct vmi_agreement *agreement, int32_t day, const char *proposals);

/* The metrics of an earlier run, out of the file PATH. NULL when reported, with *STATUS. */
struct vmi_trend *vmi_trend_load(const char *path, enum vmi_status *status);

/* Activity of other days or other items, with which a run is compared. */
struct vmi_baseline {
    const char *path;
    int32_t lag;            /* of forecasts, as vmi_kpi_lag() takes it */
    int32_t since, through; /* VMI_DAY_NONE: its first day, and its last, or as-of where that is before it */
    struct vmi_history *history;
    struct vmi_kpi *kpi;
};

/*
 * Measures the activity of the path as vmi_kpi_run() does that of the run, and holds KPI, which was run, against it. Both
 * are split by SPLIT, in which there is no period. KPI stands no longer than the baseline.
 */
enum vmi_status vmi_baseline_run(struct vmi_baseline *baseline, struct vmi_kpi *kpi,
                                 const struct vmi_kpi_split *split, const struct vmi_agreement *agreement,
                                 int32_t day);
void vmi_baseline_free(struct vmi_baseline *baseline);

#endif
