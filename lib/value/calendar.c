#include "calendar_internal.h"

#include <stdlib.h>

#include "vmi/memory.h"

struct vmi_calendar {
    struct vmi_arena *arena;
    struct vmi_day_set *closed; /* NULL: no day but by its weekday */
    struct vmi_slice text;
    int32_t longest_gap;
    vmi_weekdays weekdays;
    bool rule; /* closed has every day that the rule has not, and beyond it all are closed */
};

static const vmi_weekdays ALL_WEEK = 0x7f;

/* The last bit of the last word. */
static const int32_t LAST_BIT = VMI_DAY_SET_WORDS * 64 - 1;

static bool exists(int32_t day)
{
    return day >= VMI_DAY_FIRST && day <= VMI_DAY_LAST;
}

void vmi_day_set_add(struct vmi_day_set *set, int64_t first, int64_t last)
{
    if (first < VMI_CALENDAR_FIRST)
        first = VMI_CALENDAR_FIRST;
    if (last > VMI_CALENDAR_LAST)
        last = VMI_CALENDAR_LAST;
    while (first <= last) {
        int64_t word = first / 64, end = last < word * 64 + 63 ? last : word * 64 + 63;
        set->words[word] |= UINT64_MAX >> (63 - (end - first)) << first % 64;
        first = end + 1;
    }
}

/* ---- one word of open days ---- */

/* The weekdays of the 64 days of a word: the week, begun at the word's first weekday, nine times and a day. */
static uint64_t week_bits(vmi_weekdays days, int word)
{
    int first = vmi_day_weekday(word * 64);
    uint64_t week = ((unsigned)days >> first | (unsigned)days << (7 - first)) & ALL_WEEK;
    return week * UINT64_C(0x8102040810204081);
}

static uint64_t open_bits(const struct vmi_calendar *c, int word)
{
    return week_bits(c->weekdays, word) & ~c->closed->words[word];
}

/* Whether the day's bit is kept, so that more than its weekday counts. */
static bool is_kept(const struct vmi_calendar *c, int32_t day)
{
    return c->closed && day >= 0 && day <= LAST_BIT;
}

static bool on_weekday(const struct vmi_calendar *c, int32_t day)
{
    return c->weekdays >> vmi_day_weekday(day) & 1;
}

/* ---- building ---- */

struct vmi_calendar *vmi_calendar_new(struct vmi_arena *arena)
{
    struct vmi_calendar *c = vmi_arena_alloc(arena, sizeof *c);
    *c =
        (struct vmi_calendar){.arena = arena, .text = VMI_SLICE_NONE, .longest_gap = 1, .weekdays = ALL_WEEK};
    return c;
}

static struct vmi_day_set *closed_days(struct vmi_calendar *c)
{
    if (!c->closed) {
        c->closed = vmi_arena_alloc(c->arena, sizeof *c->closed);
        memset(c->closed, 0, sizeof *c->closed);
    }
    return c->closed;
}

/* Over all open days of the range, and from the last before it; beyond there are weekdays alone. */
static int32_t find_longest_gap(const struct vmi_calendar *c)
{
    int32_t longest = c->rule ? 0 : vmi_weekdays_longest_gap(c->weekdays), next;
    if (!c->closed)
        return longest;
    int32_t day = c->rule ? vmi_calendar_on_or_after(c, 0) : vmi_calendar_on_or_before(c, -1);
    for (; day != VMI_DAY_NONE && day <= LAST_BIT; day = next) {
        next = vmi_calendar_on_or_after(c, day + 1);
        if (next != VMI_DAY_NONE && next - day > longest)
            longest = next - day;
    }
    return longest;
}

void vmi_calendar_set_weekdays(struct vmi_calendar *c, vmi_weekdays days)
{
    c->weekdays = days & ALL_WEEK;
    c->longest_gap = find_longest_gap(c);
}

void vmi_calendar_close(struct vmi_calendar *c, int32_t day)
{
    if (day < VMI_CALENDAR_FIRST || day > VMI_CALENDAR_LAST)
        return;
    vmi_day_set_add(closed_days(c), day, day);
    if (!on_weekday(c, day))
        return;
    /* The gaps on both sides of the day are now one. */
    int32_t gap = vmi_calendar_on_or_after(c, day) - vmi_calendar_on_or_before(c, day);
    if (gap > c->longest_gap)
        c->longest_gap = gap;
}

