#include "calendar_internal.h"

#include <stdio.h>
#include <stdlib.h>

#include "vmi/memory.h"

/* Days that the rules of one text may look at: 600 daily events without an end, 5,000 yearly ones; below a second. */
static const uint64_t MOST_DAYS = UINT64_C(40000000);

/* ---- an event's own properties ---- */

static const struct vmi_ical_property *find(const struct vmi_ical_event *event, enum vmi_ical_kind kind)
{
    const struct vmi_ical_property *p = event->properties;
    while (p && p->kind != kind)
        p = p->next;
    return p;
}

static bool wrong(struct vmi_error *error, const struct vmi_ical_property *p, const char *expected)
{
    return vmi_ical_wrong(error, p->line, vmi_ical_names[p->kind], p->value, expected);
}

static const char NO_MOMENT[] = "is no date; such as 20261225 or 20261225T080000 was expected";

static bool read_moment(const struct vmi_ical_event *event, enum vmi_ical_kind kind,
                        struct vmi_moment *moment, struct vmi_error *error)
{
    const struct vmi_ical_property *p = find(event, kind);
    *moment = VMI_MOMENT_NONE;
    return !p || vmi_moment_parse(p->value, moment) || wrong(error, p, NO_MOMENT);
}

static int64_t seconds_between(struct vmi_moment from, struct vmi_moment to)
{
    return ((int64_t)to.day - from.day) * VMI_DAY_SECONDS + to.second - from.second;
}

static bool read_length(struct vmi_ical_event *event, struct vmi_error *error)
{
    const struct vmi_ical_property *duration = find(event, VMI_ICAL_DURATION);
    struct vmi_moment end;
    if (!read_moment(event, VMI_ICAL_DTEND, &end, error))
        return false;
    event->length = event->start.timed ? 0 : VMI_DAY_SECONDS;
    if (end.day != VMI_DAY_NONE) {
        int64_t length = seconds_between(event->start, end);
        if (length < 0)
            return wrong(error, find(event, VMI_ICAL_DTEND), "is before DTSTART; a later end was expected");
        if (length > 0) /* many write the day itself as the end of a day */
            event->length = length;
    } else if (duration && !vmi_duration_parse(duration->value, &event->length)) {
        return wrong(error, duration, "is no duration; such as P1D was expected");
    }
    return true;
}

/* An instance and all that come after it. */
static bool replaces_more(const struct vmi_ical_property *p)
{
    struct vmi_slice rest = p->parameters;
    while (rest.text)
        if (vmi_ical_same(vmi_slice_trim(vmi_slice_cut(&rest, ';')), VMI_SLICE("RANGE=THISANDFUTURE")))
            return true;
    return false;
}

bool vmi_ical_settle(struct vmi_ical_event *event, struct vmi_error *error)
{
    const struct vmi_ical_property *status = find(event, VMI_ICAL_STATUS), *uid = find(event, VMI_ICAL_UID);
    const struct vmi_ical_property *replaced = find(event, VMI_ICAL_RECURRENCE_ID);
    event->cancelled = status && vmi_ical_same(vmi_slice_trim(status->value), VMI_SLICE("CANCELLED"));
    event->uid = uid ? uid->value : VMI_SLICE("");
    if (!read_moment(event, VMI_ICAL_RECURRENCE_ID, &event->replaces, error))
        return false;
    if (replaced && replaces_more(replaced))
        return wrong(error, replaced,
                     "has RANGE=THISANDFUTURE, which is not read; one instance was expected");
    if (event->cancelled)
        return true;
    if (!read_moment(event, VMI_ICAL_DTSTART, &event->start, error))
        return false;
    if (event->start.day == VMI_DAY_NONE) {
        error->line = event->line;
        error->column = 0;
        return vmi_error_set(error, VMI_USAGE, "calendar",
                             "the event has no DTSTART; such as DTSTART;VALUE=DATE:20261225 "
                             "was expected");
    }
    return read_length(event, error);
}

/* ---- instances that others took the place of ---- */

struct replaced {
    struct vmi_slice uid;
    int32_t day;
};

static int compare_replaced(const void *a, const void *b)
{
    const struct replaced *x = a, *y = b;
    int order = vmi_slice_compare(x->uid, y->uid);
    return order ? order : (x->day > y->day) - (x->day < y->day);
}

