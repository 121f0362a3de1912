#include <stdio.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/balance.h"

/* Rows of activity ("open" is an opening figure), and the gaps: "DATE: LEVEL, QUANTITY (BEFORE of DATE, FLOWS); ". */
static const struct {
    const char *name, *rows[10], *gaps;
} cases[] = {
    {"one level", {"2026-01-01|on_hand|10", "2026-01-02|sold|3"}, ""},
    {"it adds up", {"2026-01-01|on_hand|10", "2026-01-02|sold|3", "2026-01-02|received|4", "2026-01-02|on_hand|11"}, ""},
    {"three are missing", {"2026-01-01|on_hand|10", "2026-01-02|sold|3", "2026-01-02|on_hand|4"}, "2026-01-02: 4, -3 (10 of 2026-01-01, -3); "},
    {"too much, over days without levels",
     {"2026-01-01|on_hand|10", "2026-01-02|sold|3", "2026-01-05|scrapped|1", "2026-01-05|on_hand|8", "2026-01-06|on_hand|8"},
     "2026-01-05: 8, 2 (10 of 2026-01-01, -4); "},
    {"a bare date is the end of its day", {"2026-01-01|sold|3", "2026-01-01|on_hand|10", "2026-01-02|on_hand|10"}, ""},
    {"a flow acts on its last day", {"2026-01-01|on_hand|10", "2026-01-02|sold|7|||2026-01-08", "2026-01-07|on_hand|10", "2026-01-08|on_hand|3"}, ""},
    {"lots add up, and one that is not listed is gone", {"2026-01-01|on_hand|10|A", "2026-01-01|on_hand|5|B", "2026-01-02|sold|5", "2026-01-02|on_hand|10|A"}, ""},
    {"levels with a time, and flows between them",
     {"2026-01-01T08:00:00Z|on_hand|10", "2026-01-01T09:00:00Z|sold|2", "2026-01-01T07:00:00Z|sold|5", "2026-01-02T08:00:00Z|on_hand|8"},
     ""},
    {"an adjustment has its sign", {"2026-01-01|on_hand|10", "2026-01-02|adjusted|-4", "2026-01-02|on_hand|6"}, ""},
    {"in transit, orders and demand that was not filled do not matter",
     {"2026-01-01|on_hand|10", "2026-01-02|in_transit|4", "2026-01-02|unfilled|4", "2026-01-02|ordered|4||P1", "2026-01-02|on_hand|10"},
     ""},
    {"a level stated again: the later stands", {"2026-01-01|on_hand|10", "2026-01-02|on_hand|7", "2026-01-02|on_hand|10"}, ""},
    {"a level without a date is not checked", {"|on_hand|10", "2026-01-02|on_hand|7", "2026-01-03|on_hand|10"}, ""},
    {"an opening and its closing", {"2026-01-05|open|10", "2026-01-05|sold|3", "2026-01-05|on_hand|7"}, ""},
    {"an opening that is not the closing before it", {"2026-01-04|on_hand|12", "2026-01-05|open|10", "2026-01-05|on_hand|10"}, "2026-01-05: open 10, -2 (12 of 2026-01-04, 0); "},
    {"a closing that does not follow from its opening, of a month",
     {"2026-01-01|open|10", "2026-01-01|sold|3|||2026-01-31", "2026-01-31|on_hand|6", "2026-02-01|open|6"},
     "2026-01-31: 6, -1 (open 10 of 2026-01-01, -3); "},
    {"items apart from each other", {"2026-01-01|on_hand|10", "2026-01-02|sold|3||||L|T", "2026-01-02|on_hand|10"}, ""},
    {"an opening stated again", {"2026-01-05|open|9", "2026-01-05|open|10", "2026-01-05|on_hand|10"}, ""},
};

static void put_gap(void *context, const struct vmi_gap *gap)
{
    char day[VMI_DATE_TEXT_SIZE], since[VMI_DATE_TEXT_SIZE], texts[4][VMI_DECIMAL_TEXT_SIZE];
    vmi_day_format(gap->day, day);
    vmi_day_format(gap->since, since);
    vmi_decimal_format(gap->level, texts[0]);
    vmi_decimal_format(gap->quantity, texts[1]);
    vmi_decimal_format(gap->before, texts[2]);
    vmi_decimal_format(gap->flows, texts[3]);
    vmi_buffer_print(context, "%s: %s%s, %s (%s%s of %s, %s); ", day, gap->opening ? "open " : "", texts[0], texts[1], gap->since_opening ? "open " : "", texts[2], since,
                     texts[3]);
}

