/*
 * What a file of forecasts expects of items.
 */
#include <math.h>
#include <stdlib.h>

#include "board_internal.h"
#include "history_load.h"
#include "internal.h"
#include "vmi/memory.h"
#include "vmi/outlook.h"

struct forecasts {
    struct vmi_history *history;
    struct vmi_facts facts;
    const struct vmi_agreement *agreement;
    struct vmi_error error;
    bool failed;
};

static void add_record(void *context, const void *record)
{
    struct forecasts *f = context;
    struct vmi_activity activity = *(const struct vmi_activity *)record;
    if (!f->failed)
        f->failed = !app_to_base_unit(f->agreement, &activity, &f->error) ||
                    !vmi_history_add(f->history, &activity, &f->error);
}

struct forecasts *forecasts_load(const char *path, const struct vmi_agreement *agreement, int32_t as_of,
                                 enum vmi_status *status)
{
    struct forecasts *f = vmi_alloc_zeroed(1, sizeof *f);
    struct vmi_activity record;
    f->history = vmi_history_new(as_of);
    f->agreement = agreement;
    bool read = app_each_record(path, &vmi_activity_type, &record, add_record, f, status);
    if (read && !f->failed)
        f->failed = !vmi_history_settle(f->history, &f->error);
    if (read && !f->failed)
        return f;
    if (read) {
        f->error.file = vmi_shown_name(path);
        *status = vmi_report(&f->error);
    }
    forecasts_free(f);
    return NULL;
}

void forecasts_free(struct forecasts *f)
{
    if (!f)
        return;
    vmi_history_free(f->history);
    vmi_facts_free(&f->facts);
    free(f);
}

const double *forecasts_of(struct forecasts *f, struct vmi_slice location, struct vmi_slice sku,
                           const struct vmi_terms *terms, struct vmi_arena *arena, size_t *count)
{
    const struct vmi_item *item = vmi_history_find(f->history, location, sku);
    struct vmi_outlook outlook;
    double *days = NULL;
    *count = 0;
    if (!item)
        return NULL;
    vmi_facts_open(f->history, item, &f->facts);
    vmi_outlook_of(f->history, &f->facts, terms, NULL, NAN, &outlook);
    if (outlook.count) {
        *count = outlook.count;
        days = vmi_arena_alloc(arena, outlook.count * sizeof *days);
        memcpy(days, outlook.expected, outlook.count * sizeof *days);
    }
    vmi_outlook_free(&outlook);
    return days;
}
