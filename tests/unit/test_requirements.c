#include "vmi/requirements.h"

#include "truth.h"

enum { MOST = 64 };

static struct vmi_arena arena;

static vmi_decimal quantity(const struct truth *t, const char *column)
{
    vmi_decimal value = VMI_DECIMAL_UNKNOWN;
    truth_quantities(t, column, &value, 1);
    return value;
}

static void test_truth(void)
{
    struct truth *t = truth_open("drp");
    while (truth_next(t)) {
        vmi_decimal gross[MOST], scheduled[MOST];
        struct vmi_requirements_plan plan = {0};
        size_t buckets = truth_quantities(t, "gross_req", gross, MOST);
        truth_quantities(t, "sched_receipts", scheduled, MOST);
        struct vmi_requirements r = {
            gross, scheduled, buckets, (size_t)truth_number(t, "lead_time"), quantity(t, "onhand"), quantity(t, "safety_stock"), quantity(t, "min_qty"), quantity(t, "multiple")};
        truth_expect(t, "in range", vmi_plan_requirements(&r, &arena, &plan), true, 0, 0);
        truth_are(t, "net_req", plan.net, buckets);
        truth_are(t, "planned_receipts", plan.receipts, buckets);
        truth_are(t, "planned_releases", plan.releases, buckets);
        vmi_decimal past_due[MOST] = {plan.past_due};
        truth_are(t, "of_which_past_due_in_bucket1", past_due, buckets);
        truth_are(t, "pab", plan.projected, buckets);
    }
    truth_close(t);
}

/* Stock never ends below safety stock, is never raised by a multiple more than it needs, and what is received is released. */
static void test_by_chance(void)
{
    uint64_t seed = 3;
    bool safe = true, scarce = true, released = true;
    for (int round = 0; round < rounds(20000); round++) {
        vmi_decimal gross[MOST], scheduled[MOST], received = 0, sent = 0;
        size_t buckets = 1 + (size_t)chance_below(&seed, 12);
        for (size_t i = 0; i < buckets; i++) {
            gross[i] = chance_below(&seed, 5000) * 10000;
            scheduled[i] = chance_below(&seed, 4) ? 0 : chance_below(&seed, 9000) * 10000;
        }
        struct vmi_requirements r = {gross,
                                     scheduled,
                                     buckets,
                                     (size_t)chance_below(&seed, 15),
                                     (chance_below(&seed, 9000) - 2000) * 10000,
                                     chance_below(&seed, 1000) * 10000,
                                     chance_below(&seed, 3) ? VMI_DECIMAL_UNKNOWN : 12500000,
                                     chance_below(&seed, 3) ? 2500000 : VMI_DECIMAL_UNKNOWN};
        struct vmi_requirements_plan plan;
        if (!vmi_plan_requirements(&r, &arena, &plan))
            safe = false;
        vmi_decimal lot = r.order_multiple > 0 ? r.order_multiple : 1;
        for (size_t i = 0; safe && i < buckets; i++) {
            safe &= plan.projected[i] >= r.safety_stock;
            scarce &= plan.receipts[i] == 0 || plan.receipts[i] - lot < (plan.net[i] > r.order_min ? plan.net[i] : r.order_min);
            scarce &= (plan.receipts[i] > 0) == (plan.net[i] > 0);
            received += plan.receipts[i];
            sent += plan.releases[i];
        }
        released &= received == sent && plan.past_due <= plan.releases[0];
        vmi_arena_clear(&arena);
    }
    ok(safe, "stock ends no bucket below safety stock");
    ok(scarce, "no more is received than the lot that is needed");
    ok(released, "what is received is released");
}

static void test_edges(void)
{
    static const vmi_decimal gross[] = {VMI_DECIMAL_ONE}, huge[] = {VMI_DECIMAL_MAXIMUM - 1, VMI_DECIMAL_MAXIMUM - 1}, none[] = {0, 0};
    struct vmi_requirements r = {gross, none, 1, 9, -VMI_DECIMAL_ONE / 2, 0, VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN}, more = {huge, none, 2, 9, 0, 0, 0, 0};
    struct vmi_requirements_plan plan = {0};
    ok(vmi_plan_requirements(&r, &arena, &plan), "neither a smallest order nor a multiple");
    is_quantity(plan.receipts[0], "1.5", "what is owed is needed too");
    is_quantity(plan.past_due, "1.5", "and late");
    ok(!vmi_plan_requirements(&more, &arena, &plan), "releases beyond the range");
    more.on_hand = 1 - VMI_DECIMAL_MAXIMUM;
    ok(!vmi_plan_requirements(&more, &arena, &plan), "stock beyond the range");
    is_quantity(plan.past_due, "1.5", "leave the plan alone");
}

int main(void)
{
    test_truth();
    test_by_chance();
    test_edges();
    vmi_arena_free(&arena);
    return done();
}
