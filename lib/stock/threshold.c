#include "vmi/threshold.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/demand.h"
#include "vmi/policy.h"
#include "vmi/replenishment.h"
#include "vmi/state.h"
#include "vmi/statistic.h"

struct working {
    const struct vmi_threshold_input *input;
    const struct vmi_terms *terms;
    int32_t as_of;
    struct vmi_state state;
    struct vmi_series series;
    struct vmi_demand demand;
    struct vmi_policy_input policy;
    struct vmi_levels levels;
    struct vmi_buffer why;
};

static void print_quantity(struct vmi_buffer *out, const char *before, vmi_decimal quantity)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(quantity, text);
    vmi_buffer_print(out, "%s %s", before, text);
}

static double review_period(const struct vmi_terms *terms)
{
    return terms->order_days ? vmi_calendar_longest_gap(terms->order_days)
                             : vmi_decimal_to_double(terms->review_period);
}

static bool find_demand(struct working *w)
{
    const struct vmi_terms *terms = w->terms;
    const struct vmi_series_source source = {
        .history = w->input->history,
        .items = &w->input->facts,
        .item_count = 1,
        .terms = terms,
        .day = w->as_of,
    };
    if (!vmi_series_of(&source, &w->series))
        return false;
    vmi_demand_of(&w->series, terms, &w->demand);
    w->policy = (struct vmi_policy_input){
        .terms = terms,
        .mean = w->demand.mean,
        .deviation = w->demand.deviation,
        .lead_time = vmi_decimal_to_double(terms->lead_time),
        .review_period = review_period(terms),
        .wished_min = w->state.min,
        .wished_max = w->state.max,
    };
    if (terms->demand_mean != VMI_DECIMAL_UNKNOWN)
        w->policy.mean = vmi_decimal_to_double(terms->demand_mean);
    if (terms->demand_sd != VMI_DECIMAL_UNKNOWN)
        w->policy.deviation = vmi_decimal_to_double(terms->demand_sd);
    return true;
}

/* ---- min and max ------------------------------------------------------------------------------------ */

static void cut(struct working *w, vmi_decimal cap, const char *name)
{
    if (w->levels.max <= cap)
        return;
    w->levels.max = cap;
    print_quantity(&w->why, "; max cut to", cap);
    vmi_buffer_print(&w->why, " by %s", name);
    if (w->levels.min <= cap)
        return;
    w->levels.min = cap;
    vmi_buffer_print(&w->why, ", and min");
}

/* The largest multiple of STEP that does not pass X: a cap is never rounded up. */
static bool floor_level(double x, vmi_decimal step, vmi_decimal *level)
{
    if (!vmi_decimal_ceil_double(x, step, level))
        return false;
    if (vmi_decimal_to_double(*level) > x + 1e-9 * vmi_decimal_to_double(step) + 1e-12 * x)
        *level -= step;
    return true;
}

static void apply_bounds(struct working *w)
{
    const struct vmi_terms *terms = w->terms;
    vmi_decimal cap = 0;
    if (terms->min_floor != VMI_DECIMAL_UNKNOWN && w->levels.min < terms->min_floor) {
        w->levels.min = terms->min_floor;
        print_quantity(&w->why, "; min raised to", terms->min_floor);
        vmi_buffer_print(&w->why, " by min_floor");
        if (w->levels.max < w->levels.min) {
            w->levels.max = w->levels.min;
            vmi_buffer_print(&w->why, ", and max");
        }
    }
    if (terms->stock_cap != VMI_DECIMAL_UNKNOWN)
        cut(w, terms->stock_cap, "stock_cap");
    if (terms->stock_cap_days != VMI_DECIMAL_UNKNOWN && !isnan(w->policy.mean) &&
        floor_level(vmi_decimal_to_double(terms->stock_cap_days) * w->policy.mean, terms->quantum, &cap))
        cut(w, cap, "stock_cap_days");
}

static void find_levels(struct working *w)
{
    w->levels = (struct vmi_levels){VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN, VMI_TERMS};
    if (!w->input->covered) {
        vmi_buffer_print(&w->why, "not_in_agreement: no row of the agreement names this item");
        return;
    }
    vmi_buffer_add_slice(&w->why, vmi_term_word(VMI_TERM_POLICY, w->terms->policy));
    vmi_policies[w->terms->policy].levels(&w->policy, &w->levels, &w->why);
    if (w->levels.min != VMI_DECIMAL_UNKNOWN && w->levels.max != VMI_DECIMAL_UNKNOWN)
        apply_bounds(w);
}

