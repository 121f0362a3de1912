#include "vmi/lot_sizing.h"

#include <math.h>

#include "truth.h"

#define CLOSED 1e-12

enum { MOST = 64 };

static struct vmi_arena arena;

/* What ORDERS cost, bucket by bucket; NaN when a bucket is short or something is left. */
static double cost_of(const vmi_decimal *demand, const vmi_decimal *orders, size_t buckets, double K, double h)
{
    double cost = 0;
    vmi_decimal stock = 0;
    for (size_t i = 0; i < buckets; i++) {
        stock += orders[i] - demand[i];
        if (stock < 0)
            return NAN;
        cost += (orders[i] > 0 ? K : 0) + h * vmi_decimal_to_double(stock);
    }
    return stock == 0 ? cost : NAN;
}

static size_t orders_in(const vmi_decimal *orders, size_t buckets)
{
    size_t count = 0;
    for (size_t i = 0; i < buckets; i++)
        count += orders[i] > 0;
    return count;
}

static struct vmi_lot_plan plan_row(struct truth *t, enum vmi_lot_method method, const char *cost)
{
    vmi_decimal demand[MOST];
    size_t buckets = truth_quantities(t, "demand", demand, MOST);
    double K = truth_number(t, "K"), h = truth_number(t, "h");
    struct vmi_lot_plan plan = vmi_plan_lots(method, demand, buckets, K, h, &arena);
    truth_near(t, cost, plan.cost, CLOSED, 0);
    truth_near(t, cost, cost_of(demand, plan.orders, buckets, K, h), CLOSED, 0);
    truth_expect(t, "lots", (double)plan.lots, (double)orders_in(plan.orders, buckets), 0, 0);
    return plan;
}

static void test_truth_of_wagner_whitin(void)
{
    struct truth *t = truth_open("wagner_whitin");
    while (truth_next(t)) {
        vmi_decimal listed[MOST];
        size_t buckets = truth_quantities(t, "a_plan", listed, MOST);
        struct vmi_lot_plan plan = plan_row(t, VMI_LOTS_WAGNER_WHITIN, "opt_cost");
        /* Plans may tie; where one has as many orders, it is the same. */
        if ((double)plan.lots == truth_number(t, "n_orders"))
            truth_are(t, "a_plan", plan.orders, buckets);
    }
    truth_close(t);
}

static void test_truth_of_rules(void)
{
    static const char *const names[] = {"LFL", "SM", "LUC", "PPB", "POQ", "WW"};
    struct truth *t = truth_open("silver_meal");
    while (truth_next(t)) {
        vmi_decimal demand[MOST];
        size_t buckets = truth_quantities(t, "demand", demand, MOST);
        enum vmi_lot_method method = VMI_LOTS_LOT_FOR_LOT;
        while (method < VMI_LOTS_WAGNER_WHITIN && !truth_is(t, "method", names[method]))
            method++;
        struct vmi_lot_plan plan = plan_row(t, method, "cost");
        truth_are(t, "plan", plan.orders, buckets);
        truth_near(t, "n_orders", (double)plan.lots, 0, 0);
        double best = vmi_plan_lots(VMI_LOTS_WAGNER_WHITIN, demand, buckets, truth_number(t, "K"), truth_number(t, "h"), &arena).cost;
        truth_near(t, "ratio_to_ww", best > 0 ? plan.cost / best : 1, CLOSED, 0);
    }
    truth_close(t);
}

/* ---- by trying ------------------------------------------------------------------------------------------------ */

/* The least cost of all plans: a lot begins in each of the buckets or does not. */
static double least_by_trying(const vmi_decimal *demand, size_t buckets, double K, double h)
{
    double least = INFINITY;
    for (unsigned begins = 0; begins < 1u << buckets; begins++) {
        vmi_decimal orders[MOST] = {0};
        for (size_t i = 0, lot = 0; i < buckets; i++) {
            lot = begins >> i & 1 ? i : lot;
            orders[lot] += demand[i];
        }
        least = fmin(least, cost_of(demand, orders, buckets, K, h));
    }
    return least;
}

/* How the rules are told in books: the average cost of each longer lot. */
static size_t first_lot_by_averages(enum vmi_lot_method method, const vmi_decimal *demand, size_t buckets, double K, double h)
{
    double cost = K, units = vmi_decimal_to_double(demand[0]), average = method == VMI_LOTS_SILVER_MEAL ? K : K / units;
    for (size_t n = 1; n < buckets; n++) {
        cost += h * (double)n * vmi_decimal_to_double(demand[n]);
        units += vmi_decimal_to_double(demand[n]);
        double next = cost / (method == VMI_LOTS_SILVER_MEAL ? (double)n + 1 : units);
        if (next > average * (1 + 1e-11))
            return n;
        average = next;
    }
    return buckets;
}

