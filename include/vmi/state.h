/*
 * state.h: how an item stands on a day: levels rolled forward, open orders, the inventory position.
 */
#ifndef VMI_STATE_H
#define VMI_STATE_H

#include "vmi/history.h"
#include "vmi/term.h"

/* A quantity on its way, and the day on which it is due; VMI_DAY_NONE: not known. */
struct vmi_inbound {
    int32_t due;
    vmi_decimal quantity;
};

/* VMI_DECIMAL_UNKNOWN where nothing was ever said. */
struct vmi_state {
    int32_t observed; /* the day of the on_hand level; VMI_DAY_NONE: without a date, or none */
    bool level_undated;
    vmi_decimal on_hand, on_hold, allocated, backordered, in_transit, on_order;
    vmi_decimal position;                     /* on_hand + in_transit + on_order - allocated - backordered */
    vmi_decimal min, max;                     /* as the customer sends them */
    bool from_documents;                      /* open orders are those of the documents */
    vmi_decimal fed_on_order, fed_in_transit; /* the feed's own figures where documents stand */
    vmi_decimal expired;                      /* of on_hand as it was stated or came; no longer part of it */
    struct vmi_lot *lots;                     /* of on_hand, what expires (vmi/lots.h); in the arena given */
    size_t lot_count;
    bool on_hand_impossible;     /* it is below 0 and the parties hold that for a mistake: unknown */
    struct vmi_inbound *inbound; /* by due day, those without a day last; in the arena given */
    size_t inbound_count;
};

/*
 * The state of ITEM at the end of DAY (VMI_DAY_NONE: nothing is dated). Every level starts from its own latest day and
 * rolls on by what came after it; a level without a date stands over all others and nothing comes after it. The terms
 * used are on_order_from, lead_time (for when an order without a due day arrives), close_after (what our documents say is
 * open and so long overdue is on its way no more), negative_on_hand and what on_hand
 * and on_order hold. Lots that have expired are no stock. Returns false when a sum leaves the range.
 */
bool vmi_state_of(const struct vmi_history *history, const struct vmi_facts *item,
                  const struct vmi_terms *terms, int32_t day, struct vmi_arena *arena,
                  struct vmi_state *state) VMI_MUST_USE;

/* The moment at which a level was stated: what is not after it is part of it. */
struct vmi_moment {
    bool known, undated;
    int32_t day;
    int64_t instant;
};

/*
 * The level of MEASURE that is latest on or before DAY, over all its lots and refs; unknown when there is none.
 * Returns false when the sum leaves the range.
 */
bool vmi_level_of(const struct vmi_facts *item, enum vmi_measure measure, int32_t day, vmi_decimal *level,
                  struct vmi_moment *moment) VMI_MUST_USE;

/*
 * The level of on_hand as vmi_level_of() gives it, as we mean it: with what is allocated and without what is on hold,
 * whatever the terms say that the feed's figure holds.
 */
bool vmi_stock_level_of(const struct vmi_facts *item, const struct vmi_terms *terms, int32_t day,
                        vmi_decimal *on_hand, struct vmi_moment *moment) VMI_MUST_USE;

/* True when the fact, on its last day, is later than the moment. */
bool vmi_fact_is_after(const struct vmi_fact *fact, const struct vmi_moment *moment);

#endif
