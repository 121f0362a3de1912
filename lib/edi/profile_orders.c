#include "profile_orders.h"

struct reading {
    const struct vmi_json *json;
    struct vmi_arena *arena;
    struct vmi_error *error;
};

static bool wrong(struct reading *r, const struct vmi_json_node *node, const char *what, const char *nearest)
{
    char suggestion[VMI_SUGGESTION_SIZE];
    r->error->line = node->line;
    r->error->column = node->column;
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "mapping", "%s%s", what, vmi_text_suggest(nearest, suggestion));
}

static bool read_text(struct reading *r, const struct vmi_json_node *node, struct vmi_slice *text)
{
    if (node->kind != VMI_JSON_STRING)
        return wrong(r, node, "is no text, which was expected", NULL);
    *text = vmi_arena_dup(r->arena, vmi_json_unescape(node->text, r->arena));
    return true;
}

static bool read_yes(struct reading *r, const struct vmi_json_node *node, bool *yes)
{
    *yes = node->kind == VMI_JSON_TRUE;
    return node->kind == VMI_JSON_TRUE || node->kind == VMI_JSON_FALSE ||
           wrong(r, node, "is neither true nor false", NULL);
}

/* ["92", "V123"]: a qualifier and an id. */
static bool read_party(struct reading *r, const struct vmi_json_node *node, struct vmi_slice *code,
                       struct vmi_slice *id)
{
    const struct vmi_json_node *first = node->kind == VMI_JSON_ARRAY ? vmi_json_first(r->json, node) : NULL;
    const struct vmi_json_node *second = first ? vmi_json_after(r->json, first) : NULL;
    if (node->children != 2 || !second)
        return wrong(r, node, "is no array of a qualifier and an id, such as [\"92\", \"V123\"]", NULL);
    return read_text(r, first, code) && read_text(r, second, id);
}

static bool read_pairs(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_pair **pairs,
                       size_t *count)
{
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(r, node, "is no object of texts", NULL);
    *count = 0;
    *pairs = vmi_arena_alloc(r->arena, (node->children + 1) * sizeof **pairs);
    for (const struct vmi_json_node *n = vmi_json_first(r->json, node); n; n = vmi_json_after(r->json, n)) {
        struct vmi_edi_pair *pair = &(*pairs)[(*count)++];
        pair->code = vmi_arena_dup(r->arena, vmi_json_unescape(n->key, r->arena));
        if (!read_text(r, n, &pair->text))
            return false;
    }
    return true;
}

/* Marks that stand in numbers and ids would cut them; those of EDIFACT have a decimal mark and a blank among them. */
static bool read_delimiters(struct reading *r, const struct vmi_json_node *node, struct vmi_slice *marks)
{
    if (!read_text(r, node, marks))
        return false;
    bool edifact = marks->length == 6;
    bool good = edifact || marks->length == 3 || marks->length == 4;
    for (size_t i = 0; i < marks->length && good; i++) {
        unsigned char c = (unsigned char)marks->text[i];
        bool decimal = edifact && i == 2, spare = edifact && i == 4;
        good = decimal ? c == '.' || c == ','
                       : c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') &&
                             !(c >= 'a' && c <= 'z') && (c != ' ' || spare) && (c != '-' && c != '.');
        for (size_t j = 0; j < i && good; j++)
            good = marks->text[j] != marks->text[i];
    }
    return good ||
           wrong(r, node,
                 "is no set of delimiters: for X12 element, component, terminator and perhaps repetition "
                 "(*>~^), for EDIFACT the six of UNA (:+.? ')",
                 NULL);
}

static bool read_setting(struct reading *r, const struct vmi_json_node *n, struct vmi_edi_orders *o)
{
    const struct {
        const char *key;
        struct vmi_slice *text;
    } texts[] = {
        {"version", &o->version}, {"syntax", &o->syntax},
        {"place", &o->place},     {"location", &o->location},
        {"sku", &o->sku},         {"vendor_sku", &o->vendor_sku},
        {"answer", &o->answer},   {"customer_sku", &o->customer_sku},
    };
    const struct {
        const char *key;
        bool *yes;
    } answers[] = {{"lines", &o->lines}, {"hash", &o->hash}, {"test", &o->test}};
    static const char *const keys[] = {"version",    "syntax",   "place",      "location",
                                       "sku",        "answer",   "lines",      "hash",
                                       "test",       "vendor",   "delimiters", "units",
                                       "references", "customer", "vendor_sku", "customer_sku"};
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        if (vmi_slice_is(n->key, texts[i].key))
            return read_text(r, n, texts[i].text);
    for (size_t i = 0; i < VMI_COUNT(answers); i++)
        if (vmi_slice_is(n->key, answers[i].key))
            return read_yes(r, n, answers[i].yes);
    if (vmi_slice_is(n->key, "delimiters"))
        return read_delimiters(r, n, &o->delimiters);
    if (vmi_slice_is(n->key, "vendor"))
        return read_party(r, n, &o->vendor_code, &o->vendor);
    if (vmi_slice_is(n->key, "customer"))
        return read_party(r, n, &o->customer_code, &o->customer);
    if (vmi_slice_is(n->key, "units"))
        return read_pairs(r, n, &o->units, &o->unit_count);
    if (vmi_slice_is(n->key, "references"))
        return read_pairs(r, n, &o->references, &o->reference_count);
    return wrong(r, n, "is no setting of orders", vmi_text_nearest(n->key, keys, VMI_COUNT(keys)));
}

bool profile_orders_read(const struct vmi_json *json, const struct vmi_json_node *node,
                         struct vmi_arena *arena, struct vmi_edi_orders *orders, struct vmi_error *error)
{
    struct reading r = {json, arena, error};
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(&r, node, "is no object of settings", NULL);
    for (const struct vmi_json_node *n = vmi_json_first(json, node); n; n = vmi_json_after(json, n))
        if (!read_setting(&r, n, orders))
            return false;
    return true;
}
