#include "vmi/text.h"

#include <stdio.h>
#include <stdlib.h>

#include "vmi/memory.h"

int vmi_slice_compare(struct vmi_slice a, struct vmi_slice b)
{
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.text, b.text, shorter) : 0;
    if (order)
        return order;
    return a.length < b.length ? -1 : a.length > b.length;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

struct vmi_slice vmi_slice_trim(struct vmi_slice s)
{
    while (s.length && is_blank(s.text[0]))
        s.text++, s.length--;
    while (s.length && is_blank(s.text[s.length - 1]))
        s.length--;
    return s;
}

struct vmi_slice vmi_slice_without_mark(struct vmi_slice s)
{
    if (s.length >= 3 && memcmp(s.text, "\xEF\xBB\xBF", 3) == 0)
        s.text += 3, s.length -= 3;
    return s;
}

struct vmi_slice vmi_slice_cut(struct vmi_slice *rest, char separator)
{
    const char *end = rest->length ? memchr(rest->text, separator, rest->length) : NULL;
    struct vmi_slice piece = *rest;
    if (!end) {
        *rest = VMI_SLICE_NONE;
        return piece;
    }
    piece.length = (size_t)(end - rest->text);
    rest->text = end + 1;
    rest->length -= piece.length + 1;
    return piece;
}

/* Length of the UTF-8 character at TEXT, 0 when it is not one. */
static size_t utf8_character(const unsigned char *text, size_t length)
{
    unsigned char first = text[0];
    if (first < 0x80)
        return 1;
    size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || size > length)
        return 0;
    for (size_t i = 1; i < size; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    if ((first == 0xE0 && text[1] < 0xA0) || (first == 0xED && text[1] > 0x9F) ||
        (first == 0xF0 && text[1] < 0x90) || (first == 0xF4 && text[1] > 0x8F))
        return 0;
    return size;
}

/* Most text is ASCII: eight bytes at a time until one is not. */
static size_t ascii_prefix(const char *text, size_t length)
{
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        uint64_t word;
        memcpy(&word, text + i, 8);
        if (word & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < length && (unsigned char)text[i] < 0x80)
        i++;
    return i;
}

bool vmi_text_is_utf8(const char *text, size_t length)
{
    size_t i = ascii_prefix(text, length);
    while (i < length) {
        size_t size = utf8_character((const unsigned char *)text + i, length - i);
        if (!size)
            return false;
        i += size;
        i += ascii_prefix(text + i, length - i);
    }
    return true;
}

size_t vmi_text_width(struct vmi_slice s)
{
    size_t width = 0;
    for (size_t i = 0; i < s.length; i++) {
        unsigned char c = (unsigned char)s.text[i];
        bool combining = (c == 0xCC || c == 0xCD) && i + 1 < s.length; /* U+0300 to U+036F, nearly */
        width += (c & 0xC0) != 0x80 && !combining;
    }
    return width;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c == '-' ? '_' : c;
}

enum { NEAR_MAXIMUM = 40 };

/* Edits (insert, delete, replace, swap of neighbours) from A to B; both at most NEAR_MAXIMUM long. */
static size_t edits(struct vmi_slice a, struct vmi_slice b)
{
    size_t rows[3][NEAR_MAXIMUM + 1];
    for (size_t j = 0; j <= b.length; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t *now = rows[i % 3], *before = rows[(i + 2) % 3], *earlier = rows[(i + 1) % 3];
        now[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            char x = lower(a.text[i - 1]), y = lower(b.text[j - 1]);
            size_t best = before[j - 1] + (x != y);
            if (before[j] + 1 < best)
                best = before[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && x == lower(b.text[j - 2]) && y == lower(a.text[i - 2]) &&
                earlier[j - 2] + 1 < best)
                best = earlier[j - 2] + 1;
            now[j] = best;
        }
    }
    return rows[a.length % 3][b.length];
}

const char *vmi_text_nearest(struct vmi_slice wanted, const char *const *names, size_t count)
{
    const char *nearest = NULL;
    size_t least = wanted.length / 3 + 1;
    if (wanted.length > NEAR_MAXIMUM)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct vmi_slice name = vmi_slice_of(names[i]);
        if (name.length > NEAR_MAXIMUM)
            continue;
        size_t distance = edits(wanted, name);
        if (distance < least || (!nearest && distance == least)) {
            least = distance;
            nearest = names[i];
        }
    }
    return nearest;
}

