/*
 * edi.h: X12 and EDIFACT as activity.
 *
 * A file holds interchanges, these hold messages (X12 calls them transaction sets), alone or in functional groups. What a
 * message of a known kind says becomes records; of any other kind it is told that it carries no inventory. Each quantity
 * keeps the code that the source gave it. A message is walked by its tags, not by a grammar: releases differ in where
 * segments stand, and partners in which they send.
 *
 * Control numbers and counts are checked. What is wrong with them is told, and the facts pass; under `strict` the message,
 * the group or the interchange that it is about is refused, which needs a look ahead. An interchange that came before is
 * passed over, and a test is refused. Memory grows with the items of one place in a message, not with the file.
 */
#ifndef VMI_EDI_H
#define VMI_EDI_H

#include "vmi/activity.h"
#include "vmi/check.h"
#include "vmi/edi_acks.h"
#include "vmi/edi_lexer.h"
#include "vmi/edi_profile.h"
#include "vmi/edi_seen.h"

/* Order numbers that the customer gives in advance: the first and the last of a range, which are the same for one. */
struct vmi_edi_numbers {
    struct vmi_slice sender, location, first, last;
    int32_t since, through; /* days of the period that they are for; VMI_DAY_NONE: not told */
};

struct vmi_edi_options {
    const struct vmi_edi_profiles *profiles; /* NULL: all partners by the defaults */
    const char *encoding; /* of what is not UTF-8; NULL: as the interchange declares it, else Windows-1252 */
    bool strict;          /* what has a wrong count or number is refused */
    bool test;            /* test interchanges are read like any other */
    struct vmi_edi_seen *seen; /* takes the interchanges that end well; never NULL */
    struct vmi_edi_acks *acks; /* takes what is to be acknowledged; NULL: nothing is */

    /* Given what is wrong or odd and sets nothing aside. */
    void (*tell)(void *context, enum vmi_check check, const struct vmi_error *error);

    /* Given order numbers in advance. NULL: nobody wants them. */
    void (*numbers)(void *context, const struct vmi_edi_numbers *numbers);
    void *context;
};

struct vmi_edi;

/* SOURCE stays the caller's; what OPTIONS points at must outlive the reader. */
struct vmi_edi *vmi_edi_open(struct vmi_source *source, const struct vmi_edi_options *options);
void vmi_edi_close(struct vmi_edi *edi);

/* Where a record comes from. */
struct vmi_edi_origin {
    struct vmi_slice code;        /* "852/ZA01=QS"; codes that became one record are joined by + */
    struct vmi_slice interchange; /* its control number */
    uint64_t segment;             /* of the interchange, the header being 1 */
};

/*
 * The next record; its texts die at the next call. BAD: a quantity or a segment that was set aside, ERROR says why. FAIL:
 * the source cannot be read, or is no EDI.
 */
enum vmi_next vmi_edi_next(struct vmi_edi *edi, struct vmi_activity *record, struct vmi_error *error);

/* Of the record just handed out. */
void vmi_edi_origin(const struct vmi_edi *edi, struct vmi_edi_origin *origin);

/* Whether the interchange at hand lists what has changed, or everything there is. */
enum vmi_edi_feed vmi_edi_feed(const struct vmi_edi *edi);

enum { VMI_EDI_REJECT_CELLS = 10 };

/*
 * What the answer just given, a BAD one, was about, as cells under the columns of activity, to be mended and fed again; texts that
 * were not understood stand as they came. False where it was no record, but the segment RAW; so is what was refused, which
 * holds several RECORDS.
 */
bool vmi_edi_reject(const struct vmi_edi *edi, struct vmi_slice cells[VMI_EDI_REJECT_CELLS],
                    struct vmi_slice *raw, uint64_t *records);

struct vmi_edi_counts {
    uint64_t segments, interchanges, messages;
    uint64_t records;    /* handed out */
    uint64_t superseded; /* another quantity of the item says the same, or holds it in it */
    uint64_t duplicates; /* of interchanges that came before */
    uint64_t ignored;    /* quantities that are no activity */
    bool cut;            /* an interchange did not end */
};

struct vmi_edi_counts vmi_edi_counts(const struct vmi_edi *edi);

/*
 * Adds what became no activity, number AT from 0 on, in words: "852/ZA01=QK: not listed; 3 passed over", "message 810
 * (invoice) carries no inventory; 1 passed over". False behind the last.
 */
bool vmi_edi_passed(const struct vmi_edi *edi, size_t at, struct vmi_buffer *out);

/* The encoding of texts that are not ASCII, as far as one was needed; "UTF-8" else. */
const char *vmi_edi_encoding(const struct vmi_edi *edi);

/* ---- registries ----------------------------------------------------------------------------------------- */

struct vmi_edi_message_row {
    const char *id;      /* "852", "INVRPT" */
    const char *meaning; /* "product activity" */
};

/* Message number AT of those that become records, from 0 on; NULL behind the last. */
const struct vmi_edi_message_row *vmi_edi_message(size_t at);

struct vmi_edi_code_row {
    const char *element; /* "852/ZA01" */
    const char *code;
    const char *measure; /* what it becomes: a measure, available, gross; "" for nothing */
    const char *meaning;
};

/* Code number AT of those that are understood, from 0 on; false behind the last. */
bool vmi_edi_code(size_t at, struct vmi_edi_code_row *row);

#endif
