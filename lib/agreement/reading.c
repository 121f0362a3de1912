#include "internal.h"
#include "vmi/memory.h"

bool agreement_at(struct agreement_reading *r, const struct vmi_json_node *node)
{
    r->error->line = node->line;
    r->error->column = node->column;
    return false;
}

bool agreement_expected(struct agreement_reading *r, const struct vmi_json_node *node, const char *what)
{
    agreement_at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "is %s; %s was expected",
                         vmi_json_kind_name(node->kind), what);
}

size_t agreement_key(const struct vmi_json_node *node, const char *const *keys, size_t count)
{
    size_t key = 0;
    while (key < count && !vmi_slice_is(node->key, keys[key]))
        key++;
    return key;
}

bool agreement_unknown_key(struct agreement_reading *r, const struct vmi_json_node *node, const char *of,
                           const char *const *keys, size_t count)
{
    char suggestion[VMI_SUGGESTION_SIZE];
    agreement_at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "is not a key of %s%s", of,
                         vmi_text_suggest(vmi_text_nearest(node->key, keys, count), suggestion));
}

struct vmi_slice agreement_text(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_arena *arena = &r->agreement->arena;
    return vmi_arena_dup(arena, vmi_json_unescape(node->text, arena));
}

bool agreement_read_text(struct agreement_reading *r, const struct vmi_json_node *node,
                         struct vmi_slice *text)
{
    if (node->kind != VMI_JSON_STRING && node->kind != VMI_JSON_NUMBER)
        return agreement_expected(r, node, "a text");
    *text = agreement_text(r, node);
    return true;
}

static bool read_order_days(struct agreement_reading *r, struct vmi_slice text, struct vmi_terms *terms)
{
    size_t before = r->order_days.count;
    uint32_t number = vmi_map_intern(&r->order_days, text);
    if (r->order_days.count == before) {
        vmi_terms_put(terms, VMI_TERM_ORDER_DAYS,
                      (union vmi_term_value){.calendar = r->order_calendars[number]});
        return true;
    }
    r->order_calendars = vmi_grow(r->order_calendars, &r->order_calendars_capacity, r->order_days.count,
                                  sizeof *r->order_calendars);
    bool good =
        vmi_terms_set(terms, VMI_TERM_ORDER_DAYS, text, VMI_DECIMAL_PLAIN, &r->agreement->arena, r->error);
    r->order_calendars[number] = terms->order_days;
    return good;
}

static bool read_term(struct agreement_reading *r, const struct vmi_json_node *node, enum vmi_term term,
                      struct vmi_terms *terms)
{
    struct vmi_arena *arena = &r->agreement->arena;
    struct vmi_slice text = vmi_json_unescape(node->text, arena);
    enum vmi_decimal_form form = node->kind == VMI_JSON_NUMBER ? VMI_DECIMAL_JSON : VMI_DECIMAL_PLAIN;
    if (term == VMI_TERM_ORDER_DAYS)
        return read_order_days(r, text, terms);
    return vmi_terms_set(terms, term, text, form, arena, r->error);
}

bool agreement_read_settings(struct agreement_reading *r, const struct vmi_json_node *node,
                             struct agreement_settings *settings)
{
    struct vmi_agreement *a = r->agreement;
    struct vmi_terms terms;
    vmi_terms_init(&terms);
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node, "an object of terms");
    settings->list = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *settings->list);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct vmi_slice name = vmi_json_unescape(n->key, &a->arena);
        enum vmi_term term = vmi_term_find(name);
        if (vmi_slice_is(name, "comment"))
            continue;
        agreement_at(r, n);
        if (term == VMI_TERMS)
            return agreement_refuse_term(name, r->error);
        if (n->kind != VMI_JSON_STRING && n->kind != VMI_JSON_NUMBER)
            return agreement_expected(r, n, "a number or a text");
        if (!read_term(r, n, term, &terms))
            return false;
        settings->list[settings->count++] =
            (struct agreement_setting){term, vmi_terms_value(&terms, term, &a->arena), n->line, n->column};
        vmi_term_add(&a->given, (int)term);
    }
    agreement_at(r, node);
    return vmi_terms_agree(&terms, r->error);
}
