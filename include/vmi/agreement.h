/*
 * agreement.h: what the two parties signed, and the terms in force for an item on a day.
 *
 * Terms stand over each other in this order, the later one winning: built-in defaults, `defaults` of the agreement,
 * rules without dates in the order of the file, the rows of its terms files (rows with * before rows that name the
 * item), rules with dates that are in force on the day, -s. All texts are copied.
 */
#ifndef VMI_AGREEMENT_H
#define VMI_AGREEMENT_H

#include "vmi/check.h"
#include "vmi/date.h"
#include "vmi/factor.h"
#include "vmi/load_limits.h"
#include "vmi/source.h"
#include "vmi/term.h"

struct vmi_agreement;

/* An agreement in which nothing is said. */
struct vmi_agreement *vmi_agreement_new(void);
void vmi_agreement_free(struct vmi_agreement *agreement);

/*
 * Reads the JSON of an agreement, once. Errors have status VMI_USAGE, line and column of the value and the key; their
 * file is not touched.
 */
bool vmi_agreement_read(struct vmi_agreement *agreement, struct vmi_slice text,
                        struct vmi_error *error) VMI_MUST_USE;

/* The names of its terms files as they stand there: relative to the folder of the agreement. */
const struct vmi_slice *vmi_agreement_terms_files(const struct vmi_agreement *agreement, size_t *count);

/*
 * Reads a terms file: a CSV with location, sku and columns that are named as terms. Empty cells and * inherit; * as
 * location or sku is all of them. NAME is how the agreement calls it. SOURCE is taken over; TEXT is the same bytes, for
 * the fingerprint.
 */
bool vmi_agreement_add_terms(struct vmi_agreement *agreement, struct vmi_slice name,
                             struct vmi_source *source, struct vmi_slice text,
                             struct vmi_error *error) VMI_MUST_USE;

/* The iCalendar files that its calendars name, relative to the folder of the agreement. */
struct vmi_calendar_file {
    struct vmi_slice name;
    uint32_t calendar; /* for vmi_agreement_add_events() alone */
};

const struct vmi_calendar_file *vmi_agreement_calendar_files(const struct vmi_agreement *agreement,
                                                             size_t *count);

/* Reads the text of the file with that index. *SKIPPED: its events that close no whole day. */
bool vmi_agreement_add_events(struct vmi_agreement *agreement, size_t index, struct vmi_slice text,
                              size_t *skipped, struct vmi_error *error) VMI_MUST_USE;

/* The calendar of that name; NULL, on which every day is open, for none. */
const struct vmi_calendar *vmi_agreement_calendar(const struct vmi_agreement *agreement,
                                                  struct vmi_slice name);

/*
 * Checks what takes all files, and -s: calendars that are not there, successors that run in a circle. FILE is what errors call the agreement itself; those of
 * a terms file have its name.
 */
bool vmi_agreement_check(const struct vmi_agreement *agreement, const char *file,
                         struct vmi_error *error) VMI_MUST_USE;

/* Sets a term over everything, from "NAME=VALUE". Only terms that one of TOOLS uses are taken. */
bool vmi_agreement_set(struct vmi_agreement *agreement, const char *assignment, int tools,
                       struct vmi_error *error) VMI_MUST_USE;

/* ---- terms in force ----------------------------------------------------------------------------------- */

/*
 * The terms in force for an item on the day AS_OF. False, with ERROR, when they contradict each other, or when a rule
 * with dates matches the item and AS_OF is VMI_DAY_NONE. The line of ERROR, where it has one, is one of the agreement.
 * Texts in TERMS belong to the agreement.
 */
bool vmi_agreement_resolve(const struct vmi_agreement *agreement, struct vmi_slice location,
                           struct vmi_slice sku, int32_t as_of, struct vmi_terms *terms,
                           struct vmi_error *error) VMI_MUST_USE;

/* The same without the rules with dates, which cannot set what this is asked for: the units of an item. */
void vmi_agreement_standing(const struct vmi_agreement *agreement, struct vmi_slice location,
                            struct vmi_slice sku, struct vmi_terms *terms);

/*
 * Fills FACTORS with the term demand_factor day by day. That of a rule with dates holds on its days, past or to come;
 * one that is set without dates on all days after AS_OF, and -s over everything there. None where AS_OF is VMI_DAY_NONE.
 */
void vmi_agreement_factors(const struct vmi_agreement *agreement, struct vmi_slice location,
                           struct vmi_slice sku, int32_t as_of, struct vmi_factors *factors);

/* Where a value in force comes from. */
enum vmi_origin_kind {
    VMI_ORIGIN_BUILT_IN,
    VMI_ORIGIN_DEFAULTS,
    VMI_ORIGIN_RULE,
    VMI_ORIGIN_TERMS,
    VMI_ORIGIN_SETTING, /* -s */
};

