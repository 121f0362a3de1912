#include <stdio.h>
#include <stdlib.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/planner.h"
#include "vmi/projection.h"

/*
 * A line is "need cap order_min multiple order_max = quantity reasons", the deltas with their signs; "no REASON" is no
 * line.
 */
static const struct {
    const char *name, *position, *min, *max, *terms, *expected;
} cases[] = {
    {"at min", "10", "10", "30", NULL, "20 0 0 0 0 = 20 "},
    {"below min", "4", "10", "30", NULL, "26 0 0 0 0 = 26 "},
    {"above min", "10.000001", "10", "30", NULL, "no above_min"},
    {"below nought", "-5", "10", "30", NULL, "35 0 0 0 0 = 35 "},
    {"trigger below: at min", "10", "10", "30", "trigger=below", "no above_min"},
    {"trigger below: below min", "9", "10", "30", "trigger=below", "21 0 0 0 0 = 21 "},
    {"min and max are one", "10", "10", "10", NULL, "no max_reached"},
    {"min and max are one, below", "7", "10", "10", NULL, "3 0 0 0 0 = 3 "},
    {"max below min, position between", "8", "10", "6", NULL, "no max_reached"},
    {"both nought", "0", "0", "0", NULL, "no max_reached"},
    {"the position is not known", "", "10", "30", NULL, "no no_position"},
    {"min is not known", "4", "", "30", NULL, "no no_levels"},
    {"max is not known", "4", "10", "", NULL, "no no_levels"},
    {"a blocked item", "4", "10", "30", "life=blocked", "no blocked"},
    {"an item of another life", "4", "10", "30", "life=new", "26 0 0 0 0 = 26 "},
    {"what is phased out is not ordered", "4", "10", "30", "life=phase_out", "no phased_out"},
    {"but for what customers are owed", "-4", "10", "30", "life=phase_out", "34 -30 0 0 0 = 4 phase_out"},

    {"quantum rounds up", "9.5", "10", "30", NULL, "20.5 0 0 0.5 0 = 21 order_multiple"},
    {"a smaller quantum", "9.5", "10", "30", "quantum=0.25", "20.5 0 0 0 0 = 20.5 "},
    {"multiple rounds up", "10", "10", "30", "order_multiple=12", "20 0 0 4 0 = 24 order_multiple"},
    {"whole multiples stay", "6", "10", "30", "order_multiple=12", "24 0 0 0 0 = 24 "},
    {"a multiple with decimals", "10", "10", "31", "order_multiple=2.5", "21 0 0 1.5 0 = 22.5 order_multiple"},
    {"a multiple larger than the need", "10", "10", "30", "order_multiple=100", "20 0 0 80 0 = 100 order_multiple"},

    {"order_min raises", "25", "25", "30", "order_min=8", "5 0 3 0 0 = 8 order_min"},
    {"order_min is reached", "10", "25", "30", "order_min=20", "20 0 0 0 0 = 20 "},
    {"order_min, then the multiple", "25", "25", "30", "order_min=8 order_multiple=6", "5 0 3 4 0 = 12 order_min;order_multiple"},
    {"order_min of nought", "25", "25", "30", "order_min=0", "5 0 0 0 0 = 5 "},

    {"stock_cap cuts", "10", "10", "30", "stock_cap=25", "20 -5 0 0 0 = 15 stock_cap"},
    {"stock_cap is far", "10", "10", "30", "stock_cap=30", "20 0 0 0 0 = 20 "},
    {"stock_cap is reached", "10", "10", "30", "stock_cap=10", "no cap_reached"},
    {"stock_cap is passed", "12", "15", "30", "stock_cap=10", "no cap_reached"},
    {"stock_cap of nought below nought", "-4", "10", "30", "stock_cap=0", "34 -30 0 0 0 = 4 stock_cap"},
    {"the multiple rounds down at the cap", "10", "10", "30", "stock_cap=25 order_multiple=6", "20 -5 0 -3 0 = 12 stock_cap;order_multiple"},
    {"the multiple rounds down where up would pass the cap", "10", "10", "30", "stock_cap=31 order_multiple=12", "20 0 0 -8 0 = 12 order_multiple"},
    {"the multiple rounds up where it fits", "10", "10", "30", "stock_cap=34 order_multiple=12", "20 0 0 4 0 = 24 order_multiple"},
    {"not one multiple fits", "10", "10", "30", "stock_cap=20 order_multiple=12", "no multiple_over_cap"},
    {"order_min does not fit", "10", "10", "30", "stock_cap=25 order_min=16", "no order_min_over_cap"},
    {"order_min fits exactly", "10", "10", "12", "stock_cap=25 order_min=15", "2 0 13 0 0 = 15 order_min"},
    {"order_min fits, its multiple does not", "10", "10", "30", "stock_cap=25 order_min=14 order_multiple=12", "no order_min_over_cap"},
    {"order_min fits, and a multiple between", "10", "10", "30", "stock_cap=25 order_min=10 order_multiple=12", "20 -5 0 -3 0 = 12 stock_cap;order_multiple"},

    {"rounding down", "10", "10", "30", "order_multiple=12 rounding=down", "20 0 0 -8 0 = 12 order_multiple"},
    {"rounding down to nothing", "25", "25", "30", "order_multiple=12 rounding=down", "5 0 0 7 0 = 12 order_multiple;over_max"},
    {"rounding down to nothing, and up past the cap", "25", "25", "30", "order_multiple=12 rounding=down stock_cap=36", "no multiple_over_cap"},
    {"rounding down below order_min goes up", "10", "10", "30", "order_multiple=12 rounding=down order_min=15", "20 0 0 4 0 = 24 order_multiple"},
    {"rounding down of whole multiples", "6", "10", "30", "order_multiple=12 rounding=down", "24 0 0 0 0 = 24 "},
    {"nearest goes up", "10", "10", "29", "order_multiple=12 rounding=nearest", "19 0 0 5 0 = 24 order_multiple"},
    {"nearest goes down", "10", "10", "27", "order_multiple=12 rounding=nearest", "17 0 0 -5 0 = 12 order_multiple"},
    {"a half goes up", "10", "10", "28", "order_multiple=12 rounding=nearest", "18 0 0 6 0 = 24 order_multiple"},
    {"nearest would be nothing", "25", "25", "30", "order_multiple=12 rounding=nearest", "5 0 0 7 0 = 12 order_multiple;over_max"},
    {"nearest goes down at the cap", "10", "10", "29", "order_multiple=12 rounding=nearest stock_cap=30", "19 0 0 -7 0 = 12 order_multiple"},
    {"rounding up beyond max, as agreed", "25", "25", "30", "order_multiple=12 rounding=up", "5 0 0 7 0 = 12 order_multiple"},

    {"order_max cuts", "10", "10", "30", "order_max=15", "20 0 0 0 -5 = 15 order_max"},
    {"order_max is far", "10", "10", "30", "order_max=20", "20 0 0 0 0 = 20 "},
    {"order_max goes down to the multiple", "10", "10", "30", "order_max=15 order_multiple=4", "20 0 0 0 -8 = 12 order_max"},
    {"the multiple passes order_max, which takes it back", "10", "10", "29", "order_max=20 order_multiple=12", "19 0 0 5 -12 = 12 order_multiple;order_max"},
    {"order_max holds no multiple", "10", "10", "30", "order_max=10 order_multiple=12", "no order_max_too_small"},
    {"order_max leaves less than order_min", "10", "10", "30", "order_min=14 order_max=15 order_multiple=12", "no order_max_too_small"},
    {"order_min is order_max", "28", "28", "30", "order_min=15 order_max=15", "2 0 13 0 0 = 15 order_min"},
    {"cap, order_min, multiple and order_max", "28", "28", "60", "stock_cap=50 order_min=10 order_multiple=5 order_max=18",
     "32 -10 0 -2 -5 = 15 stock_cap;order_multiple;order_max"},
    {"a fixed lot", "4", "10", "40", "lot_rule=fixed order_quantity=8", "8 0 0 0 0 = 8 lot_rule"},
    {"a fixed lot at min", "10", "10", "40", "lot_rule=fixed order_quantity=8", "8 0 0 0 0 = 8 lot_rule"},
    {"as many fixed lots as it takes", "-10", "10", "40", "lot_rule=fixed order_quantity=8", "24 0 0 0 0 = 24 lot_rule"},
    {"a fixed lot that would only reach min", "2", "10", "40", "lot_rule=fixed order_quantity=8", "16 0 0 0 0 = 16 lot_rule"},
    {"which is enough below min", "2", "10", "40", "lot_rule=fixed order_quantity=8 trigger=below", "8 0 0 0 0 = 8 lot_rule"},
    {"a fixed lot never passes max", "4", "10", "11", "lot_rule=fixed order_quantity=8", "7 0 0 0 0 = 7 lot_rule"},
    {"a fixed lot is rounded to multiples as well", "4", "10", "40", "lot_rule=fixed order_quantity=8 order_multiple=6", "8 0 0 4 0 = 12 lot_rule;order_multiple"},
    {"a fixed lot of nobody knows what is up to max", "4", "10", "40", "lot_rule=fixed", "36 0 0 0 0 = 36 "},
    {"a lot for the next review of nobody knows what is up to max", "4", "10", "40", "lot_rule=lot_for_lot", "36 0 0 0 0 = 36 "},

    {"large figures", "-9000000000000", "0", "100000000000", NULL, "9100000000000 0 0 0 0 = 9100000000000 "},
    {"figures beyond the range", "-9000000000000", "0", "9000000000000", NULL, "range"},
};

