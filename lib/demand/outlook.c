#include "vmi/outlook.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"

/* Nobody plans stock by what is expected in more than ten years. */
enum { LONGEST_OUTLOOK = 3660 };

/* ---- forecasts, by the day on which they were made ----------------------------------------------------- */

static int compare_forecasts(const void *left, const void *right)
{
    const struct vmi_forecast *a = left, *b = right;
    if (a->made != b->made)
        return a->made < b->made ? -1 : 1; /* VMI_DAY_NONE is before all */
    return (a->order > b->order) - (a->order < b->order);
}

static int32_t day_made(const struct vmi_history *history, const struct vmi_fact *fact)
{
    struct vmi_date made;
    return fact->ref && vmi_date_parse(vmi_history_ref(history, fact->ref), &made) ? made.day : VMI_DAY_NONE;
}

struct vmi_forecast *vmi_forecasts_of(const struct vmi_history *history, const struct vmi_facts *item,
                                      int32_t as_of, size_t *count)
{
    size_t all;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_FORECAST, &all);
    struct vmi_forecast *list = vmi_alloc(all * sizeof *list);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        struct vmi_forecast f = {.made = day_made(history, &facts[i]),
                                 .days = {facts[i].day, vmi_fact_last_day(&facts[i])},
                                 .order = facts[i].order};
        if (f.days.first == VMI_DAY_NONE || f.days.last < f.days.first ||
            (f.made != VMI_DAY_NONE && f.made > as_of))
            continue;
        f.daily = vmi_decimal_to_double(facts[i].quantity) / ((double)f.days.last - f.days.first + 1);
        list[(*count)++] = f;
    }
    if (*count > 1)
        qsort(list, *count, sizeof *list, compare_forecasts);
    return list;
}

/*
 * What COUNT forecasts say of the days from FIRST on; NaN where they say nothing. What came later stands, so the latest
 * comes first, and where it covers all days no other is looked at.
 */
static void paint(const struct vmi_forecast *list, size_t count, int32_t first, double *days, size_t length)
{
    size_t bare = length;
    for (size_t i = 0; i < length; i++)
        days[i] = NAN;
    for (size_t i = count; i-- > 0 && bare > 0;) {
        const struct vmi_forecast *f = &list[i];
        int64_t from = (int64_t)f->days.first - first, to = (int64_t)f->days.last - first;
        for (int64_t d = from > 0 ? from : 0; d <= to && d < (int64_t)length; d++) {
            if (!isnan(days[d]))
                continue;
            days[d] = f->daily;
            bare--;
        }
    }
}

/* ---- what is expected ----------------------------------------------------------------------------------- */

static void take_forecasts(const struct vmi_history *history, const struct vmi_facts *item,
                           struct vmi_outlook *o)
{
    size_t count;
    struct vmi_forecast *list = vmi_forecasts_of(history, item, o->as_of, &count);
    int64_t most = 0;
    for (size_t i = 0; i < count; i++)
        if ((int64_t)list[i].days.last - o->as_of > most)
            most = (int64_t)list[i].days.last - o->as_of;
    o->count = (size_t)(most < LONGEST_OUTLOOK ? most : LONGEST_OUTLOOK);
    if (o->count) {
        o->expected = vmi_alloc(o->count * sizeof *o->expected);
        paint(list, count, o->as_of + 1, o->expected, o->count);
    }
    free(list);
}

void vmi_outlook_at(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, const struct vmi_factors *factors, double mean,
                    int32_t day, struct vmi_outlook *o)
{
    *o = (struct vmi_outlook){.as_of = day, .mean = mean, .factors = factors};
    if (day != VMI_DAY_NONE && terms->demand != VMI_DEMAND_HISTORY &&
        terms->demand_mean == VMI_DECIMAL_UNKNOWN)
        take_forecasts(history, item, o);
}

void vmi_outlook_of(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, const struct vmi_factors *factors, double mean,
                    struct vmi_outlook *o)
{
    vmi_outlook_at(history, item, terms, factors, mean, vmi_history_as_of(history), o);
}

void vmi_outlook_free(struct vmi_outlook *o)
{
    free(o->expected);
    o->expected = NULL;
    o->count = 0;
}

bool vmi_outlook_varies(const struct vmi_outlook *o)
{
    for (size_t i = 0; o->factors && i < o->factors->count; i++)
        if (o->as_of != VMI_DAY_NONE && o->factors->list[i].last > o->as_of)
            return true;
    return o->count > 0;
}

double vmi_outlook_day(const struct vmi_outlook *o, int64_t n)
{
    if (n >= 1 && n <= (int64_t)o->count && !isnan(o->expected[n - 1]))
        return o->expected[n - 1];
    if (o->as_of == VMI_DAY_NONE || !o->factors || n > LONGEST_OUTLOOK)
        return o->mean;
    int32_t day = o->as_of + (int32_t)n;
    return o->mean * vmi_factors_mean(o->factors, day, day);
}

double vmi_outlook_sum(const struct vmi_outlook *o, double days)
{
    double sum = 0;
    if (!vmi_outlook_varies(o))
        return days * o->mean;
    if (days > LONGEST_OUTLOOK)
        return vmi_outlook_sum(o, LONGEST_OUTLOOK) + (days - LONGEST_OUTLOOK) * o->mean;
    int64_t whole = (int64_t)days;
    for (int64_t n = 1; n <= whole; n++)
        sum += vmi_outlook_day(o, n);
    if (days > (double)whole)
        sum += (days - (double)whole) * vmi_outlook_day(o, whole + 1);
    return sum;
}

