#include "vmi/allocation.h"

#include <math.h>

#include "filling.h"
#include "vmi/solve.h"
#include "vmi/sort.h"

/* ---- shares of any size ------------------------------------------------------------------------------- */

static bool is_rate(double rate)
{
    return rate > 0 && isfinite(rate);
}

double vmi_common_cover(const double *positions, const double *rates, size_t count, double supply,
                        double *shares, struct vmi_arena *arena)
{
    struct vessel *vessels = vmi_arena_alloc(arena, count * sizeof *vessels);
    double *scratch = vmi_arena_alloc(arena, 2 * count * sizeof *scratch);
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
        if (is_rate(rates[i]))
            vessels[filled++] = (struct vessel){positions[i], rates[i], INFINITY, 0};
    bool divides = filled && supply >= 0;
    double cover = divides ? fill_vessels(vessels, filled, supply, scratch) : NAN;
    for (size_t i = 0, vessel = 0; i < count; i++)
        shares[i] = divides && is_rate(rates[i]) ? vessels[vessel++].share : 0;
    return cover;
}

double vmi_share_by_rate(const double *rates, size_t count, double supply, double *shares)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += is_rate(rates[i]) ? rates[i] : 0;
    double each = sum > 0 && supply >= 0 ? supply / sum : NAN;
    for (size_t i = 0; i < count; i++)
        shares[i] = is_rate(rates[i]) && sum > 0 && supply >= 0 ? supply * (rates[i] / sum) : 0;
    return each;
}

/* ---- claims ------------------------------------------------------------------------------------------- */

struct claimant {
    const struct vmi_claim *claim;
    vmi_decimal given;
    vmi_decimal goal; /* what it is to have when this tier is complete: a whole multiple, or all */
    int64_t cut;      /* what rounding cut off, in parts of 1e-9 of a multiple */
};

struct dividing {
    enum vmi_allocation rule;
    enum vmi_claim_tier tier;
    struct claimant *claimants; /* in the order of their keys */
    size_t count;
    vmi_decimal left;
    struct claimant **able; /* those who take part in a round, as many as `taking` */
    size_t taking;
    struct vessel *vessels;
    double *scratch;
};

static vmi_decimal at_least_none(vmi_decimal quantity)
{
    return quantity > 0 ? quantity : 0;
}

static vmi_decimal smaller(vmi_decimal a, vmi_decimal b)
{
    return a < b ? a : b;
}

void vmi_claim_tiers(vmi_decimal quantity, vmi_decimal backordered, vmi_decimal position, vmi_decimal min,
                     vmi_decimal wanted[VMI_CLAIM_TIERS])
{
    bool known = position != VMI_DECIMAL_UNKNOWN && min != VMI_DECIMAL_UNKNOWN;
    vmi_decimal owed = smaller(quantity, at_least_none(backordered)), lacking = 0, after;
    if (known && (!vmi_decimal_add(position, owed, &after) || !vmi_decimal_subtract(min, after, &lacking)))
        lacking = min > position ? quantity : 0; /* beyond the range, and so beyond any order */
    wanted[VMI_CLAIM_BACKORDERED] = owed;
    wanted[VMI_CLAIM_TO_MIN] = smaller(quantity - owed, at_least_none(lacking));
    wanted[VMI_CLAIM_TO_MAX] = quantity - owed - wanted[VMI_CLAIM_TO_MIN];
}

/* What CLAIM wants up to and with TIER. */
static bool wanted_through(const struct vmi_claim *claim, enum vmi_claim_tier tier, vmi_decimal *wanted)
{
    *wanted = 0;
    for (enum vmi_claim_tier i = 0; i <= tier; i++)
        if (!vmi_decimal_add(*wanted, at_least_none(claim->wanted[i]), wanted))
            return false;
    return true;
}

static bool set_goals(struct dividing *d)
{
    for (size_t i = 0; i < d->count; i++) {
        struct claimant *c = &d->claimants[i];
        vmi_decimal through, all;
        if (!wanted_through(c->claim, VMI_CLAIM_TO_MAX, &all) || !wanted_through(c->claim, d->tier, &through))
            return false;
        if (!vmi_decimal_ceil_to(through, c->claim->multiple, &c->goal) || c->goal > all)
            c->goal = all;
    }
    return true;
}

/* ---- a round: those who can still take one divide what is left ---------------------------------------- */

static void give(struct dividing *d, struct claimant *c, vmi_decimal quantity)
{
    c->given += quantity;
    d->left -= quantity;
}

/* The least that it takes: a multiple, or what is wanted beyond whole ones. */
static vmi_decimal step_of(const struct claimant *c)
{
    return smaller(c->claim->multiple, c->goal - c->given);
}

static bool can_take(const struct dividing *d, const struct claimant *c)
{
    return c->given < c->goal && step_of(c) <= d->left;
}

/* A claimant as a vessel, in millionths: by what the rule divides. */
static struct vessel vessel_of(const struct dividing *d, const struct claimant *c)
{
    const struct vmi_claim *claim = c->claim;
    struct vessel v = {.room = (double)(c->goal - c->given)};
    if (d->tier == VMI_CLAIM_BACKORDERED) {
        v.rate = (double)(claim->wanted[VMI_CLAIM_BACKORDERED] - c->given);
    } else if (!is_rate(claim->demand_rate)) {
        v.rate = v.room;
    } else {
        v.rate = claim->demand_rate * (double)VMI_DECIMAL_ONE;
        if (d->rule != VMI_ALLOCATION_PROPORTIONAL)
            v.position = (double)claim->position + (double)c->given;
    }
    return v;
}

