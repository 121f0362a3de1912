/*
 * Rows of cells. The first byte chooses format, libcsv and longest record; CSV is read both ways, which must give the
 * same.
 */
#include "fuzz.h"
#include "vmi/rows.h"

static uint64_t mix(uint64_t digest, const void *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        digest = (digest ^ ((const unsigned char *)bytes)[i]) * UINT64_C(1099511628211);
    return digest;
}

static uint64_t mix_cells(uint64_t digest, const struct vmi_row *row)
{
    digest = mix(digest, &row->line, sizeof row->line);
    digest = mix(digest, &row->count, sizeof row->count);
    for (size_t i = 0; i < row->count; i++) {
        enum vmi_cell_kind kind = row->cells[i].kind;
        must((kind == VMI_CELL_UNKNOWN) == (row->cells[i].text.text == NULL));
        digest = mix(digest, &kind, sizeof kind);
        digest = mix(digest, &row->cells[i].text.length, sizeof row->cells[i].text.length);
        digest = mix(digest, row->cells[i].text.text, row->cells[i].text.length);
    }
    return digest;
}

/* A digest of all rows and answers. */
static uint64_t read_all(struct vmi_slice input, enum vmi_format format, bool libcsv_only, bool no_quotes,
                         size_t maximum)
{
    struct vmi_rows *rows = vmi_rows_open(
        vmi_source_of_bytes(input, "fuzz", maximum),
        &(struct vmi_rows_options){.format = format, .libcsv_only = libcsv_only, .no_quotes = no_quotes});
    struct vmi_error error = {0};
    struct vmi_row row = {0};
    uint64_t digest = UINT64_C(14695981039346656037);
    size_t count;
    enum vmi_next next = vmi_rows_begin(rows, &error);
    while (next == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        next = vmi_rows_next(rows, &row, &error);
        digest = mix(digest, &next, sizeof next);
        touch(row.raw);
        if (next == VMI_NEXT_ROW)
            digest = mix_cells(digest, &row);
        if (next == VMI_NEXT_BAD || next == VMI_NEXT_FAIL)
            must(error.text[0] && error.code && error.status == VMI_INPUT);
    }
    const struct vmi_slice *names = next == VMI_NEXT_END && row.cells ? vmi_rows_columns(rows, &count) : NULL;
    for (size_t i = 0; names && i < count; i++)
        touch(names[i]);
    must(vmi_source_position(vmi_rows_source(rows)) <= input.length);
    vmi_rows_close(rows);
    return digest;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const size_t maximums[] = {0, 1, 16, 64};
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned options = take_options(&input);
    enum vmi_format format = (enum vmi_format)((options & 7) % 5);
    size_t maximum = maximums[options >> 4 & 3];
    bool no_quotes = options & 8;
    uint64_t fast = read_all(input, format, false, no_quotes, maximum);
    uint64_t slow = read_all(input, format, true, no_quotes, maximum);
    must(fast == slow);
    free((void *)(uintptr_t)whole.text);
    return 0;
}
