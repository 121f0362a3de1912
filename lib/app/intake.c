/*
 * The files of a run of vmi-ingest, one after the other: records to the output, what cannot be used to the rejects.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "intake_internal.h"
#include "vmi/memory.h"

/* Rules with dates are asked where there is a day; they cannot set units. */
static void terms_of(void *context, struct vmi_slice location, struct vmi_slice sku, struct vmi_terms *terms)
{
    const struct vmi_intake *in = context;
    const struct vmi_intake_options *options = &in->options;
    struct vmi_origin origins[VMI_TERMS];
    struct vmi_error error;
    if (options->as_of == VMI_DAY_NONE ||
        !vmi_agreement_explain(options->agreement, location, sku, options->as_of, terms, origins, &error))
        vmi_agreement_standing(options->agreement, location, sku, terms);
}

static void tell(void *context, const struct vmi_error *error)
{
    (void)context;
    if (!vmi_settings()->quiet)
        vmi_report_bad(error);
}

struct vmi_slice intake_origin_of_row(struct vmi_intake *in, const struct vmi_feed *feed, uint64_t line)
{
    struct vmi_slice column = vmi_feed_column(feed, VMI_MAPPED_QUANTITY);
    vmi_buffer_clear(&in->origin);
    vmi_buffer_print(&in->origin, "%.*s;%s;;%llu", VMI_SLICE_PRINT(column), in->file->shown,
                     (unsigned long long)line);
    return vmi_buffer_slice(&in->origin);
}

static struct vmi_screen *new_screen(struct vmi_intake *in)
{
    const struct vmi_intake_options *options = &in->options;
    struct vmi_screen_options screen = {
        .terms = options->agreement ? terms_of : NULL,
        .tell = tell,
        .context = in,
        .as_of = options->as_of,
        .opening = options->opening,
        .dedupe = options->dedupe,
        .restate = options->restate,
        .keep_rejects = in->rejects != NULL,
    };
    for (int i = 0; i < VMI_CHECKS; i++)
        in->severities[i] = options->agreement ? vmi_agreement_severity(options->agreement, (enum vmi_check)i)
                                               : vmi_checks[i].preset;
    if (options->quarantine)
        in->severities[VMI_CHECK_JUMP] = VMI_SEVERITY_REJECT;
    memcpy(screen.severities, in->severities, sizeof screen.severities);
    return vmi_screen_new(&screen);
}

struct vmi_intake *intake_new(const struct vmi_intake_options *options, struct vmi_rejects *rejects)
{
    struct vmi_intake *in = vmi_alloc_zeroed(1, sizeof *in);
    in->options = *options;
    in->rejects = rejects;
    in->screen = new_screen(in);
    in->balance = options->balance ? vmi_balance_new() : NULL;
    in->seen = vmi_edi_seen_new();
    return in;
}

void intake_free(struct vmi_intake *in)
{
    if (in->open)
        vmi_records_discard(&in->out);
    vmi_screen_free(in->screen);
    vmi_balance_free(in->balance);
    intake_free_files(in);
    vmi_summary_free(&in->summary);
    vmi_arena_free(&in->arena);
    vmi_buffer_free(&in->origin);
    vmi_edi_seen_free(in->seen);
    intake_free_sides(in);
    free(in);
}

bool intake_open_output(struct vmi_intake *in, const struct vmi_slice *extras, size_t count)
{
    if (in->open)
        return true;
    in->extras = vmi_arena_alloc(&in->arena, (count + 1) * sizeof *in->extras);
    in->cells = vmi_arena_alloc(&in->arena, (count + 1) * sizeof *in->cells);
    for (size_t i = 0; i < count; i++)
        in->extras[i] = vmi_arena_dup(&in->arena, extras[i]);
    in->extra_count = count;
    if (in->options.origin)
        in->extras[count] = VMI_SLICE("origin");
    in->open =
        vmi_records_open(&in->out, &vmi_activity_type, in->extras, count + (in->options.origin ? 1 : 0));
    return in->open;
}

