#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/state.h"

/*
 * Open orders once more, by walking over all lines and all records again and again: what the state of an item must
 * come to, in time that grows with the square.
 */
struct slow_line {
    uint32_t ref;
    bool in_transit;
    int32_t due;
    vmi_decimal quantity;
};

struct slow_ref {
    uint32_t ref;
    int32_t ordered_on, confirmed_on;
    vmi_decimal consumed;
};

enum { SLOW_MOST = 2000 };

struct slow {
    const struct vmi_history *history;
    struct slow_line lines[SLOW_MOST];
    struct slow_ref refs[SLOW_MOST];
    size_t count, ref_count;
    struct vmi_moment levels[2];
    int lead;
};

static void slow_add(struct slow *s, uint32_t ref, bool in_transit, int32_t due, vmi_decimal quantity)
{
    if (quantity > 0)
        s->lines[s->count++] = (struct slow_line){ref, in_transit, due, quantity};
}

static struct slow_line *slow_earliest(struct slow *s, uint32_t ref, bool in_transit)
{
    struct slow_line *earliest = NULL;
    for (size_t i = 0; i < s->count; i++) {
        struct slow_line *line = &s->lines[i];
        if (line->ref == ref && line->in_transit == in_transit && line->quantity > 0 && (!earliest || vmi_day_compare(line->due, earliest->due) < 0))
            earliest = line;
    }
    return earliest;
}

static vmi_decimal slow_take(struct slow *s, uint32_t ref, bool in_transit, vmi_decimal quantity, int32_t *due)
{
    struct slow_line *line;
    while (quantity > 0 && (line = slow_earliest(s, ref, in_transit))) {
        vmi_decimal taken = line->quantity < quantity ? line->quantity : quantity;
        line->quantity -= taken;
        quantity -= taken;
        *due = line->due;
    }
    return quantity;
}

static void slow_drop(struct slow *s, uint32_t ref)
{
    for (size_t i = 0; i < s->count; i++)
        if (s->lines[i].ref == ref && !s->lines[i].in_transit)
            s->lines[i].quantity = 0;
}

static struct slow_ref *slow_ref(struct slow *s, uint32_t ref)
{
    for (size_t i = 0; i < s->ref_count; i++)
        if (s->refs[i].ref == ref)
            return &s->refs[i];
    s->refs[s->ref_count] = (struct slow_ref){ref, VMI_DAY_NONE, VMI_DAY_NONE, 0};
    return &s->refs[s->ref_count++];
}

static int32_t slow_due(const struct slow *s, int32_t day, int32_t until)
{
    return until != VMI_DAY_NONE ? until : s->lead >= 0 ? vmi_day_after(day, s->lead) : VMI_DAY_NONE;
}

static bool slow_acts(const struct slow *s, const struct vmi_fact *fact, bool in_transit)
{
    return !s->levels[in_transit].known || vmi_fact_is_after(fact, &s->levels[in_transit]);
}

static void slow_ordered(struct slow *s, const struct vmi_fact *fact)
{
    struct slow_ref *ref = slow_ref(s, fact->ref);
    vmi_decimal consumed = 0;
    int32_t due;
    if (!slow_acts(s, fact, false))
        return;
    if (ref->ordered_on != fact->day) {
        slow_drop(s, fact->ref);
        consumed = ref->consumed;
    }
    ref->ordered_on = fact->day;
    slow_add(s, fact->ref, false, slow_due(s, fact->day, fact->until), fact->quantity);
    slow_take(s, fact->ref, false, consumed, &due);
}

