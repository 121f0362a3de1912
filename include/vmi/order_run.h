/*
 * order_run.h: the end of a run of vmi-order: orders get their numbers and are written.
 */
#ifndef VMI_ORDER_RUN_H
#define VMI_ORDER_RUN_H

#include "vmi/app.h"
#include "vmi/edi_profile.h"
#include "vmi/order.h"

/* What is written, in the order of the words of -k. */
enum vmi_order_kind {
    VMI_ORDER_DOCUMENTS,
    VMI_ORDER_ACTIVITY,
    VMI_ORDER_855,
    VMI_ORDER_850,
    VMI_ORDER_ORDERS,
    VMI_ORDER_ORDRSP,
    VMI_ORDER_GS1,
};

#define VMI_ORDER_KINDS "documents|activity|855|850|orders|ordrsp|gs1"

struct vmi_order_run {
    struct vmi_order *orders; /* without numbers */
    size_t count;
    int32_t as_of;  /* VMI_DAY_NONE: nothing tells it */
    int32_t minute; /* of the day, as interchanges tell it */
    enum vmi_order_kind kind;
    const struct vmi_agreement *agreement;
    const struct vmi_edi_profiles *profiles;
    const char *state, *numbers, *pattern; /* NULL: not given */
    bool dry_run;                          /* no number is given, and no state touched */
};

/*
 * Numbers the orders and writes them to -o or standard output. The state is written before the output, so that what is
 * sent is known; a run that dies between the two gives the same orders the same numbers again. All has been said.
 */
enum vmi_status vmi_order_run(struct vmi_order_run *run);

#endif
