#include "walk.h"

#include <stdarg.h>
#include <stdio.h>

#include "ack.h"
#include "date.h"
#include "gtin.h"
#include "reader.h"
#include "shelf.h"

struct edi_fact edi_fact_begin(void)
{
    return (struct edi_fact){.date = VMI_DATE_NONE,
                             .until = VMI_DATE_NONE,
                             .expires = VMI_DAY_NONE,
                             .quantity = VMI_DECIMAL_UNKNOWN};
}

struct vmi_slice walk_keep(struct edi_walk *w, struct vmi_slice text)
{
    return text.length ? vmi_arena_dup(&w->kept, text) : VMI_SLICE_NONE;
}

struct vmi_slice walk_keep_item(struct edi_walk *w, struct vmi_slice text)
{
    return text.length ? vmi_arena_dup(&w->item_kept, text) : VMI_SLICE_NONE;
}

struct vmi_slice walk_keep_date(struct edi_walk *w, struct vmi_date date)
{
    char text[VMI_DATE_TEXT_SIZE];
    size_t length = vmi_day_format(date.day, text);
    return walk_keep(w, (struct vmi_slice){text, length});
}

/* ---- what is told --------------------------------------------------------------------------------------- */

/* "ZA02", "QTY01-02". */
static void name_element(const struct edi_walk *w, size_t n, size_t c, char *text, size_t size)
{
    if (n && c > 1)
        snprintf(text, size, "%.*s%02zu-%02zu", VMI_SLICE_PRINT(w->segment->tag), n, c);
    else if (n)
        snprintf(text, size, "%.*s%02zu", VMI_SLICE_PRINT(w->segment->tag), n);
    else
        snprintf(text, size, "%.*s", VMI_SLICE_PRINT(w->segment->tag));
}

void walk_tell(struct edi_walk *w, enum vmi_check check, size_t element, const char *format, ...)
{
    char text[300], field[64];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    field[0] = '\0';
    if (!w->reader->about)
        name_element(w, element, 0, field, sizeof field);
    reader_tell(w->reader, check, field, text);
}

void walk_pass(struct edi_walk *w, const char *element, struct vmi_slice value, const char *why)
{
    if (w->reader->mode != EDI_PASS)
        return;
    w->reader->counts.ignored++;
    passed_add(&w->reader->passed, "%s=%.*s: %s, which is no activity", element, VMI_SLICE_PRINT(value), why);
}

void walk_check_items(struct edi_walk *w, size_t n, uint64_t counted, uint64_t other)
{
    vmi_decimal told;
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice text = vmi_edi_element(w->segment, n);
    if (w->segment->marks->family == VMI_EDI_EDIFACT)
        text = vmi_edi_component(w->segment, n, 2);
    if (!text.length ||
        (vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, &told) == VMI_DECIMAL_OK &&
         (told == (vmi_decimal)counted * VMI_DECIMAL_ONE || told == (vmi_decimal)other * VMI_DECIMAL_ONE)))
        return;
    walk_tell(w, VMI_CHECK_EDI_TOTAL, n, "says %s items, and there %s %llu", vmi_text_quote(text, quoted),
              counted == 1 ? "is" : "are", (unsigned long long)counted);
}

/* ---- items and places ----------------------------------------------------------------------------------- */

void walk_end_item(struct edi_walk *w)
{
    edi_shelf_settle(w->shelf, w);
}

void walk_begin_item(struct edi_walk *w)
{
    walk_end_item(w);
    walk_next_item(w);
}

void walk_next_item(struct edi_walk *w)
{
    vmi_arena_clear(&w->item_kept);
    w->sku = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    w->pack = VMI_DECIMAL_UNKNOWN;
    w->pack_unit = VMI_SLICE_NONE;
    w->items++;
}

/* The rank of a code among those that the profile names, COUNT where it is none of them. */
static unsigned rank_among(const struct vmi_slice *codes, size_t count, struct vmi_slice code)
{
    unsigned i = 0;
    while (i < count && (codes[i].length != code.length || !code.length || codes[i].text[0] != code.text[0] ||
                         memcmp(codes[i].text, code.text, code.length) != 0))
        i++;
    return i;
}

enum { LONGEST_QUALIFIER = 3 };

void walk_take_id(struct edi_walk *w, struct vmi_slice qualifier, struct vmi_slice id)
{
    const struct vmi_edi_profile *p = w->profile;
    char gtin[GTIN_SIZE], quoted[VMI_QUOTED_SIZE];
    /* One that is too long has swallowed an id, and what stands behind it is none. */
    if (!id.length || qualifier.length > LONGEST_QUALIFIER)
        return;
    unsigned rank = rank_among(p->sku, p->sku_count, qualifier);
    if (rank >= w->sku.rank || (rank == p->sku_count && gtin_is_no_item(qualifier)))
        return;
    enum gtin_form form = gtin_normalise(qualifier, id, gtin);
    if (form == GTIN_BAD_CHECK)
        walk_tell(w, VMI_CHECK_EDI_GTIN, 0, "%s has a wrong check digit", vmi_text_quote(id, quoted));
    else if (form == GTIN_BAD_FORM)
        walk_tell(w, VMI_CHECK_EDI_GTIN, 0, "%s is no GTIN; it is used as it is", vmi_text_quote(id, quoted));
    if ((form == GTIN_GOOD || form == GTIN_BAD_CHECK) && !p->gtin_as_sent)
        id = vmi_slice_of(gtin);
    w->sku = (struct edi_choice){walk_keep_item(w, id), rank};
}

