/*
 * X12 855 as an order that the vendor has made (BAK02 is AP), and 850: one group of one interchange, a set an order.
 */
#include <stdio.h>

#include "order.h"

enum { NUMBER = 22, ID = 80, NAME = 60, HEADER_ID = 15 };

static struct vmi_slice version_of(const struct order_writer *o)
{
    return order_or(o->set->settings->version, "004010");
}

/* An element of so many characters, blanks behind the text. */
static void put_padded(struct order_writer *o, const char *what, struct vmi_slice text, size_t length)
{
    char padded[HEADER_ID];
    memset(padded, ' ', sizeof padded);
    if (order_can(o, what, text, length) && text.length)
        memcpy(padded, text.text, text.length);
    writer_element(&o->w, (struct vmi_slice){padded, length});
}

static void put_time(struct order_writer *o)
{
    writer_print(&o->w, "%02d%02d", o->set->minute / 60, o->set->minute % 60);
}

static void put_day(struct order_writer *o, int32_t day, bool century)
{
    char text[16];
    order_day(day, century, text);
    writer_element(&o->w, vmi_slice_of(text));
}

static void open_interchange(struct order_writer *o)
{
    const struct vmi_edi_order_set *set = o->set;
    struct vmi_slice version = version_of(o);
    struct vmi_slice release = {version.text, version.length < 5 ? version.length : 5};
    writer_begin(&o->w, "ISA");
    put_padded(o, "ISA01", VMI_SLICE("00"), 2);
    put_padded(o, "ISA02", VMI_SLICE_NONE, 10);
    put_padded(o, "ISA03", VMI_SLICE("00"), 2);
    put_padded(o, "ISA04", VMI_SLICE_NONE, 10);
    put_padded(o, "the vendor's qualifier", set->vendor.qualifier, 2);
    put_padded(o, "the vendor's id", set->vendor.id, HEADER_ID);
    put_padded(o, "the customer's qualifier", set->customer.qualifier, 2);
    put_padded(o, "the customer's id", set->customer.id, HEADER_ID);
    put_day(o, set->day, false);
    put_time(o);
    /* The marks themselves are no data. */
    vmi_buffer_print(o->w.out, "%c%c%c%.*s%c%09u%c0%c%c%c%c", o->marks.element,
                     o->marks.repetition ? o->marks.repetition : 'U', o->marks.element,
                     VMI_SLICE_PRINT(release), o->marks.element, set->control, o->marks.element,
                     o->marks.element, set->test ? 'T' : 'P', o->marks.element, o->marks.component);
    writer_end(&o->w);
    writer_begin(&o->w, "GS");
    writer_print(&o->w, "%s", set->kind == VMI_EDI_ORDER_855 ? "PR" : "PO");
    order_id(o, "the vendor's id", set->vendor.id, HEADER_ID);
    order_id(o, "the customer's id", set->customer.id, HEADER_ID);
    put_day(o, set->day, true);
    put_time(o);
    writer_print(&o->w, "%u", set->control);
    writer_print(&o->w, "X");
    order_id(o, "version", version, 12);
    writer_end(&o->w);
}

/* ---- head ----------------------------------------------------------------------------------------------- */

static void put_beginning(struct order_writer *o, const struct vmi_order_line *head)
{
    bool is_855 = o->set->kind == VMI_EDI_ORDER_855;
    writer_begin(&o->w, is_855 ? "BAK" : "BEG");
    writer_print(&o->w, "00");
    writer_print(&o->w, "%s", is_855 ? "AP" : "SA");
    order_id(o, "the order number", head->order, NUMBER);
    if (!is_855)
        writer_element(&o->w, VMI_SLICE_NONE);
    put_day(o, head->order_date, true);
    if (is_855 && head->vendor_order.length) {
        for (int i = 0; i < 3; i++)
            writer_element(&o->w, VMI_SLICE_NONE);
        order_id(o, "the vendor's number", head->vendor_order, 30);
        put_day(o, head->order_date, true);
    }
    writer_end(&o->w);
}

static void put_reference(struct order_writer *o, struct vmi_slice code, struct vmi_slice text)
{
    writer_begin(&o->w, "REF");
    order_id(o, "the qualifier of a reference", code, 3);
    order_id(o, "a reference", text, ID);
    writer_end(&o->w);
}

static void put_date(struct order_writer *o, const char *code, int32_t day)
{
    if (day == VMI_DAY_NONE)
        return;
    writer_begin(&o->w, "DTM");
    writer_print(&o->w, "%s", code);
    put_day(o, day, true);
    writer_end(&o->w);
}

static void put_party(struct order_writer *o, struct vmi_slice code, struct vmi_slice name,
                      struct vmi_slice qualifier, struct vmi_slice id)
{
    if (!id.length)
        return;
    writer_begin(&o->w, "N1");
    order_id(o, "the code of a party", code, 3);
    writer_element(&o->w, order_name(name, NAME));
    order_id(o, "the qualifier of a party", qualifier, 2);
    order_id(o, vmi_slice_is(code, "VN") ? "the vendor" : "location", id, ID);
    writer_end(&o->w);
}