static bool is_carried(const struct vmi_intake *in, struct vmi_slice name)
{
    for (size_t i = 0; i < in->extra_count; i++)
        if (vmi_slice_equal(in->extras[i], name))
            return true;
    return false;
}

const char *const intake_format_names[] = {"auto", "csv", "tsv", "ndjson", "json"};

/* Something that could be otherwise was settled by looking at the file: said, and kept for the report. */
static void VMI_PRINTF(2, 3) settle(struct vmi_intake *in, const char *format, ...)
{
    char text[500];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    vmi_note("%s: %s", in->file->shown, text);
    vmi_summary_settled(&in->summary, in->file->shown, text);
}

/* What the first bytes told, and could have told otherwise. */
static void tell_dialect(struct vmi_intake *in, const struct vmi_rows *rows)
{
    const struct vmi_source *source = vmi_rows_source(rows);
    struct intake_file *file = in->file;
    file->format = intake_format_names[vmi_rows_format(rows)];
    file->encoding = vmi_source_encoding(source);
    file->delimiter = vmi_rows_delimiter(rows);
    if (strcmp(file->encoding, "UTF-8") != 0)
        settle(in, "read as %s", file->encoding);
    if (vmi_rows_header_found(rows))
        settle(in, "the header is line %llu; the lines before it are passed over",
               (unsigned long long)vmi_rows_header_line(rows));
    if (vmi_source_line_end(source) == '\r')
        settle(in, "lines end in CR");
    if (file->delimiter == ';' || file->delimiter == '|')
        settle(in, "cells are parted by %c", file->delimiter);
}

static void add_unused(struct vmi_intake *in, struct vmi_slice name)
{
    struct intake_file *file = in->file;
    file->unused =
        vmi_grow(file->unused, &file->unused_capacity, file->unused_count + 1, sizeof *file->unused);
    file->unused[file->unused_count++] =
        vmi_arena_dup(&in->arena, name.length ? name : VMI_SLICE("(no name)"));
}

static void tell_settled(struct vmi_intake *in, const struct vmi_feed *feed)
{
    size_t count;
    const struct vmi_slice *settled = vmi_feed_settled(feed, &count);
    for (size_t i = 0; i < count; i++)
        settle(in, "%.*s", VMI_SLICE_PRINT(settled[i]));
}

/* Says which columns of a file become nothing. */
static void tell_unused(struct vmi_intake *in, const struct vmi_feed *feed)
{
    struct intake_file *file = in->file;
    struct vmi_buffer names = {0};
    struct vmi_slice name;
    char why[VMI_FEED_WHY_SIZE];
    size_t count, at = 0;
    const struct vmi_slice *extras = vmi_feed_extras(feed, &count);
    while (vmi_feed_unused(feed, &at, &name, why)) {
        if (!name.length)
            name = VMI_SLICE("(no name)");
        vmi_buffer_print(&names, "%s%.*s%s%s%s", names.length ? ", " : "", VMI_SLICE_PRINT(name),
                         *why ? " (" : "", why, *why ? ")" : "");
        add_unused(in, name);
    }
    for (size_t i = 0; i < count; i++) {
        if (is_carried(in, extras[i]))
            continue;
        vmi_buffer_print(&names, "%s%.*s", names.length ? ", " : "", VMI_SLICE_PRINT(extras[i]));
        add_unused(in, extras[i]);
    }
    if (file->unused_count)
        vmi_note("%s: column%s not used: %.*s", file->shown, file->unused_count == 1 ? "" : "s",
                 (int)names.length, names.text);
    in->unused |= file->unused_count > 0;
    vmi_buffer_free(&names);
}

void intake_write(struct vmi_intake *in, const struct vmi_activity *record, const struct vmi_slice *cells)
{
    vmi_table_writer_add(in->out.writer, record, cells);
    in->summary.records++;
    in->file->records++;
    if (in->balance)
        intake_balance_add(in, record);
}

