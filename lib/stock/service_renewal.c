#include "service_renewal.h"

#include <math.h>

#include "vmi/demand_table.h"
#include "vmi/solve.h"

enum {
    MOST_PLACES = 4096, /* of a lattice that is taken as it is */
    MOST_WORK = 600000, /* products on such a lattice: below a millisecond */
    FINE = 10,          /* places within a deviation of demand, else */
    FEWEST = 64,        /* and within the width */
    MOST_FINE = 1500,
};

/* Demand of a review period in steps, given that there is any. */
struct steps {
    double step;
    double *share; /* of l steps; none at 0 */
    size_t first;  /* below it there are none */
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

/* Where the shares begin to matter: of demand that varies little, far from 0. */
static size_t first_share(const struct steps *d)
{
    size_t first = 1;
    while (first + 1 < d->count && d->share[first] < 1e-18)
        first++;
    return first;
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
        size_t end = j < reach ? j : reach;
        *at = j == 0 ? 1 : end < d->first ? 0 : dot(d->share + d->first, at + d->first, end + 1 - d->first);
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

/* ---- demand that is always the same, or small beside the width ---------------------------------------- */

/* In a wide WIDTH there are WIDTH/E(D) + E(D^2)/(2 E(D)^2) renewals, less half a step of a lattice; the second at S. */
static bool make_wide(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                      double width, struct vmi_arena *arena)
{
    double mean = review->mean;
    if (!(mean > 0))
        return false;
    r->count = 1;
    r->step = mean;
    r->rate = 1 / mean;
    r->extra = vmi_arena_alloc(arena, sizeof *r->extra);
    r->extra[0] = (1 + review->variance / mean / mean - lattice / mean) / 2;
    return finish(r, width, 1);
}

/* S, S - D, S - 2 D, ... */
static bool make_steady(struct service_renewal *r, double mean, double places, double width,
                        struct vmi_arena *arena)
{
    r->count = (size_t)places;
    r->step = mean;
    r->rate = 0;
    r->extra = vmi_arena_alloc(arena, r->count * sizeof *r->extra);
    for (size_t i = 0; i < r->count; i++)
        r->extra[i] = 1;
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
    d->first = first_share(d);
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

/*
 * Fine beside the deviation of demand and the width. The mean is on it, and on the double of it, where that is longer
 * than a step; or else the places are on LATTICE.
 */
static double fine_step(const struct vmi_distribution *review, double lattice, double width)
{
    double step = vmi_smaller(vmi_distribution_deviation(review) / FINE, width / FEWEST);
    step = vmi_larger(step, width / MOST_FINE);
    if (lattice > 0)
        return lattice * vmi_larger(vmi_round_down(step / lattice), 1);
    double half = review->mean / 2;
    return step < half ? half / vmi_round_up(half / step) : step;
}

/* Losses of REVIEW at 0, STEP, 2 STEP, ..., to where nothing is above, or PLACES of them. */
static size_t read_losses(const struct vmi_distribution *review, double step, size_t places, double *loss)
{
    for (size_t i = 0; i < places; i++) {
        loss[i] = vmi_distribution_loss(review, (double)i * step);
        if (i && loss[i] < 1e-13 * loss[0])
            return i + 1;
    }
    return places;
}

/*
 * Of each STRIDE-th of COUNT losses: each demand is shared between its two neighbours so that the mean stays, which
 * makes the shares the second differences of the loss.
 */
static struct steps share_out(const double *loss, size_t count, size_t stride, double step,
                              struct vmi_arena *arena)
{
    struct steps d = {.step = step * (double)stride, .count = (count - 1) / stride};
    double before = (loss[0] - loss[stride]) / d.step;
    d.chance = before;
    d.share = vmi_arena_alloc(arena, d.count * sizeof *d.share);
    for (size_t i = 1; i < d.count; i++) {
        double above = (loss[i * stride] - loss[(i + 1) * stride]) / d.step;
        d.share[i] = vmi_larger(before - above, 0) / d.chance;
        before = above;
    }
    d.first = first_share(&d);
    return d;
}

/*
 * Renewals in CELLS steps down from S, by the trapezoidal rule: each place stands for what is nearer to it, by the tent
 * over it; the last cell may be a part of one. A lattice of positions ends half of its own step above s, and its first
 * point stands for half a step above it.
 */
static size_t weigh(const struct steps *d, double rate, double cells, double lattice, double *extra,
                    struct vmi_arena *arena)
{
    size_t last = (size_t)cells;
    double past = cells - (double)last, even = rate * d->step;
    size_t count = renew(d, even, 1e-9, last + 2, extra, arena);
    if (count > last + 1)
        extra[last + 1] *= past * past / 2;
    if (count > last)
        extra[last] *= 0.5 + past - past * past / 2;
    /* from 1 - even to 1 - even/2 - even * lattice/(2 step) */
    extra[0] -= even * (lattice / d->step - 1) / 2;
    return count;
}

/*
 * The error goes with the square of the step, and with its fourth power once what the double step gives has been taken
 * into account (Richardson).
 */
static bool make_fine(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                      double width, struct vmi_arena *arena)
{
    double step = fine_step(review, lattice, width), cells = vmi_larger(width - lattice / 2, 0) / step;
    size_t places = (size_t)cells + 5;
    double *loss = vmi_arena_alloc(arena, places * sizeof *loss),
           *coarse = vmi_arena_alloc(arena, places * sizeof *coarse);
    size_t count = read_losses(review, step, places, loss);
    if (count < 6)
        return make_wide(r, review, lattice, width, arena);
    if (!(loss[0] > loss[2]))
        return false;
    struct steps one = share_out(loss, count, 1, step, arena), two = share_out(loss, count, 2, step, arena);
    r->rate = one.chance / loss[0];
    r->step = step;
    r->extra = vmi_arena_alloc(arena, places * sizeof *r->extra);
    r->count = weigh(&one, r->rate, cells, lattice, r->extra, arena);
    size_t doubled = weigh(&two, two.chance / loss[0], cells / 2, lattice, coarse, arena);
    for (; r->count < 2 * doubled - 1 && r->count < places; r->count++)
        r->extra[r->count] = 0;
    for (size_t i = 0; i < r->count; i++)
        r->extra[i] *= 4.0 / 3;
    for (size_t i = 0; i < doubled && 2 * i < places; i++)
        r->extra[2 * i] -= coarse[i] * one.chance / two.chance / 3;
    return finish(r, width, one.chance);
}

static bool is_small(const struct vmi_distribution *review, double width)
{
    double places = width / review->step;
    double reach = (review->mean + 12 * vmi_distribution_deviation(review)) / review->step;
    return places <= MOST_PLACES && places * vmi_smaller(places, reach) <= MOST_WORK;
}

bool service_renewal_make(struct service_renewal *r, const struct vmi_distribution *review, double lattice,
                          double width, struct vmi_arena *arena)
{
    if (review->family == VMI_FAMILY_UNDEFINED || !(vmi_distribution_loss(review, 0) > 0) || !isfinite(width))
        return false;
    double places = vmi_round_up(width / review->mean - 1e-9);
    if (review->family == VMI_FAMILY_POINT)
        return places <= MOST_PLACES ? make_steady(r, review->mean, places, width, arena)
                                     : make_wide(r, review, lattice, width, arena);
    if (review->discrete && review->step == lattice && is_small(review, width))
        return make_lattice(r, review, width, arena);
    return make_fine(r, review, lattice, width, arena);
}