static vmi_decimal number(const char *text)
{
    vmi_decimal value = VMI_DECIMAL_UNKNOWN;
    if (vmi_decimal_parse(vmi_slice_of(text), VMI_DECIMAL_PLAIN, &value) != VMI_DECIMAL_OK)
        return VMI_DECIMAL_UNKNOWN;
    return value;
}

static void position_of(struct vmi_position *p, vmi_decimal position, vmi_decimal min, vmi_decimal max)
{
    vmi_record_clear(&vmi_position_type, p);
    p->location = VMI_SLICE("L");
    p->sku = VMI_SLICE("S");
    p->position = position;
    p->min = min;
    p->max = max;
}

/* The only line of an item. */
static enum vmi_plan_result plan_one(const struct vmi_plan_input *input, struct vmi_arena *arena, struct vmi_proposal *line, enum vmi_reason *reason)
{
    struct vmi_plan_lines lines;
    struct vmi_plan_input early = *input;
    early.minute = -1;
    enum vmi_plan_result result = vmi_plan_item(&early, arena, &lines, reason);
    if (lines.count)
        *line = lines.list[0];
    return result;
}

static const char *describe(enum vmi_plan_result result, const struct vmi_proposal *p, enum vmi_reason reason, char line[256])
{
    char texts[6][VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal figures[] = {p->need, p->cap_delta, p->order_min_delta, p->multiple_delta, p->order_max_delta, p->quantity};
    for (int i = 0; i < 6; i++)
        vmi_decimal_format(figures[i], texts[i]);
    if (result == VMI_PLAN_RANGE)
        return "range";
    if (result == VMI_PLAN_NONE)
        snprintf(line, 256, "no %s", vmi_reasons[reason].code);
    else
        snprintf(line, 256, "%s %s %s %s %s = %s %.*s", texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], VMI_SLICE_PRINT(p->reasons));
    return line;
}

