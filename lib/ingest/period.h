/*
 * period.h: the forms in which partners write a day, a month or a week.
 */
#ifndef VMI_PERIOD_H
#define VMI_PERIOD_H

#include "vmi/date.h"

struct period {
    struct vmi_date first;
    int32_t last;  /* the same day but for a month or a week */
    int64_t clock; /* of a time without an offset, which FIRST has not: nanoseconds; VMI_CLOCK_BARE: none */
};

#define PERIOD_NONE ((struct period){VMI_DATE_NONE, VMI_DAY_NONE, VMI_CLOCK_BARE})

/*
 * Reads what means one thing wherever it was seen: YYYY-MM-DD, also with / or . or without marks; a date-time of RFC
 * 3339, also with a blank for the T, without seconds or without an offset; DD-MON-YYYY and MON DD, YYYY with English
 * names of months; YYYY-MM, YYYY/MM, MM/YYYY and MM.YYYY (a month); YYYY-Www and YYYYWww (a week of ISO 8601).
 */
bool period_parse(struct vmi_slice s, struct period *period) VMI_MUST_USE;

/* The single day, and the whole month or week; false when there is none such. */
bool period_of_day(int year, int month, int day, struct period *period) VMI_MUST_USE;
bool period_of_month(int year, int month, struct period *period) VMI_MUST_USE;
bool period_of_week(int year, int week, struct period *period) VMI_MUST_USE;

/* FEWEST to MOST digits off the front of *S. */
bool period_take_number(struct vmi_slice *s, size_t fewest, size_t most, int *value) VMI_MUST_USE;

/* The time of day behind a date: " 06:30", "T06:30:00.5", nothing (then VMI_CLOCK_BARE); the whole of S. */
bool period_take_clock(struct vmi_slice s, int64_t *clock) VMI_MUST_USE;

#endif
