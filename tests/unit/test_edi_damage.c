/*
 * Vectors that were cut off at every byte, and in which each byte was changed: what is read is right, or it is told where
 * it is not; and what is strict lets nothing of it pass.
 */
#include <stdlib.h>

#include "edi_reading.h"
#include "tap.h"
#include "vmi/memory.h"

/* True when each line of PART stands in WHOLE, in the same order. */
static bool lines_are_in(struct vmi_slice part, struct vmi_slice whole)
{
    while (part.length) {
        struct vmi_slice line = vmi_slice_cut(&part, '\n');
        bool found = false;
        while (!found && whole.length)
            found = vmi_slice_equal(vmi_slice_cut(&whole, '\n'), line);
        if (!found)
            return false;
        if (!part.text)
            break;
    }
    return true;
}

/* Bytes behind which nothing of the message is missing: the last interchange has ended, and all that follows is blank. */
static bool is_whole(struct vmi_slice text, size_t length)
{
    for (size_t i = length; i < text.length; i++)
        if (!strchr(" \r\n\t\x1A", text.text[i]) && text.text[i] != '~' && text.text[i] != '\'' && text.text[i] != '^')
            return false;
    return true;
}

static bool has(const struct vmi_buffer *text, const char *word)
{
    return text->length && memmem(text->text, text->length, word, strlen(word)) != NULL;
}

static void cut_everywhere(const char *name, struct vmi_slice text)
{
    struct edi_reading whole, part;
    size_t wrong = 0, silent = 0, accepted = 0, strict = 0;
    bool whole_is_good;
    edi_read(&whole, text, false, "");
    whole_is_good = !whole.counts.cut && whole.end == VMI_NEXT_END;
    for (size_t length = 0; length < text.length; length++) {
        struct vmi_slice cut = {text.text, length};
        edi_read(&part, cut, false, "");
        wrong += !lines_are_in(vmi_buffer_slice(&part.facts), vmi_buffer_slice(&whole.facts));
        bool ended = is_whole(text, length);
        bool between = part.counts.interchanges && !part.counts.cut; /* behind the first of two */
        bool told = part.counts.cut || part.bad || part.told.length || part.end == VMI_NEXT_FAIL;
        silent += !ended && !told && !between;
        accepted += part.counts.cut && has(&part.acks, "AK9*A") && part.counts.interchanges == 1;
        edi_reading_free(&part);
        edi_read(&part, cut, true, "");
        strict += part.counts.cut && part.records && part.counts.interchanges == 1;
        edi_reading_free(&part);
    }
    ok(whole_is_good || strstr(name, "truncated"), "%s is read to its end", name);
    is_long((long long)wrong, 0, "%s: no record of a cut file is another one", name);
    is_long((long long)silent, 0, "%s: that it is cut is told", name);
    is_long((long long)accepted, 0, "%s: what is cut is not acknowledged as accepted", name);
    is_long((long long)strict, 0, "%s: under strict nothing passes of what is cut", name);
    edi_reading_free(&whole);
}

/* Bytes that part segments, elements and components in the vectors. */
static bool is_mark(struct vmi_slice text, char c)
{
    const char *isa = memmem(text.text, text.length, "ISA", 3);
    return isa ? c == isa[3] || c == isa[104] || c == isa[105] : c && strchr("+:'?", c);
}

static bool differ(const struct vmi_buffer *a, const struct vmi_buffer *b)
{
    return !vmi_slice_equal(vmi_buffer_slice(a), vmi_buffer_slice(b));
}

/*
 * True when the figures of a changed file are others, and nothing more is told. Names are left out: they may have any text,
 * and so a mark may be lost within them unseen.
 */
static bool is_silent(const struct edi_reading *whole, const struct edi_reading *changed)
{
    return differ(&whole->figures, &changed->figures) && !differ(&whole->told, &changed->told) && !differ(&whole->passed, &changed->passed) && !changed->counts.cut &&
           changed->end != VMI_NEXT_FAIL;
}

static void change_everywhere(const char *name, struct vmi_slice text, int times)
{
    char *copy = vmi_alloc(text.length + 1);
    uint64_t state = 20241123;
    size_t passed = 0, silent = 0, runs = 0;
    struct edi_reading whole, reading;
    edi_read(&whole, text, false, "");
    memcpy(copy, text.text, text.length);
    for (size_t i = 0; i < text.length; i++)
        for (int k = 0; k < times; k++) {
            const struct vmi_slice changed = {copy, text.length};
            copy[i] = (char)(k == 0 ? copy[i] ^ (1 << (chance(&state) % 8)) : (int)(chance(&state) % 256));
            edi_read(&reading, changed, true, "");
            /* Under strict a unit that is not as it says passes nothing. */
            passed += reading.records && has(&reading.told, "is refused") && reading.counts.messages == 1;
            edi_reading_free(&reading);
            edi_read(&reading, changed, false, "");
            /* A letter or digit that became another one shows nowhere; nor does a line end that wraps a segment. */
            bool mark = is_mark(text, text.text[i]) || (is_mark(text, copy[i]) && copy[i] != '\r');
            if (mark && is_silent(&whole, &reading) && silent++ == 0)
                note("%s: byte %zu, '%c' to '%c'", name, i, text.text[i], copy[i]);
            edi_reading_free(&reading);
            copy[i] = text.text[i];
            runs++;
        }
    is_long((long long)passed, 0, "%s: nothing passes of a message that is refused, of %zu that were changed", name, runs);
    is_long((long long)silent, 0, "%s: no mark that is changed changes a figure without a word", name);
    edi_reading_free(&whole);
    free(copy);
}

int main(void)
{
    const char *const *names = edi_vectors();
    bool soak = rounds(10) == 10;
    ok(names[0] != NULL, "there are vectors");
    for (size_t i = 0; names[i]; i++) {
        struct vmi_slice text = edi_vector(names[i]);
        cut_everywhere(names[i], text);
        change_everywhere(names[i], text, soak ? 8 : 1);
    }
    return done();
}
