/*
 * What is understood of customers' files, shown before their records are read in anger.
 */
#include <stdio.h>

#include "intake_internal.h"

/* Reads the file to its end, so that all its columns and their forms are known. */
static enum vmi_status look_through(struct vmi_feed *feed)
{
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    do {
        next = vmi_feed_next(feed, &record, &error);
    } while (next == VMI_NEXT_ROW || next == VMI_NEXT_BAD);
    return next == VMI_NEXT_END ? VMI_DONE : vmi_report(&error);
}

static void write_columns(const struct vmi_feed *feed, struct vmi_table_writer *writer)
{
    struct vmi_arena arena = {0};
    struct vmi_column_use use;
    for (size_t i = 0; vmi_feed_column_use(feed, i, &use, &arena); i++)
        vmi_table_writer_add(writer, &use, NULL);
    vmi_arena_free(&arena);
}

/* Settings that tell how the file is written, where it is not what is taken for granted. */
struct written {
    struct vmi_feed_setting settings[6];
    size_t count;
    struct vmi_buffer texts[3]; /* delimiter, line, columns */
};

static void add_setting(struct written *w, const char *name, const char *value)
{
    w->settings[w->count++] = (struct vmi_feed_setting){name, value};
}

static void add_header(struct written *w, const struct vmi_intake_options *options,
                       const struct vmi_rows *rows)
{
    size_t count;
    const struct vmi_slice *columns = vmi_rows_columns(rows, &count);
    uint64_t line = options->rows.columns ? options->rows.passed_over : vmi_rows_header_line(rows);
    bool told = options->rows.columns ? line > 0 : line > 1;
    if (told) {
        vmi_buffer_print(&w->texts[1], "%llu", (unsigned long long)line);
        vmi_buffer_add(&w->texts[1], "", 1);
        add_setting(w, options->rows.columns ? "skip-lines" : "header-line", w->texts[1].text);
    }
    if (!options->rows.columns)
        return;
    for (size_t i = 0; i < count; i++) {
        vmi_buffer_add(&w->texts[2], ",", i > 0);
        vmi_encode_csv(&w->texts[2], columns[i], false);
    }
    vmi_buffer_add(&w->texts[2], "", 1);
    add_setting(w, "columns", w->texts[2].text);
}

static void list_settings(struct written *w, const struct vmi_intake_options *options,
                          const struct vmi_rows *rows)
{
    const char *encoding = vmi_source_encoding(vmi_rows_source(rows));
    char delimiter = vmi_rows_delimiter(rows);
    if (strcmp(encoding, "UTF-8") != 0)
        add_setting(w, "encoding", encoding);
    if (vmi_rows_format(rows) != VMI_FORMAT_CSV && vmi_rows_format(rows) != VMI_FORMAT_TSV)
        return;
    if (delimiter != ',') {
        const char *name = delimiter == '\t' ? "tab" : &delimiter;
        vmi_buffer_add(&w->texts[0], name, delimiter == '\t' ? 3 : 1);
        vmi_buffer_add(&w->texts[0], "", 1);
        add_setting(w, "delimiter", w->texts[0].text);
    }
    if (options->rows.no_quotes)
        add_setting(w, "quote", "none");
    add_header(w, options, rows);
}

