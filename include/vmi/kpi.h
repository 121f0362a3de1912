/*
 * kpi.h: the registry of metrics, and their figures for items, locations, classes and periods.
 *
 * Every figure is made of sums over items and days, so that parts add up to totals. What could not be seen is never
 * counted as 0: it is left out above and below the line, and `missing` says how much it was. A figure that is not there
 * has a reason.
 */
#ifndef VMI_KPI_H
#define VMI_KPI_H

#include "vmi/history.h"
#include "vmi/metric.h"
#include "vmi/proposal.h"
#include "vmi/term.h"
#include "vmi/trend.h"

/*
 * What is added up for an item, over the days from `since` (its first day at the earliest) through `through`. All are
 * doubles, and two are added member by member.
 */
struct vmi_kpi_sums {
    double item_days; /* days of the item in the period */
    double sold;      /* units */

    double unfilled_sold,
        unfilled;           /* units sold and not filled, where the location reports what it could not fill */
    double unfilled_asked;  /* both together */
    double unfilled_days;   /* item-days of such locations on which they were heard of */
    double filled_days;     /* of those, days on which nothing was unfilled */
    double stock_days;      /* unit-days: mean stock over the days on which it was seen, times item_days */
    double stock_heard;     /* the same mean times the item-days of which it is known what was sold */
    double stock_sold;      /* units sold of items whose stock was seen */
    double stock_item_days; /* item-days of such items */
    double seen_days;       /* item-days on which the stock was seen */
    double ready_days;      /* of those, days with usable stock */
    double demanded_days;   /* item-days of items that ever had demand */
    double demanded_seen;   /* of those, days on which it is known whether there was stock */
    double stockouts;       /* of those, days without */
    double in_stock;        /* and days with */
    double stockout_events; /* spells of days without stock, on the day on which they begin */
    double lost_sales;      /* units: days without stock times what was sold on a day with it */
    double lost_seen;       /* days of demanded_seen of items of which that is known */
    double cycles;          /* from a receipt to the next */
    double cycles_seen;     /* of those, cycles of which it is known whether stock ran out */
    double cycles_served;   /* and in which it did not */
    double received_days;   /* item-days of items of which a receipt was ever reported */
    double receipt_days;    /* of those, days on which something was received */

    /* money: items whose unit_cost is known */
    double value_days;   /* cost times stock_days */
    double value_heard;  /* cost times stock_heard */
    double value_sold;   /* cost times stock_sold */
    double value_seen;   /* days of seen_days */
    double value_scope;  /* days of stock_item_days */
    double margin;       /* (price - cost) times stock_sold, where the price is known too */
    double margin_heard; /* cost times stock_heard of those */
    double margin_seen;  /* days of seen_days of those */
    double carried;      /* value_days times holding_rate, where that is known too */
    double carried_days; /* item-days of those */
    double carried_seen; /* days of seen_days of those */

    /* the corridor: days whose stock was seen and whose min and max are known */
    double corridor_days, corridor_inside, corridor_below, corridor_above;

    /* on the last day of the period alone */
    double items, closing_seen;              /* items, and those whose closing stock was seen */
    double closing;                          /* their stock */
    double closing_cover;                    /* stock times days of which sales are known */
    double closing_sold;                     /* units sold of those in the whole period */
    double closing_value_seen;               /* items whose cost is known too */
    double closing_value;                    /* cost times stock */
    double closing_vendor, closing_customer; /* of that, what the vendor owns, and what the customer does */
    double closing_excess;                   /* stock beyond excess_days of sales */
    double closing_idle;                     /* stock of items that did not move for obsolete_days */

    /* what the levels and flows say of each other */
    double levels_stated; /* days with a level of on_hand */
    double levels;        /* of those, levels that have one before them */
    double balanced;      /* of those, levels that follow from it */
    double unexplained;   /* |units| by which the others differ */
    double moved;         /* units sold and received of items that have such levels */
    double fed_days;      /* item-days on which the location was not silent for longer than feed_days */
    double reported_days; /* item-days on which the location reported anything */
    double level_days;    /* of those, days with a level of on_hand for the item */

    /* order lines whose window ended in the period */
    double order_lines;
    double fill_lines, fill_asked; /* those of which it is known what was supplied, and units asked for */
    double filled_units,
        filled_lines;                /* of those, what was supplied by the end, and lines that were in full */
    double first_units, first_lines; /* the same of the first shipment */
    double due_lines, due_units;     /* lines of which it is known what came, and units asked for */
    double on_time_lines, in_full_lines, otif_lines, otif_units;
    double fill_orders, filled_orders, first_orders, due_orders, otif_orders; /* the same of whole orders */

