/*
 * gtin.h: the numbers of GS1 for items, in the forms that qualifiers tell.
 */
#ifndef VMI_EDI_GTIN_H
#define VMI_EDI_GTIN_H

#include "vmi/text.h"

enum { GTIN_SIZE = 15 };

enum gtin_form { GTIN_NONE, GTIN_GOOD, GTIN_BAD_FORM, GTIN_BAD_CHECK };

/*
 * Writes ID, which stands under a qualifier of element 235 or 7143, as 14 digits with a NUL behind them; codes without a
 * check digit get it (GS1 General Specifications, 7.9). Nothing is written where the qualifier is of no GTIN (GTIN_NONE), or
 * ID is none (GTIN_BAD_FORM).
 */
enum gtin_form gtin_normalise(struct vmi_slice qualifier, struct vmi_slice id, char gtin[GTIN_SIZE]);

/* True for qualifiers of what is no item: lots, serial numbers, colours, order numbers. */
bool gtin_is_no_item(struct vmi_slice qualifier);

#endif
