#include "vmi/load.h"

#include <math.h>

#include "tap.h"

enum { MOST = 12 };

#define UNKNOWN VMI_DECIMAL_UNKNOWN

static struct vmi_arena arena;

static const struct vmi_load_limits unlimited = {UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, VMI_TOP_UP_NONE};

static vmi_decimal whole(int units)
{
    return units * VMI_DECIMAL_ONE;
}

/* An item that weighs 10 and is worth 2 a unit, of which 40 make a pallet. */
static struct vmi_load_line line_of(const char *sku, int quantity, int multiple, int position, int max, double rate)
{
    return (struct vmi_load_line){.location = VMI_SLICE("SHOP"),
                                  .sku = vmi_slice_of(sku),
                                  .quantity = whole(quantity),
                                  .multiple = whole(multiple),
                                  .value = whole(2),
                                  .weight = whole(10),
                                  .volume = UNKNOWN,
                                  .units_per_pallet = whole(40),
                                  .position = whole(position),
                                  .max = whole(max),
                                  .cap = UNKNOWN,
                                  .demand_rate = rate};
}

/* "1: A 10 B 5; 2: B 7 (waits)", with the parts that fit nowhere under 0. */
static void expect_loads(const struct vmi_load_limits *limits, const struct vmi_load_line *lines, size_t count, const char *expected, const char *name)
{
    struct vmi_buffer text = {0};
    struct vmi_loading loading;
    size_t load = SIZE_MAX;
    char quantity[VMI_DECIMAL_TEXT_SIZE];
    if (!vmi_make_loads(limits, lines, count, &arena, &loading))
        vmi_buffer_print(&text, "too many");
    else
        for (size_t i = 0; i < loading.part_count; i++) {
            const struct vmi_load_part *part = &loading.parts[i];
            if (part->load != load) {
                vmi_buffer_print(&text, "%s%zu%s:", i ? "; " : "", part->load, part->load && loading.loads[part->load - 1].waits ? " waits" : "");
                load = part->load;
            }
            vmi_decimal_format(part->quantity, quantity);
            vmi_buffer_print(&text, " %.*s %s", VMI_SLICE_PRINT(lines[part->line].sku), quantity);
        }
    is_slice(vmi_buffer_slice(&text), expected, "%s", name);
    vmi_buffer_free(&text);
}

static void test_splits(void)
{
    struct vmi_load_line lines[] = {line_of("A", 10, 1, 30, 30, 1), line_of("B", 12, 6, 20, 30, 1), line_of("C", 5, 5, 0, 30, 0)};
    struct vmi_load_limits limits = unlimited;
    expect_loads(&limits, lines, 3, "1: B 12 A 10 C 5", "no limits: one load");
    expect_loads(&limits, lines, 0, "", "nothing to load");
    limits.capacity_weight = whole(100);
    expect_loads(&limits, lines, 3, "1: B 6 A 4; 2: B 6 A 4; 3: A 2 C 5", "by weight, in whole multiples, what runs out first in front");
    lines[2].emergency = true;
    expect_loads(&limits, lines, 3, "1: C 5 A 5; 2: B 6 A 4; 3: B 6 A 1", "an emergency in front of all");
    limits.capacity_weight = whole(55);
    expect_loads(&limits, lines, 3, "1: C 5; 2: A 5; 3: A 5; 0: B 12", "a multiple that no load takes is set aside");
    limits.capacity_weight = whole(1);
    lines[0].weight = whole(1);
    expect_loads(&limits, lines, 1, "1: A 1; 2: A 1; 3: A 1; 4: A 1; 5: A 1; 6: A 1; 7: A 1; 8: A 1; 9: A 1; 10: A 1", "load by load");
    lines[0].quantity = whole(VMI_LOADS_MOST + 1);
    expect_loads(&limits, lines, 1, "too many", "more loads than a day has");
    lines[0].quantity = VMI_DECIMAL_MAXIMUM - 1;
    limits.capacity_weight = VMI_DECIMAL_MAXIMUM - 1;
    expect_loads(&limits, lines, 1, "1: A 9199999999999.999999", "as much as there can be, and not in whole multiples");
}

