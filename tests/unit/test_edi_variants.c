/*
 * The same messages under other delimiters, terminators, line ends, wraps, marks and encodings: the records are the same.
 * Texts are cut and written here by code of its own, not by the reader's.
 */
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "edi_reading.h"
#include "tap.h"

enum { MOST_SEGMENTS = 200 };

/* A segment as a list of bytes in which delimiters are numbers that no data has. */
enum { ELEMENT = 1, COMPONENT = 2 };

struct message {
    bool edifact;
    struct vmi_buffer segments[MOST_SEGMENTS];
    size_t count;
};

struct style {
    char element, component, release, terminator[4];
    const char *behind; /* each terminator */
    const char *before; /* each terminator */
    size_t wrap;        /* columns; 0: none */
    const char *front;  /* before all */
    const char *end;    /* behind all */
    bool narrow;        /* the elements of ISA are not padded */
};

/* ---- cutting, as a person would ------------------------------------------------------------------------- */

static void cut(struct message *m, struct vmi_slice text)
{
    char element = '+', component = ':', release = '?', end = '\'';
    size_t i = 0;
    *m = (struct message){.edifact = text.text[0] == 'U'};
    if (!m->edifact) {
        element = text.text[3], component = text.text[104], end = text.text[105], release = '\0';
    } else if (memcmp(text.text, "UNA", 3) == 0) {
        component = text.text[3], element = text.text[4], release = text.text[6], end = text.text[8];
        i = 9;
    }
    struct vmi_buffer *s = &m->segments[0];
    for (; i < text.length; i++) {
        char c = text.text[i];
        if (c == '\n' || c == '\r')
            continue;
        if (release && c == release)
            vmi_buffer_add(s, &text.text[++i], 1);
        else if (c == end)
            s = &m->segments[++m->count];
        else if (c == element)
            vmi_buffer_add(s, (char[]){ELEMENT}, 1);
        else if (c == component && !(memcmp(m->segments[m->count].text ? m->segments[m->count].text : "   ", "ISA", 3) == 0))
            vmi_buffer_add(s, (char[]){COMPONENT}, 1);
        else
            vmi_buffer_add(s, &c, 1);
    }
}

static void free_message(struct message *m)
{
    for (size_t i = 0; i < MOST_SEGMENTS; i++)
        vmi_buffer_free(&m->segments[i]);
}

/* ---- writing -------------------------------------------------------------------------------------------- */

static bool is_mark(const struct style *style, char c)
{
    return c == style->element || c == style->component || c == style->release || c == style->terminator[0];
}

static void put_segment(struct vmi_buffer *out, const struct message *m, size_t number, const struct style *style)
{
    const struct vmi_buffer *s = &m->segments[number];
    bool isa = !m->edifact && s->length > 3 && memcmp(s->text, "ISA", 3) == 0;
    for (size_t i = 0; i < s->length; i++) {
        char c = s->text[i];
        if (c == ELEMENT)
            c = style->element;
        else if (c == COMPONENT || (isa && i + 1 == s->length))
            c = style->component;
        else if (isa && style->narrow && c == ' ')
            continue;
        else if (m->edifact && is_mark(style, c))
            vmi_buffer_add(out, &style->release, 1);
        vmi_buffer_add(out, &c, 1);
    }
    vmi_buffer_print(out, "%s", style->before);
    vmi_buffer_add(out, style->terminator, strlen(style->terminator));
}

static void write_styled(struct vmi_buffer *out, const struct message *m, const struct style *style)
{
    struct vmi_buffer flat = {0};
    if (m->edifact)
        vmi_buffer_print(&flat, "UNA%c%c.%c %c%s", style->component, style->element, style->release, style->terminator[0], style->wrap ? "" : style->behind);
    for (size_t i = 0; i < m->count; i++) {
        put_segment(&flat, m, i, style);
        if (!style->wrap)
            vmi_buffer_print(&flat, "%s", style->behind);
    }
    vmi_buffer_print(out, "%s", style->front);
    for (size_t i = 0; i < flat.length; i++) {
        if (style->wrap && i && i % style->wrap == 0)
            vmi_buffer_print(out, "%s", style->behind);
        vmi_buffer_add(out, flat.text + i, 1);
    }
    vmi_buffer_print(out, "%s", style->end);
    vmi_buffer_free(&flat);
}

