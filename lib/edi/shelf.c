#include "shelf.h"

#include <stdlib.h>

#include "reader.h"
#include "vmi/memory.h"

enum {
    MOST = 32768, /* quantities, then those that are there are settled */
    FEW = 16,     /* places that are searched one by one */
    CODES = 64,   /* bytes of codes that are joined */
    NONE = -1
};

enum state { STANDS, SUPERSEDED, MERGED };

struct entry {
    struct edi_fact fact;
    int kind; /* as it will be written: a measure, or what becomes one by what stands beside it */
    unsigned rank;
    uint32_t place;
    uint32_t merged; /* how many others it took in */
    int next;        /* of the same place */
    enum state state;
};

/* What quantities have in common that are about the same thing. */
struct place {
    int head, tail;
    uint32_t families, crowded; /* that are there, and those that have several, by bit */
    uint64_t kinds;
    bool repeats; /* a kind, so that some may add up */
};

struct edi_shelf {
    struct entry *entries;
    size_t count, capacity;
    struct place *places;
    size_t place_count, place_capacity;
    struct vmi_map keys; /* of places, where there are many */
    struct vmi_buffer key, code;
    struct vmi_arena texts; /* of the facts */
    bool any_part;
};

struct edi_shelf *edi_shelf_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct edi_shelf));
}

void edi_shelf_free(struct edi_shelf *s)
{
    if (!s)
        return;
    free(s->entries);
    free(s->places);
    vmi_map_free(&s->keys);
    vmi_buffer_free(&s->key);
    vmi_buffer_free(&s->code);
    vmi_arena_free(&s->texts);
    free(s);
}

void edi_shelf_clear(struct edi_shelf *s)
{
    s->count = s->place_count = 0;
    s->any_part = false;
    if (s->keys.count)
        vmi_map_free(&s->keys);
    vmi_arena_clear(&s->texts);
}

size_t edi_shelf_count(const struct edi_shelf *s)
{
    return s->count;
}

static bool is_stock(int kind)
{
    return kind == EDI_AVAILABLE || kind == EDI_GROSS || kind == EDI_CLOSING || kind == VMI_ON_HAND;
}

/* That of its code, unless it became something else by a profile or by what stood beside it. */
static enum edi_family family_of(const struct entry *e)
{
    if (e->fact.code && e->fact.code->kind == e->kind)
        return e->fact.code->family;
    return is_stock(e->kind) ? EDI_STOCK : EDI_ALONE;
}

bool edi_shelf_is_full(const struct edi_shelf *s)
{
    return s->count >= MOST;
}

/* ---- places --------------------------------------------------------------------------------------------- */

static bool same_date(struct vmi_date a, struct vmi_date b)
{
    return a.day == b.day && a.clock == b.clock && a.offset == b.offset;
}

static bool same_place(const struct edi_fact *a, const struct edi_fact *b)
{
    return same_date(a->date, b->date) && same_date(a->until, b->until) && a->expires == b->expires &&
           vmi_slice_equal(a->location, b->location) && vmi_slice_equal(a->sku, b->sku) &&
           vmi_slice_equal(a->unit, b->unit) && vmi_slice_equal(a->lot, b->lot) &&
           vmi_slice_equal(a->ref, b->ref);
}

static void make_key(struct edi_shelf *s, const struct edi_fact *f)
{
    const struct vmi_slice texts[] = {f->location, f->sku, f->unit, f->lot, f->ref};
    const int64_t days[] = {f->date.day,  f->date.clock,  f->date.offset,
                            f->until.day, f->until.clock, f->expires};
    vmi_buffer_clear(&s->key);
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        vmi_buffer_print(&s->key, "%zu:%.*s", texts[i].length, VMI_SLICE_PRINT(texts[i]));
    vmi_buffer_add(&s->key, (const char *)days, sizeof days);
}

static uint32_t new_place(struct edi_shelf *s)
{
    s->places = vmi_grow(s->places, &s->place_capacity, s->place_count + 1, sizeof *s->places);
    s->places[s->place_count] = (struct place){NONE, NONE, 0, 0, 0, false};
    return (uint32_t)s->place_count++;
}

