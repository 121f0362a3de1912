#include "vmi/balance.h"

#include <stdlib.h>

#include "level.h"
#include "vmi/memory.h"
#include "vmi/sort.h"

struct opening {
    uint32_t item; /* number in `keys` */
    uint32_t order;
    int32_t day;
    vmi_decimal quantity;
};

struct vmi_balance {
    struct vmi_history *history;
    struct vmi_map keys;     /* items that have openings */
    struct vmi_map excluded; /* items of several units */
    struct opening *openings;
    size_t opening_count, openings_capacity;
};

/* A figure of an item's stock. */
struct point {
    struct vmi_moment moment;
    vmi_decimal quantity;
    bool opening;
};

/* What one item is checked by. */
struct sheet {
    struct point *points; /* in order of time */
    size_t count, capacity;
    const struct vmi_fact **flows; /* in order of their last day */
    size_t flow_count, flows_capacity;
};

struct vmi_balance *vmi_balance_new(void)
{
    struct vmi_balance *b = vmi_alloc_zeroed(1, sizeof *b);
    b->history = vmi_history_new(VMI_DAY_NONE);
    return b;
}

void vmi_balance_free(struct vmi_balance *b)
{
    if (!b)
        return;
    vmi_history_free(b->history);
    vmi_map_free(&b->keys);
    vmi_map_free(&b->excluded);
    free(b->openings);
    free(b);
}

bool vmi_balance_add(struct vmi_balance *b, const struct vmi_activity *record, struct vmi_error *error)
{
    if ((record->measure != VMI_ON_HAND && !vmi_measures[record->measure].stock) ||
        vmi_map_find_two(&b->excluded, record->location, record->sku) != VMI_MAP_NONE)
        return true;
    if (vmi_history_add(b->history, record, error))
        return true;
    vmi_map_intern_two(&b->excluded, record->location, record->sku);
    return false;
}

void vmi_balance_open(struct vmi_balance *b, struct vmi_slice location, struct vmi_slice sku, int32_t day,
                      vmi_decimal quantity)
{
    b->openings = vmi_grow(b->openings, &b->openings_capacity, b->opening_count + 1, sizeof *b->openings);
    b->openings[b->opening_count] = (struct opening){vmi_map_intern_two(&b->keys, location, sku),
                                                     (uint32_t)b->opening_count, day, quantity};
    b->opening_count++;
}

#define COMPARE(a, b) ((a) < (b) ? -1 : (a) > (b))

static int compare_openings(const void *left, const void *right)
{
    const struct opening *a = left, *b = right;
    int order = COMPARE(a->item, b->item);
    order = order ? order : COMPARE(a->day, b->day);
    return order ? order : COMPARE(a->order, b->order);
}

