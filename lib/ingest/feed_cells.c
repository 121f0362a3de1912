#include "feed_internal.h"

bool feed_refuse(struct vmi_error *error, const struct binding *binding, const char *code,
                 struct vmi_slice text, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_error_field(error, shape_column_name(binding));
    return vmi_error_set(error, VMI_INPUT, code, "%s %s", vmi_text_quote(text, quoted), expected);
}

bool feed_read_text(struct vmi_feed *f, const struct binding *binding, struct vmi_slice *text,
                    struct vmi_error *error)
{
    struct vmi_cell cell = shape_cell(binding, &f->row, &f->arena);
    if (cell.kind == VMI_CELL_OTHER)
        return feed_refuse(error, binding, "type", cell.text, "is neither a text nor a number");
    *text = cell.text;
    return true;
}

static bool read_required(struct vmi_feed *f, enum vmi_mapped field, struct vmi_slice *text,
                          struct vmi_error *error)
{
    const struct binding *binding = &f->shape.fields[field];
    if (!feed_read_text(f, binding, text, error))
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
    else if (reading.forms)
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
    if (e && !e->surveyed) {
        struct cell_reading reading = number_read(cell->text, NUMBER_FORMS, quantity, &result);
        evidence_add(e, reading, cell->text);
        if (reading.forms && !needs_survey(e, reading, NUMBER_FORMS, NUMBER_POINT))
            return true;
        if (reading.forms && !feed_survey(f, error))
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

static bool read_period(struct vmi_feed *f, const struct binding *binding, struct period *period,
                        struct vmi_error *error)
{
    struct vmi_slice text = VMI_SLICE_NONE;
    struct evidence *e = binding->evidence;
    *period = PERIOD_NONE;
    if (!feed_read_text(f, binding, &text, error))
        return false;
    if (!text.length)
        return true;
    struct cell_reading reading = date_read(text, e && e->surveyed ? e->settled : DATE_FORMS, period);
    if (e && !e->surveyed) {
        evidence_add(e, reading, text);
        if (needs_survey(e, reading, DATE_FORMS, 0)) {
            if (!feed_survey(f, error))
                return false;
            reading = date_read(text, e->settled, period);
        }
    }
    bool read = reading.forms && !reading.split;
    if (read)
        drop_clock(f, binding, text, period);
    else if (e && !e->told) /* what it could have been */
        reading = date_read(text, DATE_FORMS, period);
    return read || refuse_date(binding, text, reading, error);
}

static bool read_until(struct vmi_feed *f, const struct binding *binding, struct vmi_date *until,
                       struct vmi_error *error)
{
    struct period period;
    if (!read_period(f, binding, &period, error))
        return false;
    *until = period.last == period.first.day ? period.first : vmi_date_of_day(period.last);
    return true;
}

bool feed_read_key(struct vmi_feed *f, struct vmi_error *error)
{
    const struct binding *fields = f->shape.fields;
    struct period expires;
    if (!read_required(f, VMI_MAPPED_LOCATION, &f->key.location, error) ||
        !read_required(f, VMI_MAPPED_SKU, &f->key.sku, error) ||
        !read_period(f, &fields[VMI_MAPPED_DATE], &f->key.period, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_UNIT], &f->key.unit, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_LOT], &f->key.lot, error) ||
        !feed_read_text(f, &fields[VMI_MAPPED_REF], &f->key.ref, error) ||
        !read_period(f, &fields[VMI_MAPPED_EXPIRES], &expires, error) ||
        !read_until(f, &fields[VMI_MAPPED_UNTIL], &f->key.until, error))
        return false;
    f->key.expires = expires.last;
    return true;
}

/* The fields that a measure of a mapping gives for itself. */
bool feed_read_own_fields(struct vmi_feed *f, const struct measure_binding *m, struct key *key,
                          struct vmi_error *error)
{
    static const struct {
        enum vmi_mapped field;
        size_t offset;
    } texts[] = {
        {VMI_MAPPED_LOCATION, offsetof(struct key, location)}, {VMI_MAPPED_SKU, offsetof(struct key, sku)},
        {VMI_MAPPED_UNIT, offsetof(struct key, unit)},         {VMI_MAPPED_LOT, offsetof(struct key, lot)},
        {VMI_MAPPED_REF, offsetof(struct key, ref)},
    };
    for (size_t i = 0; i < VMI_COUNT(texts); i++) {
        struct vmi_slice *text = (struct vmi_slice *)(void *)((char *)key + texts[i].offset);
        if (m->fields[texts[i].field].parts && !feed_read_text(f, &m->fields[texts[i].field], text, error))
            return false;
    }
    if (m->fields[VMI_MAPPED_DATE].parts && !read_period(f, &m->fields[VMI_MAPPED_DATE], &key->period, error))
        return false;
    if (m->fields[VMI_MAPPED_EXPIRES].parts) {
        struct period expires;
        if (!read_period(f, &m->fields[VMI_MAPPED_EXPIRES], &expires, error))
            return false;
        key->expires = expires.last;
    }
    return !m->fields[VMI_MAPPED_UNTIL].parts ||
           read_until(f, &m->fields[VMI_MAPPED_UNTIL], &key->until, error);
}
