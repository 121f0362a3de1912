/*
 * measuring.h: an item while its sums are added up, period by period.
 */
#ifndef VMI_MEASURE_MEASURING_H
#define VMI_MEASURE_MEASURING_H

#include "kpi_orders.h"
#include "kpi_tallies.h"
#include "vmi/kpi.h"
#include "vmi/series.h"
#include "vmi/stock_days.h"
#include "vmi/track.h"

/* What is known of a day of the period. */
struct measured_day {
    double
        stockout; /* 0 or 1; a part of it where the location reports days without stock of several days together */
    bool told;     /* whether there was stock is known, or reported */
    bool unfilled; /* something was asked for and not there */
};

struct measuring {
    const struct vmi_history *history;
    const struct vmi_facts *item;
    const struct vmi_terms *terms;
    const struct vmi_place *place;
    struct vmi_days period;
    int32_t since;             /* as it was asked for; VMI_DAY_NONE: from the item's first day */
    size_t count;              /* days of it */
    uint32_t *parts;           /* of each day the number of the part of the calendar that it is in */
    struct vmi_kpi_sums *sums; /* of each part */
    size_t part_count;
    struct vmi_stock_day *stock; /* of each day */
    struct measured_day *days;
    double cost, price;          /* of a unit; NaN: not known */
    bool demanded;               /* it ever had demand */
    double seen;                 /* days on which stock was seen */
    double heard;                /* days of which it is known what was sold */
    double last_min, last_max;   /* of the corridor on the last day; NaN: not known */
    int32_t lag;                 /* of forecasts; below 0: the term lead_time */
    const struct orders *orders; /* as they were noted */
    struct tallies tallies;      /* by part of the calendar */
};

static inline struct vmi_kpi_sums *sums_on(const struct measuring *m, int32_t day)
{
    return &m->sums[m->parts[day - m->period.first]];
}

static inline bool is_measured(const struct measuring *m, int32_t day)
{
    return day >= m->period.first && day <= m->period.last;
}

/* A term of days as whole days, a begun one counted whole. */
static inline int32_t days_of_term(vmi_decimal term)
{
    return (int32_t)((term + VMI_DECIMAL_ONE - 1) / VMI_DECIMAL_ONE);
}

static inline bool is_in_period(const struct measuring *m, int32_t day)
{
    return day != VMI_DAY_NONE && day <= m->period.last && (m->since == VMI_DAY_NONE || day >= m->since);
}

/* What was sold on that day of the period is known: the location was heard of, or stated a level. */
static inline bool is_heard_on(const struct measuring *m, size_t day)
{
    return m->stock[day].heard || m->stock[day].seen;
}

/* The part of the calendar for what happened on DAY, of which the item itself may have been silent. */
static inline bool part_of_day(const struct measuring *m, int32_t day, size_t *part)
{
    if (!is_in_period(m, day))
        return false;
    *part = day > m->period.first ? m->parts[day - m->period.first] : 0;
    return true;
}

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

static inline double exact_to_double(exact sum)
{
    return (double)sum / (double)VMI_DECIMAL_ONE;
}

/* What flowed in the period, on the last day of each flow: a sum for each part, which the caller frees. */
double *flows_of(const struct measuring *m, enum vmi_measure measure) VMI_MUST_USE;

/* Demand of the days FIRST through LAST; NaN where it is not known of each of them, or only together with other days. */
double demand_over(const struct vmi_series *series, int64_t first, int64_t last);

/* The day through which something last happened to the item's stock; its first day where nothing did. */
int32_t idle_since(const struct vmi_facts *item, int32_t through);

/* What of STOCK is beyond what sells in excess_days where SOLD sell in DAYS. */
double stock_beyond(double stock, double sold, double days, const struct vmi_terms *terms);

/* Each adds what it knows of to the sums of the parts. Those that give something are false when sums leave the range. */
void measure_sales(struct measuring *m);
void measure_stock(struct measuring *m);
void measure_stockouts(struct measuring *m);
void measure_receipts(struct measuring *m);
void measure_money(struct measuring *m);
void measure_corridor(struct measuring *m);
void measure_closing(struct measuring *m);
/* Of all items before any is measured. */
bool note_orders(struct measuring *m, struct orders *orders) VMI_MUST_USE;
bool measure_orders(struct measuring *m) VMI_MUST_USE;
bool measure_forecasts(struct measuring *m) VMI_MUST_USE;
bool measure_counts(struct measuring *m) VMI_MUST_USE;
bool measure_cover(struct measuring *m) VMI_MUST_USE;
bool measure_feed(struct measuring *m) VMI_MUST_USE;

/* What is counted of one proposal; SUMS are zeroed. */
void measure_proposal(const struct vmi_proposal *proposal, struct vmi_kpi_sums *sums);

#endif
