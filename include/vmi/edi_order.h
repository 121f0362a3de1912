/*
 * edi_order.h: orders as X12, EDIFACT and GS1 XML.
 *
 * An interchange is written into memory as a whole or not at all. What tells things apart - numbers, skus, locations - is
 * written as it is or refused; in names, what the standard cannot send becomes a blank and is counted.
 */
#ifndef VMI_EDI_ORDER_H
#define VMI_EDI_ORDER_H

#include "vmi/edi_profile.h"
#include "vmi/order.h"

enum vmi_edi_order_kind {
    VMI_EDI_ORDER_855,    /* X12 855 with BAK02 AP: an order that the vendor has made */
    VMI_EDI_ORDER_850,    /* X12 850 */
    VMI_EDI_ORDER_ORDERS, /* EDIFACT ORDERS, BGM 22E: raised by the vendor */
    VMI_EDI_ORDER_ORDRSP, /* EDIFACT ORDRSP, BGM 231 */
    VMI_EDI_ORDER_GS1,    /* GS1 XML 2, Replenishment Proposal */
};

/* Who sends or gets it. */
struct vmi_edi_address {
    struct vmi_slice qualifier, id; /* in the header of the interchange */
    struct vmi_slice party, name;   /* as the agreement has them */
};

struct vmi_edi_order_set {
    enum vmi_edi_order_kind kind;
    struct vmi_edi_address vendor, customer;
    const struct vmi_edi_orders *settings;
    const struct vmi_order *const *orders;
    size_t count;
    uint32_t control; /* of the interchange; 0 in a dry run */
    bool test;
    int32_t day, minute; /* of writing, as the header tells it; the day is known */
};

/*
 * Adds the interchange to OUT. *REPLACED is increased by the bytes of names that became blanks. False, with nothing of it
 * in OUT and ERROR of status VMI_INPUT, when something cannot be sent so; VMI_USAGE when the profile does not allow it.
 */
bool vmi_edi_orders_write(const struct vmi_edi_order_set *set, struct vmi_buffer *out, size_t *replaced,
                          struct vmi_error *error) VMI_MUST_USE;

#endif