bool vmi_calendar_close_events(struct vmi_calendar *c, struct vmi_slice ics, size_t *skipped,
                               struct vmi_error *error)
{
    struct vmi_day_set *days = vmi_alloc_zeroed(1, sizeof *days);
    bool good = vmi_ical_read(ics, days, skipped, error);
    if (good) {
        struct vmi_day_set *closed = closed_days(c);
        for (int i = 0; i < VMI_DAY_SET_WORDS; i++)
            closed->words[i] |= days->words[i];
        c->longest_gap = find_longest_gap(c);
    }
    free(days);
    return good;
}

/* ---- order days ---- */

/* A rule and its first day, as they stand in the text. */
struct rule_text {
    struct vmi_slice rule;
    struct vmi_moment start;
};

static bool wrong(struct vmi_error *error, struct vmi_slice text, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    return vmi_error_set(error, VMI_USAGE, "calendar", "%s %s", vmi_text_quote(text, quoted), expected);
}

static const char NO_RULE[] =
    "is not a set of weekdays or a recurrence rule; such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO "
    "was expected";
static const char NO_START[] = "has no day as DTSTART; such as DTSTART:20260105 was expected";

static struct vmi_slice take_word(struct vmi_slice *rest)
{
    static const char blanks[] = " \t\r\n";
    size_t from = 0, to;
    while (from < rest->length && memchr(blanks, rest->text[from], sizeof blanks - 1))
        from++;
    for (to = from; to < rest->length && !memchr(blanks, rest->text[to], sizeof blanks - 1);)
        to++;
    struct vmi_slice word = {rest->text + from, to - from};
    *rest = (struct vmi_slice){rest->text + to, rest->length - to};
    return word;
}

/* "DTSTART=20260105;" or "DTSTART=2026-01-05;" off the front of a rule. */
static bool take_start_part(struct rule_text *t)
{
    struct vmi_slice rest = t->rule, value = vmi_slice_cut(&rest, ';'), name = vmi_slice_cut(&value, '=');
    if (!value.text || !vmi_ical_same(name, VMI_SLICE("DTSTART")))
        return true;
    if (t->start.day != VMI_DAY_NONE)
        return false;
    t->rule = rest;
    return vmi_day_parse(value, &t->start.day) || vmi_moment_parse(value, &t->start);
}

static bool take_words(struct vmi_slice text, struct rule_text *t, struct vmi_error *error)
{
    struct vmi_slice rest = text, word;
    struct vmi_ical_line line;
    while ((word = take_word(&rest)).length) {
        bool named = vmi_ical_split(word, &line);
        if (named && vmi_ical_same(line.name, VMI_SLICE("DTSTART"))) {
            if (t->start.day != VMI_DAY_NONE || !vmi_moment_parse(line.value, &t->start))
                return wrong(error, text, NO_START);
            continue;
        }
        if (t->rule.text || (named && !vmi_ical_same(line.name, VMI_SLICE("RRULE"))))
            return wrong(error, text, NO_RULE);
        t->rule = named ? line.value : word;
    }
    if (t->rule.text && !take_start_part(t))
        return wrong(error, text, NO_START);
    return (t->rule.text && memchr(t->rule.text, '=', t->rule.length)) || wrong(error, text, NO_RULE);
}

static bool read_rule(struct vmi_slice text, const struct rule_text *t, struct vmi_recurrence *rule,
                      struct vmi_error *error)
{
    char why[VMI_RULE_WHY_SIZE], quoted[VMI_QUOTED_SIZE];
    if (!vmi_recurrence_parse(t->rule, rule, why))
        return vmi_error_set(error, VMI_USAGE, "calendar",
                             "%s is not a set of weekdays or a recurrence rule; %s",
                             vmi_text_quote(text, quoted), why);
    if (rule->clock)
        return wrong(
            error, text,
            "goes below a day, and order days are whole days; FREQ=DAILY, WEEKLY, MONTHLY or YEARLY was "
            "expected, without BYHOUR, BYMINUTE and BYSECOND");
    if (rule->count && t->start.day == VMI_DAY_NONE)
        return wrong(
            error, text,
            "has COUNT without a day to count from; such as DTSTART:20260105 was expected before it");
    return true;
}

