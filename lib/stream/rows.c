#include "vmi/rows.h"

#include <stdlib.h>

#include "csv_reader.h"
#include "json_reader.h"
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

/* Of the marks that may part cells the one that stands most often in a header, outside quotes; of equals the first. */
static char find_delimiter(struct vmi_slice header, bool no_quotes)
{
    static const char marks[] = ",;\t|";
    size_t counts[sizeof marks - 1] = {0}, best = 0;
    bool quoted = false;
    for (size_t i = 0; i < header.length; i++) {
        const char *mark = memchr(marks, header.text[i], sizeof marks - 1);
        quoted = quoted != (header.text[i] == '"' && !no_quotes);
        if (mark && !quoted)
            counts[mark - marks]++;
    }
    for (size_t i = 1; i < VMI_COUNT(counts); i++)
        if (counts[i] > counts[best])
            best = i;
    return marks[best];
}

static struct vmi_slice first_line(struct vmi_slice bytes, char line_end)
{
    const char *end = memchr(bytes.text, line_end, bytes.length);
    if (end)
        bytes.length = (size_t)(end - bytes.text);
    return bytes;
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

void vmi_rows_restart(struct vmi_rows *rows, const struct vmi_row *row)
{
    keep_header(rows, row);
}

enum vmi_next vmi_rows_begin(struct vmi_rows *rows, struct vmi_error *error)
{
    enum { ENOUGH = 64 * 1024 }; /* for the first line of any file that a person would look at */
    struct vmi_slice bytes;
    struct vmi_row row;
    enum vmi_next next = vmi_source_peek(rows->source, ENOUGH, &bytes, error);
    if (next != VMI_NEXT_ROW)
        return next;
    struct vmi_slice line = first_line(bytes, vmi_source_line_end(rows->source));
    if (rows->format == VMI_FORMAT_AUTO)
        rows->format = sniff(line);
    if (rows->format == VMI_FORMAT_NDJSON || rows->format == VMI_FORMAT_JSON) {
        rows->json = vmi_json_reader_new(rows->source, rows->format == VMI_FORMAT_JSON);
        return VMI_NEXT_ROW;
    }
    rows->delimiter = rows->format == VMI_FORMAT_TSV ? '\t' : ',';
    if (rows->options.delimiter)
        rows->delimiter = rows->options.delimiter;
    else if (rows->options.any_delimiter && rows->options.format != VMI_FORMAT_TSV)
        rows->delimiter = find_delimiter(line, rows->options.no_quotes);
    rows->csv = vmi_csv_reader_new(rows->source, rows->delimiter, &rows->options);
    next = vmi_csv_reader_next(rows->csv, &row, error);
    if (next == VMI_NEXT_ROW)
        keep_header(rows, &row);
    return next == VMI_NEXT_BAD ? VMI_NEXT_FAIL : next;
}

static bool is_header(const struct vmi_rows *rows, const struct vmi_row *row)
{
    if (row->count != rows->count || !vmi_slice_equal(row->cells[0].text, rows->header[0]))
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

char vmi_rows_delimiter(const struct vmi_rows *rows)
{
    return rows->delimiter;
}

struct vmi_source *vmi_rows_source(const struct vmi_rows *rows)
{
    return rows->source;
}
