#include "packed.h"

#include <endian.h>
#include <stdlib.h>

#include "vmi/memory.h"

enum {
    PIECE = 64, /* bytes, a line of the cache; the last four are the number of the next */
    PAYLOAD = PIECE - 4,
    BLOCK = 16 * 1024, /* pieces */
    LONGEST = 64,      /* more than the bytes of any record */
    FIRST_FOLDING = 1024,
};

/* ---- pieces ---------------------------------------------------------------------------------------- */

void pieces_free(struct pieces *pieces)
{
    for (size_t i = 0; i < pieces->block_count; i++)
        free(pieces->blocks[i]);
    free(pieces->blocks);
    *pieces = (struct pieces){0};
}

size_t pieces_size(const struct pieces *pieces)
{
    return (size_t)pieces->used * PIECE;
}

static unsigned char *piece_at(const struct pieces *pieces, uint32_t number)
{
    return pieces->blocks[(number - 1) / BLOCK] + (size_t)((number - 1) % BLOCK) * PIECE;
}

static uint32_t next_of(const unsigned char *piece)
{
    uint32_t next;
    memcpy(&next, piece + PAYLOAD, sizeof next);
    return next;
}

static void set_next(unsigned char *piece, uint32_t next)
{
    memcpy(piece + PAYLOAD, &next, sizeof next);
}

static uint32_t take_piece(struct pieces *pieces)
{
    uint32_t number = pieces->free;
    if (number) {
        pieces->free = next_of(piece_at(pieces, number));
    } else {
        if (pieces->used == UINT32_MAX)
            vmi_memory_exhausted();
        number = ++pieces->used;
        if ((number - 1) / BLOCK == pieces->block_count) {
            pieces->blocks = vmi_grow(pieces->blocks, &pieces->blocks_capacity, pieces->block_count + 1,
                                      sizeof *pieces->blocks);
            pieces->blocks[pieces->block_count++] = vmi_alloc_aligned((size_t)BLOCK * PIECE, PIECE);
        }
    }
    set_next(piece_at(pieces, number), 0);
    return number;
}

static void append(struct packed *p, struct pieces *pieces, const unsigned char *bytes, size_t length)
{
    p->length += (uint32_t)length;
    while (length) {
        if (p->room == 0) {
            uint32_t number = take_piece(pieces);
            if (p->last)
                set_next(piece_at(pieces, p->last), number);
            else
                p->first = number;
            p->last = number;
            p->room = PAYLOAD;
        }
        unsigned char *to = piece_at(pieces, p->last) + (PAYLOAD - p->room);
        size_t now = length < p->room ? length : p->room;
        memcpy(to, bytes, now);
        bytes += now, length -= now;
        p->room -= (uint32_t)now;
    }
}

/* ---- records --------------------------------------------------------------------------------------- */

/*
 * A record is a head: the measure (5 bits), how its day is told (2), whether more is told (1). Where it is, a second
 * byte says what. Then come, each where it is told: the day, the quantity, the rest.
 */
enum { SAME_DAY, NEXT_DAY, ANOTHER_DAY, NO_DAY };
enum { HAS_MORE = 1 };
enum { UNIT = 7, IS_NEGATIVE = 8, HAS_UNTIL = 16, HAS_REF = 32, HAS_LOT = 64, HAS_CLOCK = 128 };

_Static_assert(VMI_MEASURES <= 32, "a measure has five bits");

/* The quantity is written in units of 1, 10, 100 ... millionths; most are whole. */
enum { WHOLE = 6 };
static const uint64_t units[] = {1, 10, 100, 1000, 10000, 100000, 1000000};

/* Seven bits a byte, the lowest first; the top bit says that there are more. */
static unsigned char *put(unsigned char *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        *out++ = (unsigned char)(value | 0x80);
    *out++ = (unsigned char)value;
    return out;
}

