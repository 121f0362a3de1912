#include "form.h"

/* Days, months and years parted by one mark, in any order: 21/11/2026 06:30. */
static bool take_parts(struct vmi_slice s, int part[3], size_t digits[3], int64_t *clock)
{
    char mark = 0;
    for (int i = 0; i < 3; i++) {
        size_t before = s.length;
        if (!period_take_number(&s, 1, 4, &part[i]))
            return false;
        digits[i] = before - s.length;
        if (i == 2)
            break;
        if (!s.length || !strchr("/.-", s.text[0]) || (mark && s.text[0] != mark))
            return false;
        mark = s.text[0];
        s.text++, s.length--;
    }
    return period_take_clock(s, clock);
}

static bool in_parts(struct vmi_slice s, unsigned form, struct period *period)
{
    static const int order[3][3] = {{2, 1, 0}, {2, 0, 1}, {0, 1, 2}}; /* where year, month and day stand */
    const int *at = order[form == DATE_DMY ? 0 : form == DATE_MDY ? 1 : 2];
    int part[3];
    size_t digits[3];
    int64_t clock;
    if (!take_parts(s, part, digits, &clock) || digits[at[1]] > 2 || digits[at[2]] > 2 ||
        (digits[at[0]] != 4 && digits[at[0]] != 2))
        return false;
    int year = digits[at[0]] == 2 ? 2000 + part[at[0]] : part[at[0]];
    if (!period_of_day(year, part[at[1]], part[at[2]], period))
        return false;
    period->clock = clock;
    return true;
}

/* Five digits, which are days of the years 1954 to 2199, perhaps with a fraction of a day behind a point or comma. */
static bool excel(struct vmi_slice s, struct period *period)
{
    enum {
        DAY_0 = -25569
    }; /* 1899-12-30, as days since 1970: so 61 is 1900-03-01 in spite of their 29 February 1900 */
    int serial;
    if (s.length < 5 || s.text[0] == '0' || !period_take_number(&s, 5, 5, &serial) || serial < 20000)
        return false;
    int64_t fraction = 0, scale = 1;
    bool timed = s.length > 1 && (s.text[0] == '.' || s.text[0] == ',');
    if (timed)
        for (s.text++, s.length--; s.length && s.text[0] >= '0' && s.text[0] <= '9'; s.text++, s.length--)
            if (scale < INT64_C(1000000000)) /* more digits are noise of binary fractions */
                fraction = fraction * 10 + (s.text[0] - '0'), scale *= 10;
    if (s.length)
        return false;
    *period = (struct period){vmi_date_of_day(DAY_0 + serial), DAY_0 + serial, VMI_CLOCK_BARE};
    int64_t seconds = (fraction * 86400 * 2 + scale) / (scale * 2);
    if (timed)
        period->clock = (seconds < 86400 ? seconds : 86399) * INT64_C(1000000000);
    return true;
}

static bool six_digits(struct vmi_slice s, unsigned form, struct period *period)
{
    int year, number;
    if (s.length != 6 || !period_take_number(&s, 4, 4, &year) || year < 1900 || year > 2199 ||
        !period_take_number(&s, 2, 2, &number))
        return false;
    return form == DATE_YYYYMM ? period_of_month(year, number, period) : period_of_week(year, number, period);
}

static bool read_as(struct vmi_slice s, unsigned form, struct period *period)
{
    switch (form) {
    case DATE_EXCEL:
        return excel(s, period);
    case DATE_YYYYMM:
    case DATE_YYYYWW:
        return six_digits(s, form, period);
    default:
        return in_parts(s, form, period);
    }
}

struct cell_reading date_read(struct vmi_slice text, unsigned forms, struct period *period)
{
    struct cell_reading reading = {0, false};
    if (period_parse(text, period))
        return (struct cell_reading){DATE_FORMS, false};
    for (unsigned form = 1; form & DATE_FORMS; form <<= 1) {
        struct period read;
        if (!(forms & form) || !read_as(text, form, &read))
            continue;
        reading.split |= reading.forms && (read.first.day != period->first.day || read.last != period->last);
        if (!reading.forms)
            *period = read;
        reading.forms |= form;
    }
    return reading;
}

static const struct {
    unsigned form;
    const char *name, *words;
} dates[] = {
    {DATE_DMY, "dmy", "day, month, year"},
    {DATE_MDY, "mdy", "month, day, year"},
    {DATE_YMD, "ymd", "year, month, day"},
    {DATE_EXCEL, "excel", "days since 1899-12-30, as spreadsheets count them"},
    {DATE_YYYYMM, "yyyymm", "a year and a month"},
    {DATE_YYYYWW, "yyyyww", "a year and a week"},
};

const char *date_form_name(unsigned form)
{
    for (size_t i = 0; i < VMI_COUNT(dates); i++)
        if (dates[i].form & form)
            return dates[i].name;
    return "";
}

const char *date_form_words(unsigned form)
{
    for (size_t i = 0; i < VMI_COUNT(dates); i++)
        if (dates[i].form & form)
            return dates[i].words;
    return "";
}

unsigned date_form_named(struct vmi_slice name)
{
    for (size_t i = 0; i < VMI_COUNT(dates); i++)
        if (vmi_slice_is(name, dates[i].name))
            return dates[i].form;
    return 0;
}
