/*
 * reader.h: a file of interchanges while it is read.
 */
#ifndef VMI_EDI_READER_H
#define VMI_EDI_READER_H

#include "message.h"
#include "passed.h"
#include "vmi/content.h"

/* What is wrong with a message, a group or an interchange. */
enum edi_fault {
    EDI_FAULT_UNSUPPORTED = 1 << 0, /* no message of ours */
    EDI_FAULT_TRAILER = 1 << 1,     /* missing */
    EDI_FAULT_NUMBER = 1 << 2,      /* header and trailer have different numbers */
    EDI_FAULT_COUNT = 1 << 3,       /* the trailer counts otherwise */
    EDI_FAULT_CONTENT = 1 << 4,     /* of a segment or an element */
    EDI_FAULT_REPEATED = 1 << 5,    /* the number came before, in the same group or interchange */
    EDI_FAULT_CUT = 1 << 6,         /* the source ended */
    EDI_FAULT_TEST = 1 << 7,
    EDI_FAULT_DUPLICATE = 1 << 8,
    EDI_FAULT_HEADER = 1 << 9,
    EDI_FAULT_PART = 1 << 10, /* something in it was refused */
};

/* Texts of the interchange and the message that are kept. */
enum { EDI_SENDER, EDI_RECEIVER, EDI_SENDER_QUALIFIER, EDI_RECEIVER_QUALIFIER, EDI_VERSION, EDI_TEXTS };

struct edi_segment_rule;

/* The segments of the message that was read last. */
enum { EDI_MOST_TAGS = 96 };

struct edi_known {
    const struct edi_message *message;
    uint32_t tags[EDI_MOST_TAGS];
    const struct edi_segment_rule *rules[EDI_MOST_TAGS]; /* NULL: nothing is known of it but its name */
    size_t count;
    size_t last; /* that came */
};

/* Why records are not handed out. */
enum edi_mode { EDI_PASS, EDI_DUPLICATE, EDI_TEST, EDI_REFUSED };

/* A message, a group or an interchange that is open. */
struct edi_level {
    bool open;
    struct vmi_buffer number; /* of its header */
    unsigned faults;
    uint64_t first;         /* message of the file that is the first in it */
    uint64_t count;         /* of segments, or messages, so far; */
    uint64_t groups;        /* of an interchange, of these */
    struct vmi_map numbers; /* of the messages or groups in it */
};

/* What is set aside. */
struct edi_bad {
    bool is_record;
    uint64_t records; /* with it */
    struct vmi_error error;
    struct vmi_slice cells[VMI_EDI_REJECT_CELLS], raw;
};

struct edi_queued {
    struct edi_bad *bad; /* NULL: a record */
    struct vmi_activity record;
    const char *element;
    struct vmi_slice code; /* of the origin, behind the element */
    uint64_t segment, line;
};

struct edi_refusals; /* by message of the file */

struct edi_reader {
    struct vmi_edi_options options;
    struct vmi_edi_profiles defaults;
    struct vmi_source *source;
    struct vmi_edi_lexer *lexer;
    struct vmi_edi_segment segment;
    enum vmi_edi_family family;
    const char *name;

    struct edi_level interchange, group, message;
    struct vmi_buffer key; /* of the interchange */
    struct vmi_content *content;
    enum edi_mode mode; /* of the interchange */
    bool wrapped;       /* a line ends within the header of the interchange */
    bool bare;          /* messages stand in none */
    uint64_t segment_of_interchange;
    struct vmi_buffer texts[EDI_TEXTS];
    struct vmi_buffer group_id, message_id;
    const char *charset; /* of the interchange; NULL: UTF-8 */
    const char *encoding;

    struct edi_walk walk;
    struct edi_known known;
    void *state;

    struct edi_queued *queue;
    size_t queue_count, queue_capacity, queue_next;
    struct vmi_arena queued; /* texts */
    struct {
        struct vmi_slice from, to;
    } last_texts[5]; /* of the record before: those of one item are the same */
    const struct edi_queued *current;
    struct vmi_buffer origin;

    struct edi_passed passed;
    struct vmi_edi_counts counts;
    struct edi_refusals *refusals; /* NULL: not strict */
    bool looking;                  /* this one is the look ahead: nothing is told */
    uint64_t message_records;      /* that the message gave, whatever its mode */
    uint64_t passed_before;        /* the message: quantities that became no record */
    uint64_t withheld;             /* records of the message, or the interchange, that are not handed out */
    const struct edi_fact *about;  /* what is told is about it; NULL: about the segment at hand */
    struct vmi_error unreadable;
    bool ended;
};

/* Tells what is wrong with the envelope, and marks LEVEL. FIELD: "SE01". */
void reader_fault(struct edi_reader *r, struct edi_level *level, unsigned fault, const char *field,
                  const char *format, ...) VMI_PRINTF(5, 6);

/* Tells what sets nothing aside. */
void reader_tell(struct edi_reader *r, enum vmi_check check, const char *field, const char *text);

/* The place of the segment at hand, for a message: file, line, and which interchange and message it is of. */
void reader_place(const struct edi_reader *r, struct vmi_error *error);

/* A record (its CODE is JOINED of several), or one that cannot be; in modes other than PASS it is counted alone. Texts are copied. */
void reader_emit(struct edi_reader *r, const struct edi_fact *fact, const struct vmi_activity *record,
                 struct vmi_slice code, bool joined);
void reader_emit_bad(struct edi_reader *r, const struct edi_fact *fact, struct vmi_slice quantity,
                     const struct vmi_error *error);

/* Order numbers that the customer gives. */
void reader_numbers(struct edi_reader *r, const struct vmi_edi_numbers *numbers);

/* A figure that another one says, or holds: counted. */
void reader_supersede(struct edi_reader *r, const struct edi_fact *fact);

/* A message, a group or an interchange is refused, with so many records. */
void reader_refuse(struct edi_reader *r, const char *code, uint64_t records, const char *text);

/* The text as UTF-8: as it is where it is, else converted from what the interchange declares. In the queue's arena. */
struct vmi_slice reader_text(struct edi_reader *r, struct vmi_slice text);

/* ---- envelopes (envelope.c) ----------------------------------------------------------------------------- */

/* Takes the segment at hand: of an envelope, or of the message that is open. */
void envelope_take(struct edi_reader *r);

/* The source has ended: what is open is closed. */
void envelope_end(struct edi_reader *r);

/* ---- strict (refusals.c) -------------------------------------------------------------------------------- */

struct edi_refusals *refusals_new(void);
void refusals_free(struct edi_refusals *refusals);
void refusals_add(struct edi_refusals *refusals, uint64_t first, uint64_t count);
bool refusals_has(const struct edi_refusals *refusals, uint64_t message);

#endif
