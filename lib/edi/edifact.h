/*
 * edifact.h: what the messages of EDIFACT have in common: their beginnings, items, dates and places, and quantities whose
 * particulars stand behind them.
 *
 * Where several segments could tell the same thing, a list of qualifiers ("366 7 171") names them, the best one first.
 * What is zeroed is not known, but for a place, which begins as EDIFACT_PLACE_NONE.
 */
#ifndef VMI_EDI_EDIFACT_H
#define VMI_EDI_EDIFACT_H

#include "message.h"

/* What BGM says. */
struct edifact_head {
    struct vmi_slice name;     /* 1001 */
    struct vmi_slice number;   /* 1004 */
    struct vmi_slice function; /* 1225 */
    struct vmi_slice answer;   /* 4343 */
};

void edifact_take_head(struct edi_walk *w, struct edifact_head *head);

/* Why the quantities of a message are no activity: another one has said them, or is taken back. NULL: they are. */
const char *edifact_is_void(const struct edifact_head *head);

/* Whether component C of element N of the segment at hand is TEXT. */
bool edifact_is(const struct edi_walk *w, size_t n, size_t c, const char *text);

/* The place of CODE in a list of words, from 1 on; 0: it is none of them. */
unsigned edifact_rank(const char *list, struct vmi_slice code);

/* True for directories up to D.96B, in which what is said of a quantity stands behind it. */
bool edifact_is_early(const struct edi_walk *w);

/* ---- items ---------------------------------------------------------------------------------------------- */

/* The ids of a LIN and of a PIA at hand. */
void edifact_take_line(struct edi_walk *w);
void edifact_take_ids(struct edi_walk *w);

/* A lot; there is none where several are named, since it is not told how much is of each. */
struct edifact_lot {
    struct vmi_slice text;
    bool several;
};

/* The lots of a GIN, a PIA or a PCI at hand; false where it names none. */
bool edifact_take_lot(struct edi_walk *w, struct edifact_lot *lot, struct vmi_arena *arena);
struct vmi_slice edifact_lot(const struct edifact_lot *lot);

/* ---- dates, references, places -------------------------------------------------------------------------- */

struct edifact_date {
    unsigned rank; /* 0: not known */
    struct edi_period period;
};

/* The DTM at hand; false where its qualifier is none of the list. The first of a qualifier stands. */
bool edifact_take_date(struct edi_walk *w, const char *qualifiers, struct edifact_date *date);

/* Not known: EDI_PERIOD_NONE. */
struct edi_period edifact_period(const struct edifact_date *date);

/* The first of COUNT dates that is known, else the day of the interchange. */
struct edi_period edifact_first_known(const struct edi_walk *w, const struct edifact_date *const *dates,
                                      size_t count);

/* A period, told as a whole or by its ends. */
struct edifact_span {
    struct edifact_date whole, since, through;
};

bool edifact_take_span(struct edi_walk *w, struct edifact_span *span);
bool edifact_has_span(const struct edifact_span *span);
struct edi_period edifact_span(const struct edifact_span *span);

/* Dates FACT, a flow or a forecast, by PERIOD; what lasts a day has no end. ALWAYS: it has one. */
void edifact_set_period(struct edi_fact *fact, struct edi_period period, bool always);

/* The number of the RFF at hand; false where its qualifier is none of the list. */
bool edifact_take_reference(struct edi_walk *w, const char *qualifiers, struct edi_choice *reference,
                            struct vmi_arena *arena);

#define EDIFACT_PLACE_NONE ((struct edi_choice){VMI_SLICE_NONE, UINT32_MAX})

/* The location of the LOC at hand. */
bool edifact_take_place(struct edi_walk *w, const char *qualifiers, struct edi_choice *place,
                        struct vmi_arena *arena);

/* The party of the NAD at hand. */
void edifact_take_party(struct edi_walk *w, struct edi_choice *place, struct vmi_arena *arena);

/* ---- quantities ----------------------------------------------------------------------------------------- */

/*
 * The QTY at hand as a fact with its code, quantity and place in the file; its unit is that of the segment. False: it has
 * no number, which is set aside with what is KNOWN so far, or no code of TABLE, which has been told or counted.
 */
bool edifact_read_quantity(struct edi_walk *w, const struct edi_code_table *table,
                           const struct edi_fact *known, struct edi_fact *fact);

/* How many units are in a traded one. */
void edifact_take_pack(struct edi_walk *w, const struct edi_fact *fact);

/* Quantities of one message, to be held against a control total. */
struct edifact_sum {
    vmi_decimal sum;
    bool overflow;
};

void edifact_add(struct edifact_sum *sum, vmi_decimal quantity);

/* CNT: the number of lines, and the sum of quantities, which may be that of the lines or of all. */
void edifact_check_total(struct edi_walk *w, const struct edifact_sum *lines, const struct edifact_sum *all);

#endif
