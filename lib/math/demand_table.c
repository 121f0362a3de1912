#include "vmi/demand_table.h"

#include <math.h>
#include <string.h>

/* Weights on their way to a table, in the arena of the table that they become. */
struct weights {
    double *at;
    size_t count;
};

static struct weights new_weights(struct vmi_arena *arena, size_t count)
{
    struct weights w = {vmi_arena_alloc(arena, count * sizeof *w.at), count};
    memset(w.at, 0, count * sizeof *w.at);
    return w;
}

/* The sums, from the top down, so that the tail has all its digits. */
static void add_sums(struct vmi_demand_table *t, double *above, double *loss, double *second)
{
    size_t last = t->count - 1;
    double mean = 0, square = 0;
    above[last] = loss[last] = second[last] = 0;
    for (size_t i = last; i-- > 0;) {
        above[i] = above[i + 1] + t->probability[i + 1];
        loss[i] = loss[i + 1] + t->step * above[i];
        second[i] = second[i + 1] + t->step * (loss[i] + loss[i + 1]) / 2;
    }
    for (size_t i = last + 1; i-- > 0;)
        mean += (double)i * t->probability[i];
    for (size_t i = last + 1; i-- > 0;)
        square += ((double)i - mean) * ((double)i - mean) * t->probability[i];
    t->above = above;
    t->loss = loss;
    t->second = second;
    t->mean = mean * t->step;
    t->variance = square * t->step * t->step;
}

/* Takes the weights as the probabilities, once they have been scaled. */
static const struct vmi_demand_table *finish(struct vmi_arena *arena, struct weights w, double step)
{
    double sum = 0;
    while (w.count > 1 && w.at[w.count - 1] == 0)
        w.count--;
    for (size_t i = 0; i < w.count; i++) {
        if (!(w.at[i] >= 0))
            return NULL;
        sum += w.at[i];
    }
    if (!(sum > 0) || !isfinite(sum) || !(step > 0))
        return NULL;
    for (size_t i = 0; i < w.count; i++)
        w.at[i] /= sum;
    struct vmi_demand_table *t = vmi_arena_alloc(arena, sizeof *t);
    *t = (struct vmi_demand_table){.step = step, .count = w.count, .probability = w.at};
    double *sums = vmi_arena_alloc(arena, 3 * w.count * sizeof *sums);
    add_sums(t, sums, sums + w.count, sums + 2 * w.count);
    return t;
}

const struct vmi_demand_table *vmi_demand_table_make(struct vmi_arena *arena, const double *weight,
                                                     size_t count, double step)
{
    if (!count || count > VMI_DEMAND_TABLE_LARGEST)
        return NULL;
    struct weights w = new_weights(arena, count);
    memcpy(w.at, weight, count * sizeof *weight);
    return finish(arena, w, step);
}

const struct vmi_demand_table *vmi_demand_table_of_history(struct vmi_arena *arena, const double *demand,
                                                           size_t count, double step)
{
    double most = 0;
    if (!(step > 0) || !count)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        if (!(demand[i] >= 0))
            return NULL;
        most = fmax(most, round(demand[i] / step));
    }
    if (!(most < VMI_DEMAND_TABLE_LARGEST))
        return NULL;
    struct weights w = new_weights(arena, (size_t)most + 1);
    for (size_t i = 0; i < count; i++)
        w.at[(size_t)round(demand[i] / step)]++;
    return finish(arena, w, step);
}

/* The sum of a and b. A count of 0 says that it would be too large. */
static struct weights convolve(struct vmi_arena *arena, struct weights a, struct weights b)
{
    if (!a.count || !b.count || a.count + b.count - 1 > VMI_DEMAND_TABLE_LARGEST)
        return (struct weights){NULL, 0};
    struct weights sum = new_weights(arena, a.count + b.count - 1);
    for (size_t i = 0; i < a.count; i++) {
        double p = a.at[i];
        for (size_t j = 0; j < b.count && p != 0; j++)
            sum.at[i + j] += p * b.at[j];
    }
    return sum;
}

/* What is below 1e-300 at the upper end cannot matter, and makes long sums short. */
static struct weights trim(struct weights w)
{
    while (w.count > 1 && w.at[w.count - 1] < 1e-300)
        w.count--;
    return w;
}

/* N times TABLE, N whole, by squaring. */
static struct weights times(struct vmi_arena *arena, const struct vmi_demand_table *table, double n)
{
    struct weights power = new_weights(arena, table->count), result = new_weights(arena, 1);
    memcpy(power.at, table->probability, table->count * sizeof *power.at);
    result.at[0] = 1;
    /* A table that is 0 alone stays so, however often. */
    if (table->count == 1)
        return result;
    if (n * ((double)table->count - 1) >= 64.0 * VMI_DEMAND_TABLE_LARGEST)
        return (struct weights){NULL, 0};
    for (size_t left = (size_t)n; left && result.count; left /= 2) {
        if (left % 2)
            result = trim(convolve(arena, result, power));
        if (left > 1)
            power = trim(convolve(arena, power, power));
        if (!power.count)
            return power;
    }
    return result;
}

