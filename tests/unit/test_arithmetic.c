#include <math.h>
#include <stdio.h>

#include "tap.h"
#include "vmi/date.h"
#include "vmi/decimal.h"
#include "vmi/statistic.h"

static const struct {
    const char *name, *text;
    enum vmi_decimal_form form;
    enum vmi_decimal_result result;
    const char *written;
} parses[] = {
    {"nought", "0", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "0"},
    {"minus nought", "-0", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "0"},
    {"plus sign", "+12", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "12"},
    {"leading zeros", "000012.50", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "12.5"},
    {"no whole part", ".5", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "0.5"},
    {"no decimals behind the point", "5.", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "5"},
    {"six decimals", "-0.000001", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "-0.000001"},
    {"seven decimals", "0.0000001", VMI_DECIMAL_PLAIN, VMI_DECIMAL_PRECISION, NULL},
    {"zeros behind the sixth decimal", "1.5000000000000000000000000", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "1.5"},
    {"a one far behind", "1.0000000000000000000000001", VMI_DECIMAL_PLAIN, VMI_DECIMAL_PRECISION, NULL},
    {"the largest", "9199999999999.999999", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "9199999999999.999999"},
    {"the smallest", "-9199999999999.999999", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "-9199999999999.999999"},
    {"9.2e12 itself", "9200000000000", VMI_DECIMAL_PLAIN, VMI_DECIMAL_RANGE, NULL},
    {"two to the 64", "18446744073709551616", VMI_DECIMAL_PLAIN, VMI_DECIMAL_RANGE, NULL},
    {"a hundred digits", "9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999", VMI_DECIMAL_PLAIN, VMI_DECIMAL_RANGE, NULL},
    {"forty zeros in front", "0000000000000000000000000000000000000000000000000000000000007", VMI_DECIMAL_PLAIN, VMI_DECIMAL_OK, "7"},
    {"nothing", "", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"a sign alone", "-", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"a point alone", ".", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"two points", "1.2.3", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"two signs", "--1", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"thousands", "1,000", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"a blank behind", "1 ", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"letters", "12a", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"hexadecimal", "0x10", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"not a number", "nan", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"an exponent in plain text", "1e3", VMI_DECIMAL_PLAIN, VMI_DECIMAL_SYNTAX, NULL},
    {"an exponent", "1e3", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "1000"},
    {"an exponent with a plus", "1.5E+2", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "150"},
    {"an exponent below 0", "125e-2", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "1.25"},
    {"an exponent to the sixth decimal", "1e-6", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "0.000001"},
    {"an exponent to the seventh", "1e-7", VMI_DECIMAL_JSON, VMI_DECIMAL_PRECISION, NULL},
    {"an exponent that makes zeros of decimals", "0.00000012e1", VMI_DECIMAL_JSON, VMI_DECIMAL_PRECISION, NULL},
    {"an exponent that saves decimals", "0.0000001200e2", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "0.000012"},
    {"nought with a large exponent", "0e999999999999", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "0"},
    {"a huge exponent", "1e999999999999", VMI_DECIMAL_JSON, VMI_DECIMAL_RANGE, NULL},
    {"a tiny exponent", "1e-999999999999", VMI_DECIMAL_JSON, VMI_DECIMAL_PRECISION, NULL},
    {"many digits brought back by the exponent", "100000000000000000000000e-20", VMI_DECIMAL_JSON, VMI_DECIMAL_OK, "1000"},
    {"an exponent without digits", "1e", VMI_DECIMAL_JSON, VMI_DECIMAL_SYNTAX, NULL},
    {"an exponent with a sign alone", "1e+", VMI_DECIMAL_JSON, VMI_DECIMAL_SYNTAX, NULL},
    {"an exponent alone", "e5", VMI_DECIMAL_JSON, VMI_DECIMAL_SYNTAX, NULL},
};

static void test_parse(void)
{
    for (size_t i = 0; i < VMI_COUNT(parses); i++) {
        vmi_decimal value = 77;
        char text[VMI_DECIMAL_TEXT_SIZE] = "";
        enum vmi_decimal_result result = vmi_decimal_parse(vmi_slice_of(parses[i].text), parses[i].form, &value);
        is_long(result, parses[i].result, "parse: %s", parses[i].name);
        if (parses[i].written) {
            vmi_decimal_format(value, text);
            is_text(text, parses[i].written, "parse: %s, written", parses[i].name);
        } else {
            ok(value == 77, "parse: %s leaves the value alone", parses[i].name);
        }
    }
}

