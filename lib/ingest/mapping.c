#include "mapping_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "alias.h"
#include "vmi/measure.h"
#include "vmi/memory.h"

static const char *const FIELDS[VMI_MAPPED_FIELDS] = {
    [VMI_MAPPED_DATE] = "date",       [VMI_MAPPED_LOCATION] = "location", [VMI_MAPPED_SKU] = "sku",
    [VMI_MAPPED_UNIT] = "unit",       [VMI_MAPPED_LOT] = "lot",           [VMI_MAPPED_EXPIRES] = "expires",
    [VMI_MAPPED_REF] = "ref",         [VMI_MAPPED_UNTIL] = "until",       [VMI_MAPPED_QUANTITY] = "quantity",
    [VMI_MAPPED_MEASURE] = "measure",
};

const char *vmi_mapped_name(enum vmi_mapped field)
{
    return FIELDS[field];
}

/* ---- what all parts need ------------------------------------------------------------------------------ */

bool mapping_wrong(struct mapping_reading *r, const struct vmi_json_node *node, const char *format,
                   const char *detail)
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

bool mapping_unknown(struct mapping_reading *r, const struct vmi_json_node *node, const char *what,
                     const char *const *names, size_t count)
{
    char text[VMI_SUGGESTION_SIZE + 80], nearest[VMI_SUGGESTION_SIZE];
    snprintf(text, sizeof text, "is not %s%s", what,
             vmi_text_suggest(vmi_text_nearest(node->key, names, count), nearest));
    return mapping_wrong(r, node, "%s", text);
}

void mapping_remark(struct mapping_reading *r, const struct vmi_json_node *node, const char *format, ...)
{
    struct vmi_mapping *m = r->mapping;
    char text[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    m->remarks = vmi_grow(m->remarks, &m->remark_capacity, m->remark_count + 1, sizeof *m->remarks);
    m->remarks[m->remark_count++] =
        (struct vmi_mapping_remark){node->line, node->column, vmi_arena_dup(&m->arena, vmi_slice_of(text))};
}

bool mapping_text(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice *text)
{
    if (node->kind != VMI_JSON_STRING)
        return mapping_wrong(r, node, "is %s; a text was expected", vmi_json_kind_name(node->kind));
    *text = vmi_arena_dup(&r->mapping->arena, vmi_json_unescape(node->text, &r->mapping->arena));
    return true;
}

bool mapping_texts(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice **texts,
                   size_t *count)
{
    *count = 0;
    *texts = vmi_arena_alloc(&r->mapping->arena, (node->children + 1) * sizeof **texts);
    if (node->kind == VMI_JSON_STRING)
        return mapping_text(r, node, &(*texts)[(*count)++]);
    if (node->kind != VMI_JSON_ARRAY)
        return mapping_wrong(r, node, "is %s; an array of column names was expected",
                             vmi_json_kind_name(node->kind));
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!mapping_text(r, n, &(*texts)[(*count)++]))
            return false;
    return true;
}

int mapping_field(struct vmi_slice name)
{
    for (int i = 0; i < VMI_MAPPED_FIELDS; i++)
        if (vmi_slice_is(name, FIELDS[i]))
            return i;
    return -1;
}

bool mapping_mean(struct vmi_mapping *m, struct vmi_mapped_values *values, struct vmi_slice from,
                  struct vmi_slice to)
{
    size_t known = values->from.count;
    uint32_t number = vmi_map_intern(&values->from, from);
    if (number < known)
        return vmi_slice_equal(values->to[number], to) && !values->to[number].text == !to.text;
    values->to = vmi_grow(values->to, &values->capacity, known + 1, sizeof *values->to);
    values->to[number] = vmi_arena_dup(&m->arena, to);
    return true;
}

/* ---- templates and measures --------------------------------------------------------------------------- */

static bool cut_template(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice rest,
                         struct vmi_template *template)
{
    size_t most = 1;
    for (size_t i = 0; i < rest.length; i++)
        most += rest.text[i] == '{' ? 2 : 0;
    template->parts = vmi_arena_alloc(&r->mapping->arena, most * sizeof *template->parts);
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
            return mapping_wrong(r, node, "has a { without a }%s", "");
        template->parts[template->count++] =
            (struct vmi_template_part){{rest.text + 1, (size_t)(close - rest.text) - 1}, true};
        rest.length -= (size_t)(close + 1 - rest.text);
        rest.text = close + 1;
    }
    return true;
}

static bool read_template(struct mapping_reading *r, const struct vmi_json_node *node,
                          struct vmi_template *template)
{
    struct vmi_slice text;
    if (node->kind != VMI_JSON_STRING)
        return mapping_wrong(r, node, "is %s; a text such as \"{column}\" was expected",
                             vmi_json_kind_name(node->kind));
    return mapping_text(r, node, &text) && cut_template(r, node, text, template);
}

/* "sold": "{column}", or "sold": {"quantity": "{column}", "ref": ...}. */
static bool read_measure(struct mapping_reading *r, const struct vmi_json_node *node,
                         struct vmi_mapped_measure *measure)
{
    *measure = (struct vmi_mapped_measure){.measure = measure_named(node->key)};
    if (measure->measure == VMI_MEASURE_NONE) {
        const char *nearest = vmi_measure_nearest(node->key);
        return mapping_wrong(r, node, "is not a measure; the nearest is %s", nearest ? nearest : "none");
    }
    if (node->kind != VMI_JSON_OBJECT)
        return read_template(r, node, &measure->fields[VMI_MAPPED_QUANTITY]);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        int field = mapping_field(n->key);
        if (field < 0 || field == VMI_MAPPED_MEASURE) {
            const char *nearest = vmi_text_nearest(n->key, FIELDS, VMI_MAPPED_MEASURE);
            return mapping_wrong(r, n, "is not a field of a measure; the nearest is %s",
                                 nearest ? nearest : "none");
        }
        if (!read_template(r, n, &measure->fields[field]))
            return false;
    }
    if (!measure->fields[VMI_MAPPED_QUANTITY].parts)
        return mapping_wrong(r, node, "has no %s", "quantity");
    return true;
}

