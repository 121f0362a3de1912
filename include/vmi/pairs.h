/*
 * pairs.h: short lists of NAME=NUMBER, with blanks between: "CS=12 PL=480".
 */
#ifndef VMI_PAIRS_H
#define VMI_PAIRS_H

#include "vmi/decimal.h"

struct vmi_pair {
    struct vmi_slice name; /* not empty */
    vmi_decimal value;
};

enum vmi_pair_next {
    VMI_PAIR_READ,
    VMI_PAIR_END,
    VMI_PAIR_BAD, /* not NAME=NUMBER */
};

/* Reads the next pair off *REST. Begin with the whole text. */
enum vmi_pair_next vmi_pair_next(struct vmi_slice *rest, struct vmi_pair *pair);

/* The value of NAME in a list that holds pairs only; VMI_DECIMAL_UNKNOWN where it is not there. */
vmi_decimal vmi_pairs_find(struct vmi_slice list, struct vmi_slice name);

/* True when a name stands twice in a list that holds pairs only; *NAME is it. */
bool vmi_pairs_twice(struct vmi_slice list, struct vmi_slice *name);

#endif
