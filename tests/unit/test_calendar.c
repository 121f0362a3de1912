#include <stdio.h>

#include "tap.h"
#include "vmi/calendar.h"

static struct vmi_arena arena;

static int32_t day_of(const char *text)
{
    int32_t day;
    return vmi_day_parse(vmi_slice_of(text), &day) ? day : VMI_DAY_NONE;
}

/* The first COUNT open days on or after DAY, with blanks between; "..." where there are more. */
static const char *days_from(const struct vmi_calendar *c, int32_t day, int count)
{
    static char text[1024];
    size_t used = 0;
    text[0] = '\0';
    for (day = vmi_calendar_on_or_after(c, day); day != VMI_DAY_NONE && count-- > 0; day = vmi_calendar_on_or_after(c, day + 1)) {
        char one[VMI_DATE_TEXT_SIZE];
        vmi_day_format(day, one);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", one);
    }
    if (day != VMI_DAY_NONE)
        snprintf(text + used, sizeof text - used, " ...");
    return text;
}

static int count_words(const char *text)
{
    int words = 1;
    for (; *text; text++)
        words += *text == ' ';
    return words;
}

/* ---- order days ---- */

/* The first are the examples of RFC 5545, 3.8.5.3; the days of those that have more are written out by hand. */
static const struct {
    const char *text, *days; /* from the first on */
    int32_t gap;             /* -1: not looked at */
} rules[] = {
    {"DTSTART:19970902 RRULE:FREQ=DAILY;COUNT=3", "1997-09-02 1997-09-03 1997-09-04", 1},
    {"DTSTART:19970902 RRULE:FREQ=DAILY;INTERVAL=10;COUNT=5", "1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12", 10},
    {"DTSTART:19980101 RRULE:FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1", "1998-01-01 1998-01-02 ...", 335},
    {"DTSTART:19970902 RRULE:FREQ=WEEKLY;UNTIL=19970916", "1997-09-02 1997-09-09 1997-09-16", 7},
    {"DTSTART:19970902 RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02 1997-09-16 1997-09-30 1997-10-14 ...", 14},
    {"DTSTART:19970902 RRULE:FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH", "1997-09-02 1997-09-04 1997-09-09 1997-09-11", 5},
    {"DTSTART:19970901 RRULE:FREQ=WEEKLY;INTERVAL=2;UNTIL=19970920;WKST=SU;BYDAY=MO,WE,FR", "1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17 1997-09-19", 10},
    {"DTSTART:19970902 RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;WKST=SU;BYDAY=TU,TH", "1997-09-02 1997-09-04 1997-09-16 1997-09-18", 12},
    {"DTSTART:19970905 RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=1FR", "1997-09-05 1997-10-03 1997-11-07 1997-12-05", 35},
    {"DTSTART:19970907 RRULE:FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU",
     "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04 1998-01-25 1998-03-01 1998-03-29 1998-05-03 1998-05-31", 35},
    {"DTSTART:19970922 RRULE:FREQ=MONTHLY;COUNT=6;BYDAY=-2MO", "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19 1998-02-16", 35},
    {"DTSTART:19970928 RRULE:FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26 ...", 31},
    {"DTSTART:19970930 RRULE:FREQ=MONTHLY;COUNT=6;BYMONTHDAY=1,-1", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30 1997-12-01", 30},
    {"DTSTART:19970910 RRULE:FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15",
     "1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11 1999-03-12 1999-03-13", 541},
    {"DTSTART:19970610 RRULE:FREQ=YEARLY;COUNT=6;BYMONTH=6,7", "1997-06-10 1997-07-10 1998-06-10 1998-07-10 1999-06-10 1999-07-10", 335},
    {"DTSTART:19970310 RRULE:FREQ=YEARLY;INTERVAL=2;COUNT=4;BYMONTH=1,2,3", "1997-03-10 1999-01-10 1999-02-10 1999-03-10", 671},
    {"DTSTART:19970101 RRULE:FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200", "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09", 896},
    {"DTSTART:19970519 RRULE:FREQ=YEARLY;BYDAY=20MO", "1997-05-19 1998-05-18 1999-05-17 ...", 371},
    {"DTSTART:19970512 RRULE:FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12 1998-05-11 1999-05-17 ...", 371},
    {"DTSTART:19970313 RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=TH", "1997-03-13 1997-03-20 1997-03-27 1998-03-05 1998-03-12 1998-03-19 1998-03-26 ...", 343},
    {"DTSTART:19970902 RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13 ...", 427},
    {"DTSTART:19970913 RRULE:FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13", "1997-09-13 1997-10-11 1997-11-08 1997-12-13 1998-01-10 ...", 35},
    {"DTSTART:19961105 RRULE:FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", "1996-11-05 2000-11-07 2004-11-02 ...", 1463},
    {"DTSTART:19970904 RRULE:FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04 1997-10-07 1997-11-06", 33},
    {"DTSTART:19970929 RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29 1997-10-30 1997-11-27 1997-12-30 1998-01-29 ...", 33},
    {"DTSTART:19970805 RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "1997-08-05 1997-08-10 1997-08-19 1997-08-24", 9},
    {"DTSTART:19970805 RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "1997-08-05 1997-08-17 1997-08-19 1997-08-31", 12},
    {"DTSTART:20070115 RRULE:FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30", 28},
    /* Without a first day it is Monday 1900-01-01. */
    {"FREQ=DAILY", "1970-01-01 1970-01-02 ...", 1},
    {"FREQ=WEEKLY", "1970-01-05 1970-01-12 ...", 7},
    {"FREQ=MONTHLY", "1970-01-01 1970-02-01 1970-03-01 ...", 31},
    {"FREQ=YEARLY", "1970-01-01 1971-01-01 ...", 366},
    {"FREQ=WEEKLY;INTERVAL=2", "1970-01-12 1970-01-26 ...", 14},
    {"FREQ=WEEKLY;BYDAY=MO,TH", "1970-01-01 1970-01-05 1970-01-08 ...", 4},
    {"rrule:freq=weekly;byday=mo,th;", "1970-01-01 1970-01-05 1970-01-08 ...", 4},
    {"FREQ=MONTHLY;BYDAY=1MO", "1970-01-05 1970-02-02 1970-03-02 ...", 35},
    {"FREQ=MONTHLY;BYMONTHDAY=-1", "1970-01-31 1970-02-28 1970-03-31 ...", 31},
    {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "1972-02-29 1976-02-29 ...", 2921},
    {"FREQ=YEARLY;BYYEARDAY=366", "1972-12-31 1976-12-31 ...", 2921},
    {"FREQ=YEARLY;BYYEARDAY=-1", "1970-12-31 1971-12-31 1972-12-31 ...", 366},
    {"FREQ=YEARLY;BYMONTHDAY=1;UNTIL=19700301", "1970-01-01 1970-02-01 1970-03-01", 31},
    {"FREQ=YEARLY;BYMONTH=2,3;BYDAY=1MO", "1970-02-02 1970-03-02 1971-02-01 1971-03-01 ...", 343},
    {"FREQ=YEARLY;BYDAY=-1SU,1MO", "1970-01-05 1970-12-27 1971-01-04 ...", 363},
    /* Weeks belong to the year that has most of their days. */
    {"FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", "1971-01-01 1976-12-31 ...", -1},
    {"DTSTART:20241230 RRULE:FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1", "2024-12-30 2027-01-04 2029-01-01 ...", -1},
    {"DTSTART:20260815 RRULE:FREQ=YEARLY;BYWEEKNO=33", "2026-08-15 2027-08-21 2028-08-19 ...", -1},
    {"DTSTART:20260101 RRULE:FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO;COUNT=2", "2026-12-28 2027-12-27", 364},
    /* The first day, in its forms; it is a day of the rule where the rule has it. */
    {"DTSTART:20260105 RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "2026-01-06 2026-01-20 ...", 14},
    {"DTSTART;VALUE=DATE:20260105\r\nRRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU\r\n", "2026-01-06 2026-01-20 ...", 14},
    {"RRULE:FREQ=DAILY;COUNT=2\nDTSTART;TZID=\"a:b\":20260105T083000", "2026-01-05 2026-01-06", 1},
    {"DTSTART=2026-01-05;FREQ=DAILY;COUNT=2", "2026-01-05 2026-01-06", 1},
    {"dtstart=20260105;freq=daily;count=2", "2026-01-05 2026-01-06", 1},
    {"DTSTART:20260104 FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SA", "2026-01-05 2026-01-08 2026-01-19 2026-01-22 ...", 11},
    {"DTSTART:20260131 RRULE:FREQ=MONTHLY", "2026-01-31 2026-03-31 2026-05-31 ...", 61},
    {"DTSTART:00010101 RRULE:FREQ=DAILY;COUNT=719164", "1970-01-01 1970-01-02", 1},
    {"DTSTART:21491230 RRULE:FREQ=DAILY", "2149-12-30 2149-12-31", 1},
    {"DTSTART:21491231 RRULE:FREQ=DAILY", "2149-12-31", 0},
    {"FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=-1", "1970-01-02 1970-01-09 ...", 7},
    {"FREQ=DAILY;BYMONTHDAY=-2;UNTIL=19700301", "1970-01-30 1970-02-27", 28},
    {"FREQ=MONTHLY;BYDAY=MO,1TU;UNTIL=19700201", "1970-01-05 1970-01-06 1970-01-12 1970-01-19 1970-01-26", 7},
};

static void test_rules(void)
{
    for (size_t i = 0; i < VMI_COUNT(rules); i++) {
        struct vmi_error error = {0};
        const struct vmi_calendar *c = vmi_calendar_parse(vmi_slice_of(rules[i].text), &arena, &error);
        int count = count_words(rules[i].days) - (strstr(rules[i].days, "...") != NULL);
        is_text(c ? days_from(c, VMI_DAY_FIRST, count) : error.text, rules[i].days, "%s", rules[i].text);
        if (rules[i].gap >= 0)
            is_long(vmi_calendar_longest_gap(c), rules[i].gap, "its longest gap");
    }
}

#define NO_RULE " is not a set of weekdays or a recurrence rule; "

static const struct {
    const char *text, *error;
} errors[] = {
    {"", "''" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"MO,XX", "'MO,XX'" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"DTSTART:20260105", "'DTSTART:20260105'" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"FREQ=DAILY FREQ=DAILY", "'FREQ=DAILY FREQ=DAILY'" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"EXDATE:20260105 FREQ=DAILY", "'EXDATE:20260105 FREQ=DAILY'" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"FREQ=WEKLY", "'FREQ=WEKLY'" NO_RULE "as FREQ DAILY, WEEKLY, MONTHLY or YEARLY was expected"},
    {"FREQ", "'FREQ'" NO_RULE "such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"BYDAY=MO", "'BYDAY=MO'" NO_RULE "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY was expected"},
    {"FREQ=WEEKLY;BYDAY=XX", "'FREQ=WEEKLY;BYDAY=XX'" NO_RULE "as BYDAY weekdays such as MO,TH or 1MO,-1FR were expected"},
    {"FREQ=WEEKLY;BYDAYS=MO", "'FREQ=WEEKLY;BYDAYS=MO'" NO_RULE "a rule has no part 'BYDAYS'; did you mean BYDAY?"},
    {"FREQ=WEEKLY;;BYDAY=MO", "'FREQ=WEEKLY;;BYDAY=MO'" NO_RULE "a rule has no part ''"},
    {"FREQ=WEEKLY;BYDAY", "'FREQ=WEEKLY;BYDAY'" NO_RULE "as BYDAY weekdays such as MO,TH or 1MO,-1FR were expected"},
    {"FREQ=DAILY;FREQ=DAILY", "'FREQ=DAILY;FREQ=DAILY'" NO_RULE "FREQ was expected once"},
    {"FREQ=DAILY;INTERVAL=0", "'FREQ=DAILY;INTERVAL=0'" NO_RULE "as INTERVAL a number from 1 to 10000 was expected"},
    {"FREQ=DAILY;INTERVAL=99999999999999999999", "'FREQ=DAILY;INTERVAL=99999999999999999999'" NO_RULE "as INTERVAL a number from 1 to 10000 was expected"},
    {"FREQ=YEARLY;BYMONTH=13", "'FREQ=YEARLY;BYMONTH=13'" NO_RULE "as BYMONTH months from 1 to 12 were expected"},
    {"FREQ=YEARLY;BYMONTH=-1", "'FREQ=YEARLY;BYMONTH=-1'" NO_RULE "as BYMONTH months from 1 to 12 were expected"},
    {"FREQ=MONTHLY;BYMONTHDAY=32", "'FREQ=MONTHLY;BYMONTHDAY=32'" NO_RULE "as BYMONTHDAY days of a month such as 1,15 or -1 were expected"},
    {"FREQ=MONTHLY;BYMONTHDAY=0", "'FREQ=MONTHLY;BYMONTHDAY=0'" NO_RULE "as BYMONTHDAY days of a month such as 1,15 or -1 were expected"},
    {"FREQ=WEEKLY;BYMONTHDAY=1", "'FREQ=WEEKLY;BYMONTHDAY=1'" NO_RULE "BYMONTHDAY was expected with FREQ=DAILY, MONTHLY or YEARLY alone"},
    {"BYWEEKNO=1;FREQ=MONTHLY", "'BYWEEKNO=1;FREQ=MONTHLY'" NO_RULE "BYWEEKNO was expected with FREQ=YEARLY alone"},
    {"FREQ=WEEKLY;BYDAY=1MO", "'FREQ=WEEKLY;BYDAY=1MO'" NO_RULE "a weekday with a number was expected with FREQ=MONTHLY or YEARLY alone, without BYWEEKNO"},
    {"FREQ=DAILY;BYSETPOS=1", "'FREQ=DAILY;BYSETPOS=1'" NO_RULE "another part with BY was expected beside BYSETPOS"},
    {"FREQ=DAILY;UNTIL=20260230", "'FREQ=DAILY;UNTIL=20260230'" NO_RULE "as UNTIL a day such as 20261231 was expected"},
    {"DTSTART:20260101 FREQ=DAILY;UNTIL=20260201;COUNT=1", "'DTSTART:20260101 FREQ=DAILY;UNTIL=202602'..." NO_RULE "one of COUNT and UNTIL was expected, not both"},
    {"FREQ=WEEKLY;COUNT=3", "'FREQ=WEEKLY;COUNT=3' has COUNT without a day to count from; such as DTSTART:20260105 was "
                            "expected before it"},
    {"DTSTART:20260230 FREQ=DAILY", "'DTSTART:20260230 FREQ=DAILY' has no day as DTSTART; such as DTSTART:20260105 was "
                                    "expected"},
    {"DTSTART:20260101 DTSTART=2026-01-01;FREQ=DAILY", "'DTSTART:20260101 DTSTART=2026-01-01;FREQ'... has no day as DTSTART; such as DTSTART:20260105 was expected"},
    {"FREQ=HOURLY", "'FREQ=HOURLY' goes below a day, and order days are whole days; FREQ=DAILY, WEEKLY, MONTHLY or "
                    "YEARLY was expected, without BYHOUR, BYMINUTE and BYSECOND"},
    {"FREQ=DAILY;BYHOUR=8", "'FREQ=DAILY;BYHOUR=8' goes below a day, and order days are whole days; FREQ=DAILY, WEEKLY, "
                            "MONTHLY or YEARLY was expected, without BYHOUR, BYMINUTE and BYSECOND"},
    {"FREQ=DAILY;UNTIL=19691231", "'FREQ=DAILY;UNTIL=19691231' gives no day from 1970-01-01 to 2149-12-31"},
    {"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' gives no day from 1970-01-01 to "
                                            "2149-12-31"},
    {"DTSTART:21500101 FREQ=DAILY", "'DTSTART:21500101 FREQ=DAILY' gives no day from 1970-01-01 to 2149-12-31"},
    {"DTSTART:99991231 FREQ=YEARLY;BYWEEKNO=53", "'DTSTART:99991231 FREQ=YEARLY;BYWEEKNO=53' gives no day from 1970-01-01 "
                                                 "to 2149-12-31"},
};

static void test_errors(void)
{
    for (size_t i = 0; i < VMI_COUNT(errors); i++) {
        struct vmi_error error = {0};
        const struct vmi_calendar *c = vmi_calendar_parse(vmi_slice_of(errors[i].text), &arena, &error);
        is_text(c ? "no error" : error.text, errors[i].error, "'%s'", errors[i].text);
        ok(!c && error.status == VMI_USAGE && error.code && strcmp(error.code, "calendar") == 0 && !error.field[0], "its status and code");
    }
    struct vmi_error error = {0};
    ok(!vmi_calendar_parse(VMI_SLICE_NONE, &arena, &error), "an unknown text has no order days");
}

static void test_texts(void)
{
    static const struct {
        const char *text, *kept;
    } texts[] = {
        {"fr, mo", "MO,FR"},
        {"MO-FR", "MO,TU,WE,TH,FR"},
        {"FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"},
        {" DTSTART:20260105\r\n\tRRULE:FREQ=DAILY\n", "DTSTART:20260105 RRULE:FREQ=DAILY"},
    };
    struct vmi_error error;
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        is_slice(vmi_calendar_text(vmi_calendar_parse(vmi_slice_of(texts[i].text), &arena, &error)), texts[i].kept, "the text of '%s'", texts[i].text);
    ok(!vmi_calendar_text(NULL).text && !vmi_calendar_text(vmi_calendar_new(&arena)).text, "other calendars have no text");
}

/* ---- against rules worked out day by day ---- */

static int32_t monday_of(int32_t day)
{
    return day - vmi_day_weekday(day);
}

struct form {
    int kind, interval, weekday, nth, month, of_month;
    vmi_weekdays days;
    int32_t start;
};

static bool form_has(const struct form *f, int32_t day)
{
    int year, month, of_month, first_year, first_month, first_day;
    vmi_day_split(day, &year, &month, &of_month);
    vmi_day_split(f->start, &first_year, &first_month, &first_day);
    int months = (year - first_year) * 12 + month - first_month;
    if (day < f->start)
        return false;
    switch (f->kind) {
    case 0: /* weekly, on some weekdays */
        return (f->days >> vmi_day_weekday(day) & 1) && (monday_of(day) - monday_of(f->start)) / 7 % f->interval == 0;
    case 1: /* the nth weekday of a month, or the last */
        return months % f->interval == 0 && vmi_day_weekday(day) == f->weekday && (f->nth > 0 ? (of_month + 6) / 7 == f->nth : of_month + 7 > vmi_days_in_month(year, month));
    case 2: /* the last day of a month */
        return months % f->interval == 0 && of_month == vmi_days_in_month(year, month);
    case 3: /* a day of a year */
        return (year - first_year) % f->interval == 0 && month == f->month && of_month == f->of_month;
    default: /* every so many days */
        return (day - f->start) % f->interval == 0;
    }
}

static void write_form(const struct form *f, char text[200])
{
    char days[VMI_WEEKDAYS_TEXT_SIZE], weekday[VMI_WEEKDAYS_TEXT_SIZE], start[VMI_DATE_TEXT_SIZE];
    vmi_weekdays_format(f->days, days);
    vmi_weekdays_format((vmi_weekdays)(1 << f->weekday), weekday);
    vmi_day_format(f->start, start);
    int used = snprintf(text, 200, "DTSTART=%s;INTERVAL=%d;", start, f->interval);
    char *rest = text + used;
    size_t room = 200 - (size_t)used;
    if (f->kind == 0)
        snprintf(rest, room, "FREQ=WEEKLY;BYDAY=%s", days);
    else if (f->kind == 1)
        snprintf(rest, room, "FREQ=MONTHLY;BYDAY=%d%s", f->nth, weekday);
    else if (f->kind == 2)
        snprintf(rest, room, "FREQ=MONTHLY;BYMONTHDAY=-1");
    else if (f->kind == 3)
        snprintf(rest, room, "FREQ=YEARLY;BYMONTH=%d;BYMONTHDAY=%d", f->month, f->of_month);
    else
        snprintf(rest, room, "FREQ=DAILY");
}

static void test_forms(void)
{
    uint64_t state = 7;
    int wrong = 0, wanted = rounds(400);
    char text[200];
    for (int i = 0; i < wanted; i++) {
        struct form f = {.kind = i % 5, .interval = 1 + chance_below(&state, 6), .weekday = chance_below(&state, 7)};
        struct vmi_error error = {0};
        f.nth = chance_below(&state, 2) ? -1 : 1 + chance_below(&state, 5);
        f.month = 1 + chance_below(&state, 12);
        f.of_month = 1 + chance_below(&state, f.month == 2 ? 29 : 30);
        f.days = (vmi_weekdays)(1 + chance_below(&state, 127));
        f.start = chance_below(&state, 30000) - 5000;
        write_form(&f, text);
        const struct vmi_calendar *c = vmi_calendar_parse(vmi_slice_of(text), &arena, &error);
        int bad = 0;
        if (!c) { /* 29 February may not come with a year of the interval */
            bad = f.kind != 3 || f.month != 2 || f.of_month != 29;
        } else {
            for (int32_t day = VMI_CALENDAR_FIRST; day <= VMI_CALENDAR_LAST; day++)
                bad += vmi_calendar_is_open(c, day) != form_has(&f, day);
        }
        if (bad)
            note("%s: %d days", text, bad);
        wrong += bad != 0;
        vmi_arena_clear(&arena);
    }
    is_long(wrong, 0, "%d rules give the days that were worked out one by one", wanted);
}

/* ---- holidays and edges ---- */

static void test_without(void)
{
    ok(vmi_calendar_is_open(NULL, VMI_DAY_FIRST) && vmi_calendar_is_open(NULL, VMI_DAY_LAST), "no calendar is open");
    ok(!vmi_calendar_is_open(NULL, VMI_DAY_NONE) && !vmi_calendar_is_open(NULL, VMI_DAY_LAST + 1), "but on days alone");
    is_long(vmi_calendar_on_or_after(NULL, 5), 5, "on or after a day is the day");
    is_long(vmi_calendar_on_or_before(NULL, 5), 5, "on or before it too");
    is_long(vmi_calendar_on_or_after(NULL, VMI_DAY_NONE), VMI_DAY_NONE, "of no day there is none");
    is_long(vmi_calendar_open_days_after(NULL, 5, 260), 265, "260 days after");
    is_long(vmi_calendar_open_days_after(NULL, 5, -1), VMI_DAY_NONE, "not below 0");
    is_long(vmi_calendar_open_days_after(NULL, VMI_DAY_LAST, 1), VMI_DAY_NONE, "not beyond the last day");
    is_long(vmi_calendar_longest_gap(NULL), 1, "the gap is a day");
    is_long(vmi_calendar_last_exception(NULL), VMI_DAY_NONE, "no exception");
}

static void test_holidays(void)
{
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    int32_t day = day_of("2026-12-25");
    is_long(vmi_calendar_longest_gap(c), 1, "every day is open");
    vmi_calendar_set_weekdays(c, 0x1f);
    is_long(vmi_calendar_longest_gap(c), 3, "from Friday to Monday");
    is_long(vmi_calendar_last_exception(c), VMI_DAY_NONE, "nothing is closed");
    vmi_calendar_close(c, day);
    is_long(vmi_calendar_longest_gap(c), 4, "from Thursday, over a Friday, to Monday");
    is_text(days_from(c, day - 1, 3), "2026-12-24 2026-12-28 2026-12-29 ...", "Christmas is closed");
    vmi_calendar_close(c, day_of("2026-12-26"));
    is_long(vmi_calendar_last_exception(c), day + 1, "a Saturday is an exception too");
    is_long(vmi_calendar_open_days_after(c, day, 0), day + 3, "0 open days after a closed day is the next open one");
    is_long(vmi_calendar_open_days_after(c, day, 1), day + 3, "and so is 1");
    is_long(vmi_calendar_open_days_after(c, day - 1, 1), day + 3, "1 open day after the day before");
    is_long(vmi_calendar_on_or_before(c, day + 2), day - 1, "and before it");
    is_long(vmi_calendar_open_days_after(c, day_of("2026-01-01"), 260), day_of("2027-01-01"), "260 working days after New Year, with Christmas");
    vmi_calendar_close(c, VMI_CALENDAR_LAST + 1);
    vmi_calendar_close(c, VMI_DAY_NONE);
    is_long(vmi_calendar_last_exception(c), day + 1, "beyond the range nothing is closed");
    vmi_calendar_set_weekdays(c, 0);
    ok(vmi_calendar_on_or_after(c, VMI_DAY_FIRST) == VMI_DAY_NONE && vmi_calendar_on_or_before(c, VMI_DAY_LAST) == VMI_DAY_NONE &&
           vmi_calendar_open_days_after(c, VMI_DAY_FIRST, 3) == VMI_DAY_NONE,
       "of no weekday it is never open");
    is_long(vmi_calendar_longest_gap(c), 0, "and has no gap");
}

/* Closed for years, and for all of the range. */
static void test_long_closed(void)
{
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    int32_t from = day_of("2027-01-01"), to = day_of("2031-12-31");
    for (int32_t day = from; day <= to; day++)
        vmi_calendar_close(c, day);
    is_long(vmi_calendar_on_or_after(c, from), to + 1, "open again after five years");
    is_long(vmi_calendar_on_or_before(c, to), from - 1, "and open before them");
    is_long(vmi_calendar_longest_gap(c), to - from + 2, "the longest gap is the time it is closed");
    is_long(vmi_calendar_open_days_after(c, from - 10, 20), to + 11, "counted over it");
    for (int32_t day = VMI_CALENDAR_FIRST; day <= VMI_CALENDAR_LAST; day++)
        vmi_calendar_close(c, day);
    is_long(vmi_calendar_on_or_after(c, VMI_CALENDAR_FIRST), VMI_CALENDAR_LAST + 1, "open after the whole range");
    is_long(vmi_calendar_on_or_before(c, VMI_CALENDAR_LAST), VMI_CALENDAR_FIRST - 1, "open before the whole range");
    is_long(vmi_calendar_open_days_after(c, VMI_CALENDAR_FIRST - 3, 5), VMI_CALENDAR_LAST + 3, "and counted over it");
    is_long(vmi_calendar_last_exception(c), VMI_CALENDAR_LAST, "the last exception");
}

/* Weekdays and closed days, or a rule, against what is found by going day by day. */
static int walk_differs(const struct vmi_calendar *c, int32_t from, int32_t to)
{
    int wrong = 0, open = 0;
    int32_t next = VMI_DAY_NONE, previous = VMI_DAY_NONE;
    for (int32_t day = to; day >= from; day--) {
        if (vmi_calendar_is_open(c, day))
            next = day;
        wrong += next != VMI_DAY_NONE && vmi_calendar_on_or_after(c, day) != next;
    }
    for (int32_t day = from; day <= to; day++) {
        bool is_open = vmi_calendar_is_open(c, day);
        previous = is_open ? day : previous;
        open += is_open && day > from;
        wrong += previous != VMI_DAY_NONE && vmi_calendar_on_or_before(c, day) != previous;
        wrong += is_open && day > from && vmi_calendar_open_days_after(c, from, open) != day;
    }
    return wrong;
}

static int32_t walked_gap(const struct vmi_calendar *c, int32_t from, int32_t to)
{
    int32_t last = VMI_DAY_NONE, longest = 0;
    for (int32_t day = from; day <= to; day++) {
        if (!vmi_calendar_is_open(c, day))
            continue;
        if (last != VMI_DAY_NONE && day - last > longest)
            longest = day - last;
        last = day;
    }
    return longest;
}

static void test_walks(void)
{
    uint64_t state = 11;
    int wrong = 0;
    for (int i = 0; i < 20; i++) {
        struct vmi_calendar *c = vmi_calendar_new(&arena);
        vmi_calendar_set_weekdays(c, (vmi_weekdays)(1 + chance_below(&state, 127)));
        for (int n = chance_below(&state, 2) ? 300 : 60000; i % 4 && n > 0; n--)
            vmi_calendar_close(c, chance_below(&state, VMI_CALENDAR_LAST + 1));
        wrong += walk_differs(c, -1000, 1000) + walk_differs(c, VMI_CALENDAR_LAST - 2000, VMI_CALENDAR_LAST + 2000);
        wrong += walk_differs(c, VMI_DAY_FIRST, VMI_DAY_FIRST + 100) + walk_differs(c, VMI_DAY_LAST - 100, VMI_DAY_LAST);
        wrong += walked_gap(c, -20, VMI_CALENDAR_LAST + 20) != vmi_calendar_longest_gap(c);
    }
    for (size_t i = 0; i < VMI_COUNT(rules); i++) {
        struct vmi_error error;
        const struct vmi_calendar *c = vmi_calendar_parse(vmi_slice_of(rules[i].text), &arena, &error);
        wrong += walk_differs(c, -100, 3000) + walk_differs(c, VMI_CALENDAR_LAST - 500, VMI_CALENDAR_LAST + 100);
        wrong += walked_gap(c, VMI_CALENDAR_FIRST, VMI_CALENDAR_LAST) != vmi_calendar_longest_gap(c);
    }
    is_long(wrong, 0, "every question has the answer that is found day by day");
    vmi_weekdays mondays = 1;
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    vmi_calendar_set_weekdays(c, mondays);
    is_long(vmi_calendar_open_days_after(c, 0, 260), 4 + 259 * 7, "260 Mondays");
    is_long(vmi_calendar_on_or_after(c, VMI_DAY_LAST), VMI_DAY_NONE, "9999-12-31 is a Friday, without a Monday after it");
    is_long(vmi_calendar_on_or_before(c, VMI_DAY_FIRST), VMI_DAY_FIRST, "0001-01-01 is a Monday");
    is_long(vmi_calendar_open_days_after(c, VMI_DAY_FIRST, INT32_MAX), VMI_DAY_NONE, "more Mondays than there are");
}

int main(void)
{
    is_long(VMI_CALENDAR_FIRST, vmi_day_of(1970, 1, 1), "the first day of the range");
    is_long(VMI_CALENDAR_LAST, vmi_day_of(2149, 12, 31), "its last day");
    test_rules();
    test_errors();
    test_texts();
    test_without();
    test_holidays();
    test_long_closed();
    test_walks();
    test_forms();
    vmi_arena_free(&arena);
    return done();
}
