/*
 * What people complained about elsewhere, as cases: each named after the thread and what went wrong in it.
 *
 * Every case is planned, what is proposed is ordered, and it is planned again: AGAIN, or nothing more where it is NULL.
 */
#include <string.h>

#include "ledger.h"
#include "tap.h"
#include "world.h"

static const struct {
    const char *name, *limits, *rows[4], *expected, *again;
} cases[] = {
    /* Pack rounding breaks max, or kills the order. */
    {"odoo/odoo #283083: packs were always rounded up, past max", NULL, {"W a 30 30 100 1 order_multiple=24 rounding=down"}, "W/a=48", NULL},
    {"odoo/odoo #283083: and up where that is agreed", NULL, {"W a 30 30 100 1 order_multiple=24 rounding=up"}, "W/a=72", NULL},
    {"odoo/odoo #282833: 200 were ordered for 106 where 100 would do", NULL, {"W a 194 200 300 1 order_multiple=100 rounding=down"}, "W/a=100", NULL},
    {"odoo/odoo #282833: rounding down to nothing would have missed min", NULL, {"W a 194 200 250 1 order_multiple=100 rounding=down"}, "W/a=100", NULL},
    {"odoo/odoo #282833: or left it below min", NULL, {"W a 94 200 250 1 order_multiple=100 rounding=down"}, "W/a=200", NULL},
    {"odoo/odoo #141480: max was the room on the shelf, and was passed", NULL, {"W a 30 30 100 1 order_multiple=24 stock_cap=100"}, "W/a=48", NULL},
    {"odoo/odoo #168898: with min and max of nought, 4 that were owed were not ordered", NULL, {"W a -4 0 0 1 order_multiple=5"}, "W/a=5", NULL},
    {"odoo/odoo #168898: and of 9 only 5", NULL, {"W a -9 0 0 1 order_multiple=5"}, "W/a=10", NULL},
    {"odoo/odoo #202372: with max at min, packs of 6 were not two for 8", NULL, {"W a 0 8 8 1 order_multiple=6"}, "W/a=12", NULL},
    {"odoo/documentation #14849: one version goes up past max", NULL, {"W a 0 0 20 1 order_multiple=3"}, "W/a=21", NULL},
    {"odoo/documentation #14850: the next goes down", NULL, {"W a 0 0 20 1 order_multiple=3 rounding=down"}, "W/a=18", NULL},
    {"odoo/documentation #14853: the one after it goes up again; here it is a term", NULL, {"W a 0 0 20 1 order_multiple=3 rounding=up"}, "W/a=21", NULL},
    {"dhongu/deltatech #2923: 69 rules could never order, for max was less than a multiple", NULL, {"W a 0 3 6 1 order_multiple=10 rounding=down"}, "W/a=10", NULL},
    {"dhongu/deltatech #2923: what truly cannot be ordered says so", NULL, {"W a 0 3 6 1 order_multiple=10 stock_cap=6"}, "W/a:multiple_over_cap", NULL},
    {"OCA/ddmrp #112: a pack more was ordered for a unit more", NULL, {"W a 0 5 13 1 order_multiple=12 rounding=nearest"}, "W/a=12", NULL},
    {"OCA/ddmrp #112: and half a pack more is one", NULL, {"W a 0 5 18 1 order_multiple=12 rounding=nearest"}, "W/a=24", NULL},

    /* Ordered twice; supply that is late or not confirmed is not seen. */
    {"odoo/odoo #69635: a planned receipt was not seen, and 9 were proposed for 2", NULL, {"W a 4 5 6 0 @on_hand=-5 @inbound=2026-03-09=9"}, "W/a=2", NULL},
    {"odoo/odoo #69635: once ordered, it was proposed again", NULL, {"W a 0 10 20 2 @on_hand=0"}, "W/a=20", NULL},
    {"odoo/odoo #20719: a rule for one piece was applied twice", NULL, {"W a 0 1 1 0"}, "W/a=1", "W/a:max_reached"},
    {"odoo/odoo #30541: each run added what was sold once more", NULL, {"W a -2 1 1 0"}, "W/a=3", "W/a:max_reached"},
    {"odoo/odoo #31490: two rules for two shelves grew with each run", NULL, {"S1 a 0 1 5 0", "S2 a 0 1 5 0"}, "S1/a=5 S2/a=5", NULL},
    {"odoo/odoo #67278: what was on order in part was ordered in full", NULL, {"W a 6 10 20 0 @on_hand=0 @inbound=2026-03-03=6"}, "W/a=14", NULL},
    {"odoo/odoo #156749: a receipt that is overdue was no receipt any more", NULL, {"W a 14 10 20 1 @on_hand=4 @inbound=2026-02-27=10"}, "W/a:above_min", NULL},
    {"odoo/odoo #97802: a receipt moved a week on was ordered again, and brought an overstock", NULL, {"W a 11 0 1 0 @on_hand=-10 @inbound=2026-03-09=21"}, "W/a:above_min", NULL},
    {"odoo/odoo #97802: where it hides a stock-out it has to come sooner", NULL, {"W a 11 5 12 2 @on_hand=1 @inbound=2026-03-09=10"}, "W/a:expedite", NULL},
    {"OCA/purchase-workflow #2383: an order that was split counted once", NULL, {"W a 20 10 20 1 @on_hand=5 @inbound=2026-03-03=8;2026-03-04=7"}, "W/a:above_min", NULL},
    {"OCA/purchase-workflow #1505: a further line for the same item doubled it", NULL, {"W a 2 10 20 0 order_max=9 split=yes"}, "W/a=9+9", NULL},
    {"OCA/stock-logistics-warehouse #1687: a receipt postponed behind the horizon was ordered again",
     NULL,
     {"W a 14 10 20 1 @on_hand=4 @inbound=2026-09-30=10"},
     "W/a:expedite",
     NULL},
    {"OCA/stock-logistics-warehouse #582: one far in the future hid a stock-out", NULL, {"W a 14 10 20 1 @on_hand=4 @inbound=2026-09-30=10 late_supply=reorder"}, "W/a=6", NULL},
    {"frappe/erpnext #4791: at the level after the first order, one more was requested", NULL, {"W a -2 1 1 0"}, "W/a=3", "W/a:max_reached"},
    {"frappe/erpnext #4791: unless only below it one orders", NULL, {"W a -2 1 1 0 trigger=below"}, "W/a=3", "W/a:above_min"},

    /* The smallest order: by line, forced, or blind to demand. */
    {"frappe/erpnext #58710: the smallest order of 100 was applied to each of three rows of 20", NULL, {"W a -60 0 0 0 order_min=100"}, "W/a=100", NULL},
    {"frappe/erpnext #58710: of three items each has its own",
     NULL,
     {"W a -20 0 0 0 order_min=100", "W b -20 0 0 0 order_min=100", "W c -20 0 0 0"},
     "W/a=100 W/b=100 W/c=20",
     NULL},
    {"frappe/erpnext #3280: and then whole multiples of it", NULL, {"W a 25 30 50 1 order_min=30 order_multiple=12"}, "W/a=36", NULL},
    {"frappe/erpnext #3147: 4 that were needed and 96 that were not were two rows", NULL, {"W a -4 0 0 0 order_min=100"}, "W/a=100", NULL},
    {"frappe/erpnext #3166: a request below the smallest order could not be ordered", NULL, {"W a 9 10 12 0 order_min=5"}, "W/a=5", NULL},
    {"frappe/erpnext #38956: 30000 were ordered for 200", NULL, {"W a -200 0 0 0 order_min=30000 stock_cap=1000"}, "W/a:order_min_over_cap", NULL},
    {"frappe/erpnext #38956: where nobody minds they are", NULL, {"W a -200 0 0 0 order_min=30000"}, "W/a=30000", NULL},
    {"odoo/odoo #6536: the smallest order of 5 was applied to 3 and to 2", NULL, {"W a -5 0 0 0 order_min=5"}, "W/a=5", NULL},
    {"odoo/odoo #175882: without any demand the smallest order was proposed", NULL, {"W a 11 10 20 0 order_min=50"}, "W/a:above_min", NULL},
    {"Dolibarr/dolibarr #9904: 1 was suggested where 12 are the least", NULL, {"W a 23 23 24 0 order_min=12"}, "W/a=12", NULL},
    {"Dolibarr/dolibarr #9904: what is too little was left out without a word", NULL, {"W a 23 23 24 0 order_min=12 stock_cap=30"}, "W/a:order_min_over_cap", NULL},

    /* The smallest shipment, free freight. */
    {"frappe/erpnext #8397: an order below the least value cost a surcharge", "- - 50 - -", {"W a 2 5 20 1 unit_price=2"}, "W/a:load_waits", "W/a:load_waits"},
    {"frappe/erpnext #8397: two of them are enough", "- - 50 - -", {"W a 2 5 20 1 unit_price=2", "W b 2 5 20 1 unit_price=2"}, "W/a=18@1 W/b=18@1", NULL},
    {"OCA/purchase-workflow #230: a little more would have been shipped free",
     "- - 50 - to_max",
     {"W a 2 5 20 1 unit_price=2", "W b 9 5 20 1 unit_price=2"},
     "W/a=18@1 W/b=7@1",
     NULL},
    {"Dolibarr/dolibarr #8082: too little only showed a sign, and went out", "- - 50 - -", {"W a 2 5 20 1 unit_price=2"}, "W/a:load_waits", "W/a:load_waits"},
    {"Dolibarr/dolibarr #8082: and could not be forced where it had to", "- - 50 - -", {"W a 2 5 20 1 unit_price=2 @stockout=2026-03-03"}, "W/a=18@1", NULL},
    {"openfoodfoundation/openfoodnetwork #959: orders that lose money were taken", "- - 37 - -", {"W a 2 5 20 1 unit_price=2"}, "W/a:load_waits", "W/a:load_waits"},
    {"openfoodfoundation/openfoodnetwork #959: just enough goes", "- - 36 - -", {"W a 2 5 20 1 unit_price=2"}, "W/a=18@1", NULL},
    {"odoo/documentation #12215: what is above min could not be taken along to max", NULL, {"W a 2 5 20 1", "W b 9 5 20 1 can_order=9"}, "W/a=18 W/b=11", NULL},
    {"odoo/documentation #12215: nor up to the weight that is paid for", "- 25 - - to_max", {"W a 2 5 20 1 weight=1", "W b 9 5 20 1 weight=1"}, "W/a=18@1 W/b=7@1", NULL},
};

