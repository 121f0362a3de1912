/*
 * term.h: the registry of terms, and the terms in force for one item.
 *
 * A term is named, typed, bounded and explained in one row of vmi_term_rows; the agreement reader, -s, the messages
 * about mistakes and vmi-agreement(5) come from it. struct vmi_terms holds one item's values: what is not set has its
 * default, or is unknown where only the parties can know it. Texts in it belong to whoever parsed them.
 */
#ifndef VMI_TERM_H
#define VMI_TERM_H

#include "vmi/arena.h"
#include "vmi/calendar.h"
#include "vmi/decimal.h"
#include "vmi/error.h"

enum vmi_term {
    VMI_TERM_DESCRIPTION,
    VMI_TERM_LOCATION_NAME,
    VMI_TERM_VENDOR_SKU,
    VMI_TERM_CUSTOMER_SKU,
    VMI_TERM_CLASS,
    VMI_TERM_LIFE,
    VMI_TERM_SUCCESSOR,
    VMI_TERM_LIKE,
    VMI_TERM_SOURCE,
    VMI_TERM_OWNERSHIP,
    VMI_TERM_UNIT,
    VMI_TERM_UNITS,
    VMI_TERM_QUANTUM,
    VMI_TERM_UNIT_COST,
    VMI_TERM_UNIT_PRICE,
    VMI_TERM_WEIGHT,
    VMI_TERM_VOLUME,
    VMI_TERM_SHELF_LIFE,
    VMI_TERM_MIN_REMAINING_LIFE,
    VMI_TERM_LEAD_TIME,
    VMI_TERM_LEAD_TIME_SD,
    VMI_TERM_LEAD_TIME_FROM,
    VMI_TERM_LEAD_TIMES,
    VMI_TERM_TRANSIT_TIME,
    VMI_TERM_REVIEW_PERIOD,
    VMI_TERM_ORDER_DAYS,
    VMI_TERM_CUT_OFF,
    VMI_TERM_SHIP_CALENDAR,
    VMI_TERM_RECEIVE_CALENDAR,
    VMI_TERM_FEED_DAYS,
    VMI_TERM_FEED,
    VMI_TERM_HISTORY_DAYS,
    VMI_TERM_FREEZE_DAYS,
    VMI_TERM_POLICY,
    VMI_TERM_MIN,
    VMI_TERM_MAX,
    VMI_TERM_MIN_DAYS,
    VMI_TERM_MAX_DAYS,
    VMI_TERM_SAFETY_DAYS,
    VMI_TERM_SAFETY_STOCK,
    VMI_TERM_SERVICE_MEASURE,
    VMI_TERM_SERVICE_LEVEL,
    VMI_TERM_DISTRIBUTION,
    VMI_TERM_ORDER_QUANTITY,
    VMI_TERM_LOT_RULE,
    VMI_TERM_HOLDING_RATE,
    VMI_TERM_ORDER_COST,
    VMI_TERM_SHORTAGE_COST,
    VMI_TERM_LEAD_TIME_FACTOR,
    VMI_TERM_VARIABILITY_FACTOR,
    VMI_TERM_DEMAND,
    VMI_TERM_DEMAND_MEAN,
    VMI_TERM_DEMAND_SD,
    VMI_TERM_DEMAND_FACTOR,
    VMI_TERM_RETURNS,
    VMI_TERM_UNFILLED,
    VMI_TERM_STOCKOUT_CORRECTION,
    VMI_TERM_CORRECTION_CAP,
    VMI_TERM_OUTLIER,
    VMI_TERM_EXPIRING_LOTS,
    VMI_TERM_MIN_FLOOR,
    VMI_TERM_STOCK_CAP,
    VMI_TERM_STOCK_CAP_DAYS,
    VMI_TERM_ORDER_MIN,
    VMI_TERM_ORDER_MULTIPLE,
    VMI_TERM_ORDER_MAX,
    VMI_TERM_ORDER_UNIT,
    VMI_TERM_SPLIT,
    VMI_TERM_ROUNDING,
    VMI_TERM_TRIGGER,
    VMI_TERM_CAN_ORDER,
    VMI_TERM_APPROVAL,
    VMI_TERM_APPROVAL_LIMIT,
    VMI_TERM_APPROVAL_CHANGE,
    VMI_TERM_PRIORITY,
    VMI_TERM_ALLOCATION,
    VMI_TERM_LATE_SUPPLY,
    VMI_TERM_EMERGENCY_ORDERS,
    VMI_TERM_TRANSFER_COST,
    VMI_TERM_DAMPEN_DAYS,
    VMI_TERM_DAMPEN_QUANTITY,
    VMI_TERM_CLOSE_AFTER,
    VMI_TERM_CONFIRM_DAYS,
    VMI_TERM_RECEIPT_TOLERANCE,
    VMI_TERM_OTIF_EARLY,
    VMI_TERM_OTIF_LATE,
    VMI_TERM_OTIF_DATE,
    VMI_TERM_NEGATIVE_ON_HAND,
    VMI_TERM_ALLOCATED_IN_ON_HAND,
    VMI_TERM_ON_HOLD_IN_ON_HAND,
    VMI_TERM_IN_TRANSIT_IN_ON_ORDER,
    VMI_TERM_ON_ORDER_FROM,
    VMI_TERM_COUNT_TOLERANCE,
    VMI_TERM_EXCESS_DAYS,
    VMI_TERM_OBSOLETE_DAYS,
    VMI_TERMS, /* how many there are */
};

