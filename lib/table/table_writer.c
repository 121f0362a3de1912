#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/table.h"

enum { LAST_DATES = 16 };

/* A record for people, which stand as they came where none is to be read first. */
struct kept {
    void *record;
    size_t number;
};

struct vmi_table_writer {
    struct vmi_sink *sink;
    const struct vmi_record_type *type;
    struct vmi_table_writer_options options;
    struct vmi_buffer line;
    struct {
        struct vmi_date date;
        char text[VMI_DATE_TEXT_SIZE];
        size_t length;
    } last[LAST_DATES];     /* most records have the dates of those before */
    struct vmi_arena arena; /* of the records kept for people, and of the names of the extras */
    struct kept *kept;
    size_t kept_count, kept_capacity;
    uint64_t records;
};

static void put_line(struct vmi_table_writer *w)
{
    vmi_buffer_add(&w->line, "\n", 1);
    vmi_sink_write(w->sink, vmi_buffer_slice(&w->line));
    vmi_buffer_clear(&w->line);
}

static void write_header(struct vmi_table_writer *w)
{
    for (size_t i = 0; i < w->type->count; i++) {
        if (i)
            vmi_buffer_add(&w->line, ",", 1);
        vmi_encode_csv(&w->line, vmi_slice_of(w->type->columns[i].name), i == 0);
    }
    for (size_t i = 0; i < w->options.extra_count; i++) {
        vmi_buffer_add(&w->line, ",", 1);
        vmi_encode_csv(&w->line, w->options.extras[i], false);
    }
    put_line(w);
}

struct vmi_table_writer *vmi_table_writer_open(struct vmi_sink *sink, const struct vmi_record_type *type,
                                               const struct vmi_table_writer_options *options)
{
    struct vmi_table_writer *w = vmi_alloc_zeroed(1, sizeof *w);
    struct vmi_slice *extras = vmi_arena_alloc(&w->arena, options->extra_count * sizeof *extras);
    w->sink = sink;
    w->type = type;
    w->options = *options;
    for (size_t i = 0; i < options->extra_count; i++)
        extras[i] = vmi_arena_dup(&w->arena, options->extras[i]);
    w->options.extras = extras;
    if (options->output == VMI_OUTPUT_CSV)
        write_header(w);
    return w;
}

uint64_t vmi_table_writer_records(const struct vmi_table_writer *w)
{
    return w->records;
}

static void put_csv_cell(struct vmi_table_writer *w, struct vmi_slice cell, bool is_text, bool first)
{
    struct vmi_buffer safe = {0};
    if (!w->options.spreadsheet_safe || !is_text || !vmi_encode_is_formula(cell)) {
        vmi_encode_csv(&w->line, cell, first);
        return;
    }
    vmi_buffer_add(&safe, "'", 1);
    vmi_buffer_add_slice(&safe, cell);
    vmi_encode_csv(&w->line, vmi_buffer_slice(&safe), first);
    vmi_buffer_free(&safe);
}

static bool is_number(const struct vmi_column *column)
{
    return column->type == VMI_COLUMN_QUANTITY || column->type == VMI_COLUMN_STATISTIC;
}

static bool same_date(struct vmi_date a, struct vmi_date b)
{
    return a.day == b.day && a.clock == b.clock && a.offset == b.offset;
}

static struct vmi_slice date_text(struct vmi_table_writer *w, const struct vmi_date *date)
{
    if (date->day == VMI_DAY_NONE)
        return VMI_SLICE_NONE;
    size_t i = (size_t)(uint32_t)date->day % LAST_DATES;
    if (!w->last[i].length || !same_date(*date, w->last[i].date)) {
        w->last[i].date = *date;
        w->last[i].length = vmi_date_format(*date, w->last[i].text);
    }
    return (struct vmi_slice){w->last[i].text, w->last[i].length};
}

/* Of numbers, dates and measures no byte needs a quote. */
static void put_plain(struct vmi_table_writer *w, const struct vmi_column *column, const void *record)
{
    char buffer[VMI_CELL_TEXT_SIZE];
    struct vmi_slice text = column->type == VMI_COLUMN_DATE
                                ? date_text(w, (const void *)((const char *)record + column->offset))
                                : vmi_cell_text(column, record, buffer);
    vmi_buffer_add_slice(&w->line, text);
}

static void write_csv(struct vmi_table_writer *w, const void *record, const struct vmi_slice *extras)
{
    for (size_t i = 0; i < w->type->count; i++) {
        const struct vmi_column *column = &w->type->columns[i];
        if (i)
            vmi_buffer_add(&w->line, ",", 1);
        if (column->type != VMI_COLUMN_TEXT) {
            put_plain(w, column, record);
            continue;
        }
        const struct vmi_slice *text = (const void *)((const char *)record + column->offset);
        if (text->length)
            put_csv_cell(w, *text, true, i == 0);
    }
    for (size_t i = 0; i < w->options.extra_count; i++) {
        vmi_buffer_add(&w->line, ",", 1);
        put_csv_cell(w, extras[i], true, false);
    }
    put_line(w);
}

