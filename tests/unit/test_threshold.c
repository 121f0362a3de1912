#include <math.h>
#include <stdio.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/threshold.h"

/* As-of is 2026-01-10 where nothing else is said; demand is given, so that the figures are plain. */
static const struct {
    const char *name, *rows[8], *as_of, *terms;
    const char *status, *stockout, *min, *max, *inbound, *says;
    double supply;
} cases[] = {
    /* statuses, the first that holds */
    {"ok", {"2026-01-10|on_hand|50"}, NULL, "min=10 max=90 demand_mean=5", "ok", "2026-01-20", "10", "90", "", "minmax: min 10 agreed, max 90 agreed", 10},
    {"at min", {"2026-01-10|on_hand|10"}, NULL, "min=10 max=90 demand_mean=5", "below_min", "2026-01-12", "10", "90", "", "", 2},
    {"at min where only below counts", {"2026-01-10|on_hand|10"}, NULL, "min=10 max=90 demand_mean=5 trigger=below", "ok", "2026-01-12", "10", "90", "", "", 2},
    {"nothing there", {"2026-01-10|on_hand|0"}, NULL, "min=10 max=90 demand_mean=5", "stockout", "2026-01-10", "10", "90", "", "", 0},
    {"below nought", {"2026-01-10|on_hand|-3"}, NULL, "min=10 max=90 demand_mean=5", "stockout", "2026-01-10", "10", "90", "", "", 0},
    {"nothing there, and nobody wants it", {"2026-01-10|on_hand|0"}, NULL, "min=0 max=9 trigger=below demand_mean=0", "no_demand", "", "0", "9", "", "", NAN},
    {"nothing there, and customers are owed", {"2026-01-10|on_hand|0", "2026-01-10|backordered|2"}, NULL, "min=1 max=9 demand_mean=0", "stockout", "", "1", "9", "", "", NAN},
    {"a stockout is stale first", {"2026-01-06|on_hand|0"}, "2026-01-10", "min=10 max=90 demand_mean=5", "stale", "2026-01-10", "10", "90", "", "", 0},
    {"three days of silence are not stale", {"2026-01-07|on_hand|50"}, "2026-01-10", "min=10 max=90 demand_mean=5", "ok", "2026-01-20", "10", "90", "", "", 10},
    {"four are", {"2026-01-06|on_hand|50"}, "2026-01-10", "min=10 max=90 demand_mean=5", "stale", "2026-01-20", "10", "90", "", "", 10},
    {"unless the feed may be silent", {"2026-01-06|on_hand|50"}, "2026-01-10", "min=10 max=90 demand_mean=5 feed_days=4", "ok", "2026-01-20", "10", "90", "", "", 10},
    {"another item of the location was reported",
     {"2026-01-06|on_hand|50", "2026-01-09|on_hand|1||||L|T"},
     "2026-01-10",
     "min=10 max=90 demand_mean=5",
     "ok",
     "2026-01-20",
     "10",
     "90",
     "",
     "",
     10},
    {"one of another location does not help",
     {"2026-01-06|on_hand|50", "2026-01-09|on_hand|1||||M|T"},
     "2026-01-10",
     "min=10 max=90 demand_mean=5",
     "stale",
     "2026-01-20",
     "10",
     "90",
     "",
     "",
     10},
    {"an order of ours is no report",
     {"2026-01-06|on_hand|50", "2026-01-09|ordered|1||A"},
     "2026-01-10",
     "min=10 max=90 demand_mean=5",
     "stale",
     "2026-01-20",
     "10",
     "90",
     "",
     "",
     10},
    {"above max", {"2026-01-10|on_hand|91"}, NULL, "min=10 max=90 demand_mean=1", "above_max", "2026-04-11", "10", "90", "", "", 91},
    {"a multiple above max", {"2026-01-10|on_hand|101"}, NULL, "min=10 max=90 demand_mean=1 order_multiple=12", "ok", "2026-04-21", "10", "90", "", "", 101},
    {"at max and a multiple", {"2026-01-10|on_hand|102"}, NULL, "min=10 max=90 demand_mean=1 order_multiple=12", "above_max", "2026-04-22", "10", "90", "", "", 102},
    {"nothing is known of demand", {"|on_hand|50"}, NULL, "min=10 max=90", "new", "", "10", "90", "", "", NAN},
    {"demand is nought", {"2026-01-10|on_hand|50"}, NULL, "min=10 max=90", "no_demand", "", "10", "90", "", "", NAN},
    {"no levels", {"2026-01-10|on_hand|5"}, NULL, "demand_mean=5", "ok", "2026-01-11", "", "", "", "the term min is not given", 1},

    /* the day on which stock ends */
    {"part of a day is a day", {"2026-01-10|on_hand|11"}, NULL, "min=1 max=90 demand_mean=5", "ok", "2026-01-13", "1", "90", "", "", 2.2},
    {"less than a day ends tomorrow", {"2026-01-10|on_hand|1"}, NULL, "min=0 max=90 demand_mean=5", "ok", "2026-01-11", "0", "90", "", "", 0.2},
    {"a third of a unit a day", {"2026-01-10|on_hand|1"}, NULL, "min=0 max=90 demand_mean=0.1", "ok", "2026-01-20", "0", "90", "", "", 10},
    {"what arrives in time carries on",
     {"2026-01-10|on_hand|10", "2026-01-10|ordered|10||A|2026-01-11"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-14",
     "1",
     "90",
     "2026-01-11=10",
     "",
     2},
    {"what arrives on the day it ends carries on too",
     {"2026-01-10|on_hand|10", "2026-01-10|ordered|10||A|2026-01-12"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-14",
     "1",
     "90",
     "2026-01-12=10",
     "",
     2},
    {"what arrives too late does not",
     {"2026-01-10|on_hand|10", "2026-01-10|ordered|10||A|2026-01-13"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-12",
     "1",
     "90",
     "2026-01-13=10",
     "",
     2},
    {"what is overdue is expected tomorrow",
     {"2026-01-10|on_hand|10", "2026-01-02|ordered|10||A|2026-01-05"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-14",
     "1",
     "90",
     "2026-01-05=10",
     "",
     2},
    {"what nobody knows the day of does not count",
     {"2026-01-10|on_hand|10", "2026-01-10|ordered|10||A"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-12",
     "1",
     "90",
     "",
     "",
     2},
    {"two arrivals",
     {"2026-01-10|on_hand|10", "2026-01-10|ordered|10||A|2026-01-11", "2026-01-10|ordered|5||B|2026-01-14"},
     NULL,
     "min=1 max=90 demand_mean=5",
     "ok",
     "2026-01-15",
     "1",
     "90",
     "2026-01-11=10;2026-01-14=5",
     "",
     2},
    {"nothing is dated", {"|on_hand|10"}, NULL, "min=1 max=90 demand_mean=5", "ok", "", "1", "90", "", "", 2},
    {"on_hand is not known", {"2026-01-10|sold|10"}, NULL, "min=1 max=90 demand_mean=5", "ok", "", "1", "90", "", "", NAN},

    /* bounds */
    {"min_floor raises min",
     {"2026-01-10|on_hand|50"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 min_floor=20",
     "above_max",
     "2026-01-20",
     "20",
     "45",
     "",
     "; min raised to 20 by min_floor",
     10},
    {"min_floor raises max with it",
     {"2026-01-10|on_hand|60"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 min_floor=50",
     "above_max",
     "2026-01-22",
     "50",
     "50",
     "",
     "; min raised to 50 by min_floor, and max",
     12},
    {"min_floor below min does nothing",
     {"2026-01-10|on_hand|50"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 min_floor=10",
     "above_max",
     "2026-01-20",
     "10",
     "45",
     "",
     "max = 9 days * mean = 45",
     10},
    {"stock_cap cuts max",
     {"2026-01-10|on_hand|20"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 stock_cap=30",
     "ok",
     "2026-01-14",
     "10",
     "30",
     "",
     "; max cut to 30 by stock_cap",
     4},
    {"stock_cap cuts min with it",
     {"2026-01-10|on_hand|20"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 stock_cap=8",
     "above_max",
     "2026-01-14",
     "8",
     "8",
     "",
     "; max cut to 8 by stock_cap, and min",
     4},
    {"stock_cap_days cuts max",
     {"2026-01-10|on_hand|20"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=5 stock_cap_days=6",
     "ok",
     "2026-01-14",
     "10",
     "30",
     "",
     "; max cut to 30 by stock_cap_days",
     4},
    {"a cap of as many days as max is not rounded up as max is",
     {"2026-01-10|on_hand|20"},
     NULL,
     "policy=days min_days=2 max_days=9 demand_mean=4.7 stock_cap_days=9",
     "ok",
     "2026-01-15",
     "10",
     "42",
     "",
     "max = 9 days * mean = 43",
     20 / 4.7},
    {"agreed levels are bounded too",
     {"2026-01-10|on_hand|20"},
     NULL,
     "min=10 max=90 demand_mean=5 stock_cap=40",
     "ok",
     "2026-01-14",
     "10",
     "40",
     "",
     "; max cut to 40 by stock_cap",
     4},

    /* what else is said */
    {"the feed's orders beside ours",
     {"2026-01-10|on_hand|50", "2026-01-10|on_order|7", "2026-01-10|ordered|5||A|2026-01-12"},
     NULL,
     "min=10 max=90 demand_mean=5",
     "ok",
     "2026-01-21",
     "10",
     "90",
     "2026-01-12=5",
     "; the feed says on_order 7, the documents stand",
     10},
    {"days without stock",
     {"2026-01-09|sold|14|||2026-01-10", "2026-01-09|stockout_days|1|||2026-01-10", "2026-01-10|on_hand|28"},
     NULL,
     "min=10 max=90",
     "ok",
     "2026-01-12",
     "10",
     "90",
     "",
     "; 1 days without stock are not in the mean",
     2},
    {"buckets that overlap",
     {"2026-01-01|sold|7|||2026-01-07", "2026-01-05|sold|12|||2026-01-10", "2026-01-10|on_hand|28"},
     NULL,
     "min=10 max=90",
     "ok",
     "2026-01-24",
     "10",
     "90",
     "",
     "; overlap: 1 buckets of demand set aside",
     14},
};

static const char *day_text(int32_t day, char text[VMI_DATE_TEXT_SIZE])
{
    vmi_day_format(day, text);
    return text;
}

static bool find(const char *const *rows, const char *as_of, const struct vmi_terms *terms, bool covered, struct vmi_arena *arena, struct vmi_history **history,
                 struct vmi_position *position, struct vmi_threshold_notes *notes)
{
    *history = ledger(rows, as_of, NULL);
    const struct vmi_facts *facts = ledger_facts(*history, 0);
    struct vmi_threshold_input input = {.history = *history, .items = &facts, .item_count = 1, .terms = terms, .agreement = VMI_SLICE("ACME/1@00000000"), .covered = covered};
    return vmi_threshold_of(&input, arena, NULL, position, notes);
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_terms terms = ledger_terms(cases[i].terms);
        struct vmi_arena arena = {0};
        struct vmi_history *history;
        struct vmi_position p;
        struct vmi_threshold_notes notes;
        char text[VMI_DATE_TEXT_SIZE];
        ok(find(cases[i].rows, cases[i].as_of, &terms, true, &arena, &history, &p, &notes), "%s: within the range", cases[i].name);
        is_slice(p.status, cases[i].status, "%s: status", cases[i].name);
        is_text(day_text(p.stockout_date, text), cases[i].stockout, "%s: the day without stock", cases[i].name);
        is_quantity(p.min, cases[i].min, "%s: min", cases[i].name);
        is_quantity(p.max, cases[i].max, "%s: max", cases[i].name);
        is_near(p.days_of_supply, cases[i].supply, 1e-12, "%s: days of supply", cases[i].name);
        is_slice(p.inbound.text ? p.inbound : VMI_SLICE(""), cases[i].inbound, "%s: inbound", cases[i].name);
        if (!ok(memmem(p.why.text, p.why.length, cases[i].says, strlen(cases[i].says)) != NULL, "%s: why", cases[i].name))
            note("%.*s", VMI_SLICE_PRINT(p.why));
        vmi_arena_free(&arena);
        vmi_history_free(history);
    }
}

/* One position with every figure, redone by hand. */
static void test_figures(void)
{
    static const char *const rows[] = {"2026-01-05|on_hand|100",
                                       "2026-01-05|on_hold|3",
                                       "2026-01-05|allocated|10",
                                       "2026-01-05|backordered|2",
                                       "2026-01-06|sold|8",
                                       "2026-01-07|sold|12",
                                       "2026-01-06|ordered|20||A|2026-01-09",
                                       NULL};
    struct vmi_terms terms = ledger_terms("policy=service distribution=normal lead_time=3 order_days=MO,TH class=A source=DC unit=EA");
    struct vmi_arena arena = {0};
    struct vmi_history *history;
    struct vmi_position p;
    struct vmi_threshold_notes notes;
    char text[VMI_DATE_TEXT_SIZE];
    /* days 5 to 7: 0, 8, 12; mean 20/3; sd^2 = (44.444 + 1.778 + 28.444) / 2; P = 3 + 4 (MO to TH is 3, TH to MO 4) */
    double mean = 20.0 / 3, sd = sqrt((400.0 / 9 + 16.0 / 9 + 256.0 / 9) / 2), m = 7 * mean;
    double min = ceil(m + 1.6448536269514722 * sqrt(7) * sd);
    ok(find(rows, NULL, &terms, true, &arena, &history, &p, &notes), "a position is worked out");
    is_text(day_text(p.date, text), "2026-01-07", "as-of is the last day observed");
    is_text(day_text(p.observed, text), "2026-01-05", "the day of the level");
    is_quantity(p.on_hand, "80", "on_hand is rolled forward");
    is_quantity(p.on_hold, "3", "on_hold");
    is_quantity(p.position, "88", "position");
    is_quantity(p.demand_days, "3", "days of demand");
    is_quantity(p.stockout_days, "0", "days without stock");
    is_near(p.demand_mean_raw, mean, 1e-12, "raw mean");
    is_near(p.demand_mean, mean, 1e-12, "mean");
    is_near(p.demand_sd, sd, 1e-12, "deviation");
    is_quantity(p.lead_time, "3", "lead time");
    is_quantity(p.review_period, "4", "review period: the longest gap of the days of order");
    is_near(vmi_decimal_to_double(p.min), min, 0, "min");
    is_near(vmi_decimal_to_double(p.max), ceil(min + 4 * mean), 0, "max");
    is_near(p.safety_stock, min - m, 1e-12, "safety stock is min less demand over P");
    is_near(p.service_level, 0.95, 1e-12, "service level");
    is_slice(p.policy, "service", "policy");
    is_slice(p.service_measure, "cycle", "service measure");
    is_slice(p.distribution, "normal", "distribution");
    is_slice(p.class, "A", "class");
    is_slice(p.source, "DC", "source");
    is_slice(p.unit, "EA", "unit");
    is_slice(p.agreement, "ACME/1@00000000", "agreement");
    is_long(notes.missing, VMI_TERMS, "no term is missing");
    ok(!memchr(p.why.text, '\n', p.why.length), "why is one line");
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

static void test_not_covered(void)
{
    static const char *const rows[] = {"2026-01-05|on_hand|1", NULL};
    struct vmi_terms terms = ledger_terms("min=10 max=90 demand_mean=5");
    struct vmi_arena arena = {0};
    struct vmi_history *history;
    struct vmi_position p;
    struct vmi_threshold_notes notes;
    ok(find(rows, NULL, &terms, false, &arena, &history, &p, &notes), "an item that no row names");
    is_quantity(p.min, "", "has no min");
    is_quantity(p.max, "", "and no max");
    ok(!p.agreement.text && !notes.covered, "and no agreement");
    is_slice(p.why, "not_in_agreement: no row of the agreement names this item", "why says so");
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

int main(void)
{
    test_table();
    test_figures();
    test_not_covered();
    return done();
}
