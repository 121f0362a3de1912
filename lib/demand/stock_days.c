#include "vmi/stock_days.h"

#include <stdlib.h>

#include "level.h"
#include "vmi/memory.h"
#include "vmi/state.h"

/* What is known of a day before its stock is. */
struct day {
    vmi_decimal flow; /* sum of what acted on the stock, of the day's flows that are no part of its level */
    bool level, inside;
    struct vmi_moment moment; /* of the level */
    vmi_decimal stated;
};

struct line {
    struct vmi_days period; /* from the level that is the first, or the beginning */
    struct day *days;
};

static struct day *day_of(struct line *l, int32_t day)
{
    return &l->days[day - l->period.first];
}

/*
 * The latest day with a level on or before the first day of the period, else the first one behind it: before that nothing
 * can be known. Without any, the day behind the last.
 */
static int32_t start_of(const struct vmi_facts *item, struct vmi_days period)
{
    size_t count;
    int32_t start = period.last + 1;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_ON_HAND, &count);
    for (size_t i = 0; i < count && (facts[i].day <= period.first || start > period.last); i++)
        if (facts[i].day != VMI_DAY_NONE && facts[i].day <= period.last)
            start = facts[i].day;
    return start;
}

static bool any_expires(const struct vmi_fact *facts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (facts[i].expires != VMI_DAY_NONE)
            return true;
    return false;
}

static bool note_levels(struct line *l, const struct vmi_facts *item, const struct vmi_terms *terms)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_ON_HAND, &count);
    if (count && facts[0].day == VMI_DAY_NONE)
        return true; /* a level without a date says nothing about any day but as-of */
    bool lots = any_expires(facts, count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].day < l->period.first || facts[i].day > l->period.last || day_of(l, facts[i].day)->level)
            continue;
        struct day *day = day_of(l, facts[i].day);
        day->level = true;
        vmi_decimal expired = 0;
        if (!vmi_stock_level_of(item, terms, facts[i].day, &day->stated, &day->moment) ||
            (lots && !level_of_expired(item, facts[i].day, &expired)) ||
            !vmi_decimal_subtract(day->stated, expired, &day->stated))
            return false;
    }
    return true;
}

static bool note_flow(struct line *l, const struct vmi_fact *fact)
{
    int32_t last = vmi_fact_last_day(fact);
    for (int32_t d = fact->day > l->period.first ? fact->day : l->period.first;
         d < last && d <= l->period.last; d++)
        day_of(l, d)->inside = true;
    if (last < l->period.first || last > l->period.last)
        return true;
    struct day *day = day_of(l, last);
    if (day->level && !vmi_fact_is_after(fact, &day->moment))
        return true;
    return vmi_decimal_add(day->flow, vmi_measures[fact->measure].stock * fact->quantity, &day->flow);
}

static bool is_silent(const struct vmi_place *place, const struct vmi_terms *terms, int32_t day, size_t *fed)
{
    if (!vmi_terms_given(terms, VMI_TERM_FEED_DAYS))
        return false;
    while (*fed < place->fed_count && place->fed[*fed].last < day)
        ++*fed;
    if (*fed == 0 || *fed == place->fed_count || place->fed[*fed].first <= day)
        return false;
    return place->fed[*fed].first - place->fed[*fed - 1].last - 1 > terms->feed_days / VMI_DECIMAL_ONE;
}

static bool roll(struct line *l, const struct vmi_place *place, const struct vmi_terms *terms,
                 struct vmi_days period, struct vmi_stock_day *out)
{
    bool known = false;
    vmi_decimal stock = 0;
    size_t fed = 0;
    for (int32_t d = l->period.first; d <= l->period.last; d++) {
        struct day *day = day_of(l, d);
        if (day->level)
            stock = day->stated;
        known |= day->level;
        if (known && !vmi_decimal_add(stock, day->flow, &stock))
            return false;
        if (d < period.first)
            continue;
        bool silent = is_silent(place, terms, d, &fed);
        bool rolled =
            known && !day->inside && !silent && place->last_closed != VMI_DAY_NONE && d <= place->last_closed;
        out[d - period.first] = (struct vmi_stock_day){stock, day->level || rolled};
    }
    return true;
}

bool vmi_stock_days(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, struct vmi_days period, struct vmi_stock_day *days)
{
    struct line l = {.period = {start_of(item, period), period.last}};
    for (int32_t d = period.first; d <= period.last && d < l.period.first; d++)
        days[d - period.first] = (struct vmi_stock_day){0, false};
    if (l.period.first > l.period.last)
        return true;
    l.days = vmi_alloc_zeroed(vmi_days_in(l.period), sizeof *l.days);
    bool good = note_levels(&l, item, terms);
    for (size_t i = 0; i < item->count && good; i++)
        if (vmi_measures[item->list[i].measure].stock)
            good = note_flow(&l, &item->list[i]);
    good = good && roll(&l, vmi_history_place(history, item->item), terms, period, days);
    free(l.days);
    return good;
}
