#include "calendar_internal.h"

/* The longest period is a year of 53 weeks. */
enum { LONGEST_PERIOD = 53 * 7 };

struct walk {
    struct vmi_recurrence rule; /* with what the first day gives it */
    int32_t base; /* the period of the first day: a day, its week's first day, a month, a year */
    int32_t days[LONGEST_PERIOD];
    int count; /* of days */
    uint64_t looked_at;
};

/* Where a day stands, for what is counted from the front and from the end. */
struct place {
    int32_t day;
    int of_month, month_days; /* 1 for the first */
    int of_year, year_days;
    int week, weeks;
};

static bool has(const struct vmi_ordinals *ordinals, int front, int back)
{
    return (ordinals->front[front / 64] >> front % 64 & 1) || (ordinals->back[back / 64] >> back % 64 & 1);
}

static void give(struct vmi_ordinals *ordinals, int number)
{
    ordinals->front[number / 64] |= UINT64_C(1) << number % 64;
    ordinals->given = true;
}

static int32_t week_of(int32_t day, int week_start)
{
    return day - (vmi_day_weekday(day) - week_start + 7) % 7;
}

/* The first day of a year's first week, the one with at least four days of the year (ISO 8601). */
static int32_t first_week(int year, int week_start)
{
    return week_of(vmi_day_of(year, 1, 4), week_start);
}

/* Gives the rule what it leaves to its first day. */
static void complete(struct vmi_recurrence *rule, int32_t start)
{
    int year, month, of_month;
    vmi_day_split(start, &year, &month, &of_month);
    if (rule->by_day || rule->month_days.given || rule->year_days.given)
        return;
    if (rule->frequency == VMI_WEEKLY || rule->weeks.given) {
        rule->by_day = true;
        rule->weekdays = (vmi_weekdays)(1 << vmi_day_weekday(start));
    } else if (rule->frequency == VMI_DAILY) {
        rule->by_day = true;
        rule->weekdays = 0x7f;
    } else {
        give(&rule->month_days, of_month);
        if (rule->frequency == VMI_YEARLY && !rule->months.given)
            give(&rule->months, month);
    }
}

/* Where every day or week counts, it is the same whether they are taken one by one or by the month, which is faster. */
static void widen(struct vmi_recurrence *rule)
{
    bool small = rule->frequency == VMI_DAILY || rule->frequency == VMI_WEEKLY;
    if (small && rule->interval == 1 && !rule->positions.given)
        rule->frequency = VMI_MONTHLY;
}

/* The number of the period that a day is in; periods are numbered one by one. */
static int32_t period_of(const struct vmi_recurrence *rule, int32_t day)
{
    int year, month, of_month;
    if (rule->frequency == VMI_DAILY)
        return day;
    if (rule->frequency == VMI_WEEKLY)
        return (week_of(day, rule->week_start) - week_of(0, rule->week_start)) / 7;
    vmi_day_split(day, &year, &month, &of_month);
    if (rule->frequency == VMI_MONTHLY)
        return year * 12 + month - 1;
    if (rule->weeks.given && year > 1 && day < first_week(year, rule->week_start))
        return year - 1;
    return rule->weeks.given && day >= first_week(year + 1, rule->week_start) ? year + 1 : year;
}

static void bounds_of(const struct vmi_recurrence *rule, int32_t period, int32_t *first, int32_t *last)
{
    if (rule->frequency == VMI_DAILY) {
        *first = *last = period;
    } else if (rule->frequency == VMI_WEEKLY) {
        *first = week_of(0, rule->week_start) + period * 7;
        *last = *first + 6;
    } else if (rule->frequency == VMI_MONTHLY) {
        *first = vmi_day_of(period / 12, period % 12 + 1, 1);
        *last = *first + vmi_days_in_month(period / 12, period % 12 + 1) - 1;
    } else if (rule->weeks.given) {
        *first = first_week(period, rule->week_start);
        *last = first_week(period + 1, rule->week_start) - 1;
    } else {
        *first = vmi_day_of(period, 1, 1);
        *last = vmi_day_of(period, 12, 31);
    }
}

