#include <math.h>

#include "internal.h"
#include "vmi/statistic.h"

static bool read_bound(struct agreement_reading *r, const struct vmi_json_node *node, double *bound)
{
    if (node->kind != VMI_JSON_NUMBER || !vmi_statistic_parse(node->text, bound))
        return agreement_expected(r, node, "a number");
    return true;
}

static bool read_target_key(struct agreement_reading *r, const struct vmi_json_node *node,
                            struct vmi_target *target)
{
    static const char *const keys[] = {"metric", "at_least", "at_most", "match", "comment"};
    switch (agreement_key(node, keys, VMI_COUNT(keys))) {
    case 0:
        if (node->kind != VMI_JSON_STRING)
            return agreement_expected(r, node, "the name of a metric");
        target->metric = agreement_text(r, node);
        target->line = node->line;
        target->column = node->column;
        return true;
    case 1:
        return read_bound(r, node, &target->at_least);
    case 2:
        return read_bound(r, node, &target->at_most);
    case 3:
        return agreement_read_match(r, node, &target->match);
    case 4:
        return true;
    }
    return agreement_unknown_key(r, node, "a target", keys, VMI_COUNT(keys));
}

static bool read_target(struct agreement_reading *r, const struct vmi_json_node *node,
                        struct vmi_target *target)
{
    *target =
        (struct vmi_target){.at_least = NAN, .at_most = NAN, .line = node->line, .column = node->column};
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"metric\": \"turns\", \"at_least\": 12}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_target_key(r, n, target))
            return false;
    agreement_at(r, node);
    vmi_error_field(r->error, VMI_SLICE("targets"));
    if (!target->metric.length || (isnan(target->at_least) && isnan(target->at_most)))
        return vmi_error_set(r->error, VMI_USAGE, "agreement",
                             "a target has a metric, and at_least or at_most");
    if (target->at_least > target->at_most)
        return vmi_error_set(r->error, VMI_USAGE, "agreement",
                             "at_least is above at_most; nothing meets both");
    return true;
}

bool agreement_read_targets(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_ARRAY)
        return agreement_expected(r, node, "an array of targets");
    a->targets = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->targets);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_target(r, n, &a->targets[a->target_count++]))
            return false;
    return true;
}

const struct vmi_target *vmi_agreement_targets(const struct vmi_agreement *a, size_t *count)
{
    *count = a->target_count;
    return a->targets;
}

/* ---- shipments ---------------------------------------------------------------------------------------- */

static bool read_limit(struct agreement_reading *r, const struct vmi_json_node *node, vmi_decimal *limit)
{
    if (node->kind != VMI_JSON_NUMBER ||
        vmi_decimal_parse(node->text, VMI_DECIMAL_JSON, limit) != VMI_DECIMAL_OK || *limit <= 0)
        return agreement_expected(r, node, "a number above 0");
    return true;
}

static bool read_top_up(struct agreement_reading *r, const struct vmi_json_node *node,
                        enum vmi_top_up *top_up)
{
    static const char *const words[] = {"no", "to_max", "to_cap"};
    for (size_t i = 0; i < VMI_COUNT(words) && node->kind == VMI_JSON_STRING; i++) {
        if (!vmi_slice_is(node->text, words[i]))
            continue;
        *top_up = (enum vmi_top_up)i;
        return true;
    }
    return agreement_expected(r, node, "no, to_max or to_cap");
}

static bool read_shipment_key(struct agreement_reading *r, const struct vmi_json_node *node,
                              struct vmi_shipment *shipment)
{
    static const char *const keys[] = {"min_value",       "min_weight",      "min_volume",
                                       "capacity_weight", "capacity_volume", "capacity_pallets",
                                       "match",           "top_up",          "comment"};
    vmi_decimal *limits[] = {&shipment->limits.min_value,       &shipment->limits.min_weight,
                             &shipment->limits.min_volume,      &shipment->limits.capacity_weight,
                             &shipment->limits.capacity_volume, &shipment->limits.capacity_pallets};
    size_t key = agreement_key(node, keys, VMI_COUNT(keys));
    if (key < VMI_COUNT(limits))
        return read_limit(r, node, limits[key]);
    switch (key - VMI_COUNT(limits)) {
    case 0:
        return agreement_read_match(r, node, &shipment->match);
    case 1:
        return read_top_up(r, node, &shipment->limits.top_up);
    case 2:
        return true;
    }
    return agreement_unknown_key(r, node, "a shipment", keys, VMI_COUNT(keys));
}

static bool check_limits(struct agreement_reading *r, const struct vmi_json_node *node,
                         const struct vmi_load_limits *s)
{
    const struct {
        const char *name;
        vmi_decimal least, most;
    } pairs[] = {{"min_weight", s->min_weight, s->capacity_weight},
                 {"min_volume", s->min_volume, s->capacity_volume}};
    for (size_t i = 0; i < VMI_COUNT(pairs); i++) {
        if (pairs[i].least == VMI_DECIMAL_UNKNOWN || pairs[i].most == VMI_DECIMAL_UNKNOWN ||
            pairs[i].least <= pairs[i].most)
            continue;
        agreement_at(r, node);
        vmi_error_field(r->error, vmi_slice_of(pairs[i].name));
        return vmi_error_set(r->error, VMI_USAGE, "agreement", "is above the capacity; no load can be made");
    }
    return true;
}

static bool read_shipment(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_shipment *shipment)
{
    const vmi_decimal unknown = VMI_DECIMAL_UNKNOWN;
    *shipment = (struct vmi_shipment){
        .limits = {unknown, unknown, unknown, unknown, unknown, unknown, VMI_TOP_UP_NONE},
        .line = node->line,
        .column = node->column,
    };
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"min_value\": 500}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_shipment_key(r, n, shipment))
            return false;
    return check_limits(r, node, &shipment->limits);
}

bool agreement_read_shipments(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_ARRAY)
        return agreement_expected(r, node, "an array of shipments");
    a->shipments = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->shipments);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_shipment(r, n, &a->shipments[a->shipment_count++]))
            return false;
    return true;
}

const struct vmi_shipment *vmi_agreement_shipments(const struct vmi_agreement *a, size_t *count)
{
    *count = a->shipment_count;
    return a->shipments;
}