struct vmi_origin {
    enum vmi_origin_kind kind;
    uint32_t number;       /* of a rule, 1 the first; of a terms file, 0 the first */
    uint64_t line, column; /* of the value; the column of a terms file counts cells */
};

/* As vmi_agreement_resolve(), and tells of each term where its value comes from. Contradictions pass. */
bool vmi_agreement_explain(const struct vmi_agreement *agreement, struct vmi_slice location,
                           struct vmi_slice sku, int32_t as_of, struct vmi_terms *terms,
                           struct vmi_origin origins[VMI_TERMS], struct vmi_error *error) VMI_MUST_USE;

/* "built-in", "defaults (line 4)", "rule 3 (line 18)", "terms.csv:7", "-s", added to OUT. */
void vmi_agreement_print_origin(const struct vmi_agreement *agreement, const struct vmi_origin *origin,
                                struct vmi_buffer *out);

/* The reason and the author of the rule that ORIGIN is; unknown where there is none. */
struct vmi_slice vmi_agreement_reason(const struct vmi_agreement *agreement, const struct vmi_origin *origin);
struct vmi_slice vmi_agreement_author(const struct vmi_agreement *agreement, const struct vmi_origin *origin);

/* False for an item that neither a rule nor a row names, in an agreement that has either. Dates do not count. */
bool vmi_agreement_covers(const struct vmi_agreement *agreement, struct vmi_slice location,
                          struct vmi_slice sku);

/* The items that have a row of their own, in the order of the files. */
size_t vmi_agreement_item_count(const struct vmi_agreement *agreement);
void vmi_agreement_item(const struct vmi_agreement *agreement, size_t index, struct vmi_slice *location,
                        struct vmi_slice *sku);

/* The terms that the parties have set anywhere, but for -s. */
const struct vmi_term_set *vmi_agreement_given(const struct vmi_agreement *agreement);

/* What the parties agreed to do about a record for which a check does not hold; its preset where they did not. */
enum vmi_severity vmi_agreement_severity(const struct vmi_agreement *agreement, enum vmi_check check);

/* "ID/VERSION@" and 8 hex digits over the bytes of all its files; "" without an agreement. */
struct vmi_slice vmi_agreement_label(const struct vmi_agreement *agreement);
struct vmi_slice vmi_agreement_currency(const struct vmi_agreement *agreement);

/* ---- parties ------------------------------------------------------------------------------------------ */

/* One of the two, as interchanges name it; unknown where the agreement does not say. */
struct vmi_party {
    struct vmi_slice id, name;
    struct vmi_slice x12_qualifier, x12_id;         /* "edi": {"x12": ["ZZ", "VENDOR"], */
    struct vmi_slice edifact_id, edifact_qualifier; /*         "edifact": ["VENDOR", "14"]} */
};

const struct vmi_party *vmi_agreement_vendor(const struct vmi_agreement *agreement);
const struct vmi_party *vmi_agreement_customer(const struct vmi_agreement *agreement);

/* ---- matches, targets, shipments ---------------------------------------------------------------------- */

/* By what rules, targets and shipments choose items: globs of the first two, values of the others. */
enum vmi_match_key {
    VMI_MATCH_LOCATION,
    VMI_MATCH_SKU,
    VMI_MATCH_CLASS,
    VMI_MATCH_SOURCE,
    VMI_MATCH_LIFE,
    VMI_MATCH_OWNERSHIP,
    VMI_MATCH_KEYS
};

/* For each key the texts of which one must hold; a key without texts holds for all. */
struct vmi_match {
    struct vmi_slice *texts[VMI_MATCH_KEYS]; /* as they are written */
    struct vmi_slice *names[VMI_MATCH_KEYS]; /* of the texts, those that are no patterns, sorted */
    struct vmi_slice *globs[VMI_MATCH_KEYS]; /* and the patterns */
    uint32_t counts[VMI_MATCH_KEYS], name_counts[VMI_MATCH_KEYS], glob_counts[VMI_MATCH_KEYS];
};

/* "location", "sku" ... */
const char *vmi_match_key_name(enum vmi_match_key key);

/* True when nothing is asked. */
bool vmi_match_is_all(const struct vmi_match *match);

/* True when an item of these terms is chosen. */
bool vmi_match_holds(const struct vmi_match *match, struct vmi_slice location, struct vmi_slice sku,
                     const struct vmi_terms *terms);

/* What the agreement asks of a metric. */
struct vmi_target {
    struct vmi_match match;
    struct vmi_slice metric;
    double at_least, at_most; /* NaN: not asked */
    uint64_t line, column;    /* of its name */
};

const struct vmi_target *vmi_agreement_targets(const struct vmi_agreement *agreement, size_t *count);

/* How lines that travel together are loaded. */
struct vmi_shipment {
    struct vmi_match match;
    struct vmi_load_limits limits;
    uint64_t line, column;
};

const struct vmi_shipment *vmi_agreement_shipments(const struct vmi_agreement *agreement, size_t *count);

#endif
