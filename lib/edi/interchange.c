/*
 * Interchanges as they open and close: who sends them, whether they came before, and whether they are tests.
 */
#include <stdio.h>

#include "ack.h"
#include "date.h"
#include "envelope.h"

/* What it is called by, as a line of CSV. */
static void make_key(struct edi_reader *r)
{
    const struct vmi_slice parts[] = {
        vmi_buffer_slice(&r->texts[EDI_SENDER_QUALIFIER]), vmi_buffer_slice(&r->texts[EDI_SENDER]),
        vmi_buffer_slice(&r->texts[EDI_RECEIVER_QUALIFIER]), vmi_buffer_slice(&r->texts[EDI_RECEIVER]),
        vmi_buffer_slice(&r->interchange.number)};
    vmi_buffer_clear(&r->key);
    for (size_t i = 0; i < VMI_COUNT(parts); i++) {
        if (i)
            vmi_buffer_add(&r->key, ",", 1);
        vmi_edi_seen_key(&r->key, parts[i]);
    }
}

static enum edi_mode mode_of(const struct edi_reader *r, bool test)
{
    if (*vmi_edi_seen_find(r->options.seen, vmi_buffer_slice(&r->key)))
        return EDI_DUPLICATE;
    return test && !r->options.test && !r->walk.profile->test ? EDI_TEST : EDI_PASS;
}

static void open_interchange(struct edi_reader *r, struct vmi_slice number, bool test)
{
    envelope_open_level(r, &r->interchange, number);
    r->interchange.groups = 0;
    r->bare = false;
    r->wrapped = r->segment.wrapped;
    r->counts.interchanges++;
    r->segment_of_interchange = 1;
    vmi_content_restart(r->content);
    vmi_content_add(r->content, r->segment.text);
    r->walk.sender = vmi_buffer_slice(&r->texts[EDI_SENDER]);
    r->walk.receiver = vmi_buffer_slice(&r->texts[EDI_RECEIVER]);
    r->walk.profile = vmi_edi_profile_of(r->options.profiles, r->walk.sender);
    make_key(r);
    r->mode = mode_of(r, test);
    r->withheld = 0;
    r->interchange.faults |= r->mode == EDI_TEST ? EDI_FAULT_TEST : 0;
    r->interchange.faults |= r->mode == EDI_DUPLICATE ? EDI_FAULT_DUPLICATE : 0;
    ack_open_interchange(r);
}

static int century(const struct edi_reader *r)
{
    return vmi_edi_profile_of(r->options.profiles, vmi_buffer_slice(&r->texts[EDI_SENDER]))->century;
}

void interchange_open_isa(struct edi_reader *r)
{
    const struct vmi_edi_segment *s = &r->segment;
    static const size_t from[] = {
        [EDI_SENDER] = 6, [EDI_RECEIVER] = 8, [EDI_SENDER_QUALIFIER] = 5, [EDI_RECEIVER_QUALIFIER] = 7};
    struct vmi_slice repetition = vmi_edi_element(s, 11), version = vmi_edi_element(s, 12);
    for (size_t i = 0; i < VMI_COUNT(from); i++)
        envelope_set_text(&r->texts[i], vmi_edi_element(s, from[i]));
    r->charset = NULL;
    r->walk.sent = edi_day(vmi_edi_element(s, 9), century(r));
    open_interchange(r, vmi_edi_element(s, 13), vmi_slice_is(vmi_edi_element(s, 15), "T"));
    if (s->marks->odd_header)
        reader_fault(r, &r->interchange, EDI_FAULT_HEADER, "ISA",
                     "has elements that are not as wide as they must be");
    if (!s->marks->repetition && vmi_slice_compare(version, VMI_SLICE("00402")) >= 0 &&
        repetition.length == 1)
        reader_fault(r, &r->interchange, EDI_FAULT_HEADER, "ISA11",
                     "is '%c', which is no repetition separator", repetition.text[0]);
}

/* The encodings of the levels of S001, as iconv names them. UTF-8 is looked for first, whatever was told. */
static const char *charset_of(struct vmi_slice level)
{
    static const struct {
        const char *level, *encoding;
    } sets[] = {{"UNOA", "ISO-8859-1"}, {"UNOB", "ISO-8859-1"}, {"UNOC", "ISO-8859-1"},
                {"UNOD", "ISO-8859-2"}, {"UNOE", "ISO-8859-5"}, {"UNOF", "ISO-8859-7"},
                {"UNOG", "ISO-8859-3"}, {"UNOH", "ISO-8859-4"}, {"UNOI", "ISO-8859-6"},
                {"UNOJ", "ISO-8859-8"}, {"UNOK", "ISO-8859-9"}, {"UNOL", "ISO-8859-15"}};
    for (size_t i = 0; i < VMI_COUNT(sets); i++)
        if (vmi_slice_is(level, sets[i].level))
            return sets[i].encoding;
    return NULL;
}

