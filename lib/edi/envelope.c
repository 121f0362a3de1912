/*
 * Envelopes: interchanges, groups and messages as they open and close, with their numbers and counts.
 *
 * Faults are told where they show, at the trailer, when the facts have passed; under `strict` the look ahead has found
 * them before.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ack.h"
#include "envelope.h"
#include "segment_check.h"
#include "shelf.h"
#include "vmi/memory.h"
#include "x12.h"

enum { UNTRUE = EDI_FAULT_TRAILER | EDI_FAULT_NUMBER | EDI_FAULT_COUNT | EDI_FAULT_REPEATED | EDI_FAULT_CUT };

void envelope_set_text(struct vmi_buffer *to, struct vmi_slice text)
{
    vmi_buffer_clear(to);
    vmi_buffer_add_slice(to, text);
}

/* Element N, of EDIFACT its first component. */
struct vmi_slice envelope_element(const struct edi_reader *r, size_t n)
{
    return r->family == VMI_EDI_X12 ? vmi_edi_element(&r->segment, n) : vmi_edi_component(&r->segment, n, 1);
}

/* ---- numbers and counts --------------------------------------------------------------------------------- */

static struct vmi_slice without_zeros(struct vmi_slice s)
{
    while (s.length > 1 && s.text[0] == '0')
        s.text++, s.length--;
    return s;
}

/* Leading zeros come and go. */
static bool same_number(struct vmi_slice a, struct vmi_slice b)
{
    return vmi_slice_equal(without_zeros(a), without_zeros(b));
}

static bool read_count(struct vmi_slice text, uint64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] < '0' || text.text[i] > '9' || i > 17)
            return false;
        *count = *count * 10 + (uint64_t)(text.text[i] - '0');
    }
    return text.length > 0;
}

/* FIELD of the segment at hand should be COUNT of WHAT. */
void envelope_check_count(struct edi_reader *r, struct edi_level *level, size_t n, const char *field,
                          const char *what)
{
    uint64_t told;
    char quoted[VMI_QUOTED_SIZE];
    struct vmi_slice text = envelope_element(r, n);
    if (read_count(text, &told) && told == level->count)
        return;
    reader_fault(r, level, EDI_FAULT_COUNT, field, "says %s %ss, and there %s %llu",
                 text.length ? vmi_text_quote(text, quoted) : "no number of", what,
                 level->count == 1 ? "is" : "are", (unsigned long long)level->count);
}

void envelope_check_number(struct edi_reader *r, struct edi_level *level, size_t n, const char *field,
                           const char *header)
{
    char quoted[2][VMI_QUOTED_SIZE];
    struct vmi_slice text = envelope_element(r, n), number = vmi_buffer_slice(&level->number);
    if (!same_number(text, number))
        reader_fault(r, level, EDI_FAULT_NUMBER, field, "is %s, and %s is %s",
                     vmi_text_quote(text, quoted[0]), header, vmi_text_quote(number, quoted[1]));
}

/* Numbers must differ within the level above. */
static void check_repeated(struct edi_reader *r, struct edi_level *above, struct edi_level *level,
                           const char *field)
{
    char quoted[VMI_QUOTED_SIZE];
    size_t before = above->numbers.count;
    struct vmi_slice number = without_zeros(vmi_buffer_slice(&level->number));
    vmi_map_intern(&above->numbers, number);
    if (above->open && above->numbers.count == before)
        reader_fault(r, level, EDI_FAULT_REPEATED, field, "is %s, which came before",
                     vmi_text_quote(number, quoted));
}

void envelope_open_level(struct edi_reader *r, struct edi_level *level, struct vmi_slice number)
{
    level->open = true;
    envelope_set_text(&level->number, number);
    level->faults = 0;
    level->count = 0;
    level->first = r->counts.messages;
    vmi_map_free(&level->numbers);
}

/* What is closed with a fault is refused, as a look ahead finds. */
void envelope_close_level(struct edi_reader *r, struct edi_level *level)
{
    level->open = false;
    if (r->looking && (level->faults & UNTRUE))
        refusals_add(r->refusals, level->first, r->counts.messages - level->first);
}

/* ---- messages ------------------------------------------------------------------------------------------- */

