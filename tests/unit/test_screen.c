#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/screen.h"
#include "vmi/seen.h"
#include "vmi/summary.h"

/*
 * Whatever comes, everything is in one place: records written, set aside and duplicates are the quantities of all rows.
 * The files are made by chance, and their quantities are counted while they are made.
 */

struct chance {
    uint64_t state;
    struct vmi_buffer text;
    uint64_t quantities;
};

static const char *one_of(struct chance *c, const char *const *words, int count)
{
    return words[chance_below(&c->state, count)];
}

static void put_cells(struct chance *c, const char *separator)
{
    static const char *const places[] = {"S1", "S1", "S2", ""};
    static const char *const skus[] = {"1", "1", "2", "3", ""};
    static const char *const dates[] = {"2026-01-01", "2026-01-01", "2026-01-02", "2026-01-03T10:00:00Z", "", "yesterday", "2026-W02"};
    static const char *const lots[] = {"", "", "A", "B"}, *const refs[] = {"", "P1", "P2"}, *const units[] = {"", "EA", "CS", "BX"};
    vmi_buffer_print(&c->text, "%s%s%s%s%s%s", one_of(c, places, 4), separator, one_of(c, skus, 5), separator, one_of(c, dates, 7), separator);
    vmi_buffer_print(&c->text, "%s%s%s%s%s", one_of(c, lots, 4), separator, one_of(c, refs, 3), separator, one_of(c, units, 4));
}

static const char *const quantities[] = {"1", "1", "2", "3", "0.5", "-4", "9100000000000", "x", "1,5"};

static void make_wide(struct chance *c)
{
    static const char *const sets[] = {"on_hand,available,allocated,sold", "gross,on_hold,max,forecast", "available,gross,on_hand,counted", "stock,on_order,received,ordered"};
    vmi_buffer_print(&c->text, "location,sku,date,lot,ref,unit,%s\n", one_of(c, sets, 4));
    for (int i = chance_below(&c->state, 40); i > 0; i--) {
        int filled = 0;
        put_cells(c, ",");
        for (int j = 0; j < 4; j++) {
            bool empty = chance_below(&c->state, 3) == 0;
            filled += !empty;
            vmi_buffer_print(&c->text, ",%s", empty ? "" : one_of(c, quantities, 8));
        }
        bool cut = chance_below(&c->state, 12) == 0; /* a cell too many */
        vmi_buffer_print(&c->text, cut ? ",\n" : "\n");
        c->quantities += cut ? 1 : (uint64_t)filled;
        if (!cut && !filled)
            c->quantities += UINT64_C(1) << 32; /* whether it is one depends on its key */
    }
}

static void make_long(struct chance *c)
{
    static const char *const measures[] = {"on_hand", "available", "gross", "allocated", "on_hold", "sold", "received", "ordered", "max", "forecast", "counted", "sodl"};
    vmi_buffer_print(&c->text, "location;sku;date;lot;ref;unit;measure;quantity\n");
    for (int i = chance_below(&c->state, 60); i > 0; i--) {
        put_cells(c, ";");
        vmi_buffer_print(&c->text, ";%s;%s\n", one_of(c, measures, 12), one_of(c, quantities, 9));
        c->quantities++;
    }
}

static void terms_of(void *context, struct vmi_slice location, struct vmi_slice sku, struct vmi_terms *terms)
{
    (void)context, (void)location;
    vmi_terms_init(terms);
    if (vmi_slice_is(sku, "1")) {
        terms->unit = VMI_SLICE("EA");
        terms->units = VMI_SLICE("CS=12");
        terms->negative_on_hand = VMI_NEGATIVE_ERROR;
    }
}

struct tally {
    uint64_t written, aside, empty_rows;
};

static void take(struct tally *t, enum vmi_fate fate)
{
    t->written += fate == VMI_FATE_WRITE;
    t->aside += fate == VMI_FATE_ASIDE;
}

static void release(struct vmi_screen *screen, struct tally *t)
{
    const struct vmi_waiting *waiting;
    struct vmi_error error = {0};
    enum vmi_fate fate;
    while ((fate = vmi_screen_next(screen, &waiting, &error)) != VMI_FATE_NONE)
        take(t, fate);
}

