/*
 * 856, ship notice: items in packs, packs on pallets, of orders, in shipments. The levels (HL) say which is under which by
 * their numbers, in whatever order they come; what stands at one counts for all under it. So the items wait until the
 * message ends. One that lies in several packs becomes one record.
 */
#include "message.h"
#include "x12.h"

enum { DEEPEST = 32 }; /* levels above an item; there are no more than eight in practice */

static const char shipped[] = "011 ";
static const char expected[] = "017 067 371 002 ";

struct level {
    struct level *above;     /* NULL: none, or not known yet */
    struct vmi_slice parent; /* its number while it is not known */
    struct vmi_slice code, order, lot, sku;
    struct edi_choice place;
    struct x12_day shipped, expected;
    int32_t expires;
    bool counted; /* a quantity of it has been taken */
    vmi_decimal pack;
    struct vmi_slice pack_unit;
};

struct state {
    struct vmi_slice order;  /* the first that the message names */
    struct vmi_date noticed; /* BSN03 */
    struct level head, *at;
    struct level **levels; /* by the number that the walk's map gave to theirs */
    size_t capacity;
    uint64_t count;
    struct x12_waiting items; /* at their levels */
    bool looped;
};

static void reset(struct level *level)
{
    *level = (struct level){.place = {VMI_SLICE_NONE, UINT32_MAX},
                            .shipped = X12_DAY_NONE,
                            .expected = X12_DAY_NONE,
                            .expires = VMI_DAY_NONE,
                            .pack = VMI_DECIMAL_UNKNOWN};
}

/* The vendor speaks; where no place is named the goods are for whom he speaks to. */
static void begin(struct edi_walk *w)
{
    struct state *st = w->state;
    w->place = (struct edi_choice){w->receiver, UINT32_MAX - 1};
    st->noticed = VMI_DATE_NONE;
    reset(&st->head);
    st->at = &st->head;
}

static void take_head(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice purpose = vmi_edi_element(w->segment, 1);
    x12_take_purpose(w, purpose);
    st->noticed = walk_date(w, 3);
    if (x12_is_among(purpose, "01 03 "))
        w->aside = "in a notice that takes another one back";
    else if (vmi_slice_is(purpose, "05"))
        walk_tell(w, VMI_CHECK_EDI_CODE, 1,
                  "says that this takes the place of a notice, which must not count then");
}

/* ---- levels --------------------------------------------------------------------------------------------- */

/* The place of a level's number in the list, which grows in the arena. */
static struct level **level_numbered(struct edi_walk *w, struct vmi_slice number)
{
    struct state *st = w->state;
    uint32_t at = vmi_map_intern(&w->numbers, number);
    if (at >= st->capacity) {
        size_t capacity = st->capacity ? st->capacity * 2 : 64;
        struct level **levels = vmi_arena_alloc(&w->kept, capacity * sizeof *levels);
        if (st->capacity)
            memcpy(levels, st->levels, st->capacity * sizeof *levels);
        for (size_t i = st->capacity; i < capacity; i++)
            levels[i] = NULL;
        st->levels = levels;
        st->capacity = capacity;
    }
    return &st->levels[at];
}

static void take_level(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice number = vmi_edi_element(w->segment, 1), parent = vmi_edi_element(w->segment, 2);
    struct level *level = vmi_arena_alloc(&w->kept, sizeof *level);
    reset(level);
    level->code = walk_keep(w, vmi_edi_element(w->segment, 3));
    st->count++;
    if (parent.length) {
        level->above = *level_numbered(w, parent);
        if (!level->above)
            level->parent = walk_keep(w, parent);
    }
    if (number.length)
        *level_numbered(w, number) = level;
    st->at = level;
}

/* The level above, where it came later as well. NULL: there is none. */
static struct level *above(struct edi_walk *w, struct level *level)
{
    struct state *st = w->state;
    char quoted[VMI_QUOTED_SIZE];
    if (level->above || !level->parent.length)
        return level->above;
    level->above = *level_numbered(w, level->parent);
    if (!level->above || level->above == level)
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "an HL has %s above it, which is not there",
                  vmi_text_quote(level->parent, quoted));
    if (level->above == level)
        level->above = NULL;
    level->parent = VMI_SLICE_NONE;
    return level == &st->head ? NULL : level->above;
}

/* ---- items ---------------------------------------------------------------------------------------------- */

/* Takes from a level what those below did not tell. */
static void inherit(struct edi_fact *f, const struct level *level, struct edi_choice *place,
                    struct vmi_date *until)
{
    if (!f->ref.length)
        f->ref = level->order;
    if (!f->lot.length)
        f->lot = level->lot;
    if (f->expires == VMI_DAY_NONE)
        f->expires = level->expires;
    if (f->date.day == VMI_DAY_NONE)
        f->date = level->shipped.date;
    if (until->day == VMI_DAY_NONE)
        *until = level->expected.date;
    if (level->place.rank < place->rank)
        *place = level->place;
}

/* False: it is part of an item above it, which has been counted. */
static bool find_item(struct edi_walk *w, struct edi_fact *f, const struct level *own,
                      const struct level *level)
{
    if (f->sku.length || !level->sku.length)
        return true;
    f->sku = level->sku;
    w->pack = own->pack != VMI_DECIMAL_UNKNOWN ? own->pack : level->pack;
    w->pack_unit = own->pack != VMI_DECIMAL_UNKNOWN ? own->pack_unit : level->pack_unit;
    return level == own || !level->counted;
}

