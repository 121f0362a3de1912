#include <stdlib.h>

#include "alias.h"
#include "feed_internal.h"
#include "screen_internal.h"
#include "vmi/memory.h"

static uint32_t key_of(struct vmi_screen *s, uint32_t item, const struct vmi_activity *record)
{
    struct netting *n = &s->netting;
    key_begin(s, item, VMI_ON_HAND);
    key_add(s, record->lot);
    key_add_date(s, record->date);
    uint32_t key = vmi_map_intern(&n->keys, vmi_buffer_slice(&s->key));
    n->beside = vmi_grow(n->beside, &n->beside_capacity, n->keys.count, sizeof *n->beside);
    while (n->beside_count < n->keys.count)
        n->beside[n->beside_count++] = (struct beside){0, 0};
    return key;
}

bool netting_take(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    struct netting *n = &s->netting;
    int partial = arrival->feed ? vmi_feed_partial(arrival->feed) : -1;
    if (partial >= 0) {
        struct vmi_waiting *waiting = waiting_add(&n->waiting, s, arrival, record);
        waiting->key = key_of(s, arrival->item, record);
        waiting->gross = partial == INGEST_GROSS;
        n->has_lots |= record->lot.length > 0;
        return true;
    }
    if (!arrival->feed || !vmi_feed_is_long(arrival->feed) ||
        (record->measure != VMI_ALLOCATED && record->measure != VMI_ON_HOLD))
        return false;
    uint32_t key = key_of(s, arrival->item, record); /* which may move the array */
    if (record->measure == VMI_ALLOCATED)
        n->beside[key].allocated = record->quantity; /* stated again, the later stands */
    else
        n->beside[key].on_hold = record->quantity;
    return false;
}

void netting_settle(struct netting *n)
{
    for (size_t i = 0; i < n->waiting.count; i++) {
        struct vmi_waiting *waiting = &n->waiting.list[i];
        const struct beside *beside = &n->beside[waiting->key];
        vmi_decimal quantity = waiting->record.quantity;
        bool good = waiting->gross ? vmi_decimal_subtract(quantity, beside->on_hold, &quantity)
                                   : vmi_decimal_add(quantity, beside->allocated, &quantity);
        waiting->record.quantity = quantity;
        waiting->out_of_range = !good;
    }
}

void netting_free(struct netting *n)
{
    vmi_map_free(&n->keys);
    waiting_free(&n->waiting);
    free(n->beside);
}
