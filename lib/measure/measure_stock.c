/*
 * What was sold, how much stock there was, and what it was worth.
 */
#include <math.h>
#include <stdlib.h>

#include "measuring.h"
#include "vmi/memory.h"

double *flows_of(const struct measuring *m, enum vmi_measure measure)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(m->item, measure, &count);
    exact *sums = vmi_alloc_zeroed(m->part_count, sizeof *sums);
    double *flows = vmi_alloc(m->part_count * sizeof *flows);
    for (size_t i = 0; i < count; i++) {
        int32_t last = vmi_fact_last_day(&facts[i]);
        if (is_measured(m, last))
            sums[m->parts[last - m->period.first]] += facts[i].quantity;
    }
    for (size_t i = 0; i < m->part_count; i++)
        flows[i] = exact_to_double(sums[i]);
    free(sums);
    return flows;
}

/* ---- sales ------------------------------------------------------------------------------------------ */

static void mark_unfilled(struct measuring *m)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_UNFILLED, &count);
    for (size_t i = 0; i < count; i++) {
        int32_t last = vmi_fact_last_day(&facts[i]);
        if (facts[i].quantity <= 0)
            continue;
        last = last < m->period.last ? last : m->period.last;
        for (int32_t d = facts[i].day > m->period.first ? facts[i].day : m->period.first; d <= last; d++)
            m->days[d - m->period.first].unfilled = true;
    }
}

void measure_sales(struct measuring *m)
{
    double *sold = flows_of(m, VMI_SOLD), *unfilled = flows_of(m, VMI_UNFILLED);
    bool reports = vmi_place_reports(m->place, VMI_UNFILLED);
    mark_unfilled(m);
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        bool known = reports && (m->stock[i].heard || m->days[i].unfilled);
        s->item_days += 1;
        s->unfilled_days += known;
        s->filled_days += known && !m->days[i].unfilled;
    }
    for (size_t i = 0; i < m->part_count; i++) {
        m->sums[i].sold = sold[i];
        if (!reports)
            continue;
        m->sums[i].unfilled_sold = sold[i];
        m->sums[i].unfilled = unfilled[i];
        m->sums[i].unfilled_asked = sold[i] + unfilled[i];
    }
    free(sold);
    free(unfilled);
}

/* ---- stock ------------------------------------------------------------------------------------------ */

/* The stock of a part of the calendar. */
struct seen_stock {
    exact sum;            /* of the days on which it was seen */
    double unseen, heard; /* days without, and those of them of which it is known what was sold */
};

/*
 * The days that were not seen have the mean stock of those that were, in whatever part of the calendar they are: so the
 * parts add up to the total, which does not depend on how it is parted.
 */
void measure_stock(struct measuring *m)
{
    exact whole = 0;
    struct seen_stock *parts = vmi_alloc_zeroed(m->part_count, sizeof *parts);
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        struct seen_stock *part = &parts[m->parts[i]];
        bool seen = m->stock[i].seen, heard = is_heard_on(m, i);
        s->seen_days += seen;
        s->ready_days += seen && m->stock[i].stock > 0;
        m->seen += seen;
        m->heard += heard;
        part->sum += seen ? m->stock[i].stock : 0;
        part->unseen += !seen;
        part->heard += heard && !seen;
        whole += seen ? m->stock[i].stock : 0;
    }
    for (size_t i = 0; i < m->part_count && m->seen > 0; i++) {
        struct vmi_kpi_sums *s = &m->sums[i];
        double stock = exact_to_double(parts[i].sum), mean = exact_to_double(whole) / m->seen;
        s->stock_days = stock + mean * parts[i].unseen;
        s->stock_heard = stock + mean * parts[i].heard;
        s->stock_item_days = s->item_days;
        s->stock_sold = s->sold;
    }
    free(parts);
}

/* ---- money ------------------------------------------------------------------------------------------ */

void measure_money(struct measuring *m)
{
    double rate = vmi_decimal_to_double(m->terms->holding_rate);
    if (isnan(m->cost) || m->seen == 0)
        return;
    for (size_t i = 0; i < m->part_count; i++) {
        struct vmi_kpi_sums *s = &m->sums[i];
        s->value_days = m->cost * s->stock_days;
        s->value_heard = m->cost * s->stock_heard;
        s->value_sold = m->cost * s->stock_sold;
        s->value_seen = s->seen_days;
        s->value_scope = s->item_days;
        if (!isnan(m->price)) {
            s->margin = (m->price - m->cost) * s->stock_sold;
            s->margin_heard = s->value_heard;
            s->margin_seen = s->seen_days;
        }
        if (!isnan(rate)) {
            s->carried = s->value_days * rate / 365;
            s->carried_days = s->item_days;
            s->carried_seen = s->seen_days;
        }
    }
}

