#include <stdio.h>
#include <stdlib.h>

#include "lint_internal.h"
#include "vmi/memory.h"

/* ---- terms without effect ----------------------------------------------------------------------------- */

/* What is known of a value: whether it stands at some item, and whether the policy there uses it. */
enum use { UNSEEN, SEEN, USED };

struct usage {
    unsigned policies;    /* bits of those that may be in force; they tell what no item shows */
    unsigned to_come;     /* bits of those that rules with dates bring, on other days than the items show */
    unsigned char *rules; /* enum use, by rule and term */
    unsigned char defaults[VMI_TERMS], rows[VMI_TERMS];
};

static bool used_under(enum vmi_term term, int policy)
{
    return !vmi_term_rows[term].policies || vmi_term_rows[term].policies >> policy & 1;
}

static void note_usage(struct vmi_lint *lint, const struct lint_sample *sample, void *context)
{
    struct usage *usage = context;
    (void)lint;
    for (int i = 0; i < VMI_TERMS; i++) {
        const struct vmi_origin *origin = &sample->origins[i];
        unsigned char use = used_under((enum vmi_term)i, sample->terms.policy) ? USED : SEEN;
        unsigned char *known;
        if (origin->kind == VMI_ORIGIN_DEFAULTS)
            known = &usage->defaults[i];
        else if (origin->kind == VMI_ORIGIN_TERMS)
            known = &usage->rows[i];
        else if (origin->kind == VMI_ORIGIN_RULE)
            known = &usage->rules[(origin->number - 1) * VMI_TERMS + (uint32_t)i];
        else
            continue;
        if (*known < use)
            *known = use;
    }
}

static unsigned policy_bit(const union vmi_term_value value)
{
    return 1u << value.choice;
}

/* Those that rules set, or rules with dates alone. */
static unsigned policies_of_rules(const struct vmi_agreement *a, bool dated)
{
    unsigned policies = 0;
    for (size_t i = 0; i < a->rule_count; i++)
        for (size_t j = 0; j < a->rules[i].settings.count; j++)
            if (a->rules[i].settings.list[j].term == VMI_TERM_POLICY &&
                (!dated || agreement_is_dated(&a->rules[i])))
                policies |= policy_bit(a->rules[i].settings.list[j].value);
    return policies;
}

/* Every policy that may be in force for some item: of -s alone, else of the defaults, of rules and rows. */
static unsigned possible_policies(const struct vmi_agreement *a)
{
    if (vmi_terms_given(&a->settings, VMI_TERM_POLICY))
        return 1u << a->settings.policy;
    unsigned policies = 1u << a->base.policy | policies_of_rules(a, false);
    for (size_t i = 0; i < a->texts.count; i++) {
        struct vmi_slice term, text;
        vmi_map_split_two(&a->texts, (uint32_t)i, &term, &text);
        if (vmi_slice_is(term, "policy"))
            policies |= policy_bit(a->text_values[i]);
    }
    return policies;
}

/* RULE is the number of a rule, 0 for the defaults and a column of a terms file. */
static void report_unused(struct vmi_lint *lint, const struct lint_place *place, struct vmi_slice subject,
                          enum vmi_term term, unsigned rule)
{
    char where[32] = "defaults";
    if (rule)
        snprintf(where, sizeof where, "rule %u", rule);
    else if (place->file)
        snprintf(where, sizeof where, "column %llu", (unsigned long long)place->column);
    vmi_buffer_clear(&lint->message);
    for (int i = 0, any = 0; i < VMI_POLICIES; i++)
        if (vmi_term_rows[term].policies >> i & 1)
            vmi_buffer_print(&lint->message, "%s%.*s", any++ ? " or " : "",
                             VMI_SLICE_PRINT(vmi_term_word(VMI_TERM_POLICY, i)));
    lint_report(
        lint, VMI_FINDING_TERM_UNUSED, place, subject,
        "%s (%s, line %llu) is used under policy %.*s, which is in force for no item; take it out, or set "
        "the policy",
        vmi_term_rows[term].name, where, (unsigned long long)place->line,
        VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)));
}

static bool is_idle(const struct usage *usage, enum vmi_term term, unsigned char use)
{
    unsigned policies = vmi_term_rows[term].policies;
    return policies && ((use == SEEN && !(policies & usage->to_come)) ||
                        (use == UNSEEN && !(policies & usage->policies)));
}

