#include "vmi/rows.h"

#include <stdlib.h>

#include "csv_reader.h"
#include "header.h"
#include "json_reader.h"
#include "source_internal.h"
#include "vmi/memory.h"

struct vmi_rows {
    struct vmi_source *source;
    struct vmi_rows_options options;
    enum vmi_format format;
    char delimiter;
    struct vmi_csv_reader *csv;
    struct vmi_json_reader *json;
    struct vmi_arena arena; /* of the header */
    struct vmi_slice *header;
    size_t count;
    struct vmi_rows_judge judge;
    uint64_t header_line; /* 0: there is none in the file */
    bool found;           /* lines before it were passed over by what the judge said */
};

struct vmi_rows *vmi_rows_open(struct vmi_source *source, const struct vmi_rows_options *options)
{
    struct vmi_rows *rows = vmi_alloc_zeroed(1, sizeof *rows);
    rows->source = source;
    rows->options = *options;
    rows->format = options->format;
    return rows;
}

void vmi_rows_close(struct vmi_rows *rows)
{
    if (!rows)
        return;
    vmi_csv_reader_free(rows->csv);
    vmi_json_reader_free(rows->json);
    vmi_source_close(rows->source);
    vmi_arena_free(&rows->arena);
    free(rows->header);
    free(rows);
}

/* The first line decides: { and [ begin JSON; tabs without commas and semicolons are TSV; all else is CSV. */
static enum vmi_format sniff(struct vmi_slice line)
{
    size_t i = 0;
    while (i < line.length && (line.text[i] == ' ' || line.text[i] == '\t' || line.text[i] == '\r'))
        i++;
    if (i < line.length && line.text[i] == '{')
        return VMI_FORMAT_NDJSON;
    if (i < line.length && line.text[i] == '[')
        return VMI_FORMAT_JSON;
    return memchr(line.text, '\t', line.length) && !memchr(line.text, ',', line.length) ? VMI_FORMAT_TSV
                                                                                        : VMI_FORMAT_CSV;
}

/* Cells that are unknown are columns without a name. */
static void keep_header(struct vmi_rows *rows, const struct vmi_row *row)
{
    struct vmi_slice *header = vmi_alloc_zeroed(row->count, sizeof *header);
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < row->count; i++)
        header[i] = vmi_arena_dup(&arena, row->cells[i].text.text ? row->cells[i].text : VMI_SLICE(""));
    free(rows->header);
    vmi_arena_free(&rows->arena);
    rows->arena = arena;
    rows->header = header;
    rows->count = row->count;
}

static void keep_columns(struct vmi_rows *rows)
{
    rows->count = rows->options.column_count;
    rows->header = vmi_alloc_zeroed(rows->count, sizeof *rows->header);
    for (size_t i = 0; i < rows->count; i++)
        rows->header[i] = vmi_arena_dup(&rows->arena, rows->options.columns[i]);
}

void vmi_rows_restart(struct vmi_rows *rows, const struct vmi_row *row)
{
    keep_header(rows, row);
}

void vmi_rows_judge(struct vmi_rows *rows, const struct vmi_rows_judge *judge)
{
    rows->judge = *judge;
}

enum { ENOUGH = 64 * 1024 }; /* bytes, for the first lines of any file that a person would look at */

/* What stands before the header, in lines. A file of ours has its own header, whatever was said of the customer's. */
static uint64_t lines_before(struct vmi_rows *rows, struct vmi_slice bytes)
{
    struct vmi_rows_options *options = &rows->options;
    struct header_search search = {options, &rows->judge, bytes, vmi_source_line_end(rows->source),
                                   bytes.length < ENOUGH};
    if (rows->judge.is_own && header_is_own(&search)) {
        *options = (struct vmi_rows_options){.libcsv_only = options->libcsv_only, .any_delimiter = true};
        return 0;
    }
    if (options->header_told || options->columns || !rows->judge.is_understood)
        return options->passed_over;
    uint64_t before = header_find(&search);
    rows->found = before > 0;
    return before;
}

/* By the line with which the file begins, behind what was passed over. */
static char choose_delimiter(const struct vmi_rows *rows, struct vmi_slice line)
{
    if (rows->options.delimiter)
        return rows->options.delimiter;
    if (rows->options.any_delimiter && rows->options.format != VMI_FORMAT_TSV)
        return header_delimiter(line, rows->options.no_quotes);
    return rows->format == VMI_FORMAT_TSV ? '\t' : ',';
}

/* BYTES are the first ones. */
static enum vmi_next begin_csv(struct vmi_rows *rows, struct vmi_slice bytes, struct vmi_error *error)
{
    struct vmi_line line;
    struct vmi_row row;
    enum vmi_next next = VMI_NEXT_ROW;
    for (uint64_t i = lines_before(rows, bytes); i && next != VMI_NEXT_END; i--)
        if ((next = vmi_source_line(rows->source, &line, error)) == VMI_NEXT_FAIL)
            return next;
    next = vmi_source_peek(rows->source, ENOUGH, &bytes, error);
    if (next == VMI_NEXT_FAIL || (next == VMI_NEXT_END && !rows->options.columns))
        return next;
    rows->delimiter = choose_delimiter(rows, header_first_line(bytes, vmi_source_line_end(rows->source)));
    rows->csv = vmi_csv_reader_new(rows->source, rows->delimiter, &rows->options);
    if (rows->options.columns) {
        keep_columns(rows);
        return VMI_NEXT_ROW;
    }
    next = vmi_csv_reader_next(rows->csv, &row, error);
    if (next == VMI_NEXT_ROW) {
        keep_header(rows, &row);
        rows->header_line = row.line;
    }
    return next == VMI_NEXT_BAD ? VMI_NEXT_FAIL : next;
}

