/*
 * edifact_document.h: what orders, their answers, despatch and receiving advices have in common: lines that each say how
 * much of an item, as a whole and perhaps split by place, day or lot.
 *
 * A line is put when its first split begins or when it ends, since its particulars stand behind its quantities. An item may
 * stand on several lines, which add up, so a message is settled as a whole.
 */
#ifndef VMI_EDI_EDIFACT_DOCUMENT_H
#define VMI_EDI_EDIFACT_DOCUMENT_H

#include "edifact.h"

enum { EDIFACT_QUANTITIES = 8 };

/* How a message differs from the others. */
struct edifact_document_kind {
    const struct edi_code_table *table;
    size_t amounts;         /* so many rows of it, the first, are what a split may be of */
    const char *dates;      /* qualifiers of the day of the message, */
    const char *line_dates; /* of that of a line, "" for none, */
    const char *dues;       /* and of when goods are due */
    const char *orders;     /* of its references to an order; those of a line count if LINE_ORDERS */
    bool line_orders;
    bool cancels; /* a message that takes an order back cancels its quantities */

    /* Puts the quantities of the line, by edifact_document_put(), and sets what splits are of. */
    void (*put)(struct edi_walk *w);
};

struct edifact_line {
    bool open, put;
    bool counted;            /* it has had a quantity, of whatever kind */
    struct vmi_slice action; /* 1229 */
    uint64_t position, line; /* of its LIN */
    struct edi_fact quantities[EDIFACT_QUANTITIES];
    bool there[EDIFACT_QUANTITIES];
    struct edifact_date date, due, expiry;
    struct edi_choice order, place;
    struct edifact_lot lot;
};

/* Of a line, by LOC, SCC or PCI. */
struct edifact_split {
    bool open, counted;
    struct edi_fact fact;
    struct edi_choice place;
    struct edifact_date due, expiry;
    struct edifact_lot lot;
};

struct edifact_document {
    const struct edifact_document_kind *kind;
    struct edifact_head head;
    struct edifact_date made, due;
    struct edi_choice order, group_order; /* of the message, of a package */
    bool grouped;                         /* packages have begun */
    struct edifact_line line;
    struct edifact_split split;
    int split_kind;               /* what splits of the line are; EDI_NOTHING: to be passed over */
    struct vmi_slice split_value; /* the code of their total, where there is one */
    struct edifact_sum lines, all;
};

void edifact_document_begin(struct edi_walk *w, const struct edifact_document_kind *kind);
void edifact_document_segment(struct edi_walk *w);
void edifact_document_end(struct edi_walk *w);

/* The first of the COUNT rows from FIRST on that the line has a quantity of; NULL: none. */
const struct edi_fact *edifact_document_quantity(const struct edifact_document *d, size_t first,
                                                 size_t count);

/* Puts FACT of the line as KIND, with what is known of the line; WHOLE: what splits are parts of. */
void edifact_document_put(struct edi_walk *w, const struct edi_fact *fact, int kind, bool whole);

/* Of the first COUNT rows all but STANDS say nothing more, and are passed over. */
void edifact_document_pass_others(struct edi_walk *w, size_t count, const struct edi_fact *stands);

/* Why its quantities are no activity; NULL: they are. */
const char *edifact_document_is_void(const struct edi_walk *w);

/* The reference to the customer's order: of the line, else of the package, else of the message. */
struct vmi_slice edifact_document_order(const struct edifact_document *d);

#endif
