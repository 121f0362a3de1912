/*
 * vmi-threshold: activity in, positions out: for each item its stock, its demand, its min and max.
 */
#include <math.h>
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/desk.h"
#include "vmi/glob.h"
#include "vmi/policy.h"
#include "vmi/statistic.h"

static struct settings {
    struct vmi_common common;
    const char *previous, *hold;
    struct vmi_texts explain;
    bool classify;
} settings;

static const struct vmi_option options[] = {
    {"previous", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, previous),
     "positions as they were: adds the old levels and how they moved"},
    {"hold", 0, "PCT", VMI_OPTION_TEXT, NULL, offsetof(struct settings, hold),
     "with --previous: keep levels that move by no more than PCT per cent"},
    {"explain", 0, "ITEM", VMI_OPTION_LIST, NULL, offsetof(struct settings, explain),
     "write every step for the items SKU or LOCATION/SKU (patterns), and no positions; may be repeated"},
    {"classify", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(struct settings, classify),
     "class is ABC by value of demand and XYZ by how it varies"},
};

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

/* ---- what all items need -------------------------------------------------------------------------------- */

/* A term that every item lacks was forgotten: nothing can be planned. */
static enum vmi_status check_needs(struct vmi_desk *desk, size_t count)
{
    struct vmi_desk_item item;
    enum vmi_status status = VMI_DONE;
    enum vmi_term missing = VMI_TERMS;
    bool lacking = true;
    for (size_t i = 0; i < count && lacking; i++) {
        if (!vmi_desk_work_out(desk, i, NULL, &item, &status))
            return status;
        lacking = item.notes.missing != VMI_TERMS || !item.notes.covered;
        missing = missing == VMI_TERMS ? item.notes.missing : missing;
    }
    if (!lacking || missing == VMI_TERMS)
        return VMI_DONE;
    return vmi_fail(
        VMI_USAGE, "no item has the term %s, which policy %.*s needs; -s %s=VALUE or an agreement gives it",
        vmi_term_rows[missing].name, VMI_SLICE_PRINT(item.position.policy), vmi_term_rows[missing].name);
}

/* ---- positions ------------------------------------------------------------------------------------------ */

static double per_cent(vmi_decimal now, vmi_decimal before)
{
    if (now == before && now != VMI_DECIMAL_UNKNOWN)
        return 0;
    double old = vmi_decimal_to_double(before);
    return 100 * (vmi_decimal_to_double(now) - old) / (old > 0 ? old : NAN);
}

static struct vmi_moved_position moved(const struct vmi_desk_item *item)
{
    const struct vmi_position *p = &item->position;
    return (struct vmi_moved_position){
        .position = *p,
        .previous_min = item->previous.min,
        .previous_max = item->previous.max,
        .min_change = per_cent(p->min, item->previous.min),
        .max_change = per_cent(p->max, item->previous.max),
        .value_change = (vmi_decimal_to_double(p->max) - vmi_decimal_to_double(item->previous.max)) *
                        vmi_decimal_to_double(item->terms.unit_cost),
    };
}

struct tally {
    size_t overlaps, held;
};

static void tell(const struct tally *tally)
{
    if (tally->overlaps)
        vmi_note("overlap: %zu bucket%s of demand set aside for later ones", tally->overlaps,
                 tally->overlaps == 1 ? "" : "s");
    if (tally->held)
        vmi_note("%zu corridor%s held", tally->held, tally->held == 1 ? "" : "s");
}

struct writing {
    struct vmi_records_out out;
    struct vmi_class_name *classes; /* NULL: not asked for */
    struct tally tally;
};

static bool write_position(void *context, size_t index, struct vmi_desk_item *item)
{
    struct writing *w = context;
    w->tally.overlaps += item->notes.overlaps;
    w->tally.held += item->notes.held;
    if (w->classes)
        item->position.class = vmi_slice_of(w->classes[index].text);
    struct vmi_moved_position record = moved(item);
    vmi_table_writer_add(w->out.writer, &record, NULL);
    return !vmi_records_failed(&w->out);
}

