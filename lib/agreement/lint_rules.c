#include <stdlib.h>

#include "lint_internal.h"
#include "vmi/memory.h"

/* Rules that match one item are compared two by two; of more than these the first are. */
enum { MOST_COMPARED = 64 };

struct rule_notes {
    bool matched;   /* an item is matched; without items, one that no row names can be */
    bool effective; /* for some item on some day a value of the rule stands */
};

struct window {
    int32_t from, until;
};

static struct window window_of(const struct agreement_rule *rule)
{
    return (struct window){rule->from == VMI_DAY_NONE ? VMI_DAY_FIRST : rule->from,
                           rule->until == VMI_DAY_NONE ? VMI_DAY_LAST : rule->until};
}

static bool window_within(struct window inner, struct window outer)
{
    return outer.from <= inner.from && inner.until <= outer.until;
}

static bool windows_meet(struct window a, struct window b)
{
    return a.from <= b.until && b.from <= a.until;
}

static unsigned number_of(const struct vmi_lint *lint, const struct agreement_rule *rule)
{
    return (unsigned)(rule - lint->agreement->rules) + 1;
}

/* True when RULE comes after what OTHER sets, whatever the item: a later rule of its kind, or one with dates. */
static bool comes_after(const struct agreement_rule *rule, const struct agreement_rule *other)
{
    if (agreement_is_dated(rule) != agreement_is_dated(other))
        return agreement_is_dated(rule);
    return rule > other;
}

/* ---- what a rule shows by itself ---------------------------------------------------------------------- */

static void check_dates(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    struct lint_place place = lint_rule_place(rule);
    unsigned number = number_of(lint, rule);
    int32_t as_of = lint->input->as_of;
    char until[VMI_DATE_TEXT_SIZE], today[VMI_DATE_TEXT_SIZE];
    vmi_day_format(rule->until, until);
    vmi_day_format(as_of, today);
    if (as_of != VMI_DAY_NONE && rule->until != VMI_DAY_NONE && rule->until < as_of)
        lint_report(lint, VMI_FINDING_RULE_EXPIRED, &place, lint_rule_subject(lint, rule),
                    "rule %u (line %llu) ended on %s, before %s; take it out, or write a later until", number,
                    (unsigned long long)rule->line, until, today);
    if (agreement_is_dated(rule) && !vmi_slice_trim(rule->reason).length)
        lint_report(lint, VMI_FINDING_RULE_WITHOUT_REASON, &place, lint_rule_subject(lint, rule),
                    "rule %u (line %llu) has dates and gives no reason; write \"reason\": \"...\", so that "
                    "both parties know why",
                    number, (unsigned long long)rule->line);
}

static void report_void(struct vmi_lint *lint, const struct agreement_rule *rule, enum vmi_match_key key)
{
    struct lint_place place = lint_rule_place(rule);
    vmi_buffer_clear(&lint->message);
    lint_print_match(&lint->message, &rule->match, LINT_SHOWN);
    lint_report(
        lint, VMI_FINDING_RULE_MATCHES_NOTHING, &place, lint_rule_subject(lint, rule),
        "rule %u (line %llu) matches no item: neither defaults nor a terms file gives such a %s (%.*s); "
        "correct the match, or give some items such a %s",
        number_of(lint, rule), (unsigned long long)rule->line, vmi_match_key_name(key),
        VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)), vmi_match_key_name(key));
}

static void report_unmatched(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    struct lint_place place = lint_rule_place(rule);
    vmi_buffer_clear(&lint->message);
    lint_print_match(&lint->message, &rule->match, LINT_SHOWN);
    lint_report(
        lint, VMI_FINDING_RULE_MATCHES_NOTHING, &place, lint_rule_subject(lint, rule),
        "rule %u (line %llu) matches none of the %zu items given: %.*s; correct the match, or take the "
        "rule out",
        number_of(lint, rule), (unsigned long long)rule->line, lint->input->items->count,
        VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)));
}

