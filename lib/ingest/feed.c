#include "vmi/feed.h"

#include "feed_internal.h"
#include "vmi/memory.h"
#include "vmi/table.h"

/* ---- records -------------------------------------------------------------------------------------- */

/* A level or a document of a month or a week is as of its last day; a flow covers the days. */
static void place_in_time(const struct key *key, struct vmi_activity *record)
{
    enum vmi_measure_kind kind = vmi_measures[record->measure].kind;
    bool covers = kind == VMI_FLOW || kind == VMI_EXPECTATION;
    record->date = key->period.first;
    record->until = key->until;
    if (key->period.first.day == key->period.last)
        return;
    if (!covers)
        record->date = vmi_date_of_day(key->period.last);
    else if (key->until.day == VMI_DAY_NONE)
        record->until = vmi_date_of_day(key->period.last);
}

/* Checks what no single cell shows. BINDING is the quantity's. */
static bool finish_record(const struct key *key, enum vmi_measure measure, vmi_decimal quantity,
                          const struct binding *binding, struct vmi_activity *record, struct vmi_error *error)
{
    *record = (struct vmi_activity){
        .location = key->location,
        .sku = key->sku,
        .measure = measure,
        .quantity = quantity,
        .unit = key->unit,
        .lot = key->lot,
        .expires = key->expires,
        .ref = key->ref,
    };
    place_in_time(key, record);
    if (quantity < 0 && !vmi_measures[measure].is_signed) {
        char text[VMI_DECIMAL_TEXT_SIZE];
        vmi_decimal_format(quantity, text);
        return feed_refuse(error, binding, "negative", vmi_slice_of(text),
                           measure == VMI_SOLD ? "is below 0; what came back is the measure returned"
                                               : "is below 0, where it cannot be");
    }
    const char *column, *problem = vmi_activity_type.problem(record, &column);
    if (!problem)
        return true;
    vmi_error_field(error, vmi_slice_of(column));
    return vmi_error_set(error, VMI_INPUT, column, "%s", problem);
}

/* available and gross become on_hand by what stands beside them in the row. */
static bool net_in_row(struct vmi_feed *f, int measure, vmi_decimal *quantity, struct vmi_error *error)
{
    const struct measure_binding *beside =
        shape_measure(&f->shape, measure == INGEST_GROSS ? VMI_ON_HOLD : VMI_ALLOCATED);
    vmi_decimal other = 0;
    if (beside) {
        struct vmi_cell cell = shape_cell(&beside->fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena);
        if (cell.text.length &&
            !feed_read_quantity(f, &beside->fields[VMI_MAPPED_QUANTITY], &cell, &other, error))
            return false;
    }
    if (measure == INGEST_GROSS ? vmi_decimal_subtract(*quantity, other, quantity)
                                : vmi_decimal_add(*quantity, other, quantity))
        return true;
    return vmi_error_set(error, VMI_INPUT, "range", "the stock on hand is out of range");
}

static bool has_on_hand(struct vmi_feed *f)
{
    const struct measure_binding *on_hand = shape_measure(&f->shape, VMI_ON_HAND);
    return on_hand && shape_cell(&on_hand->fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena).text.length;
}

/* Moves on to the next cell of the wide row that holds something. */
static const struct measure_binding *next_measure(struct vmi_feed *f, struct vmi_cell *cell)
{
    while (f->next < f->shape.measure_count) {
        const struct measure_binding *m = &f->shape.measures[f->next++];
        *cell = shape_cell(&m->fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena);
        if (!cell->text.length)
            continue;
        if (m->measure == INGEST_OPENING)
            continue;
        if (!is_partial(m->measure) || !has_on_hand(f))
            return m;
        f->counts.superseded++;
    }
    return NULL;
}

/* A quantity and the measure it is of: for `available` and `gross` it is as it stands, and is on_hand later. */
static bool read_measured(struct vmi_feed *f, const struct binding *binding, const struct vmi_cell *cell,
                          bool negate, int *measure, vmi_decimal *quantity, struct vmi_error *error)
{
    if (!feed_read_quantity(f, binding, cell, quantity, error))
        return false;
    if (negate)
        *quantity = -*quantity;
    feed_apply_sign(f, measure, quantity);
    return true;
}

/* Hands out a record whose `available` or `gross` is to be netted with what stands elsewhere. */
static enum vmi_measure hold_partial(struct vmi_feed *f, int measure)
{
    f->partial = is_partial(measure);
    f->partial_measure = measure;
    return f->partial ? VMI_ON_HAND : (enum vmi_measure)measure;
}

