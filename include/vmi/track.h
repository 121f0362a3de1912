/*
 * track.h: the life of order lines: what was ordered, what of it was confirmed, shipped, received and cancelled, and what
 * to look at.
 *
 * A line is one item of one order. Its quantities are sums over what its messages said, so that they do not depend on the
 * order in which these came; its status is where a machine stands that went from state to state with every message. What
 * is not ended is open.
 */
#ifndef VMI_TRACK_H
#define VMI_TRACK_H

#include "vmi/history.h"
#include "vmi/term.h"
#include "vmi/tracked.h"

/* ---- the machine ---------------------------------------------------------------------------------------- */

enum vmi_line_status {
    VMI_LINE_NONE, /* nothing was said of it */
    VMI_LINE_OPEN,
    VMI_LINE_CONFIRMED,
    VMI_LINE_CHANGED,
    VMI_LINE_BACKORDERED,
    VMI_LINE_REJECTED,
    VMI_LINE_SHIPPED,
    VMI_LINE_PARTLY_RECEIVED,
    VMI_LINE_RECEIVED,
    VMI_LINE_OVER_RECEIVED,
    VMI_LINE_CLOSED_SHORT,
    VMI_LINE_CANCELLED,
    VMI_LINE_STATUSES,
};

/* What a message means for a line. Behind each message of a line of which something was received comes one of the last four. */
enum vmi_line_event {
    VMI_EVENT_ORDERED,
    VMI_EVENT_CONFIRMED,   /* as it was ordered */
    VMI_EVENT_CHANGED,     /* confirmed in another quantity, or for another day */
    VMI_EVENT_BACKORDERED, /* confirmed, a part of it for no day that is told */
    VMI_EVENT_REJECTED,    /* nothing was confirmed */
    VMI_EVENT_SHIPPED,
    VMI_EVENT_CUT,       /* cancelled, and something is left */
    VMI_EVENT_CANCELLED, /* cancelled, and nothing is left */
    VMI_EVENT_PART,      /* less is there than was ordered, and more will come */
    VMI_EVENT_ALL,       /* all that was ordered is there */
    VMI_EVENT_OVER,      /* more is there than was ordered */
    VMI_EVENT_SHORT,     /* less is there than was ordered, and no more will come */
    VMI_LINE_EVENTS,
};

enum vmi_line_status vmi_line_next(enum vmi_line_status status, enum vmi_line_event event);

/* ---- registries ----------------------------------------------------------------------------------------- */

struct vmi_line_status_row {
    const char *code;
    bool ended;
    const char *ack01;     /* element 668 of X12 that says so, "" for none */
    const char *action;    /* element 1229 of EDIFACT */
    const char *deviation; /* element 4221 of EDIFACT */
    const char *meaning;   /* one line */
};

extern const struct vmi_line_status_row vmi_line_statuses[VMI_LINE_STATUSES];

enum vmi_line_exception {
    VMI_EXCEPTION_UNCONFIRMED,
    VMI_EXCEPTION_PROMISED_LATE,
    VMI_EXCEPTION_SHIP_NOTICE_OVERDUE,
    VMI_EXCEPTION_OVERDUE,
    VMI_EXCEPTION_RECEIPT_DIFFERS,
    VMI_EXCEPTION_UNORDERED,
    VMI_EXCEPTION_OVER_TOLERANCE,
    VMI_EXCEPTION_LATE_CANCEL,
    VMI_EXCEPTION_MATCHED,
    VMI_EXCEPTIONS,
};

struct vmi_line_exception_row {
    const char *code;
    const char *meaning; /* one line */
};

extern const struct vmi_line_exception_row vmi_line_exceptions[VMI_EXCEPTIONS];

/* ---- the lines of an item ------------------------------------------------------------------------------- */

/* What of a line was ordered, shipped, received or cancelled on a day. */
struct vmi_track_move {
    size_t line; /* place in the list */
    int32_t day;
    enum vmi_measure measure;
    vmi_decimal quantity;
};

/* All in the arena given. */
struct vmi_track_lines {
    struct vmi_tracked *list; /* in byte order of ref */
    vmi_decimal *closed;      /* what of each, not shipped, was closed short for being overdue */
    int32_t *first_due;       /* the first day of each one's schedule, of which due_date is the last */
    int32_t *first_promised;  /* the same of what was promised; VMI_DAY_NONE: no day is told */
    size_t count;
    struct vmi_track_move *moves; /* in order of time */
    size_t move_count;
    size_t matched; /* receipts without a ref that were taken for orders */
};

/*
 * The order lines of ITEM at the end of AS_OF. Terms used: confirm_days, transit_time, receipt_tolerance, close_after.
 * Receipts without a ref are those of the oldest line that is open, then of the next; what no line is open for stands in a
 * line without a ref. False when a sum leaves the range.
 */
bool vmi_track_item(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, int32_t as_of, struct vmi_arena *arena,
                    struct vmi_track_lines *lines) VMI_MUST_USE;

/* What was sold and came back on the days SINCE (VMI_DAY_NONE: from the first) through THROUGH. False out of range. */
bool vmi_track_consumption(const struct vmi_facts *item, int32_t since, int32_t through, vmi_decimal *sold,
                           vmi_decimal *returned) VMI_MUST_USE;

#endif
