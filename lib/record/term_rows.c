#include "vmi/term.h"

#define ONE VMI_DECIMAL_ONE
#define ALL (VMI_DECIMAL_MAXIMUM - 1)

/* Beyond ten years a number of days is a mistake of the unit. */
#define MOST_DAYS INT64_C(3660)

/* The tools that use a term. */
#define T VMI_TOOL_THRESHOLD
#define P VMI_TOOL_PLAN
#define K VMI_TOOL_KPI
#define A VMI_TOOL_AGREE
#define I VMI_TOOL_INGEST
#define O VMI_TOOL_ORDER
#define R VMI_TOOL_TRACK

/* The policies under which it has an effect. */
#define MINMAX  (1u << VMI_POLICY_MINMAX)
#define COVER   (1u << VMI_POLICY_DAYS)
#define SAFETY  (1u << VMI_POLICY_SAFETY_DAYS)
#define SERVICE (1u << VMI_POLICY_SERVICE)
#define COST    (1u << VMI_POLICY_LEAST_COST)
#define NEWS    (1u << VMI_POLICY_NEWSVENDOR)
#define DDMRP   (1u << VMI_POLICY_DDMRP)

/* Those that look at how demand is distributed. */
#define CHANCE (SERVICE | COST | NEWS)

#define ROW(member, kind) .name = #member, .offset = offsetof(struct vmi_terms, member), .type = kind

