#include "calendar_internal.h"

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

bool vmi_ical_same(struct vmi_slice a, struct vmi_slice b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++)
        if (lower(a.text[i]) != lower(b.text[i]))
            return false;
    return true;
}

static bool is_name_byte(char c)
{
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

bool vmi_ical_split(struct vmi_slice text, struct vmi_ical_line *line)
{
    size_t name = 0, colon;
    bool quoted = false; /* within quotes a colon is none */
    while (name < text.length && is_name_byte(text.text[name]))
        name++;
    if (!name || name == text.length || (text.text[name] != ';' && text.text[name] != ':'))
        return false;
    for (colon = name; colon < text.length && (quoted || text.text[colon] != ':'); colon++)
        quoted ^= text.text[colon] == '"';
    if (colon == text.length)
        return false;
    line->name = (struct vmi_slice){text.text, name};
    line->parameters = (struct vmi_slice){text.text + name, colon - name};
    line->value = (struct vmi_slice){text.text + colon + 1, text.length - colon - 1};
    return true;
}

bool vmi_number_parse(struct vmi_slice s, int least, int most, int *number)
{
    int64_t value = 0;
    if (!s.length)
        return false;
    for (size_t i = 0; i < s.length; i++) {
        if (s.text[i] < '0' || s.text[i] > '9')
            return false;
        value = value * 10 + (s.text[i] - '0');
        if (value > most)
            return false;
    }
    *number = (int)value;
    return value >= least;
}

static bool number_at(struct vmi_slice s, size_t from, size_t digits, int least, int most, int *number)
{
    return vmi_number_parse((struct vmi_slice){s.text + from, digits}, least, most, number);
}

bool vmi_moment_parse(struct vmi_slice s, struct vmi_moment *moment)
{
    int year, month, day, hour, minute, second;
    s = vmi_slice_trim(s);
    if (s.length != 8 && s.length != 15 && s.length != 16)
        return false;
    if (!number_at(s, 0, 4, 1, 9999, &year) || !number_at(s, 4, 2, 1, 12, &month) ||
        !number_at(s, 6, 2, 1, vmi_days_in_month(year, month), &day))
        return false;
    *moment = (struct vmi_moment){vmi_day_of(year, month, day), 0, false};
    if (s.length == 8)
        return true;
    if (lower(s.text[8]) != 't' || (s.length == 16 && lower(s.text[15]) != 'z') ||
        !number_at(s, 9, 2, 0, 23, &hour) || !number_at(s, 11, 2, 0, 59, &minute) ||
        !number_at(s, 13, 2, 0, 60, &second)) /* 60 is a leap second */
        return false;
    moment->second = hour * 3600 + minute * 60 + second;
    moment->timed = true;
    return true;
}

/* Seconds of a unit, which goes with the days or behind the T; 0 is no unit. */
static int64_t unit_seconds(char unit, bool clock)
{
    switch (lower(unit)) {
    case 'w':
        return clock ? 0 : INT64_C(7) * VMI_DAY_SECONDS;
    case 'd':
        return clock ? 0 : VMI_DAY_SECONDS;
    case 'h':
        return clock ? 3600 : 0;
    case 'm':
        return clock ? 60 : 0;
    case 's':
        return clock ? 1 : 0;
    default:
        return 0;
    }
}

bool vmi_duration_parse(struct vmi_slice s, int64_t *seconds)
{
    static const int64_t most = (int64_t)(VMI_DAY_LAST - VMI_DAY_FIRST) * VMI_DAY_SECONDS;
    bool clock = false, any = false;
    size_t i = 0;
    s = vmi_slice_trim(s);
    i += i < s.length && s.text[i] == '+';
    if (i == s.length || lower(s.text[i++]) != 'p')
        return false;
    for (*seconds = 0; i < s.length; any = true) {
        int64_t number = 0, unit;
        if (!clock && lower(s.text[i]) == 't')
            clock = true, i++;
        size_t digits = i;
        for (; i < s.length && s.text[i] >= '0' && s.text[i] <= '9'; i++)
            number = number > most ? most : number * 10 + (s.text[i] - '0');
        if (i == digits || i == s.length || (unit = unit_seconds(s.text[i++], clock)) == 0)
            return false;
        *seconds += number > most / unit ? most : number * unit;
        *seconds = *seconds > most ? most : *seconds;
    }
    return any;
}

int vmi_weekday_parse(struct vmi_slice s)
{
    static const char names[] = "MOTUWETHFRSASU";
    for (int i = 0; i < 7; i++)
        if (vmi_ical_same(s, (struct vmi_slice){names + (size_t)i * 2, 2}))
            return i;
    return -1;
}
