/*
 * When: order date, ship date, due date.
 */
#include "planning.h"
#include "vmi/projection.h"

static int32_t days_up(vmi_decimal days)
{
    return (int32_t)((days + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE);
}

/* Says that *DAY was moved to MOVED, where it was. */
static void move(struct planning *p, int32_t *day, int32_t moved, enum vmi_reason reason, const char *what,
                 const char *because)
{
    char date[VMI_DATE_TEXT_SIZE];
    bool stays = moved == *day || moved == VMI_DAY_NONE;
    *day = moved;
    if (stays)
        return;
    vmi_day_format(moved, date);
    vmi_buffer_print(&p->why, "; %s on %s, %s", what, date, because);
    planning_give(p, reason);
}

static bool lead_time_known(const struct planning *p)
{
    vmi_decimal lead = p->input->position->lead_time;
    return lead != VMI_DECIMAL_UNKNOWN && lead >= 0 && lead <= 100000 * VMI_DECIMAL_ONE;
}

/* When what is ordered on DAY is there. */
static int32_t due_after(const struct planning *p, int32_t day)
{
    return vmi_calendar_on_or_after(p->input->receive_calendar,
                                    vmi_day_after(day, days_up(p->input->position->lead_time)));
}

/* ---- the order date ------------------------------------------------------------------------------------- */

/* As-of, or the day after it once the term cut_off is over. */
static int32_t earliest_day(const struct planning *p)
{
    int32_t minute;
    bool over = vmi_minute_parse(p->terms->cut_off, &minute) && p->input->minute > minute;
    return over ? vmi_day_after(p->input->as_of, 1) : p->input->as_of;
}

/* Stock ends before what is ordered on DAY comes. */
static bool is_too_late(const struct planning *p, int32_t day)
{
    int32_t ends = p->input->position->stockout_date;
    return ends != VMI_DAY_NONE && lead_time_known(p) && (day == VMI_DAY_NONE || ends < due_after(p, day));
}

/* The way to the order date: each day is at or after the one before it. */
struct order_days {
    int32_t earliest, thawed,
        day;        /* thawed: when the frozen days are over, for which an emergency does not wait */
    bool decided;   /* by a person */
    bool emergency; /* outside the order days */
};

/* An emergency that would come sooner if it were ordered on DAY, before the next order day. */
static bool cannot_wait(const struct planning *p, int32_t day, int32_t next)
{
    return p->terms->emergency_orders == VMI_EMERGENCY_ANY_DAY && is_too_late(p, next) &&
           (next == VMI_DAY_NONE || due_after(p, day) < due_after(p, next));
}

static struct order_days order_days_of(const struct planning *p)
{
    const struct vmi_override *decided = p->input->override;
    struct order_days d = {.earliest = earliest_day(p)};
    d.decided = decided && decided->order_date != VMI_DAY_NONE && decided->order_date >= p->input->as_of;
    int32_t frozen = vmi_day_after(d.earliest, days_up(p->terms->freeze_days));
    bool emergency = is_too_late(p, vmi_calendar_on_or_after(p->terms->order_days, frozen));
    d.thawed = emergency || d.decided ? d.earliest : frozen;
    d.day = d.decided ? decided->order_date : vmi_calendar_on_or_after(p->terms->order_days, d.thawed);
    d.emergency = !d.decided && cannot_wait(p, d.thawed, d.day);
    if (d.emergency)
        d.day = d.thawed;
    return d;
}

static void find_order_date(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    struct order_days d = order_days_of(p);
    line->order_date = p->input->as_of;
    move(p, &line->order_date, d.earliest, VMI_REASON_CUT_OFF, "ordered", "the cut-off is over");
    move(p, &line->order_date, d.thawed, VMI_REASON_FREEZE_DAYS, "ordered", "when the frozen days are over");
    if (d.decided)
        move(p, &line->order_date, d.day, VMI_REASON_MANUAL_DATE, "ordered", "as a person decided");
    else
        move(p, &line->order_date, d.day, VMI_REASON_ORDER_DAYS, "ordered", "the next order day");
    if (d.emergency) {
        planning_give(p, VMI_REASON_EMERGENCY);
        vmi_buffer_print(&p->why, "; ordered outside the order days, for stock ends before the next comes");
    }
}

int32_t planning_due(const struct planning *p)
{
    if (p->input->as_of == VMI_DAY_NONE || !lead_time_known(p))
        return VMI_DAY_NONE;
    int32_t day = order_days_of(p).day;
    return day == VMI_DAY_NONE ? VMI_DAY_NONE : due_after(p, day);
}

vmi_decimal planning_already(const struct planning *p)
{
    vmi_decimal sum = 0;
    int32_t last = planning_due(p);
    if (last == VMI_DAY_NONE)
        return 0;
    int32_t first = due_after(p, p->input->as_of);
    for (size_t i = 0; i < p->input->receipt_count; i++) {
        const struct vmi_receipt *receipt = &p->input->receipts[i];
        if (receipt->due >= first && receipt->due <= last && !vmi_decimal_add(sum, receipt->quantity, &sum))
            return VMI_DECIMAL_MAXIMUM - 1;
    }
    return sum;
}

bool planning_dates(struct planning *p)
{
    struct vmi_proposal *line = p->proposal;
    vmi_decimal lead = p->input->position->lead_time, transit = p->terms->transit_time;
    line->order_date = p->input->as_of;
    if (p->input->as_of == VMI_DAY_NONE)
        return true;
    find_order_date(p);
    if (line->order_date == VMI_DAY_NONE)
        return false;
    if (!lead_time_known(p))
        return true;
    line->due_date = vmi_day_after(line->order_date, days_up(lead));
    move(p, &line->due_date, due_after(p, line->order_date), VMI_REASON_RECEIVE_CALENDAR, "due",
         "when the location next receives");
    line->ship_date =
        vmi_day_after(line->due_date, -days_up(transit != VMI_DECIMAL_UNKNOWN ? transit : lead));
    move(p, &line->ship_date, vmi_calendar_on_or_before(p->input->ship_calendar, line->ship_date),
         VMI_REASON_SHIP_CALENDAR, "shipped", "when the source last ships before");
    return true;
}
