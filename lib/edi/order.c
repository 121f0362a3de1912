#include "order.h"

#include "dictionary.h"
#include "gtin.h"

/* ---- what can be sent ----------------------------------------------------------------------------------- */

bool order_can(struct order_writer *o, const char *what, struct vmi_slice text, size_t most)
{
    char quoted[VMI_QUOTED_SIZE];
    if (writer_can(&o->marks, text) && text.length <= most)
        return true;
    if (o->refused)
        return false;
    o->refused = true;
    vmi_text_quote(text, quoted);
    if (text.length > most)
        return vmi_error_set(o->error, VMI_INPUT, "edi_order",
                             "%s %s is longer than the %zu bytes that the message has for it", what, quoted,
                             most);
    return vmi_error_set(
        o->error, VMI_INPUT, "edi_order",
        "%s %s cannot be sent: it has a control character, a blank at its end, or a delimiter "
        "of the interchange; other delimiters stand in the partner's profile",
        what, quoted);
}

void order_id(struct order_writer *o, const char *what, struct vmi_slice text, size_t most)
{
    writer_element(&o->w, order_can(o, what, text, most) ? text : VMI_SLICE_NONE);
}

void order_id_component(struct order_writer *o, const char *what, struct vmi_slice text, size_t most)
{
    writer_component(&o->w, order_can(o, what, text, most) ? text : VMI_SLICE_NONE);
}

struct vmi_slice order_name(struct vmi_slice text, size_t most)
{
    if (text.length > most) {
        text.length = most;
        while (text.length && ((unsigned char)text.text[text.length] & 0xC0) == 0x80)
            text.length--; /* within a character of UTF-8 */
    }
    return vmi_slice_trim(text);
}

/* ---- quantities, days ----------------------------------------------------------------------------------- */

void order_number(struct order_writer *o, vmi_decimal number, bool component)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    size_t length = vmi_decimal_format(number, text);
    char *point = memchr(text, '.', length);
    if (point && o->decimal)
        *point = o->decimal;
    if (component)
        writer_component(&o->w, (struct vmi_slice){text, length});
    else
        writer_element(&o->w, (struct vmi_slice){text, length});
}

void order_day(int32_t day, bool century, char text[16])
{
    char date[VMI_DATE_TEXT_SIZE];
    size_t length = 0;
    vmi_day_format(day, date);
    for (const char *c = date; *c && length < 15; c++)
        if (*c != '-' && (century || c >= date + 2))
            text[length++] = *c;
    text[length] = '\0';
}

vmi_decimal order_quantity(const struct vmi_order_line *line)
{
    return line->order_unit.length ? line->order_unit_quantity : line->quantity;
}

struct vmi_slice order_unit(const struct order_writer *o, const struct vmi_order_line *line,
                            const char *preset)
{
    struct vmi_slice unit = line->order_unit.length ? line->order_unit : line->unit;
    const struct vmi_edi_orders *s = o->set->settings;
    for (size_t i = 0; i < s->unit_count; i++)
        if (vmi_slice_equal(s->units[i].code, unit))
            return s->units[i].text;
    return order_or(unit, preset);
}

vmi_decimal order_price(const struct vmi_order_line *line)
{
    vmi_decimal ordered = order_quantity(line);
    if (line->price == VMI_DECIMAL_UNKNOWN || ordered <= 0)
        return VMI_DECIMAL_UNKNOWN;
    __int128 product = (__int128)line->price * line->quantity;
    if (product % ordered != 0 || product / ordered >= VMI_DECIMAL_MAXIMUM)
        return VMI_DECIMAL_UNKNOWN;
    return (vmi_decimal)(product / ordered);
}

/* ---- items ---------------------------------------------------------------------------------------------- */

struct order_sku order_sku(const struct order_writer *o, struct vmi_slice sku, const char *preset)
{
    const struct vmi_edi_orders *s = o->set->settings;
    bool x12 = o->marks.family == VMI_EDI_X12;
    char gtin[GTIN_SIZE];
    /* GTINs are kept with 14 digits (vmi-ingest(1)); the zeros in front are those of shorter ones. */
    if (!s->sku.length && sku.length == GTIN_SIZE - 1 &&
        gtin_normalise(VMI_SLICE("UK"), sku, gtin) == GTIN_GOOD) {
        size_t zeros = sku.text[0] != '0' ? 0 : sku.text[1] != '0' || !x12 ? 1 : 2;
        const char *const qualifiers[] = {x12 ? "UK" : "SRV", "EN", "UP"};
        return (struct order_sku){vmi_slice_of(qualifiers[zeros]), {sku.text + zeros, sku.length - zeros}};
    }
    return (struct order_sku){order_or(s->sku, preset), sku};
}

