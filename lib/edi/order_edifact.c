/*
 * EDIFACT ORDERS as an order that the vendor has raised (22E of EANCOM), and ORDRSP (231) for customers whose systems take
 * an order as the answer to one that was never sent.
 */
#include <stdio.h>

#include "order.h"

enum { ID = 35, NAME = 35 };

static bool is_response(const struct order_writer *o)
{
    return o->set->kind == VMI_EDI_ORDER_ORDRSP;
}

/* ---- the character set ---------------------------------------------------------------------------------- */

static bool is_ascii(struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.text[i] >= 0x80)
            return false;
    return true;
}

static bool line_is_ascii(const struct vmi_order_line *l)
{
    return is_ascii(l->order) && is_ascii(l->vendor_order) && is_ascii(l->location) && is_ascii(l->sku) &&
           is_ascii(l->vendor_sku) && is_ascii(l->customer_sku) && is_ascii(l->description) &&
           is_ascii(l->location_name) && is_ascii(l->unit) && is_ascii(l->order_unit);
}

/* UNOC is ISO 8859-1; where that is not enough, and the partner did not ask for it, all is UTF-8. */
static struct vmi_slice syntax_of(const struct order_writer *o)
{
    const struct vmi_edi_order_set *set = o->set;
    bool ascii = is_ascii(set->vendor.name) && is_ascii(set->customer.name);
    for (size_t i = 0; i < set->count && ascii; i++)
        for (size_t j = 0; j < set->orders[i]->count && ascii; j++)
            ascii = line_is_ascii(&set->orders[i]->lines[j]);
    return order_or(set->settings->syntax, ascii ? "UNOC:3" : "UNOY:4");
}

/* ---- segments ------------------------------------------------------------------------------------------- */

/* Components that are parted by : in a setting, as one element. */
static void put_composite(struct order_writer *o, const char *what, struct vmi_slice text)
{
    struct vmi_slice rest = text;
    for (bool first = true; rest.text; first = false) {
        struct vmi_slice part = vmi_slice_cut(&rest, ':');
        if (first)
            order_id(o, what, part, 14);
        else
            order_id_component(o, what, part, 14);
    }
}

static void put_code(struct order_writer *o, const char *tag, const char *code)
{
    writer_begin(&o->w, tag);
    writer_element(&o->w, vmi_slice_of(code));
}

static void put_date(struct order_writer *o, const char *code, int32_t day)
{
    char text[16];
    if (day == VMI_DAY_NONE)
        return;
    order_day(day, true, text);
    put_code(o, "DTM", code);
    writer_component(&o->w, vmi_slice_of(text));
    writer_component(&o->w, VMI_SLICE("102"));
    writer_end(&o->w);
}

static void put_reference(struct order_writer *o, struct vmi_slice code, struct vmi_slice text)
{
    writer_begin(&o->w, "RFF");
    order_id(o, "the qualifier of a reference", code, 3);
    order_id_component(o, "a reference", text, ID);
    writer_end(&o->w);
}

static void put_party(struct order_writer *o, struct vmi_slice code, struct vmi_slice id,
                      struct vmi_slice agency, struct vmi_slice name)
{
    if (!id.length)
        return;
    writer_begin(&o->w, "NAD");
    order_id(o, "the code of a party", code, 3);
    order_id(o, "the id of a party", id, ID);
    writer_component(&o->w, VMI_SLICE_NONE);
    order_id_component(o, "the agency of a party", agency, 3);
    if (name.length) {
        writer_element(&o->w, VMI_SLICE_NONE);
        writer_element(&o->w, order_name(name, NAME));
    }
    writer_end(&o->w);
}

static void open_interchange(struct order_writer *o, struct vmi_slice syntax)
{
    const struct vmi_edi_order_set *set = o->set;
    const struct vmi_edi_delimiters *m = &o->marks;
    char day[16];
    bool fourth = syntax.length && syntax.text[syntax.length - 1] == '4';
    if (fourth)
        o->marks.repetition = '*';
    order_day(set->day, fourth, day);
    vmi_buffer_print(o->w.out, "UNA%c%c%c%c%c%c%s", m->component, m->element, o->decimal, m->release,
                     fourth ? '*' : ' ', m->terminator[0], o->w.one_line ? "" : "\n");
    writer_begin(&o->w, "UNB");
    put_composite(o, "syntax", syntax);
    order_id(o, "the vendor's id", set->vendor.id, ID);
    order_id_component(o, "the vendor's qualifier", set->vendor.qualifier, 4);
    order_id(o, "the customer's id", set->customer.id, ID);
    order_id_component(o, "the customer's qualifier", set->customer.qualifier, 4);
    writer_element(&o->w, vmi_slice_of(day));
    snprintf(day, sizeof day, "%02d%02d", (int)(set->minute / 60 % 24), (int)(set->minute % 60));
    writer_component(&o->w, vmi_slice_of(day));
    writer_print(&o->w, "IC%04u", set->control);
    for (int i = 0; i < 5; i++)
        writer_element(&o->w, VMI_SLICE_NONE);
    writer_print(&o->w, "%s", set->test ? "1" : "");
    writer_end(&o->w);
}

/* ---- a message ------------------------------------------------------------------------------------------ */

static void put_beginning(struct order_writer *o, const struct vmi_order_line *head)
{
    struct vmi_slice own = head->vendor_order.length ? head->vendor_order : head->order;
    writer_begin(&o->w, "BGM");
    writer_print(&o->w, "%s", is_response(o) ? "231" : "22E");
    if (!is_response(o)) {
        writer_component(&o->w, VMI_SLICE_NONE);
        writer_component(&o->w, VMI_SLICE("9"));
    }
    order_id(o, "the order number", own, ID);
    writer_print(&o->w, "9");
    writer_end(&o->w);
}

