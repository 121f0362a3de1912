#include "vmi/allocation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "truth.h"

#define CLOSED 1e-12

enum { MOST = 16, RULES = VMI_ALLOCATION_PRIORITY + 1 };

static struct vmi_arena arena;

static void test_truth(void)
{
    struct truth *t = truth_open("fair_share");
    while (truth_next(t)) {
        double position[MOST], rate[MOST], expected[MOST], shares[MOST], supply = truth_number(t, "supply");
        size_t count = truth_list(t, "inventory_position", position, MOST);
        truth_list(t, "demand_rate", rate, MOST);
        truth_near(t, "common_cover_periods", vmi_common_cover(position, rate, count, supply, shares, &arena), CLOSED, 0);
        truth_expect(t, "count", (double)truth_list(t, "alloc_equal_cover", expected, MOST), (double)count, 0, 0);
        for (size_t i = 0; i < count; i++)
            truth_expect(t, "alloc_equal_cover", shares[i], expected[i], CLOSED, supply);
        vmi_share_by_rate(rate, count, supply, shares);
        truth_list(t, "alloc_proportional", expected, MOST);
        for (size_t i = 0; i < count; i++)
            truth_expect(t, "alloc_proportional", shares[i], expected[i], CLOSED, supply);
    }
    truth_close(t);
}

static void test_shares(void)
{
    double position[] = {10, 4, 0}, rate[] = {5, 1, 0}, none[] = {0, -1, NAN}, shares[3];
    is_near(vmi_common_cover(position, rate, 3, 0, shares, &arena), 2, CLOSED, "no supply: the least cover there is");
    is_near(shares[0] + shares[1] + shares[2], 0, 0, "and nothing to share");
    is_near(vmi_common_cover(position, none, 3, 9, shares, &arena), NAN, 0, "no demand, no cover");
    is_near(shares[2], 0, 0, "and nothing to share");
    is_near(vmi_common_cover(position, rate, 3, -1, shares, &arena), NAN, 0, "supply below 0");
    is_near(vmi_common_cover(position, rate, 0, 5, shares, &arena), NAN, 0, "nobody");
    is_near(vmi_share_by_rate(rate, 3, 12, shares), 2, CLOSED, "12 by 5 : 1 : 0");
    is_near(shares[0], 10, CLOSED, "the larger part");
    is_near(vmi_share_by_rate(none, 3, 12, shares), NAN, 0, "nothing to divide by");
}

/* ---- by hand ------------------------------------------------------------------------------------------------------- */

static vmi_decimal whole(int units)
{
    return units * VMI_DECIMAL_ONE;
}

static struct vmi_claim claim(const char *location, int owed, int to_min, int to_max, int multiple, int position, double rate, int priority)
{
    return (struct vmi_claim){vmi_slice_of(location), VMI_SLICE("A"), {whole(owed), whole(to_min), whole(to_max)}, whole(multiple), whole(position), rate, priority};
}

static void expect_given(enum vmi_allocation rule, const struct vmi_claim *claims, size_t count, int supply, const char *expected, const char *name)
{
    vmi_decimal given[MOST];
    char text[256] = "";
    size_t length = 0;
    if (vmi_allocate(rule, claims, count, whole(supply), &arena, given))
        for (size_t i = 0; i < count; i++)
            length += (size_t)snprintf(text + length, sizeof text - length, "%s%g", i ? " " : "", vmi_decimal_to_double(given[i]));
    is_text(text, expected, "%s", name);
}

