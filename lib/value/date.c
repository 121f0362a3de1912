#include "vmi/date.h"

#include <stdio.h>

static const int64_t SECOND = INT64_C(1000000000);

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int vmi_days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/*
 * Years are counted from March, so that the leap day is the last of a year and the days before a month follow
 * (153 m + 2) / 5; 400 years are 146,097 days. After E. G. Richards, in the Explanatory Supplement to the
 * Astronomical Almanac (3rd edition, 15.11), with the epoch moved to 1970.
 */
int32_t vmi_day_of(int year, int month, int day)
{
    int y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

void vmi_day_split(int32_t day, int *year, int *month, int *day_of_month)
{
    int n = day + 719468, era = n / 146097, of_era = n - era * 146097;
    int y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int of_year = of_era - (365 * y + y / 4 - y / 100), m = (5 * of_year + 2) / 153;
    *day_of_month = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = y + era * 400 + (*month <= 2);
}

int vmi_day_weekday(int32_t day)
{
    int weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday */
    return weekday < 0 ? weekday + 7 : weekday;
}

int32_t vmi_day_after(int32_t day, int32_t count)
{
    int64_t after = (int64_t)day + count;
    bool exists = day != VMI_DAY_NONE && after >= VMI_DAY_FIRST && after <= VMI_DAY_LAST;
    return exists ? (int32_t)after : VMI_DAY_NONE;
}

/* Reads exactly COUNT digits off the front. */
static bool take_digits(struct vmi_slice *s, int count, int *value)
{
    *value = 0;
    if (s->length < (size_t)count)
        return false;
    for (int i = 0; i < count; i++) {
        char c = s->text[i];
        if (c < '0' || c > '9')
            return false;
        *value = *value * 10 + (c - '0');
    }
    s->text += count, s->length -= (size_t)count;
    return true;
}

static bool take_byte(struct vmi_slice *s, char wanted)
{
    if (!s->length || s->text[0] != wanted)
        return false;
    s->text++, s->length--;
    return true;
}

/* RFC 3339 has T and Z in either case. */
static bool take_letter(struct vmi_slice *s, char capital)
{
    return take_byte(s, capital) || take_byte(s, (char)(capital | 0x20));
}

static bool take_day(struct vmi_slice *s, int32_t *day)
{
    int year, month, of_month;
    if (!take_digits(s, 4, &year) || !take_byte(s, '-') || !take_digits(s, 2, &month) || !take_byte(s, '-') ||
        !take_digits(s, 2, &of_month))
        return false;
    if (year < 1 || month < 1 || month > 12 || of_month < 1 || of_month > vmi_days_in_month(year, month))
        return false;
    *day = vmi_day_of(year, month, of_month);
    return true;
}

/* A fraction of a second of any length; what is below a nanosecond is cut. */
static bool take_fraction(struct vmi_slice *s, int64_t *nanoseconds)
{
    int64_t unit = SECOND / 10;
    size_t digits = 0;
    *nanoseconds = 0;
    if (!take_byte(s, '.'))
        return true;
    for (; s->length && s->text[0] >= '0' && s->text[0] <= '9'; s->text++, s->length--, unit /= 10, digits++)
        *nanoseconds += unit * (s->text[0] - '0');
    return digits > 0;
}

static bool take_clock(struct vmi_slice *s, int64_t *clock)
{
    int hour, minute, second;
    int64_t fraction;
    if (!take_digits(s, 2, &hour) || !take_byte(s, ':') || !take_digits(s, 2, &minute) ||
        !take_byte(s, ':') || !take_digits(s, 2, &second) || !take_fraction(s, &fraction))
        return false;
    if (hour > 23 || minute > 59 || second > 60) /* 60 is a leap second */
        return false;
    *clock = (hour * 3600 + minute * 60 + second) * SECOND + fraction;
    return true;
}

static bool take_offset(struct vmi_slice *s, int32_t *offset)
{
    int hours, minutes;
    if (take_letter(s, 'Z')) {
        *offset = 0;
        return true;
    }
    bool west = take_byte(s, '-');
    if ((!west && !take_byte(s, '+')) || !take_digits(s, 2, &hours) || !take_byte(s, ':') ||
        !take_digits(s, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset = (hours * 60 + minutes) * (west ? -1 : 1);
    return true;
}

bool vmi_date_parse(struct vmi_slice s, struct vmi_date *date)
{
    struct vmi_date read = VMI_DATE_NONE;
    if (!take_day(&s, &read.day))
        return false;
    if (s.length) {
        if (!take_letter(&s, 'T') || !take_clock(&s, &read.clock) || !take_offset(&s, &read.offset) ||
            s.length)
            return false;
    }
    *date = read;
    return true;
}

bool vmi_day_parse(struct vmi_slice s, int32_t *day)
{
    int32_t read;
    if (!take_day(&s, &read) || s.length)
        return false;
    *day = read;
    return true;
}

/* Two digits by hand: a stream holds a date on every line, and printf is thirty times as slow. */
static char *put_two(char *out, int value)
{
    *out++ = (char)('0' + value / 10 % 10);
    *out++ = (char)('0' + value % 10);
    return out;
}

size_t vmi_day_format(int32_t day, char buffer[VMI_DATE_TEXT_SIZE])
{
    int year, month, of_month;
    char *out = buffer;
    *out = '\0';
    if (day < VMI_DAY_FIRST || day > VMI_DAY_LAST)
        return 0;
    vmi_day_split(day, &year, &month, &of_month);
    out = put_two(put_two(out, year / 100), year);
    *out++ = '-';
    out = put_two(out, month);
    *out++ = '-';
    out = put_two(out, of_month);
    *out = '\0';
    return (size_t)(out - buffer);
}

size_t vmi_date_format(struct vmi_date date, char buffer[VMI_DATE_TEXT_SIZE])
{
    size_t length = vmi_day_format(date.day, buffer);
    if (!length || date.clock == VMI_CLOCK_BARE)
        return length;
    int seconds = (int)(date.clock / SECOND), hour = seconds / 3600, fraction = (int)(date.clock % SECOND);
    if (hour > 23)
        hour = 23; /* a leap second is written 23:59:60 */
    int minute = (seconds - hour * 3600) / 60 > 59 ? 59 : (seconds - hour * 3600) / 60;
    length += (size_t)snprintf(buffer + length, VMI_DATE_TEXT_SIZE - length, "T%02d:%02d:%02d", hour, minute,
                               seconds - hour * 3600 - minute * 60);
    if (fraction) {
        length += (size_t)snprintf(buffer + length, VMI_DATE_TEXT_SIZE - length, ".%09d", fraction);
        while (buffer[length - 1] == '0')
            length--;
    }
    if (date.offset == 0)
        return length + (size_t)snprintf(buffer + length, VMI_DATE_TEXT_SIZE - length, "Z");
    int minutes = date.offset < 0 ? -date.offset : date.offset;
    return length + (size_t)snprintf(buffer + length, VMI_DATE_TEXT_SIZE - length, "%c%02d:%02d",
                                     date.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

bool vmi_minute_parse(struct vmi_slice text, int32_t *minute)
{
    const char *c = text.text;
    if (text.length != 5 || c[2] != ':')
        return false;
    for (int i = 0; i < 5; i++)
        if (i != 2 && (c[i] < '0' || c[i] > '9'))
            return false;
    int32_t hours = (c[0] - '0') * 10 + (c[1] - '0'), minutes = (c[3] - '0') * 10 + (c[4] - '0');
    *minute = hours * 60 + minutes;
    return hours < 24 && minutes < 60;
}
