#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/calendar.h"

static struct vmi_arena arena;

#define CALENDAR(events) "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" events "END:VCALENDAR\r\n"
#define EVENT(lines)     "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define ONE(lines)       CALENDAR(EVENT(lines))

static const struct {
    const char *name, *text, *days; /* closed, from 2026-12-01 to 2027-03-31 */
    size_t skipped;
} texts[] = {
    {"no event", CALENDAR(""), "", 0},
    {"a day", ONE("DTSTART;VALUE=DATE:20261225\r\n"), "12-25", 0},
    {"a day without VALUE", ONE("DTSTART:20261225\r\n"), "12-25", 0},
    {"LF, in lower case, with a mark",
     "\xEF\xBB\xBF"
     "begin:vcalendar\nbegin:vevent\ndtstart;value=date:20261225\nend:vevent\nend:"
     "vcalendar",
     "12-25", 0},
    {"DTEND is not part of it", ONE("DTSTART;VALUE=DATE:20261225\r\nDTEND;VALUE=DATE:20261227\r\n"), "12-25 12-26", 0},
    {"DTEND on the day itself", ONE("DTEND:20261225\r\nDTSTART:20261225\r\n"), "12-25", 0},
    {"DURATION", ONE("DTSTART;VALUE=DATE:20261230\r\nDURATION:P1W\r\n"), "12-30 12-31 01-01 01-02 01-03 01-04 01-05", 0},
    {"days and hours", ONE("DTSTART;VALUE=DATE:20261230\r\nDURATION:P1DT24H\r\n"), "12-30 12-31", 0},
    {"every year", ONE("DTSTART;VALUE=DATE:20001225\r\nRRULE:FREQ=YEARLY\r\n"), "12-25", 0},
    {"two days every year, one before the range", ONE("DTSTART:19501231\r\nDURATION:P2D\r\nRRULE:FREQ=YEARLY\r\n"), "12-31 01-01", 0},
    {"the last Monday of March", ONE("DTSTART:20200330\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1MO\r\n"), "03-29", 0},
    {"COUNT", ONE("DTSTART:20261228\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"), "12-28 01-04", 0},
    {"UNTIL", ONE("DTSTART:20261228\r\nRRULE:FREQ=WEEKLY;UNTIL=20270104T000000Z\r\n"), "12-28 01-04", 0},
    {"BYHOUR has no meaning for days", ONE("DTSTART:20261228\r\nRRULE:FREQ=WEEKLY;COUNT=1;BYHOUR=8\r\n"), "12-28", 0},
    {"the first instance stands though the rule has it not", ONE("DTSTART:20261228\r\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=1\r\n"), "12-28 12-29", 0},
    {"RDATE", ONE("DTSTART:20261228\r\nRDATE;VALUE=DATE:20261230,20270101\r\nRDATE:20270103\r\n"), "12-28 12-30 01-01 01-03", 0},
    {"periods", ONE("DTSTART:20261228\r\nRDATE;VALUE=PERIOD:20270101T000000Z/P2D,20270110T000000Z/20270111T000000Z\r\n"), "12-28 01-01 01-02 01-10", 0},
    {"EXDATE", ONE("DTSTART:20261228\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXDATE;VALUE=DATE:20261228,20261230\r\n"), "12-29 12-31", 0},
    {"EXRULE", ONE("DTSTART:20261228\r\nRRULE:FREQ=DAILY;COUNT=4\r\nEXRULE:FREQ=DAILY;INTERVAL=2\r\n"), "12-29 12-31", 0},
    {"nothing is left", ONE("DTSTART:20261228\r\nEXDATE:20261228\r\n"), "", 0},
    {"an instance moved",
     CALENDAR(EVENT("UID:a\r\nDTSTART:20261228\r\nRECURRENCE-ID;VALUE=DATE:20261227\r\n") EVENT("UID:a\r\nDTSTART:20261226\r\nRRULE:FREQ=DAILY;COUNT=3\r\nDURATION:P1D\r\n")
                  EVENT("UID:b\r\nDTSTART:20270227\r\n")),
     "12-26 12-28 02-27", 0},
    {"an instance moved for good", CALENDAR(EVENT("UID:a\r\nDTSTART:20261226\r\nRRULE:FREQ=DAILY;COUNT=3\r\n") EVENT("UID:a\r\nDTSTART:20270103\r\nRECURRENCE-ID:20261227\r\n")),
     "12-26 12-28 01-03", 0},
    {"an instance cancelled",
     CALENDAR(EVENT("UID:a\r\nDTSTART:20261226\r\nRRULE:FREQ=DAILY;COUNT=3\r\n") EVENT("UID:a\r\nSTATUS:CANCELLED\r\nDTSTART:20261227\r\nRECURRENCE-ID:20261227\r\n")),
     "12-26 12-28", 0},
    {"the instance of another", CALENDAR(EVENT("UID:a\r\nDTSTART:20261226\r\nRRULE:FREQ=DAILY;COUNT=2\r\n") EVENT("UID:b\r\nDTSTART:20270103\r\nRECURRENCE-ID:20261227\r\n")),
     "12-26 12-27 01-03", 0},
    {"cancelled", ONE("DTSTART:20261225\r\nSTATUS:CANCELLED\r\n"), "", 0},
    {"transparent", ONE("DTSTART:20261225\r\nTRANSP:TRANSPARENT\r\n"), "12-25", 0},
    {"a meeting", CALENDAR(EVENT("DTSTART:20261225T080000Z\r\nDTEND:20261225T170000Z\r\nRRULE:FREQ=DAILY\r\n") EVENT("DTSTART:20261226\r\n")), "12-26", 1},
    {"a time without an end", ONE("DTSTART:20261225T000000\r\n"), "", 1},
    {"less than a day", ONE("DTSTART:20261225T000000\r\nDTEND:20261225T235959\r\n"), "", 1},
    {"from midnight to midnight", ONE("DTSTART;TZID=America/New_York:20261225T000000\r\nDTEND;TZID=America/New_York:20261226T000000\r\n"), "12-25", 0},
    {"from evening to morning", ONE("DTSTART:20261224T180000\r\nDTEND:20261227T090000\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\n"), "12-25 12-26 01-01 01-02", 0},
    {"UNTIL at an hour", ONE("DTSTART:20261224T180000\r\nDURATION:P2D\r\nRRULE:FREQ=DAILY;INTERVAL=3;UNTIL=20261227T170000\r\n"), "12-25", 0},
    {"a day beside times", ONE("DTSTART:20261224T080000\r\nDURATION:PT1H\r\nRDATE;VALUE=DATE:20261226\r\n"), "12-26", 0},
    {"folded lines",
     "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTST\r\n ART;VALUE\r\n\t=DATE:2026\r\n 1225\r\nSUMMARY:a\r\n  "
     "b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
     "12-25", 0},
    {"a colon in quotes", ONE("DTSTART;X-A=\"b:c;d\";VALUE=DATE:20261225\r\n"), "12-25", 0},
    {"an alarm and a time zone",
     CALENDAR("BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:20261201T000000\r\nRRULE:FREQ=YEARLY\r\nEND:STANDARD\r\n"
              "END:VTIMEZONE\r\n" EVENT("DTSTART:20261225\r\nBEGIN:VALARM\r\nTRIGGER:-PT1H\r\nDURATION:x\r\nEND:VALARM\r\n") "BEGIN:VTODO\r\nDTSTART:x\r\nEND:VTODO\r\n"),
     "12-25", 0},
    {"two calendars", ONE("DTSTART:20261225\r\n") "\r\n" ONE("DTSTART:20270101\r\n"), "12-25 01-01", 0},
    {"all days there are", ONE("DTSTART:00010101\r\nDTEND:99991231\r\nRRULE:FREQ=DAILY;UNTIL=00010201\r\nEXDATE:20261201\r\n"), "all", 0},
    {"the last day there is", ONE("DTSTART:99991231\r\nRRULE:FREQ=DAILY\r\nDURATION:P9999999999999W\r\n"), "", 0},
};

