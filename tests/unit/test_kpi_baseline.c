/* Two runs beside each other: what differs, and how sure that is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/bootstrap.h"
#include "vmi/kpi.h"

enum { ITEMS = 12, DAYS = 40 };

/* Items 0 to ITEMS - 1 less those before FIRST, at two places, one of which tells what it could not fill. */
static struct vmi_history *random_ledger(uint64_t *state, int first)
{
    static char names[ITEMS][4];
    static const enum vmi_measure measures[] = {VMI_ON_HAND, VMI_SOLD, VMI_SOLD, VMI_RECEIVED, VMI_UNFILLED};
    struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error;
    bool good = true;
    for (int i = 0; i < 600; i++) {
        struct vmi_activity record;
        vmi_record_clear(&vmi_activity_type, &record);
        int item = first + chance_below(state, ITEMS - first);
        snprintf(names[item], sizeof names[item], "%02d", item);
        record.measure = measures[chance_below(state, item % 3 ? 4 : 5)];
        record.sku = vmi_slice_of(names[item]);
        record.location = vmi_slice_of(item % 3 ? "A" : "B");
        record.date = vmi_date_of_day(ledger_day("2026-03-01") + chance_below(state, DAYS));
        record.quantity = (vmi_decimal)chance_below(state, 90) * VMI_DECIMAL_ONE / 10;
        good = vmi_history_add(history, &record, &error) && good;
    }
    ok(vmi_history_settle(history, &error) && good, "a ledger");
    return history;
}

/* Of all items, those at A in a group. */
static struct vmi_kpi *measure(struct vmi_history *history, const struct vmi_kpi_split *split, bool keeps)
{
    static const uint32_t group = 0;
    static const struct vmi_kpi_group at_a = {.location = VMI_SLICE("A")};
    struct vmi_kpi *kpi = vmi_kpi_new(history, VMI_DAY_NONE, vmi_history_as_of(history), split);
    struct vmi_terms terms = ledger_terms("unit_cost=2 unit_price=3 holding_rate=0.2 min=3 max=40 lead_time=2");
    bool good = true;
    vmi_kpi_add_group(kpi, &at_a);
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        vmi_kpi_group_target(kpi, 0, &vmi_kpi_rows[i], 0, NAN);
    if (keeps)
        vmi_kpi_keep_items(kpi);
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        const struct vmi_facts *facts = ledger_facts(history, i);
        good = vmi_kpi_add(kpi, facts, &terms, &group, vmi_slice_is(facts->item->location, "A")) && good;
    }
    ok(good, "all are measured");
    return kpi;
}

/* What each item of a place adds to a metric, out of a run that tells them apart. */
static size_t units_of(struct vmi_history *history, const char *metric, struct vmi_slice location, struct vmi_bootstrap_unit units[ITEMS])
{
    static const struct vmi_kpi_split each = {.location = true, .sku = true};
    size_t count, n = 0;
    bool missed;
    struct vmi_kpi *kpi = measure(history, &each, false);
    const struct vmi_metric *list = vmi_kpi_figures(kpi, &count, &missed);
    for (size_t i = 0; i < count; i++) {
        if (!vmi_slice_is(list[i].metric, metric) || !list[i].sku.length || (location.length && !vmi_slice_equal(list[i].location, location)))
            continue;
        units[n] = (struct vmi_bootstrap_unit){isnan(list[i].numerator) ? 0 : list[i].numerator, list[i].denominator};
        n++;
    }
    vmi_kpi_free(kpi);
    return n;
}

/* Without those that add nothing; of pairs, to neither side. */
static size_t used_of(struct vmi_bootstrap_unit *units, struct vmi_bootstrap_unit *others, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        bool some = units[i].numerator != 0 || units[i].denominator != 0;
        if (others)
            some |= others[i].numerator != 0 || others[i].denominator != 0;
        if (!some)
            continue;
        units[n] = units[i];
        if (others)
            others[n] = others[i];
        n++;
    }
    return n;
}

static const struct vmi_metric *same_figure(const struct vmi_metric *list, size_t count, const struct vmi_metric *m)
{
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_equal(list[i].metric, m->metric) && vmi_slice_equal(list[i].scope, m->scope) && vmi_slice_equal(list[i].location, m->location))
            return &list[i];
    return NULL;
}

static bool near(double got, double expected)
{
    return isnan(got) == isnan(expected) && (isnan(got) || fabs(got - expected) <= 1e-9 * (1 + fabs(expected)));
}

static bool is_count(const struct vmi_metric *m)
{
    return vmi_kpi_find(m->metric)->form == VMI_KPI_COUNT;
}