static void test_by_hand(void)
{
    const enum vmi_allocation fair = VMI_ALLOCATION_FAIR_SHARE, by_rate = VMI_ALLOCATION_PROPORTIONAL, by_priority = VMI_ALLOCATION_PRIORITY;
    struct vmi_claim even[] = {claim("B", 0, 0, 100, 1, 10, 5, 1), claim("A", 0, 0, 100, 1, 20, 5, 1), claim("C", 0, 0, 100, 1, 0, 5, 1)};
    expect_given(fair, even, 3, 30, "10 0 20", "to the same cover");
    expect_given(by_rate, even, 3, 30, "10 10 10", "by demand");
    expect_given(by_rate, even, 3, 31, "10 11 10", "what is cut off evenly goes by key");
    expect_given(fair, even, 3, 400, "100 100 100", "more than all want");
    expect_given(fair, even, 3, -5, "0 0 0", "supply below 0");
    struct vmi_claim tiers[] = {claim("A", 0, 10, 10, 1, 0, 50, 1), claim("B", 5, 10, 10, 1, -5, 1, 2), claim("C", 0, 0, 20, 1, 9, 9, 3)};
    expect_given(fair, tiers, 3, 4, "0 4 0", "what is owed goes first");
    expect_given(fair, tiers, 3, 15, "10 5 0", "then those who run out, up to min");
    expect_given(fair, tiers, 3, 26, "11 15 0", "max only after min of all");
    expect_given(by_priority, tiers, 3, 8, "3 5 0", "priority within a tier, not across");
    expect_given(by_priority, tiers, 3, 30, "15 15 0", "and again in the last one");
    struct vmi_claim packs[] = {claim("A", 0, 0, 24, 12, 0, 1, 1), claim("B", 0, 0, 24, 12, 0, 1, 1), claim("C", 0, 0, 6, 6, 0, 1, 1)};
    expect_given(fair, packs, 3, 11, "0 0 6", "less than a pack goes to whoever takes it");
    expect_given(fair, packs, 3, 30, "12 12 6", "whole packs");
    expect_given(fair, packs, 3, 29, "12 0 6", "what is cut off evenly goes by key, as long as there is enough");
    expect_given(fair, packs, 3, 5, "0 0 0", "too little for anyone");
    struct vmi_claim uneven[] = {claim("A", 0, 0, 40, 10, 0, 2, 1), claim("B", 0, 0, 40, 10, 0, 1, 1)};
    expect_given(fair, uneven, 2, 20, "10 10", "the larger part of a pack was cut off");
    struct vmi_claim odd[] = {claim("A", 0, 0, 25, 12, 0, 1, 1)};
    expect_given(fair, odd, 1, 99, "25", "all that is wanted, though it is no whole multiple, and never more");
    expect_given(fair, odd, 1, 24, "24", "else whole multiples");
    struct vmi_claim small[] = {claim("A", 0, 0, 5, 12, 0, 1, 1), claim("B", 0, 0, 36, 12, 0, 1, 1)};
    expect_given(fair, small, 2, 17, "5 12", "a claim below a multiple is not passed over");
    expect_given(fair, small, 2, 4, "0 0", "nor is it cut into");
    struct vmi_claim owed[] = {claim("A", 95, 0, 5, 100, -95, 1, 1), claim("B", 0, 0, 100, 1, 0, 90, 1)};
    expect_given(fair, owed, 2, 100, "100 0", "a pack that completes a tier may reach into the next");
    expect_given(fair, owed, 2, 99, "0 99", "a pack that is too large for the supply holds up nobody");
    struct vmi_claim idle[] = {claim("A", 0, 5, 5, 1, 0, 0, 1), claim("B", 0, 5, 5, 1, 0, 2, 1), claim("C", 3, 0, 0, 1, -3, NAN, 1)};
    expect_given(fair, idle, 3, 8, "0 5 3", "no demand: after those with some, unless owed");
    expect_given(fair, idle, 3, 12, "4 5 3", "but in its tier");
    expect_given(by_rate, idle, 3, 8, "0 5 3", "the same by rate");
    struct vmi_claim huge[] = {claim("A", 9, 0, 0, 1, 0, 1, 1)};
    huge[0].wanted[VMI_CLAIM_TO_MAX] = VMI_DECIMAL_MAXIMUM - 1;
    expect_given(fair, huge, 1, 9, "", "wanted beyond the range");
    expect_given(fair, huge, 0, 9, "", "nobody");
}