static bool fits_weekday(const struct vmi_recurrence *rule, const struct place *at)
{
    int weekday = vmi_day_weekday(at->day);
    const struct vmi_ordinals *nth = &rule->nth[weekday];
    if (rule->weekdays >> weekday & 1 || !nth->given)
        return rule->weekdays >> weekday & 1;
    /* Within the year, but within the month where months are named. */
    if (rule->frequency == VMI_YEARLY && !rule->months.given)
        return has(nth, (at->of_year - 1) / 7 + 1, (at->year_days - at->of_year) / 7 + 1);
    return has(nth, (at->of_month - 1) / 7 + 1, (at->month_days - at->of_month) / 7 + 1);
}

static bool fits(const struct vmi_recurrence *rule, const struct place *at)
{
    if (rule->month_days.given && !has(&rule->month_days, at->of_month, at->month_days - at->of_month + 1))
        return false;
    if (rule->year_days.given && !has(&rule->year_days, at->of_year, at->year_days - at->of_year + 1))
        return false;
    if (rule->weeks.given && !has(&rule->weeks, at->week, at->weeks - at->week + 1))
        return false;
    return !rule->by_day || fits_weekday(rule, at);
}

/* The days of one month, or of a part of it. */
static void gather_month(struct walk *walk, int32_t period_first, int32_t period_last, int32_t day,
                         int32_t end)
{
    int year, month, of_month;
    vmi_day_split(day, &year, &month, &of_month);
    walk->looked_at++;
    if (walk->rule.months.given && !has(&walk->rule.months, month, 0))
        return;
    int32_t new_year = vmi_day_of(year, 1, 1);
    struct place at = {.month_days = vmi_days_in_month(year, month),
                       .year_days = vmi_day_of(year, 12, 31) - new_year + 1,
                       .weeks = (period_last - period_first + 1) / 7};
    for (; day <= end; day++, of_month++) {
        at.day = day;
        at.of_month = of_month;
        at.of_year = day - new_year + 1;
        at.week = (day - period_first) / 7 + 1;
        if (fits(&walk->rule, &at))
            walk->days[walk->count++] = day;
        walk->looked_at++;
    }
}

/* Of the days that were gathered, those whose place is named. */
static void choose_positions(struct walk *walk)
{
    int all = walk->count;
    walk->count = 0;
    for (int i = 0; i < all; i++)
        if (has(&walk->rule.positions, i + 1, all - i))
            walk->days[walk->count++] = walk->days[i];
}

/* The days of the rule in one period, in their order. */
static void gather(struct walk *walk, int32_t first, int32_t last)
{
    walk->count = 0;
    for (int32_t day = first; day <= last;) {
        int year, month, of_month;
        vmi_day_split(day, &year, &month, &of_month);
        int32_t end = day + vmi_days_in_month(year, month) - of_month;
        if (end > last)
            end = last;
        gather_month(walk, first, last, day, end);
        day = end + 1;
    }
    if (walk->rule.positions.given)
        choose_positions(walk);
}

bool vmi_recurrence_expand(const struct vmi_recurrence *rule, struct vmi_moment start, int32_t first,
                           int32_t last, uint64_t *budget, void (*each)(void *context, int32_t day),
                           void *context)
{
    struct walk walk = {.rule = *rule};
    int seen = 0;
    complete(&walk.rule, start.day);
    widen(&walk.rule);
    if (rule->until.day != VMI_DAY_NONE) {
        bool before = rule->until.timed && start.second > rule->until.second;
        int32_t until = rule->until.day - before;
        last = until < last ? until : last;
    }
    if (last < first || last < start.day)
        return true;
    int32_t period = period_of(&walk.rule, start.day), end = period_of(&walk.rule, last);
    int32_t from = period_of(&walk.rule, first);
    if (!rule->count && from > period) /* what comes before need not be counted */
        period += (from - period) / rule->interval * rule->interval;
    for (; period <= end; period += rule->interval) {
        int32_t begin, until;
        bounds_of(&walk.rule, period, &begin, &until);
        gather(&walk, begin, until);
        for (int i = 0; i < walk.count; i++) {
            int32_t day = walk.days[i];
            if (day > last || (day >= start.day && rule->count && ++seen > rule->count))
                return true;
            if (day >= start.day && day >= first)
                each(context, day);
        }
        if (walk.looked_at > *budget)
            return false;
        *budget -= walk.looked_at;
        walk.looked_at = 0;
    }
    return true;
}
