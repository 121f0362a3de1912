/*
 * screen_internal.h: a screen from the inside, for the files of this room that make it up.
 */
#ifndef VMI_SCREEN_INTERNAL_H
#define VMI_SCREEN_INTERNAL_H

#include "vmi/map.h"
#include "vmi/screen.h"
#include "vmi/seen.h"

/* ---- items and locations ---------------------------------------------------------------------------- */

enum known { KNOWN_NOT_ASKED, KNOWN, KNOWN_NO_LOCATION, KNOWN_NO_ITEM };

/* The last levels of an item, round and round. */
struct recent {
    vmi_decimal *levels;
    vmi_decimal least; /* so many more than half of them are at least this; 0: not known */
    uint8_t surplus, count, capacity, next;
};

/* What every record asks for stands in front, so that it is in one line of the processor's cache. */
struct screen_item {
    uint32_t place;
    uint32_t series; /* number + 1 of the first of its own; 0: none */
    int32_t oldest;  /* the first day that is not old; VMI_DAY_NONE: none is old */
    bool resolved;   /* its terms are known */
    bool here;       /* a record of it came */
    bool before;     /* the feed before this one had a level of it */
    bool expected;   /* it is one that there is */
    vmi_decimal quantum;
    struct recent recent; /* of on_hand */
    uint64_t word;        /* the days from word_first on, out of the series of on_hand: feeds go on by day */
    int32_t word_first;   /* VMI_DAY_NONE: none was taken out */
    enum known known;
    int negative;                 /* enum vmi_negative_on_hand */
    struct vmi_slice unit, units; /* terms */
    struct vmi_slice last_unit;   /* the one that was converted last */
    vmi_decimal factor;           /* of it */
};

struct screen_place {
    struct vmi_screen_place seen;
    bool vanished;       /* told already: no record of it came */
    bool changes;        /* what is not listed has not changed */
    bool named, any_sku; /* an item there is expected; every item is */
};

/* What is expected without being named: rows with *. */
struct expected {
    bool given, any_location, all;
    struct vmi_map skus; /* at any location */
};

/* ---- what waits ------------------------------------------------------------------------------------- */

struct waiting_list {
    struct vmi_arena arena;
    struct vmi_waiting *list;
    size_t count, capacity;
    size_t next; /* to be let go */
    struct vmi_reject_line last;
};

/* What is to be added to `available`, or taken from `gross`, of one item on one day. */
struct beside {
    vmi_decimal allocated, on_hold;
};

struct netting {
    struct vmi_map keys;
    struct beside *beside; /* by key */
    size_t beside_count, beside_capacity;
    struct waiting_list waiting;
    bool has_lots;
};

/* The sum of the lots of one level at one moment. */
struct lot_sum {
    vmi_decimal sum;
    bool overflow;
};

struct totals {
    struct vmi_map keys, lots;
    struct lot_sum *sums; /* by key */
    size_t sum_count, sums_capacity;
    vmi_decimal *quantities; /* by lot */
    size_t quantities_capacity;
    struct waiting_list waiting;
};

/* The days on which one level was stated: a bit a day, from `first` on. */
struct series {
    uint64_t *bits;
    int32_t first;
    uint32_t words;
    uint32_t next; /* number + 1 of the item's next, 0: none */
    uint8_t measure;
    bool undated;
};

struct vmi_screen {
    struct vmi_screen_options options;
    struct vmi_screen_counts counts;
    struct vmi_map item_keys, place_keys;
    struct screen_item *items;
    size_t item_count, items_capacity, items_here;
    struct screen_place *places;
    size_t place_count, places_capacity;
    const struct vmi_screen_place **sorted;
    uint32_t last; /* the item of the record before: the next is often the same, or its neighbour */
    struct expected expected;
    struct vmi_map units; /* names of those that were converted */
    int32_t first_day, last_day, last_event;
    struct series *series;
    size_t series_count, series_capacity;
    struct vmi_map lot_series; /* item, measure, lot and ref: numbers of series in `lot_numbers` */
    uint32_t *lot_numbers;
    size_t lot_numbers_capacity;
    struct vmi_seen moments; /* of levels, where bits do not do */
    struct vmi_seen lines, statements;
    struct netting netting;
    struct totals totals;
    struct vmi_map flow_keys;
    struct waiting_list flows;
    struct vmi_waiting *fresh; /* the record that began to wait last */
    struct waiting_list *fresh_list;
    enum { LETS_NOTHING, LETS_TOTALS, LETS_NETTED, LETS_FLOWS } lets;
    struct vmi_buffer key;
};