/* A figure of A against that of B, with the items of both drawn by who asks. */
static bool is_right(const struct vmi_metric *m, const struct vmi_metric *there, struct vmi_history *now, struct vmi_history *before, bool paired)
{
    struct vmi_bootstrap_unit a[ITEMS], b[ITEMS];
    char name[64];
    snprintf(name, sizeof name, "%.*s", VMI_SLICE_PRINT(m->metric));
    double scale = is_count(m) ? m->denominator : 1;
    double baseline = is_count(m) ? there->value / there->denominator * scale : there->value;
    size_t n = units_of(now, name, m->location, a), k = units_of(before, name, m->location, b);
    struct vmi_bootstrap_interval interval;
    if (paired) {
        n = used_of(a, b, n);
        interval = vmi_bootstrap_paired(a, b, n, 0.95);
    } else {
        n = used_of(a, NULL, n);
        k = used_of(b, NULL, k);
        interval = vmi_bootstrap_difference(a, n, b, k, 0.95);
    }
    bool known = !isnan(m->value) && !isnan(baseline);
    bool right = near(m->baseline, baseline) && near(m->difference, m->value - baseline);
    right &= near(m->low, known ? interval.low * scale : NAN) && near(m->high, known ? interval.high * scale : NAN);
    if (!right)
        note("%s of %.*s: %g %g [%g, %g], expected %g [%g, %g]", name, VMI_SLICE_PRINT(m->location), m->baseline, m->difference, m->low, m->high, baseline, interval.low * scale,
             interval.high * scale);
    return right;
}

static void test_figures(bool paired, uint64_t seed)
{
    static const struct vmi_kpi_split split = {.location = true};
    uint64_t state = seed;
    struct vmi_history *now = random_ledger(&state, 0), *before = random_ledger(&state, paired ? 0 : 2);
    struct vmi_kpi *a = measure(now, &split, true), *b = measure(before, &split, true), *alone = measure(now, &split, false);
    size_t count, there_count, alone_count, bad = 0, intervals = 0;
    bool missed;
    const struct vmi_metric *plain = vmi_kpi_figures(alone, &alone_count, &missed), *there = vmi_kpi_figures(b, &there_count, &missed);
    vmi_kpi_baseline(a, b);
    const struct vmi_metric *list = vmi_kpi_figures(a, &count, &missed);
    ok(count == alone_count && count == 4 * vmi_kpi_row_count, "a total, two places and a group");
    for (size_t i = 0; i < count; i++) {
        bad += !near(list[i].value, plain[i].value) || !near(list[i].margin, plain[i].margin);
        bad += !is_right(&list[i], same_figure(there, there_count, &list[i]), now, before, paired);
        intervals += !isnan(list[i].low) && list[i].low < list[i].high;
    }
    ok(!bad && intervals > 40, "seed %llu: %zu of %zu figures differ, %zu intervals", (unsigned long long)seed, bad, count, intervals);
    vmi_kpi_free(a);
    vmi_kpi_free(b);
    vmi_kpi_free(alone);
    vmi_history_free(now);
    vmi_history_free(before);
}

/* A place that the other side does not have is held against nothing. */
static void test_alone(void)
{
    static const struct vmi_kpi_split split = {.location = true};
    static const char *const here[] = {"2026-01-01|on_hand|4", "2026-01-02|sold|1", "2026-01-01|on_hand|4||||M|x", NULL}, *const other[] = {"2026-01-01|on_hand|2", NULL};
    struct vmi_history *now = ledger(here, NULL, NULL), *before = ledger(other, NULL, NULL);
    struct vmi_kpi *a = measure(now, &split, true), *b = measure(before, &split, true);
    size_t count;
    bool missed;
    vmi_kpi_baseline(a, b);
    const struct vmi_metric *list = vmi_kpi_figures(a, &count, &missed);
    for (size_t i = 0; i < count; i++) {
        if (!vmi_slice_is(list[i].metric, "average_stock"))
            continue;
        if (vmi_slice_is(list[i].location, "M"))
            ok(isnan(list[i].baseline) && isnan(list[i].difference) && isnan(list[i].low), "there is no M in the baseline");
        if (vmi_slice_is(list[i].location, "L"))
            ok(list[i].baseline == 2 && list[i].difference == 1.5 && isnan(list[i].low) && isnan(list[i].high), "one item is sure of nothing");
    }
    vmi_kpi_free(a);
    vmi_kpi_free(b);
    vmi_history_free(now);
    vmi_history_free(before);
}

int main(void)
{
    for (uint64_t seed = 1; seed <= 3; seed++) {
        test_figures(true, seed);
        test_figures(false, seed);
    }
    test_alone();
    return done();
}
