#include "load_internal.h"

#include <math.h>
#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/sort.h"

/* ---- amounts ------------------------------------------------------------------------------------------ */

static const vmi_decimal largest = VMI_DECIMAL_MAXIMUM - 1;

static vmi_decimal of_a_unit(const struct cargo *c, enum load_measure measure)
{
    const struct vmi_load_line *line = c->line;
    const vmi_decimal each[LOAD_MEASURES] = {line->value, line->weight, line->volume, line->units_per_pallet};
    return each[measure];
}

bool load_is_known(const struct cargo *c, enum load_measure measure)
{
    vmi_decimal each = of_a_unit(c, measure);
    return measure == LOAD_PALLETS ? each > 0 : each >= 0;
}

vmi_decimal load_amount(const struct cargo *c, enum load_measure measure, vmi_decimal quantity)
{
    vmi_decimal each = of_a_unit(c, measure), amount;
    if (!load_is_known(c, measure))
        return 0;
    if (measure == LOAD_PALLETS) {
        quantity = quantity / each + (quantity % each > 0);
        each = VMI_DECIMAL_ONE;
        return quantity < largest / each ? quantity * each : largest;
    }
    return vmi_decimal_multiply(quantity, each, &amount) ? amount : largest;
}

vmi_decimal load_sum(vmi_decimal a, vmi_decimal b)
{
    vmi_decimal sum;
    return vmi_decimal_add(a, b, &sum) ? sum : largest;
}

/* What QUANTITY more of it adds to the load at hand. */
static vmi_decimal increase(const struct cargo *c, enum load_measure measure, vmi_decimal quantity)
{
    return load_amount(c, measure, c->aboard + quantity) - load_amount(c, measure, c->aboard);
}

bool load_fits(const struct freight *f, const struct cargo *c, vmi_decimal quantity)
{
    for (enum load_measure m = 0; m < LOAD_MEASURES; m++)
        if (f->most[m] != VMI_DECIMAL_UNKNOWN && increase(c, m, quantity) > f->most[m] - f->used[m])
            return false;
    return true;
}

void load_take(struct freight *f, struct cargo *c, vmi_decimal quantity)
{
    for (enum load_measure m = 0; m < LOAD_MEASURES; m++)
        f->used[m] = load_sum(f->used[m], increase(c, m, quantity));
    c->aboard += quantity;
}

/* ---- one load after the other ------------------------------------------------------------------------- */

int load_compare_keys(const struct cargo *a, const struct cargo *b)
{
    int order = vmi_slice_compare(a->line->location, b->line->location);
    return order ? order : vmi_slice_compare(a->line->sku, b->line->sku);
}

static int by_urgency(const void *left, const void *right)
{
    const struct cargo *a = left, *b = right;
    if (a->line->emergency != b->line->emergency)
        return a->line->emergency ? -1 : 1;
    if (a->without != b->without)
        return a->without < b->without ? -1 : 1;
    return load_compare_keys(a, b);
}

/* The rest, or as many whole multiples of it as the load has room for. */
static vmi_decimal most_that_fits(const struct freight *f, const struct cargo *c)
{
    if (load_fits(f, c, c->rest))
        return c->rest;
    int64_t low = 0, high = c->rest / c->line->multiple + 1;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (load_fits(f, c, middle * c->line->multiple))
            low = middle;
        else
            high = middle;
    }
    return low * c->line->multiple;
}

/* Sets aside what no load takes, so that each one after this takes something. */
static void strand(const struct freight *f, struct cargo *c)
{
    vmi_decimal least = c->rest < c->line->multiple ? c->rest : c->line->multiple;
    if (load_fits(f, c, least))
        return;
    c->stranded = c->rest;
    c->rest = 0;
}

static void fill_load(struct freight *f)
{
    memset(f->used, 0, sizeof f->used);
    for (size_t i = 0; i < f->count; i++) {
        struct cargo *c = &f->cargo[i];
        c->aboard = 0;
        vmi_decimal quantity = most_that_fits(f, c);
        load_take(f, c, quantity);
        c->rest -= quantity;
    }
}

static bool is_loaded(const struct freight *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->cargo[i].rest > 0)
            return false;
    return true;
}

/* ---- what is told of it ------------------------------------------------------------------------------- */

struct writing {
    struct vmi_load_part *parts;
    size_t part_count, part_capacity;
    struct vmi_load *loads;
    size_t load_count, load_capacity;
};

static vmi_decimal total_of(const struct freight *f, enum load_measure measure)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->cargo[i].aboard > 0 && !load_is_known(&f->cargo[i], measure))
            return VMI_DECIMAL_UNKNOWN;
    return f->used[measure] < largest ? f->used[measure] : VMI_DECIMAL_UNKNOWN;
}

bool load_misses(const struct freight *f)
{
    for (enum load_measure m = 0; m < LOAD_MEASURES; m++) {
        vmi_decimal total = f->least[m] == VMI_DECIMAL_UNKNOWN ? VMI_DECIMAL_UNKNOWN : total_of(f, m);
        if (total != VMI_DECIMAL_UNKNOWN && total < f->least[m])
            return true;
    }
    return false;
}

