/*
 * vmi-kpi: activity in, metrics out: what came of it; or findings: what is to be looked at.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/findings_run.h"
#include "vmi/kpi_run.h"
#include "vmi/kpi_words.h"
#include "vmi/prometheus.h"
#include "vmi/memory.h"

static struct {
    struct vmi_common common;
    int32_t since, through, lag, rolling;
    struct vmi_baseline baseline;
    const char *by, *metrics, *proposals, *trend;
    bool check, spark, findings;
} settings = {.since = VMI_DAY_NONE,
              .through = VMI_DAY_NONE,
              .lag = -1,
              .rolling = -1,
              .baseline = {.since = VMI_DAY_NONE, .through = VMI_DAY_NONE}};

static const struct vmi_option options[] = {
    {"since", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), since),
     "the first day to measure; else each item's first day"},
    {"through", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), through),
     "the last day to measure; else as-of"},
    {"by", 0, "COLUMNS", VMI_OPTION_TEXT, "location|sku|class|source|week|month|quarter",
     offsetof(__typeof__(settings), by),
     "parts beside the total: location, sku, class or another term, week, month, quarter, or several with "
     "commas"},
    {"rolling", 0, "DAYS", VMI_OPTION_DAYS, NULL, offsetof(__typeof__(settings), rolling),
     "measure so many days that end with each period of --by, in place of the period"},
    {"spark", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), spark),
     "a line of bars for the last periods, in place of a record for each"},
    {"metrics", 0, "NAMES", VMI_OPTION_TEXT, NULL, offsetof(__typeof__(settings), metrics),
     "these metrics alone, with commas between; else all"},
    {"lag", 0, "DAYS", VMI_OPTION_DAYS, NULL, offsetof(__typeof__(settings), lag),
     "how many days before its period a forecast must have been made to count; else the term lead_time"},
    {"proposals", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(__typeof__(settings), proposals),
     "proposals of the period, as planners left them: for emergency_share and planner_touch_rate"},
    {"trend", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(__typeof__(settings), trend),
     "an earlier run to compare with"},
    {"baseline", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(__typeof__(settings), baseline.path),
     "activity of other days, or of other items, to compare with"},
    {"baseline-since", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), baseline.since),
     "the first day of the baseline; else each item's first day there"},
    {"baseline-through", 0, "DATE", VMI_OPTION_DAY, NULL, offsetof(__typeof__(settings), baseline.through),
     "the last day of the baseline; else the last that it knows of"},
    {"check", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), check),
     "exit 1 when a target of the agreement is missed"},
    {"findings", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(__typeof__(settings), findings),
     "write, in place of metrics, what is to be looked at: stock, the corridor, overdue orders, demand"},
};

static void registry(struct vmi_buffer *out)
{
    if (settings.findings)
        vmi_list_findings("vmi-kpi", out);
    else
        vmi_list_metrics(out);
}

/* ---- figures ---------------------------------------------------------------------------------------- */

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
    struct vmi_metric_form form;
    vmi_metric_form_set(&form, (settings.trend ? VMI_METRIC_TREND : 0u) |
                                   (settings.baseline.path ? VMI_METRIC_BASELINE : 0u) |
                                   (settings.spark ? VMI_METRIC_SPARK : 0u));
    if (!vmi_records_open(&out, &form.type, NULL, 0))
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
                               const struct vmi_kpi_split *split, const struct vmi_trend *trend)
{
    int32_t through = settings.through != VMI_DAY_NONE ? settings.through : vmi_history_as_of(history);
    if (vmi_day_compare(vmi_history_as_of(history), through) < 0)
        through = vmi_history_as_of(history); /* what comes after is not known yet */
    if (through == VMI_DAY_NONE && vmi_history_count(history))
        return vmi_fail(
            VMI_USAGE,
            "nothing in the input is dated, and figures are of days; --as-of or --through gives one");
    struct vmi_kpi *kpi = vmi_kpi_new(history, settings.since, through, split);
    vmi_kpi_lag(kpi, settings.lag);
    vmi_kpi_trend(kpi, trend);
    enum vmi_status status = vmi_kpi_words_metrics(settings.metrics, kpi) ? VMI_DONE : VMI_USAGE;
    settings.baseline.lag = settings.lag;
    if (settings.baseline.path)
        vmi_kpi_keep_items(kpi);
    if (status == VMI_DONE)
        status = vmi_kpi_run(kpi, history, agreement, vmi_history_as_of(history), settings.proposals);
    if (status == VMI_DONE && settings.baseline.path)
        status = vmi_baseline_run(&settings.baseline, kpi, split, agreement, vmi_history_as_of(history));
    if (status == VMI_DONE)
        status = write_metrics(kpi, vmi_history_count(history) > 0);
    vmi_kpi_free(kpi);
    vmi_baseline_free(&settings.baseline);
    return status;
}

