/*
 * Every metric of the registry, computed by hand on a ledger that one can follow. A metric without a case fails.
 */
#include <math.h>

#include <stdio.h>
#include <stdlib.h>

#include "ledger.h"
#include "truth.h"
#include "vmi/kpi.h"
#include "vmi/stock_days.h"

/* "value numerator denominator missing" of the total; NaN is empty. */
struct figure {
    const char *metric;
    double value, numerator, denominator, missing;
};

struct world {
    const char *name, *rows[30], *since, *through, *terms;
    struct figure figures[40];
};

static const struct world worlds[] = {
    /* closing stock of the days 1 to 8: 10 6 0 0 8 5 5 0; sold 4, 6, 3 and 5; 2 unfilled on each of the days 3 and 4 */
    {"eight days of one item",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|4", "2026-01-03|sold|6", "2026-01-03|unfilled|2", "2026-01-04|unfilled|2", "2026-01-05|received|8", "2026-01-06|sold|3",
      "2026-01-08|sold|6", "2026-01-08|received|1", "2026-01-08|on_hold|0"},
     NULL,
     "2026-01-08",
     "unit_cost=2 unit_price=3 holding_rate=0.1 min=5 max=8 lead_time=1 excess_days=1",
     {
         {"customer_fill_rate", 19.0 / 23, 19, 23, 0},
         {"unfilled_units", 4, 4, 23, 0},
         {"period_service_rate", 6.0 / 8, 6, 8, 0},
         {"cycle_service_level", 1, 1, 1, 0}, /* from day 5 to day 7: 8 5 5 */
         {"ready_rate", 5.0 / 8, 5, 8, 0},
         {"in_stock_share", 5.0 / 8, 5, 8, 0},
         {"stockout_days", 3, 3, 8, 0},
         {"stockout_share", 3.0 / 8, 3, 8, 0},
         {"stockout_events", 2, 2, 8, 0},
         {"lost_sales_estimate", 7.6, 7.6, 8, 0}, /* a day of each of two spells, at 19 in the 5 days with stock */
         {"average_stock", 34.0 / 8, 34, 8, 0},
         {"average_stock_value", 68.0 / 8, 68, 8, 0},
         {"turns", 365 * 19.0 / 34, 365 * 19.0, 34, 0},
         {"turns_at_cost", 365 * 38.0 / 68, 365 * 38.0, 68, 0},
         {"days_of_supply", 34.0 / 19, 34, 19, 0},
         {"months_of_stock", 0, 0, 19, 0},
         {"gmroi", 365 * 19.0 / 68, 365 * 19.0, 68, 0},
         {"carrying_cost", 6.8 / 365, 6.8 / 365, 8, 0},
         {"stock_value", 0, 0, 1, 0},
         {"vendor_owned_value", 0, 0, 1, 0},
         {"customer_owned_value", 0, 0, 1, 0},
         {"excess_share", NAN, 0, 0, 0}, /* no stock is left to be too much */
         {"obsolete_share", NAN, 0, 0, 0},
         {"corridor_compliance", 4.0 / 8, 4, 8, 0}, /* 6 8 5 5; above: 10; below: 0 0 0 */
         {"below_min_share", 3.0 / 8, 3, 8, 0},
         {"above_max_share", 1.0 / 8, 1, 8, 0},
         {"replenishment_frequency", 365 * 2.0 / 8, 365 * 2, 8, 0},
         {"unexplained_movement", NAN, 0, 0, 1}, /* one level alone */
         {"balanced_levels", NAN, NAN, 0, 1},
         {"feed_timeliness", 1, 8, 8, 0},
         {"feed_completeness", 1.0 / 7, 1, 7, 1.0 / 8}, /* on day 7 nothing was said */
     }},
    /* closing stock: 20 20 20 20; nothing flows, and nobody says what it costs */
    {"stock that does not move",
     {"2026-01-01|on_hand|20", "2026-01-04|on_hand|20"},
     NULL,
     "2026-01-04",
     "excess_days=3 obsolete_days=3 ownership=vendor unit_cost=0.5",
     {
         {"ready_rate", 1, 4, 4, 0},
         {"in_stock_share", NAN, NAN, 0, NAN},
         {"stockout_events", NAN, NAN, 0, NAN},
         {"lost_sales_estimate", NAN, NAN, 0, NAN},
         {"turns_at_cost", 0, 0, 40, 0},
         {"months_of_stock", NAN, 80 * 12 / 365.25, 0, 0},
         {"gmroi", NAN, 0, 0, 1},
         {"carrying_cost", NAN, NAN, 0, 1},
         {"stock_value", 10, 10, 1, 0},
         {"vendor_owned_value", 10, 10, 1, 0},
         {"customer_owned_value", 0, 0, 1, 0},
         {"excess_share", 1, 20, 20, 0},
         {"obsolete_share", 1, 20, 20, 0},
         {"corridor_compliance", NAN, NAN, 0, 1},
         {"replenishment_frequency", NAN, 0, 0, 1},
         {"unexplained_movement", NAN, 0, 0, 0.5}, /* nothing moved */
         {"balanced_levels", 1, 1, 1, 0.5},
         {"feed_completeness", 1, 2, 2, 0.5},
     }},
    /* it takes 6 a week; 5 of 9 sell in the next 2.5 days and 4 are too many; it moved on day 3 */
    {"a level that does not follow",
     {"2026-01-01|on_hand|12", "2026-01-02|sold|2", "2026-01-03|on_hand|9", "2026-01-03|min|10", "2026-01-02|max|11", "2026-01-04|sold|0"},
     NULL,
     "2026-01-04",
     "excess_days=10 obsolete_days=2 lead_time=9",
     {
         {"unexplained_movement", 0.5, 1, 2, 0.5},
         {"balanced_levels", 0, 0, 1, 0.5},
         {"excess_share", 4.0 / 9, 4, 9, 0},
         {"obsolete_share", 1, 9, 9, 0},
         {"below_min_share", 1, 2, 2, 0.5},
         {"months_of_stock", 36.0 / 2 * 12 / 365.25, 36 * 12 / 365.25, 2, 0},
         {"stock_value", NAN, NAN, 0, 1},
     }},
    /* stock was not seen on day 3, so the second cycle is not known; the first ran out */
    {"cycles",
     {"2026-01-01|on_hand|8", "2026-01-01|received|4", "2026-01-02|sold|8", "2026-01-04|received|3", "2026-01-05|sold|1|||2026-01-06", "2026-01-07|received|1",
      "2026-01-09|received|1", "2026-01-09|sold|0"},
     NULL,
     "2026-01-09",
     NULL,
     {
         {"cycle_service_level", 1.0 / 2, 1, 2, 1.0 / 3},
         {"replenishment_frequency", 365 * 4.0 / 9, 365 * 4, 9, 0},
     }},
    /* the location fell silent for four days */
    /*
     * Windows from a day before through a day after the day wanted. A: 10 for the 6th, noticed as 6 and 4, there on the
     * 6th. B: 5 for the 8th, there on the 9th. C: 8 for the 16th; 3 come too early, 3 in time, and 2 are cancelled too late.
     * D is withdrawn in time. E may still come. Stock at the end: 10 - 13 + 21 = 18.
     */
    {"orders",
     {"2026-01-01|on_hand|10", "2026-01-02|ordered|10||A|2026-01-06", "2026-01-02|ordered|5||B|2026-01-08", "2026-01-13|ordered|8||C|2026-01-16",
      "2026-01-14|ordered|4||D|2026-01-17", "2026-01-15|cancelled|4||D", "2026-01-20|ordered|6||E|2026-01-30", "2026-01-04|shipped|6||A", "2026-01-05|shipped|4||A",
      "2026-01-06|received|10||A", "2026-01-09|received|5||B", "2026-01-14|received|3||C", "2026-01-16|received|3||C", "2026-01-18|cancelled|2||C", "2026-01-07|sold|4",
      "2026-01-13|sold|9", "2026-01-22|sold|0"},
     NULL,
     "2026-01-22",
     "otif_early=1 otif_late=1 min=2 max=9",
     {
         {"order_fill_rate", 21.0 / 23, 21, 23, 0},
         {"order_fill_rate_lines", 2.0 / 3, 2, 3, 0},
         {"order_fill_rate_orders", 2.0 / 3, 2, 3, 0},
         {"first_fill_rate", 14.0 / 23, 14, 23, 0}, /* 6 5 3 */
         {"first_fill_rate_lines", 1.0 / 3, 1, 3, 0},
         {"first_fill_rate_orders", 1.0 / 3, 1, 3, 0},
         {"on_time", 2.0 / 3, 2, 3, 0},
         {"in_full", 2.0 / 3, 2, 3, 0},
         {"otif", 2.0 / 3, 2, 3, 0},
         {"otif_units", 18.0 / 23, 18, 23, 0},
         {"otif_orders", 2.0 / 3, 2, 3, 0},
         {"order_cycle_time_p50", 4, 14, 3, 0}, /* 4 7 3 days */
         {"order_cycle_time_p90", 7, 14, 3, 0},
         {"lead_time_mean", 14.0 / 3, 14, 3, 0},
         {"lead_time_sd", 5.0990195135927845 / 3, 74, 3, 0}, /* 74/3 - 196/9 = 26/9, of which the root */
         {"bullwhip_ratio", 5.76, 72, 12.5, 0},              /* the weeks from the 5th and the 12th: ordered 0 and 12, sold 4 and 9 */
         {"surplus_orders", 1, 6, 6, 0},                     /* 18 is above min */
         {"emergency_share", 2.0 / 4, 2, 4, 0},              /* one is for a day after the last */
         {"planner_touch_rate", 3.0 / 4, 3, 4, 0},
     }},
    /* two lines would order 7 if nothing came; 9 is on its way. Nobody said that anything ever came */
    {"too much on its way",
     {"2026-01-01|on_hand|3", "2026-01-01|ordered|4||A|2026-01-03", "2026-01-01|ordered|5||B|2026-01-09", "2026-01-04|sold|0"},
     NULL,
     "2026-01-04",
     "min=4 max=10",
     {
         {"surplus_orders", 2.0 / 9, 2, 9, 0},
         {"order_fill_rate", NAN, 0, 0, 1},
         {"otif", NAN, NAN, 0, 1},
         {"order_cycle_time_p50", NAN, 0, 0, NAN},
         {"bullwhip_ratio", NAN, 0, 0, NAN},
         {"emergency_share", NAN, NAN, 0, NAN},
     }},
    /*
     * Demand of the days 1 to 7: 2 4 3 6 5 4 1. A day before, 5 was expected of day 4, 7 of day 5 and 4 of day 6; of day 7
     * nobody spoke in time. Errors: -1 2 0. Naive, of two days before: 4 3 6, 2 2 2 off. Before that demand moved by 2.
     */
    {"forecasts",
     {"2026-01-01|on_hand|100", "2026-01-01|sold|2", "2026-01-02|sold|4", "2026-01-03|sold|3", "2026-01-04|sold|6", "2026-01-05|sold|5", "2026-01-06|sold|4", "2026-01-07|sold|1",
      "2026-01-04|forecast|5||2026-01-03|2026-01-04", "2026-01-04|forecast|9||2026-01-04|2026-01-04", "2026-01-04|forecast|8||2026-01-02|2026-01-04",
      "2026-01-05|forecast|7||2026-01-03|2026-01-05", "2026-01-06|forecast|4||2026-01-05|2026-01-06", "2026-01-07|forecast|4||2026-01-07|2026-01-07",
      "2026-01-08|forecast|3||2026-01-07|2026-01-08"},
     NULL,
     "2026-01-07",
     "lead_time=1",
     {
         {"forecast_wape", 3.0 / 15, 3, 15, 0.25},
         {"forecast_bias", 1.0 / 15, 1, 15, 0.25},
         {"forecast_mae", 1, 3, 3, 0.25},
         {"forecast_rmse", 1.2909944487358056, 5, 3, 0.25}, /* the root of 5/3 */
         {"forecast_mase", 0.5, 1.5, 3, 0.25},
         {"forecast_smape", (2.0 / 11 + 4.0 / 12) / 3, 2.0 / 11 + 4.0 / 12, 3, 0.25},
         {"forecast_tracking_signal", 1, 1, 3, 0.25},
         {"forecast_value_added", 0.5, 3, 6, 0.25},
         {"days_of_supply_forward", 1 + 74 * 7 / 25.0, 77, 77 / (1 + 74 * 7 / 25.0), 0}, /* 3, then 25 in 7 days */
     }},
    /* booked 15 (14, and 1 off by the count itself), 14 and 14; counted 14, 6 + 5 and 15; a tenth may differ */
    {"counts",
     {"2026-01-01|on_hand|20", "2026-01-02|sold|5", "2026-01-02|adjusted|-1", "2026-01-02|counted|14||c1", "2026-01-03|counted|6|a|c2", "2026-01-03|counted|5|b|c2",
      "2026-01-04|counted|15||c3"},
     NULL,
     "2026-01-04",
     "count_tolerance=0.1 unit_cost=2",
     {
         {"record_accuracy", 2.0 / 3, 2, 3, 0},
         {"net_shrinkage", -6, -6, 3, 0},
         {"absolute_shrinkage", 10, 10, 3, 0},
     }},
    /* of a 2 expire; b sells 7 in 3 days and 6 are left for 2 days: 6 - 14 / 3 */
    {"lots",
     {"2026-01-02|on_hand|5|a@2026-01-03", "2026-01-02|on_hand|10|b@2026-01-06", "2026-01-02|on_hand|20|c@2026-02-01", "2026-01-03|sold|3", "2026-01-04|sold|4"},
     NULL,
     "2026-01-04",
     NULL,
     {
         {"expired_share", 2.0 / 28, 2, 28, 0},
         {"expiring_share", 4.0 / 3 / 26, 4.0 / 3, 26, 0},
     }},
    /* closing stock: 9 9 4 4 5; the 5 of a are of no use from day 3 on, and 2 of them are still there at the end; of b 1 was sold on day 4 */
    {"a lot that expires between two levels",
     {"2026-01-01|on_hand|5|a@2026-01-02", "2026-01-01|on_hand|4|b@2026-02-01", "2026-01-04|sold|1", "2026-01-04|scrapped|3|a@2026-01-02", "2026-01-04|received|1|c@2026-02-01",
      "2026-01-05|received|1|c@2026-02-01"},
     NULL,
     "2026-01-05",
     "unit_cost=2 min=5 max=8",
     {
         {"average_stock", 31.0 / 5, 31, 5, 0},
         {"stock_value", 10, 10, 1, 0},
         {"below_min_share", 2.0 / 5, 2, 5, 0},
         {"above_max_share", 2.0 / 5, 2, 5, 0},
         {"expired_share", 2.0 / 7, 2, 7, 0},
     }},
    /* it expires on the last day with stock; what is thrown away is no usable stock */
    {"all of the stock expires",
     {"2026-01-01|on_hand|5|a@2026-01-02", "2026-01-01|sold|1", "2026-01-02|sold|1", "2026-01-04|scrapped|4|a@2026-01-02"},
     NULL,
     "2026-01-04",
     NULL,
     {
         {"ready_rate", 2.0 / 4, 2, 4, 0},
         {"stockout_days", 2, 2, 4, 0},
         {"stockout_events", 1, 1, 4, 0},
         {"expired_share", NAN, 0, 0, 0},
     }},
    /* days 3 to 6 are a silence; closing stock of the others: 2 0 3 0 */
    {"in a silence nobody was served, nor turned away",
     {"2026-01-01|on_hand|2", "2026-01-02|sold|2", "2026-01-02|unfilled|1", "2026-01-07|received|3", "2026-01-08|sold|3"},
     NULL,
     "2026-01-08",
     "feed_days=3",
     {
         {"customer_fill_rate", 5.0 / 6, 5, 6, 4.0 / 8},
         {"unfilled_units", 1, 1, 6, 4.0 / 8},
         {"period_service_rate", 3.0 / 4, 3, 4, 4.0 / 8},
         {"stockout_days", 2, 2, 4, 4.0 / 8},
         {"lost_sales_estimate", 5, 5, 4, 4.0 / 8}, /* 5 were sold on 2 days with stock */
     }},
    {"what is not expected to sell is not missing", {"2026-01-01|on_hand|9"}, NULL, "2026-01-01", NULL, {{"days_of_supply_forward", NAN, 0, 0, NAN}}},
    {"a feed that was late", {"2026-01-01|on_hand|4", "2026-01-06|on_hand|4"}, NULL, "2026-01-06", "feed_days=2", {{"feed_timeliness", 4.0 / 6, 4, 6, 0}}},
};

