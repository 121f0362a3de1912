/*
 * A file that several threads read in parts gives what one gives that reads it from beginning to end: the same items,
 * facts and days, and the same words about the same line. Texts are made of what may stand where one is cut.
 */
#include "../../lib/app/history_load.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "vmi/checksum.h"

#define HEADER "date,location,sku,measure,quantity,unit,lot,ref,until"

/* ---- texts ---------------------------------------------------------------------------------------------- */

struct writing {
    struct vmi_buffer text;
    uint64_t state;
    size_t sealed_until; /* where the next seal begins to count */
    uint64_t records;
    const char *line_end;
    int trouble; /* one in so many records is at fault; 0: none */
};

static int pick(struct writing *w, int count)
{
    return chance_below(&w->state, count);
}

static void write_seal(struct writing *w)
{
    size_t length = w->text.length - w->sealed_until;
    vmi_seal_write(&w->text, w->records, vmi_crc32c(0, w->text.text + w->sealed_until, length), false);
    w->sealed_until = w->text.length;
    w->records = 0;
}

static void write_trouble(struct writing *w)
{
    static const char *const lines[] = {
        "2026-01-05,L,A,sold,x,,,,",
        "2026-01-05,L,A,sold,1",
        "2026-01-05,L,\"A,sold,1,,,,",
        "2026-01-05,L,A,sold,1,KGM,,,",
        "#vmi-end records=1 crc32c=00000000",
        "2026-01-05,L,A,\"so\nld\",1,,,,",
        "2026-01-05,L,A\"B,sold,1,,,,",
        "2026-01-05,L,A,sold,-1,,,,",
        "2026-01-05,L,A,sold,9000000000000,,,,",
        "date,location,sku,measure,x,y,z,a,b",
    };
    vmi_buffer_print(&w->text, "%s%s", lines[pick(w, VMI_COUNT(lines))], w->line_end);
}

static void write_record(struct writing *w)
{
    static const char *const measures[] = {"sold", "sold", "sold", "on_hand", "received", "adjusted", "returned"};
    int item = pick(w, 7), day = 1 + pick(w, 28);
    const char *unit = item == 3 ? "PCE" : "";
    w->records++;
    switch (pick(w, 16)) {
    case 0: /* what looks like the beginning of a line, within quotes */
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,I%d,ordered,%d,%s,,\"R\n2026-01-01,L,X,sold,1,,,,\n\",%s", day, item % 2, item, pick(w, 50), unit, w->line_end);
        return;
    case 1:
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,\"I%d\",sold,%d.%d,%s,,,%s", day, item % 2, item, pick(w, 50), pick(w, 1000), unit, w->line_end);
        return;
    case 2:
        vmi_buffer_print(&w->text, "2026-01-%02dT%02d:00:00Z,L%d,I%d,on_hand,%d,%s,B%d,,%s", day, pick(w, 24), item % 2, item, pick(w, 50), unit, pick(w, 4), w->line_end);
        return;
    case 3:
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,I%d,forecast,%d,%s,,2025-12-%02d,2026-02-01%s", day, item % 2, item, pick(w, 50), unit, 1 + pick(w, 30), w->line_end);
        return;
    case 4:
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,I%d,sold,%d,%s,,,2026-02-%02d%s", day, item % 2, item, pick(w, 50), unit, 1 + pick(w, 28), w->line_end);
        return;
    case 5:
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,I%d,ordered,%d,%s,,R%d,%s", day, item % 2, item, pick(w, 50), unit, pick(w, 9), w->line_end);
        return;
    default:
        vmi_buffer_print(&w->text, "2026-01-%02d,L%d,I%d,%s,%d,%s,,,%s", day, item % 2, item, measures[pick(w, VMI_COUNT(measures))], pick(w, 200), unit, w->line_end);
    }
}

/* Between records, now and then. */
static void write_between(struct writing *w)
{
    switch (pick(w, 40)) {
    case 0:
        vmi_buffer_print(&w->text, "%s%s", w->line_end, w->line_end);
        break;
    case 1:
        vmi_buffer_print(&w->text, "  %s", w->line_end);
        break;
    case 2:
        vmi_buffer_print(&w->text, "%s%s", HEADER, w->line_end);
        break;
    case 3:
        if (pick(w, 8) == 0)
            write_seal(w);
        break;
    default:
        break;
    }
}

