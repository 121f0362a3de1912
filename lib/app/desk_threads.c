/*
 * Items are worked out by several threads. These share what is only read: the history, the agreement, the corridors before.
 */
#include <stdlib.h>

#include "crew.h"
#include "desk_internal.h"
#include "vmi/memory.h"

struct each {
    struct vmi_desk *desk;
    vmi_desk_each_item *each;
    void *context;
    enum vmi_status *status;
};

/* Items that were worked out, with their texts. */
struct shelf {
    struct vmi_desk_item items[CREW_CHUNK];
    struct vmi_arena texts;
};

static void *open_desk(void *context)
{
    return desk_second(((struct each *)context)->desk);
}

static void close_desk(void *tools)
{
    desk_second_free(tools);
}

static void *make_shelf(void *context)
{
    (void)context;
    return vmi_alloc_zeroed(1, sizeof(struct shelf));
}

static void drop_shelf(void *room)
{
    vmi_arena_free(&((struct shelf *)room)->texts);
    free(room);
}

static size_t work_out(void *tools, void *room, size_t first, size_t count)
{
    struct shelf *shelf = room;
    size_t done = 0;
    vmi_arena_clear(&shelf->texts);
    for (; done < count; done++) {
        if (!desk_work_out_quietly(tools, first + done, &shelf->items[done]))
            break;
        vmi_record_dup(&vmi_position_type, &shelf->items[done].position, &shelf->texts);
    }
    return done;
}

/* False when EACH wants no more, or an item is at fault. */
static bool give(void *context, void *room, size_t done, size_t first, size_t count)
{
    struct each *e = context;
    struct shelf *shelf = room;
    struct vmi_desk_item own = {.previous = {VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN}};
    for (size_t i = 0; i < count; i++) {
        struct vmi_desk_item *item = i < done ? &shelf->items[i] : &own;
        if (item == &own && !vmi_desk_work_out(e->desk, first + i, NULL, item, e->status))
            return false;
        if (!e->each(e->context, first + i, item))
            return false;
    }
    return true;
}

bool desk_each_in_threads(struct vmi_desk *desk, vmi_desk_each_item *each, void *context,
                          enum vmi_status *status)
{
    struct each e = {desk, each, context, status};
    const struct crew_work work = {
        .count = vmi_history_count(desk->history),
        .threads = desk->threads,
        .context = &e,
        .open = open_desk,
        .close = close_desk,
        .make = make_shelf,
        .drop = drop_shelf,
        .work = work_out,
        .give = give,
    };
    return crew_run(&work);
}