/* The proposals of the world "orders": the first for a day after the last, then as they were, written over, refused, set by hand. */
static const struct vmi_proposal proposals[] = {
    {.order_date = 40000, .quantity = 1, .need = 1, .urgency = VMI_SLICE("emergency"), .approval = VMI_SLICE("auto")},
    {.order_date = 20455, .quantity = 5, .need = 4, .cap_delta = 1, .urgency = VMI_SLICE("emergency"), .approval = VMI_SLICE("auto")},
    {.order_date = 20456, .quantity = 6, .need = 4, .urgency = VMI_SLICE("emergency"), .approval = VMI_SLICE("approved")},
    {.order_date = 20457, .quantity = 4, .need = 4, .urgency = VMI_SLICE("normal"), .approval = VMI_SLICE("refused")},
    {.order_date = 20458, .quantity = 5, .need = 4, .manual_delta = 1, .urgency = VMI_SLICE("normal"), .reasons = VMI_SLICE("stock_cap;manual")},
};

static const struct vmi_metric *metric_of(const struct vmi_metric *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(list[i].metric, name))
            return &list[i];
    return NULL;
}

static void check_figure(const struct vmi_metric *got, const struct figure *expected, const char *world)
{
    if (!ok(got != NULL, "%s: there is a figure of %s", world, expected->metric))
        return;
    is_near(got->value, expected->value, 1e-12, "%s: %s", world, expected->metric);
    is_near(got->numerator, expected->numerator, 1e-12, "%s: %s, numerator", world, expected->metric);
    is_near(got->denominator, expected->denominator, 1e-12, "%s: %s, denominator", world, expected->metric);
    is_near(got->missing, expected->missing, 1e-12, "%s: %s, missing", world, expected->metric);
    ok(isnan(got->value) == (got->reason.length > 0), "%s: %s has a value or a reason: %.*s", world, expected->metric, VMI_SLICE_PRINT(got->reason));
}