const struct vmi_demand_table *vmi_demand_table_sum(struct vmi_arena *arena,
                                                    const struct vmi_demand_table *table, double n)
{
    if (!table || !(n >= 0) || !isfinite(n))
        return NULL;
    double whole = floor(n + 1e-12), part = fmax(0, n - whole);
    struct weights low = times(arena, table, whole), high;
    if (!low.count)
        return NULL;
    if (part <= 1e-12)
        return finish(arena, low, table->step);
    struct weights one = {vmi_arena_alloc(arena, table->count * sizeof(double)), table->count};
    memcpy(one.at, table->probability, table->count * sizeof *one.at);
    high = convolve(arena, low, one);
    if (!high.count)
        return NULL;
    for (size_t i = 0; i < high.count; i++)
        high.at[i] = part * high.at[i] + (i < low.count ? (1 - part) * low.at[i] : 0);
    return finish(arena, high, table->step);
}

/* Panjer's recursion as far as the probabilities matter; beyond the mean they fall. */
static struct weights panjer(struct vmi_arena *arena, double orders, const struct vmi_demand_table *sizes)
{
    struct weights w = new_weights(arena, VMI_DEMAND_TABLE_LARGEST);
    double mean = orders * sizes->mean / sizes->step, largest = 0;
    w.at[0] = exp(-orders * (1 - sizes->probability[0]));
    for (size_t n = 1; n < w.count; n++) {
        double sum = 0;
        for (size_t j = 1; j < sizes->count && j <= n; j++)
            sum += (double)j * sizes->probability[j] * w.at[n - j];
        w.at[n] = orders / (double)n * sum;
        largest = fmax(largest, w.at[n]);
        /* Of sizes with gaps a 0 is not the end: not before a whole largest size has been without. */
        if ((double)n > mean && w.at[n] <= 1e-22 * largest && w.at[n - 1] <= 1e-22 * largest &&
            (double)n > mean + (double)sizes->count && sum <= 1e-20 * largest * (double)sizes->count) {
            w.count = n + 1;
            return w;
        }
    }
    return w.at[w.count - 1] > 1e-18 * largest ? (struct weights){NULL, 0} : w;
}

const struct vmi_demand_table *vmi_demand_table_compound(struct vmi_arena *arena, double orders,
                                                         const struct vmi_demand_table *sizes)
{
    enum { MOST = 500 }; /* exp(-500) is far from underflow */
    if (!sizes || !(orders >= 0) || !isfinite(orders) ||
        orders * sizes->mean / sizes->step >= VMI_DEMAND_TABLE_LARGEST)
        return NULL;
    int doublings = 0;
    while (ldexp(orders, -doublings) > MOST)
        doublings++;
    struct weights w = {NULL, 0};
    if (orders == 0 || sizes->count == 1) {
        w = new_weights(arena, 1);
        w.at[0] = 1;
        return finish(arena, w, sizes->step);
    }
    w = panjer(arena, ldexp(orders, -doublings), sizes);
    for (int i = 0; i < doublings && w.count; i++)
        w = trim(convolve(arena, w, w));
    return w.count ? finish(arena, w, sizes->step) : NULL;
}

const struct vmi_demand_table *vmi_demand_table_geometric(struct vmi_arena *arena, double q)
{
    if (!(q >= 0 && q < 1))
        return NULL;
    double sizes = q > 0 ? ceil(-60 / log(q)) + 2 : 2;
    if (sizes > VMI_DEMAND_TABLE_LARGEST)
        return NULL;
    struct weights w = new_weights(arena, (size_t)sizes);
    double p = 1 - q;
    for (size_t i = 1; i < w.count; i++) {
        w.at[i] = p;
        p *= q;
    }
    return finish(arena, w, 1);
}

/* Beyond it the probabilities of D fall. */
static double falls_from(const struct vmi_distribution *d)
{
    double most = d->mean;
    for (size_t i = 0; i < d->part_count; i++)
        most = fmax(most, falls_from(&d->parts[i].distribution));
    return d->family == VMI_FAMILY_TABLE ? (double)d->table->count * d->step : most;
}

/* A table that ends after LIMIT steps; what has a formula where its probabilities have come to nothing. */
static const struct vmi_demand_table *own_steps(struct vmi_arena *arena, const struct vmi_distribution *d,
                                                size_t limit)
{
    bool table = d->family == VMI_FAMILY_TABLE;
    if (table && d->table->count <= limit)
        return d->table;
    struct weights w = new_weights(arena, limit);
    double end = falls_from(d);
    for (size_t i = 0; i + 1 < limit; i++) {
        w.at[i] = vmi_distribution_probability(d, (double)i * d->step);
        if ((double)i * d->step > end && w.at[i] < 1e-20) {
            w.count = i + 1;
            return finish(arena, w, d->step);
        }
    }
    w.at[limit - 1] = vmi_distribution_above(d, (double)(limit - 2) * d->step);
    return finish(arena, w, d->step);
}

const struct vmi_demand_table *vmi_demand_table_of(struct vmi_arena *arena, const struct vmi_distribution *d,
                                                   double step, size_t limit)
{
    if (d->family == VMI_FAMILY_UNDEFINED || !(step > 0) || limit < 2)
        return NULL;
    if (limit > VMI_DEMAND_TABLE_LARGEST)
        limit = VMI_DEMAND_TABLE_LARGEST;
    if (d->discrete && d->step == step && d->family != VMI_FAMILY_POINT)
        return own_steps(arena, d, limit);
    struct weights w = new_weights(arena, limit);
    double before = 1; /* the mean of P(X > u) over the step before */
    for (size_t i = 0; i + 1 < limit; i++) {
        double after = vmi_distribution_loss_between(d, (double)i * step, step) / step;
        w.at[i] = fmax(0, before - after);
        before = after;
        if (after < 1e-17) {
            w.count = i + 1;
            break;
        }
    }
    if (w.count == limit)
        w.at[limit - 1] = before;
    return finish(arena, w, step);
}