static void report_overridden(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    struct lint_place place = lint_rule_place(rule);
    lint_report(
        lint, VMI_FINDING_RULE_OVERRIDDEN, &place, lint_rule_subject(lint, rule),
        "rule %u (line %llu) is always overridden: later rules or rows of the terms files set all that "
        "it sets%s; put it behind them, or take it out",
        number_of(lint, rule), (unsigned long long)rule->line,
        lint->input->items ? " for every item it matches" : "");
}

/* ---- overridden by others ----------------------------------------------------------------------------- */

/* True when the windows of those of RULES that come after RULE and set TERM cover the window of RULE. */
static bool is_covered(const struct vmi_agreement *a, const struct agreement_rule *rule, enum vmi_term term,
                       const uint32_t *rules, size_t count)
{
    struct window window = window_of(rule);
    bool moved = true;
    while (moved) {
        moved = false;
        for (size_t i = 0; i < count; i++) {
            const struct agreement_rule *other = &a->rules[rules[i]];
            struct window w = window_of(other);
            if (!comes_after(other, rule) || w.from > window.from || w.until < window.from ||
                !agreement_rule_sets(other, term))
                continue;
            if (w.until >= window.until)
                return true;
            window.from = w.until + 1;
            moved = true;
        }
    }
    return false;
}

static bool row_sets(const struct vmi_agreement *a, uint32_t number, enum vmi_term term)
{
    const struct agreement_row *row = &a->rows[number];
    const struct agreement_terms_file *file = &a->files[row->file];
    for (size_t i = 0; i < file->count; i++)
        if (file->columns[i] == term && row->values[i].number != VMI_DECIMAL_UNKNOWN)
            return true;
    return false;
}

static bool rows_set(const struct vmi_agreement *a, const uint32_t *rows, size_t count, enum vmi_term term)
{
    for (size_t i = 0; i < count; i++)
        if (row_sets(a, rows[i], term))
            return true;
    return false;
}

static bool is_effective(const struct vmi_agreement *a, const struct agreement_rule *rule,
                         const struct agreement_found *found, const uint32_t *rows, size_t row_count)
{
    for (size_t i = 0; i < rule->settings.count; i++) {
        enum vmi_term term = rule->settings.list[i].term;
        bool by_row = !agreement_is_dated(rule) && rows_set(a, rows, row_count, term);
        if (!by_row && !is_covered(a, rule, term, agreement_found_rules(found), found->count))
            return true;
    }
    return false;
}

void lint_find_rules(const struct vmi_agreement *a, struct vmi_slice location, struct vmi_slice sku,
                     struct agreement_found *found)
{
    struct agreement_item item;
    *found = (struct agreement_found){.count = 0};
    agreement_item_at(a, location, sku, &item);
    agreement_find_rules(a, &item, found);
}

/* True the first time that these very rules, none or more, are found at an item: so many items have the same. */
static bool are_new(struct vmi_map *known, const struct agreement_found *found)
{
    size_t before = known->count;
    vmi_map_intern(known, (struct vmi_slice){(const char *)agreement_found_rules(found),
                                             found->count * sizeof *found->heap});
    return known->count > before;
}

static void note_item(struct vmi_lint *lint, uint32_t index, struct vmi_map *known, struct rule_notes *notes)
{
    const struct vmi_agreement *a = lint->agreement;
    struct vmi_slice location, sku;
    struct agreement_found found;
    uint32_t rows[4] = {0};
    vmi_map_split_two(lint->input->items, index, &location, &sku);
    lint_find_rules(a, location, sku, &found);
    size_t row_count = agreement_rows_of(a, location, sku, rows);
    const uint32_t *rules = agreement_found_rules(&found);
    bool is_new = row_count || are_new(known, &found);
    for (size_t i = 0; i < found.count && is_new; i++) {
        struct rule_notes *note = &notes[rules[i]];
        note->matched = true;
        if (!note->effective)
            note->effective = is_effective(a, &a->rules[rules[i]], &found, rows, row_count);
    }
    free(found.heap);
}

size_t lint_rows_over(const struct vmi_agreement *a, const struct vmi_match *match, uint32_t rows[4])
{
    struct vmi_slice names[2] = {VMI_SLICE("*"), VMI_SLICE("*")};
    for (int key = 0; key < 2; key++)
        if (match->counts[key] == 1 && match->name_counts[key] == 1)
            names[key] = match->names[key][0];
    return agreement_rows_of(a, names[0], names[1], rows);
}

