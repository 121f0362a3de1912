/*
 * Open orders that are no longer needed, come too early or too late.
 */
#include "vmi/projection.h"

enum advice { KEEP, CANCEL, DEFER, EXPEDITE };

struct receipt_advice {
    enum advice advice;
    vmi_decimal quantity; /* that it is about */
    int32_t needed;       /* the day on which it should be there; VMI_DAY_NONE: not within a year */
};

/* ---- what is too much ------------------------------------------------------------------------------------- */

/* The position is above max by so much; 0 where it is not, or nobody knows. */
static vmi_decimal excess_of(const struct vmi_position *position)
{
    vmi_decimal excess;
    if (position->position == VMI_DECIMAL_UNKNOWN || position->max == VMI_DECIMAL_UNKNOWN ||
        !vmi_decimal_subtract(position->position, position->max, &excess))
        return 0;
    return excess;
}

static void find_cancels(const struct vmi_plan_input *input, struct receipt_advice *advice)
{
    vmi_decimal excess = excess_of(input->position), little = input->terms->dampen_quantity;
    if (little == VMI_DECIMAL_UNKNOWN)
        little = vmi_terms_multiple(input->terms);
    for (size_t i = input->receipt_count; i-- > 0 && excess > little;) {
        vmi_decimal quantity = input->receipts[i].quantity;
        if (quantity > excess)
            quantity = excess;
        advice[i] = (struct receipt_advice){CANCEL, quantity, VMI_DAY_NONE};
        excess -= quantity;
    }
}

/* ---- what comes too early or too late --------------------------------------------------------------------- */

/* Stock as it would run down without the receipts that are still to come. */
struct run_down {
    const struct vmi_projection_source *source;
    double stock;
    size_t days; /* after as-of */
};

/* The day on which it falls to LEAST or below; VMI_DAY_NONE: not within a year. */
static int32_t falls_to(const struct run_down *now, double least)
{
    double stock = now->stock;
    size_t days = now->days;
    while (days < VMI_PLAN_LONGEST_HORIZON) {
        stock -= vmi_projected_demand(now->source, days++);
        if (stock <= least + 1e-9)
            return now->source->as_of + (int32_t)days;
    }
    return VMI_DAY_NONE;
}

/* On to the day before RECEIPT comes; what it brings is then there. */
static void run_to(struct run_down *now, const struct vmi_receipt *receipt)
{
    int64_t last = (int64_t)receipt->counted - now->source->as_of - 1;
    while ((int64_t)now->days < last && now->days < VMI_PLAN_LONGEST_HORIZON)
        now->stock -= vmi_projected_demand(now->source, now->days++);
    now->stock += vmi_decimal_to_double(receipt->quantity);
}

static double days_or(vmi_decimal days, double otherwise)
{
    return days != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(days) : otherwise;
}

/* An order of today would still come when it is needed. */
static double protection(const struct vmi_position *position)
{
    return days_or(position->lead_time, 0) + days_or(position->review_period, 1);
}

static void find_moves(const struct vmi_plan_input *input, struct receipt_advice *advice)
{
    const struct vmi_projection_source source = vmi_projection_of(input);
    struct run_down now = {&source, source.stock, 0};
    double safety = input->position->safety_stock > 0 ? input->position->safety_stock : 0;
    double late = days_or(input->terms->dampen_days, 0),
           early = days_or(input->terms->dampen_days, protection(input->position));
    int32_t last = source.as_of + (int32_t)vmi_plan_horizon(input); /* a stock-out after it is not today's */
    for (size_t i = 0; i < input->receipt_count; i++) {
        const struct vmi_receipt *receipt = &input->receipts[i];
        int32_t gone = falls_to(&now, 0), low = falls_to(&now, safety);
        if (gone != VMI_DAY_NONE && gone <= last && receipt->counted - gone > late)
            advice[i] = (struct receipt_advice){EXPEDITE, receipt->quantity, gone};
        else if (advice[i].advice == KEEP && (low == VMI_DAY_NONE || low - receipt->counted > early))
            advice[i] = (struct receipt_advice){DEFER, receipt->quantity, low};
        run_to(&now, receipt);
    }
}