static void test_pallets(void)
{
    struct vmi_load_line lines[] = {line_of("A", 41, 1, 41, 99, 1), line_of("B", 39, 1, 49, 99, 1)};
    struct vmi_load_limits limits = unlimited;
    struct vmi_loading loading;
    limits.capacity_pallets = whole(2);
    expect_loads(&limits, lines, 2, "1: A 41; 2: B 39", "a pallet that was begun counts whole");
    limits.capacity_pallets = whole(3);
    expect_loads(&limits, lines, 2, "1: A 41 B 39", "a pallet holds one item");
    limits.top_up = VMI_TOP_UP_TO_MAX;
    expect_loads(&limits, lines, 2, "1: A 80 B 40", "a pallet that was begun is filled");
    lines[1].units_per_pallet = UNKNOWN;
    ok(vmi_make_loads(&limits, lines, 2, &arena, &loading), "pallets not known");
    is_quantity(loading.loads[0].pallets, "", "of one are not known of the load");
    is_quantity(loading.loads[0].weight, "1380", "its weight is"); /* A is filled up to max, B cannot be judged */
    is_quantity(loading.deltas[1], "0", "and it is not topped up");
}

static void test_minimum(void)
{
    struct vmi_load_line lines[] = {line_of("A", 10, 2, 30, 40, 1), line_of("B", 0, 5, 36, 60, 2), line_of("C", 0, 1, 9, 60, 0)};
    struct vmi_load_limits limits = unlimited;
    struct vmi_loading loading;
    limits.min_value = whole(50);
    expect_loads(&limits, lines, 3, "1 waits: A 10", "less than the minimum waits");
    limits.top_up = VMI_TOP_UP_TO_MAX;
    expect_loads(&limits, lines, 3, "1: B 15 A 10", "what runs out first fills it, and no more than that");
    limits.min_value = whole(1000);
    expect_loads(&limits, lines, 3, "1 waits: A 10", "what waits all the same is not topped up");
    lines[0].emergency = true;
    expect_loads(&limits, lines, 3, "1: A 20 B 20", "an emergency does not wait, and takes along what it can, but nothing without demand");
    lines[1].cap = whole(47);
    expect_loads(&limits, lines, 3, "1: A 20 B 10", "never above a cap");
    limits.top_up = VMI_TOP_UP_TO_CAP;
    lines[0].cap = whole(52);
    lines[1].cap = whole(70);
    expect_loads(&limits, lines, 3, "1: A 32 B 30", "up to the cap where that is agreed");
    lines[0].max = lines[0].cap = UNKNOWN;
    expect_loads(&limits, lines, 3, "1: A 10 B 30", "an item without bounds is left alone");
    lines[0].emergency = false;
    lines[0].value = UNKNOWN;
    expect_loads(&limits, lines, 3, "1: A 10", "a minimum that is not known to be missed");
    ok(vmi_make_loads(&limits, lines + 1, 2, &arena, &loading) && loading.load_count == 0, "nothing is ordered: nothing is topped up");
}

/* One that does not fit any more makes way for whatever has the least cover then, not for each of the others in turn. */
static void test_order(void)
{
    struct vmi_load_line lines[] = {line_of("A", 6, 6, 0, 99, 6), line_of("B", 0, 1, 2, 99, 1), line_of("C", 0, 1, 5, 99, 1)};
    struct vmi_load_limits limits = unlimited;
    limits.capacity_weight = whole(160);
    limits.top_up = VMI_TOP_UP_TO_MAX;
    expect_loads(&limits, lines, 3, "1: A 12 B 4", "what does not fit makes way for what then runs out first");
}

/* ---- by chance --------------------------------------------------------------------------------------------------------- */

enum measure { VALUE, WEIGHT, VOLUME, PALLETS, MEASURES };

struct problem {
    struct vmi_load_limits limits;
    struct vmi_load_line lines[MOST];
    char keys[MOST][2];
    size_t count;
};

static vmi_decimal maybe(uint64_t *seed, int times, vmi_decimal quantity)
{
    return chance_below(seed, times) ? UNKNOWN : quantity;
}

static vmi_decimal figure(uint64_t *seed, int most)
{
    return (1 + chance_below(seed, most * 4)) * (VMI_DECIMAL_ONE / 4);
}

