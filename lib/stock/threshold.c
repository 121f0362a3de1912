#include "vmi/threshold.h"

#include <math.h>
#include <stdlib.h>

#include "figure.h"
#include "vmi/solve.h"
#include "working.h"

/* ---- demand --------------------------------------------------------------------------------------------- */

static bool find_series(struct working *w)
{
    const struct vmi_series_source source = {
        .history = w->input->history,
        .items = w->input->items,
        .item_count = w->input->item_count,
        .terms = w->terms,
        .day = w->as_of,
        .factors = w->input->factors,
    };
    if (!vmi_series_of(&source, &w->series))
        return false;
    vmi_demand_of(&w->series, w->terms, &w->demand);
    return true;
}

/* A new item, or one that was seen too little: somebody else's demand. */
static void find_stand_in(struct working *w)
{
    bool asked = w->terms->life == VMI_LIFE_NEW || isnan(w->demand.mean) || isnan(w->demand.deviation);
    if (!asked || !w->input->stand_in || w->terms->demand_mean != VMI_DECIMAL_UNKNOWN)
        return;
    if (!w->input->stand_in(w->input->context, w->input, &w->stand_in))
        w->stand_in = (struct vmi_stand_in){.from = VMI_SLICE_NONE};
}

/* The term demand_mean, else of the item that stands in, else its own. */
static double usual(vmi_decimal term, const struct working *w, double stand_in, double own)
{
    if (term != VMI_DECIMAL_UNKNOWN)
        return vmi_decimal_to_double(term);
    return w->stand_in.from.length ? stand_in : own;
}

static double review_period(const struct vmi_terms *terms)
{
    return terms->order_days ? vmi_calendar_longest_gap(terms->order_days)
                             : vmi_decimal_to_double(terms->review_period);
}

/* What is planned with: over the days that an order must last where they are known, else of a usual day. */
static double planned_mean(const struct working *w)
{
    struct vmi_interval interval;
    if (isnan(w->lead.mean) || !vmi_outlook_varies(&w->outlook))
        return w->outlook.mean;
    vmi_interval_mean(&w->source, &interval);
    return interval.daily;
}

static bool find_demand(struct working *w)
{
    const struct vmi_terms *terms = w->terms;
    if (!find_series(w))
        return false;
    find_stand_in(w);
    vmi_lead_times_of(w->facts, terms, w->arena, &w->lead);
    vmi_outlook_of(w->input->history, w->facts, terms, w->input->factors,
                   usual(terms->demand_mean, w, w->stand_in.mean, w->demand.mean), &w->outlook);
    w->source = (struct vmi_interval_source){
        .terms = terms,
        .outlook = &w->outlook,
        .lead = &w->lead,
        .review_period = review_period(terms),
        .deviation = usual(terms->demand_sd, w, w->stand_in.deviation, w->demand.deviation),
        .forecast_variance = NAN,
        .series = w->stand_in.from.length || terms->demand_mean != VMI_DECIMAL_UNKNOWN ||
                          terms->demand_sd != VMI_DECIMAL_UNKNOWN
                      ? NULL
                      : &w->series,
        .pattern = w->demand.pattern,
    };
    if (w->outlook.count && !isnan(w->lead.mean) && terms->demand_sd == VMI_DECIMAL_UNKNOWN)
        w->source.forecast_variance =
            vmi_outlook_error_variance(w->input->history, w->facts, &w->series, w->as_of,
                                       w->lead.mean + w->source.review_period, &w->forecasts);
    w->policy = (struct vmi_policy_input){
        .terms = terms,
        .source = &w->source,
        .mean = planned_mean(w),
        .wished_min = w->state.min,
        .wished_max = w->state.max,
    };
    return true;
}

/* ---- levels --------------------------------------------------------------------------------------------- */

/* The items whose place this one took are used up first. */
static bool find_inherited(struct working *w)
{
    struct vmi_state state;
    for (size_t i = 1; i < w->input->item_count; i++) {
        if (!vmi_state_of(w->input->history, w->input->items[i], w->terms, w->as_of, w->arena, &state))
            return false;
        if (state.position > 0 && !vmi_decimal_add(w->inherited, state.position, &w->inherited))
            return false;
    }
    return true;
}

static void find_levels(struct working *w)
{
    struct vmi_buffer *why = &w->account.why;
    w->levels =
        (struct vmi_levels){.min = VMI_DECIMAL_UNKNOWN, .max = VMI_DECIMAL_UNKNOWN, .missing = VMI_TERMS};
    if (!w->input->covered) {
        vmi_buffer_print(why, "not_in_agreement: no row of the agreement names this item");
        return;
    }
    if (w->terms->successor.length) {
        vmi_buffer_print(why, "succeeded by %.*s: what is left is sold, nothing is ordered",
                         VMI_SLICE_PRINT(w->terms->successor));
        return;
    }
    vmi_buffer_add_slice(why, vmi_term_word(VMI_TERM_POLICY, w->terms->policy));
    vmi_policies[w->terms->policy].levels(&w->policy, &w->levels, &w->account);
    if (w->levels.min == VMI_DECIMAL_UNKNOWN || w->levels.max == VMI_DECIMAL_UNKNOWN)
        w->levels.min = w->levels.max = VMI_DECIMAL_UNKNOWN;
    bounds_apply(w);
}

/* ---- the position --------------------------------------------------------------------------------------- */