/* ---- styles --------------------------------------------------------------------------------------------- */

static const char *pick(uint64_t *state, const char *const *from, size_t count)
{
    return from[chance(state) % count];
}

/* Marks that differ, and that X12 data does not have. */
static bool choose_marks(struct style *style, const struct message *m, uint64_t *state)
{
    static const char marks[] = "*|^~!+:;<>=@#$%&{}[]'\"\x1c\x1d\x1e\x1f\x15\x7f\x04`";
    static const char *const ends[] = {"~", "'", "!", "\n", "\r", "\x15", "\x1c", "^", "}", "\xE2\x80\xA6", "\x85"};
    style->element = marks[chance(state) % (sizeof marks - 1)];
    style->component = marks[chance(state) % (sizeof marks - 1)];
    style->release = m->edifact ? marks[chance(state) % (sizeof marks - 1)] : '\0';
    snprintf(style->terminator, sizeof style->terminator, "%s", pick(state, ends, VMI_COUNT(ends)));
    if (m->edifact && strlen(style->terminator) > 1)
        return false;
    if (style->element == style->component || style->element == style->release || style->component == style->release || style->element == style->terminator[0] ||
        style->component == style->terminator[0] || style->release == style->terminator[0])
        return false;
    for (size_t i = 0; i < m->count && !m->edifact; i++)
        for (size_t k = 0; k < m->segments[i].length; k++)
            if (is_mark(style, m->segments[i].text[k]))
                return false;
    return true;
}

static void choose_style(struct style *style, const struct message *m, uint64_t *state)
{
    static const char *const lines[] = {"", "\n", "\r\n", "\n  ", "\r\n\t"}, *const blanks[] = {"", "", " ", "  "};
    static const char *const fronts[] = {"", "", "\xEF\xBB\xBF", "\n\n", "  ", "From: partner@example.com\n\n"};
    static const char *const tails[] = {"", "\n", "\x1A", "\r\n\r\n", "   "};
    do {
        *style = (struct style){.behind = ""};
    } while (!choose_marks(style, m, state));
    /* A line end within a terminator of several bytes is damage. */
    bool line_end = style->terminator[0] == '\n' || style->terminator[0] == '\r' || style->terminator[1];
    style->wrap = !line_end && chance(state) % 3 == 0 ? 40 + chance(state) % 60 : 0;
    style->narrow = !m->edifact && !style->wrap && chance(state) % 4 == 0;
    style->behind = style->wrap ? pick(state, &lines[1], 2) : pick(state, lines, line_end ? 2 : VMI_COUNT(lines));
    style->before = style->wrap || m->edifact ? "" : pick(state, blanks, VMI_COUNT(blanks));
    if (style->terminator[0] == '\r' && style->behind[0] == '\n')
        style->before = ""; /* CR and LF together are a line end, before which nothing stands */
    style->front = pick(state, fronts, VMI_COUNT(fronts));
    style->end = pick(state, tails, VMI_COUNT(tails));
}