static void make_problem(struct problem *p, uint64_t *seed)
{
    memset(p, 0, sizeof *p);
    p->count = (size_t)chance_below(seed, 7);
    p->limits = (struct vmi_load_limits){maybe(seed, 2, figure(seed, 400)),     maybe(seed, 3, figure(seed, 400)), maybe(seed, 3, figure(seed, 400)),
                                         maybe(seed, 2, figure(seed, 600)),     maybe(seed, 3, figure(seed, 600)), maybe(seed, 3, whole(1 + chance_below(seed, 9))),
                                         (enum vmi_top_up)chance_below(seed, 3)};
    for (size_t i = 0; i < p->count; i++) {
        struct vmi_load_line *line = &p->lines[i];
        p->keys[i][0] = (char)('a' + i);
        *line = line_of(p->keys[i], 0, 1 + chance_below(seed, 9), chance_below(seed, 60), chance_below(seed, 90), chance_below(seed, 4) ? chance_below(seed, 20) / 2.0 : 0);
        line->quantity = chance_below(seed, 9) * line->multiple;
        line->position += line->quantity - whole(5);
        line->cap = maybe(seed, 2, whole(chance_below(seed, 120)));
        line->max = chance_below(seed, 8) ? line->max : UNKNOWN;
        line->value = chance_below(seed, 8) ? figure(seed, 5) : UNKNOWN;
        line->weight = chance_below(seed, 8) ? figure(seed, 5) : UNKNOWN;
        line->volume = chance_below(seed, 8) ? figure(seed, 5) : UNKNOWN;
        line->units_per_pallet = chance_below(seed, 8) ? figure(seed, 20) : UNKNOWN;
        line->emergency = chance_below(seed, 12) == 0;
    }
}

static vmi_decimal each_of(const struct vmi_load_line *line, int measure)
{
    return measure == VALUE ? line->value : measure == WEIGHT ? line->weight : measure == VOLUME ? line->volume : line->units_per_pallet;
}

/* Of figures in quarters, so that nothing is rounded; 0 when not known. */
static vmi_decimal amount_of(const struct vmi_load_line *line, int measure, vmi_decimal quantity)
{
    vmi_decimal each = each_of(line, measure), amount = 0;
    if (each == UNKNOWN)
        return 0;
    if (measure == PALLETS)
        return whole((int)((quantity + each - 1) / each));
    return vmi_decimal_multiply(quantity, each, &amount) ? amount : 0;
}

static vmi_decimal in_load(const struct vmi_loading *loading, size_t line, size_t load)
{
    vmi_decimal quantity = 0;
    for (size_t i = 0; i < loading->part_count; i++)
        if (loading->parts[i].line == line && loading->parts[i].load == load)
            quantity += loading->parts[i].quantity;
    return quantity;
}

static vmi_decimal total_of(const struct problem *p, const struct vmi_loading *loading, size_t load, int measure, bool *known)
{
    vmi_decimal total = 0;
    *known = true;
    for (size_t i = 0; i < p->count; i++) {
        vmi_decimal quantity = in_load(loading, i, load);
        total += amount_of(&p->lines[i], measure, quantity);
        *known &= quantity == 0 || each_of(&p->lines[i], measure) != UNKNOWN;
    }
    return total;
}

static vmi_decimal capacity_of(const struct problem *p, int measure)
{
    const vmi_decimal capacities[MEASURES] = {UNKNOWN, p->limits.capacity_weight, p->limits.capacity_volume, p->limits.capacity_pallets};
    return capacities[measure];
}

static vmi_decimal minimum_of(const struct problem *p, int measure)
{
    const vmi_decimal minima[MEASURES] = {p->limits.min_value, p->limits.min_weight, p->limits.min_volume, UNKNOWN};
    return minima[measure];
}

static bool is_within_capacity(const struct problem *p, const struct vmi_loading *loading)
{
    bool known, within = true;
    for (size_t load = 1; load <= loading->load_count; load++)
        for (int m = 0; m < MEASURES; m++) {
            vmi_decimal total = total_of(p, loading, load, m, &known);
            within &= capacity_of(p, m) == UNKNOWN || total <= capacity_of(p, m);
            const struct vmi_load *l = &loading->loads[load - 1];
            const vmi_decimal told[MEASURES] = {l->value, l->weight, l->volume, l->pallets};
            within &= told[m] == (known ? total : UNKNOWN);
        }
    return within;
}

/* What is set aside is more than an empty load takes; all else is in a load, in whole multiples. */
static bool is_conserved(const struct problem *p, const struct vmi_loading *loading)
{
    bool conserved = true;
    for (size_t i = 0; i < p->count; i++) {
        vmi_decimal sum = 0;
        for (size_t load = 0; load <= loading->load_count; load++)
            sum += in_load(loading, i, load);
        conserved &= sum == p->lines[i].quantity + loading->deltas[i];
    }
    for (size_t i = 0; i < loading->part_count; i++)
        conserved &= loading->parts[i].quantity > 0 && loading->parts[i].quantity % p->lines[loading->parts[i].line].multiple == 0;
    return conserved;
}

