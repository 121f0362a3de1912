#include "vmi/order_book.h"

#include <stdlib.h>

#include "ranges.h"
#include "vmi/keep.h"
#include "vmi/map.h"
#include "vmi/memory.h"
#include "vmi/table.h"

enum { MOST_CONTROL = 999999999, LONGEST_RECORD = 1024 * 1024 };

/* What a row of the book tells. */
enum what {
    ORDER,   /* the number of the order of a content */
    OWN,     /* the vendor's own number of it */
    PLACE,   /* the first order for a place on a day */
    CONTROL, /* the control number of the interchange of a content, for a partner */
    SENT,    /* the control number of the interchange in which an order went out */
    COUNTER, /* the last number that was given under a pattern, */
    CONTROLS /* or for interchanges to a partner */
};

static const char *const whats[] = {"order", "own", "place", "control", "sent", "counter", "controls"};

struct row {
    struct vmi_slice what, key, value;
    int32_t date;
};

#define ROW(kind, member, need, meaning) VMI_FIELD(struct row, kind, member, need, 0, meaning)

static const struct vmi_column columns[] = {
    ROW(TEXT, what, VMI_NEED_CELL, "what the row tells"),
    ROW(TEXT, key, VMI_NEED_COLUMN, "of which content, pattern or partner"),
    ROW(TEXT, value, VMI_NEED_CELL, "the number"),
    ROW(DAY, date, VMI_NEED_NOTHING, "the day on which it was given"),
};

static const struct vmi_record_type type = {
    .name = "numbers given",
    .maker = "vmi-order --state",
    .summary = "a number that an order or an interchange has got",
    .columns = columns,
    .count = VMI_COUNT(columns),
    .size = sizeof(struct row),
    .is_part = true,
};

struct vmi_order_book {
    struct vmi_keep *keep; /* NULL: it is kept nowhere */
    struct vmi_arena arena;
    struct vmi_map keys; /* what and key */
    struct entry {
        struct vmi_slice value;
        int32_t date;
    } * entries;                         /* by key */
    size_t capacity, read;               /* so many were read */
    struct vmi_map numbers, own_numbers; /* all that were given */
    bool changed;
};

/* ---- entries -------------------------------------------------------------------------------------------- */

static const struct entry *find(const struct vmi_order_book *b, enum what what, struct vmi_slice key)
{
    uint32_t number = vmi_map_find_two(&b->keys, vmi_slice_of(whats[what]), key);
    return number == VMI_MAP_NONE ? NULL : &b->entries[number];
}

static void put(struct vmi_order_book *b, enum what what, struct vmi_slice key, struct vmi_slice value,
                int32_t date)
{
    uint32_t number = vmi_map_intern_two(&b->keys, vmi_slice_of(whats[what]), key);
    b->entries = vmi_grow(b->entries, &b->capacity, b->keys.count, sizeof *b->entries);
    b->entries[number] = (struct entry){vmi_arena_dup(&b->arena, value), date};
    b->changed = true;
    if (what == ORDER)
        vmi_map_intern(&b->numbers, value);
    if (what == OWN)
        vmi_map_intern(&b->own_numbers, value);
}

static void put_number(struct vmi_order_book *b, enum what what, struct vmi_slice key, uint64_t value,
                       int32_t date)
{
    struct vmi_buffer text = {0};
    vmi_buffer_print(&text, "%llu", (unsigned long long)value);
    put(b, what, key, vmi_buffer_slice(&text), date);
    vmi_buffer_free(&text);
}

/* The number that an entry holds, 0 where there is none. */
static uint64_t number_of(const struct entry *entry)
{
    uint64_t number = 0;
    for (size_t i = 0; entry && i < entry->value.length; i++)
        number = number * 10 + (uint64_t)(entry->value.text[i] - '0');
    return number;
}

/* "KIND CONTENT", and the like. Freed by the caller. */
static struct vmi_buffer join(struct vmi_slice first, struct vmi_slice second)
{
    struct vmi_buffer text = {0};
    vmi_buffer_add_slice(&text, first);
    vmi_buffer_add(&text, " ", 1);
    vmi_buffer_add_slice(&text, second);
    return text;
}

