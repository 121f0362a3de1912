#include "vmi/service_level.h"

#include <float.h>
#include <math.h>

#include "service.h"
#include "vmi/solve.h"

double vmi_level_cycle(const struct vmi_distribution *covered, double service)
{
    return vmi_distribution_quantile(covered, service);
}

/* ---- what the policies share ------------------------------------------------------------------------- */

double service_fill(double shortage)
{
    return isnan(shortage) ? NAN : vmi_smaller(vmi_larger(1 - shortage, 0), 1);
}

double service_on_lattice(const struct vmi_distribution *d, double level)
{
    return d->discrete ? d->step * vmi_round_down(level / d->step + 1e-9) : level;
}

double service_whole_lot(const struct vmi_distribution *d, double lot)
{
    if (isnan(lot))
        return NAN;
    return d->discrete ? d->step * vmi_larger(vmi_round_down(lot / d->step + 0.5), 1) : vmi_larger(lot, 0);
}

/* A shortage that is above its target by rounding alone has reached it. */
static bool reaches(const void *context, double k)
{
    const struct service_question *q = context;
    double rest = 1 - q->fill, slack = 1e-12 * vmi_smaller(q->fill, rest) + 4 * DBL_EPSILON;
    return q->shortage(q->context, k * q->step) <= rest + slack;
}

double service_solve(const struct service_question *q)
{
    if (!(q->step > 0))
        return vmi_solve_falling(q->shortage, q->context, 1 - q->fill, q->start, q->stride);
    double lowest = vmi_round_up(q->lowest / q->step - 1e-9);
    return q->step * vmi_first_whole(reaches, q, q->start / q->step, q->stride / q->step, lowest);
}

enum service_review service_review(const struct vmi_protection *p)
{
    double mean = p->review_mean;
    if (p->covered.family == VMI_FAMILY_UNDEFINED || p->lead.family == VMI_FAMILY_UNDEFINED || !(mean >= 0) ||
        isinf(mean))
        return SERVICE_UNDEFINED;
    if (mean > 0)
        return SERVICE_PERIODIC;
    if (p->covered.mean > 0)
        return SERVICE_CONTINUOUS;
    return p->covered.mean == 0 && p->covered.variance == 0 ? SERVICE_NO_DEMAND : SERVICE_UNDEFINED;
}

/*
 * Where a search begins: the normal's level for E(X - r)+ = SHORT, which a share short of LOT comes to when nothing of
 * the lot is short at its beginning, and no higher than its level for the probability.
 */
static double normal_start(const struct vmi_distribution *d, double lot, double fill)
{
    double deviation = vmi_distribution_deviation(d);
    double z = vmi_normal_quantile_above(1 - fill);
    if (!(deviation > 0))
        return d->mean - (1 - fill) * lot;
    if (lot > 0)
        z = vmi_smaller(z, vmi_normal_loss_inverse((1 - fill) * lot / deviation));
    return d->mean + deviation * z;
}

static struct service_question question(service_shortage *shortage, const void *context, double fill,
                                        const struct vmi_distribution *d, double lot)
{
    return (struct service_question){.shortage = shortage,
                                     .context = context,
                                     .fill = fill,
                                     .step = service_lattice(d),
                                     .start = normal_start(d, lot, fill),
                                     .stride = vmi_larger(vmi_distribution_deviation(d) / 8, lot / 1024)};
}

/* ---- (r,Q) ------------------------------------------------------------------------------------------- */

struct lot {
    const struct vmi_distribution *lead;
    double quantity; /* above 0, or 0 without a lattice: base stock */
};

static struct lot lot_of(const struct vmi_distribution *lead, double quantity)
{
    bool base_stock = quantity <= 0;
    return (struct lot){lead, !base_stock ? quantity : lead->discrete ? lead->step : 0};
}

static double shortage_rq(const void *context, double level)
{
    const struct lot *lot = context;
    if (lot->quantity == 0)
        return vmi_distribution_above(lot->lead, level);
    return vmi_distribution_loss_between(lot->lead, level, lot->quantity) / lot->quantity;
}

