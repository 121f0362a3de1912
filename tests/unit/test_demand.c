#include <math.h>
#include <stdio.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/demand.h"
#include "vmi/moments.h"

/*
 * What is expected are the buckets themselves, of the corrected demand; mean and deviation follow from them by their
 * formulas, worked out here anew. The raw mean is raw_quantity / known.
 */
static const struct {
    const char *name, *rows[10], *as_of, *terms;
    struct vmi_bucket buckets[4];
    int count, zeros, known, stockouts;
    double raw_quantity;
    int set_aside;
} cases[] = {
    {"three days", {"2026-01-05|sold|5", "2026-01-06|sold|3", "2026-01-07|sold|4"}, NULL, NULL, {{1, 5}, {1, 3}, {1, 4}}, 3, 0, 3, 0, 12, 0},
    {"sales of one day are one bucket", {"2026-01-05|sold|5", "2026-01-05|sold|3", "2026-01-06|sold|1"}, NULL, NULL, {{1, 8}, {1, 1}}, 2, 0, 2, 0, 9, 0},
    {"silent days are nought", {"2026-01-05|sold|5", "2026-01-08|sold|3"}, NULL, NULL, {{1, 5}, {1, 3}}, 2, 2, 4, 0, 8, 0},
    {"demand is known from the first level on", {"2026-01-05|on_hand|9", "2026-01-07|sold|2"}, NULL, NULL, {{1, 2}}, 1, 2, 3, 0, 2, 0},
    {"a partner's min does not begin it", {"2026-01-01|min|9", "2026-01-05|sold|2"}, NULL, NULL, {{1, 2}}, 1, 0, 1, 0, 2, 0},
    {"nor does an order", {"2026-01-01|ordered|9||A", "2026-01-05|sold|2"}, NULL, NULL, {{1, 2}}, 1, 0, 1, 0, 2, 0},
    {"another item of the location closes days", {"2026-01-05|sold|5", "2026-01-10|on_hand|1||||L|T"}, NULL, NULL, {{1, 5}}, 1, 5, 6, 0, 5, 0},
    {"one of another location does not", {"2026-01-05|sold|5", "2026-01-10|on_hand|1||||M|S"}, NULL, NULL, {{1, 5}}, 1, 0, 1, 0, 5, 0},
    {"days after the last report are not known", {"2026-01-05|sold|5", "2026-01-08|sold|3"}, "2026-01-20", NULL, {{1, 5}, {1, 3}}, 2, 2, 4, 0, 8, 0},
    {"a day of timed records alone is open", {"2026-01-05T09:00:00Z|sold|5", "2026-01-06T09:00:00Z|sold|3"}, NULL, NULL, {{1, 5}}, 1, 0, 1, 0, 5, 0},
    {"a bare record closes it", {"2026-01-05T09:00:00Z|sold|5", "2026-01-06T09:00:00Z|sold|3", "2026-01-06|on_hand|1"}, NULL, NULL, {{1, 5}, {1, 3}}, 2, 0, 2, 0, 8, 0},
    {"so does a record of a later day",
     {"2026-01-05T09:00:00Z|sold|5", "2026-01-06T09:00:00Z|sold|3", "2026-01-07T09:00:00Z|on_hand|1"},
     NULL,
     NULL,
     {{1, 5}, {1, 3}},
     2,
     0,
     2,
     0,
     8,
     0},
    {"times of one day are one bucket", {"2026-01-05T09:00:00Z|sold|5", "2026-01-05T10:00:00Z|sold|3", "2026-01-05|on_hand|1"}, NULL, NULL, {{1, 8}}, 1, 0, 1, 0, 8, 0},
    {"a week is one bucket", {"2026-01-05|sold|14|||2026-01-11"}, NULL, NULL, {{7, 14}}, 1, 0, 7, 0, 14, 0},
    {"a day, a week and a month side by side",
     {"2026-01-01|sold|5", "2026-01-02|sold|14|||2026-01-08", "2026-01-09|sold|62|||2026-02-08"},
     NULL,
     NULL,
     {{1, 5}, {7, 14}, {31, 62}},
     3,
     0,
     39,
     0,
     81,
     0},
    {"a week and silent days behind it", {"2026-01-05|sold|14|||2026-01-11", "2026-01-14|on_hand|3"}, NULL, NULL, {{7, 14}}, 1, 3, 10, 0, 14, 0},
    {"history ends at history_days", {"2026-01-05|sold|90", "2026-01-08|sold|4", "2026-01-10|sold|2"}, NULL, "history_days=3", {{1, 4}, {1, 2}}, 2, 1, 3, 0, 6, 0},
    {"a week that begins before them is not known", {"2026-01-05|sold|14|||2026-01-11", "2026-01-12|sold|2"}, NULL, "history_days=3", {{1, 2}}, 1, 0, 1, 0, 2, 0},
    {"what came back is less demand", {"2026-01-05|sold|5", "2026-01-05|returned|2", "2026-01-06|sold|1"}, NULL, NULL, {{1, 3}, {1, 1}}, 2, 0, 2, 0, 4, 0},
    {"more may come back than was sold", {"2026-01-05|returned|2", "2026-01-06|sold|1"}, NULL, NULL, {{1, -2}, {1, 1}}, 2, 0, 2, 0, -1, 0},
    {"what was not filled and is lost is demand", {"2026-01-05|sold|5", "2026-01-05|unfilled|2", "2026-01-06|sold|1"}, NULL, NULL, {{1, 7}, {1, 1}}, 2, 0, 2, 0, 8, 0},
    {"what is backordered comes back as a sale",
     {"2026-01-05|sold|5", "2026-01-05|unfilled|2", "2026-01-06|sold|1"},
     NULL,
     "unfilled=backordered",
     {{1, 5}, {1, 1}},
     2,
     0,
     2,
     0,
     6,
     0},
    {"days without stock do not count", {"2026-01-05|sold|14|||2026-01-11", "2026-01-05|stockout_days|2|||2026-01-11"}, NULL, NULL, {{5, 14}}, 1, 0, 7, 2, 14, 0},
    {"unless they are to", {"2026-01-05|sold|14|||2026-01-11", "2026-01-05|stockout_days|2|||2026-01-11"}, NULL, "stockout_correction=none", {{7, 14}}, 1, 0, 7, 2, 14, 0},
    {"a silent day without stock is no observation", {"2026-01-05|sold|4", "2026-01-06|stockout_days|1", "2026-01-07|sold|2"}, NULL, NULL, {{1, 4}, {1, 2}}, 2, 0, 3, 1, 6, 0},
    {"no day without stock is a silent day", {"2026-01-05|sold|4", "2026-01-06|stockout_days|0", "2026-01-07|sold|2"}, NULL, NULL, {{1, 4}, {1, 2}}, 2, 1, 3, 0, 6, 0},
    {"not more days without stock than there are",
     {"2026-01-05|sold|14|||2026-01-11", "2026-01-05|stockout_days|9|||2026-01-11", "2026-01-12|sold|2"},
     NULL,
     NULL,
     {{1, 2}},
     1,
     0,
     8,
     7,
     16,
     0},
    {"of weeks that overlap the later in the stream stands", {"2026-01-05|sold|14|||2026-01-11", "2026-01-08|sold|10|||2026-01-14"}, NULL, NULL, {{7, 10}}, 1, 0, 7, 0, 10, 1},
    {"also when it is the earlier week", {"2026-01-08|sold|10|||2026-01-14", "2026-01-05|sold|14|||2026-01-11"}, NULL, NULL, {{7, 14}}, 1, 0, 7, 0, 14, 1},
    {"a day within a week sets the week aside", {"2026-01-05|sold|14|||2026-01-11", "2026-01-06|sold|3"}, NULL, NULL, {{1, 3}}, 1, 0, 1, 0, 3, 1},
    {"a week sets its days aside", {"2026-01-06|sold|3", "2026-01-08|sold|4", "2026-01-05|sold|14|||2026-01-11"}, NULL, NULL, {{7, 14}}, 1, 0, 7, 0, 14, 2},
    {"the same week again adds up", {"2026-01-05|sold|14|||2026-01-11", "2026-01-05|sold|7|||2026-01-11"}, NULL, NULL, {{7, 21}}, 1, 0, 7, 0, 21, 0},
    {"flows of two measures that overlap are one bucket",
     {"2026-01-05|sold|14|||2026-01-11", "2026-01-06|returned|1", "2026-01-12|sold|2"},
     NULL,
     NULL,
     {{7, 13}, {1, 2}},
     2,
     0,
     8,
     0,
     15,
     0},
    {"a long silence of the location is unknown under feed_days", {"2026-01-05|sold|4", "2026-01-12|sold|2"}, NULL, "feed_days=3", {{1, 4}, {1, 2}}, 2, 0, 2, 0, 6, 0},
    {"one that is not longer is nought", {"2026-01-05|sold|4", "2026-01-12|sold|2"}, NULL, "feed_days=6", {{1, 4}, {1, 2}}, 2, 6, 8, 0, 6, 0},
    {"without feed_days every silence is nought", {"2026-01-05|sold|4", "2026-01-12|sold|2"}, NULL, NULL, {{1, 4}, {1, 2}}, 2, 6, 8, 0, 6, 0},
    {"another item's report breaks the silence",
     {"2026-01-05|sold|4", "2026-01-08|on_hand|1||||L|T", "2026-01-12|sold|2"},
     NULL,
     "feed_days=3",
     {{1, 4}, {1, 2}},
     2,
     6,
     8,
     0,
     6,
     0},
    {"an order of ours does not", {"2026-01-05|sold|4", "2026-01-08|ordered|1||A", "2026-01-12|sold|2"}, NULL, "feed_days=3", {{1, 4}, {1, 2}}, 2, 0, 2, 0, 6, 0},
    {"what is dated after as-of is not known", {"2026-01-05|sold|4", "2026-01-06|sold|2", "2026-01-07|sold|50"}, "2026-01-06", NULL, {{1, 4}, {1, 2}}, 2, 0, 2, 0, 6, 0},
    {"nor is a week that is not over", {"2026-01-05|sold|4", "2026-01-06|sold|20|||2026-01-12"}, "2026-01-08", NULL, {{1, 4}}, 1, 0, 1, 0, 4, 0},
    {"a silent day that closed without stock is a day without stock",
     {"2026-01-05|on_hand|4", "2026-01-06|sold|4", "2026-01-08|on_hand|9", "2026-01-09|sold|2"},
     NULL,
     NULL,
     {{1, 4}, {1, 2}},
     2,
     2,
     5,
     1,
     6,
     0},
    {"one on which all was sold is not", {"2026-01-05|on_hand|4", "2026-01-06|sold|4"}, NULL, NULL, {{1, 4}}, 1, 1, 2, 0, 4, 0},
    {"days without stock, and a report of them that stands",
     {"2026-01-05|on_hand|0", "2026-01-06|sold|1|||2026-01-07", "2026-01-06|stockout_days|1|||2026-01-07", "2026-01-08|on_hand|0"},
     NULL,
     "correction_cap=20",
     {{1, 1}},
     1,
     0,
     4,
     3,
     1,
     0},
    {"days without stock that count all the same",
     {"2026-01-05|on_hand|4", "2026-01-06|sold|4", "2026-01-08|on_hand|9"},
     NULL,
     "stockout_correction=none",
     {{1, 4}},
     1,
     3,
     4,
     1,
     4,
     0},
    {"stock that has expired is none", {"2026-01-05|on_hand|4|@2026-01-04", "2026-01-06|sold|4"}, NULL, NULL, {{1, 4}}, 1, 0, 2, 1, 4, 0},
    {"returns beyond sales are clipped", {"2026-01-05|returned|2", "2026-01-06|sold|1", "2026-01-06|returned|3"}, NULL, "returns=clip", {{1, 0}, {1, 0}}, 2, 0, 2, 0, -4, 0},
    {"returns within sales are netted under clip, too", {"2026-01-05|sold|5", "2026-01-05|returned|2"}, NULL, "returns=clip", {{1, 3}}, 1, 0, 1, 0, 3, 0},
    {"returns apart", {"2026-01-05|sold|5", "2026-01-05|returned|2", "2026-01-07|returned|3"}, NULL, "returns=apart", {{1, 5}}, 1, 2, 3, 0, 5, 0},
    {"orders alone are no demand", {"2026-01-05|ordered|4||A"}, NULL, NULL, {{0, 0}}, 0, 0, 0, 0, NAN, 0},
    {"a level alone is a silent day", {"2026-01-05|on_hand|4"}, NULL, NULL, {{0, 0}}, 0, 1, 1, 0, 0, 0},
    {"an undated level tells no day", {"|on_hand|4"}, NULL, NULL, {{0, 0}}, 0, 0, 0, 0, NAN, 0},
};