void interchange_open_unb(struct edi_reader *r)
{
    const struct vmi_edi_segment *s = &r->segment;
    envelope_set_text(&r->texts[EDI_SENDER], vmi_edi_component(s, 2, 1));
    envelope_set_text(&r->texts[EDI_SENDER_QUALIFIER], vmi_edi_component(s, 2, 2));
    envelope_set_text(&r->texts[EDI_RECEIVER], vmi_edi_component(s, 3, 1));
    envelope_set_text(&r->texts[EDI_RECEIVER_QUALIFIER], vmi_edi_component(s, 3, 2));
    r->charset = charset_of(vmi_edi_component(s, 1, 1));
    r->walk.sent = edi_day(vmi_edi_component(s, 4, 1), century(r));
    open_interchange(r, vmi_edi_component(s, 5, 1), vmi_slice_is(vmi_edi_component(s, 11, 1), "1"));
    if (s->marks->odd_header)
        reader_fault(r, &r->interchange, EDI_FAULT_HEADER, "UNA",
                     "has a separator that numbers have: a sign or their decimal mark");
}

/* A message that stands alone, without the header of an interchange. */
void interchange_open_bare(struct edi_reader *r)
{
    for (size_t i = 0; i <= EDI_RECEIVER_QUALIFIER; i++)
        vmi_buffer_clear(&r->texts[i]);
    r->walk.sender = r->walk.receiver = VMI_SLICE_NONE;
    r->walk.profile = vmi_edi_profile_of(r->options.profiles, VMI_SLICE(""));
    r->walk.sent = VMI_DATE_NONE;
    vmi_buffer_clear(&r->interchange.number);
    r->mode = EDI_PASS;
    r->segment_of_interchange = 1;
    r->bare = true;
    reader_fault(r, &r->interchange, EDI_FAULT_HEADER, "UNB", "is missing before the message");
}

/* The same content again is passed over; another one under the same number is for a person to look at. */
static void judge_duplicate(struct edi_reader *r)
{
    char content[VMI_CONTENT_TEXT_SIZE], text[300];
    struct vmi_slice number = vmi_buffer_slice(&r->interchange.number);
    const char *first = vmi_edi_seen_find(r->options.seen, vmi_buffer_slice(&r->key));
    if (strcmp(vmi_content_text(r->content, content), first) == 0) {
        r->counts.duplicates += r->withheld;
        reader_tell(r, VMI_CHECK_EDI_DUPLICATE, "",
                    "the interchange came before with the same content: passed over");
        return;
    }
    snprintf(text, sizeof text, "interchange %.*s of %.*s came before with another content",
             VMI_SLICE_PRINT(number), VMI_SLICE_PRINT(r->walk.sender));
    reader_refuse(r, "edi_duplicate", r->withheld, text);
}

static void close_interchange(struct edi_reader *r)
{
    char content[VMI_CONTENT_TEXT_SIZE], text[200];
    bool whole = !(r->interchange.faults & (EDI_FAULT_CUT | EDI_FAULT_TRAILER));
    ack_close_interchange(r);
    envelope_close_level(r, &r->interchange);
    if (r->mode == EDI_DUPLICATE) {
        r->interchange.open = true; /* to be named */
        judge_duplicate(r);
        r->interchange.open = false;
    } else if (r->mode == EDI_TEST) {
        snprintf(text, sizeof text, "interchange %.*s is a test (--test reads it)",
                 VMI_SLICE_PRINT(vmi_buffer_slice(&r->interchange.number)));
        reader_refuse(r, "edi_test", r->withheld, text);
    } else if (whole) {
        vmi_edi_seen_add(r->options.seen, vmi_buffer_slice(&r->key),
                         vmi_slice_of(vmi_content_text(r->content, content)));
    }
    r->mode = EDI_PASS;
    vmi_edi_lexer_leave(r->lexer);
}

void interchange_miss(struct edi_reader *r)
{
    envelope_miss_group(r);
    if (!r->interchange.open)
        return;
    reader_fault(r, &r->interchange, EDI_FAULT_TRAILER, r->family == VMI_EDI_X12 ? "IEA" : "UNZ",
                 "is missing");
    close_interchange(r);
}

void interchange_take_trailer(struct edi_reader *r)
{
    bool x12 = r->family == VMI_EDI_X12;
    struct edi_level *level = &r->interchange;
    envelope_miss_group(r);
    r->bare = false;
    if (!level->open) {
        reader_fault(r, level, EDI_FAULT_CONTENT, x12 ? "IEA" : "UNZ", "is the trailer of no interchange");
        vmi_edi_lexer_leave(r->lexer);
        return;
    }
    if (x12 || level->groups)
        level->count = level->groups;
    envelope_check_count(r, level, 1, x12 ? "IEA01" : "UNZ01", x12 || level->groups ? "group" : "message");
    envelope_check_number(r, level, 2, x12 ? "IEA02" : "UNZ02", x12 ? "ISA13" : "UNB05");
    if (!x12 && r->wrapped && r->segment.wrapped && !(level->faults & EDI_FAULT_NUMBER))
        reader_tell(r, VMI_CHECK_EDI_ENVELOPE, "UNZ02",
                    "is the reference of UNB05 only without the line ends that stand within both segments");
    close_interchange(r);
}