static void begin_walk(struct edi_reader *r, const struct edi_message *message)
{
    struct edi_walk *w = &r->walk;
    w->message = message;
    w->segment = &r->segment;
    vmi_arena_clear(&w->kept);
    vmi_arena_clear(&w->group_kept);
    vmi_arena_clear(&w->item_kept);
    vmi_arena_clear(&w->part_kept);
    vmi_arena_clear(&w->held_kept);
    w->held = 0;
    w->place = w->sku = (struct edi_choice){VMI_SLICE_NONE, UINT32_MAX};
    w->pack = VMI_DECIMAL_UNKNOWN;
    w->pack_unit = VMI_SLICE_NONE;
    w->items = 0;
    w->aside = NULL;
    w->told_place = false;
    if (w->numbers.count)
        vmi_map_free(&w->numbers);
    edi_shelf_clear(w->shelf);
    free(r->state);
    r->state = w->state = message && message->state_size ? vmi_alloc_zeroed(1, message->state_size) : NULL;
    if (message && message->begin)
        message->begin(w);
}

/* A message that is none of ours. */
static void pass_message(struct edi_reader *r, struct vmi_slice id)
{
    const char *what = edi_message_other(id);
    struct vmi_slice name = id.length ? id : VMI_SLICE("(no name)");
    r->message.faults |= EDI_FAULT_UNSUPPORTED;
    if (!r->looking)
        passed_add(&r->passed, "message %.*s%s%s%s carries no inventory", VMI_SLICE_PRINT(name),
                   *what ? " (" : "", what, *what ? ")" : "");
}

static void open_message(struct edi_reader *r, struct vmi_slice id, struct vmi_slice number,
                         const char *field)
{
    struct edi_level *above = r->group.open ? &r->group : &r->interchange;
    const struct edi_message *message = edi_message_find(r->family, id);
    envelope_open_level(r, &r->message, number);
    envelope_set_text(&r->message_id, id);
    r->message.count = 1;
    above->count++;
    r->walk.position = 1;
    r->message_records = 0;
    r->passed_before = r->counts.ignored + r->counts.superseded;
    check_repeated(r, above, &r->message, field);
    if (r->mode == EDI_PASS && !r->looking && refusals_has(r->refusals, r->counts.messages)) {
        r->mode = EDI_REFUSED;
        r->withheld = 0;
    }
    r->counts.messages++;
    begin_walk(r, message);
    if (!message)
        pass_message(r, id);
    ack_open_message(r);
}

/* Of an item that is cut off not all is known: what came of it may be a total, or lack what is to be added to it. */
static void drop_item(struct edi_reader *r)
{
    size_t count = edi_shelf_count(r->walk.shelf);
    char text[160];
    if (!count)
        return;
    snprintf(text, sizeof text,
             "%zu quantit%s of the last item %s passed over, since more of it may have followed", count,
             count == 1 ? "y" : "ies", count == 1 ? "is" : "are");
    reader_tell(r, VMI_CHECK_EDI_CUT, "", text);
    r->counts.ignored += count;
    edi_shelf_clear(r->walk.shelf);
}

static void end_walk(struct edi_reader *r)
{
    struct edi_walk *w = &r->walk;
    if (!w->message)
        return;
    if (w->message->end)
        w->message->end(w);
    if (r->message.faults & EDI_FAULT_CUT)
        drop_item(r);
    walk_end_item(w);
}

/* A message of ours from which nothing came at all. */
static void tell_emptiness(struct edi_reader *r)
{
    struct vmi_slice id = vmi_buffer_slice(&r->message_id);
    if (r->walk.message && !r->looking && !r->message_records && !(r->message.faults & EDI_FAULT_CONTENT) &&
        r->counts.ignored + r->counts.superseded == r->passed_before)
        passed_add(&r->passed, "message %.*s holds no quantity", VMI_SLICE_PRINT(id));
}

static void close_message(struct edi_reader *r)
{
    char text[200];
    if (!r->message.open)
        return;
    tell_emptiness(r);
    ack_close_message(r);
    envelope_close_level(r, &r->message);
    if (r->mode == EDI_REFUSED) {
        snprintf(text, sizeof text, "message %.*s %.*s is refused",
                 VMI_SLICE_PRINT(vmi_buffer_slice(&r->message_id)),
                 VMI_SLICE_PRINT(vmi_buffer_slice(&r->message.number)));
        reader_refuse(r, "edi_envelope", r->withheld, text);
        r->mode = EDI_PASS;
        r->group.faults |= EDI_FAULT_PART;
        r->interchange.faults |= EDI_FAULT_PART;
    }
    r->walk.message = NULL;
}