/* Returns how many flows were set aside. */
static size_t demand_of(const struct vmi_history *history, const struct vmi_facts *item, const struct vmi_terms *terms, struct vmi_demand *demand)
{
    struct vmi_series series = {0};
    const struct vmi_series_source source = {.history = history, .items = &item, .item_count = 1, .terms = terms, .day = vmi_history_as_of(history)};
    ok(vmi_series_of(&source, &series), "the series can be held");
    vmi_demand_of(&series, terms, demand);
    size_t set_aside = series.set_aside;
    vmi_series_free(&series);
    return set_aside;
}

static void find(size_t i, const size_t *order, struct vmi_demand *demand, size_t *set_aside)
{
    struct vmi_history *history = ledger(cases[i].rows, cases[i].as_of, order);
    struct vmi_terms terms = ledger_terms(cases[i].terms);
    const struct vmi_facts *item = ledger_facts(history, 0);
    *set_aside = demand_of(history, item, &terms, demand);
    vmi_history_free(history);
}

/* mean = sum(q) / sum(n); sd^2 = sum((q - n mean)^2 / n) / (k - 1). */
static void by_formula(size_t i, double *mean, double *deviation)
{
    double days = cases[i].zeros, quantity = 0, squares = 0, k = cases[i].count + cases[i].zeros;
    for (int j = 0; j < cases[i].count; j++)
        days += cases[i].buckets[j].days, quantity += cases[i].buckets[j].quantity;
    *mean = quantity / days;
    squares = cases[i].zeros * *mean * *mean;
    for (int j = 0; j < cases[i].count; j++)
        squares += pow(cases[i].buckets[j].quantity - cases[i].buckets[j].days * *mean, 2) / cases[i].buckets[j].days;
    *deviation = k < 2 ? NAN : sqrt(squares / (k - 1));
    if (k == 0)
        *mean = NAN;
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_demand d;
        double mean, deviation;
        size_t set_aside;
        find(i, NULL, &d, &set_aside);
        by_formula(i, &mean, &deviation);
        is_near(d.known_days, cases[i].known, 0, "%s: known days", cases[i].name);
        is_near(d.stockout_days, cases[i].stockouts, 0, "%s: days without stock", cases[i].name);
        is_near(d.mean_raw, cases[i].known ? cases[i].raw_quantity / cases[i].known : NAN, 1e-12, "%s: raw mean", cases[i].name);
        is_near(d.mean, mean, 1e-12, "%s: mean", cases[i].name);
        is_near(d.deviation, deviation, 1e-12, "%s: deviation", cases[i].name);
        is_long((long long)d.observations, cases[i].count + cases[i].zeros, "%s: observations", cases[i].name);
        is_long((long long)set_aside, cases[i].set_aside, "%s: set aside", cases[i].name);
    }
}

