#include "vmi/agreement.h"

#include <math.h>
#include <stdlib.h>

#include "internal.h"
#include "vmi/checksum.h"
#include "vmi/json.h"
#include "vmi/memory.h"
#include "vmi/statistic.h"

struct reading {
    struct vmi_json json;
    struct vmi_agreement *agreement;
    struct vmi_error *error;
};

static bool at(struct reading *r, const struct vmi_json_node *node)
{
    r->error->line = node->line;
    r->error->column = node->column;
    return false;
}

static bool expected(struct reading *r, const struct vmi_json_node *node, const char *what)
{
    at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "is %s; %s was expected",
                         vmi_json_kind_name(node->kind), what);
}

static struct vmi_slice text_of(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_arena *arena = &r->agreement->arena;
    return vmi_arena_dup(arena, vmi_json_unescape(node->text, arena));
}

static bool read_word(struct reading *r, const struct vmi_json_node *node, struct vmi_slice *word)
{
    if (node->kind != VMI_JSON_STRING && node->kind != VMI_JSON_NUMBER)
        return expected(r, node, "a text");
    *word = text_of(r, node);
    return true;
}

static bool read_party(struct reading *r, const struct vmi_json_node *node)
{
    return node->kind == VMI_JSON_OBJECT || expected(r, node, "an object such as {\"id\": \"ACME\"}");
}

static bool read_defaults(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_OBJECT)
        return expected(r, node, "an object of terms");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct vmi_slice name = vmi_json_unescape(n->key, &a->arena);
        enum vmi_term term = vmi_term_find(name);
        at(r, n);
        if (term == VMI_TERMS)
            return agreement_refuse_term(name, r->error);
        if (n->kind != VMI_JSON_STRING && n->kind != VMI_JSON_NUMBER)
            return expected(r, n, "a number or a text");
        enum vmi_decimal_form form = n->kind == VMI_JSON_NUMBER ? VMI_DECIMAL_JSON : VMI_DECIMAL_PLAIN;
        if (!vmi_terms_set(&a->defaults, term, vmi_json_unescape(n->text, &a->arena), form, &a->arena,
                           r->error))
            return false;
    }
    struct vmi_terms terms;
    vmi_terms_init(&terms);
    vmi_terms_overlay(&terms, &a->defaults);
    at(r, node);
    return vmi_terms_agree(&terms, r->error);
}

static bool read_terms_files(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    bool one = node->kind == VMI_JSON_STRING;
    if (!one && node->kind != VMI_JSON_ARRAY)
        return expected(r, node, "the name of a CSV file, or an array of names");
    a->terms_files = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->terms_files);
    if (one)
        a->terms_files[a->terms_file_count++] = text_of(r, node);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        if (n->kind != VMI_JSON_STRING)
            return expected(r, n, "the name of a CSV file");
        a->terms_files[a->terms_file_count++] = text_of(r, n);
    }
    return true;
}

static bool read_bound(struct reading *r, const struct vmi_json_node *node, double *bound)
{
    if (node->kind != VMI_JSON_NUMBER || !vmi_statistic_parse(node->text, bound))
        return expected(r, node, "a number");
    return true;
}

static bool read_target(struct reading *r, const struct vmi_json_node *node, struct vmi_target *target)
{
    *target = (struct vmi_target){VMI_SLICE_NONE, NAN, NAN, node->line, node->column};
    if (node->kind != VMI_JSON_OBJECT)
        return expected(r, node, "an object such as {\"metric\": \"turns\", \"at_least\": 12}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        bool good;
        if (vmi_slice_is(n->key, "metric")) {
            good = n->kind == VMI_JSON_STRING || expected(r, n, "the name of a metric");
            target->metric = good ? text_of(r, n) : VMI_SLICE_NONE;
            target->line = n->line;
            target->column = n->column;
        } else if (vmi_slice_is(n->key, "at_least")) {
            good = read_bound(r, n, &target->at_least);
        } else if (vmi_slice_is(n->key, "at_most")) {
            good = read_bound(r, n, &target->at_most);
        } else {
            at(r, n);
            vmi_error_field(r->error, n->key);
            good = vmi_error_set(r->error, VMI_USAGE, "agreement",
                                 "is not a key of a target; metric, at_least and at_most are");
        }
        if (!good)
            return false;
    }
    if (target->metric.length && !(isnan(target->at_least) && isnan(target->at_most)))
        return true;
    at(r, node);
    vmi_error_field(r->error, VMI_SLICE("targets"));
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "a target has a metric, and at_least or at_most");
}