static bool has_emergency(const struct freight *f)
{
    for (size_t i = 0; i < f->count; i++)
        if (f->cargo[i].aboard > 0 && f->cargo[i].line->emergency)
            return true;
    return false;
}

static void write_part(struct writing *w, const struct vmi_load_line *lines, const struct cargo *c,
                       size_t load, vmi_decimal quantity)
{
    if (quantity == 0)
        return;
    w->parts = vmi_grow(w->parts, &w->part_capacity, w->part_count + 1, sizeof *w->parts);
    w->parts[w->part_count++] = (struct vmi_load_part){(size_t)(c->line - lines), load, quantity};
}

static void write_load(struct writing *w, const struct freight *f, const struct vmi_load_line *lines)
{
    w->loads = vmi_grow(w->loads, &w->load_capacity, w->load_count + 1, sizeof *w->loads);
    w->loads[w->load_count++] = (struct vmi_load){.value = total_of(f, LOAD_VALUE),
                                                  .weight = total_of(f, LOAD_WEIGHT),
                                                  .volume = total_of(f, LOAD_VOLUME),
                                                  .pallets = total_of(f, LOAD_PALLETS),
                                                  .emergency = has_emergency(f)};
    for (size_t i = 0; i < f->count; i++)
        write_part(w, lines, &f->cargo[i], w->load_count, f->cargo[i].aboard);
}

/* The last load is topped up; it waits, as it was, when that is not enough. */
static void write_last_load(struct writing *w, struct freight *f, const struct vmi_load_line *lines,
                            struct vmi_arena *arena)
{
    vmi_decimal before[LOAD_MEASURES];
    memcpy(before, f->used, sizeof before);
    load_top_up(f, arena);
    bool waits = load_misses(f) && !has_emergency(f);
    for (size_t i = 0; i < f->count && waits; i++) {
        f->cargo[i].aboard -= f->cargo[i].added;
        f->cargo[i].added = 0;
    }
    if (waits)
        memcpy(f->used, before, sizeof before);
    write_load(w, f, lines);
    w->loads[w->load_count - 1].waits = waits;
}

static bool write_all(struct writing *w, struct freight *f, const struct vmi_load_line *lines,
                      struct vmi_arena *arena)
{
    while (!is_loaded(f)) {
        if (w->load_count == VMI_LOADS_MOST)
            return false;
        fill_load(f);
        if (is_loaded(f))
            write_last_load(w, f, lines, arena);
        else
            write_load(w, f, lines);
    }
    for (size_t i = 0; i < f->count; i++)
        write_part(w, lines, &f->cargo[i], 0, f->cargo[i].stranded);
    return true;
}

static void keep(struct writing *w, const struct freight *f, const struct vmi_load_line *lines,
                 struct vmi_arena *arena, struct vmi_loading *loading)
{
    *loading = (struct vmi_loading){
        .deltas = vmi_arena_alloc(arena, f->count * sizeof *loading->deltas),
        .parts = vmi_arena_alloc(arena, w->part_count * sizeof *w->parts),
        .part_count = w->part_count,
        .loads = vmi_arena_alloc(arena, w->load_count * sizeof *w->loads),
        .load_count = w->load_count,
    };
    if (w->part_count)
        memcpy(loading->parts, w->parts, w->part_count * sizeof *w->parts);
    if (w->load_count)
        memcpy(loading->loads, w->loads, w->load_count * sizeof *w->loads);
    for (size_t i = 0; i < f->count; i++)
        loading->deltas[f->cargo[i].line - lines] = f->cargo[i].added;
}

/* ---- what is to be loaded ----------------------------------------------------------------------------- */

static struct cargo cargo_of(const struct vmi_load_line *line)
{
    struct cargo c = {.line = line, .rest = line->quantity, .without = INFINITY};
    if (line->demand_rate > 0 && isfinite(line->demand_rate))
        c.without = ((double)line->position - (double)line->quantity) / line->demand_rate;
    return c;
}

static struct freight freight_of(const struct vmi_load_limits *limits, const struct vmi_load_line *lines,
                                 size_t count, struct vmi_arena *arena)
{
    struct freight f = {
        .least = {limits->min_value, limits->min_weight, limits->min_volume, VMI_DECIMAL_UNKNOWN},
        .most = {VMI_DECIMAL_UNKNOWN, limits->capacity_weight, limits->capacity_volume,
                 limits->capacity_pallets},
        .top_up = limits->top_up,
        .cargo = vmi_arena_alloc(arena, count * sizeof(struct cargo)),
        .count = count,
    };
    for (size_t i = 0; i < count; i++) {
        f.cargo[i] = cargo_of(&lines[i]);
        strand(&f, &f.cargo[i]);
    }
    vmi_sort(f.cargo, count, sizeof *f.cargo, by_urgency);
    return f;
}

bool vmi_make_loads(const struct vmi_load_limits *limits, const struct vmi_load_line *lines, size_t count,
                    struct vmi_arena *arena, struct vmi_loading *loading)
{
    struct freight f = freight_of(limits, lines, count, arena);
    struct writing w = {0};
    bool made = write_all(&w, &f, lines, arena);
    if (made)
        keep(&w, &f, lines, arena, loading);
    free(w.parts);
    free(w.loads);
    return made;
}
