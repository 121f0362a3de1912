/*
 * vmi-plan: positions in, proposals out: what to order, and why exactly so much.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/overrides.h"
#include "vmi/planner.h"
#include "vmi/projection.h"

static struct settings {
    struct vmi_common common;
    const char *overrides, *review, *time, *findings;
    bool why_not;
} settings;

static const struct vmi_option options[] = {
    {"findings", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, findings),
     "write what was found on the way: receipts that come too late"},
    {"overrides", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, overrides),
     "what people decided: location, sku, quantity or date, reason, author, expires"},
    {"review", 0, "CODES", VMI_OPTION_TEXT, NULL, offsetof(struct settings, review),
     "lines with one of these reasons, joined by a comma, are to be looked at"},
    {"time", 0, "HH:MM", VMI_OPTION_TEXT, NULL, offsetof(struct settings, time),
     "the time of day at which one acts, for the term cut_off"},
    {"why-not", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(struct settings, why_not),
     "write, in place of proposals, the items without one and why"},
};

/* The lines of each item, by its place in the input; an item that is stated again takes the place of the former. */
struct plan {
    const struct vmi_agreement *agreement;
    struct vmi_overrides *overrides; /* NULL: none */
    uint64_t review;
    int32_t minute;
    struct vmi_map items;
    struct line {
        enum vmi_reason reason; /* none: there are lines */
        int32_t as_of;
        struct vmi_plan_lines lines;
    } * lines;
    size_t count, capacity;
    struct vmi_arena arena;
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "code,effect,meaning\n");
    for (int i = VMI_REASON_NONE + 1; i < VMI_REASONS; i++) {
        vmi_buffer_print(out, "%s,%s,", vmi_reasons[i].code,
                         vmi_reasons[i].keeps ? "no line" : "changes the line");
        vmi_encode_csv(out, vmi_slice_of(vmi_reasons[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

static struct line *line_of(struct plan *plan, const struct vmi_position *position)
{
    uint32_t number = vmi_map_intern_two(&plan->items, position->location, position->sku);
    if (number == plan->count) {
        plan->lines = vmi_grow(plan->lines, &plan->capacity, plan->count + 1, sizeof *plan->lines);
        plan->lines[plan->count++] = (struct line){0};
    }
    return &plan->lines[number];
}

/* Plans one item of these terms; false with ERROR. */
static bool add_position(struct plan *plan, const struct vmi_position *position,
                         const struct vmi_terms *terms, int32_t as_of, struct vmi_error *error)
{
    struct vmi_plan_input input = {
        .position = position,
        .terms = terms,
        .as_of = as_of,
        .minute = plan->minute,
        .remaining = VMI_DECIMAL_UNKNOWN,
        .currency = vmi_agreement_currency(plan->agreement),
        .ship_calendar = vmi_agreement_calendar(plan->agreement, terms->ship_calendar),
        .receive_calendar = vmi_agreement_calendar(plan->agreement, terms->receive_calendar),
        .review = plan->review,
    };
    if (plan->overrides)
        input.override = vmi_overrides_find(plan->overrides, position->location, position->sku, as_of);
    if (terms->order_days && input.as_of == VMI_DAY_NONE)
        return vmi_error_set(error, VMI_USAGE, "as_of",
                             "order days cannot be told without a day; --as-of gives it");
    struct vmi_receipt *receipts;
    if (as_of != VMI_DAY_NONE && !vmi_receipts_of(position->inbound, as_of, input.receive_calendar,
                                                  &plan->arena, &receipts, &input.receipt_count))
        return vmi_error_set(error, VMI_INPUT, "inbound",
                             "the open receipts are no list of DATE=QUANTITY joined by ;");
    if (as_of != VMI_DAY_NONE)
        input.receipts = receipts;
    struct line *line = line_of(plan, position);
    line->as_of = as_of;
    if (vmi_plan_item(&input, &plan->arena, &line->lines, &line->reason) == VMI_PLAN_RANGE)
        return vmi_error_set(error, VMI_INPUT, "range", "the quantity leaves the range that can be held");
    for (size_t i = 0; i < line->lines.count; i++)
        vmi_record_dup(&vmi_proposal_type, &line->lines.list[i], &plan->arena);
    return true;
}

static enum vmi_status read_positions(struct plan *plan)
{
    struct vmi_stream *stream = vmi_stream_open(&vmi_position_type);
    struct vmi_position position;
    struct vmi_terms terms;
    struct vmi_error error = {0};
    enum vmi_status status = VMI_DONE;
    while (status == VMI_DONE && vmi_stream_next(stream, &position, &status) == VMI_NEXT_ROW) {
        int32_t as_of = settings.common.as_of != VMI_DAY_NONE ? settings.common.as_of : position.date;
        status = vmi_terms_of(plan->agreement, position.location, position.sku, as_of, &terms);
        if (status != VMI_DONE || add_position(plan, &position, &terms, as_of, &error))
            continue;
        vmi_stream_place(stream, &error);
        status = vmi_report(&error);
    }
    vmi_stream_close(stream);
    return status;
}

/* ---- what is written -------------------------------------------------------------------------------------- */

static int compare_items(const void *a, const void *b, void *context)
{
    const struct vmi_map *items = context;
    struct vmi_slice locations[2], skus[2];
    vmi_map_split_two(items, *(const uint32_t *)a, &locations[0], &skus[0]);
    vmi_map_split_two(items, *(const uint32_t *)b, &locations[1], &skus[1]);
    int order = vmi_slice_compare(locations[0], locations[1]);
    return order ? order : vmi_slice_compare(skus[0], skus[1]);
}

/* The items in byte order; the caller frees it. */
static uint32_t *in_order(struct plan *plan)
{
    uint32_t *order = vmi_alloc(plan->count * sizeof *order);
    for (size_t i = 0; i < plan->count; i++)
        order[i] = (uint32_t)i;
    if (plan->count > 1)
        qsort_r(order, plan->count, sizeof *order, compare_items, &plan->items);
    return order;
}

/* "12 items: 3 proposed, 8 above_min, 1 no_levels". */
static void tell(const struct plan *plan)
{
    struct vmi_buffer text = {0};
    size_t counts[VMI_REASONS] = {0};
    for (size_t i = 0; i < plan->count; i++)
        counts[plan->lines[i].reason]++;
    vmi_buffer_print(&text, "%zu item%s: %zu proposed", plan->count, plan->count == 1 ? "" : "s",
                     counts[VMI_REASON_NONE]);
    for (int i = VMI_REASON_NONE + 1; i < VMI_REASONS; i++)
        if (counts[i])
            vmi_buffer_print(&text, ", %zu %s", counts[i], vmi_reasons[i].code);
    vmi_note("%.*s", (int)text.length, text.text);
    vmi_buffer_free(&text);
    if (plan->overrides)
        vmi_overrides_tell(plan->overrides);
}

static void write_reason(struct vmi_table_writer *writer, struct plan *plan, uint32_t item)
{
    const struct line *line = &plan->lines[item];
    struct vmi_slice location, sku;
    struct vmi_finding finding;
    if (line->reason == VMI_REASON_NONE)
        return;
    vmi_map_split_two(&plan->items, item, &location, &sku);
    vmi_plan_why_not(location, sku, line->reason, line->as_of, &plan->arena, &finding);
    vmi_table_writer_add(writer, &finding, NULL);
}

/* What was found while planning, to a file of its own. */
static enum vmi_status write_findings(struct plan *plan, const uint32_t *order)
{
    struct vmi_records_out out;
    if (!settings.findings)
        return VMI_DONE;
    if (!vmi_records_open_at(&out, settings.findings, &vmi_finding_type))
        return VMI_SYSTEM;
    for (size_t i = 0; i < plan->count; i++) {
        const struct line *line = &plan->lines[order[i]];
        struct vmi_slice location, sku;
        struct vmi_finding finding;
        if (!line->lines.late)
            continue;
        vmi_map_split_two(&plan->items, order[i], &location, &sku);
        vmi_plan_late(location, sku, line->lines.late, line->reason == VMI_REASON_NONE, &plan->arena,
                      &finding);
        vmi_table_writer_add(out.writer, &finding, NULL);
    }
    return vmi_records_commit(&out);
}

static enum vmi_status write_plan(struct plan *plan)
{
    struct vmi_records_out out;
    if (!vmi_records_open(&out, settings.why_not ? &vmi_finding_type : &vmi_proposal_type, NULL, 0))
        return VMI_SYSTEM;
    uint32_t *order = in_order(plan);
    for (size_t i = 0; i < plan->count && !vmi_records_failed(&out); i++) {
        const struct vmi_plan_lines *lines = &plan->lines[order[i]].lines;
        if (settings.why_not)
            write_reason(out.writer, plan, order[i]);
        for (size_t j = 0; j < lines->count && !settings.why_not; j++)
            vmi_table_writer_add(out.writer, &lines->list[j], NULL);
    }
    enum vmi_status status = write_findings(plan, order);
    free(order);
    tell(plan);
    if (status == VMI_DONE)
        return vmi_records_commit(&out);
    vmi_records_discard(&out);
    return status;
}

/* ---- the run ---------------------------------------------------------------------------------------------- */

static enum vmi_status read_time(struct plan *plan)
{
    plan->minute = -1;
    if (!settings.time || vmi_minute_parse(vmi_slice_of(settings.time), &plan->minute))
        return VMI_DONE;
    return vmi_fail(VMI_USAGE, "--time: '%s' is not a time of day; such as 14:00 was expected",
                    settings.time);
}

static enum vmi_status read_review(struct plan *plan)
{
    struct vmi_slice rest = vmi_slice_of(settings.review ? settings.review : "");
    while (rest.length) {
        struct vmi_slice code = vmi_slice_cut(&rest, ',');
        int i = VMI_REASON_NONE + 1;
        while (i < VMI_REASONS && (vmi_reasons[i].keeps || !vmi_slice_is(code, vmi_reasons[i].code)))
            i++;
        if (i == VMI_REASONS)
            return vmi_fail(VMI_USAGE,
                            "--review: '%.*s' is not a reason for which a line changes; --list shows them",
                            VMI_SLICE_PRINT(code));
        plan->review |= UINT64_C(1) << i;
    }
    return VMI_DONE;
}

static enum vmi_status work(struct plan *plan)
{
    enum vmi_status status = read_time(plan);
    if (status == VMI_DONE)
        status = read_review(plan);
    if (status == VMI_DONE && settings.overrides &&
        !(plan->overrides = vmi_overrides_load(settings.overrides, &status)))
        return status;
    if (status == VMI_DONE)
        status = read_positions(plan);
    return status == VMI_DONE ? write_plan(plan) : status;
}

static enum vmi_status run(void)
{
    struct plan plan = {0};
    enum vmi_status status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    plan.agreement = agreement;
    status = work(&plan);
    vmi_overrides_free(plan.overrides);
    vmi_map_free(&plan.items);
    vmi_arena_free(&plan.arena);
    free(plan.lines);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-plan",
    .summary = "Propose what to order for every item at or below its min: positions in, proposals out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_PLAN,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-threshold -a agreement.json activity.csv | vmi-plan -a agreement.json\n"
                "  vmi-plan -s order_multiple=6 -t table positions.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
