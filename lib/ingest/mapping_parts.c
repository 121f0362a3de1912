#include "alias.h"
#include "mapping_internal.h"
#include "vmi/measure.h"
#include "vmi/zone.h"

static bool is_object(struct mapping_reading *r, const struct vmi_json_node *node, const char *expected)
{
    return node->kind == VMI_JSON_OBJECT || mapping_wrong(r, node, "is no object; %s was expected", expected);
}

/* The place of a key among NAMES, COUNT for none. */
static size_t place_of(struct vmi_slice key, const char *const *names, size_t count)
{
    size_t i = 0;
    while (i < count && !vmi_slice_is(key, names[i]))
        i++;
    return i;
}

static bool no_measure(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice name)
{
    const char *nearest = vmi_measure_nearest(name);
    return mapping_wrong(r, node, "is not a measure; the nearest is %s", nearest ? nearest : "none");
}

/* A measure, with a minus before it where its sign is turned. */
static bool is_measure(struct vmi_slice name)
{
    if (name.length && name.text[0] == '-')
        name.text++, name.length--;
    return measure_named(name) != VMI_MEASURE_NONE;
}

/* ---- values ------------------------------------------------------------------------------------------- */

static bool read_meanings(struct mapping_reading *r, const struct vmi_json_node *node, int field)
{
    struct vmi_mapping *m = r->mapping;
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct vmi_slice from = vmi_json_unescape(n->key, &m->arena), to = VMI_SLICE_NONE;
        if (n->kind != VMI_JSON_NULL && !mapping_text(r, n, &to))
            return false;
        if (to.text && !to.length)
            return mapping_wrong(r, n, "is empty; a text was expected, or null for what is passed over%s",
                                 "");
        if (field == VMI_MAPPED_MEASURE && to.text && !is_measure(to))
            return no_measure(r, n, to);
        mapping_mean(m, &m->values[field], from, to);
    }
    return true;
}

bool mapping_read_values(struct mapping_reading *r, const struct vmi_json_node *node)
{
    static const char *const names[] = {"location", "sku", "unit", "lot", "ref", "measure"};
    if (!is_object(r, node, "an object of fields"))
        return false;
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        if (place_of(n->key, names, VMI_COUNT(names)) == VMI_COUNT(names))
            return mapping_unknown(r, n, "a field that can have values", names, VMI_COUNT(names));
        if (!is_object(r, n, "an object from what cells say to what is meant") ||
            !read_meanings(r, n, mapping_field(n->key)))
            return false;
    }
    return true;
}

/* ---- references --------------------------------------------------------------------------------------- */

static bool read_reference(struct mapping_reading *r, const struct vmi_json_node *node,
                           struct vmi_mapped_reference *reference)
{
    static const char *const keys[] = {"file", "from", "to", "unknown"};
    struct vmi_slice unknown = VMI_SLICE_NONE;
    struct vmi_slice *const texts[] = {&reference->file, &reference->from, &reference->to, &unknown};
    if (!is_object(r, node, "an object with file, from and to"))
        return false;
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        size_t i = place_of(n->key, keys, VMI_COUNT(keys));
        if (i == VMI_COUNT(keys))
            return mapping_unknown(r, n, "a key of a reference", keys, VMI_COUNT(keys));
        if (!mapping_text(r, n, texts[i]))
            return false;
        if (texts[i] == &unknown && !vmi_slice_is(unknown, "keep") && !vmi_slice_is(unknown, "reject"))
            return mapping_wrong(r, n, "is neither keep nor reject%s", "");
    }
    for (size_t i = 0; i < 3; i++)
        if (!texts[i]->length)
            return mapping_wrong(r, node, "has no %s", keys[i]);
    reference->keeps = vmi_slice_is(unknown, "keep");
    return true;
}

bool mapping_read_references(struct mapping_reading *r, const struct vmi_json_node *node)
{
    static const char *const names[] = {"location", "sku"};
    if (!is_object(r, node, "an object of fields"))
        return false;
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        if (place_of(n->key, names, VMI_COUNT(names)) == VMI_COUNT(names))
            return mapping_unknown(r, n, "a field that has references", names, VMI_COUNT(names));
        if (!read_reference(r, n, &r->mapping->references[mapping_field(n->key)]))
            return false;
    }
    return true;
}

static bool find_columns(const struct vmi_mapped_reference *reference, struct vmi_rows *rows,
                         size_t columns[2], struct vmi_error *error)
{
    size_t count;
    const struct vmi_slice *names = vmi_rows_columns(rows, &count);
    const struct vmi_slice wanted[] = {reference->from, reference->to};
    for (int i = 0; i < 2; i++) {
        columns[i] = 0;
        while (columns[i] < count && !vmi_slice_equal(names[columns[i]], wanted[i]))
            columns[i]++;
        if (columns[i] < count)
            continue;
        error->line = 1;
        vmi_error_field(error, wanted[i]);
        return vmi_error_set(error, VMI_USAGE, "mapping",
                             "the mapping names this column, and the file has none");
    }
    return true;
}

static bool take_name(struct vmi_mapping *m, struct vmi_mapped_reference *reference, struct vmi_slice from,
                      struct vmi_slice to, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    vmi_error_field(error, reference->to);
    if (!from.length)
        return true;
    if (!to.length)
        return vmi_error_set(error, VMI_USAGE, "mapping", "is empty; what %s means was expected",
                             vmi_text_quote(from, quoted));
    if (!mapping_mean(m, &reference->names, from, to))
        return vmi_error_set(error, VMI_USAGE, "mapping", "%s means something else on a line before",
                             vmi_text_quote(from, quoted));
    return true;
}

