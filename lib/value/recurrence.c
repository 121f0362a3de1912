#include "calendar_internal.h"

#include <stdio.h>

struct part;
typedef bool read_part(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule);

enum {
    D = 1 << VMI_DAILY,
    W = 1 << VMI_WEEKLY,
    M = 1 << VMI_MONTHLY,
    Y = 1 << VMI_YEARLY,
    ANY = D | W | M | Y,
};

struct part {
    const char *name;
    read_part *read;
    size_t offset; /* of the member, where one reads it */
    int most;
    bool back; /* also counted from the end */
    int with;  /* the frequencies that it goes with */
    const char *where;
    const char *expected;
};

static read_part read_frequency, read_until, read_count, read_days, read_ordinals, read_week_start,
    read_clock;

/* Nobody orders at longer intervals, and the periods stay countable. */
enum { LONGEST_INTERVAL = 10000 };

#define AT(member) offsetof(struct vmi_recurrence, member)

/* RFC 5545, 3.3.10; which parts go with which frequency is told by the table within it. */
static const struct part parts[] = {
    {"FREQ", read_frequency, 0, 0, false, ANY, "", "DAILY, WEEKLY, MONTHLY or YEARLY was"},
    {"UNTIL", read_until, 0, 0, false, ANY, "", "a day such as 20261231 was"},
    {"COUNT", read_count, AT(count), 1000000, false, ANY, "", "a number from 1 to 1000000 was"},
    {"INTERVAL", read_count, AT(interval), LONGEST_INTERVAL, false, ANY, "", "a number from 1 to 10000 was"},
    {"BYSECOND", read_clock, 0, 0, false, ANY, "", ""},
    {"BYMINUTE", read_clock, 0, 0, false, ANY, "", ""},
    {"BYHOUR", read_clock, 0, 0, false, ANY, "", ""},
    {"BYDAY", read_days, 0, 53, true, ANY, "", "weekdays such as MO,TH or 1MO,-1FR were"},
    {"BYMONTHDAY", read_ordinals, AT(month_days), 31, true, D | M | Y, "FREQ=DAILY, MONTHLY or YEARLY",
     "days of a month such as 1,15 or -1 were"},
    {"BYYEARDAY", read_ordinals, AT(year_days), 366, true, Y, "FREQ=YEARLY",
     "days of a year such as 1,100 or -1 were"},
    {"BYWEEKNO", read_ordinals, AT(weeks), 53, true, Y, "FREQ=YEARLY",
     "weeks of a year such as 1,20 or -1 were"},
    {"BYMONTH", read_ordinals, AT(months), 12, false, ANY, "", "months from 1 to 12 were"},
    {"BYSETPOS", read_ordinals, AT(positions), 366, true, ANY, "", "places such as 1 or -1 were"},
    {"WKST", read_week_start, 0, 0, false, ANY, "", "a weekday such as MO was"},
};

enum { PARTS = VMI_COUNT(parts) };

static bool read_frequency(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    static const char *const names[] = {"DAILY",  "WEEKLY",   "MONTHLY", "YEARLY",
                                        "HOURLY", "MINUTELY", "SECONDLY"};
    (void)part;
    for (size_t i = 0; i < VMI_COUNT(names); i++) {
        if (!vmi_ical_same(value, vmi_slice_of(names[i])))
            continue;
        rule->clock |= rule->smaller = i > VMI_YEARLY;
        rule->frequency = rule->smaller ? VMI_DAILY : (enum vmi_frequency)i;
        return true;
    }
    return false;
}

static bool read_until(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    (void)part;
    return vmi_moment_parse(value, &rule->until);
}

static bool read_count(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    return vmi_number_parse(value, 1, part->most, (int *)(void *)((char *)rule + part->offset));
}

static bool read_clock(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    (void)part;
    rule->clock = true;
    return value.length > 0;
}

static bool read_week_start(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    (void)part;
    rule->week_start = vmi_weekday_parse(value);
    return rule->week_start >= 0;
}

/* One number, with its sign. */
static bool read_ordinal(const struct part *part, struct vmi_slice text, struct vmi_ordinals *ordinals)
{
    bool back = part->back && text.length && text.text[0] == '-';
    int number;
    if (back || (part->back && text.length && text.text[0] == '+'))
        text.text++, text.length--;
    if (!vmi_number_parse(text, 1, part->most, &number))
        return false;
    (back ? ordinals->back : ordinals->front)[number / 64] |= UINT64_C(1) << number % 64;
    ordinals->given = true;
    return true;
}