static bool same(double a, double b)
{
    return isnan(a) ? isnan(b) : a == b;
}

/* To the last bit, where nothing is stated twice. */
static void test_order(void)
{
    uint64_t state = 7;
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        size_t order[LEDGER_MOST], unused;
        struct vmi_demand a, b;
        bool good = true;
        if (cases[i].set_aside)
            continue;
        find(i, NULL, &a, &unused);
        for (int round = 0; round < 10; round++) {
            ledger_shuffle(order, ledger_count(cases[i].rows), &state);
            find(i, order, &b, &unused);
            good = good && same(a.mean, b.mean) && same(a.mean_raw, b.mean_raw) && same(a.deviation, b.deviation) && a.observations == b.observations &&
                   same(a.known_days, b.known_days);
        }
        ok(good, "in any order: %s", cases[i].name);
    }
}

/* A year of sales of many sizes, in two orders. */
static void test_long(void)
{
    uint64_t state = 99;
    struct vmi_demand demand[2];
    vmi_decimal quantities[2000];
    int32_t days[2000];
    size_t order[2000];
    struct vmi_terms terms = ledger_terms(NULL);
    for (size_t i = 0; i < VMI_COUNT(days); i++) {
        days[i] = 20000 + chance_below(&state, 365);
        quantities[i] = (vmi_decimal)chance_below(&state, 100000000);
    }
    for (int round = 0; round < 2; round++) {
        struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
        struct vmi_error error = {0};
        bool good = true;
        ledger_shuffle(order, VMI_COUNT(order), &state);
        for (size_t i = 0; i < VMI_COUNT(days); i++) {
            struct vmi_activity record = {.date = vmi_date_of_day(days[order[i]]),
                                          .until = VMI_DATE_NONE,
                                          .location = VMI_SLICE("L"),
                                          .sku = VMI_SLICE("S"),
                                          .measure = VMI_SOLD,
                                          .quantity = quantities[order[i]],
                                          .expires = VMI_DAY_NONE};
            good = good && vmi_history_add(history, &record, &error);
        }
        good = good && vmi_history_settle(history, &error);
        ok(good, "2,000 sales are taken");
        demand_of(history, ledger_facts(history, 0), &terms, &demand[round]);
        vmi_history_free(history);
    }
    ok(demand[0].mean == demand[1].mean && demand[0].deviation == demand[1].deviation, "the order of 2,000 sales does not show in the last bit");
}

