/*
 * alias_rows.h: the names that columns and measures have in customers' files; part of alias.h.
 *
 * Only names that mean one thing wherever they were seen, in their plain form (alias.h) with a blank between two. What
 * means different things in different systems is a trap: it is not used, and the trap says why.
 */
#ifndef VMI_ALIAS_ROWS_H
#define VMI_ALIAS_ROWS_H

#include "vmi/base.h"

enum alias_kind {
    ALIAS_ROLE,    /* the name of a column; enum role */
    ALIAS_MEASURE, /* the name of a column and the text of a measure cell; enum vmi_measure or INGEST_... */
    ALIAS_VAGUE,   /* the same; as a column it gives way to another one of that measure */
    ALIAS_WORD,    /* the text of a measure cell alone */
};

struct alias_row {
    enum alias_kind kind;
    int meaning;
    const char *names; /* English and names of systems; German; French; Spanish */
};

extern const struct alias_row alias_rows[];
extern const size_t alias_row_count;

struct trap_row {
    const char *names;
    const char *meaning; /* why it is not used */
};

extern const struct trap_row trap_rows[];
extern const size_t trap_row_count;

/* The three levels of OpenBoxes: where a header has them all, the second one is the reorder point. */
extern const char *const openboxes_levels[3];

#endif
