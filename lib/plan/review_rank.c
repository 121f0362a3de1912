/*
 * What each step of an order earns, and a budget that is spent where it earns most.
 */
#include <math.h>
#include <stdlib.h>

#include "review_internal.h"
#include "vmi/distribution.h"

/* An order of very many multiples is looked at in as many steps. */
enum { MOST_STEPS = 100 };

#define DAYS_A_YEAR 365.0

struct step {
    struct vmi_review_item *item;
    size_t number; /* of the item, from 0 */
    vmi_decimal quantity, position, value;
    double avoided, gain, holding, net, yield; /* NaN: not known */
};

/* ---- what a step earns ------------------------------------------------------------------------------------ */

static struct vmi_distribution demand_of(const struct vmi_stake *stake, double unit)
{
    static const enum vmi_family families[] = {
        [VMI_DISTRIBUTION_NORMAL] = VMI_FAMILY_NORMAL,   [VMI_DISTRIBUTION_GAMMA] = VMI_FAMILY_GAMMA,
        [VMI_DISTRIBUTION_POISSON] = VMI_FAMILY_POISSON, [VMI_DISTRIBUTION_NEGBIN] = VMI_FAMILY_NEGBIN,
        [VMI_DISTRIBUTION_EMPIRICAL] = VMI_FAMILY_GAMMA, [VMI_DISTRIBUTION_AUTO] = VMI_FAMILY_GAMMA};
    double variance = isnan(stake->period_variance) ? 0 : stake->period_variance;
    return vmi_distribution_make(families[stake->distribution], stake->period_mean / unit,
                                 variance / (unit * unit));
}

static void find_worth(struct step *step, const struct vmi_distribution *demand, double unit)
{
    const struct vmi_stake *stake = step->item->lines.stake;
    double quantity = vmi_decimal_to_double(step->quantity);
    step->avoided =
        vmi_distribution_loss_between(demand, vmi_decimal_to_double(step->position) / unit, quantity / unit) *
        unit;
    step->gain = step->avoided * stake->shortage_gain;
    double holding = isnan(stake->holding_cost) ? 0 : stake->holding_cost; /* nothing that is known */
    step->holding = (quantity - step->avoided) * holding * stake->period / DAYS_A_YEAR;
    step->net = step->gain - step->holding;
    step->yield = step->value > 0 ? step->net / vmi_decimal_to_double(step->value) : NAN;
    /* What is further up never yields more; rounding must not have it so. */
    if (step->number && step->yield > step[-1].yield)
        step->yield = step[-1].yield;
}

static size_t count_steps(vmi_decimal total, vmi_decimal size)
{
    return (size_t)((total + size - 1) / size);
}

/* Whole multiples, so many that there are not too many steps. */
static vmi_decimal step_size(const struct vmi_stake *stake, vmi_decimal total)
{
    size_t multiples = count_steps(total, stake->multiple);
    return stake->multiple * (vmi_decimal)((multiples + MOST_STEPS - 1) / MOST_STEPS);
}

/* The smallest order is one step. Answers how many there are, MOST_STEPS + 1 at most. */
static size_t add_steps(struct vmi_review_item *item, struct step *steps)
{
    const struct vmi_stake *stake = item->lines.stake;
    bool counts =
        stake->distribution == VMI_DISTRIBUTION_POISSON || stake->distribution == VMI_DISTRIBUTION_NEGBIN;
    double unit = counts ? vmi_decimal_to_double(stake->quantum) : 1;
    struct vmi_distribution demand = demand_of(stake, unit);
    vmi_decimal left = review_total(&item->lines), size = step_size(stake, left), position = stake->position;
    size_t count = 0;
    for (; left > 0; count++) {
        vmi_decimal quantity = size < left ? size : left;
        if (!count && stake->order_min != VMI_DECIMAL_UNKNOWN && quantity < stake->order_min &&
            (!vmi_decimal_ceil_to(stake->order_min, stake->multiple, &quantity) || quantity > left))
            quantity = left;
        steps[count] = (struct step){.item = item,
                                     .number = count,
                                     .quantity = quantity,
                                     .position = position,
                                     .value = VMI_DECIMAL_UNKNOWN};
        if (stake->value == VMI_DECIMAL_UNKNOWN ||
            !vmi_decimal_multiply(quantity, stake->value, &steps[count].value))
            steps[count].value = VMI_DECIMAL_UNKNOWN;
        find_worth(&steps[count], &demand, unit);
        left -= quantity;
        if (position != VMI_DECIMAL_UNKNOWN && !vmi_decimal_add(position, quantity, &position))
            position = VMI_DECIMAL_UNKNOWN;
    }
    return count;
}