static struct vmi_buffer make_text(uint64_t seed, int records, int trouble)
{
    struct writing w = {.state = seed * 2 + 1, .trouble = trouble, .line_end = seed % 3 ? "\n" : "\r\n"};
    chance(&w.state);
    if (pick(&w, 4) == 0)
        vmi_buffer_add_slice(&w.text, VMI_SLICE("\xEF\xBB\xBF"));
    w.sealed_until = w.text.length;
    vmi_buffer_print(&w.text, "%s%s", HEADER, w.line_end);
    for (int i = 0; i < records; i++) {
        if (w.trouble && pick(&w, w.trouble) == 0)
            write_trouble(&w);
        write_record(&w);
        write_between(&w);
    }
    if (pick(&w, 2))
        write_seal(&w);
    else if (pick(&w, 2) && w.text.length)
        w.text.length--; /* the last line end */
    return w.text;
}

/* ---- readings ------------------------------------------------------------------------------------------- */

static void tell_facts(const struct vmi_history *h, const struct vmi_item *item, struct vmi_buffer *out)
{
    struct vmi_facts facts = {0};
    vmi_facts_open(h, item, &facts);
    for (size_t i = 0; i < facts.count; i++) {
        const struct vmi_fact *f = &facts.list[i];
        vmi_buffer_print(out, " %d:%lld@%d,%lld-%d,%d,%u=%.*s,%u", (int)f->measure, (long long)f->quantity, f->day, (long long)f->instant, f->until, f->expires, f->ref,
                         VMI_SLICE_PRINT(vmi_history_ref(h, f->ref)), f->lot);
    }
    vmi_facts_free(&facts);
}

static void tell(const struct vmi_history *h, struct vmi_buffer *out)
{
    vmi_buffer_print(out, "as of %d, late %llu, forecasts %llu\n", vmi_history_as_of(h), (unsigned long long)vmi_history_late(h), (unsigned long long)vmi_history_forecasts(h));
    for (size_t i = 0; i < vmi_history_count(h); i++) {
        const struct vmi_item *item = vmi_history_item(h, i);
        const struct vmi_place *place = vmi_history_place(h, item);
        vmi_buffer_print(out, "%.*s/%.*s %.*s %d, closed %d, fed %d:", VMI_SLICE_PRINT(item->location), VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->unit), item->first_day,
                         place->last_closed, place->last_fed);
        for (size_t j = 0; j < place->fed_count; j++)
            vmi_buffer_print(out, " %d-%d", place->fed[j].first, place->fed[j].last);
        tell_facts(h, item, out);
        vmi_buffer_print(out, "\n");
    }
}

struct reading {
    struct vmi_history *history;
    struct vmi_table_reader *reader;
    struct vmi_agreement *agreement;
    struct app_readers *readers;
    size_t threads;
    uint64_t least;
    bool looked;
    uint64_t joined;
};

static void share(struct reading *r)
{
    if (!r->looked)
        r->readers = app_readers_begin_least(r->reader, r->history, r->agreement, r->threads, r->least);
    r->looked = true;
    if (!r->readers || !app_readers_are_due(r->readers, r->reader))
        return;
    r->joined += app_readers_join(r->readers, r->reader, r->history);
    r->readers = NULL;
}

/* How it ended. One thread adds what is read one by one, several what is at hand. */
static enum vmi_next read_all(struct reading *r, struct vmi_error *error)
{
    struct vmi_activity records[APP_FEW];
    for (;;) {
        size_t count = r->threads ? vmi_table_reader_few(r->reader, records, APP_FEW, error) : 0, added;
        if (count == 0) {
            enum vmi_next next = vmi_table_reader_next(r->reader, records, error);
            if (next != VMI_NEXT_ROW)
                return next;
            count = 1;
        }
        uint64_t line = error->line;
        if ((added = vmi_history_add_all(r->history, records, count, error)) < count) {
            error->line = line - (count - 1 - added);
            return VMI_NEXT_BAD;
        }
        share(r);
    }
}

/* All that comes of it. THREADS 0: the plain way. *JOINED: records that others have read. */
static struct vmi_buffer outcome(int descriptor, int32_t as_of, size_t threads, uint64_t least, uint64_t *joined)
{
    struct vmi_buffer out = {0};
    struct vmi_error error = {0};
    struct vmi_table_reader_options options = {.format = VMI_FORMAT_AUTO};
    lseek(descriptor, 0, SEEK_SET);
    struct reading r = {
        .history = vmi_history_new(as_of),
        .reader = vmi_table_reader_open(vmi_source_open(dup(descriptor), "parts", 0), &vmi_activity_type, &options),
        .agreement = vmi_agreement_new(),
        .threads = threads,
        .least = least,
    };
    enum vmi_next next = read_all(&r, &error);
    app_readers_end(r.readers);
    if (next != VMI_NEXT_END)
        vmi_buffer_print(&out, "%d line %llu: %s: %s\n", (int)next, (unsigned long long)error.line, error.field, error.text);
    else if (!vmi_history_settle(r.history, &error))
        vmi_buffer_print(&out, "%s\n", error.text);
    else
        tell(r.history, &out);
    if (next == VMI_NEXT_END)
        vmi_buffer_print(&out, "read to %llu, %llu", (unsigned long long)vmi_table_reader_position(r.reader), (unsigned long long)lseek(descriptor, 0, SEEK_CUR));
    vmi_buffer_add(&out, "", 1);
    *joined += r.joined;
    vmi_table_reader_close(r.reader);
    vmi_history_free(r.history);
    vmi_agreement_free(r.agreement);
    return out;
}

