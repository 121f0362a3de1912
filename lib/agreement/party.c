/*
 * The two parties, and how interchanges name them. Keys that are not known here are whatever the parties noted of each
 * other: addresses, contacts.
 */
#include "internal.h"

/* ["ZZ", "VENDOR"]: two texts. */
static bool read_pair(struct agreement_reading *r, const struct vmi_json_node *node, struct vmi_slice *first,
                      struct vmi_slice *second)
{
    const struct vmi_json_node *one = node->kind == VMI_JSON_ARRAY ? vmi_json_first(&r->json, node) : NULL;
    const struct vmi_json_node *two = one ? vmi_json_after(&r->json, one) : NULL;
    if (node->children != 2 || !two || one->kind != VMI_JSON_STRING || two->kind != VMI_JSON_STRING)
        return agreement_expected(r, node,
                                  "an array of two texts, the id and its qualifier as they are sent,");
    *first = agreement_text(r, one);
    *second = agreement_text(r, two);
    return true;
}

static bool read_edi(struct agreement_reading *r, const struct vmi_json_node *node, struct vmi_party *party)
{
    static const char *const keys[] = {"x12", "edifact", "comment"};
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"x12\": [\"ZZ\", \"VENDOR\"]}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        size_t key = agreement_key(n, keys, VMI_COUNT(keys));
        if (key == VMI_COUNT(keys))
            return agreement_unknown_key(r, n, "a party's edi", keys, VMI_COUNT(keys));
        if ((key == 0 && !read_pair(r, n, &party->x12_qualifier, &party->x12_id)) ||
            (key == 1 && !read_pair(r, n, &party->edifact_id, &party->edifact_qualifier)))
            return false;
    }
    return true;
}

bool agreement_read_party(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_party *party)
{
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object such as {\"id\": \"ACME\"}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        bool good = true;
        if (vmi_slice_is(n->key, "id"))
            good = agreement_read_text(r, n, &party->id);
        else if (vmi_slice_is(n->key, "name"))
            good = agreement_read_text(r, n, &party->name);
        else if (vmi_slice_is(n->key, "edi"))
            good = read_edi(r, n, party);
        if (!good)
            return false;
    }
    return true;
}

const struct vmi_party *vmi_agreement_vendor(const struct vmi_agreement *a)
{
    return &a->vendor;
}

const struct vmi_party *vmi_agreement_customer(const struct vmi_agreement *a)
{
    return &a->customer;
}
