/*
 * Files of X12 and EDIFACT in a run of vmi-ingest.
 */
#include "intake_internal.h"

bool intake_is_edi(const struct vmi_intake_options *options, struct vmi_source *source, bool *edi,
                   struct vmi_error *error)
{
    struct vmi_slice first = {NULL, 0};
    *edi = options->edi;
    if (*edi || options->rows.format != VMI_FORMAT_AUTO)
        return true;
    if (vmi_source_peek(source, VMI_EDI_LOOK, &first, error) == VMI_NEXT_FAIL)
        return false;
    *edi = vmi_edi_begins(first);
    if (!vmi_edi_is_ebcdic(first))
        return true;
    error->file = vmi_source_name(source);
    error->line = 1;
    return vmi_error_set(
        error, VMI_INPUT, "encoding",
        "the file is EDI in EBCDIC; --encoding=IBM037 or another of its code pages reads it");
}

static void tell(void *context, enum vmi_check check, const struct vmi_error *error)
{
    struct vmi_intake *in = context;
    if (vmi_screen_find(in->screen, check) && !vmi_settings()->quiet)
        vmi_report_bad(error);
}

/* CELLS are those of activity; unknown, where what was set aside is a segment. */
static void set_aside(struct vmi_intake *in, const struct vmi_slice texts[VMI_EDI_REJECT_CELLS],
                      struct vmi_reject *reject, const struct vmi_error *error, bool readable)
{
    struct vmi_slice names[VMI_EDI_REJECT_CELLS];
    struct vmi_cell cells[VMI_EDI_REJECT_CELLS];
    bool left_out[VMI_EDI_REJECT_CELLS] = {false};
    for (size_t i = 0; i < VMI_EDI_REJECT_CELLS; i++) {
        names[i] = vmi_slice_of(vmi_activity_type.columns[i].name);
        if (texts)
            cells[i] = (struct vmi_cell){texts[i], texts[i].length ? VMI_CELL_BARE : VMI_CELL_UNKNOWN};
    }
    reject->names = names;
    reject->count = VMI_EDI_REJECT_CELLS;
    reject->cells = texts ? cells : NULL;
    reject->left_out = left_out;
    intake_set_aside(in, reject, error, readable);
}

/* What the reader made nothing of. A unit that is refused is one line, and as many records as were in it. */
static void set_aside_bad(struct vmi_intake *in, const struct vmi_edi *edi, const struct vmi_error *error)
{
    struct vmi_slice texts[VMI_EDI_REJECT_CELLS];
    struct vmi_reject reject = {.records = 1};
    uint64_t records;
    bool is_record = vmi_edi_reject(edi, texts, &reject.raw, &records);
    reject.records = (size_t)records;
    set_aside(in, is_record ? texts : NULL, &reject, error, false);
}

/* A record that the screen does not let pass. */
static void set_aside_record(struct vmi_intake *in, const struct vmi_activity *record,
                             const struct vmi_error *error)
{
    struct vmi_slice texts[VMI_EDI_REJECT_CELLS];
    char buffers[VMI_EDI_REJECT_CELLS][VMI_CELL_TEXT_SIZE];
    struct vmi_reject reject = {.records = 1};
    for (size_t i = 0; i < VMI_EDI_REJECT_CELLS; i++)
        texts[i] = vmi_cell_text(&vmi_activity_type.columns[i], record, buffers[i]);
    set_aside(in, texts, &reject, error, true);
}

/* "852/ZA01=QS;FILE;000000001;12". */
static struct vmi_slice origin_of(struct vmi_intake *in, const struct vmi_edi *edi)
{
    struct vmi_edi_origin origin;
    vmi_edi_origin(edi, &origin);
    vmi_buffer_clear(&in->origin);
    vmi_buffer_print(&in->origin, "%.*s;%s;%.*s;%llu", VMI_SLICE_PRINT(origin.code), in->file->shown,
                     VMI_SLICE_PRINT(origin.interchange), (unsigned long long)origin.segment);
    return vmi_buffer_slice(&in->origin);
}

/* Our names for what is theirs. False: the record is passed over, or ERROR says what is wrong with it. */
static bool apply_mapping(const struct vmi_intake *in, struct vmi_activity *record, struct vmi_error *error)
{
    const struct {
        enum vmi_mapped field;
        struct vmi_slice *text;
    } texts[] = {{VMI_MAPPED_LOCATION, &record->location},
                 {VMI_MAPPED_SKU, &record->sku},
                 {VMI_MAPPED_UNIT, &record->unit},
                 {VMI_MAPPED_LOT, &record->lot},
                 {VMI_MAPPED_REF, &record->ref}};
    const struct vmi_mapping *mapping = in->options.names;
    char quoted[VMI_QUOTED_SIZE];
    error->status = VMI_DONE;
    for (size_t i = 0; mapping && i < VMI_COUNT(texts); i++) {
        enum vmi_meaning meaning = vmi_mapping_mean(mapping, texts[i].field, texts[i].text);
        if (meaning == VMI_MEANING_PASSED)
            return false;
        vmi_error_field(error, vmi_slice_of(vmi_mapped_name(texts[i].field)));
        if (meaning == VMI_MEANING_UNKNOWN)
            return vmi_error_set(error, VMI_INPUT, "reference", "%s is not in %.*s",
                                 vmi_text_quote(*texts[i].text, quoted),
                                 VMI_SLICE_PRINT(mapping->references[texts[i].field].file));
    }
    return true;
}

