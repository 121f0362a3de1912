#include "vmi/kpi_run.h"

#include "internal.h"
#include "vmi/asked.h"

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
            status = vmi_fail(VMI_INPUT, "%.*s at %.*s: the quantities add up to more than can be held",
                              VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
    }
    vmi_facts_free(&facts);
    return status;
}

enum vmi_status vmi_kpi_run(struct vmi_kpi *kpi, const struct vmi_history *history,
                            const struct vmi_agreement *agreement, int32_t day)
{
    struct vmi_asked asked = {0};
    enum vmi_status status = VMI_USAGE;
    if (vmi_asked_set(&asked, kpi, agreement))
        status = add_items(kpi, history, agreement, day, &asked);
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
