/*
 * Ranges of order numbers that a customer gave, and patterns under which one counts one's own.
 */
#include "ranges.h"

#include <stdlib.h>

#include "vmi/memory.h"
#include "vmi/table.h"

enum { MOST_DIGITS = 18 };

/* ---- patterns ------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool bad_pattern(const char *text, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    return vmi_error_set(error, VMI_USAGE, "number",
                         "%s is no pattern with one number in it, such as ACME-%%08d",
                         vmi_text_quote(vmi_slice_of(text), quoted));
}

/* Reads the d, 8d or 08d behind a %; the length of it, 0 where it is none. */
static size_t read_conversion(const char *text, struct vmi_number_pattern *p)
{
    size_t i = 0;
    p->filled = text[i] == '0';
    i += p->filled;
    p->digits = 0;
    for (; is_digit(text[i]) && p->digits <= MOST_DIGITS; i++)
        p->digits = p->digits * 10 + (text[i] - '0');
    if (text[i] != 'd' || p->digits > MOST_DIGITS || (p->digits > 0) != p->filled)
        return 0;
    return i + 1;
}

bool vmi_number_pattern_read(struct vmi_number_pattern *p, const char *text, struct vmi_error *error)
{
    size_t length = strlen(text);
    bool found = false;
    *p = (struct vmi_number_pattern){.text = vmi_slice_of(text)};
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
            return bad_pattern(text, error);
        if (text[i] != '%')
            continue;
        if (text[i + 1] == '%') {
            i++;
            continue;
        }
        size_t size = read_conversion(text + i + 1, p);
        if (!size || found)
            return bad_pattern(text, error);
        found = true;
        p->before = (struct vmi_slice){text, i};
        p->behind = (struct vmi_slice){text + i + 1 + size, length - i - 1 - size};
        i += size;
    }
    return (found && length <= VMI_NUMBER_MOST) || bad_pattern(text, error);
}

static void put_plain(struct vmi_slice part, struct vmi_buffer *out)
{
    for (size_t i = 0; i < part.length; i++) {
        vmi_buffer_add(out, part.text + i, 1);
        i += part.text[i] == '%'; /* of two the second */
    }
}

bool vmi_number_pattern_print(const struct vmi_number_pattern *p, uint64_t n, struct vmi_buffer *out)
{
    uint64_t most = 1;
    for (int i = 0; i < (p->filled ? p->digits : MOST_DIGITS); i++)
        most *= 10;
    if (n >= most)
        return false;
    put_plain(p->before, out);
    vmi_buffer_print(out, "%0*llu", p->filled ? p->digits : 1, (unsigned long long)n);
    put_plain(p->behind, out);
    return true;
}

/* ---- ranges --------------------------------------------------------------------------------------------- */

struct row {
    struct vmi_slice partner, location, first, last;
    int32_t since, through;
};

#define ROW(kind, member, need, meaning) VMI_FIELD(struct row, kind, member, need, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, partner, VMI_NEED_COLUMN, "whose numbers they are"),
    ROW(TEXT, location, VMI_NEED_COLUMN, "the location that they are for; empty: for all"),
    ROW(TEXT, first, VMI_NEED_CELL, "the first number"),
    ROW(TEXT, last, VMI_NEED_NOTHING, "the last one; empty: the first alone"),
    ROW(DAY, since, VMI_NEED_NOTHING, "the first day of the period that they came with"),
    ROW(DAY, through, VMI_NEED_NOTHING, "the last day of it"),
};

static const struct vmi_record_type type = {
    .name = "order numbers",
    .maker = "vmi-ingest --numbers",
    .summary = "a range of order numbers that a customer gave",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
};

struct vmi_number_ranges *vmi_number_ranges_new(void)
{
    return vmi_alloc_zeroed(1, sizeof(struct vmi_number_ranges));
}

void vmi_number_ranges_free(struct vmi_number_ranges *r)
{
    if (!r)
        return;
    vmi_arena_free(&r->arena);
    free(r->list);
    free(r);
}

/* The digits at its end, as a number; at most MOST_DIGITS of them. */
static int digits_of(struct vmi_slice text, uint64_t *number)
{
    int digits = 0;
    uint64_t scale = 1;
    *number = 0;
    while (digits < MOST_DIGITS && (size_t)digits < text.length &&
           is_digit(text.text[text.length - 1 - (size_t)digits])) {
        *number += scale * (uint64_t)(text.text[text.length - 1 - (size_t)digits] - '0');
        scale *= 10;
        digits++;
    }
    return digits;
}

static bool read_range(struct vmi_number_ranges *r, const struct row *row, struct vmi_error *error)
{
    struct vmi_slice last = row->last.length ? row->last : row->first;
    struct number_range n = {.since = row->since, .through = row->through};
    char first_quoted[VMI_QUOTED_SIZE], last_quoted[VMI_QUOTED_SIZE];
    n.digits = digits_of(row->first, &n.first);
    int digits = digits_of(last, &n.last);
    n.before = (struct vmi_slice){row->first.text, row->first.length - (size_t)n.digits};
    bool same = row->first.length == last.length && n.digits == digits &&
                memcmp(row->first.text, last.text, n.before.length) == 0;
    if (!same || n.last < n.first || row->first.length > VMI_NUMBER_MOST)
        return vmi_error_set(error, VMI_INPUT, "number_range",
                             "from %s to %s is no range of numbers: only the digits at their ends may "
                             "differ, and must grow",
                             vmi_text_quote(row->first, first_quoted), vmi_text_quote(last, last_quoted));
    n.next = n.first;
    n.partner = row->partner.length ? vmi_arena_dup(&r->arena, row->partner) : VMI_SLICE_NONE;
    n.location = row->location.length ? vmi_arena_dup(&r->arena, row->location) : VMI_SLICE_NONE;
    n.before = vmi_arena_dup(&r->arena, n.before);
    r->list = vmi_grow(r->list, &r->capacity, r->count + 1, sizeof *r->list);
    r->list[r->count++] = n;
    return true;
}

bool vmi_number_ranges_read(struct vmi_number_ranges *r, struct vmi_source *source, struct vmi_error *error)
{
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_AUTO};
    struct vmi_table_reader *reader = vmi_table_reader_open(source, &type, &options);
    struct row row;
    enum vmi_next next;
    bool good = true;
    while (good && (next = vmi_table_reader_next(reader, &row, error)) == VMI_NEXT_ROW)
        good = read_range(r, &row, error);
    vmi_table_reader_close(reader);
    return good && next == VMI_NEXT_END;
}

bool range_is_for(const struct number_range *n, const struct vmi_number_wish *wish)
{
    return (!n->partner.length || !wish->partner.length || vmi_slice_equal(n->partner, wish->partner)) &&
           (!n->location.length || vmi_slice_equal(n->location, wish->location));
}

bool range_serves(const struct number_range *n, const struct vmi_number_wish *wish)
{
    bool begun = n->since == VMI_DAY_NONE || wish->day == VMI_DAY_NONE || wish->day >= n->since;
    bool over =
        n->through != VMI_DAY_NONE && wish->day != VMI_DAY_NONE && wish->day - VMI_NUMBER_DAYS > n->through;
    return begun && !over && range_is_for(n, wish);
}

void range_print(const struct number_range *range, uint64_t n, struct vmi_buffer *out)
{
    vmi_buffer_add_slice(out, range->before);
    if (range->digits)
        vmi_buffer_print(out, "%0*llu", range->digits, (unsigned long long)n);
}