static void test_table(void)
{
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_position position;
        struct vmi_proposal proposal;
        struct vmi_terms terms = ledger_terms(cases[i].terms);
        enum vmi_reason reason;
        char line[256];
        position_of(&position, number(cases[i].position), number(cases[i].min), number(cases[i].max));
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .currency = VMI_SLICE_NONE};
        enum vmi_plan_result result = plan_one(&input, &arena, &proposal, &reason);
        is_text(describe(result, &proposal, reason, line), cases[i].expected, "%s", cases[i].name);
        ok((result == VMI_PLAN_NONE) == vmi_reasons[reason].keeps, "%s: the reason keeps the line or not", cases[i].name);
    }
    vmi_arena_free(&arena);
}

/* 2026-01-05 is a Monday. */
static const struct {
    const char *name, *as_of, *lead_time, *terms, *stockout, *status;
    const char *order, *ship, *due, *urgency, *approval, *reasons;
    const char *ship_days, *receive_days; /* the open ones; NULL: every day */
} dates[] = {
    {"today, after the lead time", "2026-01-05", "3", NULL, "", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "auto", "", NULL, NULL},
    {"a day of order that is today", "2026-01-05", "3", "order_days=MO,TH", "", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "auto", "", NULL, NULL},
    {"the next day of order", "2026-01-06", "3", "order_days=MO,TH", "", "ok", "2026-01-08", "2026-01-08", "2026-01-11", "normal", "auto", "order_days", NULL, NULL},
    {"over the weekend", "2026-01-09", "1", "order_days=MO,TH", "", "ok", "2026-01-12", "2026-01-12", "2026-01-13", "normal", "auto", "order_days", NULL, NULL},
    {"shipped so that it arrives", "2026-01-05", "5", "transit_time=2", "", "ok", "2026-01-05", "2026-01-08", "2026-01-10", "normal", "auto", "", NULL, NULL},
    {"half days are days", "2026-01-05", "2.5", "transit_time=0.5", "", "ok", "2026-01-05", "2026-01-07", "2026-01-08", "normal", "auto", "", NULL, NULL},
    {"no lead time, no due day", "2026-01-05", "", NULL, "2026-01-06", "ok", "2026-01-05", "", "", "normal", "auto", "", NULL, NULL},
    {"stock ends before it arrives", "2026-01-05", "3", NULL, "2026-01-07", "below_min", "2026-01-05", "2026-01-05", "2026-01-08", "emergency", "auto", "", NULL, NULL},
    {"stock ends as it arrives", "2026-01-05", "3", NULL, "2026-01-08", "below_min", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "auto", "", NULL, NULL},
    {"a stale item is looked at", "2026-01-05", "3", NULL, "", "stale", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "review", "stale", NULL, NULL},
    {"due after the last day that can be written", "9999-12-30", "3", NULL, "", "ok", "9999-12-30", "", "", "normal", "auto", "", NULL, NULL},
    {"shipped before the first", "0001-01-02", "3", "transit_time=5", "", "ok", "0001-01-02", "", "0001-01-05", "normal", "auto", "", NULL, NULL},
    {"no day at all", "", "3", "order_days=MO", "", "ok", "", "", "", "normal", "auto", "", "MO", "MO"},
    {"due on a Saturday", "2026-01-05", "5", "transit_time=2", "", "ok", "2026-01-05", "2026-01-09", "2026-01-12", "normal", "auto", "receive_calendar;ship_calendar", "MO-FR",
     "MO-FR"},
    {"due on an open day", "2026-01-05", "4", "transit_time=2", "", "ok", "2026-01-05", "2026-01-07", "2026-01-09", "normal", "auto", "", "MO-FR", "MO-FR"},
    {"the location takes Thursdays alone", "2026-01-05", "4", "transit_time=1", "", "ok", "2026-01-05", "2026-01-14", "2026-01-15", "normal", "auto", "receive_calendar", NULL,
     "TH"},
    {"the source ships on Tuesdays alone", "2026-01-05", "4", "transit_time=1", "", "ok", "2026-01-05", "2026-01-06", "2026-01-09", "normal", "auto", "ship_calendar", "TU", NULL},
    {"late for its calendar is an emergency", "2026-01-05", "5", NULL, "2026-01-11", "ok", "2026-01-05", "2026-01-07", "2026-01-12", "emergency", "auto", "receive_calendar", NULL,
     "MO-FR"},
    {"ordered on the first Monday of a month", "2026-01-06", "3", "order_days=FREQ=MONTHLY;BYDAY=1MO", "", "ok", "2026-02-02", "2026-02-02", "2026-02-05", "normal", "auto",
     "order_days", NULL, NULL},
    {"ordered every other Tuesday", "2026-01-07", "3", "order_days=DTSTART=2026-01-06;FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "", "ok", "2026-01-20", "2026-01-20", "2026-01-23",
     "normal", "auto", "order_days", NULL, NULL},
    {"not within the frozen days", "2026-01-05", "3", "freeze_days=2", "", "ok", "2026-01-07", "2026-01-07", "2026-01-10", "normal", "auto", "freeze_days", NULL, NULL},
    {"frozen days, then the next order day", "2026-01-05", "3", "freeze_days=1 order_days=MO,TH", "", "ok", "2026-01-08", "2026-01-08", "2026-01-11", "normal", "auto",
     "freeze_days;order_days", NULL, NULL},
    {"an emergency does not wait for the frozen days", "2026-01-05", "3", "freeze_days=2", "2026-01-09", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "auto", "", NULL,
     NULL},
    {"but it waits for the next order day", "2026-01-06", "3", "order_days=MO,TH freeze_days=2", "2026-01-10", "ok", "2026-01-08", "2026-01-08", "2026-01-11", "emergency", "auto",
     "order_days", NULL, NULL},
    {"unless emergencies wait for no order day", "2026-01-06", "3", "order_days=MO,TH freeze_days=2 emergency_orders=any_day", "2026-01-10", "ok", "2026-01-06", "2026-01-06",
     "2026-01-09", "normal", "auto", "emergency", NULL, NULL},
    {"an order at once that comes no sooner waits", "2026-01-06", "3", "order_days=TH emergency_orders=any_day", "2026-01-10", "ok", "2026-01-08", "2026-01-09", "2026-01-12",
     "emergency", "auto", "order_days;receive_calendar", NULL, "MO"},
    {"what is no emergency waits for its order day", "2026-01-06", "3", "order_days=MO,TH emergency_orders=any_day", "2026-01-11", "ok", "2026-01-08", "2026-01-08", "2026-01-11",
     "normal", "auto", "order_days", NULL, NULL},
    {"an emergency after the last order day", "2026-01-06", "3", "order_days=FREQ=WEEKLY;BYDAY=MO;UNTIL=20260105 emergency_orders=any_day", "2026-01-11", "ok", "2026-01-06",
     "2026-01-06", "2026-01-09", "normal", "auto", "emergency", NULL, NULL},
    {"a new item is looked at", "2026-01-05", "3", NULL, "", "new", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "review", "new_item", NULL, NULL},
    {"always looked at", "2026-01-05", "3", "approval=review", "", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "review", "approval", NULL, NULL},
    {"more than may pass", "2026-01-05", "3", "approval_limit=4 unit_cost=2.1", "", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "review", "approval_limit", NULL,
     NULL},
    {"as much as may pass", "2026-01-05", "3", "approval_limit=4.2 unit_cost=2.1", "", "ok", "2026-01-05", "2026-01-05", "2026-01-08", "normal", "auto", "", NULL, NULL},
    {"ordered on a leap day", "2026-01-07", "1", "order_days=FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "", "ok", "2028-02-29", "2028-02-29", "2028-03-01", "normal", "auto",
     "order_days", NULL, NULL},
};

