#include "vmi/joint.h"

#include <math.h>

#include "vmi/solve.h"

struct group {
    const struct vmi_joint_item *items;
    size_t count;
    double order_cost;
};

static const struct vmi_joint_cycle no_cycle = {NAN, NAN};

/* Whole numbers that were missed by the rounding of a few products. */
static const double rounding = 1e-12;

static bool is_figure(double x)
{
    return x >= 0 && isfinite(x);
}

static bool is_group(const struct group *g)
{
    if (g->count == 0 || !is_figure(g->order_cost))
        return false;
    for (size_t i = 0; i < g->count; i++) {
        double holding = g->items[i].holding_cost * g->items[i].demand_rate;
        if (!is_figure(g->items[i].order_cost) || !(g->items[i].demand_rate > 0) || !(holding > 0) ||
            !isfinite(holding))
            return false;
    }
    return true;
}

/* h d, and a/(h d): half the square of the time between orders of the item alone. */
static double holding_of(const struct vmi_joint_item *item)
{
    return item->holding_cost * item->demand_rate;
}

static double slowness_of(const struct vmi_joint_item *item)
{
    return item->order_cost / holding_of(item);
}

static struct vmi_joint_cycle cycle_of(const struct group *g, const uint32_t *multiples)
{
    double ordering = g->order_cost, holding = 0;
    for (size_t i = 0; i < g->count; i++) {
        ordering += g->items[i].order_cost / multiples[i];
        holding += holding_of(&g->items[i]) * multiples[i];
    }
    return (struct vmi_joint_cycle){vmi_square_root(2 * ordering / holding),
                                    vmi_square_root(2 * ordering * holding)};
}

static struct vmi_joint_cycle no_multiples(const struct group *g, uint32_t *multiples)
{
    memset(multiples, 0, g->count * sizeof *multiples);
    return no_cycle;
}

static void begin_at_one(const struct group *g, uint32_t *multiples)
{
    for (size_t i = 0; i < g->count; i++)
        multiples[i] = 1;
}

/* A whole number as a multiple; false when it is beyond them. */
static bool to_multiple(double whole, uint32_t *multiple)
{
    if (!(whole < (double)UINT32_MAX))
        return false;
    *multiple = whole < 1 ? 1 : (uint32_t)whole;
    return true;
}

struct vmi_joint_cycle vmi_joint_cycle(const struct vmi_joint_item *items, size_t count, double order_cost,
                                       const uint32_t *multiples)
{
    struct group g = {items, count, order_cost};
    return is_group(&g) ? cycle_of(&g, multiples) : no_cycle;
}

struct vmi_joint_cycle vmi_joint_by_silver(const struct vmi_joint_item *items, size_t count,
                                           double order_cost, uint32_t *multiples)
{
    struct group g = {items, count, order_cost};
    size_t first = 0;
    if (!is_group(&g))
        return no_multiples(&g, multiples);
    for (size_t i = 1; i < count; i++)
        if (slowness_of(&items[i]) < slowness_of(&items[first]))
            first = i;
    double share = holding_of(&items[first]) / (order_cost + items[first].order_cost);
    for (size_t i = 0; i < count; i++) {
        double times = vmi_square_root(slowness_of(&items[i]) * share);
        if (!to_multiple(vmi_round_down(times * (1 + rounding) + 0.5), &multiples[i]))
            return no_multiples(&g, multiples);
    }
    multiples[first] = 1;
    return cycle_of(&g, multiples);
}

/* The smallest m with m (m + 1) >= SQUARE. */
static double smallest_multiple(double square)
{
    return vmi_round_up((vmi_square_root(1 + 4 * square) - 1) / 2 * (1 - rounding));
}

struct vmi_joint_cycle vmi_joint_by_turns(const struct vmi_joint_item *items, size_t count, double order_cost,
                                          uint32_t *multiples)
{
    enum { TURNS = 1000 }; /* a few are enough; rounding might go round in a circle */
    struct group g = {items, count, order_cost};
    if (!is_group(&g))
        return no_multiples(&g, multiples);
    begin_at_one(&g, multiples);
    bool stay = false;
    for (int turn = 0; turn < TURNS && !stay; turn++) {
        double interval = cycle_of(&g, multiples).interval;
        stay = true;
        for (size_t i = 0; i < count; i++) {
            uint32_t before = multiples[i];
            double square = 2 * slowness_of(&items[i]) / (interval * interval);
            if (!to_multiple(smallest_multiple(square), &multiples[i]))
                return no_multiples(&g, multiples);
            stay &= multiples[i] == before;
        }
    }
    return cycle_of(&g, multiples);
}

/* The item whose multiple is the next to rise as T falls, or COUNT. */
static size_t next_to_rise(const struct group *g, uint32_t most, const uint32_t *multiples)
{
    size_t next = g->count;
    double longest = 0;
    for (size_t i = 0; i < g->count; i++) {
        double square = slowness_of(&g->items[i]) / multiples[i] / (multiples[i] + 1.0);
        if (multiples[i] < most && square > longest) {
            longest = square;
            next = i;
        }
    }
    return next;
}

struct vmi_joint_cycle vmi_joint_best(const struct vmi_joint_item *items, size_t count, double order_cost,
                                      uint32_t most, uint32_t *multiples, struct vmi_arena *arena)
{
    struct group g = {items, count, order_cost};
    if (!is_group(&g))
        return no_multiples(&g, multiples);
    uint32_t *tried = vmi_arena_alloc(arena, count * sizeof *tried);
    begin_at_one(&g, multiples);
    begin_at_one(&g, tried);
    struct vmi_joint_cycle best = cycle_of(&g, tried);
    for (size_t next; (next = next_to_rise(&g, most, tried)) < count;) {
        tried[next]++;
        struct vmi_joint_cycle cycle = cycle_of(&g, tried);
        if (cycle.cost < best.cost * (1 - rounding)) {
            best = cycle;
            memcpy(multiples, tried, count * sizeof *tried);
        }
    }
    return best;
}

/* ---- can-order levels --------------------------------------------------------------------------------- */

bool vmi_can_order(const struct vmi_can_order_item *items, size_t count, vmi_decimal *needs)
{
    bool orders = false;
    for (size_t i = 0; i < count; i++)
        orders |= items[i].triggered;
    for (size_t i = 0; i < count; i++) {
        const struct vmi_can_order_item *item = &items[i];
        bool known = item->position != VMI_DECIMAL_UNKNOWN && item->max != VMI_DECIMAL_UNKNOWN;
        bool goes =
            item->triggered || (item->can_order != VMI_DECIMAL_UNKNOWN && item->position <= item->can_order);
        needs[i] = 0;
        if (orders && known && goes && item->position < item->max &&
            !vmi_decimal_subtract(item->max, item->position, &needs[i]))
            return false;
    }
    return true;
}
