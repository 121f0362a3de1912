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

static bool read_period(struct vmi_feed *f, const struct binding *binding, struct period *period,
                        struct vmi_error *error)
{
    struct vmi_slice text = VMI_SLICE_NONE;
    *period = (struct period){VMI_DATE_NONE, VMI_DAY_NONE};
    if (!feed_read_text(f, binding, &text, error))
        return false;
    return !text.length || period_parse(text, period) ||
           feed_refuse(
               error, binding, "date", text,
               "is not a date; YYYY-MM-DD, a date-time with its offset, YYYY-MM or YYYY-Www was expected");
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

bool feed_read_quantity(const struct binding *binding, const struct vmi_cell *cell, vmi_decimal *quantity,
                        struct vmi_error *error)
{
    enum vmi_decimal_form form = cell->kind == VMI_CELL_NUMBER ? VMI_DECIMAL_JSON : VMI_DECIMAL_PLAIN;
    enum vmi_decimal_result result = VMI_DECIMAL_SYNTAX;
    if (cell->kind != VMI_CELL_OTHER)
        result = vmi_decimal_parse(cell->text, form, quantity);
    if (result == VMI_DECIMAL_OK)
        return true;
    return feed_refuse(error, binding, result == VMI_DECIMAL_SYNTAX ? "number" : "range", cell->text,
                       vmi_decimal_problem(result));
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