/* Days that were counted, or that stand in terms: at most six decimals, so that adding a half rounds. */
static vmi_decimal count_of_days(double count)
{
    return isnan(count) ? VMI_DECIMAL_UNKNOWN : (vmi_decimal)(count * (double)VMI_DECIMAL_ONE + 0.5);
}

static void fill_stock(const struct working *w, struct vmi_position *p)
{
    const struct vmi_state *s = &w->state;
    p->location = w->facts->item->location;
    p->sku = w->facts->item->sku;
    p->date = w->as_of;
    p->observed = s->level_undated ? w->as_of : s->observed;
    p->unit = w->terms->unit.length ? w->terms->unit : w->facts->item->unit;
    p->on_hand = s->on_hand;
    p->on_hold = s->on_hold;
    p->allocated = s->allocated;
    p->backordered = s->backordered;
    p->in_transit = s->in_transit;
    p->on_order = s->on_order;
    p->position = s->position;
    p->inbound = standing_inbound(w);
}

static void fill_demand(const struct working *w, struct vmi_position *p)
{
    p->demand_days = count_of_days(w->demand.known_days);
    p->stockout_days = count_of_days(w->demand.stockout_days);
    p->demand_mean_raw = w->demand.mean_raw;
    p->demand_mean = w->policy.mean;
    p->demand_sd = w->source.deviation;
    p->demand_class = vmi_slice_of(vmi_pattern_name(w->demand.pattern));
    p->lead_time = count_of_days(w->lead.mean);
    p->lead_time_sd = count_of_days(vmi_square_root(w->lead.variance));
    p->review_period = count_of_days(w->source.review_period);
}

static void fill_levels(const struct working *w, struct vmi_position *p)
{
    const struct vmi_terms *terms = w->terms;
    struct vmi_interval interval = {.mean = NAN};
    p->policy = vmi_term_word(VMI_TERM_POLICY, terms->policy);
    if (terms->policy == VMI_POLICY_SERVICE) {
        p->service_measure = vmi_term_word(VMI_TERM_SERVICE_MEASURE, terms->service_measure);
        p->service_level = vmi_decimal_to_double(terms->service_level);
    }
    if (w->levels.distributed)
        p->distribution = w->levels.distribution == VMI_DISTRIBUTION_AUTO
                              ? vmi_slice_of("point")
                              : vmi_term_word(VMI_TERM_DISTRIBUTION, (int)w->levels.distribution);
    p->min = w->levels.min;
    p->max = w->levels.max;
    if (!isnan(w->lead.mean) && !isnan(w->outlook.mean))
        vmi_interval_mean(&w->source, &interval);
    p->safety_stock = vmi_decimal_to_double(w->levels.min) - interval.mean;
    p->class = terms->class;
    p->source = terms->source;
    p->agreement = w->input->covered ? w->input->agreement : VMI_SLICE_NONE;
}

static struct working begin(const struct vmi_threshold_input *input, struct vmi_arena *arena,
                            struct vmi_steps *steps)
{
    return (struct working){.input = input,
                            .facts = input->items[0],
                            .terms = input->terms,
                            .arena = arena,
                            .as_of = vmi_history_as_of(input->history),
                            .account = {.steps = steps, .arena = arena}};
}

static void end(struct working *w)
{
    struct vmi_threshold_basis basis = {w->facts,   w->state,    w->series,
                                        w->outlook, w->expiring, w->expiring_on};
    if (w->input->basis)
        *w->input->basis = basis;
    else
        vmi_threshold_basis_free(&basis);
    vmi_buffer_free(&w->account.why);
}

void vmi_threshold_basis_free(struct vmi_threshold_basis *basis)
{
    vmi_outlook_free(&basis->outlook);
    vmi_series_free(&basis->series);
}

static bool work_out(struct working *w, struct vmi_position *position)
{
    if (!vmi_state_of(w->input->history, w->facts, w->terms, w->as_of, w->arena, &w->state) ||
        !find_demand(w) || !find_inherited(w) || !standing_expire(w))
        return false;
    telling_demand(w);
    find_levels(w);
    telling_rest(w);
    fill_stock(w, position);
    fill_demand(w, position);
    fill_levels(w, position);
    position->stockout_date = standing_stockout_date(w);
    position->days_of_supply = standing_days_of_supply(w);
    position->status = vmi_slice_of(standing_status(w, position));
    position->why = vmi_arena_dup(w->arena, vmi_buffer_slice(&w->account.why));
    return true;
}

bool vmi_threshold_of(const struct vmi_threshold_input *input, struct vmi_arena *arena,
                      struct vmi_steps *steps, struct vmi_position *position,
                      struct vmi_threshold_notes *notes)
{
    struct working w = begin(input, arena, steps);
    vmi_record_clear(&vmi_position_type, position);
    bool good = work_out(&w, position);
    *notes = (struct vmi_threshold_notes){w.levels.missing, input->covered, w.held, w.series.set_aside};
    end(&w);
    return good;
}

bool vmi_threshold_demand(const struct vmi_threshold_input *input, struct vmi_demand *demand)
{
    struct vmi_arena none = {0};
    struct working w = begin(input, &none, NULL);
    bool good = find_series(&w);
    *demand = w.demand;
    demand->mean = usual(w.terms->demand_mean, &w, NAN, demand->mean);
    demand->deviation = usual(w.terms->demand_sd, &w, NAN, demand->deviation);
    end(&w);
    return good;
}