static const char *closed_days(const struct vmi_calendar *c)
{
    static char text[2048];
    size_t used = 0;
    int closed = 0;
    int32_t first = vmi_day_of(2026, 12, 1), last = vmi_day_of(2027, 3, 31);
    text[0] = '\0';
    for (int32_t day = first; day <= last; day++) {
        char one[VMI_DATE_TEXT_SIZE];
        if (vmi_calendar_is_open(c, day))
            continue;
        vmi_day_format(day, one);
        used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", used ? " " : "", one + 5);
        closed++;
    }
    return closed == last - first + 1 ? "all" : text;
}

static void test_texts(void)
{
    for (size_t i = 0; i < VMI_COUNT(texts); i++) {
        struct vmi_calendar *c = vmi_calendar_new(&arena);
        struct vmi_error error = {0};
        size_t skipped = 99;
        bool good = vmi_calendar_close_events(c, vmi_slice_of(texts[i].text), &skipped, &error);
        is_text(good ? closed_days(c) : error.text, texts[i].days, "%s", texts[i].name);
        is_long((long long)skipped, (long long)texts[i].skipped, "events that close no day");
    }
}

#define NO_TEXT "is not an iCalendar text; BEGIN:VCALENDAR was expected"
#define OPEN    "BEGIN:VCALENDAR\nBEGIN:VEVENT\n"
#define SHUT    "\nEND:VEVENT\nEND:VCALENDAR\n"

