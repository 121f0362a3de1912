#include "vmi/agreement.h"

#include <stdlib.h>

#include "internal.h"
#include "vmi/checksum.h"
#include "vmi/memory.h"

static bool read_defaults(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (!agreement_read_settings(r, node, &a->defaults))
        return false;
    for (size_t i = 0; i < a->defaults.count; i++)
        vmi_terms_put(&a->base, a->defaults.list[i].term, a->defaults.list[i].value);
    return true;
}

static bool read_terms_files(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    bool one = node->kind == VMI_JSON_STRING;
    if (!one && node->kind != VMI_JSON_ARRAY)
        return agreement_expected(r, node, "the name of a CSV file, or an array of names");
    a->terms_files = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->terms_files);
    if (one)
        a->terms_files[a->terms_file_count++] = agreement_text(r, node);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        if (n->kind != VMI_JSON_STRING)
            return agreement_expected(r, n, "the name of a CSV file");
        a->terms_files[a->terms_file_count++] = agreement_text(r, n);
    }
    return true;
}

static bool read_key(struct agreement_reading *r, const struct vmi_json_node *node)
{
    static const char *const keys[] = {"agreement", "version", "currency", "vendor",    "customer",
                                       "defaults",  "rules",   "terms",    "shipments", "targets",
                                       "calendars", "checks",  "comment"};
    struct vmi_agreement *a = r->agreement;
    switch (agreement_key(node, keys, VMI_COUNT(keys))) {
    case 0:
        return agreement_read_text(r, node, &a->id);
    case 1:
        return agreement_read_text(r, node, &a->version);
    case 2:
        return agreement_read_text(r, node, &a->currency);
    case 3:
        return agreement_read_party(r, node, &a->vendor);
    case 4:
        return agreement_read_party(r, node, &a->customer);
    case 5:
        return read_defaults(r, node);
    case 6:
        return agreement_read_rules(r, node);
    case 7:
        return read_terms_files(r, node);
    case 8:
        return agreement_read_shipments(r, node);
    case 9:
        return agreement_read_targets(r, node);
    case 10:
        return agreement_read_calendars(r, node);
    case 11:
        return agreement_read_checks(r, node);
    case 12:
        return true;
    }
    return agreement_unknown_key(r, node, "an agreement", keys, VMI_COUNT(keys));
}

static bool read_object(struct agreement_reading *r)
{
    const struct vmi_json_node *top = r->json.nodes;
    if (top->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, top, "an object");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, top); n; n = vmi_json_after(&r->json, n))
        if (!read_key(r, n))
            return false;
    return true;
}

bool vmi_agreement_read(struct vmi_agreement *agreement, struct vmi_slice text, struct vmi_error *error)
{
    struct agreement_reading r = {.agreement = agreement, .error = error};
    text = vmi_slice_without_mark(text);
    bool good = vmi_json_read(&r.json, text, 1, error);
    if (!good)
        error->status = VMI_USAGE;
    good = good && read_object(&r);
    vmi_json_free(&r.json);
    vmi_map_free(&r.order_days);
    free(r.order_calendars);
    if (good)
        agreement_sign(agreement, text);
    return good;
}

struct vmi_agreement *vmi_agreement_new(void)
{
    struct vmi_agreement *a = vmi_alloc_zeroed(1, sizeof *a);
    vmi_terms_init(&a->base);
    vmi_terms_init(&a->settings);
    for (int i = 0; i < VMI_CHECKS; i++)
        a->severities[i] = vmi_checks[i].preset;
    return a;
}

void vmi_agreement_free(struct vmi_agreement *a)
{
    if (!a)
        return;
    vmi_arena_free(&a->arena);
    agreement_index_free(&a->index);
    vmi_map_free(&a->keys);
    vmi_map_free(&a->texts);
    vmi_map_free(&a->calendar_names);
    vmi_buffer_free(&a->fingerprints);
    vmi_buffer_free(&a->label);
    free(a->calendar_files);
    free(a->files);
    free(a->rows);
    free(a->text_values);
    free(a);
}

const struct vmi_slice *vmi_agreement_terms_files(const struct vmi_agreement *a, size_t *count)
{
    *count = a->terms_file_count;
    return a->terms_files;
}

const struct vmi_term_set *vmi_agreement_given(const struct vmi_agreement *a)
{
    return &a->given;
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