static bool read_measures(struct mapping_reading *r, const struct vmi_json_node *node)
{
    struct vmi_mapping *m = r->mapping;
    if (node->kind != VMI_JSON_OBJECT || !node->children)
        return mapping_wrong(r, node, "is %s; an object of measures was expected",
                             vmi_json_kind_name(node->kind));
    m->measures = vmi_arena_alloc(&m->arena, node->children * sizeof *m->measures);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_measure(r, n, &m->measures[m->measure_count++]))
            return false;
    return true;
}

static bool read_ignored(struct mapping_reading *r, const struct vmi_json_node *node)
{
    return mapping_texts(r, node, &r->mapping->ignored, &r->mapping->ignored_count);
}

static bool read_carried(struct mapping_reading *r, const struct vmi_json_node *node)
{
    return mapping_texts(r, node, &r->mapping->carried, &r->mapping->carried_count);
}

static bool read_matrix(struct mapping_reading *r, const struct vmi_json_node *node)
{
    if (!mapping_texts(r, node, &r->mapping->matrix, &r->mapping->matrix_count))
        return false;
    return r->mapping->matrix_count || mapping_wrong(r, node, "names no column%s", "");
}

static bool pass_over(struct mapping_reading *r, const struct vmi_json_node *node)
{
    (void)r, (void)node;
    return true;
}

static bool note_edi(struct mapping_reading *r, const struct vmi_json_node *node)
{
    r->mapping->edi = true;
    return node->kind == VMI_JSON_OBJECT ||
           mapping_wrong(r, node, "is %s; an object of settings was expected",
                         vmi_json_kind_name(node->kind));
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

static bool read_key(struct mapping_reading *r, const struct vmi_json_node *node)
{
    static const struct {
        const char *key;
        bool (*read)(struct mapping_reading *r, const struct vmi_json_node *node);
    } keys[] = {
        {"measures", read_measures},       {"matrix", read_matrix},
        {"values", mapping_read_values},   {"references", mapping_read_references},
        {"signs", mapping_read_signs},     {"timezone", mapping_read_zones},
        {"options", mapping_read_options}, {"ignore", read_ignored},
        {"carry", read_carried},           {"edi", note_edi},
        {"description", pass_over},        {"comment", pass_over},
    };
    const char *names[VMI_COUNT(keys) + VMI_MAPPED_FIELDS];
    int field = mapping_field(node->key);
    if (field >= 0)
        return read_template(r, node, &r->mapping->fields[field]);
    for (size_t i = 0; i < VMI_COUNT(keys); i++) {
        if (vmi_slice_is(node->key, keys[i].key))
            return keys[i].read(r, node);
        names[i] = keys[i].key;
    }
    memcpy(names + VMI_COUNT(keys), FIELDS, sizeof FIELDS);
    const char *nearest = vmi_text_nearest(node->key, names, VMI_COUNT(names));
    return mapping_wrong(r, node, "is not a key of a mapping; the nearest is %s", nearest ? nearest : "none");
}

static bool read_object(struct mapping_reading *r)
{
    const struct vmi_json_node *top = r->json.nodes;
    if (top->kind != VMI_JSON_OBJECT)
        return mapping_wrong(r, top, "the mapping is %s; an object was expected",
                             vmi_json_kind_name(top->kind));
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, top); n; n = vmi_json_after(&r->json, n))
        if (!read_key(r, n))
            return false;
    return mapping_check(r);
}

bool vmi_mapping_read(struct vmi_mapping *mapping, struct vmi_slice text, struct vmi_error *error)
{
    struct mapping_reading r = {.mapping = mapping, .error = error};
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

enum vmi_meaning vmi_mapping_mean(const struct vmi_mapping *m, enum vmi_mapped field, struct vmi_slice *text)
{
    const struct vmi_mapped_values *values = &m->values[field];
    const struct vmi_mapped_reference *reference = &m->references[field];
    uint32_t number = values->from.count && text->length ? vmi_map_find(&values->from, *text) : VMI_MAP_NONE;
    if (number != VMI_MAP_NONE) {
        *text = values->to[number];
        if (!text->text)
            return VMI_MEANING_PASSED;
    }
    if (!reference->file.text || !text->length)
        return VMI_MEANING_GIVEN;
    number = vmi_map_find(&reference->names.from, *text);
    if (number == VMI_MAP_NONE)
        return reference->keeps ? VMI_MEANING_GIVEN : VMI_MEANING_UNKNOWN;
    *text = reference->names.to[number];
    return VMI_MEANING_GIVEN;
}

static void free_values(struct vmi_mapped_values *values)
{
    vmi_map_free(&values->from);
    free(values->to);
}

void vmi_mapping_free(struct vmi_mapping *mapping)
{
    for (int f = 0; f < VMI_MAPPED_FIELDS; f++) {
        free_values(&mapping->values[f]);
        free_values(&mapping->references[f].names);
    }
    free(mapping->remarks);
    vmi_arena_free(&mapping->arena);
    *mapping = (struct vmi_mapping){0};
}