static void test_worlds(void)
{
    static const struct vmi_kpi_split whole;
    for (size_t i = 0; i < VMI_COUNT(worlds); i++) {
        const struct world *w = &worlds[i];
        struct vmi_history *history = ledger(w->rows, NULL, NULL);
        struct vmi_terms terms = ledger_terms(w->terms);
        struct vmi_kpi *kpi = vmi_kpi_new(history, ledger_day(w->since), ledger_day(w->through), &whole);
        size_t count;
        bool missed;
        ok(vmi_kpi_note_orders(kpi, ledger_facts(history, 0), &terms), "%s: its orders are known", w->name);
        ok(vmi_kpi_add(kpi, ledger_facts(history, 0), &terms, NULL, 0), "%s: it is measured", w->name);
        for (size_t j = 0; j < VMI_COUNT(proposals) && strcmp(w->name, "orders") == 0; j++)
            vmi_kpi_add_proposal(kpi, &proposals[j], &terms, NULL, 0);
        const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
        is_long((long long)count, (long long)vmi_kpi_row_count, "%s: a figure of every metric", w->name);
        for (size_t j = 0; j < VMI_COUNT(w->figures) && w->figures[j].metric; j++)
            check_figure(metric_of(figures, count, w->figures[j].metric), &w->figures[j], w->name);
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
}

/* The days on which a location is heard are as many as vmi_stock_days() marks, of each span about the records. */
static void test_days_heard(void)
{
    enum { MOST = 24 };
    int32_t first = ledger_day("2025-12-30");
    size_t heard_days = 0;
    for (size_t i = 0; i < VMI_COUNT(worlds); i++) {
        struct vmi_history *history = ledger(worlds[i].rows, NULL, NULL);
        const struct vmi_facts *facts = ledger_facts(history, 0);
        const struct vmi_place *place = vmi_history_place(history, facts->item);
        struct vmi_terms terms = ledger_terms(worlds[i].terms);
        struct vmi_stock_day days[MOST];
        int wrong = 0;
        for (int32_t begin = 0; begin < MOST; begin++) {
            const struct vmi_days whole = {first + begin, first + MOST - 1};
            size_t heard = 0;
            bool good = vmi_stock_days(history, facts, &terms, whole, days);
            wrong += !good;
            for (int32_t end = begin; good && end < MOST; end++) {
                heard += days[end - begin].heard;
                wrong += vmi_days_heard(place, &terms, (struct vmi_days){first + begin, first + end}) != heard;
            }
            heard_days += heard;
        }
        is_long(wrong, 0, "%s: days heard, of each span", worlds[i].name);
        vmi_history_free(history);
    }
    ok(heard_days > 0, "days are heard");
}

/* ---- what was worked out elsewhere ---------------------------------------------------------------------- */

/* The place of NAME=1;2;3 in the text, behind the sign. */
static const char *list_of(const char *input, const char *name)
{
    const char *at = strstr(input, name);
    return at ? at + strlen(name) : "";
}

/* A ledger of a day a period: what was sold, not filled, and left at its end. */
static struct vmi_history *told(const char *input)
{
    static char texts[LEDGER_MOST][48];
    const char *rows[LEDGER_MOST] = {NULL}, *demand = list_of(input, "demand="), *sold = list_of(input, "shipped="), *left = list_of(input, "onhand_end=");
    size_t count = 0;
    for (int day = 1; count + 3 < LEDGER_MOST; day++) {
        char *end_demand, *end_sold, *end_left;
        double asked = strtod(demand, &end_demand), filled = strtod(sold, &end_sold), stock = strtod(left, &end_left);
        snprintf(texts[count++], sizeof texts[0], "2026-01-%02d|sold|%g", day, filled);
        snprintf(texts[count++], sizeof texts[0], "2026-01-%02d|unfilled|%g", day, asked - filled);
        snprintf(texts[count++], sizeof texts[0], "2026-01-%02d|on_hand|%g", day, stock);
        if (*end_demand != ';')
            break;
        demand = end_demand + 1, sold = end_sold + 1, left = end_left + 1;
    }
    for (size_t i = 0; i < count; i++)
        rows[i] = texts[i];
    return ledger(rows, NULL, NULL);
}

/* The table has 52 periods in a year, we have 365 days; and 1 or nan for 0/0, where we have nothing. */
static void test_truth(void)
{
    static const struct {
        const char *kpi, *metric;
        double times;
    } names[] = {{"FILL_RATE_UNITS", "customer_fill_rate", 1},
                 {"PERIOD_SERVICE", "period_service_rate", 1},
                 {"IN_STOCK_RATE", "ready_rate", 1},
                 {"TURNS", "turns", 52.0 / 365},
                 {"LOST_UNITS", "unfilled_units", 1}};
    static const struct vmi_kpi_split whole;
    struct truth *t = truth_open("kpi");
    while (truth_next(t)) {
        size_t count, n = 0;
        bool missed;
        while (n < VMI_COUNT(names) && !truth_is(t, "kpi", names[n].kpi))
            n++;
        if (n == VMI_COUNT(names))
            continue; /* of forecasts: test_accuracy */
        struct vmi_history *history = told(truth_text(t, "input"));
        struct vmi_terms terms = ledger_terms(NULL);
        struct vmi_kpi *kpi = vmi_kpi_new(history, VMI_DAY_NONE, vmi_history_as_of(history), &whole);
        ok(vmi_kpi_add(kpi, ledger_facts(history, 0), &terms, NULL, 0), "it is measured");
        const struct vmi_metric *figure = metric_of(vmi_kpi_figures(kpi, &count, &missed), vmi_kpi_row_count, names[n].metric);
        bool nothing = strstr(truth_text(t, "data"), "nodemand") && figure->denominator == 0;
        if (nothing || !isfinite(truth_number(t, "value")))
            ok(isnan(figure->value) && figure->reason.length, "%s of %s is empty, with a reason", names[n].metric, truth_text(t, "data"));
        else
            truth_near(t, "value", figure->value * names[n].times, 1e-12, 0);
        vmi_kpi_free(kpi);
        vmi_history_free(history);
    }
    truth_close(t);
}

/* ---- parts ---------------------------------------------------------------------------------------------- */

enum { ITEMS = 5, DAYS = 90 };

/* A ledger of chance: items at three locations, one of which reports what it cannot fill. */
static struct vmi_history *random_ledger(uint64_t *state)
{
    static const enum vmi_measure measures[] = {VMI_ON_HAND, VMI_SOLD,    VMI_SOLD,      VMI_RECEIVED, VMI_UNFILLED,  VMI_STOCKOUT_DAYS, VMI_RETURNED, VMI_MIN,     VMI_MAX,
                                                VMI_ORDERED, VMI_ORDERED, VMI_CONFIRMED, VMI_SHIPPED,  VMI_CANCELLED, VMI_FORECAST,      VMI_FORECAST, VMI_COUNTED, VMI_ADJUSTED};
    static const char *const refs[] = {"o1", "o2", "o3", "o4", "o5", "o6"}, *const made[] = {"2026-01-20", "2026-02-10", "2026-03-01"};
    static const char *const places[] = {"A", "B", "C"}, *const skus[] = {"1", "2", "3", "4", "5"};
    struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error;
    bool good = true;
    for (int i = 0; i < 300; i++) {
        struct vmi_activity record = {0};
        vmi_record_clear(&vmi_activity_type, &record);
        int item = chance_below(state, ITEMS);
        int32_t day = ledger_day("2026-01-20") + chance_below(state, DAYS);
        record.measure = measures[chance_below(state, VMI_COUNT(measures))];
        record.sku = vmi_slice_of(skus[item]);
        record.location = vmi_slice_of(places[item % 3]);
        record.date = vmi_date_of_day(day);
        if (record.measure == VMI_STOCKOUT_DAYS || (record.measure == VMI_SOLD && chance_below(state, 5) == 0))
            record.until = vmi_date_of_day(day + chance_below(state, 12));
        record.quantity = (vmi_decimal)(chance_below(state, 2000) + 1) * (VMI_DECIMAL_ONE / 100);
        if (record.measure == VMI_UNFILLED && item % 3 == 1)
            record.measure = VMI_RECEIVED;
        if (vmi_measures[record.measure].kind == VMI_DOCUMENT || record.measure == VMI_COUNTED || (record.measure == VMI_RECEIVED && chance_below(state, 2)))
            record.ref = vmi_slice_of(refs[chance_below(state, VMI_COUNT(refs))]);
        if (record.measure == VMI_ORDERED || record.measure == VMI_CONFIRMED)
            record.until = vmi_date_of_day(day + chance_below(state, 15));
        if (record.measure == VMI_FORECAST) {
            record.ref = vmi_slice_of(made[chance_below(state, VMI_COUNT(made))]);
            record.until = vmi_date_of_day(day + chance_below(state, 3));
        }
        if (record.measure == VMI_ON_HAND && item == 4)
            record.expires = day + chance_below(state, 30);
        good = vmi_history_add(history, &record, &error) && good;
    }
    ok(vmi_history_settle(history, &error) && good, "a ledger");
    return history;
}

static struct vmi_kpi *measure_all(struct vmi_history *history, const struct vmi_kpi_split *split)
{
    static const char *const terms_of[] = {"class=A source=X unit_cost=2 unit_price=2.5 holding_rate=0.2 min=3 max=40 lead_time=2", "class=B source=Y excess_days=3",
                                           "class=A source=Y unit_cost=0.75 obsolete_days=10 feed_days=4"};
    struct vmi_kpi *kpi = vmi_kpi_new(history, VMI_DAY_NONE, vmi_history_as_of(history), split);
    bool good = true;
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        struct vmi_terms terms = ledger_terms(terms_of[i % 3]);
        good = vmi_kpi_note_orders(kpi, ledger_facts(history, i), &terms) && good;
    }
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        struct vmi_terms terms = ledger_terms(terms_of[i % 3]);
        good = vmi_kpi_add(kpi, ledger_facts(history, i), &terms, NULL, 0) && good;
    }
    for (int i = 0; i < 20; i++) {
        struct vmi_terms terms = ledger_terms(terms_of[i % 3]);
        const struct vmi_item *item = vmi_history_item(history, (size_t)i % vmi_history_count(history));
        const struct vmi_proposal proposal = {.location = item->location,
                                              .sku = item->sku,
                                              .order_date = ledger_day("2026-01-25") + 3 * i,
                                              .quantity = i,
                                              .need = i - i % 2,
                                              .urgency = i % 3 ? VMI_SLICE("normal") : VMI_SLICE("emergency")};
        vmi_kpi_add_proposal(kpi, &proposal, &terms, NULL, 0);
    }
    ok(good, "all are measured");
    return kpi;
}