static const char *agency_of(const struct vmi_edi_address *address, const char *other)
{
    return vmi_slice_is(address->qualifier, "14") ? "9" : other;
}

static void put_head(struct order_writer *o, const struct vmi_order *order)
{
    const struct vmi_edi_order_set *set = o->set;
    const struct vmi_edi_orders *s = set->settings;
    const struct vmi_order_line *head = &order->lines[0];
    put_beginning(o, head);
    put_date(o, "137", head->order_date);
    put_date(o, "2", head->due_date);
    if (head->due_date != VMI_DAY_NONE)
        put_date(o, "10", order->ship_date);
    if (head->vendor_order.length || is_response(o))
        put_reference(o, is_response(o) ? VMI_SLICE("ON") : VMI_SLICE("CR"), head->order);
    for (size_t i = 0; i < s->reference_count; i++)
        put_reference(o, s->references[i].code, s->references[i].text);
    put_party(o, VMI_SLICE("BY"), s->customer.length ? s->customer : set->customer.id,
              order_or(s->customer_code, agency_of(&set->customer, "92")), set->customer.name);
    put_party(o, VMI_SLICE("SU"), s->vendor.length ? s->vendor : set->vendor.id,
              order_or(s->vendor_code, agency_of(&set->vendor, "91")), set->vendor.name);
    put_party(o, order_or(s->place, "DP"), head->location, order_or(s->location, "92"), head->location_name);
}

static void put_quantity(struct order_writer *o, const char *code, const struct vmi_order_line *line)
{
    put_code(o, "QTY", code);
    order_number(o, order_quantity(line), true);
    order_id_component(o, "unit", order_unit(o, line, "PCE"), 8);
    writer_end(&o->w);
}

/* Other numbers of the item, beside that by which both know it. */
static void put_others(struct order_writer *o, const struct vmi_order_line *line, struct vmi_slice main)
{
    const struct order_sku others[] = {{order_or(o->set->settings->vendor_sku, "SA"), line->vendor_sku},
                                       {order_or(o->set->settings->customer_sku, "IN"), line->customer_sku}};
    for (size_t i = 0; i < VMI_COUNT(others); i++) {
        if (!others[i].id.length || vmi_slice_equal(others[i].qualifier, main))
            continue;
        put_code(o, "PIA", "1");
        order_id(o, "the item's other number", others[i].id, ID);
        writer_component(&o->w, others[i].qualifier);
        writer_end(&o->w);
    }
}

static void put_line(struct order_writer *o, const struct vmi_order_line *line, size_t number)
{
    struct order_sku sku = order_sku(o, line->sku, "SA");
    vmi_decimal price = order_price(line);
    writer_begin(&o->w, "LIN");
    writer_print(&o->w, "%zu", number);
    writer_print(&o->w, "%s", is_response(o) ? "5" : "");
    order_id(o, "sku", sku.id, ID);
    order_id_component(o, "the qualifier of a sku", sku.qualifier, 3);
    writer_end(&o->w);
    put_others(o, line, sku.qualifier);
    if (line->description.length) {
        put_code(o, "IMD", "F");
        writer_element(&o->w, VMI_SLICE_NONE);
        writer_element(&o->w, VMI_SLICE_NONE);
        for (int i = 0; i < 2; i++)
            writer_component(&o->w, VMI_SLICE_NONE);
        writer_component(&o->w, order_name(line->description, NAME));
        writer_end(&o->w);
    }
    put_quantity(o, "21", line);
    if (is_response(o))
        put_quantity(o, "113", line);
    if (price != VMI_DECIMAL_UNKNOWN) {
        put_code(o, "PRI", "AAA");
        order_number(o, price, true);
        writer_end(&o->w);
    }
}

static void put_message(struct order_writer *o, const struct vmi_order *order, size_t number)
{
    o->w.segments = 0;
    writer_begin(&o->w, "UNH");
    writer_print(&o->w, "ME%06zu", number);
    writer_print(&o->w, "%s", is_response(o) ? "ORDRSP" : "ORDERS");
    struct vmi_slice rest = order_or(o->set->settings->version, "D:96A:UN");
    while (rest.text)
        order_id_component(o, "version", vmi_slice_cut(&rest, ':'), 6);
    writer_end(&o->w);
    put_head(o, order);
    for (size_t i = 0; i < order->count; i++)
        put_line(o, &order->lines[i], i + 1);
    put_code(o, "UNS", "S");
    writer_end(&o->w);
    put_code(o, "CNT", "2");
    char count[24];
    snprintf(count, sizeof count, "%zu", order->count);
    writer_component(&o->w, vmi_slice_of(count));
    writer_end(&o->w);
    writer_begin(&o->w, "UNT");
    writer_print(&o->w, "%llu", (unsigned long long)o->w.segments);
    writer_print(&o->w, "ME%06zu", number);
    writer_end(&o->w);
}

void order_write_edifact(struct order_writer *o)
{
    open_interchange(o, syntax_of(o));
    for (size_t i = 0; i < o->set->count && !o->refused; i++)
        put_message(o, o->set->orders[i], i + 1);
    writer_begin(&o->w, "UNZ");
    writer_print(&o->w, "%zu", o->set->count);
    writer_print(&o->w, "IC%04u", o->set->control);
    writer_end(&o->w);
}
