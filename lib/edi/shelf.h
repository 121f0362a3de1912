/*
 * shelf.h: the quantities of one item, until it is known which of them say the same.
 *
 * Of figures in one family about the same place, lot and time one stands: stock on hand as `available` or as `gross`,
 * sales by one of their codes. A total beside its parts is dropped; what has the same code, place and time adds up;
 * `available` gets what is allocated, and `gross` loses what is on hold.
 */
#ifndef VMI_EDI_SHELF_H
#define VMI_EDI_SHELF_H

#include "walk.h"

struct edi_shelf;

struct edi_shelf *edi_shelf_new(void);
void edi_shelf_free(struct edi_shelf *shelf);
void edi_shelf_clear(struct edi_shelf *shelf);
size_t edi_shelf_count(const struct edi_shelf *shelf); /* of quantities */

/* It holds as much as memory is meant for, and is to be settled before more is added. */
bool edi_shelf_is_full(const struct edi_shelf *shelf);

/* Texts of FACT are copied. Its kind and its measures are settled. */
void edi_shelf_add(struct edi_shelf *shelf, const struct edi_fact *fact);

/* Emits what stands, in the order in which it came. */
void edi_shelf_settle(struct edi_shelf *shelf, struct edi_walk *w);

#endif
