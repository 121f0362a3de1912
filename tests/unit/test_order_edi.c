/*
 * Orders as EDI: as the samples have them, and read back as what was written, whatever the texts are.
 */
#include <stdio.h>
#include <stdlib.h>

#include "edi_reading.h"
#include "tap.h"
#include "vmi/edi_order.h"

static const enum vmi_edi_order_kind kinds[] = {VMI_EDI_ORDER_855, VMI_EDI_ORDER_850, VMI_EDI_ORDER_ORDERS, VMI_EDI_ORDER_ORDRSP};
static const char *const names[] = {"855", "850", "ORDERS", "ORDRSP", "GS1"};

static struct vmi_order_line line_of(const char *sku, vmi_decimal quantity, const char *unit)
{
    struct vmi_order_line line;
    vmi_record_clear(&vmi_order_type, &line);
    line.line = VMI_DECIMAL_ONE;
    line.sku = vmi_slice_of(sku);
    line.quantity = quantity;
    line.unit = vmi_slice_of(unit);
    return line;
}

/* ---- as the samples have them --------------------------------------------------------------------------- */

static struct vmi_order_line sample_lines[2];

static struct vmi_order sample_order(bool x12)
{
    const char *const skus[2][2] = {{"05412345111115", "05412345111122"}, {"00012345678905", "00012345678912"}};
    for (int i = 0; i < 2; i++) {
        struct vmi_order_line line = line_of(skus[x12][i], (i ? 24 : 480) * VMI_DECIMAL_ONE, x12 ? "EA" : "PCE");
        line.order = VMI_SLICE("092123456");
        line.vendor_order = VMI_SLICE("SO778812");
        line.location = x12 ? VMI_SLICE("1234567890001") : VMI_SLICE("5412345000020");
        line.order_date = vmi_day_of(2024, 6, 4);
        line.due_date = vmi_day_of(2024, 6, 10);
        if (x12) {
            line.ship_date = vmi_day_of(2024, 6, 6);
            line.location_name = VMI_SLICE("ABC DISTRIBUTION DC 7");
            line.price = (i ? 499 : 533) * (VMI_DECIMAL_ONE / 100);
            line.vendor_sku = i ? VMI_SLICE("R-1224") : VMI_SLICE("P-8750");
        }
        if (x12 || i == 0)
            line.customer_sku = i ? VMI_SLICE("99345-6") : VMI_SLICE("12345-6");
        sample_lines[i] = line;
    }
    return (struct vmi_order){.lines = sample_lines, .count = 2, .ship_date = x12 ? vmi_day_of(2024, 6, 6) : VMI_DAY_NONE};
}

static void write_sample(enum vmi_edi_order_kind kind, const struct vmi_edi_orders *settings, struct vmi_buffer *out)
{
    bool x12 = kind <= VMI_EDI_ORDER_850;
    struct vmi_order order = sample_order(x12);
    const struct vmi_order *orders[] = {&order};
    struct vmi_edi_order_set set = {
        .kind = kind,
        .settings = settings,
        .orders = orders,
        .count = 1,
        .control = 1,
        .day = vmi_day_of(2024, 6, 4),
        .minute = 4 * 60 + 12,
    };
    set.vendor = x12 ? (struct vmi_edi_address){VMI_SLICE("ZZ"), VMI_SLICE("VENDOR"), VMI_SLICE("VENDOR"), VMI_SLICE("ACME VENDOR")}
                     : (struct vmi_edi_address){VMI_SLICE("14"), VMI_SLICE("8712345678902"), VMI_SLICE_NONE, VMI_SLICE_NONE};
    set.customer = x12 ? (struct vmi_edi_address){VMI_SLICE("ZZ"), VMI_SLICE("RETAILER"), VMI_SLICE_NONE, VMI_SLICE_NONE}
                       : (struct vmi_edi_address){VMI_SLICE("14"), VMI_SLICE("5412345000013"), VMI_SLICE_NONE, VMI_SLICE_NONE};
    struct vmi_error error = {0};
    size_t replaced = 0;
    ok(vmi_edi_orders_write(&set, out, &replaced, &error), "%s is written (%s)", names[kind], error.text);
}

static struct vmi_slice segment_of(struct vmi_slice text, const char *tag, size_t number)
{
    struct vmi_slice rest = text;
    while (rest.text) {
        struct vmi_slice line = vmi_slice_cut(&rest, '\n');
        if (line.length > strlen(tag) && memcmp(line.text, tag, strlen(tag)) == 0 && number-- == 0)
            return line;
    }
    return VMI_SLICE_NONE;
}

