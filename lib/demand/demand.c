#include "vmi/demand.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/moments.h"

static void find_raw(const struct vmi_series *series, struct vmi_demand *demand)
{
    double sum = 0;
    for (size_t i = 0; i < series->count; i++) {
        demand->known_days += vmi_observation_days(&series->list[i]);
        demand->stockout_days += series->list[i].stockouts;
        sum += series->list[i].reported;
    }
    demand->mean_raw = demand->known_days > 0 ? sum / demand->known_days : NAN;
}

/* Days with stock, as buckets; those of silent runs are counted alone. */
static void find_moments(const struct vmi_series *series, bool exclude, struct vmi_demand *demand)
{
    struct vmi_bucket *buckets = vmi_alloc(series->count * sizeof *buckets);
    size_t count = 0, zeros = 0;
    for (size_t i = 0; i < series->count; i++) {
        const struct vmi_observation *o = &series->list[i];
        double days = vmi_observation_days(o) - (exclude ? o->stockouts : 0);
        demand->excluded_days += exclude ? o->stockouts : 0;
        if (days <= 0)
            continue;
        if (o->silent)
            zeros += (size_t)days;
        else
            buckets[count++] = (struct vmi_bucket){days, o->quantity};
    }
    vmi_moments(buckets, count, zeros, &demand->mean, &demand->deviation);
    demand->observations = count + zeros;
    free(buckets);
}

/* A few days with stock must not speak for all the others. */
static void cap(const struct vmi_terms *terms, struct vmi_demand *demand)
{
    double most = vmi_decimal_to_double(terms->correction_cap) * demand->mean_raw;
    if (!(demand->excluded_days > 0 && demand->mean > most && most > 0))
        return;
    demand->mean = most;
    demand->capped = true;
}

void vmi_demand_of(struct vmi_series *series, const struct vmi_terms *terms, struct vmi_demand *demand)
{
    *demand = (struct vmi_demand){.mean_raw = NAN, .mean = NAN, .deviation = NAN};
    find_raw(series, demand);
    find_moments(series, terms->stockout_correction == VMI_CORRECTION_EXCLUDE, demand);
    cap(terms, demand);
}