static void slow_confirmed(struct slow *s, const struct vmi_fact *fact)
{
    struct slow_ref *ref = slow_ref(s, fact->ref);
    if (!slow_acts(s, fact, false))
        return;
    struct slow_line *open = slow_earliest(s, fact->ref, false);
    int32_t due = fact->until == VMI_DAY_NONE && open ? open->due : slow_due(s, fact->day, fact->until), other;
    bool in_pool = fact->ref && ref->ordered_on == VMI_DAY_NONE && (ref->confirmed_on == VMI_DAY_NONE || ref->confirmed_on == fact->day);
    if (ref->confirmed_on != fact->day)
        slow_drop(s, fact->ref);
    ref->confirmed_on = fact->day;
    if (in_pool)
        slow_take(s, 0, false, fact->quantity, &other);
    slow_add(s, fact->ref, false, due, fact->quantity);
}

static void slow_leave(struct slow *s, const struct vmi_fact *fact, int32_t *due)
{
    if (!slow_acts(s, fact, false))
        return;
    vmi_decimal rest = slow_take(s, fact->ref, false, fact->quantity, due);
    if (fact->ref)
        slow_take(s, 0, false, rest, due);
}

static bool slow_shipped(struct slow *s, const struct vmi_fact *fact)
{
    struct slow_ref *ref = slow_ref(s, fact->ref);
    int32_t due = VMI_DAY_NONE;
    if (!vmi_decimal_add(ref->consumed, fact->quantity, &ref->consumed))
        return false;
    slow_leave(s, fact, &due);
    if (slow_acts(s, fact, true))
        slow_add(s, fact->ref, true, fact->until != VMI_DAY_NONE ? fact->until : due, fact->quantity);
    return true;
}

static bool slow_receive(struct slow *s, const struct vmi_fact *fact, uint32_t ref, vmi_decimal *quantity)
{
    int32_t due;
    vmi_decimal rest = *quantity;
    if (slow_acts(s, fact, true))
        rest = slow_take(s, ref, true, rest, &due);
    *quantity = rest;
    if (slow_acts(s, fact, false))
        *quantity = slow_take(s, ref, false, rest, &due);
    vmi_decimal consumed = fact->ref ? rest : rest - *quantity;
    return ref == 0 || vmi_decimal_add(slow_ref(s, ref)->consumed, consumed, &slow_ref(s, ref)->consumed);
}

static struct slow_line *slow_next(struct slow *s, const struct vmi_fact *receipt)
{
    struct slow_line *next = NULL;
    for (size_t i = 0; i < s->count; i++) {
        struct slow_line *line = &s->lines[i];
        if (line->quantity <= 0 || !slow_acts(s, receipt, line->in_transit))
            continue;
        int order = next ? vmi_day_compare(line->due, next->due) : -1;
        if (order == 0 && line->ref != next->ref)
            order = vmi_slice_compare(vmi_history_ref(s->history, line->ref), vmi_history_ref(s->history, next->ref));
        if (order < 0)
            next = line;
    }
    return next;
}

static bool slow_received(struct slow *s, const struct vmi_fact *fact)
{
    vmi_decimal rest = fact->quantity;
    if (fact->ref)
        return slow_receive(s, fact, fact->ref, &rest) && slow_receive(s, fact, 0, &rest);
    for (struct slow_line *line; rest > 0 && (line = slow_next(s, fact));)
        if (!slow_receive(s, fact, line->ref, &rest))
            return false;
    return true;
}

static bool slow_follow(struct slow *s, const struct vmi_fact *fact)
{
    int32_t due;
    switch (fact->measure) {
    case VMI_ORDERED:
        slow_ordered(s, fact);
        return true;
    case VMI_CONFIRMED:
        slow_confirmed(s, fact);
        return true;
    case VMI_SHIPPED:
        return slow_shipped(s, fact);
    case VMI_RECEIVED:
        return slow_received(s, fact);
    default:
        if (!vmi_decimal_add(slow_ref(s, fact->ref)->consumed, fact->quantity, &slow_ref(s, fact->ref)->consumed))
            return false;
        slow_leave(s, fact, &due);
        return true;
    }
}

/* ---- which records, and when ----------------------------------------------------------------------- */

static int32_t acting_day(const struct vmi_fact *fact)
{
    return fact->measure == VMI_RECEIVED ? vmi_fact_last_day(fact) : fact->day;
}