static void put_item(struct edi_walk *w, const struct x12_held *item)
{
    struct state *st = w->state;
    struct edi_fact f = item->fact;
    struct edi_choice place = {VMI_SLICE_NONE, UINT32_MAX};
    struct level *level = item->at;
    size_t depth = 0;
    bool counts = true;
    for (; level && depth < DEEPEST; level = above(w, level), depth++) {
        inherit(&f, level, &place, &f.until);
        counts &= find_item(w, &f, item->at, level);
    }
    if (level && !st->looped) {
        walk_tell(w, VMI_CHECK_EDI_CODE, 0, "the HL of an item are under each other without end");
        st->looped = true;
    }
    inherit(&f, &st->head, &place, &f.until);
    if (!counts) {
        walk_pass(w, "856/segment", VMI_SLICE("SN1"), "packs of an item that has been counted");
        return;
    }
    if (!f.ref.length)
        f.ref = st->order;
    f.date = x12_first_date(f.date, st->noticed, w->sent);
    f.location = place.text.length ? place.text : w->place.text;
    walk_put(w, &f);
}

static void put_items(struct edi_walk *w)
{
    struct state *st = w->state;
    for (const struct x12_held *item = st->items.first; item; item = item->next)
        put_item(w, item);
    x12_forget(w, &st->items);
}

static void take_ids(struct edi_walk *w)
{
    struct state *st = w->state;
    struct level *at = st->at;
    struct vmi_slice order = x12_id(w, 2, "PO"), lot = x12_id(w, 2, "LT");
    walk_begin_item(w);
    walk_take_pairs(w, 2);
    at->sku = walk_keep(w, w->sku.text);
    if (order.length && !at->order.length)
        at->order = walk_keep(w, order);
    if (lot.length && !at->lot.length)
        at->lot = walk_keep(w, lot);
}

static void take_quantity(struct edi_walk *w)
{
    struct state *st = w->state;
    struct edi_fact f = edi_fact_begin();
    f.element = "856/HL03";
    f.value = st->at->code;
    f.kind = VMI_SHIPPED;
    f.unit = vmi_edi_component(w->segment, 3, 1);
    f.sku = st->at->sku;
    if (!walk_number(w, 2, 0, &f, &f.quantity)) {
        if (!vmi_edi_element(w->segment, 2).length)
            walk_tell(w, VMI_CHECK_EDI_CODE, 2, "has no quantity");
        return;
    }
    f.sku = VMI_SLICE_NONE;
    st->at->counted = true;
    if (st->items.count >= X12_MOST_WAITING)
        put_items(w);
    x12_hold(w, &st->items, &f);
    st->items.last->at = st->at;
}

/* ---- what stands at a level ----------------------------------------------------------------------------- */

static void take_pack(struct edi_walk *w)
{
    struct state *st = w->state;
    w->pack = VMI_DECIMAL_UNKNOWN;
    x12_take_pack(w);
    st->at->pack = w->pack;
    st->at->pack_unit = walk_keep(w, w->pack_unit);
}

static void take_order(struct edi_walk *w)
{
    struct state *st = w->state;
    struct vmi_slice order = walk_keep(w, vmi_edi_element(w->segment, 1));
    st->at->order = order;
    if (!st->order.length)
        st->order = order;
}

static void take_reference(struct edi_walk *w)
{
    struct level *at = ((struct state *)w->state)->at;
    struct vmi_slice qualifier = vmi_edi_element(w->segment, 1), text = vmi_edi_element(w->segment, 2);
    if (vmi_slice_is(qualifier, "LT") && !at->lot.length)
        at->lot = walk_keep(w, text);
    else if (vmi_slice_is(qualifier, "PO") && !at->order.length)
        at->order = walk_keep(w, text);
}

static void take_day(struct edi_walk *w)
{
    struct level *at = ((struct state *)w->state)->at;
    struct x12_day expires = X12_DAY_NONE;
    x12_take_day(w, &at->shipped, shipped);
    x12_take_day(w, &at->expected, expected);
    x12_take_day(w, &expires, "036 ");
    if (expires.date.day != VMI_DAY_NONE)
        at->expires = expires.date.day;
}

static void take_party(struct edi_walk *w)
{
    struct state *st = w->state;
    walk_take_party(w, &st->at->place, &w->kept, vmi_edi_element(w->segment, 1),
                    vmi_edi_element(w->segment, 4), vmi_edi_element(w->segment, 2));
}

static void pass_parts(struct edi_walk *w)
{
    x12_pass_segment(w, "856/segment", "what an item consists of");
}

static void take_total(struct edi_walk *w)
{
    struct state *st = w->state;
    walk_check_items(w, 1, st->count, w->items);
}

static void segment(struct edi_walk *w)
{
    static const struct x12_taker takers[] = {
        {TAG3('B', 'S', 'N'), take_head},  {TAG2('H', 'L'), take_level},
        {TAG2('N', '1'), take_party},      {TAG3('D', 'T', 'M'), take_day},
        {TAG3('P', 'R', 'F'), take_order}, {TAG3('R', 'E', 'F'), take_reference},
        {TAG3('L', 'I', 'N'), take_ids},   {TAG3('S', 'N', '1'), take_quantity},
        {TAG3('P', 'O', '4'), take_pack},  {TAG3('S', 'L', 'N'), pass_parts},
        {TAG3('C', 'T', 'T'), take_total},
    };
    x12_take_segment(w, takers, VMI_COUNT(takers));
}

const struct edi_message edi_x12_856 = {
    .row = {"856", "ship notice"},
    .family = VMI_EDI_X12,
    .group = "SH",
    .segments = "BSN! REF DTM HL! LIN SN1 SLN PRF PO4 PID MEA PWK PKG TD1 TD5 TD3 TD4 TSD REF PER LS LE "
                "MAN DTM FOB PAL N1 N2 N3 N4 SDQ ETD CUR SAC GF YNQ LM LQ V1 R4 CTT ",
    .state_size = sizeof(struct state),
    .begin = begin,
    .segment = segment,
    .end = put_items,
};