/* ---- reading and writing -------------------------------------------------------------------------------- */

static bool is_count(struct vmi_slice text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.text[i] < '0' || text.text[i] > '9')
            return false;
    return text.length > 0 && text.length <= 18;
}

static bool take_row(struct vmi_order_book *b, const struct row *row, struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    enum what what = ORDER;
    while (what < VMI_COUNT(whats) && !vmi_slice_is(row->what, whats[what]))
        what++;
    if (what == VMI_COUNT(whats))
        return vmi_error_set(error, VMI_INPUT, "order_book",
                             "what: %s is nothing that a book of numbers tells",
                             vmi_text_quote(row->what, quoted));
    if (what >= CONTROL && !is_count(row->value))
        return vmi_error_set(error, VMI_INPUT, "order_book", "value: %s is no count",
                             vmi_text_quote(row->value, quoted));
    if (find(b, what, row->key))
        return vmi_error_set(error, VMI_INPUT, "order_book", "key: stands twice");
    put(b, what, row->key, row->value, row->date);
    return true;
}

static bool read_rows(struct vmi_order_book *b, struct vmi_slice text, const char *name,
                      struct vmi_error *error)
{
    /* Of a book that was cut off the last numbers would be given again. */
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_CSV, .sealed = true};
    struct vmi_table_reader *reader =
        vmi_table_reader_open(vmi_source_of_bytes(text, name, LONGEST_RECORD), &type, &options);
    struct row row;
    enum vmi_next next = VMI_NEXT_ROW;
    bool good = true;
    while (good && (next = vmi_table_reader_next(reader, &row, error)) == VMI_NEXT_ROW)
        good = take_row(b, &row, error);
    vmi_table_reader_close(reader);
    if (error->file)
        error->file = name;
    return good && next == VMI_NEXT_END;
}

struct vmi_order_book *vmi_order_book_of_text(struct vmi_slice text, struct vmi_error *error)
{
    struct vmi_order_book *b = vmi_alloc_zeroed(1, sizeof *b);
    if (text.length && !read_rows(b, text, "state", error)) {
        vmi_order_book_close(b);
        return NULL;
    }
    b->changed = false;
    b->read = b->keys.count;
    return b;
}

struct vmi_order_book *vmi_order_book_open(const char *path, struct vmi_error *error)
{
    if (!path)
        return vmi_order_book_of_text(VMI_SLICE_NONE, error);
    struct vmi_order_book *b = vmi_alloc_zeroed(1, sizeof *b);
    b->keep = vmi_keep_open(path, error);
    bool good = b->keep != NULL;
    if (good && vmi_keep_text(b->keep).length)
        good = read_rows(b, vmi_keep_text(b->keep), path, error);
    b->changed = false;
    b->read = b->keys.count;
    if (good)
        return b;
    vmi_order_book_close(b);
    return NULL;
}

void vmi_order_book_write(const struct vmi_order_book *b, struct vmi_buffer *out)
{
    struct vmi_sink *sink = vmi_sink_open(-1);
    struct vmi_table_writer_options options = {.output = VMI_OUTPUT_CSV, .seal = true};
    struct vmi_table_writer *writer = vmi_table_writer_open(sink, &type, &options);
    for (size_t i = 0; i < b->keys.count; i++) {
        struct row row = {.value = b->entries[i].value, .date = b->entries[i].date};
        vmi_map_split_two(&b->keys, (uint32_t)i, &row.what, &row.key);
        vmi_table_writer_add(writer, &row, NULL);
    }
    vmi_table_writer_finish(writer);
    vmi_table_writer_free(writer);
    vmi_buffer_add_slice(out, vmi_sink_bytes(sink));
    vmi_sink_close(sink);
}

