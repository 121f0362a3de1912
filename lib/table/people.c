#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/table.h"

/*
 * Free text is not cut below what can be read for columns that matter less, and not below the narrowest for any. A line
 * of bars is read in less room.
 */
enum { GAP = 2, READABLE_TEXT = 48, NARROWEST_TEXT = 24, READABLE_TAIL = 13, NARROWEST_TAIL = 8 };

struct layout {
    const struct vmi_record_type *type;
    const struct vmi_slice *cells;
    size_t rows;
    size_t *widths; /* by column; 0: not shown */
    int stretch;    /* the column of free text that may be cut, -1 for none */
};

static bool is_number(const struct vmi_column *column)
{
    return column->type == VMI_COLUMN_QUANTITY || column->type == VMI_COLUMN_STATISTIC;
}

/* Free text may be cut, so that it fits. */
static bool may_be_cut(const struct vmi_record_type *type, size_t column)
{
    if (type->free_text)
        return strcmp(type->columns[column].name, type->free_text) == 0;
    return column + 1 == type->count;
}

/* Columns that are empty on every row say nothing, and are not shown. */
static void measure(struct layout *l)
{
    l->stretch = -1;
    for (size_t j = 0; j < l->type->count; j++) {
        const struct vmi_column *column = &l->type->columns[j];
        size_t widest = 0;
        for (size_t i = 0; i < l->rows && column->people; i++) {
            size_t width = vmi_text_width(l->cells[i * l->type->count + j]);
            widest = width > widest ? width : widest;
        }
        size_t name = strlen(column->name);
        l->widths[j] = !widest && l->rows ? 0 : !column->people ? 0 : widest > name ? widest : name;
        if (l->widths[j] && may_be_cut(l->type, j) && !is_number(column))
            l->stretch = (int)j;
    }
}

static size_t total_width(const struct layout *l)
{
    size_t total = 0;
    for (size_t j = 0; j < l->type->count; j++)
        total += l->widths[j] ? l->widths[j] + GAP : 0;
    return total ? total - GAP : 0;
}

static int least_important(const struct layout *l)
{
    int found = -1;
    for (size_t j = 0; j < l->type->count; j++)
        if (l->widths[j] && l->type->columns[j].people > 1 &&
            (found < 0 || l->type->columns[j].people >= l->type->columns[found].people))
            found = (int)j;
    return found;
}

/* How far the free text may be cut before COLUMN, the least important of all, is given up. */
static size_t least_text(const struct layout *l, int column)
{
    const struct vmi_column *columns = l->type->columns;
    bool readable = column >= 0 && columns[column].people > columns[l->stretch].people;
    if (l->type->has_line)
        return readable ? READABLE_TAIL : NARROWEST_TAIL;
    return readable ? READABLE_TEXT : NARROWEST_TEXT;
}

/* Gives up columns, the least important first, and then cuts the free text, until the rows fit. */
static void fit(struct layout *l, size_t width)
{
    for (;;) {
        size_t total = total_width(l);
        if (total <= width)
            return;
        size_t excess = total - width;
        int column = least_important(l);
        if (l->stretch >= 0 && l->widths[l->stretch] >= least_text(l, column) + excess) {
            l->widths[l->stretch] -= excess;
            return;
        }
        if (column < 0)
            return;
        if (column == l->stretch)
            l->stretch = -1;
        l->widths[column] = 0;
    }
}

/* Adds TEXT to at most WIDTH columns; what is cut ends in an ellipsis. Control bytes would move the cursor. */
static void put_text(struct vmi_buffer *out, struct vmi_slice text, size_t width)
{
    bool cut = vmi_text_width(text) > width;
    size_t room = cut ? width - 1 : width, used = 0, i = 0;
    while (i < text.length) {
        size_t end = i + 1;
        while (end < text.length && ((unsigned char)text.text[end] & 0xC0) == 0x80)
            end++;
        used += vmi_text_width((struct vmi_slice){text.text + i, end - i});
        if (used > room)
            break;
        bool control = (unsigned char)text.text[i] < 0x20 || text.text[i] == 0x7F;
        vmi_buffer_add(out, control ? "?" : text.text + i, control ? 1 : end - i);
        i = end;
    }
    if (cut)
        vmi_buffer_print(out, "\u2026");
}

/* The end of TEXT that is WIDTH columns wide. */
static struct vmi_slice tail_of(struct vmi_slice text, size_t width)
{
    while (vmi_text_width(text) > width) {
        size_t skip = 1;
        while (skip < text.length && ((unsigned char)text.text[skip] & 0xC0) == 0x80)
            skip++;
        text = (struct vmi_slice){text.text + skip, text.length - skip};
    }
    return text;
}

