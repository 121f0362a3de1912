#include "vmi/feed.h"

#include <stdio.h>
#include <stdlib.h>

#include "feed_internal.h"
#include "vmi/memory.h"
#include "vmi/table.h"

static const struct vmi_slice *names_of(const struct vmi_feed *f, size_t *count)
{
    return vmi_rows_columns(f->rows, count);
}

/* Of the columns from FIRST on. */
static void note_extras(struct vmi_feed *f, size_t first)
{
    size_t count;
    const struct vmi_slice *names = names_of(f, &count);
    for (size_t i = first; i < count; i++) {
        if (f->shape.uses[i] != USE_EXTRA || !names[i].length)
            continue;
        f->extras = vmi_grow(f->extras, &f->extras_capacity, f->extra_count + 1, sizeof *f->extras);
        f->extra_columns = vmi_grow(f->extra_columns, &f->extra_columns_capacity, f->extra_count + 1,
                                    sizeof *f->extra_columns);
        f->extras[f->extra_count] = vmi_arena_dup(&f->shape.arena, names[i]);
        f->extra_columns[f->extra_count++] = i;
    }
}

/* A file of rejects; they change their columns on the way. */
static bool is_own_header(const struct vmi_slice *names, size_t count)
{
    return count > 1 && vmi_slice_is(names[0], "reject_code") && vmi_slice_is(names[1], "reject_file");
}

static bool is_understood(void *mapping, const struct vmi_slice *names, size_t count)
{
    struct shape shape;
    struct vmi_error error = {0};
    bool good = shape_begin(&shape, mapping, names, count, true, &error);
    shape_free(&shape);
    return good;
}

/* Finds the shape: of CSV from the header, of JSON from the keys of the first record. */
static bool begin(struct vmi_feed *f, const struct vmi_mapping *mapping, struct vmi_error *error)
{
    size_t count;
    enum vmi_next next = vmi_rows_begin(f->rows, error);
    enum vmi_format format = vmi_rows_format(f->rows);
    bool json = format == VMI_FORMAT_NDJSON || format == VMI_FORMAT_JSON;
    error->file = f->name;
    if (next == VMI_NEXT_END && !json)
        return vmi_error_set(error, VMI_INPUT, "empty", "%s; a header was expected",
                             vmi_source_position(vmi_rows_source(f->rows))
                                 ? "the lines of the file are passed over or blank"
                                 : "the file is empty");
    if (next == VMI_NEXT_END)
        return shape_begin(&f->shape, mapping, NULL, 0, false, error) || mapping == NULL;
    if (next != VMI_NEXT_ROW)
        return false;
    error->line = vmi_rows_header_line(f->rows);
    if (json) {
        next = vmi_rows_next(f->rows, &f->row, error);
        if (next == VMI_NEXT_FAIL || next == VMI_NEXT_BAD)
            return false;
        f->pending = next == VMI_NEXT_ROW;
        if (!f->pending)
            return true;
        error->line = f->row.line;
    }
    const struct vmi_slice *names = names_of(f, &count);
    if (!shape_begin(&f->shape, mapping, names, count, !json, error))
        return false;
    note_extras(f, 0);
    return true;
}

struct vmi_feed *vmi_feed_open(struct vmi_rows *rows, const struct vmi_mapping *mapping,
                               struct vmi_error *error)
{
    struct vmi_feed *f = vmi_alloc_zeroed(1, sizeof *f);
    f->rows = rows;
    f->name = vmi_source_name(vmi_rows_source(rows));
    vmi_rows_judge(rows, &(struct vmi_rows_judge){is_own_header, is_understood, (void *)(uintptr_t)mapping});
    error->column = 0;
    error->field[0] = '\0';
    if (begin(f, mapping, error))
        return f;
    vmi_feed_close(f);
    return NULL;
}

void vmi_feed_close(struct vmi_feed *f)
{
    if (!f)
        return;
    vmi_rows_close(f->rows);
    shape_free(&f->shape);
    vmi_arena_free(&f->arena);
    free(f->extras);
    free(f->extra_columns);
    free(f->left_out);
    free(f);
}

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
            !feed_read_quantity(&beside->fields[VMI_MAPPED_QUANTITY], &cell, &other, error))
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
        if (m->measure < INGEST_AVAILABLE || !has_on_hand(f))
            return m;
        f->counts.superseded++;
    }
    return NULL;
}

