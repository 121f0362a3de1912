#include <math.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/lead_time.h"
#include "vmi/lots.h"
#include "vmi/outlook.h"

/* ---- days to come ----------------------------------------------------------------------------------------- */

/* As-of is 2026-01-10, the mean of history 2; day 3 to day 5 have a factor of 3. */
static const struct {
    const char *name, *rows[6], *terms;
    bool factored;
    double days[6]; /* the first six */
    double sum;     /* over 4.5 days */
    double covered; /* of 4.5 days */
    double lasts;   /* a stock of 10 */
} cases[] = {
    {"no forecast", {"2026-01-10|on_hand|1"}, "", false, {2, 2, 2, 2, 2, 2}, 9, 0, 5},
    {"a forecast of one day", {"2026-01-10|on_hand|1", "2026-01-12|forecast|7||2026-01-01"}, "", false, {2, 7, 2, 2, 2, 2}, 14, 1, 2.5},
    {"a forecast of three days is spread evenly", {"2026-01-10|on_hand|1", "2026-01-11|forecast|9||2026-01-01|2026-01-13"}, "", false, {3, 3, 3, 2, 2, 2}, 12, 3, 3.5},
    {"a forecast that began before counts with its days to come",
     {"2026-01-10|on_hand|1", "2026-01-08|forecast|25||2026-01-01|2026-01-12"},
     "",
     false,
     {5, 5, 2, 2, 2, 2},
     15,
     2,
     2},
    {"the forecast made last stands",
     {"2026-01-10|on_hand|1", "2026-01-11|forecast|9||2026-01-05", "2026-01-11|forecast|4||2026-01-01"},
     "",
     false,
     {9, 2, 2, 2, 2, 2},
     16,
     1,
     1.5},
    {"forecasts of one day never add up",
     {"2026-01-10|on_hand|1", "2026-01-11|forecast|9||2026-01-05", "2026-01-11|forecast|4||2026-01-05"},
     "",
     false,
     {4, 2, 2, 2, 2, 2},
     11,
     1,
     4},
    {"one that was made nobody knows when stands under all others",
     {"2026-01-10|on_hand|1", "2026-01-11|forecast|9||2026-01-05", "2026-01-11|forecast|4"},
     "",
     false,
     {9, 2, 2, 2, 2, 2},
     16,
     1,
     1.5},
    {"one that is made after as-of is not known", {"2026-01-10|on_hand|1", "2026-01-12|forecast|9||2026-01-11"}, "", false, {2, 2, 2, 2, 2, 2}, 9, 0, 5},
    {"forecasts are not taken under demand=history", {"2026-01-10|on_hand|1", "2026-01-12|forecast|7||2026-01-01"}, "demand=history", false, {2, 2, 2, 2, 2, 2}, 9, 0, 5},
    {"nor where the mean is agreed", {"2026-01-10|on_hand|1", "2026-01-12|forecast|7||2026-01-01"}, "demand_mean=2", false, {2, 2, 2, 2, 2, 2}, 9, 0, 5},
    {"a factor", {"2026-01-10|on_hand|1"}, "", true, {2, 2, 6, 6, 6, 2}, 19, 0, 3},
    {"a forecast stands over a factor", {"2026-01-10|on_hand|1", "2026-01-13|forecast|1||2026-01-01"}, "", true, {2, 2, 1, 6, 6, 2}, 14, 1, 3 + 5.0 / 6},
};

static void test_days(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_history *history = ledger(cases[i].rows, "2026-01-10", NULL);
        struct vmi_terms terms = ledger_terms(cases[i].terms);
        struct vmi_factors factors = {0};
        struct vmi_outlook o;
        if (cases[i].factored)
            vmi_factors_set(&factors, ledger_day("2026-01-13"), ledger_day("2026-01-15"), 3);
        vmi_outlook_of(history, ledger_facts(history, 0), &terms, cases[i].factored ? &factors : NULL, 2, &o);
        for (int n = 1; n <= 6; n++)
            is_near(vmi_outlook_day(&o, n), cases[i].days[n - 1], 1e-12, "%s: day %d", cases[i].name, n);
        is_near(vmi_outlook_sum(&o, 4.5), cases[i].sum, 1e-12, "%s: four days and a half", cases[i].name);
        is_near(vmi_outlook_covered(&o, 4.5), cases[i].covered, 1e-12, "%s: of these forecast", cases[i].name);
        is_near(vmi_outlook_lasts(&o, 10), cases[i].lasts, 1e-12, "%s: how long ten last", cases[i].name);
        vmi_outlook_free(&o);
        vmi_factors_free(&factors);
        vmi_history_free(history);
    }
}