/* The words of the terms that are chosen from a list, in the order of the row's words. */
enum vmi_life { VMI_LIFE_ACTIVE, VMI_LIFE_NEW, VMI_LIFE_PHASE_OUT, VMI_LIFE_BLOCKED };
enum vmi_ownership { VMI_OWNERSHIP_CUSTOMER, VMI_OWNERSHIP_VENDOR };
enum vmi_policy_kind {
    VMI_POLICY_MINMAX,
    VMI_POLICY_DAYS,
    VMI_POLICY_SAFETY_DAYS,
    VMI_POLICY_SERVICE,
    VMI_POLICY_LEAST_COST,
    VMI_POLICY_NEWSVENDOR,
    VMI_POLICY_DDMRP,
    VMI_POLICIES
};
enum vmi_returns { VMI_RETURNS_NET, VMI_RETURNS_CLIP, VMI_RETURNS_APART };
enum vmi_unfilled { VMI_UNFILLED_LOST, VMI_UNFILLED_BACKORDERED };
enum vmi_service_measure { VMI_SERVICE_CYCLE, VMI_SERVICE_FILL };
enum vmi_distribution_choice {
    VMI_DISTRIBUTION_AUTO,
    VMI_DISTRIBUTION_NORMAL,
    VMI_DISTRIBUTION_GAMMA,
    VMI_DISTRIBUTION_POISSON,
    VMI_DISTRIBUTION_NEGBIN,
    VMI_DISTRIBUTION_EMPIRICAL
};
enum vmi_correction { VMI_CORRECTION_EXCLUDE, VMI_CORRECTION_EM, VMI_CORRECTION_NONE };
enum vmi_outlier { VMI_OUTLIER_KEEP, VMI_OUTLIER_HAMPEL };
enum vmi_expiring_lots { VMI_EXPIRING_REPORT, VMI_EXPIRING_NET };
enum vmi_lead_time_from { VMI_LEAD_TIME_AGREED, VMI_LEAD_TIME_MEASURED };
enum vmi_demand_from { VMI_DEMAND_AUTO, VMI_DEMAND_HISTORY, VMI_DEMAND_FORECAST };
enum vmi_lot_rule {
    VMI_LOT_TO_MAX,
    VMI_LOT_FIXED,
    VMI_LOT_FOR_LOT,
    VMI_LOT_SILVER_MEAL,
    VMI_LOT_WAGNER_WHITIN
};
enum vmi_trigger { VMI_TRIGGER_AT_OR_BELOW, VMI_TRIGGER_BELOW };
enum vmi_otif_date { VMI_OTIF_DUE, VMI_OTIF_PROMISED };
enum vmi_rounding { VMI_ROUNDING_UP, VMI_ROUNDING_DOWN, VMI_ROUNDING_NEAREST };
enum vmi_approval { VMI_APPROVAL_AUTO, VMI_APPROVAL_REVIEW };
enum vmi_emergency_orders { VMI_EMERGENCY_ORDER_DAYS, VMI_EMERGENCY_ANY_DAY };
enum vmi_late_supply { VMI_LATE_EXPEDITE, VMI_LATE_REORDER };
enum vmi_yes { VMI_NO, VMI_YES };
enum vmi_negative_on_hand { VMI_NEGATIVE_BACKORDER, VMI_NEGATIVE_ERROR, VMI_NEGATIVE_ZERO };
enum vmi_on_order_from { VMI_FROM_AUTO, VMI_FROM_DOCUMENTS, VMI_FROM_FEED };

