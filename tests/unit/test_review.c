/* Items that are planned together: what goes along, loads, scarce supply. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "tap.h"
#include "world.h"

enum { MOST = WORLD_MOST };

/* ---- what goes along and loads ---------------------------------------------------------------------------- */

/* Limits: "min_weight capacity_weight min_value capacity_pallets top_up", "-" for none. */
static const struct {
    const char *name, *limits, *rows[5], *expected;
} cases[] = {
    {"an item above can_order stays", NULL, {"W a 2 5 20 1", "W b 12 5 20 1 can_order=10"}, "W/a=18 W/b:above_min"},
    {"an item at can_order goes along", NULL, {"W a 2 5 20 1", "W b 10 5 20 1 can_order=10"}, "W/a=18 W/b=10"},
    {"but not when nothing is ordered", NULL, {"W a 9 5 20 1 can_order=9", "W b 10 5 20 1 can_order=10"}, "W/a:above_min W/b:above_min"},
    {"nor with another location", NULL, {"E a 2 5 20 1", "W b 10 5 20 1 can_order=10"}, "E/a=18 W/b:above_min"},
    {"nor on another day", NULL, {"W a 2 5 20 1 order_days=TU", "W b 10 5 20 1 can_order=10"}, "W/a=18 W/b:above_min"},
    {"what goes along keeps its multiple", NULL, {"W a 2 5 20 1", "W b 10 5 20 1 can_order=10 order_multiple=6"}, "W/a=18 W/b=12"},
    {"what goes along keeps its cap", NULL, {"W a 2 5 20 1", "W b 10 5 20 1 can_order=10 stock_cap=10"}, "W/a=18 W/b:above_min"},
    {"one load", "- 100 - - -", {"W a 2 5 20 1 weight=1", "W b 2 5 20 1 weight=2"}, "W/a=18@1 W/b=18@1"},
    {"two loads, the second of what the first had no room for", "- 50 - - -", {"W a 2 5 40 1 weight=1", "W b 2 5 40 1 weight=1"}, "W/a=38@1 W/b=12@1+26@2"},
    {"loads by location", "- 50 - - -", {"E a 2 5 20 1 weight=1", "W a 2 5 20 1 weight=1"}, "E/a=18@1 W/a=18@1"},
    {"what is not known goes to review", "- 50 - - -", {"W a 2 5 20 1", "W b 2 5 20 1 weight=1"}, "W/a=18@1? W/b=18@1?"},
    {"more than any load takes", "- 50 - - -", {"W a 2 5 20 1 weight=60", "W b 2 5 20 1 weight=1"}, "W/a=18? W/b=18@1"},
    {"a load under its minimum waits", "30 - - - -", {"W a 2 5 20 1 weight=1"}, "W/a:load_waits"},
    {"an emergency in it does not wait", "30 - - - -", {"W a 2 5 20 9 weight=1 @stockout=2026-03-02", "W b 2 5 20 1 weight=0.1"}, "W/a=18@1 W/b=18@1"},
    {"what is full goes, the rest waits", "20 30 - - -", {"W a 2 5 40 1 weight=1"}, "W/a=30@1"},
    {"a minimum in money", "- - 40 - -", {"W a 2 5 20 1 unit_price=2", "W b 2 5 20 1 unit_price=0.3"}, "W/a=18@1 W/b=18@1"},
    {"a minimum in money that is missed", "- - 42 - -", {"W a 2 5 20 1 unit_price=2", "W b 2 5 20 1 unit_price=0.3"}, "W/a:load_waits W/b:load_waits"},
    {"topped up with what runs out first", "- 30 - - to_max", {"W a 2 5 20 1 weight=1", "W b 8 5 20 1 weight=1", "W c 8 5 20 2 weight=1"}, "W/a=18@1 W/b=2@1 W/c=10@1"},
    {"never above max", "- 50 - - to_max", {"W a 2 5 20 1 weight=1", "W b 18 5 20 1 weight=1"}, "W/a=18@1 W/b=2@1"},
    {"to the cap where that is agreed", "- 30 - - to_cap", {"W a 2 5 20 1 weight=1 stock_cap=40", "W b 18 5 20 9 weight=1"}, "W/a=28@1 W/b=2@1"},
    {"until the minimum is reached", "20 - - - to_max", {"W a 2 5 20 1 weight=1", "W b 8 5 20 1 weight=1"}, "W/a=18@1 W/b=2@1"},
    {"not beyond order_max", "- 30 - - to_max", {"W a 2 5 20 1 weight=1", "W b 8 5 20 1 weight=1 order_max=3"}, "W/a=18@1 W/b=3@1"},
    {"not what a person decided about", "- 30 - - to_max", {"W a 2 5 20 1 weight=1", "W b 8 5 20 1 weight=1 life=blocked"}, "W/a=18@1 W/b:blocked"},
    {"nothing is topped up where nothing is ordered", "- 30 - - to_max", {"W a 8 5 20 1 weight=1", "W b 9 5 20 1 weight=1"}, "W/a:above_min W/b:above_min"},
    {"pallets", "- - - 2 -", {"W a 2 5 14 1 units=PL=6", "W b 2 5 9 1 units=PL=10"}, "W/a=12@1 W/b=7@2"},
    {"split lines in loads", "- 20 - - -", {"W a 0 5 30 1 weight=1 order_max=15 split=yes"}, "W/a=15@1+5@1+10@2"},
};