static bool is_later(const struct vmi_fact *a, const struct vmi_fact *b)
{
    static const int ranks[VMI_MEASURES] = {[VMI_CONFIRMED] = 1, [VMI_SHIPPED] = 2, [VMI_RECEIVED] = 3, [VMI_CANCELLED] = 4};
    int order = vmi_day_compare(acting_day(a), acting_day(b));
    if (!order)
        order = (a->instant > b->instant) - (a->instant < b->instant);
    if (!order)
        order = ranks[a->measure] - ranks[b->measure];
    return order ? order > 0 : a->order > b->order;
}

static bool is_document(const struct vmi_fact *fact)
{
    return vmi_measures[fact->measure].kind == VMI_DOCUMENT || fact->measure == VMI_RECEIVED;
}

static bool is_restated(const struct vmi_facts *item, const struct vmi_fact *fact)
{
    if (fact->measure != VMI_ORDERED && fact->measure != VMI_CONFIRMED)
        return false;
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *other = &item->list[i];
        if (other->measure == fact->measure && other->day == fact->day && other->ref == fact->ref && other->until == fact->until && is_later(other, fact))
            return true;
    }
    return false;
}

static bool is_of_level(const struct vmi_fact *fact, enum vmi_measure measure, int32_t day)
{
    return fact->measure == measure && fact->day == day;
}

static void slow_level(struct slow *s, const struct vmi_facts *item, enum vmi_measure measure, int32_t day)
{
    struct vmi_moment *moment = &s->levels[measure == VMI_IN_TRANSIT];
    int32_t latest = VMI_DAY_NONE;
    bool undated = false, any = false;
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        undated = undated || is_of_level(fact, measure, VMI_DAY_NONE);
        if (fact->measure == measure && fact->day != VMI_DAY_NONE && fact->day <= day)
            latest = any && latest > fact->day ? latest : fact->day, any = true;
    }
    if (!undated && !any)
        return;
    latest = undated ? VMI_DAY_NONE : latest;
    *moment = (struct vmi_moment){true, undated, latest, INT64_MIN};
    for (size_t i = 0; i < item->count; i++) {
        const struct vmi_fact *fact = &item->list[i];
        bool stands = is_of_level(fact, measure, latest);
        for (size_t j = 0; j < item->count && stands; j++) {
            const struct vmi_fact *other = &item->list[j];
            stands = !(is_of_level(other, measure, latest) && other->lot == fact->lot && other->ref == fact->ref && other->until == fact->until &&
                       (other->instant > fact->instant || (other->instant == fact->instant && other->order > fact->order)));
        }
        if (!stands)
            continue;
        moment->instant = fact->instant > moment->instant ? fact->instant : moment->instant;
        slow_add(s, fact->ref, measure == VMI_IN_TRANSIT, slow_due(s, fact->day == VMI_DAY_NONE ? day : fact->day, fact->until), fact->quantity);
    }
}

static bool slow_orders(struct slow *s, const struct vmi_facts *item, int32_t day, bool from_feed)
{
    const struct vmi_fact *last = NULL;
    if (from_feed) {
        slow_level(s, item, VMI_ON_ORDER, day);
        slow_level(s, item, VMI_IN_TRANSIT, day);
    }
    for (;;) {
        const struct vmi_fact *next = NULL;
        for (size_t i = 0; i < item->count; i++) {
            const struct vmi_fact *fact = &item->list[i];
            if (is_document(fact) && (day == VMI_DAY_NONE || acting_day(fact) <= day) && (!last || is_later(fact, last)) && (!next || is_later(next, fact)))
                next = fact;
        }
        if (!next)
            return true;
        last = next;
        if (!is_restated(item, next) && !slow_follow(s, next))
            return false;
    }
}

