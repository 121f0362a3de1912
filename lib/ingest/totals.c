/*
 * A total beside its own split: a customer's system may state the stock of an item and again, lot by lot, what it is
 * made of. Taken together that is twice the stock.
 */
#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

static struct vmi_slice key_of(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    key_begin(s, item, record->measure);
    key_add_date(s, record->date);
    key_add(s, record->unit);
    return vmi_buffer_slice(&s->key);
}

/* The later statement of a lot stands: what it was before is taken off. */
static void add_to(struct lot_sum *sum, vmi_decimal before, vmi_decimal quantity)
{
    sum->overflow |=
        !vmi_decimal_subtract(sum->sum, before, &sum->sum) || !vmi_decimal_add(sum->sum, quantity, &sum->sum);
}

void totals_note(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    struct totals *t = &s->totals;
    uint32_t key = vmi_map_intern(&t->keys, key_of(s, item, record));
    t->sums = vmi_grow(t->sums, &t->sums_capacity, t->keys.count, sizeof *t->sums);
    while (t->sum_count < t->keys.count)
        t->sums[t->sum_count++] = (struct lot_sum){0, false};
    key_add(s, record->lot);
    key_add(s, record->ref);
    size_t before = t->lots.count;
    uint32_t lot = vmi_map_intern(&t->lots, vmi_buffer_slice(&s->key));
    t->quantities = vmi_grow(t->quantities, &t->quantities_capacity, t->lots.count, sizeof *t->quantities);
    add_to(&t->sums[key], t->lots.count > before ? 0 : t->quantities[lot], record->quantity);
    t->quantities[lot] = record->quantity;
}

enum vmi_fate totals_judge(struct vmi_screen *s, const struct vmi_waiting *waiting, struct vmi_error *error)
{
    const struct vmi_activity *record = &waiting->record;
    char total[VMI_DECIMAL_TEXT_SIZE], split[VMI_DECIMAL_TEXT_SIZE];
    uint32_t key = vmi_map_find(&s->totals.keys, key_of(s, waiting->item, record));
    if (key == VMI_MAP_NONE)
        return VMI_FATE_WRITE;
    const struct lot_sum *sum = &s->totals.sums[key];
    if (!sum->overflow && sum->sum == record->quantity) {
        s->counts.duplicates[VMI_DUPLICATE_TOTAL_AND_SPLIT]++;
        return VMI_FATE_DROP;
    }
    vmi_decimal_format(record->quantity, total);
    vmi_decimal_format(sum->sum, split);
    return screen_judge(s, VMI_CHECK_TOTAL_AND_SPLIT, waiting->column, error,
                        "%s of %.*s at %.*s is %s without a lot, and its lots are %s together; one of them "
                        "was expected, or the same",
                        vmi_measures[record->measure].name, VMI_SLICE_PRINT(record->sku),
                        VMI_SLICE_PRINT(record->location), total, sum->overflow ? "too much" : split)
               ? VMI_FATE_WRITE
               : VMI_FATE_ASIDE;
}

void totals_clear(struct totals *t)
{
    vmi_map_free(&t->keys);
    vmi_map_free(&t->lots);
    t->sum_count = 0;
    waiting_clear(&t->waiting);
}

void totals_free(struct totals *t)
{
    totals_clear(t);
    waiting_free(&t->waiting);
    free(t->sums);
    free(t->quantities);
}