/* ---- the whole ------------------------------------------------------------------------------------------ */

/* From release 4020 on X12 has a repetition separator: the one that is GIVEN, else one that nothing else is. */
static char repetition(const struct order_writer *o, char given)
{
    struct vmi_slice version = order_or(o->set->settings->version, "004010");
    const char *mark = "^`;!\\";
    if (vmi_slice_compare(version, VMI_SLICE("00402")) < 0)
        return '\0';
    while (*mark == o->marks.element || *mark == o->marks.component || *mark == o->marks.terminator[0])
        mark++;
    return given ? given : *mark;
}

/* The delimiters of the profile, where it has as many as the family needs. */
static bool set_marks(struct order_writer *o, bool x12)
{
    struct vmi_slice given = o->set->settings->delimiters;
    const char *m = given.length ? given.text : x12 ? "*>~^" : ":+.? '";
    if (given.length && (given.length == 6) == x12)
        return vmi_error_set(o->error, VMI_USAGE, "edi_order",
                             "the delimiters of the partner's profile are those of %s",
                             x12 ? "EDIFACT" : "X12");
    o->marks = (struct vmi_edi_delimiters){.terminator_length = 1};
    o->marks.family = x12 ? VMI_EDI_X12 : VMI_EDI_EDIFACT;
    o->marks.element = x12 ? m[0] : m[1];
    o->marks.component = x12 ? m[1] : m[0];
    o->marks.terminator[0] = x12 ? m[2] : m[5];
    o->marks.release = x12 ? '\0' : m[3];
    if (x12)
        o->marks.repetition = repetition(o, given.length == 4 ? given.text[3] : '\0');
    o->decimal = x12 ? '\0' : m[2];
    return true;
}

/*
 * Holds what was written against the rules by which a partner checks it: a length that no element has is found here, not
 * by him.
 */
static bool check(struct order_writer *o, struct vmi_slice text)
{
    enum { MOST = 8, LONGEST = 1024 * 1024 };
    struct vmi_source *source = vmi_source_of_bytes(text, "order", LONGEST);
    struct vmi_edi_lexer *lexer = vmi_edi_lexer_new(source);
    struct vmi_edi_segment segment;
    struct edi_element_fault faults[MOST];
    bool good = true;
    while (good && vmi_edi_lexer_next(lexer, &segment, o->error) == VMI_NEXT_ROW) {
        const struct edi_segment_rule *rules = edi_rule_find(o->marks.family, segment.tag);
        size_t count = rules ? edi_rule_check(rules, &segment, faults, MOST) : 0;
        char quoted[VMI_QUOTED_SIZE];
        if (count)
            good = vmi_error_set(
                o->error, VMI_INPUT, "edi_order",
                "%.*s%02zu: %s is nothing that this element may hold: it is too short or too "
                "long, or no code",
                VMI_SLICE_PRINT(segment.tag), faults[0].element, vmi_text_quote(faults[0].text, quoted));
    }
    vmi_edi_lexer_free(lexer);
    vmi_source_close(source);
    o->error->file = NULL;
    o->error->line = o->error->column = 0;
    return good;
}

bool vmi_edi_orders_write(const struct vmi_edi_order_set *set, struct vmi_buffer *out, size_t *replaced,
                          struct vmi_error *error)
{
    struct vmi_buffer text = {0};
    struct order_writer o = {
        .set = set, .error = error, .w = {.out = &text, .one_line = !set->settings->lines}};
    bool x12 = set->kind == VMI_EDI_ORDER_855 || set->kind == VMI_EDI_ORDER_850,
         gs1 = set->kind == VMI_EDI_ORDER_GS1;
    bool good = gs1 || set_marks(&o, x12);
    o.w.marks = &o.marks;
    if (good && gs1)
        order_write_gs1(&o);
    else if (good && x12)
        order_write_x12(&o);
    else if (good)
        order_write_edifact(&o);
    /* A dry run has no numbers, which no partner would take. */
    good = good && !o.refused && (gs1 || !set->control || check(&o, vmi_buffer_slice(&text)));
    if (good)
        vmi_buffer_add_slice(out, vmi_buffer_slice(&text));
    *replaced += good ? o.w.replaced : 0;
    vmi_buffer_free(&text);
    return good;
}
