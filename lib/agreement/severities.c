#include "internal.h"

static bool refuse_check(struct agreement_reading *r, const struct vmi_json_node *node)
{
    char suggestion[VMI_SUGGESTION_SIZE];
    agreement_at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement",
                         "is not a check%s (vmi-ingest --list-checks lists them)",
                         vmi_text_suggest(vmi_check_nearest(node->key), suggestion));
}

static bool refuse_severity(struct agreement_reading *r, const struct vmi_json_node *node,
                            enum vmi_check check)
{
    agreement_at(r, node);
    vmi_error_field(r->error, node->key);
    if (vmi_checks[check].kind == VMI_CHECK_OF_TEXT)
        return vmi_error_set(r->error, VMI_USAGE, "agreement",
                             "is always reject: such a record cannot be read");
    if (vmi_checks[check].kind == VMI_CHECK_OF_RUN)
        return agreement_expected(r, node, "warning, note or ignore");
    return agreement_expected(r, node, "reject, warning, note or ignore");
}

bool agreement_read_checks(struct agreement_reading *r, const struct vmi_json_node *node)
{
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"old\": \"ignore\"}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        enum vmi_check check = vmi_check_find(n->key);
        enum vmi_severity severity = n->kind == VMI_JSON_STRING ? vmi_severity_find(n->text) : VMI_SEVERITIES;
        if (vmi_slice_is(n->key, "comment"))
            continue;
        if (check == VMI_CHECKS)
            return refuse_check(r, n);
        if (severity == VMI_SEVERITIES || !vmi_check_allows(check, severity))
            return refuse_severity(r, n, check);
        r->agreement->severities[check] = severity;
    }
    return true;
}

enum vmi_severity vmi_agreement_severity(const struct vmi_agreement *a, enum vmi_check check)
{
    return a->severities[check];
}
