/*
 * check.h: the registry of what ingest checks on a customer's records, and what becomes of one that does not hold.
 *
 * The first rows are what makes a record unreadable: nothing can be made of it, and it is always set aside. The others
 * are judgements on records that could be read; the parties may agree on another severity (`checks` of an agreement).
 */
#ifndef VMI_CHECK_H
#define VMI_CHECK_H

#include "vmi/text.h"

enum vmi_check {
    VMI_CHECK_NUMBER,
    VMI_CHECK_RANGE,
    VMI_CHECK_NEGATIVE,
    VMI_CHECK_DATE,
    VMI_CHECK_KEY,
    VMI_CHECK_MEASURE,
    VMI_CHECK_TYPE,
    VMI_CHECK_REF,
    VMI_CHECK_UNTIL,
    VMI_CHECK_REFERENCE,
    VMI_CHECK_CELLS,
    VMI_CHECK_QUOTE,
    VMI_CHECK_ENCODING,
    VMI_CHECK_NUL,
    VMI_CHECK_LONE_CR,
    VMI_CHECK_JSON,
    VMI_CHECK_RECORD_TOO_LONG,
    VMI_CHECK_EDI_HEADER,
    VMI_CHECK_EDI_TEST,
    VMI_CHECK_COLUMNS,
    VMI_CHECK_UNIT,
    VMI_CHECK_FRACTION,
    VMI_CHECK_NEGATIVE_ON_HAND,
    VMI_CHECK_FUTURE,
    VMI_CHECK_OLD,
    VMI_CHECK_UNKNOWN_LOCATION,
    VMI_CHECK_UNKNOWN_ITEM,
    VMI_CHECK_JUMP,
    VMI_CHECK_RESTATED,
    VMI_CHECK_TOTAL_AND_SPLIT,
    VMI_CHECK_DUPLICATE_FILE,
    VMI_CHECK_EDI_ENVELOPE,
    VMI_CHECK_EDI_NOISE,
    VMI_CHECK_EDI_CUT,
    VMI_CHECK_EDI_DUPLICATE,
    VMI_CHECK_EDI_TOTAL,
    VMI_CHECK_EDI_CODE,
    VMI_CHECK_EDI_DATE,
    VMI_CHECK_EDI_GTIN,
    VMI_CHECK_BALANCE,
    VMI_CHECK_VANISHED_LOCATION,
    VMI_CHECK_VANISHED_ITEM,
    VMI_CHECK_LATE_LOCATION,
    VMI_CHECKS, /* how many there are */
};

enum vmi_severity {
    VMI_SEVERITY_REJECT,  /* the record is set aside */
    VMI_SEVERITY_WARNING, /* said and counted; the record goes on */
    VMI_SEVERITY_NOTE,    /* counted; the record goes on */
    VMI_SEVERITY_IGNORE,  /* not checked */
    VMI_SEVERITIES
};

/* What a check is about: of a record that cannot be read the severity stands, of no record there is nothing to reject. */
enum vmi_check_kind { VMI_CHECK_OF_TEXT, VMI_CHECK_OF_RECORD, VMI_CHECK_OF_RUN };

struct vmi_check_row {
    const char *code;
    enum vmi_check_kind kind;
    enum vmi_severity preset;
    const char *meaning;
};

extern const struct vmi_check_row vmi_checks[VMI_CHECKS];

/* VMI_CHECKS when there is none of that code. */
enum vmi_check vmi_check_find(struct vmi_slice code);
const char *vmi_check_nearest(struct vmi_slice code);

/* "reject", "warning", "note", "ignore". */
const char *vmi_severity_name(enum vmi_severity severity);

/* VMI_SEVERITIES when there is none of that name. */
enum vmi_severity vmi_severity_find(struct vmi_slice name);

/* True when the parties may agree on SEVERITY for CHECK. */
bool vmi_check_allows(enum vmi_check check, enum vmi_severity severity);

#endif
