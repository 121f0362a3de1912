/*
 * Whether stock adds up (--balance): what no flow explains is told by item and day, at the end of a run.
 */
#include "intake_internal.h"

void intake_balance_add(struct vmi_intake *in, const struct vmi_activity *record)
{
    struct vmi_error error = {0};
    if (vmi_balance_add(in->balance, record, &error))
        return;
    error.code = vmi_checks[VMI_CHECK_BALANCE].code;
    if (vmi_screen_find(in->screen, VMI_CHECK_BALANCE) && !vmi_settings()->quiet)
        vmi_report_bad(&error);
}

void intake_open_balance(struct vmi_intake *in, const struct vmi_feed *feed, struct vmi_activity *figure)
{
    struct vmi_error error = {0}; /* a unit that has no factor is told of the records of the row */
    if (figure->date.day != VMI_DAY_NONE && vmi_screen_convert(in->screen, feed, figure, &error))
        vmi_balance_open(in->balance, figure->location, figure->sku, figure->date.day, figure->quantity);
}

/* "on_hand of 'TEA' at 'Berlin' on 2026-01-05 is 5, 3 less than 10 of 2026-01-04 and flows of -2 make". */
static void tell_gap(void *context, const struct vmi_gap *gap)
{
    struct vmi_intake *in = context;
    struct vmi_error error = {0};
    char sku[VMI_QUOTED_SIZE], location[VMI_QUOTED_SIZE];
    char day[VMI_DATE_TEXT_SIZE], since[VMI_DATE_TEXT_SIZE];
    char level[VMI_DECIMAL_TEXT_SIZE], before[VMI_DECIMAL_TEXT_SIZE], flows[VMI_DECIMAL_TEXT_SIZE],
        quantity[VMI_DECIMAL_TEXT_SIZE];
    if (!vmi_screen_find(in->screen, VMI_CHECK_BALANCE) || vmi_settings()->quiet)
        return;
    vmi_day_format(gap->day, day);
    vmi_day_format(gap->since, since);
    vmi_decimal_format(gap->level, level);
    vmi_decimal_format(gap->before, before);
    vmi_decimal_format(gap->flows, flows);
    vmi_decimal_format(gap->quantity < 0 ? -gap->quantity : gap->quantity, quantity);
    vmi_error_set(&error, VMI_INPUT, vmi_checks[VMI_CHECK_BALANCE].code,
                  "%s of %s at %s on %s is %s, %s %s than %s of %s%s and flows of %s make",
                  gap->opening ? "opening stock" : "on_hand", vmi_text_quote(gap->sku, sku),
                  vmi_text_quote(gap->location, location), day, level, quantity,
                  gap->quantity < 0 ? "less" : "more", before, gap->since_opening ? "the opening of " : "",
                  since, flows);
    vmi_report_bad(&error);
}

enum vmi_status intake_tell_balance(struct vmi_intake *in)
{
    struct vmi_error error = {0};
    if (!in->balance || vmi_balance_check(in->balance, tell_gap, in, &error))
        return VMI_DONE;
    return vmi_report(&error);
}
