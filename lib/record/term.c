#include "vmi/term.h"

#include <stdio.h>

#define ONE VMI_DECIMAL_ONE
#define ALL (VMI_DECIMAL_MAXIMUM - 1)

#define T VMI_TOOL_THRESHOLD
#define P VMI_TOOL_PLAN
#define K VMI_TOOL_KPI

#define AT(member) offsetof(struct vmi_terms, member)

#define TEXT(member, tools, meaning)                                                                         \
    {                                                                                                        \
#member, VMI_TERM_TEXT, "text", NULL, NULL, 0, 0, false, false, tools, meaning, AT(member)           \
    }
/* From 0 on, 0 included. */
#define AMOUNT(member, unit, preset, tools, meaning)                                                         \
    {                                                                                                        \
#member, VMI_TERM_DECIMAL, unit, preset, NULL, 0, ALL, false, false, tools, meaning, AT(member)      \
    }
/* Above 0. */
#define POSITIVE(member, unit, preset, tools, meaning)                                                       \
    {                                                                                                        \
#member, VMI_TERM_DECIMAL, unit, preset, NULL, 0, ALL, true, false, tools, meaning, AT(member)       \
    }
#define DAYS(member, preset, most, tools, meaning)                                                           \
    {                                                                                                        \
#member, VMI_TERM_DECIMAL, "days", preset, NULL, 0, (most)*ONE, false, false, tools, meaning,        \
            AT(member)                                                                                       \
    }
#define CHOICE(member, words, preset, tools, meaning)                                                        \
    {                                                                                                        \
#member, VMI_TERM_CHOICE, "word", preset, words, 0, 0, false, false, tools, meaning, AT(member)      \
    }

/* Beyond ten years a number of days is a mistake of the unit. */
#define MOST_DAYS INT64_C(3660)

