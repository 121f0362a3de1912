#include <stdlib.h>

#include "vmi/measure.h"
#include "vmi/memory.h"
#include "vmi/table.h"

/* A column of the stream. */
struct bound {
    int column;                       /* of the type; -1 for none */
    const struct vmi_column *meaning; /* NULL for none */
    enum vmi_column_type type;
    size_t offset, size;
    uint64_t bit; /* of the column */
    /* The last date or measure, which most records have too. */
    char text[16];
    size_t length; /* 0: none yet */
    struct vmi_date date;
    enum vmi_measure measure;
};

struct vmi_table_reader {
    const struct vmi_record_type *type;
    struct vmi_table_reader_options options;
    struct vmi_rows *rows;
    const char *name;
    struct bound *bound;
    size_t bound_count, bound_capacity;
    void *unknown;     /* a record of which nothing is known */
    const void *few;   /* the records that vmi_table_reader_few() has made such once */
    uint64_t required; /* a bit for each column of the type whose cells must not be empty */
    bool begun, failed;
    bool is_part;          /* of a file: it leaves seals to the reader of the whole */
    bool grows;            /* further columns may come: keys of JSON */
    uint64_t records;      /* since the last seal */
    uint64_t sealed_until; /* position behind the last seal; 0: none yet */
};

struct vmi_table_reader *vmi_table_reader_open(struct vmi_source *source, const struct vmi_record_type *type,
                                               const struct vmi_table_reader_options *options)
{
    struct vmi_table_reader *r = vmi_alloc_zeroed(1, sizeof *r);
    r->type = type;
    r->options = *options;
    r->name = vmi_source_name(source);
    r->rows = vmi_rows_open(source, &(struct vmi_rows_options){.format = options->format});
    r->unknown = vmi_alloc_zeroed(1, type->size);
    vmi_record_clear(type, r->unknown);
    for (size_t i = 0; i < type->count; i++)
        r->required |= (uint64_t)(type->columns[i].need == VMI_NEED_CELL) << i;
    return r;
}

void vmi_table_reader_close(struct vmi_table_reader *r)
{
    if (!r)
        return;
    vmi_rows_close(r->rows);
    free(r->bound);
    free(r->unknown);
    free(r);
}

uint64_t vmi_table_reader_position(const struct vmi_table_reader *r)
{
    return vmi_source_position(vmi_rows_source(r->rows));
}

static enum vmi_next fail(struct vmi_table_reader *r, struct vmi_error *error)
{
    r->failed = true;
    error->file = r->name;
    return VMI_NEXT_FAIL;
}

static bool is_bound(const struct vmi_table_reader *r, int column)
{
    for (size_t i = 0; i < r->bound_count; i++)
        if (r->bound[i].column == column)
            return true;
    return false;
}

/* Finds the columns that are new since the last call. */
static bool bind_columns(struct vmi_table_reader *r, struct vmi_error *error)
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(r->rows, &count);
    for (; r->bound_count < count; r->bound_count++) {
        int column = vmi_column_find(r->type, names[r->bound_count]);
        if (column >= 0 && is_bound(r, column)) {
            vmi_error_field(error, names[r->bound_count]);
            return vmi_error_set(error, VMI_INPUT, "column_twice", "the column stands twice in the header");
        }
        r->bound = vmi_grow(r->bound, &r->bound_capacity, r->bound_count + 1, sizeof *r->bound);
        struct bound *b = &r->bound[r->bound_count];
        *b = (struct bound){.column = column};
        if (column < 0)
            continue;
        b->meaning = &r->type->columns[column];
        b->type = b->meaning->type;
        b->offset = b->meaning->offset;
        b->size = vmi_column_size(b->type);
        b->bit = UINT64_C(1) << column;
    }
    return true;
}

/* The name among those of the stream that was most likely meant for column NAME. */
static const char *nearest_name(const struct vmi_table_reader *r, const char *name,
                                char quoted[VMI_QUOTED_SIZE])
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(r->rows, &count);
    for (size_t i = 0; i < count; i++) {
        char copy[64];
        const char *candidate = copy;
        if (names[i].length >= sizeof copy || vmi_column_find(r->type, names[i]) >= 0)
            continue;
        memcpy(copy, names[i].text, names[i].length);
        copy[names[i].length] = '\0';
        if (vmi_text_nearest(vmi_slice_of(name), &candidate, 1))
            return vmi_text_quote(names[i], quoted);
    }
    return NULL;
}

