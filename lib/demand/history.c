#include "vmi/history.h"

#include <stdlib.h>

#include "vmi/memory.h"

struct vmi_history {
    int32_t as_of;
    bool as_of_given, settled;
    struct vmi_map keys; /* location and sku: the numbers of the items */
    struct vmi_map places_by_name, refs, lots;
    struct vmi_place *places;
    size_t places_count, places_capacity;
    struct vmi_item *items;
    size_t items_count, items_capacity;
    uint32_t *sorted;
    uint32_t last; /* the item of the record before: the next is often its neighbour */
    uint32_t order;
    uint64_t late, forecasts;
};

struct vmi_history *vmi_history_new(int32_t as_of)
{
    struct vmi_history *h = vmi_alloc_zeroed(1, sizeof *h);
    h->as_of = as_of;
    h->as_of_given = as_of != VMI_DAY_NONE;
    vmi_map_intern(&h->refs, VMI_SLICE("")); /* number 0: none */
    vmi_map_intern(&h->lots, VMI_SLICE(""));
    return h;
}

void vmi_history_free(struct vmi_history *h)
{
    if (!h)
        return;
    for (size_t i = 0; i < h->items_count; i++)
        free(h->items[i].facts);
    for (size_t i = 0; i < h->places_count; i++)
        free(h->places[i].fed);
    vmi_map_free(&h->keys);
    vmi_map_free(&h->places_by_name);
    vmi_map_free(&h->refs);
    vmi_map_free(&h->lots);
    free(h->places);
    free(h->items);
    free(h->sorted);
    free(h);
}

/* ---- items and places ------------------------------------------------------------------------------ */

static uint32_t place_named(struct vmi_history *h, struct vmi_slice name)
{
    uint32_t number = vmi_map_intern(&h->places_by_name, name);
    if (number == h->places_count) {
        h->places = vmi_grow(h->places, &h->places_capacity, h->places_count + 1, sizeof *h->places);
        h->places[h->places_count++] = (struct vmi_place){
            .name = h->places_by_name.keys[number],
            .last_closed = VMI_DAY_NONE,
            .last_fed = VMI_DAY_NONE,
            .last_bare = VMI_DAY_NONE,
            .last_any = VMI_DAY_NONE,
        };
    }
    return number;
}

static struct vmi_item *item_named(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku)
{
    if (h->items_count) {
        struct vmi_item *last = &h->items[h->last];
        if (vmi_slice_equal(last->sku, sku) && vmi_slice_equal(last->location, location))
            return last;
    }
    uint32_t number = vmi_map_intern_two(&h->keys, location, sku);
    if (number == h->items_count) {
        struct vmi_item item = {.first_day = VMI_DAY_NONE};
        vmi_map_split_two(&h->keys, number, &item.location, &item.sku);
        item.place = place_named(h, item.location);
        h->items = vmi_grow(h->items, &h->items_capacity, h->items_count + 1, sizeof *h->items);
        h->items[h->items_count++] = item;
    }
    h->last = number;
    return &h->items[number];
}

void vmi_history_name(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku)
{
    item_named(h, location, sku);
}

/* ---- folding --------------------------------------------------------------------------------------- */

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

static int compare_facts(const void *left, const void *right)
{
    const struct vmi_fact *a = left, *b = right;
    int order = COMPARE(a->measure, b->measure);
    order = order ? order : COMPARE(a->day, b->day);
    order = order ? order : COMPARE(a->instant, b->instant);
    order = order ? order : COMPARE(a->until, b->until);
    order = order ? order : COMPARE(a->ref, b->ref);
    order = order ? order : COMPARE(a->lot, b->lot);
    return order ? order : COMPARE(a->order, b->order);
}

static bool same_fact(const struct vmi_fact *a, const struct vmi_fact *b)
{
    return a->measure == b->measure && a->day == b->day && a->instant == b->instant && a->until == b->until &&
           a->ref == b->ref && a->lot == b->lot;
}

/* Flows of one day add up, and so do deliveries on one order; all else that is stated again replaces. */
static bool adds_up(enum vmi_measure measure)
{
    return vmi_measures[measure].kind == VMI_FLOW || measure == VMI_SHIPPED || measure == VMI_CANCELLED;
}

/* Sorts, and makes one fact of those that are about the same thing. False when a sum leaves the range. */
static bool fold(struct vmi_item *item)
{
    size_t kept = 0;
    if (item->count > 1)
        qsort(item->facts, item->count, sizeof *item->facts, compare_facts);
    for (size_t i = 0; i < item->count; i++) {
        struct vmi_fact *fact = &item->facts[i], *last = kept ? &item->facts[kept - 1] : NULL;
        if (!last || !same_fact(last, fact)) {
            item->facts[kept++] = *fact;
            continue;
        }
        if (!adds_up(fact->measure))
            last->quantity = fact->quantity;
        else if (!vmi_decimal_add(last->quantity, fact->quantity, &last->quantity))
            return false;
        last->order = fact->order;
    }
    item->count = kept;
    return true;
}

