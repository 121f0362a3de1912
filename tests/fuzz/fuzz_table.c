/*
 * Streams of ours. The first byte chooses record type, format, whether a seal is demanded and how it is written anew;
 * what was written is read and written once more, which must give the same bytes.
 */
#include "fuzz.h"
#include "vmi/table.h"

struct copy {
    struct vmi_sink *sink;
    uint64_t records;
    enum vmi_next end;
};

static void touch_record(const struct vmi_record_type *type, const void *record)
{
    char buffer[VMI_CELL_TEXT_SIZE];
    for (size_t i = 0; i < type->count; i++)
        touch(vmi_cell_text(&type->columns[i], record, buffer));
}

static struct copy rewrite(struct vmi_slice input, const struct vmi_record_type *type,
                           const struct vmi_table_reader_options *from,
                           const struct vmi_table_writer_options *to)
{
    struct vmi_table_reader *reader =
        vmi_table_reader_open(vmi_source_of_bytes(input, "fuzz", 0), type, from);
    struct copy copy = {.sink = vmi_sink_open(-1)};
    struct vmi_table_writer *writer = vmi_table_writer_open(copy.sink, type, to);
    void *record = malloc(type->size);
    struct vmi_error error = {0};
    must(record != NULL);
    while ((copy.end = vmi_table_reader_next(reader, record, &error)) == VMI_NEXT_ROW ||
           copy.end == VMI_NEXT_BAD) {
        if (copy.end == VMI_NEXT_BAD) {
            must(error.text[0] && error.code && error.status == VMI_INPUT);
            continue;
        }
        touch_record(type, record);
        vmi_table_writer_add(writer, record, NULL);
        copy.records++;
    }
    if (copy.end == VMI_NEXT_FAIL)
        must(vmi_table_reader_next(reader, record, &error) == VMI_NEXT_FAIL);
    must(vmi_table_reader_position(reader) <= input.length &&
         vmi_table_writer_records(writer) == copy.records);
    vmi_table_writer_finish(writer);
    vmi_table_writer_free(writer);
    vmi_table_reader_close(reader);
    free(record);
    touch(vmi_sink_bytes(copy.sink));
    return copy;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum vmi_format formats[] = {VMI_FORMAT_AUTO, VMI_FORMAT_CSV, VMI_FORMAT_NDJSON,
                                              VMI_FORMAT_AUTO};
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned options = take_options(&input);
    const struct vmi_record_type *type = vmi_record_types[options & 3];
    struct vmi_table_reader_options from = {formats[options >> 2 & 3], (options & 16) != 0};
    struct vmi_table_writer_options to = {.output = options & 32 ? VMI_OUTPUT_NDJSON : VMI_OUTPUT_CSV,
                                          .seal = (options & 64) != 0};
    struct vmi_table_writer_options people = {.output = VMI_OUTPUT_PEOPLE, .width = 60, .color = true};
    struct copy first = rewrite(input, type, &from, options & 128 ? &people : &to);
    if (!(options & 128)) {
        from = (struct vmi_table_reader_options){options & 32 ? VMI_FORMAT_NDJSON : VMI_FORMAT_CSV, to.seal};
        struct copy second = rewrite(vmi_sink_bytes(first.sink), type, &from, &to);
        must(second.end == VMI_NEXT_END && second.records == first.records);
        must(vmi_slice_equal(vmi_sink_bytes(first.sink), vmi_sink_bytes(second.sink)));
        vmi_sink_close(second.sink);
    }
    vmi_sink_close(first.sink);
    free((void *)(uintptr_t)whole.text);
    return 0;
}