/* Says which column is missing, and whose stream this seems to be. */
static bool missing_column(struct vmi_table_reader *r, const struct vmi_column *column,
                           struct vmi_error *error)
{
    size_t count;
    char quoted[VMI_QUOTED_SIZE];
    const struct vmi_slice *names = vmi_rows_columns(r->rows, &count);
    const struct vmi_record_type *other = vmi_record_type_guess(names, count);
    const char *near = nearest_name(r, column->name, quoted);
    vmi_error_field(error, vmi_slice_of(column->name));
    if (other &&
        vmi_record_type_matches(other, names, count) > vmi_record_type_matches(r->type, names, count))
        return vmi_error_set(error, VMI_INPUT, "record_type",
                             "this is a stream of %s; one of %s was expected, which %s makes", other->name,
                             r->type->name, r->type->maker);
    if (near)
        return vmi_error_set(error, VMI_INPUT, "column_missing", "the column is missing; %s is the nearest",
                             near);
    return vmi_error_set(error, VMI_INPUT, "column_missing",
                         "the column is missing; a stream of %s was expected, which %s makes", r->type->name,
                         r->type->maker);
}

/* True when the names are those of another record type, far more than of the one that is wanted. */
static bool is_another(struct vmi_table_reader *r, struct vmi_error *error)
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(r->rows, &count);
    const struct vmi_record_type *other = vmi_record_type_guess(names, count);
    if (!other || other == r->type || r->type->is_part)
        return false;
    size_t ours = vmi_record_type_matches(r->type, names, count);
    bool complete = true;
    for (size_t i = 0; i < r->type->count; i++)
        complete &= r->type->columns[i].need == VMI_NEED_NOTHING || is_bound(r, (int)i);
    if (vmi_record_type_matches(other, names, count) <= (complete ? 2 * ours : ours))
        return false;
    vmi_error_set(error, VMI_INPUT, "record_type",
                  "this is a stream of %s; one of %s was expected, which %s makes", other->name,
                  r->type->name, r->type->maker);
    return true;
}

static bool check_header(struct vmi_table_reader *r, struct vmi_error *error)
{
    if (!bind_columns(r, error))
        return false;
    for (size_t i = 0; i < r->type->count; i++)
        if (r->type->columns[i].need != VMI_NEED_NOTHING && !is_bound(r, (int)i))
            return missing_column(r, &r->type->columns[i], error);
    return !is_another(r, error);
}

static enum vmi_next begin(struct vmi_table_reader *r, struct vmi_error *error)
{
    r->begun = true;
    enum vmi_next next = vmi_rows_begin(r->rows, error);
    bool csv = vmi_rows_format(r->rows) != VMI_FORMAT_NDJSON && vmi_rows_format(r->rows) != VMI_FORMAT_JSON;
    r->grows = !csv;
    if (next == VMI_NEXT_END && csv) {
        vmi_error_set(error, VMI_INPUT, "empty",
                      "the input is empty; a stream of %s was expected, which %s makes", r->type->name,
                      r->type->maker);
        return fail(r, error);
    }
    if (next != VMI_NEXT_ROW || !csv)
        return next == VMI_NEXT_FAIL ? fail(r, error) : next;
    error->line = 1;
    return check_header(r, error) ? VMI_NEXT_ROW : fail(r, error);
}

/* True when the cells are names of columns: the header of another stream that was joined to this one. */
static bool is_other_header(const struct vmi_table_reader *r, const struct vmi_row *row)
{
    size_t known = 0;
    for (size_t i = 0; i < row->count; i++)
        known += row->cells[i].text.length && vmi_column_find(r->type, row->cells[i].text) >= 0;
    return known > 1 && known * 2 > row->count;
}