struct vmi_term_set {
    uint64_t bits[(VMI_TERMS + 63) / 64]; /* bit by enum vmi_term */
};

static inline bool vmi_term_in(const struct vmi_term_set *set, int term)
{
    return set->bits[term / 64] >> term % 64 & 1;
}

static inline void vmi_term_add(struct vmi_term_set *set, int term)
{
    set->bits[term / 64] |= UINT64_C(1) << term % 64;
}

/* The first term of SET from TERM on, VMI_TERMS when there is none. */
int vmi_term_next(const struct vmi_term_set *set, int term);

/* Members are named as their terms, and stand in the order of enum vmi_term. */
struct vmi_terms {
    struct vmi_slice description, location_name, vendor_sku, customer_sku, class;
    int life;
    struct vmi_slice successor, like, source;
    int ownership;
    struct vmi_slice unit, units;
    vmi_decimal quantum, unit_cost, unit_price, weight, volume, shelf_life, min_remaining_life;
    vmi_decimal lead_time, lead_time_sd;
    int lead_time_from;
    struct vmi_slice lead_times;
    vmi_decimal transit_time, review_period;
    const struct vmi_calendar *order_days; /* NULL: every day */
    struct vmi_slice cut_off, ship_calendar, receive_calendar;
    vmi_decimal feed_days;
    int feed;
    vmi_decimal history_days, freeze_days;
    int policy;
    vmi_decimal min, max, min_days, max_days, safety_days, safety_stock;
    int service_measure;
    vmi_decimal service_level;
    int distribution;
    vmi_decimal order_quantity;
    int lot_rule;
    vmi_decimal holding_rate, order_cost, shortage_cost, lead_time_factor, variability_factor;
    int demand;
    vmi_decimal demand_mean, demand_sd, demand_factor;
    int returns, unfilled, stockout_correction;
    vmi_decimal correction_cap;
    int outlier, expiring_lots;
    vmi_decimal min_floor, stock_cap, stock_cap_days, order_min, order_multiple, order_max;
    struct vmi_slice order_unit;
    int split, rounding, trigger;
    vmi_decimal can_order;
    int approval;
    vmi_decimal approval_limit, approval_change, priority;
    int allocation, late_supply, emergency_orders;
    vmi_decimal transfer_cost, dampen_days, dampen_quantity, close_after, confirm_days, receipt_tolerance,
        otif_early, otif_late;
    int otif_date;
    int negative_on_hand, allocated_in_on_hand, on_hold_in_on_hand, in_transit_in_on_order, on_order_from;
    vmi_decimal count_tolerance, excess_days, obsolete_days;
    struct vmi_term_set given; /* set by the parties, not by default */
};

enum vmi_term_type {
    VMI_TERM_TEXT,     /* struct vmi_slice */
    VMI_TERM_DECIMAL,  /* vmi_decimal */
    VMI_TERM_CHOICE,   /* int: place in `words` */
    VMI_TERM_CALENDAR, /* const struct vmi_calendar *: weekdays, or a recurrence rule */
    VMI_TERM_CLOCK,    /* struct vmi_slice: a time of day, hh:mm */
    VMI_TERM_FACTORS,  /* struct vmi_slice: pairs NAME=QUANTITY, each above 0 */
    VMI_TERM_CHANCES,  /* struct vmi_slice: pairs DAYS=PROBABILITY, which add up to 1 */
};

/* The tools that use a term. */
enum vmi_tool {
    VMI_TOOL_THRESHOLD = 1,
    VMI_TOOL_PLAN = 2,
    VMI_TOOL_KPI = 4,
    VMI_TOOL_AGREE = 8,
    VMI_TOOL_INGEST = 16,
    VMI_TOOL_ORDER = 32,
    VMI_TOOL_TRACK = 64,
};

