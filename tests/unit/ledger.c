#include "ledger.h"

#include <stdio.h>
#include <stdlib.h>

#include "tap.h"

static void bail(const char *row, const char *why)
{
    printf("Bail out! %s: %s\n", row, why);
    exit(EXIT_FAILURE);
}

static struct vmi_slice field(struct vmi_slice *rest, const char *preset)
{
    struct vmi_slice text = rest->text ? vmi_slice_cut(rest, '|') : VMI_SLICE_NONE;
    return text.length ? text : vmi_slice_of(preset);
}

static struct vmi_date date_of(const char *row, struct vmi_slice text)
{
    struct vmi_date date = VMI_DATE_NONE;
    if (text.length && !vmi_date_parse(text, &date))
        bail(row, "not a date");
    return date;
}

struct vmi_activity ledger_record(const char *row)
{
    struct vmi_activity record = {.expires = VMI_DAY_NONE};
    struct vmi_slice rest = vmi_slice_of(row);
    const char *column, *problem;
    record.date = date_of(row, field(&rest, NULL));
    record.measure = vmi_measure_find(field(&rest, NULL));
    if (record.measure == VMI_MEASURE_NONE || vmi_decimal_parse(field(&rest, ""), VMI_DECIMAL_PLAIN, &record.quantity) != VMI_DECIMAL_OK)
        bail(row, "no such measure, or not a number");
    record.lot = field(&rest, NULL);
    if (memchr(record.lot.text ? record.lot.text : "", '@', record.lot.length)) {
        struct vmi_slice expires = record.lot;
        record.lot = vmi_slice_cut(&expires, '@');
        record.expires = date_of(row, expires).day;
    }
    record.ref = field(&rest, NULL);
    record.until = date_of(row, field(&rest, NULL));
    record.location = field(&rest, "L");
    record.sku = field(&rest, "S");
    if ((problem = vmi_activity_type.problem(&record, &column)))
        bail(row, problem);
    return record;
}

size_t ledger_count(const char *const *rows)
{
    size_t count = 0;
    while (count < LEDGER_MOST && rows[count])
        count++;
    return count;
}

struct vmi_history *ledger(const char *const *rows, const char *as_of, const size_t *order)
{
    struct vmi_history *history = vmi_history_new(ledger_day(as_of));
    struct vmi_error error = {0};
    for (size_t i = 0, count = ledger_count(rows); i < count; i++) {
        struct vmi_activity record = ledger_record(rows[order ? order[i] : i]);
        if (!vmi_history_add(history, &record, &error))
            bail(rows[i], error.text);
    }
    if (!vmi_history_settle(history, &error))
        bail("settle", error.text);
    return history;
}

const struct vmi_facts *ledger_facts(const struct vmi_history *history, size_t index)
{
    static struct vmi_facts facts; /* for as long as the test */
    vmi_facts_open(history, vmi_history_item(history, index), &facts);
    return &facts;
}

void ledger_shuffle(size_t *order, size_t count, uint64_t *state)
{
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)chance_below(state, (int)i), kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
}

struct vmi_terms ledger_terms(const char *assignments)
{
    static struct vmi_arena calendars; /* for as long as the test */
    struct vmi_terms terms;
    struct vmi_slice rest = vmi_slice_of(assignments ? assignments : "");
    struct vmi_error error = {0};
    vmi_terms_init(&terms);
    while (rest.length) {
        struct vmi_slice value = vmi_slice_cut(&rest, ' '), name = vmi_slice_cut(&value, '=');
        enum vmi_term term = vmi_term_find(name);
        if (term == VMI_TERMS || !vmi_terms_set(&terms, term, value, VMI_DECIMAL_PLAIN, &calendars, &error))
            bail(assignments, term == VMI_TERMS ? "no such term" : error.text);
    }
    return terms;
}

int32_t ledger_day(const char *text)
{
    int32_t day = VMI_DAY_NONE;
    if (text && text[0] && !vmi_day_parse(vmi_slice_of(text), &day))
        bail(text, "not a day");
    return day;
}
