#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "shelf.h"
#include "vmi/convert.h"
#include "vmi/memory.h"

static void tell_nothing(void *context, enum vmi_check check, const struct vmi_error *error)
{
    (void)context, (void)check, (void)error;
}

static struct edi_reader *new_reader(struct vmi_source *source, const struct vmi_edi_options *options)
{
    struct edi_reader *r = vmi_alloc_zeroed(1, sizeof *r);
    r->options = *options;
    r->source = source;
    r->name = vmi_source_name(source);
    r->lexer = vmi_edi_lexer_new(source);
    r->content = vmi_content_new();
    r->encoding = "UTF-8";
    r->walk.reader = r;
    r->walk.shelf = edi_shelf_new();
    vmi_edi_profiles_begin(&r->defaults);
    if (!r->options.profiles)
        r->options.profiles = &r->defaults;
    r->walk.profile = &r->options.profiles->all;
    return r;
}

static void free_level(struct edi_level *level)
{
    vmi_buffer_free(&level->number);
    vmi_map_free(&level->numbers);
}

static void free_reader(struct edi_reader *r)
{
    vmi_edi_lexer_free(r->lexer);
    vmi_content_free(r->content);
    edi_shelf_free(r->walk.shelf);
    vmi_arena_free(&r->walk.kept);
    vmi_arena_free(&r->walk.group_kept);
    vmi_arena_free(&r->walk.item_kept);
    vmi_arena_free(&r->walk.part_kept);
    vmi_arena_free(&r->walk.held_kept);
    vmi_map_free(&r->walk.numbers);
    vmi_edi_profiles_free(&r->defaults);
    free_level(&r->interchange);
    free_level(&r->group);
    free_level(&r->message);
    for (size_t i = 0; i < VMI_COUNT(r->texts); i++)
        vmi_buffer_free(&r->texts[i]);
    vmi_buffer_free(&r->key);
    vmi_buffer_free(&r->group_id);
    vmi_buffer_free(&r->message_id);
    vmi_buffer_free(&r->origin);
    vmi_arena_free(&r->queued);
    passed_free(&r->passed);
    refusals_free(r->refusals);
    free(r->queue);
    free(r->state);
    free(r);
}

/* Reads all there is, and keeps which messages are to be refused. What cannot be kept aside is told in earnest. */
static struct edi_refusals *look_ahead(struct vmi_source *source, const struct vmi_edi_options *options)
{
    struct vmi_edi_options silent = *options;
    struct vmi_error error = {0};
    struct vmi_activity record;
    struct vmi_source *ahead = vmi_source_ahead(source, &error);
    struct edi_refusals *refusals = refusals_new();
    if (!ahead)
        return refusals;
    silent.tell = tell_nothing;
    silent.numbers = NULL;
    silent.acks = NULL;
    silent.seen = vmi_edi_seen_new();
    struct edi_reader *r = new_reader(ahead, &silent);
    r->refusals = refusals;
    r->looking = true;
    enum vmi_next next;
    do {
        next = vmi_edi_next((struct vmi_edi *)r, &record, &error);
    } while (next == VMI_NEXT_ROW || next == VMI_NEXT_BAD);
    r->refusals = NULL;
    free_reader(r);
    vmi_edi_seen_free(silent.seen);
    vmi_source_close(ahead);
    return refusals;
}

struct vmi_edi *vmi_edi_open(struct vmi_source *source, const struct vmi_edi_options *options)
{
    struct edi_refusals *refusals = options->strict ? look_ahead(source, options) : NULL;
    struct edi_reader *r = new_reader(source, options);
    r->refusals = refusals;
    return (struct vmi_edi *)r;
}

void vmi_edi_close(struct vmi_edi *edi)
{
    if (edi)
        free_reader((struct edi_reader *)edi);
}

/* ---- what is told --------------------------------------------------------------------------------------- */

void reader_place(const struct edi_reader *r, struct vmi_error *error)
{
    error->file = r->name;
    error->line = r->about ? r->about->line : r->segment.line;
    error->column = 0;
}