static double nothing_is_0(double value)
{
    return isnan(value) ? 0 : value;
}

/* The parts add up to the total, and that is the same however it is parted. */
static size_t bad_parts(const struct vmi_metric *f, size_t count, const struct vmi_metric *totals)
{
    size_t bad = 0;
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        double above = 0, below = 0, scale = 1e-9;
        const struct vmi_metric *total = metric_of(totals, vmi_kpi_row_count, vmi_kpi_rows[i].name);
        scale *= 1 + fabs(nothing_is_0(total->numerator)) + fabs(total->denominator);
        for (size_t j = 0; j < count; j++) {
            if (!vmi_slice_equal(f[j].metric, total->metric))
                continue;
            bool part = !vmi_slice_is(f[j].scope, "total");
            above += part ? nothing_is_0(f[j].numerator) : 0;
            below += part ? f[j].denominator : 0;
            if (!part)
                bad += fabs(nothing_is_0(f[j].value) - nothing_is_0(total->value)) > 1e-9 * (1 + fabs(nothing_is_0(total->value))) || isnan(f[j].value) != isnan(total->value);
            bad += !isfinite(nothing_is_0(f[j].value)) || isnan(f[j].value) != (f[j].reason.length > 0);
        }
        bool wrong = fabs(above - nothing_is_0(total->numerator)) > scale || fabs(below - total->denominator) > scale;
        if (wrong)
            note("%s: parts %g / %g, total %g / %g", vmi_kpi_rows[i].name, above, below, total->numerator, total->denominator);
        bad += wrong;
    }
    return bad;
}

