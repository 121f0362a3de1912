#include "vmi/planner.h"

#include "planning.h"

void planning_give(struct planning *p, enum vmi_reason reason)
{
    p->reasons[p->reason_count++] = reason;
}

void planning_say(struct planning *p, const char *before, vmi_decimal quantity)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(quantity, text);
    vmi_buffer_print(&p->why, "%s%s", before, text);
}

/* ---- lines ------------------------------------------------------------------------------------------------ */

static struct vmi_slice join_reasons(const struct planning *p, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    for (size_t i = 0; i < p->reason_count; i++)
        vmi_buffer_print(&text, "%s%s", i ? ";" : "", vmi_reasons[p->reasons[i]].code);
    struct vmi_slice joined = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return joined;
}

static void copy_position(struct planning *p)
{
    const struct vmi_position *position = p->input->position;
    struct vmi_proposal *line = p->proposal;
    vmi_record_clear(&vmi_proposal_type, line);
    line->location = position->location;
    line->sku = position->sku;
    line->source = position->source;
    line->unit = position->unit;
    line->position = position->position;
    line->min = position->min;
    line->max = position->max;
    line->stockout_date = position->stockout_date;
    line->agreement = position->agreement;
}

static enum vmi_reason finish_line(struct planning *p, const struct vmi_stake *stake, struct vmi_arena *arena)
{
    if (!planning_dates(p))
        return VMI_REASON_NO_ORDER_DAY;
    line_find_worth(p->proposal, stake);
    line_find_approval(p);
    p->proposal->reasons = join_reasons(p, arena);
    p->proposal->why = vmi_arena_dup(arena, vmi_buffer_slice(&p->why));
    return VMI_REASON_NONE;
}

/* Further lines of what order_max takes away, as long as there is some. */
static void split(struct planning *p, struct vmi_arena *arena, struct vmi_plan_lines *lines)
{
    while (lines->count < VMI_PLAN_MOST_LINES && lines->list[lines->count - 1].order_max_delta < 0) {
        vmi_decimal rest = -lines->list[lines->count - 1].order_max_delta;
        p->proposal = &lines->list[lines->count];
        p->reason_count = 0;
        vmi_buffer_clear(&p->why);
        copy_position(p);
        if (planning_rest(p, rest) != VMI_REASON_NONE ||
            finish_line(p, lines->stake, arena) != VMI_REASON_NONE)
            return;
        lines->count++;
    }
}

/* The lines of an item that has some. */
static enum vmi_reason make_lines(struct planning *p, struct vmi_arena *arena, struct vmi_plan_lines *lines)
{
    struct vmi_proposal list[VMI_PLAN_MOST_LINES];
    list[0] = *p->proposal;
    lines->list = p->proposal = list;
    lines->stake = line_stake(p, planning_most(p), arena);
    enum vmi_reason reason = finish_line(p, lines->stake, arena);
    if (reason != VMI_REASON_NONE) {
        lines->list = NULL;
        return reason;
    }
    lines->count = 1;
    lines->sleep = p->sleep;
    if (p->terms->split == VMI_YES && !p->input->override)
        split(p, arena, lines);
    line_mind_change(p, lines, arena);
    lines->list = vmi_arena_alloc(arena, lines->count * sizeof *list);
    memcpy(lines->list, list, lines->count * sizeof *list);
    return VMI_REASON_NONE;
}

enum vmi_plan_result vmi_plan_item(const struct vmi_plan_input *input, struct vmi_arena *arena,
                                   struct vmi_plan_lines *lines, enum vmi_reason *reason)
{
    bool in_range = true;
    struct vmi_proposal first;
    struct planning p = {.input = input, .terms = input->terms, .proposal = &first};
    *lines = (struct vmi_plan_lines){0};
    copy_position(&p);
    *reason = planning_quantity(&p, &in_range);
    if (in_range && *reason == VMI_REASON_NONE)
        *reason = make_lines(&p, arena, lines);
    if (p.sleep != VMI_PLAN_AWAKE)
        *reason = VMI_REASON_ABOVE_MIN;
    lines->late = p.late;
    vmi_buffer_free(&p.why);
    if (!in_range)
        return VMI_PLAN_RANGE;
    return *reason == VMI_REASON_NONE ? VMI_PLAN_LINE : VMI_PLAN_NONE;
}
