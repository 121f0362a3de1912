/*
 * internal.h: what the rooms of the agreement share.
 */
#ifndef VMI_AGREEMENT_INTERNAL_H
#define VMI_AGREEMENT_INTERNAL_H

#include "vmi/agreement.h"
#include "vmi/json.h"
#include "vmi/map.h"

/* ---- what is matched ---------------------------------------------------------------------------------- */

/* An item as a match sees it. Life and ownership are words. */
struct agreement_item {
    struct vmi_slice by[VMI_MATCH_KEYS];
};

/* The values of the terms that are matched, out of TERMS. */
void agreement_item_of(const struct vmi_terms *terms, struct vmi_slice location, struct vmi_slice sku,
                       struct agreement_item *item);

/* The term behind a key, VMI_TERMS for location and sku. */
enum vmi_term agreement_match_term(enum vmi_match_key key);

/* ---- rules -------------------------------------------------------------------------------------------- */

struct agreement_setting {
    enum vmi_term term;
    union vmi_term_value value;
    uint64_t line, column;
};

struct agreement_settings {
    struct agreement_setting *list;
    size_t count;
};

struct agreement_rule {
    struct vmi_match match;
    int32_t from, until; /* VMI_DAY_NONE: open */
    struct vmi_slice reason, author;
    struct agreement_settings settings;
    uint64_t line, column;
};

static inline bool agreement_is_dated(const struct agreement_rule *rule)
{
    return rule->from != VMI_DAY_NONE || rule->until != VMI_DAY_NONE;
}

/* False for a rule without a term. */
bool agreement_rule_sets(const struct agreement_rule *rule, enum vmi_term term);

/* By what a rule can be looked up: a text of one key, or the beginning of one. */
struct agreement_index {
    struct vmi_map keys;
    struct agreement_bucket {
        uint32_t *rules;
        size_t count, capacity;
    } * buckets; /* by key */
    size_t bucket_capacity;
    struct agreement_bucket rest; /* rules that are tried on every item */
    struct agreement_lengths {
        uint32_t *list; /* of the prefixes there are, each once */
        size_t count, capacity;
    } lengths[2]; /* of location and sku */
    bool used[VMI_MATCH_KEYS];
};

void agreement_index_add(struct agreement_index *index, const struct vmi_match *match, uint32_t rule);
void agreement_index_free(struct agreement_index *index);

/* Rule numbers, ascending. */
struct agreement_found {
    uint32_t few[16];
    uint32_t *heap; /* NULL while the few are enough */
    size_t count, capacity;
};

void agreement_keep_rule(struct agreement_found *found, uint32_t rule);

static inline const uint32_t *agreement_found_rules(const struct agreement_found *found)
{
    return found->heap ? found->heap : found->few;
}

/* Parts the texts of a key into names and globs, so that a list of a hundred thousand skus is not searched for each item. */
void agreement_match_sort(struct vmi_match *match, enum vmi_match_key key, struct vmi_arena *arena);

/* True when one of the texts of KEY holds for VALUE. */
bool agreement_match_has(const struct vmi_match *match, enum vmi_match_key key, struct vmi_slice value);

/* True when ITEM is chosen. */
bool agreement_match_holds(const struct vmi_match *match, const struct agreement_item *item);

/* The rules that match ITEM, dates aside. FOUND is zeroed before; free its heap. */
void agreement_find_rules(const struct vmi_agreement *agreement, const struct agreement_item *item,
                          struct agreement_found *found);

/*
 * Terms in force and their origins, contradictions and all. Without a day, rules with dates are left out.
 */
void agreement_survey(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                      int32_t as_of, struct vmi_terms *terms, struct vmi_origin origins[VMI_TERMS]);

/* The same of these rules, in force all of them, and these rows. Rules are in the order of the file. */
void agreement_survey_parts(const struct vmi_agreement *agreement, const uint32_t *rules, size_t count,
                            const uint32_t *rows, size_t row_count, struct vmi_terms *terms,
                            struct vmi_origin origins[VMI_TERMS]);

