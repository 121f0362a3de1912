/*
 * A look at what is still to come, by a second source that reads the same bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "source_internal.h"
#include "vmi/memory.h"

void vmi_source_spool_in(struct vmi_source *s, const char *folder)
{
    s->folder = folder;
}

static bool write_all(int descriptor, const char *bytes, size_t length)
{
    while (length) {
        ssize_t written = write(descriptor, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written, length -= (size_t)written;
    }
    return true;
}

/* A file without a name, which is gone when it is closed. */
static int open_spool(const char *folder)
{
    char path[4096];
    int length = snprintf(path, sizeof path, "%s/vmi-XXXXXX", folder ? folder : "/tmp");
    if (length < 0 || (size_t)length >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int descriptor = mkostemp(path, O_CLOEXEC);
    if (descriptor >= 0)
        unlink(path);
    return descriptor;
}

/* Brings all that is still to be read, as text, into a file that can be read twice. */
static bool spool(struct vmi_source *s, struct vmi_error *error)
{
    char block[BLOCK / 4];
    ssize_t got = 0;
    int descriptor = open_spool(s->folder);
    if (descriptor < 0)
        return source_system_error(s, error, "cannot be kept aside to be looked through first (TMPDIR)");
    while (!s->ended && (got = source_read_text(s, block, sizeof block)) > 0)
        if (!write_all(descriptor, block, (size_t)got)) {
            source_system_error(s, error, "cannot be kept aside to be looked through first (TMPDIR)");
            close(descriptor);
            return false;
        }
    if (got < 0 || lseek(descriptor, 0, SEEK_SET) < 0) {
        source_system_error(s, error, "cannot be read");
        close(descriptor);
        return false;
    }
    if (s->descriptor > 0)
        close(s->descriptor);
    s->descriptor = descriptor;
    s->decodes = false;
    encoding_close(s->encoding);
    s->encoding = NULL;
    s->watch = NULL; /* it was given every byte */
    return true;
}

struct vmi_source *vmi_source_ahead(struct vmi_source *s, struct vmi_error *error)
{
    struct vmi_slice there = {s->buffer + s->start, s->end - s->start};
    off_t position = -1;
    if (s->descriptor >= 0 && !source_is_converting(s))
        position = lseek(s->descriptor, 0, SEEK_CUR);
    if (s->descriptor >= 0 && position < 0) {
        if (!spool(s, error))
            return NULL;
        position = 0;
    }
    struct vmi_source *ahead = source_new(s->name, s->max_record);
    ahead->borrowed = ahead->from_place = s->descriptor >= 0;
    ahead->descriptor = s->descriptor;
    ahead->position = position;
    ahead->ended = s->ended;
    ahead->begun = s->begun;
    ahead->line_end = s->line_end;
    ahead->lines = s->lines;
    ahead->array_open = s->array_open;
    ahead->array_closed = s->array_closed;
    ahead->end = there.length;
    ahead->capacity = there.length;
    ahead->buffer = s->buffer + s->start;
    if (!ahead->borrowed)
        return ahead;
    ahead->capacity += BLOCK;
    ahead->buffer = vmi_alloc(ahead->capacity);
    if (there.length)
        memcpy(ahead->buffer, there.text, there.length);
    return ahead;
}