static uint64_t compare(const char *what, uint64_t seed, struct vmi_slice text, int32_t as_of)
{
    static const size_t threads[] = {1, 2, 3, 7};
    static const uint64_t least[] = {1, 20, 300};
    uint64_t joined = 0;
    bool same = true;
    FILE *file = tmpfile();
    fwrite(text.text, 1, text.length, file);
    fflush(file);
    struct vmi_buffer one = outcome(fileno(file), as_of, 0, 0, &joined);
    for (size_t i = 0; i < VMI_COUNT(threads) && same; i++)
        for (size_t j = 0; j < VMI_COUNT(least) && same; j++) {
            struct vmi_buffer several = outcome(fileno(file), as_of, threads[i], least[j], &joined);
            same = is_text(several.text, one.text, "%s %llu: %zu threads, parts of %llu bytes", what, (unsigned long long)seed, threads[i], (unsigned long long)least[j]);
            vmi_buffer_free(&several);
        }
    vmi_buffer_free(&one);
    fclose(file);
    return joined;
}

static void test_chance(void)
{
    uint64_t good = 0, bad = 0;
    for (int i = 0; i < rounds(400); i++) {
        uint64_t seed = 1000 + (uint64_t)i;
        struct vmi_buffer text = make_text(seed, 3 + i % 200, 0);
        good += compare("a text", seed, vmi_buffer_slice(&text), i % 5 ? VMI_DAY_NONE : 20470);
        vmi_buffer_free(&text);
        text = make_text(seed, 3 + i % 200, 30);
        bad += compare("a text with faults", seed, vmi_buffer_slice(&text), VMI_DAY_NONE);
        vmi_buffer_free(&text);
    }
    ok(good > 1000, "other threads have read %llu records", (unsigned long long)good);
    ok(bad > 100, "and %llu before something was wrong", (unsigned long long)bad);
}

static void test_edges(void)
{
    static const char *const texts[] = {
        "",
        HEADER,
        HEADER "\n",
        HEADER "\n2026-01-05,L,A,sold,1,,,,",
        HEADER "\n\n\n\n\n\n\n\n\n",
        HEADER "\n2026-01-05,L,A,sold,1,,,,\n\n\n2026-01-06,L,A,sold,1,,,,\n \n2026-01-07,L,A,sold,1,,,,\n",
        /* all of it fits to be held, and its sum does not */
        HEADER "\n2026-01-05,L,A,sold,9000000000000,,,,\n2026-01-05,L,A,sold,9000000000000,,,,\n",
        HEADER "\n2026-01-05,L,A,adjusted,9000000000000,,,,\n2026-01-05,L,A,adjusted,9000000000000,,,,\n"
               "2026-01-05,L,A,adjusted,-9000000000000,,,,\n2026-01-05,L,A,adjusted,-9000000000000,,,,\n",
        HEADER "\n2026-01-05,L,A,adjusted,9000000000000,,,,\n2026-01-05,L,A,adjusted,-9000000000000,,,,\n"
               "2026-01-05,L,A,adjusted,9000000000000,,,,\n2026-01-05,L,A,adjusted,-9000000000000,,,,\n",
    };
    for (size_t i = 0; i < VMI_COUNT(texts); i++)
        compare("edge", i, vmi_slice_of(texts[i]), VMI_DAY_NONE);
}

static void test_checksums(void)
{
    const char *text = "the checksum of two texts, one behind the other";
    size_t length = strlen(text);
    for (size_t i = 0; i <= length; i++)
        is_long(vmi_crc32c_join(vmi_crc32c(0, text, i), vmi_crc32c(0, text + i, length - i), length - i), vmi_crc32c(0, text, length), "cut at %zu", i);
}

int main(void)
{
    test_checksums();
    test_edges();
    test_chance();
    return done();
}
