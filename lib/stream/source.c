#include "vmi/source.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "source_internal.h"
#include "vmi/checksum.h"
#include "vmi/memory.h"

struct vmi_source *source_new(const char *name, size_t max_record)
{
    struct vmi_source *s = vmi_alloc_zeroed(1, sizeof *s);
    s->name = name;
    s->encoding_name = "UTF-8";
    s->line_end = '\n';
    s->max_record = max_record ? max_record : VMI_MAX_RECORD_DEFAULT;
    s->pause = UINT64_MAX;
    return s;
}

struct vmi_source *vmi_source_open(int descriptor, const char *name, size_t max_record)
{
    struct vmi_source *s = source_new(name, max_record);
    s->descriptor = descriptor;
    s->capacity = BLOCK;
    s->buffer = vmi_alloc(s->capacity);
    return s;
}

struct vmi_source *vmi_source_of_bytes(struct vmi_slice bytes, const char *name, size_t max_record)
{
    struct vmi_source *s = source_new(name, max_record);
    s->descriptor = -1;
    s->capacity = s->end = bytes.length;
    s->buffer = (char *)(uintptr_t)bytes.text; /* never written to: there is nothing to read in */
    s->ended = true;
    return s;
}

void vmi_source_close(struct vmi_source *s)
{
    if (!s)
        return;
    if (s->descriptor >= 0)
        free(s->buffer);
    if (s->descriptor > 0 && !s->borrowed)
        close(s->descriptor);
    encoding_close(s->encoding);
    vmi_buffer_free(&s->text);
    free(s);
}

static void fold(struct vmi_source *s, size_t until)
{
    if (until > s->folded)
        s->crc = vmi_crc32c(s->crc, s->buffer + s->folded, until - s->folded);
    s->folded = until;
}

void source_fold(struct vmi_source *s)
{
    fold(s, s->start);
}

/* ---- reading in --------------------------------------------------------------------------------------- */

void vmi_source_any_line_end(struct vmi_source *s)
{
    s->any_line_end = true;
}

char vmi_source_line_end(const struct vmi_source *s)
{
    return s->line_end;
}

void vmi_source_watch(struct vmi_source *s, void (*each)(void *context, struct vmi_slice bytes),
                      void *context)
{
    s->watch = each;
    s->watch_context = context;
}

bool source_system_error(const struct vmi_source *s, struct vmi_error *error, const char *what)
{
    error->file = s->name;
    error->line = 0;
    return vmi_error_system(error, errno, "%s", what);
}

/* Drops what was taken and reads on behind the rest. False with *FAILED when reading failed, false at the end. */
static bool fill(struct vmi_source *s, struct vmi_error *error, bool *failed)
{
    *failed = false;
    if (s->ended)
        return false;
    fold(s, s->start);
    if (s->start) {
        memmove(s->buffer, s->buffer + s->start, s->end - s->start);
        s->moved += s->start;
        s->end -= s->start;
        s->start = s->last = s->folded = 0;
    }
    if (s->end == s->capacity)
        s->buffer = vmi_grow(s->buffer, &s->capacity, s->capacity + BLOCK, 1);
    ssize_t got = source_read_text(s, s->buffer + s->end, s->capacity - s->end);
    if (got < 0) {
        *failed = true;
        return source_system_error(s, error, "cannot be read");
    }
    s->ended = got == 0;
    s->end += (size_t)got;
    return got > 0;
}

static bool begins_with(const struct vmi_source *s, const char *bytes, size_t length)
{
    return s->end - s->start >= length && memcmp(s->buffer + s->start, bytes, length) == 0;
}

/* Lines end in CR where the first bytes hold one and no LF. False when reading failed. */
static bool find_line_end(struct vmi_source *s, struct vmi_error *error)
{
    size_t seen = 0, there;
    bool failed = false, more = true;
    do {
        there = s->end - s->start < LINE_END_WITHIN ? s->end - s->start : LINE_END_WITHIN;
        if (there > seen && memchr(s->buffer + s->start + seen, '\n', there - seen))
            return true;
        seen = there;
        more = there < LINE_END_WITHIN && fill(s, error, &failed);
    } while (more);
    if (there && memchr(s->buffer + s->start, '\r', there))
        s->line_end = '\r';
    return !failed;
}

