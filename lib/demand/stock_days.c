#include "vmi/stock_days.h"

#include <stdlib.h>

#include "vmi/lots.h"
#include "vmi/memory.h"
#include "vmi/state.h"

/* What is known of a day before its stock is. */
struct day {
    vmi_decimal flow; /* sum of what acted on the stock, of the day's flows that are no part of its level */
    bool level, inside;
    bool expiry;              /* what of the stock has expired may be another quantity than the day before */
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

static bool note_levels(struct line *l, const struct vmi_facts *item, const struct vmi_terms *terms)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_ON_HAND, &count);
    if (count && facts[0].day == VMI_DAY_NONE)
        return true; /* a level without a date says nothing about any day but as-of */
    for (size_t i = 0; i < count; i++) {
        if (facts[i].day < l->period.first || facts[i].day > l->period.last || day_of(l, facts[i].day)->level)
            continue;
        struct day *day = day_of(l, facts[i].day);
        day->level = true;
        if (!vmi_stock_level_of(item, terms, facts[i].day, &day->stated, &day->moment))
            return false;
    }
    return true;
}

static void mark_expiry(struct line *l, int32_t day)
{
    if (day >= l->period.first && day <= l->period.last)
        day_of(l, day)->expiry = true;
}

/* Days on which a lot is stated, comes, goes, or is of no use for the first time. */
static void note_lots(struct line *l, const struct vmi_facts *item)
{
    bool any = false;
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        bool stocked = vmi_measures[fact->measure].stock || fact->measure == VMI_ON_HAND;
        if (fact->expires == VMI_DAY_NONE || !stocked)
            continue;
        any = true;
        mark_expiry(l, vmi_fact_last_day(fact));
        if (fact->expires < l->period.last)
            mark_expiry(l, fact->expires + 1);
    }
    for (int32_t d = l->period.first; any && d <= l->period.last; d++)
        day_of(l, d)->expiry |= day_of(l, d)->level; /* which starts anew, perhaps without lots */
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

/* The days between two runs of days on which the location reported, the second of which is FED. */
static struct vmi_days silence_before(const struct vmi_place *place, size_t fed)
{
    return (struct vmi_days){place->fed[fed - 1].last + 1, place->fed[fed].first - 1};
}

static bool is_too_long(struct vmi_days silence, const struct vmi_terms *terms)
{
    return silence.last - silence.first + 1 > terms->feed_days / VMI_DECIMAL_ONE;
}

static bool is_silent(const struct vmi_place *place, const struct vmi_terms *terms, int32_t day, size_t *fed)
{
    if (!vmi_terms_given(terms, VMI_TERM_FEED_DAYS))
        return false;
    while (*fed < place->fed_count && place->fed[*fed].last < day)
        ++*fed;
    return *fed > 0 && *fed < place->fed_count && place->fed[*fed].first > day &&
           is_too_long(silence_before(place, *fed), terms);
}

static bool is_heard(const struct vmi_place *place, const struct vmi_terms *terms, int32_t day, size_t *fed)
{
    return place->last_closed != VMI_DAY_NONE && day <= place->last_closed &&
           !is_silent(place, terms, day, fed);
}

/* The days that are in both; 0 where there is none. */
static size_t days_in_both(struct vmi_days a, struct vmi_days b)
{
    const struct vmi_days both = {a.first > b.first ? a.first : b.first, a.last < b.last ? a.last : b.last};
    return both.first <= both.last ? vmi_days_in(both) : 0;
}

size_t vmi_days_heard(const struct vmi_place *place, const struct vmi_terms *terms, struct vmi_days period)
{
    if (place->last_closed == VMI_DAY_NONE || place->last_closed < period.first)
        return 0;
    if (place->last_closed < period.last)
        period.last = place->last_closed;
    size_t count = vmi_days_in(period);
    for (size_t i = 1; i < place->fed_count && vmi_terms_given(terms, VMI_TERM_FEED_DAYS); i++)
        if (is_too_long(silence_before(place, i), terms))
            count -= days_in_both(silence_before(place, i), period);
    return count;
}

/* What is seen of the days of the period; the rest of it is rolled over. */
struct seeing {
    const struct vmi_facts *item;
    const struct vmi_place *place;
    const struct vmi_terms *terms;
    struct vmi_days period;
    struct vmi_stock_day *out;
};

static bool expired_on(const struct vmi_facts *item, int32_t day, const struct vmi_moment *moment,
                       vmi_decimal *expired)
{
    struct vmi_arena arena = {0};
    struct vmi_lots lots;
    bool good = vmi_lots_of(item, day, moment, &arena, &lots);
    *expired = lots.expired;
    vmi_arena_free(&arena);
    return good;
}

static void note_heard(const struct seeing *s)
{
    size_t fed = 0;
    for (int32_t d = s->period.first; d <= s->period.last; d++)
        s->out[d - s->period.first] = (struct vmi_stock_day){.heard = is_heard(s->place, s->terms, d, &fed)};
}

static bool roll(struct line *l, const struct seeing *s)
{
    bool known = false;
    struct vmi_moment moment = {0};
    vmi_decimal stock = 0, expired = 0, usable;
    for (int32_t d = l->period.first; d <= l->period.last; d++) {
        struct day *day = day_of(l, d);
        if (day->level) {
            stock = day->stated;
            moment = day->moment;
        }
        known |= day->level;
        if (known && !vmi_decimal_add(stock, day->flow, &stock))
            return false;
        if (known && day->expiry && !expired_on(s->item, d, &moment, &expired))
            return false;
        if (!vmi_decimal_subtract(stock, expired, &usable))
            return false;
        if (d < s->period.first)
            continue;
        struct vmi_stock_day *seen = &s->out[d - s->period.first];
        seen->stock = usable;
        seen->seen = day->level || (known && !day->inside && seen->heard);
    }
    return true;
}

bool vmi_stock_days(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, struct vmi_days period, struct vmi_stock_day *days)
{
    struct line l = {.period = {start_of(item, period), period.last}};
    const struct seeing s = {item, vmi_history_place(history, item->item), terms, period, days};
    note_heard(&s);
    if (l.period.first > l.period.last)
        return true;
    l.days = vmi_alloc_zeroed(vmi_days_in(l.period), sizeof *l.days);
    bool good = note_levels(&l, item, terms);
    for (size_t i = 0; i < item->count && good; i++)
        if (vmi_measures[item->list[i].measure].stock)
            good = note_flow(&l, &item->list[i]);
    note_lots(&l, item);
    good = good && roll(&l, &s);
    free(l.days);
    return good;
}