/* Keeps what a short text means. */
static void remember(struct bound *b, struct vmi_slice text, const void *member)
{
    bool date = b->type == VMI_COLUMN_DATE;
    if ((!date && b->type != VMI_COLUMN_MEASURE) || text.length > sizeof b->text)
        return;
    memcpy(b->text, text.text, text.length);
    b->length = text.length;
    if (date)
        b->date = *(const struct vmi_date *)member;
    else
        b->measure = *(const enum vmi_measure *)member;
}

static inline bool is_again(const struct bound *b, struct vmi_slice text)
{
    return text.length == b->length && vmi_bytes_equal(text.text, b->text, text.length);
}

/* Reads a cell that is as most are; false where vmi_cell_read() is to look at it. */
static bool read_usual(const struct bound *b, const struct vmi_cell *cell, void *member)
{
    bool again;
    if (cell->kind != VMI_CELL_BARE)
        return false;
    switch (b->type) {
    case VMI_COLUMN_TEXT:
        *(struct vmi_slice *)member = cell->text;
        return true;
    case VMI_COLUMN_DATE:
        again = is_again(b, cell->text);
        if (again)
            *(struct vmi_date *)member = b->date;
        return again;
    case VMI_COLUMN_MEASURE:
        again = is_again(b, cell->text);
        if (again)
            *(enum vmi_measure *)member = b->measure;
        return again;
    case VMI_COLUMN_QUANTITY:
        return vmi_decimal_parse(cell->text, VMI_DECIMAL_PLAIN, member) == VMI_DECIMAL_OK;
    default:
        return false;
    }
}

static bool require_cells(const struct vmi_table_reader *r, uint64_t seen, struct vmi_error *error)
{
    for (size_t i = 0; i < r->type->count; i++) {
        if (!((r->required & ~seen) >> i & 1))
            continue;
        vmi_error_field(error, vmi_slice_of(r->type->columns[i].name));
        return vmi_error_set(error, VMI_INPUT, "empty_cell", "is empty");
    }
    return true;
}

/* Makes a member of RECORD unknown. */
static void forget(const struct vmi_table_reader *r, const struct bound *b, void *record)
{
    memcpy((char *)record + b->offset, (const char *)r->unknown + b->offset, b->size);
}

/* RECORD is one of which nothing is known, or one that was read before. */
static bool read_cells(struct vmi_table_reader *r, const struct vmi_row *row, void *record,
                       struct vmi_error *error)
{
    uint64_t seen = 0;
    struct bound *b = r->bound;
    const struct vmi_cell *cell = row->cells, *end = cell + row->count;
    for (; cell < end; cell++, b++) {
        if (!b->meaning)
            continue;
        if (!cell->text.length) { /* "" is as empty as nothing */
            forget(r, b, record);
            continue;
        }
        seen |= b->bit;
        void *member = (char *)record + b->offset;
        if (read_usual(b, cell, member))
            continue;
        if (!vmi_cell_read(b->meaning, cell, record, error))
            return false;
        remember(b, cell->text, member);
    }
    if ((r->required & ~seen) && !require_cells(r, seen, error))
        return false;
    const char *column, *problem = r->type->problem ? r->type->problem(record, &column) : NULL;
    if (!problem)
        return true;
    vmi_error_field(error, vmi_slice_of(column));
    return vmi_error_set(error, VMI_INPUT, "record", "%s", problem);
}

static bool read_record(struct vmi_table_reader *r, const struct vmi_row *row, void *record,
                        struct vmi_error *error)
{
    if (r->grows && !bind_columns(r, error))
        return false;
    if (r->grows && r->records == 1 && is_another(r, error)) /* of CSV the header showed it */
        return false;
    memcpy(record, r->unknown, r->type->size);
    if (row->count == r->bound_count && read_cells(r, row, record, error))
        return true;
    if (is_other_header(r, row)) {
        error->field[0] = '\0';
        return vmi_error_set(error, VMI_INPUT, "header",
                             "another header in mid-stream; streams that are joined have the same columns");
    }
    if (row->count != r->bound_count)
        vmi_error_set(error, VMI_INPUT, "cells", "%zu cells where the header has %zu columns", row->count,
                      r->bound_count);
    return false;
}

