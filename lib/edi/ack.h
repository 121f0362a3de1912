/*
 * ack.h: what is told of what came, for the acknowledgements: collected for an interchange, and written as it closes.
 */
#ifndef VMI_EDI_ACK_H
#define VMI_EDI_ACK_H

#include "dictionary.h"
#include "reader.h"
#include "writer.h"

/* ---- what the reader tells ------------------------------------------------------------------------------ */

/* Each does nothing where nothing is to be acknowledged. A level is told as it opens, and before it closes. */
void ack_open_interchange(struct edi_reader *r);
void ack_close_interchange(struct edi_reader *r);
void ack_open_group(struct edi_reader *r);
void ack_close_group(struct edi_reader *r);
void ack_open_message(struct edi_reader *r);
void ack_close_message(struct edi_reader *r);

/* The segment at hand, of the message that is open: it is held against the dictionary (ack_check.c). */
void ack_take_segment(struct edi_reader *r);

/* The message ends: which of the segments that it must have did not come. */
void ack_end_segments(struct edi_reader *r);

/* ---- what is collected ---------------------------------------------------------------------------------- */

/* What is wrong with a segment as a whole, with the codes of X12 (element 720) as their values. */
enum ack_segment_error {
    ACK_SEGMENT_UNKNOWN = 1,
    ACK_SEGMENT_UNEXPECTED = 2,
    ACK_SEGMENT_MISSING = 3,
    ACK_SEGMENT_HAS_ERRORS = 8,
};

struct ack_element {
    size_t element, component; /* counted from 1; 0: the element has none */
    short number;
    enum edi_element_error error;
    struct vmi_slice text;
    struct ack_element *next;
};

struct ack_segment {
    struct vmi_slice tag;
    uint64_t position; /* in the message, the header being 1 */
    enum ack_segment_error error;
    struct ack_element *elements, **last;
    struct ack_segment *next;
};

struct ack_message {
    struct vmi_slice id, number, name; /* name: S009 of EDIFACT, ST03 of X12 */
    unsigned faults;
    bool refused;
    struct ack_segment *segments, **last;
    size_t segment_count;
    uint64_t seen; /* by bit, which of the segments that it must have came */
    struct ack_message *next;
};

struct ack_group {
    struct vmi_slice id, sender, receiver, number, version, included;
    unsigned faults;
    uint64_t received;
    bool plain; /* messages stand in no group */
    struct ack_message *messages, **last;
    struct ack_group *next;
};

struct ack_interchange {
    enum vmi_edi_family family;
    enum vmi_edi_reply reply;
    struct vmi_slice parties[4]; /* EDI_SENDER ... */
    struct vmi_slice date, time, version, number, syntax;
    struct vmi_slice own; /* the control number of the answer */
    bool wanted;          /* the sender asks for an acknowledgement of the interchange */
    unsigned faults;
    bool strict;
    struct ack_group *groups, **last;
};

struct vmi_edi_acks {
    struct vmi_arena arena; /* of the interchange */
    struct ack_interchange interchange;
    struct ack_group *group;
    struct ack_message *message;
    struct vmi_map numbers; /* of answers */
    struct vmi_buffer text, taken;
};

/* True where the whole of it is rejected. */
bool ack_is_refused(unsigned faults);

/* 'A', 'E' or 'R', as X12 has it. */
char ack_status(const struct ack_message *message);

/* ---- what is written (ack_x12.c, ack_edifact.c) --------------------------------------------------------- */

void ack_write_x12(const struct ack_interchange *interchange, struct vmi_buffer *out);
void ack_write_edifact(const struct ack_interchange *interchange, struct vmi_buffer *out);

#endif
