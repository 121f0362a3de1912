#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "internal.h"
#include "vmi/memory.h"

struct vmi_stream {
    const struct vmi_record_type *type;
    const char *const *names;
    const char *name; /* of the only file, where it is no operand */
    size_t count, next;
    struct vmi_table_reader *reader;
    uint64_t records;
    struct vmi_error error; /* holds the place of the last record */
};

struct vmi_source *vmi_input_open(const char *name)
{
    if (strcmp(name, "-") == 0)
        return vmi_source_open(STDIN_FILENO, "<stdin>", vmi_settings()->max_record);
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        vmi_fail(VMI_SYSTEM, "%s: cannot be opened: %s", name, strerror(errno));
        return NULL;
    }
    return vmi_source_open(fd, name, vmi_settings()->max_record);
}

size_t vmi_inputs(const char *const **names)
{
    static const char *const standard_input[] = {"-"};
    const struct vmi_texts *operands = &vmi_settings()->operands;
    if (operands->count) {
        *names = operands->texts;
        return operands->count;
    }
    if (isatty(STDIN_FILENO)) {
        vmi_fail(VMI_USAGE, "standard input is a terminal; give a FILE, or a pipe");
        vmi_try_help();
        return 0;
    }
    *names = standard_input;
    return 1;
}

struct vmi_stream *vmi_stream_open(const struct vmi_record_type *type)
{
    struct vmi_stream *s = vmi_alloc_zeroed(1, sizeof *s);
    s->type = type;
    s->count = vmi_inputs(&s->names);
    return s;
}

struct vmi_stream *app_stream_open_file(const struct vmi_record_type *type, const char *path)
{
    struct vmi_stream *s = vmi_alloc_zeroed(1, sizeof *s);
    s->type = type;
    s->name = path;
    s->names = &s->name;
    s->count = 1;
    return s;
}

static enum vmi_next open_next(struct vmi_stream *s, enum vmi_status *status)
{
    static const enum vmi_format formats[] = {VMI_FORMAT_AUTO, VMI_FORMAT_CSV, VMI_FORMAT_NDJSON};
    if (s->count == 0) {
        *status = VMI_USAGE;
        return VMI_NEXT_FAIL;
    }
    if (s->next == s->count)
        return VMI_NEXT_END;
    struct vmi_source *source = vmi_input_open(s->names[s->next++]);
    if (!source) {
        *status = VMI_SYSTEM;
        return VMI_NEXT_FAIL;
    }
    struct vmi_table_reader_options options = {.format = formats[vmi_settings()->from],
                                               .sealed = vmi_settings()->sealed};
    s->reader = vmi_table_reader_open(source, s->type, &options);
    s->error = (struct vmi_error){.status = VMI_DONE};
    return VMI_NEXT_ROW;
}

enum vmi_next vmi_stream_next(struct vmi_stream *s, void *record, enum vmi_status *status)
{
    for (;;) {
        if (!s->reader) {
            enum vmi_next opened = open_next(s, status);
            if (opened != VMI_NEXT_ROW)
                return opened;
        }
        enum vmi_next next = vmi_table_reader_next(s->reader, record, &s->error);
        if (next == VMI_NEXT_ROW) {
            app_stream_count(s, 1);
            return next;
        }
        if (next != VMI_NEXT_END) { /* a bad record of a stream of ours is no better than a broken stream */
            *status = vmi_report(&s->error);
            return VMI_NEXT_FAIL;
        }
        vmi_progress(s->records);
        vmi_table_reader_close(s->reader);
        s->reader = NULL;
    }
}

size_t app_stream_few(struct vmi_stream *s, void *records, size_t most)
{
    size_t count = s->reader ? vmi_table_reader_few(s->reader, records, most, &s->error) : 0;
    app_stream_count(s, count);
    return count;
}

void app_stream_count(struct vmi_stream *s, uint64_t records)
{
    enum { NOW_AND_THEN = 16 }; /* every 65,536 */
    uint64_t before = s->records;
    s->records += records;
    if (before >> NOW_AND_THEN != s->records >> NOW_AND_THEN)
        vmi_progress(s->records);
}

struct vmi_table_reader *app_stream_reader(struct vmi_stream *s)
{
    return s->reader;
}

size_t app_stream_file(const struct vmi_stream *s)
{
    return s->next;
}