/* The number of the item, made when it is new, and of its place. */
uint32_t screen_item_named(struct vmi_screen *s, struct vmi_slice location, struct vmi_slice sku);

/* Asks for the terms of an item, once. */
void screen_resolve(struct vmi_screen *s, uint32_t item);

enum known screen_known(struct vmi_screen *s, uint32_t item);

/* Takes note that the item's location reported. */
void screen_note(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record);

/*
 * A check that does not hold: counted, said, or the record is set aside (false). FIELD is the column to blame; the text
 * of ERROR is made of FORMAT.
 */
bool screen_judge(struct vmi_screen *s, enum vmi_check check, struct vmi_slice field, struct vmi_error *error,
                  const char *format, ...) VMI_PRINTF(5, 6);

static inline bool screen_checks(const struct vmi_screen *s, enum vmi_check check)
{
    return s->options.severities[check] != VMI_SEVERITY_IGNORE;
}

/* A record on its way: whose it is, and what belongs to it. */
struct arrival {
    uint32_t item;
    const struct vmi_feed *feed; /* NULL: it waited */
    struct vmi_slice column;     /* of its quantity, where it waited */
    const struct vmi_slice *cells;
    size_t count;
    struct vmi_error *error; /* with its file and line */
};

/* The name of the column that FIELD comes from, as the file has it. */
struct vmi_slice arrival_column(const struct arrival *arrival, enum vmi_mapped field);

/* Brings the record into the item's base unit. False: set aside. */
bool units_convert(struct vmi_screen *s, const struct arrival *arrival, struct vmi_activity *record);

/* True when a level of the same moment was stated before. */
bool series_restates(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record);
void series_free(struct vmi_screen *s);

/* False when LEVEL is far from the levels before it: *MIDDLE is their median, *MOST how far it may be from it. */
bool recent_holds(struct recent *recent, vmi_decimal level, vmi_decimal quantum, vmi_decimal *middle,
                  vmi_decimal *most);
void recent_add(struct recent *recent, vmi_decimal level);
void recent_free(struct recent *recent);

/* True when a line with ref came before as it is; *RESTATED: with another quantity. */
bool lines_repeat(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record, bool *restated);

/* Copies a record into the list. */
struct vmi_waiting *waiting_add(struct waiting_list *list, struct vmi_screen *s,
                                const struct arrival *arrival, const struct vmi_activity *record);

/* Puts another record about the same thing into the place of one that waits. */
void waiting_replace(struct waiting_list *list, struct vmi_screen *s, struct vmi_waiting *waiting,
                     const struct arrival *arrival, const struct vmi_activity *record);
struct vmi_waiting *waiting_next(struct waiting_list *list);
void waiting_clear(struct waiting_list *list);
void waiting_free(struct waiting_list *list);

/* A key of an item, a measure and texts, each with a NUL behind it, which stands in none of them. */
void key_begin(struct vmi_screen *s, uint32_t item, enum vmi_measure measure);
void key_add(struct vmi_screen *s, struct vmi_slice text);
void key_add_date(struct vmi_screen *s, struct vmi_date date);

/* True when the record waits for what it is to be reckoned with. */
bool netting_take(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record);

/* Makes on_hand of all that waited; one that cannot be held is out_of_range. */
void netting_settle(struct netting *netting);
void netting_free(struct netting *netting);

/* Takes note of a level of a lot. */
void totals_note(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record);

/* What becomes of a level without lot once all lots are known; WRITE where there are none. */
enum vmi_fate totals_judge(struct vmi_screen *s, const struct vmi_waiting *waiting, struct vmi_error *error);
void totals_clear(struct totals *totals);
void totals_free(struct totals *totals);

/* A flow under `restate` waits, in the place of the one that was stated before. */
void flows_take(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record);

#endif