/* Most items have one place, and few have many. */
static uint32_t place_of(struct edi_shelf *s, const struct edi_fact *fact)
{
    if (s->count && same_place(fact, &s->entries[s->count - 1].fact))
        return s->entries[s->count - 1].place;
    if (s->place_count <= FEW) {
        for (uint32_t i = 0; i < s->place_count; i++)
            if (same_place(fact, &s->entries[s->places[i].head].fact))
                return i;
        return new_place(s);
    }
    for (uint32_t i = (uint32_t)s->keys.count; i < s->place_count; i++) {
        make_key(s, &s->entries[s->places[i].head].fact);
        vmi_map_intern(&s->keys, vmi_buffer_slice(&s->key));
    }
    make_key(s, fact);
    uint32_t place = vmi_map_intern(&s->keys, vmi_buffer_slice(&s->key));
    return place == s->place_count ? new_place(s) : place;
}

/* What there is at a place: most items have nothing that needs to be settled. */
static void note(struct edi_shelf *s, struct place *p, const struct entry *e)
{
    uint64_t kind = UINT64_C(1) << e->kind;
    if (e->kind == VMI_SOLD || e->kind == EDI_SIGNED_SOLD) /* which may turn out to be returned */
        kind |= UINT64_C(1) << VMI_SOLD | UINT64_C(1) << VMI_RETURNED;
    p->crowded |= p->families & UINT32_C(1) << family_of(e);
    p->families |= UINT32_C(1) << family_of(e);
    p->repeats |= (p->kinds & kind) != 0 || e->kind > VMI_MEASURES;
    p->kinds |= kind;
    s->any_part |= e->fact.part;
}

/* Copies a text; mostly it is that of the fact before. */
static void keep(struct edi_shelf *s, struct vmi_slice *text, struct vmi_slice before)
{
    if (!text->length)
        *text = VMI_SLICE_NONE;
    else if (before.text && vmi_slice_equal(*text, before))
        *text = before;
    else
        *text = vmi_arena_dup(&s->texts, *text);
}

/* A place has the texts of what is there already. */
static void keep_texts(struct edi_shelf *s, struct edi_fact *f, const struct place *place)
{
    static const struct edi_fact none = {.code = NULL};
    const struct edi_fact *before = s->count ? &s->entries[s->count - 1].fact : &none;
    if (f->code)
        f->value = vmi_slice_of(f->code->code);
    else
        keep(s, &f->value, before->value);
    if (place->head != NONE) {
        before = &s->entries[place->head].fact;
        f->unit = before->unit;
        f->location = before->location;
        f->sku = before->sku;
        f->lot = before->lot;
        f->ref = before->ref;
        return;
    }
    keep(s, &f->unit, before->unit);
    keep(s, &f->location, before->location);
    keep(s, &f->sku, before->sku);
    keep(s, &f->lot, before->lot);
    keep(s, &f->ref, before->ref);
}

void edi_shelf_add(struct edi_shelf *s, const struct edi_fact *fact)
{
    uint32_t number = place_of(s, fact);
    s->entries = vmi_grow(s->entries, &s->capacity, s->count + 1, sizeof *s->entries);
    struct entry *e = &s->entries[s->count];
    struct place *p = &s->places[number];
    e->fact = *fact;
    e->kind = fact->kind;
    e->rank = fact->rank;
    e->place = number;
    e->merged = 0;
    e->next = NONE;
    e->state = STANDS;
    keep_texts(s, &e->fact, p);
    if (p->head == NONE)
        p->head = (int)s->count;
    else
        s->entries[p->tail].next = (int)s->count;
    p->tail = (int)s->count++;
    note(s, p, e);
}

/* ---- totals and their parts ----------------------------------------------------------------------------- */

/* A quantity that may be a total, and what stands behind it under the same code. */
struct total {
    struct entry *whole;
    vmi_decimal sum;
    bool parts, elsewhere, overflow, other_unit;
};