static void put_head(struct order_writer *o, const struct vmi_order *order)
{
    const struct vmi_edi_orders *s = o->set->settings;
    const struct vmi_order_line *head = &order->lines[0];
    put_beginning(o, head);
    for (size_t i = 0; i < s->reference_count; i++)
        put_reference(o, s->references[i].code, s->references[i].text);
    put_date(o, "002", head->due_date);
    if (o->set->kind == VMI_EDI_ORDER_850 && head->due_date != VMI_DAY_NONE)
        put_date(o, "010", order->ship_date);
    put_party(o, order_or(s->place, "ST"), head->location_name, order_or(s->location, "92"), head->location);
    put_party(o, VMI_SLICE("VN"), o->set->vendor.name, order_or(s->vendor_code, "91"),
              s->vendor.length ? s->vendor : o->set->vendor.party);
    put_party(o, VMI_SLICE("BY"), o->set->customer.name, s->customer_code, s->customer);
}

/* ---- lines ---------------------------------------------------------------------------------------------- */

static void put_pair(struct order_writer *o, const char *what, struct vmi_slice qualifier,
                     struct vmi_slice id)
{
    order_id(o, "the qualifier of a sku", qualifier, 2);
    order_id(o, what, id, ID);
}

/* Another number of the item, beside that by which both know it. */
static void put_other(struct order_writer *o, const char *what, struct vmi_slice qualifier,
                      struct vmi_slice id, const struct order_sku *main)
{
    if (id.length && !vmi_slice_equal(qualifier, main->qualifier))
        put_pair(o, what, qualifier, id);
}

static void put_quantity(struct order_writer *o, const struct vmi_order_line *line)
{
    order_number(o, order_quantity(line), false);
    order_id(o, "unit", order_unit(o, line, "EA"), 2);
}

static void put_line(struct order_writer *o, const struct vmi_order_line *line, size_t number)
{
    struct order_sku sku = order_sku(o, line->sku, "VN");
    vmi_decimal price = order_price(line);
    writer_begin(&o->w, "PO1");
    writer_print(&o->w, "%zu", number);
    put_quantity(o, line);
    if (price != VMI_DECIMAL_UNKNOWN)
        order_number(o, price, false);
    else
        writer_element(&o->w, VMI_SLICE_NONE);
    writer_print(&o->w, "%s", price != VMI_DECIMAL_UNKNOWN ? "PE" : "");
    put_other(o, "customer_sku", order_or(o->set->settings->customer_sku, "BP"), line->customer_sku, &sku);
    put_other(o, "vendor_sku", order_or(o->set->settings->vendor_sku, "VN"), line->vendor_sku, &sku);
    put_pair(o, "sku", sku.qualifier, sku.id);
    writer_end(&o->w);
    if (!line->description.length)
        return;
    writer_begin(&o->w, "PID");
    writer_print(&o->w, "F");
    for (int i = 0; i < 3; i++)
        writer_element(&o->w, VMI_SLICE_NONE);
    writer_element(&o->w, order_name(line->description, 80));
    writer_end(&o->w);
}

/* What the vendor orders himself he accepts, and ships on that day. */
static void put_answer(struct order_writer *o, const struct vmi_order_line *line)
{
    struct vmi_slice answer = order_or(o->set->settings->answer, "AR");
    if (o->set->kind != VMI_EDI_ORDER_855 || vmi_slice_is(answer, "none"))
        return;
    writer_begin(&o->w, "ACK");
    order_id(o, "answer", answer, 2);
    put_quantity(o, line);
    if (line->ship_date != VMI_DAY_NONE) {
        writer_print(&o->w, "068");
        put_day(o, line->ship_date, true);
    }
    writer_end(&o->w);
}

/* The sum of the quantities, as people write the hash total. */
static void put_total(struct order_writer *o, const struct vmi_order *order)
{
    vmi_decimal sum = 0;
    writer_begin(&o->w, "CTT");
    writer_print(&o->w, "%zu", order->count);
    bool good = o->set->settings->hash;
    for (size_t i = 0; i < order->count && good; i++)
        good = vmi_decimal_add(sum, order_quantity(&order->lines[i]), &sum);
    if (good)
        order_number(o, sum, false);
    writer_end(&o->w);
}

static void put_set(struct order_writer *o, const struct vmi_order *order, size_t number)
{
    o->w.segments = 0;
    writer_begin(&o->w, "ST");
    writer_print(&o->w, "%s", o->set->kind == VMI_EDI_ORDER_855 ? "855" : "850");
    writer_print(&o->w, "%04zu", number);
    writer_end(&o->w);
    put_head(o, order);
    for (size_t i = 0; i < order->count; i++) {
        put_line(o, &order->lines[i], i + 1);
        put_answer(o, &order->lines[i]);
    }
    put_total(o, order);
    writer_begin(&o->w, "SE");
    writer_print(&o->w, "%llu", (unsigned long long)o->w.segments);
    writer_print(&o->w, "%04zu", number);
    writer_end(&o->w);
}

void order_write_x12(struct order_writer *o)
{
    open_interchange(o);
    for (size_t i = 0; i < o->set->count && !o->refused; i++)
        put_set(o, o->set->orders[i], i + 1);
    writer_begin(&o->w, "GE");
    writer_print(&o->w, "%zu", o->set->count);
    writer_print(&o->w, "%u", o->set->control);
    writer_end(&o->w);
    writer_begin(&o->w, "IEA");
    writer_print(&o->w, "1");
    writer_print(&o->w, "%09u", o->set->control);
    writer_end(&o->w);
}
