#include "service_losses.h"

#include <math.h>

#include "vmi/demand_table.h"
#include "vmi/solve.h"

/* ---- fewer places ------------------------------------------------------------------------------------ */

enum { POINTS = 6 }; /* of a polynomial of the fifth degree, two of them before the piece that it is for */

/* Lagrange's weights of the places -2, -1, 0, 1, 2, 3 for a place X from 0 to 1. */
static void lagrange(double x, double weight[POINTS])
{
    static const double divisor[POINTS] = {-120, 24, -12, 12, -24, 120};
    for (int i = 0; i < POINTS; i++) {
        weight[i] = 1 / divisor[i];
        for (int j = 0; j < POINTS; j++)
            weight[i] *= j == i ? 1 : x - (j - 2);
    }
}

static struct service_places fold(const struct service_places *all, size_t times, struct vmi_arena *arena)
{
    size_t count = (all->count - 1) / times + POINTS;
    double *weight = vmi_arena_alloc(arena, count * sizeof *weight), step = all->step * (double)times;
    for (size_t i = 0; i < count; i++)
        weight[i] = 0;
    for (size_t i = 0; i < all->count; i++) {
        double part[POINTS];
        lagrange((double)(i % times) / (double)times, part);
        for (size_t j = 0; j < POINTS; j++)
            weight[i / times + j] += part[j] * all->weight[i];
    }
    return (struct service_places){.first = -2 * step, .step = step, .count = count, .weight = weight};
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/*
 * A loss is smooth beside its deviation, a quarter of which makes a polynomial good to a millionth; but not near 0 where
 * the density is steep there, and not below a point. Powers of two, so that the grids of two demands meet.
 */
static size_t times_of(const struct vmi_distribution *d, double step)
{
    size_t times = 4096;
    if (d->family == VMI_FAMILY_TABLE)
        return 1;
    for (size_t i = 0; i < d->part_count; i++)
        times = smaller(times, times_of(&d->parts[i].distribution, step));
    if (d->family == VMI_FAMILY_MIXTURE || d->family == VMI_FAMILY_POINT)
        return times;
    while (times > 1 && step * (double)times > vmi_distribution_deviation(d) / 4)
        times /= 2;
    return times;
}

static double smooth_above(const struct vmi_distribution *d)
{
    double above = d->family == VMI_FAMILY_POINT ? d->mean : -INFINITY;
    for (size_t i = 0; i < d->part_count; i++)
        above = vmi_larger(above, smooth_above(&d->parts[i].distribution));
    bool steep = d->family == VMI_FAMILY_LOGNORMAL || (d->family == VMI_FAMILY_POISSON && d->mean < 36) ||
                 ((d->family == VMI_FAMILY_GAMMA || d->family == VMI_FAMILY_NEGBIN) && d->shape < 6);
    return steep ? vmi_distribution_deviation(d) : above;
}

/* Tables are the quicker to look at, where they are short. */
static struct vmi_distribution quick(const struct vmi_distribution *d, struct vmi_arena *arena)
{
    enum { MOST = 2048 };
    bool reaches = d->mean + 12 * vmi_distribution_deviation(d) > MOST * d->step;
    if (!d->discrete || d->family == VMI_FAMILY_POINT || d->family == VMI_FAMILY_TABLE || reaches)
        return *d;
    const struct vmi_demand_table *table = vmi_demand_table_of(arena, d, d->step, MOST);
    return table && table->count < MOST ? vmi_distribution_of_table(table) : *d;
}

void service_losses_make(struct service_losses *l, const struct vmi_distribution *d,
                         const struct service_renewal *r, struct vmi_arena *arena)
{
    *l = (struct service_losses){.d = quick(d, arena), .few_above = smooth_above(d)};
    l->all = (struct service_places){.first = 0, .step = r->step, .count = r->count, .weight = r->extra};
    size_t times = times_of(&l->d, r->step);
    if (r->count > 2 * POINTS && times > 1)
        l->few = fold(&l->all, times, arena);
}

void service_losses_settle(struct service_losses *l, double lowest)
{
    if (lowest - POINTS * l->few.step < l->few_above)
        l->few.count = 0;
}

/* ---- losses that are kept ---------------------------------------------------------------------------- */

double service_losses_step(const struct service_losses *l)
{
    return l->few.count ? l->few.step : l->all.step;
}

void service_losses_keep(struct service_losses *l, double level, double width, double step, double reach,
                         struct vmi_arena *arena)
{
    enum { MOST = 20000 };
    l->step = service_losses_step(l);
    double below = reach * step + 4 * l->step, span = width + 2 * below;
    if (l->d.family == VMI_FAMILY_TABLE || !(span / l->step < MOST))
        return;
    /* S and the places below it are on the grid; the level need not be. */
    l->base = level + width - l->step * vmi_round_up((width + below) / l->step);
    l->kept_count = (size_t)(span / l->step) + 2;
    l->kept = vmi_arena_alloc(arena, l->kept_count * sizeof *l->kept);
    for (size_t i = 0; i < l->kept_count; i++)
        l->kept[i] = NAN;
}

static double loss_at(const struct service_losses *l, double x)
{
    if (!l->kept_count)
        return vmi_distribution_loss(&l->d, x);
    double place = (x - l->base) / l->step, k = vmi_round_down(place + 0.5);
    if (!(k >= 0 && k < (double)l->kept_count) || fabs(place - k) > 1e-6)
        return vmi_distribution_loss(&l->d, x);
    double *kept = &l->kept[(size_t)k];
    if (isnan(*kept))
        *kept = vmi_distribution_loss(&l->d, x);
    return *kept;
}

/* ---- the sum ----------------------------------------------------------------------------------------- */

struct zone {
    const struct service_losses *l;
    const struct service_places *places;
    double top, lowest_loss;
};

static double place_at(const struct zone *z, size_t i)
{
    return z->top - z->places->first - (double)i * z->places->step;
}

static bool matters(const struct zone *z, size_t i)
{
    return loss_at(z->l, place_at(z, i)) > 1e-12 * z->lowest_loss;
}

static bool is_distance(const struct zone *z, size_t i)
{
    double distance = z->l->d.mean - place_at(z, i);
    return distance > 0 && fabs(loss_at(z->l, place_at(z, i)) - distance) <= 1e-14 * distance;
}

/* The first place, from the top down, where IS holds; it holds from there on. */
static size_t first_place(const struct zone *z, size_t low, bool (*is)(const struct zone *, size_t))
{
    size_t high = z->places->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is(z, middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

double service_losses_sum(const struct service_losses *l, double top)
{
    bool few = l->few.count && top - l->few.first - (double)l->few.count * l->few.step >= l->few_above;
    struct zone z = {.l = l, .places = few ? &l->few : &l->all, .top = top};
    const double *weight = z.places->weight;
    z.lowest_loss = loss_at(l, place_at(&z, z.places->count - 1));
    size_t from = first_place(&z, 0, matters), to = first_place(&z, from, is_distance);
    double sum = 0;
    for (size_t i = from; i < to; i++)
        sum += weight[i] * loss_at(l, place_at(&z, i));
    for (size_t i = to; i < z.places->count; i++)
        sum += weight[i] * (l->d.mean - place_at(&z, i));
    return sum;
}