static enum vmi_status write_positions(struct vmi_desk *desk)
{
    struct writing w = {.classes = NULL};
    enum vmi_status status = VMI_DONE;
    if (settings.classify && !(w.classes = vmi_desk_classify(desk, &status)))
        return status;
    if (!vmi_records_open(&w.out, settings.previous ? &vmi_moved_position_type : &vmi_position_type, NULL,
                          0)) {
        free(w.classes);
        return VMI_SYSTEM;
    }
    bool good = vmi_desk_each(desk, write_position, &w, &status);
    free(w.classes);
    tell(&w.tally);
    if (good)
        return vmi_records_commit(&w.out);
    vmi_records_discard(&w.out);
    return status;
}

/* ---- steps ---------------------------------------------------------------------------------------------- */

/* The first of --explain that chooses the item; their count when none does. */
static size_t chosen_by(const struct vmi_item *item)
{
    size_t i = 0;
    for (; i < settings.explain.count; i++) {
        struct vmi_slice sku = vmi_slice_of(settings.explain.texts[i]), rest = sku;
        if (vmi_glob_match(sku, item->sku))
            break;
        struct vmi_slice location = vmi_slice_cut(&rest, '/');
        if (rest.text && vmi_glob_match(location, item->location) && vmi_glob_match(rest, item->sku))
            break;
    }
    return i;
}

static enum vmi_status write_steps(const struct vmi_history *history, struct vmi_desk *desk)
{
    struct vmi_records_out out;
    struct vmi_desk_item item;
    struct vmi_arena arena = {0};
    struct vmi_steps steps = {.arena = &arena};
    enum vmi_status status = VMI_DONE;
    size_t found = 0;
    if (!vmi_records_open(&out, &vmi_step_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < vmi_history_count(history) && status == VMI_DONE; i++) {
        const struct vmi_item *named = vmi_history_item(history, i);
        if (chosen_by(named) == settings.explain.count)
            continue;
        found++;
        steps.count = 0;
        steps.location = named->location;
        steps.sku = named->sku;
        if (vmi_desk_work_out(desk, i, &steps, &item, &status))
            for (size_t j = 0; j < steps.count; j++)
                vmi_table_writer_add(out.writer, &steps.list[j], NULL);
        vmi_arena_clear(&arena);
    }
    vmi_steps_free(&steps);
    vmi_arena_free(&arena);
    if (!found)
        vmi_note("no item is chosen by --explain");
    if (status == VMI_DONE)
        return vmi_records_commit(&out);
    vmi_records_discard(&out);
    return status;
}

/* ---- the run -------------------------------------------------------------------------------------------- */

static enum vmi_status check_options(double *hold)
{
    *hold = 0;
    if (!settings.hold)
        return VMI_DONE;
    if (!settings.previous)
        return vmi_fail(VMI_USAGE, "--hold takes --previous: there is no corridor to keep");
    if (vmi_statistic_parse(vmi_slice_of(settings.hold), hold) && *hold >= 0 && *hold <= 1000) {
        *hold /= 100;
        return VMI_DONE;
    }
    return vmi_fail(VMI_USAGE, "--hold: '%s' is not a percentage; such as 10 was expected", settings.hold);
}

static enum vmi_status work(const struct vmi_history *history, const struct vmi_agreement *agreement,
                            double hold)
{
    enum vmi_status status = VMI_DONE;
    struct vmi_desk *desk = vmi_desk_open(history, agreement, &status);
    if (!desk)
        return status;
    vmi_desk_hold(desk, hold);
    vmi_desk_threads(desk, vmi_settings()->threads);
    if (!settings.previous || vmi_desk_read_previous(desk, settings.previous, &status)) {
        status = check_needs(desk, vmi_history_count(history));
        if (status == VMI_DONE)
            status = settings.explain.count ? write_steps(history, desk) : write_positions(desk);
    }
    vmi_desk_free(desk);
    return status;
}

static enum vmi_status run(void)
{
    double hold;
    enum vmi_status status = check_options(&hold);
    struct vmi_agreement *agreement = status == VMI_DONE ? vmi_agreement_load(&status) : NULL;
    if (!agreement)
        return status;
    struct vmi_history *history = vmi_history_load(agreement, &status);
    if (history)
        status = work(history, agreement, hold);
    vmi_history_free(history);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-threshold",
    .summary = "Work out stock, demand, min and max of every item: activity in, positions out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_THREADS | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_THRESHOLD,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-ingest stock.csv | vmi-threshold -s min=10 -s max=24\n"
                "  vmi-threshold -a agreement.json -d 2026-11-23 -t table activity.csv\n"
                "  vmi-threshold -a agreement.json --explain=4711 -t table activity.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
