/*
 * What the messages about an item make of its order lines.
 */
#include "tracking.h"

#include <stdlib.h>

#include "vmi/documents.h"
#include "vmi/memory.h"

static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* A line for each ref of FACTS. */
static void begin_lines(struct tracking *t, const struct vmi_fact *const *facts, size_t count)
{
    uint32_t *refs = vmi_alloc((count + 1) * sizeof *refs);
    refs[0] = 0;
    for (size_t i = 0; i < count; i++)
        refs[i + 1] = facts[i]->ref;
    qsort(refs, count + 1, sizeof *refs, compare_numbers);
    t->lines = vmi_alloc((count + 1) * sizeof *t->lines);
    t->open = vmi_alloc((count + 1) * sizeof *t->open);
    for (size_t i = 0; i <= count; i++)
        if (i == 0 || refs[i] != refs[i - 1])
            t->lines[t->count++] = (struct line){.ref = refs[i],
                                                 .ordered = VMI_DECIMAL_UNKNOWN,
                                                 .confirmed = VMI_DECIMAL_UNKNOWN,
                                                 .ordered_on = VMI_DAY_NONE,
                                                 .confirmed_on = VMI_DAY_NONE,
                                                 .shipped_on = VMI_DAY_NONE,
                                                 .received_on = VMI_DAY_NONE,
                                                 .due = VMI_DAY_NONE,
                                                 .promised = VMI_DAY_NONE,
                                                 .first_due = VMI_DAY_NONE,
                                                 .first_promised = VMI_DAY_NONE};
    free(refs);
}

static struct line *line_of(const struct tracking *t, uint32_t ref)
{
    size_t low = 0, high = t->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (t->lines[middle].ref <= ref)
            low = middle;
        else
            high = middle;
    }
    return &t->lines[low];
}

static void note_move(struct tracking *t, const struct line *l, int32_t day, enum vmi_measure measure,
                      vmi_decimal quantity)
{
    if (!quantity)
        return;
    t->moves = vmi_grow(t->moves, &t->moves_capacity, t->move_count + 1, sizeof *t->moves);
    t->moves[t->move_count++] = (struct vmi_track_move){(size_t)(l - t->lines), day, measure, quantity};
}

/* ---- messages ------------------------------------------------------------------------------------------- */

/* How what has arrived stands to what was ordered. */
static void settle(struct line *l)
{
    vmi_decimal most = named(l);
    if (l->received == 0) {
        /* What was cancelled before stays cancelled when the order is stated anew. */
        if (l->cancelled && !open_of(l))
            happen(l, VMI_EVENT_CANCELLED);
        return;
    }
    if (most == VMI_DECIMAL_UNKNOWN)
        happen(l, l->received < l->shipped ? VMI_EVENT_PART : VMI_EVENT_ALL);
    else if (l->received > most)
        happen(l, VMI_EVENT_OVER);
    else if (l->received >= greater(l->ordered, expected(l)))
        happen(l, VMI_EVENT_ALL);
    else
        happen(l, open_of(l) ? VMI_EVENT_PART : VMI_EVENT_SHORT);
}

/* A later statement stands over the one before; what one day states is a schedule. */
static bool on_ordered(struct line *l, const struct vmi_fact *fact)
{
    if (l->ordered_on != fact->day) {
        l->ordered = 0;
        l->due = l->first_due = VMI_DAY_NONE;
        l->ordered_on = fact->day;
        if (l->confirmed_on != VMI_DAY_NONE) { /* of what was ordered before */
            l->confirmed = VMI_DECIMAL_UNKNOWN;
            l->confirmed_on = l->promised = l->first_promised = VMI_DAY_NONE;
        }
    }
    l->due = later(l->due, fact->until);
    l->first_due = earlier(l->first_due, fact->until);
    happen(l, VMI_EVENT_ORDERED);
    return vmi_decimal_add(l->ordered, fact->quantity, &l->ordered);
}