static void test_parts(void)
{
    static const struct vmi_kpi_split whole, splits[] = {
                                                 {.location = true},
                                                 {.sku = true},
                                                 {.terms.bits = {UINT64_C(1) << VMI_TERM_CLASS}},
                                                 {.terms.bits = {UINT64_C(1) << VMI_TERM_SOURCE}},
                                                 {.terms.bits = {UINT64_C(1) << VMI_TERM_UNIT_COST}},
                                                 {.period = VMI_KPI_WEEK},
                                                 {.period = VMI_KPI_MONTH},
                                                 {.period = VMI_KPI_QUARTER},
                                                 {.location = true, .sku = true, .terms.bits = {UINT64_C(1) << VMI_TERM_SOURCE}, .period = VMI_KPI_MONTH},
                                             };
    uint64_t state = 20261123;
    bool told[100] = {false};
    for (int round = 0; round < rounds(100); round++) {
        struct vmi_history *history = random_ledger(&state);
        struct vmi_kpi *total = measure_all(history, &whole);
        size_t count;
        bool missed;
        const struct vmi_metric *totals = vmi_kpi_figures(total, &count, &missed);
        for (size_t i = 0; i < vmi_kpi_row_count; i++)
            told[i] |= !isnan(metric_of(totals, count, vmi_kpi_rows[i].name)->value);
        for (size_t i = 0; i < VMI_COUNT(splits); i++) {
            struct vmi_kpi *kpi = measure_all(history, &splits[i]);
            const struct vmi_metric *figures = vmi_kpi_figures(kpi, &count, &missed);
            is_long((long long)bad_parts(figures, count, totals), 0, "ledger %d, split %zu: the parts add up", round, i);
            vmi_kpi_free(kpi);
        }
        vmi_kpi_free(total);
        vmi_history_free(history);
    }
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        ok(told[i], "%s has a value in one of these ledgers", vmi_kpi_rows[i].name);
}

