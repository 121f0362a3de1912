#include "../../lib/ingest/form.h"

#include "tap.h"

/* What each form makes of a number: "" where it cannot read it. */
static const struct {
    const char *text, *point, *comma;
} numbers[] = {
    {"0", "0", "0"},
    {"12", "12", "12"},
    {"-12", "-12", "-12"},
    {"12-", "-12", "-12"},
    {"(12)", "-12", "-12"},
    {"+12", "12", "12"},
    {"\xE2\x88\x92"
     "12",
     "-12", "-12"},
    {"13.75", "13.75", ""},
    {"13,75", "", "13.75"},
    {"1.234", "1.234", "1234"},
    {"1,234", "1234", "1.234"},
    {"-1,234", "-1234", "-1.234"},
    {"(1,234)", "-1234", "-1.234"},
    {"1.234,5", "", "1234.5"},
    {"1,234.5", "1234.5", ""},
    {"1.234.567", "", "1234567"},
    {"1,234,567", "1234567", ""},
    {"12,34,567", "", ""},
    {"1,23,456", "", ""},
    {"1234,567", "", "1234.567"},
    {"1234.567", "1234.567", ""},
    {"0,125", "", "0.125"},
    {"0.125", "0.125", ""},
    {"00,125", "", "0.125"},
    {"1,2345", "", "1.2345"},
    {",5", "", "0.5"},
    {".5", "0.5", ""},
    {"5.", "5", ""},
    {"5,", "", "5"},
    {"1 234", "1234", "1234"},
    {"1 234,5", "", "1234.5"},
    {"1'234.5", "1234.5", ""},
    {"1\xE2\x80\x99"
     "234",
     "1234", "1234"},
    {"12\xC2\xA0"
     "345",
     "12345", "12345"},
    {"12\xE2\x80\xAF"
     "345,25",
     "", "12345.25"},
    {"1 234.567", "1234.567", ""},
    {"1 234'567", "", ""},
    {"1 23", "", ""},
    {"12 34", "", ""},
    {" ", "", ""},
    {"-", "", ""},
    {"()", "", ""},
    {"--5", "", ""},
    {"-5-", "", ""},
    {"1e3", "", ""},
    {"12 kg", "", ""},
    {"'12", "", ""},
    {"1..2", "", ""},
    {"1,,2", "", ""},
    {"1.2.3", "", ""},
    {".", "", ""},
    {",", "", ""},
};

static vmi_decimal under(const char *text, unsigned form)
{
    vmi_decimal value;
    enum vmi_decimal_result result;
    return number_read(vmi_slice_of(text), form, &value, &result).forms ? value : VMI_DECIMAL_UNKNOWN;
}

static void test_numbers(void)
{
    for (size_t i = 0; i < VMI_COUNT(numbers); i++) {
        vmi_decimal point = under(numbers[i].text, NUMBER_POINT), comma = under(numbers[i].text, NUMBER_COMMA), value = 0;
        is_quantity(point, numbers[i].point, "with a decimal point: %s", numbers[i].text);
        is_quantity(comma, numbers[i].comma, "with a decimal comma: %s", numbers[i].text);
        enum vmi_decimal_result result;
        struct cell_reading both = number_read(vmi_slice_of(numbers[i].text), NUMBER_FORMS, &value, &result);
        unsigned forms = (point != VMI_DECIMAL_UNKNOWN ? NUMBER_POINT : 0u) | (comma != VMI_DECIMAL_UNKNOWN ? NUMBER_COMMA : 0u);
        is_long(both.forms, forms, "forms of %s", numbers[i].text);
        is_long(both.split, forms == NUMBER_FORMS && point != comma, "doubt about %s", numbers[i].text);
    }
    vmi_decimal value;
    enum vmi_decimal_result result;
    number_read(VMI_SLICE("9.200.000.000.000"), NUMBER_COMMA, &value, &result);
    is_long(result, VMI_DECIMAL_RANGE, "out of range with points");
    number_read(VMI_SLICE("0,1234567"), NUMBER_COMMA, &value, &result);
    is_long(result, VMI_DECIMAL_PRECISION, "too many decimals behind a comma");
}

