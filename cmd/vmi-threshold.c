/*
 * vmi-threshold: activity in, positions out: for each item its stock, its demand, its min and max.
 */
#include "vmi/app.h"
#include "vmi/policy.h"
#include "vmi/threshold.h"

static struct vmi_common settings;

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "policy,levels,needs,meaning\n");
    for (int i = 0; i < VMI_POLICIES; i++) {
        const struct vmi_policy *policy = &vmi_policies[i];
        struct vmi_slice name = vmi_term_word(VMI_TERM_POLICY, i);
        vmi_buffer_print(out, "%.*s,", VMI_SLICE_PRINT(name));
        vmi_encode_csv(out, vmi_slice_of(policy->formula), false);
        vmi_buffer_add(out, ",", 1);
        for (int j = 0; policy->needs[j] != VMI_TERMS; j++)
            vmi_buffer_print(out, "%s%s", j ? ";" : "", vmi_term_rows[policy->needs[j]].name);
        vmi_buffer_add(out, ",", 1);
        vmi_encode_csv(out, vmi_slice_of(policy->meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

/* What one item needs while it is worked out. */
struct scratch {
    struct vmi_arena arena;
    struct vmi_facts facts;
};

static void free_scratch(struct scratch *scratch)
{
    vmi_arena_free(&scratch->arena);
    vmi_facts_free(&scratch->facts);
}

/* Works out one item; false when reported. */
static bool work_out(const struct vmi_history *history, const struct vmi_agreement *agreement, size_t index,
                     struct scratch *scratch, struct vmi_position *position,
                     struct vmi_threshold_notes *notes, enum vmi_status *status)
{
    struct vmi_terms terms;
    const struct vmi_item *item = vmi_history_item(history, index);
    vmi_arena_clear(&scratch->arena);
    *status = vmi_terms_of(agreement, item->location, item->sku, vmi_history_as_of(history), &terms);
    if (*status != VMI_DONE)
        return false;
    vmi_facts_open(history, item, &scratch->facts);
    struct vmi_threshold_input input = {
        .history = history,
        .facts = &scratch->facts,
        .terms = &terms,
        .agreement = vmi_agreement_label(agreement),
        .covered = vmi_agreement_covers(agreement, item->location, item->sku),
    };
    if (vmi_threshold_of(&input, &scratch->arena, position, notes))
        return true;
    *status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                       VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
    return false;
}

/* A term that every item lacks was forgotten: nothing can be planned. */
static enum vmi_status check_needs(const struct vmi_history *history, const struct vmi_agreement *agreement)
{
    struct scratch scratch = {0};
    struct vmi_position position;
    struct vmi_threshold_notes notes;
    enum vmi_status status = VMI_DONE;
    enum vmi_term missing = VMI_TERMS;
    bool lacking = true;
    for (size_t i = 0; i < vmi_history_count(history) && lacking && status == VMI_DONE; i++) {
        if (!work_out(history, agreement, i, &scratch, &position, &notes, &status))
            break;
        lacking = notes.missing != VMI_TERMS || !notes.covered;
        missing = missing == VMI_TERMS ? notes.missing : missing;
    }
    if (status == VMI_DONE && lacking && missing != VMI_TERMS) {
        vmi_fail(VMI_USAGE,
                 "no item has the term %s, which policy %.*s needs; -s %s=VALUE or an agreement gives it",
                 vmi_term_rows[missing].name, VMI_SLICE_PRINT(position.policy), vmi_term_rows[missing].name);
        status = VMI_USAGE;
    }
    free_scratch(&scratch);
    return status;
}

static enum vmi_status write_positions(const struct vmi_history *history,
                                       const struct vmi_agreement *agreement)
{
    struct vmi_records_out out;
    struct scratch scratch = {0};
    struct vmi_position position;
    struct vmi_threshold_notes notes;
    enum vmi_status status = VMI_DONE;
    size_t overlaps = 0;
    if (!vmi_records_open(&out, &vmi_position_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < vmi_history_count(history) && !vmi_records_failed(&out); i++) {
        if (!work_out(history, agreement, i, &scratch, &position, &notes, &status))
            break;
        overlaps += notes.overlaps;
        vmi_table_writer_add(out.writer, &position, NULL);
    }
    free_scratch(&scratch);
    if (overlaps)
        vmi_note("overlap: %zu bucket%s of demand set aside for later ones", overlaps,
                 overlaps == 1 ? "" : "s");
    if (status == VMI_DONE)
        return vmi_records_commit(&out);
    vmi_records_discard(&out);
    return status;
}

static enum vmi_status run(void)
{
    enum vmi_status status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    struct vmi_history *history = vmi_history_load(agreement, &status);
    if (history) {
        status = check_needs(history, agreement);
        if (status == VMI_DONE)
            status = write_positions(history, agreement);
    }
    vmi_history_free(history);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-threshold",
    .summary = "Work out stock, demand, min and max of every item: activity in, positions out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_THRESHOLD,
    .settings = &settings,
    .examples = "  vmi-ingest stock.csv | vmi-threshold -s min=10 -s max=24\n"
                "  vmi-threshold -a agreement.json -d 2026-11-23 -t table activity.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