/* Looks at what the operands hold, beside what the options name. */
static enum vmi_status load(const struct vmi_agreement *agreement, const struct vmi_kpi_split *split)
{
    enum vmi_status status = VMI_DONE;
    bool metrics = !settings.findings || settings.check;
    struct vmi_trend *trend =
        settings.trend && !settings.findings ? vmi_trend_load(settings.trend, &status) : NULL;
    struct vmi_history *history = status == VMI_DONE ? vmi_history_load(agreement, &status) : NULL;
    if (history && settings.findings)
        status = vmi_findings_write(history, agreement, settings.trend);
    if (history && status == VMI_DONE && metrics)
        status = measure(history, agreement, split, trend);
    vmi_history_free(history);
    vmi_trend_free(trend);
    return status;
}

/* ---- what goes together ------------------------------------------------------------------------------- */

static bool is_stdin(const char *name)
{
    return strcmp(name, "-") == 0;
}

static bool in_order(int32_t since, int32_t through)
{
    return since == VMI_DAY_NONE || through == VMI_DAY_NONE || since <= through;
}

/* Activity and what it is compared with cannot both be standard input. */
static bool reads_twice(void)
{
    const char *others[] = {settings.trend, settings.proposals, settings.baseline.path};
    const struct vmi_texts *operands = &settings.common.operands;
    int readers = operands->count == 0;
    for (size_t i = 0; i < operands->count && !readers; i++)
        readers = is_stdin(operands->texts[i]);
    for (size_t i = 0; i < VMI_COUNT(others); i++)
        readers += others[i] && is_stdin(others[i]);
    return readers > 1;
}

/* Findings are of one day and of items; what is asked of metrics would do nothing. */
static const char *beside_findings(void)
{
    const struct {
        bool given;
        const char *name;
    } options_of_metrics[] = {
        {settings.by, "--by"},
        {settings.metrics, "--metrics"},
        {settings.lag >= 0, "--lag"},
        {settings.proposals, "--proposals"},
        {settings.rolling >= 0, "--rolling"},
        {settings.spark, "--spark"},
        {settings.baseline.path, "--baseline"},
        {settings.since != VMI_DAY_NONE, "--since"},
        {settings.through != VMI_DAY_NONE, "--through"},
        {settings.common.to == VMI_TO_PROMETHEUS, "-t prometheus"},
    };
    for (size_t i = 0; i < VMI_COUNT(options_of_metrics); i++)
        if (options_of_metrics[i].given)
            return options_of_metrics[i].name;
    return NULL;
}

static enum vmi_status check_options(const struct vmi_kpi_split *split)
{
    const struct vmi_baseline *b = &settings.baseline;
    if (settings.findings && beside_findings())
        return vmi_fail(VMI_USAGE,
                        "%s is of metrics, and does not go with --findings, which are of the day of --as-of",
                        beside_findings());
    if (reads_twice())
        return vmi_fail(VMI_USAGE, "standard input holds one file: activity, or what it is compared with");
    if (!in_order(settings.since, settings.through))
        return vmi_fail(VMI_USAGE, "--since is after --through");
    if (!in_order(b->since, b->through))
        return vmi_fail(VMI_USAGE, "--baseline-since is after --baseline-through");
    if (settings.rolling == 0)
        return vmi_fail(VMI_USAGE, "--rolling takes one day or more");
    if (settings.rolling > 0 && split->period == VMI_KPI_WHOLE)
        return vmi_fail(
            VMI_USAGE,
            "--rolling takes a period in --by, with whose last day the days end: week, month, quarter");
    if (!b->path && (b->since != VMI_DAY_NONE || b->through != VMI_DAY_NONE))
        return vmi_fail(VMI_USAGE, "--baseline-since and --baseline-through take --baseline");
    if (b->path && split->period != VMI_KPI_WHOLE)
        return vmi_fail(VMI_USAGE, "--baseline takes no period in --by: it has days of its own");
    return VMI_DONE;
}

static enum vmi_status run(void)
{
    struct vmi_kpi_split split = {.period = VMI_KPI_WHOLE,
                                  .spark = settings.spark,
                                  .rolling = settings.rolling > 0 ? settings.rolling : 0};
    if (!vmi_kpi_words_by(settings.by, &split))
        return VMI_USAGE;
    enum vmi_status status = check_options(&split);
    if (status != VMI_DONE)
        return vmi_try_help();
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    status = load(agreement, &split);
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