void lint_find_wider(const struct vmi_lint *lint, const struct agreement_rule *rule,
                     struct agreement_found *found)
{
    const struct vmi_agreement *a = lint->agreement;
    for (uint32_t i = 0; i < a->rule_count; i++)
        if (&a->rules[i] == rule || (window_within(window_of(rule), window_of(&a->rules[i])) &&
                                     lint_match_within(&rule->match, &a->rules[i].match)))
            agreement_keep_rule(found, i);
}

/* Without items: a rule is overridden where those that match all that it matches do it. */
static bool is_overridden_everywhere(struct vmi_lint *lint, const struct agreement_rule *rule)
{
    const struct vmi_agreement *a = lint->agreement;
    struct agreement_found wider = {.count = 0};
    uint32_t rows[4] = {0};
    for (uint32_t i = 0; i < a->rule_count; i++) {
        const struct agreement_rule *other = &a->rules[i];
        if (!comes_after(other, rule) || !windows_meet(window_of(other), window_of(rule)) ||
            !lint_match_within(&rule->match, &other->match))
            continue;
        if (wider.count == VMI_COUNT(wider.few))
            break;
        wider.few[wider.count++] = i;
    }
    return !is_effective(a, rule, &wider, rows, lint_rows_over(a, &rule->match, rows));
}

/* ---- two rules ---------------------------------------------------------------------------------------- */

static bool same_value(const struct agreement_setting *a, const struct agreement_setting *b)
{
    struct vmi_terms x, y;
    vmi_terms_init(&x);
    vmi_terms_init(&y);
    vmi_terms_put(&x, a->term, a->value);
    vmi_terms_put(&y, b->term, b->value);
    return vmi_terms_equal(&x, &y, a->term);
}

/* The setting of LATER that says something else than EARLIER does; NULL for none. */
static const struct agreement_setting *differing(const struct agreement_rule *earlier,
                                                 const struct agreement_rule *later)
{
    for (size_t i = 0; i < later->settings.count; i++)
        for (size_t j = 0; j < earlier->settings.count; j++)
            if (later->settings.list[i].term == earlier->settings.list[j].term &&
                !same_value(&later->settings.list[i], &earlier->settings.list[j]))
                return &later->settings.list[i];
    return NULL;
}

/* An exception within a rule is how agreements are written; two rules that cross are not. */
static bool is_exception(const struct agreement_rule *earlier, const struct agreement_rule *later)
{
    struct window a = window_of(earlier), b = window_of(later);
    bool within = lint_match_within(&later->match, &earlier->match) && window_within(b, a);
    bool same = within && lint_match_within(&earlier->match, &later->match) && window_within(a, b);
    return within && !same;
}

