/* Decimals, statistics, dates, weekdays, texts: what is read is written, and what is written is read as the same. */
#include "fuzz.h"
#include "vmi/date.h"
#include "vmi/decimal.h"
#include "vmi/measure.h"
#include "vmi/statistic.h"
#include "vmi/term.h"
#include "vmi/weekdays.h"

static void read_decimal(struct vmi_slice s, enum vmi_decimal_form form)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal value, again = 0, up;
    touch_string(vmi_decimal_problem(vmi_decimal_parse(s, form, &value)));
    if (vmi_decimal_parse(s, form, &value) != VMI_DECIMAL_OK)
        return;
    must(value > -VMI_DECIMAL_MAXIMUM && value < VMI_DECIMAL_MAXIMUM);
    size_t length = vmi_decimal_format(value, text);
    must(length < sizeof text && text[length] == '\0');
    must(vmi_decimal_parse((struct vmi_slice){text, length}, VMI_DECIMAL_PLAIN, &again) == VMI_DECIMAL_OK);
    must(again == value);
    must(vmi_decimal_floor_to(value, 7) <= value);
    if (vmi_decimal_ceil_to(value, 7, &up))
        must(up >= value && up - value < 7);
    if (vmi_decimal_ceil_double(vmi_decimal_to_double(value), VMI_DECIMAL_ONE, &up))
        must(up % VMI_DECIMAL_ONE == 0);
}

static void read_date(struct vmi_slice s)
{
    char text[VMI_DATE_TEXT_SIZE];
    struct vmi_date date, again;
    int32_t day;
    if (vmi_day_parse(s, &day))
        must(vmi_day_format(day, text) == 10 && memcmp(text, s.text, 10) == 0);
    if (!vmi_date_parse(s, &date))
        return;
    size_t length = vmi_date_format(date, text);
    must(length < sizeof text && text[length] == '\0');
    must(vmi_date_parse((struct vmi_slice){text, length}, &again));
    must(again.day == date.day && again.clock == date.clock && again.offset == date.offset);
}

static void read_others(struct vmi_slice s)
{
    char text[VMI_STATISTIC_TEXT_SIZE], quoted[VMI_QUOTED_SIZE];
    double value;
    vmi_weekdays days, again;
    if (vmi_statistic_parse(s, &value))
        must(vmi_statistic_format(value, text) < sizeof text);
    if (vmi_weekdays_parse(s, &days)) {
        size_t length = vmi_weekdays_format(days, text);
        must(days && vmi_weekdays_parse((struct vmi_slice){text, length}, &again) && again == days);
        must(vmi_weekdays_longest_gap(days) <= 7);
    }
    touch_string(vmi_text_quote(s, quoted));
    must(strlen(quoted) < sizeof quoted);
    if (vmi_text_is_utf8(s.text, s.length))
        must(vmi_text_is_utf8(quoted, strlen(quoted)));
    must(vmi_text_width(s) <= s.length);
    touch(vmi_slice_trim(s));
    touch_string(vmi_measure_nearest(s));
    touch_string(vmi_term_nearest(s));
}

static void read_terms(struct vmi_slice s)
{
    struct vmi_terms terms;
    struct vmi_arena arena = {0};
    vmi_terms_init(&terms);
    for (int i = 0; i < VMI_TERMS; i++) {
        struct vmi_error error = {0};
        if (!vmi_terms_set(&terms, (enum vmi_term)i, s, VMI_DECIMAL_JSON, &arena, &error))
            must(error.status == VMI_USAGE && error.text[0] && error.field[0]);
    }
    struct vmi_error error = {0};
    if (!vmi_terms_agree(&terms, &error))
        must(error.text[0] != '\0');
    vmi_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice input = tight_copy(data, size);
    read_decimal(input, VMI_DECIMAL_PLAIN);
    read_decimal(input, VMI_DECIMAL_JSON);
    read_date(input);
    read_others(input);
    read_terms(input);
    free((void *)(uintptr_t)input.text);
    return 0;
}