/* ---- windows of days -------------------------------------------------------------------------------------- */

static struct vmi_kpi *measure_days(struct vmi_history *history, const struct vmi_kpi_split *split, int32_t since, int32_t through)
{
    struct vmi_kpi *kpi = vmi_kpi_new(history, since, through, split);
    struct vmi_terms terms = ledger_terms("unit_cost=2 holding_rate=0.2 min=3 max=40 lead_time=2");
    bool good = true;
    for (size_t i = 0; i < vmi_history_count(history); i++)
        good = vmi_kpi_note_orders(kpi, ledger_facts(history, i), &terms) && good;
    for (size_t i = 0; i < vmi_history_count(history); i++)
        good = vmi_kpi_add(kpi, ledger_facts(history, i), &terms, NULL, 0) && good;
    ok(good, "all are measured");
    return kpi;
}

/* The figures of a metric that are of parts, in the order of the calendar. */
static size_t parts_of(const struct vmi_metric *list, size_t count, const char *name, const struct vmi_metric **parts)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        if (vmi_slice_is(list[i].metric, name) && !vmi_slice_is(list[i].scope, "total"))
            parts[n++] = &list[i];
    return n;
}

static bool is_sum(double got, double a, double b)
{
    a = nothing_is_0(a), b = nothing_is_0(b);
    return fabs(nothing_is_0(got) - a - b) <= 1e-9 * (1 + fabs(a) + fabs(b));
}

