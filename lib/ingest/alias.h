/*
 * alias.h: what the columns of a partner's file are called.
 */
#ifndef VMI_ALIAS_H
#define VMI_ALIAS_H

#include "vmi/text.h"

/* What a column of a partner's file holds. */
enum role {
    ROLE_NONE,
    ROLE_DATE,
    ROLE_LOCATION,
    ROLE_SKU,
    ROLE_MEASURE,
    ROLE_QUANTITY,
    ROLE_UNIT,
    ROLE_LOT,
    ROLE_EXPIRES,
    ROLE_REF,
    ROLE_UNTIL,
    ROLE_REJECT, /* a column that we wrote ourselves into a file of rejects */
    ROLES,
};

/*
 * Ways in which partners state usable stock that are not measures of ours: what is free (on_hand less allocated), what
 * stands there in all (on_hand and on_hold), and what was there before the row's days, which is no record but lets a row
 * be added up. They continue enum vmi_measure.
 */
enum { INGEST_AVAILABLE = 1000, INGEST_GROSS = 1001, INGEST_OPENING = 1002 };

/* Room for a name in its plain form. */
enum { PLAIN_NAME_SIZE = 64 };

/*
 * NAME in lower case, with runs of anything but letters and digits as one underscore: "Qty. on Hand" is
 * "qty_on_hand". Bytes of UTF-8 are kept. One that is too long becomes "".
 */
const char *plain_name(struct vmi_slice name, char buffer[PLAIN_NAME_SIZE]);

/* The role that a header of this name has, ROLE_NONE when it is none of them. */
enum role role_named(struct vmi_slice name);

/* The measure (or INGEST_...) that a column or a measure cell of this name stands for, VMI_MEASURE_NONE for none. */
int measure_named(struct vmi_slice name);

/*
 * What of a name of nested JSON, or of a CSV made of it, tells what is meant: all of it where that is known ("item.id"), else what stands behind
 * the dot where what stands before it changes nothing ("item.sku", "stock.on_hand"; not "vendor.location" or
 * "last_year.sold").
 */
struct vmi_slice name_within(struct vmi_slice name);

/* The canonical name of a role: "sku". */
const char *role_name(enum role role);

#endif