/* Which message, or which interchange, the segment at hand is of; or the one that is told about. */
static int name_unit(const struct edi_reader *r, char *text, size_t size)
{
    if (r->message.open)
        return snprintf(text, size, " (segment %llu of %.*s %.*s)",
                        (unsigned long long)(r->about ? r->about->position : r->walk.position),
                        VMI_SLICE_PRINT(vmi_buffer_slice(&r->message_id)),
                        VMI_SLICE_PRINT(vmi_buffer_slice(&r->message.number)));
    if (r->interchange.open)
        return snprintf(text, size, " (interchange %.*s)",
                        VMI_SLICE_PRINT(vmi_buffer_slice(&r->interchange.number)));
    text[0] = '\0';
    return 0;
}

void reader_tell(struct edi_reader *r, enum vmi_check check, const char *field, const char *text)
{
    struct vmi_error error = {.status = VMI_INPUT};
    char unit[128];
    reader_place(r, &error);
    vmi_error_field(&error, vmi_slice_of(field));
    name_unit(r, unit, sizeof unit);
    vmi_error_set(&error, VMI_INPUT, vmi_checks[check].code, "%s%s", text, unit);
    r->options.tell(r->options.context, check, &error);
}

void reader_fault(struct edi_reader *r, struct edi_level *level, unsigned fault, const char *field,
                  const char *format, ...)
{
    char text[300];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    level->faults |= fault;
    reader_tell(r, VMI_CHECK_EDI_ENVELOPE, field, text);
}

/* ---- the queue ------------------------------------------------------------------------------------------ */

static bool is_ascii(struct vmi_slice text)
{
    unsigned char any = 0;
    for (size_t i = 0; i < text.length; i++)
        any |= (unsigned char)text.text[i];
    return any < 0x80;
}

struct vmi_slice reader_text(struct edi_reader *r, struct vmi_slice text)
{
    if (!text.length || is_ascii(text) || vmi_text_is_utf8(text.text, text.length))
        return vmi_arena_dup(&r->queued, text);
    struct vmi_buffer converted = {0};
    const char *encoding = r->options.encoding ? r->options.encoding : r->charset;
    if (!encoding || !vmi_convert(encoding, text, &converted))
        vmi_convert(encoding = "WINDOWS-1252", text, &converted);
    r->encoding = encoding;
    struct vmi_slice copy = vmi_arena_dup(&r->queued, vmi_buffer_slice(&converted));
    vmi_buffer_free(&converted);
    return copy;
}

static struct edi_queued *queue_add(struct edi_reader *r)
{
    r->queue = vmi_grow(r->queue, &r->queue_capacity, r->queue_count + 1, sizeof *r->queue);
    struct edi_queued *q = &r->queue[r->queue_count++];
    q->bad = NULL;
    q->segment = r->segment_of_interchange;
    return q;
}

static struct edi_bad *queue_add_bad(struct edi_reader *r)
{
    struct edi_queued *q = queue_add(r);
    q->bad = vmi_arena_alloc(&r->queued, sizeof *q->bad);
    *q->bad = (struct edi_bad){.records = 1};
    return q->bad;
}

static bool is_handed_out(struct edi_reader *r)
{
    r->message_records++;
    if (r->mode == EDI_PASS)
        return true;
    r->withheld++;
    return false;
}

/* Most texts are those of the record before. */
static void copy_texts(struct edi_reader *r, struct vmi_activity *record)
{
    struct vmi_slice *texts[VMI_COUNT(r->last_texts)] = {&record->location, &record->sku, &record->unit,
                                                         &record->lot, &record->ref};
    for (size_t i = 0; i < VMI_COUNT(texts); i++) {
        if (!texts[i]->length)
            continue;
        if (texts[i]->text != r->last_texts[i].from.text ||
            texts[i]->length != r->last_texts[i].from.length) {
            r->last_texts[i].from = *texts[i];
            r->last_texts[i].to = reader_text(r, *texts[i]);
        }
        *texts[i] = r->last_texts[i].to;
    }
}

