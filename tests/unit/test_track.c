/*
 * The life of order lines: every step of the machine, and what must hold whatever messages come in whatever order.
 */
#include <stdlib.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/track.h"

/* ---- the machine ---------------------------------------------------------------------------------------- */

/*
 * What the rules in words ask for, of each status and event: receipts tell what has arrived, whatever was said before;
 * nothing but receipts changes that; goods that are on their way stay so whatever papers say; an order that is stated anew
 * is open, an answer is what it is, and what is over is not cancelled again.
 */
static enum vmi_line_status wanted(enum vmi_line_status status, enum vmi_line_event event)
{
    static const enum vmi_line_status answers[] = {
        [VMI_EVENT_ORDERED] = VMI_LINE_OPEN,        [VMI_EVENT_CONFIRMED] = VMI_LINE_CONFIRMED,
        [VMI_EVENT_CHANGED] = VMI_LINE_CHANGED,     [VMI_EVENT_BACKORDERED] = VMI_LINE_BACKORDERED,
        [VMI_EVENT_REJECTED] = VMI_LINE_REJECTED,   [VMI_EVENT_SHIPPED] = VMI_LINE_SHIPPED,
        [VMI_EVENT_CANCELLED] = VMI_LINE_CANCELLED, [VMI_EVENT_PART] = VMI_LINE_PARTLY_RECEIVED,
        [VMI_EVENT_ALL] = VMI_LINE_RECEIVED,        [VMI_EVENT_OVER] = VMI_LINE_OVER_RECEIVED,
        [VMI_EVENT_SHORT] = VMI_LINE_CLOSED_SHORT,
    };
    bool arrived = status >= VMI_LINE_PARTLY_RECEIVED && status <= VMI_LINE_CLOSED_SHORT;
    if (event >= VMI_EVENT_PART)
        return answers[event];
    if (arrived || status == VMI_LINE_SHIPPED)
        return status;
    if (event == VMI_EVENT_CUT)
        return status == VMI_LINE_NONE ? VMI_LINE_CANCELLED : status;
    if (event == VMI_EVENT_CANCELLED && status == VMI_LINE_REJECTED)
        return status;
    if (event == VMI_EVENT_REJECTED && status == VMI_LINE_CANCELLED)
        return status;
    return answers[event];
}

static void transitions(void)
{
    for (int status = 0; status < VMI_LINE_STATUSES; status++)
        for (int event = 0; event < VMI_LINE_EVENTS; event++)
            is_text(vmi_line_statuses[vmi_line_next((enum vmi_line_status)status, (enum vmi_line_event)event)].code,
                    vmi_line_statuses[wanted((enum vmi_line_status)status, (enum vmi_line_event)event)].code, "from %s by event %d",
                    *vmi_line_statuses[status].code ? vmi_line_statuses[status].code : "nothing", event);
    for (int status = VMI_LINE_NONE + 1; status < VMI_LINE_STATUSES; status++)
        ok(*vmi_line_statuses[status].code && *vmi_line_statuses[status].meaning, "status %d has a name and a meaning", status);
    for (int i = 0; i < VMI_EXCEPTIONS; i++)
        ok(*vmi_line_exceptions[i].code && *vmi_line_exceptions[i].meaning, "exception %d has a name and a meaning", i);
}

/* ---- the same, by messages ------------------------------------------------------------------------------ */

/* Messages that bring a line to a status, and then a message of each kind: where that leads. */
struct course {
    const char *before[5];
    const char *message;
    const char *status;
    const char *open;
};