bool vmi_order_book_save(struct vmi_order_book *b, struct vmi_error *error)
{
    struct vmi_buffer text = {0};
    if (!b->changed || !b->keep)
        return true;
    vmi_order_book_write(b, &text);
    bool good = vmi_keep_replace(b->keep, vmi_buffer_slice(&text), error);
    vmi_buffer_free(&text);
    b->changed = !good;
    return good;
}

void vmi_order_book_release(struct vmi_order_book *b)
{
    vmi_keep_close(b->keep);
    b->keep = NULL;
}

void vmi_order_book_close(struct vmi_order_book *b)
{
    if (!b)
        return;
    vmi_keep_close(b->keep);
    vmi_map_free(&b->keys);
    vmi_map_free(&b->numbers);
    vmi_map_free(&b->own_numbers);
    vmi_arena_free(&b->arena);
    free(b->entries);
    free(b);
}

/* ---- numbers of orders ---------------------------------------------------------------------------------- */

/* The next number of the ranges that nobody has got; false when there is none. */
static bool next_of_ranges(struct vmi_order_book *b, const struct vmi_number_wish *wish,
                           struct vmi_buffer *number)
{
    for (size_t i = 0; i < wish->ranges->count; i++) {
        struct number_range *range = &wish->ranges->list[i];
        for (; range_serves(range, wish) && range->next <= range->last; range->next++) {
            vmi_buffer_clear(number);
            range_print(range, range->next, number);
            if (vmi_map_find(&b->numbers, vmi_buffer_slice(number)) == VMI_MAP_NONE)
                return true;
        }
    }
    return false;
}

static bool none_left(const struct vmi_number_wish *wish, struct vmi_error *error)
{
    size_t used_up = 0, not_now = 0, others = 0;
    char quoted[VMI_QUOTED_SIZE], day[VMI_DATE_TEXT_SIZE];
    for (size_t i = 0; i < wish->ranges->count; i++) {
        const struct number_range *range = &wish->ranges->list[i];
        if (!range_is_for(range, wish))
            others++;
        else if (!range_serves(range, wish))
            not_now++;
        else
            used_up++;
    }
    vmi_day_format(wish->day, day);
    return vmi_error_set(error, VMI_INPUT, "numbers_exhausted",
                         "no order number is left for %s%s%s: of %zu range%s %zu used up, %zu not for this "
                         "day, %zu for others; nothing was written",
                         vmi_text_quote(wish->location, quoted), *day ? " on " : "", day, wish->ranges->count,
                         wish->ranges->count == 1 ? "" : "s", used_up, not_now, others);
}

/* The next number of the pattern that is not among those GIVEN. */
static bool next_of_pattern(struct vmi_order_book *b, const struct vmi_number_pattern *pattern,
                            const struct vmi_map *given, int32_t day, struct vmi_buffer *number,
                            struct vmi_error *error)
{
    char quoted[VMI_QUOTED_SIZE];
    uint64_t last = number_of(find(b, COUNTER, pattern->text));
    do {
        vmi_buffer_clear(number);
        if (!vmi_number_pattern_print(pattern, ++last, number))
            return vmi_error_set(error, VMI_INPUT, "numbers_exhausted",
                                 "the pattern %s has no number left behind %llu; nothing was written",
                                 vmi_text_quote(pattern->text, quoted), (unsigned long long)last - 1);
    } while (vmi_map_find(given, vmi_buffer_slice(number)) != VMI_MAP_NONE);
    put_number(b, COUNTER, pattern->text, last, day);
    return true;
}

bool vmi_order_book_number(struct vmi_order_book *b, struct vmi_slice content,
                           const struct vmi_number_wish *wish, struct vmi_slice *number,
                           struct vmi_error *error)
{
    struct vmi_buffer text = {0};
    bool good = true;
    if (!find(b, ORDER, content)) {
        if (wish->ranges)
            good = next_of_ranges(b, wish, &text) || none_left(wish, error);
        else
            good = next_of_pattern(b, wish->pattern, &b->numbers, wish->day, &text, error);
        if (good)
            put(b, ORDER, content, vmi_buffer_slice(&text), wish->day);
    }
    vmi_buffer_free(&text);
    if (good)
        *number = find(b, ORDER, content)->value;
    return good;
}

