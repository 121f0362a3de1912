#include "cut.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

struct vmi_slice cut_trim(struct vmi_slice cell, char delimiter)
{
    while (cell.length && (cell.text[0] == ' ' || (cell.text[0] == '\t' && delimiter != '\t')))
        cell.text++, cell.length--;
    while (cell.length &&
           (cell.text[cell.length - 1] == ' ' || (cell.text[cell.length - 1] == '\t' && delimiter != '\t')))
        cell.length--;
    return cell;
}

#ifdef __SSE2__

enum { STEP = 64 };

/* A bit for each of 64 bytes: those that part cells, and those that are not simply part of one. */
struct marks {
    uint64_t delimiters, odd;
};

/* The sixteen from AT on, where they belong. */
static inline void add_marks(struct marks *marks, const char *text, unsigned at, __m128i quote,
                             __m128i delimiter)
{
    const __m128i above = _mm_set1_epi8(' ' + 1);
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
    __m128i odd = _mm_or_si128(_mm_cmplt_epi8(bytes, above), _mm_cmpeq_epi8(bytes, quote));
    marks->delimiters |= (uint64_t)(unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, delimiter)) << at;
    marks->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << at;
}

/* Odd are quotes, and what is not above the blank: control characters, and as signed bytes all that is not ASCII. */
static inline struct marks find_marks(const struct cut *cut, const char *text)
{
    const __m128i quote = _mm_set1_epi8(cut->quote), delimiter = _mm_set1_epi8(cut->delimiter);
    struct marks marks = {0};
    add_marks(&marks, text, 0, quote, delimiter);
    add_marks(&marks, text, 16, quote, delimiter);
    add_marks(&marks, text, 32, quote, delimiter);
    add_marks(&marks, text, 48, quote, delimiter);
    marks.odd &= ~marks.delimiters; /* of tabs */
    return marks;
}

/* How many bytes end the line at TEXT, of which THERE are to be read; 0: it goes on. */
static inline size_t ending_at(const struct cut *cut, const char *text, size_t there)
{
    if (*text == cut->line_end)
        return 1;
    return *text == '\r' && there > 1 && text[1] == '\n' ? 2 : 0;
}

static inline void put_cell(struct vmi_cell *cell, const char *start, const char *end)
{
    *cell = (struct vmi_cell){{start, (size_t)(end - start)}, VMI_CELL_BARE};
    if (start == end)
        *cell = (struct vmi_cell){VMI_SLICE_NONE, VMI_CELL_UNKNOWN};
}

static void trim_cells(struct vmi_cell *cells, size_t count, char delimiter)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i].kind == VMI_CELL_UNKNOWN)
            continue;
        struct vmi_slice text = cut_trim(cells[i].text, delimiter);
        put_cell(&cells[i], text.text, text.text + text.length);
    }
}

bool cut_plain(const struct cut *cut, struct vmi_slice window, struct vmi_cell *cells, size_t most,
               struct cut_line *line)
{
    const char *start = window.text;
    size_t count = 0;
    bool blanks = false;
    for (size_t at = 0; at + STEP <= window.length; at += STEP) {
        struct marks marks = find_marks(cut, window.text + at);
        size_t ending = 0, place = 0;
        uint64_t before = UINT64_MAX; /* of the line's end */
        for (uint64_t rest = marks.odd; rest && !ending; rest &= rest - 1) {
            place = at + (size_t)__builtin_ctzll(rest);
            ending = ending_at(cut, window.text + place, window.length - place);
            before = ending ? (rest & -rest) - 1 : UINT64_MAX;
            if (place == 0 || (!ending && window.text[place] != ' ' && window.text[place] != '\t'))
                return false;
            blanks |= !ending;
        }
        for (uint64_t rest = marks.delimiters & before; rest; rest &= rest - 1) {
            const char *delimiter = window.text + at + __builtin_ctzll(rest);
            if (count + 1 >= most) /* the last cell has none behind it */
                return false;
            put_cell(&cells[count++], start, delimiter);
            start = delimiter + 1;
        }
        if (!ending)
            continue;
        put_cell(&cells[count++], start, window.text + place);
        if (blanks)
            trim_cells(cells, count, cut->delimiter);
        *line = (struct cut_line){count, place, ending};
        return true;
    }
    return false;
}

#else

bool cut_plain(const struct cut *cut, struct vmi_slice window, struct vmi_cell *cells, size_t most,
               struct cut_line *line)
{
    (void)cut, (void)window, (void)cells, (void)most, (void)line;
    return false;
}

#endif
