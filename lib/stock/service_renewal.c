#include "service_renewal.h"

#include <math.h>

#include "vmi/demand_table.h"
#include "vmi/solve.h"

enum {
    MOST_PLACES = 4096, /* of a lattice that is taken as it is */
    MOST_WORK = 600000, /* products on such a lattice: below a millisecond */
    FINE = 12,          /* places within a deviation of demand, else */
    FEWEST = 24,        /* and within the width */
    MOST_FINE = 1500,
};

/* Demand of a review period in steps, given that there is any. */
struct steps {
    double step;
    double *share; /* of l steps; none at 0 */
    size_t count;
    double chance; /* that there is any */
};

static double dot(const double *a, const double *b, size_t count)
{
    double sum[4] = {0, 0, 0, 0};
    size_t i = 0;
    /* Four sums at a time: none waits for the one before. */
    for (; i + 4 <= count; i += 4)
        for (size_t k = 0; k < 4; k++)
            sum[k] += a[i + k] * b[i + k];
    for (; i < count; i++)
        sum[0] += a[i] * b[i];
    return sum[0] + sum[1] + (sum[2] + sum[3]);
}

/*
 * m(0) = 1, m(j) = sum of share(l) m(j - l), l = 1 ... j, for j below PLACES, each less EVEN, into EXTRA. Ends where all
 * of them have come to EVEN within CLOSE of it, for as many places as D reaches over. How many there are.
 */
static size_t renew(const struct steps *d, double even, double close, size_t places, double *extra,
                    struct vmi_arena *arena)
{
    /* The last comes first, so that the sum runs upward in both. */
    double *back = vmi_arena_alloc(arena, places * sizeof *back);
    size_t near = 0, reach = d->count - 1, j = 0;
    for (; j < places && near <= reach; j++) {
        double *at = back + places - 1 - j;
        *at = j == 0 ? 1 : dot(d->share + 1, at + 1, j < reach ? j : reach);
        extra[j] = *at - even;
        near = fabs(extra[j]) <= close * even ? near + 1 : 0;
    }
    return near > reach ? j - reach : j;
}

static double sum_of(const double *numbers, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += numbers[i];
    return sum;
}

static bool finish(struct service_renewal *r, double width, double chance)
{
    r->width = width;
    r->chance = chance;
    r->total = r->rate * width + sum_of(r->extra, r->count);
    return r->total > 0;
}

/* ---- demand that is always the same ------------------------------------------------------------------- */

/* S, S - D, S - 2 D, ...: far out they are taken as even. */
static bool make_steady(struct service_renewal *r, double mean, double width, struct vmi_arena *arena)
{
    double places = vmi_round_up(width / mean - 1e-9);
    bool many = places > MOST_PLACES;
    r->count = many ? 1 : (size_t)places;
    r->step = mean;
    r->rate = many ? 1 / mean : 0;
    r->extra = vmi_arena_alloc(arena, r->count * sizeof *r->extra);
    for (size_t i = 0; i < r->count; i++)
        r->extra[i] = many ? 0.5 : 1;
    return finish(r, width, 1);
}

/* ---- a lattice as it is ------------------------------------------------------------------------------ */

static bool read_lattice(struct steps *d, const struct vmi_distribution *review, size_t places,
                         struct vmi_arena *arena)
{
    /* What takes the position below s in one step need not be known. */
    const struct vmi_demand_table *table = vmi_demand_table_of(arena, review, review->step, places + 2);
    if (!table || !(table->above[0] > 0))
        return false;
    d->step = review->step;
    d->chance = table->above[0];
    d->count = table->count;
    d->share = vmi_arena_alloc(arena, d->count * sizeof *d->share);
    for (size_t i = 0; i < d->count; i++)
        d->share[i] = i ? table->probability[i] / d->chance : 0;
    return true;
}