static void forget_texts(struct edi_reader *r)
{
    memset(r->last_texts, 0, sizeof r->last_texts);
    if (r->queued.used)
        vmi_arena_clear(&r->queued);
}

void reader_emit(struct edi_reader *r, const struct edi_fact *fact, const struct vmi_activity *record,
                 struct vmi_slice code, bool joined)
{
    if (!is_handed_out(r))
        return;
    struct edi_queued *q = queue_add(r);
    q->record = *record;
    copy_texts(r, &q->record);
    q->element = fact->element;
    q->code = fact->code && !joined ? code : vmi_arena_dup(&r->queued, code); /* which dies with the shelf */
    q->segment = r->segment_of_interchange - r->walk.position + fact->position;
    q->line = fact->line;
}

/* The cells of activity as far as they are known. */
static void fill_cells(struct edi_reader *r, struct edi_bad *q, const struct edi_fact *fact,
                       struct vmi_slice quantity)
{
    char day[VMI_DATE_TEXT_SIZE];
    int kind = fact->code ? fact->code->kind : fact->kind;
    struct vmi_slice location = fact->location.length ? fact->location : r->walk.place.text;
    vmi_date_format(fact->date, day);
    q->cells[0] = vmi_arena_dup(&r->queued, vmi_slice_of(day));
    q->cells[1] = reader_text(r, location);
    q->cells[2] = reader_text(r, fact->sku.length ? fact->sku : r->walk.sku.text);
    q->cells[3] = vmi_slice_of(edi_kind_name(kind));
    q->cells[4] = reader_text(r, quantity);
    q->cells[5] = reader_text(r, fact->unit);
    q->cells[6] = reader_text(r, fact->lot);
    vmi_day_format(fact->expires, day);
    q->cells[7] = vmi_arena_dup(&r->queued, vmi_slice_of(day));
    q->cells[8] = reader_text(r, fact->ref);
    vmi_date_format(fact->until, day);
    q->cells[9] = vmi_arena_dup(&r->queued, vmi_slice_of(day));
}

void reader_emit_bad(struct edi_reader *r, const struct edi_fact *fact, struct vmi_slice quantity,
                     const struct vmi_error *error)
{
    r->message.faults |= EDI_FAULT_CONTENT;
    if (!is_handed_out(r))
        return;
    struct edi_bad *q = queue_add_bad(r);
    q->error = *error;
    char unit[128];
    size_t length = strlen(q->error.text);
    name_unit(r, unit, sizeof unit);
    snprintf(q->error.text + length, sizeof q->error.text - length, "%s", unit);
    if (fact) {
        q->is_record = true;
        fill_cells(r, q, fact, quantity);
    }
    q->raw = reader_text(r, r->segment.text);
}

void reader_numbers(struct edi_reader *r, const struct vmi_edi_numbers *numbers)
{
    if (r->mode != EDI_PASS || !r->options.numbers)
        return;
    struct vmi_edi_numbers n = *numbers;
    struct vmi_slice *texts[] = {&n.sender, &n.location, &n.first, &n.last};
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        *texts[i] = reader_text(r, *texts[i]);
    r->options.numbers(r->options.context, &n);
}

void reader_supersede(struct edi_reader *r, const struct edi_fact *fact)
{
    if (r->mode != EDI_PASS)
        return;
    r->counts.superseded++;
    passed_add(&r->passed, "%s=%.*s: another figure of the same items says it or holds it", fact->element,
               VMI_SLICE_PRINT(fact->value));
}

void reader_refuse(struct edi_reader *r, const char *code, uint64_t records, const char *text)
{
    struct edi_bad *q = queue_add_bad(r);
    q->records = records ? records : 1;
    reader_place(r, &q->error);
    vmi_error_set(&q->error, VMI_INPUT, code, "%s; %llu record%s set aside with it", text,
                  (unsigned long long)records, records == 1 ? " is" : "s are");
    q->raw = reader_text(r, r->segment.text);
}

/* ---- reading -------------------------------------------------------------------------------------------- */

