#include "vmi/edi_lexer.h"

#include <stdlib.h>

#include "delimiters.h"
#include "vmi/memory.h"

/* What a byte is to the lexer; all others are data. */
enum class { DATA, ELEMENT, TERMINATOR, RELEASE, LINE_END };

struct vmi_edi_lexer {
    struct vmi_source *source;
    struct vmi_slice window; /* what the source has read and not taken back */
    size_t at;               /* of the window: before it all has been handed out */
    bool ended;              /* the source: there is nothing behind the window */
    bool inside;             /* an interchange */
    bool opened;             /* and nothing of it has been handed out */
    uint64_t line, moved;    /* lines before AT; bytes before the window */
    struct vmi_edi_delimiters marks;
    unsigned char classes[256];
    struct vmi_slice elements[VMI_EDI_ELEMENTS];
    struct vmi_buffer unwrapped;
    struct vmi_arena arena;
};

struct vmi_edi_lexer *vmi_edi_lexer_new(struct vmi_source *source)
{
    struct vmi_edi_lexer *l = vmi_alloc_zeroed(1, sizeof *l);
    l->source = source;
    return l;
}

void vmi_edi_lexer_free(struct vmi_edi_lexer *l)
{
    if (!l)
        return;
    vmi_buffer_free(&l->unwrapped);
    vmi_arena_free(&l->arena);
    free(l);
}

void vmi_edi_lexer_leave(struct vmi_edi_lexer *l)
{
    l->inside = false;
}

/* ---- the window ----------------------------------------------------------------------------------------- */

/* Gives back what was handed out, and reads on. False at the end, and with *FAILED when reading failed. */
static bool more(struct vmi_edi_lexer *l, struct vmi_error *error, bool *failed)
{
    *failed = false;
    size_t before = l->window.length - l->at;
    if (l->ended)
        return false;
    enum vmi_next next = vmi_source_more(l->source, l->at, &l->window, error);
    l->moved += l->at;
    l->at = 0;
    l->ended = next != VMI_NEXT_ROW;
    *failed = next == VMI_NEXT_FAIL;
    return l->window.length > before; /* of the first window all may be there at once */
}

static struct vmi_slice rest(const struct vmi_edi_lexer *l)
{
    return (struct vmi_slice){l->window.text + l->at, l->window.length - l->at};
}

/* Brings COUNT bytes into the window, fewer only at the end. False when reading failed. */
static bool look(struct vmi_edi_lexer *l, size_t count, struct vmi_error *error)
{
    bool failed = false;
    while (l->window.length - l->at < count && more(l, error, &failed))
        ;
    return !failed;
}

/* Blanks, line ends, NUL and Ctrl-Z between segments are nothing. */
static bool is_filler(char c)
{
    return edi_is_blank(c) || c == '\0' || c == '\x1A';
}

/* False at the end of the source, and when reading failed. */
static bool skip_filler(struct vmi_edi_lexer *l, struct vmi_error *error, bool *failed)
{
    *failed = false;
    for (;;) {
        const char *text = l->window.text;
        size_t at = l->at, end = l->window.length;
        for (; at < end && is_filler(text[at]); at++)
            l->line += text[at] == '\n';
        l->at = at;
        if (at < end)
            return true;
        if (!more(l, error, failed))
            return false;
    }
}

/* ---- where interchanges begin --------------------------------------------------------------------------- */

static void set_classes(struct vmi_edi_lexer *l)
{
    const struct vmi_edi_delimiters *d = &l->marks;
    memset(l->classes, DATA, sizeof l->classes);
    l->classes['\r'] = l->classes['\n'] = LINE_END;
    l->classes[(unsigned char)d->element] = ELEMENT;
    if (d->release)
        l->classes[(unsigned char)d->release] = RELEASE;
    l->classes[(unsigned char)d->terminator[0]] = TERMINATOR;
}

static void open_interchange(struct vmi_edi_lexer *l, size_t header)
{
    for (size_t i = l->at; i < l->at + header; i++)
        l->line += l->window.text[i] == '\n';
    l->at += header;
    l->inside = l->opened = true;
    set_classes(l);
}