void walk_take_pairs(struct edi_walk *w, size_t from)
{
    size_t i = from;
    char quoted[VMI_QUOTED_SIZE];
    for (; i + 1 < w->segment->count; i += 2)
        walk_take_id(w, vmi_edi_element(w->segment, i), vmi_edi_element(w->segment, i + 1));
    if (i < w->segment->count && vmi_edi_element(w->segment, i).length)
        walk_tell(w, VMI_CHECK_EDI_CODE, i, "%s is a qualifier without a number",
                  vmi_text_quote(vmi_edi_element(w->segment, i), quoted));
}

void walk_take_party(struct edi_walk *w, struct edi_choice *choice, struct vmi_arena *arena,
                     struct vmi_slice qualifier, struct vmi_slice id, struct vmi_slice name)
{
    const struct vmi_edi_profile *p = w->profile;
    unsigned rank = rank_among(p->location, p->location_count, qualifier);
    struct vmi_slice text = id.length ? id : name;
    if (rank == p->location_count || rank >= choice->rank || !text.length)
        return;
    *choice = (struct edi_choice){vmi_arena_dup(arena, text), rank};
}

void walk_take_n1(struct edi_walk *w)
{
    const struct vmi_edi_segment *s = w->segment;
    walk_take_party(w, &w->place, &w->kept, vmi_edi_element(s, 1), vmi_edi_element(s, 4),
                    vmi_edi_element(s, 2));
}

void walk_take_nad(struct edi_walk *w)
{
    const struct vmi_edi_segment *s = w->segment;
    struct vmi_slice name = vmi_edi_component(s, 4, 1);
    walk_take_party(w, &w->place, &w->kept, vmi_edi_component(s, 1, 1), vmi_edi_component(s, 2, 1),
                    name.length ? name : vmi_edi_component(s, 3, 1));
}

/* ---- numbers and dates ---------------------------------------------------------------------------------- */

/*
 * A number as partners write it: EDIFACT has a point or a comma; a sign at the end and a plus are let pass. False, with
 * what is wrong, where it is none.
 */
static bool read_number(const struct edi_walk *w, struct vmi_slice text, vmi_decimal *number,
                        const char **problem)
{
    char copy[64];
    size_t length = 0;
    bool edifact = w->segment->marks->family == VMI_EDI_EDIFACT, negative = false;
    struct vmi_slice s = text;
    if (vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, number) == VMI_DECIMAL_OK)
        return true;
    if (s.length && s.text[s.length - 1] == '-') {
        negative = true;
        s.length--;
    } else if (s.length && s.text[0] == '+') {
        s.text++, s.length--;
    }
    *problem = "is not a number";
    if (!s.length || s.length >= sizeof copy || (negative && (s.text[0] == '-' || s.text[0] == '+')))
        return false;
    for (size_t i = 0; i < s.length; i++)
        copy[length++] = edifact && s.text[i] == ',' ? '.' : s.text[i];
    if (copy[length - 1] == '.')
        length--;
    enum vmi_decimal_result result =
        vmi_decimal_parse((struct vmi_slice){copy, length}, VMI_DECIMAL_PLAIN, number);
    if (result != VMI_DECIMAL_OK) {
        /* Releases from 4030 on have exponents. */
        result = vmi_decimal_parse((struct vmi_slice){copy, length}, VMI_DECIMAL_JSON, number);
        if (result != VMI_DECIMAL_OK) {
            *problem = vmi_decimal_problem(result);
            return false;
        }
    }
    *number = negative ? -*number : *number;
    return true;
}

bool walk_number(struct edi_walk *w, size_t n, size_t c, const struct edi_fact *fact, vmi_decimal *number)
{
    const char *problem;
    char field[64], quoted[VMI_QUOTED_SIZE];
    struct vmi_error error = {.status = VMI_INPUT};
    struct vmi_slice text = c ? vmi_edi_component(w->segment, n, c) : vmi_edi_element(w->segment, n);
    if (!text.length)
        return false;
    if (read_number(w, text, number, &problem))
        return true;
    reader_place(w->reader, &error);
    name_element(w, n, c, field, sizeof field);
    vmi_error_field(&error, vmi_slice_of(field));
    vmi_error_set(&error, VMI_INPUT, "number", "%s %s", vmi_text_quote(text, quoted), problem);
    reader_emit_bad(w->reader, fact, text, &error);
    return false;
}

