#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

/* Where no agreement says otherwise, a location is late after so many days, and history is so long. */
enum { FEED_DAYS = 3, HISTORY_DAYS = 365 };

/* True when the item with that number is it; the key of an item is its location, a NUL and its sku. */
static bool is_item(const struct vmi_map *keys, uint32_t number, struct vmi_slice location,
                    struct vmi_slice sku)
{
    if (number >= keys->count)
        return false;
    struct vmi_slice key = keys->keys[number];
    return key.length == location.length + 1 + sku.length && key.text[location.length] == '\0' &&
           memcmp(key.text + location.length + 1, sku.text, sku.length) == 0 &&
           memcmp(key.text, location.text, location.length) == 0;
}

static uint32_t place_named(struct vmi_screen *s, struct vmi_slice name)
{
    uint32_t number = vmi_map_intern(&s->place_keys, name);
    if (number == s->place_count) {
        s->places = vmi_grow(s->places, &s->places_capacity, s->place_count + 1, sizeof *s->places);
        s->places[s->place_count++] = (struct screen_place){.seen = {.name = s->place_keys.keys[number],
                                                                     .first = VMI_DAY_NONE,
                                                                     .last = VMI_DAY_NONE,
                                                                     .feed_days = VMI_DAY_NONE}};
    }
    return number;
}

/* Files are sorted by item, or by day with the items of each day in the same order. */
uint32_t screen_item_named(struct vmi_screen *s, struct vmi_slice location, struct vmi_slice sku)
{
    if (is_item(&s->item_keys, s->last, location, sku))
        return s->last;
    if (is_item(&s->item_keys, s->last + 1, location, sku))
        return ++s->last;
    uint32_t number = vmi_map_intern_two(&s->item_keys, location, sku);
    if (number == s->item_count) {
        s->items = vmi_grow(s->items, &s->items_capacity, s->item_count + 1, sizeof *s->items);
        s->items[s->item_count++] = (struct screen_item){.place = place_named(s, location),
                                                         .quantum = VMI_DECIMAL_ONE,
                                                         .oldest = VMI_DAY_NONE,
                                                         .word_first = VMI_DAY_NONE};
    }
    s->last = number;
    return number;
}

void screen_resolve(struct vmi_screen *s, uint32_t number)
{
    struct screen_item *item = &s->items[number];
    struct screen_place *place = &s->places[item->place];
    int32_t feed_days = FEED_DAYS, history_days = HISTORY_DAYS;
    struct vmi_slice location, sku;
    struct vmi_terms terms;
    item->resolved = true;
    if (s->options.terms) {
        vmi_map_split_two(&s->item_keys, number, &location, &sku);
        s->options.terms(s->options.context, location, sku, &terms);
        item->unit = terms.unit;
        item->units = terms.units;
        item->quantum = terms.quantum;
        item->negative = terms.negative_on_hand;
        feed_days = (int32_t)(terms.feed_days / VMI_DECIMAL_ONE);
        history_days = (int32_t)(terms.history_days / VMI_DECIMAL_ONE);
    }
    if (s->options.as_of != VMI_DAY_NONE)
        item->oldest = vmi_day_after(s->options.as_of, 1 - history_days);
    /* A location is late by the shortest silence that is agreed for any of its items. */
    if (place->seen.feed_days == VMI_DAY_NONE || feed_days < place->seen.feed_days)
        place->seen.feed_days = feed_days;
}

void screen_note(struct vmi_screen *s, uint32_t number, const struct vmi_activity *record)
{
    struct screen_item *item = &s->items[number];
    struct screen_place *place = &s->places[item->place];
    int32_t day = record->date.day;
    if (!item->here) {
        item->here = true;
        s->items_here++;
        place->seen.items++;
    }
    place->seen.records++;
    if (day == VMI_DAY_NONE)
        return;
    if (s->first_day == VMI_DAY_NONE || day < s->first_day)
        s->first_day = day;
    int32_t last =
        vmi_measures[record->measure].kind == VMI_FLOW ? vmi_activity_last_day(record) : record->date.day;
    if (last > s->last_day)
        s->last_day = last;
    if (!vmi_measure_is_event(record->measure))
        return;
    if (last > s->last_event)
        s->last_event = last;
    if (!vmi_measure_is_feed(record->measure))
        return;
    if (last > place->seen.last)
        place->seen.last = last;
    if (place->seen.first == VMI_DAY_NONE || day < place->seen.first)
        place->seen.first = day;
}

