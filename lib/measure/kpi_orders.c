#include "kpi_orders.h"

#include <stdlib.h>

#include "vmi/memory.h"

void orders_note(struct orders *o, struct vmi_slice location, struct vmi_slice ref,
                 const struct order_share *share)
{
    size_t known = o->numbers.count;
    uint32_t number = vmi_map_intern_two(&o->numbers, location, ref);
    o->list = vmi_grow(o->list, &o->capacity, (size_t)number + 1, sizeof *o->list);
    struct verdict *v = &o->list[number];
    if (number == known)
        *v = (struct verdict){.first_day = share->first_day};
    v->lines += 1;
    v->supplies |= share->supplies;
    v->arrives |= share->arrives;
    v->late_first |= share->first_day != v->first_day;
    v->missed |= !share->filled;
    v->first_missed |= !share->first_filled;
    v->otif_missed |= !share->otif;
}

const struct verdict *orders_find(const struct orders *o, struct vmi_slice location, struct vmi_slice ref)
{
    uint32_t number = vmi_map_find_two(&o->numbers, location, ref);
    return number != VMI_MAP_NONE ? &o->list[number] : NULL;
}

void orders_free(struct orders *o)
{
    vmi_map_free(&o->numbers);
    free(o->list);
}
