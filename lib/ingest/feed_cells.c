#include <stdio.h>

#include "feed_internal.h"
#include "vmi/glob.h"
#include "vmi/measure.h"
#include "vmi/zone.h"

bool feed_refuse(struct vmi_error *error, const struct binding *binding, const char *code,
                 struct vmi_slice text, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_error_field(error, shape_column_name(binding));
    return vmi_error_set(error, VMI_INPUT, code, "%s %s", vmi_text_quote(text, quoted), expected);
}

/* What the mapping says that a cell means. False: it is passed over, or ERROR says what is wrong with it. */
static bool apply_mapping(struct vmi_feed *f, const struct binding *binding, enum vmi_mapped field,
                          struct vmi_slice *text, struct vmi_error *error)
{
    const struct vmi_mapping *mapping = f->options.mapping;
    char expected[120];
    enum vmi_meaning meaning = mapping ? vmi_mapping_mean(mapping, field, text) : VMI_MEANING_GIVEN;
    f->skipped |= meaning == VMI_MEANING_PASSED;
    if (meaning != VMI_MEANING_UNKNOWN)
        return meaning == VMI_MEANING_GIVEN;
    struct vmi_slice file = mapping->references[field].file;
    snprintf(expected, sizeof expected, "is not in %.*s", file.length < 80 ? (int)file.length : 80,
             file.text);
    return feed_refuse(error, binding, "reference", *text, expected);
}

bool feed_read_text(struct vmi_feed *f, const struct binding *binding, enum vmi_mapped field,
                    struct vmi_slice *text, struct vmi_error *error)
{
    *text = VMI_SLICE_NONE;
    if (!binding->parts)
        return true;
    struct vmi_cell cell = shape_cell(binding, &f->row, &f->arena);
    if (cell.kind == VMI_CELL_OTHER)
        return feed_refuse(error, binding, "type", cell.text, "is neither a text nor a number");
    *text = cell.text;
    return apply_mapping(f, binding, field, text, error);
}

int feed_read_measure(struct vmi_feed *f, bool *negate, struct vmi_error *error)
{
    const struct binding *binding = &f->shape.fields[VMI_MAPPED_MEASURE];
    struct vmi_slice name;
    *negate = false;
    if (!feed_read_text(f, binding, VMI_MAPPED_MEASURE, &name, error))
        return VMI_MEASURE_NONE;
    if (f->options.mapping && name.length && name.text[0] == '-') { /* the mapping says so of a value */
        name.text++, name.length--;
        *negate = true;
    }
    int measure = name.length ? measure_told(name) : VMI_MEASURE_NONE;
    if (measure != VMI_MEASURE_NONE && measure != INGEST_OPENING)
        return measure;
    char expected[VMI_SUGGESTION_SIZE + 32], suggestion[VMI_SUGGESTION_SIZE];
    snprintf(expected, sizeof expected, "is not a measure%s",
             vmi_text_suggest(vmi_measure_nearest(name), suggestion));
    feed_refuse(error, binding, "measure", name, expected);
    return VMI_MEASURE_NONE;
}

void feed_apply_sign(const struct vmi_feed *f, int *measure, vmi_decimal *quantity)
{
    const struct vmi_mapping *mapping = f->options.mapping;
    for (size_t i = 0; mapping && i < mapping->sign_count; i++) {
        const struct vmi_mapped_sign *sign = &mapping->signs[i];
        if (sign->measure != *measure)
            continue;
        if (sign->rule == VMI_SIGN_NEGATE || *quantity < 0)
            *quantity = -*quantity;
        else
            return;
        if (sign->rule == VMI_SIGN_OTHER)
            *measure = sign->other;
        return;
    }
}

static bool read_required(struct vmi_feed *f, enum vmi_mapped field, struct vmi_slice *text,
                          struct vmi_error *error)
{
    const struct binding *binding = &f->shape.fields[field];
    if (!feed_read_text(f, binding, field, text, error))
        return false;
    if (text->length)
        return true;
    vmi_error_field(error, binding->parts ? shape_column_name(binding) : VMI_SLICE(""));
    return vmi_error_set(error, VMI_INPUT, "key", "is empty; every record has a location and an item");
}