static void test_cases(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct world w = {.loads = false};
        struct vmi_buffer text = {0};
        world_limit(&w, cases[i].limits);
        for (size_t k = 0; k < 5 && cases[i].rows[k]; k++)
            world_add(&w, cases[i].rows[k]);
        world_review(&w, NULL, NULL);
        is_text(world_tell(&w, &text), cases[i].expected, "%s", cases[i].name);
        vmi_buffer_free(&text);
        world_free(&w);
    }
}

/* ---- scarce supply ---------------------------------------------------------------------------------------- */

static const struct vmi_supply *find_supply(const void *context, struct vmi_slice source, struct vmi_slice sku)
{
    (void)source;
    return vmi_slice_is(sku, "unknown") ? NULL : context;
}

static const struct {
    const char *name, *at_once, *later, *rows[4], *expected;
} supplies[] = {
    {"enough for all", "100", "0", {"E a 2 5 20 1", "W a 2 5 20 1"}, "E/a=18 W/a=18"},
    {"the same days of cover", "18", "0", {"E a 2 5 20 1", "W a 4 5 20 1"}, "E/a=10 W/a=8"},
    {"in whole multiples", "18", "0", {"E a 2 5 20 1 order_multiple=6", "W a 4 5 20 1 order_multiple=6"}, "E/a=12 W/a=6"},
    {"nothing left", "0", "9", {"E a 2 5 20 1", "W a 4 5 20 1"}, "E/a:no_supply W/a:no_supply"},
    {"by rank", "20", "0", {"E a 2 5 20 1 allocation=priority priority=2", "W a 2 5 20 1 allocation=priority priority=1"}, "E/a=3 W/a=17"},
    {"as the rates of demand", "24", "0", {"E a 2 5 40 1 allocation=proportional", "W a 4 5 40 3 allocation=proportional"}, "E/a=8 W/a=16"},
    {"what comes later is for what is shipped later", "5", "20", {"E a 2 5 20 1", "W a 2 5 20 1 order_days=FR"}, "E/a=5 W/a=18"},
    {"where nobody knows what there is", "0", "0", {"E unknown 2 5 20 1"}, "E/unknown=18?"},
    {"split lines lose the last first", "20", "0", {"E a 0 5 30 1 order_max=15 split=yes"}, "E/a=15+5"},
};

static void test_supplies(void)
{
    for (size_t i = 0; i < VMI_COUNT(supplies); i++) {
        struct world w = {0};
        struct vmi_buffer text = {0};
        struct vmi_supply_receipt later = {ledger_day("2026-03-05"), world_number(supplies[i].later)};
        struct vmi_supply supply = {world_number(supplies[i].at_once), &later, 1};
        for (size_t k = 0; k < 4 && supplies[i].rows[k]; k++)
            world_add(&w, supplies[i].rows[k]);
        world_review(&w, find_supply, &supply);
        is_text(world_tell(&w, &text), supplies[i].expected, "%s", supplies[i].name);
        vmi_buffer_free(&text);
        world_free(&w);
    }
}

