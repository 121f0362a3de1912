/* The families that are made of others, or of nothing: point, table, mixture. */
#include <math.h>

#include "family.h"
#include "vmi/demand_table.h"

static double point_below(const struct vmi_distribution *d, double x)
{
    return x >= d->mean ? 1 : 0;
}

static double point_above(const struct vmi_distribution *d, double x)
{
    return x < d->mean ? 1 : 0;
}

static double point_at(const struct vmi_distribution *d, double x)
{
    return x == d->mean ? 1 : 0;
}

static double point_loss(const struct vmi_distribution *d, double x)
{
    return fmax(d->mean - x, 0);
}

static double point_surplus(const struct vmi_distribution *d, double x)
{
    return fmax(x - d->mean, 0);
}

static double point_second(const struct vmi_distribution *d, double x)
{
    return x < d->mean ? (d->mean - x) * (d->mean - x) / 2 : 0;
}

const struct vmi_family_row vmi_family_point = {point_below,   point_above,  point_at, point_loss,
                                                point_surplus, point_second, NULL};

/* The place of k steps in the table, which ends with its count. */
static bool inside(const struct vmi_demand_table *t, double k)
{
    return k < (double)t->count;
}

static double table_above(const struct vmi_distribution *d, double k)
{
    return inside(d->table, k) ? d->table->above[(size_t)k] : 0;
}

static double table_below(const struct vmi_distribution *d, double k)
{
    double sum = 0;
    if (!inside(d->table, k))
        return 1;
    if (d->table->above[(size_t)k] < 0.5)
        return 1 - d->table->above[(size_t)k];
    for (size_t i = (size_t)k + 1; i-- > 0;)
        sum += d->table->probability[i];
    return sum;
}

static double table_at(const struct vmi_distribution *d, double k)
{
    return inside(d->table, k) ? d->table->probability[(size_t)k] : 0;
}

static double table_loss(const struct vmi_distribution *d, double k)
{
    return inside(d->table, k) ? d->table->loss[(size_t)k] / d->step : 0;
}

static double table_surplus(const struct vmi_distribution *d, double k)
{
    double sum = 0;
    for (size_t i = 0; i < d->table->count && (double)i < k; i++)
        sum += (k - (double)i) * d->table->probability[i];
    return sum;
}

static double table_second(const struct vmi_distribution *d, double k)
{
    return inside(d->table, k) ? d->table->second[(size_t)k] / d->step / d->step : 0;
}

const struct vmi_family_row vmi_family_table = {table_below,   table_above,  table_at, table_loss,
                                                table_surplus, table_second, NULL};

static double weigh(const struct vmi_distribution *d,
                    double (*answer)(const struct vmi_distribution *, double), double x)
{
    double sum = 0;
    for (size_t i = 0; i < d->part_count; i++)
        sum += d->parts[i].weight * answer(&d->parts[i].distribution, x);
    return sum;
}

static double mixture_below(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_below, x);
}

static double mixture_above(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_above, x);
}

static double mixture_at(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_probability, x);
}

static double mixture_loss(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_loss, x);
}

static double mixture_surplus(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_surplus, x);
}

static double mixture_second(const struct vmi_distribution *d, double x)
{
    return weigh(d, vmi_distribution_second_loss, x);
}

const struct vmi_family_row vmi_family_mixture = {mixture_below,   mixture_above,  mixture_at, mixture_loss,
                                                  mixture_surplus, mixture_second, NULL};