bool vmi_order_book_own_number(struct vmi_order_book *b, struct vmi_slice content,
                               const struct vmi_number_pattern *pattern, int32_t day,
                               struct vmi_slice *number, struct vmi_error *error)
{
    struct vmi_buffer text = {0};
    bool good = true;
    if (!find(b, OWN, content)) {
        good = next_of_pattern(b, pattern, &b->own_numbers, day, &text, error);
        if (good)
            put(b, OWN, content, vmi_buffer_slice(&text), day);
    }
    vmi_buffer_free(&text);
    if (good)
        *number = find(b, OWN, content)->value;
    return good;
}

bool vmi_order_book_knows(const struct vmi_order_book *b, struct vmi_slice content)
{
    uint32_t number = vmi_map_find_two(&b->keys, vmi_slice_of(whats[ORDER]), content);
    return number != VMI_MAP_NONE && number < b->read;
}

static struct vmi_buffer place_key(struct vmi_slice place, int32_t day)
{
    char date[VMI_DATE_TEXT_SIZE];
    vmi_day_format(day, date);
    return join(vmi_slice_of(date), place);
}

struct vmi_slice vmi_order_book_other(const struct vmi_order_book *b, struct vmi_slice place,
                                      struct vmi_slice content, int32_t day)
{
    struct vmi_buffer key = place_key(place, day);
    const struct entry *first = find(b, PLACE, vmi_buffer_slice(&key));
    const struct entry *order =
        first && !vmi_slice_equal(first->value, content) ? find(b, ORDER, first->value) : NULL;
    vmi_buffer_free(&key);
    return order ? order->value : VMI_SLICE_NONE;
}

void vmi_order_book_place(struct vmi_order_book *b, struct vmi_slice place, struct vmi_slice content,
                          int32_t day)
{
    struct vmi_buffer key = place_key(place, day);
    if (!find(b, PLACE, vmi_buffer_slice(&key)))
        put(b, PLACE, vmi_buffer_slice(&key), content, day);
    vmi_buffer_free(&key);
}

/* ---- control numbers ------------------------------------------------------------------------------------ */

uint32_t vmi_order_book_control(struct vmi_order_book *b, struct vmi_slice partner, struct vmi_slice content,
                                int32_t day, struct vmi_error *error)
{
    struct vmi_buffer key = join(content, partner);
    uint64_t number = number_of(find(b, CONTROL, vmi_buffer_slice(&key)));
    char quoted[VMI_QUOTED_SIZE];
    if (!number) {
        number = number_of(find(b, CONTROLS, partner)) + 1;
        if (number <= MOST_CONTROL) {
            put_number(b, CONTROLS, partner, number, day);
            put_number(b, CONTROL, vmi_buffer_slice(&key), number, day);
        }
    }
    vmi_buffer_free(&key);
    if (number <= MOST_CONTROL)
        return (uint32_t)number;
    vmi_error_set(error, VMI_INPUT, "numbers_exhausted",
                  "no control number is left for %s behind %d; nothing was written",
                  vmi_text_quote(partner, quoted), (int)MOST_CONTROL);
    return 0;
}

uint32_t vmi_order_book_sent(const struct vmi_order_book *b, struct vmi_slice kind, struct vmi_slice content)
{
    struct vmi_buffer key = join(kind, content);
    uint64_t number = number_of(find(b, SENT, vmi_buffer_slice(&key)));
    vmi_buffer_free(&key);
    return number <= MOST_CONTROL ? (uint32_t)number : 0;
}

void vmi_order_book_send(struct vmi_order_book *b, struct vmi_slice kind, struct vmi_slice content,
                         uint32_t control, int32_t day)
{
    struct vmi_buffer key = join(kind, content);
    if (vmi_order_book_sent(b, kind, content) != control)
        put_number(b, SENT, vmi_buffer_slice(&key), control, day);
    vmi_buffer_free(&key);
}