/* The smaller of fill and shortage is worked out, and has all its digits. */
static double fill_of(const struct lot *lot, double level, double shortage)
{
    const struct vmi_distribution *d = lot->lead;
    if (!(shortage > 0.5))
        return service_fill(shortage);
    if (lot->quantity == 0)
        return vmi_distribution_below(d, level);
    double left = vmi_distribution_surplus(d, level + lot->quantity) - vmi_distribution_surplus(d, level);
    return vmi_larger(left, 0) / lot->quantity;
}

double vmi_fill_rq(const struct vmi_distribution *lead, double level, double lot)
{
    struct lot l = lot_of(lead, lot);
    level = service_on_lattice(lead, level);
    return fill_of(&l, level, shortage_rq(&l, level));
}

double vmi_level_fill_rq(const struct vmi_distribution *lead, double lot, double fill)
{
    struct lot l = lot_of(lead, lot);
    if (lead->family == VMI_FAMILY_UNDEFINED || !service_is_share(fill) || !isfinite(l.quantity))
        return NAN;
    if (l.quantity == 0)
        return vmi_distribution_quantile(lead, fill);
    struct service_question q = question(shortage_rq, &l, fill, lead, l.quantity);
    q.lowest = vmi_distribution_floor(lead) - l.quantity;
    return service_solve(&q);
}

struct vmi_rq_stock vmi_rq_evaluate(const struct vmi_distribution *lead, double level, double lot)
{
    struct lot l = lot_of(lead, lot);
    double on_hand, half = l.quantity / 2;
    level = service_on_lattice(lead, level);
    double shortage = shortage_rq(&l, level),
           owed = service_loss_over(lead, level, l.quantity, service_lattice(lead));
    if (!lead->discrete && l.quantity > 0 && level + half < lead->mean)
        /* what is left over is little, and is worked out from below */
        on_hand = (vmi_distribution_second_surplus(lead, level + l.quantity) -
                   vmi_distribution_second_surplus(lead, level)) /
                  l.quantity;
    else
        on_hand = level + half + (lead->discrete ? lead->step / 2 : 0) - lead->mean + owed;
    return (struct vmi_rq_stock){.fill = fill_of(&l, level, shortage),
                                 .short_share = shortage,
                                 .backorders = owed,
                                 .on_hand = vmi_larger(on_hand, 0),
                                 .short_per_cycle = vmi_distribution_loss(lead, level)};
}

/* ---- (R,S) and (R,s,nQ) ------------------------------------------------------------------------------ */

/* Of a few positions the sum itself, which does not cancel; so too where demand is on another lattice. */
static double loss_over_steps(const struct vmi_distribution *d, double level, double lot, double lattice)
{
    enum { FEW = 8, MANY = 4096 };
    double count = vmi_round_down(lot / lattice + 0.5), sum = 0, top = level + count * lattice;
    bool own = d->discrete && d->step == lattice && d->family != VMI_FAMILY_POINT;
    if (count <= (own ? FEW : MANY)) {
        for (int i = 1; i <= (int)count; i++)
            sum += vmi_distribution_loss(d, level + i * lattice);
        return sum / count;
    }
    sum = (vmi_distribution_second_loss(d, level) - vmi_distribution_second_loss(d, top)) / lattice;
    return (sum - (vmi_distribution_loss(d, level) - vmi_distribution_loss(d, top)) / 2) / count;
}

/* A short piece by Gauss's rule of three points, whose error goes with the sixth power of its length. */
static double loss_over_piece(const struct vmi_distribution *d, double from, double width)
{
    const double offset = 0.38729833462074168852; /* sqrt(3/20) */
    double middle = from + width / 2;
    return (5 * vmi_distribution_loss(d, middle - offset * width) + 8 * vmi_distribution_loss(d, middle) +
            5 * vmi_distribution_loss(d, middle + offset * width)) /
           18;
}

