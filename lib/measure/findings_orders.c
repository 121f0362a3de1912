/*
 * Order lines of which a message is overdue, by the exceptions of vmi-track.
 */
#include "findings.h"
#include "vmi/track.h"

static bool has_exception(const struct vmi_tracked *line, enum vmi_line_exception exception)
{
    struct vmi_slice rest = line->exception;
    while (rest.length)
        if (vmi_slice_is(vmi_slice_cut(&rest, ';'), vmi_line_exceptions[exception].code))
            return true;
    return false;
}

static int32_t moved_by(int32_t day, vmi_decimal days, int sign)
{
    if (day == VMI_DAY_NONE || days == VMI_DECIMAL_UNKNOWN)
        return day;
    return vmi_day_after(day, (int32_t)(sign * finding_days(days)));
}

/* "order A1: 12 " */
static void say_line(struct seeking *s, const struct vmi_tracked *line, vmi_decimal quantity)
{
    vmi_buffer_print(&s->text, "order ");
    vmi_buffer_add_slice(&s->text, line->ref);
    vmi_buffer_print(&s->text, ": ");
    finding_say_quantity(s, quantity);
}

static void find_unconfirmed(struct seeking *s, const struct vmi_tracked *line)
{
    int32_t day = moved_by(line->order_date, s->terms->confirm_days, 1);
    say_line(s, line, line->open);
    vmi_buffer_print(&s->text, " not confirmed; it should have been by ");
    finding_say_day(s, day);
    finding_add(s, VMI_FINDING_CONFIRMATION_OVERDUE, line->ref, day, line->open);
}

/* What was shipped and has not arrived needs no notice any more. */
static void find_unshipped(struct seeking *s, const struct vmi_tracked *line)
{
    vmi_decimal on_the_way = line->shipped > line->received ? line->shipped - line->received : 0;
    vmi_decimal quantity = line->open > on_the_way ? line->open - on_the_way : 0;
    int32_t day = moved_by(line->due_date, s->terms->transit_time, -1);
    say_line(s, line, quantity);
    vmi_buffer_print(&s->text, " without a ship notice; to come in time it had to be shipped by ");
    finding_say_day(s, day);
    finding_add(s, VMI_FINDING_SHIP_NOTICE_OVERDUE, line->ref, day, quantity);
}

static void find_unreceived(struct seeking *s, const struct vmi_tracked *line)
{
    say_line(s, line, line->open);
    vmi_buffer_print(&s->text, " not received; due on ");
    finding_say_day(s, line->due_date);
    if (line->promised_date != VMI_DAY_NONE && line->promised_date != line->due_date) {
        vmi_buffer_print(&s->text, ", promised for ");
        finding_say_day(s, line->promised_date);
    }
    finding_add(s, VMI_FINDING_RECEIPT_OVERDUE, line->ref, line->due_date, line->open);
}

bool findings_of_orders(struct seeking *s)
{
    struct vmi_track_lines lines;
    if (!vmi_track_item(s->history, s->item, s->terms, s->as_of, &s->scratch, &lines))
        return false;
    for (size_t i = 0; i < lines.count; i++) {
        const struct vmi_tracked *line = &lines.list[i];
        if (!line->ref.length)
            continue;
        if (has_exception(line, VMI_EXCEPTION_UNCONFIRMED))
            find_unconfirmed(s, line);
        if (has_exception(line, VMI_EXCEPTION_SHIP_NOTICE_OVERDUE))
            find_unshipped(s, line);
        if (has_exception(line, VMI_EXCEPTION_OVERDUE))
            find_unreceived(s, line);
    }
    return true;
}
