/*
 * How long the stock of the last day will do: until it is sold, or until it expires.
 */
#include <math.h>

#include "measuring.h"
#include "vmi/lots.h"
#include "vmi/outlook.h"

/* The stock, and the pace at which it is expected to be used up: one by the other it is days. */
static void measure_days(struct vmi_kpi_sums *s, double stock, const struct vmi_outlook *outlook)
{
    double days = vmi_outlook_lasts(outlook, stock);
    double pace = stock > 0 ? stock / days : vmi_outlook_day(outlook, 1);
    if (!(pace > 0)) { /* it lasts for no number of days, and nothing is missing */
        s->cover_scope = 0;
        return;
    }
    s->cover_seen = 1;
    s->cover_stock = stock;
    s->cover_pace = pace;
}

static bool expires(const struct measuring *m)
{
    for (size_t i = 0; i < m->item->count; i++)
        if (m->item->list[i].expires != VMI_DAY_NONE)
            return true;
    return false;
}

static bool measure_lots(struct measuring *m, struct vmi_kpi_sums *s, const struct vmi_outlook *outlook)
{
    struct vmi_arena arena = {0};
    struct vmi_state state;
    int32_t first;
    if (!expires(m))
        return true;
    s->dated_scope = 1;
    bool good = vmi_state_of(m->history, m->item, m->terms, m->period.last, &arena, &state);
    if (good && state.on_hand != VMI_DECIMAL_UNKNOWN) {
        double left = state.on_hand > 0 ? vmi_decimal_to_double(state.on_hand) : 0;
        double unused = vmi_lots_unused(state.lots, state.lot_count, outlook, &first);
        s->dated_items = 1;
        s->dated_stock = left;
        s->dated_whole = left + vmi_decimal_to_double(state.expired);
        s->expired = vmi_decimal_to_double(state.expired);
        s->expiring = unused < left ? unused : left;
    }
    vmi_arena_free(&arena);
    return good;
}

/* Where nothing is forecast, the item goes on as it went in the period. */
bool measure_cover(struct measuring *m)
{
    struct vmi_outlook outlook;
    struct vmi_kpi_sums *s = sums_on(m, m->period.last);
    const struct vmi_stock_day *last = &m->stock[m->count - 1];
    double sold = 0;
    s->cover_scope = 1;
    if (!last->seen)
        return true;
    for (size_t i = 0; i < m->part_count; i++)
        sold += m->sums[i].sold;
    vmi_outlook_at(m->history, m->item, m->terms, NULL, sold > 0 ? sold / m->heard : 0, m->period.last,
                   &outlook);
    measure_days(s, last->stock > 0 ? vmi_decimal_to_double(last->stock) : 0, &outlook);
    bool good = measure_lots(m, s, &outlook);
    vmi_outlook_free(&outlook);
    return good;
}