static bool take_names(struct vmi_mapping *m, struct vmi_mapped_reference *reference, struct vmi_rows *rows,
                       struct vmi_error *error)
{
    struct vmi_row row;
    size_t columns[2] = {0, 0}, count;
    enum vmi_next next = vmi_rows_begin(rows, error);
    error->file = vmi_source_name(vmi_rows_source(rows));
    if (next == VMI_NEXT_END)
        return vmi_error_set(error, VMI_USAGE, "mapping", "the file is empty; a header was expected");
    if (next != VMI_NEXT_ROW || !find_columns(reference, rows, columns, error))
        return false;
    vmi_rows_columns(rows, &count);
    while ((next = vmi_rows_next(rows, &row, error)) == VMI_NEXT_ROW) {
        error->line = row.line;
        if (row.count != count)
            return vmi_error_set(error, VMI_USAGE, "mapping", "%zu cells where the header has %zu columns",
                                 row.count, count);
        if (!take_name(m, reference, row.cells[columns[0]].text, row.cells[columns[1]].text, error))
            return false;
    }
    return next == VMI_NEXT_END;
}

bool vmi_mapping_refer(struct vmi_mapping *m, enum vmi_mapped field, struct vmi_rows *rows,
                       struct vmi_error *error)
{
    bool good = take_names(m, &m->references[field], rows, error);
    if (!good && error->status == VMI_INPUT)
        error->status = VMI_USAGE;
    vmi_rows_close(rows);
    return good;
}

/* ---- signs, zones, options ------------------------------------------------------------------------------ */

static bool read_sign(struct mapping_reading *r, const struct vmi_json_node *node,
                      struct vmi_mapped_sign *sign)
{
    struct vmi_slice text;
    *sign = (struct vmi_mapped_sign){.measure = measure_named(node->key), .rule = VMI_SIGN_OTHER};
    if (sign->measure == VMI_MEASURE_NONE)
        return no_measure(r, node, node->key);
    if (!mapping_text(r, node, &text))
        return false;
    sign->other = measure_named(text);
    if (vmi_slice_is(text, "negate"))
        sign->rule = VMI_SIGN_NEGATE;
    else if (vmi_slice_is(text, "absolute") || (sign->other == sign->measure))
        sign->rule = VMI_SIGN_ABSOLUTE;
    else if (sign->other == VMI_MEASURE_NONE || sign->other >= VMI_MEASURES || sign->measure >= VMI_MEASURES)
        return mapping_wrong(r, node, "is neither negate nor absolute, nor a measure of activity%s", "");
    return true;
}

bool mapping_read_signs(struct mapping_reading *r, const struct vmi_json_node *node)
{
    struct vmi_mapping *m = r->mapping;
    if (!is_object(r, node, "an object of measures"))
        return false;
    m->signs = vmi_arena_alloc(&m->arena, (node->children + 1) * sizeof *m->signs);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_sign(r, n, &m->signs[m->sign_count++]))
            return false;
    return true;
}

static bool add_zone(struct mapping_reading *r, const struct vmi_json_node *node, struct vmi_slice glob)
{
    struct vmi_slice zone;
    if (!mapping_text(r, node, &zone))
        return false;
    if (!vmi_zone_exists(zone))
        return mapping_wrong(r, node, "is not a time zone; such as %s was expected",
                             "Europe/Berlin, UTC or +01:00");
    r->mapping->zones[r->mapping->zone_count++] = (struct vmi_mapped_zone){glob, zone};
    return true;
}

/* One zone, or zones by globs of locations, of which the first that matches counts. */
bool mapping_read_zones(struct mapping_reading *r, const struct vmi_json_node *node)
{
    struct vmi_mapping *m = r->mapping;
    m->zones = vmi_arena_alloc(&m->arena, (node->children + 1) * sizeof *m->zones);
    if (node->kind != VMI_JSON_OBJECT)
        return add_zone(r, node, VMI_SLICE("*"));
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!add_zone(r, n, vmi_arena_dup(&m->arena, vmi_json_unescape(n->key, &m->arena))))
            return false;
    return true;
}

/* The options of vmi-ingest that tell how files are written, and nothing of what is done with them. */
bool mapping_read_options(struct mapping_reading *r, const struct vmi_json_node *node)
{
    static const char *const names[] = {"from",    "encoding", "delimiter",  "quote",
                                        "decimal", "dates",    "skip-lines", "header-line",
                                        "columns", "levels",   "flows",      "dedupe"};
    struct vmi_mapping *m = r->mapping;
    if (!is_object(r, node, "an object of options"))
        return false;
    m->options = vmi_arena_alloc(&m->arena, (node->children + 1) * sizeof *m->options);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        size_t i = place_of(n->key, names, VMI_COUNT(names));
        struct vmi_slice value = n->text;
        if (i == VMI_COUNT(names))
            return mapping_unknown(r, n, "an option that tells how a file is written", names,
                                   VMI_COUNT(names));
        if (n->kind != VMI_JSON_NUMBER && !mapping_text(r, n, &value))
            return false;
        m->options[m->option_count++] =
            (struct vmi_mapped_option){names[i], vmi_arena_dup(&m->arena, value).text, n->line, n->column};
    }
    return true;
}

const struct vmi_mapped_option *vmi_mapping_option(const struct vmi_mapping *m, const char *name)
{
    for (size_t i = 0; i < m->option_count; i++)
        if (strcmp(m->options[i].name, name) == 0)
            return &m->options[i];
    return NULL;
}
