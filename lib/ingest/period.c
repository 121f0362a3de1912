#include "period.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool take_byte(struct vmi_slice *s, char wanted)
{
    if (!s->length || s->text[0] != wanted)
        return false;
    s->text++, s->length--;
    return true;
}

bool period_take_number(struct vmi_slice *s, size_t fewest, size_t most, int *value)
{
    size_t digits = 0;
    *value = 0;
    while (digits < most && digits < s->length && is_digit(s->text[digits]))
        *value = *value * 10 + (s->text[digits++] - '0');
    s->text += digits, s->length -= digits;
    return digits >= fewest;
}

bool period_take_clock(struct vmi_slice s, int64_t *clock)
{
    static const int64_t second = INT64_C(1000000000);
    int hour, minute, seconds = 0;
    *clock = VMI_CLOCK_BARE;
    if (!s.length)
        return true;
    if ((!take_byte(&s, ' ') && !take_byte(&s, 'T')) || !period_take_number(&s, 1, 2, &hour) || hour > 23 ||
        !take_byte(&s, ':') || !period_take_number(&s, 2, 2, &minute) || minute > 59)
        return false;
    if (take_byte(&s, ':') && (!period_take_number(&s, 2, 2, &seconds) || seconds > 60))
        return false;
    int64_t fraction = 0, unit = second / 10;
    if (s.length > 1 && (take_byte(&s, '.') || take_byte(&s, ',')))
        for (; s.length && is_digit(s.text[0]); s.text++, s.length--, unit /= 10)
            fraction += unit * (s.text[0] - '0');
    *clock = ((int64_t)hour * 3600 + minute * 60 + seconds) * second + fraction;
    return s.length == 0;
}

bool period_of_day(int year, int month, int day, struct period *period)
{
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > vmi_days_in_month(year, month))
        return false;
    int32_t number = vmi_day_of(year, month, day);
    *period = (struct period){vmi_date_of_day(number), number, VMI_CLOCK_BARE};
    return true;
}

bool period_of_month(int year, int month, struct period *period)
{
    if (!period_of_day(year, month, 1, period))
        return false;
    period->last += vmi_days_in_month(year, month) - 1;
    return true;
}

/* ISO 8601: week 1 is the one with 4 January; a year has a week 53 when 1 January of the next is in it. */
bool period_of_week(int year, int week, struct period *period)
{
    if (year < 1 || year >= 9999 || week < 1)
        return false;
    int32_t fourth = vmi_day_of(year, 1, 4), first = fourth - vmi_day_weekday(fourth) + (week - 1) * 7;
    int32_t next = vmi_day_of(year + 1, 1, 4);
    if (first >= next - vmi_day_weekday(next))
        return false;
    *period = (struct period){vmi_date_of_day(first), first + 6, VMI_CLOCK_BARE};
    return true;
}

/* The number of an English name of a month at the front, full or of three letters; 0 for none. */
static int take_month_name(struct vmi_slice *s)
{
    static const char *const names[] = {"january",   "february", "march",    "april",
                                        "may",       "june",     "july",     "august",
                                        "september", "october",  "november", "december"};
    size_t letters = 0;
    char word[10] = "";
    while (letters < s->length && letters < sizeof word - 1 && (s->text[letters] | 0x20) >= 'a' &&
           (s->text[letters] | 0x20) <= 'z') {
        word[letters] = (char)(s->text[letters] | 0x20);
        letters++;
    }
    for (int i = 0; i < 12 && letters >= 3; i++)
        if (strncmp(names[i], word, letters) == 0 && (letters == 3 || !names[i][letters])) {
            s->text += letters, s->length -= letters;
            return i + 1;
        }
    return 0;
}

static bool take_mark(struct vmi_slice *s)
{
    return take_byte(s, '-') || take_byte(s, ' ') || take_byte(s, '/');
}

/* 21-Nov-2026, 21 November 2026; with FIRST the month: Nov 21, 2026. */
static bool with_month_name(struct vmi_slice s, struct period *period)
{
    int year, day, month = take_month_name(&s);
    bool first = month != 0;
    if (first &&
        !(take_mark(&s) && period_take_number(&s, 1, 2, &day) && take_byte(&s, ',') && take_byte(&s, ' ')))
        return false;
    if (!first && !(period_take_number(&s, 1, 2, &day) && take_mark(&s) && (month = take_month_name(&s)) &&
                    take_mark(&s)))
        return false;
    int64_t clock;
    if (!period_take_number(&s, 4, 4, &year) || !period_take_clock(s, &clock) ||
        !period_of_day(year, month, day, period))
        return false;
    period->clock = clock;
    return true;
}

/* MM/YYYY and MM.YYYY. */
static bool month_first(struct vmi_slice s, struct period *period)
{
    int year, month;
    return period_take_number(&s, 1, 2, &month) && (take_byte(&s, '/') || take_byte(&s, '.')) &&
           period_take_number(&s, 4, 4, &year) && !s.length && period_of_month(year, month, period);
}

/* YYYYMMDD: with a year of 1900 or later no other order of day, month and year reads the same digits. */
static bool without_marks(struct vmi_slice s, struct period *period)
{
    int year, month, day;
    int64_t clock;
    if (!period_take_number(&s, 4, 4, &year) || year < 1900 || year > 2199 ||
        !period_take_number(&s, 2, 2, &month) || !period_take_number(&s, 2, 2, &day) ||
        !period_take_clock(s, &clock) || !period_of_day(year, month, day, period))
        return false;
    period->clock = clock;
    return true;
}

/* What begins with a year of four digits and a mark, or W. */
static bool year_first(struct vmi_slice s, struct period *period)
{
    int year, number, day;
    if (!period_take_number(&s, 4, 4, &year) || !s.length)
        return false;
    char mark = s.text[0];
    if (mark == 'W' || (mark == '-' && s.length > 1 && s.text[1] == 'W')) {
        s.text += mark == 'W' ? 1 : 2, s.length -= mark == 'W' ? 1 : 2;
        return period_take_number(&s, 1, 2, &number) && !s.length && period_of_week(year, number, period);
    }
    if ((mark != '-' && mark != '/' && mark != '.') || !take_byte(&s, mark) ||
        !period_take_number(&s, 1, 2, &number))
        return false;
    if (!s.length)
        return period_of_month(year, number, period);
    int64_t clock;
    if (!take_byte(&s, mark) || !period_take_number(&s, 1, 2, &day) || !period_take_clock(s, &clock) ||
        !period_of_day(year, number, day, period))
        return false;
    period->clock = clock;
    return true;
}

/* A blank in place of the T of RFC 3339: 2026-11-21 06:30:00+01:00. */
static bool with_blank(struct vmi_slice s, struct vmi_date *date)
{
    char copy[VMI_DATE_TEXT_SIZE];
    if (s.length < 20 || s.length >= sizeof copy || s.text[10] != ' ')
        return false;
    memcpy(copy, s.text, s.length);
    copy[10] = 'T';
    return vmi_date_parse((struct vmi_slice){copy, s.length}, date);
}

bool period_parse(struct vmi_slice s, struct period *period)
{
    *period = PERIOD_NONE;
    if (vmi_date_parse(s, &period->first) || with_blank(s, &period->first)) {
        period->last = period->first.day;
        return true;
    }
    if (s.length < 6)
        return false;
    return year_first(s, period) || without_marks(s, period) || month_first(s, period) ||
           with_month_name(s, period);
}
