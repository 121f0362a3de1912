/*
 * vmi-kpi: activity in, metrics out: what came of it; or findings: what is to be looked at.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/asked.h"
#include "vmi/findings_run.h"
#include "vmi/kpi.h"
#include "vmi/prometheus.h"
#include "vmi/memory.h"

static struct {
    struct vmi_common common;
    int32_t since, through, lag;
    const char *by, *metrics, *proposals, *trend;
    bool check, findings;
} settings = {.since = VMI_DAY_NONE, .through = VMI_DAY_NONE, .lag = -1};

static const struct vmi_option options[] = {
    {"since", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), since),
     "the first day to measure; else each item's first day"},
    {"through", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), through),
     "the last day to measure; else as-of"},
    {"by", 0, "COLUMNS", VMI_OPTION_TEXT, "location|sku|class|source|week|month|quarter",
     offsetof(__typeof__(settings), by),
     "parts beside the total: location, sku, class or another term, week, month, quarter, or several with "
     "commas"},
    {"metrics", 0, "NAMES", VMI_OPTION_TEXT, NULL, offsetof(__typeof__(settings), metrics),
     "these metrics alone, with commas between; else all"},
    {"lag", 0, "DAYS", VMI_OPTION_DAYS, NULL, offsetof(__typeof__(settings), lag),
     "how many days before its period a forecast must have been made to count; else the term lead_time"},
    {"proposals", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(__typeof__(settings), proposals),
     "proposals of the period, as planners left them: for emergency_share and planner_touch_rate"},
    {"check", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), check),
     "exit 1 when a target of the agreement is missed"},
    {"findings", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), findings),
     "write, in place of metrics, what is to be looked at: stock, the corridor, overdue orders, demand"},
    {"trend", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(__typeof__(settings), trend),
     "an earlier run to compare with"},
};

static void add_cell(struct vmi_buffer *out, const char *text, char end)
{
    vmi_encode_csv(out, vmi_slice_of(text), false);
    vmi_buffer_add(out, &end, 1);
}

static void registry(struct vmi_buffer *out)
{
    if (settings.findings) {
        vmi_list_findings("vmi-kpi", out);
        return;
    }
    vmi_buffer_print(out, "metric,unit,better,definition,formula,needs,source\n");
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        const struct vmi_kpi_row *row = &vmi_kpi_rows[i];
        vmi_buffer_print(out, "%s,%s,%s,", row->name, row->unit, row->better);
        add_cell(out, row->definition, ',');
        add_cell(out, row->formula, ',');
        add_cell(out, row->needs, ',');
        add_cell(out, row->source, '\n');
    }
}

/* ---- what is asked for on the command line ------------------------------------------------------------ */

static bool refuse(const char *option, struct vmi_slice name, const char *expected, const char *nearest)
{
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    vmi_fail(VMI_USAGE, "%s: %s is %s%s", option, vmi_text_quote(name, quoted), expected,
             vmi_text_suggest(nearest, suggestion));
    vmi_try_help();
    return false;
}

/* One of location, sku, a period of the calendar, and the terms. */
static bool split_by(struct vmi_slice name, struct vmi_kpi_split *split)
{
    enum vmi_term term = vmi_term_find(name);
    split->location |= vmi_slice_is(name, "location");
    split->sku |= vmi_slice_is(name, "sku");
    if (vmi_slice_is(name, "location") || vmi_slice_is(name, "sku"))
        return true;
    for (int p = VMI_KPI_WEEK; p < VMI_KPI_PERIODS; p++) {
        if (!vmi_slice_is(name, vmi_kpi_period_name((enum vmi_kpi_period)p)))
            continue;
        if (split->period != VMI_KPI_WHOLE && split->period != (enum vmi_kpi_period)p)
            return refuse("--by", name, "a second period; parts are of one", NULL);
        split->period = (enum vmi_kpi_period)p;
        return true;
    }
    if (term == VMI_TERMS)
        return refuse("--by", name, "none of location, sku, week, month, quarter, and no term",
                      vmi_term_nearest(name));
    vmi_term_add(&split->terms, (int)term);
    return true;
}

static bool parse_by(struct vmi_kpi_split *split)
{
    struct vmi_slice rest = vmi_slice_of(settings.by);
    *split = (struct vmi_kpi_split){.period = VMI_KPI_WHOLE};
    while (rest.text)
        if (!split_by(vmi_slice_cut(&rest, ','), split))
            return false;
    return true;
}

static bool choose_metrics(struct vmi_kpi *kpi)
{
    struct vmi_slice rest = vmi_slice_of(settings.metrics);
    while (rest.text) {
        struct vmi_slice name = vmi_slice_cut(&rest, ',');
        const struct vmi_kpi_row *row = vmi_kpi_find(name);
        if (!row)
            return refuse("--metrics", name, "not a metric", vmi_kpi_nearest(name));
        vmi_kpi_choose(kpi, row);
    }
    return true;
}

/* ---- items ------------------------------------------------------------------------------------------ */

