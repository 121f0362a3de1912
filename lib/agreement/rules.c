#include "internal.h"

static bool read_match_text(struct agreement_reading *r, const struct vmi_json_node *node, int key,
                            struct vmi_match *match)
{
    enum vmi_term term = agreement_match_term((enum vmi_match_key)key);
    if (node->kind != VMI_JSON_STRING) {
        agreement_expected(r, node, "a text, or an array of texts");
        vmi_error_field(r->error, vmi_slice_of(vmi_match_key_name((enum vmi_match_key)key)));
        return false;
    }
    struct vmi_slice text = agreement_text(r, node);
    if (term != VMI_TERMS) { /* the word of a choice is checked as the term itself would be */
        struct vmi_terms terms = {0};
        agreement_at(r, node);
        if (!vmi_terms_set(&terms, term, text, VMI_DECIMAL_PLAIN, NULL, r->error))
            return false;
    }
    match->texts[key][match->counts[key]++] = text;
    return true;
}

static bool read_match_key(struct agreement_reading *r, const struct vmi_json_node *node, int key,
                           struct vmi_match *match)
{
    match->texts[key] =
        vmi_arena_alloc(&r->agreement->arena, (node->children + 1) * sizeof *match->texts[key]);
    const struct vmi_json_node *n = node->kind == VMI_JSON_ARRAY ? vmi_json_first(&r->json, node) : node;
    if (!n)
        return agreement_expected(r, node, "an array with a text in it: this one matches nothing, and one");
    for (; n; n = n == node ? NULL : vmi_json_after(&r->json, n))
        if (!read_match_text(r, n, key, match))
            return false;
    agreement_match_sort(match, (enum vmi_match_key)key, &r->agreement->arena);
    return true;
}

bool agreement_read_match(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_match *match)
{
    const char *names[VMI_MATCH_KEYS];
    for (int i = 0; i < VMI_MATCH_KEYS; i++)
        names[i] = vmi_match_key_name((enum vmi_match_key)i);
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(r, node,
                                  "an object such as {\"location\": \"DE-*\", \"class\": [\"A\", \"B\"]}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        size_t key = agreement_key(n, names, VMI_MATCH_KEYS);
        if (key == VMI_MATCH_KEYS)
            return agreement_unknown_key(r, n, "match", names, VMI_MATCH_KEYS);
        if (!read_match_key(r, n, (int)key, match))
            return false;
    }
    return true;
}

static bool read_day(struct agreement_reading *r, const struct vmi_json_node *node, int32_t *day)
{
    char quoted[VMI_QUOTED_SIZE];
    if (node->kind != VMI_JSON_STRING)
        return agreement_expected(r, node, "a date such as \"2026-12-31\"");
    if (vmi_day_parse(node->text, day))
        return true;
    agreement_at(r, node);
    vmi_error_field(r->error, node->key);
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "%s is not a date; YYYY-MM-DD was expected",
                         vmi_text_quote(node->text, quoted));
}

static bool contradicts(struct agreement_reading *r, const struct vmi_json_node *node, const char *field,
                        const char *text)
{
    agreement_at(r, node);
    vmi_error_field(r->error, vmi_slice_of(field));
    return vmi_error_set(r->error, VMI_USAGE, "agreement", "%s", text);
}

/* What a rule may not set: what rules match on; and with dates, what the records of every day are counted in. */
static bool check_settings(struct agreement_reading *r, const struct vmi_json_node *node,
                           const struct agreement_rule *rule)
{
    for (size_t i = 0; i < rule->settings.count; i++) {
        const struct agreement_setting *s = &rule->settings.list[i];
        bool matched = false, unit = s->term == VMI_TERM_UNIT || s->term == VMI_TERM_UNITS;
        for (int key = 0; key < VMI_MATCH_KEYS; key++)
            matched = matched || agreement_match_term((enum vmi_match_key)key) == s->term;
        if (!matched && !(unit && agreement_is_dated(rule)))
            continue;
        contradicts(r, node, vmi_term_rows[s->term].name,
                    matched
                        ? "cannot be set by a rule, for rules match on it; defaults and terms files set it"
                        : "cannot change on a day, for the records of all days are counted in it; a rule "
                          "without dates sets it");
        r->error->line = s->line;
        r->error->column = s->column;
        return false;
    }
    return true;
}

static bool check_rule(struct agreement_reading *r, const struct vmi_json_node *node,
                       const struct agreement_rule *rule)
{
    if (!rule->settings.count)
        return contradicts(r, node, "set", "is missing or empty; a rule sets terms: {\"lead_time\": 3}");
    if (rule->from != VMI_DAY_NONE && rule->until != VMI_DAY_NONE && rule->from > rule->until)
        return contradicts(r, node, "from", "is after until; the rule is never in force");
    return check_settings(r, node, rule);
}

static bool read_rule_key(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct agreement_rule *rule)
{
    static const char *const keys[] = {"match", "set", "from", "until", "reason", "author", "comment"};
    switch (agreement_key(node, keys, VMI_COUNT(keys))) {
    case 0:
        return agreement_read_match(r, node, &rule->match);
    case 1:
        return agreement_read_settings(r, node, &rule->settings);
    case 2:
        return read_day(r, node, &rule->from);
    case 3:
        return read_day(r, node, &rule->until);
    case 4:
        return agreement_read_text(r, node, &rule->reason);
    case 5:
        return agreement_read_text(r, node, &rule->author);
    case 6:
        return true;
    }
    return agreement_unknown_key(r, node, "a rule", keys, VMI_COUNT(keys));
}

static bool read_rule(struct agreement_reading *r, const struct vmi_json_node *node,
                      struct agreement_rule *rule)
{
    *rule = (struct agreement_rule){
        .from = VMI_DAY_NONE, .until = VMI_DAY_NONE, .line = node->line, .column = node->column};
    if (node->kind != VMI_JSON_OBJECT)
        return agreement_expected(
            r, node, "an object such as {\"match\": {\"class\": \"A\"}, \"set\": {\"lead_time\": 3}}");
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n))
        if (!read_rule_key(r, n, rule))
            return false;
    return check_rule(r, node, rule);
}

bool agreement_read_rules(struct agreement_reading *r, const struct vmi_json_node *node)
{
    struct vmi_agreement *a = r->agreement;
    if (node->kind != VMI_JSON_ARRAY)
        return agreement_expected(r, node, "an array of rules");
    a->rules = vmi_arena_alloc(&a->arena, (node->children + 1) * sizeof *a->rules);
    for (const struct vmi_json_node *n = vmi_json_first(&r->json, node); n; n = vmi_json_after(&r->json, n)) {
        struct agreement_rule *rule = &a->rules[a->rule_count++];
        if (!read_rule(r, n, rule))
            return false;
        agreement_index_add(&a->index, &rule->match, (uint32_t)(a->rule_count - 1));
    }
    return true;
}

bool agreement_rule_sets(const struct agreement_rule *rule, enum vmi_term term)
{
    for (size_t i = 0; i < rule->settings.count; i++)
        if (rule->settings.list[i].term == term)
            return true;
    return false;
}
