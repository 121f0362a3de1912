/*
 * How long the stock of the last day will do: until it is sold, or until it expires.
 */
#include <math.h>

#include "measuring.h"
#include "vmi/lots.h"
#include "vmi/outlook.h"

/* The stock, and the pace at which it is expected to be used up: one by the other it is days. */
static void measure_outlook(struct measuring *m, double stock, double daily)
{
    struct vmi_outlook outlook;
    struct vmi_kpi_sums *s = sums_on(m, m->period.last);
    vmi_outlook_at(m->history, m->item, m->terms, NULL, daily, m->period.last, &outlook);
    double days = vmi_outlook_lasts(&outlook, stock), first = vmi_outlook_day(&outlook, 1);
    double pace = stock > 0 ? stock / days : first;
    vmi_outlook_free(&outlook);
    if (!(pace > 0)) {
        s->cover_scope =
            0; /* nothing is expected to be sold: it lasts for no number of days, and nothing is missing */
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

static bool measure_lots(struct measuring *m, double daily)
{
    struct vmi_arena arena = {0};
    struct vmi_state state;
    struct vmi_kpi_sums *s = sums_on(m, m->period.last);
    if (!expires(m))
        return true;
    s->dated_scope = 1;
    bool good = vmi_state_of(m->history, m->item, m->terms, m->period.last, &arena, &state);
    if (good && state.on_hand != VMI_DECIMAL_UNKNOWN) {
        double left = state.on_hand > 0 ? vmi_decimal_to_double(state.on_hand) : 0;
        double unused = vmi_lots_unused(state.lots, state.lot_count, m->period.last, daily);
        s->dated_items = 1;
        s->dated_stock = left;
        s->dated_whole = left + vmi_decimal_to_double(state.expired);
        s->expired = vmi_decimal_to_double(state.expired);
        s->expiring = unused < left ? unused : left;
    }
    vmi_arena_free(&arena);
    return good;
}

bool measure_cover(struct measuring *m)
{
    const struct vmi_stock_day *last = &m->stock[m->count - 1];
    double sold = 0;
    sums_on(m, m->period.last)->cover_scope = 1;
    if (!last->seen)
        return true;
    for (size_t i = 0; i < m->part_count; i++)
        sold += m->sums[i].sold;
    double daily = sold / (double)m->count;
    measure_outlook(m, last->stock > 0 ? vmi_decimal_to_double(last->stock) : 0, daily > 0 ? daily : 0);
    return measure_lots(m, daily > 0 ? daily : 0);
}