static void test_squares(void)
{
    struct vmi_factors factors = {0};
    struct vmi_outlook o = {.as_of = ledger_day("2026-01-10"), .mean = 2, .factors = &factors};
    vmi_factors_set(&factors, ledger_day("2026-01-12"), ledger_day("2026-01-13"), 3);
    is_near(vmi_outlook_squares(&o, 1), 1, 0, "a usual day is a day");
    is_near(vmi_outlook_squares(&o, 2.5), 1 + 9 + 4.5, 1e-12, "a day with a factor is its square");
    is_near(vmi_outlook_squares(&o, 2.9e6), 2.9e6 + 16, 1e-12, "through the year 9999");
    is_near(vmi_outlook_sum(&o, 2.9e6), 2 * (2.9e6 + 4), 1e-12, "and so does its demand add up");
    vmi_factors_free(&factors);
}

/* Each forecast is of 3 days; what came was 2 a day, so that the errors are 6 - 9, 6 - 3 and 6 - 12. */
static void test_errors(void)
{
    static const char *const rows[] = {"2026-01-01|sold|20|||2026-01-10", "2026-01-02|forecast|9||2026-01-01|2026-01-04", "2026-01-05|forecast|3||2026-01-04|2026-01-07",
                                       "2026-01-08|forecast|12||2026-01-07|2026-01-10", NULL};
    struct vmi_history *history = ledger(rows, "2026-01-10", NULL);
    struct vmi_terms terms = ledger_terms("");
    const struct vmi_facts *item = ledger_facts(history, 0);
    const struct vmi_series_source source = {.history = history, .items = &item, .item_count = 1, .terms = &terms, .day = ledger_day("2026-01-10")};
    struct vmi_series series = {0};
    size_t count;
    ok(vmi_series_of(&source, &series), "ten days are one observation");
    is_near(vmi_outlook_error_variance(history, item, &series, ledger_day("2026-01-10"), 3, &count), (9 + 9 + 36) / 3.0, 1e-12, "the mean square of the errors over three days");
    is_long((long long)count, 3, "of three forecasts");
    is_near(vmi_outlook_error_variance(history, item, &series, ledger_day("2026-01-10"), 4, &count), NAN, 0, "no forecast covers four days, so nothing is known");
    vmi_series_free(&series);
    vmi_history_free(history);
}

/* ---- lead times ------------------------------------------------------------------------------------------- */

static void test_lead_times(void)
{
    static const char *const rows[] = {"2026-01-01|ordered|5||A",  "2026-01-02|ordered|5||B",  "2026-01-03|ordered|5||C",
                                       "2026-01-04|ordered|5||D",  "2026-01-04|received|2||A", "2026-01-05|received|3||A",
                                       "2026-01-06|received|5||B", "2026-01-10|received|5||C", NULL};
    struct vmi_history *history = ledger(rows, NULL, NULL);
    const struct vmi_facts *item = ledger_facts(history, 0);
    struct vmi_arena arena = {0};
    struct vmi_lead_times lead;
    struct vmi_terms terms = ledger_terms("lead_time=9 lead_time_sd=2 lead_time_from=measured");
    vmi_lead_times_of(item, &terms, &arena, &lead);
    is_long((long long)lead.measured, 3, "three orders are measured, the fourth is open");
    is_near(lead.mean, 5, 1e-12, "4, 4 and 7 days: an order has arrived when the last of it has");
    is_near(lead.variance, 2, 1e-12, "and how they vary");
    is_long((long long)lead.count, 2, "two values");
    is_near(lead.chances[0], 2.0 / 3, 1e-12, "the first of them twice as likely");
    terms = ledger_terms("lead_time=9 lead_time_sd=2");
    vmi_lead_times_of(item, &terms, &arena, &lead);
    ok(lead.mean == 9 && lead.variance == 4 && lead.count == 0 && lead.measured == 0, "the agreed lead time stands where nobody measures");
    vmi_history_free(history);

    static const char *const few[] = {"2026-01-01|ordered|5||A", "2026-01-04|received|5||A", NULL};
    history = ledger(few, NULL, NULL);
    terms = ledger_terms("lead_time=9 lead_time_from=measured");
    vmi_lead_times_of(ledger_facts(history, 0), &terms, &arena, &lead);
    ok(lead.mean == 9 && lead.measured == 0, "and where too few orders were received");
    terms = ledger_terms("lead_time=9");
    terms.lead_times = VMI_SLICE("1=0.8 6=0.2");
    vmi_lead_times_of(ledger_facts(history, 0), &terms, &arena, &lead);
    is_near(lead.mean, 2, 1e-12, "lead times value by value stand over the one");
    is_near(lead.variance, 0.8 + 0.2 * 16, 1e-12, "and vary as they say");
    terms = ledger_terms("");
    vmi_lead_times_of(ledger_facts(history, 0), &terms, &arena, &lead);
    is_near(lead.mean, NAN, 0, "without any the lead time is not known");
    vmi_history_free(history);
    vmi_arena_free(&arena);
}

