/*
 * tracking.h: an order line while its messages are followed.
 */
#ifndef VMI_ORDER_TRACKING_H
#define VMI_ORDER_TRACKING_H

#include "vmi/track.h"

struct line {
    uint32_t ref;
    enum vmi_line_status status;
    vmi_decimal ordered, confirmed; /* as last stated; unknown: not */
    vmi_decimal shipped, received;
    vmi_decimal cancelled, cancelled_since; /* in all, and since the confirmation */
    vmi_decimal closed;                     /* for being overdue */
    int32_t ordered_on, confirmed_on, shipped_on, received_on;
    int32_t due, promised;             /* the last day of a schedule */
    int32_t first_due, first_promised; /* and its first */
    bool dated, undated;               /* parts of the confirmation that have a day, and that have none */
    bool matched;
    bool listed;   /* among the open ones */
    size_t number; /* place while they are in order of refs */
};

struct tracking {
    const struct vmi_history *history;
    const struct vmi_terms *terms;
    int32_t as_of;
    struct line
        *lines; /* of every ref that is named, in order of their numbers; 0, which is none, the first */
    size_t count;
    uint32_t *open; /* lines that are open, and some that no longer are, in no order */
    size_t open_count;
    size_t matched;
    struct vmi_track_move *moves; /* of lines by number */
    size_t move_count, moves_capacity;
};

/* Of two days the later one that is known. */
static inline int32_t later(int32_t a, int32_t b)
{
    return a == VMI_DAY_NONE || (b != VMI_DAY_NONE && b > a) ? b : a;
}

/* Of two days the earlier one that is known. */
static inline int32_t earlier(int32_t a, int32_t b)
{
    return a == VMI_DAY_NONE || (b != VMI_DAY_NONE && b < a) ? b : a;
}

static inline vmi_decimal greater(vmi_decimal a, vmi_decimal b)
{
    return a > b ? a : b; /* unknown is the smallest */
}

/* The most that papers ever named. */
static inline vmi_decimal named(const struct line *l)
{
    return greater(l->ordered, l->confirmed);
}

/*
 * What comes of the line in all. A confirmation is about all of it, and what was cancelled before is not in it. What was
 * shipped cannot be taken back; of a notice that came twice no more counts than was named.
 */
static inline vmi_decimal expected(const struct line *l)
{
    vmi_decimal sum = l->confirmed != VMI_DECIMAL_UNKNOWN ? l->confirmed - l->cancelled_since
                      : l->ordered != VMI_DECIMAL_UNKNOWN ? l->ordered - l->cancelled
                                                          : greater(l->shipped - l->cancelled, 0);
    if (named(l) != VMI_DECIMAL_UNKNOWN)
        sum = greater(sum, l->shipped < named(l) ? l->shipped : named(l));
    return greater(sum, 0) - l->closed;
}

static inline vmi_decimal open_of(const struct line *l)
{
    return greater(expected(l) - l->received, 0);
}

static inline void happen(struct line *l, enum vmi_line_event event)
{
    l->status = vmi_line_next(l->status, event);
}

/* Closes the line short where it is so long overdue that the term close_after says so. */
void tracking_close(const struct tracking *t, struct line *l);

/* What of that a cancellation can say. */
vmi_decimal tracking_unshipped(const struct line *l);

/* The line as it is written; its texts belong to the history, the terms and ARENA. */
struct vmi_tracked tracking_record(const struct tracking *t, const struct line *l,
                                   const struct vmi_item *item, struct vmi_arena *arena);

#endif