static void is_day(int32_t got, const char *expected, const char *name, const char *what)
{
    char text[VMI_DATE_TEXT_SIZE];
    vmi_day_format(got, text);
    is_text(text, expected, "%s: %s", name, what);
}

static void test_dates(void)
{
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(dates); i++) {
        struct vmi_position position;
        struct vmi_proposal p;
        struct vmi_terms terms = ledger_terms(dates[i].terms);
        enum vmi_reason reason;
        position_of(&position, 0, VMI_DECIMAL_ONE, 2 * VMI_DECIMAL_ONE);
        position.lead_time = number(dates[i].lead_time);
        position.stockout_date = ledger_day(dates[i].stockout);
        position.status = vmi_slice_of(dates[i].status);
        struct vmi_error error;
        struct vmi_plan_input input = {.position = &position,
                                       .terms = &terms,
                                       .as_of = ledger_day(dates[i].as_of),
                                       .ship_calendar = dates[i].ship_days ? vmi_calendar_parse(vmi_slice_of(dates[i].ship_days), &arena, &error) : NULL,
                                       .receive_calendar = dates[i].receive_days ? vmi_calendar_parse(vmi_slice_of(dates[i].receive_days), &arena, &error) : NULL};
        ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "%s: a line", dates[i].name);
        is_day(p.order_date, dates[i].order, dates[i].name, "ordered");
        is_day(p.ship_date, dates[i].ship, dates[i].name, "shipped");
        is_day(p.due_date, dates[i].due, dates[i].name, "due");
        is_slice(p.urgency, dates[i].urgency, "%s: urgency", dates[i].name);
        is_slice(p.approval, dates[i].approval, "%s: approval", dates[i].name);
        is_slice(p.reasons, dates[i].reasons, "%s: reasons", dates[i].name);
    }
    vmi_arena_free(&arena);
}

static void test_cut_off(void)
{
    static const struct {
        int minute;
        const char *terms, *order, *reasons;
    } times[] = {
        {-1, "cut_off=14:00", "2026-01-05", ""},
        {14 * 60, "cut_off=14:00", "2026-01-05", ""},
        {14 * 60 + 1, "cut_off=14:00", "2026-01-06", "cut_off"},
        {23 * 60, "", "2026-01-05", ""},
        {15 * 60, "cut_off=14:00 order_days=MO", "2026-01-12", "cut_off;order_days"},
        {15 * 60, "cut_off=14:00 freeze_days=1", "2026-01-07", "cut_off;freeze_days"},
    };
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(times); i++) {
        struct vmi_position position;
        struct vmi_plan_lines lines;
        struct vmi_terms terms = ledger_terms(times[i].terms);
        enum vmi_reason reason;
        position_of(&position, 0, VMI_DECIMAL_ONE, 2 * VMI_DECIMAL_ONE);
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = ledger_day("2026-01-05"), .minute = times[i].minute};
        ok(vmi_plan_item(&input, &arena, &lines, &reason) == VMI_PLAN_LINE, "at minute %d: a line", times[i].minute);
        is_day(lines.list[0].order_date, times[i].order, times[i].terms, "ordered");
        is_slice(lines.list[0].reasons, times[i].reasons, "%s: reasons", times[i].terms);
    }
    vmi_arena_free(&arena);
}

