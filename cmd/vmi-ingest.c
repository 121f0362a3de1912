/*
 * vmi-ingest: partners' files in, activity out; what cannot be used is set aside with its reason.
 */
#include "vmi/dialect.h"
#include "vmi/intake.h"

static struct {
    struct vmi_common common;
    int from;
    const char *mapping, *encoding, *measure, *rejects, *max_rejects;
    struct vmi_dialect dialect;
    int quote, decimal, dates, matrix;
    bool strict;
} settings;

enum quote { QUOTE_DOUBLE, QUOTE_NONE };

#define AT(member) offsetof(__typeof__(settings), member)

static const struct vmi_option options[] = {
    {"mapping", 'm', "FILE", VMI_OPTION_TEXT, "FILE", AT(mapping),
     "which column is what, as JSON (vmi-ingest(1))"},
    {"from", 'f', "FORMAT", VMI_OPTION_CHOICE, "auto|csv|tsv|ndjson|json", AT(from),
     "format of the input: auto (by its first bytes), csv, tsv, ndjson, json (an array)"},
    {"encoding", 0, "NAME", VMI_OPTION_TEXT, NULL, AT(encoding),
     "encoding of the input, as iconv names it; auto (by its first bytes) where not given"},
    {"delimiter", 0, "CHAR", VMI_OPTION_TEXT, NULL, AT(dialect.delimiter),
     "what parts cells: auto (comma, semicolon, tab or bar, by the header), tab, or any character"},
    {"quote", 0, "HOW", VMI_OPTION_CHOICE, "double|none", AT(quote),
     "double: quotes enclose cells; none: they are inch marks, characters like any other"},
    {"skip-lines", 0, "N", VMI_OPTION_TEXT, NULL, AT(dialect.skip_lines),
     "N lines stand before the header of CSV, and are passed over"},
    {"header-line", 0, "N", VMI_OPTION_TEXT, NULL, AT(dialect.header_line),
     "the header of CSV is line N; the first line that is understood as one where not given"},
    {"columns", 0, "LIST", VMI_OPTION_TEXT, NULL, AT(dialect.columns),
     "the CSV has no header: the names of its columns, with commas between them"},
    {"decimal", 0, "MARK", VMI_OPTION_CHOICE, VMI_FEED_DECIMALS, AT(decimal),
     "the decimal mark: point or comma, the other one parts thousands; auto: a point, or as the file proves "
     "it"},
    {"dates", 0, "FORM", VMI_OPTION_CHOICE, VMI_FEED_DATES, AT(dates),
     "the order of day, month and year; auto: year first, or as the file proves it"},
    {"measure", 0, "NAME", VMI_OPTION_TEXT, NULL, AT(measure),
     "what is measured, in files that have quantities and do not say of what"},
    {"matrix", 0, "NAMES", VMI_OPTION_CHOICE, VMI_FEED_MATRICES, AT(matrix),
     "what further columns are named by: date, location; auto: dates, where several are"},
    {"rejects", 'r', "FILE", VMI_OPTION_TEXT, "FILE", AT(rejects),
     "write records set aside to FILE, to be mended and fed again"},
    {"max-rejects", 0, "N|P%", VMI_OPTION_TEXT, NULL, AT(max_rejects),
     "so many records set aside are no failure; more of them are exit 3, and nothing is written with -o"},
    {"strict", 0, NULL, VMI_OPTION_FLAG, NULL, AT(strict),
     "any record set aside, and any column that is not understood, is exit 3"},
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

/* What the records set aside mean for the exit status. */
static enum vmi_status judge(const struct vmi_intake *intake, vmi_decimal limit, bool share)
{
    const struct vmi_summary *summary = vmi_intake_summary(intake);
    uint64_t rejected = summary->rejected, all = summary->records + rejected;
    if (settings.strict && (rejected || vmi_intake_has_unused(intake)))
        return VMI_INPUT;
    if (!settings.max_rejects)
        return rejected ? VMI_JUDGED : VMI_DONE;
    double most = vmi_decimal_to_double(limit) * (share ? (double)all / 100 : 1);
    return (double)rejected <= most ? VMI_DONE : VMI_INPUT;
}

static void tell_summary(const struct vmi_intake *intake, enum vmi_status judged)
{
    struct vmi_buffer text = {0};
    vmi_summary_text(vmi_intake_summary(intake), &text);
    vmi_note("%.*s", (int)text.length, text.text);
    vmi_buffer_free(&text);
    if (judged == VMI_INPUT)
        vmi_fail(VMI_INPUT, "too much was set aside or not used (see --max-rejects and --strict)");
}

/* Side outputs are moved into place first; too many rejects leave the main one as it was. */
static enum vmi_status finish(struct vmi_intake *intake, struct vmi_output **rejects, enum vmi_status status,
                              vmi_decimal limit, bool share)
{
    enum vmi_status judged = status == VMI_DONE ? judge(intake, limit, share) : status;
    bool usable = judged == VMI_DONE || judged == VMI_JUDGED;
    if (*rejects && (usable || (status == VMI_DONE && judged == VMI_INPUT))) {
        enum vmi_status side = vmi_output_commit(*rejects);
        *rejects = NULL;
        if (side != VMI_DONE)
            judged = side, usable = false;
    }
    if (status == VMI_DONE)
        tell_summary(intake, judged);
    if (!usable)
        return judged;
    enum vmi_status written = vmi_intake_commit(intake);
    return written != VMI_DONE ? written : judged;
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

static bool check_measure(void)
{
    char quoted[VMI_QUOTED_SIZE], nearest[VMI_SUGGESTION_SIZE];
    struct vmi_slice name = vmi_slice_of(settings.measure);
    if (!settings.measure || vmi_feed_knows_measure(name))
        return true;
    vmi_fail(VMI_USAGE, "--measure: %s is not a measure%s", vmi_text_quote(name, quoted),
             vmi_text_suggest(vmi_measure_nearest(name), nearest));
    vmi_try_help();
    return false;
}

static enum vmi_status intake(const struct vmi_mapping *mapping, const struct vmi_rows_options *rows,
                              vmi_decimal limit, bool share)
{
    static const char *const matrices[] = {NULL, "date", "location"};
    static const char *const decimals[] = {NULL, "point", "comma"};
    static const char *const dates[] = {NULL, "iso", "dmy", "mdy", "ymd", "excel", "yyyymm", "yyyyww"};
    struct vmi_output *rejects = settings.rejects ? vmi_output_open(settings.rejects) : NULL;
    if (settings.rejects && !rejects)
        return VMI_SYSTEM;
    struct vmi_intake_options chosen = {
        .rows = *rows,
        .encoding = settings.encoding && strcmp(settings.encoding, "auto") != 0 ? settings.encoding : NULL,
        .feed = {.mapping = mapping,
                 .decimal = decimals[settings.decimal],
                 .dates = dates[settings.dates],
                 .measure = settings.measure,
                 .matrix = matrices[settings.matrix]},
        .rejects = rejects ? vmi_rejects_new(vmi_output_sink(rejects)) : NULL,
    };
    struct vmi_intake *in = vmi_intake_new(&chosen);
    enum vmi_status status = finish(in, &rejects, vmi_intake_read(in), limit, share);
    vmi_intake_free(in);
    vmi_rejects_free(chosen.rejects);
    vmi_output_discard(rejects);
    return status;
}

static enum vmi_status run(void)
{
    static const enum vmi_format formats[] = {VMI_FORMAT_AUTO, VMI_FORMAT_CSV, VMI_FORMAT_TSV,
                                              VMI_FORMAT_NDJSON, VMI_FORMAT_JSON};
    struct vmi_rows_options rows = {
        .format = formats[settings.from],
        .any_delimiter = true,
        .nested = true,
        .no_quotes = settings.quote == QUOTE_NONE,
    };
    struct vmi_dialect_names names = {NULL};
    struct vmi_mapping mapping = {0};
    vmi_decimal limit = 0;
    bool share = false;
    enum vmi_status status = VMI_DONE;
    if (check_outputs() != VMI_DONE || (settings.max_rejects && !parse_max_rejects(&limit, &share)))
        return VMI_USAGE;
    if (settings.mapping)
        status = vmi_mapping_load(&mapping, settings.mapping);
    if (status == VMI_DONE && !(vmi_dialect_read(&settings.dialect, &rows, &names) && check_measure()))
        status = VMI_USAGE;
    if (status == VMI_DONE)
        status = intake(settings.mapping ? &mapping : NULL, &rows, limit, share);
    vmi_mapping_free(&mapping);
    vmi_dialect_free(&names);
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
