#include "vmi/kpi_run.h"

#include <stdlib.h>

#include "crew.h"
#include "internal.h"
#include "vmi/asked.h"
#include "vmi/memory.h"

static enum vmi_status refuse_sum(const struct vmi_item *item)
{
    return vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                    VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
}

/*
 * A day far from all others is a slip of somebody's hand, and would cost days of work. Two centuries are for dates that a
 * spreadsheet took from nothing, 1900-01-01.
 */
static enum vmi_status check_days(const struct vmi_kpi *kpi, const struct vmi_history *history)
{
    enum { MOST_DAYS = 200 * 366 };
    struct vmi_days days = vmi_kpi_days(kpi);
    int32_t first = VMI_DAY_NONE;
    char from[VMI_DATE_TEXT_SIZE], to[VMI_DATE_TEXT_SIZE];
    for (size_t i = 0; i < vmi_history_count(history); i++)
        if (vmi_day_compare(vmi_history_item(history, i)->first_day, first) < 0)
            first = vmi_history_item(history, i)->first_day;
    if (first == VMI_DAY_NONE)
        return VMI_DONE;
    first = days.first > first ? days.first : first;
    if ((int64_t)days.last - first < MOST_DAYS)
        return VMI_DONE;
    vmi_day_format(first, from);
    vmi_day_format(days.last, to);
    return vmi_fail(VMI_INPUT,
                    "the days from %s through %s are more than two centuries; --since, --through or --as-of "
                    "says which are meant",
                    from, to);
}

/* Orders are judged by all of their lines, so these are looked at before any item is measured. */
static enum vmi_status note_orders(struct vmi_kpi *kpi, const struct vmi_history *history,
                                   const struct vmi_agreement *agreement, int32_t day)
{
    struct vmi_facts facts = {0};
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < vmi_history_count(history) && status == VMI_DONE; i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        struct vmi_terms terms;
        if (!vmi_place_reports(vmi_history_place(history, item), VMI_ORDERED))
            continue;
        status = vmi_terms_of(agreement, item->location, item->sku, day, &terms);
        if (status != VMI_DONE)
            break;
        vmi_facts_open(history, item, &facts);
        if (!vmi_kpi_note_orders(kpi, &facts, &terms))
            status = refuse_sum(item);
    }
    vmi_facts_free(&facts);
    return status;
}

/* ---- items -------------------------------------------------------------------------------------------- */

struct run {
    struct vmi_kpi *kpi;
    const struct vmi_history *history;
    const struct vmi_agreement *agreement;
    int32_t day;
    struct vmi_asked asked;
    enum vmi_status status;
};

static void take(struct run *run, size_t index, const struct vmi_terms *terms,
                 struct vmi_kpi_measured *measured)
{
    size_t groups = vmi_asked_find(&run->asked, vmi_history_item(run->history, index), terms);
    vmi_kpi_take(run->kpi, measured, run->asked.found, groups);
}

/* False when an item is at fault. */
static bool add_item(struct run *run, struct vmi_facts *facts, size_t index)
{
    const struct vmi_item *item = vmi_history_item(run->history, index);
    struct vmi_terms terms;
    struct vmi_kpi_measured *measured;
    run->status = vmi_terms_of(run->agreement, item->location, item->sku, run->day, &terms);
    if (run->status != VMI_DONE)
        return false;
    vmi_facts_open(run->history, item, facts);
    if (!vmi_kpi_measure(run->kpi, facts, &terms, &measured)) {
        run->status = refuse_sum(item);
        return false;
    }
    take(run, index, &terms, measured);
    return true;
}

/* Items that a thread has measured. */
struct bench {
    struct vmi_terms terms[CREW_CHUNK];
    struct vmi_kpi_measured *measured[CREW_CHUNK];
};

/* What a thread measures with. */
struct measurer {
    const struct run *run;
    struct vmi_facts facts;
};

static void *open_measurer(void *context)
{
    struct measurer *measurer = vmi_alloc_zeroed(1, sizeof *measurer);
    measurer->run = context;
    return measurer;
}

static void close_measurer(void *tools)
{
    vmi_facts_free(&((struct measurer *)tools)->facts);
    free(tools);
}

static void *make_bench(void *context)
{
    (void)context;
    return vmi_alloc_zeroed(1, sizeof(struct bench));
}

/* What nobody took, because an item before it is at fault, goes too. */
static void drop_bench(void *room)
{
    struct bench *bench = room;
    for (size_t i = 0; i < CREW_CHUNK; i++)
        vmi_kpi_forget(bench->measured[i]);
    free(bench);
}