static const struct {
    const char *text;
    uint64_t line;
    const char *error;
} errors[] = {
    {"", 1, NO_TEXT},
    {"date,closed\n2026-12-25,yes\n", 1, NO_TEXT},
    {"PK\003\004", 1, NO_TEXT},
    {"SUMMARY:x\n", 1, NO_TEXT},
    {"BEGIN:VEVENT\nDTSTART:20261225\nEND:VEVENT\n", 1, NO_TEXT},
    {"BEGIN:VCALENDAR\nEND:VCALENDAR\nx:y\n", 3, NO_TEXT},
    {"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", 3, NO_TEXT},
    {"BEGIN:VCALENDAR\n", 2, "the iCalendar text is cut off; END:VCALENDAR was expected"},
    {OPEN "DTSTART:20261225\nEND:VEV", 4, "END 'VEV' closes nothing that is open; END:VEVENT was expected"},
    {OPEN "DTSTART:20261225\nEND:VCALENDAR\n", 4, "END 'VCALENDAR' closes nothing that is open; END:VEVENT was expected"},
    {OPEN "rubbish" SHUT, 3, "the line 'rubbish' is none of iCalendar; NAME:VALUE was expected"},
    {OPEN "SUMMARY:x" SHUT, 2, "the event has no DTSTART; such as DTSTART;VALUE=DATE:20261225 was expected"},
    {OPEN "DTSTART:2026-12-25" SHUT, 3, "DTSTART '2026-12-25' is no date; such as 20261225 or 20261225T080000 was expected"},
    {OPEN "DTSTART:20260229" SHUT, 3, "DTSTART '20260229' is no date; such as 20261225 or 20261225T080000 was expected"},
    {OPEN "DTSTART:20261225\nDTEND:20261\n 224" SHUT, 4, "DTEND '20261224' is before DTSTART; a later end was expected"},
    {OPEN "DTSTART:20261225\nDTEND:x" SHUT, 4, "DTEND 'x' is no date; such as 20261225 or 20261225T080000 was expected"},
    {OPEN "DTSTART:20261225\nDURATION:-P1D" SHUT, 4, "DURATION '-P1D' is no duration; such as P1D was expected"},
    {OPEN "DTSTART:20261225\nDURATION:P1H" SHUT, 4, "DURATION 'P1H' is no duration; such as P1D was expected"},
    {OPEN "DTSTART:20261225\nRRULE:FREQ=WEKLY" SHUT, 4, "RRULE 'FREQ=WEKLY' is not a recurrence rule; as FREQ DAILY, WEEKLY, MONTHLY or YEARLY was expected"},
    {OPEN "DTSTART:20261225\nRRULE:FREQ=HOURLY" SHUT, 4,
     "RRULE 'FREQ=HOURLY' goes below a day, where whole days are closed; FREQ=DAILY, WEEKLY, MONTHLY or YEARLY was "
     "expected, without BYHOUR, BYMINUTE and BYSECOND"},
    {OPEN "DTSTART:20261225\nRDATE:20261226," SHUT, 4, "RDATE '20261226,' is no date; such as 20261225 or 20261225T080000 was expected"},
    {OPEN "DTSTART:20261225\nRDATE:20261226/P" SHUT, 4, "RDATE '20261226/P' has no end; such as 20261225T000000/P1D was expected"},
    {OPEN "DTSTART:20261225\nEXDATE:x" SHUT, 4, "EXDATE 'x' is no date; such as 20261225 or 20261225T080000 was expected"},
    {OPEN "DTSTART:20261225\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261225" SHUT, 4, "RECURRENCE-ID '20261225' has RANGE=THISANDFUTURE, which is not read; one instance was expected"},
};

static void test_errors(void)
{
    for (size_t i = 0; i < VMI_COUNT(errors); i++) {
        struct vmi_calendar *c = vmi_calendar_new(&arena);
        struct vmi_error error = {0};
        size_t skipped = 99;
        bool good = vmi_calendar_close_events(c, vmi_slice_of(errors[i].text), &skipped, &error);
        is_text(good ? "no error" : error.text, errors[i].error, "%s", errors[i].error);
        is_long((long long)error.line, (long long)errors[i].line, "its line");
        ok(error.status == VMI_USAGE && error.code && strcmp(error.code, "calendar") == 0 && skipped == 0 && vmi_calendar_last_exception(c) == VMI_DAY_NONE,
           "its status and code, and nothing is closed");
    }
}

/* ---- what the events do to a calendar ---- */