static enum vmi_next bad(struct vmi_edi_lexer *l, uint64_t line, struct vmi_error *error)
{
    error->file = vmi_source_name(l->source);
    error->line = line + 1;
    error->column = 0;
    error->field[0] = '\0';
    return VMI_NEXT_BAD;
}

/* An ISA or UNA that cannot be used, with the bytes by which a person can tell why. */
static enum vmi_next bad_header(struct vmi_edi_lexer *l, uint64_t line, struct vmi_slice header,
                                struct vmi_error *error)
{
    enum { FIRST = 100, LAST = 112 };
    char hex[3 * (LAST - FIRST + 1) + 1] = "", quoted[VMI_QUOTED_SIZE];
    size_t length = 0;
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = FIRST; i <= LAST && i < header.length; i++) {
        unsigned char byte = (unsigned char)header.text[i];
        hex[length++] = ' ';
        hex[length++] = digits[byte >> 4];
        hex[length++] = digits[byte & 15];
    }
    hex[length] = '\0';
    header.length = header.length < 40 ? header.length : 40;
    bad(l, line, error);
    vmi_error_set(error, VMI_INPUT, "edi_header", "the delimiters cannot be told from %s%s%s",
                  vmi_text_quote(header, quoted), length ? "; bytes 100 to 112 are" : "", hex);
    return VMI_NEXT_BAD;
}

/* Passes over bytes up to the next place where an interchange may begin, a window at a time. */
static enum vmi_next skip_noise(struct vmi_edi_lexer *l, struct vmi_error *error)
{
    uint64_t line = l->line, passed = 0;
    bool failed = false, header = edi_may_begin(rest(l));
    char first[VMI_EDI_LOOK];
    struct vmi_slice sample = rest(l);
    sample.length = sample.length < sizeof first ? sample.length : sizeof first;
    memcpy(first, sample.text, sample.length);
    for (size_t from = l->at + 1;; from = l->at) {
        size_t found = edi_find_begin(l->window, from);
        /* A tag may be cut by the end of the window. */
        bool there = found < l->window.length;
        size_t until = there || l->ended || l->window.length - l->at < 8 ? found : l->window.length - 4;
        for (size_t i = l->at; i < until; i++)
            l->line += l->window.text[i] == '\n';
        passed += until - l->at;
        l->at = until;
        if (there || !more(l, error, &failed))
            break;
    }
    if (failed)
        return VMI_NEXT_FAIL;
    if (!l->window.length || l->at == l->window.length)
        l->at = l->window.length;
    if (header)
        return bad_header(l, line, (struct vmi_slice){first, sample.length}, error);
    bad(l, line, error);
    vmi_error_set(error, VMI_INPUT, "edi_noise", "%llu bytes are of no interchange%s",
                  (unsigned long long)passed,
                  edi_lacks_isa((struct vmi_slice){first, sample.length})
                      ? ": the ISA before them, which tells their delimiters, is missing"
                      : "");
    return VMI_NEXT_BAD;
}

/* True where a segment begins that begins an interchange: ISA and UNA always do, UNB where no UNA did. */
static bool begins_anew(const struct vmi_edi_lexer *l)
{
    struct vmi_slice text = rest(l);
    if (l->opened || text.length < 4 || (text.text[0] != 'I' && text.text[0] != 'U'))
        return false;
    char next = text.text[3];
    bool word = (next >= 'A' && next <= 'Z') || (next >= '0' && next <= '9');
    return !word && (memcmp(text.text, "ISA", 3) == 0 || memcmp(text.text, "UNA", 3) == 0 ||
                     memcmp(text.text, "UNB", 3) == 0);
}

/* ---- segments ------------------------------------------------------------------------------------------- */

struct cut {
    size_t end;       /* of the text, before the terminator */
    size_t behind;    /* the terminator */
    size_t line_ends; /* within the text */
    size_t count;     /* of elements */
    bool escaped;
};

