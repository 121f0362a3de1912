/*
 * folding.h: facts in order, and one of those that are about the same thing.
 */
#ifndef VMI_FOLDING_H
#define VMI_FOLDING_H

#include "vmi/history.h"

/* Flows of one day add up, and so do deliveries on one order; all else that is stated again replaces. */
static inline bool folding_adds_up(enum vmi_measure measure)
{
    return vmi_measures[measure].kind == VMI_FLOW || measure == VMI_SHIPPED || measure == VMI_CANCELLED;
}

/*
 * Brings FACTS, which are in the order in which they came, into the order of measure and time, and makes one of those
 * that are about the same thing; its `order` is that of the latest. False when a sum leaves the range.
 */
bool folding_fold(struct vmi_facts *facts) VMI_MUST_USE;

/* Brings folded facts back into the order in which they came. */
void folding_by_order(struct vmi_facts *facts);

#endif
