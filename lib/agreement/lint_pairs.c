#include "lint_internal.h"

#define KNOWN(x) ((x) != VMI_DECIMAL_UNKNOWN)

/* ---- what cannot stand together ----------------------------------------------------------------------- */

static bool min_above_max(const struct vmi_terms *t)
{
    return KNOWN(t->min) && KNOWN(t->max) && t->min > t->max;
}

static bool min_days_above_max_days(const struct vmi_terms *t)
{
    return KNOWN(t->min_days) && KNOWN(t->max_days) && t->min_days > t->max_days;
}

static bool order_min_above_order_max(const struct vmi_terms *t)
{
    return KNOWN(t->order_min) && KNOWN(t->order_max) && t->order_min > t->order_max;
}

static bool multiple_above_cap(const struct vmi_terms *t)
{
    return KNOWN(t->stock_cap) && vmi_terms_multiple(t) > t->stock_cap;
}

static bool multiple_not_of_quantum(const struct vmi_terms *t)
{
    return KNOWN(t->order_multiple) && t->order_multiple % t->quantum != 0;
}

static bool multiple_above_order_max(const struct vmi_terms *t)
{
    return KNOWN(t->order_max) && vmi_terms_multiple(t) > t->order_max;
}

static bool order_min_above_cap(const struct vmi_terms *t)
{
    return KNOWN(t->order_min) && KNOWN(t->stock_cap) && t->order_min > t->stock_cap;
}

static bool min_above_cap(const struct vmi_terms *t)
{
    return t->policy == VMI_POLICY_MINMAX && KNOWN(t->min) && KNOWN(t->stock_cap) && t->min > t->stock_cap;
}

static bool cap_days_below_min_days(const struct vmi_terms *t)
{
    return KNOWN(t->min_days) && KNOWN(t->stock_cap_days) && t->stock_cap_days < t->min_days;
}

static bool review_not_order_days(const struct vmi_terms *t)
{
    return vmi_terms_given(t, VMI_TERM_REVIEW_PERIOD) && t->order_days &&
           t->review_period != vmi_calendar_longest_gap(t->order_days) * VMI_DECIMAL_ONE;
}

static bool shelf_life_below_lead_time(const struct vmi_terms *t)
{
    return KNOWN(t->shelf_life) && KNOWN(t->lead_time) && t->shelf_life < t->lead_time;
}

static bool remaining_life_above_shelf_life(const struct vmi_terms *t)
{
    return KNOWN(t->shelf_life) && KNOWN(t->min_remaining_life) && t->min_remaining_life > t->shelf_life;
}

static bool transit_above_lead_time(const struct vmi_terms *t)
{
    return KNOWN(t->transit_time) && KNOWN(t->lead_time) && t->transit_time > t->lead_time;
}

static bool can_order_below_min(const struct vmi_terms *t)
{
    return t->policy == VMI_POLICY_MINMAX && KNOWN(t->can_order) && KNOWN(t->min) && t->can_order <= t->min;
}

struct pair {
    enum vmi_finding_code code;
    enum vmi_term terms[2];
    bool (*holds)(const struct vmi_terms *terms);
    const char *relation; /* between the two */
    const char *remedy;
};

