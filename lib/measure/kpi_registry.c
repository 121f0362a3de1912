#include <math.h>

#include "vmi/kpi.h"

static void customer_fill_rate(const struct vmi_kpi_sums *s, double *numerator, double *denominator,
                               double *seen, double *scope)
{
    *numerator = s->unfilled_sold;
    *denominator = s->unfilled_sold + s->unfilled;
    *seen = s->unfilled_days;
    *scope = s->item_days;
}

static void stockout_days(const struct vmi_kpi_sums *s, double *numerator, double *denominator, double *seen,
                          double *scope)
{
    *numerator = s->demanded_seen > 0 ? s->stockouts : NAN;
    *denominator = s->demanded_seen;
    *seen = s->demanded_seen;
    *scope = s->demanded_days;
}

static void average_stock(const struct vmi_kpi_sums *s, double *numerator, double *denominator, double *seen,
                          double *scope)
{
    *numerator = s->stock_days;
    *denominator = s->stock_item_days;
    *seen = s->seen_days;
    *scope = s->item_days;
}

static void turns(const struct vmi_kpi_sums *s, double *numerator, double *denominator, double *seen,
                  double *scope)
{
    *numerator = s->stock_sold * 365;
    *denominator = s->stock_days;
    *seen = s->seen_days;
    *scope = s->item_days;
}

static void days_of_supply(const struct vmi_kpi_sums *s, double *numerator, double *denominator, double *seen,
                           double *scope)
{
    *numerator = s->stock_days;
    *denominator = s->stock_sold;
    *seen = s->seen_days;
    *scope = s->item_days;
}

const struct vmi_kpi_row vmi_kpi_rows[] = {
    {"customer_fill_rate", "ratio", "higher", false,
     "units sold / (units sold + units unfilled), where the location reports what it could not fill",
     customer_fill_rate},
    {"stockout_days", "item-days", "lower", true,
     "item-days that ended without usable stock, or were reported so (numerator), of the item-days on which "
     "it is known "
     "(denominator); items that ever had demand",
     stockout_days},
    {"stockout_share", "ratio", "lower", false,
     "item-days that ended without usable stock, or were reported so / item-days on which it is known; items "
     "that ever "
     "had demand",
     stockout_days},
    {"average_stock", "units an item", "", false,
     "unit-days of stock / item-days; an item's unit-days are its mean closing stock on the days on which it "
     "was seen, "
     "times its days",
     average_stock},
    {"turns", "a year", "higher", false,
     "365 * units sold / unit-days of stock (as in average_stock), of items whose stock was seen", turns},
    {"days_of_supply", "days", "", false,
     "unit-days of stock (as in average_stock) / units sold, of items whose stock was seen", days_of_supply},
};

const size_t vmi_kpi_row_count = VMI_COUNT(vmi_kpi_rows);

const struct vmi_kpi_row *vmi_kpi_find(struct vmi_slice name)
{
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        if (vmi_slice_is(name, vmi_kpi_rows[i].name))
            return &vmi_kpi_rows[i];
    return NULL;
}

const char *vmi_kpi_nearest(struct vmi_slice name)
{
    const char *names[VMI_COUNT(vmi_kpi_rows)];
    for (size_t i = 0; i < vmi_kpi_row_count; i++)
        names[i] = vmi_kpi_rows[i].name;
    return vmi_text_nearest(name, names, vmi_kpi_row_count);
}
