/* What keeps and gives order numbers: the state, ranges and patterns. The first byte chooses which of them the rest is. */
#include "fuzz.h"
#include "vmi/order_book.h"

static void try_state(struct vmi_slice input)
{
    struct vmi_error error = {0};
    struct vmi_number_pattern pattern;
    struct vmi_order_book *book = vmi_order_book_of_text(input, &error);
    must(book || (error.status != VMI_DONE && error.text[0]));
    if (!book)
        return;
    must(vmi_number_pattern_read(&pattern, "ACME-%04d", &error));
    const struct vmi_number_wish wish = {.pattern = &pattern, .location = VMI_SLICE("S1"), .day = 20000};
    struct vmi_slice first, again;
    if (vmi_order_book_number(book, VMI_SLICE("c0ffee"), &wish, &first, &error)) {
        must(vmi_order_book_number(book, VMI_SLICE("c0ffee"), &wish, &again, &error));
        must(vmi_slice_equal(first, again)); /* the same order has the same number */
    }
    vmi_order_book_control(book, VMI_SLICE("ZZ/A/ZZ/B"), VMI_SLICE("c0ffee"), 20000, &error);
    struct vmi_buffer text = {0};
    vmi_order_book_write(book, &text);
    struct vmi_order_book *other = vmi_order_book_of_text(vmi_buffer_slice(&text), &error);
    must(other != NULL); /* what is written can be read */
    vmi_order_book_close(other);
    vmi_order_book_close(book);
    vmi_buffer_free(&text);
}

static void try_ranges(struct vmi_slice input)
{
    struct vmi_error error = {0};
    struct vmi_number_ranges *ranges = vmi_number_ranges_new();
    bool good = vmi_number_ranges_read(ranges, vmi_source_of_bytes(input, "numbers", 4096), &error);
    must(good || (error.status != VMI_DONE && error.text[0]));
    struct vmi_order_book *book = vmi_order_book_of_text(VMI_SLICE_NONE, &error);
    struct vmi_slice last = VMI_SLICE_NONE, number;
    const struct vmi_number_wish wish = {.ranges = ranges, .location = VMI_SLICE("S1"), .day = 20000};
    for (char i = 'a'; good && i < 'f'; i++) {
        if (!vmi_order_book_number(book, (struct vmi_slice){&i, 1}, &wish, &number, &error))
            break;
        must(!vmi_slice_equal(number, last));
        last = number;
    }
    vmi_order_book_close(book);
    vmi_number_ranges_free(ranges);
}

static void try_pattern(struct vmi_slice input)
{
    struct vmi_error error = {0};
    struct vmi_number_pattern pattern;
    struct vmi_buffer one = {0}, two = {0};
    char *text = malloc(input.length + 1);
    must(text != NULL);
    memcpy(text, input.text, input.length);
    text[input.length] = '\0';
    if (vmi_number_pattern_read(&pattern, text, &error)) {
        bool room =
            vmi_number_pattern_print(&pattern, 1, &one) && vmi_number_pattern_print(&pattern, 2, &two);
        must(!room || !vmi_slice_equal(vmi_buffer_slice(&one), vmi_buffer_slice(&two)));
    }
    vmi_buffer_free(&one);
    vmi_buffer_free(&two);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice copy = tight_copy(data, size), input = copy;
    unsigned which = take_options(&input);
    if (input.length && which % 3 == 0)
        try_state(input);
    else if (which % 3 == 1)
        try_ranges(input);
    else if (input.length)
        try_pattern(input);
    free((void *)(uintptr_t)copy.text);
    return 0;
}
