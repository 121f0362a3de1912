#include "date.h"

/* ---- parts ---------------------------------------------------------------------------------------------- */

/* The number of COUNT digits at AT, -1 where they are none. */
static int digits(struct vmi_slice s, size_t at, size_t count)
{
    int value = 0;
    if (at + count > s.length)
        return -1;
    for (size_t i = at; i < at + count; i++) {
        if (s.text[i] < '0' || s.text[i] > '9')
            return -1;
        value = value * 10 + (s.text[i] - '0');
    }
    return value;
}

static int year_of_two(int year, int century)
{
    return year < 0 ? -1 : year + (year >= century ? 1900 : 2000);
}

/* The year at AT, of 2 or 4 digits. */
static int year_at(struct vmi_slice s, size_t at, size_t count, int century)
{
    int year = digits(s, at, count);
    return count == 2 ? year_of_two(year, century) : year;
}

static int32_t day_of(int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > vmi_days_in_month(year, month))
        return VMI_DAY_NONE;
    return vmi_day_of(year, month, day);
}

/* The day at AT, its year of COUNT digits. */
static int32_t day_at(struct vmi_slice s, size_t at, size_t count, int century)
{
    return day_of(year_at(s, at, count, century), digits(s, at + count, 2), digits(s, at + count + 2, 2));
}

struct vmi_date edi_day(struct vmi_slice text, int century)
{
    if (text.length != 6 && text.length != 8)
        return VMI_DATE_NONE;
    return vmi_date_of_day(day_at(text, 0, text.length - 4, century));
}

static bool set(struct edi_period *period, int32_t first, int32_t last)
{
    *period = (struct edi_period){vmi_date_of_day(first), last};
    return first != VMI_DAY_NONE && last != VMI_DAY_NONE && first <= last;
}

/* The last of COUNT months that begin with YEAR and MONTH. */
static int32_t end_of_months(int year, int month, int count)
{
    int after = year * 12 + month - 1 + count;
    return vmi_day_after(day_of(after / 12, after % 12 + 1, 1), -1);
}

static bool set_months(struct edi_period *period, int year, int month, int count)
{
    int32_t first = day_of(year, month, 1);
    return first != VMI_DAY_NONE && set(period, first, end_of_months(year, month, count));
}

/* The first day of a week: ISO 8601's begin on Monday and hold January 4th first, the American on Sunday with the 1st. */
static int32_t week_begin(int year, int week, enum vmi_edi_week system)
{
    int32_t pivot = day_of(year, 1, system == VMI_EDI_WEEK_ISO ? 4 : 1);
    if (pivot == VMI_DAY_NONE || week < 1 || week > 53)
        return VMI_DAY_NONE;
    int weekday = vmi_day_weekday(pivot);
    int32_t first = pivot - (system == VMI_EDI_WEEK_ISO ? weekday : (weekday + 1) % 7);
    return first + (week - 1) * 7;
}

static bool set_week(struct edi_period *period, int year, int week, enum vmi_edi_week system)
{
    int32_t first = week_begin(year, week, system);
    return set(period, first, vmi_day_after(first, 6));
}

/* ---- formats of EDIFACT --------------------------------------------------------------------------------- */

enum shape { DAY, WEEKDAY, YEAR, QUARTER, MONTH, WEEK };

/* What a format is of: the SHAPE at the beginning, with a year of so many digits, twice for ranges. */
static const struct format {
    const char *code;
    enum shape shape;
    size_t year, length; /* of one end, in digits */
    bool range;
    size_t most; /* digits of one end that may follow: times, which are passed over */
} formats[] = {
    {"101", DAY, 2, 6, false, 0},     {"102", DAY, 4, 8, false, 0},   {"103", WEEKDAY, 2, 5, false, 0},
    {"201", DAY, 2, 6, false, 6},     {"202", DAY, 2, 6, false, 6},   {"203", DAY, 4, 8, false, 6},
    {"204", DAY, 4, 8, false, 6},     {"205", DAY, 4, 8, false, 9},   {"301", DAY, 2, 6, false, 7},
    {"303", DAY, 4, 8, false, 7},     {"304", DAY, 4, 8, false, 9},   {"602", YEAR, 4, 4, false, 0},
    {"608", QUARTER, 4, 5, false, 0}, {"609", MONTH, 2, 4, false, 0}, {"610", MONTH, 4, 6, false, 0},
    {"615", WEEK, 2, 4, false, 0},    {"616", WEEK, 4, 6, false, 0},  {"709", MONTH, 2, 4, true, 0},
    {"710", MONTH, 4, 6, true, 0},    {"711", DAY, 4, 8, true, 0},    {"713", DAY, 2, 6, true, 4},
    {"715", WEEK, 2, 4, true, 0},     {"716", WEEK, 4, 6, true, 0},   {"717", DAY, 2, 6, true, 0},
    {"718", DAY, 4, 8, true, 0},      {"719", DAY, 4, 8, true, 4},
};

