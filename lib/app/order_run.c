#include "vmi/order_run.h"

#include "internal.h"
#include "order_internal.h"
#include "vmi/content.h"

/* ---- numbers -------------------------------------------------------------------------------------------- */

struct numbering {
    struct vmi_number_pattern pattern;
    struct vmi_number_ranges *ranges;
    struct vmi_order_book *book;
};

static enum vmi_status read_ranges(const struct vmi_order_run *run, struct numbering *n)
{
    struct vmi_error error = {0};
    if (!run->numbers)
        return VMI_DONE;
    n->ranges = vmi_number_ranges_new();
    struct vmi_source *source = vmi_input_open(run->numbers);
    if (!source)
        return VMI_SYSTEM;
    return vmi_number_ranges_read(n->ranges, source, &error) ? VMI_DONE : vmi_report(&error);
}

static enum vmi_status open_numbers(const struct vmi_order_run *run, struct numbering *n)
{
    struct vmi_error error = {0};
    if (run->pattern && !vmi_number_pattern_read(&n->pattern, run->pattern, &error)) {
        vmi_fail(VMI_USAGE, "--number: %s", error.text);
        return vmi_try_help();
    }
    enum vmi_status status = run->dry_run ? VMI_DONE : read_ranges(run, n);
    if (status != VMI_DONE)
        return status;
    n->book = vmi_order_book_open(run->dry_run || !run->count ? NULL : run->state, &error);
    return n->book ? VMI_DONE : vmi_report(&error);
}

static void close_numbers(struct numbering *n)
{
    vmi_number_ranges_free(n->ranges);
    vmi_order_book_close(n->book);
}

/* What an order is for, whatever is in it: another one for it on the same day is told. */
static void place_of(const struct vmi_order_run *run, const struct vmi_order *order,
                     char text[VMI_CONTENT_TEXT_SIZE])
{
    const struct vmi_order_line *head = &order->lines[0];
    const struct vmi_party *customer = vmi_agreement_customer(run->agreement);
    char due[VMI_DATE_TEXT_SIZE];
    vmi_day_format(head->due_date, due);
    const struct vmi_slice parts[] = {customer->id, head->location, head->source, head->load,
                                      vmi_slice_of(due)};
    struct vmi_content *content = vmi_content_new();
    for (size_t i = 0; i < VMI_COUNT(parts); i++) {
        vmi_content_add(content, parts[i]);
        vmi_content_add(content, (struct vmi_slice){"", 1});
    }
    vmi_content_text(content, text);
    vmi_content_free(content);
}

/* The same need ordered twice, in other quantities, is what a person should look at before it is sent. */
static void tell_other(const struct vmi_order_run *run, struct vmi_order_book *book,
                       const struct vmi_order *order)
{
    const struct vmi_order_line *head = &order->lines[0];
    struct vmi_slice content = vmi_slice_of(order->content);
    char place[VMI_CONTENT_TEXT_SIZE], due[VMI_DATE_TEXT_SIZE], location[VMI_QUOTED_SIZE];
    bool known = vmi_order_book_knows(book, content);
    place_of(run, order, place);
    struct vmi_slice other = vmi_order_book_other(book, vmi_slice_of(place), content, run->as_of);
    vmi_order_book_place(book, vmi_slice_of(place), content, run->as_of);
    vmi_day_format(head->due_date, due);
    if (known || !other.length)
        return;
    vmi_note("order %.*s for %s%s%s: %.*s has been ordered for it on the same day, with other lines",
             VMI_SLICE_PRINT(head->order), vmi_text_quote(head->location, location), *due ? ", due " : "",
             due, VMI_SLICE_PRINT(other));
}

