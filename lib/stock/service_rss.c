#include "vmi/service_level.h"

#include <math.h>

#include "service_renewal.h"
#include "vmi/demand_table.h"
#include "vmi/solve.h"

/* Losses at places below S, FIRST and then STEP apart, each with its weight. */
struct places {
    double first, step;
    size_t count;
    const double *weight;
};

/* The losses of demand over one time that EXTRA of a renewal asks for. */
struct losses {
    struct vmi_distribution d;
    struct places all;
    struct places few; /* the same from fewer places, between which the loss is a polynomial */
    double few_above;  /* while all places are at or above this */
};

struct rss {
    const struct vmi_protection *p;
    struct service_renewal renewal;
    double lattice;
    struct losses covered, lead;
};

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

static struct places fold(const struct places *all, double step, struct vmi_arena *arena)
{
    size_t count = (size_t)((double)(all->count - 1) * all->step / step) + POINTS;
    double *weight = vmi_arena_alloc(arena, count * sizeof *weight);
    for (size_t i = 0; i < count; i++)
        weight[i] = 0;
    for (size_t i = 0; i < all->count; i++) {
        double place = (double)i * all->step / step, part[POINTS];
        size_t piece = (size_t)place;
        lagrange(place - (double)piece, part);
        for (size_t j = 0; j < POINTS; j++)
            weight[piece + j] += part[j] * all->weight[i];
    }
    return (struct places){.first = -2 * step, .step = step, .count = count, .weight = weight};
}

/*
 * A loss is smooth beside its deviation, a fifth of which makes a polynomial good to 1e-7; but not near 0 where the
 * density is steep there, and not where it is made of parts.
 */
static double smooth_step(const struct vmi_distribution *d, double *above)
{
    double step = vmi_distribution_deviation(d) / 5;
    bool steep = d->family == VMI_FAMILY_LOGNORMAL || (d->family == VMI_FAMILY_POISSON && d->mean < 36) ||
                 ((d->family == VMI_FAMILY_GAMMA || d->family == VMI_FAMILY_NEGBIN) && d->shape < 6);
    *above = steep ? 5 * step : -INFINITY;
    if (d->family == VMI_FAMILY_POINT || d->family == VMI_FAMILY_TABLE || d->family == VMI_FAMILY_MIXTURE)
        return 0;
    return d->discrete ? d->step * vmi_round_down(step / d->step) : step;
}

/* Tables are the quicker to look at, where they are short. */
static struct vmi_distribution quick(const struct vmi_distribution *d, struct vmi_arena *arena)
{
    enum { MOST = 2048 };
    bool counts = d->family == VMI_FAMILY_POISSON || d->family == VMI_FAMILY_NEGBIN;
    if (!counts || d->mean + 12 * vmi_distribution_deviation(d) > MOST)
        return *d;
    const struct vmi_demand_table *table = vmi_demand_table_of(arena, d, d->step, MOST);
    return table && table->count < MOST ? vmi_distribution_of_table(table) : *d;
}

static void prepare(struct losses *l, const struct service_renewal *r, struct vmi_arena *arena)
{
    l->all = (struct places){.first = 0, .step = r->step, .count = r->count, .weight = r->extra};
    double step = smooth_step(&l->d, &l->few_above);
    if (r->count > POINTS && step >= 2 * r->step)
        l->few = fold(&l->all, step, arena);
}

/* ---- the fill ---------------------------------------------------------------------------------------- */

static double weighted(const struct places *places, const struct vmi_distribution *d, double top)
{
    double sum = 0;
    for (size_t i = 0; i < places->count; i++)
        sum += places->weight[i] * vmi_distribution_loss(d, top - places->first - (double)i * places->step);
    return sum;
}

/* The sum of the losses of all renewals. Where that of the lowest place is nothing to MATTERS, so are the others. */
static double sum_of(const struct rss *rss, const struct losses *l, double level, double matters)
{
    const struct service_renewal *r = &rss->renewal;
    double top = level + r->width, even = r->rate * r->width;
    if (vmi_distribution_loss(&l->d, level) < 1e-14 * matters)
        return 0;
    bool few = l->few.count && top - l->few.first - (double)l->few.count * l->few.step >= l->few_above;
    double sum = weighted(few ? &l->few : &l->all, &l->d, top);
    return even > 0 ? sum + even * service_loss_over(&l->d, level, r->width, rss->lattice) : sum;
}

static double shortage_rss(const void *context, double level)
{
    const struct rss *rss = context;
    double covered = sum_of(rss, &rss->covered, level, 0);
    double lead = sum_of(rss, &rss->lead, level, covered / rss->renewal.total);
    return (covered - lead) / (rss->renewal.total * rss->p->review_mean);
}

static bool rss_make(struct rss *rss, const struct vmi_protection *p, double width, struct vmi_arena *arena)
{
    *rss = (struct rss){.p = p, .lattice = service_lattice(&p->covered)};
    if (!service_renewal_make(&rss->renewal, &p->review, rss->lattice, width, arena))
        return false;
    rss->covered.d = quick(&p->covered, arena);
    rss->lead.d = quick(&p->lead, arena);
    prepare(&rss->covered, &rss->renewal, arena);
    prepare(&rss->lead, &rss->renewal, arena);
    return true;
}

double vmi_fill_rss(const struct vmi_protection *p, double level, double width, struct vmi_arena *arena)
{
    struct rss rss;
    if (service_review(p) != SERVICE_PERIODIC || !(width > 0))
        return isnan(width) ? NAN : vmi_fill_rsnq(p, level, width);
    if (isnan(level) || !rss_make(&rss, p, service_whole_lot(&p->covered, width), arena))
        return NAN;
    return service_fill(shortage_rss(&rss, service_on_lattice(&p->covered, level)));
}

double vmi_level_fill_rss(const struct vmi_protection *p, double width, double fill, struct vmi_arena *arena)
{
    struct rss rss;
    if (service_review(p) != SERVICE_PERIODIC || !(width > 0))
        return isnan(width) ? NAN : vmi_level_fill_rsnq(p, width, fill);
    if (!service_is_share(fill) || !rss_make(&rss, p, service_whole_lot(&p->covered, width), arena))
        return NAN;
    struct vmi_protection quicker = *p;
    quicker.covered = rss.covered.d;
    quicker.lead = rss.lead.d;
    return service_solve(&(struct service_question){
        .shortage = shortage_rss,
        .context = &rss,
        .fill = fill,
        .step = rss.lattice,
        .lowest = vmi_distribution_floor(&p->covered) - rss.renewal.width,
        .start = vmi_level_fill_rsnq(&quicker, rss.renewal.width, fill),
        .stride = service_larger(vmi_distribution_deviation(&p->covered) / 8, rss.renewal.width / 64)});
}