static void read_file(struct vmi_screen *screen, struct vmi_slice text, struct tally *t, struct vmi_summary *summary)
{
    struct vmi_error error = {0};
    struct vmi_activity record;
    enum vmi_next next;
    struct vmi_rows *rows = vmi_rows_open(vmi_source_of_bytes(text, "test", 0), &(struct vmi_rows_options){.any_delimiter = true});
    struct vmi_feed *feed = vmi_feed_open(rows, NULL, &error);
    while (feed && ((next = vmi_feed_next(feed, &record, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD)) {
        struct vmi_reject reject;
        if (next == VMI_NEXT_ROW) {
            take(t, vmi_screen_take(screen, feed, &record, NULL, 0, &error));
            continue;
        }
        vmi_feed_reject(feed, &reject);
        t->aside += reject.records;
    }
    if (feed)
        vmi_summary_add_feed(summary, feed);
    vmi_feed_close(feed);
    vmi_screen_end_file(screen);
    release(screen, t);
}

static struct vmi_screen *new_screen(uint64_t *state)
{
    struct vmi_screen_options options = {
        .terms = chance_below(state, 2) ? terms_of : NULL,
        .as_of = chance_below(state, 2) ? vmi_day_of(2026, 1, 1) : VMI_DAY_NONE,
        .opening = chance_below(state, 2),
        .dedupe = chance_below(state, 2),
        .restate = chance_below(state, 2),
    };
    for (int i = 0; i < VMI_CHECKS; i++) {
        enum vmi_severity severity = (enum vmi_severity)chance_below(state, VMI_SEVERITIES);
        options.severities[i] = vmi_check_allows((enum vmi_check)i, severity) ? severity : vmi_checks[i].preset;
    }
    return vmi_screen_new(&options);
}

static void test_identity(void)
{
    uint64_t state = 4711;
    for (int round = 0; round < rounds(5000); round++) {
        struct chance c = {.state = state + (uint64_t)round * 977, .quantities = 0};
        struct tally t = {0};
        struct vmi_summary summary = {0};
        struct vmi_screen *screen = new_screen(&c.state);
        uint64_t expected = 0, either = 0, duplicates = 0;
        for (int files = 1 + chance_below(&c.state, 3); files > 0; files--) {
            vmi_buffer_clear(&c.text);
            if (chance_below(&c.state, 2))
                make_wide(&c);
            else
                make_long(&c);
            read_file(screen, vmi_buffer_slice(&c.text), &t, &summary);
        }
        vmi_screen_end(screen);
        release(screen, &t);
        vmi_summary_add_screen(&summary, screen);
        for (int i = 0; i < VMI_DUPLICATES; i++)
            duplicates += summary.duplicates[i];
        expected = c.quantities & UINT32_MAX, either = c.quantities >> 32;
        /* A row without a quantity is one record set aside where its key is wrong, else empty. */
        uint64_t got = t.written + t.aside + duplicates + summary.empty;
        if (got != expected + either)
            note("%.*s", (int)c.text.length, c.text.text);
        is_long((long long)got, (long long)(expected + either), "round %d: everything is in one place", round);
        vmi_screen_free(screen);
        vmi_summary_free(&summary);
        vmi_buffer_free(&c.text);
    }
}

/* ---- jumps ------------------------------------------------------------------------------------------------ */

static int compare_levels(const void *a, const void *b)
{
    long long x = *(const long long *)a, y = *(const long long *)b;
    return x < y ? -1 : x > y;
}

/* Twice the median, so that it is whole. */
static long long twice_median(const long long *values, int count)
{
    long long sorted[32];
    memcpy(sorted, values, (size_t)count * sizeof *sorted);
    qsort(sorted, (size_t)count, sizeof *sorted, compare_levels);
    return sorted[(count - 1) / 2] + sorted[count / 2];
}

/* As screen.c says it, by the letter: levels in units of a hundred quanta, so that no rounding tells. */
static bool is_far(const long long *levels, int count, long long level)
{
    long long deviations[32];
    int from = count > 32 ? count - 32 : 0, n = count - from;
    if (n < 8)
        return false;
    long long middle = twice_median(levels + from, n), distance = llabs(2 * level - middle);
    for (int i = 0; i < n; i++)
        deviations[i] = llabs(2 * levels[from + i] - middle);
    double scale = 8 * 1.4826 * (double)twice_median(deviations, n) / 2;
    return (double)distance > scale + 1e-6 && distance > 2 * llabs(middle) && distance > 16;
}

/* Walks up and down with a jump now and then; what is told is held against the formula as it is written. */
static void test_jumps(void)
{
    uint64_t state = 99;
    for (int round = 0; round < rounds(2000); round++) {
        long long levels[120];
        int count = 0, far = 0, scale = 1 << chance_below(&state, 10);
        struct vmi_buffer text = {0};
        struct tally t = {0};
        struct vmi_summary summary = {0};
        struct vmi_screen_options options = {.as_of = VMI_DAY_NONE};
        for (int i = 0; i < VMI_CHECKS; i++)
            options.severities[i] = i == VMI_CHECK_JUMP ? VMI_SEVERITY_NOTE : VMI_SEVERITY_IGNORE;
        struct vmi_screen *screen = vmi_screen_new(&options);
        vmi_buffer_print(&text, "location,sku,on_hand\n");
        for (; count < 120; count++) {
            long long level = chance_below(&state, 20 * scale);
            level *= chance_below(&state, 12) ? 1 : 9;
            level = chance_below(&state, 20) ? level : -level;
            far += is_far(levels, count, level);
            levels[count] = level;
            vmi_buffer_print(&text, "S,1,%lld\n", level);
        }
        read_file(screen, vmi_buffer_slice(&text), &t, &summary);
        is_long((long long)vmi_screen_counts(screen)->checks[VMI_CHECK_JUMP], far, "round %d: jumps", round);
        vmi_screen_free(screen);
        vmi_summary_free(&summary);
        vmi_buffer_free(&text);
    }
}

/* ---- restated levels -------------------------------------------------------------------------------------- */

/* Days near each other, far apart and none, with times and without; every pair that is the same is one. */
static void test_restated(void)
{
    static const char *const measures[] = {"on_hand", "on_hand", "on_order", "sold"};
    uint64_t state = 7;
    for (int round = 0; round < rounds(2000); round++) {
        char lines[100][80];
        int restated = 0, span = 1 << chance_below(&state, 15);
        struct vmi_buffer text = {0};
        struct tally t = {0};
        struct vmi_summary summary = {0};
        struct vmi_screen_options options = {.as_of = VMI_DAY_NONE};
        for (int i = 0; i < VMI_CHECKS; i++)
            options.severities[i] = i == VMI_CHECK_RESTATED ? VMI_SEVERITY_NOTE : VMI_SEVERITY_IGNORE;
        struct vmi_screen *screen = vmi_screen_new(&options);
        vmi_buffer_print(&text, "sku,measure,lot,date,location,quantity\n");
        for (int i = 0; i < 100; i++) {
            char date[VMI_DATE_TEXT_SIZE];
            int measure = chance_below(&state, 4), same = 0;
            vmi_day_format(chance_below(&state, 30) ? 18000 + chance_below(&state, span) : VMI_DAY_FIRST + chance_below(&state, 2), date);
            snprintf(lines[i], sizeof lines[i], "%d,%s,%s,%s%s", chance_below(&state, 3), measures[measure], chance_below(&state, 5) ? "" : "A",
                     measure < 3 && chance_below(&state, 20) == 0 ? "" : date, chance_below(&state, 6) ? "" : "T10:00:00Z");
            if (lines[i][strlen(lines[i]) - 1] == 'Z' && strstr(lines[i], ",T10"))
                *strstr(lines[i], "T10") = '\0';
            for (int j = 0; j < i && measure < 3; j++)
                same |= strcmp(lines[i], lines[j]) == 0;
            restated += same;
            vmi_buffer_print(&text, "%s,S,1\n", lines[i]);
        }
        read_file(screen, vmi_buffer_slice(&text), &t, &summary);
        is_long((long long)t.written, 100, "round %d: all are written", round);
        is_long((long long)vmi_screen_counts(screen)->checks[VMI_CHECK_RESTATED], restated, "round %d: restated", round);
        vmi_screen_free(screen);
        vmi_summary_free(&summary);
        vmi_buffer_free(&text);
    }
}

static void test_seen(void)
{
    struct vmi_seen seen = {0};
    uint64_t again = 0, before = 0;
    for (uint64_t i = 0; i < 20000; i++)
        before += vmi_seen_add(&seen, (struct vmi_slice){(const char *)&i, sizeof i});
    for (uint64_t i = 0; i < 20000; i++)
        again += vmi_seen_add(&seen, (struct vmi_slice){(const char *)&i, sizeof i});
    is_long((long long)before, 0, "nothing was seen before it came");
    is_long((long long)again, 20000, "and all of it afterwards");
    ok(!vmi_seen_add(&seen, VMI_SLICE_NONE) && vmi_seen_add(&seen, VMI_SLICE("")), "no bytes are a thing too");
    vmi_seen_free(&seen);
}

int main(void)
{
    test_identity();
    test_jumps();
    test_restated();
    test_seen();
    return done();
}