static void compare_rules(struct vmi_lint *lint, const struct agreement_rule *earlier,
                          const struct agreement_rule *later)
{
    if (agreement_is_dated(earlier) != agreement_is_dated(later) ||
        !windows_meet(window_of(earlier), window_of(later)))
        return;
    const struct agreement_setting *setting = differing(earlier, later);
    if (!setting || is_exception(earlier, later))
        return;
    struct lint_place place = {0, setting->line, setting->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
    lint_report(
        lint, VMI_FINDING_RULES_OVERLAP, &place, lint_rule_subject(lint, later),
        "rule %u (line %llu) and rule %u (line %llu) set %s differently for the same items%s, and the "
        "later one stands; narrow one of them, or make it an exception within the other",
        number_of(lint, earlier), (unsigned long long)earlier->line, number_of(lint, later),
        (unsigned long long)later->line, vmi_term_rows[setting->term].name,
        agreement_is_dated(later) ? " and days" : "");
}

static void compare_at_item(struct vmi_lint *lint, struct vmi_slice location, struct vmi_slice sku,
                            struct vmi_map *known, const struct rule_notes *notes)
{
    const struct vmi_agreement *a = lint->agreement;
    struct agreement_found found;
    lint_find_rules(a, location, sku, &found);
    const uint32_t *rules = agreement_found_rules(&found);
    size_t count = found.count < MOST_COMPARED ? found.count : MOST_COMPARED;
    bool is_new = count > 1 && are_new(known, &found);
    for (size_t i = 0; i < count && is_new; i++)
        for (size_t j = i + 1; j < count && notes[rules[i]].effective; j++)
            compare_rules(lint, &a->rules[rules[i]], &a->rules[rules[j]]);
    free(found.heap);
}

/* ---- all of them -------------------------------------------------------------------------------------- */

static void check_with_items(struct vmi_lint *lint, struct rule_notes *notes)
{
    const struct vmi_agreement *a = lint->agreement;
    const struct vmi_map *items = lint->input->items;
    struct vmi_map noted = {0}, compared = {0};
    for (uint32_t i = 0; i < items->count; i++)
        note_item(lint, i, &noted, notes);
    for (size_t i = 0; i < a->rule_count; i++) {
        enum vmi_match_key key;
        if (!notes[i].matched && !lint_match_is_void(lint, &a->rules[i].match, &key))
            report_unmatched(lint, &a->rules[i]);
        else if (notes[i].matched && !notes[i].effective)
            report_overridden(lint, &a->rules[i]);
    }
    for (uint32_t i = 0; i < items->count; i++) {
        struct vmi_slice location, sku;
        vmi_map_split_two(items, i, &location, &sku);
        compare_at_item(lint, location, sku, &compared, notes);
    }
    vmi_map_free(&noted);
    vmi_map_free(&compared);
}

/* True when an item that no terms file names can match: the defaults give the class, the source ... that is asked. */
static bool matches_defaults(const struct vmi_agreement *a, const struct agreement_rule *rule)
{
    struct agreement_item item;
    agreement_item_of(&a->base, VMI_SLICE_NONE, VMI_SLICE_NONE, &item);
    for (int key = VMI_MATCH_CLASS; key < VMI_MATCH_KEYS; key++)
        if (rule->match.counts[key] &&
            !agreement_match_has(&rule->match, (enum vmi_match_key)key, item.by[key]))
            return false;
    return true;
}

/* Two rules of classes that rows alone give meet where a row shows it. */
static void compare_at_rows(struct vmi_lint *lint, const struct rule_notes *notes)
{
    const struct vmi_agreement *a = lint->agreement;
    struct vmi_map compared = {0};
    for (size_t i = 0; i < vmi_agreement_item_count(a); i++) {
        struct vmi_slice location, sku;
        vmi_agreement_item(a, i, &location, &sku);
        if (!vmi_slice_is(location, "*") && !vmi_slice_is(sku, "*"))
            compare_at_item(lint, location, sku, &compared, notes);
    }
    vmi_map_free(&compared);
}

static void check_without_items(struct vmi_lint *lint, struct rule_notes *notes)
{
    const struct vmi_agreement *a = lint->agreement;
    for (size_t i = 0; i < a->rule_count; i++) {
        notes[i].matched = matches_defaults(a, &a->rules[i]);
        notes[i].effective = !is_overridden_everywhere(lint, &a->rules[i]);
        if (!notes[i].effective)
            report_overridden(lint, &a->rules[i]);
    }
    for (size_t i = 0; i < a->rule_count; i++)
        for (size_t j = i + 1; j < a->rule_count && notes[i].effective && notes[i].matched; j++)
            if (notes[j].matched && lint_match_meet(&a->rules[i].match, &a->rules[j].match))
                compare_rules(lint, &a->rules[i], &a->rules[j]);
    compare_at_rows(lint, notes);
}

void lint_rules(struct vmi_lint *lint)
{
    const struct vmi_agreement *a = lint->agreement;
    struct rule_notes *notes = vmi_alloc_zeroed(a->rule_count + 1, sizeof *notes);
    for (size_t i = 0; i < a->rule_count; i++) {
        enum vmi_match_key key;
        check_dates(lint, &a->rules[i]);
        if (lint_match_is_void(lint, &a->rules[i].match, &key))
            report_void(lint, &a->rules[i], key);
    }
    if (lint->input->items)
        check_with_items(lint, notes);
    else
        check_without_items(lint, notes);
    free(notes);
}
