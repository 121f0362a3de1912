#include <stdio.h>

#include "ledger.h"
#include "tap.h"

static const struct {
    const char *name, *rows[8], *given, *as_of, *first_day, *last_closed, *last_fed;
    int late, forecasts;
} cases[] = {
    {"the last level", {"2026-01-05|on_hand|1", "2026-01-07|on_hand|2"}, NULL, "2026-01-07", "2026-01-05", "2026-01-07", "2026-01-07", 0, 0},
    {"the last day that a flow covers", {"2026-01-05|sold|1|||2026-01-11"}, NULL, "2026-01-11", "2026-01-05", "2026-01-11", "2026-01-11", 0, 0},
    {"the date of a document, not its due day", {"2026-01-05|on_hand|1", "2026-01-06|ordered|1||A|2026-01-20"}, NULL, "2026-01-06", "2026-01-05", "2026-01-06", "2026-01-05", 0, 0},
    {"the date of a count", {"2026-01-05|on_hand|1", "2026-01-08|counted|1||C"}, NULL, "2026-01-08", "2026-01-05", "2026-01-08", "2026-01-08", 0, 0},
    {"not a forecast", {"2026-01-05|on_hand|1", "2026-02-01|forecast|9|||2026-02-28"}, NULL, "2026-01-05", "2026-01-05", "2026-01-05", "2026-01-05", 0, 1},
    {"not what the customer wishes for", {"2026-01-05|on_hand|1", "2026-02-01|min|9"}, NULL, "2026-01-05", "2026-01-05", "2026-01-05", "2026-01-05", 1, 0},
    {"nothing is dated", {"|on_hand|1"}, NULL, "", "", "", "", 0, 0},
    {"as given", {"2026-01-05|on_hand|1"}, "2026-01-20", "2026-01-20", "2026-01-05", "2026-01-05", "2026-01-05", 0, 0},
    {"what is dated later is left out and counted",
     {"2026-01-05|on_hand|1", "2026-01-06|on_hand|2", "2026-01-05|sold|1|||2026-01-07", "2026-01-06|ordered|1||A", "2026-02-01|max|9"},
     "2026-01-05",
     "2026-01-05",
     "2026-01-05",
     "2026-01-05",
     "2026-01-05",
     4,
     0},
    {"the day of a date-time is the day written in it", {"2026-01-05T23:30:00-05:00|on_hand|1"}, NULL, "2026-01-05", "2026-01-05", "2026-01-04", "2026-01-05", 0, 0},
};

static void is_day(int32_t got, const char *expected, const char *name, const char *what)
{
    char text[VMI_DATE_TEXT_SIZE];
    vmi_day_format(got, text);
    is_text(text, expected, "%s: %s", name, what);
}

static void test_days(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_history *h = ledger(cases[i].rows, cases[i].given, NULL);
        const struct vmi_item *item = vmi_history_item(h, 0);
        is_day(vmi_history_as_of(h), cases[i].as_of, cases[i].name, "as-of");
        is_day(item->first_day, cases[i].first_day, cases[i].name, "the item's first day");
        is_day(vmi_history_place(h, item)->last_closed, cases[i].last_closed, cases[i].name, "the last closed day");
        is_day(vmi_history_place(h, item)->last_fed, cases[i].last_fed, cases[i].name, "the last report");
        is_long((long long)vmi_history_late(h), cases[i].late, "%s: left out", cases[i].name);
        is_long((long long)vmi_history_forecasts(h), cases[i].forecasts, "%s: forecasts", cases[i].name);
        vmi_history_free(h);
    }
}

static void test_items(void)
{
    static const char *const rows[] = {"2026-01-05|on_hand|1||||B|1",
                                       "2026-01-05|on_hand|1||||A|2",
                                       "2026-01-05|on_hand|1||||A|10",
                                       "2026-01-05|on_hand|1||||AB|1",
                                       "2026-01-05|on_hand|1||||A|B1",
                                       "2026-01-06|sold|1||||B|1",
                                       NULL};
    static const char *const sorted[] = {"A/10", "A/2", "A/B1", "AB/1", "B/1"};
    struct vmi_history *h = ledger(rows, NULL, NULL);
    is_long((long long)vmi_history_count(h), 5, "five items");
    for (size_t i = 0; i < VMI_COUNT(sorted) && i < vmi_history_count(h); i++) {
        char name[32];
        const struct vmi_item *item = vmi_history_item(h, i);
        snprintf(name, sizeof name, "%.*s/%.*s", VMI_SLICE_PRINT(item->location), VMI_SLICE_PRINT(item->sku));
        is_text(name, sorted[i], "in byte order of location and item");
    }
    vmi_history_free(h);
    h = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error = {0};
    vmi_history_name(h, VMI_SLICE("A"), VMI_SLICE("1"));
    vmi_history_name(h, VMI_SLICE("A"), VMI_SLICE("1"));
    ok(vmi_history_settle(h, &error) && vmi_history_count(h) == 1 && ledger_facts(h, 0)->count == 0, "an item may be named without facts");
    vmi_history_free(h);
}