/* All of a text, sorted by the event and the day; for free(). */
static struct replaced *list_replaced(const struct vmi_ical_events *events, size_t *count)
{
    struct replaced *list = vmi_alloc_zeroed(events->count, sizeof *list);
    *count = 0;
    for (size_t i = 0; i < events->count; i++) {
        const struct vmi_ical_event *event = &events->items[i];
        if (event->replaces.day != VMI_DAY_NONE && event->uid.length)
            list[(*count)++] = (struct replaced){event->uid, event->replaces.day};
    }
    if (*count)
        qsort(list, *count, sizeof *list, compare_replaced);
    return list;
}

/* How many of the list come before an event's instance of a day. */
static size_t count_before(const struct replaced *list, size_t count, struct vmi_slice uid, int32_t day)
{
    const struct replaced wanted = {uid, day};
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (compare_replaced(&list[middle], &wanted) < 0)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

static int compare_days(const void *a, const void *b)
{
    const struct replaced *x = a, *y = b;
    return (x->day > y->day) - (x->day < y->day);
}

/* ---- the days of an event ---- */

struct closing {
    struct vmi_day_set *set;
    const struct vmi_ical_event *event;
    const struct replaced *replaced; /* of this event */
    size_t replaced_count;
    struct vmi_day_set except; /* days on which no instance begins */
    bool excepts;              /* there are any */
    int64_t closed_up_to;      /* by the rule that is read */
    uint64_t budget;
    bool any, whole; /* instances; and those that cover a whole day */
    struct vmi_error *error;
};

/* The whole days of an instance; false where there are none. */
static bool whole_days(struct vmi_moment at, int64_t length, int64_t *first, int64_t *last)
{
    *first = (int64_t)at.day + (at.second + VMI_DAY_SECONDS - 1) / VMI_DAY_SECONDS;
    *last = at.day + (at.second + length) / VMI_DAY_SECONDS - 1;
    return *last >= *first;
}

static bool is_excepted(const struct closing *c, int32_t day)
{
    bool kept = day >= VMI_CALENDAR_FIRST && day <= VMI_CALENDAR_LAST;
    if (kept && c->except.words[day / 64] >> day % 64 & 1)
        return true;
    struct replaced wanted = {.day = day};
    return c->replaced_count && bsearch(&wanted, c->replaced, c->replaced_count, sizeof wanted, compare_days);
}

static void close_instance(struct closing *c, struct vmi_moment at, int64_t length)
{
    int64_t first, last;
    if (is_excepted(c, at.day))
        return;
    c->any = true;
    if (!whole_days(at, length, &first, &last))
        return;
    c->whole = true;
    vmi_day_set_add(c->set, first, last);
}

/* Instances of a rule come in their order, so that what lies on days closed before is not closed once more. */
static void close_instance_of_rule(void *context, int32_t day)
{
    struct closing *c = context;
    struct vmi_moment at = {day, c->event->start.second, c->event->start.timed};
    int64_t first, last;
    if (is_excepted(c, day) || !whole_days(at, c->event->length, &first, &last))
        return;
    vmi_day_set_add(c->set, first > c->closed_up_to ? first : c->closed_up_to + 1, last);
    c->closed_up_to = last;
}

static void except_day(void *context, int32_t day)
{
    struct closing *c = context;
    vmi_day_set_add(&c->except, day, day);
    c->excepts = true;
}

static bool expand(struct closing *c, const struct vmi_ical_property *p, int32_t first,
                   void (*each)(void *context, int32_t day))
{
    struct vmi_recurrence rule;
    char why[VMI_RULE_WHY_SIZE], expected[VMI_RULE_WHY_SIZE + 32];
    if (!vmi_recurrence_parse(p->value, &rule, why)) {
        snprintf(expected, sizeof expected, "is not a recurrence rule; %s", why);
        return wrong(c->error, p, expected);
    }
    /* RFC 5545, 3.3.10: BYHOUR and its like are ignored where the event has no times. */
    if (rule.smaller || (rule.clock && c->event->start.timed))
        return wrong(c->error, p,
                     "goes below a day, where whole days are closed; FREQ=DAILY, WEEKLY, MONTHLY or YEARLY "
                     "was expected, without BYHOUR, BYMINUTE and BYSECOND");
    c->closed_up_to = INT64_MIN / 2;
    return vmi_recurrence_expand(&rule, c->event->start, first, VMI_CALENDAR_LAST, &c->budget, each, c) ||
           wrong(
               c->error, p,
               "is too much for one calendar, whose events recur too often; an end with UNTIL was expected");
}

/* The instances of RRULE, where they cover whole days; they all lie at the same time of day. */
static bool close_rule(struct closing *c, const struct vmi_ical_property *p)
{
    int64_t whole_first, whole_last, first;
    c->any = true;
    if (!whole_days(c->event->start, c->event->length, &whole_first, &whole_last))
        return true;
    c->whole = true;
    /* What begins before the calendar's range may last into it. */
    first = VMI_CALENDAR_FIRST - c->event->length / VMI_DAY_SECONDS - 1;
    return expand(c, p, first < VMI_DAY_FIRST ? VMI_DAY_FIRST : (int32_t)first, close_instance_of_rule);
}

/* Dates, and of RDATE also periods "start/end" and "start/duration" (RFC 5545, 3.8.5.2). */
static bool close_dates(struct closing *c, const struct vmi_ical_property *p)
{
    struct vmi_slice rest = p->value;
    while (rest.text) {
        struct vmi_slice to = vmi_slice_cut(&rest, ','), from = vmi_slice_cut(&to, '/');
        struct vmi_moment start, end;
        int64_t length = c->event->length;
        if (!vmi_moment_parse(from, &start))
            return wrong(c->error, p, NO_MOMENT);
        if (!start.timed && c->event->start.timed)
            length = VMI_DAY_SECONDS; /* a day where the event has times is that day */
        if (to.text && vmi_moment_parse(to, &end))
            length = seconds_between(start, end);
        else if (to.text && !vmi_duration_parse(to, &length))
            return wrong(c->error, p, "has no end; such as 20261225T000000/P1D was expected");
        close_instance(c, start, length);
    }
    return true;
}

static bool except_dates(struct closing *c, const struct vmi_ical_property *p)
{
    struct vmi_slice rest = p->value;
    struct vmi_moment moment;
    while (rest.text) {
        if (!vmi_moment_parse(vmi_slice_cut(&rest, ','), &moment))
            return wrong(c->error, p, NO_MOMENT);
        except_day(c, moment.day);
    }
    return true;
}

static bool close_event(struct closing *c, const struct vmi_ical_event *event)
{
    const struct vmi_ical_property *p;
    bool good = true;
    c->event = event;
    c->any = c->whole = false;
    if (c->excepts)
        memset(&c->except, 0, sizeof c->except);
    c->excepts = false;
    for (p = event->properties; p && good; p = p->next) {
        if (p->kind == VMI_ICAL_EXDATE)
            good = except_dates(c, p);
        else if (p->kind == VMI_ICAL_EXRULE)
            good = expand(c, p, VMI_CALENDAR_FIRST, except_day);
    }
    if (good)
        close_instance(c, event->start, event->length);
    for (p = event->properties; p && good; p = p->next) {
        if (p->kind == VMI_ICAL_RRULE)
            good = close_rule(c, p);
        else if (p->kind == VMI_ICAL_RDATE)
            good = close_dates(c, p);
    }
    return good;
}

bool vmi_ical_close(const struct vmi_ical_events *events, struct vmi_day_set *set, size_t *skipped,
                    struct vmi_error *error)
{
    struct closing c = {.set = set, .budget = MOST_DAYS, .error = error};
    size_t count;
    struct replaced *replaced = list_replaced(events, &count);
    bool good = true;
    for (size_t i = 0; i < events->count && good; i++) {
        const struct vmi_ical_event *event = &events->items[i];
        if (event->cancelled)
            continue;
        size_t from = count_before(replaced, count, event->uid, INT32_MIN);
        size_t to = count_before(replaced, count, event->uid, INT32_MAX);
        c.replaced = replaced + from;
        c.replaced_count = event->replaces.day == VMI_DAY_NONE ? to - from : 0;
        good = close_event(&c, event);
        *skipped += c.any && !c.whole;
    }
    free(replaced);
    return good;
}