static bool is_terminator(const struct vmi_edi_lexer *l, struct vmi_slice text, size_t at)
{
    size_t length = l->marks.terminator_length;
    return length == 1 ||
           (text.length - at >= length && memcmp(text.text + at, l->marks.terminator, length) == 0);
}

/* True for a terminator in the header itself, whose end is known: a line end that is no end of the segment. */
static bool is_within_header(const struct vmi_edi_lexer *l, size_t at)
{
    return l->opened && at < l->marks.header_length;
}

/* Cuts the segment at the front of TEXT into elements. False when its terminator is not there. */
static bool cut_segment(struct vmi_edi_lexer *l, struct vmi_slice text, struct cut *cut)
{
    size_t begin = 0, count = 0;
    const unsigned char *classes = l->classes;
    *cut = (struct cut){.escaped = false};
    for (size_t i = 0;; i++) {
        while (i < text.length && classes[(unsigned char)text.text[i]] == DATA)
            i++;
        if (i >= text.length)
            break;
        unsigned char class = classes[(unsigned char)text.text[i]];
        if (class == TERMINATOR && is_within_header(l, i))
            class = LINE_END;
        if (class == ELEMENT || (class == TERMINATOR && is_terminator(l, text, i))) {
            if (count < VMI_EDI_ELEMENTS)
                l->elements[count] = (struct vmi_slice){text.text + begin, i - begin};
            count++;
            begin = i + 1;
            if (class == ELEMENT)
                continue;
            cut->end = i;
            cut->behind = i + l->marks.terminator_length;
            cut->count = count;
            return true;
        }
        if (class == RELEASE) {
            cut->escaped = true;
            i++;
        } else if (class == LINE_END) {
            cut->line_ends++;
        }
    }
    if (count < VMI_EDI_ELEMENTS)
        l->elements[count] = (struct vmi_slice){text.text + begin, text.length - begin};
    cut->end = cut->behind = text.length;
    cut->count = count + 1;
    return false;
}

/* Takes blanks and line ends from the end of the last element. */
static void trim_end(struct vmi_edi_lexer *l, struct vmi_slice text, struct cut *cut)
{
    if (cut->count > VMI_EDI_ELEMENTS)
        return;
    struct vmi_slice *last = &l->elements[cut->count - 1];
    while (last->length && edi_is_blank(last->text[last->length - 1])) {
        char c = last->text[--last->length];
        cut->line_ends -= c == '\r' || c == '\n';
        cut->end--;
        l->line += c == '\n';
    }
    (void)text;
}

/* Cuts the segment again, without the line ends within it. */
static struct vmi_slice unwrap(struct vmi_edi_lexer *l, struct vmi_slice text, struct cut *cut)
{
    size_t behind = cut->behind;
    vmi_buffer_clear(&l->unwrapped);
    for (size_t i = 0; i < cut->end; i++) {
        l->line += text.text[i] == '\n';
        if (text.text[i] != '\r' && text.text[i] != '\n')
            vmi_buffer_add(&l->unwrapped, text.text + i, 1);
    }
    vmi_buffer_add(&l->unwrapped, l->marks.terminator, l->marks.terminator_length);
    text = vmi_buffer_slice(&l->unwrapped);
    cut_segment(l, text, cut);
    cut->behind = behind;
    return text;
}

/* Passes over the rest of a segment that is too long. */
static enum vmi_next skip_segment(struct vmi_edi_lexer *l, uint64_t line, struct vmi_error *error)
{
    bool failed = false;
    struct cut cut;
    do {
        struct vmi_slice text = rest(l);
        bool found = cut_segment(l, text, &cut);
        for (size_t i = 0; i < cut.behind; i++)
            l->line += text.text[i] == '\n';
        l->at += cut.behind;
        if (found)
            break;
    } while (more(l, error, &failed));
    if (failed)
        return VMI_NEXT_FAIL;
    bad(l, line, error);
    vmi_error_set(error, VMI_INPUT, "record_too_long",
                  "the segment is longer than %zu bytes (see --max-record)",
                  vmi_source_max_record(l->source));
    return VMI_NEXT_BAD;
}