#define TEXT(member)                                                                                         \
    {                                                                                                        \
        ROW(member, VMI_TERM_TEXT), .unit = "text"
#define CHOICE(member, list)                                                                                 \
    {                                                                                                        \
        ROW(member, VMI_TERM_CHOICE), .unit = "word", .words = (list)
#define AMOUNT(member, what)                                                                                 \
    {                                                                                                        \
        ROW(member, VMI_TERM_DECIMAL), .unit = (what), .most = ALL
#define POSITIVE(member, what)                                                                               \
    {                                                                                                        \
        ROW(member, VMI_TERM_DECIMAL), .unit = (what), .most = ALL, .above_least = true
#define DAYS(member)                                                                                         \
    {                                                                                                        \
        ROW(member, VMI_TERM_DECIMAL), .unit = "days", .most = MOST_DAYS * ONE
#define RATIO(member, what)                                                                                  \
    {                                                                                                        \
        ROW(member, VMI_TERM_DECIMAL), .unit = (what), .most = ONE

/* Ends a row: the tools that use the term, what it means, and what else is to be said of it. */
#define USED(by, what, ...)                                                                                  \
    , .tools = (by), .meaning = (what), __VA_ARGS__                                                          \
    }

// clang-format off
const struct vmi_term_row vmi_term_rows[VMI_TERMS] = {
    /* item */
    [VMI_TERM_DESCRIPTION] = TEXT(description) USED(A | O, "what the item is called"),
    [VMI_TERM_LOCATION_NAME] = TEXT(location_name) USED(A | O, "what the location is called"),
    [VMI_TERM_VENDOR_SKU] = TEXT(vendor_sku) USED(A | O, "the item's number at the vendor"),
    [VMI_TERM_CUSTOMER_SKU] = TEXT(customer_sku) USED(A | O, "the item's number at the customer"),
    [VMI_TERM_CLASS] = TEXT(class) USED(T | K | A, "the item's class, by which figures are grouped"),
    [VMI_TERM_LIFE] = CHOICE(life, "active|new|phase_out|blocked")
        USED(T | P | K | A, "where the item stands in its life; a new one begins with the demand of another, of a blocked one nothing is ordered", .preset = "active"),
    [VMI_TERM_SUCCESSOR] = TEXT(successor) USED(T | K, "the sku that takes this one's place"),
    [VMI_TERM_LIKE] = TEXT(like) USED(T | K, "the sku whose demand a new item begins with"),
    [VMI_TERM_SOURCE] = TEXT(source) USED(T | K | A, "where the item is sent from"),
    [VMI_TERM_OWNERSHIP] = CHOICE(ownership, "customer|vendor")
        USED(K | A | R, "who owns the stock at the location until it is used", .preset = "customer"),
    [VMI_TERM_UNIT] = TEXT(unit) USED(T | K | I | O | R, "the item's base unit"),
    [VMI_TERM_UNITS] = {ROW(units, VMI_TERM_FACTORS), .unit = "units and their base units"
        USED(P | I | O, "what other units hold: CS=12 PL=480; a record in a unit that is not here is an error"),
    [VMI_TERM_QUANTUM] = POSITIVE(quantum, "base units")
        USED(T | P | K | I, "the smallest step of a quantity: levels are rounded up to it", .preset = "1"),
    [VMI_TERM_UNIT_COST] = AMOUNT(unit_cost, "money") USED(T | P | K, "what one base unit costs"),
    [VMI_TERM_UNIT_PRICE] = AMOUNT(unit_price, "money") USED(T | P | K | O | R, "what one base unit is sold for"),
    [VMI_TERM_WEIGHT] = AMOUNT(weight, "weight") USED(P, "weight of one base unit"),
    [VMI_TERM_VOLUME] = AMOUNT(volume, "volume") USED(P, "volume of one base unit"),
    [VMI_TERM_SHELF_LIFE] = DAYS(shelf_life)
        USED(T | P | K, "days from making an item until it expires; max is no more than can sell before"),
    [VMI_TERM_MIN_REMAINING_LIFE] = DAYS(min_remaining_life)
        USED(T | P | K, "days until expiry that a lot must have left when it is delivered; max is no more than sells in them"),

    /* time */
    [VMI_TERM_LEAD_TIME] = DAYS(lead_time) USED(T | K, "days from order to receipt"),
    [VMI_TERM_LEAD_TIME_SD] = DAYS(lead_time_sd)
        USED(T | K, "standard deviation of the lead time", .preset = "0", .policies = CHANCE),
    [VMI_TERM_LEAD_TIME_FROM] = CHOICE(lead_time_from, "agreed|measured")
        USED(T | K, "whether the lead time is the agreed one, or measured from orders and receipts", .preset = "agreed"),
    [VMI_TERM_LEAD_TIMES] = {ROW(lead_times, VMI_TERM_CHANCES), .unit = "days and their probabilities"
        USED(T | K, "lead times that vary, over lead_time: 1=0.8 6=0.2"),
    [VMI_TERM_TRANSIT_TIME] = DAYS(transit_time)
        USED(P | K | R, "days from shipping to receipt; lead_time where not given"),
    [VMI_TERM_REVIEW_PERIOD] = DAYS(review_period)
        USED(T | K, "days from one review to the next; 0 is continuous review; with order_days their longest gap",
             .preset = "1"),
    [VMI_TERM_ORDER_DAYS] = {ROW(order_days, VMI_TERM_CALENDAR), .unit = "weekdays or RRULE"
        USED(T | P | K, "the days on which one may order: MO,WE,FR or MO-FR, or a rule such as FREQ=MONTHLY;BYDAY=1MO"),
    [VMI_TERM_CUT_OFF] = {ROW(cut_off, VMI_TERM_CLOCK), .unit = "time of day"
        USED(P, "orders after this time count as of the next day: 14:00"),
    [VMI_TERM_SHIP_CALENDAR] = TEXT(ship_calendar)
        USED(P, "the calendar of the agreement by whose open days one ships"),
    [VMI_TERM_RECEIVE_CALENDAR] = TEXT(receive_calendar)
        USED(P, "the calendar of the agreement by whose open days the location receives"),
    [VMI_TERM_FEED_DAYS] = DAYS(feed_days)
        USED(T | K | I, "silence of a location for longer than this is stale; where given, it is unknown demand too",
             .preset = "3"),
    [VMI_TERM_FEED] = CHOICE(feed, "delta|full")
        USED(0, "whether a feed lists what changed, or everything there is", .preset = "delta", .ready = 1),
    [VMI_TERM_HISTORY_DAYS] = {ROW(history_days, VMI_TERM_DECIMAL), .unit = "days", .least = ONE, .most = 100000 * ONE
        USED(T | K | I, "days of history, up to as-of, from which demand is estimated", .preset = "365"),
    [VMI_TERM_FREEZE_DAYS] = DAYS(freeze_days)
        USED(P, "no order date before as-of and so many days, but for emergencies", .preset = "0"),

    /* policy */
    [VMI_TERM_POLICY] = CHOICE(policy, "minmax|days|safety_days|service|least_cost|newsvendor|ddmrp")
        USED(T | K, "how min and max are made", .preset = "minmax"),
    [VMI_TERM_MIN] = AMOUNT(min, "base units") USED(T | K, "the agreed reorder point (policy minmax)", .policies = MINMAX),
    [VMI_TERM_MAX] = AMOUNT(max, "base units")
        USED(T | K, "the agreed order-up-to level (policy minmax)", .policies = MINMAX),
    [VMI_TERM_MIN_DAYS] = DAYS(min_days) USED(T | K, "min in days of mean demand (policy days)", .policies = COVER),
    [VMI_TERM_MAX_DAYS] = DAYS(max_days) USED(T | K, "max in days of mean demand (policy days)", .policies = COVER),
    [VMI_TERM_SAFETY_DAYS] = DAYS(safety_days)
        USED(T | K, "days of mean demand held as safety stock (policy safety_days)", .policies = SAFETY),
    [VMI_TERM_SAFETY_STOCK] = AMOUNT(safety_stock, "base units")
        USED(T | K, "an agreed safety stock, over what service_level would need (policy service)", .policies = SERVICE),
    [VMI_TERM_SERVICE_MEASURE] = CHOICE(service_measure, "cycle|fill")
        USED(T | K, "what service_level measures: cycle, the chance that demand until the next receipt is met; "
                "fill, the share of demand that is met from stock",
             .preset = "cycle", .policies = SERVICE),
    [VMI_TERM_SERVICE_LEVEL] = RATIO(service_level, "ratio")
        USED(T | K, "the service aimed at, between 0 and 1 (policy service)", .preset = "0.95", .policies = SERVICE,
             .above_least = true, .below_most = true),
    [VMI_TERM_DISTRIBUTION] = CHOICE(distribution, "auto|normal|gamma|poisson|negbin|empirical")
        USED(T | K, "distribution of demand over lead time and review period; auto goes by its mean, its variance and its pattern",
             .preset = "auto", .policies = CHANCE),
    [VMI_TERM_ORDER_QUANTITY] = AMOUNT(order_quantity, "base units")
        USED(T | P | K, "the quantity usually ordered: max is at least min and this (policies safety_days, service, ddmrp; lot_rule fixed)"),
    [VMI_TERM_LOT_RULE] = CHOICE(lot_rule, "to_max|fixed|lot_for_lot|silver_meal|wagner_whitin")
        USED(P, "how much is ordered at once: up to max, a multiple of order_quantity, or what lacks to min and a lot of the demand after it, never above max", .preset = "to_max"),
    [VMI_TERM_HOLDING_RATE] = RATIO(holding_rate, "ratio a year")
        USED(T | P | K, "cost of holding stock for a year, as a share of unit_cost"),
    [VMI_TERM_ORDER_COST] = AMOUNT(order_cost, "money")
        USED(T | P | K, "what placing one order costs"),
    [VMI_TERM_SHORTAGE_COST] = AMOUNT(shortage_cost, "money")
        USED(T | P | K, "what one base unit short costs: a day under policy least_cost, once under policy newsvendor and for --rank"),
    [VMI_TERM_LEAD_TIME_FACTOR] = RATIO(lead_time_factor, "ratio")
        USED(T | K, "base of the red zone and least green zone, as a share of the demand of a lead time (policy ddmrp)",
             .preset = "0.5", .policies = DDMRP),
    [VMI_TERM_VARIABILITY_FACTOR] = RATIO(variability_factor, "ratio")
        USED(T | K, "safety of the red zone, as a share of its base (policy ddmrp)", .preset = "0.5", .policies = DDMRP),

    /* demand */
    [VMI_TERM_DEMAND] = CHOICE(demand, "auto|history|forecast")
        USED(T | K, "whether demand is expected from history or from forecasts; auto: from forecasts where there are any", .preset = "auto"),
    [VMI_TERM_DEMAND_MEAN] = AMOUNT(demand_mean, "base units a day")
        USED(T | K, "mean demand a day, over what is estimated"),
    [VMI_TERM_DEMAND_SD] = AMOUNT(demand_sd, "base units a day")
        USED(T | K, "standard deviation of demand a day, over what is estimated"),
    [VMI_TERM_DEMAND_FACTOR] = AMOUNT(demand_factor, "factor")
        USED(T | K, "multiplies expected demand on the days of the rule that sets it; history on them is divided by it"),
    [VMI_TERM_RETURNS] = CHOICE(returns, "net|clip|apart")
        USED(T | K, "how returns act on demand: net, they lessen it; clip, not below 0; apart, not at all", .preset = "net"),
    [VMI_TERM_UNFILLED] = CHOICE(unfilled, "lost|backordered")
        USED(T | K, "whether what was not filled is lost (and so demand) or comes back as a later sale", .preset = "lost"),
    [VMI_TERM_STOCKOUT_CORRECTION] = CHOICE(stockout_correction, "exclude|em|none")
        USED(T | K, "exclude: days without stock do not count as days of demand; em: their demand is estimated with the rest",
             .preset = "exclude"),
    [VMI_TERM_CORRECTION_CAP] = {ROW(correction_cap, VMI_TERM_DECIMAL), .unit = "factor", .least = ONE, .most = ALL
        USED(T | K, "the correction for days without stock multiplies the mean by at most this", .preset = "3"),
    [VMI_TERM_OUTLIER] = CHOICE(outlier, "keep|hampel")
        USED(T | K, "what is done with days of unlikely demand; hampel: beyond 3 scaled median deviations they count as the median",
             .preset = "keep"),
    [VMI_TERM_EXPIRING_LOTS] = CHOICE(expiring_lots, "report|net")
        USED(T | K, "what is done with lots that expire before they can sell; net: they are not counted as stock",
             .preset = "report"),

    /* bounds */
    [VMI_TERM_MIN_FLOOR] = AMOUNT(min_floor, "base units") USED(T | K, "min is at least this"),
    [VMI_TERM_STOCK_CAP] = AMOUNT(stock_cap, "base units")
        USED(T | P | K, "stock and what is on its way never exceed this"),
    [VMI_TERM_STOCK_CAP_DAYS] = DAYS(stock_cap_days) USED(T | K, "max is at most so many days of mean demand"),

    /* order */
    [VMI_TERM_ORDER_MIN] = AMOUNT(order_min, "base units") USED(T | P | K, "the smallest order of the item"),
    [VMI_TERM_ORDER_MULTIPLE] = POSITIVE(order_multiple, "base units")
        USED(T | P | K, "orders are whole multiples of this; quantum where not given"),
    [VMI_TERM_ORDER_MAX] = POSITIVE(order_max, "base units") USED(P, "the largest order of the item"),
    [VMI_TERM_ORDER_UNIT] = TEXT(order_unit) USED(P, "the unit in which orders are written; units says what it holds"),
    [VMI_TERM_SPLIT] = CHOICE(split, "no|yes")
        USED(P, "whether what order_max leaves over becomes a further order", .preset = "no"),
    [VMI_TERM_ROUNDING] = CHOICE(rounding, "up|down|nearest")
        USED(P, "where a quantity goes that is no multiple; to nothing it never goes", .preset = "up"),
    [VMI_TERM_TRIGGER] = CHOICE(trigger, "at_or_below|below")
        USED(T | P | K, "order when the position is at or below min, or only below", .preset = "at_or_below"),
    [VMI_TERM_CAN_ORDER] = AMOUNT(can_order, "base units")
        USED(P, "an item at or below this goes along with an order of others"),
    [VMI_TERM_APPROVAL] = CHOICE(approval, "auto|review")
        USED(P, "whether proposals of the item pass without a look", .preset = "auto"),
    [VMI_TERM_APPROVAL_LIMIT] = AMOUNT(approval_limit, "money") USED(P, "a proposal above this value is looked at"),
    [VMI_TERM_APPROVAL_CHANGE] = {ROW(approval_change, VMI_TERM_DECIMAL), .unit = "ratio", .least = 0, .most = 1000000 * ONE
        USED(P, "a proposal that differs from the last order by more than this share is looked at"),
    [VMI_TERM_PRIORITY] = {ROW(priority, VMI_TERM_DECIMAL), .unit = "rank, 1 first", .least = ONE, .most = 1000000 * ONE
        USED(P, "who is served first when supply is short"),
    [VMI_TERM_ALLOCATION] = CHOICE(allocation, "fair_share|proportional|priority")
        USED(P, "how short supply is shared", .preset = "fair_share"),
    [VMI_TERM_LATE_SUPPLY] = CHOICE(late_supply, "expedite|reorder")
        USED(P, "what is done when a receipt comes too late", .preset = "expedite"),
    [VMI_TERM_EMERGENCY_ORDERS] = CHOICE(emergency_orders, "order_days|any_day")
        USED(P, "whether an emergency waits for the next of order_days, or is ordered at once", .preset = "order_days"),
    [VMI_TERM_TRANSFER_COST] = AMOUNT(transfer_cost, "money")
        USED(P, "what moving stock from here to another location costs; where not given it is not moved"),
    [VMI_TERM_DAMPEN_DAYS] = DAYS(dampen_days) USED(P, "an open order is not moved by so few days"),
    [VMI_TERM_DAMPEN_QUANTITY] = AMOUNT(dampen_quantity, "base units")
        USED(P, "an open order is not changed by so little"),
    [VMI_TERM_CLOSE_AFTER] = DAYS(close_after) USED(T | R | K, "an order line so many days overdue is closed short, and no longer on its way"),
    [VMI_TERM_CONFIRM_DAYS] = DAYS(confirm_days)
        USED(K | R, "days after an order within which it is confirmed; where not given, none is waited for"),
    [VMI_TERM_RECEIPT_TOLERANCE] = RATIO(receipt_tolerance, "ratio")
        USED(K | R, "by which share of the order more may arrive than was ordered", .preset = "0"),
    [VMI_TERM_OTIF_EARLY] = DAYS(otif_early)
        USED(K, "a receipt so many days before its day is on time; where not given, any day before is"),
    [VMI_TERM_OTIF_LATE] = DAYS(otif_late)
        USED(K, "a receipt so many days after its day is still on time", .preset = "0"),
    [VMI_TERM_OTIF_DATE] = CHOICE(otif_date, "due|promised")
        USED(K, "the day by which a receipt is judged: as it was ordered for, or as it was promised", .preset = "due"),

    /* data */
    [VMI_TERM_NEGATIVE_ON_HAND] = CHOICE(negative_on_hand, "backorder|error|zero")
        USED(T | K | I, "what stock below 0 means: owed to customers, a mistake of the feed, or nothing", .preset = "backorder"),
    [VMI_TERM_ALLOCATED_IN_ON_HAND] = CHOICE(allocated_in_on_hand, "no|yes")
        USED(T | K, "whether the feed's on_hand holds the allocated stock", .preset = "yes"),
    [VMI_TERM_ON_HOLD_IN_ON_HAND] = CHOICE(on_hold_in_on_hand, "no|yes")
        USED(T | K, "whether the feed's on_hand holds the stock on hold", .preset = "no"),
    [VMI_TERM_IN_TRANSIT_IN_ON_ORDER] = CHOICE(in_transit_in_on_order, "no|yes")
        USED(T | K, "whether the feed's on_order holds what is in transit", .preset = "no"),
    [VMI_TERM_ON_ORDER_FROM] = CHOICE(on_order_from, "auto|documents|feed")
        USED(T | K, "where open orders are taken from: auto is our documents for an item that has any, else the feed",
             .preset = "auto"),
    [VMI_TERM_COUNT_TOLERANCE] = RATIO(count_tolerance, "ratio")
        USED(K, "by which share of what is booked a count may differ and still be right", .preset = "0"),
    [VMI_TERM_EXCESS_DAYS] = DAYS(excess_days)
        USED(K, "stock beyond what sells in so many days is excess", .preset = "365"),
    [VMI_TERM_OBSOLETE_DAYS] = DAYS(obsolete_days)
        USED(K, "stock that did not move for so many days is obsolete", .preset = "365"),
};
// clang-format on
