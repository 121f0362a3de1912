#include "vmi/lead_time.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/pairs.h"

static void settle(struct vmi_lead_times *times)
{
    times->mean = 0;
    times->variance = 0;
    for (size_t i = 0; i < times->count; i++)
        times->mean += times->chances[i] * times->days[i];
    for (size_t i = 0; i < times->count; i++)
        times->variance +=
            times->chances[i] * (times->days[i] - times->mean) * (times->days[i] - times->mean);
}

static void make_room(struct vmi_lead_times *times, size_t most, struct vmi_arena *arena)
{
    times->days = vmi_arena_alloc(arena, most * sizeof *times->days);
    times->chances = vmi_arena_alloc(arena, most * sizeof *times->chances);
}

/* ---- as they were agreed -------------------------------------------------------------------------------- */

static void take_agreed(const struct vmi_terms *terms, struct vmi_arena *arena, struct vmi_lead_times *times)
{
    struct vmi_slice rest = terms->lead_times;
    struct vmi_pair pair;
    size_t most = 0;
    while (vmi_pair_next(&rest, &pair) == VMI_PAIR_READ)
        most++;
    if (!most) {
        times->mean = vmi_decimal_to_double(terms->lead_time);
        double deviation = vmi_decimal_to_double(terms->lead_time_sd);
        times->variance = deviation * deviation;
        return;
    }
    make_room(times, most, arena);
    rest = terms->lead_times;
    while (vmi_pair_next(&rest, &pair) == VMI_PAIR_READ) {
        vmi_decimal days;
        if (vmi_decimal_parse(pair.name, VMI_DECIMAL_PLAIN, &days) != VMI_DECIMAL_OK)
            continue; /* the term was checked when it was set */
        times->days[times->count] = vmi_decimal_to_double(days);
        times->chances[times->count++] = vmi_decimal_to_double(pair.value);
    }
    settle(times);
}

/* ---- as they were --------------------------------------------------------------------------------------- */

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The first day on which an order was placed, or the last on which something of it came. */
struct dated_ref {
    uint32_t ref;
    int32_t day;
};

static int compare_refs(const void *left, const void *right)
{
    const struct dated_ref *a = left, *b = right;
    if (a->ref != b->ref)
        return a->ref < b->ref ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

/* Those of one measure, in order of refs and days. The caller frees them. */
static struct dated_ref *refs_of(const struct vmi_facts *item, enum vmi_measure measure, size_t *count)
{
    size_t all;
    const struct vmi_fact *facts = vmi_item_facts(item, measure, &all);
    struct dated_ref *refs = vmi_alloc(all * sizeof *refs);
    *count = 0;
    for (size_t i = 0; i < all; i++)
        if (facts[i].ref && facts[i].day != VMI_DAY_NONE && facts[i].quantity > 0)
            refs[(*count)++] = (struct dated_ref){
                facts[i].ref, measure == VMI_RECEIVED ? vmi_fact_last_day(&facts[i]) : facts[i].day};
    if (*count > 1)
        qsort(refs, *count, sizeof *refs, compare_refs);
    return refs;
}

/* The days that each order took which has been received. The caller frees them. */
static double *days_taken(const struct vmi_facts *item, size_t *count)
{
    size_t orders, receipts, at = 0;
    struct dated_ref *ordered = refs_of(item, VMI_ORDERED, &orders),
                     *received = refs_of(item, VMI_RECEIVED, &receipts);
    double *days = vmi_alloc(orders * sizeof *days);
    *count = 0;
    for (size_t i = 0; i < orders; i++) {
        if (i && ordered[i].ref == ordered[i - 1].ref) /* an order is as old as its first record */
            continue;
        while (at < receipts && received[at].ref < ordered[i].ref)
            at++;
        size_t last = at;
        while (last < receipts && received[last].ref == ordered[i].ref)
            last++;
        if (last > at && received[last - 1].day >= ordered[i].day)
            days[(*count)++] = (double)received[last - 1].day - ordered[i].day;
    }
    free(ordered);
    free(received);
    return days;
}

/* The values, equal ones once. */
static void gather(const double *values, size_t count, struct vmi_arena *arena, struct vmi_lead_times *times)
{
    make_room(times, count, arena);
    times->measured = count;
    for (size_t i = 0; i < count; i++) {
        if (!times->count || times->days[times->count - 1] != values[i]) {
            times->days[times->count] = values[i];
            times->chances[times->count++] = 0;
        }
        times->chances[times->count - 1] += 1 / (double)count;
    }
    settle(times);
}

static bool take_measured(const struct vmi_facts *item, struct vmi_arena *arena, struct vmi_lead_times *times)
{
    size_t found;
    double *values = days_taken(item, &found);
    if (found > 1)
        qsort(values, found, sizeof *values, compare_doubles);
    if (found >= VMI_LEAD_TIME_LEAST_ORDERS)
        gather(values, found, arena, times);
    free(values);
    return found >= VMI_LEAD_TIME_LEAST_ORDERS;
}

void vmi_lead_times_of(const struct vmi_facts *item, const struct vmi_terms *terms, struct vmi_arena *arena,
                       struct vmi_lead_times *times)
{
    *times = (struct vmi_lead_times){.mean = NAN};
    if (terms->lead_time_from == VMI_LEAD_TIME_MEASURED && take_measured(item, arena, times))
        return;
    take_agreed(terms, arena, times);
}
