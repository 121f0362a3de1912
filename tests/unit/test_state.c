#include <stdio.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/state.h"

/*
 * The roll-forward: what stood and what came after it. "" is unknown; inbound is DATE=QUANTITY joined by ;, with ? for
 * a day that is not known; NULL in a figure's place is not compared.
 */
static const struct {
    const char *name, *rows[10], *day, *terms;
    const char *on_hand, *on_order, *in_transit, *position, *inbound;
} cases[] = {
    /* levels */
    {"nothing but a sale", {"2026-01-05|sold|3"}, NULL, NULL, "", "", "", "", ""},
    {"a level", {"2026-01-05|on_hand|10"}, NULL, NULL, "10", "", "", "10", ""},
    {"the latest level stands", {"2026-01-05|on_hand|10", "2026-01-07|on_hand|4", "2026-01-06|on_hand|8"}, NULL, NULL, "4", "", "", "4", ""},
    {"a level after the day is not known yet", {"2026-01-05|on_hand|10", "2026-01-07|on_hand|4"}, "2026-01-06", NULL, "10", "", "", "10", ""},
    {"lots add up", {"2026-01-05|on_hand|10|A", "2026-01-05|on_hand|5|B", "2026-01-05|on_hand|1"}, NULL, NULL, "16", "", "", "16", ""},
    {"a lot that is no longer listed is gone", {"2026-01-05|on_hand|10|A", "2026-01-05|on_hand|5|B", "2026-01-06|on_hand|7|A"}, NULL, NULL, "7", "", "", "7", ""},
    {"a lot stated twice on a day, the later in the stream stands",
     {"2026-01-05|on_hand|10|A", "2026-01-05|on_hand|6|A", "2026-01-05|on_hand|5|B"},
     NULL,
     NULL,
     "11",
     "",
     "",
     "11",
     ""},
    {"of two times the later stands", {"2026-01-05T09:00:00Z|on_hand|10", "2026-01-05T08:00:00Z|on_hand|6"}, NULL, NULL, "10", "", "", "10", ""},
    {"times are compared as instants", {"2026-01-05T09:00:00+02:00|on_hand|10", "2026-01-05T08:00:00Z|on_hand|6"}, NULL, NULL, "6", "", "", "6", ""},
    {"a bare date is later than a time", {"2026-01-05|on_hand|10", "2026-01-05T23:00:00Z|on_hand|6"}, NULL, NULL, "10", "", "", "10", ""},
    {"a level without a date stands over dated ones", {"|on_hand|3", "2026-01-05|on_hand|10", "2026-01-06|sold|2"}, NULL, NULL, "3", "", "", "3", ""},
    {"of two without a date the later in the stream", {"|on_hand|3", "|on_hand|9", "2026-01-05|on_hand|10"}, NULL, NULL, "9", "", "", "9", ""},
    {"levels without a date add up over lots", {"|on_hand|3|A", "|on_hand|9|B"}, NULL, NULL, "12", "", "", "12", ""},
    {"stock below nought", {"2026-01-05|on_hand|-4"}, NULL, NULL, "-4", "", "", "-4", ""},
    {"each level has its own latest day",
     {"2026-01-05|allocated|2", "2026-01-05|backordered|1", "2026-01-07|on_hand|10", "2026-01-06|on_order|5"},
     NULL,
     NULL,
     "10",
     "5",
     "",
     "12",
     "?=5"},
    {"a level of nought is known", {"2026-01-05|on_hand|0"}, NULL, NULL, "0", "", "", "0", ""},

    /* flows */
    {"every flow acts on stock",
     {"2026-01-05|on_hand|100", "2026-01-06|sold|10", "2026-01-06|returned|1", "2026-01-06|received|20", "2026-01-06|transferred_in|3", "2026-01-06|transferred_out|5",
      "2026-01-06|adjusted|-2", "2026-01-06|scrapped|4", "2026-01-06|unfilled|50"},
     NULL,
     NULL,
     "103",
     "",
     "",
     "103",
     ""},
    {"a bare flow of the level's bare day is part of it", {"2026-01-05|on_hand|10", "2026-01-05|sold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"a flow before the level is part of it", {"2026-01-04|sold|3", "2026-01-05|on_hand|10"}, NULL, NULL, "10", "", "", "10", ""},
    {"a bare flow of the day of a timed level is part of it", {"2026-01-05T08:00:00Z|on_hand|10", "2026-01-05|sold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"a timed flow of the day of a bare level is part of it", {"2026-01-05|on_hand|10", "2026-01-05T20:00:00Z|sold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"a timed flow after a timed level acts", {"2026-01-05T08:00:00Z|on_hand|10", "2026-01-05T08:00:01Z|sold|3"}, NULL, NULL, "7", "", "", "7", ""},
    {"a timed flow before a timed level does not", {"2026-01-05T08:00:00Z|on_hand|10", "2026-01-05T07:59:59Z|sold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"at the very moment it does not", {"2026-01-05T08:00:00Z|on_hand|10", "2026-01-05T09:00:00+01:00|sold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"a flow over days acts on its last day", {"2026-01-07|on_hand|10", "2026-01-05|sold|3|||2026-01-08"}, NULL, NULL, "7", "", "", "7", ""},
    {"a flow over days that ends with the level is part of it", {"2026-01-07|on_hand|10", "2026-01-01|sold|3|||2026-01-07"}, NULL, NULL, "10", "", "", "10", ""},
    {"a flow that ends after the day is not known yet", {"2026-01-05|on_hand|10", "2026-01-06|sold|3|||2026-01-09"}, "2026-01-07", NULL, "10", "", "", "10", ""},
    {"flows of one day add up", {"2026-01-05|on_hand|10", "2026-01-06|sold|3", "2026-01-06|sold|3", "2026-01-06|sold|1"}, NULL, NULL, "3", "", "", "3", ""},

    /* what on_hand holds */
    {"allocated is part of on_hand and leaves the position", {"2026-01-05|on_hand|10", "2026-01-05|allocated|4"}, NULL, NULL, "10", "", "", "6", ""},
    {"a feed whose on_hand is without what is allocated", {"2026-01-05|on_hand|6", "2026-01-05|allocated|4"}, NULL, "allocated_in_on_hand=no", "10", "", "", "6", ""},
    {"a feed whose on_hand is with what is on hold", {"2026-01-05|on_hand|10", "2026-01-05|on_hold|3"}, NULL, "on_hold_in_on_hand=yes", "7", "", "", "7", ""},
    {"what is on hold is beside on_hand else", {"2026-01-05|on_hand|10", "2026-01-05|on_hold|3"}, NULL, NULL, "10", "", "", "10", ""},
    {"what is owed to customers leaves the position", {"2026-01-05|on_hand|10", "2026-01-05|backordered|12"}, NULL, NULL, "10", "", "", "-2", ""},

    /* orders of our documents */
    {"an order", {"2026-01-05|on_hand|1", "2026-01-06|ordered|10||A|2026-01-09"}, NULL, NULL, "1", "10", "0", "11", "2026-01-09=10"},
    {"orders without a level of stock", {"2026-01-06|ordered|10||A|2026-01-09"}, NULL, NULL, "", "10", "0", "", "2026-01-09=10"},
    {"an order without a due day is due after the lead time", {"2026-01-06|ordered|10||A"}, NULL, "lead_time=3", "", "10", "0", "", "2026-01-09=10"},
    {"half a day of lead time is a day", {"2026-01-06|ordered|10||A"}, NULL, "lead_time=2.5", "", "10", "0", "", "2026-01-09=10"},
    {"nor when the lead time passes the last day that can be written", {"9999-12-30|ordered|10||A"}, NULL, "lead_time=3", "", "10", "0", "", "?=10"},
    {"without a lead time nobody knows", {"2026-01-06|ordered|10||A"}, NULL, NULL, "", "10", "0", "", "?=10"},
    {"an order replaced by one of a later date", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|ordered|4||A|2026-01-10"}, NULL, NULL, "", "4", "0", "", "2026-01-10=4"},
    {"an earlier date does not replace a later one", {"2026-01-06|ordered|4||A|2026-01-10", "2026-01-05|ordered|10||A|2026-01-09"}, NULL, NULL, "", "4", "0", "", "2026-01-10=4"},
    {"a schedule: one date, two due days",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-05|ordered|6||A|2026-01-16"},
     NULL,
     NULL,
     "",
     "16",
     "0",
     "",
     "2026-01-09=10;2026-01-16=6"},
    {"one date and one due day is the same fact, the later in the stream stands",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-05|ordered|6||A|2026-01-09"},
     NULL,
     NULL,
     "",
     "6",
     "0",
     "",
     "2026-01-09=6"},
    {"so it is at two times of the day, where the later time stands",
     {"2026-01-05T10:00:00Z|ordered|6||A|2026-01-09", "2026-01-05T08:00:00Z|ordered|10||A|2026-01-09"},
     NULL,
     NULL,
     "",
     "6",
     "0",
     "",
     "2026-01-09=6"},
    {"two orders", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-05|ordered|6||B|2026-01-08"}, NULL, NULL, "", "16", "0", "", "2026-01-08=6;2026-01-09=10"},
    {"two orders due on a day are one arrival", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-05|ordered|6||B|2026-01-09"}, NULL, NULL, "", "16", "0", "", "2026-01-09=16"},
    {"confirmed is what is open from here on", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|8||A|2026-01-10"}, NULL, NULL, "", "8", "0", "", "2026-01-10=8"},
    {"confirmed without a day keeps the order's", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|8||A"}, NULL, NULL, "", "8", "0", "", "2026-01-09=8"},
    {"confirmed nought is a rejection", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|0||A"}, NULL, NULL, "", "0", "0", "", ""},
    {"confirmed twice, the later date stands",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|8||A|2026-01-09", "2026-01-07|confirmed|5||A|2026-01-11"},
     NULL,
     NULL,
     "",
     "5",
     "0",
     "",
     "2026-01-11=5"},
    {"confirmed in two parts of one date",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|6||A|2026-01-09", "2026-01-06|confirmed|4||A|2026-01-12"},
     NULL,
     NULL,
     "",
     "10",
     "0",
     "",
     "2026-01-09=6;2026-01-12=4"},
    {"confirmed on the day of the order", {"2026-01-05|confirmed|8||A|2026-01-10", "2026-01-05|ordered|10||A|2026-01-09"}, NULL, NULL, "", "8", "0", "", "2026-01-10=8"},
    {"confirmed at two times of the day for one due day",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06T08:00:00Z|confirmed|8||A|2026-01-09", "2026-01-06T10:00:00Z|confirmed|7||A|2026-01-09"},
     NULL,
     NULL,
     "",
     "7",
     "0",
     "",
     "2026-01-09=7"},
    {"shipped moves from ordered to the road",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|4||A|2026-01-08"},
     NULL,
     NULL,
     "",
     "6",
     "4",
     "",
     "2026-01-08=4;2026-01-09=6"},
    {"shipped without a day arrives when the order is due", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|4||A"}, NULL, NULL, "", "6", "4", "", "2026-01-09=10"},
    {"shipped more than ordered, never below nought",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|12||A|2026-01-08"},
     NULL,
     NULL,
     "",
     "0",
     "12",
     "",
     "2026-01-08=12"},
    {"shipments add up",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|4||A|2026-01-08", "2026-01-06|shipped|4||A|2026-01-08", "2026-01-07|shipped|1||A|2026-01-08"},
     NULL,
     NULL,
     "",
     "1",
     "9",
     "",
     "2026-01-08=9;2026-01-09=1"},
    {"received against an order that was not announced",
     {"2026-01-05|on_hand|0", "2026-01-05|ordered|10||A|2026-01-09", "2026-01-07|received|4||A"},
     NULL,
     NULL,
     "4",
     "6",
     "0",
     "10",
     "2026-01-09=6"},
    {"received closes the road first",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|6||A|2026-01-08", "2026-01-07|received|8||A"},
     NULL,
     NULL,
     "",
     "2",
     "0",
     "",
     "2026-01-09=2"},
    {"received more than ordered, never below nought",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-05|ordered|10||B|2026-01-10", "2026-01-07|received|15||A"},
     NULL,
     NULL,
     "",
     "10",
     "0",
     "",
     "2026-01-10=10"},
    {"cancelled leaves the order", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|cancelled|3||A", "2026-01-07|cancelled|2||A"}, NULL, NULL, "", "5", "0", "", "2026-01-09=5"},
    {"cancelled more than there is, never below nought", {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|cancelled|30||A"}, NULL, NULL, "", "0", "0", "", ""},
    {"an order replaced after a shipment keeps what has left it",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|shipped|4||A|2026-01-08", "2026-01-07|ordered|12||A|2026-01-10"},
     NULL,
     NULL,
     "",
     "8",
     "4",
     "",
     "2026-01-08=4;2026-01-10=8"},
    {"received without a number closes what is due first",
     {"2026-01-05|ordered|10||A|2026-01-12", "2026-01-05|ordered|6||B|2026-01-08", "2026-01-07|received|9"},
     NULL,
     NULL,
     "",
     "7",
     "0",
     "",
     "2026-01-12=7"},
    {"received without a number takes an order's road first",
     {"2026-01-05|ordered|10||A|2026-01-08", "2026-01-06|shipped|4||A|2026-01-08", "2026-01-05|ordered|6||B|2026-01-12", "2026-01-07|received|12"},
     NULL,
     NULL,
     "",
     "4",
     "0",
     "",
     "2026-01-12=4"},
    {"received without a number passes over what was stated after it",
     {"2026-01-05|in_transit|5||B|2026-01-20", "2026-01-10|on_order|9||A|2026-01-12", "2026-01-07|received|5"},
     NULL,
     NULL,
     "",
     "9",
     "0",
     "",
     "2026-01-12=9"},
    {"what one order had of a receipt without a number is all that left it",
     {"2026-01-05|ordered|10||A|2026-01-08", "2026-01-05|ordered|10||B|2026-01-12", "2026-01-06|received|15", "2026-01-07|ordered|12||A|2026-01-09"},
     NULL,
     NULL,
     "",
     "7",
     "0",
     "",
     "2026-01-09=2;2026-01-12=5"},
    {"documents after the day are not known yet",
     {"2026-01-05|ordered|10||A|2026-01-09", "2026-01-08|shipped|4||A|2026-01-09"},
     "2026-01-07",
     NULL,
     "",
     "10",
     "0",
     "",
     "2026-01-09=10"},
    {"the whole life of an order",
     {"2026-01-04|on_hand|0", "2026-01-05|ordered|10||A|2026-01-09", "2026-01-06|confirmed|9||A|2026-01-10", "2026-01-07|shipped|9||A|2026-01-10", "2026-01-10|received|9||A"},
     NULL,
     NULL,
     "9",
     "0",
     "0",
     "9",
     ""},

    /* the feed's figures */
    {"the feed's orders", {"2026-01-05|on_hand|1", "2026-01-05|on_order|10", "2026-01-05|in_transit|4"}, NULL, NULL, "1", "10", "4", "15", "?=14"},
    {"the feed's orders are due after the lead time",
     {"2026-01-05|on_order|10", "2026-01-05|in_transit|4|||2026-01-06"},
     NULL,
     "lead_time=3",
     "",
     "10",
     "4",
     "",
     "2026-01-06=4;2026-01-08=10"},
    {"the feed's orders by number", {"2026-01-05|on_order|10||A|2026-01-09", "2026-01-05|on_order|6||B|2026-01-07"}, NULL, NULL, "", "16", "", "", "2026-01-07=6;2026-01-09=10"},
    {"a receipt after the feed's figures closes the road first",
     {"2026-01-05|on_order|10|||2026-01-09", "2026-01-05|in_transit|4|||2026-01-07", "2026-01-06|received|6"},
     NULL,
     NULL,
     "",
     "8",
     "0",
     "",
     "2026-01-09=8"},
    {"a receipt of the day of the feed's figures is part of them", {"2026-01-05|on_order|10|||2026-01-09", "2026-01-05|received|6"}, NULL, NULL, "", "10", "", "", "2026-01-09=10"},
    {"our documents stand over the feed's figures",
     {"2026-01-05|on_order|99", "2026-01-05|in_transit|77", "2026-01-04|ordered|10||A|2026-01-09"},
     NULL,
     NULL,
     "",
     "10",
     "0",
     "",
     "2026-01-09=10"},
    {"unless the feed is wanted", {"2026-01-05|on_order|99|||2026-01-08", "2026-01-04|ordered|10||A|2026-01-09"}, NULL, "on_order_from=feed", "", "99", "", "", "2026-01-08=99"},
    {"what is long overdue is on its way as long as nobody closes it",
     {"2026-01-05|ordered|9||o|2026-01-08", "2026-01-06|shipped|4||o", "2026-01-05|ordered|5||p|2026-01-20"},
     "2026-01-14",
     NULL,
     "",
     "10",
     "4",
     "",
     "2026-01-08=9;2026-01-20=5"},
    {"five days after it was due it is closed",
     {"2026-01-05|ordered|9||o|2026-01-08", "2026-01-06|shipped|4||o", "2026-01-05|ordered|5||p|2026-01-20"},
     "2026-01-14",
     "close_after=5",
     "",
     "5",
     "0",
     "",
     "2026-01-20=5"},
    {"and not a day before",
     {"2026-01-05|ordered|9||o|2026-01-08", "2026-01-06|shipped|4||o", "2026-01-05|ordered|5||p|2026-01-20"},
     "2026-01-13",
     "close_after=5",
     "",
     "10",
     "4",
     "",
     "2026-01-08=9;2026-01-20=5"},
    {"what the customer says is on its way is not ours to close", {"2026-01-05|on_order|9|||2026-01-08"}, "2026-01-30", "close_after=5", "", "9", "", "", "2026-01-08=9"},
    {"our documents alone, and there are none", {"2026-01-05|on_order|99|||2026-01-08"}, NULL, "on_order_from=documents", "", "", "", "", ""},
    {"the feed's figures, and what was ordered after them",
     {"2026-01-05|on_order|20|||2026-01-08", "2026-01-06|ordered|10||A|2026-01-09"},
     NULL,
     "on_order_from=feed",
     "",
     "30",
     "",
     "",
     "2026-01-08=20;2026-01-09=10"},
    {"shipped after the feed's figure leaves it",
     {"2026-01-05|on_order|20|||2026-01-08", "2026-01-06|shipped|5||A|2026-01-07"},
     NULL,
     NULL,
     "",
     "15",
     "5",
     "",
     "2026-01-07=5;2026-01-08=15"},
    {"a feed whose on_order holds what is in transit",
     {"2026-01-05|on_order|10|||2026-01-09", "2026-01-05|in_transit|4|||2026-01-07"},
     NULL,
     "in_transit_in_on_order=yes",
     "",
     "6",
     "4",
     "",
     "2026-01-07=4;2026-01-09=6"},
    {"and has more in transit than on order",
     {"2026-01-05|on_order|3|||2026-01-09", "2026-01-05|in_transit|4|||2026-01-07"},
     NULL,
     "in_transit_in_on_order=yes",
     "",
     "0",
     "4",
     "",
     "2026-01-07=4"},
    {"what is in transit is taken from what is due first",
     {"2026-01-05|on_order|5||A|2026-01-12", "2026-01-05|on_order|5||B|2026-01-08", "2026-01-05|in_transit|4|||2026-01-07"},
     NULL,
     "in_transit_in_on_order=yes",
     "",
     "6",
     "4",
     "",
     "2026-01-07=4;2026-01-08=1;2026-01-12=5"},
    {"the feed's figures without a date hold at as-of", {"|on_order|10", "|on_hand|5", "2026-01-05|received|6"}, NULL, "lead_time=2", "5", "10", "", "15", "2026-01-07=10"},
};

static const char *inbound_text(const struct vmi_state *state, char text[256])
{
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < state->inbound_count; i++) {
        char date[VMI_DATE_TEXT_SIZE] = "?", quantity[VMI_DECIMAL_TEXT_SIZE];
        if (state->inbound[i].due != VMI_DAY_NONE)
            vmi_day_format(state->inbound[i].due, date);
        vmi_decimal_format(state->inbound[i].quantity, quantity);
        used += (size_t)snprintf(text + used, 256 - used, "%s%s=%s", i ? ";" : "", date, quantity);
    }
    return text;
}

/* The state in one line. */
static void describe(size_t i, const size_t *order, char line[512])
{
    struct vmi_history *history = ledger(cases[i].rows, cases[i].day, order);
    struct vmi_terms terms = ledger_terms(cases[i].terms);
    struct vmi_arena arena = {0};
    struct vmi_state s;
    char figures[4][VMI_DECIMAL_TEXT_SIZE], inbound[256];
    const struct vmi_facts *item = ledger_facts(history, 0);
    if (vmi_state_of(history, item, &terms, vmi_history_as_of(history), &arena, &s)) {
        vmi_decimal values[] = {s.on_hand, s.on_order, s.in_transit, s.position};
        for (int j = 0; j < 4; j++)
            vmi_decimal_format(values[j], figures[j]);
        snprintf(line, 512, "on_hand %s, on_order %s, in_transit %s, position %s, inbound %s", figures[0], figures[1], figures[2], figures[3], inbound_text(&s, inbound));
    } else {
        snprintf(line, 512, "out of range");
    }
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

static void test_table(void)
{
    char got[512], expected[512];
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        describe(i, NULL, got);
        snprintf(expected, sizeof expected, "on_hand %s, on_order %s, in_transit %s, position %s, inbound %s", cases[i].on_hand, cases[i].on_order, cases[i].in_transit,
                 cases[i].position, cases[i].inbound);
        is_text(got, expected, "%s", cases[i].name);
    }
}

/* True when the place in the stream decides: two records state the same fact. */
static bool order_matters(size_t i)
{
    for (size_t j = 0; cases[i].rows[j]; j++)
        for (size_t k = 0; k < j; k++) {
            struct vmi_activity a = ledger_record(cases[i].rows[j]), b = ledger_record(cases[i].rows[k]);
            if (a.measure == b.measure && a.date.day == b.date.day && a.date.clock == b.date.clock && a.until.day == b.until.day && vmi_slice_equal(a.ref, b.ref) &&
                vmi_slice_equal(a.lot, b.lot) && vmi_measures[a.measure].kind != VMI_FLOW && a.measure != VMI_SHIPPED && a.measure != VMI_CANCELLED)
                return true;
        }
    return false;
}

static void test_order(void)
{
    uint64_t state = 42;
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        char got[512], expected[512];
        size_t order[LEDGER_MOST];
        bool same = true;
        if (order_matters(i))
            continue;
        describe(i, NULL, expected);
        for (int round = 0; round < 12 && same; round++) {
            ledger_shuffle(order, ledger_count(cases[i].rows), &state);
            describe(i, order, got);
            same = strcmp(got, expected) == 0;
        }
        if (!ok(same, "in any order: %s", cases[i].name))
            note("%s", got), note("%s", expected);
    }
}

static void test_feed_beside_documents(void)
{
    static const char *const rows[] = {"2026-01-05|on_order|99", "2026-01-05|in_transit|77", "2026-01-04|ordered|10||A|2026-01-09", NULL};
    struct vmi_history *history = ledger(rows, NULL, NULL);
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_arena arena = {0};
    struct vmi_state s;
    ok(vmi_state_of(history, ledger_facts(history, 0), &terms, vmi_history_as_of(history), &arena, &s) && s.from_documents, "documents stand");
    is_quantity(s.fed_on_order, "99", "the feed's on_order is kept beside them");
    is_quantity(s.fed_in_transit, "77", "and its in_transit");
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

static void test_range(void)
{
    static const char *const rows[] = {"2026-01-05|on_hand|9000000000000|A", "2026-01-05|on_hand|9000000000000|B", NULL};
    struct vmi_history *history = ledger(rows, NULL, NULL);
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_arena arena = {0};
    struct vmi_state s;
    ok(!vmi_state_of(history, ledger_facts(history, 0), &terms, vmi_history_as_of(history), &arena, &s), "a sum that leaves the range is said");
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

int main(void)
{
    test_table();
    test_order();
    test_feed_beside_documents();
    test_range();
    return done();
}