/* Windows of one week are the weeks, and of two weeks each week and the one before it. */
static void test_rolling_weeks(struct vmi_history *history, int32_t sunday)
{
    enum { KINDS = 3, MOST_WEEKS = 40 };
    static const int32_t days[KINDS] = {0, 7, 14};
    struct vmi_kpi *kpi[KINDS];
    const struct vmi_metric *lists[KINDS], *parts[KINDS][MOST_WEEKS];
    size_t count, bad = 0, n = 0;
    bool missed;
    for (int i = 0; i < KINDS; i++) {
        const struct vmi_kpi_split split = {.period = VMI_KPI_WEEK, .rolling = days[i]};
        kpi[i] = measure_days(history, &split, VMI_DAY_NONE, sunday);
        lists[i] = vmi_kpi_figures(kpi[i], &count, &missed);
    }
    for (size_t r = 0; r < vmi_kpi_row_count; r++) {
        for (int i = 0; i < KINDS; i++)
            n = parts_of(lists[i], count, vmi_kpi_rows[r].name, parts[i]);
        for (size_t w = 0; w < n; w++) {
            const struct vmi_metric *week = parts[0][w], *same = parts[1][w], *two = parts[2][w];
            bad += !is_sum(same->numerator, week->numerator, 0) || !is_sum(same->value, week->value, 0) || same->since != week->since || same->through != week->through;
            bad +=
                !is_sum(two->numerator, week->numerator, w ? parts[0][w - 1]->numerator : 0) || !is_sum(two->denominator, week->denominator, w ? parts[0][w - 1]->denominator : 0);
            bad += two->through != week->through || (w > 0 && two->since != parts[0][w - 1]->since);
        }
    }
    ok(n > 5 && !bad, "windows of one week and of two, %zu weeks: %zu differ", n, bad);
    for (int i = 0; i < KINDS; i++)
        vmi_kpi_free(kpi[i]);
}

/* Of what does not hang on other days, a window has what is measured on its days alone. */
static void test_rolling_days(struct vmi_history *history, int32_t through, int32_t rolling)
{
    static const char *const names[] = {"customer_fill_rate", "unfilled_units", "period_service_rate", "ready_rate", "corridor_compliance", "feed_timeliness", "feed_completeness"};
    static const struct vmi_kpi_split whole;
    const struct vmi_kpi_split split = {.period = VMI_KPI_MONTH, .rolling = rolling};
    const struct vmi_metric *parts[16];
    size_t count, bad = 0, n = 0;
    bool missed;
    struct vmi_kpi *kpi = measure_days(history, &split, VMI_DAY_NONE, through);
    const struct vmi_metric *list = vmi_kpi_figures(kpi, &count, &missed);
    for (size_t i = 0; i < VMI_COUNT(names); i++) {
        n = parts_of(list, count, names[i], parts);
        for (size_t w = 0; w < n; w++) {
            size_t alone_count;
            struct vmi_kpi *alone = measure_days(history, &whole, parts[w]->through - rolling + 1, parts[w]->through);
            const struct vmi_metric *figure = metric_of(vmi_kpi_figures(alone, &alone_count, &missed), vmi_kpi_row_count, names[i]);
            bad += !is_sum(parts[w]->numerator, figure->numerator, 0) || !is_sum(parts[w]->denominator, figure->denominator, 0);
            bad += !is_sum(parts[w]->missing, figure->missing, 0);
            vmi_kpi_free(alone);
        }
    }
    ok(n > 2 && !bad, "windows of %d days that end with %zu months: %zu differ", rolling, n, bad);
    vmi_kpi_free(kpi);
}