static enum vmi_line_event answer(const struct line *l)
{
    if (l->confirmed == 0)
        return VMI_EVENT_REJECTED;
    if (l->dated && l->undated)
        return VMI_EVENT_BACKORDERED;
    vmi_decimal cancelled_before = l->cancelled - l->cancelled_since;
    bool another = l->ordered != VMI_DECIMAL_UNKNOWN && l->confirmed != l->ordered &&
                   l->confirmed != l->ordered - cancelled_before;
    bool another_day = l->promised != VMI_DAY_NONE && l->due != VMI_DAY_NONE && l->promised != l->due;
    return another || another_day ? VMI_EVENT_CHANGED : VMI_EVENT_CONFIRMED;
}

static bool on_confirmed(struct line *l, const struct vmi_fact *fact)
{
    if (l->confirmed_on != fact->day) {
        l->confirmed = 0;
        l->promised = l->first_promised = VMI_DAY_NONE;
        l->dated = l->undated = false;
        l->confirmed_on = fact->day;
        l->cancelled_since = 0;
    }
    l->promised = later(l->promised, fact->until);
    l->first_promised = earlier(l->first_promised, fact->until);
    if (fact->quantity) {
        l->dated |= fact->until != VMI_DAY_NONE;
        l->undated |= fact->until == VMI_DAY_NONE;
    }
    if (!vmi_decimal_add(l->confirmed, fact->quantity, &l->confirmed))
        return false;
    happen(l, answer(l));
    return true;
}

static bool on_shipped(struct line *l, const struct vmi_fact *fact)
{
    l->shipped_on = later(l->shipped_on, fact->day);
    if (!vmi_decimal_add(l->shipped, fact->quantity, &l->shipped))
        return false;
    if (fact->quantity)
        happen(l, VMI_EVENT_SHIPPED);
    return true;
}

static bool on_cancelled(struct line *l, const struct vmi_fact *fact)
{
    if (!vmi_decimal_add(l->cancelled, fact->quantity, &l->cancelled) ||
        !vmi_decimal_add(l->cancelled_since, fact->quantity, &l->cancelled_since))
        return false;
    if (fact->quantity)
        happen(l, open_of(l) ? VMI_EVENT_CUT : VMI_EVENT_CANCELLED);
    return true;
}

static bool receive(struct tracking *t, struct line *l, int32_t day, vmi_decimal quantity)
{
    if (quantity)
        l->received_on = later(l->received_on, day);
    note_move(t, l, day, VMI_RECEIVED, quantity);
    return vmi_decimal_add(l->received, quantity, &l->received);
}

/* Lists the line where it is open, for receipts that name none. */
static void list(struct tracking *t, struct line *l)
{
    if (l->listed || !l->ref || !open_of(l))
        return;
    l->listed = true;
    t->open[t->open_count++] = (uint32_t)(l - t->lines);
}

static bool is_older(const struct tracking *t, const struct line *a, const struct line *b)
{
    int order = vmi_day_compare(a->ordered_on, b->ordered_on);
    order = order ? order : vmi_day_compare(a->due, b->due);
    order = order
                ? order
                : vmi_slice_compare(vmi_history_ref(t->history, a->ref), vmi_history_ref(t->history, b->ref));
    return order < 0;
}

/* The line that was ordered first among those that are open; NULL for none. */
static struct line *oldest_open(struct tracking *t)
{
    struct line *oldest = NULL;
    for (size_t i = 0; i < t->open_count;) {
        struct line *l = &t->lines[t->open[i]];
        if (!open_of(l)) {
            l->listed = false;
            t->open[i] = t->open[--t->open_count];
            continue;
        }
        if (!oldest || is_older(t, l, oldest))
            oldest = l;
        i++;
    }
    return oldest;
}