/* Looks at the first bytes once. False when nothing can be read from this source. */
static bool begin(struct vmi_source *s, struct vmi_error *error)
{
    bool failed = false;
    if (s->begun)
        return true;
    s->begun = true;
    while (s->end - s->start < 3 && fill(s, error, &failed))
        ;
    if (failed)
        return false;
    if (begins_with(s, "\xFF\xFE", 2) || begins_with(s, "\xFE\xFF", 2)) {
        error->file = s->name;
        error->line = 1;
        return vmi_error_set(error, VMI_INPUT, "encoding",
                             "the text is UTF-16; UTF-8 was expected (iconv -f UTF-16 -t UTF-8 converts it)");
    }
    if (begins_with(s, "\xEF\xBB\xBF", 3))
        s->start = s->last = 3;
    return !s->any_line_end || find_line_end(s, error);
}

enum vmi_next vmi_source_peek(struct vmi_source *s, size_t length, struct vmi_slice *bytes,
                              struct vmi_error *error)
{
    bool failed = false;
    if (!begin(s, error))
        return VMI_NEXT_FAIL;
    while (s->end - s->start < length && fill(s, error, &failed))
        ;
    if (failed)
        return VMI_NEXT_FAIL;
    size_t there = s->end - s->start;
    *bytes = (struct vmi_slice){s->buffer + s->start, there < length ? there : length};
    return there ? VMI_NEXT_ROW : VMI_NEXT_END;
}

enum vmi_next vmi_source_more(struct vmi_source *s, size_t taken, struct vmi_slice *window,
                              struct vmi_error *error)
{
    bool failed = false;
    if (!begin(s, error))
        return VMI_NEXT_FAIL;
    s->start += taken;
    s->last = s->start;
    bool more = fill(s, error, &failed);
    *window = (struct vmi_slice){s->buffer + s->start, s->end - s->start};
    return failed ? VMI_NEXT_FAIL : more ? VMI_NEXT_ROW : VMI_NEXT_END;
}

static enum vmi_next too_long(struct vmi_source *s, uint64_t line, struct vmi_error *error)
{
    error->file = s->name;
    error->line = line;
    vmi_error_set(error, VMI_INPUT, "record_too_long",
                  "the record is longer than %zu bytes (see --max-record)", s->max_record);
    return VMI_NEXT_BAD;
}

/* Passes over the rest of a line that is too long, in constant memory. */
static enum vmi_next skip_line(struct vmi_source *s, struct vmi_error *error)
{
    uint64_t line = s->lines + 1;
    for (;;) {
        const char *end = memchr(s->buffer + s->start, s->line_end, s->end - s->start);
        bool failed = false;
        s->start = end ? (size_t)(end - s->buffer) + 1 : s->end;
        if (end) {
            s->lines++;
            break;
        }
        if (!fill(s, error, &failed)) {
            if (failed)
                return VMI_NEXT_FAIL;
            break;
        }
    }
    s->last = s->start;
    return too_long(s, line, error);
}

enum vmi_next vmi_source_line(struct vmi_source *s, struct vmi_line *line, struct vmi_error *error)
{
    size_t searched = 0;
    const char *end;
    bool failed = false;
    if (!begin(s, error))
        return VMI_NEXT_FAIL;
    while (!(end = memchr(s->buffer + s->start + searched, s->line_end, s->end - s->start - searched))) {
        searched = s->end - s->start;
        if (searched > s->max_record + 2)
            return skip_line(s, error);
        if (!fill(s, error, &failed)) {
            if (failed)
                return VMI_NEXT_FAIL;
            if (s->start == s->end)
                return VMI_NEXT_END;
            end = s->buffer + s->end;
            break;
        }
    }
    size_t length = (size_t)(end - s->buffer) - s->start, ending = end < s->buffer + s->end;
    if (ending && length && s->line_end == '\n' && s->buffer[s->start + length - 1] == '\r')
        length--, ending++;
    if (length > s->max_record)
        return skip_line(s, error);
    *line = source_take_line(s, length, ending);
    return VMI_NEXT_ROW;
}