static const struct course courses[] = {
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|ordered|12||A|2026-01-05", "open", "12"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|confirmed|10||A|2026-01-05", "confirmed", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|confirmed|10||A|2026-01-06", "changed", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|confirmed|12||A|2026-01-05", "changed", "12"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|confirmed|0||A", "rejected", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|shipped|10||A", "shipped", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|shipped|0||A", "open", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|received|0||A", "open", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|received|10||A", "received", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|cancelled|3||A", "open", "7"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|cancelled|10||A", "cancelled", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|cancelled|11||A", "cancelled", "0"},
    {{"2026-01-01|ordered|6||A|2026-01-05", "2026-01-01|ordered|4||A|2026-01-09"}, "2026-01-02|confirmed|10||A|2026-01-09", "confirmed", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|confirmed|10||A|2026-01-05"}, "2026-01-03|confirmed|10||A|2026-01-05", "confirmed", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|confirmed|8||A|2026-01-05"}, "2026-01-03|confirmed|10||A|2026-01-05", "confirmed", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|confirmed|8||A|2026-01-05"}, "2026-01-03|cancelled|2||A", "changed", "6"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|cancelled|4||A"}, "2026-01-03|confirmed|6||A|2026-01-05", "confirmed", "6"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|confirmed|0||A"}, "2026-01-03|shipped|10||A", "shipped", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|shipped|10||A"}, "2026-01-03|cancelled|10||A", "shipped", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|shipped|10||A"}, "2026-01-03|confirmed|0||A", "shipped", "10"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|4||A"}, "2026-01-03|ordered|10||A|2026-01-06", "partly_received", "6"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|4||A"}, "2026-01-03|cancelled|6||A", "closed_short", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|10||A"}, "2026-01-03|ordered|12||A|2026-01-06", "partly_received", "2"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|10||A"}, "2026-01-03|shipped|10||A", "received", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|10||A"}, "2026-01-03|cancelled|10||A", "received", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|received|12||A"}, "2026-01-03|ordered|12||A|2026-01-06", "received", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|cancelled|10||A"}, "2026-01-03|received|10||A", "received", "0"},
    {{"2026-01-01|ordered|10||A|2026-01-05", "2026-01-02|cancelled|10||A"}, "2026-01-03|confirmed|10||A|2026-01-05", "confirmed", "10"},
    {{NULL}, "2026-01-01|confirmed|10||A|2026-01-05", "confirmed", "10"},
    {{NULL}, "2026-01-01|shipped|10||A|2026-01-05", "shipped", "10"},
    {{NULL}, "2026-01-01|received|10||A", "received", "0"},
    {{NULL}, "2026-01-01|cancelled|10||A", "cancelled", "0"},
    {{NULL}, "2026-01-01|received|10", "received", "0"},
    {{"2026-01-01|shipped|10||A"}, "2026-01-02|received|4||A", "partly_received", "6"},
    {{"2026-01-01|ordered|10||A|2026-01-05"}, "2026-01-02|received|4", "partly_received", "6"},
};

static void messages(void)
{
    struct vmi_terms terms = ledger_terms("");
    for (size_t i = 0; i < VMI_COUNT(courses); i++) {
        const char *rows[8] = {NULL};
        size_t count = 0;
        struct vmi_arena arena = {0};
        struct vmi_track_lines lines;
        while (courses[i].before[count])
            rows[count] = courses[i].before[count], count++;
        rows[count++] = courses[i].message;
        for (int turned = 0; turned < 2; turned++) { /* the order in which records come says nothing */
            size_t order[8];
            for (size_t j = 0; j < count; j++)
                order[j] = turned ? count - 1 - j : j;
            struct vmi_history *history = ledger(rows, "2026-01-04", order);
            bool good = vmi_track_item(history, ledger_facts(history, 0), &terms, ledger_day("2026-01-04"), &arena, &lines);
            ok(good && lines.count == 1, "%s: one line", courses[i].message);
            is_slice(lines.list[0].status, courses[i].status, "%s behind %s: the status", courses[i].message, rows[0]);
            is_quantity(lines.list[0].open, courses[i].open, "%s behind %s: what is open", courses[i].message, rows[0]);
            vmi_history_free(history);
        }
        vmi_arena_free(&arena);
    }
}

/* ---- whatever comes ------------------------------------------------------------------------------------- */

static const char *const kinds[] = {"ordered", "ordered", "confirmed", "shipped", "received", "received", "cancelled"};

struct sums {
    vmi_decimal received, open, balance;
    size_t odd;
};

/* What must hold of each line. */
static void check_line(const struct vmi_tracked *l, struct sums *sums)
{
    bool ordered = l->ordered != VMI_DECIMAL_UNKNOWN, ended = false;
    for (int i = 0; i < VMI_LINE_STATUSES; i++)
        if (vmi_slice_is(l->status, vmi_line_statuses[i].code))
            ended = vmi_line_statuses[i].ended;
    bool over = ordered && l->received > l->ordered, more = ordered && l->confirmed != VMI_DECIMAL_UNKNOWN && l->confirmed > l->ordered;
    sums->received += l->received;
    sums->open += l->open;
    sums->odd += l->open < 0 || l->cancelled < 0;
    sums->odd += ended && l->open > 0;                                  /* what has ended has nothing open */
    sums->odd += !ended && l->open == 0 && (ordered && l->ordered > 0); /* and what has nothing open has ended */
    if (ordered && !over && !more)
        sums->odd += l->open != l->ordered - l->cancelled - l->received;
}