static void as_the_sample(enum vmi_edi_order_kind kind, const char *file, const struct vmi_edi_orders *settings)
{
    struct vmi_buffer out = {0};
    struct vmi_slice sample = edi_vector(file);
    write_sample(kind, settings, &out);
    if (out.length && !ok(vmi_slice_equal(vmi_buffer_slice(&out), sample), "%s is, element by element, the sample", names[kind]))
        note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&out)));
    vmi_buffer_free(&out);
}

/* Those segments of the sample that do not depend on what the buyer or the vendor made of the order. */
static void in_the_shape(enum vmi_edi_order_kind kind, const char *file, const struct vmi_edi_orders *settings, const char *const *tags)
{
    struct vmi_buffer out = {0};
    struct vmi_slice sample = edi_vector(file);
    write_sample(kind, settings, &out);
    for (; *tags; tags++) {
        char wanted[256];
        snprintf(wanted, sizeof wanted, "%.*s", VMI_SLICE_PRINT(segment_of(sample, *tags, 0)));
        is_slice(segment_of(vmi_buffer_slice(&out), *tags, 0), wanted, "%s: %s is that of the sample", names[kind], *tags);
    }
    vmi_buffer_free(&out);
}

static void samples(void)
{
    struct vmi_edi_pair ia = {VMI_SLICE("IA"), VMI_SLICE("830430645")};
    const struct vmi_edi_orders x12 = {.lines = true,
                                       .hash = true,
                                       .location = VMI_SLICE("9"),
                                       .vendor_code = VMI_SLICE("92"),
                                       .vendor = VMI_SLICE("V123"),
                                       .vendor_sku = VMI_SLICE("VC"),
                                       .references = &ia,
                                       .reference_count = 1};
    struct vmi_edi_orders edifact = {.lines = true, .location = VMI_SLICE("9"), .version = VMI_SLICE("D:96A:UN:EAN008")};
    as_the_sample(VMI_EDI_ORDER_855, "855-vmi-order.x12", &x12);
    as_the_sample(VMI_EDI_ORDER_ORDERS, "ORDERS-22E-vmi.edi", &edifact);
    in_the_shape(VMI_EDI_ORDER_850, "850-turnaround-confirmation.x12", &x12, (const char *const[]){"REF", "N1*ST", "PO1*1", "PO1*2", "CTT", NULL});
    edifact.version = VMI_SLICE("D:96A:UN:EAN005");
    in_the_shape(
        VMI_EDI_ORDER_ORDRSP, "ORDRSP-vmi.edi", &edifact,
        (const char *const[]){"UNA", "UNB", "UNH", "BGM", "DTM+137", "DTM+2", "RFF", "NAD+BY", "NAD+SU", "NAD+DP", "LIN+1", "QTY+21", "QTY+113", "UNS", "CNT", "UNZ", NULL});
}

/* ---- read back ------------------------------------------------------------------------------------------ */

enum { MOST_ORDERS = 4, MOST_LINES = 5 };

struct made {
    struct vmi_arena arena;
    struct vmi_order orders[MOST_ORDERS];
    const struct vmi_order *list[MOST_ORDERS];
    size_t count;
    bool plain; /* nothing in it can be refused */
};

/* Letters and digits, and, in one of three, whatever a message could stumble over. */
static struct vmi_slice text_of(struct made *m, uint64_t *state, int most, bool plain)
{
    static const char *const odd[] = {"*",  "~", ">", "^",   ":",   "+",    "'",   "?",        "??",           "?'",   ".",  ",",  "-", " ", "\"",
                                      "\\", "&", "<", "ISA", "UNA", "UNB+", "ST*", "\xC3\xA9", "\xE2\x82\xAC", "\x01", "\n", "\t", "%", "#", "|"};
    char text[128];
    size_t length = 0;
    int wanted = 2 + chance_below(state, most - 1);
    while ((int)length < wanted) {
        const char *piece = odd[chance_below(state, (int)VMI_COUNT(odd))];
        if (!plain && chance_below(state, 6) == 0 && length + strlen(piece) <= (size_t)wanted) {
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        } else {
            text[length++] = "ABCDEFGHXYZabcxyz0123456789"[chance_below(state, 27)];
        }
    }
    return vmi_arena_dup(&m->arena, (struct vmi_slice){text, length});
}