static void add_record(struct vmi_history *history, int32_t day, enum vmi_measure measure, vmi_decimal quantity)
{
    struct vmi_error error = {0};
    struct vmi_activity record = {
        .date = vmi_date_of_day(day), .until = VMI_DATE_NONE, .location = VMI_SLICE("L"), .sku = VMI_SLICE("S"), .measure = measure, .quantity = quantity, .expires = VMI_DAY_NONE};
    if (!vmi_history_add(history, &record, &error))
        ok(false, "a record is taken");
}

/* Random sales of some days, with stock on a few. ROUNDABOUT: with a record that says nothing and is no sale. */
static struct vmi_series random_series(uint64_t seed, const struct vmi_terms *terms, bool roundabout)
{
    enum { FIRST = 20000, DAYS = 40 };
    struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
    struct vmi_series series = {0};
    struct vmi_error error = {0};
    add_record(history, FIRST, VMI_SOLD, VMI_DECIMAL_ONE);
    if (roundabout)
        add_record(history, FIRST, VMI_STOCKOUT_DAYS, 0);
    for (int32_t day = FIRST + 1; day < FIRST + DAYS; day++) {
        if (chance_below(&seed, 3))
            add_record(history, day, VMI_SOLD, (vmi_decimal)chance_below(&seed, 4) * VMI_DECIMAL_ONE);
        if (chance_below(&seed, 8) == 0)
            add_record(history, day, VMI_ON_HAND, (vmi_decimal)chance_below(&seed, 6) * VMI_DECIMAL_ONE);
    }
    bool good = vmi_history_settle(history, &error);
    const struct vmi_facts *item = ledger_facts(history, 0);
    const struct vmi_series_source source = {.history = history, .items = &item, .item_count = 1, .terms = terms, .day = vmi_history_as_of(history)};
    if (!good || !vmi_series_of(&source, &series))
        ok(false, "the series can be held");
    vmi_history_free(history);
    return series;
}