/* Dates: the forms that can read it, as their names begin; * for all; and what the first gives. */
static const struct {
    const char *text, *forms, *first;
    int days;
    bool split;
} dates[] = {
    {"2026-11-21", "*", "2026-11-21", 1, false},
    {"2026/11/21", "*", "2026-11-21", 1, false},
    {"2026.11.21", "*", "2026-11-21", 1, false},
    {"2026-1-2", "*", "2026-01-02", 1, false},
    {"20261121", "*", "2026-11-21", 1, false},
    {"20262111", "", "", 0, false},
    {"21112026", "", "", 0, false},
    {"2026-11-21T06:30:00Z", "*", "2026-11-21T06:30:00Z", 1, false},
    {"2026-11-21 06:30:00+01:00", "*", "2026-11-21T06:30:00+01:00", 1, false},
    {"2026-11-21 06:30", "*", "2026-11-21", 1, false},
    {"2026-11-21T24:30", "", "", 0, false},
    {"2026-11", "*", "2026-11-01", 30, false},
    {"2026/2", "*", "2026-02-01", 28, false},
    {"11/2026", "*", "2026-11-01", 30, false},
    {"13/2026", "", "", 0, false},
    {"2026-W53", "*", "2026-12-28", 7, false},
    {"2026W47", "*", "2026-11-16", 7, false},
    {"2025-W53", "", "", 0, false},
    {"21-Nov-2026", "*", "2026-11-21", 1, false},
    {"21 november 2026", "*", "2026-11-21", 1, false},
    {"Nov 21, 2026", "*", "2026-11-21", 1, false},
    {"21-Nox-2026", "", "", 0, false},
    {"21.11.2026", "d", "2026-11-21", 1, false},
    {"11/21/2026", "m", "2026-11-21", 1, false},
    {"03/04/2026", "dm", "2026-04-03", 1, true},
    {"03/03/2026", "dm", "2026-03-03", 1, false},
    {"3.4.2026 7:05", "dm", "2026-04-03", 1, true},
    {"21.11/2026", "", "", 0, false},
    {"29.02.2026", "", "", 0, false},
    {"29.02.2024", "d", "2024-02-29", 1, false},
    {"21.11.26", "dy", "2026-11-21", 1, true},
    {"11/21/26", "m", "2026-11-21", 1, false},
    {"1.2.3", "", "", 0, false},
    {"45982", "e", "2025-11-21", 1, false},
    {"45982.25", "e", "2025-11-21", 1, false},
    {"00061", "", "", 0, false},
    {"19999", "", "", 0, false},
    {"202611", "Yw", "2026-11-01", 30, true},
    {"202647", "w", "2026-11-16", 7, false},
    {"202600", "", "", 0, false},
    {"yesterday", "", "", 0, false},
    {"", "", "", 0, false},
};

static const char LETTERS[] = "dmyeYw";

static void test_dates(void)
{
    for (size_t i = 0; i < VMI_COUNT(dates); i++) {
        struct period period;
        char forms[16] = "", first[VMI_DATE_TEXT_SIZE] = "";
        struct cell_reading reading = date_read(vmi_slice_of(dates[i].text), DATE_FORMS, &period);
        for (int bit = 0; bit < 6 && reading.forms != DATE_FORMS; bit++)
            if (reading.forms >> bit & 1)
                strncat(forms, &LETTERS[bit], 1);
        if (reading.forms)
            vmi_date_format(period.first, first);
        is_text(reading.forms == DATE_FORMS ? "*" : forms, dates[i].forms, "forms of '%s'", dates[i].text);
        is_text(first, dates[i].first, "first day of '%s'", dates[i].text);
        is_long(reading.forms ? period.last - period.first.day + 1 : 0, dates[i].days, "days of '%s'", dates[i].text);
        is_long(reading.split, dates[i].split, "doubt about '%s'", dates[i].text);
    }
}

/* What cells prove together, whatever their order. */
static void test_evidence(void)
{
    static const struct {
        const char *cells[4];
        unsigned forms;
        bool split;
    } columns[] = {
        {{"12", "13"}, NUMBER_FORMS, false},     {{"12", "13,75"}, NUMBER_COMMA, false}, {{"1.234", "13,75"}, NUMBER_COMMA, true},     {{"1.234", "12"}, NUMBER_FORMS, true},
        {{"1,234", "12.5"}, NUMBER_POINT, true}, {{"12.5", "13,75"}, 0, false},          {{"x", "13,75", "1e3"}, NUMBER_COMMA, false}, {{"1,234.5", "1.234,5"}, 0, false},
    };
    for (size_t i = 0; i < VMI_COUNT(columns); i++)
        for (int backwards = 0; backwards < 2; backwards++) {
            struct evidence e = {.forms = NUMBER_FORMS};
            for (int k = 0; k < 4; k++) {
                const char *cell = columns[i].cells[backwards ? 3 - k : k];
                vmi_decimal value;
                enum vmi_decimal_result result;
                if (cell)
                    evidence_add(&e, number_read(vmi_slice_of(cell), NUMBER_FORMS, &value, &result), vmi_slice_of(cell));
            }
            is_long(e.forms, columns[i].forms, "column %zu: forms", i);
            is_long(e.split, columns[i].split, "column %zu: doubt", i);
        }
}

int main(void)
{
    test_numbers();
    test_dates();
    test_evidence();
    return done();
}
