#include "vmi/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint_internal.h"
#include "vmi/checksum.h"
#include "vmi/memory.h"

/* ---- places and subjects ------------------------------------------------------------------------------ */

struct lint_place lint_place_of(const struct vmi_origin *origin, struct vmi_slice location,
                                struct vmi_slice sku)
{
    uint32_t file = origin->kind == VMI_ORIGIN_TERMS ? origin->number + 1 : 0;
    return (struct lint_place){file, origin->line, origin->column, location, sku};
}

struct lint_place lint_rule_place(const struct agreement_rule *rule)
{
    return (struct lint_place){0, rule->line, rule->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
}

void lint_print_match(struct vmi_buffer *out, const struct vmi_match *match, uint32_t most)
{
    if (vmi_match_is_all(match))
        vmi_buffer_print(out, "every item");
    for (int key = 0, any = 0; key < VMI_MATCH_KEYS; key++) {
        if (!match->counts[key])
            continue;
        vmi_buffer_print(out, "%s%s ", any++ ? ", " : "", vmi_match_key_name((enum vmi_match_key)key));
        for (uint32_t i = 0; i < match->counts[key] && i < most; i++) {
            char quoted[VMI_QUOTED_SIZE];
            vmi_buffer_print(out, "%s%s", i ? " or " : "", vmi_text_quote(match->texts[key][i], quoted));
        }
        if (match->counts[key] > most)
            vmi_buffer_print(out, " or %u others", match->counts[key] - most);
    }
}

static void print_rule(struct vmi_buffer *out, const struct agreement_rule *rule)
{
    enum { LONGEST = 4096 }; /* a rule with a long list of skus is looked at for each of them */
    char from[VMI_DATE_TEXT_SIZE], until[VMI_DATE_TEXT_SIZE];
    vmi_day_format(rule->from, from);
    vmi_day_format(rule->until, until);
    lint_print_match(out, &rule->match, UINT32_MAX);
    vmi_buffer_print(out, "; %s..%s", from, until);
    for (size_t i = 0; i < rule->settings.count; i++)
        vmi_buffer_print(out, "; %s", vmi_term_rows[rule->settings.list[i].term].name);
    if (out->length <= LONGEST)
        return;
    uint64_t identity = vmi_identity(vmi_buffer_slice(out));
    vmi_buffer_clear(out);
    vmi_buffer_print(out, "%016llx", (unsigned long long)identity);
}

struct vmi_slice lint_rule_subject(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    struct vmi_slice *known = &lint->rules[rule - lint->agreement->rules];
    if (!known->text) {
        struct vmi_buffer text = {0};
        print_rule(&text, rule);
        *known = vmi_arena_dup(&lint->arena, vmi_buffer_slice(&text));
        vmi_buffer_free(&text);
    }
    return *known;
}

struct vmi_slice lint_origin_subject(struct vmi_lint *lint, const struct lint_sample *sample,
                                     const struct vmi_origin *origin, enum vmi_term term)
{
    vmi_buffer_clear(&lint->subject);
    if (origin->kind == VMI_ORIGIN_RULE)
        vmi_buffer_add_slice(&lint->subject,
                             lint_rule_subject(lint, &lint->agreement->rules[origin->number - 1]));
    vmi_buffer_print(&lint->subject, "; %s", vmi_term_rows[term].name);
    if (origin->kind == VMI_ORIGIN_TERMS)
        vmi_buffer_print(&lint->subject, "; %.*s; %.*s", VMI_SLICE_PRINT(sample->location),
                         VMI_SLICE_PRINT(sample->sku));
    return vmi_buffer_slice(&lint->subject);
}

void lint_print_value(struct vmi_lint *lint, struct vmi_buffer *out, const struct lint_sample *sample,
                      enum vmi_term term)
{
    char text[VMI_TERM_TEXT_SIZE], quoted[VMI_QUOTED_SIZE];
    const struct vmi_origin *origin = &sample->origins[term];
    struct vmi_slice value = vmi_terms_text(&sample->terms, term, text);
    if (value.length > VMI_TERM_TEXT_SIZE)
        value = vmi_slice_of(vmi_text_quote(value, quoted));
    vmi_buffer_print(out, "%s %.*s%s", vmi_term_rows[term].name, VMI_SLICE_PRINT(value),
                     origin->kind == VMI_ORIGIN_BUILT_IN ? ", " : " from ");
    vmi_agreement_print_origin(lint->agreement, origin, out);
    if (origin->kind == VMI_ORIGIN_DEFAULTS)
        vmi_buffer_print(out, " (line %llu)", (unsigned long long)origin->line);
}

/* ---- reporting ---------------------------------------------------------------------------------------- */

void lint_report(struct vmi_lint *lint, enum vmi_finding_code code, const struct lint_place *place,
                 struct vmi_slice subject, const char *format, ...)
{
    char key[96];
    int length = snprintf(key, sizeof key, "%d %u %llu %llu", (int)code, place->file,
                          (unsigned long long)place->line, (unsigned long long)place->column);
    size_t before = lint->seen.count;
    uint32_t number = vmi_map_intern_two(&lint->seen, (struct vmi_slice){key, (size_t)length}, subject);
    if (lint->seen.count == before) {
        lint->findings[number].more += place->sku.length > 0;
        return;
    }
    va_list arguments;
    char *message = NULL;
    va_start(arguments, format);
    int written = vasprintf(&message, format, arguments);
    va_end(arguments);
    if (written < 0)
        vmi_memory_exhausted();
    lint->findings = vmi_grow(lint->findings, &lint->capacity, lint->count + 1, sizeof *lint->findings);
    lint->findings[lint->count++] = (struct vmi_lint_finding){
        .code = code,
        .file = place->file ? lint->agreement->files[place->file - 1].name : VMI_SLICE_NONE,
        .line = place->line,
        .column = place->column,
        .location = place->location,
        .sku = place->sku,
        .message = vmi_arena_dup(&lint->arena, vmi_slice_of(message)),
        .identity = vmi_identity(subject) ^ vmi_identity(vmi_slice_of(vmi_finding_codes[code].code)) * 31,
    };
    free(message);
}

static int compare_findings(const void *left, const void *right)
{
    const struct vmi_lint_finding *a = left, *b = right;
    int order = strcmp(vmi_finding_codes[a->code].code, vmi_finding_codes[b->code].code);
    if (!order)
        order = vmi_slice_compare(a->location, b->location);
    if (!order)
        order = vmi_slice_compare(a->sku, b->sku);
    if (!order)
        order = vmi_slice_compare(a->file, b->file);
    if (!order)
        order = a->line < b->line ? -1 : a->line > b->line;
    if (!order)
        order = a->column < b->column ? -1 : a->column > b->column;
    return order ? order : vmi_slice_compare(a->message, b->message);
}

/* Two findings that say the same, as of two equal rules, are still two. */
static void tell_apart(struct vmi_lint *lint)
{
    struct vmi_map known = {0};
    for (size_t i = 0; i < lint->count; i++) {
        uint64_t *identity = &lint->findings[i].identity;
        size_t before = known.count;
        while (vmi_map_intern(&known, (struct vmi_slice){(const char *)identity, sizeof *identity}) < before)
            *identity = vmi_identity((struct vmi_slice){(const char *)identity, sizeof *identity});
    }
    vmi_map_free(&known);
}

/* ---- what is looked at -------------------------------------------------------------------------------- */

static void visit_item(struct vmi_lint *lint, struct vmi_slice location, struct vmi_slice sku,
                       lint_visit *visit, void *context)
{
    struct lint_sample sample = {.location = location, .sku = sku};
    if (!vmi_agreement_covers(lint->agreement, location, sku))
        return; /* it is not planned, whatever its terms */
    agreement_survey(lint->agreement, location, sku, lint->input->as_of, &sample.terms, sample.origins);
    visit(lint, &sample, context);
}

void lint_visit_items(struct vmi_lint *lint, lint_visit *visit, void *context)
{
    const struct vmi_map *items = lint->input->items;
    const struct vmi_agreement *a = lint->agreement;
    struct vmi_slice location, sku;
    for (uint32_t i = 0; items && i < items->count; i++) {
        vmi_map_split_two(items, i, &location, &sku);
        visit_item(lint, location, sku, visit, context);
    }
    for (size_t i = 0; i < vmi_agreement_item_count(a); i++) {
        vmi_agreement_item(a, i, &location, &sku);
        if (vmi_slice_is(location, "*") || vmi_slice_is(sku, "*"))
            continue;
        if (!items || vmi_map_find_two(items, location, sku) == VMI_MAP_NONE)
            visit_item(lint, location, sku, visit, context);
    }
}

/* ---- what terms show by themselves --------------------------------------------------------------------- */

static void check_sample(struct vmi_lint *lint, const struct lint_sample *sample)
{
    lint_check_pairs(lint, sample);
    lint_check_missing(lint, sample);
    lint_check_order_days(lint, sample);
}

static bool is_expired(const struct vmi_lint *lint, const struct agreement_rule *rule)
{
    int32_t as_of = lint->input->as_of;
    return as_of != VMI_DAY_NONE && rule->until != VMI_DAY_NONE && rule->until < as_of;
}

static void visit_rules(struct vmi_lint *lint)
{
    const struct vmi_agreement *a = lint->agreement;
    struct lint_sample sample = {.location = VMI_SLICE("*"), .sku = VMI_SLICE("*")};
    for (size_t i = 0; i < a->rule_count; i++) {
        struct agreement_found wider = {.count = 0};
        uint32_t rows[4] = {0};
        enum vmi_match_key key;
        if (is_expired(lint, &a->rules[i]) || lint_match_is_void(lint, &a->rules[i].match, &key))
            continue;
        lint_find_wider(lint, &a->rules[i], &wider);
        agreement_survey_parts(a, agreement_found_rules(&wider), wider.count, rows,
                               lint_rows_over(a, &a->rules[i].match, rows), &sample.terms, sample.origins);
        free(wider.heap);
        check_sample(lint, &sample);
    }
}

static void visit_wide_rows(struct vmi_lint *lint)
{
    const struct vmi_agreement *a = lint->agreement;
    struct lint_sample sample;
    for (size_t i = 0; i < vmi_agreement_item_count(a); i++) {
        vmi_agreement_item(a, i, &sample.location, &sample.sku);
        if (!vmi_slice_is(sample.location, "*") && !vmi_slice_is(sample.sku, "*"))
            continue;
        agreement_survey(a, sample.location, sample.sku, lint->input->as_of, &sample.terms, sample.origins);
        check_sample(lint, &sample);
    }
}

/* What is left to look at: by rule how often it was, and how many rules may still be put over each other. */
struct to_come {
    uint32_t *visits;
    size_t budget;
};

/* An item on the first day of a rule that is yet to come; it is told as the rule, not as the item. */
static void visit_to_come(struct vmi_lint *lint, uint32_t item, struct to_come *left)
{
    enum { MOST_VISITED = 100 };
    const struct vmi_agreement *a = lint->agreement;
    struct lint_sample sample = {.location = VMI_SLICE("*"), .sku = VMI_SLICE("*")};
    struct agreement_found found;
    struct vmi_slice location, sku;
    vmi_map_split_two(lint->input->items, item, &location, &sku);
    lint_find_rules(a, location, sku, &found);
    for (size_t i = 0; i < found.count; i++) {
        uint32_t number = agreement_found_rules(&found)[i];
        const struct agreement_rule *rule = &a->rules[number];
        int32_t day = rule->from != VMI_DAY_NONE ? rule->from : rule->until;
        bool to_come = agreement_is_dated(rule) && !is_expired(lint, rule) &&
                       (lint->input->as_of == VMI_DAY_NONE || day > lint->input->as_of);
        if (!to_come || left->visits[number] >= MOST_VISITED || left->budget < found.count)
            continue;
        left->visits[number]++;
        left->budget -= found.count;
        agreement_survey(a, location, sku, day, &sample.terms, sample.origins);
        check_sample(lint, &sample);
    }
    free(found.heap);
}

/*
 * What no item at hand shows. Without items: the terms of an item that a rule matches and that nothing narrower names, for
 * each rule on a day on which it is in force; the same for each row with *; the defaults where there is neither. With
 * items: on the first day of each rule with dates that is yet to come, those of the first items that it matches.
 */
static void visit_parts(struct vmi_lint *lint)
{
    enum { MOST_STEPS = 10000000 }; /* a second */
    const struct vmi_agreement *a = lint->agreement;
    const struct vmi_map *items = lint->input->items;
    struct lint_sample sample = {.location = VMI_SLICE("*"), .sku = VMI_SLICE("*")};
    if (items) {
        struct to_come left = {vmi_alloc_zeroed(a->rule_count + 1, sizeof *left.visits), MOST_STEPS};
        for (uint32_t i = 0; i < items->count; i++)
            visit_to_come(lint, i, &left);
        free(left.visits);
        return;
    }
    visit_rules(lint);
    visit_wide_rows(lint);
    if (a->rule_count || a->file_count)
        return;
    agreement_survey_parts(a, NULL, 0, NULL, 0, &sample.terms, sample.origins);
    check_sample(lint, &sample);
}

static void check_item(struct vmi_lint *lint, const struct lint_sample *sample, void *context)
{
    (void)context;
    check_sample(lint, sample);
}

struct vmi_lint *vmi_lint_new(const struct vmi_lint_input *input)
{
    struct vmi_lint *lint = vmi_alloc_zeroed(1, sizeof *lint);
    lint->input = input;
    lint->agreement = input->agreement;
    lint->rules = vmi_alloc_zeroed(lint->agreement->rule_count + 1, sizeof *lint->rules);
    lint_rules(lint);
    lint_unused(lint);
    lint_visit_items(lint, check_item, NULL);
    visit_parts(lint); /* behind the items: where both show the same, the finding names an item */
    lint_parts(lint);
    if (lint->count)
        qsort(lint->findings, lint->count, sizeof *lint->findings, compare_findings);
    tell_apart(lint);
    return lint;
}

const struct vmi_lint_finding *vmi_lint_findings(const struct vmi_lint *lint, size_t *count)
{
    *count = lint->count;
    return lint->findings;
}

void vmi_lint_free(struct vmi_lint *lint)
{
    if (!lint)
        return;
    vmi_arena_free(&lint->arena);
    vmi_map_free(&lint->seen);
    vmi_buffer_free(&lint->message);
    vmi_buffer_free(&lint->subject);
    free(lint->rules);
    free(lint->findings);
    free(lint);
}
