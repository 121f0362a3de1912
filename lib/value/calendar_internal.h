/*
 * What the files of the calendar share: sets of days, recurrence rules, and the values of iCalendar.
 *
 * Why not libical? Its 3.0.16 ends FREQ=YEARLY;BYWEEKNO=33 from 1981-04-28 with a segmentation fault, passes over
 * BYSETPOS in weekly rules and over the months of FREQ=YEARLY;BYMONTHDAY=13, writes to standard error, cannot be told
 * how long to look for a day that never comes, and its ICU makes every program three times as long to start. An order
 * day that is wrong is an order that is wrong. tests/unit/test_calendar.c has the examples of RFC 5545.
 */
#ifndef VALUE_CALENDAR_INTERNAL_H
#define VALUE_CALENDAR_INTERNAL_H

#include "vmi/calendar.h"

/* ---- sets of days (calendar.c) ---- */

enum { VMI_DAY_SET_WORDS = (VMI_CALENDAR_LAST - VMI_CALENDAR_FIRST) / 64 + 1 };

/* A bit a day from VMI_CALENDAR_FIRST on. The bits of the last word beyond VMI_CALENDAR_LAST stay 0. */
struct vmi_day_set {
    uint64_t words[VMI_DAY_SET_WORDS];
};

/* Adds the days from FIRST to LAST, as far as they lie within the calendar's range. */
void vmi_day_set_add(struct vmi_day_set *set, int64_t first, int64_t last);

/* ---- values of iCalendar (ical_value.c) ---- */

enum { VMI_DAY_SECONDS = 86400 };

/* A DATE or a DATE-TIME as it is written (RFC 5545, 3.3.4 and 3.3.5). */
struct vmi_moment {
    int32_t day;    /* VMI_DAY_NONE: not given */
    int32_t second; /* of the day, up to 86400 for a leap second; 0 for a DATE */
    bool timed;
};

#define VMI_MOMENT_NONE ((struct vmi_moment){VMI_DAY_NONE, 0, false})

/* A line "NAME;PARAMETER=...:VALUE" (RFC 5545, 3.1), its parameters with their ";", or "". */
struct vmi_ical_line {
    struct vmi_slice name, parameters, value;
};

/* The same text, but for the case of ASCII letters. */
bool vmi_ical_same(struct vmi_slice a, struct vmi_slice b);

bool vmi_ical_split(struct vmi_slice text, struct vmi_ical_line *line) VMI_MUST_USE;
bool vmi_moment_parse(struct vmi_slice s, struct vmi_moment *moment) VMI_MUST_USE;

/* A DURATION (3.3.6) in seconds; one that is longer than all days there are is cut to them. Below 0 is none. */
bool vmi_duration_parse(struct vmi_slice s, int64_t *seconds) VMI_MUST_USE;

/* Digits alone, from LEAST to MOST, which is below 2^31. */
bool vmi_number_parse(struct vmi_slice s, int least, int most, int *number) VMI_MUST_USE;

/* 0 is Monday; -1 is none. In either case. */
int vmi_weekday_parse(struct vmi_slice s);

/* ---- recurrence rules (RFC 5545, 3.3.10) ---- */

enum vmi_frequency { VMI_DAILY, VMI_WEEKLY, VMI_MONTHLY, VMI_YEARLY };

/* Numbers that are counted from the front (1) or from the end (-1), up to 366. */
struct vmi_ordinals {
    bool given;
    uint64_t front[6], back[6];
};

struct vmi_recurrence {
    enum vmi_frequency frequency;
    bool clock;              /* has a part below a day */
    bool smaller;            /* the frequency itself is below a day */
    int interval;            /* 1 where not given */
    int count;               /* 0 where not given */
    struct vmi_moment until; /* not after this */
    int week_start;
    struct vmi_ordinals months, month_days, year_days, weeks, positions;
    bool by_day;
    vmi_weekdays weekdays;      /* of BYDAY, without a number */
    struct vmi_ordinals nth[7]; /* of BYDAY, with a number, by weekday */
};

#define VMI_RULE_WHY_SIZE 200

/* Reads the whole of TEXT; or says in WHY what was expected instead (recurrence.c). */
bool vmi_recurrence_parse(struct vmi_slice text, struct vmi_recurrence *rule,
                          char why[VMI_RULE_WHY_SIZE]) VMI_MUST_USE;

/*
 * Calls EACH for the days of a rule that begins at START, in their order, from FIRST to LAST (recurrence_days.c). What is
 * below a day in the rule is not looked at. Takes one off *BUDGET for every day it looks at, and returns false
 * when that has come to 0.
 */
bool vmi_recurrence_expand(const struct vmi_recurrence *rule, struct vmi_moment start, int32_t first,
                           int32_t last, uint64_t *budget, void (*each)(void *context, int32_t day),
                           void *context) VMI_MUST_USE;

/* ---- iCalendar texts (ical.c, ical_event.c) ---- */

enum vmi_ical_kind {
    VMI_ICAL_DTSTART,
    VMI_ICAL_DTEND,
    VMI_ICAL_DURATION,
    VMI_ICAL_RRULE,
    VMI_ICAL_EXRULE,
    VMI_ICAL_RDATE,
    VMI_ICAL_EXDATE,
    VMI_ICAL_RECURRENCE_ID,
    VMI_ICAL_UID,
    VMI_ICAL_STATUS,
    VMI_ICAL_KINDS,
};

extern const char *const vmi_ical_names[VMI_ICAL_KINDS];

/* A property that says when an event is. */
struct vmi_ical_property {
    struct vmi_ical_property *next;
    enum vmi_ical_kind kind;
    struct vmi_slice parameters, value;
    uint64_t line;
};

struct vmi_ical_event {
    struct vmi_ical_property *properties; /* in their order */
    uint64_t line;                        /* of its BEGIN */
    struct vmi_moment start;
    int64_t length; /* seconds */
    struct vmi_slice uid;
    struct vmi_moment replaces; /* the instance whose place it takes */
    bool cancelled;
};

struct vmi_ical_events {
    struct vmi_ical_event *items; /* for free() */
    size_t count, capacity;
};

/* The properties of an event as its start, length, uid ...; ERROR with its line. */
bool vmi_ical_settle(struct vmi_ical_event *event, struct vmi_error *error) VMI_MUST_USE;

/* Adds the days of the events to SET. */
bool vmi_ical_close(const struct vmi_ical_events *events, struct vmi_day_set *set, size_t *skipped,
                    struct vmi_error *error) VMI_MUST_USE;

/* Reads a whole text and adds the days of its events to SET. */
bool vmi_ical_read(struct vmi_slice ics, struct vmi_day_set *set, size_t *skipped,
                   struct vmi_error *error) VMI_MUST_USE;

/* "NAME 'VALUE' EXPECTED", on a line. Returns false. */
bool vmi_ical_wrong(struct vmi_error *error, uint64_t line, const char *name, struct vmi_slice value,
                    const char *expected);

#endif