/* ---- properties -------------------------------------------------------------------------------------------- */

static vmi_decimal some(uint64_t *state, int most)
{
    static const vmi_decimal units[] = {VMI_DECIMAL_ONE, VMI_DECIMAL_ONE / 2, VMI_DECIMAL_ONE / 1000};
    return (vmi_decimal)chance_below(state, most) * units[chance_below(state, 3)];
}

static void draw_terms(uint64_t *state, struct vmi_terms *terms)
{
    char text[128];
    snprintf(text, sizeof text, "weight=%d unit_price=%d split=%s priority=%d", chance_below(state, 4), chance_below(state, 4), chance_below(state, 4) ? "no" : "yes",
             1 + chance_below(state, 3));
    *terms = ledger_terms(text);
    terms->units = chance_below(state, 3) ? VMI_SLICE("PL=7") : VMI_SLICE_NONE;
    if (chance_below(state, 2))
        terms->order_multiple = some(state, 12) + 1000;
    if (chance_below(state, 4) == 0)
        terms->order_max = some(state, 30) + VMI_DECIMAL_ONE;
    if (chance_below(state, 3) == 0)
        terms->stock_cap = some(state, 60);
    if (chance_below(state, 3) == 0)
        terms->can_order = some(state, 60);
    if (chance_below(state, 2))
        terms->weight = VMI_DECIMAL_ONE;
}

static vmi_decimal maybe(uint64_t *state, int most)
{
    return chance_below(state, 2) ? VMI_DECIMAL_UNKNOWN : some(state, most) + VMI_DECIMAL_ONE;
}

static void draw_limits(uint64_t *state, struct vmi_load_limits *limits)
{
    *limits = (struct vmi_load_limits){
        maybe(state, 40), maybe(state, 40), VMI_DECIMAL_UNKNOWN, maybe(state, 60), VMI_DECIMAL_UNKNOWN, maybe(state, 6), (enum vmi_top_up)chance_below(state, 3)};
}

static void draw(uint64_t *state, struct world_item *list, size_t count, int rule)
{
    static const char *const locations[] = {"E", "N", "W"}, *const skus[] = {"a", "b", "c", "d"}, *const sources[] = {"DC", "EC"};
    for (size_t i = 0; i < count; i++) {
        struct vmi_position *p = &list[i].position;
        draw_terms(state, &list[i].terms);
        list[i].terms.allocation = rule;
        vmi_record_clear(&vmi_position_type, p);
        p->location = vmi_slice_of(locations[i % 3]);
        p->sku = vmi_slice_of(skus[i / 3]);
        p->source = vmi_slice_of(sources[chance_below(state, 4) == 0]);
        p->position = some(state, 60) - 10 * VMI_DECIMAL_ONE;
        p->min = some(state, 40);
        p->max = p->min + some(state, 40);
        p->backordered = chance_below(state, 3) ? VMI_DECIMAL_UNKNOWN : some(state, 9);
        p->demand_mean = chance_below(state, 4);
        p->lead_time = chance_below(state, 3) * VMI_DECIMAL_ONE;
        p->stockout_date = chance_below(state, 6) ? VMI_DAY_NONE : ledger_day("2026-03-03");
        list[i].as_of = ledger_day("2026-03-02");
        list[i].inbound = VMI_SLICE_NONE;
    }
}

static vmi_decimal sum_of(const struct vmi_proposal *p)
{
    return p->need + p->cap_delta + p->order_min_delta + p->multiple_delta + p->order_max_delta + p->manual_delta + p->load_delta + p->supply_delta;
}

struct tally {
    int over_budget, unspent, poor;
    int unsound, over_max, over_supply, wasted, over_capacity, lines, filled, cut;
};

