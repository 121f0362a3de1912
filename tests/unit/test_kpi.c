#include <math.h>
#include <stdio.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/kpi.h"

/* Figures of the total: "value numerator denominator missing", NaN is empty. In the order of the names below. */
static const char *const names[] = {"average_stock", "customer_fill_rate", "days_of_supply", "stockout_days", "stockout_share", "turns"};

struct figure {
    double value, numerator, denominator, missing;
};

static const struct {
    const char *name, *rows[10], *since, *through, *terms;
    struct figure figures[6];
} cases[] = {
    /* stock at the end of the days 1 to 4: 10, 6, 0, 20 */
    {"four days",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4", "2026-01-03|sold|6", "2026-01-03|unfilled|2", "2026-01-04|on_hand|20"},
     NULL,
     "2026-01-04",
     NULL,
     {{9, 36, 4, 0}, {10.0 / 12, 10, 12, 0}, {3.6, 36, 10, 0}, {1, 1, 4, 0}, {0.25, 1, 4, 0}, {3650.0 / 36, 3650, 36, 0}}},
    {"from the third day on",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4", "2026-01-03|sold|6", "2026-01-03|unfilled|2", "2026-01-04|on_hand|20"},
     "2026-01-03",
     "2026-01-04",
     NULL,
     {{10, 20, 2, 0}, {6.0 / 8, 6, 8, 0}, {20.0 / 6, 20, 6, 0}, {1, 1, 2, 0}, {0.5, 1, 2, 0}, {2190.0 / 20, 2190, 20, 0}}},
    {"through the second day",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4", "2026-01-03|sold|6", "2026-01-03|unfilled|2", "2026-01-04|on_hand|20"},
     NULL,
     "2026-01-02",
     NULL,
     {{8, 16, 2, 0}, {1, 4, 4, 0}, {4, 16, 4, 0}, {0, 0, 2, 0}, {0, 0, 2, 0}, {1460.0 / 16, 1460, 16, 0}}},
    /* the location never says what it could not fill */
    {"no report of what was not filled",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4"},
     NULL,
     "2026-01-02",
     NULL,
     {{8, 16, 2, 0}, {NAN, 0, 0, 1}, {4, 16, 4, 0}, {0, 0, 2, 0}, {0, 0, 2, 0}, {1460.0 / 16, 1460, 16, 0}}},
    /* stock is seen on the days 3 and 4 alone, 10 and 10, and stands for all four */
    {"stock is seen on half the days",
     {"2026-01-01|sold|3", "2026-01-03|on_hand|10", "2026-01-04|on_hold|0"},
     NULL,
     "2026-01-04",
     NULL,
     {{10, 40, 4, 0.5}, {NAN, 0, 0, 1}, {40.0 / 3, 40, 3, 0.5}, {0, 0, 2, 0.5}, {0, 0, 2, 0.5}, {1095.0 / 40, 1095, 40, 0.5}}},
    /* within the three days of one sale nobody sees the stock: 10, ?, ?, 4 */
    {"a sale over days",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|6|||2026-01-04"},
     NULL,
     "2026-01-04",
     NULL,
     {{7, 28, 4, 0.5}, {NAN, 0, 0, 1}, {28.0 / 6, 28, 6, 0.5}, {0, 0, 2, 0.5}, {0, 0, 2, 0.5}, {2190.0 / 28, 2190, 28, 0.5}}},
    /* the report tells of all seven days of its week */
    {"days without stock as reported",
     {"2026-01-04|on_hand|20", "2026-01-05|sold|14|||2026-01-11", "2026-01-05|stockout_days|2|||2026-01-11"},
     NULL,
     "2026-01-11",
     NULL,
     {{13, 104, 8, 0.75}, {NAN, 0, 0, 1}, {104.0 / 14, 104, 14, 0.75}, {2, 2, 8, 0}, {0.25, 2, 8, 0}, {5110.0 / 104, 5110, 104, 0.75}}},
    {"an item that nobody ever wanted",
     {"2026-01-01|on_hand|0", "2026-01-02|on_hand|0"},
     NULL,
     "2026-01-02",
     NULL,
     {{0, 0, 2, 0}, {NAN, 0, 0, 1}, {NAN, 0, 0, 0}, {NAN, NAN, 0, NAN}, {NAN, NAN, 0, NAN}, {NAN, 0, 0, 0}}},
    {"sales alone, no stock",
     {"2026-01-01|sold|3", "2026-01-02|sold|5"},
     NULL,
     "2026-01-02",
     NULL,
     {{NAN, 0, 0, 1}, {NAN, 0, 0, 1}, {NAN, 0, 0, 1}, {NAN, NAN, 0, 1}, {NAN, NAN, 0, 1}, {NAN, 0, 0, 1}}},
    {"days behind the last report are not seen",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4"},
     NULL,
     "2026-01-04",
     NULL,
     {{8, 32, 4, 0.5}, {NAN, 0, 0, 1}, {4, 16, 4, 0.5}, {0, 0, 2, 0.5}, {0, 0, 2, 0.5}, {1460.0 / 16, 1460, 16, 0.5}}},
    {"a silence is not seen under feed_days",
     {"2026-01-01|on_hand|10", "2026-01-04|on_hand|10", "2026-01-04|sold|1"},
     NULL,
     "2026-01-04",
     "feed_days=1",
     {{10, 40, 4, 0.5}, {NAN, 0, 0, 1}, {20, 20, 1, 0.5}, {0, 0, 2, 0.5}, {0, 0, 2, 0.5}, {365.0 / 20, 365, 20, 0.5}}},
    {"nothing in the period",
     {"2026-01-05|on_hand|10"},
     NULL,
     "2026-01-02",
     NULL,
     {{NAN, 0, 0, NAN}, {NAN, 0, 0, NAN}, {NAN, 0, 0, NAN}, {NAN, NAN, 0, NAN}, {NAN, NAN, 0, NAN}, {NAN, 0, 0, NAN}}},
};

