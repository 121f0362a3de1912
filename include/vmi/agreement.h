/*
 * agreement.h: what the two parties signed, and the terms in force for an item.
 *
 * Terms stand over each other in this order, the later one winning: built-in defaults, `defaults` of the agreement,
 * its terms files (rows with * before rows that name the item), -s. All texts are copied.
 */
#ifndef VMI_AGREEMENT_H
#define VMI_AGREEMENT_H

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
 * location or sku is all of them. SOURCE is taken over; TEXT is the same bytes, for the fingerprint.
 */
bool vmi_agreement_add_terms(struct vmi_agreement *agreement, struct vmi_source *source,
                             struct vmi_slice text, struct vmi_error *error) VMI_MUST_USE;

/* Sets a term over everything, from "NAME=VALUE". Only terms that one of TOOLS uses are taken. */
bool vmi_agreement_set(struct vmi_agreement *agreement, const char *assignment, int tools,
                       struct vmi_error *error) VMI_MUST_USE;

/* The terms in force for an item; false when they contradict each other. Texts in TERMS belong to the agreement. */
bool vmi_agreement_resolve(const struct vmi_agreement *agreement, struct vmi_slice location,
                           struct vmi_slice sku, struct vmi_terms *terms,
                           struct vmi_error *error) VMI_MUST_USE;

/* False for an item that no row names, in an agreement that has terms files. */
bool vmi_agreement_covers(const struct vmi_agreement *agreement, struct vmi_slice location,
                          struct vmi_slice sku);

/* The items that have a row of their own, in the order of the files. */
size_t vmi_agreement_item_count(const struct vmi_agreement *agreement);
void vmi_agreement_item(const struct vmi_agreement *agreement, size_t index, struct vmi_slice *location,
                        struct vmi_slice *sku);

/* "ID/VERSION@" and 8 hex digits over the bytes of all its files; "" without an agreement. */
struct vmi_slice vmi_agreement_label(const struct vmi_agreement *agreement);
struct vmi_slice vmi_agreement_currency(const struct vmi_agreement *agreement);

/* What the agreement asks of a metric. */
struct vmi_target {
    struct vmi_slice metric;
    double at_least, at_most; /* NaN: not asked */
    uint64_t line, column;    /* of its name */
};

const struct vmi_target *vmi_agreement_targets(const struct vmi_agreement *agreement, size_t *count);

#endif