    /* order lines of which the last came in the period */
    double arrived, lead_lines, lead_days, lead_squares; /* those that were ordered, and the days they took */
    double cycle_scope, cycle_lines, cycle_days;         /* those that are not open any more */

    /* orders against sales, by week */
    double weeks, weeks_seen;           /* item-weeks, and those whose sales are known */
    double orders_spread, sales_spread; /* squared distances from the item's mean */
    double open_items, open_judged;   /* on the last day: items with open lines, and those with a corridor */
    double open_units, surplus_units; /* what is on order, and what of that nobody needs */
    double proposals, proposals_urgent; /* lines proposed, and those of an emergency */
    double proposals_touched;           /* and those that a planner changed or refused */

    /* forecasts: periods that ended in the period of which something was forecast */
    double fc_periods, fc_pairs; /* and those with a forecast that was early enough, and known demand */
    double fc_errors, fc_absolute, fc_squares, fc_actual, fc_size, fc_symmetric; /* as in vmi/accuracy.h */
    double fc_scaled, fc_scaled_pairs;
    double fc_naive, fc_gained,
        fc_naive_pairs; /* the naive forecast's |error|, and by how much it was beaten */

    /* counts */
    double counts, counts_seen,
        counts_right; /* those with a book to compare with, and those within tolerance */
    double counts_valued, count_net, count_absolute; /* those of known cost; money */

    /* on the last day of the period alone */
    double cover_scope, cover_seen;  /* items that will sell, and those whose stock is known */
    double cover_stock, cover_pace;  /* their stock, and units a day */
    double dated_scope, dated_items; /* items of which anything expires, and those whose stock is known */
    double dated_stock, dated_whole; /* their stock without and with what has expired */
    double expired, expiring;        /* of it, what has, and what will before it is sold */
};

/* How the value comes of what stands above and below the line. */
enum vmi_kpi_form {
    VMI_KPI_RATIO,      /* by division */
    VMI_KPI_SHARE,      /* by division; what stands above was counted among what stands below */
    VMI_KPI_COUNT,      /* it is what stands above the line; of what stands below */
    VMI_KPI_ROOT,       /* the root of the quotient */
    VMI_KPI_DEVIATION,  /* of values: their squares above, their number below, and their sum in `third` */
    VMI_KPI_SIGNAL,     /* the quotient, times `third` */
    VMI_KPI_PERCENTILE, /* of values: their sum above, their number below; `times` is the share */
};

struct vmi_kpi_row {
    const char *name;
    const char *unit;
    const char *better; /* "higher", "lower" or "" */
    enum vmi_kpi_form form;
    const char *definition; /* one line: what is divided by what */
    const char *formula;    /* the same in symbols, which vmi-kpi(1) explains */
    const char *needs;      /* measures and terms without which nothing can be told, with blanks between */
    const char *unseen;     /* the reason of a figure that is not there because nothing could be told */
    const char *empty;      /* and of one whose denominator is 0 */
    const char *source;     /* where the definition is from */
    /* members of struct vmi_kpi_sums, by offset: above and below the line, what was seen, of what */
    size_t numerator, denominator, seen, scope;
    double times; /* the numerator; 0: once */
    size_t third; /* what else the value is made of */
};

extern const struct vmi_kpi_row vmi_kpi_rows[];
extern const size_t vmi_kpi_row_count;

/* NULL when there is none of that name. */
const struct vmi_kpi_row *vmi_kpi_find(struct vmi_slice name);
const char *vmi_kpi_nearest(struct vmi_slice name);

/* Periods of the calendar; weeks are those of ISO 8601, from Monday. */
enum vmi_kpi_period { VMI_KPI_WHOLE, VMI_KPI_WEEK, VMI_KPI_MONTH, VMI_KPI_QUARTER, VMI_KPI_PERIODS };

/* "week"; "" of the whole. */
const char *vmi_kpi_period_name(enum vmi_kpi_period period);

/* The days of the period in which DAY is. */
struct vmi_days vmi_kpi_period_of(enum vmi_kpi_period period, int32_t day);

/* Adds the name of the period in which DAY is: "2026-W09", "2026-02", "2026-Q1". */
void vmi_kpi_period_print(enum vmi_kpi_period period, int32_t day, struct vmi_buffer *out);

/* By what parts are told apart from each other. */
struct vmi_kpi_split {
    bool location, sku;
    struct vmi_term_set terms; /* class has a column of its own */
    enum vmi_kpi_period period;
    int32_t
        rolling; /* so many days that end with each period are measured, in place of those of the period; 0: those */
    bool spark; /* periods, weeks where none is named, are no parts but the bars of lines */
};

/* True when there are parts beside the total. */
bool vmi_kpi_is_split(const struct vmi_kpi_split *split);

struct vmi_kpi;

