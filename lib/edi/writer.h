/*
 * writer.h: segments out, in either standard.
 */
#ifndef VMI_EDI_WRITER_H
#define VMI_EDI_WRITER_H

#include "vmi/edi_lexer.h"

struct edi_writer {
    struct vmi_buffer *out;
    const struct vmi_edi_delimiters *marks;
    uint64_t segments;        /* since the caller last set it to 0 */
    unsigned elements_owed;   /* separators of elements and of components that are empty so far: */
    unsigned components_owed; /* those at the end are never written */
    bool one_line;            /* no line end behind a segment */
    size_t replaced;          /* bytes of data that became a blank */
};

/* Begins a segment. */
void writer_begin(struct edi_writer *w, const char *tag);

/*
 * The next element, and the next component of it. A data byte that is a delimiter is released where the standard knows how,
 * else it becomes a blank; so do control characters.
 */
void writer_element(struct edi_writer *w, struct vmi_slice text);
void writer_component(struct edi_writer *w, struct vmi_slice text);
void writer_print(struct edi_writer *w, const char *format, ...) VMI_PRINTF(2, 3); /* an element */

/* True when TEXT can be sent as it is: no control character, no blank at its ends, and no mark that cannot be released. */
bool writer_can(const struct vmi_edi_delimiters *marks, struct vmi_slice text);

/* Ends the segment, without empty elements and components at its end, and the line. */
void writer_end(struct edi_writer *w);

/* A segment of X12 whose elements are these, NULL behind the last. */
void writer_segment(struct edi_writer *w, const char *tag, const char *const *elements);

#endif