static vmi_decimal number(const char *text)
{
    vmi_decimal value = VMI_DECIMAL_UNKNOWN;
    if (text && vmi_decimal_parse(vmi_slice_of(text), VMI_DECIMAL_PLAIN, &value) != VMI_DECIMAL_OK)
        return VMI_DECIMAL_UNKNOWN;
    return value;
}

/* NULL: out of range. */
static const struct {
    const char *a, *b, *sum, *difference, *product;
} operations[] = {
    {"1", "2", "3", "-1", "2"},
    {"0.1", "0.2", "0.3", "-0.1", "0.02"},
    {"-1.5", "1.5", "0", "-3", "-2.25"},
    {"9199999999999.999999", "0.000001", NULL, "9199999999999.999998", "9200000"},
    {"-9199999999999.999999", "0.000001", "-9199999999999.999998", NULL, "-9200000"},
    {"9000000000000", "9000000000000", NULL, "0", NULL},
    {"-9000000000000", "9000000000000", "0", NULL, NULL},
    {"0.001", "0.0005", "0.0015", "0.0005", "0.000001"},
    {"0.001", "0.000499", "0.001499", "0.000501", "0"},
    {"-0.001", "0.0005", "-0.0005", "-0.0015", "-0.000001"},
    {"3033151", "3033151", "6066302", "0", NULL},
    {"3033150", "3000000", "6033150", "33150", "9099450000000"},
};

static void test_operations(void)
{
    for (size_t i = 0; i < VMI_COUNT(operations); i++) {
        vmi_decimal a = number(operations[i].a), b = number(operations[i].b), r = VMI_DECIMAL_UNKNOWN;
        const char *expected[] = {operations[i].sum, operations[i].difference, operations[i].product};
        static const char sign[] = "+-*";
        for (int j = 0; j < 3; j++) {
            r = VMI_DECIMAL_UNKNOWN;
            bool good = j == 0 ? vmi_decimal_add(a, b, &r) : j == 1 ? vmi_decimal_subtract(a, b, &r) : vmi_decimal_multiply(a, b, &r);
            is_quantity(r, expected[j] ? expected[j] : "", "%s %c %s", operations[i].a, sign[j], operations[i].b);
            ok(good == (expected[j] != NULL), "%s %c %s says whether it fits", operations[i].a, sign[j], operations[i].b);
        }
    }
}

static const struct {
    const char *value, *step, *floor, *ceiling;
} steps[] = {
    {"0", "5", "0", "0"},
    {"1", "5", "0", "5"},
    {"5", "5", "5", "5"},
    {"-1", "5", "-5", "0"},
    {"-5", "5", "-5", "-5"},
    {"0.7", "0.25", "0.5", "0.75"},
    {"13", "0.5", "13", "13"},
    {"0.000001", "1", "0", "1"},
    {"10", "12.5", "0", "12.5"},
    {"9199999999999.5", "0.5", "9199999999999.5", "9199999999999.5"},
    {"9199999999999.6", "1", "9199999999999", NULL},
};

static void test_steps(void)
{
    for (size_t i = 0; i < VMI_COUNT(steps); i++) {
        vmi_decimal value = number(steps[i].value), step = number(steps[i].step), up = VMI_DECIMAL_UNKNOWN;
        is_quantity(vmi_decimal_floor_to(value, step), steps[i].floor, "%s down to %s", steps[i].value, steps[i].step);
        ok(vmi_decimal_ceil_to(value, step, &up) == (steps[i].ceiling != NULL), "%s up to %s fits or not", steps[i].value, steps[i].step);
        is_quantity(up, steps[i].ceiling ? steps[i].ceiling : "", "%s up to %s", steps[i].value, steps[i].step);
    }
}

static const struct {
    const char *name;
    double x;
    const char *step, *expected;
} ceilings[] = {
    {"a whole number", 12, "1", "12"},
    {"less than the slack above", 12 + 1e-10, "1", "12"},
    {"more than the slack above", 12 + 1e-8, "1", "13"},
    {"below", 11.999999, "1", "12"},
    {"a sum that is off in its last bit", 0.1 + 0.2, "0.1", "0.3"},
    {"a tenth times three", 3 * 1.1, "1.1", "3.3"},
    {"large, off by its own precision", 1e12 * (1 + 2e-13), "1", "1000000000000"},
    {"below nought", -1.5, "1", "-1"},
    {"nought", 0, "6", "0"},
    {"just above nought", 1e-12, "1", "0"},
    {"up to cases", 25, "12", "36"},
    {"the largest", 9.1e12, "1", "9100000000000"},
    {"a large multiple itself, in small steps", 5e6, "0.000001", "5000000"},
    {"too large", 9.3e12, "1", NULL},
    {"infinite", INFINITY, "1", NULL},
    {"not a number", NAN, "1", NULL},
};