/*
 * True when the form of the column must be known before a cell can be read that some forms cannot read, or read
 * differently. The contract's own forms (NATIVE) are read straight, as long as they leave no doubt.
 */
static bool needs_survey(const struct evidence *e, struct cell_reading reading, unsigned all, unsigned native)
{
    bool plain = !reading.split && (reading.forms == all || reading.forms == native);
    return e && !e->surveyed && reading.forms && !plain;
}

static bool refuse_number(const struct binding *binding, struct vmi_slice text, struct cell_reading reading,
                          enum vmi_decimal_result problem, struct vmi_error *error)
{
    const struct evidence *e = binding->evidence;
    const char *expected = vmi_decimal_problem(problem);
    if (e && e->settled == NUMBER_COMMA && problem == VMI_DECIMAL_SYNTAX)
        expected = "is not a number; digits with at most one decimal comma were expected";
    else if (reading.split)
        expected =
            "has a mark that is decimal or parts thousands, and no other cell tells which; --decimal says";
    else if (reading.forms && e)
        expected =
            e->forms ? "has a mark that no other cell explains; --decimal says what it is"
                     : "has a decimal mark that others of the column contradict; --decimal says which it is";
    const char *code = problem == VMI_DECIMAL_OK || problem == VMI_DECIMAL_SYNTAX ? "number" : "range";
    return feed_refuse(error, binding, code, text, expected);
}

/* A number under the forms that the column was found to have. */
static bool number_settled(const struct binding *binding, struct vmi_slice text, vmi_decimal *quantity,
                           struct vmi_error *error)
{
    const struct evidence *e = binding->evidence;
    enum vmi_decimal_result problem;
    unsigned forms = e && e->settled ? e->settled : NUMBER_FORMS;
    struct cell_reading reading = number_read(text, forms, quantity, &problem);
    bool doubtful = reading.split || (forms == NUMBER_FORMS && reading.forms != NUMBER_FORMS);
    if (reading.forms && !doubtful)
        return true;
    /* A decimal point is what streams have: it is read as one unless the column has decimal commas too. */
    if (reading.forms && (!e || e->forms) &&
        vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, quantity) == VMI_DECIMAL_OK)
        return true;
    if (reading.forms == NUMBER_POINT && !reading.split &&
        vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, quantity) == VMI_DECIMAL_OK)
        return true;
    return refuse_number(binding, text, reading, problem, error);
}

/* A number under a form that its own row says. */
static bool number_told(unsigned form, const struct binding *binding, struct vmi_slice text,
                        vmi_decimal *quantity, struct vmi_error *error)
{
    enum vmi_decimal_result problem;
    return number_read(text, form, quantity, &problem).forms ||
           refuse_number(binding, text, (struct cell_reading){0, false}, problem, error);
}

bool feed_read_quantity(struct vmi_feed *f, const struct binding *binding, const struct vmi_cell *cell,
                        vmi_decimal *quantity, struct vmi_error *error)
{
    struct evidence *e = binding->evidence;
    enum vmi_decimal_result result = VMI_DECIMAL_SYNTAX;
    if (cell->kind == VMI_CELL_NUMBER)
        result = vmi_decimal_parse(cell->text, VMI_DECIMAL_JSON, quantity);
    if (cell->kind == VMI_CELL_NUMBER && result == VMI_DECIMAL_OK)
        return true;
    if (cell->kind == VMI_CELL_NUMBER || cell->kind == VMI_CELL_OTHER)
        return refuse_number(binding, cell->text, (struct cell_reading){0, false}, result, error);
    if (f->row_number)
        return number_told(f->row_number, binding, cell->text, quantity, error);
    if (e && !e->surveyed) {
        struct cell_reading reading = number_read(cell->text, NUMBER_FORMS, quantity, &result);
        evidence_add(e, reading, cell->text);
        if (reading.forms && !needs_survey(e, reading, NUMBER_FORMS, NUMBER_POINT))
            return true;
        vmi_decimal plain;
        bool is_plain = vmi_decimal_parse(cell->text, VMI_DECIMAL_PLAIN, &plain) == VMI_DECIMAL_OK;
        if (reading.forms && !(is_plain && e->forms == NUMBER_POINT) &&
            !feed_survey(f, is_plain ? e : NULL, error))
            return false;
    }
    return number_settled(binding, cell->text, quantity, error);
}

