/* A file of EDI, under options; and what is answered to it, which must be without a fault. */
#include "fuzz.h"
#include "vmi/edi.h"

struct told {
    size_t count;
};

static void tell(void *context, enum vmi_check check, const struct vmi_error *error)
{
    struct told *told = context;
    must(check < VMI_CHECKS);
    touch_string(error->field);
    touch_string(error->text);
    told->count++;
}

static void numbers(void *context, const struct vmi_edi_numbers *n)
{
    (void)context;
    touch(n->sender);
    touch(n->location);
    touch(n->first);
    touch(n->last);
}

static void touch_record(struct vmi_edi *edi, const struct vmi_activity *record)
{
    struct vmi_edi_origin origin;
    const char *column;
    touch(record->location);
    touch(record->sku);
    touch(record->unit);
    touch(record->lot);
    touch(record->ref);
    must(vmi_text_is_utf8(record->sku.text, record->sku.length));
    must(vmi_text_is_utf8(record->location.text, record->location.length));
    must(vmi_activity_type.problem(record, &column) == NULL);
    vmi_edi_origin(edi, &origin);
    touch(origin.code);
    touch(origin.interchange);
}

static void touch_reject(struct vmi_edi *edi, const struct vmi_error *error)
{
    struct vmi_slice cells[VMI_EDI_REJECT_CELLS], raw;
    uint64_t records;
    must(error->text[0] != '\0' && error->code);
    vmi_edi_reject(edi, cells, &raw, &records);
    for (size_t i = 0; i < VMI_EDI_REJECT_CELLS; i++)
        touch(cells[i]);
    touch(raw);
    must(records >= 1);
}

/* Returns how many records came. */
static size_t read_edi(struct vmi_slice input, struct vmi_edi_options *options)
{
    struct vmi_source *source = vmi_source_of_bytes(input, "fuzz", 64 * 1024);
    struct vmi_edi *edi = vmi_edi_open(source, options);
    struct vmi_activity record;
    struct vmi_error error = {0};
    struct vmi_buffer passed = {0};
    enum vmi_next next;
    size_t records = 0;
    while ((next = vmi_edi_next(edi, &record, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        if (next == VMI_NEXT_BAD) {
            touch_reject(edi, &error);
            continue;
        }
        touch_record(edi, &record);
        records++;
    }
    must(next == VMI_NEXT_END || error.text[0]);
    for (size_t at = 0; vmi_edi_passed(edi, at, &passed); at++)
        touch(vmi_buffer_slice(&passed));
    touch_string(vmi_edi_encoding(edi));
    must(vmi_edi_counts(edi).records == records);
    vmi_buffer_free(&passed);
    vmi_edi_close(edi);
    vmi_source_close(source);
    return records;
}

/* What we send is read without a word, and acknowledgements of it are none. */
static void read_acks(struct vmi_edi_acks *acks)
{
    struct told told = {0};
    struct vmi_slice text = vmi_edi_acks_take(acks);
    struct vmi_edi_options options = {
        .seen = vmi_edi_seen_new(), .acks = vmi_edi_acks_new(), .test = true, .tell = tell, .context = &told};
    if (text.length) {
        read_edi(text, &options);
        must(!memmem(text.text, text.length, "\n\n", 2));
        must(vmi_edi_acks_take(options.acks).length == 0);
    }
    vmi_edi_acks_free(options.acks);
    vmi_edi_seen_free(options.seen);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice input = tight_copy(data, size), rest = input;
    unsigned chosen = take_options(&rest);
    struct told told = {0};
    struct vmi_edi_options options = {
        .strict = chosen & 1,
        .test = chosen & 2,
        .encoding = chosen & 4 ? "ISO-8859-2" : NULL,
        .seen = vmi_edi_seen_new(),
        .acks = chosen & 8 ? NULL : vmi_edi_acks_new(),
        .tell = tell,
        .numbers = numbers,
        .context = &told,
    };
    read_edi(rest, &options);
    if (options.acks)
        read_acks(options.acks);
    vmi_edi_acks_free(options.acks);
    vmi_edi_seen_free(options.seen);
    free((void *)(uintptr_t)input.text);
    return 0;
}
