/*
 * vmi-agree: an agreement in; out come findings, the terms in force, or what changes between two agreements.
 */
#include <stdio.h>
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/finding.h"
#include "vmi/kpi.h"
#include "vmi/lint.h"
#include "vmi/memory.h"
#include "vmi/policy.h"
#include "vmi/schema.h"

static struct {
    struct vmi_common common;
    bool terms, explain, diff, example, schema;
    const char *items, *location, *sku;
} settings;

#define AT(member) offsetof(__typeof__(settings), member)

static const struct vmi_option options[] = {
    {"terms", 0, NULL, VMI_OPTION_FLAG, NULL, AT(terms), "write the terms in force, one a line"},
    {"diff", 0, NULL, VMI_OPTION_FLAG, NULL, AT(diff),
     "write what changes from the first agreement to the second"},
    {"explain", 0, NULL, VMI_OPTION_FLAG, NULL, AT(explain),
     "with --terms and --diff: say where each value comes from"},
    {"items", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(items),
     "the items there are: any file with location and sku (activity, positions, terms)"},
    {"location", 0, "L", VMI_OPTION_TEXT, NULL, AT(location), "with --sku: one item"},
    {"sku", 0, "S", VMI_OPTION_TEXT, NULL, AT(sku), "with --location: one item"},
    {"example", 0, NULL, VMI_OPTION_FLAG, NULL, AT(example), "write an agreement to begin with"},
    {"schema", 0, NULL, VMI_OPTION_FLAG, NULL, AT(schema), "write the JSON Schema of agreements"},
};

static void registry(struct vmi_buffer *out)
{
    vmi_list_findings("vmi-agree", out);
}

/* ---- what the command line asks for ------------------------------------------------------------------- */

static enum vmi_status wrong(const char *what)
{
    vmi_fail(VMI_USAGE, "%s", what);
    return vmi_try_help();
}

static enum vmi_status check_usage(void)
{
    int modes = settings.terms + settings.diff + settings.example + settings.schema;
    bool whole = settings.example || settings.schema;
    size_t operands = settings.common.operands.count + (settings.common.agreement_file != NULL);
    if (modes > 1)
        return wrong("--terms, --diff, --example and --schema do not go together");
    if (!settings.location != !settings.sku)
        return wrong("--location and --sku name one item together");
    if (settings.explain && !settings.terms && !settings.diff)
        return wrong("--explain goes with --terms or --diff");
    if (settings.location && !settings.terms && !settings.diff)
        return wrong("--location and --sku go with --terms or --diff");
    if (whole && (operands || settings.items || settings.common.terms.count))
        return wrong("--example and --schema take no agreement");
    if (settings.diff && operands != 2)
        return wrong("--diff takes two agreements, the old one and the new one");
    if (!settings.diff && operands > 1)
        return wrong("one agreement was expected; --diff compares two");
    return VMI_DONE;
}

/* The agreements named, -a before the operands; standard input where there is none. */
static bool agreement_names(const char *names[2])
{
    const char *const *operands;
    size_t count = 0, given = settings.common.operands.count;
    if (settings.common.agreement_file)
        names[count++] = settings.common.agreement_file;
    if (count && !given)
        return true;
    given = vmi_inputs(&operands);
    for (size_t i = 0; i < given && count < 2; i++)
        names[count++] = operands[i];
    return count > 0;
}

static bool is_stdin(const char *name)
{
    return name && strcmp(name, "-") == 0;
}

static enum vmi_status write_text(struct vmi_slice text)
{
    struct vmi_output *output = vmi_output_open(settings.common.output);
    if (!output)
        return VMI_SYSTEM;
    vmi_sink_write(vmi_output_sink(output), text);
    return vmi_output_commit(output);
}