/* ---- the corridor ----------------------------------------------------------------------------------- */

/* A level that the customer sends, day by day; what the parties agreed stands over it. NaN: not known. */
static double *bounds_of(const struct measuring *m, enum vmi_measure measure, vmi_decimal agreed)
{
    size_t count, at = 0;
    const struct vmi_fact *facts = vmi_item_facts(m->item, measure, &count);
    double *bounds = vmi_alloc(m->count * sizeof *bounds), bound = NAN;
    for (size_t i = 0; i < m->count; i++) {
        for (; at < count && facts[at].day != VMI_DAY_NONE && facts[at].day <= m->period.first + (int32_t)i;
             at++)
            bound = vmi_decimal_to_double(facts[at].quantity);
        bounds[i] = agreed != VMI_DECIMAL_UNKNOWN ? vmi_decimal_to_double(agreed) : bound;
    }
    /* a level without a date is the customer's for all days; it stands over those with one */
    for (size_t i = 0; count && facts[0].day == VMI_DAY_NONE && agreed == VMI_DECIMAL_UNKNOWN && i < m->count;
         i++)
        bounds[i] = vmi_decimal_to_double(facts[0].quantity);
    return bounds;
}

void measure_corridor(struct measuring *m)
{
    bool agreed = m->terms->policy == VMI_POLICY_MINMAX; /* else min and max have no effect */
    double *low = bounds_of(m, VMI_MIN, agreed ? m->terms->min : VMI_DECIMAL_UNKNOWN);
    double *high = bounds_of(m, VMI_MAX, agreed ? m->terms->max : VMI_DECIMAL_UNKNOWN);
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_kpi_sums *s = &m->sums[m->parts[i]];
        double stock = vmi_decimal_to_double(m->stock[i].stock);
        if (!m->stock[i].seen || isnan(low[i]) || isnan(high[i]))
            continue;
        s->corridor_days += 1;
        s->corridor_below += stock < low[i];
        s->corridor_above += stock > high[i];
        s->corridor_inside += stock >= low[i] && stock <= high[i];
    }
    m->last_min = low[m->count - 1];
    m->last_max = high[m->count - 1];
    free(low);
    free(high);
}

/* ---- the last day ----------------------------------------------------------------------------------- */

int32_t idle_since(const struct vmi_facts *item, int32_t through)
{
    int32_t last = item->item->first_day;
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        int32_t day = vmi_fact_last_day(fact);
        if (vmi_measures[fact->measure].stock && fact->quantity && day <= through && day > last)
            last = day;
    }
    return last;
}

double stock_beyond(double stock, double sold, double days, const struct vmi_terms *terms)
{
    double needed = sold / days * vmi_decimal_to_double(terms->excess_days);
    return stock > needed ? stock - needed : 0;
}

static void judge_closing(const struct measuring *m, double stock, double sold, struct vmi_kpi_sums *s)
{
    double idle = vmi_decimal_to_double(m->terms->obsolete_days);
    s->closing_excess = stock_beyond(stock, sold, m->heard, m->terms);
    s->closing_idle = (double)m->period.last - idle_since(m->item, m->period.last) >= idle ? stock : 0;
}

void measure_closing(struct measuring *m)
{
    struct vmi_kpi_sums *s = sums_on(m, m->period.last);
    const struct vmi_stock_day *last = &m->stock[m->count - 1];
    double sold = 0, stock = vmi_decimal_to_double(last->stock);
    s->items = 1;
    if (!last->seen)
        return;
    for (size_t i = 0; i < m->part_count; i++)
        sold += m->sums[i].sold;
    stock = stock > 0 ? stock : 0; /* what is owed is no stock */
    s->closing_seen = 1;
    s->closing = stock;
    s->closing_cover = stock * m->heard;
    s->closing_sold = sold;
    judge_closing(m, stock, sold, s);
    if (isnan(m->cost))
        return;
    s->closing_value_seen = 1;
    s->closing_value = m->cost * stock;
    *(m->terms->ownership == VMI_OWNERSHIP_VENDOR ? &s->closing_vendor : &s->closing_customer) =
        s->closing_value;
}
