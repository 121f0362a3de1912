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
#include "vmi/decimal.h"
#include "vmi/error.h"
#include "vmi/weekdays.h"

enum vmi_term {
    VMI_TERM_CLASS,
    VMI_TERM_SOURCE,
    VMI_TERM_UNIT,
    VMI_TERM_QUANTUM,
    VMI_TERM_UNIT_COST,
    VMI_TERM_UNIT_PRICE,
    VMI_TERM_WEIGHT,
    VMI_TERM_VOLUME,
    VMI_TERM_LEAD_TIME,
    VMI_TERM_LEAD_TIME_SD,
    VMI_TERM_TRANSIT_TIME,
    VMI_TERM_REVIEW_PERIOD,
    VMI_TERM_ORDER_DAYS,
    VMI_TERM_FEED_DAYS,
    VMI_TERM_HISTORY_DAYS,
    VMI_TERM_POLICY,
    VMI_TERM_MIN,
    VMI_TERM_MAX,
    VMI_TERM_MIN_DAYS,
    VMI_TERM_MAX_DAYS,
    VMI_TERM_SAFETY_DAYS,
    VMI_TERM_SERVICE_MEASURE,
    VMI_TERM_SERVICE_LEVEL,
    VMI_TERM_DISTRIBUTION,
    VMI_TERM_ORDER_QUANTITY,
    VMI_TERM_HOLDING_RATE,
    VMI_TERM_ORDER_COST,
    VMI_TERM_DEMAND_MEAN,
    VMI_TERM_DEMAND_SD,
    VMI_TERM_UNFILLED,
    VMI_TERM_STOCKOUT_CORRECTION,
    VMI_TERM_MIN_FLOOR,
    VMI_TERM_STOCK_CAP,
    VMI_TERM_STOCK_CAP_DAYS,
    VMI_TERM_ORDER_MIN,
    VMI_TERM_ORDER_MULTIPLE,
    VMI_TERM_ORDER_MAX,
    VMI_TERM_TRIGGER,
    VMI_TERM_ALLOCATED_IN_ON_HAND,
    VMI_TERM_ON_HOLD_IN_ON_HAND,
    VMI_TERM_IN_TRANSIT_IN_ON_ORDER,
    VMI_TERM_ON_ORDER_FROM,
    VMI_TERMS, /* how many there are */
};

/* The words of the terms that are chosen from a list, in the order of the row's words. */
enum vmi_policy_kind {
    VMI_POLICY_MINMAX,
    VMI_POLICY_DAYS,
    VMI_POLICY_SAFETY_DAYS,
    VMI_POLICY_SERVICE,
    VMI_POLICIES
};
enum vmi_unfilled { VMI_UNFILLED_LOST, VMI_UNFILLED_BACKORDERED };
enum vmi_correction { VMI_CORRECTION_EXCLUDE, VMI_CORRECTION_NONE };
enum vmi_trigger { VMI_TRIGGER_AT_OR_BELOW, VMI_TRIGGER_BELOW };
enum vmi_yes { VMI_NO, VMI_YES };
enum vmi_on_order_from { VMI_FROM_AUTO, VMI_FROM_DOCUMENTS, VMI_FROM_FEED };

struct vmi_terms {
    struct vmi_slice class, source, unit;
    vmi_decimal quantum, unit_cost, unit_price, weight, volume;
    vmi_decimal lead_time, lead_time_sd, transit_time, review_period;
    vmi_weekdays order_days; /* 0: every day */
    vmi_decimal feed_days, history_days;
    int policy;
    vmi_decimal min, max, min_days, max_days, safety_days;
    int service_measure;
    vmi_decimal service_level;
    int distribution;
    vmi_decimal order_quantity, holding_rate, order_cost, demand_mean, demand_sd;
    int unfilled, stockout_correction;
    vmi_decimal min_floor, stock_cap, stock_cap_days, order_min, order_multiple, order_max;
    int trigger, allocated_in_on_hand, on_hold_in_on_hand, in_transit_in_on_order, on_order_from;
    uint64_t given; /* bit by enum vmi_term: set by the parties, not by default */
};

enum vmi_term_type {
    VMI_TERM_TEXT,     /* struct vmi_slice */
    VMI_TERM_DECIMAL,  /* vmi_decimal */
    VMI_TERM_CHOICE,   /* int: place in `words` */
    VMI_TERM_WEEKDAYS, /* vmi_weekdays */
};

/* The tools that use a term. */
enum vmi_tool { VMI_TOOL_THRESHOLD = 1, VMI_TOOL_PLAN = 2, VMI_TOOL_KPI = 4 };

struct vmi_term_row {
    const char *name;
    enum vmi_term_type type;
    const char *unit;        /* of the value, in words */
    const char *preset;      /* the default as it would be written; NULL: unknown */
    const char *words;       /* of a choice, joined by | */
    vmi_decimal least, most; /* both allowed */
    bool above_least;        /* `least` itself is not allowed */
    bool below_most;         /* `most` itself is not allowed */
    int tools;
    const char *meaning;
    size_t offset;
};

extern const struct vmi_term_row vmi_term_rows[VMI_TERMS];

/* VMI_TERMS when there is none of that name. */
enum vmi_term vmi_term_find(struct vmi_slice name);
const char *vmi_term_nearest(struct vmi_slice name);

/* "vmi-threshold and vmi-plan": the tools of a mask in words, written to BUFFER. */
const char *vmi_term_tools(int tools, char buffer[64]);

/* The word of a choice: vmi_term_word(VMI_TERM_POLICY, VMI_POLICY_DAYS) is "days". */
struct vmi_slice vmi_term_word(enum vmi_term term, int choice);

/* All defaults. */
void vmi_terms_init(struct vmi_terms *terms);

/*
 * Sets one term from text; texts are copied into ARENA, or borrowed where it is NULL. FORM says whether an exponent
 * may stand (numbers of JSON). An error has the term's name as its field and says what was expected; nothing is
 * changed then.
 */
bool vmi_terms_set(struct vmi_terms *terms, enum vmi_term term, struct vmi_slice value,
                   enum vmi_decimal_form form, struct vmi_arena *arena, struct vmi_error *error) VMI_MUST_USE;

/* Copies the terms that FROM was given over those of TERMS. */
void vmi_terms_overlay(struct vmi_terms *terms, const struct vmi_terms *from);

/* Checks pairs that contradict each other (min above max ...). */
bool vmi_terms_agree(const struct vmi_terms *terms, struct vmi_error *error) VMI_MUST_USE;

/* The multiple in which one orders: order_multiple, else quantum. */
vmi_decimal vmi_terms_multiple(const struct vmi_terms *terms);

/* True when a position calls for an order under the term `trigger`; both must be known. */
bool vmi_terms_triggered(const struct vmi_terms *terms, vmi_decimal position, vmi_decimal min);

static inline bool vmi_terms_given(const struct vmi_terms *terms, enum vmi_term term)
{
    return terms->given >> term & 1;
}

#endif