static uint64_t get(const unsigned char **in)
{
    uint64_t value = *(*in)++;
    if (value < 0x80)
        return value;
    value &= 0x7F;
    for (unsigned shift = 7;; shift += 7) {
        uint64_t byte = *(*in)++;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
}

/* Small numbers of either sign become small numbers. */
static uint64_t fold_sign(int64_t value)
{
    return value < 0 ? ~((uint64_t)value << 1) : (uint64_t)value << 1;
}

static int64_t unfold_sign(uint64_t value)
{
    return value & 1 ? (int64_t) ~(value >> 1) : (int64_t)(value >> 1);
}

/* The largest unit of which MAGNITUDE is a whole number: *COUNT. */
static unsigned unit_of(uint64_t magnitude, uint64_t *count)
{
    const uint64_t one = (uint64_t)VMI_DECIMAL_ONE;
    unsigned unit = 0;
    *count =
        magnitude / one; /* by constants, here and below, which is much faster than by one of the units */
    if (*count * one == magnitude)
        return WHOLE;
    *count = magnitude;
    if (*count % 1000 == 0) {
        *count /= 1000;
        unit = 3;
    }
    for (; *count % 10 == 0; unit++)
        *count /= 10;
    return unit;
}

/* A day that may be none as the way from another: 0 is none. */
static uint64_t way_to(int32_t day, int32_t from)
{
    return day == VMI_DAY_NONE ? 0 : fold_sign((int64_t)day - from) + 1;
}

static int32_t day_at(uint64_t way, int32_t from)
{
    return way == 0 ? VMI_DAY_NONE : (int32_t)(from + unfold_sign(way - 1));
}

static const int64_t SECOND = INT64_C(1000000000);

static unsigned char *put_more(unsigned char *out, const struct vmi_fact *fact, unsigned more)
{
    int32_t from = fact->day == VMI_DAY_NONE ? 0 : fact->day;
    if (more & HAS_UNTIL)
        out = put(out, fold_sign((int64_t)fact->until - from));
    if (more & HAS_REF)
        out = put(out, fact->ref);
    if (more & HAS_LOT)
        out = put(put(out, fact->lot), way_to(fact->expires, from));
    if (more & HAS_CLOCK) { /* in seconds where it can be */
        bool fraction = fact->instant % SECOND != 0;
        out = put(out, fold_sign(fraction ? fact->instant : fact->instant / SECOND) << 1 | fraction);
    }
    return out;
}

static void get_more(const unsigned char **in, struct vmi_fact *fact, unsigned more)
{
    int32_t from = fact->day == VMI_DAY_NONE ? 0 : fact->day;
    if (more & HAS_UNTIL)
        fact->until = (int32_t)(from + unfold_sign(get(in)));
    if (more & HAS_REF)
        fact->ref = (uint32_t)get(in);
    if (more & HAS_LOT) {
        fact->lot = (uint32_t)get(in);
        fact->expires = day_at(get(in), from);
    }
    if (more & HAS_CLOCK) {
        uint64_t clock = get(in);
        fact->instant = unfold_sign(clock >> 1) * (clock & 1 ? 1 : SECOND);
    }
}

static unsigned more_of(const struct vmi_fact *fact, unsigned unit)
{
    return unit | (fact->quantity < 0 ? IS_NEGATIVE : 0u) | (fact->until != VMI_DAY_NONE ? HAS_UNTIL : 0u) |
           (fact->ref ? HAS_REF : 0u) | (fact->lot || fact->expires != VMI_DAY_NONE ? HAS_LOT : 0u) |
           (fact->instant != VMI_CLOCK_BARE ? HAS_CLOCK : 0u);
}

static void note_repeat(struct packed *p, enum vmi_measure of, int32_t day)
{
    uint32_t measure = UINT32_C(1) << of;
    if (day > p->latest || p->count == 0) {
        p->latest = day;
        p->measures = measure;
        return;
    }
    p->repeats += day < p->latest || (p->measures & measure);
    p->measures |= day == p->latest ? measure : 0;
}

void packed_add(struct packed *p, struct pieces *pieces, const struct vmi_fact *fact)
{
    unsigned char bytes[LONGEST], *out = bytes + 1;
    uint64_t magnitude = fact->quantity < 0 ? (uint64_t)-fact->quantity : (uint64_t)fact->quantity;
    uint64_t count;
    unsigned unit = unit_of(magnitude, &count), more = more_of(fact, unit), told = NO_DAY;
    if (fact->day != VMI_DAY_NONE) {
        int64_t way = (int64_t)fact->day - p->day;
        told = way == 0 ? SAME_DAY : way == 1 ? NEXT_DAY : ANOTHER_DAY;
        p->day = fact->day;
        if (more != WHOLE)
            *out++ = (unsigned char)more;
        if (told == ANOTHER_DAY)
            out = put(out, fold_sign(way));
    } else if (more != WHOLE) {
        *out++ = (unsigned char)more;
    }
    bytes[0] = (unsigned char)((unsigned)fact->measure << 3 | told << 1 | (more != WHOLE ? HAS_MORE : 0));
    out = put(out, count);
    if (more != WHOLE)
        out = put_more(out, fact, more);
    append(p, pieces, bytes, (size_t)(out - bytes));
    note_repeat(p, fact->measure, fact->day);
    p->count++;
}

/* The bytes of a record that has no more than eight, the first the lowest. */
struct short_record {
    uint64_t bytes;
    unsigned length;
};

static inline void put_short(struct short_record *r, uint64_t byte)
{
    r->bytes |= byte << 8 * r->length++;
}

/* False where it takes more bytes, or they do not fit behind the others. */
static inline bool make_short(const struct packed *p, enum vmi_measure measure, int32_t day,
                              vmi_decimal quantity, struct short_record *r)
{
    uint64_t count, way = fold_sign((int64_t)day - p->day);
    if (quantity < 0 || way >= 0x80)
        return false;
    unsigned unit = unit_of((uint64_t)quantity, &count);
    unsigned told = way == 0 ? SAME_DAY : way == fold_sign(1) ? NEXT_DAY : ANOTHER_DAY;
    *r = (struct short_record){(unsigned)measure << 3 | told << 1 | (unit != WHOLE ? HAS_MORE : 0), 1};
    if (unit != WHOLE)
        put_short(r, unit);
    if (told == ANOTHER_DAY)
        put_short(r, way);
    for (; count >= 0x80 && r->length < sizeof r->bytes - 1; count >>= 7)
        put_short(r, (count & 0x7F) | 0x80);
    put_short(r, count);
    return count < 0x80 && r->length <= p->room;
}

static void append_short(struct packed *p, struct pieces *pieces, const struct short_record *r)
{
    unsigned char *to = piece_at(pieces, p->last) + (PAYLOAD - p->room);
    uint64_t bytes = htole64(r->bytes);
    if (p->room >= sizeof bytes) /* all at once: what is written too much is free */
        memcpy(to, &bytes, sizeof bytes);
    else
        memcpy(to, &bytes, r->length);
    p->length += r->length;
    p->room -= r->length;
}

bool packed_add_plain(struct packed *p, struct pieces *pieces, enum vmi_measure measure, int32_t day,
                      vmi_decimal quantity)
{
    struct short_record record;
    if (day == VMI_DAY_NONE || !make_short(p, measure, day, quantity, &record))
        return false;
    append_short(p, pieces, &record);
    p->day = day;
    note_repeat(p, measure, day);
    p->count++;
    return true;
}

void packed_expect(const struct packed *p, const struct pieces *pieces)
{
    if (p->room)
        __builtin_prefetch(piece_at(pieces, p->last) + (PAYLOAD - p->room), 1);
}

/* The whole string in one piece of memory. */
static const unsigned char *gather(const struct packed *p, const struct pieces *pieces,
                                   struct vmi_facts *facts)
{
    size_t length = 0;
    facts->bytes = vmi_grow(facts->bytes, &facts->bytes_capacity, p->length, 1);
    for (uint32_t number = p->first; number; number = next_of(piece_at(pieces, number))) {
        size_t now = p->length - length < PAYLOAD ? p->length - length : PAYLOAD;
        memcpy(facts->bytes + length, piece_at(pieces, number), now);
        length += now;
    }
    return facts->bytes;
}

static void get_fact(const unsigned char **in, int32_t *day, struct vmi_fact *fact)
{
    unsigned head = *(*in)++, more = head & HAS_MORE ? *(*in)++ : WHOLE, told = head >> 1 & 3;
    if (told == NEXT_DAY)
        ++*day;
    else if (told == ANOTHER_DAY)
        *day = (int32_t)(*day + unfold_sign(get(in)));
    uint64_t magnitude = get(in) * units[more & UNIT];
    *fact = (struct vmi_fact){
        .quantity = more & IS_NEGATIVE ? -(vmi_decimal)magnitude : (vmi_decimal)magnitude,
        .instant = VMI_CLOCK_BARE,
        .day = told == NO_DAY ? VMI_DAY_NONE : *day,
        .until = VMI_DAY_NONE,
        .expires = VMI_DAY_NONE,
        .measure = (enum vmi_measure)(head >> 3),
    };
    if (head & HAS_MORE)
        get_more(in, fact, more);
}

void packed_read(const struct packed *p, const struct pieces *pieces, struct vmi_facts *facts)
{
    facts->count = 0;
    packed_read_on(p, pieces, facts);
}

void packed_read_on(const struct packed *p, const struct pieces *pieces, struct vmi_facts *facts)
{
    const unsigned char *in = gather(p, pieces, facts);
    int32_t day = 0;
    size_t end = facts->count + p->count;
    facts->list = vmi_grow(facts->list, &facts->capacity, end, sizeof *facts->list);
    for (; facts->count < end; facts->count++) {
        get_fact(&in, &day, &facts->list[facts->count]);
        facts->list[facts->count].order = (uint32_t)facts->count;
    }
}

void packed_clear(struct packed *p, struct pieces *pieces)
{
    if (p->last) {
        set_next(piece_at(pieces, p->last), pieces->free);
        pieces->free = p->first;
    }
    *p = (struct packed){.fold_at = p->fold_at};
}

bool packed_is_worth_folding(const struct packed *p)
{
    return p->length >= FIRST_FOLDING && p->length >= p->fold_at && p->repeats > p->count / 4;
}

void packed_folded(struct packed *p)
{
    p->repeats = 0;
    p->fold_at = p->length + p->length / 2;
}
