#include <math.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/projection.h"

/* As-of is Monday, 2026-01-05. */
static int32_t day(int n)
{
    return ledger_day("2026-01-05") + n;
}

static void test_receipts(void)
{
    struct vmi_arena arena = {0};
    struct vmi_receipt *list;
    struct vmi_error error;
    size_t count;
    ok(vmi_receipts_of(VMI_SLICE("2026-01-10=5;2026-01-02=2.5;2026-01-07=4"), day(0), NULL, &arena, &list, &count), "three receipts");
    is_long((long long)count, 3, "are three");
    ok(list[0].overdue && list[0].counted == day(1) && list[0].due == day(-3), "what is overdue is counted tomorrow");
    is_quantity(list[0].quantity, "2.5", "with its quantity");
    ok(!list[1].overdue && list[1].counted == day(2) && list[2].counted == day(5), "the others on their days");
    ok(vmi_receipts_of(VMI_SLICE("2026-01-10=5"), day(0), vmi_calendar_parse(VMI_SLICE("MO-FR"), &arena, &error), &arena, &list, &count), "a receipt on a Saturday");
    is_long(list[0].counted, day(7), "is counted on Monday");
    ok(vmi_receipts_of(VMI_SLICE_NONE, day(0), NULL, &arena, &list, &count) && count == 0, "no receipts");
    static const char *const wrong[] = {"2026-01-10", "2026-01-10=", "x=5", "2026-01-10=5;", "2026-13-10=5", ";2026-01-10=5"};
    for (size_t i = 0; i < VMI_COUNT(wrong); i++)
        ok(vmi_receipts_of(vmi_slice_of(wrong[i]), day(0), NULL, &arena, &list, &count) == (i == 3) && count == (i == 3), "'%s'", wrong[i]);
    vmi_arena_free(&arena);
}

static void test_days(void)
{
    const struct vmi_receipt receipts[] = {{.counted = day(2), .quantity = 6 * VMI_DECIMAL_ONE}, {.counted = day(2), .quantity = VMI_DECIMAL_ONE}};
    const double demand[] = {4, NAN, 1};
    const struct vmi_proposal lines[] = {{.due_date = day(3), .quantity = 10 * VMI_DECIMAL_ONE}, {.due_date = day(9), .quantity = VMI_DECIMAL_ONE}};
    const struct vmi_projection_source source = {
        .as_of = day(0), .stock = 5, .receipts = receipts, .receipt_count = 2, .mean = 3, .demand = demand, .demand_count = 3, .lines = lines, .line_count = 2};
    static const double expected[4][5] = {{5, 0, 4, 0, 1}, {1, 7, 3, 0, 5}, {5, 0, 1, 10, 14}, {14, 0, 3, 0, 11}};
    struct vmi_projection_day days[4];
    vmi_project(&source, days, 4);
    for (int i = 0; i < 4; i++) {
        ok(days[i].date == day(i + 1), "day %d", i + 1);
        is_near(days[i].opening, expected[i][0], 1e-12, "opens with what the day before closed with");
        is_near(days[i].receipts, expected[i][1], 1e-12, "receipts");
        is_near(days[i].demand, expected[i][2], 1e-12, "demand: as it is forecast, else the mean");
        is_near(days[i].proposed, expected[i][3], 1e-12, "what is proposed");
        is_near(days[i].closing, expected[i][4], 1e-12, "closing");
    }
}

static void test_late(void)
{
    const struct vmi_receipt receipts[] = {{.counted = day(1), .quantity = VMI_DECIMAL_ONE}, {.counted = day(8), .quantity = 50 * VMI_DECIMAL_ONE}};
    const struct vmi_projection_source source = {.as_of = day(0), .stock = 10, .receipts = receipts, .receipt_count = 2, .mean = 3};
    struct vmi_projection_day days[14];
    vmi_project(&source, days, 14);
    ok(vmi_late_receipt(&source, days, 14, 2, day(5)) == &receipts[1], "stock falls to 2 on day 3, what is due on day 8 is late");
    ok(!vmi_late_receipt(&source, days, 14, 2, day(8)), "unless an order of today would come no sooner");
    ok(!vmi_late_receipt(&source, days, 2, 2, day(5)), "or the days end before");
    ok(!vmi_late_receipt(&source, days, 14, -20, day(5)), "or stock never falls so far");
    ok(!vmi_late_receipt(&source, days, 14, 2, VMI_DAY_NONE), "or nobody knows when an order would come");
}

int main(void)
{
    test_receipts();
    test_days();
    test_late();
    return done();
}