static bool read_ordinals(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    struct vmi_ordinals *ordinals = (void *)((char *)rule + part->offset);
    while (value.text)
        if (!read_ordinal(part, vmi_slice_trim(vmi_slice_cut(&value, ',')), ordinals))
            return false;
    return true;
}

static bool read_days(const struct part *part, struct vmi_slice value, struct vmi_recurrence *rule)
{
    rule->by_day = true;
    while (value.text) {
        struct vmi_slice day = vmi_slice_trim(vmi_slice_cut(&value, ','));
        if (day.length < 2)
            return false;
        struct vmi_slice name = {day.text + day.length - 2, 2};
        int weekday = vmi_weekday_parse(name);
        day.length -= 2;
        if (weekday < 0 || (day.length && !read_ordinal(part, day, &rule->nth[weekday])))
            return false;
        if (!day.length)
            rule->weekdays |= (vmi_weekdays)(1 << weekday);
    }
    return true;
}

static bool expected(char why[VMI_RULE_WHY_SIZE], const char *text)
{
    snprintf(why, VMI_RULE_WHY_SIZE, "%s", text);
    return false;
}

static bool has_nth(const struct vmi_recurrence *rule)
{
    for (int i = 0; i < 7; i++)
        if (rule->nth[i].given)
            return true;
    return false;
}

/* What must not stand beside each other. GIVEN is a bit a part. */
static bool agree(const struct vmi_recurrence *rule, unsigned given, char why[VMI_RULE_WHY_SIZE])
{
    if (!(given & 1))
        return expected(why, "FREQ=DAILY, WEEKLY, MONTHLY or YEARLY was expected");
    if (rule->count && rule->until.day != VMI_DAY_NONE)
        return expected(why, "one of COUNT and UNTIL was expected, not both");
    for (size_t i = 0; i < PARTS && !rule->smaller; i++) {
        if (given >> i & 1 && !(parts[i].with >> rule->frequency & 1)) {
            snprintf(why, VMI_RULE_WHY_SIZE, "%s was expected with %s alone", parts[i].name, parts[i].where);
            return false;
        }
    }
    if (has_nth(rule) && (rule->frequency == VMI_DAILY || rule->frequency == VMI_WEEKLY || rule->weeks.given))
        return expected(
            why, "a weekday with a number was expected with FREQ=MONTHLY or YEARLY alone, without BYWEEKNO");
    if (rule->positions.given && !rule->clock && !rule->by_day && !rule->months.given &&
        !rule->month_days.given && !rule->year_days.given && !rule->weeks.given)
        return expected(why, "another part with BY was expected beside BYSETPOS");
    return true;
}

static bool unknown_part(struct vmi_slice name, char why[VMI_RULE_WHY_SIZE])
{
    const char *names[PARTS];
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    for (size_t i = 0; i < PARTS; i++)
        names[i] = parts[i].name;
    if (name.length > 20)
        name.length = 20;
    snprintf(why, VMI_RULE_WHY_SIZE, "a rule has no part %s%s", vmi_text_quote(name, quoted),
             vmi_text_suggest(vmi_text_nearest(name, names, PARTS), suggestion));
    return false;
}

bool vmi_recurrence_parse(struct vmi_slice text, struct vmi_recurrence *rule, char why[VMI_RULE_WHY_SIZE])
{
    unsigned given = 0;
    *rule = (struct vmi_recurrence){.interval = 1, .until = VMI_MOMENT_NONE};
    text = vmi_slice_trim(text);
    if (text.length && text.text[text.length - 1] == ';') /* some write one behind the last part */
        text.length--;
    while (text.text) {
        struct vmi_slice value = vmi_slice_cut(&text, ';'), name = vmi_slice_cut(&value, '=');
        size_t i = 0;
        while (i < PARTS && !vmi_ical_same(name, vmi_slice_of(parts[i].name)))
            i++;
        if (i == PARTS)
            return unknown_part(name, why);
        if (given >> i & 1) {
            snprintf(why, VMI_RULE_WHY_SIZE, "%s was expected once", parts[i].name);
            return false;
        }
        given |= 1u << i;
        if (!value.text || !parts[i].read(&parts[i], value, rule)) {
            snprintf(why, VMI_RULE_WHY_SIZE, "as %s %s expected", parts[i].name,
                     parts[i].expected[0] ? parts[i].expected : "numbers were");
            return false;
        }
    }
    return agree(rule, given, why);
}
