/*
 * Orders as records, as documents, and in interchanges.
 */
#include <stdlib.h>

#include "internal.h"
#include "order_internal.h"
#include "vmi/content.h"
#include "vmi/edi_order.h"
#include "vmi/memory.h"

void order_put_activity(const struct vmi_order_run *run, struct vmi_table_writer *writer)
{
    for (size_t i = 0; i < run->count; i++)
        for (size_t j = 0; j < run->orders[i].count; j++) {
            const struct vmi_order_line *line = &run->orders[i].lines[j];
            struct vmi_activity record;
            vmi_record_clear(&vmi_activity_type, &record);
            record.date = vmi_date_of_day(line->order_date);
            record.location = line->location;
            record.sku = line->sku;
            record.measure = VMI_ORDERED;
            record.quantity = line->quantity;
            record.unit = line->unit;
            record.ref = line->order;
            if (line->due_date != VMI_DAY_NONE)
                record.until = vmi_date_of_day(line->due_date);
            vmi_table_writer_add(writer, &record, NULL);
        }
}

void order_put_lines(const struct vmi_order_run *run, struct vmi_table_writer *writer)
{
    for (size_t i = 0; i < run->count; i++)
        for (size_t j = 0; j < run->orders[i].count; j++)
            vmi_table_writer_add(writer, &run->orders[i].lines[j], NULL);
}

/* ---- documents ------------------------------------------------------------------------------------------ */

static void put_key(struct vmi_buffer *out, const char *key, bool *first)
{
    vmi_buffer_print(out, *first ? "\"%s\":" : ",\"%s\":", key);
    *first = false;
}

/* What is unknown is left out. */
static void put_text(struct vmi_buffer *out, const char *key, struct vmi_slice text, bool *first)
{
    if (!text.length)
        return;
    put_key(out, key, first);
    vmi_encode_json(out, text);
}

static void put_number(struct vmi_buffer *out, const char *key, vmi_decimal number, bool *first)
{
    char text[VMI_DECIMAL_TEXT_SIZE];
    if (!vmi_decimal_format(number, text))
        return;
    put_key(out, key, first);
    vmi_buffer_print(out, "%s", text);
}

static void put_day(struct vmi_buffer *out, const char *key, int32_t day, bool *first)
{
    char text[VMI_DATE_TEXT_SIZE];
    vmi_day_format(day, text);
    put_text(out, key, vmi_slice_of(text), first);
}

static void put_party(struct vmi_buffer *out, const char *key, const struct vmi_party *party, bool *first)
{
    bool inner = true;
    if (!party->id.length && !party->name.length)
        return;
    put_key(out, key, first);
    vmi_buffer_print(out, "{");
    put_text(out, "id", party->id, &inner);
    put_text(out, "name", party->name, &inner);
    vmi_buffer_print(out, "}");
}

/* Unknown where a line's is, or where it leaves the range. */
static vmi_decimal sum_of(const struct vmi_order *order, size_t offset)
{
    vmi_decimal sum = 0;
    for (size_t i = 0; i < order->count; i++) {
        vmi_decimal value = *(const vmi_decimal *)((const char *)&order->lines[i] + offset);
        if (value == VMI_DECIMAL_UNKNOWN || !vmi_decimal_add(sum, value, &sum))
            return VMI_DECIMAL_UNKNOWN;
    }
    return sum;
}

static void put_line(struct vmi_buffer *out, const struct vmi_order_line *line)
{
    bool first = true;
    vmi_buffer_print(out, "{");
    put_number(out, "line", line->line, &first);
    put_text(out, "sku", line->sku, &first);
    put_text(out, "vendor_sku", line->vendor_sku, &first);
    put_text(out, "customer_sku", line->customer_sku, &first);
    put_text(out, "description", line->description, &first);
    put_number(out, "quantity", line->quantity, &first);
    put_text(out, "unit", line->unit, &first);
    put_number(out, "order_unit_quantity", line->order_unit_quantity, &first);
    put_text(out, "order_unit", line->order_unit, &first);
    put_day(out, "ship_date", line->ship_date, &first);
    put_text(out, "urgency", line->urgency, &first);
    put_number(out, "price", line->price, &first);
    put_number(out, "value", line->value, &first);
    put_number(out, "weight", line->weight, &first);
    put_number(out, "volume", line->volume, &first);
    put_number(out, "manual_delta", line->manual_delta, &first);
    vmi_buffer_print(out, "}");
}