static bool read_targets(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_ARRAY)
        return expected(r, node, "an array of targets");
    a->targets = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->targets);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_target(r, n, &a->targets[a->target_count++]))
            return false;
    return true;
}

static bool read_key(struct reading *r, const struct vmi_json_node *node)
{
    static const char *const keys[] = {"agreement", "version",  "currency", "vendor",
                                       "customer",  "defaults", "terms",    "targets"};
    struct vmi_agreement *a = r->agreement;
    size_t key = 0;
    while (key < VMI_COUNT(keys) && !vmi_slice_is(node->key, keys[key]))
        key++;
    switch (key) {
    case 0:
        return read_word(r, node, &a->id);
    case 1:
        return read_word(r, node, &a->version);
    case 2:
        return read_word(r, node, &a->currency);
    case 3:
    case 4:
        return read_party(r, node);
    case 5:
        return read_defaults(r, node);
    case 6:
        return read_terms_files(r, node);
    case 7:
        return read_targets(r, node);
    }
    char suggestion[VMI_SUGGESTION_SIZE];
    at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "is not a key of an agreement%s",
                         vmi_text_suggest(vmi_text_nearest(node->key, keys, VMI_COUNT(keys)), suggestion));
}

static bool read_object(struct reading *r)
{
    const struct vmi_json_node *top = r->json.nodes;
    if (top->kind != VMI_JSON_OBJECT)
        return expected(r, top, "an object");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, top); n; n = vmi_json_after(&r->json, n))
        if (!read_key(r, n))
            return false;
    return true;
}

bool vmi_agreement_read(struct vmi_agreement *agreement, struct vmi_slice text, struct vmi_error *error)
{
    struct reading r = {.agreement = agreement, .error = error};
    text = vmi_slice_without_mark(text);
    bool good = vmi_json_read(&r.json, text, 1, error);
    if (!good)
        error->status = VMI_USAGE;
    good = good && read_object(&r);
    vmi_json_free(&r.json);
    if (good)
        agreement_sign(agreement, text);
    return good;
}

struct vmi_agreement *vmi_agreement_new(void)
{
    struct vmi_agreement *a = vmi_alloc_zeroed(1, sizeof *a);
    vmi_terms_init(&a->defaults);
    vmi_terms_init(&a->settings);
    return a;
}

void vmi_agreement_free(struct vmi_agreement *a)
{
    if (!a)
        return;
    vmi_arena_free(&a->arena);
    vmi_map_free(&a->keys);
    vmi_buffer_free(&a->fingerprints);
    vmi_buffer_free(&a->label);
    free(a->rows);
    free(a);
}

const struct vmi_slice *vmi_agreement_terms_files(const struct vmi_agreement *a, size_t *count)
{
    *count = a->terms_file_count;
    return a->terms_files;
}

const struct vmi_target *vmi_agreement_targets(const struct vmi_agreement *a, size_t *count)
{
    *count = a->target_count;
    return a->targets;
}

struct vmi_slice vmi_agreement_currency(const struct vmi_agreement *a)
{
    return a->currency;
}

void agreement_sign(struct vmi_agreement *a, struct vmi_slice text)
{
    vmi_buffer_print(&a->fingerprints, "%08x", vmi_fingerprint(text));
    vmi_buffer_clear(&a->label);
    uint32_t whole = vmi_fingerprint(vmi_buffer_slice(&a->fingerprints));
    vmi_buffer_print(&a->label, "%.*s/%.*s@%08x", VMI_SLICE_PRINT(a->id), VMI_SLICE_PRINT(a->version), whole);
}

struct vmi_slice vmi_agreement_label(const struct vmi_agreement *a)
{
    return vmi_buffer_slice(&a->label);
}