static bool misses(const struct problem *p, const struct vmi_loading *loading, size_t load)
{
    bool known;
    for (int m = 0; m < MEASURES; m++) {
        vmi_decimal total = total_of(p, loading, load, m, &known);
        if (minimum_of(p, m) != UNKNOWN && known && total < minimum_of(p, m))
            return true;
    }
    return false;
}

static bool is_waiting_rightly(const struct problem *p, const struct vmi_loading *loading)
{
    bool right = true;
    for (size_t load = 1; load <= loading->load_count; load++) {
        bool emergency = false, last = load == loading->load_count;
        for (size_t i = 0; i < p->count; i++)
            emergency |= p->lines[i].emergency && in_load(loading, i, load) > 0;
        right &= emergency == loading->loads[load - 1].emergency;
        right &= loading->loads[load - 1].waits == (last && !emergency && misses(p, loading, load));
    }
    return right;
}

static bool is_below_the_top(const struct problem *p, const struct vmi_loading *loading)
{
    for (size_t i = 0; i < p->count; i++) {
        const struct vmi_load_line *line = &p->lines[i];
        vmi_decimal after = line->position + loading->deltas[i], top = p->limits.top_up == VMI_TOP_UP_TO_CAP && line->cap != UNKNOWN ? line->cap : line->max;
        if (loading->deltas[i] < 0 || (loading->deltas[i] > 0 && (after > top || (line->cap != UNKNOWN && after > line->cap) || p->limits.top_up == VMI_TOP_UP_NONE)))
            return false;
    }
    return true;
}

/* ---- topped up as the manual says, multiple by multiple ------------------------------------------------------------------ */

static bool can_add(const struct problem *p, struct vmi_loading *loading, size_t i)
{
    const struct vmi_load_line *line = &p->lines[i];
    if (!(line->demand_rate > 0))
        return false;
    loading->deltas[i] += line->multiple;
    bool can = is_below_the_top(p, loading);
    loading->deltas[i] -= line->multiple;
    vmi_decimal base = in_load(loading, i, loading->load_count) + loading->deltas[i];
    for (int m = 0; m < MEASURES && can; m++) {
        bool known;
        vmi_decimal total = total_of(p, loading, loading->load_count, m, &known);
        for (size_t j = 0; j < p->count; j++) {
            vmi_decimal loaded = in_load(loading, j, loading->load_count);
            total += amount_of(&p->lines[j], m, loaded + loading->deltas[j]) - amount_of(&p->lines[j], m, loaded);
        }
        total += amount_of(line, m, base + line->multiple) - amount_of(line, m, base);
        if (capacity_of(p, m) != UNKNOWN || minimum_of(p, m) != UNKNOWN)
            can &= each_of(line, m) != UNKNOWN && (capacity_of(p, m) == UNKNOWN || total <= capacity_of(p, m));
    }
    return can;
}

/* Whether a minimum is missed with what was added. */
static bool still_misses(const struct problem *p, const struct vmi_loading *loading)
{
    for (int m = 0; m < MEASURES; m++) {
        bool known;
        vmi_decimal total = total_of(p, loading, loading->load_count, m, &known);
        for (size_t j = 0; j < p->count; j++) {
            vmi_decimal loaded = in_load(loading, j, loading->load_count);
            total += amount_of(&p->lines[j], m, loaded + loading->deltas[j]) - amount_of(&p->lines[j], m, loaded);
        }
        if (minimum_of(p, m) != UNKNOWN && known && total < minimum_of(p, m))
            return true;
    }
    return false;
}

/* Adds to the deltas of BASE, a loading without top-up. */
static void top_up_slowly(const struct problem *p, struct vmi_loading *base)
{
    bool to_capacity = p->limits.capacity_weight != UNKNOWN || p->limits.capacity_volume != UNKNOWN || p->limits.capacity_pallets != UNKNOWN;
    while (base->load_count && (to_capacity || still_misses(p, base))) {
        size_t next = p->count;
        double least = INFINITY;
        for (size_t i = 0; i < p->count; i++) {
            double cover = vmi_decimal_to_double(p->lines[i].position + base->deltas[i]) / p->lines[i].demand_rate;
            if (can_add(p, base, i) && cover < least) {
                next = i;
                least = cover;
            }
        }
        if (next == p->count)
            break;
        base->deltas[next] += p->lines[next].multiple;
    }
}

