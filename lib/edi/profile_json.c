/*
 * Partner profiles from JSON.
 */
#include <stdio.h>

#include "code.h"
#include "profile_orders.h"
#include "vmi/edi.h"
#include "vmi/json.h"

enum { MOST_ELEMENTS = 64 };

struct reading {
    struct vmi_json json;
    struct vmi_edi_profiles *profiles;
    struct vmi_error *error;
};

/* A setting of a profile: its key, and how its value is read. */
struct setting {
    const char *key;
    bool (*read)(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *profile);
};

static bool wrong(struct reading *r, const struct vmi_json_node *node, const char *what, const char *nearest)
{
    char suggestion[VMI_SUGGESTION_SIZE];
    r->error->line = node->line;
    r->error->column = node->column;
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "mapping", "%s%s", what, vmi_text_suggest(nearest, suggestion));
}

/* ---- values --------------------------------------------------------------------------------------------- */

static bool read_text(struct reading *r, const struct vmi_json_node *node, struct vmi_slice *text)
{
    struct vmi_arena *arena = &r->profiles->arena;
    if (node->kind != VMI_JSON_STRING)
        return wrong(r, node, "is no text, which was expected", NULL);
    *text = vmi_arena_dup(arena, vmi_json_unescape(node->text, arena));
    return true;
}

static bool read_codes(struct reading *r, const struct vmi_json_node *node, struct vmi_slice **codes,
                       size_t *count)
{
    *count = 0;
    *codes = vmi_arena_alloc(&r->profiles->arena, (node->children + 1) * sizeof **codes);
    if (node->kind == VMI_JSON_STRING)
        return read_text(r, node, &(*codes)[(*count)++]);
    if (node->kind != VMI_JSON_ARRAY)
        return wrong(r, node, "is neither a code nor an array of codes", NULL);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_text(r, n, &(*codes)[(*count)++]))
            return false;
    return true;
}

/* The number of the word among WORDS, -1 when told that it is none. */
static int read_word(struct reading *r, const struct vmi_json_node *node, const char *const *words,
                     size_t count)
{
    char text[200];
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (node->kind == VMI_JSON_STRING && vmi_slice_is(node->text, words[i]))
            return (int)i;
        length +=
            (size_t)snprintf(text + length, sizeof text - length, "%s%s", i ? ", " : "is none of ", words[i]);
    }
    wrong(r, node, text, node->kind == VMI_JSON_STRING ? vmi_text_nearest(node->text, words, count) : NULL);
    return -1;
}

static bool read_yes(struct reading *r, const struct vmi_json_node *node, bool *yes)
{
    *yes = node->kind == VMI_JSON_TRUE;
    return node->kind == VMI_JSON_TRUE || node->kind == VMI_JSON_FALSE ||
           wrong(r, node, "is neither true nor false", NULL);
}

static bool read_number(struct reading *r, const struct vmi_json_node *node, vmi_decimal *number)
{
    return (node->kind == VMI_JSON_NUMBER &&
            vmi_decimal_parse(node->text, VMI_DECIMAL_JSON, number) == VMI_DECIMAL_OK) ||
           wrong(r, node, "is no number", NULL);
}

/* ---- settings ------------------------------------------------------------------------------------------- */

static bool read_feed(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    static const char *const words[] = {"delta", "full"};
    int word = read_word(r, node, words, VMI_COUNT(words));
    p->feed = word == 1 ? VMI_EDI_FULL : VMI_EDI_DELTA;
    return word >= 0;
}

static bool read_sku(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_codes(r, node, &p->sku, &p->sku_count);
}

static bool read_location(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_codes(r, node, &p->location, &p->location_count);
}

static bool read_sales(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_codes(r, node, &p->sales, &p->sales_count);
}

static bool read_unit(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_text(r, node, &p->unit);
}

/* An override of an element that tells nothing would never count. */
static bool check_element(struct reading *r, const struct vmi_json_node *node, struct vmi_slice code)
{
    struct vmi_edi_code_row row;
    struct vmi_slice rest = code, element = vmi_slice_cut(&rest, '=');
    const char *names[MOST_ELEMENTS];
    size_t count = 0;
    for (size_t at = 0; vmi_edi_code(at, &row); at++) {
        if (vmi_slice_is(element, row.element) && rest.text)
            return true;
        if (count < MOST_ELEMENTS && (!count || strcmp(names[count - 1], row.element) != 0))
            names[count++] = row.element;
    }
    return wrong(r, node, "is no element with a code, such as 852/ZA01=QO",
                 vmi_text_nearest(element, names, count));
}

static bool read_override(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_override *o)
{
    const char *names[EDI_KINDS];
    for (int i = 0; i < EDI_KINDS; i++)
        names[i] = edi_kind_name(i);
    o->code = vmi_arena_dup(&r->profiles->arena, vmi_json_unescape(node->key, &r->profiles->arena));
    if (!check_element(r, node, o->code))
        return false;
    o->kind = node->kind == VMI_JSON_STRING ? edi_kind_named(node->text) : -1;
    return o->kind >= 0 ||
           wrong(r, node, "is neither a measure nor ignore",
                 node->kind == VMI_JSON_STRING ? vmi_text_nearest(node->text, names, EDI_KINDS) : NULL);
}

static bool read_overrides(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(r, node, "is no object; codes such as \"852/ZA01=QO\" with measures were expected",
                     NULL);
    p->override_count = 0;
    p->overrides = vmi_arena_alloc(&r->profiles->arena, (node->children + 1) * sizeof *p->overrides);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_override(r, n, &p->overrides[p->override_count++]))
            return false;
    return true;
}