static void test_tiers(void)
{
    vmi_decimal wanted[VMI_CLAIM_TIERS];
    vmi_claim_tiers(whole(30), whole(5), whole(-2), whole(10), wanted);
    is_quantity(wanted[VMI_CLAIM_BACKORDERED], "5", "owed");
    is_quantity(wanted[VMI_CLAIM_TO_MIN], "7", "what then lacks to min");
    is_quantity(wanted[VMI_CLAIM_TO_MAX], "18", "the rest");
    vmi_claim_tiers(whole(3), VMI_DECIMAL_UNKNOWN, whole(9), whole(10), wanted);
    is_quantity(wanted[VMI_CLAIM_TO_MIN], "1", "nothing is owed");
    vmi_claim_tiers(whole(3), whole(5), VMI_DECIMAL_UNKNOWN, whole(10), wanted);
    is_quantity(wanted[VMI_CLAIM_BACKORDERED], "3", "no more than is ordered");
    is_quantity(wanted[VMI_CLAIM_TO_MAX], "0", "nothing is left for the others");
    vmi_claim_tiers(whole(3), 0, 1 - VMI_DECIMAL_MAXIMUM, whole(10), wanted);
    is_quantity(wanted[VMI_CLAIM_TO_MIN], "3", "a lack beyond the range");
    vmi_claim_tiers(whole(3), 0, whole(20), whole(10), wanted);
    is_quantity(wanted[VMI_CLAIM_TO_MAX], "3", "above min");
}

/* ---- by chance ------------------------------------------------------------------------------------------------------- */

struct problem {
    struct vmi_claim claims[MOST];
    char keys[MOST][2];
    size_t count;
    vmi_decimal supply;
};

enum packs { ANY_PACKS, EQUAL_PACKS, NO_PACKS };

/* What a claim has when a tier is complete. */
static vmi_decimal goal_of(const struct vmi_claim *c, int tier)
{
    vmi_decimal through = 0, all = 0, goal;
    for (int i = 0; i < VMI_CLAIM_TIERS; i++) {
        all += c->wanted[i];
        through += i <= tier ? c->wanted[i] : 0;
    }
    return vmi_decimal_ceil_to(through, c->multiple, &goal) && goal < all ? goal : all;
}

/* The least that it could take: a multiple, or all that is left of what it wants. */
static vmi_decimal step_of(const struct vmi_claim *c, vmi_decimal given)
{
    vmi_decimal rest = goal_of(c, VMI_CLAIM_TO_MAX) - given;
    return rest < c->multiple ? rest : c->multiple;
}

static void make_problem(struct problem *p, uint64_t *seed, enum packs packs)
{
    static const vmi_decimal multiples[] = {1, 500000, VMI_DECIMAL_ONE, 2500000, 6 * VMI_DECIMAL_ONE, 100 * VMI_DECIMAL_ONE};
    vmi_decimal equal = multiples[chance_below(seed, 6)];
    memset(p, 0, sizeof *p);
    p->count = (size_t)chance_below(seed, 9);
    p->supply = chance_below(seed, 600) * (VMI_DECIMAL_ONE / 2) + chance_below(seed, 2) * chance_below(seed, 1000000);
    for (size_t i = 0; i < p->count; i++) {
        p->keys[i][0] = (char)('a' + i);
        struct vmi_claim *c = &p->claims[i];
        *c = claim(p->keys[i], 0, 0, 0, 1, chance_below(seed, 40) - 10, chance_below(seed, 4) ? chance_below(seed, 50) / 4.0 : 0, 1 + chance_below(seed, 3));
        c->multiple = packs == ANY_PACKS ? multiples[chance_below(seed, 6)] : packs == NO_PACKS ? 1 : equal;
        for (int tier = 0; tier < VMI_CLAIM_TIERS; tier++)
            c->wanted[tier] = chance_below(seed, 3) ? 0 : chance_below(seed, 160) * (VMI_DECIMAL_ONE / 2);
        if (packs == EQUAL_PACKS)
            c->wanted[VMI_CLAIM_TO_MAX] += (c->multiple - goal_of(c, VMI_CLAIM_TO_MAX) % c->multiple) % c->multiple;
    }
}