/* ---- what follows from them -------------------------------------------------------------------------- */

/*
 * The first day D on which on_hand + what is due through D - mean * (D - as-of) is at or below 0. What is overdue is
 * expected tomorrow.
 */
static int32_t stockout_date(const struct working *w)
{
    double stock = vmi_decimal_to_double(w->state.on_hand), mean = w->policy.mean;
    if (w->as_of == VMI_DAY_NONE || w->state.on_hand == VMI_DECIMAL_UNKNOWN || !(mean > 0))
        return VMI_DAY_NONE;
    if (w->state.on_hand <= 0)
        return w->as_of;
    for (size_t i = 0; i <= w->state.inbound_count; i++) {
        bool more = i < w->state.inbound_count && w->state.inbound[i].due != VMI_DAY_NONE;
        double until_empty = vmi_days_until_empty(stock, mean);
        int32_t due = more ? w->state.inbound[i].due : VMI_DAY_LAST;
        if (due <= w->as_of)
            due = w->as_of + 1;
        if (until_empty < due - w->as_of)
            return w->as_of + (int32_t)until_empty;
        if (!more)
            return VMI_DAY_NONE;
        stock += vmi_decimal_to_double(w->state.inbound[i].quantity);
    }
    return VMI_DAY_NONE;
}

static const char *find_status(const struct working *w)
{
    const struct vmi_place *place = vmi_history_place(w->input->history, w->input->facts->item);
    const struct vmi_state *s = &w->state;
    bool dated = w->as_of != VMI_DAY_NONE && place->last_fed != VMI_DAY_NONE;
    bool demand = w->policy.mean > 0, owed = s->backordered != VMI_DECIMAL_UNKNOWN && s->backordered > 0;
    bool position = s->position != VMI_DECIMAL_UNKNOWN,
         levels = w->levels.min != VMI_DECIMAL_UNKNOWN && w->levels.max != VMI_DECIMAL_UNKNOWN;
    vmi_decimal over;
    if (dated && !s->level_undated && (w->as_of - place->last_fed) > w->terms->feed_days / VMI_DECIMAL_ONE)
        return "stale";
    if (s->on_hand != VMI_DECIMAL_UNKNOWN && s->on_hand <= 0 && (demand || owed))
        return "stockout";
    if (position && levels && vmi_terms_triggered(w->terms, s->position, w->levels.min))
        return "below_min";
    if (position && levels && vmi_decimal_add(w->levels.max, vmi_terms_multiple(w->terms), &over) &&
        s->position >= over)
        return "above_max";
    if (isnan(w->policy.mean))
        return "new";
    return demand ? "ok" : "no_demand";
}

static struct vmi_slice inbound_text(const struct working *w, struct vmi_arena *arena)
{
    struct vmi_buffer text = {0};
    char date[VMI_DATE_TEXT_SIZE];
    for (size_t i = 0; i < w->state.inbound_count; i++) {
        if (w->state.inbound[i].due == VMI_DAY_NONE)
            continue;
        char quantity[VMI_DECIMAL_TEXT_SIZE];
        vmi_day_format(w->state.inbound[i].due, date);
        vmi_decimal_format(w->state.inbound[i].quantity, quantity);
        vmi_buffer_print(&text, "%s%s=%s", text.length ? ";" : "", date, quantity);
    }
    struct vmi_slice copy = text.length ? vmi_arena_dup(arena, vmi_buffer_slice(&text)) : VMI_SLICE_NONE;
    vmi_buffer_free(&text);
    return copy;
}

/* The feed's own figures of open orders are compared with our documents, and said where they differ. */
static void compare_orders(struct working *w)
{
    const struct vmi_state *s = &w->state;
    bool on_order = s->fed_on_order != VMI_DECIMAL_UNKNOWN && s->fed_on_order != s->on_order;
    bool in_transit = s->fed_in_transit != VMI_DECIMAL_UNKNOWN && s->fed_in_transit != s->in_transit;
    if (!s->from_documents || !(on_order || in_transit))
        return;
    vmi_buffer_print(&w->why, "; the feed says");
    if (on_order)
        print_quantity(&w->why, " on_order", s->fed_on_order);
    if (in_transit)
        print_quantity(&w->why, " in_transit", s->fed_in_transit);
    vmi_buffer_print(&w->why, ", the documents stand");
}