static bool is_part_of(const struct edi_fact *part, const struct edi_fact *whole)
{
    return part->item == whole->item && part->element == whole->element &&
           vmi_slice_equal(part->value, whole->value) && same_date(part->date, whole->date) &&
           (whole->whole || vmi_slice_equal(part->unit, whole->unit));
}

/*
 * What is told to be a total goes; else it is one where its parts add up to it, or are lots at its own place, which would
 * be counted twice.
 */
static void judge_total(const struct total *t, struct edi_walk *w)
{
    char sum[VMI_DECIMAL_TEXT_SIZE], whole[VMI_DECIMAL_TEXT_SIZE];
    if (!t->parts)
        return;
    bool equal = !t->overflow && t->sum == t->whole->fact.quantity;
    if (!equal && !t->whole->fact.whole && t->elsewhere)
        return;
    t->whole->state = SUPERSEDED;
    if (equal || t->other_unit)
        return;
    vmi_decimal_format(t->sum, sum);
    vmi_decimal_format(t->whole->fact.quantity, whole);
    w->reader->about = &t->whole->fact;
    walk_tell(w, VMI_CHECK_EDI_TOTAL, 0,
              "%s=%.*s says %s for item %.*s, and its parts are %s; the parts stand", t->whole->fact.element,
              VMI_SLICE_PRINT(t->whole->fact.value), whole, VMI_SLICE_PRINT(t->whole->fact.sku),
              t->overflow ? "too many to be added" : sum);
    w->reader->about = NULL;
}

/* The total of the code of PART that came last; NULL where there is none. */
static struct total *total_of(struct total totals[FEW], const struct edi_fact *part)
{
    for (size_t i = 0; i < FEW; i++)
        if (totals[i].whole && is_part_of(part, &totals[i].whole->fact))
            return &totals[i];
    return NULL;
}

static void settle_totals(struct edi_shelf *s, struct edi_walk *w)
{
    struct total totals[FEW] = {{NULL, 0, false, false, false, false}};
    size_t next = 0;
    for (size_t i = 0; i < s->count; i++) {
        struct entry *e = &s->entries[i];
        struct total *t = total_of(totals, &e->fact);
        if (!e->fact.part) {
            if (!t)
                t = &totals[next++ % FEW];
            if (t->whole)
                judge_total(t, w);
            *t = (struct total){e, 0, false, false, false, false};
        } else if (t) {
            t->parts = true;
            t->elsewhere |= !vmi_slice_equal(e->fact.location, t->whole->fact.location);
            t->other_unit |= !vmi_slice_equal(e->fact.unit, t->whole->fact.unit);
            t->overflow |= !vmi_decimal_add(t->sum, e->fact.quantity, &t->sum);
        }
    }
    for (size_t i = 0; i < FEW; i++)
        if (totals[i].whole)
            judge_total(&totals[i], w);
}

/* ---- families ------------------------------------------------------------------------------------------- */

static void settle_family(struct edi_shelf *s, const struct place *p, enum edi_family family)
{
    unsigned best = UINT32_MAX;
    for (int i = p->head; i != NONE; i = s->entries[i].next)
        if (family_of(&s->entries[i]) == family && s->entries[i].state == STANDS && s->entries[i].rank < best)
            best = s->entries[i].rank;
    for (int i = p->head; i != NONE; i = s->entries[i].next)
        if (family_of(&s->entries[i]) == family && s->entries[i].state == STANDS && s->entries[i].rank > best)
            s->entries[i].state = SUPERSEDED;
}

/* The standing entry of a kind; NONE: there is none. */
static int find_kind(const struct edi_shelf *s, const struct place *p, int kind)
{
    int i = p->head;
    while (i != NONE && (s->entries[i].kind != kind || s->entries[i].state != STANDS))
        i = s->entries[i].next;
    return i;
}

/* Net sales have lost what was returned. */
static void settle_returns(struct edi_shelf *s, const struct place *p)
{
    bool net = (p->kinds & UINT64_C(1) << EDI_SIGNED_SOLD) && find_kind(s, p, EDI_SIGNED_SOLD) != NONE;
    for (int i = p->head; net && i != NONE; i = s->entries[i].next)
        if (s->entries[i].kind == VMI_RETURNED)
            s->entries[i].state = SUPERSEDED;
}