/* "need order_min multiple order_max = quantity" of each line. */
static void test_split(void)
{
    static const struct {
        const char *terms, *lines;
    } splits[] = {
        {"order_max=15 split=yes", "50 0 0 -35 = 15, 35 0 0 -20 = 15, 20 0 0 -5 = 15, 5 0 0 0 = 5"},
        {"order_max=25 split=yes", "50 0 0 -25 = 25, 25 0 0 0 = 25"},
        {"order_max=50 split=yes", "50 0 0 0 = 50"},
        {"order_max=15", "50 0 0 -35 = 15"},
        {"order_max=30 order_multiple=12 split=yes", "50 0 10 -36 = 24, 36 0 0 -12 = 24, 12 0 0 0 = 12"},
        {"order_max=20 order_min=12 split=yes", "50 0 0 -30 = 20, 30 0 0 -10 = 20, 10 2 0 0 = 12"},
        {"order_max=20 order_min=12 split=yes stock_cap=51", "50 0 0 -30 = 20, 30 0 0 -10 = 20"}, /* 12 would not fit */
    };
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(splits); i++) {
        struct vmi_position position;
        struct vmi_plan_lines lines;
        struct vmi_buffer text = {0};
        struct vmi_terms terms = ledger_terms(splits[i].terms);
        enum vmi_reason reason;
        position_of(&position, 0, VMI_DECIMAL_ONE, 50 * VMI_DECIMAL_ONE);
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .minute = -1};
        ok(vmi_plan_item(&input, &arena, &lines, &reason) == VMI_PLAN_LINE, "%s", splits[i].terms);
        for (size_t j = 0; j < lines.count; j++) {
            char texts[5][VMI_DECIMAL_TEXT_SIZE];
            vmi_decimal figures[] = {lines.list[j].need, lines.list[j].order_min_delta, lines.list[j].multiple_delta, lines.list[j].order_max_delta, lines.list[j].quantity};
            for (int k = 0; k < 5; k++)
                vmi_decimal_format(figures[k], texts[k]);
            vmi_buffer_print(&text, "%s%s %s %s %s = %s", j ? ", " : "", texts[0], texts[1], texts[2], texts[3], texts[4]);
        }
        is_slice(vmi_buffer_slice(&text), splits[i].lines, "%s", splits[i].terms);
        vmi_buffer_free(&text);
    }
    struct vmi_position position;
    struct vmi_plan_lines lines;
    struct vmi_terms terms = ledger_terms("order_max=1 split=yes");
    enum vmi_reason reason;
    position_of(&position, 0, VMI_DECIMAL_ONE, 5000 * VMI_DECIMAL_ONE);
    struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .minute = -1};
    ok(vmi_plan_item(&input, &arena, &lines, &reason) == VMI_PLAN_LINE && lines.count == VMI_PLAN_MOST_LINES, "nobody wants 5,000 lines of one item");
    vmi_arena_free(&arena);
}

static void test_decisions(void)
{
    static const struct {
        const char *name, *position, *quantity, *terms, *expected;
    } decisions[] = {
        {"more than is needed", "10", "33", "order_multiple=12", "20 0 0 4 0 +9 = 33 order_multiple;manual"},
        {"less than is needed", "10", "5", "order_multiple=12", "20 0 0 4 0 -19 = 5 order_multiple;manual"},
        {"as much as is needed", "10", "20", "", "20 0 0 0 0 +0 = 20 manual"},
        {"where nothing is needed", "25", "6", "", "0 0 0 0 0 +6 = 6 manual"},
        {"past the cap", "10", "40", "stock_cap=25", "20 -5 0 0 0 +25 = 40 stock_cap;manual"},
        {"where the smallest order did not fit", "10", "4", "stock_cap=25 order_min=16", "0 0 0 0 0 +4 = 4 manual"},
        {"nothing", "10", "0", "", "no manual_none"},
        {"of a blocked item", "10", "9", "life=blocked", "no blocked"},
        {"only a date", "10", "", "", "20 0 0 0 0 +0 = 20 manual_date"},
    };
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < VMI_COUNT(decisions); i++) {
        struct vmi_position position;
        struct vmi_proposal p;
        struct vmi_terms terms = ledger_terms(decisions[i].terms);
        struct vmi_override decided = {number(decisions[i].quantity), *decisions[i].quantity ? VMI_DAY_NONE : ledger_day("2026-01-09"), VMI_SLICE("fair"), VMI_SLICE("jk")};
        enum vmi_reason reason;
        char line[256] = "", texts[7][VMI_DECIMAL_TEXT_SIZE];
        position_of(&position, number(decisions[i].position), 15 * VMI_DECIMAL_ONE, 30 * VMI_DECIMAL_ONE);
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = ledger_day("2026-01-05"), .override = &decided};
        if (plan_one(&input, &arena, &p, &reason) == VMI_PLAN_NONE) {
            snprintf(line, sizeof line, "no %s", vmi_reasons[reason].code);
        } else {
            vmi_decimal figures[] = {p.need, p.cap_delta, p.order_min_delta, p.multiple_delta, p.order_max_delta, p.manual_delta, p.quantity};
            for (int k = 0; k < 7; k++)
                vmi_decimal_format(figures[k], texts[k]);
            snprintf(line, sizeof line, "%s %s %s %s %s %s%s = %s %.*s", texts[0], texts[1], texts[2], texts[3], texts[4], p.manual_delta >= 0 ? "+" : "", texts[5], texts[6],
                     VMI_SLICE_PRINT(p.reasons));
            ok(!*decisions[i].quantity || memmem(p.why.text, p.why.length, "(fair) by jk", 12), "%s: why says who decided", decisions[i].name);
            is_long(p.order_date, ledger_day(*decisions[i].quantity ? "2026-01-05" : "2026-01-09"), "%s: order date", decisions[i].name);
        }
        is_text(line, decisions[i].expected, "%s", decisions[i].name);
    }
    vmi_arena_free(&arena);
}

