/*
 * measuring.h: an item while its sums are added up, period by period.
 */
#ifndef VMI_MEASURE_MEASURING_H
#define VMI_MEASURE_MEASURING_H

#include "vmi/kpi.h"
#include "vmi/stock_days.h"

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
    size_t count;              /* days of it */
    uint32_t *parts;           /* of each day the number of the part of the calendar that it is in */
    struct vmi_kpi_sums *sums; /* of each part */
    size_t part_count;
    struct vmi_stock_day *stock; /* of each day */
    struct measured_day *days;
    double cost, price; /* of a unit; NaN: not known */
    bool demanded;      /* it ever had demand */
    double seen;        /* days on which stock was seen */
};

static inline struct vmi_kpi_sums *sums_on(const struct measuring *m, int32_t day)
{
    return &m->sums[m->parts[day - m->period.first]];
}

static inline bool is_measured(const struct measuring *m, int32_t day)
{
    return day >= m->period.first && day <= m->period.last;
}

/* Exact, so that the order in which things add up does not show: millionths, with room for any number of them. */
__extension__ typedef __int128 exact;

static inline double exact_to_double(exact sum)
{
    return (double)sum / (double)VMI_DECIMAL_ONE;
}

/* What flowed in the period, on the last day of each flow: a sum for each part, which the caller frees. */
double *flows_of(const struct measuring *m, enum vmi_measure measure) VMI_MUST_USE;

/* The day through which something last happened to the item's stock; its first day where nothing did. */
int32_t idle_since(const struct vmi_facts *item, int32_t through);

/* What of STOCK is beyond what sells in excess_days where SOLD sell in DAYS. */
double stock_beyond(double stock, double sold, double days, const struct vmi_terms *terms);

/* Each adds what it knows of to the sums of the parts. Those that give something are false when sums leave the range. */
void measure_sales(struct measuring *m);
bool measure_stock(struct measuring *m) VMI_MUST_USE;
void measure_stockouts(struct measuring *m);
void measure_receipts(struct measuring *m);
void measure_money(struct measuring *m);
void measure_corridor(struct measuring *m);
void measure_closing(struct measuring *m);
bool measure_feed(struct measuring *m) VMI_MUST_USE;

#endif
