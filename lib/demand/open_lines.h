/*
 * open_lines.h: the open quantities of one item, found by order, and by due day over all orders.
 *
 * Each order has two heaps of its open lines, one of what is to be shipped and one of what is in transit; so has the
 * item, where receipts without a number ask for it. A step takes time of the logarithm of the number of lines.
 */
#ifndef VMI_OPEN_LINES_H
#define VMI_OPEN_LINES_H

#include "vmi/history.h"

/* The heaps that a line is in. */
enum heap_kind { HEAP_OF_ORDER, HEAP_OF_ITEM, HEAP_KINDS };

/* Lines are numbered from 1, in the order in which they came; 0 is none. */
struct heap_links {
    uint32_t left, right, rank;
};

/* An open quantity on an order: ordered and not shipped, or shipped and not received. */
struct open_line {
    uint32_t ref;
    bool in_transit;
    int32_t due;
    vmi_decimal quantity; /* 0 where nothing is open any more */
    struct heap_links links[HEAP_KINDS];
};

/* What one order was told so far. */
struct order_state {
    uint32_t ref;
    int32_t ordered_on, confirmed_on; /* the day whose records are being added up; VMI_DAY_NONE: none yet */
    vmi_decimal consumed;             /* taken from what was ordered: shipped, received, cancelled */
    uint32_t first[2];                /* the heaps of its lines, by in_transit */
};

struct open_lines {
    struct open_line *lines;
    size_t count, capacity;
    const struct vmi_history *history;
    struct order_state *orders; /* by ref */
    size_t order_count;
    bool by_item;      /* the heaps of the item are kept */
    uint32_t first[2]; /* they themselves, by in_transit; lines that are closed leave them late */
};

/*
 * Makes a state for each of REFS (COUNT of them, which are sorted), and puts the lines that are there into heaps. No other
 * ref may be asked for. BY_ITEM: open_lines_first() will be asked.
 */
void open_lines_index(struct open_lines *open, const struct vmi_history *history, uint32_t *refs,
                      size_t count, bool by_item);
void open_lines_free(struct open_lines *open); /* begin with a zeroed struct */

/* The state of one of the refs. */
struct order_state *open_lines_order(const struct open_lines *open, uint32_t ref);

/* Adds a line, where QUANTITY is above 0. Before the index is made it is in no heap. */
void open_lines_add(struct open_lines *open, uint32_t ref, bool in_transit, int32_t due,
                    vmi_decimal quantity);

/* Of an order's open lines the one that is due first, of equals the one that came first; NULL for none. */
const struct open_line *open_lines_earliest(const struct open_lines *open, uint32_t ref, bool in_transit);

/* The same over all orders; of equals the one whose order's number sorts first. */
const struct open_line *open_lines_first(struct open_lines *open, bool in_transit);

/* True when A is closed before B by a receipt that names no order. */
bool open_lines_before(const struct open_lines *open, const struct open_line *a, const struct open_line *b);

/*
 * Takes up to QUANTITY from an order, what is due first before the rest; returns what could not be taken. *DUE becomes
 * the day of the last line that gave.
 */
vmi_decimal open_lines_take(struct open_lines *open, uint32_t ref, bool in_transit, vmi_decimal quantity,
                            int32_t *due);

/* Closes the lines of an order. */
void open_lines_drop(struct open_lines *open, uint32_t ref, bool in_transit);

#endif
