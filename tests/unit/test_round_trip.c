#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/activity.h"
#include "vmi/table.h"

static struct vmi_slice random_text(uint64_t *state, struct vmi_arena *arena)
{
    static const char *const pieces[] = {"a",  "B7", "0012", ",", "\"", "\n",       "\r",           " ",    "\t", "#", "=",
                                         "-1", "'",  "\\",   "{", "[",  "\xC3\xA4", "\xE2\x82\xAC", "\x01", "/",  ";", "|"};
    struct vmi_buffer text = {0};
    for (int i = 1 + chance_below(state, 6); i > 0; i--) {
        const char *piece = pieces[chance_below(state, (int)VMI_COUNT(pieces))];
        vmi_buffer_add(&text, piece, strlen(piece));
    }
    struct vmi_slice copy = vmi_arena_dup(arena, vmi_buffer_slice(&text));
    vmi_buffer_free(&text);
    return copy;
}

static struct vmi_date random_date(uint64_t *state)
{
    struct vmi_date date = vmi_date_of_day(vmi_day_of(1, 1, 1) + chance_below(state, 3652059));
    if (chance_below(state, 2)) {
        date.clock = (int64_t)(chance(state) % UINT64_C(86400000000000));
        if (chance_below(state, 2))
            date.clock -= date.clock % INT64_C(1000000000);
        date.offset = chance_below(state, 2879) - 1439;
    }
    return date;
}

static void fill(const struct vmi_column *column, void *record, uint64_t *state, struct vmi_arena *arena)
{
    void *member = (char *)record + column->offset;
    switch (column->type) {
    case VMI_COLUMN_TEXT:
        *(struct vmi_slice *)member = random_text(state, arena);
        break;
    case VMI_COLUMN_DATE:
        *(struct vmi_date *)member = random_date(state);
        break;
    case VMI_COLUMN_DAY:
        *(int32_t *)member = random_date(state).day;
        break;
    case VMI_COLUMN_QUANTITY:
        *(vmi_decimal *)member = ((vmi_decimal)(chance(state) << 11 ^ chance(state)) % VMI_DECIMAL_MAXIMUM) >> chance_below(state, 60);
        break;
    case VMI_COLUMN_STATISTIC:
        *(double *)member = ((double)chance(state) - 4e15) / pow(10, chance_below(state, 18));
        break;
    case VMI_COLUMN_MEASURE:
        *(enum vmi_measure *)member = (enum vmi_measure)chance_below(state, VMI_MEASURES);
        break;
    }
}

static void random_record(const struct vmi_record_type *type, void *record, uint64_t *state, struct vmi_arena *arena)
{
    vmi_record_clear(type, record);
    for (size_t i = 0; i < type->count; i++)
        if (type->columns[i].need != VMI_NEED_NOTHING || chance_below(state, 3))
            fill(&type->columns[i], record, state, arena);
    if (type != &vmi_activity_type)
        return;
    struct vmi_activity *a = record; /* what the type asks of a whole record */
    if (a->date.day == VMI_DAY_NONE)
        a->date = random_date(state);
    if (a->until.day != VMI_DAY_NONE && a->until.day < a->date.day)
        a->until = VMI_DATE_NONE;
    if (!a->ref.length)
        a->ref = VMI_SLICE("R");
    if (a->quantity < 0 && !vmi_measures[a->measure].is_signed)
        a->quantity = -a->quantity;
}

static struct vmi_slice keep(struct vmi_sink *sink, struct vmi_arena *arena)
{
    struct vmi_slice bytes = vmi_arena_dup(arena, vmi_sink_bytes(sink));
    vmi_sink_close(sink);
    return bytes;
}

/* Reads a stream and writes it anew; an unknown slice when it is refused. */
static struct vmi_slice rewrite(struct vmi_slice bytes, const struct vmi_record_type *type, bool sealed, enum vmi_output_form to, bool seal, struct vmi_arena *arena)
{
    struct vmi_table_reader *reader = vmi_table_reader_open(vmi_source_of_bytes(bytes, "test", 0), type, &(struct vmi_table_reader_options){VMI_FORMAT_AUTO, sealed});
    struct vmi_sink *sink = vmi_sink_open(-1);
    struct vmi_table_writer *writer = vmi_table_writer_open(sink, type, &(struct vmi_table_writer_options){.output = to, .seal = seal});
    void *record = malloc(type->size);
    struct vmi_error error = {0};
    enum vmi_next next;
    while ((next = vmi_table_reader_next(reader, record, &error)) == VMI_NEXT_ROW)
        vmi_table_writer_add(writer, record, NULL);
    vmi_table_writer_finish(writer);
    vmi_table_writer_free(writer);
    vmi_table_reader_close(reader);
    free(record);
    struct vmi_slice written = keep(sink, arena);
    if (next == VMI_NEXT_END)
        return written;
    if (!sealed)
        note("%llu: %s: %s", (unsigned long long)error.line, error.field, error.text);
    return VMI_SLICE_NONE;
}