static bool is_of(const struct vmi_review_item *item, const struct vmi_review_item *other)
{
    return item->lines.count && other->lines.count && vmi_slice_equal(item->sku, other->sku) && vmi_slice_equal(item->lines.list->source, other->lines.list->source);
}

static void check_lines(const struct world *w, struct tally *t)
{
    for (size_t i = 0; i < w->count; i++) {
        const struct vmi_review_item *item = &w->items[i];
        vmi_decimal total = 0, raised = 0;
        t->unsound += (item->lines.count == 0) != (item->reason != VMI_REASON_NONE);
        for (size_t k = 0; k < item->lines.count; k++) {
            const struct vmi_proposal *p = &item->lines.list[k];
            t->lines++;
            t->unsound += p->quantity <= 0 || p->quantity != sum_of(p) || p->need < 0 || p->supply_delta > 0 || !p->why.length;
            total += p->quantity;
            raised += p->load_delta > 0 ? p->load_delta : 0;
            t->filled += p->load_delta > 0;
            t->cut += p->supply_delta < 0;
        }
        const struct vmi_stake *stake = item->lines.stake;
        if (raised && w->limits.top_up == VMI_TOP_UP_TO_MAX && stake->position + total > stake->max)
            t->over_max++;
        if (raised && stake->room != VMI_DECIMAL_UNKNOWN && total > stake->room)
            t->over_max++;
    }
}

/* No load is heavier than agreed; what is not known of an item counts nothing. */
static void check_loads(const struct world *w, struct tally *t)
{
    for (size_t i = 0; i < w->count && w->limits.capacity_weight != VMI_DECIMAL_UNKNOWN; i++)
        for (size_t k = 0; k < w->items[i].lines.count; k++) {
            struct vmi_slice load = w->items[i].lines.list[k].load;
            vmi_decimal weight = 0;
            for (size_t j = 0; j < w->count; j++)
                for (size_t n = 0; n < w->items[j].lines.count; n++)
                    if (vmi_slice_equal(w->items[j].lines.list[n].load, load))
                        weight += w->items[j].lines.list[n].weight;
            t->over_capacity += load.length && weight > w->limits.capacity_weight;
        }
}

/* Not more than there is, and nothing is left that someone who is short could take. */
static void check_supply(const struct world *w, const struct vmi_supply *supply, struct tally *t)
{
    for (size_t i = 0; i < w->count; i++) {
        vmi_decimal given = 0, left;
        for (size_t j = 0; j < w->count; j++)
            for (size_t k = 0; k < w->items[j].lines.count && (i == j || is_of(&w->items[i], &w->items[j])); k++)
                given += w->items[j].lines.list[k].quantity;
        left = supply->at_once - given;
        t->over_supply += left < 0;
        t->wasted += w->items[i].lines.count && w->items[i].short_of && left >= w->items[i].lines.stake->multiple;
    }
}

/* The lines are within the budget, and nobody goes without a multiple that is left to pay for. */
static void check_budget(const struct world *w, vmi_decimal budget, struct tally *t)
{
    vmi_decimal spent = 0;
    for (size_t i = 0; i < w->count; i++)
        for (size_t k = 0; k < w->items[i].lines.count; k++)
            if (w->items[i].lines.list[k].value != VMI_DECIMAL_UNKNOWN)
                spent += w->items[i].lines.list[k].value;
    t->over_budget += spent > budget;
    for (size_t i = 0; i < w->count; i++) {
        const struct vmi_review_item *item = &w->items[i];
        vmi_decimal value, total = item->unfunded;
        if (!item->unfunded)
            continue;
        t->poor++;
        for (size_t k = 0; k < item->lines.count; k++)
            total += item->lines.list[k].quantity;
        if (total / item->lines.stake->multiple <= 99 && item->unfunded >= item->lines.stake->multiple &&
            vmi_decimal_multiply(item->lines.stake->multiple, item->lines.stake->value, &value))
            t->unspent += value <= budget - spent;
    }
}