static bool refuse_date(const struct binding *binding, struct vmi_slice text, struct cell_reading reading,
                        struct vmi_error *error)
{
    const struct evidence *e = binding->evidence;
    const char *expected =
        "is not a date; YYYY-MM-DD, a date-time with its offset, YYYY-MM or YYYY-Www was expected";
    if (reading.split)
        expected = "can be read as several dates, and no other cell tells which; --dates says the order of "
                   "its parts";
    else if (reading.forms && e)
        expected = e->forms
                       ? "is a date of a form that was not told; --dates says it"
                       : "is a date of a form that others of the column contradict; --dates says which it is";
    return feed_refuse(error, binding, "date", text, expected);
}

/* A time without an offset is of no known moment: its day stands. */
static void drop_clock(struct vmi_feed *f, const struct binding *binding, struct vmi_slice text,
                       struct period *period)
{
    if (period->clock == VMI_CLOCK_BARE)
        return;
    period->clock = VMI_CLOCK_BARE;
    if (!binding->evidence || binding->evidence->timed)
        return;
    binding->evidence->timed = true;
    char quoted[VMI_QUOTED_SIZE];
    feed_settle(f, binding, "times without an offset, such as %s: their day alone is taken",
                vmi_text_quote(text, quoted));
}

/* Days are those of the location, where the mapping tells its zone. */
static void enter_zone(struct vmi_feed *f, struct period *period)
{
    if (period->clock != VMI_CLOCK_BARE) {
        period->first.clock = period->clock;
        period->first = vmi_zone_settle(f->zone, period->first);
        period->clock = VMI_CLOCK_BARE;
    } else if (period->first.clock != VMI_CLOCK_BARE) {
        period->first = vmi_zone_move(f->zone, period->first);
        period->last = period->first.day;
    }
}

/* Rows are mostly of the day of the row before. */
static bool is_remembered(const struct period_memo *memo, struct vmi_slice text)
{
    return text.length == memo->length && memcmp(text.text, memo->text, text.length) == 0;
}

static void remember(struct period_memo *memo, struct vmi_slice text, struct period period)
{
    if (text.length > sizeof memo->text)
        return;
    memcpy(memo->text, text.text, text.length);
    memo->length = text.length;
    memo->period = period;
}

static bool read_period(struct vmi_feed *f, const struct binding *binding, enum vmi_mapped field,
                        struct period *period, struct vmi_error *error)
{
    struct vmi_slice text = VMI_SLICE_NONE;
    struct evidence *e = binding->evidence;
    *period = PERIOD_NONE;
    if (!binding->parts)
        return true;
    if (!feed_read_text(f, binding, field, &text, error))
        return false;
    if (!text.length)
        return true;
    if (e && !f->zone.text && !f->row_date && is_remembered(&e->memo, text)) {
        *period = e->memo.period;
        return true;
    }
    unsigned forms = f->row_date ? f->row_date : e && e->surveyed ? e->settled : DATE_FORMS;
    struct cell_reading reading = date_read(text, forms, period);
    if (e && !e->surveyed && !f->row_date) {
        evidence_add(e, reading, text);
        if (needs_survey(e, reading, DATE_FORMS, 0)) {
            if (!feed_survey(f, NULL, error))
                return false;
            reading = date_read(text, e->settled, period);
        }
    }
    bool read = reading.forms && !reading.split;
    if (!read && e && !e->told) /* what it could have been */
        reading = date_read(text, DATE_FORMS, period);
    if (!read)
        return refuse_date(binding, text, reading, error);
    if (f->zone.text) {
        enter_zone(f, period);
        return true;
    }
    drop_clock(f, binding, text, period);
    if (e)
        remember(&e->memo, text, *period);
    return true;
}

