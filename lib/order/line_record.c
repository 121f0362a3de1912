/*
 * What there is to look at in an order line, and the line as it is written; and what was used of the vendor's stock.
 */
#include "tracking.h"

/* ---- what to look at ------------------------------------------------------------------------------------ */

/* True when the day that is so many DAYS (a term) after FROM, or before, is over. */
static bool is_over(const struct tracking *t, int32_t from, vmi_decimal days, int sign)
{
    if (from == VMI_DAY_NONE || t->as_of == VMI_DAY_NONE)
        return false;
    int64_t whole = (days + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE;
    return t->as_of > from + sign * whole;
}

/* What is so long overdue that it is taken as closed. */
void tracking_close(const struct tracking *t, struct line *l)
{
    vmi_decimal days = t->terms->close_after;
    if (!open_of(l) || days == VMI_DECIMAL_UNKNOWN || !is_over(t, later(l->due, l->promised), days, 1))
        return;
    l->closed = open_of(l);
    happen(l, VMI_EVENT_SHORT);
}

static bool is_over_tolerance(const struct tracking *t, const struct line *l)
{
    vmi_decimal allowed, most = named(l), tolerance = t->terms->receipt_tolerance;
    return most != VMI_DECIMAL_UNKNOWN && vmi_decimal_multiply(most, VMI_DECIMAL_ONE + tolerance, &allowed) &&
           l->received > allowed;
}

static bool differs(const struct tracking *t, const struct line *l)
{
    bool ended = vmi_line_statuses[l->status].ended;
    if (!l->shipped || !l->received)
        return false;
    return l->received > l->shipped || (l->received < l->shipped && (ended || is_over(t, l->due, 0, 1)));
}

static unsigned find_exceptions(const struct tracking *t, const struct line *l)
{
    const vmi_decimal confirm = t->terms->confirm_days, transit = t->terms->transit_time;
    bool open = open_of(l) > 0;
    vmi_decimal moved = greater(l->shipped, l->received);
    const bool holds[VMI_EXCEPTIONS] = {
        [VMI_EXCEPTION_UNCONFIRMED] = l->status == VMI_LINE_OPEN && confirm != VMI_DECIMAL_UNKNOWN &&
                                      is_over(t, l->ordered_on, confirm, 1),
        [VMI_EXCEPTION_PROMISED_LATE] =
            open && l->promised != VMI_DAY_NONE && l->due != VMI_DAY_NONE && l->promised > l->due,
        [VMI_EXCEPTION_SHIP_NOTICE_OVERDUE] =
            open && moved < expected(l) &&
            is_over(t, l->due, transit == VMI_DECIMAL_UNKNOWN ? 0 : transit, -1),
        [VMI_EXCEPTION_OVERDUE] = open && is_over(t, l->due, 0, 1),
        [VMI_EXCEPTION_RECEIPT_DIFFERS] = differs(t, l),
        [VMI_EXCEPTION_UNORDERED] = l->ordered == VMI_DECIMAL_UNKNOWN && l->received > 0,
        [VMI_EXCEPTION_OVER_TOLERANCE] = is_over_tolerance(t, l),
        [VMI_EXCEPTION_LATE_CANCEL] =
            l->cancelled_since > 0 && named(l) != VMI_DECIMAL_UNKNOWN &&
            greater(moved, 0) > greater((l->confirmed != VMI_DECIMAL_UNKNOWN ? l->confirmed : l->ordered) -
                                            l->cancelled_since,
                                        0),
        [VMI_EXCEPTION_MATCHED] = l->matched,
    };
    unsigned found = 0;
    for (int i = 0; i < VMI_EXCEPTIONS; i++)
        found |= (unsigned)holds[i] << i;
    return found;
}

/* Their codes, joined by ; and kept in ARENA. */
static struct vmi_slice print_exceptions(unsigned found, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    if (!found)
        return VMI_SLICE_NONE;
    for (int i = 0; i < VMI_EXCEPTIONS; i++)
        if (found >> i & 1)
            vmi_buffer_print(&text, "%s%s", text.length ? ";" : "", vmi_line_exceptions[i].code);
    struct vmi_slice kept = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return kept;
}

/* What of that a cancellation can say: what was shipped is on its way, or lost, and no paper takes it back. */
vmi_decimal tracking_unshipped(const struct line *l)
{
    vmi_decimal on_the_way = greater(l->shipped - l->received, 0);
    return greater(l->closed - on_the_way, 0);
}

/* ---- the records ---------------------------------------------------------------------------------------- */

/* What of the order does not come; with it ordered - cancelled - received is what is open. */
static vmi_decimal gone(const struct line *l)
{
    if (l->ordered == VMI_DECIMAL_UNKNOWN)
        return l->cancelled;
    return greater(l->ordered - greater(expected(l), l->received), 0);
}

struct vmi_tracked tracking_record(const struct tracking *t, const struct line *l,
                                   const struct vmi_item *item, struct vmi_arena *arena)
{
    bool arrived = vmi_line_statuses[l->status].ended && l->received > 0 && l->ordered_on != VMI_DAY_NONE;
    return (struct vmi_tracked){
        .ref = l->ref ? vmi_history_ref(t->history, l->ref) : VMI_SLICE_NONE,
        .location = item->location,
        .sku = item->sku,
        .unit = item->unit.length ? item->unit : t->terms->unit,
        .ordered = l->ordered,
        .confirmed = l->confirmed,
        .shipped = l->shipped,
        .received = l->received,
        .cancelled = gone(l),
        .open = open_of(l),
        .order_date = l->ordered_on,
        .due_date = l->due,
        .promised_date = l->promised,
        .ship_date = l->shipped_on,
        .receive_date = l->received_on,
        .cycle_days =
            arrived ? (vmi_decimal)(l->received_on - l->ordered_on) * VMI_DECIMAL_ONE : VMI_DECIMAL_UNKNOWN,
        .status = vmi_slice_of(vmi_line_statuses[l->status].code),
        .exception = print_exceptions(find_exceptions(t, l), arena),
    };
}

/* ---- consumption ---------------------------------------------------------------------------------------- */

static bool add_up(const struct vmi_facts *item, enum vmi_measure measure, int32_t since, int32_t through,
                   vmi_decimal *sum)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &count);
    *sum = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t day = vmi_fact_last_day(&facts[i]);
        if ((since != VMI_DAY_NONE && day < since) || (through != VMI_DAY_NONE && day > through))
            continue;
        if (!vmi_decimal_add(*sum, facts[i].quantity, sum))
            return false;
    }
    return true;
}

bool vmi_track_consumption(const struct vmi_facts *item, int32_t since, int32_t through, vmi_decimal *sold,
                           vmi_decimal *returned)
{
    return add_up(item, VMI_SOLD, since, through, sold) &&
           add_up(item, VMI_RETURNED, since, through, returned);
}
