/*
 * interval.h: demand over the protection interval, the days that one order must last: lead time and review period.
 */
#ifndef VMI_INTERVAL_H
#define VMI_INTERVAL_H

#include "vmi/arena.h"
#include "vmi/lead_time.h"
#include "vmi/outlook.h"
#include "vmi/pattern.h"
#include "vmi/service_level.h"

/* What is known of an item's demand and of its time. Days are independent of each other. */
struct vmi_interval_source {
    const struct vmi_terms *terms;     /* distribution, quantum */
    const struct vmi_outlook *outlook; /* demand of the days to come */
    const struct vmi_lead_times *lead; /* the mean NaN: not known */
    double review_period;              /* days */
    double deviation;                  /* of the demand of a usual day; NaN: not known */
    double forecast_variance;          /* of demand over the interval, as forecasts erred; NaN: not known */
    const struct vmi_series *series;   /* what demand was; NULL: not known */
    enum vmi_pattern pattern;          /* of the series */
};

struct vmi_interval {
    double days;           /* P: mean lead time and review period */
    double mean;           /* m: demand expected over it */
    double daily;          /* m / P: a day of it */
    double daily_variance; /* s^2: of a usual day of it */
    double variance;       /* v: of demand over it, with what a lead time that varies adds */
    enum vmi_distribution_choice
        chosen;          /* by the term, or for it where that is auto; auto: demand does not vary */
    const char *because; /* why it is not the one that was asked for, or the one for auto; "" */
    double unit;         /* in which DEMAND counts: of what is counted the quantum, else 1 */
    struct vmi_protection demand;
};

/*
 * P, m and m/P alone, which take no variance: the rest is NaN. The mean lead time and the mean of demand must be known.
 * Over lead times of which each value is known m is the mean over them. Without an interval (P = 0) the daily mean is
 * that of a usual day.
 */
void vmi_interval_mean(const struct vmi_interval_source *source, struct vmi_interval *interval);

/*
 * All of it. v = P s^2 + (m/P)^2 sL^2 (Hadley and Whitin 1963, section 4-9), days with a factor counting by its square;
 * where each lead time is known with its chance, demand is the mixture over them and v its variance. s^2 is
 * forecast_variance / P where that is known. Tables are made in ARENA. False when the deviation is needed and not known.
 *
 * What is counted is so in steps of the quantum, or in units where some of the history is no multiple of it, and of the
 * variance by that step. auto is, of steps that are not too many, the negative binomial for v > m, the Poisson for v not
 * much below; the
 * item's own history for lumpy and intermittent demand of which there is enough; else the normal where no skewness
 * can show (a standard deviation of m / 50 or less), else the gamma. Without any variance demand is its mean.
 */
bool vmi_interval_of(const struct vmi_interval_source *source, struct vmi_arena *arena,
                     struct vmi_interval *interval) VMI_MUST_USE;

#endif