static bool read_until(struct vmi_feed *f, const struct binding *binding, struct vmi_date *until,
                       struct vmi_error *error)
{
    struct period period;
    if (!read_period(f, binding, VMI_MAPPED_UNTIL, &period, error))
        return false;
    *until = period.last == period.first.day ? period.first : vmi_date_of_day(period.last);
    return true;
}

static struct vmi_slice zone_of(const struct vmi_feed *f, struct vmi_slice location)
{
    const struct vmi_mapping *mapping = f->options.mapping;
    for (size_t i = 0; mapping && i < mapping->zone_count; i++)
        if (vmi_glob_match(mapping->zones[i].glob, location))
            return mapping->zones[i].zone;
    return VMI_SLICE_NONE;
}

/* The columns of a matrix give some of its fields themselves. */
static bool is_given(const struct vmi_feed *f, enum vmi_mapped field)
{
    return f->shape.fields[field].parts || !f->shape.is_matrix;
}

bool feed_read_key(struct vmi_feed *f, struct vmi_error *error)
{
    const struct binding *fields = f->shape.fields;
    struct period expires;
    f->key.location = f->key.sku = VMI_SLICE_NONE;
    if ((is_given(f, VMI_MAPPED_LOCATION) &&
         !read_required(f, VMI_MAPPED_LOCATION, &f->key.location, error)) ||
        (is_given(f, VMI_MAPPED_SKU) && !read_required(f, VMI_MAPPED_SKU, &f->key.sku, error)))
        return false;
    f->zone = zone_of(f, f->key.location);
    if (!read_period(f, &fields[VMI_MAPPED_DATE], VMI_MAPPED_DATE, &f->key.period, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_UNIT], VMI_MAPPED_UNIT, &f->key.unit, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_LOT], VMI_MAPPED_LOT, &f->key.lot, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_REF], VMI_MAPPED_REF, &f->key.ref, error) ||
        !read_period(f, &fields[VMI_MAPPED_EXPIRES], VMI_MAPPED_EXPIRES, &expires, error) ||
        !read_until(f, &fields[VMI_MAPPED_UNTIL], &f->key.until, error))
        return false;
    f->key.expires = expires.last;
    return true;
}

/* The texts that a measure gives for itself. */
static bool read_own_texts(struct vmi_feed *f, const struct measure_binding *m, struct key *key,
                           struct vmi_error *error)
{
    struct {
        enum vmi_mapped field;
        struct vmi_slice *text;
    } texts[] = {
        {VMI_MAPPED_LOCATION, &key->location}, {VMI_MAPPED_SKU, &key->sku}, {VMI_MAPPED_UNIT, &key->unit},
        {VMI_MAPPED_LOT, &key->lot},           {VMI_MAPPED_REF, &key->ref},
    };
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        if (m->fields[texts[i].field].parts &&
            !feed_read_text(f, &m->fields[texts[i].field], texts[i].field, texts[i].text, error))
            return false;
    if (key->location.length && key->sku.length)
        return true;
    vmi_error_field(error, VMI_SLICE(""));
    return vmi_error_set(error, VMI_INPUT, "key", "is empty; every record has a location and an item");
}

bool feed_read_own_fields(struct vmi_feed *f, const struct measure_binding *m, struct key *key,
                          struct vmi_error *error)
{
    struct period expires;
    if (!read_own_texts(f, m, key, error))
        return false;
    if (m->fields[VMI_MAPPED_LOCATION].parts)
        f->zone = zone_of(f, key->location);
    if (m->fields[VMI_MAPPED_DATE].parts &&
        !read_period(f, &m->fields[VMI_MAPPED_DATE], VMI_MAPPED_DATE, &key->period, error))
        return false;
    if (m->fields[VMI_MAPPED_EXPIRES].parts) {
        if (!read_period(f, &m->fields[VMI_MAPPED_EXPIRES], VMI_MAPPED_EXPIRES, &expires, error))
            return false;
        key->expires = expires.last;
    }
    return !m->fields[VMI_MAPPED_UNTIL].parts ||
           read_until(f, &m->fields[VMI_MAPPED_UNTIL], &key->until, error);
}
