/*
 * The files of a run of vmi-ingest, one after the other: records to the output, what cannot be used to the rejects.
 */
#include "vmi/intake.h"

#include <stdlib.h>

#include "internal.h"
#include "vmi/memory.h"

struct vmi_intake {
    struct vmi_intake_options options;
    struct vmi_records_out out;
    bool open;
    struct vmi_slice *extras, *cells; /* the further columns that are written: names, and cells of a record */
    size_t extra_count;
    struct vmi_arena arena;
    struct vmi_netting *netting;
    struct vmi_summary summary;
    bool unused; /* a column that became nothing was found */
};

struct vmi_intake *vmi_intake_new(const struct vmi_intake_options *options)
{
    struct vmi_intake *in = vmi_alloc_zeroed(1, sizeof *in);
    in->options = *options;
    in->netting = vmi_netting_new();
    return in;
}

void vmi_intake_free(struct vmi_intake *in)
{
    if (in->open)
        vmi_records_discard(&in->out);
    vmi_netting_free(in->netting);
    vmi_arena_free(&in->arena);
    free(in);
}

/* The output begins with the first file: its further columns are those that are carried along. */
static bool open_output(struct vmi_intake *in, const struct vmi_feed *feed)
{
    const struct vmi_slice *extras = vmi_feed_extras(feed, &in->extra_count);
    in->extras = vmi_arena_alloc(&in->arena, in->extra_count * sizeof *in->extras);
    in->cells = vmi_arena_alloc(&in->arena, in->extra_count * sizeof *in->cells);
    for (size_t i = 0; i < in->extra_count; i++)
        in->extras[i] = vmi_arena_dup(&in->arena, extras[i]);
    in->open = vmi_records_open(&in->out, &vmi_activity_type, in->extras, in->extra_count);
    return in->open;
}

static bool is_carried(const struct vmi_intake *in, struct vmi_slice name)
{
    for (size_t i = 0; i < in->extra_count; i++)
        if (vmi_slice_equal(in->extras[i], name))
            return true;
    return false;
}

/* What the first bytes told, and could have told otherwise. */
static void tell_dialect(const struct vmi_rows *rows)
{
    const struct vmi_source *source = vmi_rows_source(rows);
    const char *encoding = vmi_source_encoding(source);
    char delimiter = vmi_rows_delimiter(rows);
    if (strcmp(encoding, "UTF-8") != 0)
        vmi_note("%s: read as %s", vmi_source_name(source), encoding);
    if (vmi_rows_header_found(rows))
        vmi_note("%s: the header is line %llu; the lines before it are passed over", vmi_source_name(source),
                 (unsigned long long)vmi_rows_header_line(rows));
    if (vmi_source_line_end(source) == '\r')
        vmi_note("%s: lines end in CR", vmi_source_name(source));
    if (delimiter == ';' || delimiter == '|')
        vmi_note("%s: cells are parted by %c", vmi_source_name(source), delimiter);
}

static void tell_settled(const struct vmi_feed *feed)
{
    size_t count;
    const struct vmi_slice *settled = vmi_feed_settled(feed, &count);
    for (size_t i = 0; i < count; i++)
        vmi_note("%s: %.*s", vmi_feed_name(feed), VMI_SLICE_PRINT(settled[i]));
}

/* Says which columns of a file become nothing. */
static void tell_unused(struct vmi_intake *in, const struct vmi_feed *feed)
{
    struct vmi_buffer names = {0};
    size_t count, unused = vmi_feed_unused(feed, &names);
    const struct vmi_slice *extras = vmi_feed_extras(feed, &count);
    for (size_t i = 0; i < count; i++)
        if (!is_carried(in, extras[i]))
            vmi_buffer_print(&names, "%s%.*s", unused++ ? ", " : "", VMI_SLICE_PRINT(extras[i]));
    if (unused)
        vmi_note("%s: column%s not used: %.*s", vmi_feed_name(feed), unused == 1 ? "" : "s",
                 (int)names.length, names.text);
    in->unused |= unused > 0;
    vmi_buffer_free(&names);
}