static bool is_topped_up_in_order(const struct problem *p, const struct vmi_loading *loading)
{
    struct problem plain = *p;
    struct vmi_loading base;
    plain.limits.top_up = VMI_TOP_UP_NONE;
    bool same = vmi_make_loads(&plain.limits, plain.lines, plain.count, &arena, &base) && base.load_count == loading->load_count;
    if (p->limits.top_up != VMI_TOP_UP_NONE)
        top_up_slowly(p, &base);
    bool waits = loading->load_count && loading->loads[loading->load_count - 1].waits;
    for (size_t i = 0; i < p->count; i++)
        same &= loading->deltas[i] == (waits ? 0 : base.deltas[i]);
    return same;
}

static bool is_the_same_backwards(const struct problem *p, const struct vmi_loading *loading)
{
    struct vmi_load_line lines[MOST];
    struct vmi_loading again;
    for (size_t i = 0; i < p->count; i++)
        lines[i] = p->lines[p->count - 1 - i];
    if (!vmi_make_loads(&p->limits, lines, p->count, &arena, &again) || again.part_count != loading->part_count || again.load_count != loading->load_count)
        return false;
    bool same = true;
    for (size_t i = 0; i < again.part_count; i++)
        same &=
            again.parts[i].line == p->count - 1 - loading->parts[i].line && again.parts[i].load == loading->parts[i].load && again.parts[i].quantity == loading->parts[i].quantity;
    for (size_t i = 0; i < p->count; i++)
        same &= again.deltas[i] == loading->deltas[p->count - 1 - i];
    return same;
}

static void test_by_chance(void)
{
    uint64_t seed = 31;
    bool within = true, conserved = true, waiting = true, below = true, in_order = true, same = true;
    long topped_up = 0, split = 0, waits = 0;
    for (int round = 0; round < rounds(20000); round++) {
        struct problem p;
        struct vmi_loading loading;
        make_problem(&p, &seed);
        if (!vmi_make_loads(&p.limits, p.lines, p.count, &arena, &loading)) {
            conserved = false;
            break;
        }
        within &= is_within_capacity(&p, &loading);
        conserved &= is_conserved(&p, &loading);
        waiting &= is_waiting_rightly(&p, &loading);
        below &= is_below_the_top(&p, &loading);
        same &= is_the_same_backwards(&p, &loading);
        in_order &= is_topped_up_in_order(&p, &loading);
        for (size_t i = 0; i < p.count; i++)
            topped_up += loading.deltas[i] > 0;
        split += loading.load_count > 1;
        waits += loading.load_count && loading.loads[loading.load_count - 1].waits;
        vmi_arena_clear(&arena);
    }
    ok(within, "no capacity is passed, and totals are those of the parts");
    ok(conserved, "parts add up to quantities and what was added, in whole multiples");
    ok(waiting, "the last load waits under a minimum, unless for an emergency");
    ok(below, "nothing is topped up above max or the cap");
    ok(in_order, "and always first what runs out first");
    ok(same, "whatever the order of the lines");
    ok(topped_up > 200 && split > 200 && waits > 100, "%ld lines topped up, %ld splits, %ld waits", topped_up, split, waits);
}

/* Quantities at the end of the range, and in millionths: it ends soon. */
static void test_extremes(void)
{
    struct vmi_load_line lines[] = {line_of("A", 1, 1, 1, 0, 1e-9), line_of("B", 1, 1, 1, 0, 1e9)};
    struct vmi_load_limits limits = unlimited;
    struct vmi_loading loading;
    limits.capacity_weight = whole(1000000000);
    limits.top_up = VMI_TOP_UP_TO_MAX;
    for (int i = 0; i < 2; i++) {
        lines[i].max = VMI_DECIMAL_MAXIMUM - 1;
        lines[i].multiple = 1;
        lines[i].weight = i ? whole(3) : 1;
    }
    ok(vmi_make_loads(&limits, lines, 2, &arena, &loading), "a capacity of very many multiples");
    is_quantity(loading.loads[0].weight, "1000000000", "is filled");
    lines[0].demand_rate = 1e-310;
    limits.capacity_weight = UNKNOWN;
    limits.min_weight = VMI_DECIMAL_MAXIMUM - 1;
    ok(vmi_make_loads(&limits, lines, 2, &arena, &loading), "a minimum at the end of the range, and hardly any demand");
    is_quantity(loading.deltas[0], "0", "which is none");
    ok(!loading.loads[0].waits && loading.deltas[1] > 0, "is met");
}

int main(void)
{
    test_splits();
    test_pallets();
    test_minimum();
    test_order();
    test_by_chance();
    test_extremes();
    vmi_arena_free(&arena);
    return done();
}
