#include "vmi/mapping.h"

#include "alias.h"
#include "vmi/json.h"
#include "vmi/measure.h"

static const char *const FIELDS[VMI_MAPPED_FIELDS] = {
    [VMI_MAPPED_DATE] = "date",       [VMI_MAPPED_LOCATION] = "location", [VMI_MAPPED_SKU] = "sku",
    [VMI_MAPPED_UNIT] = "unit",       [VMI_MAPPED_LOT] = "lot",           [VMI_MAPPED_EXPIRES] = "expires",
    [VMI_MAPPED_REF] = "ref",         [VMI_MAPPED_UNTIL] = "until",       [VMI_MAPPED_QUANTITY] = "quantity",
    [VMI_MAPPED_MEASURE] = "measure",
};

struct reading {
    struct vmi_json json;
    struct vmi_mapping *mapping;
    struct vmi_error *error;
};

static bool wrong(struct reading *r, const struct vmi_json_node *node, const char *format, const char *detail)
{
    r->error->line = node->line;
    r->error->column = node->column;
    vmi_error_field(r->error, node->key);
    /* Each caller's format is a literal with exactly one %s. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    return vmi_error_set(r->error, VMI_USAGE, "mapping", format, detail);
#pragma GCC diagnostic pop
}

static bool read_template(struct reading *r, const struct vmi_json_node *node, struct vmi_template *template)
{
    struct vmi_arena *arena = &r->mapping->arena;
    if (node->kind != VMI_JSON_STRING)
        return wrong(r, node, "is %s; a text such as \"{column}\" was expected",
                     vmi_json_kind_name(node->kind));
    struct vmi_slice rest = vmi_arena_dup(arena, vmi_json_unescape(node->text, arena));
    size_t most = 1;
    for (size_t i = 0; i < rest.length; i++)
        most += rest.text[i] == '{' ? 2 : 0;
    template->parts = vmi_arena_alloc(arena, most * sizeof *template->parts);
    template->count = 0;
    while (rest.length) {
        const char *open = memchr(rest.text, '{', rest.length);
        size_t literal = open ? (size_t)(open - rest.text) : rest.length;
        if (literal)
            template->parts[template->count++] = (struct vmi_template_part){{rest.text, literal}, false};
        rest.text += literal, rest.length -= literal;
        if (!open)
            break;
        const char *close = memchr(rest.text, '}', rest.length);
        if (!close)
            return wrong(r, node, "has a { without a }%s", "");
        template->parts[template->count++] =
            (struct vmi_template_part){{rest.text + 1, (size_t)(close - rest.text) - 1}, true};
        rest.length -= (size_t)(close + 1 - rest.text);
        rest.text = close + 1;
    }
    return true;
}

static int field_named(struct vmi_slice key)
{
    for (int i = 0; i < VMI_MAPPED_FIELDS; i++)
        if (vmi_slice_is(key, FIELDS[i]))
            return i;
    return -1;
}

/* "sold": "{column}", or "sold": {"quantity": "{column}", "ref": ...}. */
static bool read_measure(struct reading *r, const struct vmi_json_node *node,
                         struct vmi_mapped_measure *measure)
{
    *measure = (struct vmi_mapped_measure){.measure = measure_named(node->key)};
    if (measure->measure == VMI_MEASURE_NONE) {
        const char *nearest = vmi_measure_nearest(node->key);
        return wrong(r, node, "is not a measure; the nearest is %s", nearest ? nearest : "none");
    }
    if (node->kind != VMI_JSON_OBJECT)
        return read_template(r, node, &measure->fields[VMI_MAPPED_QUANTITY]);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        int field = field_named(n->key);
        if (field < 0 || field == VMI_MAPPED_MEASURE) {
            const char *nearest = vmi_text_nearest(n->key, FIELDS, VMI_MAPPED_MEASURE);
            return wrong(r, n, "is not a field of a measure; the nearest is %s", nearest ? nearest : "none");
        }
        if (!read_template(r, n, &measure->fields[field]))
            return false;
    }
    if (!measure->fields[VMI_MAPPED_QUANTITY].parts)
        return wrong(r, node, "has no %s", "quantity");
    return true;
}

