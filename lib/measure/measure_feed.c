/*
 * How far the feed can be trusted: whether it came, what it held, and whether its levels follow from each other.
 */
#include <stdlib.h>

#include "measuring.h"
#include "vmi/balance.h"
#include "vmi/memory.h"

/* A location that was silent for longer than that is late where the parties did not say. */
enum { USUAL_FEED_DAYS = 3 };

static void note_gap(void *context, const struct vmi_gap *gap)
{
    struct measuring *m = context;
    if (!is_measured(m, gap->day))
        return;
    double quantity = vmi_decimal_to_double(gap->quantity);
    sums_on(m, gap->day)->balanced -= 1;
    sums_on(m, gap->day)->unexplained += quantity < 0 ? -quantity : quantity;
}

/* Marks the days of the period that have a level, and counts those with one before them. */
static size_t mark_levels(struct measuring *m, bool *levels)
{
    size_t count, judged = 0;
    int32_t before = VMI_DAY_NONE;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_ON_HAND, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t day = facts[i].day;
        if (day == VMI_DAY_NONE || day == before)
            continue;
        if (is_measured(m, day)) {
            levels[day - m->period.first] = true;
            judged += before != VMI_DAY_NONE;
            sums_on(m, day)->levels_stated += 1;
            sums_on(m, day)->levels += before != VMI_DAY_NONE;
            sums_on(m, day)->balanced += before != VMI_DAY_NONE;
        }
        before = day;
    }
    return judged;
}

static void count_moved(struct measuring *m)
{
    double *sold = flows_of(m, VMI_SOLD), *received = flows_of(m, VMI_RECEIVED);
    for (size_t i = 0; i < m->part_count; i++)
        m->sums[i].moved = sold[i] + received[i];
    free(sold);
    free(received);
}

static void count_reports(struct measuring *m, const bool *levels)
{
    int32_t allowed = m->terms->feed_days != VMI_DECIMAL_UNKNOWN
                          ? (int32_t)(m->terms->feed_days / VMI_DECIMAL_ONE)
                          : USUAL_FEED_DAYS;
    size_t at = 0;
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        int32_t day = m->period.first + (int32_t)i;
        while (at + 1 < m->place->fed_count && m->place->fed[at + 1].first <= day)
            at++;
        if (at == m->place->fed_count || m->place->fed[at].first > day)
            continue;
        bool reported = day <= m->place->fed[at].last;
        s->fed_days += reported || day - m->place->fed[at].last <= allowed;
        s->reported_days += reported;
        s->level_days += reported && levels[i];
    }
}

bool measure_feed(struct measuring *m)
{
    bool *levels = vmi_alloc_zeroed(m->count, sizeof *levels), good = true;
    if (mark_levels(m, levels)) {
        count_moved(m);
        good = vmi_balance_of(m->item, note_gap, m);
    }
    count_reports(m, levels);
    free(levels);
    return good;
}
