/*
 * edi_lexer.h: segments of X12 and of EDIFACT, cut by the delimiters that each interchange declares.
 *
 * One lexer for both: they differ in where the delimiters are found (ISA, or UNA and the defaults) and in whether there is
 * a release character. What stands between interchanges is passed over and told; inside, ISA, UNA and UNB begin a new one
 * only where a segment begins. Line ends and blanks between segments are nothing, and line ends within one (lines that
 * were wrapped) are taken out. Memory does not grow with the file.
 */
#ifndef VMI_EDI_LEXER_H
#define VMI_EDI_LEXER_H

#include "vmi/arena.h"
#include "vmi/source.h"

enum vmi_edi_family { VMI_EDI_X12, VMI_EDI_EDIFACT };

enum { VMI_EDI_TERMINATOR_SIZE = 4 };

struct vmi_edi_delimiters {
    enum vmi_edi_family family;
    char element, component, repetition, release; /* NUL: there is none */
    char terminator[VMI_EDI_TERMINATOR_SIZE];     /* some write a character of several bytes */
    size_t terminator_length;
    size_t header_length; /* of an ISA, without its terminator, which may stand within it too; 0: not known */
    bool declared;        /* in an ISA or a UNA */
    bool odd_header;   /* an ISA whose elements are not as wide as they must be; a UNA that parts numbers */
    bool no_component; /* an ISA without ISA16 */
};

/* How many elements of a segment are kept; the standards know none with more than 35. */
enum { VMI_EDI_ELEMENTS = 128 };

struct vmi_edi_segment {
    struct vmi_slice tag; /* as it was sent: 2 or 3 letters and digits, in a segment that is one */
    const struct vmi_slice *elements; /* as they were sent; 0 is the tag */
    size_t count;                     /* of elements, with the tag */
    struct vmi_slice text;            /* all of it, without its terminator and without line ends */
    uint64_t line;                    /* where it begins */
    uint64_t offset;                  /* bytes of the source before it */
    bool escaped;                     /* it has release characters */
    bool wrapped;                     /* a line ended within it */
    bool cut;                         /* the source ends in it: it has no terminator */
    bool begins;                      /* an interchange, with delimiters of its own */
    const struct vmi_edi_delimiters *marks;
    struct vmi_arena *arena; /* of what is unescaped; cleared with the next segment */
};

struct vmi_edi_lexer;

/* SOURCE stays the caller's, and must not be read by others. */
struct vmi_edi_lexer *vmi_edi_lexer_new(struct vmi_source *source);
void vmi_edi_lexer_free(struct vmi_edi_lexer *lexer);

/*
 * The next segment; its texts die at the next call. BAD, with ERROR filled: bytes that are of no interchange (code
 * "edi_noise"), an ISA whose delimiters cannot be told ("edi_header"), or a segment longer than the source's maximum
 * ("record_too_long"); all have been passed over.
 */
enum vmi_next vmi_edi_lexer_next(struct vmi_edi_lexer *lexer, struct vmi_edi_segment *segment,
                                 struct vmi_error *error);

/* The interchange has ended: what comes is not of it. To be told after its last segment. */
void vmi_edi_lexer_leave(struct vmi_edi_lexer *lexer);

/* Without blanks and line ends at its end. */
static inline struct vmi_slice vmi_edi_without_blanks(struct vmi_slice s)
{
    while (s.length && (s.text[s.length - 1] == ' ' || s.text[s.length - 1] == '\t' ||
                        s.text[s.length - 1] == '\r' || s.text[s.length - 1] == '\n'))
        s.length--;
    return s;
}

/* Element N as it was sent, without blanks at its end; unknown where the segment has no such element. */
static inline struct vmi_slice vmi_edi_element(const struct vmi_edi_segment *segment, size_t n)
{
    if (n >= segment->count || n >= VMI_EDI_ELEMENTS || !segment->elements[n].length)
        return VMI_SLICE_NONE;
    return vmi_edi_without_blanks(segment->elements[n]);
}

/*
 * Component C, counted from 1, of element N: of its first repetition, without release characters and without blanks at
 * its end. Empty and absent ones are unknown.
 */
struct vmi_slice vmi_edi_component(const struct vmi_edi_segment *segment, size_t n, size_t c);

static inline bool vmi_edi_is(const struct vmi_edi_segment *segment, const char *tag)
{
    return vmi_slice_is(segment->tag, tag);
}

/* ---- where an interchange begins ------------------------------------------------------------------------ */

/* Enough bytes to tell the delimiters by. */
enum { VMI_EDI_LOOK = 4096 };

/*
 * Finds the delimiters of the interchange that begins with the first of BYTES: at least VMI_EDI_LOOK of them, or all that
 * there are. *HEADER is where its first segment begins, behind a UNA. False when it is no interchange.
 */
bool vmi_edi_find_delimiters(struct vmi_slice bytes, struct vmi_edi_delimiters *delimiters, size_t *header);

/*
 * True when an interchange begins in BYTES, the first of a file: at their beginning, or on one of their lines. Also for X12
 * whose ISA was left out, which cannot be read, and can be told.
 */
bool vmi_edi_begins(struct vmi_slice bytes);

/* True for bytes that were EBCDIC, and have been read as Windows-1252. */
bool vmi_edi_is_ebcdic(struct vmi_slice bytes);

#endif
