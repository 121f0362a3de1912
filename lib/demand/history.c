#include "vmi/history.h"

#include <stdlib.h>

#include "folding.h"
#include "history_internal.h"
#include "vmi/memory.h"
#include "vmi/sort.h"

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
    for (size_t i = 0; i < h->places_count; i++)
        free(h->places[i].fed);
    vmi_arena_free(&h->texts);
    free(h->slots);
    vmi_map_free(&h->places_by_name);
    vmi_map_free(&h->refs);
    vmi_map_free(&h->lots);
    pieces_free(&h->pieces);
    history_free_parts(h);
    vmi_facts_free(&h->facts);
    free(h->places);
    free(h->items);
    free(h->sorted);
    free(h->made);
    free(h);
}

void vmi_history_name(struct vmi_history *h, struct vmi_slice location, struct vmi_slice sku)
{
    history_item(h, location, sku);
}

/* ---- facts ----------------------------------------------------------------------------------------- */

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

static bool out_of_range(const struct vmi_item *item, struct vmi_error *error)
{
    return vmi_error_set(error, VMI_INPUT, "range",
                         "the quantities of %.*s at %.*s add up to more than can be held",
                         VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
}

/* While these are within the range, no sum can leave it. */
static void note_magnitude(struct holding *held, enum vmi_measure measure, vmi_decimal quantity)
{
    if (folding_adds_up(measure) && held->added < VMI_DECIMAL_MAXIMUM)
        held->added += (uint64_t)(quantity < 0 ? -quantity : quantity);
}

/* Makes one record of those that are about the same thing, and packs the rest as if nothing else had come. */
static bool fold(struct vmi_history *h, struct holding *held)
{
    packed_read(&held->packed, &h->pieces, &h->facts);
    if (!folding_fold(&h->facts))
        return false;
    folding_by_order(&h->facts);
    packed_clear(&held->packed, &h->pieces);
    held->added =
        h->is_part ? held->added : 0; /* of a part all that ever came: it is not known what is before it */
    for (size_t i = 0; i < h->facts.count; i++) {
        packed_add(&held->packed, &h->pieces, &h->facts.list[i]);
        if (!h->is_part)
            note_magnitude(held, h->facts.list[i].measure, h->facts.list[i].quantity);
    }
    packed_folded(&held->packed);
    return true;
}

/* Of a forecast the day on which it was made counts; of all else, here, only what the customer wishes for can be late. */
static bool is_late(const struct vmi_history *h, const struct vmi_fact *fact)
{
    int32_t day = fact->measure == VMI_FORECAST ? h->made[fact->ref] : fact->day;
    return h->as_of != VMI_DAY_NONE && day != VMI_DAY_NONE && day > h->as_of;
}

/* Unpacks the facts that are known by as-of. */
static void read_facts(const struct vmi_history *h, const struct holding *held, struct vmi_facts *facts)
{
    size_t kept = 0;
    history_read(h, held, facts);
    facts->item = &held->item;
    if (!held->may_be_late)
        return;
    for (size_t i = 0; i < facts->count; i++)
        if (!is_late(h, &facts->list[i]))
            facts->list[kept++] = facts->list[i];
    facts->count = kept;
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
    vmi_sort(place->fed, place->fed_count, sizeof *place->fed, compare_days);
    for (size_t i = 0; i < place->fed_count; i++) {
        struct vmi_days *days = &place->fed[i], *last = kept ? &place->fed[kept - 1] : NULL;
        if (!last || days->first > last->last + 1)
            place->fed[kept++] = *days;
        else if (days->last > last->last)
            last->last = days->last;
    }
    place->fed_count = kept;
}

void history_note_fed(struct vmi_place *place, int32_t first, int32_t last)
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

static bool another_unit(const struct vmi_item *item, const struct vmi_activity *record,
                         struct vmi_error *error)
{
    char ours[VMI_QUOTED_SIZE], theirs[VMI_QUOTED_SIZE];
    vmi_error_field(error, VMI_SLICE("unit"));
    return vmi_error_set(error, VMI_INPUT, "unit",
                         "is %s, and the records of %.*s at %.*s before it are in %s; one unit an item was "
                         "expected (the term unit names the base unit)",
                         vmi_text_quote(record->unit, theirs), VMI_SLICE_PRINT(item->sku),
                         VMI_SLICE_PRINT(item->location), vmi_text_quote(item->unit, ours));
}

static bool settle_unit(struct holding *held, struct vmi_history *h, const struct vmi_activity *record,
                        struct vmi_error *error)
{
    if (vmi_slice_equal(held->item.unit, record->unit))
        return true;
    if (history_has_records(h, held))
        return another_unit(&held->item, record, error);
    held->item.unit = vmi_arena_dup(&h->texts, record->unit);
    return true;
}

/* The day that makes a record later than another: the last that a flow covers, the date of all else. */
static int32_t day_known(const struct vmi_activity *record)
{
    return vmi_measures[record->measure].kind == VMI_FLOW ? vmi_activity_last_day(record) : record->date.day;
}

/* True when that was noted with the last record, as it is of most. */
static bool is_fed(const struct vmi_place *place, int32_t first, int32_t last)
{
    const struct vmi_days *before = place->fed_count ? &place->fed[place->fed_count - 1] : NULL;
    return before && first >= before->first && last <= before->last;
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
    if (vmi_measure_is_feed(record->measure) && !is_fed(place, record->date.day, day))
        history_note_fed(place, record->date.day, day);
    if ((kind == VMI_LEVEL || kind == VMI_FLOW) &&
        (item->first_day == VMI_DAY_NONE || record->date.day < item->first_day))
        item->first_day = record->date.day;
    place->reported |= UINT32_C(1) << record->measure;
    if (!h->as_of_given && day > h->as_of)
        h->as_of = day;
}

static struct vmi_fact fact_of(struct vmi_history *h, const struct vmi_activity *record)
{
    return (struct vmi_fact){
        .quantity = record->quantity,
        .instant = vmi_date_instant(record->date),
        .day = record->date.day,
        .until = record->until.day,
        .expires = record->expires,
        .ref = record->ref.length ? vmi_map_intern(&h->refs, record->ref) : 0,
        .lot = record->lot.length ? vmi_map_intern(&h->lots, record->lot) : 0,
        .measure = record->measure,
    };
}

/* True for a record of a bare day that says no more than how much. */
static bool is_plain(const struct vmi_activity *record)
{
    return !(record->ref.length | record->lot.length) && record->until.day == VMI_DAY_NONE &&
           record->expires == VMI_DAY_NONE && record->date.clock == VMI_CLOCK_BARE;
}

static bool append(struct vmi_history *h, struct holding *held, const struct vmi_activity *record,
                   struct vmi_error *error)
{
    struct packed *packed = &held->packed;
    if (h->part_count)
        history_draw_together(h, held);
    if (packed_is_worth_folding(packed) && !fold(h, held))
        return out_of_range(&held->item, error);
    note_magnitude(held, record->measure, record->quantity);
    if (is_plain(record) &&
        packed_add_plain(packed, &h->pieces, record->measure, record->date.day, record->quantity))
        return true;
    struct vmi_fact fact = fact_of(h, record);
    packed_add(packed, &h->pieces, &fact);
    return true;
}

/* MAYBE is the number of its item, if it is not VMI_MAP_NONE and not that of another one. */
static bool add(struct vmi_history *h, const struct vmi_activity *record, uint32_t maybe,
                struct vmi_error *error)
{
    bool forecast = record->measure == VMI_FORECAST;
    if (record->measure == VMI_FUNCTIONAL_ACK) /* is about a message, not about an item */
        return true;
    if (h->as_of_given && record->date.day != VMI_DAY_NONE && day_known(record) > h->as_of && !forecast) {
        h->late++;
        return true;
    }
    struct holding *held = history_holding(h, record->location, record->sku, maybe);
    if (!settle_unit(held, h, record, error))
        return false;
    note_days(h, &held->item, record);
    h->forecasts += forecast;
    held->may_be_late |= forecast ? record->ref.length > 0 : vmi_measures[record->measure].partners;
    return append(h, held, record, error);
}

bool vmi_history_add(struct vmi_history *h, const struct vmi_activity *record, struct vmi_error *error)
{
    return add(h, record, VMI_MAP_NONE, error);
}

size_t vmi_history_add_all(struct vmi_history *h, const struct vmi_activity *records, size_t count,
                           struct vmi_error *error)
{
    uint32_t maybe[AT_ONCE];
    for (size_t done = 0; done < count;) {
        size_t now = count - done < AT_ONCE ? count - done : AT_ONCE;
        bool expected = history_expect(h, records + done, now, maybe);
        for (size_t i = 0; i < now; i++, done++)
            if (!add(h, &records[done], expected ? maybe[i] : VMI_MAP_NONE, error))
                return done;
    }
    return count;
}

/* The days on which forecasts were made. */
static void read_made(struct vmi_history *h)
{
    struct vmi_date date;
    if (!h->forecasts)
        return;
    h->made = vmi_alloc(h->refs.count * sizeof *h->made);
    for (size_t i = 0; i < h->refs.count; i++)
        h->made[i] = vmi_date_parse(h->refs.keys[i], &date) ? date.day : VMI_DAY_NONE;
}

static void count_late(struct vmi_history *h, const struct holding *held)
{
    history_read(h, held, &h->facts);
    for (size_t i = 0; i < h->facts.count; i++) {
        bool late = is_late(h, &h->facts.list[i]);
        h->late += late;
        h->forecasts -= late && h->facts.list[i].measure == VMI_FORECAST;
    }
}

/* False when sums leave the range. */
static bool settle_item(struct vmi_history *h, const struct holding *held)
{
    if (held->may_be_late)
        count_late(h, held);
    if (held->added < VMI_DECIMAL_MAXIMUM)
        return true;
    read_facts(h, held, &h->facts);
    return folding_fold(&h->facts);
}

static int compare_items(const void *a, const void *b, void *context)
{
    const struct holding *items = context;
    const struct vmi_item *x = &items[*(const uint32_t *)a].item, *y = &items[*(const uint32_t *)b].item;
    int order = vmi_slice_compare(x->location, y->location);
    return order ? order : vmi_slice_compare(x->sku, y->sku);
}

static void sort_items(struct vmi_history *h)
{
    bool sorted = true;
    h->sorted = vmi_alloc(h->items_count * sizeof *h->sorted);
    for (size_t i = 0; i < h->items_count; i++) {
        h->sorted[i] = (uint32_t)i;
        sorted = sorted && (i == 0 || compare_items(&h->sorted[i - 1], &h->sorted[i], h->items) < 0);
    }
    if (!sorted)
        qsort_r(h->sorted, h->items_count, sizeof *h->sorted, compare_items, h->items);
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
    read_made(h);
    for (size_t i = 0; i < h->items_count; i++)
        if (!settle_item(h, &h->items[i]))
            return out_of_range(&h->items[i].item, error);
    sort_items(h);
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
    return &h->items[h->settled ? h->sorted[index] : index].item;
}

const struct vmi_place *vmi_history_place(const struct vmi_history *h, const struct vmi_item *item)
{
    return &h->places[item->place];
}

struct vmi_slice vmi_history_ref(const struct vmi_history *h, uint32_t ref)
{
    return h->refs.keys[ref];
}

const struct vmi_item *vmi_history_find(const struct vmi_history *h, struct vmi_slice location,
                                        struct vmi_slice sku)
{
    uint32_t number = history_find(h, location, sku);
    return number == VMI_MAP_NONE ? NULL : &h->items[number].item;
}

uint64_t vmi_history_late(const struct vmi_history *h)
{
    return h->late;
}

uint64_t vmi_history_forecasts(const struct vmi_history *h)
{
    return h->forecasts;
}

size_t vmi_history_size(const struct vmi_history *h)
{
    size_t size = pieces_size(&h->pieces);
    for (size_t i = 0; i < h->part_count; i++)
        size += pieces_size(&h->parts[i].pieces);
    return size;
}

static void find_measures(struct vmi_facts *facts)
{
    memset(facts->begins, 0, sizeof facts->begins);
    for (size_t i = 0; i < facts->count; i++)
        facts->begins[facts->list[i].measure + 1]++;
    for (int i = 0; i < VMI_MEASURES; i++)
        facts->begins[i + 1] += facts->begins[i];
}

void vmi_facts_open(const struct vmi_history *h, const struct vmi_item *item, struct vmi_facts *facts)
{
    const struct holding *held = (const struct holding *)(const void *)item;
    read_facts(h, held, facts);
    bool good = folding_fold(facts);
    (void)good; /* the sums were tried when the history was settled */
    find_measures(facts);
}

void vmi_facts_free(struct vmi_facts *facts)
{
    free(facts->list);
    free(facts->spare);
    free(facts->bytes);
    *facts = (struct vmi_facts){0};
}

const struct vmi_fact *vmi_item_facts(const struct vmi_facts *facts, enum vmi_measure measure, size_t *count)
{
    *count = facts->begins[measure + 1] - facts->begins[measure];
    return facts->list ? facts->list + facts->begins[measure] : NULL;
}
