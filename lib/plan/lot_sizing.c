#include "vmi/lot_sizing.h"

#include <math.h>

#include "vmi/solve.h"

struct sizing {
    enum vmi_lot_method method;
    const vmi_decimal *demand;
    size_t buckets;
    double order_cost, holding_cost;
    double mean; /* demand a bucket */
};

/* A lot as it grows. */
struct growing {
    double buckets, units;
    double held; /* units times the buckets for which each of them waits */
};

/* What decimals as doubles, and a few products of them, can be off. */
static const double rounding = 1e-12;

static bool at_most(double a, double b)
{
    return a <= b * (1 + rounding);
}

static double cost_of(const struct sizing *s, double lots, double held)
{
    return s->order_cost * lots + s->holding_cost * held;
}

/* ---- lot by lot --------------------------------------------------------------------------------------- */

/* n = floor(EOQ/mean + 1/2); without a cost of holding, all buckets. */
static double buckets_of_eoq(const struct sizing *s)
{
    double count = vmi_round_down(
        vmi_square_root(2 * s->order_cost / (s->holding_cost * s->mean)) * (1 + rounding) + 0.5);
    if (!(count < (double)s->buckets))
        return (double)s->buckets;
    return count > 1 ? count : 1;
}

/*
 * Whether a lot of n buckets, U units and cost C takes in one more bucket with demand d, which adds h n d to its cost.
 * That cost a bucket does not rise, (C + h n d)/(n + 1) <= C/n, is h n^2 d <= C; that cost a unit does not,
 * (C + h n d)/(U + d) <= C/U, is h n U <= C unless there is no demand. So nothing is subtracted.
 */
static bool takes_in(const struct sizing *s, const struct growing *lot, double demand)
{
    double n = lot->buckets, cost = cost_of(s, 1, lot->held);
    switch (s->method) {
    case VMI_LOTS_SILVER_MEAL:
        return at_most(s->holding_cost * n * n * demand, cost);
    case VMI_LOTS_LEAST_UNIT_COST:
        return demand == 0 || at_most(s->holding_cost * n * lot->units, cost);
    case VMI_LOTS_PART_PERIOD:
        return at_most(s->holding_cost * (lot->held + n * demand), s->order_cost);
    case VMI_LOTS_PERIOD_ORDER:
        return n < buckets_of_eoq(s);
    case VMI_LOTS_LOT_FOR_LOT:
    case VMI_LOTS_WAGNER_WHITIN:
        break;
    }
    return false;
}

/* The bucket after the lot that begins at FIRST. */
static size_t end_of_lot(const struct sizing *s, size_t first)
{
    struct growing lot = {1, vmi_decimal_to_double(s->demand[first]), 0};
    size_t next = first + 1;
    for (; next < s->buckets; next++) {
        double demand = vmi_decimal_to_double(s->demand[next]);
        if (!takes_in(s, &lot, demand))
            break;
        lot.held += lot.buckets * demand;
        lot.units += demand;
        lot.buckets++;
    }
    return next;
}

static void begin_by_rule(const struct sizing *s, bool *begins)
{
    for (size_t i = 0; i < s->buckets;) {
        begins[i] = s->demand[i] > 0;
        i = begins[i] ? end_of_lot(s, i) : i + 1;
    }
}

/* ---- all lots at once --------------------------------------------------------------------------------- */

/* The best plan for the buckets with demand up to one of them. */
struct stage {
    size_t bucket;
    size_t last; /* the stage at which its last lot begins */
    double cost;
};

/* The last lot begins no earlier than that of the stage before: the planning horizon of Wagner and Whitin. */
static void find_last_lot(const struct sizing *s, struct stage *stages, size_t k)
{
    size_t first = k ? stages[k - 1].last : 0;
    double units = 0, held = 0;
    stages[k].cost = INFINITY;
    for (size_t j = k;; j--) {
        double cost = (j ? stages[j - 1].cost : 0) + cost_of(s, 1, held);
        if (!at_most(stages[k].cost, cost)) {
            stages[k].cost = cost;
            stages[k].last = j;
        }
        if (j == first)
            break;
        units += vmi_decimal_to_double(s->demand[stages[j].bucket]);
        held += units * (double)(stages[j].bucket - stages[j - 1].bucket);
    }
}

static void begin_at_least_cost(const struct sizing *s, bool *begins, struct vmi_arena *arena)
{
    struct stage *stages = vmi_arena_alloc(arena, s->buckets * sizeof *stages);
    size_t count = 0;
    for (size_t i = 0; i < s->buckets; i++) {
        if (s->demand[i] == 0)
            continue;
        stages[count] = (struct stage){.bucket = i};
        find_last_lot(s, stages, count++);
    }
    while (count) {
        count = stages[count - 1].last;
        begins[stages[count].bucket] = true;
    }
}

/* ---- the plan ----------------------------------------------------------------------------------------- */

static struct vmi_lot_plan fill_lots(const struct sizing *s, const bool *begins, struct vmi_arena *arena)
{
    struct vmi_lot_plan plan = {.orders = vmi_arena_alloc(arena, s->buckets * sizeof *plan.orders)};
    double held = 0;
    for (size_t i = 0, lot = 0; i < s->buckets; i++) {
        plan.orders[i] = 0;
        plan.lots += begins[i];
        lot = begins[i] ? i : lot;
        plan.orders[lot] += s->demand[i]; /* all demand together is in range */
        held += (double)(i - lot) * vmi_decimal_to_double(s->demand[i]);
    }
    plan.cost = cost_of(s, (double)plan.lots, held);
    return plan;
}

static bool is_figure(double x)
{
    return x >= 0 && isfinite(x);
}

static bool find_mean(struct sizing *s)
{
    vmi_decimal total = 0;
    for (size_t i = 0; i < s->buckets; i++)
        if (s->demand[i] < 0 || !vmi_decimal_add(total, s->demand[i], &total))
            return false;
    s->mean = vmi_decimal_to_double(total) / (double)s->buckets;
    return true;
}

struct vmi_lot_plan vmi_plan_lots(enum vmi_lot_method method, const vmi_decimal *demand, size_t buckets,
                                  double order_cost, double holding_cost, struct vmi_arena *arena)
{
    struct sizing s = {method, demand, buckets, order_cost, holding_cost, 0};
    if (!is_figure(order_cost) || !is_figure(holding_cost) || !find_mean(&s))
        return (struct vmi_lot_plan){.cost = NAN};
    bool *begins = vmi_arena_alloc(arena, buckets * sizeof *begins);
    memset(begins, 0, buckets * sizeof *begins);
    if (method == VMI_LOTS_WAGNER_WHITIN)
        begin_at_least_cost(&s, begins, arena);
    else
        begin_by_rule(&s, begins);
    return fill_lots(&s, begins, arena);
}
