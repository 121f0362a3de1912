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

/* What was forecast for a period that is over, before it began, and what came. */
struct vmi_past_forecast {
    struct vmi_days days;
    double forecast, actual;
};

/*
 * The last periods of which forecasts were made and demand is known, on every day and never sold out, the latest first.
 * Of the forecasts of a period the last stands that was made before it began; of periods that overlap the one that ends
 * later, then the shorter. At most MOST, which LIST has room for; answers how many.
 */
size_t vmi_outlook_past(const struct vmi_history *history, const struct vmi_facts *item,
                        const struct vmi_series *series, int32_t as_of, struct vmi_past_forecast *list,
                        size_t most);

#endif