static const struct vmi_kpi_split whole;

static void choose(struct vmi_kpi *kpi)
{
    for (size_t i = 0; i < VMI_COUNT(names); i++)
        vmi_kpi_choose(kpi, vmi_kpi_find(vmi_slice_of(names[i])));
}

static struct vmi_kpi *measure(struct vmi_history *history, const char *since, const char *through, const struct vmi_kpi_split *split, const struct vmi_terms *terms)
{
    struct vmi_kpi *kpi = vmi_kpi_new(history, ledger_day(since), ledger_day(through), split);
    bool good = true;
    choose(kpi);
    for (size_t i = 0; i < vmi_history_count(history); i++)
        good = vmi_kpi_add(kpi, ledger_facts(history, i), terms, NULL, 0) && good;
    ok(good, "all items are measured");
    return kpi;
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_history *history = ledger(cases[i].rows, NULL, NULL);
        struct vmi_terms terms = ledger_terms(cases[i].terms);
        struct vmi_kpi *kpi = measure(history, cases[i].since, cases[i].through, &whole, &terms);
        size_t count;
        bool missed;
        const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
        is_long((long long)count, 6, "%s: six figures", cases[i].name);
        ok(!missed, "%s: no target, none missed", cases[i].name);
        for (size_t j = 0; j < count && j < 6; j++) {
            const struct figure *expected = &cases[i].figures[j];
            is_slice(figures[j].metric, names[j], "%s: the next metric", cases[i].name);
            is_slice(figures[j].scope, "total", "of the total");
            is_near(figures[j].value, expected->value, 1e-12, "%s: %s", cases[i].name, names[j]);
            is_near(figures[j].numerator, expected->numerator, 1e-12, "%s: %s, numerator", cases[i].name, names[j]);
            is_near(figures[j].denominator, expected->denominator, 1e-12, "%s: %s, denominator", cases[i].name, names[j]);
            is_near(figures[j].missing, expected->missing, 1e-12, "%s: %s, missing", cases[i].name, names[j]);
            ok(figures[j].unit.length && figures[j].definition.length && !figures[j].status.text, "it is explained");
        }
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
}