/* The trailer of a message did not come: another header did, or the end. */
void envelope_miss_message(struct edi_reader *r)
{
    bool x12 = r->family == VMI_EDI_X12;
    if (!r->message.open)
        return;
    end_walk(r);
    reader_fault(r, &r->message, EDI_FAULT_TRAILER, x12 ? "SE" : "UNT", "is missing");
    close_message(r);
}

static void take_message_trailer(struct edi_reader *r)
{
    bool x12 = r->family == VMI_EDI_X12;
    if (!r->message.open) {
        reader_fault(r, &r->interchange, EDI_FAULT_CONTENT, x12 ? "SE" : "UNT",
                     "is the trailer of no message");
        return;
    }
    end_walk(r);
    envelope_check_count(r, &r->message, 1, x12 ? "SE01" : "UNT01", "segment");
    envelope_check_number(r, &r->message, 2, x12 ? "SE02" : "UNT02", x12 ? "ST02" : "UNH01");
    close_message(r);
}

/* ---- groups --------------------------------------------------------------------------------------------- */

static void open_group(struct edi_reader *r, struct vmi_slice id, struct vmi_slice number, const char *field)
{
    envelope_open_level(r, &r->group, number);
    envelope_set_text(&r->group_id, id);
    r->interchange.groups++;
    check_repeated(r, &r->interchange, &r->group, field);
    ack_open_group(r);
}

void envelope_miss_group(struct edi_reader *r)
{
    envelope_miss_message(r);
    if (!r->group.open)
        return;
    reader_fault(r, &r->group, EDI_FAULT_TRAILER, r->family == VMI_EDI_X12 ? "GE" : "UNE", "is missing");
    ack_close_group(r);
    envelope_close_level(r, &r->group);
}

static void take_group_trailer(struct edi_reader *r)
{
    bool x12 = r->family == VMI_EDI_X12;
    envelope_miss_message(r);
    if (!r->group.open) {
        reader_fault(r, &r->interchange, EDI_FAULT_CONTENT, x12 ? "GE" : "UNE", "is the trailer of no group");
        return;
    }
    envelope_check_count(r, &r->group, 1, x12 ? "GE01" : "UNE01", "message");
    envelope_check_number(r, &r->group, 2, x12 ? "GE02" : "UNE02", x12 ? "GS06" : "UNG05");
    ack_close_group(r);
    envelope_close_level(r, &r->group);
}

/* ---- segments ------------------------------------------------------------------------------------------- */

static void take_x12_header(struct edi_reader *r, uint32_t tag)
{
    const struct vmi_edi_segment *s = &r->segment;
    if (tag == TAG3('I', 'S', 'A')) {
        interchange_miss(r);
        interchange_open_isa(r);
    } else if (tag == TAG2('G', 'S')) {
        envelope_miss_group(r);
        envelope_set_text(&r->texts[EDI_VERSION], vmi_edi_element(s, 8));
        open_group(r, vmi_edi_element(s, 1), vmi_edi_element(s, 6), "GS06");
    } else {
        envelope_miss_message(r);
        r->walk.version = vmi_buffer_slice(&r->texts[EDI_VERSION]);
        open_message(r, vmi_edi_element(s, 1), vmi_edi_element(s, 2), "ST02");
    }
}

static void take_edifact_header(struct edi_reader *r, uint32_t tag)
{
    const struct vmi_edi_segment *s = &r->segment;
    if (tag == TAG3('U', 'N', 'B')) {
        interchange_miss(r);
        interchange_open_unb(r);
    } else if (tag == TAG3('U', 'N', 'G')) {
        envelope_miss_group(r);
        open_group(r, vmi_edi_component(s, 1, 1), vmi_edi_component(s, 5, 1), "UNG05");
    } else {
        envelope_miss_message(r);
        if (!r->interchange.open)
            interchange_open_bare(r);
        vmi_buffer_clear(&r->texts[EDI_VERSION]);
        vmi_buffer_print(&r->texts[EDI_VERSION], "%.*s:%.*s", VMI_SLICE_PRINT(vmi_edi_component(s, 2, 2)),
                         VMI_SLICE_PRINT(vmi_edi_component(s, 2, 3)));
        r->walk.version = vmi_buffer_slice(&r->texts[EDI_VERSION]);
        open_message(r, vmi_edi_component(s, 2, 1), vmi_edi_component(s, 1, 1), "UNH01");
    }
}