static bool wide_record(struct vmi_feed *f, const struct measure_binding *m, const struct vmi_cell *cell,
                        struct vmi_activity *record, struct vmi_error *error)
{
    const struct binding *binding = &m->fields[VMI_MAPPED_QUANTITY];
    struct key key = f->key;
    vmi_decimal quantity;
    bool partial = m->measure >= INGEST_AVAILABLE;
    if (!feed_read_quantity(binding, cell, &quantity, error) || !feed_read_own_fields(f, m, &key, error))
        return false;
    if (partial && !net_in_row(f, m->measure, &quantity, error))
        return false;
    return finish_record(&key, partial ? VMI_ON_HAND : (enum vmi_measure)m->measure, quantity, binding,
                         record, error);
}

static bool long_record(struct vmi_feed *f, struct vmi_activity *record, struct vmi_error *error)
{
    const struct binding *binding = &f->shape.fields[VMI_MAPPED_MEASURE];
    struct vmi_slice name;
    vmi_decimal quantity;
    if (!feed_read_text(f, binding, &name, error))
        return false;
    int measure = name.length ? measure_told(name) : VMI_MEASURE_NONE;
    if (measure == VMI_MEASURE_NONE) {
        char expected[VMI_SUGGESTION_SIZE + 32], suggestion[VMI_SUGGESTION_SIZE];
        snprintf(expected, sizeof expected, "is not a measure%s",
                 vmi_text_suggest(vmi_measure_nearest(name), suggestion));
        return feed_refuse(error, binding, "measure", name, expected);
    }
    struct vmi_cell cell = shape_cell(&f->shape.fields[VMI_MAPPED_QUANTITY], &f->row, &f->arena);
    if (!feed_read_quantity(&f->shape.fields[VMI_MAPPED_QUANTITY], &cell, &quantity, error))
        return false;
    f->partial = measure >= INGEST_AVAILABLE;
    f->partial_measure = measure;
    return finish_record(&f->key, f->partial ? VMI_ON_HAND : (enum vmi_measure)measure, quantity,
                         &f->shape.fields[VMI_MAPPED_QUANTITY], record, error);
}

/* ---- rows ----------------------------------------------------------------------------------------- */

static bool is_seal(struct vmi_feed *f)
{
    uint64_t records;
    uint32_t crc;
    return f->row.marked && vmi_seal_read(f->row.raw, &records, &crc);
}

/* A CSV of rejects changes its columns on the way: such a line begins with the names of our first columns. */
static bool is_reject_header(const struct vmi_feed *f)
{
    enum vmi_format format = vmi_rows_format(f->rows);
    return (format == VMI_FORMAT_CSV || format == VMI_FORMAT_TSV) && f->row.count > 1 &&
           vmi_slice_is(f->row.cells[0].text, "reject_code") &&
           vmi_slice_is(f->row.cells[1].text, "reject_file");
}

static enum vmi_next change_header(struct vmi_feed *f, struct vmi_error *error)
{
    size_t count;
    const struct vmi_mapping *mapping = f->shape.mapping;
    vmi_rows_restart(f->rows, &f->row);
    shape_free(&f->shape);
    f->extra_count = 0;
    const struct vmi_slice *names = names_of(f, &count);
    if (!shape_begin(&f->shape, mapping, names, count, true, error))
        return VMI_NEXT_FAIL;
    note_extras(f, 0);
    return VMI_NEXT_ROW;
}

static enum vmi_next bad_row(struct vmi_feed *f, bool malformed)
{
    f->rejected = -1;
    f->malformed = malformed;
    return VMI_NEXT_BAD;
}