static bool same_observation(const struct vmi_observation *a, const struct vmi_observation *b)
{
    return a->first == b->first && a->last == b->last && a->reported == b->reported && a->quantity == b->quantity && a->stockouts == b->stockouts && a->silent == b->silent &&
           a->idle == b->idle && a->censored == b->censored;
}

/* Sales of single days alone take a way of their own. */
static void test_daily(void)
{
    uint64_t state = 20260518;
    int wrong = 0;
    for (int round = 0; round < rounds(2000); round++) {
        struct vmi_terms terms = ledger_terms(chance_below(&state, 2) ? "history_days=25" : NULL);
        uint64_t seed = chance(&state) | 1;
        struct vmi_series a = random_series(seed, &terms, false), b = random_series(seed, &terms, true);
        bool alike = a.count == b.count && a.set_aside == b.set_aside && a.returned == b.returned && a.unfilled == b.unfilled && a.inherited == b.inherited;
        for (size_t i = 0; alike && i < a.count; i++)
            alike = same_observation(&a.list[i], &b.list[i]);
        wrong += !alike;
        vmi_series_free(&a);
        vmi_series_free(&b);
    }
    is_long(wrong, 0, "sales of single days are what they are beside records that say nothing, at random");
}

/* ---- corrections ---------------------------------------------------------------------------------------- */

