#include "encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>

#include "vmi/memory.h"

enum {
    MOST_KEPT = 16, /* bytes of an unfinished character; the longest of any encoding that iconv knows has 8 */
    PIECE = 4096,   /* of what is converted at once */
};

struct encoding {
    iconv_t converter;
    char kept[MOST_KEPT];
    size_t kept_length;
};

/* No byte of UTF-8. */
static const char NOT_TEXT = '\xFF';

struct encoding *encoding_open(const char *name)
{
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1) {
        if (errno == ENOMEM)
            vmi_memory_exhausted();
        return NULL;
    }
    struct encoding *e = vmi_alloc_zeroed(1, sizeof *e);
    e->converter = converter;
    return e;
}

void encoding_close(struct encoding *e)
{
    if (!e)
        return;
    iconv_close(e->converter);
    free(e);
}

/* Converts what can be; returns how many bytes were taken. A character that goes on behind the end is left. */
static size_t convert(struct encoding *e, char *bytes, size_t length, struct vmi_buffer *out)
{
    char *in = bytes;
    size_t left = length;
    while (left) {
        char piece[PIECE], *to = piece;
        size_t room = sizeof piece;
        size_t done = iconv(e->converter, &in, &left, &to, &room);
        int problem = errno;
        vmi_buffer_add(out, piece, (size_t)(to - piece));
        if (done != (size_t)-1 || problem == E2BIG)
            continue;
        if (problem == EINVAL)
            break;
        vmi_buffer_add(out, &NOT_TEXT, 1);
        in++, left--;
    }
    return length - left;
}

void encoding_convert(struct encoding *e, struct vmi_slice bytes, bool end, struct vmi_buffer *out)
{
    char *text = (char *)(uintptr_t)bytes.text; /* iconv takes no const, and does not write to it */
    size_t length = bytes.length;
    while (e->kept_length && length) { /* ends the character that was begun, byte by byte */
        e->kept[e->kept_length++] = *text++;
        length--;
        size_t taken = convert(e, e->kept, e->kept_length, out);
        memmove(e->kept, e->kept + taken, e->kept_length - taken);
        e->kept_length -= taken;
        if (e->kept_length == MOST_KEPT) {
            vmi_buffer_add(out, &NOT_TEXT, 1);
            e->kept_length = 0;
        }
    }
    size_t taken = convert(e, text, length, out);
    size_t rest = length - taken;
    if (rest && rest <= MOST_KEPT - 1) {
        memcpy(e->kept, text + taken, rest);
        e->kept_length = rest;
    }
    if (end && e->kept_length) {
        vmi_buffer_add(out, &NOT_TEXT, 1);
        e->kept_length = 0;
    }
}