/* Reads the next row and its key. */
static enum vmi_next next_row(struct vmi_feed *f, struct vmi_error *error)
{
    size_t count;
    enum vmi_next next;
    do {
        error->column = 0; /* of the row before */
        error->field[0] = '\0';
        next = f->pending ? VMI_NEXT_ROW : vmi_rows_next(f->rows, &f->row, error);
        f->pending = false;
        if (next == VMI_NEXT_END || next == VMI_NEXT_FAIL)
            return next;
        if (next == VMI_NEXT_ROW && is_reject_header(f)) {
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
    const struct vmi_slice *names = names_of(f, &count);
    shape_extend(&f->shape, names, count);
    note_extras(f, known); /* keys that JSON shows for the first time */
    if (f->row.count != count) {
        vmi_error_set(error, VMI_INPUT, "cells", "%zu cells where the header has %zu columns", f->row.count,
                      count);
        return bad_row(f, true);
    }
    return feed_read_key(f, error) ? VMI_NEXT_ROW : bad_row(f, false);
}

enum vmi_next vmi_feed_next(struct vmi_feed *f, struct vmi_activity *record, struct vmi_error *error)
{
    const struct measure_binding *m;
    struct vmi_cell cell;
    error->file = f->name;
    f->partial = false;
    for (;;) {
        if (!f->in_row) {
            enum vmi_next next = next_row(f, error);
            if (next != VMI_NEXT_ROW)
                return next;
            if (f->shape.is_long) {
                if (!long_record(f, record, error))
                    return bad_row(f, false);
                break;
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
        f->rejected = (int)f->next - 1;
        f->malformed = false;
        return VMI_NEXT_BAD;
    }
    f->counts.records++;
    return VMI_NEXT_ROW;
}

/* ---- what is told about a feed --------------------------------------------------------------------- */

const struct vmi_slice *vmi_feed_extras(const struct vmi_feed *f, size_t *count)
{
    *count = f->extra_count;
    return f->extras;
}

struct vmi_slice vmi_feed_extra(const struct vmi_feed *f, struct vmi_slice name)
{
    for (size_t i = 0; i < f->extra_count; i++)
        if (vmi_slice_equal(f->extras[i], name) && f->extra_columns[i] < f->row.count)
            return f->row.cells[f->extra_columns[i]].text;
    return VMI_SLICE_NONE;
}

static size_t records_in_row(const struct vmi_feed *f)
{
    size_t records = 0;
    for (size_t i = 0; i < f->row.count && !f->shape.is_long && !f->malformed; i++)
        records += f->shape.uses[i] == USE_QUANTITY && f->row.cells[i].text.length;
    return records ? records : 1;
}

/* Of a wide row that was good but for one measure, the cells of the others are left out. */
static void leave_out(struct vmi_feed *f)
{
    const struct measure_binding *bad = f->rejected < 0 ? NULL : &f->shape.measures[f->rejected];
    bool netted = bad && bad->measure >= INGEST_AVAILABLE;
    f->left_out = vmi_grow(f->left_out, &f->left_out_capacity, f->row.count, sizeof *f->left_out);
    for (size_t i = 0; i < f->row.count; i++)
        f->left_out[i] = bad && !netted && f->shape.uses[i] == USE_QUANTITY;
    for (size_t i = 0; bad && i < bad->fields[VMI_MAPPED_QUANTITY].count; i++)
        if (bad->fields[VMI_MAPPED_QUANTITY].parts[i].column >= 0)
            f->left_out[bad->fields[VMI_MAPPED_QUANTITY].parts[i].column] = false;
}

void vmi_feed_reject(struct vmi_feed *f, struct vmi_reject *reject)
{
    *reject = (struct vmi_reject){.raw = f->row.raw, .records = 1};
    reject->names = names_of(f, &reject->count);
    if (f->malformed)
        return;
    leave_out(f);
    reject->cells = f->row.cells;
    reject->left_out = f->left_out;
    reject->count = f->row.count;
    reject->raw = VMI_SLICE_NONE;
    if (f->rejected < 0)
        reject->records = records_in_row(f);
}

struct vmi_feed_counts vmi_feed_counts(const struct vmi_feed *f)
{
    return f->counts;
}

bool vmi_feed_is_long(const struct vmi_feed *f)
{
    return f->shape.is_long;
}

const char *vmi_feed_name(const struct vmi_feed *f)
{
    return f->name;
}

/* Why nothing was made of a column that looks as if it could be used. */
static void tell_why_unused(const struct vmi_feed *f, struct vmi_slice name, struct vmi_buffer *out)
{
    const char *trap = f->shape.mapping ? NULL : name_trap(name_within(name));
    int measure = f->shape.mapping ? VMI_MEASURE_NONE : measure_named(name_within(name));
    if (trap)
        vmi_buffer_print(out, " (%s)", trap);
    else if (measure >= 0 && measure < VMI_MEASURES)
        vmi_buffer_print(out, " (another column is %s)", vmi_measures[measure].name);
}

size_t vmi_feed_unused(const struct vmi_feed *f, struct vmi_buffer *out)
{
    size_t count, unused = 0;
    const struct vmi_slice *names = names_of(f, &count);
    for (size_t i = 0; i < f->shape.column_count && i < count; i++) {
        if (f->shape.uses[i] != USE_NONE)
            continue;
        if (unused++)
            vmi_buffer_add(out, ", ", 2);
        vmi_buffer_add_slice(out, names[i].length ? names[i] : VMI_SLICE("(no name)"));
        tell_why_unused(f, names[i], out);
    }
    return unused;
}

int vmi_feed_partial(const struct vmi_feed *f)
{
    return f->partial ? f->partial_measure : -1;
}