static void open_day(void *context, int32_t day)
{
    struct vmi_day_set *closed = context;
    closed->words[day / 64] &= ~(UINT64_C(1) << day % 64);
}

static struct vmi_slice dup_words(struct vmi_slice text, struct vmi_arena *arena)
{
    char *copy = vmi_arena_alloc(arena, text.length + 1);
    size_t length = 0;
    for (struct vmi_slice word; (word = take_word(&text)).length; length += word.length) {
        if (length)
            copy[length++] = ' ';
        memcpy(copy + length, word.text, word.length);
    }
    copy[length] = '\0';
    return (struct vmi_slice){copy, length};
}

static const struct vmi_calendar *parse_rule(struct vmi_slice text, struct vmi_arena *arena,
                                             struct vmi_error *error)
{
    struct rule_text t = {VMI_SLICE_NONE, VMI_MOMENT_NONE};
    struct vmi_recurrence rule;
    uint64_t budget = UINT64_MAX; /* one rule has an end */
    if (!take_words(text, &t, error) || !read_rule(text, &t, &rule, error))
        return NULL;
    t.start.second = 0;
    if (t.start.day == VMI_DAY_NONE)
        t.start.day = vmi_day_of(1900, 1, 1);
    struct vmi_calendar *c = vmi_calendar_new(arena);
    c->rule = true;
    memset(closed_days(c), 0xff, sizeof *c->closed);
    bool whole = vmi_recurrence_expand(&rule, t.start, VMI_CALENDAR_FIRST, VMI_CALENDAR_LAST, &budget,
                                       open_day, c->closed);
    if (!whole || vmi_calendar_on_or_after(c, VMI_CALENDAR_FIRST) == VMI_DAY_NONE) {
        wrong(error, text, "gives no day from 1970-01-01 to 2149-12-31");
        return NULL;
    }
    c->longest_gap = find_longest_gap(c);
    c->text = dup_words(text, arena);
    return c;
}

const struct vmi_calendar *vmi_calendar_parse(struct vmi_slice text, struct vmi_arena *arena,
                                              struct vmi_error *error)
{
    char written[VMI_WEEKDAYS_TEXT_SIZE];
    vmi_weekdays days;
    if (!vmi_weekdays_parse(text, &days))
        return parse_rule(text, arena, error);
    struct vmi_calendar *c = vmi_calendar_new(arena);
    vmi_calendar_set_weekdays(c, days);
    c->text = vmi_arena_dup(arena, (struct vmi_slice){written, vmi_weekdays_format(days, written)});
    return c;
}

/* ---- asking ---- */

bool vmi_calendar_is_open(const struct vmi_calendar *c, int32_t day)
{
    if (!exists(day) || !c)
        return exists(day);
    if (is_kept(c, day))
        return open_bits(c, day / 64) >> day % 64 & 1;
    return !c->rule && on_weekday(c, day);
}

/* The first open day whose bit is kept, or the day behind the last bit. */
static int32_t next_kept(const struct vmi_calendar *c, int32_t day)
{
    int word = day / 64;
    uint64_t bits = open_bits(c, word) & UINT64_MAX << day % 64;
    while (!bits && ++word < VMI_DAY_SET_WORDS)
        bits = open_bits(c, word);
    return word * 64 + (bits ? __builtin_ctzll(bits) : 0);
}

/* The last open day whose bit is kept, or the day before the first bit. */
static int32_t previous_kept(const struct vmi_calendar *c, int32_t day)
{
    int word = day / 64;
    uint64_t bits = open_bits(c, word) & UINT64_MAX >> (63 - day % 64);
    while (!bits && --word >= 0)
        bits = open_bits(c, word);
    return bits ? word * 64 + 63 - __builtin_clzll(bits) : -1;
}