/* What is neither header nor trailer. */
static void take_body(struct edi_reader *r, uint32_t tag)
{
    char quoted[VMI_QUOTED_SIZE];
    if (r->message.open) {
        if (r->options.acks)
            ack_take_segment(r);
        if (r->walk.message) {
            segment_check(r, tag);
            r->walk.message->segment(&r->walk);
        }
    } else if (tag == TAG3('T', 'A', '1') && r->family == VMI_EDI_X12) {
        x12_take_ta1(&r->walk);
    } else if (tag != TAG3('I', 'S', 'B') && tag != TAG3('I', 'S', 'E') && tag != TAG3('I', 'S', 'X')) {
        reader_fault(r, &r->interchange, EDI_FAULT_CONTENT, "", "segment %s stands in no message",
                     vmi_text_quote(r->segment.tag, quoted));
    }
}

/* A trailer of the family at hand; in the other one the same letters may be a segment of a message. */
static bool take_trailer(struct edi_reader *r, uint32_t tag)
{
    bool x12 = r->family == VMI_EDI_X12;
    if (tag == (x12 ? TAG2('S', 'E') : TAG3('U', 'N', 'T')))
        take_message_trailer(r);
    else if (tag == (x12 ? TAG2('G', 'E') : TAG3('U', 'N', 'E')))
        take_group_trailer(r);
    else if (tag == (x12 ? TAG3('I', 'E', 'A') : TAG3('U', 'N', 'Z')))
        interchange_take_trailer(r);
    else
        return false;
    return true;
}

/* The lexer tells the family of what it cuts; headers and trailers of the other one are segments like any other. */
static bool take_envelope(struct edi_reader *r, uint32_t tag)
{
    r->family = r->segment.marks->family;
    switch (tag) {
    case TAG3('I', 'S', 'A'):
    case TAG2('G', 'S'):
    case TAG2('S', 'T'):
        if (r->family == VMI_EDI_X12)
            take_x12_header(r, tag);
        return r->family == VMI_EDI_X12;
    case TAG3('U', 'N', 'B'):
    case TAG3('U', 'N', 'H'):
    case TAG3('U', 'N', 'G'):
        if (r->family == VMI_EDI_EDIFACT)
            take_edifact_header(r, tag);
        return r->family == VMI_EDI_EDIFACT;
    default:
        return take_trailer(r, tag);
    }
}

/*
 * The last segment has no terminator: it counts only as the trailer of the interchange, with a number that is not the
 * beginning of the one that it should be.
 */
static bool is_whole(const struct edi_reader *r)
{
    bool trailer = vmi_edi_is(&r->segment, r->family == VMI_EDI_X12 ? "IEA" : "UNZ");
    struct vmi_slice number = vmi_buffer_slice(&r->interchange.number), told;
    if (!r->segment.cut)
        return true;
    if (!trailer || !r->interchange.open || r->message.open)
        return false;
    told = envelope_element(r, 2);
    bool beginning =
        told.length < number.length && (!told.length || memcmp(told.text, number.text, told.length) == 0);
    return !beginning;
}

void envelope_take(struct edi_reader *r)
{
    char quoted[VMI_QUOTED_SIZE];
    uint32_t tag = edi_tag(&r->segment);
    if (!is_whole(r))
        return; /* which the end tells */
    r->counts.segments++;
    r->segment_of_interchange++;
    r->walk.position++;
    if (r->interchange.open && !r->segment.begins)
        vmi_content_add(r->content, r->segment.text); /* whatever ends it, and whatever the lines are */
    if (r->message.open)
        r->message.count++;
    if (!tag) {
        reader_fault(r, r->message.open ? &r->message : &r->interchange, EDI_FAULT_CONTENT, "",
                     "%s is no segment", vmi_text_quote(r->segment.text, quoted));
        return;
    }
    if (!take_envelope(r, tag))
        take_body(r, tag);
}

void envelope_end(struct edi_reader *r)
{
    if (r->bare)
        reader_fault(r, &r->interchange, EDI_FAULT_TRAILER, "UNZ", "is missing");
    if (!r->interchange.open && !r->message.open)
        return;
    r->counts.cut = true;
    r->interchange.faults |= EDI_FAULT_CUT;
    r->group.faults |= r->group.open ? EDI_FAULT_CUT : 0;
    r->message.faults |= r->message.open ? EDI_FAULT_CUT : 0;
    reader_tell(r, VMI_CHECK_EDI_CUT, "",
                r->segment.cut ? "the file ends within a segment" : "the file ends within an interchange");
    interchange_miss(r);
    envelope_miss_message(r); /* one without an interchange */
}