/* What is in transit leaves the feed's orders, and is not counted twice. */
static void slow_separate(struct slow *s, vmi_decimal in_transit)
{
    for (;;) {
        struct slow_line *first = NULL;
        for (size_t i = 0; i < s->count; i++)
            if (!s->lines[i].in_transit && s->lines[i].quantity > 0 && (!first || vmi_day_compare(s->lines[i].due, first->due) < 0))
                first = &s->lines[i];
        if (!first || in_transit <= 0)
            return;
        vmi_decimal taken = first->quantity < in_transit ? first->quantity : in_transit;
        first->quantity -= taken;
        in_transit -= taken;
    }
}

/* ---- both ways, on ledgers by chance ---------------------------------------------------------------- */

struct shape {
    const char *name;
    int records, refs, days, untils, huge; /* of 1000 quantities so many are near the end of the range */
};

static const struct shape shapes[] = {
    {"few records", 6, 2, 4, 3, 0},
    {"few orders", 30, 3, 5, 4, 0},
    {"many orders", 120, 60, 6, 5, 0},
    {"one order", 80, 1, 12, 12, 0},
    {"many records of a day", 100, 8, 1, 3, 0},
    {"quantities out of range", 40, 4, 5, 4, 120},
    {"a long time", 300, 25, 60, 40, 0},
};

static const enum vmi_measure measures[] = {VMI_ORDERED,  VMI_ORDERED,   VMI_CONFIRMED, VMI_SHIPPED,    VMI_SHIPPED,  VMI_RECEIVED,
                                            VMI_RECEIVED, VMI_CANCELLED, VMI_ON_ORDER,  VMI_IN_TRANSIT, VMI_ON_ORDER, VMI_SOLD};

static struct vmi_activity record_by_chance(const struct shape *shape, uint64_t *state, char ref[8])
{
    struct vmi_activity record = ledger_record("2026-01-05|ordered|0||A");
    record.measure = measures[chance_below(state, VMI_COUNT(measures))];
    record.quantity = chance_below(state, 12) * VMI_DECIMAL_ONE;
    if (chance_below(state, 1000) < shape->huge)
        record.quantity = VMI_DECIMAL_ONE * 9000000000000;
    bool level = vmi_measures[record.measure].kind == VMI_LEVEL;
    record.date = vmi_date_of_day(20000 + chance_below(state, shape->days));
    if (level && !chance_below(state, 30))
        record.date = VMI_DATE_NONE;
    else if (!chance_below(state, 3))
        record.date.clock = chance_below(state, 4) * INT64_C(3600000000000);
    if (chance_below(state, 4)) {
        snprintf(ref, 8, "%c%d", 'A' + chance_below(state, 3), chance_below(state, shape->refs));
        record.ref = vmi_slice_of(ref);
    } else {
        record.ref = VMI_SLICE_NONE;
    }
    if (chance_below(state, 3))
        record.until = vmi_date_of_day((record.date.day == VMI_DAY_NONE ? 20000 : record.date.day) + chance_below(state, shape->untils));
    if (record.measure == VMI_SHIPPED || level)
        record.lot = chance_below(state, 3) ? VMI_SLICE_NONE : VMI_SLICE("L1");
    return record;
}

static struct vmi_history *history_by_chance(const struct shape *shape, uint64_t *state)
{
    struct vmi_error error = {0};
    struct vmi_history *history = vmi_history_new(chance_below(state, 2) ? VMI_DAY_NONE : 20000 + chance_below(state, shape->days + 20));
    bool good = true;
    int count = 1 + chance_below(state, shape->records), without = chance_below(state, 3);
    for (int i = 0; i < count && good; i++) {
        char ref[8];
        struct vmi_activity record = record_by_chance(shape, state, ref);
        /* a third of the ledgers has no orders, and so the feed's; a third has no levels */
        if ((without == 1 && record.measure == VMI_ORDERED) || (without == 2 && vmi_measures[record.measure].kind == VMI_LEVEL))
            record.measure = VMI_CANCELLED;
        if (record.date.day == VMI_DAY_NONE && record.measure == VMI_CANCELLED)
            continue;
        good = vmi_history_add(history, &record, &error);
    }
    if (good && vmi_history_settle(history, &error))
        return history;
    vmi_history_free(history); /* what adds up beyond the range is refused before */
    return NULL;
}