static void put_key(struct vmi_table_writer *w, struct vmi_slice key)
{
    vmi_buffer_add(&w->line, w->line.length ? "," : "{", 1);
    vmi_encode_json(&w->line, key);
    vmi_buffer_add(&w->line, ":", 1);
}

static void write_ndjson(struct vmi_table_writer *w, const void *record, const struct vmi_slice *extras)
{
    char buffer[VMI_CELL_TEXT_SIZE];
    for (size_t i = 0; i < w->type->count; i++) {
        const struct vmi_column *column = &w->type->columns[i];
        struct vmi_slice text = vmi_cell_text(column, record, buffer);
        if (!text.length)
            continue;
        put_key(w, vmi_slice_of(column->name));
        if (is_number(column))
            vmi_buffer_add_slice(&w->line, text);
        else
            vmi_encode_json(&w->line, text);
    }
    for (size_t i = 0; i < w->options.extra_count; i++) {
        if (!extras[i].length)
            continue;
        put_key(w, w->options.extras[i]);
        vmi_encode_json(&w->line, extras[i]);
    }
    if (!w->line.length)
        vmi_buffer_add(&w->line, "{", 1);
    vmi_buffer_add(&w->line, "}", 1);
    put_line(w);
}

/* A table for people is sorted and aligned at the end, so its records are copied until then. */
static void keep(struct vmi_table_writer *w, const void *record)
{
    void *copy = vmi_arena_alloc(&w->arena, w->type->size);
    memcpy(copy, record, w->type->size);
    vmi_record_dup(w->type, copy, &w->arena);
    w->kept = vmi_grow(w->kept, &w->kept_capacity, w->kept_count + 1, sizeof *w->kept);
    w->kept[w->kept_count] = (struct kept){copy, w->kept_count};
    w->kept_count++;
}

void vmi_table_writer_add(struct vmi_table_writer *w, const void *record, const struct vmi_slice *extras)
{
    w->records++;
    switch (w->options.output) {
    case VMI_OUTPUT_CSV:
        write_csv(w, record, extras);
        break;
    case VMI_OUTPUT_NDJSON:
        write_ndjson(w, record, extras);
        break;
    case VMI_OUTPUT_PEOPLE:
    case VMI_OUTPUT_MARKDOWN:
        keep(w, record);
        break;
    }
}

static int compare_kept(const void *a, const void *b, void *type)
{
    const struct kept *left = a, *right = b;
    int order = ((const struct vmi_record_type *)type)->compare_for_people(left->record, right->record);
    return order ? order : (left->number > right->number) - (left->number < right->number);
}

static void write_people(struct vmi_table_writer *w)
{
    char buffer[VMI_CELL_TEXT_SIZE];
    struct vmi_slice *cells = vmi_alloc(w->kept_count * w->type->count * sizeof *cells);
    if (w->type->compare_for_people && w->kept_count)
        qsort_r(w->kept, w->kept_count, sizeof *w->kept, compare_kept, (void *)(uintptr_t)w->type);
    for (size_t i = 0; i < w->kept_count; i++)
        for (size_t j = 0; j < w->type->count; j++)
            cells[i * w->type->count + j] =
                vmi_arena_dup(&w->arena, vmi_cell_text(&w->type->columns[j], w->kept[i].record, buffer));
    if (w->options.output == VMI_OUTPUT_MARKDOWN)
        vmi_people_markdown(&w->line, w->type, cells, w->kept_count);
    else
        vmi_people_write(&w->line, w->type, cells, w->kept_count, w->options.width, w->options.color);
    vmi_sink_write(w->sink, vmi_buffer_slice(&w->line));
    vmi_buffer_clear(&w->line);
    free(cells);
}

void vmi_table_writer_finish(struct vmi_table_writer *w)
{
    if (w->options.output == VMI_OUTPUT_PEOPLE || w->options.output == VMI_OUTPUT_MARKDOWN) {
        write_people(w);
        return;
    }
    if (!w->options.seal)
        return;
    vmi_seal_write(&w->line, w->records, vmi_sink_checksum(w->sink), w->options.output == VMI_OUTPUT_NDJSON);
    vmi_sink_write(w->sink, vmi_buffer_slice(&w->line));
    vmi_buffer_clear(&w->line);
}

void vmi_table_writer_free(struct vmi_table_writer *w)
{
    if (!w)
        return;
    vmi_buffer_free(&w->line);
    vmi_arena_free(&w->arena);
    free(w->kept);
    free(w);
}