/* A day's demand times a factor has the variance times its square. */
static double square_of(const struct vmi_outlook *o, int64_t n)
{
    bool forecast = n <= (int64_t)o->count && !isnan(o->expected[n - 1]);
    if (forecast || o->as_of == VMI_DAY_NONE || !o->factors || n > LONGEST_OUTLOOK)
        return 1;
    int32_t day = o->as_of + (int32_t)n;
    double factor = vmi_factors_mean(o->factors, day, day);
    return factor * factor;
}

double vmi_outlook_squares(const struct vmi_outlook *o, double days)
{
    double sum = 0;
    if (!o->factors || !vmi_outlook_varies(o))
        return days;
    if (days > LONGEST_OUTLOOK)
        return vmi_outlook_squares(o, LONGEST_OUTLOOK) + (days - LONGEST_OUTLOOK);
    int64_t whole = (int64_t)days;
    for (int64_t n = 1; n <= whole; n++)
        sum += square_of(o, n);
    return days > (double)whole ? sum + (days - (double)whole) * square_of(o, whole + 1) : sum;
}

double vmi_outlook_covered(const struct vmi_outlook *o, double days)
{
    double covered = 0;
    for (size_t i = 0; i < o->count && (double)i < days; i++)
        if (!isnan(o->expected[i]))
            covered += (double)i + 1 <= days ? 1 : days - (double)i;
    return covered;
}

double vmi_outlook_lasts(const struct vmi_outlook *o, double stock)
{
    int64_t n = 1, most = (int64_t)o->count;
    if (!vmi_outlook_varies(o))
        return o->mean > 0 ? stock / o->mean : o->mean <= 0 ? INFINITY : NAN;
    for (size_t i = 0; o->factors && i < o->factors->count; i++)
        if ((int64_t)o->factors->list[i].last - o->as_of > most)
            most = (int64_t)o->factors->list[i].last - o->as_of;
    most = most < LONGEST_OUTLOOK ? most : LONGEST_OUTLOOK;
    for (; n <= most; n++) {
        double expected = vmi_outlook_day(o, n);
        if (isnan(expected))
            return NAN;
        if (expected > 0 && expected >= stock)
            return (double)(n - 1) + stock / expected;
        stock -= expected;
    }
    return o->mean > 0 ? (double)most + stock / o->mean : o->mean <= 0 ? INFINITY : NAN;
}

/* ---- how far forecasts were from what came --------------------------------------------------------------- */

/* Demand of each day from FIRST through LAST; NaN where it is not known. The caller frees it. */
static double *daily_demand(const struct vmi_series *series, int32_t first, int32_t last)
{
    size_t length = (size_t)((int64_t)last - first + 1);
    double *days = vmi_alloc(length * sizeof *days);
    for (size_t i = 0; i < length; i++)
        days[i] = NAN;
    for (size_t i = 0; i < series->count; i++) {
        const struct vmi_observation *o = &series->list[i];
        if (o->stockouts > 0)
            continue;
        for (int32_t d = o->first; d <= o->last; d++)
            days[d - first] = o->reported / vmi_observation_days(o);
    }
    return days;
}

/* The error, over PERIOD days, of what COUNT forecasts said when the last of them was made; false where a day is not known. */
static bool error_of(const struct vmi_forecast *list, size_t count, const double *actual, int32_t first,
                     size_t known, double period, double *painted, double *error)
{
    size_t length = (size_t)period + (period > (double)(size_t)period);
    int32_t made = list[count - 1].made;
    paint(list, count, made + 1, painted, length);
    *error = 0;
    for (size_t i = 0; i < length; i++) {
        int64_t at = (int64_t)made + 1 + (int64_t)i - first;
        double part = (double)i + 1 <= period ? 1 : period - (double)i;
        if (at < 0 || at >= (int64_t)known || isnan(actual[at]) || isnan(painted[i]))
            return false;
        *error += part * (actual[at] - painted[i]);
    }
    return true;
}

double vmi_outlook_error_variance(const struct vmi_history *history, const struct vmi_facts *item,
                                  const struct vmi_series *series, int32_t as_of, double period,
                                  size_t *count)
{
    size_t forecasts, used = 0;
    double squares = 0, error;
    *count = 0;
    if (!series->count || as_of == VMI_DAY_NONE || !(period > 0) || period > LONGEST_OUTLOOK)
        return NAN;
    struct vmi_forecast *list = vmi_forecasts_of(history, item, as_of, &forecasts);
    int32_t first = series->list[0].first, last = series->list[series->count - 1].last;
    double *actual = daily_demand(series, first, last),
           *painted = vmi_alloc(((size_t)period + 2) * sizeof *painted);
    for (size_t i = 0; i < forecasts; i++) {
        if (list[i].made == VMI_DAY_NONE || (i + 1 < forecasts && list[i + 1].made == list[i].made))
            continue;
        if (!error_of(list, i + 1, actual, first, (size_t)((int64_t)last - first + 1), period, painted,
                      &error))
            continue;
        squares += error * error;
        used++;
    }
    free(painted);
    free(actual);
    free(list);
    *count = used;
    return used >= 2 ? squares / (double)used : NAN;
}
