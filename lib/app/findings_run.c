#include "vmi/findings_run.h"

#include <stdlib.h>

#include "crew.h"
#include "desk_internal.h"
#include "internal.h"
#include "vmi/kpi_findings.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/prometheus.h"

/* ---- what was found before ---------------------------------------------------------------------------------- */

struct earlier {
    struct vmi_map ids;
    int32_t *first_dates;
    size_t capacity;
};

/* Of files that were put together the day stands that is known and earliest. */
static void remember(void *context, const void *record)
{
    struct earlier *e = context;
    const struct vmi_finding *finding = record;
    size_t before = e->ids.count;
    if (!finding->id.length)
        return;
    uint32_t number = vmi_map_intern(&e->ids, finding->id);
    e->first_dates = vmi_grow(e->first_dates, &e->capacity, e->ids.count, sizeof *e->first_dates);
    if (number == before || vmi_day_compare(finding->first_date, e->first_dates[number]) < 0)
        e->first_dates[number] = finding->first_date;
}

/* The first date of what was found before is unknown where that file does not tell it. */
static void take_first_dates(struct vmi_findings *found, const struct earlier *e)
{
    for (size_t i = 0; i < found->count && e->ids.count; i++) {
        struct vmi_finding *finding = &found->list[i];
        uint32_t number = vmi_map_find(&e->ids, finding->id);
        if (number == VMI_MAP_NONE)
            continue;
        int32_t first = e->first_dates[number];
        if (first == VMI_DAY_NONE || finding->first_date == VMI_DAY_NONE || first < finding->first_date)
            finding->first_date = first;
    }
}

/* ---- all items ---------------------------------------------------------------------------------------------- */

struct search {
    const struct vmi_history *history;
    struct vmi_desk *desk;
    struct vmi_findings *found;
    enum vmi_status status;
};

static bool add_findings(const struct vmi_desk *desk, const struct vmi_desk_item *item,
                         struct vmi_findings *found)
{
    const struct vmi_findings_input input = {desk->history, &item->terms, &item->position, item->basis};
    return vmi_findings_add(found, &input);
}

static bool find(struct search *search, size_t index)
{
    struct vmi_desk_item item;
    if (!vmi_desk_work_out(search->desk, index, NULL, &item, &search->status))
        return false;
    if (add_findings(search->desk, &item, search->found))
        return true;
    search->status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                              VMI_SLICE_PRINT(item.position.sku), VMI_SLICE_PRINT(item.position.location));
    return false;
}

static void *open_desk(void *context)
{
    return desk_second(((struct search *)context)->desk);
}

static void close_desk(void *tools)
{
    desk_second_free(tools);
}

static void *make_findings(void *context)
{
    (void)context;
    return vmi_alloc_zeroed(1, sizeof(struct vmi_findings));
}

static void drop_findings(void *room)
{
    vmi_findings_free(room);
    free(room);
}

static size_t find_some(void *tools, void *room, size_t first, size_t count)
{
    struct vmi_desk_item item;
    struct vmi_findings *found = room;
    for (size_t i = 0; i < count; i++) {
        size_t before = found->count;
        if (desk_work_out_quietly(tools, first + i, &item) && add_findings(tools, &item, found))
            continue;
        found->count = before;
        return i;
    }
    return count;
}

static bool give(void *context, void *room, size_t done, size_t first, size_t count)
{
    struct search *search = context;
    vmi_findings_take(search->found, room);
    for (size_t i = done; i < count; i++)
        if (!find(search, first + i))
            return false;
    return true;
}

static enum vmi_status find_all(struct search *search)
{
    const struct crew_work work = {
        .count = vmi_history_count(search->history),
        .threads = vmi_settings()->threads,
        .context = search,
        .open = open_desk,
        .close = close_desk,
        .make = make_findings,
        .drop = drop_findings,
        .work = find_some,
        .give = give,
    };
    vmi_desk_keep_basis(search->desk);
    if (crew_run(&work))
        return search->status;
    for (size_t i = 0; i < work.count && find(search, i); i++)
        ;
    return search->status;
}

static void say_number(struct vmi_buffer *out, size_t number, const char *what)
{
    vmi_buffer_print(out, "%zu %s%s", number, what, number == 1 ? "" : "s");
}

/* "12 findings: 2 errors, 7 warnings, 3 notes; 4 of them new" */
static void tell(const struct vmi_findings *found, bool aged, int32_t as_of)
{
    static const char *const names[] = {"error", "warning", "note"};
    size_t ranks[VMI_COUNT(names)] = {0}, fresh = 0;
    struct vmi_buffer text = {0};
    for (size_t i = 0; i < found->count; i++) {
        ranks[vmi_finding_rank(found->list[i].severity)]++;
        fresh += found->list[i].first_date == as_of;
    }
    say_number(&text, found->count, "finding");
    for (size_t i = 0; i < VMI_COUNT(names) && found->count; i++) {
        vmi_buffer_print(&text, i ? ", " : ": ");
        say_number(&text, ranks[i], names[i]);
    }
    if (aged && found->count)
        vmi_buffer_print(&text, "; %zu of them new", fresh);
    vmi_note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&text)));
    vmi_buffer_free(&text);
}

static enum vmi_status write_all(const struct vmi_findings *found)
{
    struct vmi_records_out out;
    if (!vmi_records_open(&out, &vmi_finding_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < found->count && !vmi_records_failed(&out); i++)
        vmi_table_writer_add(out.writer, &found->list[i], NULL);
    return vmi_records_commit(&out);
}

static enum vmi_status write_prometheus(const struct vmi_findings *found)
{
    struct vmi_buffer text = {0};
    vmi_prometheus_add_findings(&text, found->list, found->count, "vmi-kpi");
    enum vmi_status status = vmi_write_text(vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return status;
}

enum vmi_status vmi_findings_write(const struct vmi_history *history, const struct vmi_agreement *agreement,
                                   const char *path)
{
    struct earlier earlier = {.first_dates = NULL};
    struct vmi_findings found = {.list = NULL};
    struct vmi_finding record;
    enum vmi_status status = VMI_DONE;
    struct vmi_desk *desk = NULL;
    if (!path || app_each_of_ours(path, &vmi_finding_type, &record, remember, &earlier, &status))
        desk = vmi_desk_open(history, agreement, &status);
    if (desk)
        status = find_all(&(struct search){history, desk, &found, VMI_DONE});
    if (desk && status == VMI_DONE) {
        vmi_findings_sort(&found);
        take_first_dates(&found, &earlier);
        tell(&found, path != NULL, vmi_history_as_of(history));
        status = vmi_settings()->to == VMI_TO_PROMETHEUS ? write_prometheus(&found) : write_all(&found);
    }
    vmi_desk_free(desk);
    vmi_findings_free(&found);
    vmi_map_free(&earlier.ids);
    free(earlier.first_dates);
    return status;
}
