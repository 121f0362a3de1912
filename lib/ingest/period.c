#include "period.h"

/* FEWEST to MOST digits. */
static bool take_number(struct vmi_slice *s, size_t fewest, size_t most, int *value)
{
    size_t digits = 0;
    *value = 0;
    while (digits < most && digits < s->length && s->text[digits] >= '0' && s->text[digits] <= '9')
        *value = *value * 10 + (s->text[digits++] - '0');
    s->text += digits, s->length -= digits;
    return digits >= fewest;
}

/* ISO 8601: week 1 is the one with 4 January; a year has a week 53 when 1 January of the next is in it. */
static bool week_of(int year, int week, struct period *period)
{
    int32_t fourth = vmi_day_of(year, 1, 4), first = fourth - vmi_day_weekday(fourth) + (week - 1) * 7;
    int32_t next = vmi_day_of(year + 1, 1, 4);
    if (week < 1 || first >= next - vmi_day_weekday(next))
        return false;
    *period = (struct period){vmi_date_of_day(first), first + 6};
    return true;
}

bool period_parse(struct vmi_slice s, struct period *period)
{
    int year, number;
    if (vmi_date_parse(s, &period->first)) {
        period->last = period->first.day;
        return true;
    }
    if (s.length < 6 || !take_number(&s, 4, 4, &year) || year < 1 || s.length < 2 || s.text[0] != '-')
        return false;
    s.text++, s.length--;
    bool week = s.text[0] == 'W';
    if (week)
        s.text++, s.length--;
    if (!take_number(&s, 1, 2, &number) || s.length)
        return false;
    if (week)
        return year < 9999 && week_of(year, number, period);
    if (number < 1 || number > 12)
        return false;
    int32_t first = vmi_day_of(year, number, 1);
    *period = (struct period){vmi_date_of_day(first), first + vmi_days_in_month(year, number) - 1};
    return true;
}