static void test_rolling(void)
{
    static const int32_t lengths[] = {1, 10, 31, 45, 5000};
    uint64_t state = 41;
    for (int round = 0; round < rounds(30); round++) {
        struct vmi_history *history = random_ledger(&state);
        int32_t as_of = vmi_history_as_of(history);
        test_rolling_weeks(history, as_of - (vmi_day_weekday(as_of) + 1) % 7);
        for (size_t i = 0; i < VMI_COUNT(lengths); i++)
            test_rolling_days(history, as_of, lengths[i]);
        vmi_history_free(history);
    }
}

/* ---- lines of bars ------------------------------------------------------------------------------------------ */

/* The line of the values of a place's periods, worked out from the figures of these. COUNT periods, those that have none at the beginning. */
static void draw(const struct vmi_metric **parts, size_t n, size_t count, struct vmi_buffer *out)
{
    double least = INFINITY, most = -INFINITY;
    vmi_buffer_clear(out);
    for (size_t i = 0; i < n; i++) {
        least = fmin(least, isnan(parts[i]->value) ? INFINITY : parts[i]->value);
        most = fmax(most, isnan(parts[i]->value) ? -INFINITY : parts[i]->value);
    }
    for (size_t i = 0; i < count && most >= least; i++) {
        double value = i + n < count ? NAN : parts[i + n - count]->value;
        int level = most > least ? (int)floor((value - least) * 7 / (most - least) + 0.5) : 3;
        if (isnan(value))
            vmi_buffer_print(out, "\u00B7");
        else
            vmi_buffer_print(out, "\xE2\x96%c", (char)(0x81 + level));
    }
}

static void test_lines(void)
{
    uint64_t state = 7;
    struct vmi_buffer line = {0};
    for (int round = 0; round < rounds(60); round++) {
        const struct vmi_kpi_split folded = {.location = true, .period = round % 3 ? VMI_KPI_WHOLE : VMI_KPI_MONTH, .spark = true};
        const struct vmi_kpi_split told = {.location = true, .period = round % 3 ? VMI_KPI_WEEK : VMI_KPI_MONTH};
        struct vmi_history *history = random_ledger(&state);
        int32_t as_of = vmi_history_as_of(history);
        struct vmi_kpi *a = measure_days(history, &folded, VMI_DAY_NONE, as_of), *b = measure_days(history, &told, VMI_DAY_NONE, as_of);
        size_t rows, told_rows, bad = 0, periods = 0;
        bool missed;
        const struct vmi_metric *list = vmi_kpi_figures(a, &rows, &missed), *parts = vmi_kpi_figures(b, &told_rows, &missed), *of_place[40];
        int32_t day = list[0].since;
        for (; day <= as_of; day = vmi_kpi_period_of(told.period, day).last + 1)
            periods++;
        for (size_t i = 0; i < rows; i++) {
            size_t n = 0;
            bad += list[i].part.length > 0;
            if (vmi_slice_is(list[i].scope, "total"))
                continue;
            bad += !vmi_slice_is(list[i].scope, "location");
            for (size_t j = 0; j < told_rows; j++)
                if (vmi_slice_equal(parts[j].metric, list[i].metric) && vmi_slice_equal(parts[j].location, list[i].location))
                    of_place[n++] = &parts[j];
            draw(of_place, n, periods, &line);
            bad += !vmi_slice_equal(list[i].spark, vmi_buffer_slice(&line));
        }
        ok(!bad && rows == 4 * vmi_kpi_row_count, "ledger %d: lines of %zu periods are those of the parts: %zu differ", round, periods, bad);
        vmi_kpi_free(a);
        vmi_kpi_free(b);
        vmi_history_free(history);
    }
    vmi_buffer_free(&line);
}

/* ---- the registry ---------------------------------------------------------------------------------------- */

static bool has_case(const char *name)
{
    for (size_t i = 0; i < VMI_COUNT(worlds); i++)
        for (size_t j = 0; j < VMI_COUNT(worlds[i].figures) && worlds[i].figures[j].metric; j++)
            if (strcmp(worlds[i].figures[j].metric, name) == 0 && !isnan(worlds[i].figures[j].value))
                return true;
    return false;
}

/* A metric is not there before someone has computed it by hand, and said what it is. */
static void test_registry(void)
{
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        const struct vmi_kpi_row *row = &vmi_kpi_rows[i];
        ok(has_case(row->name), "%s has a figure that was computed by hand", row->name);
        ok(*row->definition && *row->formula && *row->unseen && *row->empty && *row->unit, "%s is explained", row->name);
        ok(row->needs && row->source, "%s says what it needs and where it is from", row->name);
    }
}

int main(void)
{
    test_worlds();
    test_days_heard();
    test_truth();
    test_parts();
    test_rolling();
    test_lines();
    test_registry();
    return done();
}