/* The segment at the front of the window, which holds at least a byte. */
static enum vmi_next read_segment(struct vmi_edi_lexer *l, struct vmi_edi_segment *s, struct vmi_error *error)
{
    struct cut cut;
    struct vmi_slice text = rest(l);
    bool failed = false, found;
    uint64_t line = l->line;
    while (!(found = cut_segment(l, text, &cut)) && text.length <= vmi_source_max_record(l->source) &&
           more(l, error, &failed))
        text = rest(l);
    if (failed)
        return VMI_NEXT_FAIL;
    if (cut.end > vmi_source_max_record(l->source))
        return skip_segment(l, line, error);
    s->offset = l->moved + l->at;
    l->at += cut.behind;
    if (found && l->marks.terminator[0] == '\n')
        l->line++;
    trim_end(l, text, &cut);
    s->wrapped = cut.line_ends > 0;
    if (s->wrapped)
        text = unwrap(l, text, &cut);
    s->text = (struct vmi_slice){text.text, cut.end};
    s->elements = l->elements;
    s->count = cut.count;
    s->tag = l->elements[0];
    s->line = line + 1;
    s->escaped = cut.escaped;
    s->cut = !found;
    s->begins = l->opened;
    s->marks = &l->marks;
    s->arena = &l->arena;
    l->opened = false;
    return VMI_NEXT_ROW;
}

enum vmi_next vmi_edi_lexer_next(struct vmi_edi_lexer *l, struct vmi_edi_segment *s, struct vmi_error *error)
{
    bool failed;
    size_t header;
    if (l->arena.used)
        vmi_arena_clear(&l->arena);
    for (;;) {
        if (!skip_filler(l, error, &failed))
            return failed ? VMI_NEXT_FAIL : VMI_NEXT_END;
        if (l->window.length - l->at < 4 && !look(l, 4, error))
            return VMI_NEXT_FAIL;
        if (l->inside && !begins_anew(l)) {
            enum vmi_next next = read_segment(l, s, error);
            if (next != VMI_NEXT_ROW || s->tag.length || s->count > 1)
                return next;
            continue; /* nothing stood between two terminators */
        }
        if (!look(l, VMI_EDI_LOOK, error))
            return VMI_NEXT_FAIL;
        l->inside = false;
        if (!vmi_edi_find_delimiters(rest(l), &l->marks, &header))
            return skip_noise(l, error);
        open_interchange(l, header);
    }
}

/* ---- elements ------------------------------------------------------------------------------------------- */

/* A copy in which each release character is gone, and what stands behind it is data. */
static struct vmi_slice unescape(const struct vmi_edi_segment *s, struct vmi_slice text)
{
    char *copy = vmi_arena_alloc(s->arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.text[i] == s->marks->release && i + 1 < text.length)
            i++;
        copy[length++] = text.text[i];
    }
    return (struct vmi_slice){copy, length};
}

struct vmi_slice vmi_edi_component(const struct vmi_edi_segment *s, size_t n, size_t c)
{
    const struct vmi_edi_delimiters *marks = s->marks;
    if (n >= s->count || n >= VMI_EDI_ELEMENTS)
        return VMI_SLICE_NONE;
    struct vmi_slice e = s->elements[n], part;
    size_t begin = 0, i = 0, number = 1;
    for (; i < e.length; i++) {
        char here = e.text[i];
        if (marks->release && here == marks->release) {
            i++;
        } else if (marks->repetition && here == marks->repetition) {
            break;
        } else if (marks->component && here == marks->component) {
            if (number++ == c)
                break;
            begin = i + 1;
        }
    }
    if (i > e.length)
        i = e.length;
    /* NUMBER has passed C where its separator ended it. */
    if (number < c || (number == c && begin > i))
        return VMI_SLICE_NONE;
    part = (struct vmi_slice){e.text + begin, i - begin};
    if (s->escaped && memchr(part.text, marks->release, part.length))
        part = unescape(s, part);
    part = vmi_edi_without_blanks(part);
    return part.length ? part : VMI_SLICE_NONE;
}