/* ---- lots --------------------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *rows[8], *as_of;
    const char *expired;
    struct {
        const char *expires, *quantity;
    } lots[3];
} lots[] = {
    {"a lot that may still be used", {"2026-01-05|on_hand|10|A@2026-01-20"}, NULL, "0", {{"2026-01-20", "10"}}},
    {"its last day is a day of use", {"2026-01-05|on_hand|10|A@2026-01-05"}, NULL, "0", {{"2026-01-05", "10"}}},
    {"one that had expired when it was counted", {"2026-01-05|on_hand|10|A@2026-01-04"}, NULL, "10", {{NULL, NULL}}},
    {"one that has expired since", {"2026-01-05|on_hand|10|A@2026-01-06"}, "2026-01-07", "10", {{NULL, NULL}}},
    {"what sold before is taken from what expires first",
     {"2026-01-05|on_hand|10|A@2026-01-07", "2026-01-05|on_hand|9|B@2026-01-30", "2026-01-06|sold|6"},
     "2026-01-08",
     "4",
     {{"2026-01-30", "9"}}},
    {"what sold after is not", {"2026-01-05|on_hand|10|A@2026-01-06", "2026-01-05|on_hand|9|B@2026-01-30", "2026-01-07|sold|6"}, "2026-01-08", "10", {{"2026-01-30", "3"}}},
    {"what is thrown away is of the lot that it names, whenever that expired",
     {"2026-01-05|on_hand|10|A@2026-01-06", "2026-01-05|on_hand|9|B@2026-01-30", "2026-01-05|on_hand|2|C@2026-01-02", "2026-01-07|scrapped|7|A@2026-01-06",
      "2026-01-07|scrapped|2|C@2026-01-02", "2026-01-07|sold|6"},
     "2026-01-08",
     "3",
     {{"2026-01-30", "3"}}},
    {"more than the lot that it names is of the rest",
     {"2026-01-05|on_hand|4|A@2026-01-10", "2026-01-05|on_hand|9|B@2026-01-30", "2026-01-06|scrapped|6|A@2026-01-10"},
     NULL,
     "0",
     {{"2026-01-30", "7"}}},
    {"stock without a date is used last", {"2026-01-05|on_hand|50", "2026-01-05|on_hand|9|B@2026-01-30", "2026-01-06|sold|10"}, NULL, "0", {{NULL, NULL}}},
    {"what came since counts", {"2026-01-05|on_hand|1", "2026-01-06|received|9|B@2026-01-08"}, "2026-01-09", "9", {{NULL, NULL}}},
    {"quantities without a lot's name are told apart by their dates",
     {"2026-01-05|on_hand|4|@2026-01-08", "2026-01-05|on_hand|9|@2026-01-20"},
     NULL,
     "0",
     {{"2026-01-08", "4"}, {"2026-01-20", "9"}}},
};

static void test_lots(void)
{
    for (size_t i = 0; i < VMI_COUNT(lots); i++) {
        struct vmi_history *history = ledger(lots[i].rows, lots[i].as_of, NULL);
        const struct vmi_facts *item = ledger_facts(history, 0);
        struct vmi_arena arena = {0};
        struct vmi_moment moment;
        struct vmi_lots found;
        vmi_decimal level;
        size_t count = 0;
        ok(vmi_level_of(item, VMI_ON_HAND, vmi_history_as_of(history), &level, &moment) && vmi_lots_of(item, vmi_history_as_of(history), &moment, &arena, &found),
           "%s: within the range", lots[i].name);
        is_quantity(found.expired, lots[i].expired, "%s: expired", lots[i].name);
        for (; count < VMI_COUNT(lots[i].lots) && lots[i].lots[count].expires && count < found.count; count++) {
            is_long(found.list[count].expires, ledger_day(lots[i].lots[count].expires), "%s: the lot's day", lots[i].name);
            is_quantity(found.list[count].quantity, lots[i].lots[count].quantity, "%s: the lot's quantity", lots[i].name);
        }
        ok(count == found.count && (count == VMI_COUNT(lots[i].lots) || !lots[i].lots[count].expires), "%s: no other lots", lots[i].name);
        vmi_arena_free(&arena);
        vmi_history_free(history);
    }
}

int main(void)
{
    test_days();
    test_squares();
    test_errors();
    test_lead_times();
    test_lots();
    return done();
}
