/* What one location has too much of, for another that needs it. */
#include <math.h>
#include <string.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/transfer.h"

static struct vmi_transfer_place place(const char *location, double surplus, double mean, double wanted)
{
    return (struct vmi_transfer_place){.location = vmi_slice_of(location),
                                       .surplus = (vmi_decimal)(surplus * VMI_DECIMAL_ONE),
                                       .transfer_cost = 5 * VMI_DECIMAL_ONE,
                                       .demand_mean = mean,
                                       .unit_cost = 2,
                                       .holding_rate = 0.365,
                                       .wanted = (vmi_decimal)(wanted * VMI_DECIMAL_ONE),
                                       .multiple = VMI_DECIMAL_ONE,
                                       .cover = INFINITY,
                                       .order_cost = NAN};
}

static void test_saving(void)
{
    struct vmi_transfer_place p = place("E", 100, 2, 0);
    /* 0.002 a unit and day; 100 units are gone after 50 days, on average 50 of them are there */
    is_near(vmi_transfer_saving(&p, 100 * VMI_DECIMAL_ONE), 0.002 * 50 * 50, 1e-12, "the holding of what would have sold there");
    p.demand_mean = 0.0001;
    is_near(vmi_transfer_saving(&p, 100 * VMI_DECIMAL_ONE), 200, 1e-12, "never more than it is worth");
    p.demand_mean = 0;
    is_near(vmi_transfer_saving(&p, 100 * VMI_DECIMAL_ONE), 200, 1e-12, "which is lost where it never sells");
    p.demand_mean = NAN;
    is_near(vmi_transfer_saving(&p, 3 * VMI_DECIMAL_ONE), 6, 1e-12, "or nobody knows that it does");
    p.demand_mean = 2;
    p.holding_rate = NAN;
    is_near(vmi_transfer_saving(&p, 100 * VMI_DECIMAL_ONE), 0, 1e-12, "nothing is known to be saved");
}

static void test_choices(void)
{
    struct vmi_arena arena = {0};
    struct vmi_transfer *t;
    struct vmi_transfer_place p[] = {place("E", 100, 2, 0), place("N", 20, 0, 0), place("S", 0, 1, 30), place("W", 0, 1, 25)};
    p[2].cover = 3;
    p[3].cover = 2;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 1, "one transfer pays");
    ok(t[0].from == 1 && t[0].to == 3, "from where it never sells, to who has the least cover");
    is_quantity(t[0].quantity, "20", "all that is too much");
    is_near(t[0].saving, 40, 1e-12, "and what is saved");
    p[2].emergency = true;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 1, "one again");
    ok(t[0].to == 2, "to an emergency first");
    p[0].transfer_cost = 0;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 3, "what costs nothing always pays");
    is_quantity(t[1].quantity, "10", "the rest of the first");
    is_quantity(t[2].quantity, "25", "and the second");
    p[0].transfer_cost = VMI_DECIMAL_UNKNOWN;
    p[1].transfer_cost = 41 * VMI_DECIMAL_ONE;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 0, "no lane, or one that is too dear");
    p[1].transfer_cost = 41 * VMI_DECIMAL_ONE;
    p[2].wanted = 20 * VMI_DECIMAL_ONE;
    p[2].order_cost = 1;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 1, "an order that is saved counts");
    p[2].multiple = 21 * VMI_DECIMAL_ONE;
    p[3].wanted = 0;
    is_long((long long)vmi_transfers_of(p, 4, &arena, &t), 0, "less than a multiple is not moved");
    is_long((long long)vmi_transfers_of(p, 0, &arena, &t), 0, "nobody");
    vmi_arena_free(&arena);
}

enum { MOST = 7 };

static void test_properties(void)
{
    static const char *const names[MOST] = {"a", "b", "c", "d", "e", "f", "g"};
    struct vmi_arena arena = {0};
    uint64_t state = 7;
    int wrong = 0, differ = 0, seen = 0;
    for (int round = 0; round < rounds(20000); round++) {
        struct vmi_transfer_place places[MOST], shuffled[MOST];
        struct vmi_transfer *t, *again;
        vmi_decimal given[MOST] = {0}, taken[MOST] = {0};
        size_t order[MOST], count = (size_t)chance_below(&state, MOST) + 1;
        for (size_t i = 0; i < count; i++) {
            places[i] = place(names[i], chance_below(&state, 3) ? chance_below(&state, 40) : -3, chance_below(&state, 3), chance_below(&state, 2) ? chance_below(&state, 40) : 0);
            places[i].multiple = (chance_below(&state, 5) + 1) * VMI_DECIMAL_ONE / 2;
            places[i].cover = chance_below(&state, 4);
            places[i].emergency = chance_below(&state, 4) == 0;
            places[i].transfer_cost = chance_below(&state, 4) ? chance_below(&state, 30) * VMI_DECIMAL_ONE / 10 : VMI_DECIMAL_UNKNOWN;
            order[i] = i;
        }
        size_t found = vmi_transfers_of(places, count, &arena, &t);
        seen += (int)found;
        for (size_t i = 0; i < found; i++) {
            given[t[i].from] += t[i].quantity;
            taken[t[i].to] += t[i].quantity;
            wrong += t[i].quantity <= 0 || t[i].quantity % places[t[i].to].multiple || t[i].from == t[i].to || t[i].saving < vmi_decimal_to_double(places[t[i].from].transfer_cost);
        }
        for (size_t i = 0; i < count; i++)
            wrong += (given[i] && given[i] > places[i].surplus) || (taken[i] && taken[i] > places[i].wanted) || (given[i] && places[i].transfer_cost == VMI_DECIMAL_UNKNOWN);
        ledger_shuffle(order, count, &state);
        for (size_t i = 0; i < count; i++)
            shuffled[i] = places[order[i]];
        differ += vmi_transfers_of(shuffled, count, &arena, &again) != found;
        for (size_t i = 0; i < found && !differ; i++)
            differ += order[again[i].from] != t[i].from || order[again[i].to] != t[i].to || again[i].quantity != t[i].quantity;
        vmi_arena_clear(&arena);
    }
    is_long(wrong, 0, "no more than there is, no more than is wanted, in whole multiples, and where it pays");
    is_long(differ, 0, "whatever the order of the places");
    ok(seen > rounds(5000), "of many transfers: %d", seen);
    vmi_arena_free(&arena);
}

int main(void)
{
    test_saving();
    test_choices();
    test_properties();
    return done();
}
