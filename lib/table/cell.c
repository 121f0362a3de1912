#include "vmi/measure.h"
#include "vmi/statistic.h"
#include "vmi/table.h"

static bool wrong(const struct vmi_cell *cell, const char *code, const char *expected,
                  struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    return vmi_error_set(error, VMI_INPUT, code, "%s %s", vmi_text_quote(cell->text, quoted), expected);
}

static bool read_quantity(const struct vmi_cell *cell, vmi_decimal *quantity, struct vmi_error *error)
{
    enum vmi_decimal_form form = cell->kind == VMI_CELL_NUMBER ? VMI_DECIMAL_JSON : VMI_DECIMAL_PLAIN;
    enum vmi_decimal_result result = vmi_decimal_parse(cell->text, form, quantity);
    return result == VMI_DECIMAL_OK || wrong(cell, "number", vmi_decimal_problem(result), error);
}

static bool read_measure(const struct vmi_cell *cell, enum vmi_measure *measure, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    *measure = vmi_measure_find(cell->text);
    if (*measure != VMI_MEASURE_NONE)
        return true;
    return vmi_error_set(error, VMI_INPUT, "measure", "%s is not a measure%s",
                         vmi_text_quote(cell->text, quoted),
                         vmi_text_suggest(vmi_measure_nearest(cell->text), suggestion));
}

static bool read_cell(const struct vmi_column *column, const struct vmi_cell *cell, void *record,
                      struct vmi_error *error)
{
    void *member = (char *)record + column->offset;
    if (cell->kind == VMI_CELL_OTHER)
        return wrong(cell, "type", "is neither a text nor a number", error);
    if (cell->kind == VMI_CELL_NUMBER && column->type != VMI_COLUMN_QUANTITY &&
        column->type != VMI_COLUMN_STATISTIC)
        return wrong(cell, "type", "is a number; a text in quotes was expected", error);
    switch (column->type) {
    case VMI_COLUMN_TEXT:
        *(struct vmi_slice *)member = cell->text;
        return true;
    case VMI_COLUMN_DATE:
        return vmi_date_parse(cell->text, member) ||
               wrong(cell, "date", "is not a date; YYYY-MM-DD, or a date-time with its offset, was expected",
                     error);
    case VMI_COLUMN_DAY:
        return vmi_day_parse(cell->text, member) ||
               wrong(cell, "date", "is not a date; YYYY-MM-DD was expected", error);
    case VMI_COLUMN_QUANTITY:
        return read_quantity(cell, member, error);
    case VMI_COLUMN_STATISTIC:
        return vmi_statistic_parse(cell->text, member) || wrong(cell, "number", "is not a number", error);
    case VMI_COLUMN_MEASURE:
        return read_measure(cell, member, error);
    }
    return false;
}

bool vmi_cell_read(const struct vmi_column *column, const struct vmi_cell *cell, void *record,
                   struct vmi_error *error)
{
    if (read_cell(column, cell, record, error))
        return true;
    vmi_error_field(error, vmi_slice_of(column->name));
    return false;
}

struct vmi_slice vmi_cell_text(const struct vmi_column *column, const void *record,
                               char buffer[VMI_CELL_TEXT_SIZE])
{
    const void *member = (const char *)record + column->offset;
    size_t length = 0;
    switch (column->type) {
    case VMI_COLUMN_TEXT: {
        struct vmi_slice text = *(const struct vmi_slice *)member;
        return text.length ? text : VMI_SLICE_NONE;
    }
    case VMI_COLUMN_DATE:
        length = vmi_date_format(*(const struct vmi_date *)member, buffer);
        break;
    case VMI_COLUMN_DAY:
        length = vmi_day_format(*(const int32_t *)member, buffer);
        break;
    case VMI_COLUMN_QUANTITY:
        length = vmi_decimal_format(*(const vmi_decimal *)member, buffer);
        break;
    case VMI_COLUMN_STATISTIC:
        length = vmi_statistic_format(*(const double *)member, buffer);
        break;
    case VMI_COLUMN_MEASURE: {
        enum vmi_measure measure = *(const enum vmi_measure *)member;
        return measure == VMI_MEASURE_NONE ? VMI_SLICE_NONE : vmi_slice_of(vmi_measures[measure].name);
    }
    }
    return length ? (struct vmi_slice){buffer, length} : VMI_SLICE_NONE;
}