void intake_set_aside(struct vmi_intake *in, const struct vmi_reject *reject, const struct vmi_error *error,
                      bool readable)
{
    vmi_summary_reject(&in->summary, error, reject->records);
    in->file->set_aside += reject->records;
    in->file->unreadable += readable ? 0 : reject->records;
    vmi_report_bad(error);
    if (in->rejects)
        vmi_rejects_add(in->rejects, reject, error);
}

static void set_aside(struct vmi_intake *in, struct vmi_feed *feed, const struct vmi_error *error,
                      bool readable)
{
    struct vmi_reject reject;
    vmi_feed_reject(feed, &reject);
    intake_set_aside(in, &reject, error, readable);
}

static void keep_reject(struct vmi_intake *in, struct vmi_feed *feed)
{
    struct vmi_reject reject;
    if (!in->rejects)
        return;
    vmi_feed_reject(feed, &reject);
    vmi_screen_keep_reject(in->screen, &reject);
}

static void take_record(struct vmi_intake *in, struct vmi_feed *feed, struct vmi_activity *record,
                        struct vmi_error *error)
{
    for (size_t i = 0; i < in->extra_count; i++)
        in->cells[i] = vmi_feed_extra(feed, in->extras[i]);
    if (in->options.origin)
        in->cells[in->extra_count] = intake_origin_of_row(in, feed, error->line);
    switch (vmi_screen_take(in->screen, feed, record, in->cells,
                            in->extra_count + (in->options.origin ? 1 : 0), error)) {
    case VMI_FATE_WRITE:
        intake_write(in, record, in->cells);
        break;
    case VMI_FATE_ASIDE:
        set_aside(in, feed, error, true);
        break;
    case VMI_FATE_WAIT:
        keep_reject(in, feed);
        break;
    case VMI_FATE_DROP:
    case VMI_FATE_NONE:
        break;
    }
}

void intake_take_waiting(struct vmi_intake *in)
{
    const struct vmi_waiting *waiting;
    struct vmi_error error = {0};
    enum vmi_fate fate;
    while ((fate = vmi_screen_next(in->screen, &waiting, &error)) != VMI_FATE_NONE) {
        in->file = intake_file_named(in, waiting->file);
        if (fate == VMI_FATE_WRITE)
            intake_write(in, &waiting->record, waiting->cells);
        if (fate != VMI_FATE_ASIDE)
            continue;
        vmi_summary_reject(&in->summary, &error, 1);
        in->file->set_aside++;
        vmi_report_bad(&error);
        if (in->rejects)
            vmi_rejects_add_kept(in->rejects, &waiting->reject, &error);
    }
}

/* A row with its opening figure is added up by itself, or by --balance with all the others. */
static void take_opening(struct vmi_intake *in, struct vmi_feed *feed)
{
    struct vmi_activity figure;
    struct vmi_error error;
    if (in->balance && vmi_feed_opening(feed, &figure))
        intake_open_balance(in, feed, &figure);
    if (!vmi_feed_warning(feed, &error) || (in->balance && strcmp(error.code, "balance") == 0))
        return;
    if (vmi_screen_find(in->screen, VMI_CHECK_BALANCE))
        tell(in, &error);
}

static enum vmi_status read_feed(struct vmi_intake *in, struct vmi_feed *feed)
{
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    for (uint64_t rows = 1; (next = vmi_feed_next(feed, &record, &error)) != VMI_NEXT_END; rows++) {
        if (next == VMI_NEXT_FAIL)
            return vmi_report(&error);
        take_opening(in, feed);
        if (next == VMI_NEXT_BAD)
            set_aside(in, feed, &error, false);
        else
            take_record(in, feed, &record, &error);
        if ((rows & 0xFFFF) == 0)
            vmi_progress(in->summary.rows + rows);
        if (vmi_records_failed(&in->out))
            break; /* the commit tells it */
    }
    vmi_screen_end_file(in->screen);
    intake_take_waiting(in);
    return VMI_DONE;
}

/* Our own rejects are UTF-8; EDI is cut into segments first, which tell its encoding. */
static bool is_spared(struct vmi_slice first)
{
    struct vmi_slice begin = VMI_SLICE(VMI_REJECTS_BEGIN);
    return (first.length >= begin.length && memcmp(first.text, begin.text, begin.length) == 0) ||
           vmi_edi_begins(first);
}