/* ---- what there should be ---------------------------------------------------------------------------- */

void vmi_screen_expect(struct vmi_screen *s, struct vmi_slice location, struct vmi_slice sku)
{
    bool any_location = vmi_slice_is(location, "*"), any_sku = vmi_slice_is(sku, "*");
    s->expected.given = true;
    if (!location.length || !sku.length)
        return;
    s->expected.any_location |= any_location;
    if (any_location && any_sku) {
        s->expected.all = true;
    } else if (any_location) {
        vmi_map_intern(&s->expected.skus, sku);
    } else if (any_sku) {
        uint32_t place = place_named(s, location); /* which may move the array, as items may theirs */
        s->places[place].any_sku = true;
    } else {
        uint32_t number = screen_item_named(s, location, sku);
        struct screen_item *item = &s->items[number];
        s->places[item->place].seen.expected += !item->expected;
        s->places[item->place].named = true;
        item->expected = true;
    }
}

enum known screen_known(struct vmi_screen *s, uint32_t number)
{
    struct screen_item *item = &s->items[number];
    const struct screen_place *place = &s->places[item->place];
    struct vmi_slice location, sku;
    if (item->known != KNOWN_NOT_ASKED)
        return item->known;
    vmi_map_split_two(&s->item_keys, number, &location, &sku);
    if (!s->expected.given || s->expected.all || item->expected || place->any_sku ||
        vmi_map_find(&s->expected.skus, sku) != VMI_MAP_NONE)
        item->known = KNOWN;
    else
        item->known = place->named || s->expected.any_location ? KNOWN_NO_ITEM : KNOWN_NO_LOCATION;
    return item->known;
}

/* ---- what came, and what did not ---------------------------------------------------------------------- */

size_t vmi_screen_item_count(const struct vmi_screen *s)
{
    return s->items_here;
}

int32_t vmi_screen_last_day(const struct vmi_screen *s)
{
    return s->last_event;
}

void vmi_screen_days(const struct vmi_screen *s, int32_t *first, int32_t *last)
{
    *first = s->first_day;
    *last = s->last_day;
}

static int compare_places(const void *left, const void *right)
{
    const struct vmi_screen_place *const *a = left, *const *b = right;
    return vmi_slice_compare((*a)->name, (*b)->name);
}

const struct vmi_screen_place *const *vmi_screen_places(struct vmi_screen *s, size_t *count)
{
    *count = 0;
    free(s->sorted);
    s->sorted = vmi_alloc(s->place_count * sizeof *s->sorted);
    for (size_t i = 0; i < s->place_count; i++) {
        struct screen_place *place = &s->places[i];
        if (place->seen.feed_days == VMI_DAY_NONE)
            place->seen.feed_days = FEED_DAYS;
        if (place->seen.records || place->seen.expected)
            s->sorted[(*count)++] = &place->seen;
    }
    if (*count > 1)
        qsort(s->sorted, *count, sizeof *s->sorted, compare_places);
    return s->sorted;
}

void vmi_screen_lists_changes(struct vmi_screen *s, struct vmi_slice location)
{
    uint32_t number = vmi_map_find(&s->place_keys, location);
    if (number != VMI_MAP_NONE)
        s->places[number].changes = true;
}

bool vmi_screen_vanished(struct vmi_screen *s, size_t *at, struct vmi_slice *location, struct vmi_slice *sku)
{
    while (*at < s->item_count) {
        uint32_t number = (uint32_t)(*at)++;
        const struct screen_item *item = &s->items[number];
        struct screen_place *place = &s->places[item->place];
        bool whole = place->seen.records == 0;
        if (!item->before || item->here || (whole ? place->vanished : place->changes))
            continue;
        place->vanished = whole;
        vmi_map_split_two(&s->item_keys, number, location, sku);
        if (whole)
            *sku = VMI_SLICE_NONE;
        return true;
    }
    return false;
}