static void put_order(const struct vmi_order_run *run, const struct vmi_order *order, struct vmi_buffer *out)
{
    const struct vmi_order_line *head = &order->lines[0];
    bool first = true;
    vmi_buffer_print(out, "{");
    put_text(out, "order", head->order, &first);
    put_text(out, "vendor_order", head->vendor_order, &first);
    put_day(out, "order_date", head->order_date, &first);
    put_day(out, "ship_date", order->ship_date, &first);
    put_day(out, "due_date", head->due_date, &first);
    put_party(out, "vendor", vmi_agreement_vendor(run->agreement), &first);
    put_party(out, "customer", vmi_agreement_customer(run->agreement), &first);
    put_text(out, "location", head->location, &first);
    put_text(out, "location_name", head->location_name, &first);
    put_text(out, "source", head->source, &first);
    put_text(out, "load", head->load, &first);
    put_number(out, "value", sum_of(order, offsetof(struct vmi_order_line, value)), &first);
    put_text(out, "currency", head->currency, &first);
    put_number(out, "weight", sum_of(order, offsetof(struct vmi_order_line, weight)), &first);
    put_number(out, "volume", sum_of(order, offsetof(struct vmi_order_line, volume)), &first);
    put_text(out, "agreement", head->agreement, &first);
    put_key(out, "lines", &first);
    for (size_t i = 0; i < order->count; i++) {
        vmi_buffer_print(out, i ? "," : "[");
        put_line(out, &order->lines[i]);
    }
    vmi_buffer_print(out, "]}\n");
}

void order_put_json(const struct vmi_order_run *run, struct vmi_buffer *out)
{
    for (size_t i = 0; i < run->count; i++)
        put_order(run, &run->orders[i], out);
}

/* ---- interchanges --------------------------------------------------------------------------------------- */

static const char *const kinds[] = {
    [VMI_ORDER_855] = "855",       [VMI_ORDER_850] = "850", [VMI_ORDER_ORDERS] = "ORDERS",
    [VMI_ORDER_ORDRSP] = "ORDRSP", [VMI_ORDER_GS1] = "GS1",
};

/* The ids of a party in the header: as they are agreed for the family, else its plain id. */
static bool find_address(const struct vmi_party *party, enum vmi_order_kind kind, const char *who,
                         struct vmi_edi_address *address, enum vmi_status *status)
{
    bool x12 = kind == VMI_ORDER_855 || kind == VMI_ORDER_850;
    struct vmi_slice id = x12 ? party->x12_id : party->edifact_id;
    *address = (struct vmi_edi_address){.party = party->id, .name = party->name, .id = id};
    address->qualifier = x12 ? party->x12_qualifier : party->edifact_qualifier;
    if (!id.length) {
        address->id = party->id;
        address->qualifier = VMI_SLICE("ZZ");
    }
    if (address->id.length)
        return true;
    *status =
        vmi_fail(VMI_USAGE,
                 "the agreement (-a) does not say who the %s is; such as \"%s\": {\"id\": \"ACME\", \"edi\": "
                 "{\"x12\": [\"ZZ\", \"ACME\"]}}",
                 who, who);
    return false;
}

/* By what the receiver tells interchanges apart: who sends them, and to whom. */
static struct vmi_buffer partner_key(const struct vmi_edi_order_set *set)
{
    const struct vmi_slice parts[] = {set->vendor.qualifier, set->vendor.id, set->customer.qualifier,
                                      set->customer.id};
    struct vmi_buffer key = {0};
    for (size_t i = 0; i < VMI_COUNT(parts); i++) {
        vmi_buffer_print(&key, i ? "/" : "");
        vmi_buffer_add_slice(&key, parts[i]);
    }
    return key;
}

static enum vmi_status write_set(const struct vmi_edi_order_set *set, struct vmi_buffer *out,
                                 size_t *replaced)
{
    struct vmi_error error = {0};
    return vmi_edi_orders_write(set, out, replaced, &error) ? VMI_DONE : vmi_report(&error);
}

/*
 * One interchange. Its number is that of its content, which is what it would be under number 1: the same orders sent again
 * are the same bytes, which the partner knows to pass over, and others never have the number of these.
 */