static enum vmi_status write_schema(void)
{
    struct vmi_buffer text = {0};
    vmi_agreement_schema(&text);
    enum vmi_status status = write_text(vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return status;
}

/* ---- findings ----------------------------------------------------------------------------------------- */

/* What policies cannot do without. Under minmax the customer may send what the agreement does not say. */
static size_t list_needs(struct vmi_lint_need needs[VMI_POLICIES * VMI_POLICY_MOST_NEEDS])
{
    size_t count = 0;
    for (int i = 0; i < VMI_POLICIES; i++)
        for (int j = 0; vmi_policies[i].needs[j] != VMI_TERMS && i != VMI_POLICY_MINMAX; j++)
            needs[count++] = (struct vmi_lint_need){i, vmi_policies[i].needs[j]};
    return count;
}

static void fill_finding(const struct vmi_lint_finding *found, const char *agreement, struct vmi_arena *arena,
                         struct vmi_finding *finding)
{
    struct vmi_buffer text = {0};
    vmi_record_clear(&vmi_finding_type, finding);
    finding->code = vmi_slice_of(vmi_finding_codes[found->code].code);
    finding->severity = vmi_slice_of(vmi_finding_codes[found->code].severity);
    finding->location = found->location;
    finding->sku = found->sku;
    vmi_buffer_print(&text, "%.*s",
                     VMI_SLICE_PRINT(found->file.length ? found->file : vmi_slice_of(agreement)));
    if (found->line)
        vmi_buffer_print(&text, ":%llu:%llu", (unsigned long long)found->line,
                         (unsigned long long)found->column);
    finding->ref = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_clear(&text);
    vmi_buffer_add_slice(&text, found->message);
    if (found->more)
        vmi_buffer_print(&text, " (and so for %zu more item%s)", found->more, found->more == 1 ? "" : "s");
    finding->message = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_clear(&text);
    vmi_buffer_print(&text, "%016llx", (unsigned long long)found->identity);
    finding->id = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
}

static enum vmi_status write_findings(const struct vmi_lint *lint, const char *agreement)
{
    struct vmi_records_out out;
    struct vmi_arena arena = {0};
    size_t count;
    const struct vmi_lint_finding *findings = vmi_lint_findings(lint, &count);
    if (!vmi_records_open(&out, &vmi_finding_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < count && !vmi_records_failed(&out); i++) {
        struct vmi_finding finding;
        vmi_arena_clear(&arena);
        fill_finding(&findings[i], agreement, &arena, &finding);
        vmi_table_writer_add(out.writer, &finding, NULL);
    }
    vmi_arena_free(&arena);
    enum vmi_status status = vmi_records_commit(&out);
    return status == VMI_DONE && count ? VMI_JUDGED : status;
}

/* What is not planned may be meant so, and is no finding; but a first rule leaves out all that it does not match. */
static void tell_uncovered(const struct vmi_agreement *agreement, const struct vmi_items *items)
{
    struct vmi_slice location, sku, first[2] = {VMI_SLICE_NONE, VMI_SLICE_NONE};
    size_t count = 0;
    for (uint32_t i = 0; i < items->keys.count; i++) {
        vmi_map_split_two(&items->keys, i, &location, &sku);
        if (vmi_agreement_covers(agreement, location, sku) || count++)
            continue;
        first[0] = location;
        first[1] = sku;
    }
    if (count)
        vmi_note("%zu of %zu items named by no rule and no row of a terms file, and so not planned: %.*s at "
                 "%.*s%s",
                 count, items->keys.count, VMI_SLICE_PRINT(first[1]), VMI_SLICE_PRINT(first[0]),
                 count > 1 ? " is the first" : "");
}

static enum vmi_status find(const struct vmi_agreement *agreement, const char *name,
                            const struct vmi_items *items)
{
    struct vmi_lint_need needs[VMI_POLICIES * VMI_POLICY_MOST_NEEDS];
    struct vmi_lint_metric *metrics = vmi_alloc_zeroed(vmi_kpi_row_count, sizeof *metrics);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        metrics[i] =
            (struct vmi_lint_metric){vmi_kpi_rows[i].name, strcmp(vmi_kpi_rows[i].unit, "ratio") == 0};
    struct vmi_lint_input input = {
        .agreement = agreement,
        .items = settings.items ? &items->keys : NULL,
        .as_of = items->last_day,
        .needs = needs,
        .need_count = list_needs(needs),
        .metrics = metrics,
        .metric_count = vmi_kpi_row_count,
    };
    tell_uncovered(agreement, items);
    struct vmi_lint *lint = vmi_lint_new(&input);
    enum vmi_status status = write_findings(lint, name);
    vmi_lint_free(lint);
    free(metrics);
    return status;
}

/* ---- run ---------------------------------------------------------------------------------------------- */

/* Items of --items and of --location; the day of -d, else the last of the items. */
static bool load_items(struct vmi_items *items, enum vmi_status *status)
{
    char day[VMI_DATE_TEXT_SIZE];
    *items = (struct vmi_items){.last_day = VMI_DAY_NONE};
    if (settings.items && !vmi_items_load(items, settings.items, status))
        return false;
    if (settings.location)
        vmi_items_add(items, vmi_slice_of(settings.location), vmi_slice_of(settings.sku));
    if (settings.common.as_of == VMI_DAY_NONE && vmi_day_format(items->last_day, day))
        vmi_note("as of %s, the last day in %s", day, settings.items);
    if (settings.common.as_of != VMI_DAY_NONE)
        items->last_day = settings.common.as_of;
    return true;
}

static enum vmi_status work(const char *names[2], const struct vmi_items *items)
{
    enum vmi_status status;
    struct vmi_agreement *agreements[2] = {vmi_agreement_open(names[0], &status), NULL};
    if (agreements[0] && settings.diff)
        agreements[1] = vmi_agreement_open(names[1], &status);
    if (agreements[0] && (agreements[1] || !settings.diff)) {
        const char *const shown[2] = {vmi_shown_name(names[0]), vmi_shown_name(names[1])};
        status = settings.diff    ? vmi_write_changes(agreements, shown, items, settings.explain)
                 : settings.terms ? vmi_write_terms(agreements[0], shown[0], items, settings.explain)
                                  : find(agreements[0], shown[0], items);
    }
    vmi_agreement_free(agreements[0]);
    vmi_agreement_free(agreements[1]);
    return status;
}

static enum vmi_status run(void)
{
    const char *names[2] = {NULL, NULL};
    struct vmi_items items;
    enum vmi_status status = check_usage();
    if (status != VMI_DONE)
        return status;
    if (settings.schema)
        return write_schema();
    if (settings.example)
        return write_text(vmi_slice_of(vmi_agreement_example));
    if (!agreement_names(names))
        return VMI_USAGE;
    if (is_stdin(names[0]) + is_stdin(names[1]) + is_stdin(settings.items) > 1)
        return wrong("standard input holds one file: an agreement, or the items");
    if (load_items(&items, &status))
        status = work(names, &items);
    vmi_items_free(&items);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-agree",
    .summary = "Prove an agreement: findings, the terms in force, or what changes between two.",
    .operands = "[AGREEMENT]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_OUT | VMI_OPTIONS_REGISTRY |
              VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_AGREE,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-agree --example > agreement.json\n"
                "  vmi-agree --items=activity.csv -t table agreement.json\n"
                "  vmi-agree --terms --explain --location=Hamburg --sku=COFFEE-500 agreement.json\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