static void test_calendar(void)
{
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    struct vmi_error error;
    size_t skipped;
    vmi_calendar_set_weekdays(c, 0x1f);
    vmi_calendar_close(c, vmi_day_of(2026, 1, 1));
    ok(vmi_calendar_close_events(c, VMI_SLICE(ONE("DTSTART:20261224\r\nDTEND:20261227\r\n")), &skipped, &error), "events are closed besides other days");
    is_long(vmi_calendar_last_exception(c), vmi_day_of(2026, 12, 26), "the last of them");
    is_long(vmi_calendar_longest_gap(c), 5, "from Wednesday to Monday");
    ok(!vmi_calendar_is_open(c, vmi_day_of(2026, 1, 1)) && vmi_calendar_is_open(c, vmi_day_of(2026, 1, 2)), "the others stay closed");
    ok(!vmi_calendar_close_events(c, VMI_SLICE("BEGIN:VCALENDAR\n"), &skipped, &error) && vmi_calendar_longest_gap(c) == 5, "an error changes nothing");
    ok(vmi_calendar_close_events(c, VMI_SLICE(ONE("DTSTART:20000101\r\nRRULE:FREQ=YEARLY\r\n")), &skipped, &error), "a holiday without an end");
    is_long(vmi_calendar_last_exception(c), vmi_day_of(2149, 1, 1), "is known to the end of the range");
}

/* COUNT times the same line between two texts. */
static bool close_many(const char *begin, const char *line, int count, const char *end, struct vmi_error *error)
{
    struct vmi_buffer b = {0};
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    size_t skipped;
    vmi_buffer_add_slice(&b, vmi_slice_of(begin));
    for (int i = 0; i < count; i++)
        vmi_buffer_add_slice(&b, vmi_slice_of(line));
    vmi_buffer_add_slice(&b, vmi_slice_of(end));
    bool good = vmi_calendar_close_events(c, vmi_buffer_slice(&b), &skipped, error);
    vmi_buffer_free(&b);
    return good;
}

/* Nothing takes long, whatever the text is. */
static void test_large(void)
{
    struct vmi_error error = {0};
    ok(close_many("BEGIN:VCALENDAR\nX:", "long line ", 1000000, "\nEND:VCALENDAR\n", &error), "a line of 10 MB");
    ok(close_many(OPEN "DTSTART:20261225\nSUMMARY:", "a\n ", 1000000, SHUT, &error), "a line folded a million times");
    ok(close_many(OPEN "DTSTART:20261225\nDURATION:P9999W\nEXDATE:20261226\nRDATE:20261225", ",20261225", 100000, SHUT, &error), "100,000 dates");
    ok(close_many("BEGIN:VCALENDAR\n",
                  "BEGIN:VEVENT\nUID:a\nDTSTART:20261225\nEND:VEVENT\n"
                  "BEGIN:VEVENT\nUID:a\nRECURRENCE-ID:20261225\nDTSTART:20261225\nEND:VEVENT\n",
                  20000, "END:VCALENDAR\n", &error),
       "40,000 events of one name");
    ok(close_many("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nDTSTART:19700101\nRRULE:FREQ=YEARLY\nEND:VEVENT\n", 2000, "END:VCALENDAR\n", &error), "2,000 holidays without an end");
    ok(!close_many("BEGIN:VCALENDAR\n", "BEGIN:X\n", 1000000, "END:VCALENDAR\n", &error), "a million components deep");
    is_text(error.text, "components lie too deep within each other; at most 16 were expected", "the error says so");
    ok(!close_many("BEGIN:VCALENDAR\n", "BEGIN:VEVENT\nDTSTART:00010101\nDURATION:P9999W\nRRULE:FREQ=DAILY;COUNT=1000000\nEND:VEVENT\n", 50000, "END:VCALENDAR\n", &error),
       "50,000 events of a million days");
    is_text(error.text,
            "RRULE 'FREQ=DAILY;COUNT=1000000' is too much for one calendar, whose events recur too often; an end with UNTIL "
            "was expected",
            "the error says so");
    struct vmi_calendar *c = vmi_calendar_new(&arena);
    size_t skipped;
    static const char nul[] = OPEN "DTSTART:2026\0001225" SHUT;
    ok(!vmi_calendar_close_events(c, (struct vmi_slice){nul, sizeof nul - 1}, &skipped, &error), "a NUL in a date");
    static const char nul_text[] = OPEN "DTSTART:20261225\nSUMMARY:a\0b" SHUT;
    ok(vmi_calendar_close_events(c, (struct vmi_slice){nul_text, sizeof nul_text - 1}, &skipped, &error), "a NUL in a text that is not looked at");
}

int main(void)
{
    test_texts();
    test_errors();
    test_calendar();
    test_large();
    vmi_arena_free(&arena);
    return done();
}