static bool check_seal(struct vmi_table_reader *r, const struct vmi_row *row, struct vmi_error *error)
{
    struct vmi_source *source = vmi_rows_source(r->rows);
    error->field[0] = '\0';
    if (!vmi_seal_check(source, row, r->records, error))
        return false;
    r->records = 0;
    r->sealed_until = vmi_source_position(source);
    return true;
}

static enum vmi_next at_end(struct vmi_table_reader *r, struct vmi_error *error)
{
    if (!r->options.sealed || r->is_part ||
        (r->sealed_until && r->sealed_until == vmi_table_reader_position(r)))
        return VMI_NEXT_END;
    error->line = 0;
    error->field[0] = '\0';
    vmi_error_set(error, VMI_INPUT, "seal",
                  "the stream does not end in a seal: it was cut off, or written without --seal");
    return fail(r, error);
}

enum vmi_next vmi_table_reader_next(struct vmi_table_reader *r, void *record, struct vmi_error *error)
{
    struct vmi_row row;
    error->column = 0;
    error->field[0] = '\0';
    if (r->failed)
        return VMI_NEXT_FAIL;
    if (!r->begun) {
        enum vmi_next begun = begin(r, error);
        if (begun != VMI_NEXT_ROW)
            return begun == VMI_NEXT_END ? at_end(r, error) : begun;
    }
    for (;;) {
        enum vmi_next next = vmi_rows_next(r->rows, &row, error);
        if (next == VMI_NEXT_END)
            return at_end(r, error);
        if (next != VMI_NEXT_ROW)
            return next == VMI_NEXT_FAIL ? fail(r, error) : next;
        error->line = row.line;
        error->file = r->name;
        if (row.marked && r->is_part) {
            vmi_rows_put_back(r->rows);
            return VMI_NEXT_END;
        }
        if (row.marked) {
            if (!check_seal(r, &row, error))
                return fail(r, error);
            continue;
        }
        r->records++;
        return read_record(r, &row, record, error) ? VMI_NEXT_ROW : VMI_NEXT_BAD;
    }
}

static void prepare(struct vmi_table_reader *r, void *records, size_t most)
{
    for (size_t i = 0; i < most; i++)
        memcpy((char *)records + i * r->type->size, r->unknown, r->type->size);
    r->few = records;
}

size_t vmi_table_reader_few(struct vmi_table_reader *r, void *records, size_t most, struct vmi_error *error)
{
    struct vmi_row row;
    size_t count = 0;
    if (!r->begun || r->failed)
        return 0;
    if (r->few != records)
        prepare(r, records, most);
    while (count < most && vmi_rows_usual(r->rows, &row)) {
        if (row.marked || row.count != r->bound_count ||
            !read_cells(r, &row, (char *)records + count * r->type->size, error)) {
            vmi_rows_put_back(r->rows);
            break;
        }
        error->line = row.line;
        count++;
    }
    error->file = r->name;
    r->records += count;
    return count;
}

/* ---- parts of a file ---------------------------------------------------------------------------------- */

struct vmi_table_reader *vmi_table_reader_from(const struct vmi_table_reader *r, uint64_t place)
{
    struct vmi_rows *rows = vmi_rows_from(r->rows, place);
    if (!rows)
        return NULL;
    struct vmi_table_reader *part = vmi_alloc(sizeof *part);
    *part = *r;
    part->rows = rows;
    part->is_part = true;
    part->few = NULL;
    part->records = 0;
    part->bound = vmi_alloc(r->bound_count * sizeof *part->bound);
    memcpy(part->bound, r->bound, r->bound_count * sizeof *part->bound);
    part->unknown = vmi_alloc(r->type->size);
    memcpy(part->unknown, r->unknown, r->type->size);
    return part;
}

uint64_t vmi_table_reader_pass(struct vmi_table_reader *r, struct vmi_table_reader *part)
{
    vmi_source_pass(vmi_rows_source(r->rows), vmi_rows_source(part->rows));
    r->records += part->records;
    return part->records;
}

struct vmi_source *vmi_table_reader_source(const struct vmi_table_reader *r)
{
    return r->begun && !r->failed && !r->grows ? vmi_rows_source(r->rows) : NULL;
}
