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

/* A bit for each of 64 bytes. */
struct marks {
    uint64_t delimiters, odd, blanks;
};

static struct marks find_marks(const struct cut *cut, const char *text)
{
    struct marks marks = {0};
    for (unsigned i = 0; i < STEP; i += 16) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        __m128i odd = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(cut->quote)),
                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8(cut->lone)));
        odd = _mm_or_si128(odd, _mm_cmpeq_epi8(bytes, _mm_setzero_si128()));
        odd = _mm_or_si128(odd, bytes); /* the top bit is what counts */
        __m128i blanks = _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(' ')),
                                      _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\t')));
        __m128i delimiters = _mm_cmpeq_epi8(bytes, _mm_set1_epi8(cut->delimiter));
        marks.delimiters |= (uint64_t)(unsigned)_mm_movemask_epi8(delimiters) << i;
        marks.odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
        marks.blanks |= (uint64_t)(unsigned)_mm_movemask_epi8(blanks) << i;
    }
    return marks;
}

static struct vmi_cell cell_of(const char *start, const char *end)
{
    size_t length = (size_t)(end - start);
    return (struct vmi_cell){{length ? start : NULL, length}, length ? VMI_CELL_BARE : VMI_CELL_UNKNOWN};
}

static void trim_cells(struct vmi_cell *cells, size_t count, char delimiter)
{
    for (size_t i = 0; i < count; i++) {
        if (cells[i].kind == VMI_CELL_UNKNOWN)
            continue;
        struct vmi_slice text = cut_trim(cells[i].text, delimiter);
        cells[i] = cell_of(text.text, text.text + text.length);
    }
}

size_t cut_plain(const struct cut *cut, const struct vmi_line *line, struct vmi_cell *cells, size_t most)
{
    const char *start = line->text.text, *text = start, *end = start + line->text.length;
    size_t count = 0;
    uint64_t blanks = 0;
    if (line->behind < STEP)
        return 0;
    for (; text < end; text += STEP) {
        struct marks marks = find_marks(cut, text);
        uint64_t within = end - text < STEP ? (UINT64_C(1) << (end - text)) - 1 : UINT64_MAX;
        if (marks.odd & within)
            return 0;
        blanks |= marks.blanks & within;
        for (uint64_t rest = marks.delimiters & within; rest; rest &= rest - 1) {
            const char *delimiter = text + __builtin_ctzll(rest);
            if (count == most)
                return 0;
            cells[count++] = cell_of(start, delimiter);
            start = delimiter + 1;
        }
    }
    if (count == most)
        return 0;
    cells[count++] = cell_of(start, end);
    if (blanks)
        trim_cells(cells, count, cut->delimiter);
    return count;
}

#else

size_t cut_plain(const struct cut *cut, const struct vmi_line *line, struct vmi_cell *cells, size_t most)
{
    (void)cut, (void)line, (void)cells, (void)most;
    return 0;
}

#endif
