/*
 * What is told of an item besides its levels: where its demand comes from, and what was left out or differs.
 */
#include <math.h>

#include "figure.h"
#include "working.h"

/* ---- steps ---------------------------------------------------------------------------------------------- */

static const char *correction(const struct working *w)
{
    switch (w->terms->stockout_correction) {
    case VMI_CORRECTION_EM:
        return w->demand.estimated_days > 0 ? "estimated with the demand of what sold out"
                                            : "days without stock left out";
    case VMI_CORRECTION_NONE:
        return "days without stock count as any other";
    default:
        return "days without stock left out";
    }
}

void telling_demand(struct working *w)
{
    struct vmi_steps *steps = w->account.steps;
    const struct vmi_demand *d = &w->demand;
    if (!steps)
        return;
    vmi_steps_add(steps, "known_days", d->known_days, "days", "series",
                  "days on which demand is known, in the last %s", QUANTITY(w->terms->history_days));
    vmi_steps_add(steps, "stockout_days", d->stockout_days, "days", "series",
                  "of these, without usable stock");
    vmi_steps_add(steps, "mean_raw", d->mean_raw, "base units a day", "series",
                  "demand as reported / known_days = %s / %s", FIGURE(d->mean_raw * d->known_days),
                  FIGURE(d->known_days));
    vmi_steps_say(steps, "class", vmi_slice_of(vmi_pattern_name(d->pattern)),
                  "Syntetos, Boylan and Croston 2005",
                  "interval between demands %s (cut 1.32), squared variation of their sizes %s (cut 0.49)",
                  FIGURE(d->interval), FIGURE(d->variation));
    if (d->replaced)
        vmi_steps_add(steps, "replaced", (double)d->replaced, "observations", "Hampel 1974",
                      "further than 3 * 1.4826 * MAD from the median %s", FIGURE(d->median));
    vmi_steps_add(steps, "mean", d->mean, "base units a day", "stockout_correction", "%s%s", correction(w),
                  d->capped ? ", at most correction_cap * mean_raw" : "");
    vmi_steps_add(steps, "sd", d->deviation, "base units a day", "series",
                  "sqrt(sum of (q - n * mean)^2 / n over %zu observations, / (their count - 1))",
                  d->observations);
    if (w->stand_in.from.length) {
        vmi_steps_add(steps, "mean", w->stand_in.mean, "base units a day", "stand-in", "as %.*s",
                      VMI_SLICE_PRINT(w->stand_in.from));
        vmi_steps_add(steps, "sd", w->stand_in.deviation, "base units a day", "stand-in", "as %.*s",
                      VMI_SLICE_PRINT(w->stand_in.from));
    }
    if (w->terms->demand_mean != VMI_DECIMAL_UNKNOWN)
        vmi_steps_add(steps, "mean", w->outlook.mean, "base units a day", "demand_mean", "the term");
    if (w->terms->demand_sd != VMI_DECIMAL_UNKNOWN)
        vmi_steps_add(steps, "sd", w->source.deviation, "base units a day", "demand_sd", "the term");
    if (w->policy.mean != w->outlook.mean && !isnan(w->policy.mean))
        vmi_steps_add(steps, "mean", w->policy.mean, "base units a day", "outlook",
                      "demand expected over lead time and review period, a day");
}

/* ---- behind the levels ---------------------------------------------------------------------------------- */

/* The feed's own figures of open orders are compared with our documents, and said where they differ. */
static void compare_orders(struct working *w)
{
    const struct vmi_state *s = &w->state;
    bool on_order = s->fed_on_order != VMI_DECIMAL_UNKNOWN && s->fed_on_order != s->on_order;
    bool in_transit = s->fed_in_transit != VMI_DECIMAL_UNKNOWN && s->fed_in_transit != s->in_transit;
    if (!s->from_documents || !(on_order || in_transit))
        return;
    vmi_buffer_print(&w->account.why, "; the feed says");
    if (on_order)
        vmi_buffer_print(&w->account.why, " on_order %s", QUANTITY(s->fed_on_order));
    if (in_transit)
        vmi_buffer_print(&w->account.why, " in_transit %s", QUANTITY(s->fed_in_transit));
    vmi_buffer_print(&w->account.why, ", the documents stand");
}

static void tell_stock(struct working *w)
{
    struct vmi_buffer *why = &w->account.why;
    char date[VMI_DATE_TEXT_SIZE];
    if (w->state.on_hand_impossible)
        vmi_buffer_print(why, "; on_hand is below 0, which is a mistake (negative_on_hand)");
    if (w->state.expired > 0)
        vmi_buffer_print(why, "; %s expired and not counted", QUANTITY(w->state.expired));
    if (w->expiring > 0) {
        vmi_day_format(w->expiring_on, date);
        vmi_buffer_print(why, "; %s will expire before they can sell, the first on %s%s",
                         QUANTITY(w->expiring), date,
                         w->terms->expiring_lots == VMI_EXPIRING_NET ? ", and are not counted" : "");
    }
}

static void tell_demand(struct working *w)
{
    struct vmi_buffer *why = &w->account.why;
    const struct vmi_demand *d = &w->demand;
    if (w->stand_in.from.length)
        vmi_buffer_print(why, "; new: demand as that of %.*s", VMI_SLICE_PRINT(w->stand_in.from));
    if (w->terms->demand_mean != VMI_DECIMAL_UNKNOWN || w->stand_in.from.length)
        return;
    if (w->series.inherited)
        vmi_buffer_print(why, "; history of its predecessor taken over");
    if (d->estimated_days > 0)
        vmi_buffer_print(why, "; demand of %s days that sold out estimated", FIGURE(d->estimated_days));
    else if (d->excluded_days > 0)
        vmi_buffer_print(why, "; %s days without stock are not in the mean", FIGURE(d->excluded_days));
    if (d->capped)
        vmi_buffer_print(why, ", which is %s times the raw one at most (correction_cap)",
                         QUANTITY(w->terms->correction_cap));
    if (d->replaced)
        vmi_buffer_print(why, "; %zu unlikely observations count as the median %s", d->replaced,
                         FIGURE(d->median));
    if (w->series.factored > 0)
        vmi_buffer_print(why, "; %s days of history divided by their demand_factor",
                         FIGURE(w->series.factored));
    if (w->series.returned > 0)
        vmi_buffer_print(why, "; %s returned and not in the mean", FIGURE(w->series.returned));
}

/* How much of the days to come is the forecast's word. */
static void tell_outlook(struct working *w)
{
    double period = w->lead.mean + w->source.review_period;
    double covered = vmi_outlook_covered(&w->outlook, isnan(period) ? (double)w->outlook.count : period);
    if (!w->outlook.count)
        return;
    if (isnan(period))
        vmi_buffer_print(&w->account.why, "; forecasts cover %s days to come", FIGURE(covered));
    else if (covered < period)
        vmi_buffer_print(&w->account.why, "; forecasts cover %s of %s days, the mean of history the other %s",
                         FIGURE(covered), FIGURE(period), FIGURE(period - covered));
    else
        vmi_buffer_print(&w->account.why, "; demand by forecast");
    if (w->forecasts >= 2)
        vmi_buffer_print(&w->account.why, ", and the errors of %zu of them", w->forecasts);
}

void telling_rest(struct working *w)
{
    compare_orders(w);
    tell_stock(w);
    tell_demand(w);
    tell_outlook(w);
    if (w->series.set_aside)
        vmi_buffer_print(&w->account.why, "; overlap: %zu buckets of demand set aside for later ones",
                         w->series.set_aside);
}
