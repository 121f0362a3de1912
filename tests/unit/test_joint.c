#include "vmi/joint.h"

#include <math.h>

#include "truth.h"

#define CLOSED 1e-12

enum {
    MOST = 16,
    LARGEST = 8, /* the multiples that the table enumerates */
};

static struct vmi_arena arena;

static void expect_multiples(struct truth *t, const char *column, const uint32_t *multiples, size_t count)
{
    double expected[MOST];
    truth_expect(t, column, (double)truth_list(t, column, expected, MOST), (double)count, 0, 0);
    for (size_t i = 0; i < count; i++)
        truth_expect(t, column, multiples[i], expected[i], 0, 0);
}

static void test_truth(void)
{
    struct truth *t = truth_open("jrp");
    while (truth_next(t)) {
        double minor[MOST], h[MOST], d[MOST], K = truth_number(t, "major_K");
        size_t count = truth_list(t, "minor_k", minor, MOST);
        struct vmi_joint_item items[MOST];
        uint32_t multiples[MOST];
        truth_list(t, "h", h, MOST);
        truth_list(t, "d", d, MOST);
        for (size_t i = 0; i < count; i++)
            items[i] = (struct vmi_joint_item){d[i], h[i], minor[i]};
        struct vmi_joint_cycle cycle = vmi_joint_by_silver(items, count, K, multiples);
        expect_multiples(t, "silver_m", multiples, count);
        truth_near(t, "silver_T", cycle.interval, CLOSED, 0);
        truth_near(t, "silver_cost", cycle.cost, CLOSED, 0);
        cycle = vmi_joint_by_turns(items, count, K, multiples);
        expect_multiples(t, "iter_m", multiples, count);
        truth_near(t, "iter_T", cycle.interval, CLOSED, 0);
        truth_near(t, "iter_cost", cycle.cost, CLOSED, 0);
        cycle = vmi_joint_best(items, count, K, LARGEST, multiples, &arena);
        expect_multiples(t, "best_m", multiples, count);
        truth_near(t, "best_cost_enumerated", cycle.cost, CLOSED, 0);
    }
    truth_close(t);
}

/* The least cost of all multiples there are. */
static double least_by_trying(const struct vmi_joint_item *items, size_t count, double K, uint32_t most)
{
    uint32_t multiples[MOST];
    double least = INFINITY;
    size_t plans = 1;
    for (size_t i = 0; i < count; i++)
        plans *= most;
    for (size_t plan = 0; plan < plans; plan++) {
        for (size_t i = 0, rest = plan; i < count; i++, rest /= most)
            multiples[i] = 1 + (uint32_t)(rest % most);
        least = fmin(least, vmi_joint_cycle(items, count, K, multiples).cost);
    }
    return least;
}

static void test_by_trying(void)
{
    uint64_t seed = 17;
    bool least = true, above = true, told = true;
    for (int round = 0; round < rounds(20000); round++) {
        struct vmi_joint_item items[4];
        uint32_t multiples[4];
        size_t count = 1 + (size_t)chance_below(&seed, 4);
        uint32_t most = 1 + (uint32_t)chance_below(&seed, 6);
        double K = chance_below(&seed, 100);
        for (size_t i = 0; i < count; i++)
            items[i] = (struct vmi_joint_item){1 + chance_below(&seed, 1000), 0.1 + chance_below(&seed, 30) / 10.0, 1 + chance_below(&seed, 200)};
        struct vmi_joint_cycle best = vmi_joint_best(items, count, K, most, multiples, &arena);
        least &= fabs(best.cost / least_by_trying(items, count, K, most) - 1) < CLOSED;
        told &= best.cost == vmi_joint_cycle(items, count, K, multiples).cost;
        double wide = vmi_joint_best(items, count, K, 200, multiples, &arena).cost * (1 - CLOSED);
        struct vmi_joint_cycle turns = vmi_joint_by_turns(items, count, K, multiples);
        above &= turns.cost >= wide;
        told &= turns.cost == vmi_joint_cycle(items, count, K, multiples).cost;
        above &= vmi_joint_by_silver(items, count, K, multiples).cost >= wide;
        vmi_arena_clear(&arena);
    }
    ok(least, "the best multiples, against all of them");
    ok(above, "rules cost no less");
    ok(told, "cost is that of the multiples");
}

static void test_edges(void)
{
    static const struct vmi_joint_item one[] = {{100, 2, 30}}, idle[] = {{100, 2, 30}, {0, 2, 30}}, free_place[] = {{100, 2, 0}, {100, 2, 30}}, half[] = {{1, 1, 1}, {1, 1, 8}};
    uint32_t multiples[2] = {7, 7};
    is_near(vmi_joint_by_silver(one, 1, 70, multiples).cost, 200, CLOSED, "one item alone costs what its own lots do");
    is_long(multiples[0], 1, "and is in every order");
    is_near(vmi_joint_by_silver(idle, 2, 70, multiples).cost, NAN, 0, "no demand");
    is_long(multiples[1], 0, "no multiple");
    is_near(vmi_joint_by_silver(one, 0, 70, multiples).cost, NAN, 0, "no items");
    is_near(vmi_joint_by_turns(one, 1, NAN, multiples).cost, NAN, 0, "cost not known");
    is_near(vmi_joint_best(one, 1, -1, 5, multiples, &arena).cost, NAN, 0, "cost below 0");
    is_near(vmi_joint_cycle(idle, 2, 70, multiples).interval, NAN, 0, "no interval without demand");
    is_near(vmi_joint_by_silver(free_place, 2, 0, multiples).cost, NAN, 0, "nothing to go by when orders are free");
    is_near(vmi_joint_by_turns(free_place, 2, 70, multiples).cost, vmi_joint_best(free_place, 2, 70, 9, multiples, &arena).cost, CLOSED, "a place that costs nothing");
    vmi_joint_by_silver(half, 2, 0.28, multiples);
    is_long(multiples[1], 3, "2.5 is rounded up");
}

static vmi_decimal units(int count)
{
    return count * VMI_DECIMAL_ONE;
}

static void test_can_order(void)
{
    struct vmi_can_order_item items[] = {{units(4), units(20), units(8), false}, {units(9), units(30), units(8), false},
                                         {units(8), units(30), units(8), false}, {units(5), units(30), VMI_DECIMAL_UNKNOWN, false},
                                         {units(5), units(5), units(8), false},  {VMI_DECIMAL_UNKNOWN, units(5), units(8), false}};
    vmi_decimal needs[VMI_COUNT(items)];
    ok(vmi_can_order(items, VMI_COUNT(items), needs), "nobody has to order");
    is_quantity(needs[0], "0", "so nobody does");
    items[3].triggered = true;
    ok(vmi_can_order(items, VMI_COUNT(items), needs), "one has to");
    is_quantity(needs[3], "25", "up to max");
    is_quantity(needs[0], "16", "one below can_order goes along");
    is_quantity(needs[1], "0", "one above does not");
    is_quantity(needs[2], "22", "one at can_order does");
    is_quantity(needs[4], "0", "one at max needs nothing");
    is_quantity(needs[5], "0", "one that is not known is left alone");
    items[0].position = 1 - VMI_DECIMAL_MAXIMUM;
    ok(!vmi_can_order(items, VMI_COUNT(items), needs), "a need out of range");
}

int main(void)
{
    test_truth();
    test_by_trying();
    test_edges();
    test_can_order();
    vmi_arena_free(&arena);
    return done();
}
