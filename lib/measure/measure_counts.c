/*
 * What was counted against what was booked.
 */
#include <math.h>

#include "measuring.h"

/* What the count itself made of the books on its day is not what it found there. */
static bool book_before(const struct measuring *m, int32_t day, vmi_decimal *book)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_ADJUSTED, &count);
    if (!m->stock[day - m->period.first].seen)
        return false;
    *book = m->stock[day - m->period.first].stock;
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&facts[i]) == day && !vmi_decimal_subtract(*book, facts[i].quantity, book))
            return false;
    return true;
}

static void judge_count(const struct measuring *m, int32_t day, vmi_decimal counted)
{
    vmi_decimal book, difference, allowed;
    struct vmi_kpi_sums *s = sums_on(m, day);
    s->counts += 1;
    if (!book_before(m, day, &book) || !vmi_decimal_subtract(counted, book, &difference))
        return;
    vmi_decimal size = difference < 0 ? -difference : difference;
    bool known = vmi_decimal_multiply(book < 0 ? -book : book, m->terms->count_tolerance, &allowed);
    s->counts_seen += 1;
    s->counts_right += size == 0 || (known && size <= allowed);
    if (isnan(m->cost))
        return;
    s->counts_valued += 1;
    s->count_net += m->cost * vmi_decimal_to_double(difference);
    s->count_absolute += m->cost * vmi_decimal_to_double(size);
}

/* All that one count found of the item, in whatever lots, on a day. */
bool measure_counts(struct measuring *m)
{
    size_t count;
    vmi_decimal counted = 0;
    const struct vmi_fact *facts = vmi_item_facts(m->item, VMI_COUNTED, &count);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_fact *next = i + 1 < count ? &facts[i + 1] : NULL;
        if (!vmi_decimal_add(counted, facts[i].quantity, &counted))
            return false;
        if (next && next->day == facts[i].day && next->ref == facts[i].ref)
            continue;
        if (is_measured(m, facts[i].day))
            judge_count(m, facts[i].day, counted);
        counted = 0;
    }
    return true;
}