/* The first of the item's openings. */
static size_t first_opening(const struct vmi_balance *b, uint32_t item)
{
    size_t low = 0, high = b->opening_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (b->openings[middle].item < item)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* By day, then by instant; a beginning is behind the end of the day before, which its moment is. */
static int compare_points(const void *left, const void *right)
{
    const struct point *a = left, *b = right;
    int order = COMPARE(a->moment.day, b->moment.day);
    return order ? order : COMPARE(a->opening, b->opening);
}

static int compare_flows(const void *left, const void *right)
{
    const struct vmi_fact *a = *(const struct vmi_fact *const *)left,
                          *b = *(const struct vmi_fact *const *)right;
    int order = COMPARE(vmi_fact_last_day(a), vmi_fact_last_day(b));
    return order ? order : COMPARE(a->order, b->order);
}

static void add_point(struct sheet *sheet, struct point point)
{
    sheet->points = vmi_grow(sheet->points, &sheet->capacity, sheet->count + 1, sizeof *sheet->points);
    sheet->points[sheet->count++] = point;
}

/* The level of each day that has one. False when a sum over lots leaves the range. */
static bool add_levels(const struct vmi_facts *item, struct sheet *sheet)
{
    size_t count;
    const struct vmi_fact *facts = vmi_item_facts(item, VMI_ON_HAND, &count);
    for (size_t i = 0; i < count; i++) {
        struct point point = {.opening = false};
        if (i && facts[i].day == facts[i - 1].day)
            continue;
        if (!vmi_level_of(item, VMI_ON_HAND, facts[i].day, &point.quantity, &point.moment))
            return false;
        add_point(sheet, point);
    }
    return true;
}

static void add_openings(const struct vmi_balance *b, const struct vmi_item *item, struct sheet *sheet)
{
    uint32_t key = vmi_map_find_two(&b->keys, item->location, item->sku);
    for (size_t i = first_opening(b, key); i < b->opening_count && b->openings[i].item == key; i++) {
        const struct opening *opening = &b->openings[i];
        bool again = i + 1 < b->opening_count && b->openings[i + 1].item == key &&
                     b->openings[i + 1].day == opening->day;
        if (!again)
            add_point(sheet, (struct point){
                                 {true, false, opening->day - 1, VMI_CLOCK_BARE}, opening->quantity, true});
    }
}

static void add_flows(const struct vmi_facts *item, struct sheet *sheet)
{
    for (size_t i = 0; i < item->count; i++) {
        if (!vmi_measures[item->list[i].measure].stock)
            continue;
        sheet->flows =
            vmi_grow(sheet->flows, &sheet->flows_capacity, sheet->flow_count + 1, sizeof(struct vmi_fact *));
        sheet->flows[sheet->flow_count++] = &item->list[i];
    }
    vmi_sort(sheet->flows, sheet->flow_count, sizeof(struct vmi_fact *), compare_flows);
}

/* The first flow that may be after a level of DAY. */
static size_t first_flow(const struct sheet *sheet, int32_t day)
{
    size_t low = 0, high = sheet->flow_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (vmi_fact_last_day(sheet->flows[middle]) < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds up what flowed after FROM and not after TO. */
static bool sum_flows(const struct sheet *sheet, const struct point *from, const struct point *to,
                      vmi_decimal *sum)
{
    *sum = 0;
    for (size_t i = first_flow(sheet, from->moment.day); i < sheet->flow_count; i++) {
        const struct vmi_fact *fact = sheet->flows[i];
        if (vmi_fact_last_day(fact) > to->moment.day)
            break;
        if (!vmi_fact_is_after(fact, &from->moment) || vmi_fact_is_after(fact, &to->moment))
            continue;
        if (!vmi_decimal_add(*sum, vmi_measures[fact->measure].stock * fact->quantity, sum))
            return false;
    }
    return true;
}

static bool check_pair(const struct vmi_item *item, const struct sheet *sheet, size_t i,
                       void (*each)(void *context, const struct vmi_gap *gap), void *context)
{
    const struct point *from = &sheet->points[i - 1], *to = &sheet->points[i];
    struct vmi_gap gap = {
        .location = item->location,
        .sku = item->sku,
        .since = from->moment.day + from->opening,
        .day = to->moment.day + to->opening,
        .since_opening = from->opening,
        .opening = to->opening,
        .before = from->quantity,
        .level = to->quantity,
    };
    vmi_decimal expected;
    if (!sum_flows(sheet, from, to, &gap.flows) || !vmi_decimal_add(gap.before, gap.flows, &expected) ||
        !vmi_decimal_subtract(gap.level, expected, &gap.quantity))
        return false;
    if (gap.quantity)
        each(context, &gap);
    return true;
}

/* B is NULL where there are no openings. */
static bool check_item(const struct vmi_balance *b, const struct vmi_facts *facts,
                       void (*each)(void *context, const struct vmi_gap *gap), void *context)
{
    struct sheet sheet = {.count = 0};
    size_t levels;
    const struct vmi_item *item = facts->item;
    const struct vmi_fact *first = vmi_item_facts(facts, VMI_ON_HAND, &levels);
    if (levels && first->day == VMI_DAY_NONE) /* a level of no day stands over all, and follows from none */
        return true;
    bool good = add_levels(facts, &sheet);
    if (b)
        add_openings(b, item, &sheet);
    add_flows(facts, &sheet);
    vmi_sort(sheet.points, sheet.count, sizeof *sheet.points, compare_points);
    for (size_t i = 1; i < sheet.count && good; i++)
        good = check_pair(item, &sheet, i, each, context);
    free(sheet.points);
    free(sheet.flows);
    return good;
}

bool vmi_balance_check(struct vmi_balance *b, void (*each)(void *context, const struct vmi_gap *gap),
                       void *context, struct vmi_error *error)
{
    if (!vmi_history_settle(b->history, error))
        return false;
    if (b->opening_count > 1)
        qsort(b->openings, b->opening_count, sizeof *b->openings, compare_openings);
    struct vmi_facts facts = {0};
    bool good = true;
    for (size_t i = 0; i < vmi_history_count(b->history) && good; i++) {
        const struct vmi_item *item = vmi_history_item(b->history, i);
        if (vmi_map_find_two(&b->excluded, item->location, item->sku) != VMI_MAP_NONE)
            continue;
        vmi_facts_open(b->history, item, &facts);
        if (!check_item(b, &facts, each, context))
            good = vmi_error_set(error, VMI_INPUT, "range",
                                 "the quantities of %.*s at %.*s add up to more than can be held",
                                 VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
    }
    vmi_facts_free(&facts);
    return good;
}

bool vmi_balance_of(const struct vmi_facts *item, void (*each)(void *context, const struct vmi_gap *gap),
                    void *context)
{
    return check_item(NULL, item, each, context);
}