static enum vmi_next broken_array(struct vmi_source *s, struct vmi_error *error, const char *what)
{
    error->file = s->name;
    error->line = s->lines + 1;
    vmi_error_set(error, VMI_INPUT, "json", "%s", what);
    return VMI_NEXT_FAIL;
}

/* The byte at START + AT, read in when needed; -1 at the end, -2 when reading failed. */
static int byte_at(struct vmi_source *s, size_t at, struct vmi_error *error)
{
    bool failed = false;
    while (s->end - s->start <= at)
        if (!fill(s, error, &failed))
            return failed ? -2 : -1;
    return (unsigned char)s->buffer[s->start + at];
}

static bool is_space(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Passes over white space and the given mark (0: none, at most once); returns the byte that stands there then. */
static int skip_to_element(struct vmi_source *s, char mark, struct vmi_error *error)
{
    for (;;) {
        int c = byte_at(s, 0, error);
        if (!is_space(c) && !(mark && c == mark))
            return c;
        s->lines += c == s->line_end;
        if (c == mark)
            mark = 0;
        s->start++;
    }
}

/* How many bytes the element at the front has: up to a comma or a bracket of the top level. 0: it never ends. */
static size_t measure_element(struct vmi_source *s, struct vmi_error *error, bool *failed)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t at = 0; at <= s->max_record; at++) {
        int c = byte_at(s, at, error);
        if (c < 0) {
            *failed = c == -2;
            return 0;
        }
        if (quoted) {
            quoted = c != '"';
            at += c == '\\';
        } else if (depth == 0 && (c == ',' || c == ']')) {
            return at;
        } else {
            quoted = c == '"';
            depth += c == '{' || c == '[';
            depth -= depth && (c == '}' || c == ']');
        }
    }
    return SIZE_MAX;
}

enum vmi_next vmi_source_element(struct vmi_source *s, struct vmi_line *element, struct vmi_error *error)
{
    bool failed = false;
    if (!begin(s, error))
        return VMI_NEXT_FAIL;
    int c = skip_to_element(s, s->array_open ? ',' : '[', error);
    s->array_open = true;
    if (c == ']' && !s->array_closed) {
        s->start++;
        s->array_closed = true;
        c = skip_to_element(s, 0, error);
    }
    if (c == -2)
        return VMI_NEXT_FAIL;
    if (c == -1)
        return s->array_closed ? VMI_NEXT_END
                               : broken_array(s, error, "the array is cut off; ] was expected");
    if (s->array_closed)
        return broken_array(s, error, "there is more after the end of the array");
    size_t length = measure_element(s, error, &failed);
    if (failed)
        return VMI_NEXT_FAIL;
    if (length == 0)
        return broken_array(s, error, "the array is cut off, or an element is missing");
    if (length == SIZE_MAX) {
        too_long(s, s->lines + 1, error);
        return VMI_NEXT_FAIL;
    }
    *element = (struct vmi_line){{s->buffer + s->start, length}, 0, s->lines + 1};
    for (size_t i = 0; i < length; i++)
        s->lines += element->text.text[i] == s->line_end;
    s->last = s->start;
    s->start += length;
    return VMI_NEXT_ROW;
}

uint32_t vmi_source_checksum(struct vmi_source *s)
{
    fold(s, s->last);
    return s->crc;
}

void vmi_source_checksum_restart(struct vmi_source *s)
{
    s->folded = s->last = s->start;
    s->crc = 0;
}

const char *vmi_source_name(const struct vmi_source *s)
{
    return s->name;
}

size_t vmi_source_max_record(const struct vmi_source *s)
{
    return s->max_record;
}

uint64_t vmi_source_position(const struct vmi_source *s)
{
    return s->moved + s->start;
}
