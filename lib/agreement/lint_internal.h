/*
 * lint_internal.h: what the checks of an agreement share. Each check looks at the whole and reports what it finds.
 */
#ifndef VMI_AGREEMENT_LINT_INTERNAL_H
#define VMI_AGREEMENT_LINT_INTERNAL_H

#include "internal.h"
#include "vmi/lint.h"

struct vmi_lint {
    const struct vmi_lint_input *input;
    const struct vmi_agreement *agreement;
    struct vmi_arena arena;
    struct vmi_map seen; /* code and place of findings */
    struct vmi_lint_finding *findings;
    size_t count, capacity;
    struct vmi_buffer message, subject;
    struct vmi_slice *rules; /* by rule, what stands for it; unknown until it is asked for */
};

/* Where a finding stands, and what item it was seen at. */
struct lint_place {
    uint32_t file; /* of a terms file, 1 the first; 0: the agreement itself */
    uint64_t line, column;
    struct vmi_slice location, sku;
};

struct lint_place lint_place_of(const struct vmi_origin *origin, struct vmi_slice location,
                                struct vmi_slice sku);
struct lint_place lint_rule_place(const struct agreement_rule *rule);

/*
 * Reports a finding once for each place. SUBJECT is what the finding is about in words that stay when lines move; the
 * message follows as for printf.
 */
void lint_report(struct vmi_lint *lint, enum vmi_finding_code code, const struct lint_place *place,
                 struct vmi_slice subject, const char *format, ...) VMI_PRINTF(5, 6);

/* "sku 0012*, class A" of a match, "every item" of none. Of a list of texts the first MOST are told, and how many more. */
void lint_print_match(struct vmi_buffer *out, const struct vmi_match *match, uint32_t most);

/* So many are enough for people. */
enum { LINT_SHOWN = 5 };

/* What stands for a rule when lines move: its match, its dates and its terms. */
struct vmi_slice lint_rule_subject(struct vmi_lint *lint, const struct agreement_rule *rule);

/* True when it is certain that whatever INNER chooses OUTER chooses too; and that some item can be of both. */
bool lint_match_within(const struct vmi_match *inner, const struct vmi_match *outer);
bool lint_match_meet(const struct vmi_match *a, const struct vmi_match *b);

/* True when no item can match: a class, source, life or ownership is asked that nothing gives. Names the key. */
bool lint_match_is_void(const struct vmi_lint *lint, const struct vmi_match *match, enum vmi_match_key *key);

/* True when an item of the input is chosen; only where items are given. */
bool lint_match_has_item(const struct vmi_lint *lint, const struct vmi_match *match);

void lint_rules(struct vmi_lint *lint);
void lint_unused(struct vmi_lint *lint);
void lint_parts(struct vmi_lint *lint);

/* Terms in force, where each comes from, and whose they are: "*" where it is no item. */
struct lint_sample {
    struct vmi_terms terms;
    struct vmi_origin origins[VMI_TERMS];
    struct vmi_slice location, sku;
};

/* What terms show by themselves. */
void lint_check_pairs(struct vmi_lint *lint, const struct lint_sample *sample);
void lint_check_missing(struct vmi_lint *lint, const struct lint_sample *sample);
void lint_check_order_days(struct vmi_lint *lint, const struct lint_sample *sample);

typedef void lint_visit(struct vmi_lint *lint, const struct lint_sample *sample, void *context);

/* RULE itself and the rules that hold wherever and whenever it does. FOUND is zeroed before; free its heap. */
void lint_find_wider(const struct vmi_lint *lint, const struct agreement_rule *rule,
                     struct agreement_found *found);

/* The rows that hold for all items of a match: *,* and, where it names one sku and one location, those of theirs. */
size_t lint_rows_over(const struct vmi_agreement *agreement, const struct vmi_match *match, uint32_t rows[4]);

/* The rules that match an item, dates aside; free FOUND's heap. */
void lint_find_rules(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                     struct agreement_found *found);

/* Each item of the input and each that has a row of its own. Rules with dates count where the day is known. */
void lint_visit_items(struct vmi_lint *lint, lint_visit *visit, void *context);

/* "stock_cap 40 from defaults (line 4)". */
void lint_print_value(struct vmi_lint *lint, struct vmi_buffer *out, const struct lint_sample *sample,
                      enum vmi_term term);

/* What stands for an origin when lines move. The slice dies at the next call. */
struct vmi_slice lint_origin_subject(struct vmi_lint *lint, const struct lint_sample *sample,
                                     const struct vmi_origin *origin, enum vmi_term term);

#endif