static void test_ceilings(void)
{
    for (size_t i = 0; i < VMI_COUNT(ceilings); i++) {
        vmi_decimal up = VMI_DECIMAL_UNKNOWN;
        bool good = vmi_decimal_ceil_double(ceilings[i].x, number(ceilings[i].step), &up);
        is_quantity(up, ceilings[i].expected ? ceilings[i].expected : "", "ceil_double: %s", ceilings[i].name);
        ok(good == (ceilings[i].expected != NULL), "ceil_double: %s says whether it fits", ceilings[i].name);
        vmi_decimal down = VMI_DECIMAL_UNKNOWN;
        ok(vmi_decimal_floor_double(-ceilings[i].x, number(ceilings[i].step), &down) == good && (!good || down == -up), "floor_double: %s, of the opposite", ceilings[i].name);
    }
    ok(isnan(vmi_decimal_to_double(VMI_DECIMAL_UNKNOWN)), "unknown is NaN as a double");
    is_near(vmi_decimal_to_double(number("-2.5")), -2.5, 0, "-2.5 as a double");
}

static const struct {
    double value;
    const char *text;
} statistics[] = {
    {0, "0"},
    {-0.0, "0"},
    {-1e-9, "0"},
    {1.5, "1.5"},
    {-2.25, "-2.25"},
    {1.0 / 3, "0.333333"},
    {2.0 / 3, "0.666667"},
    {1e15, "1000000000000000"},
    {1234567.891, "1234567.891"},
    {NAN, ""},
    {INFINITY, ""},
    {-INFINITY, ""},
};

static void test_statistics(void)
{
    static const char *const bad[] = {"", "nan", "inf", "0x1p3", "1e", " 1", "1 ", "1,5", "--1", "1e999", "-", "."};
    static const char *const good[] = {"0", "-1", "+1.5", "1e3", "1E-3", ".5", "5."};
    static const double values[] = {0, -1, 1.5, 1000, 0.001, 0.5, 5};
    char text[VMI_STATISTIC_TEXT_SIZE];
    for (size_t i = 0; i < VMI_COUNT(statistics); i++) {
        size_t length = vmi_statistic_format(statistics[i].value, text);
        is_text(text, statistics[i].text, "a statistic of %g", statistics[i].value);
        is_long((long long)length, (long long)strlen(text), "its length");
    }
    for (size_t i = 0; i < VMI_COUNT(bad); i++) {
        double value = 77;
        ok(!vmi_statistic_parse(vmi_slice_of(bad[i]), &value) && value == 77, "'%s' is no statistic", bad[i]);
    }
    for (size_t i = 0; i < VMI_COUNT(good); i++) {
        double value = 77;
        ok(vmi_statistic_parse(vmi_slice_of(good[i]), &value), "'%s' is a statistic", good[i]);
        is_near(value, values[i], 0, "its value");
    }
    vmi_statistic_format(1.7976931348623157e308, text);
    is_long((long long)strlen(text), 309, "the largest double has room");
}

/* As the C library writes it, without zeros at the end. */
static void write_slowly(double value, char text[VMI_STATISTIC_TEXT_SIZE])
{
    size_t length = (size_t)snprintf(text, VMI_STATISTIC_TEXT_SIZE, "%.6f", value);
    while (text[length - 1] == '0')
        length--;
    length -= text[length - 1] == '.';
    text[length] = '\0';
    if (strcmp(text, "-0") == 0)
        snprintf(text, VMI_STATISTIC_TEXT_SIZE, "0");
}

static void test_writing_of_statistics(void)
{
    uint64_t state = 20260407;
    int wrong = 0;
    for (int i = 0; i < rounds(200000); i++) {
        char text[VMI_STATISTIC_TEXT_SIZE], expected[VMI_STATISTIC_TEXT_SIZE];
        double value = (double)chance(&state); /* below 2^53 */
        if (chance_below(&state, 2))
            value = (double)chance_below(&state, 100000) / 128; /* many stand half way between two millionths */
        else
            value = ldexp(value, chance_below(&state, 120) - 110);
        value = chance_below(&state, 2) ? -value : value;
        write_slowly(value, expected);
        size_t length = vmi_statistic_format(value, text);
        wrong += strcmp(text, expected) != 0 || strlen(text) != length;
    }
    is_long(wrong, 0, "statistics are written as the C library rounds them, at random");
}