/* 0.1 + 0.2 + 0.3 in binary depends on where one begins. */
static void test_order_of_sums(void)
{
    static const char *const rows[] = {"2026-01-01|sold|0.1||A", "2026-01-01|sold|0.2||B", "2026-01-01|sold|0.3||C", "2026-01-01|unfilled|1", NULL};
    static const size_t orders[2][4] = {{0, 1, 2, 3}, {2, 1, 0, 3}};
    for (size_t i = 0; i < VMI_COUNT(orders); i++) {
        struct vmi_history *history = ledger(rows, NULL, orders[i]);
        struct vmi_terms terms = ledger_terms(NULL);
        struct vmi_kpi *kpi = measure(history, NULL, "2026-01-01", &whole, &terms);
        size_t count;
        bool missed;
        const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
        ok(figures[1].numerator == 0.6, "sales add up exactly, in any order: %.17g", figures[1].numerator);
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
}

/* Whatever is told apart, numerators and denominators add up to the total's. */
static void test_parts(void)
{
    static const char *const rows[] = {
        "2026-01-01|on_hand|10||||A|1", "2026-01-02|sold|4||||A|1", "2026-01-02|unfilled|1||||A|1", "2026-01-01|on_hand|3||||A|2", "2026-01-03|sold|3||||A|2",
        "2026-01-02|on_hand|8||||B|1",  "2026-01-03|sold|8||||B|1", "2026-01-04|on_hand|5||||B|1",  "2026-01-03|sold|2||||C|3",    NULL};
    static const struct {
        struct vmi_kpi_split by;
        size_t parts;
        const char *scope;
    } splits[] = {{{.location = true}, 3, "location"},
                  {{.sku = true}, 3, "sku"},
                  {{.location = true, .sku = true}, 4, "location;sku"},
                  {{.terms.bits = {UINT64_C(1) << VMI_TERM_CLASS}}, 1, "class"},
                  {{.terms.bits = {UINT64_C(1) << VMI_TERM_SOURCE}}, 1, "source"},
                  {{.sku = true, .period = VMI_KPI_WEEK}, 3, "sku;week"},
                  {{.period = VMI_KPI_MONTH}, 1, "month"}};
    struct vmi_terms terms = ledger_terms("class=A source=DC1");
    for (size_t i = 0; i < VMI_COUNT(splits); i++) {
        struct vmi_history *history = ledger(rows, NULL, NULL);
        struct vmi_kpi *kpi = measure(history, NULL, "2026-01-04", &splits[i].by, &terms);
        size_t count, each = splits[i].parts + 1;
        bool missed;
        const struct vmi_metric *f = vmi_kpi_figures(kpi, &count, &missed);
        is_long((long long)count, (long long)(6 * each), "by %s: how many figures", splits[i].scope);
        for (size_t j = 0; j + each <= count; j += each) {
            double above = 0, below = 0, whole_above = NAN, whole_below = NAN;
            for (size_t k = j; k < j + each; k++) {
                bool total = vmi_slice_is(f[k].scope, "total");
                if (total)
                    whole_above = f[k].numerator, whole_below = f[k].denominator;
                else
                    above += isnan(f[k].numerator) ? 0 : f[k].numerator, below += f[k].denominator;
                if (k > j)
                    ok(vmi_slice_compare(f[k - 1].scope, f[k].scope) <= 0 &&
                           (!vmi_slice_equal(f[k - 1].scope, f[k].scope) || vmi_slice_compare(f[k - 1].location, f[k].location) <= 0),
                       "in byte order");
                if (!total)
                    is_slice(f[k].scope, splits[i].scope, "the part's scope");
            }
            is_near(above, whole_above, 1e-12, "by %s: numerators of %.*s add up", splits[i].scope, VMI_SLICE_PRINT(f[j].metric));
            is_near(below, whole_below, 1e-12, "by %s: denominators of %.*s add up", splits[i].scope, VMI_SLICE_PRINT(f[j].metric));
        }
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
}

static const struct {
    double at_least, at_most;
    const char *target, *status;
    bool missed;
} targets[] = {
    {NAN, NAN, NULL, NULL, false},     {0.8, NAN, ">=0.8", "met", false},   {0.9, NAN, ">=0.9", "missed", true},
    {NAN, 0.9, "<=0.9", "met", false}, {NAN, 0.5, "<=0.5", "missed", true}, {0.5, 0.9, ">=0.5;<=0.9", "met", false},
};

static void test_targets(void)
{
    struct vmi_terms terms = ledger_terms(NULL);
    for (size_t i = 0; i < VMI_COUNT(targets); i++) {
        struct vmi_history *history = ledger(cases[0].rows, NULL, NULL);
        struct vmi_kpi *kpi = measure(history, NULL, "2026-01-04", &whole, &terms);
        size_t count;
        bool missed;
        vmi_kpi_target(kpi, vmi_kpi_find(VMI_SLICE("customer_fill_rate")), targets[i].at_least, targets[i].at_most);
        const struct vmi_metric *f = vmi_kpi_figures(kpi, &count, &missed);
        is_slice(f[1].target, targets[i].target, "target %zu, written", i);
        is_slice(f[1].status, targets[i].status, "target %zu of a fill rate of 0.833", i);
        ok(missed == targets[i].missed, "target %zu is missed or not", i);
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
    struct vmi_history *history = ledger(cases[3].rows, NULL, NULL);
    struct vmi_kpi *kpi = measure(history, NULL, "2026-01-02", &whole, &terms);
    size_t count;
    bool missed;
    vmi_kpi_target(kpi, vmi_kpi_find(VMI_SLICE("customer_fill_rate")), 0.9, NAN);
    is_slice(vmi_kpi_figures(kpi, &count, &missed)[1].status, "unknown", "a figure that is not there is unknown");
    ok(!missed, "and not missed");
    vmi_kpi_free(kpi);
    vmi_history_free(history);
}

/* Items in groups: 0 holds them all, 1 the items 1 of A and B, 2 none. */
static const char *const grouped[] = {
    "2026-01-01|on_hand|10||||A|1", "2026-01-02|sold|4||||A|1", "2026-01-02|unfilled|1||||A|1", "2026-01-01|on_hand|3||||A|2", "2026-01-03|sold|3||||A|2",
    "2026-01-02|on_hand|8||||B|1",  "2026-01-03|sold|8||||B|1", "2026-01-04|on_hand|5||||B|1",  "2026-01-03|sold|2||||C|3",    NULL};

static struct vmi_kpi *measure_groups(struct vmi_history *history, const struct vmi_terms *terms)
{
    struct vmi_kpi *kpi = vmi_kpi_new(history, VMI_DAY_NONE, ledger_day("2026-01-04"), &(struct vmi_kpi_split){.location = true, .sku = true});
    char word[] = "source DC1|DC2, life new";
    choose(kpi);
    struct vmi_kpi_group texts = {.location = VMI_SLICE("A|B"), .sku = VMI_SLICE("1"), .others = vmi_slice_of(word)};
    bool good = true;
    is_long(vmi_kpi_add_group(kpi, &(struct vmi_kpi_group){.class = VMI_SLICE("A")}), 0, "the first group");
    is_long(vmi_kpi_add_group(kpi, &texts), 1, "the second");
    is_long(vmi_kpi_add_group(kpi, &(struct vmi_kpi_group){.sku = VMI_SLICE("X*")}), 2, "the third");
    memset(word, 'x', sizeof word - 1); /* texts are copied */
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        uint32_t groups[] = {0, 1};
        good = vmi_kpi_add(kpi, ledger_facts(history, i), terms, groups, vmi_slice_is(item->sku, "1") ? 2 : 1) && good;
    }
    ok(good, "all items are measured");
    return kpi;
}

/* What a group is asked is judged on its own figure, and on no other; groups that are asked nothing have none. */
static void test_group_targets(void)
{
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_history *history = ledger(grouped, NULL, NULL);
    struct vmi_kpi *kpi = measure_groups(history, &terms);
    const struct vmi_kpi_row *fill = vmi_kpi_find(VMI_SLICE("customer_fill_rate")), *share = vmi_kpi_find(VMI_SLICE("stockout_share"));
    size_t count;
    bool missed;
    vmi_kpi_figures(kpi, &count, &missed);
    is_long((long long)count, 30, "nothing is asked of a group: figures of the total and four parts");
    vmi_kpi_target(kpi, fill, 0.5, NAN);
    vmi_kpi_group_target(kpi, 2, fill, 0.9, NAN);
    vmi_kpi_group_target(kpi, 1, share, NAN, 0.4); /* the other way round than the registry has them */
    vmi_kpi_group_target(kpi, 1, fill, 0.7, NAN);
    const struct vmi_metric *f = vmi_kpi_figures(kpi, &count, &missed);
    ok(!missed, "none is missed");
    vmi_kpi_group_target(kpi, 1, fill, 0.85, NAN);
    f = vmi_kpi_figures(kpi, &count, &missed);
    ok(missed, "one of a group is missed, and it is said");
    is_long((long long)count, 33, "a figure more for each that is asked");
    for (size_t i = 0; i < 30; i++)
        ok(!vmi_slice_is(f[i].scope, "match") && !vmi_slice_is(f[i].status, "missed"), "no total and no part is judged by it");
    /* A/1 sold 4 and not 1, A/2 sold 3 where unfilled is reported, B/1 sold 8 where it is not */
    is_slice(f[30].metric, "customer_fill_rate", "the first of group 1, in the registry's order");
    is_near(f[30].value, 4.0 / 5, 1e-12, "its own figure");
    is_slice(f[30].status, "missed", "is missed");
    is_slice(f[30].target, ">=0.85", "by this target");
    is_slice(f[30].scope, "match", "the scope");
    is_slice(f[30].location, "A|B", "texts of the group");
    is_slice(f[30].sku, "1", "in their columns");
    ok(!f[30].class.length, "no class is asked for");
    is_slice(f[30].definition, "units sold / (units sold + units unfilled), where the location reports what it could not fill; items of source DC1|DC2, life new",
             "what has no column stands in the definition");
    /* the stock of A/1 is seen through the last closed day of A, 10 6 6; that of B/1 is 8 0 5 */
    is_slice(f[31].metric, "stockout_share", "the second");
    is_near(f[31].numerator, 1, 1e-12, "a day without stock");
    is_near(f[31].denominator, 6, 1e-12, "of six");
    is_slice(f[31].status, "met", "is met");
    is_slice(f[32].sku, "X*", "a group without items");
    is_slice(f[32].status, "unknown", "is unknown");
    ok(isnan(f[32].value) && f[32].denominator == 0, "and has no value");
    vmi_kpi_free(kpi);
    vmi_history_free(history);
}

/* The sums of a group are those of its items. */
static void test_group_sums(void)
{
    enum { SIX = VMI_COUNT(names) };
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_history *history = ledger(grouped, NULL, NULL);
    struct vmi_kpi *kpi = measure_groups(history, &terms);
    size_t count, at = 0;
    bool missed;
    for (size_t i = 0; i < SIX; i++)
        for (uint32_t group = 0; group < 2; group++)
            vmi_kpi_group_target(kpi, group, vmi_kpi_find(vmi_slice_of(names[i])), 0, NAN);
    const struct vmi_metric *f = vmi_kpi_figures(kpi, &count, &missed), *groups = f + 30;
    is_long((long long)count, 42, "two groups of six figures");
    for (size_t i = 0; i < 2 * SIX; i++) {
        double above = 0, below = 0;
        at = i == SIX ? 0 : at;
        while (at < vmi_kpi_row_count && !vmi_slice_is(groups[i].metric, vmi_kpi_rows[at].name))
            at++;
        ok(at++ < vmi_kpi_row_count, "in the registry's order");
        for (size_t j = 0; j < 30; j++) {
            bool held = i < SIX ? vmi_slice_is(f[j].scope, "total") : f[j].location.length && vmi_slice_is(f[j].sku, "1");
            if (!vmi_slice_equal(f[j].metric, groups[i].metric) || !held)
                continue;
            above += isnan(f[j].numerator) ? 0 : f[j].numerator;
            below += f[j].denominator;
        }
        ok(groups[i].numerator == above && groups[i].denominator == below, "%.*s of group %zu: %g / %g, of its items %g / %g", VMI_SLICE_PRINT(groups[i].metric), i / SIX,
           groups[i].numerator, groups[i].denominator, above, below);
    }
    vmi_kpi_free(kpi);
    vmi_history_free(history);
}

int main(void)
{
    test_table();
    test_order_of_sums();
    test_parts();
    test_targets();
    test_group_targets();
    test_group_sums();
    return done();
}