/* ---- what figures become -------------------------------------------------------------------------------- */

/* What its sign tells of a flow. */
static void apply_sign(struct entry *e)
{
    vmi_decimal *q = &e->fact.quantity;
    if (e->kind == EDI_LOST) {
        e->kind = VMI_ADJUSTED;
        *q = -*q;
    } else if (e->kind == EDI_SIGNED_SOLD || e->kind == VMI_SOLD) {
        e->kind = *q < 0 ? VMI_RETURNED : VMI_SOLD;
        *q = *q < 0 ? -*q : *q;
    } else if (e->kind == EDI_TRANSFERRED) {
        e->kind = *q < 0 ? VMI_TRANSFERRED_IN : VMI_TRANSFERRED_OUT;
        *q = *q < 0 ? -*q : *q;
    } else if (e->kind == EDI_OPENING) {
        e->kind = VMI_ON_HAND;
    }
}

/*
 * Documents and forecasts of one ref and day are parts of one statement as well: an item in several packs of a shipment,
 * firm and planned demand of a week. What a partner answers is none, and what he wishes for is said twice.
 */
static bool adds_up(const struct entry *e)
{
    bool known = e->fact.date.day != VMI_DAY_NONE || e->kind != VMI_FORECAST;
    return e->kind >= VMI_MEASURES || (known && !vmi_measures[e->kind].partners && e->kind != VMI_COUNTED &&
                                       e->kind != VMI_FUNCTIONAL_ACK);
}

/*
 * Quantities of one kind at one place are one: the first takes the others in, up to one that would leave the range, which
 * begins anew.
 */
static void merge(struct edi_shelf *s, const struct place *p)
{
    for (int i = p->head; i != NONE; i = s->entries[i].next) {
        struct entry *e = &s->entries[i];
        if (e->state != STANDS || !adds_up(e))
            continue;
        for (int j = e->next; j != NONE; j = s->entries[j].next) {
            struct entry *other = &s->entries[j];
            if (other->state != STANDS || other->kind != e->kind)
                continue;
            if (!vmi_decimal_add(e->fact.quantity, other->fact.quantity, &e->fact.quantity))
                break;
            other->state = MERGED;
            other->rank = (unsigned)i; /* into which */
            e->merged++;
        }
    }
}

/* Makes stock on hand of what was sent, by what stands beside it. */
static void settle_stock(struct edi_shelf *s, const struct place *p)
{
    static const uint64_t unsettled = UINT64_C(1) << EDI_AVAILABLE | UINT64_C(1) << EDI_GROSS |
                                      UINT64_C(1) << EDI_CLOSING | UINT64_C(1) << EDI_BONDED;
    bool netted = false;
    for (int i = p->kinds & unsettled ? p->head : NONE; i != NONE; i = s->entries[i].next) {
        struct entry *e = &s->entries[i];
        vmi_decimal *q = &e->fact.quantity;
        if (e->state != STANDS || !(is_stock(e->kind) || e->kind == EDI_BONDED))
            continue;
        bool available = e->kind == EDI_AVAILABLE;
        int other = find_kind(s, p, available ? VMI_ALLOCATED : VMI_ON_HOLD);
        if (other != NONE && !netted && e->kind != VMI_ON_HAND && e->kind != EDI_BONDED)
            netted = available ? vmi_decimal_add(*q, s->entries[other].fact.quantity, q)
                               : vmi_decimal_subtract(*q, s->entries[other].fact.quantity, q);
        e->kind = VMI_ON_HAND;
    }
}

