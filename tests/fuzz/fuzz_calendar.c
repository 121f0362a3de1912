/*
 * Order days and iCalendar texts: the first byte chooses which, and the weekdays that the events are closed on. Whatever
 * came of it, the calendar's answers fit together.
 */
#include "fuzz.h"
#include "vmi/calendar.h"

static void ask(const struct vmi_calendar *c, int32_t day)
{
    int32_t after = vmi_calendar_on_or_after(c, day), before = vmi_calendar_on_or_before(c, day);
    int32_t next = vmi_calendar_open_days_after(c, day, 1), later = vmi_calendar_open_days_after(c, day, 100);
    must(vmi_calendar_open_days_after(c, day, 0) == after);
    must(vmi_calendar_is_open(c, day) == (after == day) && (after == day) == (before == day));
    must(after == VMI_DAY_NONE || (after >= day && vmi_calendar_is_open(c, after)));
    must(before == VMI_DAY_NONE || (before <= day && vmi_calendar_is_open(c, before)));
    must(next == (day == VMI_DAY_LAST ? VMI_DAY_NONE : vmi_calendar_on_or_after(c, day + 1)));
    must(later == VMI_DAY_NONE || (later >= day + 100 && vmi_calendar_is_open(c, later)));
    if (after == day && next != VMI_DAY_NONE)
        must(next - day <= vmi_calendar_longest_gap(c));
}

static void ask_all(const struct vmi_calendar *c)
{
    for (int32_t day = -70; day < 70; day++)
        ask(c, day);
    for (int32_t day = VMI_CALENDAR_LAST - 140; day < VMI_CALENDAR_LAST + 140; day++)
        ask(c, day);
    for (int32_t day = 20000; day < 22000; day += 3)
        ask(c, day);
    ask(c, VMI_DAY_FIRST);
    ask(c, VMI_DAY_LAST);
    must(!vmi_calendar_is_open(c, VMI_DAY_NONE) &&
         vmi_calendar_on_or_before(c, VMI_DAY_LAST + 1) == VMI_DAY_NONE);
}

/* Order days that are read once more from their text are the same. */
static void read_order_days(struct vmi_slice text, struct vmi_arena *arena)
{
    struct vmi_error error = {0};
    const struct vmi_calendar *c = vmi_calendar_parse(text, arena, &error);
    if (!c) {
        must(error.status == VMI_USAGE && error.text[0]);
        return;
    }
    ask_all(c);
    const struct vmi_calendar *again = vmi_calendar_parse(vmi_calendar_text(c), arena, &error);
    must(again && vmi_slice_equal(vmi_calendar_text(c), vmi_calendar_text(again)));
    must(vmi_calendar_longest_gap(c) == vmi_calendar_longest_gap(again));
    must(vmi_calendar_on_or_after(c, VMI_DAY_FIRST) == vmi_calendar_on_or_after(again, VMI_DAY_FIRST));
    must(vmi_calendar_on_or_before(c, VMI_DAY_LAST) == vmi_calendar_on_or_before(again, VMI_DAY_LAST));
}

static void read_events(struct vmi_slice text, vmi_weekdays days, struct vmi_arena *arena)
{
    struct vmi_calendar *c = vmi_calendar_new(arena);
    struct vmi_error error = {0};
    size_t skipped;
    vmi_calendar_set_weekdays(c, days);
    if (!vmi_calendar_close_events(c, text, &skipped, &error)) {
        must(error.status == VMI_USAGE && error.text[0] && error.line);
        must(vmi_calendar_last_exception(c) == VMI_DAY_NONE && skipped == 0);
    }
    must(skipped <= text.length / 25);
    ask_all(c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned options = take_options(&input);
    struct vmi_arena arena = {0};
    if (options & 128)
        read_events(input, options & 127, &arena);
    else
        read_order_days(input, &arena);
    vmi_arena_free(&arena);
    free((void *)(uintptr_t)whole.text);
    return 0;
}