static bool wide_record(struct vmi_feed *f, const struct measure_binding *m, const struct vmi_cell *cell,
                        struct vmi_activity *record, struct vmi_error *error)
{
    const struct binding *binding = &m->fields[VMI_MAPPED_QUANTITY];
    struct key key = f->key;
    vmi_decimal quantity;
    int measure = m->measure;
    bool negate = false, of_row = measure == MEASURE_OF_ROW;
    if (of_row && (measure = feed_read_measure(f, &negate, error)) == VMI_MEASURE_NONE)
        return false;
    if (!read_measured(f, binding, cell, negate, &measure, &quantity, error) ||
        !feed_read_own_fields(f, m, &key, error))
        return false;
    if (of_row)
        measure = (int)hold_partial(f, measure);
    else if (is_partial(measure) && !net_in_row(f, measure, &quantity, error))
        return false;
    return finish_record(&key, is_partial(measure) ? VMI_ON_HAND : (enum vmi_measure)measure, quantity,
                         binding, record, error);
}

static bool long_record(struct vmi_feed *f, struct vmi_activity *record, struct vmi_error *error)
{
    const struct binding *binding = &f->shape.fields[VMI_MAPPED_QUANTITY];
    vmi_decimal quantity;
    bool negate;
    int measure = feed_read_measure(f, &negate, error);
    if (measure == VMI_MEASURE_NONE)
        return false;
    struct vmi_cell cell = shape_cell(binding, &f->row, &f->arena);
    return read_measured(f, binding, &cell, negate, &measure, &quantity, error) &&
           finish_record(&f->key, hold_partial(f, measure), quantity, binding, record, error);
}

/* ---- rows ----------------------------------------------------------------------------------------- */

static bool is_seal(struct vmi_feed *f)
{
    uint64_t records;
    uint32_t crc;
    return f->row.marked && vmi_seal_read(f->row.raw, &records, &crc);
}

/* A CSV of rejects changes its columns on the way: such a line begins with the names of our first columns. */
bool feed_is_reject_header(const struct vmi_rows *rows, const struct vmi_row *row)
{
    enum vmi_format format = vmi_rows_format(rows);
    return (format == VMI_FORMAT_CSV || format == VMI_FORMAT_TSV) && row->count > 1 &&
           vmi_slice_is(row->cells[0].text, "reject_code") && vmi_slice_is(row->cells[1].text, "reject_file");
}

static enum vmi_next change_header(struct vmi_feed *f, struct vmi_error *error)
{
    size_t count;
    const struct vmi_mapping *mapping = f->options.mapping;
    vmi_rows_restart(f->rows, &f->row);
    shape_free(&f->shape);
    feed_tell_forms(&f->shape, &f->options);
    f->extra_count = 0;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    if (!shape_begin(&f->shape, mapping, names, count, true, error))
        return VMI_NEXT_FAIL;
    feed_note_extras(f, names, count, 0);
    f->is_activity = feed_is_activity(f);
    return VMI_NEXT_ROW;
}

/* What the mapping passes over is neither good nor bad. */
static bool take_skipped(struct vmi_feed *f)
{
    bool skipped = f->skipped;
    f->counts.ignored += skipped;
    f->skipped = false;
    return skipped;
}

static enum vmi_next bad_row(struct vmi_feed *f, bool malformed)
{
    f->rejected = -1;
    f->malformed = malformed;
    return VMI_NEXT_BAD;
}

static bool is_empty_row(const struct vmi_feed *f)
{
    for (size_t i = 0; i < f->row.count; i++)
        if (f->row.cells[i].text.length)
            return false;
    return f->row.count > 0 && f->row.raw.text;
}

/* A header in mid-file that is not the one of the file: its rows would be taken for those of the columns before. */
static bool is_other_header(const struct vmi_feed *f, const struct vmi_slice *names)
{
    static const enum vmi_mapped keys[] = {VMI_MAPPED_LOCATION, VMI_MAPPED_SKU};
    for (size_t i = 0; i < VMI_COUNT(keys); i++) {
        const struct binding *binding = &f->shape.fields[keys[i]];
        if (binding->count != 1 || !binding->parts || binding->parts[0].column < 0)
            return false;
        size_t column = (size_t)binding->parts[0].column;
        if (!vmi_slice_equal(f->row.cells[column].text, names[column]))
            return false;
    }
    return true;
}