static void check_unused_settings(struct vmi_lint *lint, const struct usage *usage)
{
    const struct vmi_agreement *a = lint->agreement;
    for (size_t i = 0; i < a->defaults.count; i++) {
        const struct agreement_setting *s = &a->defaults.list[i];
        struct lint_place place = {0, s->line, s->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
        if (is_idle(usage, s->term, usage->defaults[s->term]))
            report_unused(lint, &place, vmi_slice_of(vmi_term_rows[s->term].name), s->term, 0);
    }
    for (size_t i = 0; i < a->rule_count; i++) {
        for (size_t j = 0; j < a->rules[i].settings.count; j++) {
            const struct agreement_setting *s = &a->rules[i].settings.list[j];
            struct lint_place place = {0, s->line, s->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
            if (is_idle(usage, s->term, usage->rules[i * VMI_TERMS + (size_t)s->term]))
                report_unused(lint, &place, lint_rule_subject(lint, &a->rules[i]), s->term, (unsigned)i + 1);
        }
    }
}

static bool column_is_set(const struct vmi_agreement *a, uint32_t file, size_t column)
{
    for (size_t i = 0; i < a->keys.count; i++)
        if (a->rows[i].file == file && a->rows[i].values[column].number != VMI_DECIMAL_UNKNOWN)
            return true;
    return false;
}

static void check_unused_columns(struct vmi_lint *lint, const struct usage *usage)
{
    const struct vmi_agreement *a = lint->agreement;
    for (uint32_t i = 0; i < a->file_count; i++) {
        for (size_t j = 0; j < a->files[i].count; j++) {
            enum vmi_term term = a->files[i].columns[j];
            struct lint_place place = {i + 1, 1, a->files[i].places[j], VMI_SLICE_NONE, VMI_SLICE_NONE};
            if (is_idle(usage, term, usage->rows[term]) && column_is_set(a, i, j))
                report_unused(lint, &place, vmi_slice_of(vmi_term_rows[term].name), term, 0);
        }
    }
}

void lint_unused(struct vmi_lint *lint)
{
    const struct vmi_agreement *a = lint->agreement;
    struct usage usage = {
        .policies = possible_policies(a),
    };
    if (!vmi_terms_given(&a->settings, VMI_TERM_POLICY))
        usage.to_come = policies_of_rules(a, true);
    usage.rules = vmi_alloc_zeroed(a->rule_count * VMI_TERMS + 1, sizeof *usage.rules);
    if (lint->input->items)
        lint_visit_items(lint, note_usage, &usage);
    check_unused_settings(lint, &usage);
    check_unused_columns(lint, &usage);
    free(usage.rules);
}

/* ---- terms that are missing --------------------------------------------------------------------------- */

static bool lacks(const struct vmi_lint *lint, const struct lint_sample *sample, enum vmi_term *term)
{
    char text[VMI_TERM_TEXT_SIZE];
    bool item = !vmi_slice_is(sample->location, "*") && !vmi_slice_is(sample->sku, "*");
    for (size_t i = 0; i < lint->input->need_count; i++) {
        *term = lint->input->needs[i].term;
        if (lint->input->needs[i].policy == sample->terms.policy &&
            !vmi_terms_text(&sample->terms, *term, text).text &&
            (item || !vmi_term_in(&lint->agreement->given, (int)*term)))
            return true; /* of what is given somewhere, some item may have it */
    }
    return false;
}

void lint_check_missing(struct vmi_lint *lint, const struct lint_sample *sample)
{
    const struct vmi_origin *policy = &sample->origins[VMI_TERM_POLICY];
    bool item = !vmi_slice_is(sample->sku, "*");
    enum vmi_term term;
    if (!lacks(lint, sample, &term))
        return;
    struct lint_place place =
        lint_place_of(policy, item ? sample->location : VMI_SLICE_NONE, item ? sample->sku : VMI_SLICE_NONE);
    vmi_buffer_clear(&lint->message);
    lint_print_value(lint, &lint->message, sample, VMI_TERM_POLICY);
    lint_report(lint, VMI_FINDING_TERM_MISSING, &place, lint_origin_subject(lint, sample, policy, term),
                "%.*s needs %s, which is not given: there is no min and max; add \"%s\" (%s)",
                VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)), vmi_term_rows[term].name,
                vmi_term_rows[term].name, vmi_term_rows[term].meaning);
}
