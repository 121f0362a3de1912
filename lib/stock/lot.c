/* Lots for demand at a steady rate. */
#include "lot_internal.h"
#include "vmi/solve.h"

double vmi_eoq(double demand_rate, double order_cost, double holding_cost)
{
    if (!is_figure(demand_rate) || !is_figure(order_cost) || !is_cost(holding_cost))
        return NAN;
    double lot = vmi_square_root(2 * order_cost * demand_rate / holding_cost);
    return isfinite(lot) ? lot : NAN;
}

double vmi_lot_cost(double demand_rate, double order_cost, double holding_cost, double lot)
{
    if (!is_figure(demand_rate) || !is_figure(order_cost) || !is_figure(holding_cost) || !is_figure(lot))
        return NAN;
    if (demand_rate == 0 || lot == 0)
        return demand_rate > 0 && order_cost > 0 ? NAN : 0;
    return order_cost * (demand_rate / lot) + holding_cost * lot / 2;
}

double vmi_holding_with_backorders(double holding_cost, double shortage_cost)
{
    if (!is_cost(holding_cost) || !is_cost(shortage_cost))
        return NAN;
    return holding_cost * (shortage_cost / (holding_cost + shortage_cost));
}

double vmi_holding_in_production(double holding_cost, double demand_rate, double supply_rate)
{
    if (!is_cost(holding_cost) || !is_figure(demand_rate) || !(supply_rate > demand_rate))
        return NAN;
    return isinf(supply_rate) ? holding_cost : holding_cost * ((supply_rate - demand_rate) / supply_rate);
}

/* ---- lots that are not free ---------------------------------------------------------------------------- */

/* So close to a whole number of packs, it was meant to be that. */
static const double close_to = 1e-9;

struct vmi_lot vmi_lot_in_packs(double demand_rate, double order_cost, double holding_cost, double pack,
                                double least, double most)
{
    double lot = vmi_eoq(demand_rate, order_cost, holding_cost);
    if (isnan(lot) || !is_cost(pack) || !is_figure(least) || isnan(most))
        return (struct vmi_lot){NAN, NAN};
    if (demand_rate == 0)
        return (struct vmi_lot){0, 0};
    double packs = lot / pack, square = packs * packs;
    double n = vmi_larger(vmi_round_up((vmi_square_root(1 + 4 * square) - 1) / 2), 1);
    double low = vmi_larger(vmi_round_up(least / pack - close_to), 1),
           high = vmi_round_down(most / pack + close_to);
    if (n > 1 && n * (n - 1) >= square) /* the root was rounded up over a whole number */
        n--;
    if (!(low <= high))
        return (struct vmi_lot){NAN, NAN};
    lot = vmi_smaller(vmi_larger(n, low), high) * pack;
    if (!isfinite(lot))
        lot = NAN;
    return (struct vmi_lot){lot, vmi_lot_cost(demand_rate, order_cost, holding_cost, lot)};
}

struct vmi_power_lot vmi_lot_by_power_of_two(double demand_rate, double order_cost, double holding_cost,
                                             double base)
{
    double lot = vmi_eoq(demand_rate, order_cost, holding_cost),
           least = lot / demand_rate / vmi_square_root(2);
    struct vmi_power_lot p = {base, 0, {NAN, NAN}};
    if (!is_cost(lot) || !is_cost(base) || !is_cost(least)) {
        p.interval = NAN;
        return p;
    }
    for (; p.interval / 2 >= least; p.power--)
        p.interval /= 2;
    for (; p.interval < least; p.power++)
        p.interval *= 2;
    p.lot.quantity = demand_rate * p.interval;
    p.lot.cost = vmi_lot_cost(demand_rate, order_cost, holding_cost, p.lot.quantity);
    return p;
}

/* ---- discounts ------------------------------------------------------------------------------------------- */

static bool are_discounts(const struct vmi_price *prices, size_t count)
{
    if (count == 0 || prices[0].from != 0)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!is_figure(prices[i].from) || !is_cost(prices[i].price) ||
            (i > 0 && !(prices[i].from > prices[i - 1].from && prices[i].price <= prices[i - 1].price)))
            return false;
    return true;
}

/* Keeps the cheaper one. */
static void consider(struct vmi_priced_lot *best, struct vmi_priced_lot other)
{
    if (isnan(best->cost) || other.cost < best->cost)
        *best = other;
}

static bool within(const struct vmi_price *prices, size_t count, size_t i, double lot)
{
    return lot >= prices[i].from && (i + 1 == count || lot < prices[i + 1].from);
}

struct vmi_priced_lot vmi_lot_all_units(double demand_rate, double order_cost, double rate,
                                        const struct vmi_price *prices, size_t count)
{
    struct vmi_priced_lot best = {NAN, NAN, 0};
    if (!are_discounts(prices, count) || !is_figure(demand_rate) || !is_figure(order_cost) || !is_cost(rate))
        return best;
    for (size_t i = 0; i < count; i++) {
        double holding = rate * prices[i].price;
        double lot = vmi_larger(vmi_eoq(demand_rate, order_cost, holding), prices[i].from);
        /* A lot above its range costs less at the next price. */
        if (within(prices, count, i, lot))
            consider(&best, (struct vmi_priced_lot){lot,
                                                    demand_rate * prices[i].price +
                                                        vmi_lot_cost(demand_rate, order_cost, holding, lot),
                                                    i});
    }
    return best;
}

/*
 * In each range a lot costs a fixed part, what its first units cost more than the others, and the price. Where prices
 * fall the best lot is never at a break.
 */
struct vmi_priced_lot vmi_lot_incremental(double demand_rate, double order_cost, double rate,
                                          const struct vmi_price *prices, size_t count)
{
    struct vmi_priced_lot best = {NAN, NAN, 0};
    double more = 0;
    if (!are_discounts(prices, count) || !is_figure(demand_rate) || !is_figure(order_cost) || !is_cost(rate))
        return best;
    for (size_t i = 0; i < count; i++) {
        double price = prices[i].price, holding = rate * price;
        if (i > 0)
            more += prices[i].from * (prices[i - 1].price - price);
        double lot = vmi_eoq(demand_rate, order_cost + more, holding);
        if (within(prices, count, i, lot))
            consider(&best,
                     (struct vmi_priced_lot){lot,
                                             demand_rate * price + rate * more / 2 +
                                                 vmi_lot_cost(demand_rate, order_cost + more, holding, lot),
                                             i});
    }
    return best;
}
