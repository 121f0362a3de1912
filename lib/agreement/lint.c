#include "vmi/lint.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "lint_internal.h"
#include "vmi/checksum.h"
#include "vmi/memory.h"

const struct vmi_lint_row vmi_lint_rows[VMI_LINT_CODES] = {
    [VMI_LINT_RULE_MATCHES_NOTHING] = {"rule_matches_nothing", "warning", "no item is matched by the rule"},
    [VMI_LINT_RULE_OVERRIDDEN] = {"rule_overridden", "warning",
                                  "later rules or rows set everything that the rule sets"},
    [VMI_LINT_RULE_EXPIRED] = {"rule_expired", "note", "the last day of the rule is past"},
    [VMI_LINT_RULES_OVERLAP] = {"rules_overlap", "warning",
                                "two rules set a term differently for the same items and days, and neither "
                                "is an exception within the other"},
    [VMI_LINT_RULE_WITHOUT_REASON] = {"rule_without_reason", "note", "a rule with dates gives no reason"},
    [VMI_LINT_MIN_ABOVE_MAX] = {"min_above_max", "error", "min is above max"},
    [VMI_LINT_MIN_DAYS_ABOVE_MAX_DAYS] = {"min_days_above_max_days", "error", "min_days is above max_days"},
    [VMI_LINT_ORDER_MIN_ABOVE_ORDER_MAX] = {"order_min_above_order_max", "error",
                                            "order_min is above order_max"},
    [VMI_LINT_MULTIPLE_ABOVE_CAP] = {"multiple_above_cap", "error",
                                     "not one order_multiple fits under stock_cap: nothing is ever ordered"},
    [VMI_LINT_MULTIPLE_NOT_OF_QUANTUM] = {"multiple_not_of_quantum", "warning",
                                          "order_multiple is no multiple of quantum"},
    [VMI_LINT_MULTIPLE_ABOVE_ORDER_MAX] = {"multiple_above_order_max", "error",
                                           "order_max is below one order_multiple: nothing is ever ordered"},
    [VMI_LINT_ORDER_MIN_ABOVE_CAP] = {"order_min_above_cap", "error",
                                      "order_min does not fit under stock_cap: nothing is ever ordered"},
    [VMI_LINT_MIN_ABOVE_CAP] = {"min_above_cap", "warning", "stock_cap is below min, and cuts it"},
    [VMI_LINT_CAP_DAYS_BELOW_MIN_DAYS] = {"cap_days_below_min_days", "warning",
                                          "stock_cap_days is below min_days, and cuts min"},
    [VMI_LINT_REVIEW_NOT_ORDER_DAYS] = {"review_not_order_days", "warning",
                                        "review_period is not the longest gap of order_days, which stands"},
    [VMI_LINT_SHELF_LIFE_BELOW_LEAD_TIME] = {"shelf_life_below_lead_time", "error",
                                             "the item expires before it can arrive"},
    [VMI_LINT_REMAINING_LIFE_ABOVE_SHELF_LIFE] = {"remaining_life_above_shelf_life", "error",
                                                  "no lot can have min_remaining_life left"},
    [VMI_LINT_TRANSIT_ABOVE_LEAD_TIME] = {"transit_above_lead_time", "warning",
                                          "goods would be shipped before they are ordered"},
    [VMI_LINT_TERM_UNUSED] = {"term_unused", "warning", "no tool uses the term under the policies in force"},
    [VMI_LINT_TERM_MISSING] = {"term_missing", "error",
                               "the policy in force needs a term that is not given: no min and max"},
    [VMI_LINT_TARGET_UNKNOWN_METRIC] = {"target_unknown_metric", "error",
                                        "a target on a metric that is not there"},
    [VMI_LINT_TARGET_NOT_A_RATIO] = {"target_not_a_ratio", "error",
                                     "a target outside 0 to 1 on a metric that is a ratio"},
    [VMI_LINT_TARGETS_CONFLICT] = {"targets_conflict", "error", "two targets that cannot both be met"},
    [VMI_LINT_TARGET_MATCHES_NOTHING] = {"target_matches_nothing", "warning",
                                         "no item is matched by the target"},
    [VMI_LINT_SHIPMENT_MATCHES_NOTHING] = {"shipment_matches_nothing", "warning",
                                           "no item is matched by the shipment"},
    [VMI_LINT_CALENDAR_UNUSED] = {"calendar_unused", "note", "no term names the calendar"},
    [VMI_LINT_CALENDAR_ENDED] = {"calendar_ended", "warning", "the calendar knows no closed day any more"},
    [VMI_LINT_ORDER_DAYS_ENDED] = {"order_days_ended", "error", "order_days have no day left to order on"},
};

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

