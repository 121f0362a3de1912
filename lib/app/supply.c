/*
 * What sources have, from a file of activity or of positions.
 */
#include <stdlib.h>

#include "board_internal.h"
#include "history_load.h"
#include "internal.h"
#include "vmi/memory.h"
#include "vmi/projection.h"
#include "vmi/state.h"

/* A row is of activity where it has a measure, else of positions. */
struct row {
    struct vmi_activity activity;
    vmi_decimal on_hand, allocated;
    struct vmi_slice inbound;
};

#define ROW(kind, name, member, need, meaning)                                                               \
    {                                                                                                        \
        name, VMI_COLUMN_##kind, need, 0, meaning, offsetof(struct row, member)                              \
    }

static const struct vmi_column columns[] = {
    ROW(DATE, "date", activity.date, VMI_NEED_NOTHING, "the day"),
    ROW(TEXT, "location", activity.location, VMI_NEED_CELL, "the source"),
    ROW(TEXT, "sku", activity.sku, VMI_NEED_CELL, "the item"),
    ROW(MEASURE, "measure", activity.measure, VMI_NEED_NOTHING, "of activity: what the quantity is"),
    ROW(QUANTITY, "quantity", activity.quantity, VMI_NEED_NOTHING, "of activity: how much"),
    ROW(TEXT, "unit", activity.unit, VMI_NEED_NOTHING, "the item's base unit"),
    ROW(TEXT, "lot", activity.lot, VMI_NEED_NOTHING, "of activity: lot or batch"),
    ROW(DAY, "expires", activity.expires, VMI_NEED_NOTHING, "of activity: the last day of the lot"),
    ROW(TEXT, "ref", activity.ref, VMI_NEED_NOTHING, "of activity: the document"),
    ROW(DATE, "until", activity.until, VMI_NEED_NOTHING, "of activity: the last day, or the day due"),
    ROW(QUANTITY, "on_hand", on_hand, VMI_NEED_NOTHING, "of positions: what is there"),
    ROW(QUANTITY, "allocated", allocated, VMI_NEED_NOTHING, "of positions: what of it is committed"),
    ROW(TEXT, "inbound", inbound, VMI_NEED_NOTHING, "of positions: what is on its way"),
};

static const char *problem(const void *record, const char **column)
{
    const struct row *row = record;
    if (row->activity.measure != VMI_MEASURE_NONE) {
        *column = "quantity";
        return row->activity.quantity == VMI_DECIMAL_UNKNOWN
                   ? "is empty"
                   : vmi_activity_type.problem(&row->activity, column);
    }
    *column = "measure";
    return row->on_hand == VMI_DECIMAL_UNKNOWN
               ? "is empty, and so is on_hand: activity or positions were expected"
               : NULL;
}

static const struct vmi_record_type type = {
    .name = "supply",
    .maker = "vmi-ingest",
    .summary = "what a source has",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
    .problem = problem,
};

struct supplies {
    struct vmi_map keys; /* source and sku */
    struct vmi_supply *list;
    size_t capacity;
    struct vmi_arena arena;
};

struct reading {
    struct supplies *supplies;
    struct vmi_history *history; /* of the activity among the rows */
    const struct vmi_agreement *agreement;
    int32_t as_of;
    struct vmi_error error;
    bool failed;
};

static struct vmi_supply *supply_of(struct supplies *s, struct vmi_slice source, struct vmi_slice sku)
{
    uint32_t number = vmi_map_intern_two(&s->keys, source, sku);
    s->list = vmi_grow(s->list, &s->capacity, s->keys.count, sizeof *s->list);
    return &s->list[number];
}

static bool fail(struct reading *r, struct vmi_slice source, struct vmi_slice sku, const char *text)
{
    if (!r->failed)
        vmi_error_set(&r->error, VMI_INPUT, "supply", "%.*s at %.*s: %s", VMI_SLICE_PRINT(sku),
                      VMI_SLICE_PRINT(source), text);
    r->failed = true;
    return false;
}

static vmi_decimal free_stock(vmi_decimal on_hand, vmi_decimal allocated)
{
    vmi_decimal left = on_hand != VMI_DECIMAL_UNKNOWN ? on_hand : 0;
    if (allocated != VMI_DECIMAL_UNKNOWN && !vmi_decimal_subtract(left, allocated, &left))
        return 0;
    return left > 0 ? left : 0;
}

/* ---- positions -------------------------------------------------------------------------------------------- */