static bool number_order(const struct vmi_order_run *run, struct numbering *n, struct vmi_order *order,
                         struct vmi_error *error)
{
    struct vmi_order_line *head = &order->lines[0];
    const struct vmi_party *customer = vmi_agreement_customer(run->agreement);
    struct vmi_slice content = vmi_slice_of(order->content), number, own = VMI_SLICE_NONE;
    const struct vmi_number_wish wish = {.ranges = n->ranges,
                                         .pattern = run->pattern ? &n->pattern : NULL,
                                         .partner = customer->x12_id.length ? customer->x12_id : customer->id,
                                         .location = head->location,
                                         .day = run->as_of};
    if (!vmi_order_book_number(n->book, content, &wish, &number, error))
        return false;
    if (n->ranges && run->pattern &&
        !vmi_order_book_own_number(n->book, content, &n->pattern, run->as_of, &own, error))
        return false;
    for (size_t i = 0; i < order->count; i++) {
        order->lines[i].order = number;
        order->lines[i].vendor_order = own;
    }
    tell_other(run, n->book, order);
    return true;
}

static enum vmi_status number_all(struct vmi_order_run *run, struct numbering *n)
{
    struct vmi_error error = {.file = run->numbers};
    size_t known = 0;
    for (size_t i = 0; i < run->count && !run->dry_run; i++) {
        if (!number_order(run, n, &run->orders[i], &error))
            return vmi_report(&error);
        known += vmi_order_book_knows(n->book, vmi_slice_of(run->orders[i].content));
    }
    if (known)
        vmi_note("%zu of %zu order%s given before: the same number%s again", known, run->count,
                 run->count == 1 ? "" : "s", known == 1 ? "" : "s");
    return VMI_DONE;
}

/* ---- the output ----------------------------------------------------------------------------------------- */

static enum vmi_status save(struct numbering *n)
{
    struct vmi_error error = {0};
    return vmi_order_book_save(n->book, &error) ? VMI_DONE : vmi_report(&error);
}

/*
 * The target is opened before the state is written, so that one that cannot be written costs no number; and the state is
 * let go before the output is, which may be a pipe that waits for someone.
 */
static enum vmi_status write_records(const struct vmi_order_run *run, struct numbering *n)
{
    struct vmi_records_out out;
    bool activity = run->kind == VMI_ORDER_ACTIVITY;
    if (!vmi_records_open(&out, activity ? &vmi_activity_type : &vmi_order_type, NULL, 0))
        return VMI_SYSTEM;
    enum vmi_status status = save(n);
    if (status != VMI_DONE) {
        vmi_records_discard(&out);
        return status;
    }
    vmi_order_book_release(n->book);
    if (activity)
        order_put_activity(run, out.writer);
    else
        order_put_lines(run, out.writer);
    return vmi_records_commit(&out);
}

static enum vmi_status write_text(const struct vmi_order_run *run, struct numbering *n)
{
    struct vmi_buffer text = {0};
    enum vmi_status status = VMI_DONE;
    if (run->kind == VMI_ORDER_DOCUMENTS)
        order_put_json(run, &text);
    else
        status = order_put_interchanges(run, n->book, &text);
    struct vmi_output *output = status == VMI_DONE ? vmi_output_open(vmi_settings()->output) : NULL;
    if (status == VMI_DONE && !output)
        status = VMI_SYSTEM;
    if (status == VMI_DONE)
        status = save(n);
    vmi_order_book_release(n->book);
    if (status == VMI_DONE) {
        vmi_sink_write(vmi_output_sink(output), vmi_buffer_slice(&text));
        status = vmi_output_commit(output);
    } else if (output) {
        vmi_output_discard(output);
    }
    vmi_buffer_free(&text);
    return status;
}

enum vmi_status vmi_order_run(struct vmi_order_run *run)
{
    struct numbering n = {.ranges = NULL};
    enum vmi_status status = open_numbers(run, &n);
    bool records = run->kind == VMI_ORDER_ACTIVITY ||
                   (run->kind == VMI_ORDER_DOCUMENTS && vmi_settings()->to != VMI_TO_JSON);
    if (status == VMI_DONE)
        status = number_all(run, &n);
    if (status == VMI_DONE)
        status = records ? write_records(run, &n) : write_text(run, &n);
    close_numbers(&n);
    return status;
}
