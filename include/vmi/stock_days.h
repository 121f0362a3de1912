/*
 * stock_days.h: an item's closing stock, as far as it is of use, on each day of a period, as far as it can be known.
 */
#ifndef VMI_STOCK_DAYS_H
#define VMI_STOCK_DAYS_H

#include "vmi/history.h"
#include "vmi/term.h"

struct vmi_stock_day {
    vmi_decimal stock; /* at the end of the day */
    bool seen;
    bool heard; /* the day is over, and in no silence of the location longer than feed_days, where given */
};

/* How many days a period has; its first is not after its last. */
static inline size_t vmi_days_in(struct vmi_days period)
{
    return (size_t)((int64_t)period.last - period.first + 1);
}

/*
 * Fills DAYS, one for each day of PERIOD. A day is seen when a level was stated on it, or when the last level rolls on
 * to it: through the last closed day of the location, not on days inside a flow of several days (which acts on its
 * last), and not in a silence longer than feed_days where that was given. A lot that has expired is no stock from the day
 * after on. False when the stock leaves the range.
 */
bool vmi_stock_days(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, struct vmi_days period,
                    struct vmi_stock_day *days) VMI_MUST_USE;

/* On how many days of PERIOD the location is heard, as above. */
size_t vmi_days_heard(const struct vmi_place *place, const struct vmi_terms *terms, struct vmi_days period);

#endif
