/*
 * date.h: civil dates, and RFC 3339 date-times with an offset.
 *
 * A day is a count of days since 1970-01-01 in the proleptic Gregorian calendar, years 1 to 9999. The day of a
 * date-time is the day written in it; two times of one day are compared as instants. No clock and no time zone of the
 * machine is ever asked.
 */
#ifndef VMI_DATE_H
#define VMI_DATE_H

#include "vmi/text.h"

#define VMI_DAY_NONE  INT32_MIN
#define VMI_DAY_FIRST INT32_C(-719162) /* 0001-01-01 */
#define VMI_DAY_LAST  INT32_C(2932896) /* 9999-12-31 */

#define VMI_CLOCK_BARE INT64_MAX

struct vmi_date {
    int32_t day;    /* VMI_DAY_NONE: no date */
    int32_t offset; /* minutes east of UTC */
    int64_t clock;  /* nanoseconds since the written midnight; VMI_CLOCK_BARE for a date without a time */
};

#define VMI_DATE_NONE ((struct vmi_date){VMI_DAY_NONE, 0, VMI_CLOCK_BARE})

static inline struct vmi_date vmi_date_of_day(int32_t day)
{
    return (struct vmi_date){day, 0, VMI_CLOCK_BARE};
}

/*
 * The place of a date within its day, comparable between dates of the same day: nanoseconds after 00:00 UTC, and
 * VMI_CLOCK_BARE, which is later than all, for a bare date.
 */
static inline int64_t vmi_date_instant(struct vmi_date date)
{
    return date.clock == VMI_CLOCK_BARE ? VMI_CLOCK_BARE : date.clock - date.offset * INT64_C(60000000000);
}

/* Order of days, with no date after every date: negative, 0 or positive. */
static inline int vmi_day_compare(int32_t a, int32_t b)
{
    if (a == b)
        return 0;
    return a == VMI_DAY_NONE ? 1 : b == VMI_DAY_NONE ? -1 : a < b ? -1 : 1;
}

int32_t vmi_day_of(int year, int month, int day); /* of a date that exists */
void vmi_day_split(int32_t day, int *year, int *month, int *day_of_month);
int vmi_days_in_month(int year, int month);
int vmi_day_weekday(int32_t day); /* 0 is Monday */

/* The day COUNT days after DAY, or before it where COUNT is below 0; VMI_DAY_NONE beyond the years 1 to 9999. */
int32_t vmi_day_after(int32_t day, int32_t count);

/* Reads the whole of S: YYYY-MM-DD, or YYYY-MM-DDThh:mm:ss[.fraction](Z|+hh:mm|-hh:mm). */
bool vmi_date_parse(struct vmi_slice s, struct vmi_date *date) VMI_MUST_USE;

/* Reads the whole of S as YYYY-MM-DD alone. */
bool vmi_day_parse(struct vmi_slice s, int32_t *day) VMI_MUST_USE;

#define VMI_DATE_TEXT_SIZE 40

/* Writes the date with a NUL behind it and returns the length: 0 for none, and beyond the years. UTC is written Z. */
size_t vmi_date_format(struct vmi_date date, char buffer[VMI_DATE_TEXT_SIZE]);
size_t vmi_day_format(int32_t day, char buffer[VMI_DATE_TEXT_SIZE]);

/* Reads a time of day, hh:mm, as minutes from midnight. */
bool vmi_minute_parse(struct vmi_slice text, int32_t *minute) VMI_MUST_USE;

#endif