const struct vmi_term_row vmi_term_rows[VMI_TERMS] = {
    [VMI_TERM_CLASS] = TEXT(class, T | K, "the item's class, by which figures are grouped"),
    [VMI_TERM_SOURCE] = TEXT(source, T, "where the item is sent from"),
    [VMI_TERM_UNIT] = TEXT(unit, T | K, "the item's base unit; a record in another unit is an error"),
    [VMI_TERM_QUANTUM] = POSITIVE(quantum, "base units", "1", T | P,
                                  "the smallest step of a quantity: levels are rounded up to it"),
    [VMI_TERM_UNIT_COST] = AMOUNT(unit_cost, "money", NULL, T | P, "what one base unit costs"),
    [VMI_TERM_UNIT_PRICE] = AMOUNT(unit_price, "money", NULL, P, "what one base unit is sold for"),
    [VMI_TERM_WEIGHT] = AMOUNT(weight, "weight", NULL, P, "weight of one base unit"),
    [VMI_TERM_VOLUME] = AMOUNT(volume, "volume", NULL, P, "volume of one base unit"),
    [VMI_TERM_LEAD_TIME] = DAYS(lead_time, NULL, MOST_DAYS, T, "days from order to receipt"),
    [VMI_TERM_LEAD_TIME_SD] = DAYS(lead_time_sd, "0", MOST_DAYS, T, "standard deviation of the lead time"),
    [VMI_TERM_TRANSIT_TIME] =
        DAYS(transit_time, NULL, MOST_DAYS, P, "days from shipping to receipt; lead_time where not given"),
    [VMI_TERM_REVIEW_PERIOD] =
        DAYS(review_period, "1", MOST_DAYS, T,
             "days from one review to the next; 0 is continuous review; with order_days their longest gap"),
    [VMI_TERM_ORDER_DAYS] = {"order_days", VMI_TERM_WEEKDAYS, "weekdays", NULL, NULL, 0, 0, false, false,
                             T | P, "the weekdays on which one may order: MO,WE,FR or MO-FR", AT(order_days)},
    [VMI_TERM_FEED_DAYS] =
        DAYS(feed_days, "3", MOST_DAYS, T | K,
             "silence of a location for longer than this is stale; where given, it is unknown demand too"),
    [VMI_TERM_HISTORY_DAYS] = {"history_days", VMI_TERM_DECIMAL, "days", "365", NULL, ONE, 100000 * ONE,
                               false, false, T,
                               "days of history, up to as-of, from which demand is estimated",
                               AT(history_days)},
    [VMI_TERM_POLICY] =
        CHOICE(policy, "minmax|days|safety_days|service", "minmax", T, "how min and max are made"),
    [VMI_TERM_MIN] = AMOUNT(min, "base units", NULL, T, "the agreed reorder point (policy minmax)"),
    [VMI_TERM_MAX] = AMOUNT(max, "base units", NULL, T, "the agreed order-up-to level (policy minmax)"),
    [VMI_TERM_MIN_DAYS] = DAYS(min_days, NULL, MOST_DAYS, T, "min in days of mean demand (policy days)"),
    [VMI_TERM_MAX_DAYS] = DAYS(max_days, NULL, MOST_DAYS, T, "max in days of mean demand (policy days)"),
    [VMI_TERM_SAFETY_DAYS] = DAYS(safety_days, NULL, MOST_DAYS, T,
                                  "days of mean demand held as safety stock (policy safety_days)"),
    [VMI_TERM_SERVICE_MEASURE] =
        CHOICE(service_measure, "cycle", "cycle", T,
               "what service_level measures: cycle, the chance that demand until the next receipt is met"),
    [VMI_TERM_SERVICE_LEVEL] = {"service_level", VMI_TERM_DECIMAL, "ratio", "0.95", NULL, 0, ONE, true, true,
                                T, "the service aimed at, between 0 and 1 (policy service)",
                                AT(service_level)},
    [VMI_TERM_DISTRIBUTION] =
        CHOICE(distribution, "normal", "normal", T,
               "distribution of demand over lead time and review period (policy service)"),
    [VMI_TERM_ORDER_QUANTITY] = AMOUNT(order_quantity, "base units", NULL, T,
                                       "the quantity usually ordered: max is at least min and this"),
    [VMI_TERM_HOLDING_RATE] = AMOUNT(holding_rate, "ratio a year", NULL, T,
                                     "cost of holding stock for a year, as a share of unit_cost"),
    [VMI_TERM_ORDER_COST] = AMOUNT(order_cost, "money", NULL, T, "what placing one order costs"),
    [VMI_TERM_DEMAND_MEAN] =
        AMOUNT(demand_mean, "base units a day", NULL, T, "mean demand a day, over what is estimated"),
    [VMI_TERM_DEMAND_SD] = AMOUNT(demand_sd, "base units a day", NULL, T,
                                  "standard deviation of demand a day, over what is estimated"),
    [VMI_TERM_UNFILLED] =
        CHOICE(unfilled, "lost|backordered", "lost", T,
               "whether what was not filled is lost (and so demand) or comes back as a later sale"),
    [VMI_TERM_STOCKOUT_CORRECTION] = CHOICE(stockout_correction, "exclude|none", "exclude", T,
                                            "exclude: days without stock do not count as days of demand"),
    [VMI_TERM_MIN_FLOOR] = AMOUNT(min_floor, "base units", NULL, T, "min is at least this"),
    [VMI_TERM_STOCK_CAP] =
        AMOUNT(stock_cap, "base units", NULL, T | P, "stock and what is on its way never exceed this"),
    [VMI_TERM_STOCK_CAP_DAYS] =
        DAYS(stock_cap_days, NULL, MOST_DAYS, T, "max is at most so many days of mean demand"),
    [VMI_TERM_ORDER_MIN] = AMOUNT(order_min, "base units", NULL, T | P, "the smallest order of the item"),
    [VMI_TERM_ORDER_MULTIPLE] = POSITIVE(order_multiple, "base units", NULL, T | P,
                                         "orders are whole multiples of this; quantum where not given"),
    [VMI_TERM_ORDER_MAX] = POSITIVE(order_max, "base units", NULL, P, "the largest order of the item"),
    [VMI_TERM_TRIGGER] = CHOICE(trigger, "at_or_below|below", "at_or_below", T | P,
                                "order when the position is at or below min, or only below"),
    [VMI_TERM_ALLOCATED_IN_ON_HAND] = CHOICE(allocated_in_on_hand, "no|yes", "yes", T | K,
                                             "whether the feed's on_hand holds the allocated stock"),
    [VMI_TERM_ON_HOLD_IN_ON_HAND] = CHOICE(on_hold_in_on_hand, "no|yes", "no", T | K,
                                           "whether the feed's on_hand holds the stock on hold"),
    [VMI_TERM_IN_TRANSIT_IN_ON_ORDER] = CHOICE(in_transit_in_on_order, "no|yes", "no", T,
                                               "whether the feed's on_order holds what is in transit"),
    [VMI_TERM_ON_ORDER_FROM] = CHOICE(
        on_order_from, "auto|documents|feed", "auto", T,
        "where open orders are taken from: auto is our documents for an item that has any, else the feed"),
};