static void test_round_trips(void)
{
    uint64_t state = 1;
    int wrong = 0;
    for (int i = 0; i < rounds(200000); i++) {
        char text[VMI_DECIMAL_TEXT_SIZE];
        vmi_decimal value = (vmi_decimal)(chance(&state) << 11 ^ chance(&state)) % VMI_DECIMAL_MAXIMUM, back = 0;
        value >>= chance_below(&state, 60);
        size_t length = vmi_decimal_format(value, text);
        wrong += vmi_decimal_parse((struct vmi_slice){text, length}, VMI_DECIMAL_PLAIN, &back) != VMI_DECIMAL_OK || back != value;
    }
    is_long(wrong, 0, "what is written is read back, at random");
}

/* A sign in front takes a text past the short way of reading few digits. */
static void test_short_numbers(void)
{
    static const char marks[] = "0123456789012345678901234567890123456789..x";
    uint64_t state = 20260311;
    int wrong = 0, read = 0;
    for (int i = 0; i < rounds(200000); i++) {
        char text[32] = "+";
        size_t length = 1 + (size_t)chance_below(&state, 22);
        vmi_decimal value = 77, expected = 77;
        for (size_t j = 1; j < length; j++)
            text[j] = marks[chance_below(&state, (int)sizeof marks - 1)];
        enum vmi_decimal_result long_way = vmi_decimal_parse((struct vmi_slice){text, length}, VMI_DECIMAL_PLAIN, &expected);
        enum vmi_decimal_result result = vmi_decimal_parse((struct vmi_slice){text + 1, length - 1}, VMI_DECIMAL_PLAIN, &value);
        wrong += result != long_way || (result == VMI_DECIMAL_OK && value != expected);
        read += result == VMI_DECIMAL_OK;
    }
    is_long(wrong, 0, "few digits are read as many are, at random");
    ok(read > rounds(200000) / 4, "and often there was a number");
}

/* ---- dates ------------------------------------------------------------------------------------------ */

static const struct {
    const char *text;
    const char *written; /* NULL: is no date */
} dates[] = {
    {"1970-01-01", "1970-01-01"},
    {"2024-02-29", "2024-02-29"},
    {"2023-02-29", NULL},
    {"2000-02-29", "2000-02-29"},
    {"1900-02-29", NULL},
    {"2026-04-31", NULL},
    {"2026-13-01", NULL},
    {"2026-00-10", NULL},
    {"2026-01-00", NULL},
    {"0000-01-01", NULL},
    {"0001-01-01", "0001-01-01"},
    {"9999-12-31", "9999-12-31"},
    {"10000-01-01", NULL},
    {"2026-1-1", NULL},
    {"20260101", NULL},
    {"2026-01-01 ", NULL},
    {" 2026-01-01", NULL},
    {"", NULL},
    {"2026-01-01T08:30:00Z", "2026-01-01T08:30:00Z"},
    {"2026-01-01t08:30:00z", "2026-01-01T08:30:00Z"},
    {"2026-01-01T08:30:00+02:00", "2026-01-01T08:30:00+02:00"},
    {"2026-01-01T08:30:00-11:30", "2026-01-01T08:30:00-11:30"},
    {"2026-01-01T08:30:00+00:00", "2026-01-01T08:30:00Z"},
    {"2026-01-01T08:30:00.250Z", "2026-01-01T08:30:00.25Z"},
    {"2026-01-01T08:30:00.000000001Z", "2026-01-01T08:30:00.000000001Z"},
    {"2026-01-01T08:30:00.0000000009Z", "2026-01-01T08:30:00Z"},
    {"2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"},
    {"2026-01-01T08:30:00", NULL},
    {"2026-01-01T08:30Z", NULL},
    {"2026-01-01 08:30:00Z", NULL},
    {"2026-01-01T24:00:00Z", NULL},
    {"2026-01-01T08:60:00Z", NULL},
    {"2026-01-01T08:30:61Z", NULL},
    {"2026-01-01T08:30:00.Z", NULL},
    {"2026-01-01T08:30:00+24:00", NULL},
    {"2026-01-01T08:30:00+02:60", NULL},
    {"2026-01-01T08:30:00+0200", NULL},
    {"2026-01-01T08:30:00Zjunk", NULL},
    {"2026-01-01T", NULL},
};