static bool make_lattice(struct service_renewal *r, const struct vmi_distribution *review, double width,
                         struct vmi_arena *arena)
{
    struct steps d;
    size_t places = (size_t)vmi_round_down(width / review->step + 0.5);
    if (!read_lattice(&d, review, places, arena))
        return false;
    r->rate = d.chance / review->mean;
    r->step = d.step;
    r->extra = vmi_arena_alloc(arena, places * sizeof *r->extra);
    r->count = renew(&d, r->rate * d.step, 1e-14, places, r->extra, arena);
    return finish(r, width, d.chance);
}

/* ---- a lattice that is made for it ------------------------------------------------------------------- */

/* Fine beside the deviation of demand and the width; its mean is on the lattice where that is longer than a step. */
static double fine_step(const struct vmi_distribution *review, double width)
{
    double step = service_smaller(vmi_distribution_deviation(review) / FINE, width / FEWEST);
    step = service_larger(step, width / MOST_FINE);
    return step < review->mean ? review->mean / vmi_round_up(review->mean / step) : step;
}

/* Each demand is shared between its two neighbours so that the mean stays, by second differences of the loss. */
static bool read_fine(struct steps *d, const struct vmi_distribution *review, size_t places,
                      struct vmi_arena *arena)
{
    double before = 0, at = vmi_distribution_loss(review, 0);
    d->share = vmi_arena_alloc(arena, (places + 1) * sizeof *d->share);
    for (d->count = 0; d->count <= places; d->count++) {
        double next = vmi_distribution_loss(review, (double)(d->count + 1) * d->step);
        double above = (at - next) / d->step;
        d->share[d->count] = d->count ? service_larger(before - above, 0) / d->chance : 0;
        if (d->count == 0)
            d->chance = above;
        if (!(above > 1e-13 * d->chance))
            break;
        before = above;
        at = next;
    }
    if (d->count <= places)
        d->count++;
    return d->count > 1 && d->chance > 0;
}

/*
 * The trapezoidal rule for renewals from S down to where the width ends, which may be between two places: each place
 * stands for what is nearer to it by the tent over it. A lattice of positions ends half of its own step before s, and
 * its first point stands for half a step above it.
 */
static void weigh_ends(struct service_renewal *r, size_t last, double past, double even, double lattice)
{
    /* from 1 - even to 1 - even/2 - even * lattice/(2 step) */
    r->extra[0] -= even * (lattice / r->step - 1) / 2;
    if (r->count > last + 1)
        r->extra[last + 1] *= past * past / 2;
    if (r->count > last)
        r->extra[last] *= 0.5 + past - past * past / 2;
}

static bool make_fine(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                      double width, struct vmi_arena *arena)
{
    struct steps d = {.step = fine_step(review, width)};
    double cells = service_larger(width - lattice / 2, 0) / d.step;
    size_t last = (size_t)cells;
    if (!read_fine(&d, review, last + 2, arena))
        return false;
    r->rate = d.chance / vmi_distribution_loss(review, 0);
    r->step = d.step;
    r->extra = vmi_arena_alloc(arena, (last + 2) * sizeof *r->extra);
    r->count = renew(&d, r->rate * d.step, 1e-9, last + 2, r->extra, arena);
    weigh_ends(r, last, cells - (double)last, r->rate * d.step, lattice);
    return finish(r, width, d.chance);
}

static bool is_small(const struct vmi_distribution *review, double width)
{
    double places = width / review->step;
    double reach = (review->mean + 12 * vmi_distribution_deviation(review)) / review->step;
    return places <= MOST_PLACES && places * service_smaller(places, reach) <= MOST_WORK;
}

bool service_renewal_make(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                          double width, struct vmi_arena *arena)
{
    if (review->family == VMI_FAMILY_UNDEFINED || !(vmi_distribution_loss(review, 0) > 0) || !isfinite(width))
        return false;
    if (review->family == VMI_FAMILY_POINT)
        return make_steady(r, review->mean, width, arena);
    if (review->discrete && review->step == lattice && is_small(review, width))
        return make_lattice(r, review, width, arena);
    return make_fine(r, review, lattice, width, arena);
}