static enum vmi_status put_interchange(const struct vmi_order_run *run, struct vmi_order_book *book,
                                       struct vmi_edi_order_set *set, struct vmi_buffer *out,
                                       size_t *replaced)
{
    struct vmi_buffer text = {0}, partner = partner_key(set);
    struct vmi_content *content = vmi_content_new();
    struct vmi_error error = {0};
    char mark[VMI_CONTENT_TEXT_SIZE];
    size_t again = 0;
    set->control = run->dry_run ? 0 : 1;
    enum vmi_status status = write_set(set, &text, replaced);
    if (status == VMI_DONE && !run->dry_run) {
        vmi_content_add(content, vmi_slice_of(kinds[run->kind]));
        vmi_content_add(content, vmi_buffer_slice(&text));
        vmi_content_text(content, mark);
        set->control =
            vmi_order_book_control(book, vmi_buffer_slice(&partner), vmi_slice_of(mark), run->as_of, &error);
        status = set->control ? VMI_DONE : vmi_report(&error);
        vmi_buffer_clear(&text);
        if (status == VMI_DONE)
            status = write_set(set, &text, &again);
        for (size_t i = 0; i < set->count && status == VMI_DONE; i++)
            vmi_order_book_send(book, vmi_slice_of(kinds[run->kind]), vmi_slice_of(set->orders[i]->content),
                                set->control, run->as_of);
    }
    if (status == VMI_DONE)
        vmi_buffer_add_slice(out, vmi_buffer_slice(&text));
    vmi_content_free(content);
    vmi_buffer_free(&text);
    vmi_buffer_free(&partner);
    return status;
}

struct sent {
    const struct vmi_order *order;
    uint32_t control; /* UINT32_MAX: in none yet */
    size_t place;
};

static int compare_sent(const void *left, const void *right)
{
    const struct sent *a = left, *b = right;
    if (a->control != b->control)
        return a->control < b->control ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static enum vmi_status put_all(const struct vmi_order_run *run, struct vmi_order_book *book,
                               struct vmi_edi_order_set *set, struct vmi_buffer *out)
{
    struct sent *sent = vmi_alloc(run->count * sizeof *sent);
    const struct vmi_order **orders = vmi_alloc(run->count * sizeof *orders);
    enum vmi_status status = VMI_DONE;
    size_t replaced = 0;
    for (size_t i = 0; i < run->count; i++) {
        uint32_t control =
            vmi_order_book_sent(book, vmi_slice_of(kinds[run->kind]), vmi_slice_of(run->orders[i].content));
        sent[i] = (struct sent){&run->orders[i], control ? control : UINT32_MAX, i};
    }
    if (run->count > 1)
        qsort(sent, run->count, sizeof *sent, compare_sent);
    for (size_t i = 0; i < run->count && status == VMI_DONE; i += set->count) {
        for (set->count = 0; i + set->count < run->count && sent[i + set->count].control == sent[i].control;
             set->count++)
            orders[set->count] = sent[i + set->count].order;
        set->orders = orders;
        status = put_interchange(run, book, set, out, &replaced);
    }
    if (replaced && status == VMI_DONE)
        vmi_note("%zu byte%s of names that the standard cannot send became blanks", replaced,
                 replaced == 1 ? "" : "s");
    free(orders);
    free(sent);
    return status;
}

enum vmi_status order_put_interchanges(const struct vmi_order_run *run, struct vmi_order_book *book,
                                       struct vmi_buffer *out)
{
    static const enum vmi_edi_order_kind written[] = {
        [VMI_ORDER_855] = VMI_EDI_ORDER_855,       [VMI_ORDER_850] = VMI_EDI_ORDER_850,
        [VMI_ORDER_ORDERS] = VMI_EDI_ORDER_ORDERS, [VMI_ORDER_ORDRSP] = VMI_EDI_ORDER_ORDRSP,
        [VMI_ORDER_GS1] = VMI_EDI_ORDER_GS1,
    };
    struct vmi_edi_order_set set = {.kind = written[run->kind], .day = run->as_of, .minute = run->minute};
    enum vmi_status status = VMI_DONE;
    if (!find_address(vmi_agreement_vendor(run->agreement), run->kind, "vendor", &set.vendor, &status) ||
        !find_address(vmi_agreement_customer(run->agreement), run->kind, "customer", &set.customer, &status))
        return status;
    set.settings = &vmi_edi_profile_of(run->profiles, set.customer.id)->orders;
    set.test = run->dry_run || set.settings->test;
    return put_all(run, book, &set, out);
}
