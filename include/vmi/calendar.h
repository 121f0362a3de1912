/*
 * calendar.h: which days are open: order days, and the working days of a place with its holidays.
 *
 * A calendar is a set of weekdays, less single closed days (vmi_calendar_close(), or the events of an iCalendar text); or
 * it is the days of a recurrence rule. It lives in an arena and is gone with it. A NULL calendar is open on every day.
 *
 * Weekdays hold for all days there are, of the years 1 to 9999. Closed days and the days of a rule are kept from
 * VMI_CALENDAR_FIRST to VMI_CALENDAR_LAST: a day that is closed beyond them is not kept, and a rule has no day beyond
 * them. A day that is not a day of those years, such as VMI_DAY_NONE, is not open, and the functions that look for a
 * day give VMI_DAY_NONE for it.
 *
 * The day of a date-time is the day written in it. No time zone is ever asked, whatever TZID, VTIMEZONE and Z say.
 * Errors have the status VMI_USAGE and the code "calendar".
 */
#ifndef VMI_CALENDAR_H
#define VMI_CALENDAR_H

#include "vmi/arena.h"
#include "vmi/date.h"
#include "vmi/error.h"
#include "vmi/weekdays.h"

#define VMI_CALENDAR_FIRST INT32_C(0)     /* 1970-01-01 */
#define VMI_CALENDAR_LAST  INT32_C(65743) /* 2149-12-31 */

struct vmi_calendar;

/* ---- building ---- */

/* Every day open. The arena must live as long as the calendar. */
struct vmi_calendar *vmi_calendar_new(struct vmi_arena *arena) VMI_MUST_USE;

/* Open on these weekdays only, less the days that are closed; of no weekday, never. */
void vmi_calendar_set_weekdays(struct vmi_calendar *c, vmi_weekdays days);

/* One closed day. */
void vmi_calendar_close(struct vmi_calendar *c, int32_t day);

/*
 * Closes the days of the events of an iCalendar text (RFC 5545): of all VEVENTs of its VCALENDARs, with DTEND or DURATION,
 * RRULE, RDATE, EXDATE (and EXRULE of RFC 2445), and RECURRENCE-ID, by which an event takes the place of one instance of
 * another. Events with STATUS:CANCELLED close nothing. TRANSP is not looked at, for feeds of holidays mark their days as
 * free time. An event with times closes those days alone that it covers from 00:00 to 24:00 in the time written in it.
 * Instances are told apart by the day on which they begin, and UNTIL is taken as it is written.
 *
 * Counts in *SKIPPED the events that close no whole day, which is 0 on error. On error nothing is closed, and the line
 * of ERROR is set. A text without events is none. The work is bounded: a text whose events recur beyond all reason is
 * an error.
 */
bool vmi_calendar_close_events(struct vmi_calendar *c, struct vmi_slice ics, size_t *skipped,
                               struct vmi_error *error) VMI_MUST_USE;

/*
 * Reads order days; NULL with ERROR filled when TEXT has none. The whole of TEXT is
 *
 *     weekdays                      MO,WE,FR or MO-FR, as vmi_weekdays_parse() has them
 *     a rule                        FREQ=MONTHLY;BYDAY=1MO (RFC 5545, 3.3.10), RRULE: before it or not, in either case
 *     a rule with its first day     DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU, the two parted by blanks or line
 *                                   ends; or DTSTART=2026-01-05;FREQ=WEEKLY;INTERVAL=2;BYDAY=TU
 *
 * From the first day intervals and COUNT are counted, and it gives the weekday, the day of the month or the month where
 * the rule names none; it is a day of the rule only where the rule has it. Without DTSTART it is Monday 1900-01-01, and
 * COUNT is an error. INTERVAL is at most 10,000 and COUNT at most 1,000,000; BYSETPOS chooses among the days of the whole
 * day, week, month or year, and the weeks of BYWEEKNO belong to the year that has most of their days (ISO 8601), but for
 * WKST. Errors are also parts of a rule below a day (FREQ=HOURLY, BYHOUR), parts that do not go together, and a rule that
 * gives no day from VMI_CALENDAR_FIRST to VMI_CALENDAR_LAST.
 */
const struct vmi_calendar *vmi_calendar_parse(struct vmi_slice text, struct vmi_arena *arena,
                                              struct vmi_error *error) VMI_MUST_USE;

/* ---- asking ---- */

bool vmi_calendar_is_open(const struct vmi_calendar *c, int32_t day);

/* The first open day on or after DAY, and the last on or before it; VMI_DAY_NONE where there is none. */
int32_t vmi_calendar_on_or_after(const struct vmi_calendar *c, int32_t day);
int32_t vmi_calendar_on_or_before(const struct vmi_calendar *c, int32_t day);

/*
 * The Nth open day after DAY, which itself is not counted; with N 0 the first on or after DAY. VMI_DAY_NONE where there
 * are not so many, and for N below 0.
 */
int32_t vmi_calendar_open_days_after(const struct vmi_calendar *c, int32_t day, int32_t n);

/*
 * The most days between one open day and the next: 1 for NULL, vmi_weekdays_longest_gap() for weekdays, more where days are
 * closed; of a rule between two of its days, not before its first or after its last. 0 when there are fewer than two
 * open days. Known beforehand, so that asking costs nothing.
 */
int32_t vmi_calendar_longest_gap(const struct vmi_calendar *c);

/*
 * The last of the days that were closed by vmi_calendar_close() or vmi_calendar_close_events(), whatever its weekday;
 * VMI_DAY_NONE for none. What comes after it was not known to the one who wrote the holidays down.
 */
int32_t vmi_calendar_last_exception(const struct vmi_calendar *c);

/*
 * What vmi_calendar_parse() read: weekdays as vmi_weekdays_format() writes them, a rule as it was written, with one blank
 * for all blanks and line ends. Unknown for other calendars. It lives in the arena.
 */
struct vmi_slice vmi_calendar_text(const struct vmi_calendar *c);

#endif
