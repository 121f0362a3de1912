/*
 * What is known of an item while its position is worked out.
 */
#ifndef STOCK_WORKING_H
#define STOCK_WORKING_H

#include "vmi/policy.h"
#include "vmi/state.h"
#include "vmi/threshold.h"

struct working {
    const struct vmi_threshold_input *input;
    const struct vmi_facts *facts; /* of the item itself */
    const struct vmi_terms *terms;
    struct vmi_arena *arena;
    int32_t as_of;
    struct vmi_state state;
    vmi_decimal expiring;  /* of on_hand, what will expire before it can sell */
    int32_t expiring_on;   /* the first day on which some of it does */
    vmi_decimal inherited; /* position of the items whose place this one took: it is used first */
    struct vmi_series series;
    struct vmi_demand demand;
    struct vmi_stand_in stand_in; /* from: empty where the item's own demand is taken */
    struct vmi_lead_times lead;
    struct vmi_outlook outlook;
    size_t forecasts; /* whose errors were measured */
    struct vmi_interval_source source;
    struct vmi_policy_input policy;
    struct vmi_levels levels;
    bool held;
    struct vmi_account account;
};

/* ---- bounds.c ----------------------------------------------------------------------------------------- */

/* Lessens the levels by what the items before it still have, raises and cuts them, and keeps the old corridor. */
void bounds_apply(struct working *w);

/* ---- standing.c --------------------------------------------------------------------------------------- */

/* Finds what will expire before it can sell, and takes it out of the stock under expiring_lots=net. */
bool standing_expire(struct working *w);

int32_t standing_stockout_date(const struct working *w);
double standing_days_of_supply(const struct working *w);
/* With all else of the POSITION filled. */
const char *standing_status(const struct working *w, const struct vmi_position *position);
struct vmi_slice standing_inbound(const struct working *w);

/* ---- telling.c ---------------------------------------------------------------------------------------- */

/* The steps from the records to the demand that is planned with. */
void telling_demand(struct working *w);

/* What is to be said behind the levels: what was left out, taken over, or differs. */
void telling_rest(struct working *w);

#endif