/* What rules match on, of an item. */
void agreement_item_at(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                       struct agreement_item *item);

/* ---- terms files -------------------------------------------------------------------------------------- */

struct agreement_terms_file {
    struct vmi_slice name; /* as the agreement has it */
    enum vmi_term *columns;
    uint32_t *places; /* of the columns in the file */
    size_t count;
};

/* The values of a row, one a column of its file. A cell that inherits is VMI_DECIMAL_UNKNOWN as a number. */
struct agreement_row {
    const union vmi_term_value *values;
    uint32_t file;
    uint64_t line;
};

/* The rows that name an item, the most general first; returns how many there are. */
size_t agreement_rows_of(const struct vmi_agreement *agreement, struct vmi_slice location,
                         struct vmi_slice sku, uint32_t rows[4]);

/* ---- the agreement ------------------------------------------------------------------------------------ */

struct vmi_agreement {
    struct vmi_arena arena;
    struct vmi_terms base, settings; /* defaults over the built-in ones; of what -s gave alone */
    struct agreement_settings defaults;
    struct vmi_slice id, version, currency;
    struct vmi_party vendor, customer;
    struct vmi_slice *terms_files; /* as they are named */
    size_t terms_file_count;
    struct agreement_terms_file *files; /* as they were read */
    size_t file_count, file_capacity;
    struct vmi_target *targets;
    size_t target_count;
    struct vmi_shipment *shipments;
    size_t shipment_count;
    struct agreement_rule *rules;
    size_t rule_count;
    struct agreement_index index;
    struct vmi_map calendar_names;
    struct agreement_calendar {
        struct vmi_calendar *calendar;
        uint64_t line, column;
    } * calendars; /* by name */
    struct vmi_calendar_file *calendar_files;
    size_t calendar_file_count, calendar_file_capacity;
    struct vmi_map keys;        /* location and sku of the rows */
    struct agreement_row *rows; /* by key */
    size_t rows_capacity;
    struct vmi_map texts; /* cells of terms files that are no numbers: term, text */
    union vmi_term_value *text_values;
    size_t text_values_capacity;
    struct vmi_term_set given;
    enum vmi_severity severities[VMI_CHECKS];
    struct vmi_buffer fingerprints; /* one a file, in order */
    struct vmi_buffer label;
};

/* ---- reading the JSON --------------------------------------------------------------------------------- */

struct agreement_reading {
    struct vmi_json json;
    struct vmi_agreement *agreement;
    struct vmi_error *error;
    struct vmi_map
        order_days; /* as they were written; many rules have the same, and reading them takes time */
    const struct vmi_calendar **order_calendars; /* by number */
    size_t order_calendars_capacity;
};

/* All return false with the place of NODE in the error. */
bool agreement_at(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_expected(struct agreement_reading *r, const struct vmi_json_node *node, const char *what);
bool agreement_unknown_key(struct agreement_reading *r, const struct vmi_json_node *node, const char *of,
                           const char *const *keys, size_t count);

/* The index of the node's key among KEYS; COUNT when it is none of them. */
size_t agreement_key(const struct vmi_json_node *node, const char *const *keys, size_t count);

/* The text of a string or a number, copied. */
struct vmi_slice agreement_text(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_text(struct agreement_reading *r, const struct vmi_json_node *node,
                         struct vmi_slice *text);

/* An object from terms to values. */
bool agreement_read_settings(struct agreement_reading *r, const struct vmi_json_node *node,
                             struct agreement_settings *settings);
bool agreement_read_match(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_match *match);
bool agreement_read_rules(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_targets(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_calendars(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_checks(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_shipments(struct agreement_reading *r, const struct vmi_json_node *node);
bool agreement_read_party(struct agreement_reading *r, const struct vmi_json_node *node,
                          struct vmi_party *party);

/* The name of an unknown term, with the nearest one. */
bool agreement_refuse_term(struct vmi_slice name, struct vmi_error *error);

/* Adds the fingerprint of a file to the label. */
void agreement_sign(struct vmi_agreement *agreement, struct vmi_slice text);

#endif