static bool read_measures(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_mapping *m = r->mapping;
    if (node->kind != VMI_JSON_OBJECT || !node->children)
        return wrong(r, node, "is %s; an object of measures was expected", vmi_json_kind_name(node->kind));
    m->measures = vmi_arena_alloc(&m->arena, node->children * sizeof *m->measures);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_measure(r, n, &m->measures[m->measure_count++]))
            return false;
    return true;
}

static bool read_ignored(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_mapping *m = r->mapping;
    if (node->kind != VMI_JSON_ARRAY)
        return wrong(r, node, "is %s; an array of column names was expected", vmi_json_kind_name(node->kind));
    m->ignored = vmi_arena_alloc(&m->arena, node->children * sizeof *m->ignored);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        if (n->kind != VMI_JSON_STRING)
            return wrong(r, n, "%s stands where the name of a column was expected",
                         vmi_json_kind_name(n->kind));
        m->ignored[m->ignored_count++] = vmi_arena_dup(&m->arena, vmi_json_unescape(n->text, &m->arena));
    }
    return true;
}

static bool read_key(struct reading *r, const struct vmi_json_node *node)
{
    int field = field_named(node->key);
    if (field >= 0)
        return read_template(r, node, &r->mapping->fields[field]);
    if (vmi_slice_is(node->key, "measures"))
        return read_measures(r, node);
    if (vmi_slice_is(node->key, "ignore"))
        return read_ignored(r, node);
    if (vmi_slice_is(node->key, "description"))
        return true;
    static const char *const keys[] = {"measures", "ignore",   "description", "date",    "location",
                                       "sku",      "unit",     "lot",         "expires", "ref",
                                       "until",    "quantity", "measure"};
    const char *nearest = vmi_text_nearest(node->key, keys, VMI_COUNT(keys));
    return wrong(r, node, "is not a key of a mapping; the nearest is %s", nearest ? nearest : "none");
}

static bool check(struct reading *r)
{
    const struct vmi_mapping *m = r->mapping;
    const struct vmi_json_node *top = r->json.nodes;
    bool is_long = m->fields[VMI_MAPPED_MEASURE].parts || m->fields[VMI_MAPPED_QUANTITY].parts;
    if (!m->fields[VMI_MAPPED_LOCATION].parts || !m->fields[VMI_MAPPED_SKU].parts)
        return wrong(r, top, "the mapping gives no %s", m->fields[VMI_MAPPED_SKU].parts ? "location" : "sku");
    if (is_long && m->measure_count)
        return wrong(r, top, "the mapping has both %s: rows are either wide or long",
                     "\"measures\" and \"measure\" or \"quantity\"");
    if (!is_long && !m->measure_count)
        return wrong(r, top, "the mapping gives no %s", "\"measures\"");
    if (is_long && !(m->fields[VMI_MAPPED_MEASURE].parts && m->fields[VMI_MAPPED_QUANTITY].parts))
        return wrong(r, top, "the mapping of a long file gives no %s",
                     m->fields[VMI_MAPPED_MEASURE].parts ? "\"quantity\"" : "\"measure\"");
    return true;
}

static bool read_object(struct reading *r)
{
    const struct vmi_json_node *top = r->json.nodes;
    if (top->kind != VMI_JSON_OBJECT)
        return wrong(r, top, "the mapping is %s; an object was expected", vmi_json_kind_name(top->kind));
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, top); n; n = vmi_json_after(&r->json, n))
        if (!read_key(r, n))
            return false;
    return check(r);
}

bool vmi_mapping_read(struct vmi_mapping *mapping, struct vmi_slice text, struct vmi_error *error)
{
    struct reading r = {.mapping = mapping, .error = error};
    *mapping = (struct vmi_mapping){0};
    text = vmi_slice_without_mark(text);
    bool good = vmi_json_read(&r.json, text, 1, error);
    if (!good)
        error->status = VMI_USAGE;
    good = good && read_object(&r);
    vmi_json_free(&r.json);
    if (!good)
        vmi_mapping_free(mapping);
    return good;
}

void vmi_mapping_free(struct vmi_mapping *mapping)
{
    vmi_arena_free(&mapping->arena);
    *mapping = (struct vmi_mapping){0};
}