int32_t vmi_calendar_on_or_after(const struct vmi_calendar *c, int32_t day)
{
    bool weekly = c && !c->rule && c->weekdays;
    if (!c || !exists(day))
        return exists(day) ? day : VMI_DAY_NONE;
    if (c->closed && day < 0) {
        int32_t next = weekly ? vmi_weekdays_next(c->weekdays, day) : 0;
        if (next < 0)
            return next;
        day = 0;
    }
    if (is_kept(c, day)) {
        day = next_kept(c, day);
        if (day <= LAST_BIT)
            return day;
    }
    int32_t next = weekly ? vmi_weekdays_next(c->weekdays, day) : VMI_DAY_NONE;
    return exists(next) ? next : VMI_DAY_NONE;
}

static int32_t previous_weekday(const struct vmi_calendar *c, int32_t day)
{
    while (!on_weekday(c, day))
        day--;
    return day;
}

int32_t vmi_calendar_on_or_before(const struct vmi_calendar *c, int32_t day)
{
    bool weekly = c && !c->rule && c->weekdays;
    if (!c || !exists(day))
        return exists(day) ? day : VMI_DAY_NONE;
    if (c->closed && day > LAST_BIT) {
        int32_t previous = weekly ? previous_weekday(c, day) : LAST_BIT;
        if (previous > LAST_BIT)
            return previous;
        day = LAST_BIT;
    }
    if (is_kept(c, day)) {
        day = previous_kept(c, day);
        if (day >= 0)
            return day;
    }
    int32_t previous = weekly ? previous_weekday(c, day) : VMI_DAY_NONE;
    return exists(previous) ? previous : VMI_DAY_NONE;
}

/* Goes on from *DAY by as many whole weeks as have fewer than *N open days, where weekdays alone count. */
static void pass_weeks(const struct vmi_calendar *c, int32_t *day, int32_t *n)
{
    int32_t a_week = c->weekdays ? __builtin_popcount(c->weekdays) : 1;
    int32_t end = c->closed && *day < 0 ? -1 : VMI_DAY_LAST;
    int32_t weeks = (*n - 1) / a_week, room = (end - *day) / 7;
    if (weeks > room)
        weeks = room;
    if (weeks > 0)
        *day += weeks * 7, *n -= weeks * a_week;
}

/* Goes on from *DAY by as many words as have fewer than *N open days behind it. */
static void pass_words(const struct vmi_calendar *c, int32_t *day, int32_t *n)
{
    for (int word = (*day + 1) / 64; is_kept(c, *day + 1) && (*day + 1) % 64 == 0; word++) {
        int open = __builtin_popcountll(open_bits(c, word));
        if (open >= *n)
            return;
        *day += 64, *n -= open;
    }
}

int32_t vmi_calendar_open_days_after(const struct vmi_calendar *c, int32_t day, int32_t n)
{
    if (n < 0 || !exists(day))
        return VMI_DAY_NONE;
    if (!c)
        return vmi_day_after(day, n);
    if (n == 0)
        return vmi_calendar_on_or_after(c, day);
    while (n > 0 && day < VMI_DAY_LAST) {
        if (is_kept(c, day + 1))
            pass_words(c, &day, &n);
        if (!is_kept(c, day + 1) && !c->rule && day < VMI_DAY_LAST)
            pass_weeks(c, &day, &n);
        int32_t next = day < VMI_DAY_LAST ? vmi_calendar_on_or_after(c, day + 1) : VMI_DAY_NONE;
        if (next == VMI_DAY_NONE)
            return VMI_DAY_NONE;
        day = next, n--;
    }
    return n ? VMI_DAY_NONE : day;
}

int32_t vmi_calendar_longest_gap(const struct vmi_calendar *c)
{
    return c ? c->longest_gap : 1;
}

int32_t vmi_calendar_last_exception(const struct vmi_calendar *c)
{
    if (!c || !c->closed || c->rule)
        return VMI_DAY_NONE;
    for (int word = VMI_DAY_SET_WORDS - 1; word >= 0; word--)
        if (c->closed->words[word])
            return word * 64 + 63 - __builtin_clzll(c->closed->words[word]);
    return VMI_DAY_NONE;
}

struct vmi_slice vmi_calendar_text(const struct vmi_calendar *c)
{
    return c ? c->text : VMI_SLICE_NONE;
}