static const struct format *format_named(struct vmi_slice code)
{
    for (size_t i = 0; i < VMI_COUNT(formats); i++)
        if (vmi_slice_is(code, formats[i].code))
            return &formats[i];
    return NULL;
}

/* By the number of digits, where no format is told. */
static const struct format *format_by_length(struct vmi_slice value)
{
    static const struct {
        size_t length;
        const char *code;
    } lengths[] = {{6, "101"}, {8, "102"}, {10, "201"}, {12, "203"}, {14, "204"}, {16, "718"}, {17, "718"}};
    for (size_t i = 0; i < VMI_COUNT(lengths); i++)
        if (value.length == lengths[i].length)
            return format_named(vmi_slice_of(lengths[i].code));
    return NULL;
}

static bool read_shape(const struct format *f, struct vmi_slice s, const struct vmi_edi_profile *profile,
                       struct edi_period *period)
{
    int year = year_at(s, 0, f->year, profile->century), part;
    switch (f->shape) {
    case DAY:
        part = day_at(s, 0, f->year, profile->century);
        return set(period, part, part);
    case WEEKDAY:
        part = digits(s, 4, 1);
        if (part < 1 || part > 7 || !set_week(period, year, digits(s, 2, 2), profile->week))
            return false;
        part = profile->week == VMI_EDI_WEEK_ISO ? part - 1
                                                 : part % 7; /* 1 is Monday; American weeks begin before */
        return set(period, period->first.day + part, period->first.day + part);
    case YEAR:
        return set_months(period, year, 1, 12);
    case QUARTER:
        part = digits(s, f->year, 1);
        return part >= 1 && part <= 4 && set_months(period, year, part * 3 - 2, 3);
    case MONTH:
        return set_months(period, year, digits(s, f->year, 2), 1);
    case WEEK:
        return set_week(period, year, digits(s, f->year, 2), profile->week);
    }
    return false;
}

/* Ranges are written in one piece; a hyphen between the ends is let pass. */
static bool read_range(const struct format *f, struct vmi_slice s, const struct vmi_edi_profile *profile,
                       struct edi_period *period)
{
    struct edi_period last;
    size_t end = f->length + f->most, hyphen = s.length == 2 * end + 1 && s.text[end] == '-';
    if (s.length != 2 * end + hyphen)
        return false;
    struct vmi_slice first = {s.text, f->length}, second = {s.text + end + hyphen, f->length};
    return read_shape(f, first, profile, period) && read_shape(f, second, profile, &last) &&
           set(period, period->first.day, last.last);
}

bool edi_period(struct vmi_slice value, struct vmi_slice format, const struct vmi_edi_profile *profile,
                struct edi_period *period)
{
    const struct format *f = format.length ? format_named(format) : format_by_length(value);
    *period = EDI_PERIOD_NONE;
    if (!f)
        return false;
    if (f->range)
        return read_range(f, value, profile, period);
    return value.length >= f->length && value.length <= f->length + f->most &&
           read_shape(f, value, profile, period);
}

/* ---- buckets of X12 ------------------------------------------------------------------------------------- */

struct edi_period edi_bucket(struct vmi_slice timing, struct vmi_date first, struct vmi_date last)
{
    static const struct {
        char code;
        int days, months;
    } lengths[] = {{'C', 1, 0}, {'D', 1, 0}, {'W', 7, 0}, {'X', 7, 0}, {'T', 28, 0},
                   {'M', 0, 1}, {'Q', 0, 3}, {'S', 0, 6}, {'A', 0, 12}};
    int year, month, day;
    if (first.day == VMI_DAY_NONE)
        return EDI_PERIOD_NONE;
    if (last.day != VMI_DAY_NONE)
        return (struct edi_period){first, last.day};
    vmi_day_split(first.day, &year, &month, &day);
    for (size_t i = 0; i < VMI_COUNT(lengths) && timing.length == 1; i++)
        if (timing.text[0] == lengths[i].code)
            return (struct edi_period){first, lengths[i].days
                                                  ? vmi_day_after(first.day, lengths[i].days - 1)
                                                  : end_of_months(year, month, lengths[i].months)};
    return (struct edi_period){first, first.day};
}
