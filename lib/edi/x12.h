/*
 * x12.h: what the messages of X12 have in common.
 */
#ifndef VMI_EDI_X12_H
#define VMI_EDI_X12_H

#include "message.h"

/* PO4 at hand: how many are in a case of the item. */
void x12_take_pack(struct edi_walk *w);

/* TA1, which stands in no message: an interchange of ours is acknowledged. */
void x12_take_ta1(struct edi_walk *w);

/* True for a CODE in CODES, each of which is followed by a blank; their number in it, UINT32_MAX for none of them. */
bool x12_is_among(struct vmi_slice code, const char *codes);
unsigned x12_rank_among(struct vmi_slice code, const char *codes);

/* The purpose of a message (element 353): quantities of a duplicate are passed over. */
void x12_take_purpose(struct edi_walk *w, struct vmi_slice purpose);

/* The id under QUALIFIER among the pairs of the segment at hand from element FROM on; unknown where there is none. */
struct vmi_slice x12_id(const struct edi_walk *w, size_t from, const char *qualifier);

/* Of a segment without a code that becomes no record. */
void x12_pass_segment(struct edi_walk *w, const char *element, const char *why);

/* ---- days ----------------------------------------------------------------------------------------------- */

/* A day that is chosen by its qualifier: the smallest rank that came. */
struct x12_day {
    struct vmi_date date;
    unsigned rank;
};

#define X12_DAY_NONE ((struct x12_day){{VMI_DAY_NONE, 0, VMI_CLOCK_BARE}, UINT32_MAX})

/* The day, or the days, of DTM at hand. */
struct edi_period x12_period(struct edi_walk *w);

/* Takes DTM at hand where its qualifier (element 374) is among CODES, the first of which are the best. */
void x12_take_day(struct edi_walk *w, struct x12_day *day, const char *codes);

/* The first of the dates that is one. */
struct vmi_date x12_first_date(struct vmi_date a, struct vmi_date b, struct vmi_date c);

/* Places a quantity in the days from SINCE through UNTIL; the end is unknown where it is the day itself. */
void x12_set_days(struct edi_fact *fact, struct vmi_date since, struct vmi_date until);

/* ---- stores --------------------------------------------------------------------------------------------- */

/*
 * The next pair of store and quantity of SDQ at hand, as a PART of TOTAL, begun with *AT as 0; false behind the last. A
 * number that is none has been set aside.
 */
bool x12_next_store(struct edi_walk *w, const struct edi_fact *total, size_t *at, struct edi_fact *part);

/* ---- what has to wait ----------------------------------------------------------------------------------- */

/*
 * Quantities that wait for what follows them in the message. They live until nothing waits any more. Begin with a zeroed
 * struct.
 */
struct x12_held {
    struct edi_fact fact;
    void *at; /* the message's own */
    struct x12_held *next;
};

struct x12_waiting {
    struct x12_held *first, *last;
    size_t count;
};

enum { X12_MOST_WAITING = 32768 };

/*
 * The fact with its origin, and with copies of its texts but ref and sku, which are kept by the message or by the item
 * already. A great many are put, so that memory is bounded.
 */
struct edi_fact *x12_hold(struct edi_walk *w, struct x12_waiting *waiting, const struct edi_fact *fact);

/* Puts them in the order in which they came, and forgets them; or only that. */
void x12_release(struct edi_walk *w, struct x12_waiting *waiting);
void x12_forget(struct edi_walk *w, struct x12_waiting *waiting);

/* ---- segments ------------------------------------------------------------------------------------------- */

/* What takes a segment of a tag (TAG3). */
struct x12_taker {
    uint32_t tag;
    void (*take)(struct edi_walk *w);
};

/* The segment at hand is taken by the first of TAKERS of its tag, if by any. */
void x12_take_segment(struct edi_walk *w, const struct x12_taker *takers, size_t count);

#endif
