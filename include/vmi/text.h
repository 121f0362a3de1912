/*
 * text.h: slices of bytes, a growing buffer with a maximum, and what is asked of text everywhere.
 *
 * A slice does not own its bytes and is not terminated by NUL; it is valid as long as what it was cut from. A slice
 * whose text is NULL is unknown; one of length 0 with text is empty. Everywhere bytes are bytes: no locale is asked.
 */
#ifndef VMI_TEXT_H
#define VMI_TEXT_H

#include <string.h>

#include <stdarg.h>

#include "vmi/base.h"

struct vmi_slice {
    const char *text;
    size_t length;
};

#define VMI_SLICE(literal) ((struct vmi_slice){(literal), sizeof(literal) - 1})
#define VMI_SLICE_NONE     ((struct vmi_slice){NULL, 0})
#define VMI_SLICE_PRINT(s) (int)(s).length, (s).text ? (s).text : ""

static inline struct vmi_slice vmi_slice_of(const char *string)
{
    return (struct vmi_slice){string, string ? strlen(string) : 0};
}

/* As memcmp() == 0, without a call where LENGTH, from 4 to 16, is that of most codes and dates. */
static inline bool vmi_bytes_equal(const char *a, const char *b, size_t length)
{
    uint64_t front[2] = {0}, back[2] = {0};
    size_t step = length < sizeof *front ? sizeof(uint32_t) : sizeof *front;
    if (length < step || length > 2 * sizeof *front)
        return memcmp(a, b, length) == 0;
    if (step == sizeof(uint32_t)) {
        memcpy(&front[0], a, sizeof(uint32_t));
        memcpy(&front[1], b, sizeof(uint32_t));
        memcpy(&back[0], a + length - sizeof(uint32_t), sizeof(uint32_t)); /* which overlaps with the front */
        memcpy(&back[1], b + length - sizeof(uint32_t), sizeof(uint32_t));
    } else {
        memcpy(&front[0], a, sizeof *front);
        memcpy(&front[1], b, sizeof *front);
        memcpy(&back[0], a + length - sizeof *back, sizeof *back);
        memcpy(&back[1], b + length - sizeof *back, sizeof *back);
    }
    return front[0] == front[1] && back[0] == back[1];
}

static inline bool vmi_slice_equal(struct vmi_slice a, struct vmi_slice b)
{
    return a.length == b.length &&
           (a.text == b.text || a.length == 0 || vmi_bytes_equal(a.text, b.text, a.length));
}

static inline bool vmi_slice_is(struct vmi_slice a, const char *string)
{
    size_t i = 0; /* codes are short: no calls */
    while (i < a.length && string[i] && string[i] == a.text[i])
        i++;
    return i == a.length && !string[i];
}

/* Byte order: negative, 0 or positive as A sorts before, with or after B. */
int vmi_slice_compare(struct vmi_slice a, struct vmi_slice b);

/* Without the blanks (space, tab) at both ends. */
struct vmi_slice vmi_slice_trim(struct vmi_slice s);

/* Without the byte order mark of UTF-8 at its beginning, where it has one. */
struct vmi_slice vmi_slice_without_mark(struct vmi_slice s);

/*
 * Cuts the next piece up to SEPARATOR off *REST and returns it; *REST becomes unknown after the last piece. Begin
 * with *REST as the whole text and stop when rest->text is NULL.
 */
struct vmi_slice vmi_slice_cut(struct vmi_slice *rest, char separator);

/* True when the bytes are UTF-8 as RFC 3629 has it: no surrogates, nothing overlong, nothing above U+10FFFF. */
bool vmi_text_is_utf8(const char *text, size_t length);

/* Columns that a terminal needs for UTF-8 text, counting one a code point and none for combining marks. */
size_t vmi_text_width(struct vmi_slice s);

/*
 * Of NAMES (COUNT of them, unsorted) the one nearest to WANTED by edits, ignoring case, or NULL when none is near
 * enough to be what was meant. The first of equals is taken.
 */
const char *vmi_text_nearest(struct vmi_slice wanted, const char *const *names, size_t count);

#define VMI_SUGGESTION_SIZE 80

/* "; did you mean NEAREST?", or "" where NEAREST is NULL: the end of a message about a name. Returns BUFFER. */
const char *vmi_text_suggest(const char *nearest, char buffer[VMI_SUGGESTION_SIZE]);

/* Room for what vmi_text_quote() writes. */
#define VMI_QUOTED_SIZE (40 * 4 + 8)

/*
 * Writes S into BUFFER for a message: cut to 40 bytes (at a character's end), control bytes and bytes that are not
 * UTF-8 as \xHH, within single quotes. Returns BUFFER.
 */
const char *vmi_text_quote(struct vmi_slice s, char buffer[VMI_QUOTED_SIZE]);

/* A buffer that grows up to a maximum. `text` is NULL until something is added; it has no NUL at its end. */
struct vmi_buffer {
    char *text;
    size_t length;
    size_t capacity;
    size_t maximum; /* 0: SIZE_MAX */
};

/* Each adds at the end; false, with nothing added, when that would pass the maximum. */
bool vmi_buffer_add_more(struct vmi_buffer *b, const char *text, size_t length); /* where it has to grow */

static inline bool vmi_buffer_add(struct vmi_buffer *b, const char *text, size_t length)
{
    if (b->maximum || length >= b->capacity - b->length)
        return vmi_buffer_add_more(b, text, length);
    if (length)
        memcpy(b->text + b->length, text, length);
    b->length += length;
    return true;
}

static inline bool vmi_buffer_add_slice(struct vmi_buffer *b, struct vmi_slice s)
{
    return vmi_buffer_add(b, s.text, s.length);
}

bool vmi_buffer_print(struct vmi_buffer *b, const char *format, ...) VMI_PRINTF(2, 3);
bool vmi_buffer_vprint(struct vmi_buffer *b, const char *format, va_list arguments) VMI_PRINTF(2, 0);

struct vmi_slice vmi_buffer_slice(const struct vmi_buffer *b);
void vmi_buffer_clear(struct vmi_buffer *b); /* keeps the memory */
void vmi_buffer_free(struct vmi_buffer *b);

#endif
