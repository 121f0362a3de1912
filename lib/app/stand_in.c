/*
 * The demand that a new item begins with: that of the item which it is like, else of its class.
 */
#include <stdlib.h>

#include "desk_internal.h"
#include "vmi/app.h"
#include "vmi/memory.h"
#include "vmi/solve.h"

/* The demand of another item, out of its own history. False where too little is known of it. */
static bool demand_of(struct vmi_desk *desk, size_t index, struct vmi_terms *terms, struct vmi_demand *demand)
{
    const struct vmi_item *item = vmi_history_item(desk->history, index);
    struct vmi_error error;
    int32_t as_of = vmi_history_as_of(desk->history);
    if (!vmi_agreement_resolve(desk->agreement, item->location, item->sku, as_of, terms, &error))
        return false;
    lineage_open(desk, index, &desk->tools.other);
    vmi_agreement_factors(desk->agreement, item->location, item->sku, as_of, &desk->tools.other_factors);
    const struct vmi_threshold_input input = {.history = desk->history,
                                              .items = desk->tools.other.list,
                                              .item_count = desk->tools.other.count,
                                              .terms = terms,
                                              .factors = &desk->tools.other_factors};
    return vmi_threshold_demand(&input, demand) && demand->mean == demand->mean &&
           demand->deviation == demand->deviation;
}

static bool like_another(struct vmi_desk *desk, const struct vmi_threshold_input *input,
                         struct vmi_stand_in *stand_in)
{
    struct vmi_terms terms;
    struct vmi_demand demand;
    struct vmi_slice like = input->terms->like;
    const struct vmi_item *own = input->items[0]->item;
    size_t index = lineage_index(desk->history, own->location, like);
    if (index == vmi_history_count(desk->history) || vmi_history_item(desk->history, index) == own ||
        !demand_of(desk, index, &terms, &demand))
        return false;
    struct vmi_buffer from = {0};
    vmi_buffer_print(&from, "%.*s, which it is like", VMI_SLICE_PRINT(like));
    *stand_in = (struct vmi_stand_in){demand.mean, demand.deviation,
                                      vmi_arena_dup(&desk->tools.arena, vmi_buffer_slice(&from))};
    vmi_buffer_free(&from);
    return true;
}

struct class_book *class_book_new(void)
{
    struct class_book *book = vmi_alloc_zeroed(1, sizeof *book);
    pthread_mutex_init(&book->lock, NULL);
    return book;
}

void class_book_free(struct class_book *book)
{
    if (!book)
        return;
    pthread_mutex_destroy(&book->lock);
    vmi_map_free(&book->names);
    free(book->demands);
    free(book);
}

/* One look at all items. */
static void add_up(struct class_book *book, struct vmi_desk *desk)
{
    size_t capacity = 0;
    book->added_up = true;
    for (size_t i = 0; i < vmi_history_count(desk->history); i++) {
        struct vmi_terms terms;
        struct vmi_demand demand;
        if (!demand_of(desk, i, &terms, &demand) || !terms.class.length || terms.life == VMI_LIFE_NEW ||
            terms.successor.length)
            continue;
        uint32_t number = vmi_map_intern(&book->names, terms.class);
        if (book->names.count > capacity || !book->demands) {
            size_t had = capacity;
            book->demands = vmi_grow(book->demands, &capacity, book->names.count, sizeof *book->demands);
            for (; had < capacity; had++)
                book->demands[had] = (struct class_demand){0};
        }
        book->demands[number].mean += demand.mean;
        book->demands[number].variance += demand.deviation * demand.deviation;
        book->demands[number].count++;
    }
}

/* The book, when the first has added it up; it is not changed again. */
static const struct class_book *opened_book(struct vmi_desk *desk)
{
    pthread_mutex_lock(&desk->classes->lock);
    if (!desk->classes->added_up)
        add_up(desk->classes, desk);
    pthread_mutex_unlock(&desk->classes->lock);
    return desk->classes;
}

static bool as_its_class(struct vmi_desk *desk, const struct vmi_threshold_input *input,
                         struct vmi_stand_in *stand_in)
{
    struct vmi_buffer from = {0};
    const struct class_book *book = opened_book(desk);
    uint32_t number = vmi_map_find(&book->names, input->terms->class);
    if (number == VMI_MAP_NONE)
        return false;
    const struct class_demand *sum = &book->demands[number];
    double count = (double)sum->count;
    vmi_buffer_print(&from, "its class %.*s, the mean of %zu item%s", VMI_SLICE_PRINT(input->terms->class),
                     sum->count, sum->count == 1 ? "" : "s");
    *stand_in = (struct vmi_stand_in){sum->mean / count, vmi_square_root(sum->variance / count),
                                      vmi_arena_dup(&desk->tools.arena, vmi_buffer_slice(&from))};
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