static struct vmi_slice write_random(const struct vmi_record_type *type, int count, bool seal, enum vmi_output_form to, uint64_t *state, struct vmi_arena *arena)
{
    struct vmi_sink *sink = vmi_sink_open(-1);
    struct vmi_table_writer *writer = vmi_table_writer_open(sink, type, &(struct vmi_table_writer_options){.output = to, .seal = seal});
    void *record = malloc(type->size);
    for (int i = 0; i < count; i++) {
        random_record(type, record, state, arena);
        vmi_table_writer_add(writer, record, NULL);
    }
    vmi_table_writer_finish(writer);
    vmi_table_writer_free(writer);
    free(record);
    return keep(sink, arena);
}

static void test_bytes(void)
{
    uint64_t state = 3;
    for (size_t i = 0; vmi_record_types[i]; i++) {
        const struct vmi_record_type *type = vmi_record_types[i];
        struct vmi_arena arena = {0};
        struct vmi_slice csv = write_random(type, rounds(20000), false, VMI_OUTPUT_CSV, &state, &arena);
        struct vmi_slice again = rewrite(csv, type, false, VMI_OUTPUT_CSV, false, &arena);
        ok(again.text && vmi_slice_equal(csv, again), "%s: CSV to CSV is the same bytes", type->name);
        struct vmi_slice json = rewrite(csv, type, false, VMI_OUTPUT_NDJSON, false, &arena);
        struct vmi_slice back = json.text ? rewrite(json, type, false, VMI_OUTPUT_CSV, false, &arena) : json;
        ok(back.text && vmi_slice_equal(csv, back), "%s: CSV to NDJSON and back is the same bytes", type->name);
        again = rewrite(json, type, false, VMI_OUTPUT_NDJSON, false, &arena);
        ok(again.text && vmi_slice_equal(json, again), "%s: NDJSON to NDJSON is the same bytes", type->name);
        struct vmi_slice none = write_random(type, 0, false, VMI_OUTPUT_CSV, &state, &arena);
        again = rewrite(none, type, false, VMI_OUTPUT_CSV, false, &arena);
        ok(again.text && vmi_slice_equal(none, again), "%s: a header alone gives a header", type->name);
        vmi_arena_free(&arena);
    }
}

static bool accepted(struct vmi_slice bytes, const struct vmi_record_type *type)
{
    struct vmi_arena arena = {0};
    bool good = rewrite(bytes, type, true, VMI_OUTPUT_CSV, false, &arena).text != NULL;
    vmi_arena_free(&arena);
    return good;
}

static struct vmi_slice join(struct vmi_arena *arena, struct vmi_slice a, struct vmi_slice b, struct vmi_slice c)
{
    char *bytes = vmi_arena_alloc(arena, a.length + b.length + c.length);
    memcpy(bytes, a.text, a.length);
    memcpy(bytes + a.length, b.text, b.length);
    memcpy(bytes + a.length + b.length, c.text, c.length);
    return (struct vmi_slice){bytes, a.length + b.length + c.length};
}

/* The first line of the rest, with its end. */
static struct vmi_slice line_of(struct vmi_slice *rest)
{
    struct vmi_slice line = *rest;
    vmi_slice_cut(rest, '\n');
    line.length -= rest->length;
    return line;
}

/* What no cut, no changed byte and no moved record may pass. */
static void test_seal(enum vmi_output_form form, const char *name)
{
    uint64_t state = 8;
    struct vmi_arena arena = {0};
    const struct vmi_record_type *type = &vmi_activity_type;
    struct vmi_slice a = write_random(type, 4, true, form, &state, &arena);
    struct vmi_slice b = write_random(type, 3, true, form, &state, &arena);
    ok(accepted(a, type) && accepted(b, type), "%s: a sealed stream is accepted", name);
    int passed = 0;
    for (size_t length = 0; length < a.length; length++)
        passed += accepted((struct vmi_slice){a.text, length}, type);
    is_long(passed, 0, "%s: cut off at any byte it is refused", name);
    passed = 0;
    for (size_t i = 0; i < a.length; i++) {
        char *copy = (char *)(uintptr_t)vmi_arena_dup(&arena, a).text;
        copy[i] ^= 1;
        passed += accepted((struct vmi_slice){copy, a.length}, type);
    }
    is_long(passed, 0, "%s: with any byte changed it is refused", name);
    ok(accepted(join(&arena, a, b, VMI_SLICE("")), type), "%s: two sealed streams joined are accepted", name);
    ok(!accepted(join(&arena, a, b, VMI_SLICE("\n")), type), "%s: anything behind the last seal is refused", name);
    struct vmi_slice unsealed = write_random(type, 2, false, form, &state, &arena);
    ok(!accepted(unsealed, type), "%s: a stream without a seal is refused", name);
    ok(!accepted(join(&arena, a, unsealed, VMI_SLICE("")), type), "%s: and so it is behind a sealed one", name);
    ok(!accepted(join(&arena, unsealed, a, VMI_SLICE("")), type), "%s: and before one", name);
    vmi_arena_free(&arena);
}