static enum vmi_status write_mapping(const struct vmi_intake_options *options, struct vmi_feed *feed,
                                     const struct vmi_rows *rows, struct vmi_sink *sink)
{
    struct written written = {.count = 0};
    struct vmi_buffer text = {0};
    list_settings(&written, options, rows);
    vmi_feed_mapping(feed, written.settings, written.count, &text);
    vmi_sink_write(sink, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    for (size_t i = 0; i < VMI_COUNT(written.texts); i++)
        vmi_buffer_free(&written.texts[i]);
    return VMI_DONE;
}

static void tell_settled(const struct vmi_feed *feed)
{
    size_t count;
    const struct vmi_slice *settled = vmi_feed_settled(feed, &count);
    for (size_t i = 0; i < count; i++)
        vmi_note("%s: %.*s", vmi_feed_name(feed), VMI_SLICE_PRINT(settled[i]));
}

static void tell_dialect(const struct vmi_rows *rows, const char *name)
{
    const struct vmi_source *source = vmi_rows_source(rows);
    char delimiter = vmi_rows_delimiter(rows), mark[2] = {delimiter, '\0'};
    vmi_note("%s: %s in %s%s%s%s", name, intake_format_names[vmi_rows_format(rows)],
             vmi_source_encoding(source), delimiter ? ", cells are parted by " : "",
             delimiter == '\t' ? "tabs" : mark,
             vmi_source_line_end(source) == '\r' ? ", lines end in CR" : "");
    if (vmi_rows_header_found(rows))
        vmi_note("%s: the header is line %llu; the lines before it are passed over", name,
                 (unsigned long long)vmi_rows_header_line(rows));
}

/* OUT is NULL where a mapping goes to SINK. */
static enum vmi_status explain_file(const struct vmi_intake_options *options, const char *name,
                                    struct vmi_records_out *out, struct vmi_sink *sink)
{
    struct vmi_error error = {.file = vmi_shown_name(name)};
    struct vmi_source *source = vmi_input_open(name);
    bool edi;
    if (!source)
        return VMI_SYSTEM;
    if (!intake_as_text(options, source))
        return VMI_USAGE;
    if (!intake_is_edi(options, source, &edi, &error) || edi) {
        vmi_source_close(source);
        return error.status != VMI_DONE
                   ? vmi_report(&error)
                   : vmi_fail(VMI_USAGE,
                              "%s: is EDI, and has no columns; --origin tells the code of each record",
                              vmi_shown_name(name));
    }
    struct vmi_rows *rows = vmi_rows_open(source, &options->rows);
    struct vmi_feed *feed = vmi_feed_open(rows, &options->feed, &error);
    if (!feed)
        return vmi_report(&error);
    enum vmi_status status = look_through(feed);
    tell_dialect(rows, vmi_feed_name(feed));
    tell_settled(feed);
    bool problem = vmi_feed_problem(feed, &error);
    if (status == VMI_DONE && out)
        write_columns(feed, out->writer);
    else if (status == VMI_DONE && !problem)
        status = write_mapping(options, feed, rows, sink);
    if (problem)
        status = vmi_report(&error);
    vmi_feed_close(feed);
    return status;
}

static enum vmi_status explain_as_mapping(const struct vmi_intake_options *options, const char *name)
{
    struct vmi_output *output = vmi_output_open(vmi_settings()->output);
    if (!output)
        return VMI_SYSTEM;
    enum vmi_status status = explain_file(options, name, NULL, vmi_output_sink(output));
    if (status == VMI_DONE)
        return vmi_output_commit(output);
    vmi_output_discard(output);
    return status;
}

/* Every file is shown, also behind one that cannot be activity. */
static enum vmi_status explain_columns(const struct vmi_intake_options *options, const char *const *names,
                                       size_t count)
{
    struct vmi_records_out out;
    enum vmi_status worst = VMI_DONE;
    if (!vmi_records_open(&out, &vmi_column_use_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < count && worst != VMI_SYSTEM; i++) {
        enum vmi_status status = explain_file(options, names[i], &out, NULL);
        worst = status > worst ? status : worst;
    }
    enum vmi_status written = vmi_records_commit(&out);
    return written != VMI_DONE ? written : worst;
}

enum vmi_status vmi_intake_explain(const struct vmi_intake_options *options)
{
    struct vmi_intake_options chosen = *options;
    const char *const *names;
    size_t count = vmi_inputs(&names);
    chosen.feed.explains = true;
    if (!count)
        return VMI_USAGE;
    if (vmi_settings()->to != VMI_TO_JSON)
        return explain_columns(&chosen, names, count);
    if (options->feed.mapping) { /* values, references and signs of it would be lost */
        vmi_fail(VMI_USAGE, "--explain --to=json writes the mapping that is guessed, and -m gives one");
        return vmi_try_help();
    }
    if (count == 1)
        return explain_as_mapping(&chosen, names[0]);
    vmi_fail(VMI_USAGE, "--explain --to=json writes the mapping of one file, and there are %zu", count);
    return vmi_try_help();
}