static bool has_any(const struct vmi_facts *item, enum vmi_measure measure)
{
    size_t count;
    vmi_item_facts(item, measure, &count);
    return count > 0;
}

/* What is open on DUE, or on all days where ALL. */
static bool slow_sum(const struct slow *s, int in_transit, bool all, int32_t due, vmi_decimal *sum)
{
    *sum = 0;
    for (size_t i = 0; i < s->count; i++)
        if ((in_transit < 0 || s->lines[i].in_transit == (in_transit > 0)) && (all || s->lines[i].due == due) && !vmi_decimal_add(*sum, s->lines[i].quantity, sum))
            return false;
    return true;
}

static bool is_listed(const struct vmi_state *state, int32_t due)
{
    for (size_t i = 0; i < state->inbound_count; i++)
        if (state->inbound[i].due == due)
            return true;
    return false;
}

/* True when the state says what the slow way came to. */
static bool same_orders(const struct slow *s, const struct vmi_state *state)
{
    const vmi_decimal stated[] = {state->on_order, state->in_transit};
    vmi_decimal sum;
    for (int i = 0; i < 2; i++)
        if (!slow_sum(s, i, true, 0, &sum) || (stated[i] == VMI_DECIMAL_UNKNOWN ? 0 : stated[i]) != sum)
            return false;
    for (size_t i = 0; i < s->count; i++) /* where there ever was a line it is known that there is none */
        if (stated[s->lines[i].in_transit] == VMI_DECIMAL_UNKNOWN || (s->lines[i].quantity > 0 && !is_listed(state, s->lines[i].due)))
            return false;
    for (size_t i = 0; i < state->inbound_count; i++)
        if (!slow_sum(s, -1, false, state->inbound[i].due, &sum) || sum != state->inbound[i].quantity || sum <= 0 ||
            (i > 0 && vmi_day_compare(state->inbound[i - 1].due, state->inbound[i].due) >= 0))
            return false;
    return true;
}

/* What a state is refused for: its sums, and the feed's own figures. */
static bool slow_state(struct slow *s, const struct vmi_facts *item, const struct vmi_terms *terms, int32_t day)
{
    struct vmi_moment moment;
    vmi_decimal fed[2], sum;
    bool from_feed = terms->on_order_from == VMI_FROM_FEED || (terms->on_order_from == VMI_FROM_AUTO && !has_any(item, VMI_ORDERED));
    if (!vmi_level_of(item, VMI_ON_ORDER, day, &fed[0], &moment) || !vmi_level_of(item, VMI_IN_TRANSIT, day, &fed[1], &moment))
        return false;
    if (!slow_orders(s, item, day, from_feed))
        return false;
    if (from_feed && terms->in_transit_in_on_order == VMI_YES)
        slow_separate(s, fed[1] == VMI_DECIMAL_UNKNOWN ? 0 : fed[1]);
    for (size_t i = 0; i < s->count; i++)
        if (!slow_sum(s, -1, false, s->lines[i].due, &sum))
            return false;
    return slow_sum(s, 0, true, 0, &sum) && slow_sum(s, 1, true, 0, &sum);
}

static struct vmi_terms terms_by_chance(uint64_t *state)
{
    struct vmi_terms terms = ledger_terms(chance_below(state, 2) ? "lead_time=3" : NULL);
    terms.on_order_from = chance_below(state, 3);
    terms.in_transit_in_on_order = chance_below(state, 2) ? VMI_YES : VMI_NO;
    return terms;
}

