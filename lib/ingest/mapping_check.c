/*
 * What the parts of a mapping say of each other: what cannot be is an error, what can have no effect a remark.
 */
#include "alias.h"
#include "mapping_internal.h"
#include "vmi/measure.h"

/* The node under a key of the top, or of the object there. */
static const struct vmi_json_node *node_of(struct mapping_reading *r, const char *key, const char *inner)
{
    const struct vmi_json_node *node = vmi_json_get(&r->json, r->json.nodes, key);
    return node && inner ? vmi_json_get(&r->json, node, inner) : node;
}

static bool template_uses(const struct vmi_template *template, struct vmi_slice column)
{
    for (size_t i = 0; i < template->count && template->parts; i++)
        if (template->parts[i].is_column && vmi_slice_equal(template->parts[i].text, column))
            return true;
    return false;
}

static bool uses(const struct vmi_mapping *m, struct vmi_slice column)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (template_uses(&m->fields[f], column))
            return true;
    for (size_t i = 0; i < m->measure_count; i++)
        for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
            if (template_uses(&m->measures[i].fields[f], column))
                return true;
    return false;
}

static bool gives_field(const struct vmi_mapping *m, int field)
{
    bool given = m->fields[field].parts != NULL;
    for (size_t i = 0; i < m->measure_count; i++)
        given |= m->measures[i].fields[field].parts != NULL;
    return given;
}

static bool gives_measure(const struct vmi_mapping *m, int measure)
{
    bool given = m->fields[VMI_MAPPED_MEASURE].parts != NULL; /* any, by its cells */
    for (size_t i = 0; i < m->measure_count; i++)
        given |= m->measures[i].measure == measure;
    return given;
}

static void remark_on_values(struct mapping_reading *r)
{
    const struct vmi_mapping *m = r->mapping;
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++) {
        const char *name = vmi_mapped_name((enum vmi_mapped)f);
        if (m->values[f].from.count && !gives_field(m, f) && !m->edi)
            mapping_remark(r, node_of(r, "values", name),
                           "values of %s have no effect: the mapping gives no %s", name, name);
    }
}

static void remark_on_signs(struct mapping_reading *r)
{
    const struct vmi_json_node *signs = node_of(r, "signs", NULL);
    for (const struct vmi_json_node *n = signs ? vmi_json_first(&r->json, signs) : NULL; n;
         n = vmi_json_after(&r->json, n))
        if (!gives_measure(r->mapping, measure_named(n->key)))
            mapping_remark(r, n, "the sign of %.*s has no effect: no column gives it",
                           VMI_SLICE_PRINT(n->key));
}

static void remark(struct mapping_reading *r)
{
    const struct vmi_mapping *m = r->mapping;
    remark_on_values(r);
    remark_on_signs(r);
    for (size_t i = 0; i < m->ignored_count; i++)
        if (uses(m, m->ignored[i]))
            mapping_remark(r, node_of(r, "ignore", NULL), "\"%.*s\" is used, and cannot be ignored",
                           VMI_SLICE_PRINT(m->ignored[i]));
    for (size_t i = 0; i + 1 < m->zone_count; i++)
        if (vmi_slice_is(m->zones[i].glob, "*"))
            mapping_remark(r, node_of(r, "timezone", NULL),
                           "zones behind * have no effect: the first that matches counts");
}

static bool check_matrix(struct mapping_reading *r)
{
    const struct vmi_mapping *m = r->mapping;
    const struct vmi_json_node *top = r->json.nodes, *matrix = node_of(r, "matrix", NULL);
    bool named = uses(m, VMI_SLICE("*"));
    if (!m->matrix_count)
        return !named ||
               mapping_wrong(r, top, "{*} stands for the name of a column of \"matrix\", and there is none%s",
                             "");
    if (m->measure_count || m->fields[VMI_MAPPED_QUANTITY].parts)
        return mapping_wrong(r, matrix, "the cells of a matrix are the quantities; %s cannot stand beside it",
                             m->measure_count ? "\"measures\"" : "\"quantity\"");
    if (!m->fields[VMI_MAPPED_MEASURE].parts)
        return mapping_wrong(r, matrix, "the mapping of a matrix gives no %s", "\"measure\"");
    return named || mapping_wrong(r, matrix, "no field has {*}, the name of the column of the matrix%s", "");
}

/* True when anything is said of columns; settings for EDI alone are a mapping too. */
static bool tells_columns(const struct vmi_mapping *m)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++)
        if (m->fields[f].parts)
            return true;
    return m->measure_count || m->matrix_count || m->ignored_count || m->carried_count;
}

bool mapping_check(struct mapping_reading *r)
{
    struct vmi_mapping *m = r->mapping;
    const struct vmi_json_node *top = r->json.nodes;
    m->columns = tells_columns(m);
    if (m->edi && !m->columns)
        return true;
    bool measure = m->fields[VMI_MAPPED_MEASURE].parts, quantity = m->fields[VMI_MAPPED_QUANTITY].parts;
    if (!m->fields[VMI_MAPPED_LOCATION].parts || !m->fields[VMI_MAPPED_SKU].parts)
        return mapping_wrong(r, top, "the mapping gives no %s",
                             m->fields[VMI_MAPPED_SKU].parts ? "location" : "sku");
    if (!check_matrix(r))
        return false;
    if ((measure || quantity) && m->measure_count)
        return mapping_wrong(r, top, "the mapping has both %s: rows are either wide or long",
                             "\"measures\" and \"measure\" or \"quantity\"");
    if (!measure && !quantity && !m->measure_count)
        return mapping_wrong(r, top, "the mapping gives no %s", "\"measures\"");
    if (measure != quantity && !m->matrix_count)
        return mapping_wrong(r, top, "the mapping of a long file gives no %s",
                             measure ? "\"quantity\"" : "\"measure\"");
    remark(r);
    return true;
}