static void copy_header(const struct vmi_rows *rows, struct vmi_rows *to)
{
    to->header = vmi_alloc_zeroed(rows->count, sizeof *to->header);
    for (to->count = 0; to->count < rows->count; to->count++)
        to->header[to->count] = vmi_arena_dup(&to->arena, rows->header[to->count]);
}

struct vmi_rows *vmi_rows_ahead(struct vmi_rows *rows, struct vmi_error *error)
{
    struct vmi_source *source = vmi_source_ahead(rows->source, error);
    if (!source)
        return NULL;
    struct vmi_rows *ahead = vmi_rows_open(source, &rows->options);
    ahead->format = rows->format;
    ahead->delimiter = rows->delimiter;
    if (rows->json) {
        ahead->json = vmi_json_reader_new(source, rows->format == VMI_FORMAT_JSON, &rows->options);
        vmi_json_reader_know(ahead->json, vmi_json_reader_keys(rows->json));
        return ahead;
    }
    ahead->csv = rows->csv ? vmi_csv_reader_new(source, rows->delimiter, &rows->options) : NULL;
    copy_header(rows, ahead);
    return ahead;
}

struct vmi_rows *vmi_rows_from(const struct vmi_rows *rows, uint64_t place)
{
    struct vmi_source *source = rows->csv ? vmi_source_from(rows->source, place) : NULL;
    if (!source)
        return NULL;
    struct vmi_rows *part = vmi_rows_open(source, &rows->options);
    part->format = rows->format;
    part->delimiter = rows->delimiter;
    part->csv = vmi_csv_reader_new(source, rows->delimiter, &rows->options);
    copy_header(rows, part);
    return part;
}

enum vmi_next vmi_rows_begin(struct vmi_rows *rows, struct vmi_error *error)
{
    struct vmi_slice bytes;
    enum vmi_next next = vmi_source_peek(rows->source, ENOUGH, &bytes, error);
    if (next == VMI_NEXT_FAIL || (next == VMI_NEXT_END && !rows->options.columns))
        return next;
    if (rows->format == VMI_FORMAT_AUTO)
        rows->format = sniff(header_first_line(bytes, vmi_source_line_end(rows->source)));
    if (rows->format != VMI_FORMAT_NDJSON && rows->format != VMI_FORMAT_JSON)
        return begin_csv(rows, bytes, error);
    if (next == VMI_NEXT_ROW)
        rows->json = vmi_json_reader_new(rows->source, rows->format == VMI_FORMAT_JSON, &rows->options);
    return next;
}

static bool is_header(const struct vmi_rows *rows, const struct vmi_row *row)
{
    if (row->count != rows->count || row->cells[0].text.length != rows->header[0].length ||
        !vmi_slice_equal(row->cells[0].text, rows->header[0]))
        return false;
    for (size_t i = 1; i < row->count; i++)
        if (!vmi_slice_equal(row->cells[i].text, rows->header[i]))
            return false;
    return true;
}

enum vmi_next vmi_rows_next(struct vmi_rows *rows, struct vmi_row *row, struct vmi_error *error)
{
    enum vmi_next next;
    row->marked = false;
    if (rows->json)
        return vmi_json_reader_next(rows->json, row, error);
    if (!rows->csv)
        return VMI_NEXT_END; /* there was not one byte */
    do {
        next = vmi_csv_reader_next(rows->csv, row, error);
    } while (next == VMI_NEXT_ROW && is_header(rows, row));
    return next;
}

bool vmi_rows_usual(struct vmi_rows *rows, struct vmi_row *row)
{
    if (!rows->csv || !vmi_csv_reader_usual(rows->csv, row))
        return false;
    if (!is_header(rows, row))
        return true;
    source_put_back(rows->source);
    return false;
}

void vmi_rows_put_back(struct vmi_rows *rows)
{
    source_put_back(rows->source);
}

const struct vmi_slice *vmi_rows_columns(const struct vmi_rows *rows, size_t *count)
{
    if (!rows->json) {
        *count = rows->count;
        return rows->header;
    }
    const struct vmi_map *keys = vmi_json_reader_keys(rows->json);
    *count = keys->count;
    return keys->keys;
}

enum vmi_format vmi_rows_format(const struct vmi_rows *rows)
{
    return rows->format;
}

uint64_t vmi_rows_header_line(const struct vmi_rows *rows)
{
    return rows->header_line;
}

bool vmi_rows_header_found(const struct vmi_rows *rows)
{
    return rows->found;
}

char vmi_rows_delimiter(const struct vmi_rows *rows)
{
    return rows->delimiter;
}

struct vmi_source *vmi_rows_source(const struct vmi_rows *rows)
{
    return rows->source;
}