static bool out_of_range(const struct vmi_item *item, struct vmi_error *error)
{
    return vmi_error_set(error, VMI_INPUT, "range",
                         "the quantities of %.*s at %.*s add up to more than can be held",
                         VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
}

static bool append(struct vmi_item *item, struct vmi_fact fact, struct vmi_error *error)
{
    enum { WORTH_FOLDING = 256 };
    if (item->count == item->capacity && item->count >= WORTH_FOLDING) {
        if (!fold(item))
            return out_of_range(item, error);
        if (item->count * 4 > item->capacity * 3)
            item->facts = vmi_grow(item->facts, &item->capacity, item->capacity + 1, sizeof *item->facts);
    }
    item->facts = vmi_grow(item->facts, &item->capacity, item->count + 1, sizeof *item->facts);
    item->facts[item->count++] = fact;
    return true;
}

/* ---- days ------------------------------------------------------------------------------------------ */

static int compare_days(const void *left, const void *right)
{
    const struct vmi_days *a = left, *b = right;
    int order = COMPARE(a->first, b->first);
    return order ? order : COMPARE(a->last, b->last);
}

static void fold_days(struct vmi_place *place)
{
    size_t kept = 0;
    if (place->fed_count > 1)
        qsort(place->fed, place->fed_count, sizeof *place->fed, compare_days);
    for (size_t i = 0; i < place->fed_count; i++) {
        struct vmi_days *days = &place->fed[i], *last = kept ? &place->fed[kept - 1] : NULL;
        if (!last || days->first > last->last + 1)
            place->fed[kept++] = *days;
        else if (days->last > last->last)
            last->last = days->last;
    }
    place->fed_count = kept;
}

static void note_fed(struct vmi_place *place, int32_t first, int32_t last)
{
    enum { WORTH_FOLDING = 64 };
    struct vmi_days *before = place->fed_count ? &place->fed[place->fed_count - 1] : NULL;
    if (last > place->last_fed)
        place->last_fed = last;
    if (before && first >= before->first && first <= before->last + 1) {
        before->last = last > before->last ? last : before->last;
        return;
    }
    if (place->fed_count == place->fed_capacity && place->fed_count >= WORTH_FOLDING) {
        fold_days(place);
        if (place->fed_count * 4 > place->fed_capacity * 3) /* else it would be folded again at once */
            place->fed =
                vmi_grow(place->fed, &place->fed_capacity, place->fed_capacity + 1, sizeof *place->fed);
    }
    place->fed = vmi_grow(place->fed, &place->fed_capacity, place->fed_count + 1, sizeof *place->fed);
    place->fed[place->fed_count++] = (struct vmi_days){first, last};
}

/* ---- records --------------------------------------------------------------------------------------- */

static bool settle_unit(struct vmi_item *item, struct vmi_history *h, const struct vmi_activity *record,
                        struct vmi_error *error)
{
    char ours[VMI_QUOTED_SIZE], theirs[VMI_QUOTED_SIZE];
    if (vmi_slice_equal(item->unit, record->unit))
        return true;
    if (item->count == 0) {
        item->unit = vmi_arena_dup(&h->keys.arena, record->unit);
        return true;
    }
    vmi_error_field(error, VMI_SLICE("unit"));
    return vmi_error_set(error, VMI_INPUT, "unit",
                         "is %s, and the records of %.*s at %.*s before it are in %s; one unit an item was "
                         "expected (the term unit names the base unit)",
                         vmi_text_quote(record->unit, theirs), VMI_SLICE_PRINT(item->sku),
                         VMI_SLICE_PRINT(item->location), vmi_text_quote(item->unit, ours));
}

/* The day that makes a record later than another: the last that a flow covers, the date of all else. */
static int32_t day_known(const struct vmi_activity *record)
{
    return vmi_measures[record->measure].kind == VMI_FLOW ? vmi_activity_last_day(record) : record->date.day;
}

static void note_days(struct vmi_history *h, struct vmi_item *item, const struct vmi_activity *record)
{
    struct vmi_place *place = &h->places[item->place];
    enum vmi_measure_kind kind = vmi_measures[record->measure].kind;
    int32_t day = day_known(record);
    bool covers = kind == VMI_FLOW && record->until.day != VMI_DAY_NONE;
    if (record->date.day == VMI_DAY_NONE || !vmi_measure_is_event(record->measure))
        return;
    bool bare = covers ? record->until.clock == VMI_CLOCK_BARE : record->date.clock == VMI_CLOCK_BARE;
    if (bare && day > place->last_bare)
        place->last_bare = day;
    if (day > place->last_any)
        place->last_any = day;
    if (vmi_measure_is_feed(record->measure))
        note_fed(place, record->date.day, day);
    if ((kind == VMI_LEVEL || kind == VMI_FLOW) &&
        (item->first_day == VMI_DAY_NONE || record->date.day < item->first_day))
        item->first_day = record->date.day;
    place->reports_unfilled |= record->measure == VMI_UNFILLED;
    if (!h->as_of_given && day > h->as_of)
        h->as_of = day;
}

bool vmi_history_add(struct vmi_history *h, const struct vmi_activity *record, struct vmi_error *error)
{
    if (record->measure == VMI_FUNCTIONAL_ACK) /* is about a message, not about an item */
        return true;
    if (h->as_of_given && record->date.day != VMI_DAY_NONE && day_known(record) > h->as_of &&
        record->measure != VMI_FORECAST) {
        h->late++;
        return true;
    }
    struct vmi_item *item = item_named(h, record->location, record->sku);
    if (record->measure == VMI_FORECAST) {
        h->forecasts++;
        return true;
    }
    if (!settle_unit(item, h, record, error))
        return false;
    note_days(h, item, record);
    return append(item,
                  (struct vmi_fact){
                      .quantity = record->quantity,
                      .instant = vmi_date_instant(record->date),
                      .order = h->order++,
                      .day = record->date.day,
                      .until = record->until.day,
                      .ref = record->ref.length ? vmi_map_intern(&h->refs, record->ref) : 0,
                      .lot = record->lot.length ? vmi_map_intern(&h->lots, record->lot) : 0,
                      .measure = record->measure,
                  },
                  error);
}

/* What the customer wishes for may be dated after the last day that was observed. */
static void drop_late(struct vmi_history *h, struct vmi_item *item)
{
    size_t kept = 0;
    for (size_t i = 0; i < item->count; i++) {
        bool late =
            h->as_of != VMI_DAY_NONE && item->facts[i].day != VMI_DAY_NONE && item->facts[i].day > h->as_of;
        h->late += late;
        if (!late)
            item->facts[kept++] = item->facts[i];
    }
    item->count = kept;
}

static int compare_items(const void *a, const void *b, void *context)
{
    const struct vmi_item *items = context, *x = &items[*(const uint32_t *)a],
                          *y = &items[*(const uint32_t *)b];
    int order = vmi_slice_compare(x->location, y->location);
    return order ? order : vmi_slice_compare(x->sku, y->sku);
}

bool vmi_history_settle(struct vmi_history *h, struct vmi_error *error)
{
    for (size_t i = 0; i < h->places_count; i++) {
        struct vmi_place *place = &h->places[i];
        fold_days(place);
        place->last_closed = place->last_bare;
        if (place->last_any != VMI_DAY_NONE && place->last_any - 1 > place->last_closed)
            place->last_closed = place->last_any - 1;
    }
    h->sorted = vmi_alloc(h->items_count * sizeof *h->sorted);
    for (size_t i = 0; i < h->items_count; i++) {
        h->sorted[i] = (uint32_t)i;
        drop_late(h, &h->items[i]);
        if (!fold(&h->items[i]))
            return out_of_range(&h->items[i], error);
    }
    if (h->items_count > 1)
        qsort_r(h->sorted, h->items_count, sizeof *h->sorted, compare_items, h->items);
    h->settled = true;
    return true;
}

/* ---- what is asked --------------------------------------------------------------------------------- */

int32_t vmi_history_as_of(const struct vmi_history *h)
{
    return h->as_of;
}

size_t vmi_history_count(const struct vmi_history *h)
{
    return h->items_count;
}

const struct vmi_item *vmi_history_item(const struct vmi_history *h, size_t index)
{
    return &h->items[h->sorted[index]];
}

const struct vmi_place *vmi_history_place(const struct vmi_history *h, const struct vmi_item *item)
{
    return &h->places[item->place];
}

struct vmi_slice vmi_history_ref(const struct vmi_history *h, uint32_t ref)
{
    return h->refs.keys[ref];
}

uint64_t vmi_history_late(const struct vmi_history *h)
{
    return h->late;
}

uint64_t vmi_history_forecasts(const struct vmi_history *h)
{
    return h->forecasts;
}

/* The first fact whose measure is MEASURE or one behind it. */
static size_t first_of(const struct vmi_item *item, int measure)
{
    size_t low = 0, high = item->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((int)item->facts[middle].measure < measure)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct vmi_fact *vmi_item_facts(const struct vmi_item *item, enum vmi_measure measure, size_t *count)
{
    size_t first = first_of(item, measure);
    *count = first_of(item, measure + 1) - first;
    return item->facts ? item->facts + first : NULL;
}
