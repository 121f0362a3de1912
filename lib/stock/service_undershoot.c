#include "vmi/service_level.h"

#include <math.h>

#include "service_renewal.h"
#include "vmi/solve.h"

static const struct vmi_undershoot unknown = {NAN, NAN};

/* E((D - u)+^2) over the places u above 0 up to WIDTH: its sum, times the step of a lattice, or by Simpson's rule. */
static double square_over(const struct vmi_distribution *review, double width, double lattice)
{
    enum { MOST = 4096, PIECES = 512 };
    double places = lattice > 0 ? vmi_round_down(width / lattice + 0.5) : 0, sum = 0;
    if (lattice > 0 && places <= MOST) {
        for (int i = 1; i <= (int)places; i++)
            sum += vmi_distribution_second_loss(review, i * lattice);
        return 2 * sum * lattice;
    }
    double from = lattice / 2, piece = width / PIECES;
    for (int i = 0; i <= PIECES; i++)
        sum += (i == 0 || i == PIECES ? 1
                : i % 2               ? 4
                                      : 2) *
               vmi_distribution_second_loss(review, from + i * piece);
    return 2 * sum * piece / 3;
}

/*
 * By Wald's equation the demand of a cycle is the mean demand of a period with demand times the renewals in WIDTH; what
 * of it goes beyond WIDTH is the undershoot. Its second moment is the sum over the renewals, x from S, of what goes
 * beyond WIDTH - x in one period.
 */
struct vmi_undershoot vmi_undershoot_exact(const struct vmi_distribution *review, double width,
                                           struct vmi_arena *arena)
{
    struct service_renewal r;
    double lattice = service_lattice(review), whole = service_whole_lot(review, width);
    if (!(width > 0) || !service_renewal_make(&r, review, lattice, whole, arena))
        return unknown;
    double mean = vmi_distribution_loss(review, 0) * r.total / r.chance - r.width, square = 0;
    for (size_t i = 0; i < r.count; i++) {
        double left = vmi_larger(r.width - (double)i * r.step, 0);
        square += r.extra[i] * 2 * vmi_distribution_second_loss(review, left) / r.chance;
    }
    if (r.rate > 0)
        square += r.rate * square_over(review, r.width, lattice) / r.chance;
    return (struct vmi_undershoot){vmi_larger(mean, 0), vmi_larger(square - mean * mean, 0)};
}

struct vmi_undershoot vmi_undershoot_limit(const struct vmi_distribution *review)
{
    double step = service_lattice(review), mean = review->mean;
    if (!(mean > 0))
        return unknown;
    double square = review->variance + mean * mean, over = square / (2 * mean);
    double variance = vmi_distribution_third_moment(review) / (3 * mean) - over * over - step * step / 12;
    return (struct vmi_undershoot){over - step / 2, vmi_larger(variance, 0)};
}