/* SINCE may be VMI_DAY_NONE: from each item's first day. THROUGH is a day. */
struct vmi_kpi *vmi_kpi_new(const struct vmi_history *history, int32_t since, int32_t through,
                            const struct vmi_kpi_split *split);
void vmi_kpi_free(struct vmi_kpi *kpi);

/* The days that are measured, as vmi_kpi_new() was told. */
struct vmi_days vmi_kpi_days(const struct vmi_kpi *kpi);

/* Writes the figures of ROW and of others of which that is said, in place of those of all metrics. */
void vmi_kpi_choose(struct vmi_kpi *kpi, const struct vmi_kpi_row *row);

/* What is asked of a metric in the total and in every part; NaN: not asked. */
void vmi_kpi_target(struct vmi_kpi *kpi, const struct vmi_kpi_row *row, double at_least, double at_most);

/* Items of which something is asked together, whatever parts they are in. Who adds items says which they are. */
struct vmi_kpi_group {
    struct vmi_slice location, sku, class; /* as they shall stand in the columns */
    struct vmi_slice others;               /* what else they have in common: "source DC1|DC2, life new" */
};

/* Adds a group, before the items; its texts are copied. Returns its number, 0 the first. */
uint32_t vmi_kpi_add_group(struct vmi_kpi *kpi, const struct vmi_kpi_group *group);

/* What stands at the end of the definition of a group's figures, before `others`. */
#define VMI_KPI_ITEMS_OF "; items of "

/* The `others` of a group's figure, out of its definition; empty for any other. */
struct vmi_slice vmi_kpi_others_of(const struct vmi_metric *figure);

/* What is asked of a metric in a group. */
void vmi_kpi_group_target(struct vmi_kpi *kpi, uint32_t group, const struct vmi_kpi_row *row, double at_least,
                          double at_most);

/* The days by which forecasts must have been made before their period; below 0, as at first: the term lead_time. */
void vmi_kpi_lag(struct vmi_kpi *kpi, int32_t days);

/* Adds a proposal for an item, which is in GROUP_COUNT of the groups. */
void vmi_kpi_add_proposal(struct vmi_kpi *kpi, const struct vmi_proposal *proposal,
                          const struct vmi_terms *terms, const uint32_t *groups, size_t group_count);

/* Holds the figures against those of TREND, which stays the caller's. */
void vmi_kpi_trend(struct vmi_kpi *kpi, const struct vmi_trend *trend);

/* Keeps what each item adds, before there are any, so that the figures can be held against those of others. */
void vmi_kpi_keep_items(struct vmi_kpi *kpi);

/*
 * Holds the figures of KPI against those of BASELINE, which was asked the same and stays the caller's, as do the histories
 * of both. Both have all their items, and keep them, and are told apart by no period. What differs has an interval by the
 * bootstrap over items (vmi/bootstrap.h) where the value is a ratio of sums, or a count.
 */
void vmi_kpi_baseline(struct vmi_kpi *kpi, const struct vmi_kpi *baseline);

/*
 * Looks at the orders of an opened item. An order is judged by all of its lines, so this is for all items that have any
 * before the first is added. False when its quantities leave the range.
 */
bool vmi_kpi_note_orders(struct vmi_kpi *kpi, const struct vmi_facts *item,
                         const struct vmi_terms *terms) VMI_MUST_USE;

/*
 * Measures an opened item, without adding it, so that several threads may do so as long as none changes KPI. *MEASURED is
 * NULL for an item without a day in the period. False when its quantities leave the range.
 */
struct vmi_kpi_measured;
bool vmi_kpi_measure(const struct vmi_kpi *kpi, const struct vmi_facts *item, const struct vmi_terms *terms,
                     struct vmi_kpi_measured **measured) VMI_MUST_USE;

/* Adds what was measured, which is then gone, to GROUP_COUNT groups; items in the order of the history. */
void vmi_kpi_take(struct vmi_kpi *kpi, struct vmi_kpi_measured *measured, const uint32_t *groups,
                  size_t group_count);

/* What was measured and is not to be added; NULL is nothing. */
void vmi_kpi_forget(struct vmi_kpi_measured *measured);

/* Both at once. False when its quantities leave the range. */
bool vmi_kpi_add(struct vmi_kpi *kpi, const struct vmi_facts *item, const struct vmi_terms *terms,
                 const uint32_t *groups, size_t group_count) VMI_MUST_USE;

/*
 * The figures of the total and its parts, in byte order of metric, scope, location, sku, class and part; behind them
 * those of the groups, in the order in which these were added: the metrics of which something is asked, as the registry
 * has them. COUNT of them all, valid until the kpi is freed or asked again. *MISSED says whether a target was.
 */
const struct vmi_metric *vmi_kpi_figures(struct vmi_kpi *kpi, size_t *count, bool *missed);

#endif
