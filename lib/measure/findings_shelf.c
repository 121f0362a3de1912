/*
 * Stock that is too much, that lies still, or that expires.
 */
#include "findings.h"
#include "measuring.h"
#include "vmi/balance.h"
#include "vmi/lots.h"

/* ---- too much ---------------------------------------------------------------------------------------------- */

/* What an item sells is not known before it was there for a while: four weeks, or excess_days where these are less. */
static bool is_known(const struct seeking *s, double days)
{
    enum { FOUR_WEEKS = 28 };
    double horizon = vmi_decimal_to_double(s->terms->excess_days);
    return days >= (horizon < FOUR_WEEKS ? horizon : FOUR_WEEKS);
}

static double sold_through(const struct vmi_facts *item, int32_t through)
{
    size_t count;
    exact sum = 0;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_SOLD, &count);
    for (size_t i = 0; i < count; i++)
        sum += vmi_fact_last_day(&facts[i]) <= through ? facts[i].quantity : 0;
    return exact_to_double(sum);
}

static void find_excess(struct seeking *s, double stock)
{
    struct vmi_days life = {s->item->item->first_day, s->as_of};
    const struct vmi_place *place = vmi_history_place(s->history, s->item->item);
    double days = (double)vmi_days_heard(place, s->terms, life), sold = sold_through(s->item, s->as_of);
    double beyond = stock_beyond(stock, sold, days, s->terms);
    vmi_decimal quantity = finding_quantity(s, beyond);
    size_t reports;
    vmi_item_facts(s->item, VMI_SOLD, &reports);
    if (!reports || !is_known(s, days) || !(beyond > 0)) /* perhaps nobody reports sales here */
        return;
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " of ");
    finding_say_quantity(s, s->position->on_hand);
    vmi_buffer_print(&s->text, " in stock are beyond what sells in ");
    finding_say_quantity(s, s->terms->excess_days);
    vmi_buffer_print(&s->text, " days: ");
    finding_say_quantity(s, finding_quantity(s, sold));
    vmi_buffer_print(&s->text, " were sold in %.0f days", days);
    if (days < (double)vmi_days_in(life))
        vmi_buffer_print(&s->text, " on which the location was heard of");
    finding_add(s, VMI_FINDING_EXCESS, VMI_SLICE_NONE, s->as_of, quantity);
}

struct movement {
    int32_t last, through;
};

static void note_gap(void *context, const struct vmi_gap *gap)
{
    struct movement *m = context;
    if (gap->day <= m->through && gap->day > m->last)
        m->last = gap->day;
}

/*
 * Stock that nothing moves is all too much; it is found once, as what it is. A level that does not follow from the one
 * before was moved by what nobody reported. False when quantities leave the range.
 */
static bool find_still(struct seeking *s, bool *found)
{
    struct movement m = {idle_since(s->item, s->as_of), s->as_of};
    if (!vmi_balance_of(s->item, note_gap, &m))
        return false;
    int32_t moved = m.last;
    *found = (double)s->as_of - moved >= vmi_decimal_to_double(s->terms->obsolete_days);
    if (!*found)
        return true;
    finding_say_quantity(s, s->position->on_hand);
    vmi_buffer_print(&s->text, " in stock, and nothing has moved it since ");
    finding_say_day(s, moved);
    vmi_buffer_print(&s->text, ", %d days ago", (int)(s->as_of - moved));
    finding_add(s, VMI_FINDING_NO_MOVEMENT, VMI_SLICE_NONE, moved, s->position->on_hand);
    return true;
}

/* ---- lots -------------------------------------------------------------------------------------------------- */

static void find_expiring(struct seeking *s)
{
    const struct vmi_threshold_basis *b = s->basis;
    if (b->expiring <= 0)
        return;
    finding_say_quantity(s, b->expiring);
    vmi_buffer_print(&s->text, " will expire before expected demand uses them up, the first on ");
    finding_say_day(s, b->expiring_on);
    finding_add(s, VMI_FINDING_EXPIRING, VMI_SLICE_NONE, b->expiring_on, b->expiring);
}

static void find_expired(struct seeking *s)
{
    if (s->basis->state.expired <= 0)
        return;
    finding_say_quantity(s, s->basis->state.expired);
    vmi_buffer_print(&s->text, " of what was stated or received have expired, and are not counted as stock");
    finding_add(s, VMI_FINDING_EXPIRED, VMI_SLICE_NONE, s->as_of, s->basis->state.expired);
}

/* What of the lots that expire on DAY is still in stock. */
static vmi_decimal left_of(const struct vmi_state *state, int32_t day)
{
    exact sum = 0;
    for (size_t i = 0; i < state->lot_count; i++)
        sum += state->lots[i].expires == day ? state->lots[i].quantity : 0;
    return sum < VMI_DECIMAL_MAXIMUM ? (vmi_decimal)sum : VMI_DECIMAL_MAXIMUM - 1;
}

/* Receipts of one expiry date are added up, and no more of them is found than is left. */
static void find_short_dated(struct seeking *s)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(s->item, VMI_RECEIVED, &count);
    int32_t first = VMI_DAY_NONE;
    exact sum = 0;
    if (s->terms->min_remaining_life == VMI_DECIMAL_UNKNOWN)
        return;
    for (size_t i = 0; i < count; i++) {
        int32_t day = vmi_fact_last_day(&facts[i]);
        if (facts[i].expires == VMI_DAY_NONE || facts[i].quantity <= 0 || day > s->as_of ||
            (int64_t)facts[i].expires - day >= finding_days(s->terms->min_remaining_life))
            continue;
        vmi_decimal left = left_of(&s->basis->state, facts[i].expires);
        sum += facts[i].quantity < left ? facts[i].quantity : left;
        if (left && (first == VMI_DAY_NONE || day < first))
            first = day;
    }
    vmi_decimal there = s->position->on_hand, quantity = sum < there ? (vmi_decimal)sum : there;
    if (first == VMI_DAY_NONE)
        return;
    finding_say_quantity(s, quantity);
    vmi_buffer_print(&s->text, " still in stock came with less than the ");
    finding_say_quantity(s, s->terms->min_remaining_life);
    vmi_buffer_print(&s->text, " days of life that were agreed (min_remaining_life), the first on ");
    finding_say_day(s, first);
    finding_add(s, VMI_FINDING_SHORT_DATED, VMI_SLICE_NONE, first, quantity);
}

bool findings_of_shelf(struct seeking *s)
{
    bool still = false;
    if (s->as_of == VMI_DAY_NONE || s->position->on_hand == VMI_DECIMAL_UNKNOWN)
        return true;
    find_expired(s);
    find_expiring(s);
    if (s->position->on_hand <= 0)
        return true;
    find_short_dated(s);
    if (s->item->item->first_day == VMI_DAY_NONE)
        return true;
    if (!find_still(s, &still))
        return false;
    if (!still)
        find_excess(s, vmi_decimal_to_double(s->position->on_hand));
    return true;
}