/* By yield, those of which it is not known last; then by key and number. */
static int compare_steps(const void *left, const void *right)
{
    const struct step *a = left, *b = right;
    bool known[2] = {!isnan(a->yield), !isnan(b->yield)};
    if (known[0] != known[1])
        return known[0] ? -1 : 1;
    if (known[0] && a->yield != b->yield)
        return a->yield > b->yield ? -1 : 1;
    int order = vmi_slice_compare(a->item->location, b->item->location);
    if (!order)
        order = vmi_slice_compare(a->item->sku, b->item->sku);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

static bool has_lines(const struct vmi_review_item *item)
{
    return item->lines.count > 0;
}

static int compare_nothing(const struct vmi_review_item *a, const struct vmi_review_item *b)
{
    (void)a;
    (void)b;
    return 0;
}

/* All steps of all lines, those that yield most first. In ARENA. */
static struct step *find_steps(struct vmi_review_item *items, size_t count, struct vmi_arena *arena,
                               size_t *step_count)
{
    struct review_list list = review_select(items, count, has_lines, compare_nothing, arena);
    size_t most = 0, used = 0;
    for (size_t i = 0; i < list.count; i++) {
        vmi_decimal total = review_total(&list.items[i]->lines);
        most += count_steps(total, step_size(list.items[i]->lines.stake, total));
    }
    struct step *steps = vmi_arena_alloc(arena, (most + 1) * sizeof *steps);
    for (size_t i = 0; i < list.count; i++)
        used += add_steps(list.items[i], steps + used);
    if (used > 1)
        qsort(steps, used, sizeof *steps, compare_steps);
    *step_count = used;
    return steps;
}

/* ---- what is made of them --------------------------------------------------------------------------------- */

size_t vmi_review_rank(struct vmi_review_item *items, size_t count, struct vmi_arena *arena,
                       struct vmi_ranked **list)
{
    size_t step_count;
    const struct step *steps = find_steps(items, count, arena, &step_count);
    vmi_decimal spent = 0;
    *list = vmi_arena_alloc(arena, (step_count + 1) * sizeof **list);
    for (size_t i = 0; i < step_count; i++) {
        const struct step *s = &steps[i];
        if (s->value == VMI_DECIMAL_UNKNOWN || spent == VMI_DECIMAL_UNKNOWN ||
            !vmi_decimal_add(spent, s->value, &spent))
            spent = VMI_DECIMAL_UNKNOWN;
        (*list)[i] = (struct vmi_ranked){
            .rank = (vmi_decimal)(i + 1) * VMI_DECIMAL_ONE,
            .location = s->item->location,
            .sku = s->item->sku,
            .source = s->item->lines.list->source,
            .quantity = s->quantity,
            .position = s->position,
            .shortage_avoided = s->avoided,
            .gain = s->gain,
            .holding = s->holding,
            .net = s->net,
            .value = s->value,
            .currency = s->value != VMI_DECIMAL_UNKNOWN ? s->item->lines.stake->currency : VMI_SLICE_NONE,
            .yield = s->yield,
            .spent = spent,
        };
    }
    return step_count;
}

void vmi_review_budget(struct vmi_review_item *items, size_t count, vmi_decimal budget,
                       struct vmi_arena *arena)
{
    size_t step_count;
    const struct step *steps = find_steps(items, count, arena, &step_count);
    vmi_decimal left = budget;
    for (size_t i = 0; i < step_count; i++) {
        struct vmi_review_item *item = steps[i].item;
        if (steps[i].value == VMI_DECIMAL_UNKNOWN)
            continue;
        if (!item->unfunded && steps[i].value <= left)
            left -= steps[i].value;
        else
            item->unfunded += steps[i].quantity;
    }
    for (size_t i = 0; i < count; i++) {
        if (!items[i].lines.count)
            continue;
        if (items[i].unfunded)
            review_take_away(&items[i], items[i].unfunded, VMI_REASON_BUDGET, "for the budget", arena);
        else if (items[i].lines.stake->value == VMI_DECIMAL_UNKNOWN)
            review_send(&items[i], VMI_REASON_BUDGET_UNKNOWN, "its value is not known", arena);
        if (!items[i].lines.count)
            items[i].reason = VMI_REASON_NO_BUDGET;
    }
}
