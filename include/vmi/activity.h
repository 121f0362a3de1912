/*
 * activity.h: one observed fact a record (vmi-stream(5)).
 */
#ifndef VMI_ACTIVITY_H
#define VMI_ACTIVITY_H

#include "vmi/column.h"
#include "vmi/measure.h"

struct vmi_activity {
    struct vmi_date date;
    struct vmi_slice location, sku;
    enum vmi_measure measure;
    vmi_decimal quantity;
    struct vmi_slice unit, lot;
    int32_t expires;
    struct vmi_slice ref;
    struct vmi_date until;
};

/* The last day that the record's quantity covers. */
static inline int32_t vmi_activity_last_day(const struct vmi_activity *a)
{
    return a->until.day != VMI_DAY_NONE ? a->until.day : a->date.day;
}

#endif
