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
 * NAME in lower case, its words parted by one underscore: "Qty. on Hand" and "QtyOnHand" are "qty_on_hand". Words end
 * at anything but letters and digits, and where a capital begins the next. Latin letters lose their accents, as u with
 * an umlaut becomes u and a sharp s becomes ss; letters of other scripts are kept. One that is too long becomes "".
 */
const char *plain_name(struct vmi_slice name, char buffer[PLAIN_NAME_SIZE]);

/* The role that a header of this name has, ROLE_NONE when it is none of them. */
enum role role_named(struct vmi_slice name);

/* The measure (or INGEST_...) that a column of this name holds, VMI_MEASURE_NONE for none. */
int measure_named(struct vmi_slice name);

/* The measure (or INGEST_...) that the text of a measure cell tells: the names of columns, and words for movements. */
int measure_told(struct vmi_slice text);

/* Why a name that looks like one of these is none of them; NULL where it does not. */
const char *name_trap(struct vmi_slice name);

/* Whether a column of this name gives way to another one of its measure: "sales" to "units_sold". */
bool name_is_vague(struct vmi_slice name);

/* Whether it is one of the columns that we wrote ourselves into a file of rejects. */
bool is_reject_column(struct vmi_slice name);

/*
 * In OpenBoxes, reorderQuantity is a level: the reorder point between minQuantity and maxQuantity. Its column where
 * all three stand in the header, else SIZE_MAX.
 */
size_t openboxes_reorder_column(const struct vmi_slice *names, size_t count);

/*
 * What of a name of nested JSON, or of a CSV made of it, tells what is meant: all of it where that is known ("item.id"), else what stands behind
 * the dot where what stands before it changes nothing ("item.sku", "stock.on_hand"; not "vendor.location" or
 * "last_year.sold").
 */
struct vmi_slice name_within(struct vmi_slice name);

/* The canonical name of a role: "sku". */
const char *role_name(enum role role);

/* What a measure, or one of those beside them, is called: "sold", "available". */
const char *measure_called(int measure);

#endif