static size_t measure(void *tools, void *room, size_t first, size_t count)
{
    struct measurer *measurer = tools;
    const struct run *run = measurer->run;
    struct bench *bench = room;
    size_t done = 0;
    for (; done < count; done++) {
        const struct vmi_item *item = vmi_history_item(run->history, first + done);
        if (!app_terms_stand(run->agreement, item->location, item->sku, run->day, &bench->terms[done]))
            break;
        vmi_facts_open(run->history, item, &measurer->facts);
        if (!vmi_kpi_measure(run->kpi, &measurer->facts, &bench->terms[done], &bench->measured[done]))
            break;
    }
    return done;
}

static bool give(void *context, void *room, size_t done, size_t first, size_t count)
{
    struct run *run = context;
    struct bench *bench = room;
    struct vmi_facts facts = {0};
    bool good = true;
    for (size_t i = 0; i < done; i++) {
        take(run, first + i, &bench->terms[i], bench->measured[i]);
        bench->measured[i] = NULL;
    }
    for (size_t i = done; i < count && good; i++)
        good = add_item(run, &facts, first + i);
    vmi_facts_free(&facts);
    return good;
}

static enum vmi_status add_items(struct run *run)
{
    const struct crew_work work = {
        .count = vmi_history_count(run->history),
        .threads = vmi_settings()->threads,
        .context = run,
        .open = open_measurer,
        .close = close_measurer,
        .make = make_bench,
        .drop = drop_bench,
        .work = measure,
        .give = give,
    };
    struct vmi_facts facts = {0};
    if (crew_run(&work))
        return run->status;
    for (size_t i = 0; i < work.count; i++)
        if (!add_item(run, &facts, i))
            break;
    vmi_facts_free(&facts);
    return run->status;
}

enum vmi_status vmi_kpi_run(struct vmi_kpi *kpi, const struct vmi_history *history,
                            const struct vmi_agreement *agreement, int32_t day, const char *proposals)
{
    struct run run = {
        .kpi = kpi, .history = history, .agreement = agreement, .day = day, .status = VMI_USAGE};
    if (vmi_asked_set(&run.asked, kpi, agreement))
        run.status = check_days(kpi, history);
    if (run.status == VMI_DONE)
        run.status = note_orders(kpi, history, agreement, day);
    if (run.status == VMI_DONE)
        run.status = add_items(&run);
    if (run.status == VMI_DONE && proposals)
        vmi_asked_proposals(&run.asked, kpi, agreement, proposals, &run.status);
    vmi_asked_free(&run.asked);
    return run.status;
}

/* ---- an earlier run --------------------------------------------------------------------------------- */

static void add_earlier(void *context, const void *record)
{
    vmi_trend_add(context, record);
}

struct vmi_trend *vmi_trend_load(const char *path, enum vmi_status *status)
{
    struct vmi_metric record;
    struct vmi_metric_form form;
    struct vmi_trend *trend = vmi_trend_new();
    vmi_metric_form_set(&form, VMI_METRIC_TREND);
    if (app_each_of_ours(path, &form.type, &record, add_earlier, trend, status))
        return trend;
    vmi_trend_free(trend);
    return NULL;
}

/* ---- other days, or other items -------------------------------------------------------------------------- */

/* The last day to measure: not after what is known, of the file and on the day of which one acts. */
static int32_t last_day(const struct vmi_baseline *b)
{
    int32_t known = vmi_history_as_of(b->history), as_of = vmi_settings()->as_of;
    if (as_of != VMI_DAY_NONE && as_of < known)
        known = as_of;
    return b->through != VMI_DAY_NONE && b->through < known ? b->through : known;
}

enum vmi_status vmi_baseline_run(struct vmi_baseline *b, struct vmi_kpi *kpi,
                                 const struct vmi_kpi_split *split, const struct vmi_agreement *agreement,
                                 int32_t day)
{
    char date[VMI_DATE_TEXT_SIZE];
    enum vmi_status status = VMI_DONE;
    b->history = vmi_history_load_file(b->path, agreement, &status);
    if (!b->history)
        return status;
    int32_t through = last_day(b);
    if (through == VMI_DAY_NONE && vmi_history_count(b->history))
        return vmi_fail(VMI_USAGE, "%s: nothing in it is dated, and figures are of days", b->path);
    vmi_day_format(through, date);
    if (*date)
        vmi_note("baseline %s: through %s", vmi_shown_name(b->path), date);
    b->kpi = vmi_kpi_new(b->history, b->since, through, split);
    vmi_kpi_keep_items(b->kpi);
    vmi_kpi_lag(b->kpi, b->lag);
    status = vmi_kpi_run(b->kpi, b->history, agreement, day, NULL);
    if (status == VMI_DONE)
        vmi_kpi_baseline(kpi, b->kpi);
    return status;
}

void vmi_baseline_free(struct vmi_baseline *b)
{
    vmi_kpi_free(b->kpi);
    vmi_history_free(b->history);
}