static bool on_received(struct tracking *t, const struct vmi_fact *fact)
{
    int32_t day = vmi_fact_last_day(fact);
    vmi_decimal rest = fact->quantity;
    if (fact->ref) {
        struct line *l = line_of(t, fact->ref);
        bool good = receive(t, l, day, rest);
        settle(l);
        return good;
    }
    for (struct line *l; rest > 0 && (l = oldest_open(t));) {
        vmi_decimal taken = rest < open_of(l) ? rest : open_of(l);
        if (!receive(t, l, day, taken))
            return false;
        l->matched = true;
        settle(l);
        rest -= taken;
    }
    t->matched += rest < fact->quantity;
    if (!rest)
        return true;
    struct line *none = line_of(t, 0);
    bool good = receive(t, none, day, rest);
    settle(none);
    return good;
}

static bool follow(struct tracking *t, const struct vmi_fact *fact)
{
    bool good;
    if (fact->measure == VMI_RECEIVED)
        return on_received(t, fact);
    struct line *l = line_of(t, fact->ref);
    switch (fact->measure) {
    case VMI_ORDERED:
        good = on_ordered(l, fact);
        break;
    case VMI_CONFIRMED:
        good = on_confirmed(l, fact);
        break;
    case VMI_SHIPPED:
        good = on_shipped(l, fact);
        break;
    default:
        good = on_cancelled(l, fact);
        break;
    }
    if (fact->measure != VMI_CONFIRMED)
        note_move(t, l, fact->day, fact->measure, fact->quantity);
    settle(l);
    list(t, l);
    return good;
}

/* ---- all lines ------------------------------------------------------------------------------------------ */

static int compare_refs(const void *left, const void *right, void *history)
{
    const struct line *a = left, *b = right;
    return vmi_slice_compare(vmi_history_ref(history, a->ref), vmi_history_ref(history, b->ref));
}

/* Writes the lines in their order, and what moved. */
static void write_lines(struct tracking *t, const struct vmi_item *item, struct vmi_arena *arena,
                        struct vmi_track_lines *lines)
{
    size_t *places = vmi_alloc_zeroed(t->count, sizeof *places);
    lines->list = vmi_arena_alloc(arena, t->count * sizeof *lines->list);
    lines->closed = vmi_arena_alloc(arena, t->count * sizeof *lines->closed);
    lines->first_due = vmi_arena_alloc(arena, t->count * sizeof *lines->first_due);
    lines->first_promised = vmi_arena_alloc(arena, t->count * sizeof *lines->first_promised);
    lines->moves = vmi_arena_alloc(arena, t->move_count * sizeof *lines->moves);
    for (size_t i = 0; i < t->count; i++)
        t->lines[i].number = i;
    if (t->count > 1)
        qsort_r(t->lines, t->count, sizeof *t->lines, compare_refs, (void *)t->history);
    for (size_t i = 0; i < t->count; i++) {
        struct line *l = &t->lines[i];
        if (l->status == VMI_LINE_NONE)
            continue;
        tracking_close(t, l);
        places[l->number] = lines->count;
        lines->list[lines->count] = tracking_record(t, l, item, arena);
        lines->closed[lines->count] = tracking_unshipped(l);
        lines->first_due[lines->count] = l->first_due;
        lines->first_promised[lines->count++] = l->first_promised;
    }
    for (size_t i = 0; i < t->move_count; i++) {
        lines->moves[i] = t->moves[i];
        lines->moves[i].line = places[t->moves[i].line];
    }
    lines->move_count = t->move_count;
    free(places);
}

bool vmi_track_item(const struct vmi_history *history, const struct vmi_facts *item,
                    const struct vmi_terms *terms, int32_t as_of, struct vmi_arena *arena,
                    struct vmi_track_lines *lines)
{
    struct tracking t = {.history = history, .terms = terms, .as_of = as_of};
    const struct vmi_fact **facts = vmi_alloc(item->count * sizeof *facts);
    size_t count = vmi_documents_in_time(item, as_of, facts);
    bool good = true;
    begin_lines(&t, facts, count);
    for (size_t i = 0; i < count && good; i++)
        good = follow(&t, facts[i]);
    free(facts);
    free(t.open);
    *lines = (struct vmi_track_lines){.matched = t.matched};
    if (good)
        write_lines(&t, item->item, arena, lines);
    free(t.lines);
    free(t.moves);
    return good;
}