void lint_print_match(struct vmi_buffer *out, const struct vmi_match *match)
{
    if (vmi_match_is_all(match))
        vmi_buffer_print(out, "every item");
    for (int key = 0, any = 0; key < VMI_MATCH_KEYS; key++) {
        if (!match->counts[key])
            continue;
        vmi_buffer_print(out, "%s%s ", any++ ? ", " : "", vmi_match_key_name((enum vmi_match_key)key));
        for (uint32_t i = 0; i < match->counts[key]; i++) {
            char quoted[VMI_QUOTED_SIZE];
            vmi_buffer_print(out, "%s%s", i ? " or " : "", vmi_text_quote(match->texts[key][i], quoted));
        }
    }
}

struct vmi_slice lint_rule_subject(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    char from[VMI_DATE_TEXT_SIZE], until[VMI_DATE_TEXT_SIZE];
    vmi_day_format(rule->from, from);
    vmi_day_format(rule->until, until);
    vmi_buffer_clear(&lint->subject);
    lint_print_match(&lint->subject, &rule->match);
    vmi_buffer_print(&lint->subject, "; %s..%s", from, until);
    for (size_t i = 0; i < rule->settings.count; i++)
        vmi_buffer_print(&lint->subject, "; %s", vmi_term_rows[rule->settings.list[i].term].name);
    return vmi_buffer_slice(&lint->subject);
}

struct vmi_slice lint_origin_subject(struct vmi_lint *lint, const struct lint_sample *sample,
                                     const struct vmi_origin *origin, enum vmi_term term)
{
    if (origin->kind == VMI_ORIGIN_RULE)
        lint_rule_subject(lint, &lint->agreement->rules[origin->number - 1]);
    else
        vmi_buffer_clear(&lint->subject);
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

void lint_report(struct vmi_lint *lint, enum vmi_lint_code code, const struct lint_place *place,
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
        .identity = vmi_identity(subject) ^ vmi_identity(vmi_slice_of(vmi_lint_rows[code].code)) * 31,
    };
    free(message);
}

static int compare_findings(const void *left, const void *right)
{
    const struct vmi_lint_finding *a = left, *b = right;
    int order = strcmp(vmi_lint_rows[a->code].code, vmi_lint_rows[b->code].code);
    if (!order)
        order = vmi_slice_compare(a->location, b->location);
    if (!order)
        order = vmi_slice_compare(a->sku, b->sku);
    if (!order)
        order = vmi_slice_compare(a->file, b->file);
    if (!order)
        order = a->line < b->line ? -1 : a->line > b->line;
    return order ? order : a->column < b->column ? -1 : a->column > b->column;
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

void lint_visit_parts(struct vmi_lint *lint, lint_visit *visit, void *context)
{
    const struct vmi_agreement *a = lint->agreement;
    struct lint_sample sample = {.location = VMI_SLICE("*"), .sku = VMI_SLICE("*"), .is_part = true};
    agreement_survey_rule(a, NULL, &sample.terms, sample.origins);
    visit(lint, &sample, context);
    for (size_t i = 0; i < a->rule_count; i++) {
        sample.rule = &a->rules[i];
        agreement_survey_rule(a, sample.rule, &sample.terms, sample.origins);
        visit(lint, &sample, context);
    }
}

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

struct vmi_lint *vmi_lint_new(const struct vmi_lint_input *input)
{
    struct vmi_lint *lint = vmi_alloc_zeroed(1, sizeof *lint);
    lint->input = input;
    lint->agreement = input->agreement;
    lint_rules(lint);
    lint_pairs(lint);
    lint_terms(lint);
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
    free(lint->findings);
    free(lint);
}