static void test_shelf_life_and_review(void)
{
    struct vmi_arena arena = {0};
    struct vmi_position position;
    struct vmi_proposal p;
    struct vmi_terms terms = ledger_terms("min_remaining_life=6 order_multiple=10");
    enum vmi_reason reason;
    position_of(&position, 3 * VMI_DECIMAL_ONE, 15 * VMI_DECIMAL_ONE, 30 * VMI_DECIMAL_ONE);
    position.demand_mean = 4.5;
    position.lead_time = 2 * VMI_DECIMAL_ONE;
    struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE};
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "27 sell in six days");
    is_quantity(p.cap_delta, "-3", "the need of 27 is cut to 24");
    is_quantity(p.quantity, "20", "and the multiple rounds down");
    terms = ledger_terms("min_remaining_life=6.5 quantum=0.5");
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "29.25 sell in six days and a half");
    is_quantity(p.quantity, "26", "29 in half units");
    terms = ledger_terms("shelf_life=6");
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "18 sell in the six days less the lead time");
    is_quantity(p.quantity, "15", "of which three are there");
    input.review = UINT64_C(1) << VMI_REASON_SHELF_LIFE;
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE && vmi_slice_is(p.approval, "review"), "a reason that was named puts the line to review");
    input.review = UINT64_C(1) << VMI_REASON_ORDER_MIN;
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE && vmi_slice_is(p.approval, "auto"), "another one does not");
    vmi_arena_free(&arena);
}

static void test_no_order_day(void)
{
    struct vmi_arena arena = {0};
    struct vmi_position position;
    struct vmi_proposal p;
    struct vmi_terms terms = ledger_terms("order_days=FREQ=WEEKLY;BYDAY=MO;UNTIL=20260105");
    enum vmi_reason reason;
    position_of(&position, 0, VMI_DECIMAL_ONE, 2 * VMI_DECIMAL_ONE);
    struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = ledger_day("2026-01-05")};
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "the last order day is one");
    input.as_of++;
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_NONE && reason == VMI_REASON_NO_ORDER_DAY, "after it there is none, and no line");
    vmi_arena_free(&arena);
}

static void test_values(void)
{
    struct vmi_arena arena = {0};
    struct vmi_position position;
    struct vmi_proposal p;
    struct vmi_terms terms = ledger_terms("unit_cost=2 unit_price=2.5 weight=0.5 volume=9000000000000");
    enum vmi_reason reason;
    position_of(&position, 0, VMI_DECIMAL_ONE, 10 * VMI_DECIMAL_ONE);
    struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .currency = VMI_SLICE("EUR")};
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "a line with a price");
    is_quantity(p.value, "25", "its value is at the price");
    is_slice(p.currency, "EUR", "in the agreement's currency");
    is_quantity(p.weight, "5", "its weight");
    is_quantity(p.volume, "", "a volume beyond the range is left empty");
    is_slice(p.why, "position 0 at or below min 1: up to max 10 needs 10", "why, in words");
    terms = ledger_terms("unit_cost=2 order_multiple=6");
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "a line without a price");
    is_quantity(p.value, "24", "its value is at cost");
    is_slice(p.why, "position 0 at or below min 1: up to max 10 needs 10; +2 for order_multiple 6 = 12", "why, with what changed it");
    terms = ledger_terms(NULL);
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "a line without any value");
    ok(p.value == VMI_DECIMAL_UNKNOWN && !p.currency.text, "has neither value nor currency");
    ok(p.order_unit_quantity == VMI_DECIMAL_UNKNOWN && !p.order_unit.length, "and no order unit where none was agreed");
    terms = ledger_terms("order_unit=CS order_multiple=4");
    terms.units = VMI_SLICE("PL=480 CS=8");
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "a line that is ordered in cases");
    is_quantity(p.order_unit_quantity, "1.5", "12 are a case and a half");
    is_slice(p.order_unit, "CS", "of the unit that was agreed");
    terms.units = VMI_SLICE("CS=7");
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE && p.order_unit_quantity == VMI_DECIMAL_UNKNOWN, "sevenths cannot be written, and are not");
    terms.units = VMI_SLICE_NONE;
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE && p.order_unit_quantity == VMI_DECIMAL_UNKNOWN, "nor what nobody knows");
    vmi_arena_free(&arena);
}