static struct vmi_slice gtin_of(struct made *m, uint64_t *state)
{
    char text[15] = "";
    int sum = 0, zeros = chance_below(state, 3);
    for (int i = 0; i < 13; i++) {
        text[i] = (char)('0' + (i < zeros ? 0 : i == zeros ? 1 + chance_below(state, 9) : chance_below(state, 10)));
        sum += (text[i] - '0') * (i % 2 ? 1 : 3);
    }
    text[13] = (char)('0' + (10 - sum % 10) % 10);
    return vmi_arena_dup(&m->arena, vmi_slice_of(text));
}

static void make_line(struct made *m, uint64_t *state, struct vmi_order_line *line, size_t number)
{
    static const char *const units[] = {"EA", "CA", "PC", "KG"};
    *line = line_of("", (1 + (vmi_decimal)(chance(state) % 2000000)) * (chance_below(state, 3) ? VMI_DECIMAL_ONE : 250000), "EA");
    line->unit = vmi_slice_of(units[chance_below(state, 4)]);
    line->sku = chance_below(state, 3) ? text_of(m, state, 20, m->plain) : gtin_of(m, state);
    if (chance_below(state, 2)) {
        line->order_unit = VMI_SLICE("CS");
        line->order_unit_quantity = (1 + chance_below(state, 5000)) * VMI_DECIMAL_ONE;
    }
    if (chance_below(state, 2))
        line->price = chance_below(state, 100000) * (VMI_DECIMAL_ONE / 100);
    line->description = chance_below(state, 2) ? text_of(m, state, 90, false) : VMI_SLICE_NONE;
    line->line = (vmi_decimal)(number + 1) * VMI_DECIMAL_ONE;
}

static void make_orders(struct made *m, uint64_t *state)
{
    m->count = 1 + (size_t)chance_below(state, MOST_ORDERS);
    m->plain = chance_below(state, 2) == 0;
    for (size_t i = 0; i < m->count; i++) {
        struct vmi_order *o = &m->orders[i];
        struct vmi_slice number = text_of(m, state, 15, m->plain), location = text_of(m, state, 17, m->plain), name = text_of(m, state, 70, false);
        int32_t day = vmi_day_of(2020, 1, 1) + chance_below(state, 4000);
        *o = (struct vmi_order){.count = 1 + (size_t)chance_below(state, MOST_LINES)};
        o->lines = vmi_arena_alloc(&m->arena, o->count * sizeof *o->lines);
        o->ship_date = chance_below(state, 2) ? day + chance_below(state, 9) : VMI_DAY_NONE;
        for (size_t j = 0; j < o->count; j++) {
            make_line(m, state, &o->lines[j], j);
            o->lines[j].order = number;
            o->lines[j].location = location;
            o->lines[j].location_name = name;
            o->lines[j].order_date = day;
            o->lines[j].ship_date = o->ship_date;
            o->lines[j].due_date = chance_below(state, 5) || j ? day + 9 : VMI_DAY_NONE;
            o->lines[j].due_date = o->lines[0].due_date;
        }
        m->list[i] = o;
    }
}

/* As vmi-ingest has to read it: a line of a stream of activity for each line of an order. */
static void expect(const struct made *m, enum vmi_edi_order_kind kind, struct vmi_buffer *out)
{
    for (size_t i = 0; i < m->count; i++)
        for (size_t j = 0; j < m->orders[i].count; j++) {
            const struct vmi_order_line *l = &m->orders[i].lines[j];
            char day[VMI_DATE_TEXT_SIZE], due[VMI_DATE_TEXT_SIZE], quantity[VMI_DECIMAL_TEXT_SIZE];
            vmi_day_format(l->order_date, day);
            vmi_day_format(l->due_date, due);
            vmi_decimal_format(l->order_unit.length ? l->order_unit_quantity : l->quantity, quantity);
            vmi_buffer_print(out, "%s,%.*s,%.*s,%s,%s,%.*s,,,%.*s,%s\n", day, VMI_SLICE_PRINT(l->location), VMI_SLICE_PRINT(l->sku),
                             kind == VMI_EDI_ORDER_ORDRSP ? "confirmed" : "ordered", quantity, VMI_SLICE_PRINT(l->order_unit.length ? l->order_unit : l->unit),
                             VMI_SLICE_PRINT(l->order), due);
        }
}

static int compare_texts(const void *a, const void *b)
{
    return vmi_slice_compare(*(const struct vmi_slice *)a, *(const struct vmi_slice *)b);
}

