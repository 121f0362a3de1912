/*
 * source_internal.h: a source from the inside, for the files of this room that make it up.
 */
#ifndef VMI_SOURCE_INTERNAL_H
#define VMI_SOURCE_INTERNAL_H

#include <sys/types.h>

#include "encoding.h"
#include "vmi/source.h"

enum { BLOCK = 256 * 1024, DETECTED_BY = 4096, LINE_END_WITHIN = 64 * 1024 };

/*
 * The buffer holds [start, end); what was handed out last begins at `last`. Everything before `folded` is in the
 * checksum, which is brought up to date in large pieces: when the buffer moves and when it is asked for.
 */
struct vmi_source {
    const char *name;
    int descriptor; /* -1: the bytes are lent */
    char *buffer;
    size_t capacity, start, end, last, folded;
    size_t max_record;
    uint64_t moved; /* bytes that have left the buffer */
    uint64_t lines; /* line ends before `start` */
    uint32_t crc;
    bool ended, begun;
    bool array_open, array_closed;
    bool any_line_end;
    char line_end; /* LF, with or without a CR before it; or CR */
    bool decodes;  /* ENCODING is NULL until the first bytes have told it, and stays so for UTF-8 */
    struct encoding *encoding;
    const char *encoding_name;
    bool (*spares)(struct vmi_slice first); /* true for what is not converted */
    bool looked;                            /* at its first bytes */
    struct vmi_buffer text;                 /* converted, and not yet in the buffer */
    size_t text_used;
    bool raw_ended;
    void (*watch)(void *context, struct vmi_slice bytes);
    void *watch_context;
    const char *folder; /* for what vmi_source_ahead() has to keep */
    bool borrowed;      /* the descriptor is that of another source */
    bool from_place;    /* it is read from `position` on, wherever others have it stand */
    off_t position;
    uint64_t pause; /* no line that goes on behind this place is in the window; UINT64_MAX: none */
};

/*
 * For readers that find the ends of lines themselves: what has been read in and not handed out, empty before the first
 * line; and the line of which LENGTH bytes of that are the text, with an end of ENDING bytes, taken.
 */
static inline struct vmi_slice source_window(const struct vmi_source *s)
{
    size_t end = s->pause - s->moved < s->end ? (size_t)(s->pause - s->moved) : s->end;
    return (struct vmi_slice){s->buffer + s->start, s->begun && end > s->start ? end - s->start : 0};
}

static inline struct vmi_line source_take_line(struct vmi_source *s, size_t length, size_t ending)
{
    struct vmi_line line = {{s->buffer + s->start, length}, ending, ++s->lines};
    s->last = s->start;
    s->start += length + ending;
    return line;
}

/* Puts the line that was taken last back. */
static inline void source_put_back(struct vmi_source *s)
{
    s->start = s->last;
    s->lines--;
}

/* Takes all before `start` into the checksum. */
void source_fold(struct vmi_source *s);

/* A source of nothing yet. */
struct vmi_source *source_new(const char *name, size_t max_record);

/* True while what is read is converted before it comes into the buffer. */
bool source_is_converting(const struct vmi_source *s);

/* Reads the next of the text that the bytes mean; as read(2). */
ssize_t source_read_text(struct vmi_source *s, char *to, size_t room);

/* Fills ERROR with what errno says; false. */
bool source_system_error(const struct vmi_source *s, struct vmi_error *error, const char *what);

#endif