static bool read_packs(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(r, node, "is no object; units with the base units in one were expected", NULL);
    p->pack_count = 0;
    p->packs = vmi_arena_alloc(&r->profiles->arena, (node->children + 1) * sizeof *p->packs);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct vmi_edi_pack *pack = &p->packs[p->pack_count++];
        pack->unit = vmi_arena_dup(&r->profiles->arena, vmi_json_unescape(n->key, &r->profiles->arena));
        if (!read_number(r, n, &pack->size))
            return false;
        if (pack->size <= 0)
            return wrong(r, n, "is not above 0", NULL);
    }
    return true;
}

static bool read_gtin(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    static const char *const words[] = {"14", "as_sent"};
    int word = read_word(r, node, words, VMI_COUNT(words));
    p->gtin_as_sent = word == 1;
    return word >= 0;
}

static bool read_century(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    vmi_decimal number = 0;
    if (!read_number(r, node, &number))
        return false;
    p->century = (int)(number / VMI_DECIMAL_ONE);
    return (number >= 0 && number <= 100 * VMI_DECIMAL_ONE && number % VMI_DECIMAL_ONE == 0) ||
           wrong(r, node, "is no year of two digits, from which on years are of 1900", NULL);
}

static bool read_week(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    static const char *const words[] = {"iso", "us"};
    int word = read_word(r, node, words, VMI_COUNT(words));
    p->week = word == 1 ? VMI_EDI_WEEK_US : VMI_EDI_WEEK_ISO;
    return word >= 0;
}

static bool read_reply(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    static const char *const words[] = {"auto", "997", "999", "none"};
    static const enum vmi_edi_reply replies[] = {VMI_EDI_REPLY_AUTO, VMI_EDI_REPLY_997, VMI_EDI_REPLY_999,
                                                 VMI_EDI_REPLY_NONE};
    int word = read_word(r, node, words, VMI_COUNT(words));
    p->reply = word >= 0 ? replies[word] : VMI_EDI_REPLY_AUTO;
    return word >= 0;
}

static bool read_test(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_yes(r, node, &p->test);
}

static bool read_damaged(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return read_yes(r, node, &p->received_damaged);
}

static bool read_orders(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    return profile_orders_read(&r->json, node, &r->profiles->arena, &p->orders, r->error);
}

static const struct setting settings[] = {
    {"feed", read_feed},
    {"sku", read_sku},
    {"location", read_location},
    {"sales", read_sales},
    {"unit", read_unit},
    {"codes", read_overrides},
    {"packs", read_packs},
    {"gtin", read_gtin},
    {"century", read_century},
    {"week", read_week},
    {"ack", read_reply},
    {"test", read_test},
    {"received_damaged", read_damaged},
    {"orders", read_orders},
};

/* ---- profiles ------------------------------------------------------------------------------------------- */

static bool read_setting(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    const char *names[VMI_COUNT(settings) + 1];
    for (size_t i = 0; i < VMI_COUNT(settings); i++) {
        if (vmi_slice_is(node->key, settings[i].key))
            return settings[i].read(r, node, p);
        names[i] = settings[i].key;
    }
    names[VMI_COUNT(settings)] = "partners";
    return wrong(r, node, "is no setting of a partner's profile",
                 vmi_text_nearest(node->key, names, VMI_COUNT(names)));
}

static bool read_profile(struct reading *r, const struct vmi_json_node *node, struct vmi_edi_profile *p)
{
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(r, node, "is no object of settings", NULL);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!vmi_slice_is(n->key, "partners") && !read_setting(r, n, p))
            return false;
    return true;
}

/* What a partner's profile does not say is as for all. */
static bool read_partners(struct reading *r, const struct vmi_json_node *node)
{
    struct vmi_edi_profiles *all = r->profiles;
    if (node->kind != VMI_JSON_OBJECT)
        return wrong(r, node, "is no object; senders with their settings were expected", NULL);
    all->partners = vmi_arena_alloc(&all->arena, (node->children + 1) * sizeof *all->partners);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct vmi_edi_profile *p = &all->partners[all->partner_count++];
        *p = all->all;
        p->sender = vmi_arena_dup(&all->arena, vmi_json_unescape(n->key, &all->arena));
        if (n->kind == VMI_JSON_OBJECT && vmi_json_get(&r->json, n, "partners"))
            return wrong(r, vmi_json_get(&r->json, n, "partners"), "stands within a partner", NULL);
        if (!read_profile(r, n, p))
            return false;
    }
    return true;
}

static bool read_edi(struct reading *r, const struct vmi_json_node *edi)
{
    const struct vmi_json_node *partners;
    if (!read_profile(r, edi, &r->profiles->all))
        return false;
    partners = vmi_json_get(&r->json, edi, "partners");
    return !partners || read_partners(r, partners);
}

bool vmi_edi_profiles_read(struct vmi_edi_profiles *profiles, struct vmi_slice text, struct vmi_error *error)
{
    struct reading r = {.profiles = profiles, .error = error};
    bool good = vmi_json_read(&r.json, vmi_slice_without_mark(text), 1, error);
    if (good && r.json.nodes->kind == VMI_JSON_OBJECT) {
        const struct vmi_json_node *edi = vmi_json_get(&r.json, r.json.nodes, "edi");
        good = !edi || read_edi(&r, edi);
    } else if (!good) {
        error->status = VMI_USAGE;
    }
    vmi_json_free(&r.json);
    return good;
}