static void test_by_trying(void)
{
    uint64_t seed = 5;
    bool least = true, covered = true, longer = true;
    for (int round = 0; round < rounds(3000); round++) {
        vmi_decimal demand[MOST];
        size_t buckets = 1 + (size_t)chance_below(&seed, 10);
        double K = chance_below(&seed, 300) / 10.0, h = chance_below(&seed, 20) / 10.0;
        for (size_t i = 0; i < buckets; i++)
            demand[i] = chance_below(&seed, 3) ? chance_below(&seed, 4000) * VMI_DECIMAL_ONE / 100 : 0;
        double best = vmi_plan_lots(VMI_LOTS_WAGNER_WHITIN, demand, buckets, K, h, &arena).cost;
        least &= fabs(best - least_by_trying(demand, buckets, K, h)) <= 1e-11 * fmax(best, 1);
        for (enum vmi_lot_method method = 0; method <= VMI_LOTS_WAGNER_WHITIN; method++) {
            struct vmi_lot_plan plan = vmi_plan_lots(method, demand, buckets, K, h, &arena);
            covered &= fabs(plan.cost - cost_of(demand, plan.orders, buckets, K, h)) <= 1e-11 * fmax(plan.cost, 1);
            covered &= plan.cost >= best * (1 - 1e-11);
        }
        for (enum vmi_lot_method method = VMI_LOTS_SILVER_MEAL; demand[0] && method <= VMI_LOTS_LEAST_UNIT_COST; method++) {
            size_t next = first_lot_by_averages(method, demand, buckets, K, h);
            vmi_decimal lot = 0;
            for (size_t i = 0; i < next; i++)
                lot += demand[i];
            longer &= vmi_plan_lots(method, demand, buckets, K, h, &arena).orders[0] == lot;
        }
        vmi_arena_clear(&arena);
    }
    ok(least, "Wagner and Whitin, against all plans there are");
    ok(covered, "every plan covers demand exactly, costs what it says, and no less than the best");
    ok(longer, "Silver and Meal and least unit cost end where the average of books rises");
}

static void test_edges(void)
{
    static const vmi_decimal one = VMI_DECIMAL_ONE;
    vmi_decimal flat[] = {10 * one, 10 * one, 10 * one, 10 * one}, below[] = {one, -one}, unknown[] = {one, VMI_DECIMAL_UNKNOWN}, huge[] = {VMI_DECIMAL_MAXIMUM - 1, one};
    vmi_decimal small[] = {1, 0, 2, 1};
    /* 3;2;3;2 with K = 2 and h = 0.2: 1.2 a bucket for two, three and four of them, though 0.2 is no double. */
    vmi_decimal tied[] = {3 * one, 2 * one, 3 * one, 2 * one};
    is_quantity(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, tied, 4, 2, 0.2, &arena).orders[0], "10", "equal cost a bucket goes on");
    is_quantity(vmi_plan_lots(VMI_LOTS_PART_PERIOD, flat, 4, 3, 0.3, &arena).orders[0], "20", "holding that costs as much as an order goes on");
    is_long((long long)vmi_plan_lots(VMI_LOTS_WAGNER_WHITIN, flat, 4, 5, 0.5, &arena).lots, 4, "of plans that cost the same, the later lots");
    is_quantity(vmi_plan_lots(VMI_LOTS_WAGNER_WHITIN, small, 4, 9, 1, &arena).orders[0], "0.000004", "millionths add up exactly");
    is_long((long long)vmi_plan_lots(VMI_LOTS_PERIOD_ORDER, flat, 4, 5, 0, &arena).lots, 1, "holding costs nothing: one lot");
    is_long((long long)vmi_plan_lots(VMI_LOTS_WAGNER_WHITIN, flat, 4, 5, 0, &arena).lots, 1, "and at least cost");
    is_long((long long)vmi_plan_lots(VMI_LOTS_PERIOD_ORDER, flat, 4, 0, 1, &arena).lots, 4, "an order costs nothing: lot for lot");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, flat, 0, 5, 1, &arena).cost, 0, 0, "no buckets");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, below, 2, 5, 1, &arena).cost, NAN, 0, "demand below 0");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, unknown, 2, 5, 1, &arena).cost, NAN, 0, "demand not known");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, huge, 2, 5, 1, &arena).cost, NAN, 0, "demand out of range");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, flat, 4, NAN, 1, &arena).cost, NAN, 0, "cost not known");
    is_near(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, flat, 4, 5, -1, &arena).cost, NAN, 0, "cost below 0");
    ok(vmi_plan_lots(VMI_LOTS_SILVER_MEAL, flat, 4, 5, INFINITY, &arena).orders == NULL, "cost without end");
}

int main(void)
{
    test_truth_of_wagner_whitin();
    test_truth_of_rules();
    test_by_trying();
    test_edges();
    vmi_arena_free(&arena);
    return done();
}
