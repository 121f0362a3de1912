/*
 * outlook.h: the demand that is expected of an item on the days to come.
 *
 * A day has what the forecast says that was made last, on or before as-of; forecasts never add up, and a period counts
 * evenly by calendar day. A day without a forecast has the mean of history, times the factor that the agreement sets for
 * the day.
 */
#ifndef VMI_OUTLOOK_H
#define VMI_OUTLOOK_H

#include "vmi/series.h"

/* What was expected of some days, together. */
struct vmi_forecast {
    int32_t made; /* VMI_DAY_NONE: before all others */
    struct vmi_days days;
    uint32_t order; /* of two made on one day the later stands */
    double daily;   /* evenly by calendar day */
};

/* All that were made on or before AS_OF, in the order in which they stand over each other. The caller frees them. */
struct vmi_forecast *vmi_forecasts_of(const struct vmi_history *history, const struct vmi_facts *item,
                                      int32_t as_of, size_t *count);

struct vmi_outlook {
    int32_t as_of;    /* VMI_DAY_NONE: every day is a usual one */
    double mean;      /* of a usual day; NaN: not known */
    double *expected; /* of the days from the one after as-of on: by forecast, or NaN */
    size_t count;
    const struct vmi_factors *factors; /* NULL: none */
};

/*
 * Fills OUTLOOK, which the caller frees; FACTORS are borrowed. Forecasts are taken where the term `demand` is not
 * `history` and the term demand_mean is not given, as far as ten years from as-of.
 */
void vmi_outlook_of(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, const struct vmi_factors *factors, double mean,
                    struct vmi_outlook *outlook);

/* The same as it was seen on DAY, which is not VMI_DAY_NONE: of forecasts those that were made by then. */
void vmi_outlook_at(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, const struct vmi_factors *factors, double mean,
                    int32_t day, struct vmi_outlook *outlook);
void vmi_outlook_free(struct vmi_outlook *outlook);

/* True when a forecast or a factor makes some day unlike the usual ones. */
bool vmi_outlook_varies(const struct vmi_outlook *outlook);

/* Expected on the day that is N (1 the first) after as-of. NaN: not known. */
double vmi_outlook_day(const struct vmi_outlook *outlook, int64_t n);

/* Expected over the first DAYS days after as-of; of the last, a part where DAYS is no whole number. */
double vmi_outlook_sum(const struct vmi_outlook *outlook, double days);

/*
 * The first DAYS days after as-of, each counted by the square of its factor, which times the variance of a usual day is
 * the variance of demand over them.
 */
double vmi_outlook_squares(const struct vmi_outlook *outlook, double days);

/* How many of the first DAYS days a forecast covers. */
double vmi_outlook_covered(const struct vmi_outlook *outlook, double days);

/* Days after as-of for which STOCK (above 0) lasts, with a part of the last; infinite where there is no demand. */
double vmi_outlook_lasts(const struct vmi_outlook *outlook, double stock);

/*
 * The variance of demand over PERIOD days that forecasts of that length had: the mean square of the cumulative errors
 * (actual less forecast) of all forecasts that cover PERIOD known days from the day after they were made (Saoud,
 * Kourentzes and Boylan 2022). *COUNT says how many there were. NaN with fewer than two.
 */
double vmi_outlook_error_variance(const struct vmi_history *history, const struct vmi_facts *item,
                                  const struct vmi_series *series, int32_t as_of, double period,
                                  size_t *count);

#endif