static double loss_above_floor(const struct vmi_distribution *d, double level, double lot, double lattice)
{
    if (lattice > 0)
        return loss_over_steps(d, level, lot, lattice);
    bool smooth = d->family == VMI_FAMILY_NORMAL || (d->family == VMI_FAMILY_GAMMA && level > 10 * lot) ||
                  (d->family == VMI_FAMILY_LOGNORMAL && level > 10 * lot);
    if (smooth && lot < 0.05 * vmi_distribution_deviation(d))
        return loss_over_piece(d, level, lot);
    return (vmi_distribution_second_loss(d, level) - vmi_distribution_second_loss(d, level + lot)) / lot;
}

/* Below the least demand there is the loss is a line, and cancels nothing. */
double service_loss_over(const struct vmi_distribution *d, double level, double lot, double lattice)
{
    double low = vmi_distribution_floor(d);
    double line = vmi_smaller(vmi_larger(low - level, 0), lot);
    if (lattice > 0)
        line = lattice * vmi_round_down(line / lattice);
    if (lot == 0)
        return vmi_distribution_loss(d, level);
    if (!(line > 0))
        return loss_above_floor(d, level, lot, lattice);
    double middle = level + (line + lattice) / 2, sum = line * (d->mean - middle);
    if (line < lot)
        sum += (lot - line) * loss_above_floor(d, level + line, lot - line, lattice);
    return sum / lot;
}

static double shortage_rs(const void *context, double level)
{
    const struct vmi_protection *p = context;
    return (vmi_distribution_loss(&p->covered, level) - vmi_distribution_loss(&p->lead, level)) /
           p->review_mean;
}

double vmi_fill_rs(const struct vmi_protection *p, double level)
{
    switch (service_review(p)) {
    case SERVICE_UNDEFINED:
        return NAN;
    case SERVICE_NO_DEMAND:
        return isnan(level) ? NAN : 1;
    case SERVICE_CONTINUOUS:
        return vmi_fill_rq(&p->covered, level, 0);
    default:
        return service_fill(shortage_rs(p, level));
    }
}

double vmi_level_fill_rs(const struct vmi_protection *p, double fill)
{
    enum service_review review = service_review(p);
    if (review == SERVICE_UNDEFINED || !service_is_share(fill))
        return NAN;
    if (review == SERVICE_NO_DEMAND)
        return 0;
    if (review == SERVICE_CONTINUOUS)
        return vmi_level_fill_rq(&p->covered, 0, fill);
    struct service_question q = question(shortage_rs, p, fill, &p->covered, p->review_mean);
    q.lowest = vmi_distribution_floor(&p->covered);
    return service_solve(&q);
}

struct lots {
    const struct vmi_protection *p;
    double quantity;
};

static double shortage_rsnq(const void *context, double level)
{
    const struct lots *lots = context;
    double lattice = service_lattice(&lots->p->covered);
    double covered = service_loss_over(&lots->p->covered, level, lots->quantity, lattice);
    return (covered - service_loss_over(&lots->p->lead, level, lots->quantity, lattice)) /
           lots->p->review_mean;
}

double vmi_fill_rsnq(const struct vmi_protection *p, double level, double lot)
{
    const struct lots lots = {p, service_whole_lot(&p->covered, lot)};
    switch (service_review(p)) {
    case SERVICE_UNDEFINED:
        return NAN;
    case SERVICE_NO_DEMAND:
        return isnan(level) ? NAN : 1;
    case SERVICE_CONTINUOUS:
        return vmi_fill_rq(&p->covered, level, lot);
    default:
        return service_fill(shortage_rsnq(&lots, service_on_lattice(&p->covered, level)));
    }
}

double vmi_level_fill_rsnq(const struct vmi_protection *p, double lot, double fill)
{
    enum service_review review = service_review(p);
    const struct lots lots = {p, service_whole_lot(&p->covered, lot)};
    if (review == SERVICE_UNDEFINED || !service_is_share(fill) || !isfinite(lots.quantity))
        return NAN;
    if (review == SERVICE_NO_DEMAND)
        return 0;
    if (review == SERVICE_CONTINUOUS)
        return vmi_level_fill_rq(&p->covered, lot, fill);
    struct service_question q =
        question(shortage_rsnq, &lots, fill, &p->covered, lots.quantity + p->review_mean);
    q.lowest = vmi_distribution_floor(&p->covered) - lots.quantity;
    return service_solve(&q);
}
