/*
 * vmi-ingest: partners' files in, activity out; what cannot be used is set aside with its reason.
 */
#include "vmi/dialect.h"
#include "vmi/intake.h"

static struct {
    struct vmi_common common;
    int from;
    const char *mapping, *encoding, *measure, *rejects, *max_rejects, *items, *previous, *report, *acks,
        *numbers, *seen;
    struct vmi_dialect dialect;
    int quote, decimal, dates, matrix, dedupe, flows, levels;
    bool strict, quarantine, balance, list_checks, list_codes, explain, test, origin;
} settings;

enum from { FROM_X12 = VMI_FORMAT_JSON + 1, FROM_EDIFACT };
enum quote { QUOTE_DOUBLE, QUOTE_NONE };
enum dedupe { DEDUPE_NO, DEDUPE_REF };
enum flows { FLOWS_ADD, FLOWS_RESTATE };
enum levels { LEVELS_CLOSING, LEVELS_OPENING };

#define AT(member) offsetof(__typeof__(settings), member)

static const struct vmi_option options[] = {
    {"mapping", 'm', "FILE", VMI_OPTION_TEXT, "FILE", AT(mapping),
     "which column is what, as JSON (vmi-ingest(1))"},
    {"from", 'f', "FORMAT", VMI_OPTION_CHOICE, "auto|csv|tsv|ndjson|json|x12|edifact", AT(from),
     "format of the input: auto (by its first bytes), csv, tsv, ndjson, json (an array), x12, edifact"},
    {"explain", 0, NULL, VMI_OPTION_FLAG, NULL, AT(explain),
     "write what is understood of each column, in place of records; with -t json as a mapping to be kept"},
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
    {"report", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(report),
     "write what was read, how, and what became of it to FILE, as JSON"},
    {"ack", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(acks),
     "write what is to be answered to EDI to FILE: TA1, 997 or 999, CONTRL"},
    {"seen", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(seen),
     "keep in FILE which interchanges of EDI came, and pass over those that came in earlier runs"},
    {"numbers", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(numbers),
     "write the order numbers that customers give in advance (852 XPO) to FILE, as CSV"},
    {"max-rejects", 0, "N|P%", VMI_OPTION_TEXT, NULL, AT(max_rejects),
     "so many records set aside are no failure; more of them are exit 3, and nothing is written with -o"},
    {"strict", 0, NULL, VMI_OPTION_FLAG, NULL, AT(strict),
     "any record set aside, and any column that is not understood, is exit 3; EDI with a wrong count or "
     "number "
     "is refused"},
    {"test", 0, NULL, VMI_OPTION_FLAG, NULL, AT(test), "read test interchanges of EDI like any other"},
    {"origin", 0, NULL, VMI_OPTION_FLAG, NULL, AT(origin),
     "a column origin tells where each record comes from: the source's code, file, interchange and segment"},
    {"items", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(items),
     "set aside what is not of the items in FILE: any stream or terms file with location and sku"},
    {"previous", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(previous),
     "the activity before this, to tell what vanished and what jumped"},
    {"quarantine", 0, NULL, VMI_OPTION_FLAG, NULL, AT(quarantine),
     "set aside stock on hand that is far from what it was"},
    {"balance", 0, NULL, VMI_OPTION_FLAG, NULL, AT(balance),
     "hold each level of stock on hand against the one before it and the flows between"},
    {"dedupe", 0, "BY", VMI_OPTION_CHOICE, "no|ref", AT(dedupe),
     "ref: drop lines with ref that came before as they are"},
    {"flows", 0, "HOW", VMI_OPTION_CHOICE, "add|restate", AT(flows),
     "add: flows of one day add up; restate: of two about the same thing the later stands"},
    {"levels", 0, "WHEN", VMI_OPTION_CHOICE, "closing|opening", AT(levels),
     "opening: levels were taken before their day's business, and are dated the day before"},
    {"list-checks", 0, NULL, VMI_OPTION_FLAG, NULL, AT(list_checks),
     "list the checks, their severities and what they mean, as CSV, and exit"},
    {"list-codes", 0, NULL, VMI_OPTION_FLAG, NULL, AT(list_codes),
     "list the codes of EDI and what becomes of them, as CSV, and exit"},
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

static void checks(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "code,severity,fixed,meaning\n");
    for (int i = 0; i < VMI_CHECKS; i++) {
        vmi_buffer_print(out, "%s,%s,%s,", vmi_checks[i].code, vmi_severity_name(vmi_checks[i].preset),
                         vmi_check_allows((enum vmi_check)i, VMI_SEVERITY_IGNORE) ? "no" : "yes");
        vmi_encode_csv(out, vmi_slice_of(vmi_checks[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

static void codes(struct vmi_buffer *out)
{
    struct vmi_edi_code_row row;
    vmi_buffer_print(out, "element,code,measure,meaning\n");
    for (size_t at = 0; vmi_edi_code(at, &row); at++) {
        vmi_buffer_print(out, "%s,%s,%s,", row.element, row.code, row.measure);
        vmi_encode_csv(out, vmi_slice_of(row.meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

static enum vmi_status write_list(void (*list)(struct vmi_buffer *out))
{
    struct vmi_output *output = vmi_output_open(NULL);
    struct vmi_buffer text = {0};
    list(&text);
    vmi_sink_write(vmi_output_sink(output), vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return vmi_output_commit(output);
}

/* "12" or "2.5%": how many, or which share of all, may be set aside. */
static bool parse_limit(struct vmi_intake_limit *limit)
{
    struct vmi_slice text = vmi_slice_of(settings.max_rejects);
    char quoted[VMI_QUOTED_SIZE];
    *limit = (struct vmi_intake_limit){.strict = settings.strict, .given = settings.max_rejects != NULL};
    if (!limit->given)
        return true;
    limit->share = text.length && text.text[text.length - 1] == '%';
    text.length -= limit->share;
    if (vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, &limit->most) == VMI_DECIMAL_OK && limit->most >= 0 &&
        (limit->share ? limit->most <= 100 * VMI_DECIMAL_ONE : limit->most % VMI_DECIMAL_ONE == 0))
        return true;
    vmi_fail(VMI_USAGE, "--max-rejects: %s is neither a count nor a share such as 2%%",
             vmi_text_quote(vmi_slice_of(settings.max_rejects), quoted));
    vmi_try_help();
    return false;
}

/* Two outputs in one place would be a mix of both, or the one that is moved there last. */
static enum vmi_status check_outputs(void)
{
    const struct {
        const char *name, *path;
    } outputs[] = {{"the output", settings.common.output ? settings.common.output : "-"},
                   {"--rejects", settings.rejects},
                   {"--report", settings.report},
                   {"--ack", settings.acks},
                   {"--numbers", settings.numbers},
                   {"--seen", settings.seen}};
    for (size_t i = 1; i < VMI_COUNT(outputs); i++)
        for (size_t j = 0; j < i; j++)
            if (outputs[i].path && outputs[j].path && strcmp(outputs[i].path, outputs[j].path) == 0) {
                vmi_fail(VMI_USAGE, "%s and %s are the same: %s", outputs[i].name, outputs[j].name,
                         outputs[i].path);
                return vmi_try_help();
            }
    return VMI_DONE;
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

static enum vmi_status intake(const struct vmi_mapping *mapping, const struct vmi_edi_profiles *profiles,
                              const struct vmi_agreement *agreement, const struct vmi_rows_options *rows,
                              const struct vmi_intake_limit *limit)
{
    static const char *const matrices[] = {NULL, "date", "location"};
    static const char *const decimals[] = {NULL, "point", "comma"};
    static const char *const dates[] = {NULL, "iso", "dmy", "mdy", "ymd", "excel", "yyyymm", "yyyyww"};
    struct vmi_intake_options chosen = {
        .rows = *rows,
        .encoding = settings.encoding && strcmp(settings.encoding, "auto") != 0 ? settings.encoding : NULL,
        .feed = {.mapping = mapping && mapping->columns ? mapping : NULL,
                 .decimal = decimals[settings.decimal],
                 .dates = dates[settings.dates],
                 .measure = settings.measure,
                 .matrix = matrices[settings.matrix]},
        .agreement = agreement,
        .as_of = settings.common.as_of,
        .edi = settings.from == FROM_X12 || settings.from == FROM_EDIFACT,
        .test = settings.test,
        .origin = settings.origin,
        .items = settings.items,
        .previous = settings.previous,
        .quarantine = settings.quarantine,
        .balance = settings.balance,
        .dedupe = settings.dedupe == DEDUPE_REF,
        .restate = settings.flows == FLOWS_RESTATE,
        .opening = settings.levels == LEVELS_OPENING,
        .rejects = settings.rejects,
        .report = settings.report,
        .profiles = profiles,
        .names = mapping,
        .acks = settings.acks,
        .numbers = settings.numbers,
        .seen = settings.seen,
        .limit = *limit,
    };
    return settings.explain ? vmi_intake_explain(&chosen) : vmi_intake_run(&chosen);
}

/* Without -a and -s no terms are in force, not even their defaults. */
static bool load_agreement(struct vmi_agreement **agreement, enum vmi_status *status)
{
    *agreement = NULL;
    if (!settings.common.agreement_file && !settings.common.terms.count)
        return true;
    *agreement = vmi_agreement_load(status);
    return *agreement != NULL;
}

static enum vmi_status run(void)
{
    static const enum vmi_format formats[] = {VMI_FORMAT_AUTO,   VMI_FORMAT_CSV,  VMI_FORMAT_TSV,
                                              VMI_FORMAT_NDJSON, VMI_FORMAT_JSON, VMI_FORMAT_AUTO,
                                              VMI_FORMAT_AUTO};
    struct vmi_rows_options rows = {.any_delimiter = true, .nested = true};
    struct vmi_dialect_names names = {NULL};
    struct vmi_mapping mapping = {0};
    struct vmi_edi_profiles profiles = {.partners = NULL};
    struct vmi_agreement *agreement;
    struct vmi_intake_limit limit;
    enum vmi_status status = VMI_DONE;
    if (settings.list_checks || settings.list_codes)
        return write_list(settings.list_checks ? checks : codes);
    if (settings.common.to == VMI_TO_JSON && !settings.explain) {
        vmi_fail(VMI_USAGE, "-t json is a mapping, of --explain; records are csv or ndjson");
        return vmi_try_help();
    }
    if (check_outputs() != VMI_DONE || !parse_limit(&limit))
        return VMI_USAGE;
    if (!load_agreement(&agreement, &status))
        return status;
    status = VMI_DONE;
    vmi_edi_profiles_begin(&profiles);
    if (settings.mapping)
        status = vmi_mapping_load(&mapping, &profiles, settings.mapping);
    rows.format = formats[settings.from]; /* which the mapping may have told */
    rows.no_quotes = settings.quote == QUOTE_NONE;
    if (status == VMI_DONE && !(vmi_dialect_read(&settings.dialect, &rows, &names) && check_measure()))
        status = VMI_USAGE;
    if (status == VMI_DONE)
        status = intake(settings.mapping ? &mapping : NULL, &profiles, agreement, &rows, &limit);
    vmi_mapping_free(&mapping);
    vmi_edi_profiles_free(&profiles);
    vmi_dialect_free(&names);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-ingest",
    .summary =
        "Make activity of what customers send: CSV, TSV, JSON or NDJSON, wide or long; X12 and EDIFACT.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_OUT | VMI_OPTIONS_JSON_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_INGEST,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-ingest stock.csv sales.csv > activity.csv\n"
                "  vmi-ingest -m mapping.json -r rejects.csv -o activity.csv feed.csv\n"
                "  vmi-ingest --seen=seen.csv --ack=ack.x12 -o activity.csv mailbox/*.x12\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