static void test_lot_rules(void)
{
    static const struct {
        const char *rule, *need, *why;
    } rules[] = {
        {"lot_rule=lot_for_lot", "21", "position 4 at or below min 10: 6 to min and a lot of 15 (lot_for_lot) needs 21 = 21"},
        {"lot_rule=silver_meal order_cost=40", "36", NULL},
        {"lot_rule=wagner_whitin order_cost=40", "36", NULL},
        {"lot_rule=silver_meal order_cost=1", "21", NULL},
        {"lot_rule=silver_meal", "96", NULL},
        {"lot_rule=wagner_whitin order_cost=9000", "96", "position 4 at or below min 10: 6 to min and a lot of 390 (wagner_whitin), but not above max 100 needs 96 = 96"},
    };
    struct vmi_arena arena = {0};
    struct vmi_position position;
    struct vmi_proposal p;
    enum vmi_reason reason;
    double demand[20];
    position_of(&position, 4 * VMI_DECIMAL_ONE, 10 * VMI_DECIMAL_ONE, 100 * VMI_DECIMAL_ONE);
    position.demand_mean = 3;
    position.lead_time = 2 * VMI_DECIMAL_ONE;
    position.review_period = 5 * VMI_DECIMAL_ONE;
    for (size_t i = 0; i < VMI_COUNT(rules); i++) {
        struct vmi_terms terms = ledger_terms(rules[i].rule);
        terms.unit_cost = 365 * VMI_DECIMAL_ONE;
        terms.holding_rate = VMI_DECIMAL_ONE / 5; /* 1 a unit and review period */
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE};
        ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "%s", rules[i].rule);
        is_quantity(p.quantity, rules[i].need, "%s", rules[i].rule);
        if (rules[i].why)
            is_slice(p.why, rules[i].why, "%s: why", rules[i].rule);
    }
    for (int i = 0; i < 20; i++)
        demand[i] = i < 12 ? 7 : 1;
    struct vmi_terms terms = ledger_terms("lot_rule=lot_for_lot");
    struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .demand = demand, .demand_count = 20};
    ok(plan_one(&input, &arena, &p, &reason) == VMI_PLAN_LINE, "a lot by forecasts");
    is_quantity(p.quantity, "41", "of the five days behind the seven that min covers: 6 + 5 * 7");
    vmi_arena_free(&arena);
}

static vmi_decimal some(uint64_t *state, int most)
{
    static const vmi_decimal units[] = {VMI_DECIMAL_ONE, VMI_DECIMAL_ONE / 2, VMI_DECIMAL_ONE / 1000, 1};
    return (vmi_decimal)chance_below(state, most) * units[chance_below(state, 4)];
}

static bool holds(const struct vmi_proposal *p, const struct vmi_terms *t)
{
    vmi_decimal sum = p->need + p->cap_delta + p->order_min_delta + p->multiple_delta + p->order_max_delta + p->manual_delta + p->load_delta + p->supply_delta;
    return p->quantity == sum && p->quantity > 0 && p->need == p->max - p->position && p->quantity % vmi_terms_multiple(t) == 0 &&
           (t->stock_cap == VMI_DECIMAL_UNKNOWN || p->position + p->quantity <= t->stock_cap) && (t->order_max == VMI_DECIMAL_UNKNOWN || p->quantity <= t->order_max) &&
           (t->order_min == VMI_DECIMAL_UNKNOWN || p->quantity >= t->order_min) && p->cap_delta <= 0 && p->order_min_delta >= 0 && p->order_max_delta <= 0;
}

static void test_properties(void)
{
    uint64_t state = 2026;
    int wrong = 0, lines = 0;
    struct vmi_arena arena = {0};
    for (int i = 0; i < 20000; i++) {
        struct vmi_position position;
        struct vmi_proposal p;
        struct vmi_terms terms = ledger_terms(NULL);
        enum vmi_reason reason;
        vmi_decimal min = some(&state, 100), level = some(&state, 200) - 50 * VMI_DECIMAL_ONE;
        position_of(&position, level, min, min + some(&state, 100));
        if (chance_below(&state, 2))
            terms.stock_cap = some(&state, 200);
        if (chance_below(&state, 2))
            terms.order_min = some(&state, 60);
        if (chance_below(&state, 2))
            terms.order_multiple = some(&state, 30) + 1;
        if (chance_below(&state, 2))
            terms.order_max = some(&state, 80) + 1;
        terms.trigger = chance_below(&state, 2);
        struct vmi_plan_input input = {.position = &position, .terms = &terms, .as_of = VMI_DAY_NONE, .currency = VMI_SLICE_NONE};
        enum vmi_plan_result result = plan_one(&input, &arena, &p, &reason);
        lines += result == VMI_PLAN_LINE;
        wrong += result == VMI_PLAN_LINE ? !holds(&p, &terms) : result != VMI_PLAN_NONE || !vmi_reasons[reason].keeps;
        vmi_arena_clear(&arena);
    }
    is_long(wrong, 0, "20,000 cases: need and deltas make the quantity, within every bound");
    ok(lines > 4000, "of which many are lines: %d", lines);
    vmi_arena_free(&arena);
}

/* ---- once is enough ----------------------------------------------------------------------------------------- */

