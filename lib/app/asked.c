#include "vmi/asked.h"

#include <stdlib.h>

#include "internal.h"
#include "vmi/app.h"
#include "vmi/memory.h"

static bool all_in(const struct vmi_match *some, const struct vmi_match *others, int key)
{
    for (uint32_t i = 0; i < some->counts[key]; i++) {
        uint32_t j = 0;
        while (j < others->counts[key] && !vmi_slice_equal(some->texts[key][i], others->texts[key][j]))
            j++;
        if (j == others->counts[key])
            return false;
    }
    return true;
}

/* True when both ask for the same texts, in whatever order. */
static bool same_match(const struct vmi_match *a, const struct vmi_match *b)
{
    for (int key = 0; key < VMI_MATCH_KEYS; key++)
        if (!a->counts[key] != !b->counts[key] || !all_in(a, b, key) || !all_in(b, a, key))
            return false;
    return true;
}

/* Tells the metrics of a group in words: its columns, and all that has no column in one text. */
static uint32_t name_group(struct vmi_kpi *kpi, const struct vmi_match *match)
{
    enum { COLUMNS = VMI_MATCH_CLASS + 1 };
    struct vmi_buffer texts[COLUMNS + 1] = {0}, *others = &texts[COLUMNS];
    for (int key = 0; key < VMI_MATCH_KEYS; key++) {
        struct vmi_buffer *out = key < COLUMNS ? &texts[key] : others;
        if (key >= COLUMNS && match->counts[key])
            vmi_buffer_print(out, "%s%s ", out->length ? ", " : "",
                             vmi_match_key_name((enum vmi_match_key)key));
        for (uint32_t i = 0; i < match->counts[key]; i++) {
            vmi_buffer_add(out, "|", i > 0);
            vmi_buffer_add_slice(out, match->texts[key][i]);
        }
    }
    struct vmi_kpi_group group = {vmi_buffer_slice(&texts[VMI_MATCH_LOCATION]),
                                  vmi_buffer_slice(&texts[VMI_MATCH_SKU]),
                                  vmi_buffer_slice(&texts[VMI_MATCH_CLASS]), vmi_buffer_slice(others)};
    uint32_t number = vmi_kpi_add_group(kpi, &group);
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        vmi_buffer_free(&texts[i]);
    return number;
}

static uint32_t group_of(struct vmi_kpi *kpi, struct vmi_asked *groups, const struct vmi_match *match)
{
    for (size_t i = 0; i < groups->count; i++)
        if (same_match(groups->matches[i], match))
            return (uint32_t)i;
    groups->matches =
        vmi_grow(groups->matches, &groups->capacity, groups->count + 1, sizeof *groups->matches);
    groups->matches[groups->count++] = match;
    return name_group(kpi, match);
}

static bool refuse_metric(const struct vmi_target *target)
{
    struct vmi_error error = {
        .file = vmi_settings()->agreement_file, .line = target->line, .column = target->column};
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    vmi_error_set(&error, VMI_USAGE, "metric", "%s is not a metric%s", vmi_text_quote(target->metric, quoted),
                  vmi_text_suggest(vmi_kpi_nearest(target->metric), suggestion));
    vmi_report(&error);
    return false;
}

bool vmi_asked_set(struct vmi_asked *asked, struct vmi_kpi *kpi, const struct vmi_agreement *agreement)
{
    size_t count;
    const struct vmi_target *targets = vmi_agreement_targets(agreement, &count);
    for (size_t i = 0; i < count; i++) {
        const struct vmi_target *t = &targets[i];
        const struct vmi_kpi_row *row = vmi_kpi_find(t->metric);
        if (!row)
            return refuse_metric(t);
        if (vmi_match_is_all(&t->match))
            vmi_kpi_target(kpi, row, t->at_least, t->at_most);
        else
            vmi_kpi_group_target(kpi, group_of(kpi, asked, &t->match), row, t->at_least, t->at_most);
    }
    asked->found = vmi_alloc(asked->count * sizeof *asked->found);
    return true;
}

size_t vmi_asked_find(const struct vmi_asked *asked, const struct vmi_item *item,
                      const struct vmi_terms *terms)
{
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (vmi_match_holds(asked->matches[i], item->location, item->sku, terms))
            asked->found[count++] = (uint32_t)i;
    return count;
}

/* ---- proposals ---------------------------------------------------------------------------------------- */

struct proposals {
    const struct vmi_asked *asked;
    struct vmi_kpi *kpi;
    const struct vmi_agreement *agreement;
    enum vmi_status status;
};

static void add_proposal(void *context, const void *record)
{
    struct proposals *p = context;
    const struct vmi_proposal *proposal = record;
    const struct vmi_item item = {.location = proposal->location, .sku = proposal->sku};
    struct vmi_terms terms;
    if (p->status != VMI_DONE)
        return;
    p->status = vmi_terms_of(p->agreement, item.location, item.sku, proposal->order_date, &terms);
    if (p->status == VMI_DONE)
        vmi_kpi_add_proposal(p->kpi, proposal, &terms, p->asked->found,
                             vmi_asked_find(p->asked, &item, &terms));
}

bool vmi_asked_proposals(const struct vmi_asked *asked, struct vmi_kpi *kpi,
                         const struct vmi_agreement *agreement, const char *path, enum vmi_status *status)
{
    struct vmi_proposal row;
    struct proposals p = {asked, kpi, agreement, VMI_DONE};
    if (!app_each_record(path, &vmi_proposal_type, &row, add_proposal, &p, status))
        return false;
    *status = p.status;
    return p.status == VMI_DONE;
}

void vmi_asked_free(struct vmi_asked *asked)
{
    free(asked->matches);
    free(asked->found);
}