/* Gives the whole multiples that are in SHARE, or all that is wanted, and notes what is cut off. */
static void give_rounded_down(struct dividing *d, struct claimant *c, double share)
{
    const double parts = 1e9; /* shares are not exact to more; a part is what makes a multiple all the same */
    vmi_decimal wanted = c->goal - c->given, multiple = c->claim->multiple;
    double multiples = share / (double)multiple;
    int64_t whole = (int64_t)vmi_round_down(multiples + 1 / parts);
    whole = smaller(whole, smaller(wanted, d->left) / multiple);
    bool all = share >= (double)wanted && wanted <= d->left;
    c->cut = all ? 0 : (int64_t)vmi_round_down((multiples - (double)whole) * parts + 0.5);
    give(d, c, all ? wanted : whole * multiple);
}

/* The claimants stand in an array in the order of their keys. */
static int by_cut(const void *left, const void *right)
{
    const struct claimant *a = *(struct claimant *const *)left, *b = *(struct claimant *const *)right;
    if (a->cut != b->cut)
        return a->cut > b->cut ? -1 : 1;
    return (a > b) - (a < b);
}

static bool is_enough(const struct dividing *d)
{
    vmi_decimal sum = 0;
    for (size_t i = 0; i < d->taking; i++)
        if (!vmi_decimal_add(sum, d->able[i]->goal - d->able[i]->given, &sum))
            return false;
    return sum <= d->left;
}

static void divide_once(struct dividing *d)
{
    if (is_enough(d)) {
        for (size_t i = 0; i < d->taking; i++)
            give(d, d->able[i], d->able[i]->goal - d->able[i]->given);
        return;
    }
    for (size_t i = 0; i < d->taking; i++)
        d->vessels[i] = vessel_of(d, d->able[i]);
    fill_vessels(d->vessels, d->taking, (double)d->left, d->scratch);
    for (size_t i = 0; i < d->taking; i++)
        give_rounded_down(d, d->able[i], d->vessels[i].share);
    vmi_sort(d->able, d->taking, sizeof(struct claimant *), by_cut);
    for (size_t i = 0; i < d->taking; i++)
        if (can_take(d, d->able[i]))
            give(d, d->able[i], step_of(d->able[i]));
}

/* ---- who divides with whom ---------------------------------------------------------------------------- */

static bool takes_part(const struct dividing *d, const struct claimant *c, int32_t priority, bool demand)
{
    return can_take(d, c) && (d->rule != VMI_ALLOCATION_PRIORITY || c->claim->priority == priority) &&
           (d->tier == VMI_CLAIM_BACKORDERED || is_rate(c->claim->demand_rate) == demand);
}

/*
 * Rounds until nobody can take one. In each, someone gets all that is wanted, or is left with a step that is more than
 * what is left: were it otherwise, each would have got one more, and that is more than rounding down had cut off.
 */
static void divide_among(struct dividing *d, int32_t priority, bool demand)
{
    for (;;) {
        d->taking = 0;
        for (size_t i = 0; i < d->count; i++)
            if (takes_part(d, &d->claimants[i], priority, demand))
                d->able[d->taking++] = &d->claimants[i];
        if (d->taking == 0)
            return;
        divide_once(d);
    }
}

/* The first priority after AFTER, where there is one. */
static bool next_priority(const struct dividing *d, int64_t after, int32_t *priority)
{
    bool found = false;
    for (size_t i = 0; i < d->count; i++) {
        int32_t of = d->claimants[i].claim->priority;
        if (of <= after || (found && of >= *priority))
            continue;
        *priority = of;
        found = true;
    }
    return found;
}

static void divide_tier(struct dividing *d)
{
    int32_t priority = 0;
    if (d->rule != VMI_ALLOCATION_PRIORITY) {
        divide_among(d, priority, true);
        divide_among(d, priority, false);
        return;
    }
    for (int64_t after = INT64_MIN; next_priority(d, after, &priority); after = priority) {
        divide_among(d, priority, true);
        divide_among(d, priority, false);
    }
}

static int by_key(const void *left, const void *right)
{
    const struct vmi_claim *a = ((const struct claimant *)left)->claim,
                           *b = ((const struct claimant *)right)->claim;
    int order = vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

bool vmi_allocate(enum vmi_allocation rule, const struct vmi_claim *claims, size_t count, vmi_decimal supply,
                  struct vmi_arena *arena, vmi_decimal *given)
{
    struct dividing d = {.rule = rule, .count = count, .left = at_least_none(supply)};
    d.claimants = vmi_arena_alloc(arena, count * sizeof *d.claimants);
    d.able = vmi_arena_alloc(arena, count * sizeof(struct claimant *));
    d.vessels = vmi_arena_alloc(arena, count * sizeof *d.vessels);
    d.scratch = vmi_arena_alloc(arena, 2 * count * sizeof *d.scratch);
    for (size_t i = 0; i < count; i++)
        d.claimants[i] = (struct claimant){.claim = &claims[i]};
    vmi_sort(d.claimants, count, sizeof *d.claimants, by_key);
    for (d.tier = 0; d.tier < VMI_CLAIM_TIERS; d.tier++) {
        if (!set_goals(&d))
            return false;
        divide_tier(&d);
    }
    for (size_t i = 0; i < count; i++)
        given[d.claimants[i].claim - claims] = d.claimants[i].given;
    return true;
}