static vmi_decimal given_in(const struct problem *p, const vmi_decimal *given, size_t i, int tier)
{
    vmi_decimal goal = goal_of(&p->claims[i], tier);
    return given[i] < goal ? given[i] : goal;
}

static vmi_decimal total_in(const struct problem *p, const vmi_decimal *given, int tier)
{
    vmi_decimal total = 0;
    for (size_t i = 0; i < p->count; i++)
        total += given_in(p, given, i, tier);
    return total;
}

static bool is_possible(const struct problem *p, const vmi_decimal *given)
{
    bool possible = total_in(p, given, VMI_CLAIM_TO_MAX) <= p->supply;
    for (size_t i = 0; i < p->count; i++)
        possible &= given[i] >= 0 && given[i] <= goal_of(&p->claims[i], VMI_CLAIM_TO_MAX) &&
                    (given[i] % p->claims[i].multiple == 0 || given[i] == goal_of(&p->claims[i], VMI_CLAIM_TO_MAX));
    return possible;
}

/* Whoever is short in a tier could not take what the tier, and those before, left. The last tier is what is left at all. */
static bool is_in_order(const struct problem *p, const vmi_decimal *given)
{
    for (int tier = 0; tier < VMI_CLAIM_TIERS; tier++)
        for (size_t i = 0; i < p->count; i++)
            if (given[i] < goal_of(&p->claims[i], tier) && step_of(&p->claims[i], given[i]) <= p->supply - total_in(p, given, tier))
                return false;
    return true;
}

/* Within a tier, whoever is short could not take what those of no lesser priority left. */
static bool is_by_priority(const struct problem *p, const vmi_decimal *given)
{
    for (int tier = 0; tier < VMI_CLAIM_TIERS; tier++)
        for (size_t i = 0; i < p->count; i++) {
            vmi_decimal left = p->supply;
            for (size_t j = 0; j < p->count; j++) {
                bool before = p->claims[j].priority <= p->claims[i].priority;
                left -= before ? given_in(p, given, j, tier) : tier ? given_in(p, given, j, tier - 1) : 0;
            }
            if (given[i] < goal_of(&p->claims[i], tier) && step_of(&p->claims[i], given[i]) <= left)
                return false;
        }
    return true;
}

/* The same is given to each whatever the order of the rows. */
static bool is_the_same_shuffled(const struct problem *p, enum vmi_allocation rule, const vmi_decimal *given, uint64_t *seed)
{
    struct vmi_claim shuffled[MOST];
    size_t from[MOST];
    vmi_decimal again[MOST];
    for (size_t i = 0; i < p->count; i++) {
        size_t j = (size_t)chance_below(seed, (int)i + 1);
        from[i] = from[j];
        from[j] = i;
    }
    for (size_t i = 0; i < p->count; i++)
        shuffled[i] = p->claims[from[i]];
    bool same = vmi_allocate(rule, shuffled, p->count, p->supply, &arena, again);
    for (size_t i = 0; i < p->count; i++)
        same &= again[i] == given[from[i]];
    return same;
}

