/* More of what runs out first, until the load at hand is full or enough. */
#include <math.h>

#include "load_internal.h"
#include "vmi/solve.h"
#include "vmi/sort.h"

struct topping {
    struct freight *f;
    struct cargo **able; /* those that can still be added to */
    size_t count;
    bool to_capacity;
};

static bool is_limited(const struct freight *f, enum load_measure measure)
{
    return f->least[measure] != VMI_DECIMAL_UNKNOWN || f->most[measure] != VMI_DECIMAL_UNKNOWN;
}

/* Days until it runs out, in millionths. */
static double cover_of(const struct cargo *c)
{
    return ((double)c->line->position + (double)c->added) / c->line->demand_rate;
}

static double cover_when_full(const struct cargo *c)
{
    return cover_of(c) + (double)c->room / c->line->demand_rate;
}

/* How much the line may be added to. */
static vmi_decimal room_of(const struct freight *f, const struct vmi_load_line *line)
{
    vmi_decimal top = line->max, room, still;
    if (line->cap != VMI_DECIMAL_UNKNOWN &&
        (f->top_up == VMI_TOP_UP_TO_CAP || (top != VMI_DECIMAL_UNKNOWN && line->cap < top)))
        top = line->cap;
    if (top == VMI_DECIMAL_UNKNOWN || top <= line->position)
        return 0;
    still = VMI_DECIMAL_MAXIMUM - 1 - line->quantity; /* which keeps its quantity in range */
    if (!vmi_decimal_subtract(top, line->position, &room) || room > still)
        room = still;
    return vmi_decimal_floor_to(room, line->multiple);
}

static bool is_addable(const struct freight *f, const struct cargo *c)
{
    for (enum load_measure m = 0; m < LOAD_MEASURES; m++)
        if (is_limited(f, m) && load_amount(c, m, c->line->multiple) <= 0)
            return false;
    return isfinite(c->without) && isfinite(cover_when_full(c));
}

static void begin_topping(struct topping *t)
{
    for (enum load_measure m = 0; m < LOAD_MEASURES; m++)
        t->to_capacity |= t->f->most[m] != VMI_DECIMAL_UNKNOWN;
    for (size_t i = 0; i < t->f->count; i++) {
        struct cargo *c = &t->f->cargo[i];
        c->room = room_of(t->f, c->line);
        if (is_addable(t->f, c))
            t->able[t->count++] = c;
    }
}

/* Keeps those that can be added to. The room of the load only shrinks, so that the others never can again. */
static void pass_over_others(struct topping *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->count; i++)
        if (t->able[i]->room > 0 && load_fits(t->f, t->able[i], t->able[i]->line->multiple))
            t->able[kept++] = t->able[i];
    t->count = kept;
}

static void add(struct topping *t, struct cargo *c, vmi_decimal quantity)
{
    load_take(t->f, c, quantity);
    c->added += quantity;
    c->room -= quantity;
}

/* ---- many at once ------------------------------------------------------------------------------------- */

/* The multiples that are added to it as long as it has less than COVER. */
static vmi_decimal added_up_to(const struct cargo *c, double cover)
{
    double lacking = cover * c->line->demand_rate - ((double)c->line->position + (double)c->added);
    double multiples = vmi_round_up(lacking / (double)c->line->multiple);
    int64_t most = c->room / c->line->multiple;
    if (!(multiples > 0))
        return 0;
    if (multiples >= (double)most)
        return c->room;
    return (vmi_decimal)multiples * c->line->multiple;
}

/* Whether, with all at COVER, there is still room, or else a minimum missed. */
static bool goes_on_at(const struct topping *t, double cover)
{
    struct freight tried = *t->f;
    for (size_t i = 0; i < t->count; i++) {
        struct cargo c = *t->able[i];
        vmi_decimal quantity = added_up_to(&c, cover);
        if (t->to_capacity && !load_fits(&tried, &c, quantity))
            return false;
        load_take(&tried, &c, quantity);
    }
    return t->to_capacity || load_misses(&tried);
}

/* Raises all to the highest cover with which it goes on. */
static void raise_together(struct topping *t)
{
    double low = INFINITY, high = -INFINITY;
    for (size_t i = 0; i < t->count; i++) {
        double now = cover_of(t->able[i]), full = cover_when_full(t->able[i]);
        low = now < low ? now : low;
        high = full > high ? full : high;
    }
    if (goes_on_at(t, high))
        low = high;
    for (double middle; middle = low + (high - low) / 2, middle > low && middle < high;) {
        if (goes_on_at(t, middle))
            low = middle;
        else
            high = middle;
    }
    for (size_t i = 0; i < t->count; i++)
        add(t, t->able[i], added_up_to(t->able[i], low));
}

/* ---- one by one --------------------------------------------------------------------------------------- */

static int by_cover(const void *left, const void *right)
{
    const struct cargo *a = *(struct cargo *const *)left, *b = *(struct cargo *const *)right;
    double of_a = cover_of(a), of_b = cover_of(b);
    if (of_a != of_b)
        return of_a < of_b ? -1 : 1;
    return load_compare_keys(a, b);
}

/* Those that have the least cover now, until one does not fit any more, or it is enough. */
static void add_one_by_one(struct topping *t)
{
    vmi_sort(t->able, t->count, sizeof(struct cargo *), by_cover);
    for (size_t i = 0; i < t->count && (t->to_capacity || load_misses(t->f)); i++) {
        struct cargo *c = t->able[i];
        if (c->room == 0)
            continue;
        if (!load_fits(t->f, c, c->line->multiple))
            return;
        add(t, c, c->line->multiple);
    }
}

void load_top_up(struct freight *f, struct vmi_arena *arena)
{
    struct topping t = {.f = f, .able = vmi_arena_alloc(arena, f->count * sizeof(struct cargo *))};
    if (f->top_up == VMI_TOP_UP_NONE)
        return;
    begin_topping(&t);
    while (pass_over_others(&t), t.count && (t.to_capacity || load_misses(f))) {
        raise_together(&t);
        add_one_by_one(&t);
    }
}
