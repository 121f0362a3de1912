/*
 * The beginning of a feed: its columns, and what is made of them.
 */
#include <stdlib.h>

#include "feed_internal.h"
#include "vmi/memory.h"
#include "vmi/table.h"

/* Of activity: date, location, sku, measure and quantity. */
enum { FIRST_COLUMNS = 5 };

/* Of the columns from FIRST on. */
void feed_note_extras(struct vmi_feed *f, const struct vmi_slice *names, size_t count, size_t first)
{
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

/* The forms that were told, to stand over what the columns show. */
void feed_tell_forms(struct shape *shape, const struct vmi_feed_options *options)
{
    shape->told_number = options->decimal ? number_form_named(vmi_slice_of(options->decimal)) : 0;
    shape->told_date = options->dates ? date_form_named(vmi_slice_of(options->dates)) : 0;
    shape->dates_told = options->dates != NULL;
    shape->told_measure = options->measure;
    shape->told_matrix = options->matrix;
}

/* A file of rejects; they change their columns on the way. */
static bool is_own_header(const struct vmi_slice *names, size_t count)
{
    return count > 1 && vmi_slice_is(names[0], "reject_code") && vmi_slice_is(names[1], "reject_file");
}

static bool is_understood(void *context, const struct vmi_slice *names, size_t count)
{
    const struct vmi_feed *f = context;
    struct shape shape = {0};
    struct vmi_error error = {0};
    feed_tell_forms(&shape, &f->options);
    bool good = shape_begin(&shape, f->options.mapping, names, count, true, &error);
    shape_free(&shape);
    return good;
}

/* A stream of ours begins with our columns; of JSON, whose unknown keys are absent, with those that are always there. */
bool feed_is_activity(const struct vmi_feed *f)
{
    size_t count, wanted = vmi_activity_type.count;
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    enum vmi_format format = vmi_rows_format(f->rows);
    size_t first = format == VMI_FORMAT_NDJSON && count && !vmi_slice_is(names[0], "date");
    if (format == VMI_FORMAT_NDJSON)
        wanted = FIRST_COLUMNS;
    if ((format != VMI_FORMAT_CSV && format != VMI_FORMAT_NDJSON) || f->shape.mapping ||
        count + first < wanted)
        return false;
    for (size_t i = first; i < wanted; i++)
        if (!vmi_slice_is(names[i - first], vmi_activity_type.columns[i].name))
            return false;
    return true;
}

/* Settles the shape by the columns. COMPLETE: there will be no others. */
static bool begin_shape(struct vmi_feed *f, const struct vmi_slice *names, size_t count, bool complete,
                        struct vmi_error *error)
{
    if (!shape_begin(&f->shape, f->options.mapping, names, count, complete, error)) {
        f->problem = *error;
        return f->options.explains;
    }
    feed_note_extras(f, names, count, 0);
    const struct evidence *days = &f->shape.names;
    if (f->shape.is_matrix && !days->told && days->forms && (days->forms & (days->forms - 1)) == 0)
        feed_settle(f, NULL, "days are %s, as '%s' shows", date_form_words(days->forms), days->example);
    f->is_activity = feed_is_activity(f);
    return true;
}

/* A first record of JSON that is bad shows no columns: they are those of the first good one, of which one looks ahead. */
static bool begin_behind_bad(struct vmi_feed *f, struct vmi_error *error)
{
    struct vmi_rows *ahead = vmi_rows_ahead(f->rows, error);
    struct vmi_error problem = {0};
    struct vmi_row row;
    enum vmi_next next;
    if (!ahead)
        return false;
    do {
        next = vmi_rows_next(ahead, &row, &problem);
    } while (next == VMI_NEXT_BAD || (next == VMI_NEXT_ROW && row.marked));
    bool good = next == VMI_NEXT_ROW;
    if (good) {
        size_t count;
        const struct vmi_slice *names = vmi_rows_columns(ahead, &count);
        f->first_error = *error;
        error->line = row.line;
        good = begin_shape(f, names, count, false, error);
    }
    vmi_rows_close(ahead);
    return good;
}

/* Finds the shape: of CSV from the header, of JSON from the keys of the first record. */
static bool begin(struct vmi_feed *f, struct vmi_error *error)
{
    size_t count;
    const struct vmi_mapping *mapping = f->options.mapping;
    enum vmi_next next = vmi_rows_begin(f->rows, error);
    enum vmi_format format = vmi_rows_format(f->rows);
    bool json = format == VMI_FORMAT_NDJSON || format == VMI_FORMAT_JSON;
    error->file = f->name;
    feed_tell_forms(&f->shape, &f->options);
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
        if (next == VMI_NEXT_FAIL)
            return false;
        f->pending = next != VMI_NEXT_END;
        f->pending_next = next;
        if (!f->pending)
            return true;
        if (next == VMI_NEXT_BAD)
            return begin_behind_bad(f, error);
        error->line = f->row.line;
    }
    const struct vmi_slice *names = vmi_rows_columns(f->rows, &count);
    return begin_shape(f, names, count, !json, error);
}
struct vmi_feed *vmi_feed_open(struct vmi_rows *rows, const struct vmi_feed_options *options,
                               struct vmi_error *error)
{
    struct vmi_feed *f = vmi_alloc_zeroed(1, sizeof *f);
    if (options)
        f->options = *options;
    f->rows = rows;
    f->name = vmi_source_name(vmi_rows_source(rows));
    vmi_rows_judge(rows, &(struct vmi_rows_judge){is_own_header, is_understood, f});
    error->column = 0;
    error->field[0] = '\0';
    if (begin(f, error))
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
    free(f->settled);
    free(f->examples);
    vmi_arena_free(&f->kept);
    free(f);
}