static enum vmi_next hand_out(struct edi_reader *r, struct vmi_activity *record, struct vmi_error *error)
{
    const struct edi_queued *q = r->current = &r->queue[r->queue_next++];
    if (q->bad) {
        *error = q->bad->error;
        return VMI_NEXT_BAD;
    }
    *record = q->record;
    error->file = r->name;
    error->line = q->line;
    error->column = 0;
    error->field[0] = '\0';
    r->counts.records++;
    return VMI_NEXT_ROW;
}

/* Bytes of no interchange are told; a segment or a header that cannot be read is set aside. */
static void take_unreadable(struct edi_reader *r, const struct vmi_error *error)
{
    if (strcmp(error->code, "edi_noise") == 0) {
        r->options.tell(r->options.context, VMI_CHECK_EDI_NOISE, error);
        return;
    }
    queue_add_bad(r)->error = *error;
    r->message.faults |= EDI_FAULT_CONTENT;
    r->unreadable = *error;
}

static enum vmi_next end(struct edi_reader *r, struct vmi_error *error)
{
    r->ended = true;
    envelope_end(r);
    if (r->counts.interchanges || r->counts.messages || r->queue_count)
        return VMI_NEXT_ROW;
    error->file = r->name;
    error->line = 0;
    vmi_error_set(error, VMI_INPUT, "edi_header", "no interchange is in it; ISA, UNA or UNB was expected");
    return VMI_NEXT_FAIL;
}

enum vmi_next vmi_edi_next(struct vmi_edi *edi, struct vmi_activity *record, struct vmi_error *error)
{
    struct edi_reader *r = (struct edi_reader *)edi;
    for (;;) {
        if (r->queue_next < r->queue_count)
            return hand_out(r, record, error);
        if (r->queue_count)
            forget_texts(r);
        r->queue_next = r->queue_count = 0;
        r->current = NULL;
        if (r->ended)
            return VMI_NEXT_END;
        switch (vmi_edi_lexer_next(r->lexer, &r->segment, error)) {
        case VMI_NEXT_ROW:
            envelope_take(r);
            break;
        case VMI_NEXT_BAD:
            take_unreadable(r, error);
            break;
        case VMI_NEXT_END:
            if (end(r, error) == VMI_NEXT_FAIL)
                return VMI_NEXT_FAIL;
            break;
        case VMI_NEXT_FAIL:
            return VMI_NEXT_FAIL;
        }
    }
}

void vmi_edi_origin(const struct vmi_edi *edi, struct vmi_edi_origin *origin)
{
    struct edi_reader *r = (struct edi_reader *)(uintptr_t)edi;
    vmi_buffer_clear(&r->origin);
    vmi_buffer_print(&r->origin, "%s=%.*s", r->current->element, VMI_SLICE_PRINT(r->current->code));
    *origin = (struct vmi_edi_origin){vmi_buffer_slice(&r->origin), vmi_buffer_slice(&r->interchange.number),
                                      r->current->segment};
}

enum vmi_edi_feed vmi_edi_feed(const struct vmi_edi *edi)
{
    return ((const struct edi_reader *)edi)->walk.profile->feed;
}

bool vmi_edi_reject(const struct vmi_edi *edi, struct vmi_slice cells[VMI_EDI_REJECT_CELLS],
                    struct vmi_slice *raw, uint64_t *records)
{
    const struct edi_reader *r = (const struct edi_reader *)edi;
    const struct edi_bad *bad = r->current->bad;
    memcpy(cells, bad->cells, sizeof bad->cells);
    *raw = bad->raw;
    *records = bad->records;
    return bad->is_record;
}

struct vmi_edi_counts vmi_edi_counts(const struct vmi_edi *edi)
{
    return ((const struct edi_reader *)edi)->counts;
}

bool vmi_edi_passed(const struct vmi_edi *edi, size_t at, struct vmi_buffer *out)
{
    return passed_text(&((const struct edi_reader *)edi)->passed, at, out);
}

const char *vmi_edi_encoding(const struct vmi_edi *edi)
{
    return ((const struct edi_reader *)edi)->encoding;
}