const char *vmi_text_suggest(const char *nearest, char buffer[VMI_SUGGESTION_SIZE])
{
    buffer[0] = '\0';
    if (nearest)
        snprintf(buffer, VMI_SUGGESTION_SIZE, "; did you mean %s?", nearest);
    return buffer;
}

const char *vmi_text_quote(struct vmi_slice s, char buffer[VMI_QUOTED_SIZE])
{
    char *out = buffer;
    size_t i = 0, limit = s.length < 40 ? s.length : 40;
    *out++ = '\'';
    while (i < limit) {
        unsigned char c = (unsigned char)s.text[i];
        size_t size = utf8_character((const unsigned char *)s.text + i, s.length - i);
        if (size > 1 && i + size > limit)
            break;
        if (size == 0 || c < 0x20 || c == 0x7F) {
            out += snprintf(out, 5, "\\x%02X", c);
            i++;
            continue;
        }
        memcpy(out, s.text + i, size);
        out += size;
        i += size;
    }
    memcpy(out, "'...", 5);
    if (i == s.length)
        out[1] = '\0';
    return buffer;
}

bool vmi_buffer_add_more(struct vmi_buffer *b, const char *text, size_t length)
{
    size_t maximum = b->maximum ? b->maximum : SIZE_MAX / 4;
    if (length > maximum || b->length > maximum - length)
        return false;
    b->text = vmi_grow(b->text, &b->capacity, b->length + length + 1, 1);
    if (length)
        memcpy(b->text + b->length, text, length);
    b->length += length;
    return true;
}

static const char SOME[] = "%.*s", ALL[] = "%s";

static bool begins_with(const char *text, const char *front)
{
    return strncmp(text, front, strlen(front)) == 0;
}

/* True for formats that only join texts, as most do. */
static bool joins_texts(const char *format)
{
    while (*(format = strchrnul(format, '%'))) {
        if (!begins_with(format, ALL) && !begins_with(format, SOME))
            return false;
        format += strlen(begins_with(format, ALL) ? ALL : SOME);
    }
    return true;
}

static bool join_texts(struct vmi_buffer *b, const char *format, va_list arguments)
{
    size_t before = b->length;
    bool added = true;
    while (added && *format) {
        const char *mark = strchrnul(format, '%');
        added = vmi_buffer_add(b, format, (size_t)(mark - format));
        format = mark;
        if (!added || !*mark)
            break;
        bool all = begins_with(mark, ALL);
        int most = all ? -1 : va_arg(arguments, int);
        const char *text = va_arg(arguments, const char *);
        added = vmi_buffer_add(b, text, most < 0 ? strlen(text) : strnlen(text, (size_t)most));
        format += strlen(all ? ALL : SOME);
    }
    if (!added)
        b->length = before;
    return added;
}

bool vmi_buffer_vprint(struct vmi_buffer *b, const char *format, va_list arguments)
{
    if (joins_texts(format))
        return join_texts(b, format, arguments);
    char small[256];
    va_list again;
    va_copy(again, arguments);
    int needed = vsnprintf(small, sizeof small, format, arguments);
    bool added = false;
    if (needed >= 0 && (size_t)needed < sizeof small) {
        added = vmi_buffer_add(b, small, (size_t)needed);
    } else if (needed >= 0) {
        char *large = vmi_alloc((size_t)needed + 1);
        vsnprintf(large, (size_t)needed + 1, format, again);
        added = vmi_buffer_add(b, large, (size_t)needed);
        free(large);
    }
    va_end(again);
    return added;
}

bool vmi_buffer_print(struct vmi_buffer *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool added = vmi_buffer_vprint(b, format, arguments);
    va_end(arguments);
    return added;
}

struct vmi_slice vmi_buffer_slice(const struct vmi_buffer *b)
{
    return (struct vmi_slice){b->text ? b->text : "", b->length};
}

void vmi_buffer_clear(struct vmi_buffer *b)
{
    b->length = 0;
}

void vmi_buffer_free(struct vmi_buffer *b)
{
    free(b->text);
    *b = (struct vmi_buffer){.maximum = b->maximum};
}