static void test_by_chance(void)
{
    struct slow *slow = malloc(sizeof *slow);
    uint64_t state = 20260105;
    for (size_t i = 0; i < VMI_COUNT(shapes); i++) {
        int wrong = 0, open = 0, refused = 0, count = rounds(shapes[i].records > 100 ? 5000 : 20000);
        for (int round = 0; round < count; round++) {
            struct vmi_history *history = history_by_chance(&shapes[i], &state);
            struct vmi_terms terms = terms_by_chance(&state);
            if (!history || !vmi_history_count(history)) {
                vmi_history_free(history);
                continue;
            }
            struct vmi_arena arena = {0};
            struct vmi_state got;
            const struct vmi_facts *item = ledger_facts(history, 0);
            int32_t day = vmi_history_as_of(history);
            if (day != VMI_DAY_NONE && !chance_below(&state, 4))
                day -= chance_below(&state, 3);
            slow->history = history;
            slow->count = slow->ref_count = 0;
            slow->levels[0] = slow->levels[1] = (struct vmi_moment){0};
            slow->lead = terms.lead_time == VMI_DECIMAL_UNKNOWN ? -1 : 3;
            bool good = vmi_state_of(history, item, &terms, day, &arena, &got);
            bool expected = slow_state(slow, item, &terms, day);
            wrong += good != expected || (good && !same_orders(slow, &got));
            open += good && got.inbound_count > 1;
            refused += !good;
            vmi_arena_free(&arena);
            vmi_history_free(history);
        }
        is_long(wrong, 0, "%s: %d ledgers come to what the slow way comes to", shapes[i].name, count);
        ok(open > count / 10, "%s: orders were open in %d of them", shapes[i].name, open);
        ok(!shapes[i].huge || refused > count / 20, "%s: out of range were %d", shapes[i].name, refused);
    }
    free(slow);
}

/* ---- many orders ------------------------------------------------------------------------------------ */

static bool add(struct vmi_history *history, enum vmi_measure measure, int day, int number, int until)
{
    struct vmi_error error = {0};
    struct vmi_activity record = ledger_record("2026-01-05|ordered|3||A");
    char ref[16];
    snprintf(ref, sizeof ref, "PO%06d", number);
    record.measure = measure;
    record.date = vmi_date_of_day(day);
    record.ref = number < 0 ? VMI_SLICE_NONE : vmi_slice_of(ref);
    record.until = until ? vmi_date_of_day(until) : VMI_DATE_NONE;
    return vmi_history_add(history, &record, &error);
}

/* A hundred thousand orders of one item, half of them on one day: every second is shipped, a fifth arrives unnamed. */
static void test_many(void)
{
    enum { MANY = 100000, FIRST = 20000 };
    struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
    struct vmi_terms terms = ledger_terms(NULL);
    struct vmi_arena arena = {0};
    struct vmi_error error = {0};
    struct vmi_state state;
    bool good = true;
    for (int i = 0; i < MANY && good; i++) {
        int day = FIRST + (i % 2 ? 0 : i % 900), number = (int)((int64_t)i * 7919 % MANY);
        good = add(history, VMI_ORDERED, day, number, day + 30) && add(history, VMI_CONFIRMED, day, number, day + 40);
        if (i % 2)
            good = good && add(history, VMI_SHIPPED, day + 5, number, day + 20);
        if (i % 5 == 0)
            good = good && add(history, VMI_RECEIVED, FIRST + 950 + i % 50, -1, 0);
    }
    good = good && vmi_history_settle(history, &error);
    clock_t start = clock();
    good = good && vmi_state_of(history, ledger_facts(history, 0), &terms, vmi_history_as_of(history), &arena, &state);
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    ok(good, "100,000 orders of one item have a state");
    /* receipts of a day are one fact: 3 for each of 20,000, from what is due first, all of it on the road */
    is_quantity(state.in_transit, "90000", "50,000 on the road, less 20,000 that arrived");
    is_quantity(state.on_order, "150000", "and 50,000 to be shipped");
    ok(seconds < 5, "found in %.2f s, where a walk for each order takes a minute", seconds);
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

int main(void)
{
    test_by_chance();
    test_many();
    return done();
}
