/*
 * Replenishment Proposal of GS1 XML 2 (urn:ean.ucc:plan:2) within a Standard Business Document: one proposal an order, an
 * item and location for each line.
 */
#include <stdio.h>

#include "gtin.h"
#include "order.h"

/* Text between tags, or between double quotes. Control characters cannot stand in XML 1.0 at all. */
static void put_text(struct order_writer *o, struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.text[i];
        if (c == '&')
            vmi_buffer_print(o->w.out, "&amp;");
        else if (c == '<')
            vmi_buffer_print(o->w.out, "&lt;");
        else if (c == '>')
            vmi_buffer_print(o->w.out, "&gt;");
        else if (c == '"')
            vmi_buffer_print(o->w.out, "&quot;");
        else if (c < ' ') {
            vmi_buffer_print(o->w.out, " ");
            o->w.replaced++;
        } else
            vmi_buffer_add(o->w.out, text.text + i, 1);
    }
}

/* A text that tells things apart: what XML would change is refused. */
static bool can(struct order_writer *o, const char *what, struct vmi_slice text)
{
    char quoted[VMI_QUOTED_SIZE];
    bool good = vmi_text_is_utf8(text.text, text.length);
    for (size_t i = 0; i < text.length && good; i++)
        good = (unsigned char)text.text[i] >= ' ' && text.text[i] != 0x7F;
    if (!good && !o->refused)
        o->refused = !vmi_error_set(o->error, VMI_INPUT, "edi_order",
                                    "%s %s cannot be sent: it has a control character, or is no UTF-8", what,
                                    vmi_text_quote(text, quoted));
    return good;
}

static void put(struct order_writer *o, int depth, const char *tag, const char *what, struct vmi_slice text)
{
    if (!text.length || !can(o, what, text))
        return;
    vmi_buffer_print(o->w.out, "%*s<%s>", depth * 2, "", tag);
    put_text(o, text);
    vmi_buffer_print(o->w.out, "</%s>\n", tag);
}

static void open_tag(struct order_writer *o, int depth, const char *tag)
{
    vmi_buffer_print(o->w.out, "%*s<%s>\n", depth * 2, "", tag);
}

static void close_tag(struct order_writer *o, int depth, const char *tag)
{
    vmi_buffer_print(o->w.out, "%*s</%s>\n", depth * 2, "", tag);
}

static bool is_gln(struct vmi_slice id)
{
    for (size_t i = 0; i < id.length; i++)
        if (id.text[i] < '0' || id.text[i] > '9')
            return false;
    return id.length == 13;
}

/* A GLN, or thirteen zeros and the id that the buyer has assigned. */
static void put_party(struct order_writer *o, int depth, const char *tag, struct vmi_slice id,
                      const char *assigned)
{
    if (!id.length)
        return;
    open_tag(o, depth, tag);
    put(o, depth + 1, "gln", tag, is_gln(id) ? id : VMI_SLICE("0000000000000"));
    if (!is_gln(id)) {
        open_tag(o, depth + 1, "additionalPartyIdentification");
        put(o, depth + 2, "additionalPartyIdentificationValue", tag, id);
        put(o, depth + 2, "additionalPartyIdentificationType", tag, vmi_slice_of(assigned));
        close_tag(o, depth + 1, "additionalPartyIdentification");
    }
    close_tag(o, depth, tag);
}

static const char buyer_assigned[] = "BUYER_ASSIGNED_IDENTIFIER_FOR_A_PARTY",
                  seller_assigned[] = "SELLER_ASSIGNED_IDENTIFIER_FOR_A_PARTY";

static void put_other_number(struct order_writer *o, const char *type, struct vmi_slice id)
{
    if (!id.length)
        return;
    open_tag(o, 9, "additionalTradeItemIdentification");
    put(o, 10, "additionalTradeItemIdentificationValue", "the item's other number", id);
    put(o, 10, "additionalTradeItemIdentificationType", "type", vmi_slice_of(type));
    close_tag(o, 9, "additionalTradeItemIdentification");
}

static void put_item(struct order_writer *o, const struct vmi_order_line *line)
{
    char gtin[GTIN_SIZE];
    bool known =
        line->sku.length == GTIN_SIZE - 1 && gtin_normalise(VMI_SLICE("UK"), line->sku, gtin) == GTIN_GOOD;
    open_tag(o, 8, "tradeItemIdentification");
    put(o, 9, "gtin", "sku", known ? line->sku : VMI_SLICE("00000000000000"));
    put_other_number(o, "SUPPLIER_ASSIGNED", line->vendor_sku.length || known ? line->vendor_sku : line->sku);
    put_other_number(o, "BUYER_ASSIGNED", line->customer_sku);
    close_tag(o, 8, "tradeItemIdentification");
}

static void put_day(const struct order_writer *o, const char *name, int32_t day)
{
    char date[VMI_DATE_TEXT_SIZE];
    if (vmi_day_format(day, date))
        vmi_buffer_print(o->w.out, " %s=\"%s\"", name, date);
}