/* Of the rows under the terms. */
static struct vmi_demand found(const char *const *rows, const char *terms_text)
{
    struct vmi_history *history = ledger(rows, NULL, NULL);
    struct vmi_terms terms = ledger_terms(terms_text);
    struct vmi_demand demand;
    demand_of(history, ledger_facts(history, 0), &terms, &demand);
    vmi_history_free(history);
    return demand;
}

static void test_cap(void)
{
    static const char *const rows[] = {"2026-01-01|sold|8", "2026-01-02|stockout_days|9|||2026-01-10", NULL};
    struct vmi_demand demand = found(rows, NULL);
    is_near(demand.mean_raw, 0.8, 1e-12, "eight sold on one day of ten, the others without stock");
    is_near(demand.mean, 2.4, 1e-12, "the mean is three times the raw one at most");
    ok(demand.capped, "and that is told");
    demand = found(rows, "correction_cap=20");
    is_near(demand.mean, 8, 1e-12, "a cap that is not reached changes nothing");
    ok(!demand.capped, "and nothing is told");
}

static void test_outliers(void)
{
    static const char *const rows[] = {"2026-01-01|sold|9",  "2026-01-02|sold|10", "2026-01-03|sold|11", "2026-01-04|sold|10",
                                       "2026-01-05|sold|12", "2026-01-06|sold|90", "2026-01-07|sold|8",  NULL};
    static const char *const sparse[] = {"2026-01-01|sold|9", "2026-01-08|sold|90", "2026-01-20|sold|3", NULL};
    struct vmi_demand demand = found(rows, "outlier=hampel");
    is_long((long long)demand.replaced, 1, "one day is unlikely");
    is_near(demand.median, 10, 0, "it counts as the median");
    is_near(demand.mean, 10, 1e-12, "so in the mean");
    is_near(demand.mean_raw, 150.0 / 7, 1e-12, "the raw mean is as reported");
    demand = found(rows, NULL);
    is_long((long long)demand.replaced, 0, "none is replaced where nobody asks");
    is_near(demand.mean, 150.0 / 7, 1e-12, "nor the mean changed");
    demand = found(sparse, "outlier=hampel");
    is_long((long long)demand.replaced, 0, "where the median distance is 0 nothing is unlikely");
}

/* 4, 6, 5 and a day that sold out at 3: the likelihood is solved here on a grid. */
static void test_estimate(void)
{
    static const char *const rows[] = {"2026-01-01|on_hand|50", "2026-01-02|sold|4",    "2026-01-03|sold|6",
                                       "2026-01-04|sold|5",     "2026-01-04|on_hand|3", "2026-01-05|sold|3",
                                       "2026-01-06|on_hand|9",  "2026-01-06|sold|5",    NULL};
    double best = 0, most = -INFINITY;
    for (double mean = 3; mean < 8; mean += 1e-4) { /* Poisson: 0, 4, 6, 5, 5 seen, 3 or more */
        double below = exp(-mean) * (1 + mean + mean * mean / 2), likelihood = -5 * mean + 20 * log(mean) + log1p(-below);
        if (likelihood > most)
            most = likelihood, best = mean;
    }
    struct vmi_demand demand = found(rows, "stockout_correction=em"), plain = found(rows, NULL);
    is_near(demand.estimated_days, 1, 0, "one day sold out");
    is_near(plain.mean, 23.0 / 6, 1e-12, "it counts as it is where nobody asks");
    ok(demand.mean > plain.mean, "more was asked for than sold");
    if (!ok(fabs(demand.mean - best) < 1e-3, "the mean is the one of the highest likelihood"))
        note("%.6f, not %.6f", demand.mean, best);
    is_near(demand.deviation, sqrt(demand.mean), 1e-9, "the deviation is that of Poisson demand");
}

static void test_estimate_falls_back(void)
{
    static const char *const all[] = {"2026-01-01|on_hand|4", "2026-01-01|sold|4", "2026-01-02|on_hand|0", NULL};
    static const char *const weeks[] = {"2026-01-01|on_hand|40", "2026-01-02|sold|14|||2026-01-08", "2026-01-09|sold|26", "2026-01-10|on_hand|0", NULL};
    struct vmi_demand demand = found(all, "stockout_correction=em"), plain = found(all, NULL);
    ok(same(demand.mean, plain.mean) && demand.estimated_days == 0, "where every day sold out days are left out, as under exclude");
    demand = found(weeks, "stockout_correction=em");
    plain = found(weeks, NULL);
    ok(same(demand.mean, plain.mean) && demand.estimated_days == 0, "and where observations are not of one length");
}