static void add_row(struct vmi_balance *balance, const char *row)
{
    struct vmi_error error = {0};
    char copy[80];
    const char *open = strstr(row, "|open|");
    if (!open) {
        struct vmi_activity record = ledger_record(row);
        ok(vmi_balance_add(balance, &record, &error), "%s is taken", row);
        return;
    }
    snprintf(copy, sizeof copy, "%.*s|on_hand|%s", (int)(open - row), row, open + 6);
    struct vmi_activity figure = ledger_record(copy);
    vmi_balance_open(balance, figure.location, figure.sku, figure.date.day, figure.quantity);
}

static void test_cases(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        for (int backwards = 0; backwards < 2; backwards++) {
            struct vmi_balance *balance = vmi_balance_new();
            struct vmi_buffer out = {0};
            struct vmi_error error = {0};
            size_t count = ledger_count(cases[i].rows);
            bool again = strstr(cases[i].name, "again") != NULL; /* of which the order matters */
            for (size_t j = 0; j < count; j++)
                add_row(balance, cases[i].rows[backwards && !again ? count - 1 - j : j]);
            ok(vmi_balance_check(balance, put_gap, &out, &error), "%s: is checked", cases[i].name);
            is_slice(vmi_buffer_slice(&out), cases[i].gaps, "%s", cases[i].name);
            vmi_buffer_free(&out);
            vmi_balance_free(balance);
        }
    }
}

/* What a ledger makes adds up; one sale that is left out is one gap, of its quantity. */
static void test_random(void)
{
    uint64_t state = 42;
    for (int round = 0; round < rounds(500); round++) {
        struct vmi_balance *balance = vmi_balance_new();
        struct vmi_buffer out = {0};
        struct vmi_error error = {0};
        int lost = chance_below(&state, 30), stock = 1000, missing = 0;
        for (int day = 0; day < 30; day++) {
            int flows = chance_below(&state, 4);
            struct vmi_activity record = {.location = VMI_SLICE("L"), .sku = VMI_SLICE("S"), .measure = VMI_SOLD, .date = vmi_date_of_day(20000 + day), .until = VMI_DATE_NONE};
            for (int i = 0; i < flows; i++) {
                int quantity = 1 + chance_below(&state, 9);
                record.measure = chance_below(&state, 2) ? VMI_SOLD : VMI_RETURNED;
                record.quantity = quantity * VMI_DECIMAL_ONE;
                stock += quantity * vmi_measures[record.measure].stock;
                if (day == lost)
                    missing += quantity * vmi_measures[record.measure].stock;
                else if (!vmi_balance_add(balance, &record, &error))
                    ok(false, "a flow is taken");
            }
            record.measure = VMI_ON_HAND;
            record.quantity = stock * VMI_DECIMAL_ONE;
            if ((chance_below(&state, 3) || day == lost || day == 0 || day == 29 || day == lost - 1) && !vmi_balance_add(balance, &record, &error))
                ok(false, "a level is taken");
        }
        int lines = 0;
        ok(vmi_balance_check(balance, put_gap, &out, &error), "round %d is checked", round);
        for (size_t i = 0; i < out.length; i++)
            lines += out.text[i] == ';';
        is_long(lines, missing && lost ? 1 : 0, "round %d: what is missing (%d) is found once", round, missing);
        vmi_buffer_free(&out);
        vmi_balance_free(balance);
    }
}

static void test_units(void)
{
    struct vmi_balance *balance = vmi_balance_new();
    struct vmi_buffer out = {0};
    struct vmi_error error = {0};
    struct vmi_activity record = ledger_record("2026-01-01|on_hand|10");
    ok(vmi_balance_add(balance, &record, &error), "a level");
    record = ledger_record("2026-01-02|on_hand|5");
    record.unit = VMI_SLICE("CS");
    ok(!vmi_balance_add(balance, &record, &error), "one in another unit is said");
    ok(vmi_balance_add(balance, &record, &error), "once");
    ok(vmi_balance_check(balance, put_gap, &out, &error) && !out.length, "and the item is not checked");
    vmi_balance_free(balance);
}

int main(void)
{
    test_cases();
    test_random();
    test_units();
    return done();
}
