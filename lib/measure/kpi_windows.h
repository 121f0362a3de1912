/*
 * kpi_windows.h: the days of an item, cut where a window of days begins or ends, and the windows that are measured.
 *
 * Windows are the parts of the calendar, or rolling ones that end with them and may have days in common. An item's sums
 * are kept for the intervals between the cuts, so that each day is added up once; a window adds its intervals.
 */
#ifndef VMI_MEASURE_KPI_WINDOWS_H
#define VMI_MEASURE_KPI_WINDOWS_H

#include "measuring.h"

struct window {
    int32_t day;          /* a day of the part of the calendar that it is named after */
    struct vmi_days days; /* whether the item has all of them or not */
    size_t first, end;    /* its intervals */
};

/* The days of the window that is named after PART of the calendar. */
struct vmi_days window_days(struct vmi_days part, int32_t rolling, int32_t through);

/*
 * Sets the intervals of M and their sums, and returns the windows of the periods from the day FROM on, which the caller
 * frees, and how many there are.
 */
struct window *windows_cut(struct measuring *m, enum vmi_kpi_period period, int32_t rolling, int32_t from,
                           size_t *count);

/* The sums of a window: of M itself, or added up in ROOM. */
const struct vmi_kpi_sums *window_sums(const struct measuring *m, const struct window *window,
                                       struct vmi_kpi_sums *room);

void sums_add(struct vmi_kpi_sums *to, const struct vmi_kpi_sums *from);

#endif
