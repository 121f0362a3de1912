#include "vmi/kpi_run.h"

#include "internal.h"
#include "vmi/asked.h"

static enum vmi_status refuse_sum(const struct vmi_item *item)
{
    return vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                    VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
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

static enum vmi_status add_items(struct vmi_kpi *kpi, const struct vmi_history *history,
                                 const struct vmi_agreement *agreement, int32_t day,
                                 const struct vmi_asked *asked)
{
    struct vmi_facts facts = {0};
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < vmi_history_count(history) && status == VMI_DONE; i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        struct vmi_terms terms;
        status = vmi_terms_of(agreement, item->location, item->sku, day, &terms);
        if (status != VMI_DONE)
            break;
        vmi_facts_open(history, item, &facts);
        if (!vmi_kpi_add(kpi, &facts, &terms, asked->found, vmi_asked_find(asked, item, &terms)))
            status = refuse_sum(item);
    }
    vmi_facts_free(&facts);
    return status;
}

enum vmi_status vmi_kpi_run(struct vmi_kpi *kpi, const struct vmi_history *history,
                            const struct vmi_agreement *agreement, int32_t day, const char *proposals)
{
    struct vmi_asked asked = {0};
    enum vmi_status status = VMI_USAGE;
    if (vmi_asked_set(&asked, kpi, agreement))
        status = note_orders(kpi, history, agreement, day);
    if (status == VMI_DONE)
        status = add_items(kpi, history, agreement, day, &asked);
    if (status == VMI_DONE && proposals)
        vmi_asked_proposals(&asked, kpi, agreement, proposals, &status);
    vmi_asked_free(&asked);
    return status;
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