struct vmi_term_row {
    const char *name;
    enum vmi_term_type type;
    const char *unit;        /* of the value, in words */
    const char *preset;      /* the default as it would be written; NULL: unknown */
    const char *words;       /* of a choice, joined by | */
    int ready;               /* so many words, from the first, are carried out; 0: all */
    vmi_decimal least, most; /* both allowed */
    bool above_least;        /* `least` itself is not allowed */
    bool below_most;         /* `most` itself is not allowed */
    int tools;               /* 0: no tool of this version acts on it; it is checked and shown */
    unsigned policies;       /* bits by enum vmi_policy_kind: of no effect under others; 0: under all */
    const char *meaning;
    size_t offset;
};

extern const struct vmi_term_row vmi_term_rows[VMI_TERMS];

/* VMI_TERMS when there is none of that name. */
enum vmi_term vmi_term_find(struct vmi_slice name);
const char *vmi_term_nearest(struct vmi_slice name);

/* "vmi-plan", the name of the tool with bit BIT of enum vmi_tool; NULL behind the last. */
const char *vmi_tool_name(int bit);

#define VMI_TOOLS_TEXT_SIZE 128

/* "vmi-threshold and vmi-plan": the tools of a mask in words, written to BUFFER. */
const char *vmi_term_tools(int tools, char buffer[VMI_TOOLS_TEXT_SIZE]);

/* The word of a choice: vmi_term_word(VMI_TERM_POLICY, VMI_POLICY_DAYS) is "days". */
struct vmi_slice vmi_term_word(enum vmi_term term, int choice);

/* All defaults. */
void vmi_terms_init(struct vmi_terms *terms);

/*
 * Sets one term from text; texts are copied into ARENA, or borrowed where it is NULL. A calendar is made in it, so that
 * order_days take one. FORM says whether an exponent
 * may stand (numbers of JSON). An error has the term's name as its field and says what was expected; nothing is
 * changed then.
 */
bool vmi_terms_set(struct vmi_terms *terms, enum vmi_term term, struct vmi_slice value,
                   enum vmi_decimal_form form, struct vmi_arena *arena, struct vmi_error *error) VMI_MUST_USE;

/* Copies the terms that FROM was given over those of TERMS. */
void vmi_terms_overlay(struct vmi_terms *terms, const struct vmi_terms *from);

/* One value by itself, in eight bytes; a text is one that outlives it. */
union vmi_term_value {
    vmi_decimal number;
    int64_t choice;
    const struct vmi_slice *text;
    const struct vmi_calendar *calendar;
};

/* The value of a term in TERMS; a text is held by a slice in ARENA. */
union vmi_term_value vmi_terms_value(const struct vmi_terms *terms, enum vmi_term term,
                                     struct vmi_arena *arena);
void vmi_terms_put(struct vmi_terms *terms, enum vmi_term term, union vmi_term_value value);
bool vmi_terms_equal(const struct vmi_terms *a, const struct vmi_terms *b, enum vmi_term term);

#define VMI_TERM_TEXT_SIZE 40

/* The value as it would be written: a slice of TERMS or of BUFFER; unknown where the term has no value. */
struct vmi_slice vmi_terms_text(const struct vmi_terms *terms, enum vmi_term term,
                                char buffer[VMI_TERM_TEXT_SIZE]);

/* The first choice in force that no tool carries out yet and that one of TOOLS would need; VMI_TERMS for none. */
enum vmi_term vmi_terms_unready(const struct vmi_terms *terms, int tools);

/* Checks pairs that contradict each other (min above max ...). */
bool vmi_terms_agree(const struct vmi_terms *terms, struct vmi_error *error) VMI_MUST_USE;

/* The first such pair: *LOW stands above *HIGH. False where there is none. */
bool vmi_terms_contradict(const struct vmi_terms *terms, enum vmi_term *low, enum vmi_term *high);

/* The multiple in which one orders: order_multiple, else quantum. */
vmi_decimal vmi_terms_multiple(const struct vmi_terms *terms);

/*
 * The days in which what is delivered must sell: min_remaining_life, else shelf_life less LEAD_TIME (days); 0 where that
 * is below 0. NaN: it does not expire, or it is not known when.
 */
double vmi_terms_shelf_days(const struct vmi_terms *terms, double lead_time);

/* True when a position calls for an order under the term `trigger`; both must be known. */
bool vmi_terms_triggered(const struct vmi_terms *terms, vmi_decimal position, vmi_decimal min);

static inline bool vmi_terms_given(const struct vmi_terms *terms, enum vmi_term term)
{
    return vmi_term_in(&terms->given, (int)term);
}

#endif
