/*
 * The demand that a new item begins with: that of the item which it is like, else of its class.
 */
#include <stdlib.h>

#include "desk_internal.h"
#include "vmi/app.h"
#include "vmi/memory.h"
#include "vmi/solve.h"

/* The demand of another item, out of its own history. False where too little is known of it. */
static bool demand_of(struct vmi_desk *desk, const struct vmi_item *item, struct vmi_terms *terms,
                      struct vmi_demand *demand)
{
    const struct vmi_facts *facts = &desk->other;
    struct vmi_error error;
    int32_t as_of = vmi_history_as_of(desk->history);
    if (!vmi_agreement_resolve(desk->agreement, item->location, item->sku, as_of, terms, &error))
        return false;
    vmi_facts_open(desk->history, item, &desk->other);
    vmi_agreement_factors(desk->agreement, item->location, item->sku, as_of, &desk->other_factors);
    const struct vmi_threshold_input input = {.history = desk->history,
                                              .items = &facts,
                                              .item_count = 1,
                                              .terms = terms,
                                              .factors = &desk->other_factors};
    return vmi_threshold_demand(&input, demand) && demand->mean == demand->mean &&
           demand->deviation == demand->deviation;
}

static bool like_another(struct vmi_desk *desk, const struct vmi_threshold_input *input,
                         struct vmi_stand_in *stand_in)
{
    struct vmi_terms terms;
    struct vmi_demand demand;
    struct vmi_slice like = input->terms->like;
    const struct vmi_item *item = vmi_history_find(desk->history, input->items[0]->item->location, like);
    if (!item || item == input->items[0]->item || !demand_of(desk, item, &terms, &demand))
        return false;
    struct vmi_buffer from = {0};
    vmi_buffer_print(&from, "%.*s, which it is like", VMI_SLICE_PRINT(like));
    *stand_in = (struct vmi_stand_in){demand.mean, demand.deviation,
                                      vmi_arena_dup(&desk->arena, vmi_buffer_slice(&from))};
    vmi_buffer_free(&from);
    return true;
}

/* One look at all items, when the first asks for its class. */
static void add_up_classes(struct vmi_desk *desk)
{
    size_t capacity = 0;
    desk->classed = true;
    for (size_t i = 0; i < vmi_history_count(desk->history); i++) {
        struct vmi_terms terms;
        struct vmi_demand demand;
        if (!demand_of(desk, vmi_history_item(desk->history, i), &terms, &demand) || !terms.class.length ||
            terms.life == VMI_LIFE_NEW)
            continue;
        uint32_t number = vmi_map_intern(&desk->classes, terms.class);
        if (desk->classes.count > capacity || !desk->class_demands) {
            size_t had = capacity;
            desk->class_demands =
                vmi_grow(desk->class_demands, &capacity, desk->classes.count, sizeof *desk->class_demands);
            for (; had < capacity; had++)
                desk->class_demands[had] = (struct class_demand){0};
        }
        desk->class_demands[number].mean += demand.mean;
        desk->class_demands[number].variance += demand.deviation * demand.deviation;
        desk->class_demands[number].count++;
    }
}

static bool as_its_class(struct vmi_desk *desk, const struct vmi_threshold_input *input,
                         struct vmi_stand_in *stand_in)
{
    struct vmi_buffer from = {0};
    if (!desk->classed)
        add_up_classes(desk);
    uint32_t number = vmi_map_find(&desk->classes, input->terms->class);
    if (number == VMI_MAP_NONE)
        return false;
    const struct class_demand *sum = &desk->class_demands[number];
    double count = (double)sum->count;
    vmi_buffer_print(&from, "its class %.*s, the mean of %zu item%s", VMI_SLICE_PRINT(input->terms->class),
                     sum->count, sum->count == 1 ? "" : "s");
    *stand_in = (struct vmi_stand_in){sum->mean / count, vmi_square_root(sum->variance / count),
                                      vmi_arena_dup(&desk->arena, vmi_buffer_slice(&from))};
    vmi_buffer_free(&from);
    return true;
}

bool stand_in_find(void *context, const struct vmi_threshold_input *input, struct vmi_stand_in *stand_in)
{
    struct vmi_desk *desk = context;
    if (input->terms->like.length && like_another(desk, input, stand_in))
        return true;
    return input->terms->class.length && as_its_class(desk, input, stand_in);
}
