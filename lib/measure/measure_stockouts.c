/*
 * Days without usable stock: how many, how often, what they cost, and which cycles had none.
 */
#include <math.h>
#include <stdlib.h>

#include "measuring.h"
#include "vmi/memory.h"

/* Periods for which the location itself says how many days were without stock; the larger of both counts stands. */
static void take_reported(struct measuring *m)
{
    size_t count;
    int32_t done = m->period.first - 1;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_STOCKOUT_DAYS, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t first = facts[i].day > done ? facts[i].day : done + 1;
        int32_t last = vmi_fact_last_day(&facts[i]);
        last = last < m->period.last ? last : m->period.last;
        if (last < first)
            continue;
        double whole = vmi_fact_last_day(&facts[i]) - facts[i].day + 1, part = last - first + 1, empty = 0;
        double reported = vmi_decimal_to_double(facts[i].quantity);
        reported = (reported < whole ? reported : whole) * part / whole;
        for (int32_t d = first; d <= last; d++)
            empty += m->days[d - m->period.first].stockout;
        for (int32_t d = first; d <= last; d++) {
            struct measured_day *day = &m->days[d - m->period.first];
            if (reported > empty) /* nobody says which they were */
                day->stockout = reported / part;
            day->told = true;
        }
        done = last;
    }
}

/* Spells of days without stock, each on its first day: of days that were seen, and that one by one. */
static void count_events(struct measuring *m)
{
    bool out = false;
    for (size_t i = 0; i < m->count; i++) {
        if (!m->stock[i].seen)
            continue;
        m->sums[m->parts[i]].stockout_events += m->stock[i].stock <= 0 && !out;
        out = m->stock[i].stock <= 0;
    }
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

/*
 * What would have been sold on the days without stock: as much as on any other day of which it is
 * known what was sold. A spell counts for lead_time days at
 * the most, where that is known: after so long the shelf could have been full again.
 */
static void estimate_lost(struct measuring *m)
{
    double sold = 0, selling = 0, spell = 0;
    double longest =
        m->terms->lead_time == VMI_DECIMAL_UNKNOWN ? INFINITY : vmi_decimal_to_double(m->terms->lead_time);
    for (size_t i = 0; i < m->part_count; i++)
        sold += m->sums[i].sold;
    for (size_t i = 0; i < m->count; i++)
        selling += m->stock[i].heard || m->days[i].told ? 1 - m->days[i].stockout : 0;
    if (selling <= 0)
        return;
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        double before = spell;
        if (!m->days[i].told)
            continue;
        spell = m->days[i].stockout > 0 ? spell + m->days[i].stockout : 0;
        s->lost_seen += 1;
        if (m->days[i].stockout > 0)
            s->lost_sales += (least(spell, longest) - least(before, longest)) * sold / selling;
    }
}

/* ---- cycles ----------------------------------------------------------------------------------------- */

/* The days of the period on which something was received. The caller frees them. */
static bool *receipt_days(const struct measuring *m)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_RECEIVED, &count);
    bool *days = vmi_alloc_zeroed(m->count, sizeof *days);
    for (size_t i = 0; i < count; i++)
        if (facts[i].quantity > 0 && is_measured(m, vmi_fact_last_day(&facts[i])))
            days[vmi_fact_last_day(&facts[i]) - m->period.first] = true;
    return days;
}

/* A cycle runs from a receipt to the day before the next, and counts on the day of that. */
static void end_cycle(const struct measuring *m, size_t first, size_t end, struct vmi_kpi_sums *s)
{
    bool seen = true, out = false;
    for (size_t i = first; i < end; i++) {
        seen &= m->stock[i].seen;
        out |= m->stock[i].seen && m->stock[i].stock <= 0;
    }
    s->cycles += 1;
    s->cycles_seen += seen || out;
    s->cycles_served += seen && !out;
}

void measure_receipts(struct measuring *m)
{
    size_t ever, last = SIZE_MAX;
    vmi_item_facts(m->item, VMI_RECEIVED, &ever);
    if (!ever) /* perhaps nobody reports receipts here */
        return;
    bool *days = receipt_days(m);
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        s->received_days += 1;
        if (!days[i])
            continue;
        s->receipt_days += 1;
        if (last != SIZE_MAX && m->demanded)
            end_cycle(m, last, i, s);
        last = i;
    }
    free(days);
}

/* ---- days ------------------------------------------------------------------------------------------- */

void measure_stockouts(struct measuring *m)
{
    if (!m->demanded)
        return;
    for (size_t i = 0; i < m->count; i++) {
        m->days[i].told = m->stock[i].seen;
        m->days[i].stockout = m->stock[i].seen && m->stock[i].stock <= 0;
    }
    take_reported(m);
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        s->demanded_days += 1;
        s->demanded_seen += m->days[i].told;
        s->stockouts += m->days[i].stockout;
        s->in_stock += m->days[i].told ? 1 - m->days[i].stockout : 0;
    }
    count_events(m);
    estimate_lost(m);
}
