/*
 * A file in parts, each with a source of its own.
 */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source_internal.h"
#include "vmi/checksum.h"
#include "vmi/memory.h"

/* Where in the file what SOURCE will read next stands, before what it has read in; -1: that cannot be said. */
static off_t file_place(const struct vmi_source *s)
{
    if (s->from_place)
        return s->position;
    return s->descriptor < 0 || s->watch || source_is_converting(s) ? -1 : lseek(s->descriptor, 0, SEEK_CUR);
}

/* How far places of SOURCE are from those of the file. */
static off_t shift_of(const struct vmi_source *s, off_t place)
{
    return place - (off_t)(s->moved + s->end);
}

/* True where a line that is not blank ends with the byte at AT; there are two bytes before it. */
static bool ends_text(const char *bytes, size_t at)
{
    return bytes[at] == '\n' && bytes[at - 1] != '\n' && (bytes[at - 1] != '\r' || bytes[at - 2] != '\n');
}

/*
 * A place behind PLACE, not far, where a line begins. The one before it is not blank: blank lines are passed over with
 * the record behind them, so that who has read the record before them stands before them too. UINT64_MAX: there is none.
 */
static uint64_t line_begin(const struct vmi_source *s, off_t shift, uint64_t place)
{
    char block[LINE_END_WITHIN];
    ssize_t got = pread(s->descriptor, block, sizeof block, (off_t)place + shift);
    for (ssize_t i = 2; i < got; i++)
        if (ends_text(block, (size_t)i))
            return place + (uint64_t)i + 1;
    return UINT64_MAX;
}

size_t vmi_source_split(struct vmi_source *s, size_t most, uint64_t least, uint64_t *places)
{
    struct stat file;
    off_t end = file_place(s), shift = shift_of(s, end);
    uint64_t here = s->moved + s->start;
    size_t count = 0;
    if (end < 0 || !s->begun || s->line_end != '\n' || fstat(s->descriptor, &file) != 0 ||
        !S_ISREG(file.st_mode) || file.st_size - shift <= (off_t)here)
        return 0;
    uint64_t there = (uint64_t)(file.st_size - shift) - here, last = here;
    uint64_t parts = there / least < most + 1 ? there / least : most + 1;
    for (uint64_t i = 1; i < parts; i++) {
        uint64_t place = line_begin(s, shift, here + there / parts * i);
        if (place != UINT64_MAX && place > last)
            places[count++] = last = place;
    }
    return count;
}

struct vmi_source *vmi_source_from(const struct vmi_source *s, uint64_t place)
{
    off_t shift = shift_of(s, file_place(s));
    int descriptor = fcntl(s->descriptor, F_DUPFD_CLOEXEC, 3);
    if (descriptor < 0)
        return NULL;
    struct vmi_source *part = vmi_source_open(descriptor, s->name, s->max_record);
    part->begun = true;
    part->line_end = s->line_end;
    part->from_place = true;
    part->moved = place;
    part->position = (off_t)place + shift;
    return part;
}

void vmi_source_pause(struct vmi_source *s, uint64_t place)
{
    s->pause = place;
}

void vmi_source_pass(struct vmi_source *s, struct vmi_source *part)
{
    uint64_t begin = s->moved + s->start, place = part->moved + part->start;
    off_t shift = shift_of(s, file_place(s));
    if (!s->from_place && lseek(s->descriptor, (off_t)place + shift, SEEK_SET) < 0)
        s->from_place = true;
    source_fold(s);
    source_fold(part);
    s->crc = vmi_crc32c_join(s->crc, part->crc, place - begin);
    s->position = (off_t)place + shift;
    s->moved = place;
    s->start = s->last = s->end = s->folded = 0;
    s->lines += part->lines;
    s->ended = false;
}
