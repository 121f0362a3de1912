#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

static void copy_record(struct waiting_list *w, struct vmi_screen *s, struct vmi_waiting *to,
                        const struct arrival *arrival, const struct vmi_activity *record)
{
    struct vmi_activity *r = &to->record;
    struct vmi_slice *cells = NULL;
    *r = *record;
    vmi_map_split_two(&s->item_keys, arrival->item, &r->location, &r->sku); /* which outlive the record */
    struct vmi_slice *texts[] = {&r->unit, &r->lot, &r->ref};
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        *texts[i] = vmi_arena_dup(&w->arena, *texts[i]);
    if (arrival->count)
        cells = vmi_arena_alloc(&w->arena, arrival->count * sizeof *cells);
    for (size_t i = 0; i < arrival->count; i++)
        cells[i] = vmi_arena_dup(&w->arena, arrival->cells[i]);
    to->cells = cells;
    to->file = arrival->error->file;
    to->line = arrival->error->line;
    to->item = arrival->item;
    to->column = vmi_arena_dup(&w->arena, arrival_column(arrival, VMI_MAPPED_QUANTITY));
    s->fresh = to;
    s->fresh_list = w;
}

struct vmi_waiting *waiting_add(struct waiting_list *w, struct vmi_screen *s, const struct arrival *arrival,
                                const struct vmi_activity *record)
{
    w->list = vmi_grow(w->list, &w->capacity, w->count + 1, sizeof *w->list);
    struct vmi_waiting *to = &w->list[w->count++];
    *to = (struct vmi_waiting){.line = 0};
    copy_record(w, s, to, arrival, record);
    return to;
}

void waiting_replace(struct waiting_list *w, struct vmi_screen *s, struct vmi_waiting *waiting,
                     const struct arrival *arrival, const struct vmi_activity *record)
{
    copy_record(w, s, waiting, arrival, record);
}

struct vmi_waiting *waiting_next(struct waiting_list *w)
{
    return w->next < w->count ? &w->list[w->next++] : NULL;
}

void waiting_clear(struct waiting_list *w)
{
    vmi_arena_clear(&w->arena);
    w->count = w->next = 0;
    w->last = (struct vmi_reject_line){VMI_SLICE_NONE, VMI_SLICE_NONE};
}

void waiting_free(struct waiting_list *w)
{
    vmi_arena_free(&w->arena);
    free(w->list);
}

void vmi_screen_keep_reject(struct vmi_screen *s, const struct vmi_reject *reject)
{
    if (!s->fresh || !s->options.keep_rejects)
        return;
    vmi_reject_keep(&s->fresh_list->last, reject, &s->fresh_list->arena);
    s->fresh->reject = s->fresh_list->last;
    s->fresh = NULL;
}
