/*
 * order_internal.h: what the parts of a run of vmi-order share.
 */
#ifndef VMI_APP_ORDER_INTERNAL_H
#define VMI_APP_ORDER_INTERNAL_H

#include "vmi/order_book.h"
#include "vmi/order_run.h"

/* The orders as records of the ledger, or one a line, or as documents, to OUT, which is open. */
void order_put_activity(const struct vmi_order_run *run, struct vmi_table_writer *writer);
void order_put_lines(const struct vmi_order_run *run, struct vmi_table_writer *writer);
void order_put_json(const struct vmi_order_run *run, struct vmi_buffer *out);

/*
 * Adds the orders as interchanges to OUT: each order in that in which it went out before, those that did not in one more.
 * Anything but VMI_DONE has been reported.
 */
enum vmi_status order_put_interchanges(const struct vmi_order_run *run, struct vmi_order_book *book,
                                       struct vmi_buffer *out);

#endif
