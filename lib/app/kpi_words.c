#include "vmi/kpi_words.h"

#include "internal.h"

/* ---- the registry ------------------------------------------------------------------------------------- */

static void add_cell(struct vmi_buffer *out, const char *text, char end)
{
    vmi_encode_csv(out, vmi_slice_of(text), false);
    vmi_buffer_add(out, &end, 1);
}

void vmi_list_metrics(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "metric,unit,better,definition,formula,needs,source\n");
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        const struct vmi_kpi_row *row = &vmi_kpi_rows[i];
        vmi_buffer_print(out, "%s,%s,%s,", row->name, row->unit, row->better);
        add_cell(out, row->definition, ',');
        add_cell(out, row->formula, ',');
        add_cell(out, row->needs, ',');
        add_cell(out, row->source, '\n');
    }
}

/* ---- options ------------------------------------------------------------------------------------------ */

static bool refuse(const char *option, struct vmi_slice name, const char *expected, const char *nearest)
{
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    vmi_fail(VMI_USAGE, "%s: %s is %s%s", option, vmi_text_quote(name, quoted), expected,
             vmi_text_suggest(nearest, suggestion));
    vmi_try_help();
    return false;
}

/* One of location, sku, a period of the calendar, and the terms. */
static bool split_by(struct vmi_slice name, struct vmi_kpi_split *split)
{
    enum vmi_term term = vmi_term_find(name);
    split->location |= vmi_slice_is(name, "location");
    split->sku |= vmi_slice_is(name, "sku");
    if (vmi_slice_is(name, "location") || vmi_slice_is(name, "sku"))
        return true;
    for (int p = VMI_KPI_WEEK; p < VMI_KPI_PERIODS; p++) {
        if (!vmi_slice_is(name, vmi_kpi_period_name((enum vmi_kpi_period)p)))
            continue;
        if (split->period != VMI_KPI_WHOLE && split->period != (enum vmi_kpi_period)p)
            return refuse("--by", name, "a second period; parts are of one", NULL);
        split->period = (enum vmi_kpi_period)p;
        return true;
    }
    if (term == VMI_TERMS)
        return refuse("--by", name, "none of location, sku, week, month, quarter, and no term",
                      vmi_term_nearest(name));
    vmi_term_add(&split->terms, (int)term);
    return true;
}

bool vmi_kpi_words_by(const char *text, struct vmi_kpi_split *split)
{
    struct vmi_slice rest = vmi_slice_of(text);
    while (rest.text)
        if (!split_by(vmi_slice_cut(&rest, ','), split))
            return false;
    return true;
}

bool vmi_kpi_words_metrics(const char *text, struct vmi_kpi *kpi)
{
    struct vmi_slice rest = vmi_slice_of(text);
    while (rest.text) {
        struct vmi_slice name = vmi_slice_cut(&rest, ',');
        const struct vmi_kpi_row *row = vmi_kpi_find(name);
        if (!row)
            return refuse("--metrics", name, "not a metric", vmi_kpi_nearest(name));
        vmi_kpi_choose(kpi, row);
    }
    return true;
}
