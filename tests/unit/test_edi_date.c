/* Dates as EDIFACT and X12 write them, against days that a calendar shows. */
#include "../../lib/edi/date.h"
#include "../../lib/edi/gtin.h"
#include "tap.h"

static const struct {
    const char *value, *format, *first, *last;
} periods[] = {
    {"240602", "101", "2024-06-02", "2024-06-02"},
    {"690101", "101", "2069-01-01", "2069-01-01"},
    {"700101", "101", "1970-01-01", "1970-01-01"},
    {"20240602", "102", "2024-06-02", "2024-06-02"},
    {"24231", "103", "2024-06-03", "2024-06-03"},
    {"24237", "103", "2024-06-09", "2024-06-09"},
    {"2406021530", "201", "2024-06-02", "2024-06-02"},
    {"202406021530", "203", "2024-06-02", "2024-06-02"},
    {"20240602153059", "204", "2024-06-02", "2024-06-02"},
    {"202406021530UTC", "303", "2024-06-02", "2024-06-02"},
    {"2024", "602", "2024-01-01", "2024-12-31"},
    {"20242", "608", "2024-04-01", "2024-06-30"},
    {"2402", "609", "2024-02-01", "2024-02-29"},
    {"202302", "610", "2023-02-01", "2023-02-28"},
    {"202412", "610", "2024-12-01", "2024-12-31"},
    {"202425", "616", "2024-06-17", "2024-06-23"},
    {"2425", "615", "2024-06-17", "2024-06-23"},
    {"202001", "616", "2019-12-30", "2020-01-05"},
    {"202053", "616", "2020-12-28", "2021-01-03"},
    {"202425202426", "716", "2024-06-17", "2024-06-30"},
    {"2024052720240602", "718", "2024-05-27", "2024-06-02"},
    {"20240527-20240602", "718", "2024-05-27", "2024-06-02"},
    {"240527240602", "717", "2024-05-27", "2024-06-02"},
    {"240602", "", "2024-06-02", "2024-06-02"},
    {"20240602", "", "2024-06-02", "2024-06-02"},
    {"2024052720240602", "", "2024-05-27", "2024-06-02"},
    /* None. */
    {"20240632", "102", NULL, NULL},
    {"20230229", "102", NULL, NULL},
    {"240602", "102", NULL, NULL},
    {"2024060", "102", NULL, NULL},
    {"2024X602", "102", NULL, NULL},
    {"202454", "616", NULL, NULL},
    {"20245", "608", NULL, NULL},
    {"2024060220240527", "718", NULL, NULL},
    {"20240602", "999", NULL, NULL},
    {"1", "", NULL, NULL},
    {"24238", "103", NULL, NULL},
};

/* Element 680, from 2024-06-03 on, which is a Monday. */
static const struct {
    const char *timing, *first, *last, *end;
} buckets[] = {
    {"D", "20240603", "", "2024-06-03"}, {"W", "20240603", "", "2024-06-09"},         {"X", "20240603", "", "2024-06-09"}, {"T", "20240603", "", "2024-06-30"},
    {"M", "20240601", "", "2024-06-30"}, {"M", "20240203", "", "2024-02-29"},         {"Q", "20240401", "", "2024-06-30"}, {"S", "20240101", "", "2024-06-30"},
    {"A", "20240101", "", "2024-12-31"}, {"F", "20240801", "20240814", "2024-08-14"}, {"", "20240603", "", "2024-06-03"},
};

static const struct {
    const char *qualifier, *id, *gtin;
    enum gtin_form form;
} gtins[] = {
    {"UP", "012345678905", "00012345678905", GTIN_GOOD},
    {"EN", "5412345111115", "05412345111115", GTIN_GOOD},
    {"UK", "10012345678902", "10012345678902", GTIN_GOOD},
    {"EO", "96385074", "00000096385074", GTIN_GOOD},
    {"UI", "01234567890", "00012345678905", GTIN_GOOD},
    {"UP", "012345678904", "00012345678904", GTIN_BAD_CHECK},
    {"EN", "012345678905", "00012345678905", GTIN_GOOD},
    {"UP", "1234", "", GTIN_BAD_FORM},
    {"UP", "01234567890X", "", GTIN_BAD_FORM},
    {"UP", "123456789012345", "", GTIN_BAD_FORM},
    {"VP", "012345678905", "", GTIN_NONE},
};

int main(void)
{
    struct vmi_edi_profiles profiles = {.partners = NULL};
    char text[VMI_DATE_TEXT_SIZE];
    vmi_edi_profiles_begin(&profiles);
    for (size_t i = 0; i < VMI_COUNT(periods); i++) {
        struct edi_period period;
        bool good = edi_period(vmi_slice_of(periods[i].value), vmi_slice_of(periods[i].format), &profiles.all, &period);
        ok(good == (periods[i].first != NULL), "'%s' in format '%s' is %s", periods[i].value, periods[i].format, periods[i].first ? "a date" : "none");
        if (!good || !periods[i].first)
            continue;
        vmi_date_format(period.first, text);
        is_text(text, periods[i].first, "the first day of '%s'", periods[i].value);
        vmi_day_format(period.last, text);
        is_text(text, periods[i].last, "the last day of '%s'", periods[i].value);
    }
    for (size_t i = 0; i < VMI_COUNT(buckets); i++) {
        struct edi_period period = edi_bucket(vmi_slice_of(buckets[i].timing), edi_day(vmi_slice_of(buckets[i].first), 70), edi_day(vmi_slice_of(buckets[i].last), 70));
        vmi_day_format(period.last, text);
        is_text(text, buckets[i].end, "a bucket '%s' from %s", buckets[i].timing, buckets[i].first);
    }
    profiles.all.week = VMI_EDI_WEEK_US;
    struct edi_period week;
    ok(edi_period(VMI_SLICE("202401"), VMI_SLICE("616"), &profiles.all, &week), "an American week");
    vmi_date_format(week.first, text);
    is_text(text, "2023-12-31", "the first American week of 2024 begins on the Sunday before");
    vmi_edi_profiles_free(&profiles);
    for (size_t i = 0; i < VMI_COUNT(gtins); i++) {
        char gtin[GTIN_SIZE] = "";
        is_long(gtin_normalise(vmi_slice_of(gtins[i].qualifier), vmi_slice_of(gtins[i].id), gtin), gtins[i].form, "%s %s: what it is", gtins[i].qualifier, gtins[i].id);
        is_text(gtin, gtins[i].gtin, "%s %s: with 14 digits", gtins[i].qualifier, gtins[i].id);
    }
    return done();
}