static void test_properties(void)
{
    struct tally t = {0};
    uint64_t state = 20260302;
    int differ = 0;
    for (int round = 0; round < rounds(20000); round++) {
        struct world_item drawn[MOST];
        struct world w = {.loads = chance_below(&state, 3) > 0}, again;
        size_t count = (size_t)chance_below(&state, MOST - 1) + 2, order[MOST];
        struct vmi_buffer first = {0}, second = {0};
        struct vmi_supply supply = {some(&state, 80), NULL, 0};
        vmi_supply_find *find = chance_below(&state, 2) ? find_supply : NULL;
        draw(&state, drawn, count, chance_below(&state, 3));
        draw_limits(&state, &w.limits);
        again = w;
        for (size_t i = 0; i < count; i++) {
            world_plan(&w, &drawn[i]);
            order[i] = i;
        }
        vmi_decimal budget = chance_below(&state, 3) ? VMI_DECIMAL_UNKNOWN : some(&state, 90);
        world_review(&w, find, &supply);
        if (budget != VMI_DECIMAL_UNKNOWN) {
            vmi_review_budget(w.items, w.count, budget, &w.arena);
            check_budget(&w, budget, &t);
        }
        check_lines(&w, &t);
        check_loads(&w, &t);
        if (find && budget == VMI_DECIMAL_UNKNOWN)
            check_supply(&w, &supply, &t);
        ledger_shuffle(order, count, &state);
        for (size_t i = 0; i < count; i++)
            world_plan(&again, &drawn[order[i]]);
        world_review(&again, find, &supply);
        if (budget != VMI_DECIMAL_UNKNOWN)
            vmi_review_budget(again.items, again.count, budget, &again.arena);
        struct world sorted = again;
        for (size_t i = 0; i < count; i++)
            sorted.items[order[i]] = again.items[i];
        differ += strcmp(world_tell(&w, &first), world_tell(&sorted, &second)) != 0;
        vmi_buffer_free(&first);
        vmi_buffer_free(&second);
        world_free(&w);
        world_free(&again);
    }
    is_long(t.unsound, 0, "need and deltas make the quantity of every line");
    is_long(t.over_max, 0, "a load never raises an item above max, its cap or its largest order");
    is_long(t.over_capacity, 0, "no load is over its capacity");
    is_long(t.over_supply, 0, "no more is given than there is");
    is_long(t.wasted, 0, "and nothing is left that someone short could take");
    is_long(t.over_budget, 0, "no more is spent than there is");
    is_long(t.unspent, 0, "and nobody goes without a multiple that is left to pay for");
    ok(t.poor > rounds(1000), "where a budget is short: %d", t.poor);
    is_long(differ, 0, "whatever the order of the items");
    ok(t.lines > rounds(20000) && t.filled > rounds(400) && t.cut > rounds(1000), "of many lines (%d), filled up (%d) and cut (%d)", t.lines, t.filled, t.cut);
}

/* What is proposed is ordered, and all items are looked at again: there is nothing left to propose. */
static void test_twice(void)
{
    uint64_t state = 77;
    int twice = 0, ordered = 0;
    for (int round = 0; round < rounds(10000); round++) {
        struct world_item drawn[MOST];
        struct world w = {.loads = chance_below(&state, 3) > 0};
        struct vmi_buffer first = {0}, second = {0};
        size_t count = (size_t)chance_below(&state, MOST - 1) + 2;
        draw(&state, drawn, count, 0);
        draw_limits(&state, &w.limits);
        for (size_t i = 0; i < count; i++)
            world_plan(&w, &drawn[i]);
        world_review(&w, NULL, NULL);
        world_tell(&w, &first);
        ordered += strchr(first.text, '=') != NULL;
        world_order(&w);
        world_tell(&w, &second);
        if (strchr(second.text, '=') && twice++ < 3)
            note("%s, then %s", first.text, second.text);
        vmi_buffer_free(&first);
        vmi_buffer_free(&second);
        world_free(&w);
    }
    is_long(twice, 0, "run twice, ordered once");
    ok(ordered > rounds(5000), "of worlds in which something was ordered: %d", ordered);
}

int main(void)
{
    test_cases();
    test_supplies();
    test_properties();
    test_twice();
    return done();
}