static void take_record(struct vmi_intake *in, const struct vmi_edi *edi, struct vmi_activity *record,
                        struct vmi_error *error)
{
    size_t count = in->extra_count;
    if (!apply_mapping(in, record, error)) {
        if (error->status != VMI_DONE)
            set_aside_record(in, record, error);
        else
            in->summary.ignored++;
        return;
    }
    for (size_t i = 0; i < count; i++)
        in->cells[i] = VMI_SLICE_NONE;
    if (in->options.origin)
        in->cells[count++] = origin_of(in, edi);
    switch (vmi_screen_take(in->screen, NULL, record, in->cells, count, error)) {
    case VMI_FATE_WRITE:
        intake_write(in, record, in->cells);
        if (in->options.previous && vmi_edi_feed(edi) == VMI_EDI_DELTA)
            vmi_screen_lists_changes(in->screen, record->location);
        break;
    case VMI_FATE_ASIDE:
        set_aside_record(in, record, error);
        break;
    case VMI_FATE_WAIT:
    case VMI_FATE_DROP:
    case VMI_FATE_NONE:
        break;
    }
}

static enum vmi_status read_records(struct vmi_intake *in, struct vmi_edi *edi)
{
    struct vmi_activity record;
    struct vmi_error error = {0};
    enum vmi_next next;
    for (uint64_t records = 1; (next = vmi_edi_next(edi, &record, &error)) != VMI_NEXT_END; records++) {
        if (next == VMI_NEXT_FAIL)
            return vmi_report(&error);
        if (next == VMI_NEXT_BAD)
            set_aside_bad(in, edi, &error);
        else
            take_record(in, edi, &record, &error);
        if ((records & 0xFFFF) == 0)
            vmi_progress(in->summary.rows + vmi_edi_counts(edi).segments);
        if (vmi_records_failed(&in->out))
            break; /* the commit tells it */
    }
    vmi_screen_end_file(in->screen);
    intake_take_waiting(in);
    return VMI_DONE;
}

/* What became no activity, a line for each kind of it. */
static void tell_passed(const struct vmi_intake *in, const struct vmi_edi *edi)
{
    struct vmi_buffer text = {0};
    for (size_t at = 0; vmi_edi_passed(edi, at, &text); at++) {
        vmi_note("%s: %.*s", in->file->shown, VMI_SLICE_PRINT(vmi_buffer_slice(&text)));
        vmi_buffer_clear(&text);
    }
    vmi_buffer_free(&text);
}

static void count_file(struct vmi_intake *in, const struct vmi_edi *edi)
{
    struct intake_file *file = in->file;
    struct vmi_edi_counts counts = vmi_edi_counts(edi);
    file->edi = true;
    file->rows = counts.segments;
    file->interchanges = counts.interchanges;
    file->messages = counts.messages;
    file->measures = counts.records + counts.superseded + counts.duplicates + file->unreadable;
    in->summary.files++;
    in->summary.segments += counts.segments;
    in->summary.passed += counts.ignored;
    in->summary.duplicates[VMI_DUPLICATE_FIGURE] += counts.superseded;
    in->summary.duplicates[VMI_DUPLICATE_INTERCHANGE] += counts.duplicates;
    in->cut |= counts.cut;
    vmi_progress(in->summary.rows + in->summary.segments);
}

enum vmi_status intake_read_edi(struct vmi_intake *in, struct vmi_source *source)
{
    const struct vmi_edi_options options = {
        .encoding = in->options.encoding,
        .strict = in->options.limit.strict,
        .test = in->options.test,
        .seen = in->seen,
        .profiles = in->options.profiles,
        .acks = in->sides.replies,
        .numbers = in->sides.numbers ? intake_take_numbers : NULL,
        .tell = tell,
        .context = in,
    };
    in->file->shown = vmi_source_name(source);
    if (!intake_open_output(in, NULL, 0)) {
        vmi_source_close(source);
        return VMI_SYSTEM;
    }
    struct vmi_edi *edi = vmi_edi_open(source, &options);
    enum vmi_status status = read_records(in, edi);
    in->file->format = "edi";
    in->file->encoding = strcmp(vmi_source_encoding(source), "UTF-8") != 0 ? vmi_source_encoding(source)
                                                                           : vmi_edi_encoding(edi);
    if (strcmp(in->file->encoding, "UTF-8") != 0)
        vmi_note("%s: read as %s", in->file->shown, in->file->encoding);
    tell_passed(in, edi);
    intake_take_sides(in);
    count_file(in, edi);
    vmi_edi_close(edi);
    vmi_source_close(source);
    return status;
}
