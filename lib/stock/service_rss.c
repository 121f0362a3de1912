#include "vmi/service_level.h"

#include <math.h>

#include "service_losses.h"
#include "vmi/solve.h"

struct rss {
    const struct vmi_protection *p;
    struct service_renewal renewal;
    struct service_losses covered, lead;
    double lattice;
};

/* The losses of all renewals. Where that of the lowest position is nothing beside MATTERS, so are the others. */
static double sum_of(const struct rss *rss, const struct service_losses *l, double level, double matters)
{
    const struct service_renewal *r = &rss->renewal;
    double even = r->rate * r->width;
    if (vmi_distribution_loss(&l->d, level) < 1e-12 * matters)
        return 0;
    double sum = service_losses_sum(l, level + r->width);
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
    service_losses_make(&rss->covered, &p->covered, &rss->renewal, arena);
    service_losses_make(&rss->lead, &p->lead, &rss->renewal, arena);
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

/* ---- the level --------------------------------------------------------------------------------------- */

/* Levels START + k STEP, on which losses are kept. */
struct grid {
    const struct rss *rss;
    double start, step, rest;
};

static double shortage_at(const struct grid *g, double k)
{
    return shortage_rss(g->rss, g->start + k * g->step);
}

static bool reached_on_grid(const void *context, double k)
{
    const struct grid *g = context;
    return shortage_at(g, k) <= g->rest;
}

/*
 * Between two points of the grid, by the polynomial through six of them; once more by how far the shortage there was
 * off. NaN when the grid does not serve, as for demand in lumps.
 */
static double level_on_grid(struct rss *rss, double fill, double start, struct vmi_arena *arena)
{
    enum { NEAR = 6 };
    const double close = 1e-5; /* to what the polynomial says, or else it is not one */
    double width = rss->renewal.width, six[6];
    struct grid g = {rss, start, service_losses_step(&rss->covered), 1 - fill};
    service_losses_settle(&rss->covered, start - NEAR * g.step);
    service_losses_settle(&rss->lead, start - NEAR * g.step);
    if (!rss->covered.few.count)
        return NAN;
    /* Steady demand has levels that lie apart from those for even positions, by up to a review period of it. */
    double reach = 24 + rss->p->review_mean / g.step;
    service_losses_keep(&rss->covered, start, width, g.step, reach, arena);
    service_losses_keep(&rss->lead, start, width, g.step, reach, arena);
    double k = vmi_first_whole(reached_on_grid, &g, 0, 1, -1e9);
    for (int i = 0; i < 6; i++)
        six[i] = shortage_at(&g, k - 3 + i);
    double level = start + g.step * (k - 1 + vmi_pass_between(six, g.rest)), got = shortage_rss(rss, level);
    double again = start + g.step * (k - 1 + vmi_pass_between(six, g.rest * (g.rest / got)));
    return fabs(got - g.rest) <= close * g.rest ? again : NAN;
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
    double start = vmi_level_fill_rsnq(&quicker, rss.renewal.width, fill);
    double level = level_on_grid(&rss, fill, start, arena);
    if (!isnan(level) && !(rss.lattice > 0))
        return level;
    double deviation = vmi_distribution_deviation(&p->covered);
    return service_solve(&(struct service_question){
        .shortage = shortage_rss,
        .context = &rss,
        .fill = fill,
        .step = rss.lattice,
        .lowest = vmi_distribution_floor(&p->covered) - rss.renewal.width,
        .start = isnan(level) ? start : level,
        .stride = isnan(level) ? vmi_larger(deviation / 8, rss.renewal.width / 64) : rss.lattice});
}
