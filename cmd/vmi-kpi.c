/*
 * vmi-kpi: activity in, metrics out: what came of it.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/kpi.h"
#include "vmi/prometheus.h"
#include "vmi/memory.h"

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

/* ---- targets ---------------------------------------------------------------------------------------- */

/* The matches of the targets, each once; the number of one is that of its group. */
struct groups {
    const struct vmi_match **matches;
    size_t count, capacity;
    uint32_t *found; /* room for those of one item */
};

static bool all_in(const struct vmi_match *some, const struct vmi_match *others, int key)
{
    for (uint32_t i = 0; i < some->counts[key]; i++) {
        uint32_t j = 0;
        while (j < others->counts[key] && !vmi_slice_equal(some->texts[key][i], others->texts[key][j]))
            j++;
        if (j == others->counts[key])
            return false;
    }
    return true;
}

/* True when both ask for the same texts, in whatever order. */
static bool same_match(const struct vmi_match *a, const struct vmi_match *b)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (!a->counts[key] != !b->counts[key] || !all_in(a, b, key) || !all_in(b, a, key))
            return false;
    return true;
}

/* Tells the metrics of a group in words: its columns, and all that has no column in one text. */
static uint32_t name_group(struct vmi_kpi *kpi, const struct vmi_match *match)
{
    enum { COLUMNS = VMI_MATCH_CLASS + 1 };
    struct vmi_buffer texts[COLUMNS + 1] = {0}, *others = &texts[COLUMNS];
    for (int key = 0; key < VMI_MATCH_KEYS; key++) {
        struct vmi_buffer *out = key < COLUMNS ? &texts[key] : others;
        if (key >= COLUMNS && match->counts[key])
            vmi_buffer_print(out, "%s%s ", out->length ? ", " : "",
                             vmi_match_key_name((enum vmi_match_key)key));
        for (uint32_t i = 0; i < match->counts[key]; i++) {
            vmi_buffer_add(out, "|", i > 0);
            vmi_buffer_add_slice(out, match->texts[key][i]);
        }
    }
    struct vmi_kpi_group group = {vmi_buffer_slice(&texts[VMI_MATCH_LOCATION]),
                                  vmi_buffer_slice(&texts[VMI_MATCH_SKU]),
                                  vmi_buffer_slice(&texts[VMI_MATCH_CLASS]), vmi_buffer_slice(others)};
    uint32_t number = vmi_kpi_add_group(kpi, &group);
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        vmi_buffer_free(&texts[i]);
    return number;
}

static uint32_t group_of(struct vmi_kpi *kpi, struct groups *groups, const struct vmi_match *match)
{
    for (size_t i = 0; i < groups->count; i++)
        if (same_match(groups->matches[i], match))
            return (uint32_t)i;
    groups->matches =
        vmi_grow(groups->matches, &groups->capacity, groups->count + 1, sizeof *groups->matches);
    groups->matches[groups->count++] = match;
    return name_group(kpi, match);
}

static bool refuse_metric(const struct vmi_target *target)
{
    struct vmi_error error = {
        .file = settings.common.agreement_file, .line = target->line, .column = target->column};
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    vmi_error_set(&error, VMI_USAGE, "metric", "%s is not a metric%s", vmi_text_quote(target->metric, quoted),
                  vmi_text_suggest(vmi_kpi_nearest(target->metric), suggestion));
    vmi_report(&error);
    return false;
}

static bool set_targets(struct vmi_kpi *kpi, const struct vmi_agreement *agreement, struct groups *groups)
{
    size_t count;
    const struct vmi_target *targets = vmi_agreement_targets(agreement, &count);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_target *t = &targets[i];
        const struct vmi_kpi_row *row = vmi_kpi_find(t->metric);
        if (!row)
            return refuse_metric(t);
        if (vmi_match_is_all(&t->match))
            vmi_kpi_target(kpi, row, t->at_least, t->at_most);
        else
            vmi_kpi_group_target(kpi, group_of(kpi, groups, &t->match), row, t->at_least, t->at_most);
    }
    groups->found = vmi_alloc(groups->count * sizeof *groups->found);
    return true;
}

/* ---- items ------------------------------------------------------------------------------------------ */

/* Notes the groups that an item of these terms is in, and returns how many. */
static size_t find_groups(const struct groups *groups, const struct vmi_item *item,
                          const struct vmi_terms *terms)
{
    size_t count = 0;
    for (size_t i = 0; i < groups->count; i++)
        if (vmi_match_holds(groups->matches[i], item->location, item->sku, terms))
            groups->found[count++] = (uint32_t)i;
    return count;
}

static enum vmi_status add_items(struct vmi_kpi *kpi, const struct vmi_history *history,
                                 const struct vmi_agreement *agreement, const struct groups *groups)
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
        if (!vmi_kpi_add(kpi, &facts, &terms, groups->found, find_groups(groups, item, &terms)))
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
    enum vmi_status status = settings.common.to == VMI_TO_PROMETHEUS ? write_prometheus(figures, count)
                                                                     : write_records(figures, count);
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
    struct groups groups = {0};
    enum vmi_status status = set_targets(kpi, agreement, &groups) ? VMI_DONE : VMI_USAGE;
    if (status == VMI_DONE)
        status = add_items(kpi, history, agreement, &groups);
    if (status == VMI_DONE)
        status = write_metrics(kpi, vmi_history_count(history) > 0);
    vmi_kpi_free(kpi);
    free(groups.matches);
    free(groups.found);
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
              VMI_OPTIONS_METRICS_OUT | VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
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