bool intake_as_text(const struct vmi_intake_options *options, struct vmi_source *source)
{
    const char *folder = getenv("TMPDIR");
    vmi_source_spool_in(source, folder && *folder ? folder : "/tmp");
    vmi_source_any_line_end(source);
    vmi_source_spare(source, is_spared);
    if (vmi_source_decode(source, options->encoding))
        return true;
    vmi_source_close(source);
    vmi_fail(VMI_USAGE, "--encoding: '%s' is not an encoding; iconv -l lists them", options->encoding);
    vmi_try_help();
    return false;
}

static void count_file(struct vmi_intake *in, const struct vmi_feed *feed)
{
    struct intake_file *file = in->file;
    struct vmi_feed_counts counts = vmi_feed_counts(feed);
    file->rows = counts.rows;
    file->empty = counts.empty;
    file->measures = counts.records + counts.superseded + file->unreadable;
    vmi_summary_add_feed(&in->summary, feed);
    vmi_progress(in->summary.rows);
}

/* The output begins with the first file: its further columns are those that are carried along. */
static bool open_for(struct vmi_intake *in, const struct vmi_feed *feed)
{
    size_t count;
    const struct vmi_slice *extras = vmi_feed_extras(feed, &count);
    return intake_open_output(in, extras, count);
}

static enum vmi_status read_rows(struct vmi_intake *in, struct vmi_source *source)
{
    struct vmi_error error = {.file = vmi_source_name(source)};
    enum vmi_status status;
    struct vmi_rows *rows = vmi_rows_open(source, &in->options.rows);
    struct vmi_feed *feed = vmi_feed_open(rows, &in->options.feed, &error);
    if (!feed)
        return vmi_report(&error);
    in->file->shown = vmi_feed_name(feed);
    status = open_for(in, feed) ? read_feed(in, feed) : VMI_SYSTEM;
    if (in->open) {
        tell_dialect(in, rows);
        tell_unused(in, feed);
    }
    tell_settled(in, feed);
    count_file(in, feed);
    vmi_feed_close(feed);
    return status;
}

static enum vmi_status read_file(struct vmi_intake *in, const char *name)
{
    struct vmi_error error = {0};
    struct vmi_source *source = vmi_input_open(name);
    bool edi;
    if (!source)
        return VMI_SYSTEM;
    intake_watch(in->file, source);
    if (!intake_as_text(&in->options, source))
        return VMI_USAGE;
    if (!intake_is_edi(&in->options, source, &edi, &error)) {
        vmi_source_close(source);
        return vmi_report(&error);
    }
    enum vmi_status status = edi ? intake_read_edi(in, source) : read_rows(in, source);
    return status == VMI_DONE ? intake_end_file(in, in->file) : status;
}

static enum vmi_status read_files(struct vmi_intake *in, const char *const *names, size_t count)
{
    enum vmi_status status = VMI_DONE;
    intake_look_at_files(in, names, count);
    for (size_t i = 0; i < count && status == VMI_DONE; i++) {
        in->file = &in->files[i];
        if (!intake_is_duplicate(in, in->file))
            status = read_file(in, names[i]);
    }
    return status;
}

enum vmi_status intake_read(struct vmi_intake *in)
{
    const char *const *names;
    size_t count = vmi_inputs(&names);
    enum vmi_status status = count ? intake_load_known(in) : VMI_USAGE;
    if (status == VMI_DONE)
        status = read_files(in, names, count);
    if (status == VMI_DONE) {
        vmi_screen_end(in->screen);
        intake_take_waiting(in);
        intake_tell_missing(in);
        status = intake_tell_balance(in);
        vmi_summary_add_screen(&in->summary, in->screen);
    }
    return status;
}

enum vmi_status intake_commit(struct vmi_intake *in)
{
    enum vmi_status status = in->open ? vmi_records_commit(&in->out) : VMI_DONE;
    in->open = false;
    return status;
}