/* A record of the first stream moved into the second. Plain texts, so that a line is a record. */
static void test_moved(enum vmi_output_form form, const char *name)
{
    struct vmi_arena arena = {0};
    struct vmi_slice streams[2], lines[2][5];
    size_t first = form == VMI_OUTPUT_CSV;
    for (int i = 0; i < 2; i++) {
        struct vmi_sink *sink = vmi_sink_open(-1);
        struct vmi_table_writer *writer = vmi_table_writer_open(sink, &vmi_activity_type, &(struct vmi_table_writer_options){.output = form, .seal = true});
        for (int j = 0; j < 2; j++) {
            struct vmi_activity record;
            vmi_record_clear(&vmi_activity_type, &record);
            record.date = vmi_date_of_day(20000 + i);
            record.location = VMI_SLICE("L");
            record.sku = VMI_SLICE("S");
            record.measure = VMI_SOLD;
            record.quantity = VMI_DECIMAL_ONE * j;
            vmi_table_writer_add(writer, &record, NULL);
        }
        vmi_table_writer_finish(writer);
        vmi_table_writer_free(writer);
        streams[i] = keep(sink, &arena);
        struct vmi_slice rest = streams[i];
        for (size_t j = 0; rest.length; j++)
            lines[i][j] = line_of(&rest);
    }
    const struct vmi_slice none = VMI_SLICE("");
    struct vmi_slice head = first ? lines[0][0] : none;
    struct vmi_slice less = join(&arena, head, lines[0][first], lines[0][first + 2]);
    struct vmi_slice more = join(&arena, first ? lines[1][0] : none, lines[0][first + 1], none);
    more = join(&arena, more, lines[1][first], join(&arena, lines[1][first + 1], lines[1][first + 2], none));
    ok(accepted(join(&arena, streams[0], streams[1], none), &vmi_activity_type), "%s: joined as they are", name);
    ok(!accepted(join(&arena, less, more, none), &vmi_activity_type), "%s: a record moved into the other is refused", name);
    ok(!accepted(less, &vmi_activity_type), "%s: and so is one left out", name);
    struct vmi_slice swapped = join(&arena, head, lines[0][first + 1], join(&arena, lines[0][first], lines[0][first + 2], none));
    ok(!accepted(swapped, &vmi_activity_type), "%s: two records that changed places are refused", name);
    vmi_arena_free(&arena);
}

/* Cells in quotes with nothing in them, and texts that are empty in JSON, are unknown. */
static void test_empty(void)
{
    static const struct {
        const char *name, *text;
        bool good;
    } cases[] = {
        {"optional cells", "date,location,sku,measure,quantity,unit,expires\n\"\",L,S,on_hand,1,\"\",\"\"\n", true},
        {"optional keys",
         "{\"date\":\"\",\"location\":\"L\",\"sku\":\"S\",\"measure\":\"on_hand\",\"quantity\":1,\"unit\":"
         "\"\"}\n",
         true},
        {"a required cell", "location,sku,measure,quantity\n\"\",S,on_hand,1\n", false},
        {"a required key", "{\"location\":\"\",\"sku\":\"S\",\"measure\":\"on_hand\",\"quantity\":1}\n", false},
        {"a required cell without quotes", "location,sku,measure,quantity\n,S,on_hand,1\n", false},
    };
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_table_reader *reader =
            vmi_table_reader_open(vmi_source_of_bytes(vmi_slice_of(cases[i].text), "test", 0), &vmi_activity_type, &(struct vmi_table_reader_options){VMI_FORMAT_AUTO, false});
        struct vmi_activity record;
        struct vmi_error error = {0};
        enum vmi_next next = vmi_table_reader_next(reader, &record, &error);
        is_text(next == VMI_NEXT_ROW ? NULL : error.text, cases[i].good ? NULL : "is empty", "empty %s", cases[i].name);
        if (next == VMI_NEXT_ROW)
            ok(record.date.day == VMI_DAY_NONE && !record.unit.text, "they are unknown");
        vmi_table_reader_close(reader);
    }
}

int main(void)
{
    test_empty();
    test_bytes();
    test_seal(VMI_OUTPUT_CSV, "CSV");
    test_seal(VMI_OUTPUT_NDJSON, "NDJSON");
    test_moved(VMI_OUTPUT_CSV, "CSV");
    test_moved(VMI_OUTPUT_NDJSON, "NDJSON");
    return done();
}
