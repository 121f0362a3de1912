/*
 * Rows of cells. The first byte chooses format, quotes, longest record and where the header is; CSV is read both ways,
 * which must give the same.
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
static uint64_t read_all(struct vmi_slice input, unsigned choice, bool libcsv_only)
{
    static const size_t maximums[] = {0, 1, 16, 64};
    static const struct vmi_slice columns[] = {{"a", 1}, {"b c", 3}};
    bool told = (choice & 128) != 0, bare = told && (choice & 7) >= 5;
    struct vmi_rows_options options = {.format = (enum vmi_format)((choice & 7) % 5),
                                       .libcsv_only = libcsv_only,
                                       .no_quotes = (choice & 8) != 0,
                                       .any_delimiter = told,
                                       .passed_over = told,
                                       .columns = bare ? columns : NULL,
                                       .column_count = bare ? VMI_COUNT(columns) : 0,
                                       .nested = told};
    struct vmi_source *source = vmi_source_of_bytes(input, "fuzz", maximums[choice >> 4 & 3]);
    if (choice & 64)
        vmi_source_any_line_end(source);
    struct vmi_rows *rows = vmi_rows_open(source, &options);
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
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned choice = take_options(&input);
    must(read_all(input, choice, false) == read_all(input, choice, true));
    free((void *)(uintptr_t)whole.text);
    return 0;
}