static void explain_demand(struct working *w)
{
    if (w->terms->demand_mean == VMI_DECIMAL_UNKNOWN && w->demand.excluded_days > 0) {
        char days[VMI_STATISTIC_TEXT_SIZE];
        vmi_statistic_format(w->demand.excluded_days, days);
        vmi_buffer_print(&w->why, "; %s days without stock are not in the mean", days);
    }
    if (w->series.set_aside)
        vmi_buffer_print(&w->why, "; overlap: %zu buckets of demand set aside for later ones",
                         w->series.set_aside);
}

/* Days that were counted, or that stand in terms: at most six decimals, so that adding a half rounds. */
static vmi_decimal count_of_days(double count)
{
    return (vmi_decimal)(count * (double)VMI_DECIMAL_ONE + 0.5);
}

static void fill_stock(const struct working *w, struct vmi_position *p)
{
    const struct vmi_state *s = &w->state;
    p->location = w->input->facts->item->location;
    p->sku = w->input->facts->item->sku;
    p->date = w->as_of;
    p->observed = s->level_undated ? w->as_of : s->observed;
    p->unit = w->terms->unit.length ? w->terms->unit : w->input->facts->item->unit;
    p->on_hand = s->on_hand;
    p->on_hold = s->on_hold;
    p->allocated = s->allocated;
    p->backordered = s->backordered;
    p->in_transit = s->in_transit;
    p->on_order = s->on_order;
    p->position = s->position;
}

static void fill_demand(const struct working *w, struct vmi_position *p)
{
    p->demand_days = count_of_days(w->demand.known_days);
    p->stockout_days = count_of_days(w->demand.stockout_days);
    p->demand_mean_raw = w->demand.mean_raw;
    p->demand_mean = w->policy.mean;
    p->demand_sd = w->policy.deviation;
    p->lead_time = w->terms->lead_time;
    p->lead_time_sd = w->terms->lead_time_sd;
    p->review_period = count_of_days(w->policy.review_period);
}

static void fill_levels(const struct working *w, struct vmi_position *p)
{
    const struct vmi_terms *terms = w->terms;
    double m = (w->policy.lead_time + w->policy.review_period) * w->policy.mean;
    p->policy = vmi_term_word(VMI_TERM_POLICY, terms->policy);
    if (terms->policy == VMI_POLICY_SERVICE) {
        p->service_measure = vmi_term_word(VMI_TERM_SERVICE_MEASURE, terms->service_measure);
        p->service_level = vmi_decimal_to_double(terms->service_level);
        p->distribution = vmi_term_word(VMI_TERM_DISTRIBUTION, terms->distribution);
    }
    p->min = w->levels.min;
    p->max = w->levels.max;
    p->safety_stock = vmi_decimal_to_double(w->levels.min) - m;
    p->class = terms->class;
    p->source = terms->source;
    p->agreement = w->input->covered ? w->input->agreement : VMI_SLICE_NONE;
}

bool vmi_threshold_of(const struct vmi_threshold_input *input, struct vmi_arena *arena,
                      struct vmi_position *position, struct vmi_threshold_notes *notes)
{
    struct working w = {.input = input, .terms = input->terms, .as_of = vmi_history_as_of(input->history)};
    vmi_record_clear(&vmi_position_type, position);
    if (!vmi_state_of(input->history, input->facts, w.terms, w.as_of, arena, &w.state) || !find_demand(&w))
        return false;
    find_levels(&w);
    compare_orders(&w);
    explain_demand(&w);
    fill_stock(&w, position);
    fill_demand(&w, position);
    fill_levels(&w, position);
    position->inbound = inbound_text(&w, arena);
    position->stockout_date = stockout_date(&w);
    position->status = vmi_slice_of(find_status(&w));
    if (w.policy.mean > 0 && w.state.on_hand != VMI_DECIMAL_UNKNOWN)
        position->days_of_supply =
            w.state.on_hand > 0 ? vmi_decimal_to_double(w.state.on_hand) / w.policy.mean : 0;
    position->why = vmi_arena_dup(arena, vmi_buffer_slice(&w.why));
    *notes = (struct vmi_threshold_notes){w.levels.missing, input->covered, w.series.set_aside};
    vmi_series_free(&w.series);
    vmi_buffer_free(&w.why);
    return true;
}
