#include "vmi/kpi.h"

#define SUM(member) offsetof(struct vmi_kpi_sums, member)

/* numerator, denominator, what of it was seen, what there was to be seen */
#define OF(above, below, told, whole)                                                                        \
    .numerator = SUM(above), .denominator = SUM(below), .seen = SUM(told), .scope = SUM(whole)

/* Reasons of figures that are not there. */
#define NO_STOCK    "no stock was seen: there is no level of on_hand to roll on from"
#define NO_COST     "unit_cost is not known or no stock was seen"
#define NO_CORRIDOR "min and max are neither agreed nor sent or no stock was seen"
#define NO_CLOSING  "the stock of the last day is not known"
#define NO_LEVELS   "there are not two levels of on_hand to compare"

/* Where definitions are from. */
#define TYPE_2                                                                                               \
    "type 2 service, fill rate: Silver, Pyke and Thomas, Inventory and Production Management, 4th ed."
#define SCOR    "SCOR, APICS"
#define VMI_SAP "SAP Supplier Managed Inventory"

// clang-format off
const struct vmi_kpi_row vmi_kpi_rows[] = {
    /* service */
    {"customer_fill_rate", "ratio", "higher", VMI_KPI_RATIO,
     "units sold / (units sold + units unfilled), where the location reports what it could not fill",
     "sum S / sum (S + B)", "sold unfilled", "unfilled was never reported", "nothing was sold or asked for", TYPE_2,
     OF(unfilled_sold, unfilled_asked, unfilled_days, item_days), 0},
    {"unfilled_units", "units", "lower", VMI_KPI_COUNT,
     "units asked for and not supplied at once (numerator), of units asked for (denominator), where the location reports them",
     "sum B", "unfilled", "unfilled was never reported", "nothing was sold or asked for", "",
     OF(unfilled, unfilled_asked, unfilled_days, item_days), 0},
    {"period_service_rate", "ratio", "higher", VMI_KPI_SHARE,
     "item-days on which nothing was unfilled / item-days, where the location reports what it could not fill; days without demand count as served",
     "#{B = 0} / N", "unfilled", "unfilled was never reported", "there is no item-day", "period service, alpha",
     OF(filled_days, unfilled_days, unfilled_days, item_days), 0},
    {"cycle_service_level", "ratio", "higher", VMI_KPI_SHARE,
     "cycles in which every day ended with usable stock / cycles of which that is known; a cycle runs from one receipt of an item that ever had demand to the day before the next",
     "#{H > 0 throughout} / cycles", "received on_hand", NO_STOCK, "there is no cycle that is known",
     "type 1 service: Silver, Pyke and Thomas", OF(cycles_served, cycles_seen, cycles_seen, cycles), 0},
    {"ready_rate", "ratio", "higher", VMI_KPI_SHARE,
     "item-days that ended with usable stock / item-days on which the stock was seen, whether there was demand or not",
     "#{H > 0} / #{H seen}", "on_hand", NO_STOCK, "no stock was seen", "type 3 service, ready rate",
     OF(ready_days, seen_days, seen_days, item_days), 0},
    {"in_stock_share", "ratio", "higher", VMI_KPI_SHARE,
     "item-days with usable stock, by level or by report / item-days on which it is known; items that ever had demand",
     "1 - stockout_share", "on_hand", NO_STOCK, "no stock was seen", SCOR,
     OF(in_stock, demanded_seen, demanded_seen, demanded_days), 0},
    {"stockout_days", "item-days", "lower", VMI_KPI_COUNT,
     "item-days that ended without usable stock, or were reported so (numerator), of the item-days on which it is known (denominator); items that ever had demand",
     "#{H <= 0}", "on_hand", NO_STOCK, "no stock was seen", "",
     OF(stockouts, demanded_seen, demanded_seen, demanded_days), 0},
    {"stockout_share", "ratio", "lower", VMI_KPI_SHARE,
     "item-days that ended without usable stock, or were reported so / item-days on which it is known; items that ever had demand",
     "#{H <= 0} / #{H seen}", "on_hand", NO_STOCK, "no stock was seen", "",
     OF(stockouts, demanded_seen, demanded_seen, demanded_days), 0},
    {"stockout_events", "events", "lower", VMI_KPI_COUNT,
     "spells of days without usable stock, each counted on the first of its days that was seen (numerator), of the item-days on which it is known (denominator); items that ever had demand",
     "#{H(t) <= 0 < H(t-1)}", "on_hand", NO_STOCK, "no stock was seen", "",
     OF(stockout_events, demanded_seen, demanded_seen, demanded_days), 0},
    {"lost_sales_estimate", "units", "lower", VMI_KPI_COUNT,
     "estimate: days without usable stock times what the item sold on a day with it, of each spell lead_time days at the most (numerator), of the item-days on which it is known (denominator)",
     "sum min(spell, L) sum S / #{H > 0}", "sold on_hand", NO_STOCK, "no stock was seen", "",
     OF(lost_sales, lost_seen, lost_seen, demanded_days), 0},
    /* stock */
    {"average_stock", "units an item", "", VMI_KPI_RATIO,
     "unit-days of stock / item-days; an item's unit-days are its mean closing stock on the days on which it was seen, times its days",
     "sum H / N", "on_hand", NO_STOCK, "no stock was seen", "",
     OF(stock_days, stock_item_days, seen_days, item_days), 0},
    {"average_stock_value", "money an item", "", VMI_KPI_RATIO,
     "unit-days of stock (as in average_stock) times unit_cost / item-days, of items whose unit_cost is known",
     "sum c H / N", "on_hand unit_cost", NO_COST, "no stock was seen", "",
     OF(value_days, value_scope, value_seen, item_days), 0},
    {"turns", "a year", "higher", VMI_KPI_RATIO,
     "365 * units sold / unit-days of stock (as in average_stock), of items whose stock was seen",
     "365 sum S / sum H", "sold on_hand", NO_STOCK, "there was no stock", "",
     OF(stock_sold, stock_days, seen_days, item_days), 365},
    {"turns_at_cost", "a year", "higher", VMI_KPI_RATIO,
     "365 * units sold times unit_cost / unit-days of stock times unit_cost, of items whose stock was seen and whose unit_cost is known",
     "365 sum c S / sum c H", "sold on_hand unit_cost", NO_COST, "there was no stock", SCOR,
     OF(value_sold, value_days, value_seen, item_days), 365},
    {"days_of_supply", "days", "", VMI_KPI_RATIO,
     "unit-days of stock (as in average_stock) / units sold, of items whose stock was seen",
     "sum H / sum S", "sold on_hand", NO_STOCK, "nothing was sold", SCOR,
     OF(stock_days, stock_sold, seen_days, item_days), 0},
    {"months_of_stock", "months", "", VMI_KPI_RATIO,
     "closing stock of the last day times the item's days / units sold, in months of 365.25 / 12 days; items whose closing stock is known",
     "sum H(T) N 12 / (365.25 sum S)", "sold on_hand", NO_CLOSING, "nothing was sold", "OpenLMIS: stock on hand / average monthly consumption",
     OF(closing_cover, closing_sold, closing_seen, items), 12 / 365.25},
    {"gmroi", "a year", "higher", VMI_KPI_RATIO,
     "365 * (unit_price - unit_cost) times units sold / unit-days of stock times unit_cost, of items whose stock was seen and whose price and cost are known",
     "365 sum (p - c) S / sum c H", "sold on_hand unit_cost unit_price",
     "unit_cost or unit_price is not known or no stock was seen", "there was no stock", "gross margin return on inventory",
     OF(margin, margin_days, margin_seen, item_days), 365},
    {"carrying_cost", "money", "lower", VMI_KPI_COUNT,
     "unit-days of stock times unit_cost times holding_rate / 365 (numerator), of so many item-days (denominator), where these are known",
     "sum c h H / 365", "on_hand unit_cost holding_rate", "unit_cost or holding_rate is not known or no stock was seen", "no stock was seen", "",
     OF(carried, carried_days, carried_seen, item_days), 0},
    /* the last day */
    {"stock_value", "money", "", VMI_KPI_COUNT,
     "closing stock of the last day times unit_cost (numerator), of so many items of which both are known (denominator)",
     "sum c H(T)", "on_hand unit_cost", "unit_cost or the stock of the last day is not known", "no stock was seen", "",
     OF(closing_value, closing_value_seen, closing_value_seen, items), 0},
    {"vendor_owned_value", "money", "", VMI_KPI_COUNT,
     "the part of stock_value that the vendor owns, by the term ownership (numerator), of so many items (denominator)",
     "sum c H(T) of ownership = vendor", "on_hand unit_cost ownership", "unit_cost or the stock of the last day is not known",
     "no stock was seen", "", OF(closing_vendor, closing_value_seen, closing_value_seen, items), 0},
    {"customer_owned_value", "money", "", VMI_KPI_COUNT,
     "the part of stock_value that the customer owns, by the term ownership (numerator), of so many items (denominator)",
     "sum c H(T) of ownership = customer", "on_hand unit_cost ownership", "unit_cost or the stock of the last day is not known",
     "no stock was seen", "", OF(closing_customer, closing_value_seen, closing_value_seen, items), 0},
    {"excess_share", "ratio", "lower", VMI_KPI_RATIO,
     "closing stock of the last day beyond what the item sells in excess_days at its own pace / closing stock; units",
     "sum max(0, H(T) - d excess_days) / sum H(T)", "sold on_hand", NO_CLOSING, "there was no stock", "a year of sales, as a rule",
     OF(closing_excess, closing, closing_seen, items), 0},
    {"obsolete_share", "ratio", "lower", VMI_KPI_RATIO,
     "closing stock of the last day of items into and out of which nothing flowed for obsolete_days or longer / closing stock; units",
     "sum H(T) of idle items / sum H(T)", "on_hand", NO_CLOSING, "there was no stock", "no movement for a year, as a rule",
     OF(closing_idle, closing, closing_seen, items), 0},
    /* the corridor */
    {"corridor_compliance", "ratio", "higher", VMI_KPI_SHARE,
     "item-days that ended with min <= stock <= max / item-days on which the stock was seen and both levels are known, agreed or sent by the customer",
     "#{m <= H <= M} / #{H, m, M known}", "on_hand min max", NO_CORRIDOR, "no day can be judged", VMI_SAP,
     OF(corridor_inside, corridor_days, corridor_days, item_days), 0},
    {"below_min_share", "ratio", "lower", VMI_KPI_SHARE,
     "item-days that ended with stock below min / item-days as in corridor_compliance", "#{H < m} / #{H, m, M known}",
     "on_hand min max", NO_CORRIDOR, "no day can be judged", VMI_SAP,
     OF(corridor_below, corridor_days, corridor_days, item_days), 0},
    {"above_max_share", "ratio", "lower", VMI_KPI_SHARE,
     "item-days that ended with stock above max / item-days as in corridor_compliance", "#{H > M} / #{H, m, M known}",
     "on_hand min max", NO_CORRIDOR, "no day can be judged", VMI_SAP,
     OF(corridor_above, corridor_days, corridor_days, item_days), 0},
    {"replenishment_frequency", "a year", "", VMI_KPI_RATIO,
     "365 * item-days on which something was received / item-days, of items of which a receipt was ever reported",
     "365 #{R > 0} / N", "received", "no receipt was ever reported", "no receipt was ever reported", "",
     OF(receipt_days, received_days, received_days, item_days), 365},
    /* the feed */
    {"unexplained_movement", "ratio", "lower", VMI_KPI_RATIO,
     "units, up or down, by which levels of on_hand differ from the level before and what flowed since / units sold and received; items with two levels",
     "sum abs(H(t) - H(s) - flows(s, t)) / sum (S + R)", "on_hand", NO_LEVELS, "nothing was sold or received", "the balance of stock",
     OF(unexplained, moved, levels, levels_stated), 0},
    {"balanced_levels", "ratio", "higher", VMI_KPI_SHARE,
     "levels of on_hand that are the level before and what flowed since / levels that have one before them",
     "#{H(t) = H(s) + flows(s, t)} / levels", "on_hand", NO_LEVELS, NO_LEVELS, "the balance of stock",
     OF(balanced, levels, levels, levels_stated), 0},
    {"feed_timeliness", "ratio", "higher", VMI_KPI_SHARE,
     "item-days on which the location had reported within feed_days, or within 3 where that is not set / item-days",
     "#{silence <= feed_days} / N", "", "there is no item-day", "there is no item-day", "",
     OF(fed_days, item_days, item_days, item_days), 0},
    {"feed_completeness", "ratio", "higher", VMI_KPI_SHARE,
     "item-days with a level of on_hand for the item / item-days on which its location reported anything",
     "#{H stated} / #{reported}", "on_hand", "the location reported nothing", "the location reported nothing", "",
     OF(level_days, reported_days, reported_days, item_days), 0},
};
// clang-format on

const size_t vmi_kpi_row_count = VMI_COUNT(vmi_kpi_rows);

const struct vmi_kpi_row *vmi_kpi_find(struct vmi_slice name)
{
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        if (vmi_slice_is(name, vmi_kpi_rows[i].name))
            return &vmi_kpi_rows[i];
    return NULL;
}

const char *vmi_kpi_nearest(struct vmi_slice name)
{
    const char *names[VMI_COUNT(vmi_kpi_rows)];
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        names[i] = vmi_kpi_rows[i].name;
    return vmi_text_nearest(name, names, vmi_kpi_row_count);
}