/* The lines of a text in byte order, for messages are settled item by item. */
static void sort_lines(struct vmi_buffer *text)
{
    struct vmi_slice lines[MOST_ORDERS * MOST_LINES + 1], rest = vmi_buffer_slice(text);
    struct vmi_buffer sorted = {0};
    size_t count = 0;
    while (rest.text && rest.length && count < VMI_COUNT(lines))
        lines[count++] = vmi_slice_cut(&rest, '\n');
    qsort(lines, count, sizeof *lines, compare_texts);
    for (size_t i = 0; i < count; i++)
        vmi_buffer_print(&sorted, "%.*s\n", VMI_SLICE_PRINT(lines[i]));
    vmi_buffer_free(text);
    *text = sorted;
}

struct tally {
    size_t written, refused, wrong, silent;
};

static void read_back(const struct made *m, const struct vmi_edi_order_set *set, struct tally *tally)
{
    struct vmi_buffer out = {0}, expected = {0};
    struct vmi_error error = {0};
    size_t replaced = 0;
    if (!vmi_edi_orders_write(set, &out, &replaced, &error)) {
        tally->refused++;
        tally->silent += error.status != VMI_INPUT || !error.text[0] || m->plain || out.length;
        vmi_buffer_free(&out);
        return;
    }
    struct edi_reading reading = {.records = 0};
    edi_read(&reading, vmi_buffer_slice(&out), true, "");
    expect(m, set->kind, &expected);
    sort_lines(&expected);
    sort_lines(&reading.facts);
    bool same = vmi_slice_equal(vmi_buffer_slice(&expected), vmi_buffer_slice(&reading.facts)) && !reading.bad && reading.end == VMI_NEXT_END && !reading.told.length;
    tally->written++;
    if (!same && !tally->wrong++)
        note("%s\nwritten: %.*s\nexpected: %.*sread: %.*stold: %.*s", names[set->kind], VMI_SLICE_PRINT(vmi_buffer_slice(&out)), VMI_SLICE_PRINT(vmi_buffer_slice(&expected)),
             VMI_SLICE_PRINT(vmi_buffer_slice(&reading.facts)), VMI_SLICE_PRINT(vmi_buffer_slice(&reading.told)));
    edi_reading_free(&reading);
    vmi_buffer_free(&expected);
    vmi_buffer_free(&out);
}

/* Settings that change how a message looks, and never what it says. */
static void choose_settings(struct vmi_edi_orders *settings, uint64_t *state, bool x12)
{
    static const char *const x12_marks[] = {"*>~", "|<!", "\x1D\x1F\x1E", "*:~^"};
    static const char *const edifact_marks[] = {":+.? '", ":+,? '", "\x1F\x1D.? \x1C", "<|.\\ ~"};
    *settings = (struct vmi_edi_orders){.lines = chance_below(state, 2), .hash = chance_below(state, 2)};
    if (chance_below(state, 2))
        settings->delimiters = vmi_slice_of((x12 ? x12_marks : edifact_marks)[chance_below(state, 4)]);
    if (x12 && chance_below(state, 2))
        settings->version = VMI_SLICE("005010");
}

static void round_trips(void)
{
    uint64_t state = 20261123;
    struct tally tally = {0};
    for (int i = 0; i < rounds(20000); i++) {
        struct made m = {.count = 0};
        struct vmi_edi_orders settings;
        make_orders(&m, &state);
        enum vmi_edi_order_kind kind = kinds[chance_below(&state, (int)VMI_COUNT(kinds))];
        choose_settings(&settings, &state, kind <= VMI_EDI_ORDER_850);
        struct vmi_edi_order_set set = {.kind = kind,
                                        .vendor = {VMI_SLICE("ZZ"), VMI_SLICE("VENDOR"), VMI_SLICE("VENDOR"), VMI_SLICE("V * ~ ' +")},
                                        .customer = {VMI_SLICE("14"), VMI_SLICE("5412345000013"), VMI_SLICE_NONE, VMI_SLICE_NONE},
                                        .settings = &settings,
                                        .orders = m.list,
                                        .count = m.count,
                                        .control = 1 + (uint32_t)chance_below(&state, 999999999),
                                        .day = vmi_day_of(2026, 11, 23)};
        read_back(&m, &set, &tally);
        vmi_arena_free(&m.arena);
    }
    is_long((long long)tally.wrong, 0, "what was written is read back: the same quantities, days and parties");
    is_long((long long)tally.silent, 0, "what is refused is refused with a reason, and only where there is one");
    ok(tally.written > tally.refused && tally.refused > 0, "%zu interchanges were written, %zu refused", tally.written, tally.refused);
}

int main(void)
{
    samples();
    round_trips();
    return done();
}