static void test_units(void)
{
    struct vmi_history *h = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error = {0};
    struct vmi_activity each = ledger_record("2026-01-05|on_hand|1"), box = ledger_record("2026-01-06|on_hand|1");
    each.unit = VMI_SLICE("EA");
    box.unit = VMI_SLICE("BOX");
    ok(vmi_history_add(h, &each, &error) && vmi_history_add(h, &each, &error), "records of one unit");
    ok(!vmi_history_add(h, &box, &error), "one of another is refused");
    is_text(error.field, "unit", "by its column");
    is_text(error.text, "is 'BOX', and the records of S at L before it are in 'EA'; one unit an item was expected (the term unit names the base unit)", "in words");
    vmi_history_free(h);
}

/* Many records of few days stay few facts, and their sums are exact. */
static void test_folding(void)
{
    struct vmi_history *h = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error = {0};
    uint64_t state = 17;
    vmi_decimal sums[30] = {0}, levels[30] = {0};
    bool good = true;
    for (int i = 0; i < 20000; i++) {
        int day = chance_below(&state, 30);
        struct vmi_activity record = ledger_record("2026-01-05|sold|0");
        record.date = vmi_date_of_day(20000 + day);
        record.quantity = (vmi_decimal)chance_below(&state, 1000000);
        record.measure = chance_below(&state, 4) ? VMI_SOLD : VMI_ON_HAND;
        if (record.measure == VMI_SOLD)
            sums[day] += record.quantity;
        else
            levels[day] = record.quantity;
        good = good && vmi_history_add(h, &record, &error);
    }
    good = good && vmi_history_settle(h, &error);
    const struct vmi_facts *item = ledger_facts(h, 0);
    is_long((long long)item->count, 60, "20,000 records of 30 days are 60 facts");
    ok(vmi_history_size(h) < 4000, "and never were many more: %zu bytes", vmi_history_size(h));
    int wrong = !good;
    for (int measure = 0; measure < 2; measure++) {
        size_t count;
        const struct vmi_fact *facts = vmi_item_facts(item, measure ? VMI_SOLD : VMI_ON_HAND, &count);
        for (size_t i = 0; i < count; i++)
            wrong += facts[i].day != 20000 + (int)i || facts[i].quantity != (measure ? sums[i] : levels[i]);
        wrong += count != 30;
    }
    is_long(wrong, 0, "flows are their sums, of levels the later stands");
    vmi_history_free(h);
}

/* Orders in which the days of many items may come. */
enum coming { BY_DAY, BY_ITEM, SHUFFLED, COMINGS };
enum { ITEMS = 200, DAYS = 365 };

static void add_day(struct vmi_history *h, size_t place, uint64_t *state, bool *good)
{
    char sku[16];
    struct vmi_error error = {0};
    struct vmi_activity record = ledger_record("2026-01-05|sold|0");
    int length = snprintf(sku, sizeof sku, "%zu", place / DAYS);
    record.sku = (struct vmi_slice){sku, (size_t)length};
    record.date = vmi_date_of_day(20000 + (int32_t)(place % DAYS));
    record.quantity = (vmi_decimal)chance_below(state, 500) * VMI_DECIMAL_ONE;
    *good = *good && vmi_history_add(h, &record, &error);
}

/* Memory grows with items and days: four bytes for each, eight where nothing is in order, however often they come. */
static void test_memory(void)
{
    static const char *const names[COMINGS] = {"day by day", "item by item", "shuffled"};
    static size_t order[ITEMS * DAYS];
    uint64_t state = 20260611;
    for (int coming = 0; coming < COMINGS; coming++)
        for (int times = 1; times <= 4; times += 3) {
            struct vmi_history *h = vmi_history_new(VMI_DAY_NONE);
            bool good = true;
            for (int time = 0; time < times; time++) {
                for (size_t i = 0; i < VMI_COUNT(order); i++)
                    order[i] = coming == BY_DAY ? i % ITEMS * DAYS + i / ITEMS : i;
                if (coming == SHUFFLED)
                    ledger_shuffle(order, VMI_COUNT(order), &state);
                for (size_t i = 0; i < VMI_COUNT(order); i++)
                    add_day(h, order[i], &state, &good);
            }
            double each = (double)vmi_history_size(h) / (double)VMI_COUNT(order);
            ok(good && each <= (coming == SHUFFLED || times > 1 ? 8 : 4), "%s, %d times: %.2f bytes for each day of an item", names[coming], times, each);
            vmi_history_free(h);
        }
}

static void test_range(void)
{
    struct vmi_history *h = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error = {0};
    struct vmi_activity record = ledger_record("2026-01-05|sold|9000000000000");
    bool good = vmi_history_add(h, &record, &error) && vmi_history_add(h, &record, &error);
    ok(!good || !vmi_history_settle(h, &error), "flows that add up beyond the range are refused");
    is_text(error.text, "the quantities of S at L add up to more than can be held", "in words");
    vmi_history_free(h);
}

int main(void)
{
    test_days();
    test_items();
    test_units();
    test_folding();
    test_memory();
    test_range();
    return done();
}