enum vmi_term vmi_term_find(struct vmi_slice name)
{
    for (int i = 0; i < VMI_TERMS; i++)
        if (vmi_slice_is(name, vmi_term_rows[i].name))
            return (enum vmi_term)i;
    return VMI_TERMS;
}

const char *vmi_term_nearest(struct vmi_slice name)
{
    const char *names[VMI_TERMS];
    for (int i = 0; i < VMI_TERMS; i++)
        names[i] = vmi_term_rows[i].name;
    return vmi_text_nearest(name, names, VMI_TERMS);
}

const char *vmi_term_tools(int tools, char buffer[64])
{
    static const char *const names[] = {"vmi-threshold", "vmi-plan", "vmi-kpi"};
    size_t used = 0;
    buffer[0] = '\0';
    for (int i = 0; i < 3; i++)
        if (tools >> i & 1)
            used += (size_t)snprintf(buffer + used, 64 - used, "%s%s", used ? " and " : "", names[i]);
    return buffer;
}

struct vmi_slice vmi_term_word(enum vmi_term term, int choice)
{
    struct vmi_slice words = vmi_slice_of(vmi_term_rows[term].words), word = VMI_SLICE_NONE;
    for (int i = 0; i <= choice; i++)
        word = vmi_slice_cut(&words, '|');
    return word;
}

static void *member_of(struct vmi_terms *terms, enum vmi_term term)
{
    return (char *)terms + vmi_term_rows[term].offset;
}

static bool wrong(struct vmi_error *error, enum vmi_term term, struct vmi_slice value, const char *expected)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_error_field(error, vmi_slice_of(vmi_term_rows[term].name));
    return vmi_error_set(error, VMI_USAGE, "term_value", "%s %s", vmi_text_quote(value, quoted), expected);
}

static bool set_choice(int *choice, enum vmi_term term, struct vmi_slice value, struct vmi_error *error)
{
    struct vmi_slice words = vmi_slice_of(vmi_term_rows[term].words);
    for (int i = 0; words.text; i++) {
        if (vmi_slice_equal(vmi_slice_cut(&words, '|'), value)) {
            *choice = i;
            return true;
        }
    }
    char expected[128];
    snprintf(expected, sizeof expected, "is not a word of this term; %s was expected",
             vmi_term_rows[term].words);
    return wrong(error, term, value, expected);
}