/* Reads the next row and its key. */
static enum vmi_next next_row(struct vmi_feed *f, struct vmi_error *error)
{
    size_t count;
    enum vmi_next next;
    do {
        error->column = 0; /* of the row before */
        error->field[0] = '\0';
        next = f->pending ? f->pending_next : vmi_rows_next(f->rows, &f->row, error);
        if (f->pending && next == VMI_NEXT_BAD)
            *error = f->first_error;
        f->pending = false;
        if (next == VMI_NEXT_END || next == VMI_NEXT_FAIL)
            return next;
        if (next == VMI_NEXT_ROW && feed_is_reject_header(f->rows, &f->row)) {
            next = change_header(f, error);
            if (next != VMI_NEXT_ROW)
                return next;
            f->row.marked = true;
            f->row.raw = VMI_SLICE_NONE;
            continue;
        }
        if (next == VMI_NEXT_ROW && is_seal(f)) {
            if (!vmi_seal_check(vmi_rows_source(f->rows), &f->row, f->since_seal, error))
                return VMI_NEXT_FAIL;
            f->since_seal = 0;
            f->row.raw = VMI_SLICE_NONE;
        }
        if (next == VMI_NEXT_ROW && is_empty_row(f)) { /* of a spreadsheet: delimiters alone */
            f->counts.rows++;
            f->counts.empty++;
            f->since_seal++;
            f->row.raw = VMI_SLICE_NONE;
        }
    } while (next == VMI_NEXT_ROW && !f->row.raw.text);
    f->counts.rows++;
    f->since_seal++;
    if (next == VMI_NEXT_BAD)
        return bad_row(f, true);
    error->line = f->row.line;
    error->column = 0;
    error->field[0] = '\0';
    vmi_arena_clear(&f->arena);
    size_t known = f->shape.column_count;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    shape_extend(&f->shape, names, count);
    if (f->options.explains)
        feed_keep_examples(f);
    feed_note_extras(f, names, count, known); /* keys that JSON shows for the first time */
    if (f->row.count != count) {
        vmi_error_set(error, VMI_INPUT, "cells", "%zu cells where the header has %zu columns", f->row.count,
                      count);
        return bad_row(f, true);
    }
    if (is_other_header(f, names)) {
        vmi_error_set(error, VMI_INPUT, "columns",
                      "another header; files with other columns are read one by one");
        return VMI_NEXT_FAIL;
    }
    feed_take_forms(f);
    if (!feed_read_key(f, error))
        return bad_row(f, false);
    feed_balance(f);
    return VMI_NEXT_ROW;
}

static enum vmi_next next_record(struct vmi_feed *f, struct vmi_activity *record, struct vmi_error *error)
{
    const struct measure_binding *m;
    struct vmi_cell cell;
    error->file = f->name;
    f->partial = false;
    for (;;) {
        if (!f->in_row) {
            enum vmi_next next = next_row(f, error);
            if (next == VMI_NEXT_BAD && take_skipped(f))
                continue;
            if (next != VMI_NEXT_ROW)
                return next;
            if (f->shape.is_long) {
                if (long_record(f, record, error))
                    break;
                if (take_skipped(f))
                    continue;
                return bad_row(f, false);
            }
            f->in_row = true;
            f->next = 0;
            m = next_measure(f, &cell);
            f->counts.empty += m == NULL;
        } else {
            m = next_measure(f, &cell);
        }
        f->in_row = m != NULL;
        if (!m)
            continue;
        error->line = f->row.line;
        error->field[0] = '\0';
        if (wide_record(f, m, &cell, record, error))
            break;
        if (take_skipped(f))
            continue;
        f->rejected = (int)f->next - 1;
        f->malformed = false;
        return VMI_NEXT_BAD;
    }
    f->counts.records++;
    f->rejected = f->shape.is_long ? -1 : (int)f->next - 1; /* should it be set aside after all */
    f->malformed = false;
    return VMI_NEXT_ROW;
}

/* Of a file that cannot be activity the columns and their first cells are told. */
static enum vmi_next look_alone(struct vmi_feed *f)
{
    struct vmi_error ignored = {0};
    enum vmi_next next = f->pending ? VMI_NEXT_ROW : vmi_rows_next(f->rows, &f->row, &ignored);
    f->pending = false;
    for (; next == VMI_NEXT_ROW || next == VMI_NEXT_BAD; next = vmi_rows_next(f->rows, &f->row, &ignored))
        if (next == VMI_NEXT_ROW && !f->row.marked)
            feed_keep_examples(f);
    return VMI_NEXT_END;
}

enum vmi_next vmi_feed_next(struct vmi_feed *f, struct vmi_activity *record, struct vmi_error *error)
{
    if (f->problem.status != VMI_DONE)
        return look_alone(f);
    enum vmi_next next = next_record(f, record, error);
    /* A record cannot be told to be bad when the rest of the file could not be looked at. */
    return next == VMI_NEXT_BAD && error->status == VMI_SYSTEM ? VMI_NEXT_FAIL : next;
}