static void tell_date(struct edi_walk *w, size_t n, struct vmi_slice text)
{
    char quoted[VMI_QUOTED_SIZE];
    w->reader->message.faults |= EDI_FAULT_CONTENT;
    walk_tell(w, VMI_CHECK_EDI_DATE, n, "%s is no date", vmi_text_quote(text, quoted));
}

struct vmi_date walk_date(struct edi_walk *w, size_t n)
{
    struct vmi_slice text = vmi_edi_element(w->segment, n);
    struct vmi_date date = text.length ? edi_day(text, w->profile->century) : VMI_DATE_NONE;
    if (text.length && date.day == VMI_DAY_NONE)
        tell_date(w, n, text);
    return date;
}

struct edi_period walk_c507(struct edi_walk *w, size_t n)
{
    struct edi_period period = EDI_PERIOD_NONE;
    struct vmi_slice value = vmi_edi_component(w->segment, n, 2),
                     format = vmi_edi_component(w->segment, n, 3);
    if (value.length && !edi_period(value, format, w->profile, &period)) {
        tell_date(w, n, value);
        return EDI_PERIOD_NONE;
    }
    return period;
}

/* ---- quantities ----------------------------------------------------------------------------------------- */

int walk_kind(const struct edi_walk *w, const struct edi_fact *fact)
{
    int kind = fact->code ? fact->code->kind : fact->kind;
    char code[64];
    const struct vmi_edi_profile *p = w->profile;
    if (!p->override_count)
        return kind;
    int length = snprintf(code, sizeof code, "%s=%.*s", fact->element, VMI_SLICE_PRINT(fact->value));
    struct vmi_slice text = {code, (size_t)length < sizeof code ? (size_t)length : sizeof code - 1};
    for (size_t i = 0; i < p->override_count; i++)
        if (vmi_slice_equal(p->overrides[i].code, text))
            return p->overrides[i].kind;
    return kind;
}

/* Cases become base units where the message, or the profile, says how many are in one. */
static bool is_case(struct vmi_slice unit)
{
    static const char *const cases[] = {"CA", "CS", "CT", "CR", "PK", "BX", "CX", "PF", "PX"};
    for (size_t i = 0; i < VMI_COUNT(cases) && unit.length == 2; i++)
        if (memcmp(unit.text, cases[i], 2) == 0)
            return true;
    return false;
}

static void convert_unit(struct edi_walk *w, struct edi_fact *fact)
{
    const struct vmi_edi_profile *p = w->profile;
    vmi_decimal size = VMI_DECIMAL_UNKNOWN;
    if (fact->kind == VMI_FUNCTIONAL_ACK)
        return;
    if (!fact->unit.length)
        fact->unit = p->unit;
    if (w->pack == VMI_DECIMAL_UNKNOWN && !p->pack_count)
        return;
    for (size_t i = 0; i < p->pack_count; i++)
        if (vmi_slice_equal(p->packs[i].unit, fact->unit))
            size = p->packs[i].size;
    if (size == VMI_DECIMAL_UNKNOWN && w->pack != VMI_DECIMAL_UNKNOWN && is_case(fact->unit))
        size = w->pack;
    if (size == VMI_DECIMAL_UNKNOWN ||
        vmi_decimal_multiply_exactly(fact->quantity, size, &fact->quantity) != VMI_DECIMAL_OK)
        return;
    fact->unit = p->unit.length ? p->unit : w->pack_unit;
}

void walk_mark(const struct edi_walk *w, struct edi_fact *fact)
{
    fact->position = w->position;
    fact->line = w->segment->line;
}

/* What the fact itself does not know. */
static void complete(struct edi_walk *w, struct edi_fact *fact)
{
    if (!fact->location.length)
        fact->location = w->place.text;
    if (!fact->location.length) {
        fact->location = w->sender;
        if (!w->told_place)
            walk_tell(w, VMI_CHECK_EDI_CODE, 0,
                      "no party or place is known for the quantity; the sender stands");
        w->told_place = true;
    }
    if (!fact->sku.length)
        fact->sku = w->sku.text;
    fact->item = w->items;
    if (!fact->line)
        walk_mark(w, fact);
}

void walk_put(struct edi_walk *w, const struct edi_fact *fact)
{
    struct edi_fact f = *fact;
    f.kind = walk_kind(w, fact);
    f.rank = fact->code ? fact->code->rank : 0;
    if (fact->code && fact->code->family == EDI_SALES && w->profile->sales_count)
        f.rank = rank_among(w->profile->sales, w->profile->sales_count, fact->value) * 32 + f.rank;
    if (f.kind == EDI_NOTHING || w->aside) {
        walk_pass(w, f.element, f.value, w->aside ? w->aside : f.code ? f.code->meaning : "of no use");
        return;
    }
    convert_unit(w, &f);
    complete(w, &f);
    if (edi_shelf_is_full(w->shelf))
        walk_end_item(w);
    edi_shelf_add(w->shelf, &f);
}