static void test_by_chance(void)
{
    uint64_t seed = 23;
    bool possible = true, in_order = true, by_priority = true, same = true, monotone = true;
    for (int round = 0; round < rounds(40000); round++) {
        struct problem p;
        vmi_decimal given[MOST] = {0}, more[MOST] = {0};
        enum vmi_allocation rule = (enum vmi_allocation)chance_below(&seed, RULES);
        make_problem(&p, &seed, round % 2 ? ANY_PACKS : EQUAL_PACKS);
        possible &= vmi_allocate(rule, p.claims, p.count, p.supply, &arena, given) && is_possible(&p, given);
        in_order &= is_in_order(&p, given);
        by_priority &= rule != VMI_ALLOCATION_PRIORITY || is_by_priority(&p, given);
        same &= is_the_same_shuffled(&p, rule, given, &seed);
        /* With multiples of different sizes more supply may suit a larger one, which leaves less for the tier. */
        if (round % 2 == 0 && vmi_allocate(rule, p.claims, p.count, p.supply + chance_below(&seed, 9000000), &arena, more))
            for (int tier = 0; tier < VMI_CLAIM_TIERS; tier++)
                monotone &= total_in(&p, more, tier) >= total_in(&p, given, tier);
        vmi_arena_clear(&arena);
    }
    ok(possible, "in whole multiples, no more than is wanted and than there is");
    ok(in_order, "nothing goes to a later tier, or is left, that someone short could take");
    ok(by_priority, "nor to a lesser priority");
    ok(same, "whatever the order of the claims");
    ok(monotone, "no tier gets less out of more");
}

static double cover_of(const struct vmi_claim *c, vmi_decimal given)
{
    return vmi_decimal_to_double(c->position + given) / c->demand_rate;
}

/* In the tier that is divided, nobody who got some has more cover than one who wants more. */
static void test_fairness(void)
{
    uint64_t seed = 29;
    bool fair = true;
    for (int round = 0; round < rounds(20000); round++) {
        struct problem p;
        vmi_decimal given[MOST] = {0};
        make_problem(&p, &seed, NO_PACKS);
        if (!vmi_allocate(VMI_ALLOCATION_FAIR_SHARE, p.claims, p.count, p.supply, &arena, given))
            fair = false;
        for (int tier = VMI_CLAIM_TO_MIN; tier < VMI_CLAIM_TIERS; tier++) {
            double most = -INFINITY, least = INFINITY;
            for (size_t i = 0; i < p.count; i++) {
                if (!(p.claims[i].demand_rate > 0))
                    continue;
                double cover = cover_of(&p.claims[i], given_in(&p, given, i, tier));
                if (given_in(&p, given, i, tier) > given_in(&p, given, i, tier - 1))
                    most = fmax(most, cover);
                if (given[i] < goal_of(&p.claims[i], tier))
                    least = fmin(least, cover);
            }
            fair &= !(most > least + 1e-5);
        }
        vmi_arena_clear(&arena);
    }
    ok(fair, "a fair share raises the least cover first");
}

/* Multiples that are far apart, and quantities at the end of the range: it ends soon. */
static void test_extremes(void)
{
    struct vmi_claim far[] = {claim("A", 0, 0, 0, 1, 0, 1, 1), claim("B", 0, 0, 0, 1, 0, 1, 1)};
    vmi_decimal given[2] = {0};
    far[0].multiple = 1;
    far[0].wanted[VMI_CLAIM_TO_MAX] = far[1].wanted[VMI_CLAIM_TO_MAX] = VMI_DECIMAL_MAXIMUM - 1;
    far[1].multiple = VMI_DECIMAL_MAXIMUM / 2;
    ok(vmi_allocate(VMI_ALLOCATION_FAIR_SHARE, far, 2, VMI_DECIMAL_MAXIMUM / 2 - 1, &arena, given), "a millionth, and half of all there is");
    is_quantity(given[0], "4599999999999.999999", "all but what a multiple is too large for");
    far[1].multiple = 1;
    ok(vmi_allocate(VMI_ALLOCATION_FAIR_SHARE, far, 2, VMI_DECIMAL_MAXIMUM - 1, &arena, given), "more digits than a double has");
    ok(given[0] + given[1] == VMI_DECIMAL_MAXIMUM - 1, "nothing is left all the same");
    ok(llabs(given[0] - given[1]) < 100000, "and nearly even");
}

int main(void)
{
    test_truth();
    test_shares();
    test_by_hand();
    test_tiers();
    test_by_chance();
    test_fairness();
    test_extremes();
    vmi_arena_free(&arena);
    return done();
}
