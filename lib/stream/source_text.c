/*
 * The bytes of a source as text: converted where they are not UTF-8.
 */
#include <errno.h>
#include <unistd.h>

#include "source_internal.h"

static ssize_t read_bytes(struct vmi_source *s, char *to, size_t room)
{
    ssize_t got;
    do {
        got = s->from_place ? pread(s->descriptor, to, room, s->position) : read(s->descriptor, to, room);
    } while (got < 0 && errno == EINTR);
    s->position += s->from_place && got > 0 ? got : 0;
    if (got > 0 && s->watch)
        s->watch(s->watch_context, (struct vmi_slice){to, (size_t)got});
    return got;
}

/* The name of the encoding that the first bytes show; NULL is UTF-8. */
static const char *detect_encoding(struct vmi_slice bytes)
{
    size_t length = bytes.length < DETECTED_BY ? bytes.length : DETECTED_BY, nuls[2] = {0, 0};
    for (size_t i = 0; i < length; i++)
        nuls[i & 1] += bytes.text[i] == '\0';
    bool marked = bytes.length >= 2;
    if ((marked && memcmp(bytes.text, "\xFF\xFE", 2) == 0) || (nuls[1] > length / 4 && nuls[0] < nuls[1] / 4))
        return "UTF-16LE";
    if ((marked && memcmp(bytes.text, "\xFE\xFF", 2) == 0) || (nuls[0] > length / 4 && nuls[1] < nuls[0] / 4))
        return "UTF-16BE";
    for (size_t cut = 0; cut < 4 && cut <= bytes.length; cut++) /* the last character may be cut */
        if (vmi_text_is_utf8(bytes.text, bytes.length - cut))
            return NULL;
    return "WINDOWS-1252";
}

/* True for first bytes that show what is not to be converted, whatever was told. */
static bool is_spared(const struct vmi_source *s, struct vmi_slice bytes)
{
    return !s->looked && s->spares && s->spares(vmi_slice_without_mark(bytes));
}

/* Converts BYTES to the end of the text; END: there are no more. */
static void decode(struct vmi_source *s, struct vmi_slice bytes, bool end)
{
    if (s->decodes && !s->encoding) { /* the first bytes */
        const char *name = detect_encoding(bytes);
        s->encoding_name = name ? name : "UTF-8";
        s->encoding = name ? encoding_open(name) : NULL;
        s->decodes = s->encoding != NULL;
    }
    if (is_spared(s, bytes)) {
        encoding_close(s->encoding);
        s->encoding = NULL;
        s->decodes = false;
        s->encoding_name = "UTF-8";
    }
    s->looked = true;
    if (s->encoding)
        encoding_convert(s->encoding, bytes, end, &s->text);
    else
        vmi_buffer_add_slice(&s->text, bytes);
}

/* Reads on until there is enough to tell an encoding by, for a pipe may bring one byte at a time. */
static ssize_t read_first(struct vmi_source *s, char *to, size_t room)
{
    size_t length = 0;
    ssize_t got;
    while (length < DETECTED_BY && (got = read_bytes(s, to + length, room - length)) > 0)
        length += (size_t)got;
    return length || got >= 0 ? (ssize_t)length : got;
}

/* As read_bytes(), of the converted text. What turns out to be UTF-8 is read straight from the second block on. */
static ssize_t read_decoded(struct vmi_source *s, char *to, size_t room)
{
    char block[BLOCK / 4];
    while (s->text_used == s->text.length && !s->raw_ended) {
        if (!s->decodes && !s->encoding)
            return read_bytes(s, to, room);
        ssize_t got = s->looked ? read_bytes(s, block, sizeof block) : read_first(s, block, sizeof block);
        if (got < 0)
            return got;
        vmi_buffer_clear(&s->text);
        s->text_used = 0;
        s->raw_ended = got == 0;
        decode(s, (struct vmi_slice){block, (size_t)got}, got == 0);
    }
    size_t there = s->text.length - s->text_used, taken = there < room ? there : room;
    if (taken)
        memcpy(to, s->text.text + s->text_used, taken);
    s->text_used += taken;
    return (ssize_t)taken;
}

bool source_is_converting(const struct vmi_source *s)
{
    return s->decodes || s->encoding || s->text_used < s->text.length;
}

ssize_t source_read_text(struct vmi_source *s, char *to, size_t room)
{
    return source_is_converting(s) ? read_decoded(s, to, room) : read_bytes(s, to, room);
}

void vmi_source_spare(struct vmi_source *s, bool (*judge)(struct vmi_slice first))
{
    s->spares = judge;
}

bool vmi_source_decode(struct vmi_source *s, const char *name)
{
    s->decodes = true;
    if (name) {
        s->encoding = encoding_open(name);
        s->encoding_name = name;
        if (!s->encoding)
            return false;
    }
    if (s->descriptor < 0) { /* all bytes are there */
        decode(s, (struct vmi_slice){s->buffer, s->end}, true);
        s->buffer = s->text.text;
        s->end = s->capacity = s->text.length;
    }
    return true;
}

const char *vmi_source_encoding(const struct vmi_source *s)
{
    return s->encoding_name;
}