static void test_pattern(void)
{
    static const char *const even[] = {"2026-01-01|sold|5", "2026-01-02|sold|6", "2026-01-03|sold|5", NULL};
    static const char *const rare[] = {"2026-01-01|sold|5", "2026-01-09|sold|5", "2026-01-20|sold|5", NULL};
    static const char *const none[] = {"2026-01-01|on_hand|5", "2026-01-20|on_hand|5", NULL};
    struct vmi_demand demand = found(rare, NULL);
    ok(demand.pattern == VMI_PATTERN_INTERMITTENT, "three alike in twenty days are intermittent");
    is_near(demand.interval, 20.0 / 3, 1e-12, "the interval is days a demand");
    is_near(demand.variation, 0, 0, "the sizes do not vary");
    ok(found(even, NULL).pattern == VMI_PATTERN_SMOOTH, "a few every day are smooth");
    ok(found(none, NULL).pattern == VMI_PATTERN_NONE, "without demand there is no pattern");
}

/* ---- items in a row, factors ------------------------------------------------------------------------------ */

static void test_predecessor(void)
{
    static const char *const rows[] = {"2026-01-01|sold|6||||L|A", "2026-01-02|sold|4||||L|A", "2026-01-03|sold|2||||L|B", "2026-01-04|sold|4||||L|B", NULL};
    struct vmi_history *history = ledger(rows, NULL, NULL);
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_facts facts[2] = {{0}, {0}};
    const struct vmi_facts *items[] = {&facts[1], &facts[0]};
    struct vmi_series series = {0};
    struct vmi_demand demand;
    for (size_t i = 0; i < 2; i++)
        vmi_facts_open(history, vmi_history_item(history, i), &facts[i]);
    const struct vmi_series_source source = {.history = history, .items = items, .item_count = 2, .terms = &terms, .day = vmi_history_as_of(history)};
    ok(vmi_series_of(&source, &series), "the series of two items");
    is_long((long long)series.inherited, 2, "two observations are its predecessor's");
    vmi_demand_of(&series, &terms, &demand);
    is_near(demand.mean, 4, 1e-12, "the mean is that of both");
    is_near(demand.known_days, 4, 0, "over the days of both");
    vmi_series_free(&series);
    vmi_facts_free(&facts[0]);
    vmi_facts_free(&facts[1]);
    vmi_history_free(history);
}

static void test_factors(void)
{
    static const char *const rows[] = {"2026-01-01|sold|6", "2026-01-02|sold|12", "2026-01-03|sold|5", "2026-01-05|on_hand|1", NULL};
    struct vmi_history *history = ledger(rows, NULL, NULL);
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_factors factors = {0};
    const struct vmi_facts *item = ledger_facts(history, 0);
    struct vmi_series series = {0};
    struct vmi_demand demand;
    vmi_factors_set(&factors, ledger_day("2026-01-02"), ledger_day("2026-01-02"), 3);
    vmi_factors_set(&factors, ledger_day("2026-01-05"), ledger_day("2026-01-05"), 0);
    const struct vmi_series_source source = {.history = history, .items = &item, .item_count = 1, .terms = &terms, .day = vmi_history_as_of(history), .factors = &factors};
    ok(vmi_series_of(&source, &series), "the series of an item with a promotion");
    vmi_demand_of(&series, &terms, &demand);
    is_near(demand.mean, (6 + 4 + 5) / 4.0, 1e-12, "a day's demand is divided by its factor, a day under 0 tells nothing");
    is_near(demand.mean_raw, 23.0 / 5, 1e-12, "the raw mean is as reported");
    is_near(series.factored, 1, 0, "one day was divided");
    vmi_series_free(&series);
    vmi_factors_free(&factors);
    vmi_history_free(history);
}

int main(void)
{
    test_cap();
    test_outliers();
    test_estimate();
    test_estimate_falls_back();
    test_pattern();
    test_predecessor();
    test_factors();
    test_table();
    test_order();
    test_long();
    test_daily();
    return done();
}