/* An item of any kind, with receipts under way. */
static void draw_world(uint64_t *state, struct vmi_position *position, struct vmi_terms *terms, struct vmi_receipt *receipts, size_t *count)
{
    static const char *const days[] = {"", "MO", "MO,TH", "TU-FR"};
    char text[128];
    snprintf(text, sizeof text, "rounding=%s split=%s trigger=%s late_supply=%s",
             chance_below(state, 2)   ? "up"
             : chance_below(state, 2) ? "down"
                                      : "nearest",
             chance_below(state, 2) ? "yes" : "no", chance_below(state, 2) ? "below" : "at_or_below", chance_below(state, 2) ? "reorder" : "expedite");
    *terms = ledger_terms(text);
    vmi_decimal min = some(state, 100), level = some(state, 150) - 40 * VMI_DECIMAL_ONE;
    position_of(position, level, min, min + some(state, 100));
    static const int lot_rules[] = {VMI_LOT_TO_MAX, VMI_LOT_TO_MAX, VMI_LOT_FIXED, VMI_LOT_FOR_LOT, VMI_LOT_SILVER_MEAL};
    terms->lot_rule = lot_rules[chance_below(state, 5)];
    if (chance_below(state, 2))
        terms->order_quantity = some(state, 40) + 1;
    terms->unit_cost = terms->holding_rate = terms->order_cost = VMI_DECIMAL_ONE;
    position->on_hand = level > 0 ? level : 0;
    position->lead_time = chance_below(state, 10) * VMI_DECIMAL_ONE;
    position->review_period = chance_below(state, 8) * VMI_DECIMAL_ONE;
    position->demand_mean = chance_below(state, 300) / 20.0;
    position->safety_stock = chance_below(state, 20);
    position->stockout_date = chance_below(state, 2) ? VMI_DAY_NONE : ledger_day("2026-01-05") + chance_below(state, 12);
    if (chance_below(state, 2))
        terms->stock_cap = some(state, 200);
    if (chance_below(state, 2))
        terms->order_min = some(state, 60);
    if (chance_below(state, 2))
        terms->order_multiple = some(state, 30) + 1;
    if (chance_below(state, 2))
        terms->order_max = some(state, 80) + 1;
    if (chance_below(state, 4) == 0)
        terms->min_remaining_life = chance_below(state, 30) * VMI_DECIMAL_ONE;
    terms->freeze_days = chance_below(state, 3) * VMI_DECIMAL_ONE;
    struct vmi_error error;
    static struct vmi_arena calendars;
    const char *weekdays = days[chance_below(state, 4)];
    if (*weekdays)
        terms->order_days = vmi_calendar_parse(vmi_slice_of(weekdays), &calendars, &error);
    *count = (size_t)chance_below(state, 3);
    for (size_t i = 0; i < *count; i++) {
        receipts[i] = (struct vmi_receipt){.due = ledger_day("2026-01-05") + chance_below(state, 20), .quantity = some(state, 60) + 1};
        receipts[i].counted = receipts[i].due;
        position->position += receipts[i].quantity;
    }
}

static int compare_receipts(const void *a, const void *b)
{
    return ((const struct vmi_receipt *)a)->counted - ((const struct vmi_receipt *)b)->counted;
}

/* What is proposed is ordered, and the item is looked at again: there is nothing left to propose. */
static void test_twice(void)
{
    struct vmi_arena arena = {0};
    uint64_t state = 20260105;
    int twice = 0, lines_seen = 0;
    for (int round = 0; round < rounds(10000); round++) {
        struct vmi_position position;
        struct vmi_terms terms;
        struct vmi_receipt receipts[3 + VMI_PLAN_MOST_LINES];
        struct vmi_plan_lines lines;
        struct vmi_override decided = {.quantity = some(&state, 80), .order_date = VMI_DAY_NONE};
        enum vmi_reason reason;
        size_t count;
        draw_world(&state, &position, &terms, receipts, &count);
        struct vmi_plan_input input = {.position = &position,
                                       .terms = &terms,
                                       .as_of = ledger_day("2026-01-05"),
                                       .minute = -1,
                                       .remaining = VMI_DECIMAL_UNKNOWN,
                                       .receipts = receipts,
                                       .receipt_count = count};
        if (chance_below(&state, 5) == 0)
            input.override = &decided;
        if (vmi_plan_item(&input, &arena, &lines, &reason) == VMI_PLAN_LINE && lines.count < VMI_PLAN_MOST_LINES) {
            lines_seen++;
            for (size_t i = 0; i < lines.count; i++) {
                receipts[count++] = (struct vmi_receipt){.due = lines.list[i].due_date, .counted = lines.list[i].due_date, .quantity = lines.list[i].quantity};
                position.position += lines.list[i].quantity;
            }
            qsort(receipts, count, sizeof *receipts, compare_receipts);
            input.receipt_count = count;
            struct vmi_buffer first = {0};
            vmi_buffer_print(&first, "%.*s", VMI_SLICE_PRINT(lines.list[0].why));
            if (vmi_plan_item(&input, &arena, &lines, &reason) == VMI_PLAN_LINE) {
                note("%.*s, then %.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&first)), VMI_SLICE_PRINT(lines.list[0].why));
                twice++;
            }
            vmi_buffer_free(&first);
        }
        vmi_arena_clear(&arena);
    }
    is_long(twice, 0, "run twice, ordered once");
    ok(lines_seen > rounds(10000) / 4, "of worlds in which something was ordered: %d", lines_seen);
    vmi_arena_free(&arena);
}

int main(void)
{
    test_twice();
    test_table();
    test_dates();
    test_no_order_day();
    test_cut_off();
    test_split();
    test_decisions();
    test_lot_rules();
    test_shelf_life_and_review();
    test_values();
    test_properties();
    return done();
}
