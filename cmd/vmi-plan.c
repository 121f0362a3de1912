/*
 * vmi-plan: positions in, proposals out: what to order, and why exactly so much.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/planner.h"

static struct vmi_common settings;

/* The line of each item, by its place in the input; an item that is stated again takes the place of the former. */
struct plan {
    const struct vmi_agreement *agreement;
    struct vmi_map items;
    struct line {
        bool is_line;
        enum vmi_reason reason;
        struct vmi_proposal *proposal;
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
    struct vmi_proposal proposal;
    struct vmi_plan_input input = {
        .position = position,
        .terms = terms,
        .as_of = as_of,
        .currency = vmi_agreement_currency(plan->agreement),
        .ship_calendar = vmi_agreement_calendar(plan->agreement, terms->ship_calendar),
        .receive_calendar = vmi_agreement_calendar(plan->agreement, terms->receive_calendar),
    };
    if (terms->order_days && input.as_of == VMI_DAY_NONE)
        return vmi_error_set(error, VMI_USAGE, "as_of",
                             "order days cannot be told without a day; --as-of gives it");
    struct line *line = line_of(plan, position);
    enum vmi_plan_result result = vmi_plan_item(&input, &plan->arena, &proposal, &line->reason);
    if (result == VMI_PLAN_RANGE)
        return vmi_error_set(error, VMI_INPUT, "range", "the quantity leaves the range that can be held");
    line->is_line = result == VMI_PLAN_LINE;
    if (!line->is_line)
        return true;
    vmi_record_dup(&vmi_proposal_type, &proposal, &plan->arena);
    line->proposal = vmi_arena_alloc(&plan->arena, sizeof *line->proposal);
    *line->proposal = proposal;
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
        int32_t as_of = settings.as_of != VMI_DAY_NONE ? settings.as_of : position.date;
        status = vmi_terms_of(plan->agreement, position.location, position.sku, as_of, &terms);
        if (status != VMI_DONE || add_position(plan, &position, &terms, as_of, &error))
            continue;
        vmi_stream_place(stream, &error);
        status = vmi_report(&error);
    }
    vmi_stream_close(stream);
    return status;
}

static int compare_lines(const void *a, const void *b)
{
    const struct vmi_proposal *x = ((const struct line *)a)->proposal,
                              *y = ((const struct line *)b)->proposal;
    int order = vmi_slice_compare(x->location, y->location);
    return order ? order : vmi_slice_compare(x->sku, y->sku);
}

/* Moves the items with a line to the front, in order, and returns how many there are. */
static size_t sort_lines(struct plan *plan)
{
    size_t lines = 0;
    for (size_t i = 0; i < plan->count; i++)
        if (plan->lines[i].is_line) {
            struct line moved = plan->lines[i];
            plan->lines[i] = plan->lines[lines];
            plan->lines[lines++] = moved;
        }
    if (lines > 1)
        qsort(plan->lines, lines, sizeof *plan->lines, compare_lines);
    return lines;
}

/* "12 items: 3 proposed, 8 above_min, 1 no_levels". */
static void tell(const struct plan *plan, size_t lines)
{
    struct vmi_buffer text = {0};
    size_t counts[VMI_REASONS] = {0};
    for (size_t i = lines; i < plan->count; i++)
        counts[plan->lines[i].reason]++;
    vmi_buffer_print(&text, "%zu item%s: %zu proposed", plan->count, plan->count == 1 ? "" : "s", lines);
    for (int i = 0; i < VMI_REASONS; i++)
        if (counts[i])
            vmi_buffer_print(&text, ", %zu %s", counts[i], vmi_reasons[i].code);
    vmi_note("%.*s", (int)text.length, text.text);
    vmi_buffer_free(&text);
}

static enum vmi_status write_proposals(struct plan *plan)
{
    struct vmi_records_out out;
    size_t lines = sort_lines(plan);
    if (!vmi_records_open(&out, &vmi_proposal_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < lines && !vmi_records_failed(&out); i++)
        vmi_table_writer_add(out.writer, plan->lines[i].proposal, NULL);
    tell(plan, lines);
    return vmi_records_commit(&out);
}

static enum vmi_status run(void)
{
    struct plan plan = {0};
    enum vmi_status status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    plan.agreement = agreement;
    status = read_positions(&plan);
    if (status == VMI_DONE)
        status = write_proposals(&plan);
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