static void put_line(struct order_writer *o, const struct vmi_order_line *line, size_t number)
{
    char quantity[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal_format(order_quantity(line), quantity);
    open_tag(o, 7, "replenishmentProposalItemLocationInformation");
    put_party(o, 8, "shipTo", line->location, buyer_assigned);
    put_party(o, 8, "shipFrom", line->source, seller_assigned);
    put_item(o, line);
    open_tag(o, 8, "replenishmentProposalLineItem");
    open_tag(o, 9, "periodOfReplenishment");
    vmi_buffer_print(o->w.out, "%*s<timePeriod", 20, "");
    put_day(o, "beginDate", line->due_date);
    put_day(o, "endDate", line->due_date);
    vmi_buffer_print(o->w.out, "/>\n");
    close_tag(o, 9, "periodOfReplenishment");
    open_tag(o, 9, "proposedQuantity");
    put(o, 10, "value", "quantity", vmi_slice_of(quantity));
    open_tag(o, 10, "unitOfMeasure");
    put(o, 11, "measurementUnitCodeValue", "unit", order_unit(o, line, "EA"));
    close_tag(o, 10, "unitOfMeasure");
    close_tag(o, 9, "proposedQuantity");
    open_tag(o, 9, "purchaseConditions");
    vmi_buffer_print(o->w.out, "%*s<documentLineReference number=\"%zu\">\n", 18, "", number);
    open_tag(o, 11, "documentReference");
    put(o, 12, "uniqueCreatorIdentification", "the order number", line->order);
    close_tag(o, 11, "documentReference");
    close_tag(o, 10, "documentLineReference");
    close_tag(o, 9, "purchaseConditions");
    close_tag(o, 8, "replenishmentProposalLineItem");
    close_tag(o, 7, "replenishmentProposalItemLocationInformation");
}

static void put_moment(struct order_writer *o, int32_t day)
{
    char date[VMI_DATE_TEXT_SIZE];
    vmi_day_format(day, date);
    vmi_buffer_print(o->w.out, "%sT%02d:%02d:00", date, (int)(o->set->minute / 60),
                     (int)(o->set->minute % 60));
}

static void put_proposal(struct order_writer *o, const struct vmi_order *order)
{
    const struct vmi_order_line *head = &order->lines[0];
    vmi_buffer_print(o->w.out, "            <plan:replenishmentProposal creationDateTime=\"");
    put_moment(o, head->order_date == VMI_DAY_NONE ? o->set->day : head->order_date);
    vmi_buffer_print(o->w.out, "\" documentStatus=\"ORIGINAL\">\n");
    open_tag(o, 7, "replenishmentProposalIdentification");
    put(o, 8, "uniqueCreatorIdentification", "the order number",
        head->vendor_order.length ? head->vendor_order : head->order);
    close_tag(o, 7, "replenishmentProposalIdentification");
    put_party(o, 7, "buyer", o->set->customer.id, buyer_assigned);
    put_party(o, 7, "seller", o->set->vendor.id, buyer_assigned);
    for (size_t i = 0; i < order->count && !o->refused; i++)
        put_line(o, &order->lines[i], i + 1);
    close_tag(o, 6, "plan:replenishmentProposal");
}

static void put_address(struct order_writer *o, const char *tag, const struct vmi_edi_address *address)
{
    if (!can(o, "the id of a party", address->id))
        return;
    vmi_buffer_print(o->w.out, "    <sh:%s>\n      <sh:Identifier Authority=\"%s\">", tag,
                     is_gln(address->id) ? "EAN.UCC" : "ZZ");
    put_text(o, address->id);
    vmi_buffer_print(o->w.out, "</sh:Identifier>\n    </sh:%s>\n", tag);
}

static void put_header(struct order_writer *o)
{
    open_tag(o, 1, "sh:StandardBusinessDocumentHeader");
    vmi_buffer_print(o->w.out, "    <sh:HeaderVersion>2.2</sh:HeaderVersion>\n");
    put_address(o, "Sender", &o->set->vendor);
    put_address(o, "Receiver", &o->set->customer);
    vmi_buffer_print(o->w.out,
                     "    <sh:DocumentIdentification>\n      <sh:Standard>EAN.UCC</sh:Standard>\n"
                     "      <sh:TypeVersion>2.0</sh:TypeVersion>\n"
                     "      <sh:InstanceIdentifier>%u</sh:InstanceIdentifier>\n"
                     "      <sh:Type>Replenishment Proposal</sh:Type>\n"
                     "      <sh:MultipleType>%s</sh:MultipleType>\n      <sh:CreationDateAndTime>",
                     o->set->control, o->set->count > 1 ? "true" : "false");
    put_moment(o, o->set->day);
    vmi_buffer_print(o->w.out, "</sh:CreationDateAndTime>\n    </sh:DocumentIdentification>\n");
    close_tag(o, 1, "sh:StandardBusinessDocumentHeader");
}

void order_write_gs1(struct order_writer *o)
{
    vmi_buffer_print(o->w.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sh:StandardBusinessDocument\n"
                               "    xmlns:sh=\"http://www.unece.org/cefact/namespaces/"
                               "StandardBusinessDocumentHeader\"\n"
                               "    xmlns:eanucc=\"urn:ean.ucc:2\" xmlns:plan=\"urn:ean.ucc:plan:2\">\n");
    put_header(o);
    open_tag(o, 1, "eanucc:message");
    vmi_buffer_print(o->w.out,
                     "    <entityIdentification>\n      <uniqueCreatorIdentification>%u"
                     "</uniqueCreatorIdentification>\n    </entityIdentification>\n",
                     o->set->control);
    open_tag(o, 2, "eanucc:transaction");
    open_tag(o, 3, "command");
    open_tag(o, 4, "eanucc:documentCommand");
    vmi_buffer_print(o->w.out, "          <documentCommandHeader type=\"ADD\"/>\n");
    open_tag(o, 5, "documentCommandOperand");
    for (size_t i = 0; i < o->set->count && !o->refused; i++)
        put_proposal(o, o->set->orders[i]);
    close_tag(o, 5, "documentCommandOperand");
    close_tag(o, 4, "eanucc:documentCommand");
    close_tag(o, 3, "command");
    close_tag(o, 2, "eanucc:transaction");
    close_tag(o, 1, "eanucc:message");
    vmi_buffer_print(o->w.out, "</sh:StandardBusinessDocument>\n");
}
