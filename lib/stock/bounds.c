/*
 * What changes levels after the policy has made them.
 */
#include <math.h>

#include "figure.h"
#include "working.h"

static void tell(struct working *w, const char *symbol, vmi_decimal value, const char *by)
{
    vmi_steps_add(w->account.steps, symbol, vmi_decimal_to_double(value), "base units", "bound", "%s", by);
}

/* ---- what is still there of the items before ------------------------------------------------------------ */

static void lessen(struct working *w)
{
    if (w->inherited <= 0)
        return;
    vmi_decimal used = w->inherited < w->levels.max ? w->inherited : w->levels.max;
    w->levels.max -= used;
    w->levels.min = w->levels.min > used ? w->levels.min - used : 0;
    vmi_buffer_print(&w->account.why, "; both less %s that its predecessor still has", QUANTITY(used));
    tell(w, "min", w->levels.min, "less what the predecessor still has");
    tell(w, "max", w->levels.max, "less what the predecessor still has");
}

/* ---- bounds --------------------------------------------------------------------------------------------- */

static void raise_min(struct working *w)
{
    vmi_decimal least = w->terms->min_floor;
    if (least == VMI_DECIMAL_UNKNOWN || w->levels.min >= least)
        return;
    w->levels.min = least;
    vmi_buffer_print(&w->account.why, "; min raised to %s by min_floor", QUANTITY(least));
    tell(w, "min", least, "min_floor");
    if (w->levels.max >= least)
        return;
    w->levels.max = least;
    vmi_buffer_print(&w->account.why, ", and max");
    tell(w, "max", least, "min_floor");
}

static void cut(struct working *w, vmi_decimal cap, const char *name)
{
    if (w->levels.max <= cap)
        return;
    w->levels.max = cap;
    vmi_buffer_print(&w->account.why, "; max cut to %s by %s", QUANTITY(cap), name);
    tell(w, "max", cap, name);
    if (w->levels.min <= cap)
        return;
    w->levels.min = cap;
    vmi_buffer_print(&w->account.why, ", and min");
    tell(w, "min", cap, name);
}

/* A cap is never rounded up. */
static void cut_to_days(struct working *w, double days, const char *name)
{
    vmi_decimal cap;
    if (w->policy.mean >= 0 && vmi_decimal_floor_double(days * w->policy.mean, w->terms->quantum, &cap))
        cut(w, cap, name);
}

/* What is delivered must sell before it expires. */
static void cut_to_shelf_life(struct working *w)
{
    bool remaining = w->terms->min_remaining_life != VMI_DECIMAL_UNKNOWN;
    cut_to_days(w, vmi_terms_shelf_days(w->terms, w->lead.mean),
                remaining ? "min_remaining_life" : "shelf_life less lead time");
}

/* ---- the corridor before -------------------------------------------------------------------------------- */

static double change(vmi_decimal now, vmi_decimal before)
{
    double moved = vmi_decimal_to_double(now) - vmi_decimal_to_double(before);
    if (moved == 0)
        return 0;
    return before > 0 ? moved / vmi_decimal_to_double(before) : INFINITY;
}

static bool is_within(double share, double hold)
{
    return share <= hold * (1 + 1e-12) && -share <= hold * (1 + 1e-12);
}

static void keep_corridor(struct working *w)
{
    const struct vmi_corridor *old = &w->input->previous;
    double hold = w->input->hold;
    if (!(hold > 0) || old->min == VMI_DECIMAL_UNKNOWN || old->max == VMI_DECIMAL_UNKNOWN)
        return;
    if (old->min == w->levels.min && old->max == w->levels.max)
        return;
    if (!is_within(change(w->levels.min, old->min), hold) ||
        !is_within(change(w->levels.max, old->max), hold))
        return;
    vmi_buffer_print(&w->account.why, "; held at min %s and max %s: they move by no more than %s %%",
                     QUANTITY(old->min), QUANTITY(old->max), FIGURE(hold * 100));
    w->levels.min = old->min;
    w->levels.max = old->max;
    w->held = true;
    tell(w, "min", old->min, "held");
    tell(w, "max", old->max, "held");
}

void bounds_apply(struct working *w)
{
    if (w->levels.min == VMI_DECIMAL_UNKNOWN || w->levels.max == VMI_DECIMAL_UNKNOWN)
        return;
    lessen(w);
    raise_min(w);
    if (w->terms->stock_cap != VMI_DECIMAL_UNKNOWN)
        cut(w, w->terms->stock_cap, "stock_cap");
    cut_to_days(w, vmi_decimal_to_double(w->terms->stock_cap_days), "stock_cap_days");
    cut_to_shelf_life(w);
    keep_corridor(w);
}