static const struct pair pairs[] = {
    {VMI_FINDING_MIN_ABOVE_MAX,
     {VMI_TERM_MIN, VMI_TERM_MAX},
     min_above_max,
     "is above",
     "lower min or raise max"},
    {VMI_FINDING_MIN_DAYS_ABOVE_MAX_DAYS,
     {VMI_TERM_MIN_DAYS, VMI_TERM_MAX_DAYS},
     min_days_above_max_days,
     "is above",
     "lower min_days or raise max_days"},
    {VMI_FINDING_ORDER_MIN_ABOVE_ORDER_MAX,
     {VMI_TERM_ORDER_MIN, VMI_TERM_ORDER_MAX},
     order_min_above_order_max,
     "is above",
     "lower order_min or raise order_max"},
    {VMI_FINDING_MULTIPLE_ABOVE_CAP,
     {VMI_TERM_ORDER_MULTIPLE, VMI_TERM_STOCK_CAP},
     multiple_above_cap,
     "never fits under",
     "nothing is ever ordered; raise stock_cap to at least one multiple, or lower order_multiple"},
    {VMI_FINDING_MULTIPLE_NOT_OF_QUANTUM,
     {VMI_TERM_ORDER_MULTIPLE, VMI_TERM_QUANTUM},
     multiple_not_of_quantum,
     "is no multiple of",
     "write an order_multiple that is"},
    {VMI_FINDING_MULTIPLE_ABOVE_ORDER_MAX,
     {VMI_TERM_ORDER_MULTIPLE, VMI_TERM_ORDER_MAX},
     multiple_above_order_max,
     "is above",
     "nothing is ever ordered; raise order_max to at least one multiple"},
    {VMI_FINDING_ORDER_MIN_ABOVE_CAP,
     {VMI_TERM_ORDER_MIN, VMI_TERM_STOCK_CAP},
     order_min_above_cap,
     "does not fit under",
     "nothing is ever ordered; lower order_min or raise stock_cap"},
    {VMI_FINDING_MIN_ABOVE_CAP,
     {VMI_TERM_MIN, VMI_TERM_STOCK_CAP},
     min_above_cap,
     "is above",
     "lower min, or raise stock_cap to at least max"},
    {VMI_FINDING_CAP_DAYS_BELOW_MIN_DAYS,
     {VMI_TERM_STOCK_CAP_DAYS, VMI_TERM_MIN_DAYS},
     cap_days_below_min_days,
     "is below",
     "raise stock_cap_days to at least max_days, or lower min_days"},
    {VMI_FINDING_REVIEW_NOT_ORDER_DAYS,
     {VMI_TERM_REVIEW_PERIOD, VMI_TERM_ORDER_DAYS},
     review_not_order_days,
     "is not the longest gap of",
     "leave review_period out: the order days tell it"},
    {VMI_FINDING_SHELF_LIFE_BELOW_LEAD_TIME,
     {VMI_TERM_SHELF_LIFE, VMI_TERM_LEAD_TIME},
     shelf_life_below_lead_time,
     "is shorter than",
     "the item expires on its way; both are in days"},
    {VMI_FINDING_REMAINING_LIFE_ABOVE_SHELF_LIFE,
     {VMI_TERM_MIN_REMAINING_LIFE, VMI_TERM_SHELF_LIFE},
     remaining_life_above_shelf_life,
     "is above",
     "no lot can be delivered; both are in days"},
    {VMI_FINDING_TRANSIT_ABOVE_LEAD_TIME,
     {VMI_TERM_TRANSIT_TIME, VMI_TERM_LEAD_TIME},
     transit_above_lead_time,
     "is above",
     "goods would be shipped before they are ordered; lead_time holds transit_time"},
    {VMI_FINDING_CAN_ORDER_BELOW_MIN,
     {VMI_TERM_CAN_ORDER, VMI_TERM_MIN},
     can_order_below_min,
     "is not above",
     "at min the item is ordered by itself; raise can_order, or leave it out"},
};

/* The one of two values that was set last: there it can be changed without a change for others. */
static enum vmi_term latest(const struct lint_sample *sample, const enum vmi_term terms[2])
{
    const struct vmi_origin *a = &sample->origins[terms[0]], *b = &sample->origins[terms[1]];
    if (a->kind != b->kind)
        return a->kind > b->kind ? terms[0] : terms[1];
    return a->line > b->line || (a->line == b->line && a->column >= b->column) ? terms[0] : terms[1];
}

static void check_pair(struct vmi_lint *lint, const struct lint_sample *sample, const struct pair *pair)
{
    enum vmi_term terms[2] = {pair->terms[0], pair->terms[1]};
    if (!pair->holds(&sample->terms))
        return;
    if (terms[0] == VMI_TERM_ORDER_MULTIPLE && !KNOWN(sample->terms.order_multiple))
        terms[0] = VMI_TERM_QUANTUM; /* which it is where it is not given */
    enum vmi_term term = latest(sample, terms);
    const struct vmi_origin *origin = &sample->origins[term];
    bool item = !vmi_slice_is(sample->sku, "*");
    struct lint_place place =
        lint_place_of(origin, item ? sample->location : VMI_SLICE_NONE, item ? sample->sku : VMI_SLICE_NONE);
    vmi_buffer_clear(&lint->message);
    lint_print_value(lint, &lint->message, sample, terms[0]);
    vmi_buffer_print(&lint->message, " %s ", pair->relation);
    lint_print_value(lint, &lint->message, sample, terms[1]);
    lint_report(lint, pair->code, &place, lint_origin_subject(lint, sample, origin, term), "%.*s; %s",
                VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)), pair->remedy);
}

void lint_check_pairs(struct vmi_lint *lint, const struct lint_sample *sample)
{
    for (size_t i = 0; i < VMI_COUNT(pairs); i++)
        check_pair(lint, sample, &pairs[i]);
}