static void pad(struct vmi_buffer *out, size_t count)
{
    while (count--)
        vmi_buffer_add(out, " ", 1);
}

static const char *color_of(struct vmi_slice cell)
{
    static const struct {
        const char *word, *color;
    } colors[] = {
        {"stockout", "\033[31m"},  {"emergency", "\033[31m"}, {"missed", "\033[31m"},
        {"stale", "\033[33m"},     {"below_min", "\033[33m"}, {"review", "\033[33m"},
        {"above_max", "\033[36m"}, {"met", "\033[32m"},
    };
    for (size_t i = 0; i < VMI_COUNT(colors); i++)
        if (vmi_slice_is(cell, colors[i].word))
            return colors[i].color;
    return NULL;
}

static void put_row(struct vmi_buffer *out, const struct layout *l, const struct vmi_slice *cells,
                    const char *paint, bool color)
{
    bool first = true;
    size_t owed = 0; /* blanks before the next text: a line does not end in blanks */
    for (size_t j = 0; j < l->type->count; j++) {
        if (!l->widths[j])
            continue;
        struct vmi_slice cell = cells ? cells[j] : vmi_slice_of(l->type->columns[j].name);
        if (l->type->has_line && j + 1 == l->type->count)
            cell = tail_of(cell, l->widths[j]);
        size_t width = vmi_text_width(cell), room = l->widths[j] > width ? l->widths[j] - width : 0;
        bool right = is_number(&l->type->columns[j]);
        const char *hue = paint ? paint : color ? color_of(cell) : NULL;
        owed += first ? 0 : GAP;
        first = false;
        owed += right ? room : 0;
        if (cell.length) {
            pad(out, owed);
            owed = 0;
            if (hue)
                vmi_buffer_print(out, "%s", hue);
            put_text(out, cell, l->widths[j]);
            if (hue)
                vmi_buffer_print(out, "\033[0m");
        }
        owed += right ? 0 : room;
    }
    vmi_buffer_add(out, "\n", 1);
}

/* ---- for a mail --------------------------------------------------------------------------------------- */

/* A bar would end the cell, and a line end the row. */
static void put_markdown(struct vmi_buffer *out, struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.text[i];
        if (byte == '|' || byte == '\\')
            vmi_buffer_add(out, "\\", 1);
        vmi_buffer_add(out, byte < 0x20 || byte == 0x7F ? " " : text.text + i, 1);
    }
}

static void put_markdown_row(struct vmi_buffer *out, const struct layout *l, const struct vmi_slice *cells)
{
    for (size_t j = 0; j < l->type->count; j++) {
        if (!l->widths[j])
            continue;
        vmi_buffer_print(out, "| ");
        put_markdown(out, cells ? cells[j] : vmi_slice_of(l->type->columns[j].name));
        vmi_buffer_print(out, " ");
    }
    vmi_buffer_print(out, "|\n");
}

void vmi_people_markdown(struct vmi_buffer *out, const struct vmi_record_type *type,
                         const struct vmi_slice *cells, size_t rows)
{
    struct layout l = {.type = type, .cells = cells, .rows = rows};
    l.widths = vmi_alloc_zeroed(type->count, sizeof *l.widths);
    measure(&l);
    put_markdown_row(out, &l, NULL);
    for (size_t j = 0; j < type->count; j++)
        if (l.widths[j])
            vmi_buffer_print(out, "| %s ", is_number(&type->columns[j]) ? "---:" : "---");
    vmi_buffer_print(out, "|\n");
    for (size_t i = 0; i < rows; i++)
        put_markdown_row(out, &l, cells + i * type->count);
    free(l.widths);
}

/* ---- for a terminal ----------------------------------------------------------------------------------- */

void vmi_people_write(struct vmi_buffer *out, const struct vmi_record_type *type,
                      const struct vmi_slice *cells, size_t rows, size_t width, bool color)
{
    struct layout l = {.type = type, .cells = cells, .rows = rows};
    l.widths = vmi_alloc_zeroed(type->count, sizeof *l.widths);
    measure(&l);
    if (width)
        fit(&l, width);
    put_row(out, &l, NULL, color ? "\033[1m" : NULL, color);
    for (size_t i = 0; i < rows; i++)
        put_row(out, &l, cells + i * type->count, NULL, color);
    free(l.widths);
}