static void add_position(struct reading *r, const struct row *row)
{
    struct supplies *s = r->supplies;
    struct vmi_receipt *receipts;
    size_t count;
    struct vmi_supply *supply = supply_of(s, row->activity.location, row->activity.sku);
    if (!vmi_receipts_of(row->inbound, r->as_of, NULL, &s->arena, &receipts, &count))
        fail(r, row->activity.location, row->activity.sku, "inbound is no list of DATE=QUANTITY joined by ;");
    struct vmi_supply_receipt *list = vmi_arena_alloc(&s->arena, (count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++)
        list[i] = (struct vmi_supply_receipt){receipts[i].counted, receipts[i].quantity};
    *supply = (struct vmi_supply){free_stock(row->on_hand, row->allocated), list, count};
}

static void add_row(void *context, const void *record)
{
    struct reading *r = context;
    struct row row = *(const struct row *)record;
    if (r->failed)
        return;
    if (row.activity.measure == VMI_MEASURE_NONE)
        add_position(r, &row);
    else if (!app_to_base_unit(r->agreement, &row.activity, &r->error) ||
             !vmi_history_add(r->history, &row.activity, &r->error))
        r->failed = true;
}

/* ---- activity --------------------------------------------------------------------------------------------- */

static int compare_receipts(const void *left, const void *right)
{
    const struct vmi_supply_receipt *a = left, *b = right;
    return (a->day > b->day) - (a->day < b->day);
}

/* What it will receive: by records of that; where there is none, by its open orders. */
static void add_receipts(struct reading *r, const struct vmi_facts *facts, const struct vmi_state *state,
                         struct vmi_supply *supply)
{
    size_t count, used = 0;
    const struct vmi_fact *received = vmi_item_facts(facts, VMI_RECEIVED, &count);
    struct vmi_supply_receipt *list =
        vmi_arena_alloc(&r->supplies->arena, (count + state->inbound_count + 1) * sizeof *list);
    for (size_t i = 0; i < count; i++)
        if (vmi_fact_last_day(&received[i]) > r->as_of)
            list[used++] = (struct vmi_supply_receipt){vmi_fact_last_day(&received[i]), received[i].quantity};
    for (size_t i = 0, told = used; i < state->inbound_count && !told; i++) {
        int32_t due = state->inbound[i].due;
        if (due == VMI_DAY_NONE)
            continue;
        list[used++] = (struct vmi_supply_receipt){due > r->as_of ? due : vmi_day_after(r->as_of, 1),
                                                   state->inbound[i].quantity};
    }
    qsort(list, used, sizeof *list, compare_receipts);
    supply->receipts = list;
    supply->receipt_count = used;
}

static bool add_item(struct reading *r, const struct vmi_item *item, struct vmi_facts *facts,
                     struct vmi_arena *scratch)
{
    struct vmi_terms terms;
    struct vmi_state state;
    vmi_arena_clear(scratch);
    vmi_agreement_standing(r->agreement, item->location, item->sku, &terms);
    vmi_facts_open(r->history, item, facts);
    if (!vmi_state_of(r->history, facts, &terms, r->as_of, scratch, &state))
        return fail(r, item->location, item->sku, "the quantities add up to more than can be held");
    struct vmi_supply *supply = supply_of(r->supplies, item->location, item->sku);
    *supply = (struct vmi_supply){.at_once = free_stock(state.on_hand, state.allocated)};
    add_receipts(r, facts, &state, supply);
    return true;
}

static void add_items(struct reading *r)
{
    struct vmi_facts facts = {0};
    struct vmi_arena scratch = {0};
    bool good = !r->failed && vmi_history_settle(r->history, &r->error);
    r->failed = !good;
    for (size_t i = 0; good && i < vmi_history_count(r->history); i++)
        good = add_item(r, vmi_history_item(r->history, i), &facts, &scratch);
    vmi_facts_free(&facts);
    vmi_arena_free(&scratch);
}

/* ---- the file --------------------------------------------------------------------------------------------- */

struct supplies *supplies_load(const char *path, const struct vmi_agreement *agreement, int32_t as_of,
                               enum vmi_status *status)
{
    struct row row;
    struct reading r = {
        .supplies = vmi_alloc_zeroed(1, sizeof *r.supplies), .agreement = agreement, .as_of = as_of};
    /* What a source will receive is dated after as-of, and is wanted here. */
    r.history = vmi_history_new(VMI_DAY_LAST);
    bool read = app_each_record(path, &type, &row, add_row, &r, status);
    if (read)
        add_items(&r);
    vmi_history_free(r.history);
    if (read && !r.failed)
        return r.supplies;
    if (read) {
        r.error.file = vmi_shown_name(path);
        *status = vmi_report(&r.error);
    }
    supplies_free(r.supplies);
    return NULL;
}

void supplies_free(struct supplies *s)
{
    if (!s)
        return;
    vmi_map_free(&s->keys);
    vmi_arena_free(&s->arena);
    free(s->list);
    free(s);
}

const struct vmi_supply *supplies_find(const void *context, struct vmi_slice source, struct vmi_slice sku)
{
    const struct supplies *s = context;
    uint32_t number = s->keys.count ? vmi_map_find_two(&s->keys, source, sku) : VMI_MAP_NONE;
    return number == VMI_MAP_NONE ? NULL : &s->list[number];
}