static void test_quantities(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct world w = {.loads = false};
        struct vmi_buffer text = {0};
        world_limit(&w, cases[i].limits);
        for (size_t k = 0; k < 4 && cases[i].rows[k]; k++)
            world_add(&w, cases[i].rows[k]);
        world_review(&w, NULL, NULL);
        is_text(world_tell(&w, &text), cases[i].expected, "%s", cases[i].name);
        world_order(&w);
        world_tell(&w, &text);
        if (cases[i].again)
            is_text(text.text, cases[i].again, "%s: run again", cases[i].name);
        else
            ok(!strchr(text.text, '='), "%s: run again, nothing is ordered twice: %s", cases[i].name, text.text);
        vmi_buffer_free(&text);
        world_free(&w);
    }
}

/* Order only on agreed days, deliver only on agreed days. The day of as-of, and when it is ordered and due. */
static const struct {
    const char *name, *row, *order, *due;
} days[] = {
    {"avanzosc/odoo-addons #1322: orders went out on any day", "W a 2 5 20 1 @day=2026-03-03 order_days=MO,TH", "2026-03-05", "2026-03-07"},
    {"avanzosc/odoo-addons #1322: today is one", "W a 2 5 20 1 @day=2026-03-05 order_days=MO,TH", "2026-03-05", "2026-03-07"},
    {"avanzosc/odoo-addons #1786: the next day is next week", "W a 2 5 20 1 @day=2026-03-06 order_days=MO,TH", "2026-03-09", "2026-03-11"},
    {"avanzosc/odoo-addons #2061: the day moved with each run", "W a 2 5 20 1 @day=2026-03-04 order_days=MO,TH", "2026-03-05", "2026-03-07"},
    {"avanzosc/odoo-addons #1764: at the end of a month", "W a 2 5 20 1 @day=2026-02-28 order_days=TU", "2026-03-03", "2026-03-05"},
    {"foodcoopshop/foodcoopshop #974: every other week, the day after the last was taken for the next",
     "W a 2 5 20 1 @day=2026-03-03 order_days=DTSTART=2026-03-02;FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-16", "2026-03-18"},
    {"foodcoopshop/foodcoopshop #974: the day itself counts", "W a 2 5 20 1 @day=2026-03-16 order_days=DTSTART=2026-03-02;FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "2026-03-16",
     "2026-03-18"},
    {"foodcoopshop/foodcoopshop #567: the first Friday of the month, after it was over, came a month early", "W a 2 5 20 1 @day=2020-10-03 order_days=FREQ=MONTHLY;BYDAY=1FR",
     "2020-11-06", "2020-11-08"},
    {"foodcoopshop/foodcoopshop #567: from the Monday before it", "W a 2 5 20 1 @day=2020-09-28 order_days=FREQ=MONTHLY;BYDAY=1FR", "2020-10-02", "2020-10-04"},
    {"foodcoopshop/foodcoopshop #567: not within the days that are closed for it", "W a 2 5 20 1 @day=2020-09-28 order_days=FREQ=MONTHLY;BYDAY=1FR freeze_days=5", "2020-11-06",
     "2020-11-08"},
    {"OCA/stock-logistics-workflow #1940: every weekday", "W a 2 5 20 1 @day=2026-03-07 order_days=MO-FR", "2026-03-09", "2026-03-11"},
};

static void test_days(void)
{
    for (size_t i = 0; i < VMI_COUNT(days); i++) {
        struct world w = {.loads = false};
        char order[VMI_DATE_TEXT_SIZE], due[VMI_DATE_TEXT_SIZE];
        world_add(&w, days[i].row);
        const struct vmi_plan_lines *lines = &w.items[0].lines;
        if (ok(lines->count == 1, "%s: a line", days[i].name)) {
            vmi_day_format(lines->list->order_date, order);
            vmi_day_format(lines->list->due_date, due);
            is_text(order, days[i].order, "%s: ordered", days[i].name);
            is_text(due, days[i].due, "%s: due", days[i].name);
        }
        world_order(&w);
        ok(!w.items[0].lines.count, "%s: run again, nothing is ordered twice", days[i].name);
        world_free(&w);
    }
}

int main(void)
{
    test_quantities();
    test_days();
    return done();
}