static void same_records(const char *name, struct vmi_slice base, const struct message *m, int count)
{
    uint64_t state = 852;
    int wrong = 0;
    for (int i = 0; i < count; i++) {
        struct style style;
        struct vmi_buffer text = {0};
        struct edi_reading reading;
        choose_style(&style, m, &state);
        write_styled(&text, m, &style);
        edi_read(&reading, vmi_buffer_slice(&text), false, "");
        if (!vmi_slice_equal(vmi_buffer_slice(&reading.facts), base) && wrong++ == 0)
            note("%s, element %02x, component %02x, release %02x, terminator %02x%02x, wrap %zu, narrow %d, told:\n%.*s\n%.*s", name, (unsigned char)style.element,
                 (unsigned char)style.component, (unsigned char)style.release, (unsigned char)style.terminator[0], (unsigned char)style.terminator[1], style.wrap, style.narrow,
                 VMI_SLICE_PRINT(vmi_buffer_slice(&reading.told)), (int)(text.length < 300 ? text.length : 300), text.text);
        edi_reading_free(&reading);
        vmi_buffer_free(&text);
    }
    is_long(wrong, 0, "%s gives the same records in each of %d styles", name, count);
}

/* ---- encodings ------------------------------------------------------------------------------------------ */

static void same_in_encoding(const char *name, struct vmi_slice text, struct vmi_slice base, const char *encoding)
{
    char out[64 * 1024], *to = out, *from = (char *)(uintptr_t)text.text;
    size_t left = text.length, room = sizeof out;
    struct edi_reading reading;
    iconv_t converter = iconv_open(encoding, "UTF-8");
    ok(converter != (iconv_t)-1 && iconv(converter, &from, &left, &to, &room) != (size_t)-1, "%s as %s", name, encoding);
    iconv_close(converter);
    edi_read(&reading, (struct vmi_slice){out, (size_t)(to - out)}, false, encoding);
    ok(vmi_slice_equal(vmi_buffer_slice(&reading.facts), base), "%s gives the same records in %s", name, encoding);
    edi_reading_free(&reading);
}

/* ---- several in one ------------------------------------------------------------------------------------- */

/* COUNT copies, each with a control number of its own, give so many times the records. */
static void add_up(const char *name, const struct message *m, struct vmi_slice base, size_t records, size_t count)
{
    struct vmi_buffer text = {0};
    struct edi_reading reading;
    uint64_t state = 7;
    size_t last = m->segments[m->count - 1].length;
    struct message copy = *m;
    (void)base;
    for (size_t i = 0; i < count; i++) {
        struct style style;
        struct vmi_buffer *header = &copy.segments[0], *trailer = &copy.segments[m->count - 1];
        /* The number's last character, in the header and in the trailer. */
        size_t at = m->edifact ? header->length - 1 : 98;
        header->text[at] = trailer->text[last - 1] = (char)('A' + (char)i % 26);
        if (!m->edifact)
            header->text[at] = trailer->text[last - 1] = (char)('0' + (char)i % 10);
        choose_style(&style, &copy, &state);
        write_styled(&text, &copy, &style);
        vmi_buffer_print(&text, "\n");
    }
    edi_read(&reading, vmi_buffer_slice(&text), false, "");
    is_long((long long)reading.records, (long long)(records * count), "%s: %zu of them in one file, each in its style", name, count);
    edi_reading_free(&reading);
    vmi_buffer_free(&text);
}

int main(void)
{
    const char *const *names = edi_vectors();
    int count = rounds(2000);
    for (size_t i = 0; names[i]; i++) {
        struct vmi_slice text = edi_vector(names[i]);
        struct message m;
        struct edi_reading base;
        /* The others are variants themselves, or not whole. */
        if (strncmp(names[i], "852-dc-planship.", 16) == 0 && strcmp(names[i], "852-dc-planship.x12") != 0)
            continue;
        edi_read(&base, text, false, "");
        cut(&m, text);
        same_records(names[i], vmi_buffer_slice(&base.facts), &m, count);
        same_in_encoding(names[i], text, vmi_buffer_slice(&base.facts), "UTF-16LE");
        same_in_encoding(names[i], text, vmi_buffer_slice(&base.facts), "IBM037");
        add_up(names[i], &m, vmi_buffer_slice(&base.facts), base.records, 9);
        free_message(&m);
        edi_reading_free(&base);
    }
    return done();
}
