/*
 * vmi-ingest: partners' files in, activity out; what cannot be used is set aside with its reason.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/feed.h"
#include "vmi/memory.h"
#include "vmi/reject.h"
#include "vmi/summary.h"

static struct {
    struct vmi_common common;
    int from;
    const char *mapping, *rejects, *max_rejects;
    bool strict;
} settings;

#define AT(member) offsetof(__typeof__(settings), member)

static const struct vmi_option options[] = {
    {"mapping", 'm', "FILE", VMI_OPTION_TEXT, "FILE", AT(mapping),
     "which column is what, as JSON (vmi-ingest(1))"},
    {"from", 'f', "FORMAT", VMI_OPTION_CHOICE, "auto|csv|tsv|ndjson|json", AT(from),
     "format of the input: auto (by its first bytes), csv, tsv, ndjson, json (an array)"},
    {"rejects", 'r', "FILE", VMI_OPTION_TEXT, "FILE", AT(rejects),
     "write records set aside to FILE, to be mended and fed again"},
    {"max-rejects", 0, "N|P%", VMI_OPTION_TEXT, NULL, AT(max_rejects),
     "so many records set aside are no failure; more of them are exit 3, and nothing is written with -o"},
    {"strict", 0, NULL, VMI_OPTION_FLAG, NULL, AT(strict),
     "any record set aside, and any column that is not understood, is exit 3"},
};

struct intake {
    struct vmi_mapping mapping;
    bool mapped;
    struct vmi_records_out out;
    bool open;
    struct vmi_slice *extras, *cells; /* the further columns that are written: names, and cells of a record */
    size_t extra_count;
    struct vmi_arena arena;
    struct vmi_output *rejects_output;
    struct vmi_rejects *rejects;
    struct vmi_netting *netting;
    struct vmi_summary summary;
    bool unused; /* a column that became nothing was found */
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "measure,kind,meaning\n");
    for (int i = 0; i < VMI_MEASURES; i++) {
        vmi_buffer_print(out, "%s,%s,", vmi_measures[i].name, vmi_measure_kind_name(vmi_measures[i].kind));
        vmi_encode_csv(out, vmi_slice_of(vmi_measures[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

/* "12" or "2.5%": how many, or which share of all, may be set aside. */
static bool parse_max_rejects(vmi_decimal *limit, bool *share)
{
    struct vmi_slice text = vmi_slice_of(settings.max_rejects);
    char quoted[VMI_QUOTED_SIZE];
    *share = text.length && text.text[text.length - 1] == '%';
    text.length -= *share;
    if (vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, limit) == VMI_DECIMAL_OK && *limit >= 0 &&
        (*share ? *limit <= 100 * VMI_DECIMAL_ONE : *limit % VMI_DECIMAL_ONE == 0))
        return true;
    vmi_fail(VMI_USAGE, "--max-rejects: %s is neither a count nor a share such as 2%%",
             vmi_text_quote(vmi_slice_of(settings.max_rejects), quoted));
    vmi_try_help();
    return false;
}

static bool load_mapping(struct intake *in, enum vmi_status *status)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {.file = settings.mapping};
    in->mapped = vmi_read_file(settings.mapping, &text);
    *status = in->mapped ? VMI_DONE : VMI_SYSTEM;
    if (in->mapped && !vmi_mapping_read(&in->mapping, vmi_buffer_slice(&text), &error)) {
        *status = vmi_report(&error);
        in->mapped = false;
    }
    vmi_buffer_free(&text);
    return in->mapped;
}

/* The output begins with the first file: its further columns are those that are carried along. */
static bool open_output(struct intake *in, const struct vmi_feed *feed)
{
    const struct vmi_slice *extras = vmi_feed_extras(feed, &in->extra_count);
    in->extras = vmi_arena_alloc(&in->arena, in->extra_count * sizeof *in->extras);
    in->cells = vmi_arena_alloc(&in->arena, in->extra_count * sizeof *in->cells);
    for (size_t i = 0; i < in->extra_count; i++)
        in->extras[i] = vmi_arena_dup(&in->arena, extras[i]);
    in->open = vmi_records_open(&in->out, &vmi_activity_type, in->extras, in->extra_count);
    return in->open;
}

static bool is_carried(const struct intake *in, struct vmi_slice name)
{
    for (size_t i = 0; i < in->extra_count; i++)
        if (vmi_slice_equal(in->extras[i], name))
            return true;
    return false;
}

/* Says which columns of a file become nothing. */
static void tell_unused(struct intake *in, const struct vmi_feed *feed)
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

static void take_record(struct intake *in, const struct vmi_feed *feed, const struct vmi_activity *record)
{
    for (size_t i = 0; i < in->extra_count; i++)
        in->cells[i] = vmi_feed_extra(feed, in->extras[i]);
    if (vmi_netting_take(in->netting, feed, record))
        vmi_netting_carry(in->netting, in->cells, in->extra_count);
    else
        vmi_table_writer_add(in->out.writer, record, in->cells);
}

static void set_aside(struct intake *in, struct vmi_feed *feed, const struct vmi_error *error)
{
    struct vmi_reject reject;
    vmi_feed_reject(feed, &reject);
    vmi_summary_reject(&in->summary, error, reject.records);
    vmi_report_bad(error);
    if (in->rejects)
        vmi_rejects_add(in->rejects, &reject, error);
}

static enum vmi_status read_feed(struct intake *in, struct vmi_feed *feed)
{
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    for (uint64_t rows = 1; (next = vmi_feed_next(feed, &record, &error)) != VMI_NEXT_END; rows++) {
        if (next == VMI_NEXT_FAIL)
            return vmi_report(&error);
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

static enum vmi_status read_file(struct intake *in, const char *name)
{
    static const enum vmi_format formats[] = {VMI_FORMAT_AUTO, VMI_FORMAT_CSV, VMI_FORMAT_TSV,
                                              VMI_FORMAT_NDJSON, VMI_FORMAT_JSON};
    struct vmi_error error = {0};
    struct vmi_source *source = vmi_input_open(name);
    if (!source)
        return VMI_SYSTEM;
    struct vmi_rows *rows =
        vmi_rows_open(source, &(struct vmi_rows_options){.format = formats[settings.from]});
    error.file = strcmp(name, "-") == 0 ? "<stdin>" : name;
    struct vmi_feed *feed = vmi_feed_open(rows, in->mapped ? &in->mapping : NULL, &error);
    if (!feed)
        return vmi_report(&error);
    enum vmi_status status = in->open || open_output(in, feed) ? read_feed(in, feed) : VMI_SYSTEM;
    if (in->open)
        tell_unused(in, feed);
    vmi_summary_add_feed(&in->summary, feed);
    vmi_progress(in->summary.records);
    vmi_feed_close(feed);
    return status;
}

static enum vmi_status read_files(struct intake *in)
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

/* What the records set aside mean for the exit status. */
static enum vmi_status judge(const struct intake *in, vmi_decimal limit, bool share)
{
    uint64_t rejected = in->summary.rejected, all = in->summary.records + rejected;
    if (settings.strict && (rejected || in->unused))
        return VMI_INPUT;
    if (!settings.max_rejects)
        return rejected ? VMI_JUDGED : VMI_DONE;
    double most = vmi_decimal_to_double(limit) * (share ? (double)all / 100 : 1);
    return (double)rejected <= most ? VMI_DONE : VMI_INPUT;
}

/* Side outputs are moved into place first; too many rejects leave the main one as it was. */
static enum vmi_status finish(struct intake *in, enum vmi_status status, vmi_decimal limit, bool share)
{
    struct vmi_buffer text = {0};
    enum vmi_status judged = status == VMI_DONE ? judge(in, limit, share) : status;
    bool usable = judged == VMI_DONE || judged == VMI_JUDGED;
    if (in->rejects_output && (usable || (status == VMI_DONE && judged == VMI_INPUT))) {
        enum vmi_status side = vmi_output_commit(in->rejects_output);
        in->rejects_output = NULL;
        if (side != VMI_DONE)
            judged = side, usable = false;
    }
    if (status == VMI_DONE) {
        vmi_summary_text(&in->summary, &text);
        vmi_note("%.*s", (int)text.length, text.text);
        if (judged == VMI_INPUT)
            vmi_fail(VMI_INPUT, "too much was set aside or not used (see --max-rejects and --strict)");
    }
    if (usable && in->open) {
        enum vmi_status written = vmi_records_commit(&in->out);
        judged = written != VMI_DONE ? written : judged;
    } else if (in->open) {
        vmi_records_discard(&in->out);
    }
    vmi_buffer_free(&text);
    return judged;
}

/* Records and rejects in one place would be a mix of both, or the one that is moved there last. */
static enum vmi_status check_outputs(void)
{
    const char *output = settings.common.output ? settings.common.output : "-";
    if (!settings.rejects || strcmp(settings.rejects, output) != 0)
        return VMI_DONE;
    vmi_fail(VMI_USAGE, "--rejects and the output are the same: %s", output);
    return vmi_try_help();
}

static enum vmi_status run(void)
{
    struct intake in = {0};
    vmi_decimal limit = 0;
    bool share = false;
    enum vmi_status status = VMI_DONE;
    if (check_outputs() != VMI_DONE || (settings.max_rejects && !parse_max_rejects(&limit, &share)))
        return VMI_USAGE;
    if (settings.mapping && !load_mapping(&in, &status))
        return status;
    if (settings.rejects) {
        in.rejects_output = vmi_output_open(settings.rejects);
        status = in.rejects_output ? VMI_DONE : VMI_SYSTEM;
        in.rejects = in.rejects_output ? vmi_rejects_new(vmi_output_sink(in.rejects_output)) : NULL;
    }
    in.netting = vmi_netting_new();
    if (status == VMI_DONE)
        status = finish(&in, read_files(&in), limit, share);
    vmi_rejects_free(in.rejects);
    vmi_output_discard(in.rejects_output);
    vmi_netting_free(in.netting);
    vmi_mapping_free(&in.mapping);
    vmi_arena_free(&in.arena);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-ingest",
    .summary = "Make activity of what customers send: CSV, TSV, JSON or NDJSON, wide or long.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_STREAM_OUT | VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-ingest stock.csv sales.csv > activity.csv\n"
                "  vmi-ingest -m mapping.json -r rejects.csv -o activity.csv feed.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