static bool set_decimal(vmi_decimal *number, enum vmi_term term, struct vmi_slice value,
                        enum vmi_decimal_form form, struct vmi_error *error)
{
    const struct vmi_term_row *row = &vmi_term_rows[term];
    vmi_decimal read;
    enum vmi_decimal_result result = vmi_decimal_parse(value, form, &read);
    if (result != VMI_DECIMAL_OK)
        return wrong(error, term, value, vmi_decimal_problem(result));
    bool low = read < row->least || (row->above_least && read == row->least);
    bool high = read > row->most || (row->below_most && read == row->most);
    if (!low && !high) {
        *number = read;
        return true;
    }
    char expected[128], least[VMI_DECIMAL_TEXT_SIZE], most[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(row->least, least);
    vmi_decimal_format(row->most, most);
    if (row->below_most)
        snprintf(expected, sizeof expected, "is not between %s and %s; a ratio such as 0.95 was expected",
                 least, most);
    else if (low)
        snprintf(expected, sizeof expected, "is too small; %s %s was expected",
                 row->above_least ? "more than" : "at least", least);
    else
        snprintf(expected, sizeof expected, "is too large; at most %s %s were expected", most, row->unit);
    return wrong(error, term, value, expected);
}

bool vmi_terms_set(struct vmi_terms *terms, enum vmi_term term, struct vmi_slice value,
                   enum vmi_decimal_form form, struct vmi_arena *arena, struct vmi_error *error)
{
    void *member = member_of(terms, term);
    switch (vmi_term_rows[term].type) {
    case VMI_TERM_TEXT:
        *(struct vmi_slice *)member = arena ? vmi_arena_dup(arena, value) : value;
        break;
    case VMI_TERM_DECIMAL:
        if (!set_decimal(member, term, value, form, error))
            return false;
        break;
    case VMI_TERM_CHOICE:
        if (!set_choice(member, term, value, error))
            return false;
        break;
    case VMI_TERM_WEEKDAYS:
        if (!vmi_weekdays_parse(value, member))
            return wrong(error, term, value,
                         "is not a set of weekdays; such as MO,WE,FR or MO-FR was expected");
        break;
    }
    terms->given |= UINT64_C(1) << term;
    return true;
}

void vmi_terms_init(struct vmi_terms *terms)
{
    *terms = (struct vmi_terms){0};
    for (int i = 0; i < VMI_TERMS; i++) {
        const struct vmi_term_row *row = &vmi_term_rows[i];
        struct vmi_error error;
        if (row->preset && !vmi_terms_set(terms, (enum vmi_term)i, vmi_slice_of(row->preset),
                                          VMI_DECIMAL_PLAIN, NULL, &error))
            continue; /* a unit test holds every default against its own row */
        if (!row->preset && row->type == VMI_TERM_DECIMAL)
            *(vmi_decimal *)member_of(terms, (enum vmi_term)i) = VMI_DECIMAL_UNKNOWN;
    }
    terms->given = 0;
}

void vmi_terms_overlay(struct vmi_terms *terms, const struct vmi_terms *from)
{
    static const size_t sizes[] = {
        [VMI_TERM_TEXT] = sizeof(struct vmi_slice),
        [VMI_TERM_DECIMAL] = sizeof(vmi_decimal),
        [VMI_TERM_CHOICE] = sizeof(int),
        [VMI_TERM_WEEKDAYS] = sizeof(vmi_weekdays),
    };
    for (uint64_t rest = from->given; rest; rest &= rest - 1) {
        const struct vmi_term_row *row = &vmi_term_rows[__builtin_ctzll(rest)];
        memcpy((char *)terms + row->offset, (const char *)from + row->offset, sizes[row->type]);
    }
    terms->given |= from->given;
}

bool vmi_terms_agree(const struct vmi_terms *terms, struct vmi_error *error)
{
    static const struct {
        enum vmi_term low, high;
    } pairs[] = {
        {VMI_TERM_MIN, VMI_TERM_MAX},
        {VMI_TERM_MIN_DAYS, VMI_TERM_MAX_DAYS},
        {VMI_TERM_ORDER_MIN, VMI_TERM_ORDER_MAX},
    };
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        const struct vmi_term_row *low = &vmi_term_rows[pairs[i].low], *high = &vmi_term_rows[pairs[i].high];
        vmi_decimal small = *(const vmi_decimal *)((const char *)terms + low->offset);
        vmi_decimal large = *(const vmi_decimal *)((const char *)terms + high->offset);
        if (small == VMI_DECIMAL_UNKNOWN || large == VMI_DECIMAL_UNKNOWN || small <= large)
            continue;
        char text[2][VMI_DECIMAL_TEXT_SIZE];
        vmi_decimal_format(small, text[0]);
        vmi_decimal_format(large, text[1]);
        vmi_error_field(error, vmi_slice_of(low->name));
        return vmi_error_set(error, VMI_USAGE, "term_pair", "%s is above %s %s", text[0], high->name,
                             text[1]);
    }
    return true;
}

vmi_decimal vmi_terms_multiple(const struct vmi_terms *terms)
{
    return terms->order_multiple != VMI_DECIMAL_UNKNOWN ? terms->order_multiple : terms->quantum;
}

bool vmi_terms_triggered(const struct vmi_terms *terms, vmi_decimal position, vmi_decimal min)
{
    return terms->trigger == VMI_TRIGGER_BELOW ? position < min : position <= min;
}