static enum vmi_status add_items(struct vmi_kpi *kpi, const struct vmi_history *history,
                                 const struct vmi_agreement *agreement, const struct vmi_asked *asked)
{
    int32_t as_of = vmi_history_as_of(history);
    struct vmi_facts facts = {0};
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < vmi_history_count(history) && status == VMI_DONE; i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        struct vmi_terms terms;
        status = vmi_terms_of(agreement, item->location, item->sku, as_of, &terms);
        if (status != VMI_DONE)
            break;
        vmi_facts_open(history, item, &facts);
        if (!vmi_kpi_add(kpi, &facts, &terms, asked->found, vmi_asked_find(asked, item, &terms)))
            status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                              VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
    }
    vmi_facts_free(&facts);
    return status;
}

static enum vmi_status write_prometheus(const struct vmi_metric *figures, size_t count)
{
    struct vmi_output *output = vmi_output_open(settings.common.output);
    struct vmi_buffer text = {0};
    if (!output)
        return VMI_SYSTEM;
    vmi_prometheus_add(&text, figures, count);
    vmi_sink_write(vmi_output_sink(output), vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return vmi_output_commit(output);
}

static enum vmi_status write_records(const struct vmi_metric *figures, size_t count)
{
    struct vmi_records_out out;
    if (!vmi_records_open(&out, &vmi_metric_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < count && !vmi_records_failed(&out); i++)
        vmi_table_writer_add(out.writer, &figures[i], NULL);
    return vmi_records_commit(&out);
}

static enum vmi_status write_metrics(struct vmi_kpi *kpi, bool any)
{
    size_t count;
    bool missed;
    const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
    if (!any)
        count = 0; /* a header alone gives a header */
    enum vmi_status status = settings.findings                         ? VMI_DONE
                             : settings.common.to == VMI_TO_PROMETHEUS ? write_prometheus(figures, count)
                                                                       : write_records(figures, count);
    return status == VMI_DONE && settings.check && missed ? VMI_JUDGED : status;
}

static enum vmi_status measure(const struct vmi_history *history, const struct vmi_agreement *agreement,
                               const struct vmi_kpi_split *split)
{
    int32_t through = settings.through != VMI_DAY_NONE ? settings.through : vmi_history_as_of(history);
    if (vmi_day_compare(vmi_history_as_of(history), through) < 0)
        through = vmi_history_as_of(history); /* what comes after is not known yet */
    if (through == VMI_DAY_NONE && vmi_history_count(history))
        return vmi_fail(
            VMI_USAGE,
            "nothing in the input is dated, and figures are of days; --as-of or --through gives one");
    struct vmi_kpi *kpi = vmi_kpi_new(history, settings.since, through, split);
    struct vmi_asked asked = {0};
    enum vmi_status status = VMI_USAGE;
    vmi_kpi_lag(kpi, settings.lag);
    if (choose_metrics(kpi) && vmi_asked_set(&asked, kpi, agreement))
        status = VMI_DONE;
    if (status == VMI_DONE)
        status = add_items(kpi, history, agreement, &asked);
    if (status == VMI_DONE && settings.proposals)
        vmi_asked_proposals(&asked, kpi, agreement, settings.proposals, &status);
    if (status == VMI_DONE)
        status = write_metrics(kpi, vmi_history_count(history) > 0);
    vmi_kpi_free(kpi);
    vmi_asked_free(&asked);
    return status;
}

/* Findings are of one day and of items; what is asked of metrics would do nothing. */
static enum vmi_status check_findings(void)
{
    const char *wrong = settings.by                               ? "--by"
                        : settings.metrics                        ? "--metrics"
                        : settings.lag >= 0                       ? "--lag"
                        : settings.proposals                      ? "--proposals"
                        : settings.since != VMI_DAY_NONE          ? "--since"
                        : settings.through != VMI_DAY_NONE        ? "--through"
                        : settings.common.to == VMI_TO_PROMETHEUS ? "-t prometheus"
                                                                  : NULL;
    if (!settings.findings || !wrong)
        return VMI_DONE;
    vmi_fail(VMI_USAGE, "%s is of metrics, and does not go with --findings, which are of the day of --as-of",
             wrong);
    return vmi_try_help();
}

static bool is_stdin(const char *name)
{
    return strcmp(name, "-") == 0;
}

/* Activity and what it is compared with cannot both be standard input. */
static enum vmi_status check_trend(void)
{
    const struct vmi_texts *operands = &settings.common.operands;
    bool activity = operands->count == 0;
    for (size_t i = 0; i < operands->count; i++)
        activity |= is_stdin(operands->texts[i]);
    if (!settings.trend || !is_stdin(settings.trend) || !activity)
        return VMI_DONE;
    vmi_fail(VMI_USAGE, "standard input holds one file: activity, or the earlier run of --trend");
    return vmi_try_help();
}

static enum vmi_status run(void)
{
    struct vmi_kpi_split split;
    enum vmi_status status = check_findings();
    if (status == VMI_DONE)
        status = check_trend();
    if (status != VMI_DONE || !parse_by(&split))
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
        status = settings.findings ? vmi_findings_write(history, agreement, settings.trend) : VMI_DONE;
    if (history && status == VMI_DONE && (!settings.findings || settings.check))
        status = measure(history, agreement, &split);
    vmi_history_free(history);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-kpi",
    .summary = "Measure service and stock: activity in, metrics or findings out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_METRICS_OUT | VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_THREADS |
              VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_KPI,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-kpi -t table activity.csv\n"
                "  vmi-kpi -a agreement.json --by=location --check activity.csv\n"
                "  vmi-kpi -a agreement.json --findings -t table activity.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
