/*
 * history.h: the activity of many items, kept in memory as facts.
 *
 * Add records in any order, then settle once; then items stand in byte order of location and sku. What is known of an
 * item is kept packed, a few bytes a record, and repetitions are folded together while they come, so that memory grows
 * with items and days, not with records. To look at the facts of an item, open it: they are unpacked into a struct
 * vmi_facts of the caller's, as many of which may be open at a time as he likes. Nothing here depends on the order of
 * the records, but where two state the same fact: the later one stands.
 */
#ifndef VMI_HISTORY_H
#define VMI_HISTORY_H

#include "vmi/activity.h"
#include "vmi/error.h"
#include "vmi/map.h"

struct vmi_fact {
    vmi_decimal quantity;
    int64_t instant; /* within its day; VMI_CLOCK_BARE for a bare date */
    uint32_t order;  /* place among the records of its item, the latest of those folded together */
    int32_t day;     /* VMI_DAY_NONE: a level without a date */
    int32_t until;   /* last day covered, or day due; VMI_DAY_NONE where not given */
    int32_t expires; /* the last day on which the lot may be used; VMI_DAY_NONE where not given */
    uint32_t ref;    /* numbers of vmi_history_ref(); of a forecast it is the day on which it was made */
    uint32_t lot;
    enum vmi_measure measure;
};

/* The last day that the fact covers. */
static inline int32_t vmi_fact_last_day(const struct vmi_fact *fact)
{
    return fact->until != VMI_DAY_NONE ? fact->until : fact->day;
}

/* What tells lots without a name apart: when they expire. */
static inline int32_t vmi_fact_batch(const struct vmi_fact *fact)
{
    return fact->lot ? VMI_DAY_NONE : fact->expires;
}

struct vmi_days {
    int32_t first, last; /* both included */
};

struct vmi_place {
    struct vmi_slice name;
    int32_t last_closed;  /* the last day that is over; VMI_DAY_NONE: none */
    int32_t last_fed;     /* the last day on which the location itself reported */
    uint32_t reported;    /* a bit for each measure of which it said something on a day */
    struct vmi_days *fed; /* days on which it reported, in order, apart from each other */
    size_t fed_count;
    /* while records come */
    size_t fed_capacity;
    int32_t last_bare, last_any;
};

static inline bool vmi_place_reports(const struct vmi_place *place, enum vmi_measure measure)
{
    return place->reported >> measure & 1;
}

struct vmi_item {
    struct vmi_slice location, sku, unit;
    uint32_t place;
    int32_t first_day; /* of its first level or flow; VMI_DAY_NONE: none has a date */
};

/* The facts of an item that was opened. Begin zeroed; open it for one item after another; free it in the end. */
struct vmi_facts {
    const struct vmi_item *item;
    struct vmi_fact *list; /* in order of measure and time */
    size_t count;
    uint32_t begins[VMI_MEASURES + 1]; /* where in the list the facts of each measure begin */
    /* its own */
    struct vmi_fact *spare;
    unsigned char *bytes;
    size_t capacity, spare_capacity, bytes_capacity;
};

struct vmi_history;

/* AS_OF VMI_DAY_NONE: the last day that a level or flow covers, or of a document or count, in the records. */
struct vmi_history *vmi_history_new(int32_t as_of);
void vmi_history_free(struct vmi_history *history);

/* False when the record's unit is not that of the item's other records. Texts are copied. */
bool vmi_history_add(struct vmi_history *history, const struct vmi_activity *record,
                     struct vmi_error *error) VMI_MUST_USE;

/* The same for COUNT of them, faster where items come in no order. Returns how many were added; the next is at fault. */
size_t vmi_history_add_all(struct vmi_history *history, const struct vmi_activity *records, size_t count,
                           struct vmi_error *error) VMI_MUST_USE;

/*
 * Several threads may each add a part of the records to a history of its own. A new history for records that come behind
 * others, of which it knows nothing; it is to be joined and not to be settled.
 */
struct vmi_history *vmi_history_part(const struct vmi_history *history);

/*
 * Makes what PART was given stand behind all that HISTORY was given, as if it had been added to it. PART is freed. False,
 * with HISTORY as it was, when the records may not fit together: to add them one by one tells which does not.
 */
bool vmi_history_join(struct vmi_history *history, struct vmi_history *part) VMI_MUST_USE;

/* False when sums leave the range. */
bool vmi_history_settle(struct vmi_history *history, struct vmi_error *error) VMI_MUST_USE;

/* An item of that name, made without facts when there is none. Before settling only. */
void vmi_history_name(struct vmi_history *history, struct vmi_slice location, struct vmi_slice sku);

int32_t vmi_history_as_of(const struct vmi_history *history); /* VMI_DAY_NONE: nothing is dated */
size_t vmi_history_count(const struct vmi_history *history);
const struct vmi_item *vmi_history_item(const struct vmi_history *history,
                                        size_t index); /* before settling in any order */
const struct vmi_place *vmi_history_place(const struct vmi_history *history, const struct vmi_item *item);
struct vmi_slice vmi_history_ref(const struct vmi_history *history, uint32_t ref);

/* NULL when there is no item of that name. */
const struct vmi_item *vmi_history_find(const struct vmi_history *history, struct vmi_slice location,
                                        struct vmi_slice sku);

/* Records that were left out: dated after as-of; of forecasts those that were made after it. */
uint64_t vmi_history_late(const struct vmi_history *history);

/* Records of forecasts, without those that were left out. */
uint64_t vmi_history_forecasts(const struct vmi_history *history);

/* Bytes in which the records of all items are kept, with what stands empty among them; for tests. */
size_t vmi_history_size(const struct vmi_history *history);

/* Makes FACTS those of ITEM, whatever it held. Settled only. They stay as long as FACTS is not opened again or freed. */
void vmi_facts_open(const struct vmi_history *history, const struct vmi_item *item, struct vmi_facts *facts);
void vmi_facts_free(struct vmi_facts *facts);

/* The facts of one measure of an opened item: the first and how many. */
const struct vmi_fact *vmi_item_facts(const struct vmi_facts *facts, enum vmi_measure measure, size_t *count);

#endif