static void test_dates(void)
{
    for (size_t i = 0; i < VMI_COUNT(dates); i++) {
        struct vmi_date date = VMI_DATE_NONE;
        int32_t day = 77;
        char text[VMI_DATE_TEXT_SIZE];
        bool good = vmi_date_parse(vmi_slice_of(dates[i].text), &date), bare = strlen(dates[i].text) == 10;
        size_t length = vmi_date_format(date, text);
        is_text(good ? text : NULL, dates[i].written, "the date '%s'", dates[i].text);
        is_long((long long)length, (long long)strlen(text), "its length");
        ok(vmi_day_parse(vmi_slice_of(dates[i].text), &day) == (dates[i].written && bare), "'%s' as a day without a time", dates[i].text);
    }
}

static void test_sums_of_days(void)
{
    char text[VMI_DATE_TEXT_SIZE];
    is_long(vmi_day_after(20000, -20001), -1, "a day before 1970");
    is_long(vmi_day_after(VMI_DAY_LAST - 1, 1), VMI_DAY_LAST, "the last day of all");
    is_long(vmi_day_after(VMI_DAY_LAST, 1), VMI_DAY_NONE, "there is none after it");
    is_long(vmi_day_after(VMI_DAY_FIRST, -1), VMI_DAY_NONE, "nor one before the first");
    is_long(vmi_day_after(VMI_DAY_LAST, INT32_MAX), VMI_DAY_NONE, "however far");
    is_long(vmi_day_after(VMI_DAY_NONE, 1), VMI_DAY_NONE, "what is not known stays so");
    is_long((long long)vmi_day_format(VMI_DAY_LAST + 1, text), 0, "a day that cannot be read back is not written");
    is_long((long long)vmi_day_format(VMI_DAY_FIRST - 1, text), 0, "on neither side");
}

static int64_t instant(const char *text)
{
    struct vmi_date date = VMI_DATE_NONE;
    return vmi_date_parse(vmi_slice_of(text), &date) ? vmi_date_instant(date) : INT64_MIN;
}

static void test_instants(void)
{
    ok(instant("2026-01-01T08:00:00Z") == instant("2026-01-01T10:00:00+02:00"), "one moment in two zones");
    ok(instant("2026-01-01T10:00:00+02:00") < instant("2026-01-01T09:00:00Z"), "times are compared as instants");
    ok(instant("2026-01-01T09:00:00Z") < instant("2026-01-01T09:00:00.000000001Z"), "to the nanosecond");
    ok(instant("2026-01-01T23:59:60-23:59") < instant("2026-01-01"), "a bare date is later than all times");
    ok(vmi_day_compare(1, 2) < 0 && vmi_day_compare(2, 1) > 0 && vmi_day_compare(5, 5) == 0, "days in order");
    ok(vmi_day_compare(VMI_DAY_NONE, 5) > 0 && vmi_day_compare(5, VMI_DAY_NONE) < 0 && vmi_day_compare(VMI_DAY_NONE, VMI_DAY_NONE) == 0, "no date is after every date");
    struct vmi_date none = VMI_DATE_NONE;
    char text[VMI_DATE_TEXT_SIZE] = "x";
    ok(vmi_date_format(none, text) == 0 && text[0] == '\0', "no date is written as nothing");
}

/* Every day of the calendar, counted by hand beside. */
static void test_every_day(void)
{
    int32_t day = vmi_day_of(1, 1, 1), wrong = 0, weekday = 0; /* 0001-01-01 was a Monday */
    for (int year = 1; year <= 9999; year++)
        for (int month = 1; month <= 12; month++)
            for (int d = 1, last = vmi_days_in_month(year, month); d <= last; d++, day++) {
                int y, m, of_month;
                int32_t back = VMI_DAY_NONE;
                char text[VMI_DATE_TEXT_SIZE];
                vmi_day_split(day, &y, &m, &of_month);
                wrong += vmi_day_of(year, month, d) != day || y != year || m != month || of_month != d || vmi_day_weekday(day) != weekday;
                weekday = (weekday + 1) % 7;
                if (d != 1 && d != last)
                    continue;
                size_t length = vmi_day_format(day, text);
                wrong += !vmi_day_parse((struct vmi_slice){text, length}, &back) || back != day;
            }
    is_long(wrong, 0, "every day of the years 1 to 9999, there and back, with its weekday");
    is_long(day - vmi_day_of(1, 1, 1), 3652059, "how many they are");
    is_long(vmi_day_of(1970, 1, 1), 0, "the first of 1970 is day 0");
}

int main(void)
{
    test_parse();
    test_operations();
    test_steps();
    test_ceilings();
    test_statistics();
    test_writing_of_statistics();
    test_round_trips();
    test_short_numbers();
    test_dates();
    test_sums_of_days();
    test_instants();
    test_every_day();
    return done();
}
