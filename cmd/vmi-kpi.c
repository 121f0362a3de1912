/*
 * vmi-kpi: activity in, metrics out: what came of it.
 */
#include "vmi/app.h"
#include "vmi/kpi.h"

static struct {
    struct vmi_common common;
    int32_t since, through;
    const char *by;
    bool check;
} settings = {.since = VMI_DAY_NONE, .through = VMI_DAY_NONE};

static const struct vmi_option options[] = {
    {"since", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), since),
     "the first day to measure; else each item's first day"},
    {"through", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), through),
     "the last day to measure; else as-of"},
    {"by", 0, "COLUMNS", VMI_OPTION_TEXT, "location|sku|class", offsetof(__typeof__(settings), by),
     "parts beside the total: location, sku, class, or several with commas"},
    {"check", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), check),
     "exit 1 when a target of the agreement is missed"},
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "metric,unit,better,definition\n");
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        vmi_buffer_print(out, "%s,%s,%s,", vmi_kpi_rows[i].name, vmi_kpi_rows[i].unit,
                         vmi_kpi_rows[i].better);
        vmi_encode_csv(out, vmi_slice_of(vmi_kpi_rows[i].definition), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

static bool parse_by(unsigned *by)
{
    static const char *const names[] = {"location", "sku", "class"};
    struct vmi_slice rest = vmi_slice_of(settings.by);
    *by = 0;
    while (rest.text) {
        struct vmi_slice name = vmi_slice_cut(&rest, ',');
        size_t i = 0;
        while (i < VMI_COUNT(names) && !vmi_slice_is(name, names[i]))
            i++;
        if (i == VMI_COUNT(names)) {
            char quoted[VMI_QUOTED_SIZE];
            vmi_fail(VMI_USAGE, "--by: %s is none of location, sku, class", vmi_text_quote(name, quoted));
            vmi_try_help();
            return false;
        }
        *by |= 1u << i;
    }
    return true;
}

static bool set_targets(struct vmi_kpi *kpi, const struct vmi_agreement *agreement)
{
    size_t count;
    const struct vmi_target *targets = vmi_agreement_targets(agreement, &count);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_kpi_row *row = vmi_kpi_find(targets[i].metric);
        if (row) {
            vmi_kpi_target(kpi, row, targets[i].at_least, targets[i].at_most);
            continue;
        }
        struct vmi_error error = {
            .file = settings.common.agreement_file, .line = targets[i].line, .column = targets[i].column};
        char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
        vmi_error_set(&error, VMI_USAGE, "metric", "%s is not a metric%s",
                      vmi_text_quote(targets[i].metric, quoted),
                      vmi_text_suggest(vmi_kpi_nearest(targets[i].metric), suggestion));
        vmi_report(&error);
        return false;
    }
    return true;
}

static enum vmi_status add_items(struct vmi_kpi *kpi, const struct vmi_history *history,
                                 const struct vmi_agreement *agreement)
{
    int32_t as_of = vmi_history_as_of(history);
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        struct vmi_terms terms;
        enum vmi_status status = vmi_terms_of(agreement, item->location, item->sku, as_of, &terms);
        if (status != VMI_DONE)
            return status;
        if (!vmi_kpi_add(kpi, item, &terms))
            return vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                            VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
    }
    return VMI_DONE;
}

static enum vmi_status write_metrics(struct vmi_kpi *kpi, bool any)
{
    struct vmi_records_out out;
    size_t count;
    bool missed;
    const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
    if (!any)
        count = 0; /* a header alone gives a header */
    if (!vmi_records_open(&out, &vmi_metric_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < count && !vmi_records_failed(&out); i++)
        vmi_table_writer_add(out.writer, &figures[i], NULL);
    enum vmi_status status = vmi_records_commit(&out);
    return status == VMI_DONE && settings.check && missed ? VMI_JUDGED : status;
}

static enum vmi_status measure(const struct vmi_history *history, const struct vmi_agreement *agreement,
                               unsigned by)
{
    int32_t through = settings.through != VMI_DAY_NONE ? settings.through : vmi_history_as_of(history);
    if (vmi_day_compare(vmi_history_as_of(history), through) < 0)
        through = vmi_history_as_of(history); /* what comes after is not known yet */
    if (through == VMI_DAY_NONE && vmi_history_count(history))
        return vmi_fail(
            VMI_USAGE,
            "nothing in the input is dated, and figures are of days; --as-of or --through gives one");
    struct vmi_kpi *kpi = vmi_kpi_new(history, settings.since, through, by);
    enum vmi_status status = set_targets(kpi, agreement) ? VMI_DONE : VMI_USAGE;
    if (status == VMI_DONE)
        status = add_items(kpi, history, agreement);
    if (status == VMI_DONE)
        status = write_metrics(kpi, vmi_history_count(history) > 0);
    vmi_kpi_free(kpi);
    return status;
}

static enum vmi_status run(void)
{
    unsigned by;
    enum vmi_status status = VMI_USAGE;
    if (!parse_by(&by))
        return VMI_USAGE;
    if (settings.since != VMI_DAY_NONE && settings.through != VMI_DAY_NONE &&
        settings.since > settings.through) {
        vmi_fail(VMI_USAGE, "--since is after --through");
        return vmi_try_help();
    }
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    struct vmi_history *history = vmi_history_load(agreement, &status);
    if (history)
        status = measure(history, agreement, by);
    vmi_history_free(history);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-kpi",
    .summary = "Measure service and stock: activity in, metrics out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_KPI,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-kpi -t table activity.csv\n"
                "  vmi-kpi -a agreement.json --by=location --check activity.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