static void settle_place(struct edi_shelf *s, const struct place *p)
{
    static const enum edi_family families[] = {EDI_STOCK, EDI_HOLD,   EDI_SALES,   EDI_LOWER, EDI_TRANSIT,
                                               EDI_DUE,   EDI_DEMAND, EDI_ARRIVED, EDI_BACK};
    for (size_t i = 0; i < VMI_COUNT(families) && p->crowded; i++)
        if (p->crowded & UINT32_C(1) << families[i])
            settle_family(s, p, families[i]);
    settle_returns(s, p);
    for (int i = p->head; i != NONE; i = s->entries[i].next)
        apply_sign(&s->entries[i]);
    if (p->repeats)
        merge(s, p);
    settle_stock(s, p);
    if (p->repeats)
        merge(s, p); /* what is in bond */
}

/* ---- out ------------------------------------------------------------------------------------------------ */

/* The codes of a record: those that were merged into it are joined to its own. */
static struct vmi_slice codes_of(struct edi_shelf *s, const struct entry *e)
{
    unsigned number = (unsigned)(e - s->entries);
    const struct vmi_slice own = e->fact.value;
    if (!e->merged)
        return own;
    vmi_buffer_clear(&s->code);
    vmi_buffer_add_slice(&s->code, own);
    uint32_t left = e->merged;
    for (int i = e->next; i != NONE && left; i = s->entries[i].next) {
        const struct entry *other = &s->entries[i];
        if (other->state != MERGED || other->rank != number)
            continue;
        left--;
        if (!vmi_slice_equal(other->fact.value, own) && s->code.length < CODES)
            vmi_buffer_print(&s->code, "+%.*s", VMI_SLICE_PRINT(other->fact.value));
    }
    return vmi_buffer_slice(&s->code);
}

/* A record that cannot be: CODE and COLUMN say what is wrong, PROBLEM in words. */
static void emit_bad(struct edi_walk *w, const struct edi_fact *f, const char *code, const char *column,
                     const char *problem)
{
    char quantity[VMI_DECIMAL_TEXT_SIZE];
    struct vmi_error error = {.status = VMI_INPUT};
    bool negative = strcmp(code, "negative") == 0;
    vmi_decimal_format(f->quantity, quantity);
    reader_place(w->reader, &error);
    error.line = f->line;
    vmi_error_field(&error, vmi_slice_of(column));
    vmi_error_set(&error, VMI_INPUT, code, "%s%s%s", negative ? quantity : "", negative ? " " : "", problem);
    w->reader->about = f;
    reader_emit_bad(w->reader, f, vmi_slice_of(quantity), &error);
    w->reader->about = NULL;
}

static void emit(struct edi_shelf *s, struct edi_walk *w, const struct entry *e)
{
    const struct edi_fact *f = &e->fact;
    const struct vmi_activity record = {.date = f->date,
                                        .location = f->location,
                                        .sku = f->sku,
                                        .measure = (enum vmi_measure)e->kind,
                                        .quantity = f->quantity,
                                        .unit = f->unit,
                                        .lot = f->lot,
                                        .expires = f->expires,
                                        .ref = f->ref,
                                        .until = f->until};
    const char *column = "", *problem = vmi_activity_type.problem(&record, &column);
    if (!f->location.length || !f->sku.length)
        emit_bad(w, f, "key", f->sku.length ? "location" : "sku",
                 f->sku.length ? "the message names no location" : "the item has no id");
    else if (f->quantity < 0 && !vmi_measures[e->kind].is_signed)
        emit_bad(w, f, "negative", f->element, "is below 0, where it cannot be");
    else if (problem)
        emit_bad(w, f, column, column, problem);
    else
        reader_emit(w->reader, f, &record, codes_of(s, e), e->merged > 0);
}

void edi_shelf_settle(struct edi_shelf *s, struct edi_walk *w)
{
    if (!s->count)
        return;
    if (s->any_part)
        settle_totals(s, w);
    for (size_t i = 0; i < s->place_count; i++)
        settle_place(s, &s->places[i]);
    for (size_t i = 0; i < s->count; i++) {
        if (s->entries[i].state == STANDS)
            emit(s, w, &s->entries[i]);
        else if (s->entries[i].state == SUPERSEDED)
            reader_supersede(w->reader, &s->entries[i].fact);
    }
    edi_shelf_clear(s);
}