static void take_record(struct vmi_intake *in, const struct vmi_feed *feed, const struct vmi_activity *record)
{
    for (size_t i = 0; i < in->extra_count; i++)
        in->cells[i] = vmi_feed_extra(feed, in->extras[i]);
    if (vmi_netting_take(in->netting, feed, record))
        vmi_netting_carry(in->netting, in->cells, in->extra_count);
    else
        vmi_table_writer_add(in->out.writer, record, in->cells);
}

static void set_aside(struct vmi_intake *in, struct vmi_feed *feed, const struct vmi_error *error)
{
    struct vmi_reject reject;
    vmi_feed_reject(feed, &reject);
    vmi_summary_reject(&in->summary, error, reject.records);
    vmi_report_bad(error);
    if (in->options.rejects)
        vmi_rejects_add(in->options.rejects, &reject, error);
}

static enum vmi_status read_feed(struct vmi_intake *in, struct vmi_feed *feed)
{
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    for (uint64_t rows = 1; (next = vmi_feed_next(feed, &record, &error)) != VMI_NEXT_END; rows++) {
        if (next == VMI_NEXT_FAIL)
            return vmi_report(&error);
        struct vmi_error warning;
        if (vmi_feed_warning(feed, &warning))
            vmi_report_bad(&warning);
        if (next == VMI_NEXT_BAD)
            set_aside(in, feed, &error);
        else
            take_record(in, feed, &record);
        if ((rows & 0xFFFF) == 0)
            vmi_progress(in->summary.records + rows);
        if (vmi_records_failed(&in->out))
            break; /* the commit tells it */
    }
    return VMI_DONE;
}

static enum vmi_status read_file(struct vmi_intake *in, const char *name)
{
    struct vmi_error error = {0};
    struct vmi_source *source = vmi_input_open(name);
    if (!source)
        return VMI_SYSTEM;
    const char *folder = getenv("TMPDIR");
    vmi_source_spool_in(source, folder && *folder ? folder : "/tmp");
    if (!vmi_source_decode(source, in->options.encoding)) {
        vmi_source_close(source);
        vmi_fail(VMI_USAGE, "--encoding: '%s' is not an encoding; iconv -l lists them", in->options.encoding);
        return vmi_try_help();
    }
    vmi_source_any_line_end(source);
    struct vmi_rows *rows = vmi_rows_open(source, &in->options.rows);
    error.file = strcmp(name, "-") == 0 ? "<stdin>" : name;
    struct vmi_feed *feed = vmi_feed_open(rows, &in->options.feed, &error);
    if (!feed)
        return vmi_report(&error);
    enum vmi_status status = in->open || open_output(in, feed) ? read_feed(in, feed) : VMI_SYSTEM;
    if (in->open) {
        tell_dialect(rows);
        tell_unused(in, feed);
    }
    tell_settled(feed);
    vmi_summary_add_feed(&in->summary, feed);
    vmi_progress(in->summary.records);
    vmi_feed_close(feed);
    return status;
}

enum vmi_status vmi_intake_read(struct vmi_intake *in)
{
    const char *const *names;
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    size_t count = vmi_inputs(&names);
    enum vmi_status status = count ? VMI_DONE : VMI_USAGE;
    for (size_t i = 0; i < count && status == VMI_DONE; i++)
        status = read_file(in, names[i]);
    while (status == VMI_DONE && (next = vmi_netting_next(in->netting, &record, &error)) != VMI_NEXT_END) {
        if (next == VMI_NEXT_ROW)
            vmi_table_writer_add(in->out.writer, &record, vmi_netting_cells(in->netting));
        else
            status = vmi_report(&error);
    }
    return status;
}

const struct vmi_summary *vmi_intake_summary(const struct vmi_intake *in)
{
    return &in->summary;
}

bool vmi_intake_has_unused(const struct vmi_intake *in)
{
    return in->unused;
}

enum vmi_status vmi_intake_commit(struct vmi_intake *in)
{
    enum vmi_status status = in->open ? vmi_records_commit(&in->out) : VMI_DONE;
    in->open = false;
    return status;
}
