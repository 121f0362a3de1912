/*
 * ordering.h: from proposals to orders: which lines are taken, and which of them make one order.
 *
 * Lines of one location, source, due date and load are one order, dated as-of. Texts of proposals are copied; those of
 * terms are borrowed and must outlive the ordering.
 */
#ifndef VMI_ORDERING_H
#define VMI_ORDERING_H

#include "vmi/error.h"
#include "vmi/order.h"
#include "vmi/proposal.h"
#include "vmi/term.h"

/* Why a proposal became no line of an order. */
enum vmi_left {
    VMI_LEFT_NONE, /* it became one */
    VMI_LEFT_REVIEW,
    VMI_LEFT_REFUSED,
    VMI_LEFT_EDITED,
    VMI_LEFT_LATER,
    VMI_LEFT_NOTHING,
    VMI_LEFT_TWICE,
    VMI_LEFTS,
};

struct vmi_left_row {
    const char *code;
    const char *meaning; /* one line */
};

extern const struct vmi_left_row vmi_lefts[VMI_LEFTS];

struct vmi_ordering_options {
    int32_t as_of;                     /* VMI_DAY_NONE: the earliest order date of all proposals */
    bool ahead;                        /* lines of a later order date are taken too */
    struct vmi_slice vendor, customer; /* between whom; borrowed */
};

struct vmi_ordering;

struct vmi_ordering *vmi_ordering_new(const struct vmi_ordering_options *options);
void vmi_ordering_free(struct vmi_ordering *ordering);

/*
 * Adds a proposal. Terms used: units, unit_price, vendor_sku, customer_sku, description, location_name. Errors have status
 * VMI_INPUT and the column: a quantity below 0, an approval that is none, a quantity in order_unit that is another one.
 */
bool vmi_ordering_add(struct vmi_ordering *ordering, const struct vmi_proposal *proposal,
                      const struct vmi_terms *terms, struct vmi_error *error) VMI_MUST_USE;

/*
 * Once, after the last proposal: the orders in byte order of location, source, due date (unknown last) and load, with all
 * of a line filled but the numbers. They and their lines live as long as the ordering. *AS_OF is the day of the orders;
 * VMI_DAY_NONE where nothing tells it.
 */
struct vmi_order *vmi_ordering_settle(struct vmi_ordering *ordering, size_t *count, int32_t *as_of);

/* How many proposals were left for which reason; those that became lines under VMI_LEFT_NONE. After settling. */
size_t vmi_ordering_left(const struct vmi_ordering *ordering, enum vmi_left left);

#endif