static void chances(void)
{
    uint64_t state = 7;
    struct vmi_terms terms = ledger_terms("confirm_days=1 transit_time=1");
    size_t odd = 0, lost = 0, unequal = 0;
    for (int round = 0; round < rounds(20000); round++) {
        char texts[20][64];
        const char *rows[21] = {NULL};
        size_t order[20], count = 1 + (size_t)chance_below(&state, 18);
        vmi_decimal received = 0;
        struct sums sums[2] = {{0}};
        for (size_t i = 0; i < count; i++) {
            const char *kind = kinds[chance_below(&state, (int)VMI_COUNT(kinds))];
            bool receipt = strcmp(kind, "received") == 0, refless = receipt && chance_below(&state, 3) == 0;
            int quantity = chance_below(&state, 9), day = 1 + chance_below(&state, 20);
            struct vmi_buffer text = {0};
            /* Two messages of one kind about one order on one day would be one, restated: each has a day of its own. */
            vmi_buffer_print(&text, "2026-01-%02d|%s|%d||%s|%s", day, kind, quantity,
                             refless                   ? ""
                             : chance_below(&state, 2) ? "A"
                                                       : "B",
                             !receipt && chance_below(&state, 2) ? "2026-01-15" : "");
            memcpy(texts[i], text.text, text.length);
            texts[i][text.length] = '\0';
            vmi_buffer_free(&text);
            rows[i] = texts[i];
            order[i] = i;
            received += receipt ? quantity * VMI_DECIMAL_ONE : 0;
        }
        struct vmi_arena arena = {0};
        struct vmi_track_lines lines[2];
        for (int again = 0; again < 2; again++) {
            struct vmi_history *history = ledger(rows, "2026-01-31", order);
            bool good = vmi_track_item(history, ledger_facts(history, 0), &terms, ledger_day("2026-01-31"), &arena, &lines[again]);
            for (size_t i = 0; good && i < lines[again].count; i++)
                check_line(&lines[again].list[i], &sums[again]);
            vmi_history_free(history);
        }
        odd += sums[0].odd;
        lost += sums[0].received != received;
        unequal += lines[0].count != lines[1].count || sums[0].open != sums[1].open;
        if (sums[0].odd && odd == sums[0].odd)
            for (size_t i = 0; i < count; i++)
                note("%s", texts[i]);
        vmi_arena_free(&arena);
    }
    is_long((long long)odd, 0, "open is ordered - cancelled - received; what has ended is not open, and what is not has not");
    is_long((long long)lost, 0, "no receipt is lost, and none is taken twice");
    is_long((long long)unequal, 0, "the same records are the same lines");
}

/* ---- many ----------------------------------------------------------------------------------------------- */

/* An item with many orders, all open, closed by receipts that name none. */
static void many(void)
{
    enum { COUNT = 20000 };
    struct vmi_history *history = vmi_history_new(VMI_DAY_NONE);
    struct vmi_error error = {0};
    struct vmi_arena arena = {0};
    struct vmi_track_lines lines;
    struct vmi_terms terms = ledger_terms("");
    size_t received = 0;
    bool good = true;
    for (int i = 0; i < COUNT && good; i++) {
        struct vmi_buffer ref = {0};
        struct vmi_activity record = ledger_record("2026-01-01|ordered|1||A|2026-01-05");
        vmi_buffer_print(&ref, "R%d", i);
        record.ref = vmi_buffer_slice(&ref);
        record.date = vmi_date_of_day(record.date.day + i / 10);
        record.until = vmi_date_of_day(record.date.day + 4);
        good = vmi_history_add(history, &record, &error);
        vmi_buffer_free(&ref);
        if (i % 10 == 9) {
            record = ledger_record("2026-01-01|received|10");
            record.date = vmi_date_of_day(record.date.day + i / 10 + 30);
            good = good && vmi_history_add(history, &record, &error);
        }
    }
    good = good && vmi_history_settle(history, &error);
    good = good && vmi_track_item(history, ledger_facts(history, 0), &terms, vmi_history_as_of(history), &arena, &lines);
    for (size_t i = 0; good && i < lines.count; i++)
        received += vmi_slice_is(lines.list[i].status, "received");
    is_long((long long)received, COUNT, "%d orders are closed by receipts that name none, oldest first", (int)COUNT);
    vmi_arena_free(&arena);
    vmi_history_free(history);
}

int main(void)
{
    transitions();
    messages();
    chances();
    many();
    return done();
}
