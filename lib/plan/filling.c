#include "filling.h"

#include <math.h>

#include "vmi/sort.h"

static double begins_at(const struct vessel *v)
{
    return v->position / v->rate;
}

static double ends_at(const struct vessel *v)
{
    return (v->position + v->room) / v->rate;
}

static double share_at(const struct vessel *v, double level)
{
    double share = level * v->rate - v->position;
    if (share > v->room)
        return v->room;
    return share > 0 ? share : 0;
}

static double filled_at(const struct vessel *vessels, size_t count, double level)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += share_at(&vessels[i], level);
    return sum;
}

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* Fills LEVELS with those at which a vessel begins to fill, or is full, in order; how many there are. */
static size_t find_bends(const struct vessel *vessels, size_t count, double *levels)
{
    size_t bends = 0;
    for (size_t i = 0; i < count; i++) {
        levels[bends++] = begins_at(&vessels[i]);
        if (isfinite(ends_at(&vessels[i])))
            levels[bends++] = ends_at(&vessels[i]);
    }
    vmi_sort(levels, bends, sizeof *levels, by_size);
    return bends;
}

/* From the bend LEVEL up to the next one the sum is a line; this is where it comes to SUPPLY. */
static double solve_from(const struct vessel *vessels, size_t count, double level, double supply)
{
    double rate = 0, rest = supply;
    for (size_t i = 0; i < count; i++) {
        const struct vessel *v = &vessels[i];
        if (ends_at(v) <= level)
            rest -= v->room;
        else if (begins_at(v) <= level) {
            rest += v->position;
            rate += v->rate;
        }
    }
    return rate > 0 ? rest / rate : level;
}

double fill_vessels(struct vessel *vessels, size_t count, double supply, double *scratch)
{
    size_t low = 0;
    for (size_t high = find_bends(vessels, count, scratch); high - low > 1;) {
        size_t middle = low + (high - low) / 2;
        if (filled_at(vessels, count, scratch[middle]) <= supply)
            low = middle;
        else
            high = middle;
    }
    double level = solve_from(vessels, count, scratch[low], supply);
    for (size_t i = 0; i < count; i++)
        vessels[i].share = share_at(&vessels[i], level);
    return level;
}
