/*
 * period.h: the forms in which partners write a day, a month or a week.
 */
#ifndef VMI_PERIOD_H
#define VMI_PERIOD_H

#include "vmi/date.h"

struct period {
    struct vmi_date first;
    int32_t last; /* the same day but for a month or a week */
};

/*
 * Reads YYYY-MM-DD, an RFC 3339 date-time with offset, YYYY-MM or YYYY-M (a month), YYYY-Www (a week of ISO 8601).
 */
bool period_parse(struct vmi_slice s, struct period *period) VMI_MUST_USE;

#endif