/* ---- findings --------------------------------------------------------------------------------------------- */

static void say(const struct vmi_plan_input *input, const struct vmi_receipt *receipt,
                const struct receipt_advice *a, bool reordered, struct vmi_buffer *text)
{
    char quantity[VMI_DECIMAL_TEXT_SIZE], part[VMI_DECIMAL_TEXT_SIZE], max[VMI_DECIMAL_TEXT_SIZE],
        due[VMI_DATE_TEXT_SIZE], needed[VMI_DATE_TEXT_SIZE] = "";
    vmi_decimal_format(receipt->quantity, quantity);
    vmi_decimal_format(a->quantity, part);
    vmi_decimal_format(input->position->max, max);
    vmi_day_format(receipt->due, due);
    if (a->needed != VMI_DAY_NONE)
        vmi_day_format(a->needed, needed);
    vmi_buffer_print(text, "the open receipt of %s due on %s ", quantity, due);
    if (a->advice == CANCEL)
        vmi_buffer_print(text, "brings the position above max %s: cancel %s of it", max, part);
    else if (a->advice == DEFER && *needed)
        vmi_buffer_print(text, "is not needed before %s: defer it", needed);
    else if (a->advice == DEFER)
        vmi_buffer_print(text, "is not needed within a year: cancel or defer it");
    else if (reordered)
        vmi_buffer_print(text, "comes too late: stock falls to the safety stock before; it was ordered anew, "
                               "so cancel or defer it");
    else if (*needed)
        vmi_buffer_print(text, "comes too late: stock runs out on %s; have it come sooner", needed);
    else
        vmi_buffer_print(text, "comes too late: stock falls to the safety stock before; have it come sooner");
}

static void advise(const struct vmi_plan_input *input, const struct vmi_receipt *receipt,
                   const struct receipt_advice *a, bool reordered, struct vmi_arena *arena,
                   struct vmi_finding *finding)
{
    static const enum vmi_finding_code codes[] = {[KEEP] = VMI_FINDING_EXPEDITE,
                                                  [CANCEL] = VMI_FINDING_CANCEL,
                                                  [DEFER] = VMI_FINDING_DEFER,
                                                  [EXPEDITE] = VMI_FINDING_EXPEDITE};
    struct vmi_buffer text = {0};
    say(input, receipt, a, reordered, &text);
    vmi_plan_find(reordered ? VMI_FINDING_LATE_RECEIPT : codes[a->advice], input->position->location,
                  input->position->sku, receipt->due, a->quantity, vmi_buffer_slice(&text), arena, finding);
    vmi_buffer_free(&text);
}

size_t vmi_plan_open_orders(const struct vmi_plan_input *input, const struct vmi_receipt *late,
                            bool reordered, struct vmi_arena *arena, struct vmi_finding **findings)
{
    size_t count = 0, receipts = input->receipt_count;
    const struct vmi_position *position = input->position;
    if (!receipts || input->as_of == VMI_DAY_NONE)
        return 0;
    struct receipt_advice *advice = vmi_arena_alloc(arena, receipts * sizeof *advice);
    *findings = vmi_arena_alloc(arena, receipts * sizeof **findings);
    for (size_t i = 0; i < receipts; i++)
        advice[i] = (struct receipt_advice){KEEP, input->receipts[i].quantity, VMI_DAY_NONE};
    find_cancels(input, advice);
    if (position->on_hand != VMI_DECIMAL_UNKNOWN && (position->demand_mean > 0 || input->demand_count))
        find_moves(input, advice);
    for (size_t i = 0; i < receipts; i++) {
        bool is_late = &input->receipts[i] == late;
        if (advice[i].advice != KEEP || is_late)
            advise(input, &input->receipts[i], &advice[i], is_late && reordered, arena,
                   &(*findings)[count++]);
    }
    return count;
}