void app_stream_place(const struct vmi_stream *s, size_t back, struct vmi_error *error)
{
    error->file = s->error.file;
    error->line = s->error.line - back;
    error->column = 0;
}

void vmi_stream_place(const struct vmi_stream *s, struct vmi_error *error)
{
    app_stream_place(s, 0, error);
}

void vmi_stream_close(struct vmi_stream *s)
{
    if (!s)
        return;
    vmi_table_reader_close(s->reader);
    free(s);
}

static bool each_record(const char *path, const struct vmi_record_type *type,
                        const struct vmi_table_reader_options *options, void *record,
                        void (*each)(void *context, const void *record), void *context,
                        enum vmi_status *status)
{
    struct vmi_source *source = vmi_input_open(path);
    struct vmi_error error = {0};
    enum vmi_next next;
    *status = VMI_SYSTEM;
    if (!source)
        return false;
    struct vmi_table_reader *reader = vmi_table_reader_open(source, type, options);
    while ((next = vmi_table_reader_next(reader, record, &error)) == VMI_NEXT_ROW)
        each(context, record);
    *status = next == VMI_NEXT_END ? VMI_DONE : vmi_report(&error);
    vmi_table_reader_close(reader);
    return next == VMI_NEXT_END;
}

bool app_each_record(const char *path, const struct vmi_record_type *type, void *record,
                     void (*each)(void *context, const void *record), void *context, enum vmi_status *status)
{
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_AUTO};
    return each_record(path, type, &options, record, each, context, status);
}

bool app_each_of_ours(const char *path, const struct vmi_record_type *type, void *record,
                      void (*each)(void *context, const void *record), void *context, enum vmi_status *status)
{
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_AUTO, .sealed = vmi_settings()->sealed};
    return each_record(path, type, &options, record, each, context, status);
}

/* Columns of the terminal that standard output is; COLUMNS stands over it; 0: no terminal. */
static size_t terminal_width(void)
{
    const char *columns = getenv("COLUMNS");
    struct winsize size;
    if (columns && *columns) {
        size_t width = 0;
        for (; *columns >= '0' && *columns <= '9' && width < 10000; columns++)
            width = width * 10 + (size_t)(*columns - '0');
        return *columns ? 0 : width;
    }
    if (vmi_settings()->output || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

bool vmi_records_open(struct vmi_records_out *out, const struct vmi_record_type *type,
                      const struct vmi_slice *extras, size_t extra_count)
{
    const struct vmi_common *common = vmi_settings();
    struct vmi_table_writer_options options = {
        .output = (enum vmi_output_form)common->to,
        .seal = common->seal,
        .spreadsheet_safe = common->spreadsheet_safe,
        .width = terminal_width(),
        .color = common->output ? common->color == VMI_WHEN_ALWAYS : app_color(STDOUT_FILENO),
        .extras = extras,
        .extra_count = extra_count,
    };
    *out = (struct vmi_records_out){.output = vmi_output_open(common->output)};
    if (!out->output)
        return false;
    out->writer = vmi_table_writer_open(vmi_output_sink(out->output), type, &options);
    return true;
}

bool vmi_records_open_at(struct vmi_records_out *out, const char *path, const struct vmi_record_type *type)
{
    const struct vmi_common *common = vmi_settings();
    struct vmi_table_writer_options options = {
        .output = common->to == VMI_OUTPUT_NDJSON ? VMI_OUTPUT_NDJSON : VMI_OUTPUT_CSV,
        .seal = common->seal,
        .spreadsheet_safe = common->spreadsheet_safe,
    };
    *out = (struct vmi_records_out){.output = vmi_output_open(path)};
    if (!out->output)
        return false;
    out->writer = vmi_table_writer_open(vmi_output_sink(out->output), type, &options);
    return true;
}

bool vmi_records_failed(const struct vmi_records_out *out)
{
    return vmi_sink_failed(vmi_output_sink(out->output)) != 0;
}

enum vmi_status vmi_records_commit(struct vmi_records_out *out)
{
    vmi_table_writer_finish(out->writer);
    vmi_table_writer_free(out->writer);
    return vmi_output_commit(out->output);
}

void vmi_records_discard(struct vmi_records_out *out)
{
    vmi_table_writer_free(out->writer);
    vmi_output_discard(out->output);
}
