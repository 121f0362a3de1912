/*
 * A partner's file. The first byte chooses format, libcsv, longest record and mapping, and whether there is a second one,
 * which says what vmi-ingest can be told of the header. Whatever comes, every record is either handed out or set aside,
 * and counted once.
 */
#include "fuzz.h"
#include "vmi/feed.h"
#include "vmi/reject.h"
#include "vmi/screen.h"
#include "vmi/summary.h"

static const char *const mappings[] = {
    NULL,
    "{\"location\":\"{site}\",\"sku\":\"{item}\",\"date\":\"{year}-{month}\",\"measures\":{\"sold\":\"{"
    "issued}\","
    "\"on_hand\":\"{stock}\",\"ordered\":{\"quantity\":\"{requested}\",\"ref\":\"{site}/{year}-{month}\"}},"
    "\"ignore\":[\"region\"]}",
    "{\"location\":\"{a}\",\"sku\":\"{b}\",\"measure\":\"{c}\",\"quantity\":\"{d}\"}",
    "{\"location\":\"X\",\"sku\":\"{a}{b}\",\"measures\":{\"available\":\"{c}\",\"allocated\":\"{d}\"}}",
};

static const struct vmi_slice columns[] = {{"store", 5}, {"item", 4}, {"on hand", 7}, {"", 0}};

struct run {
    struct vmi_feed *feed;
    struct vmi_screen *screen;
    struct vmi_rejects *rejects;
    struct vmi_summary summary;
    uint64_t records, bad, rejected, written, aside, dropped, waiting;
    bool ended; /* not broken off */
};

static void touch_record(const struct vmi_activity *record)
{
    const char *column;
    touch(record->location);
    touch(record->sku);
    touch(record->unit);
    touch(record->lot);
    touch(record->ref);
    must(record->location.length && record->sku.length && record->measure >= 0 &&
         record->measure < VMI_MEASURES);
    must(vmi_activity_type.problem(record, &column) == NULL);
}

static void take_reject(struct run *r, const struct vmi_error *error);

static void take_record(struct run *r, struct vmi_activity *record, struct vmi_error *error)
{
    size_t count;
    const struct vmi_slice *extras = vmi_feed_extras(r->feed, &count);
    touch_record(record);
    for (size_t i = 0; i < count; i++) {
        touch(extras[i]);
        touch(vmi_feed_extra(r->feed, extras[i]));
    }
    r->records++;
    switch (vmi_screen_take(r->screen, r->feed, record, NULL, 0, error)) {
    case VMI_FATE_WRITE:
        r->written++;
        touch_record(record);
        break;
    case VMI_FATE_WAIT: {
        struct vmi_reject reject;
        vmi_feed_reject(r->feed, &reject);
        vmi_screen_keep_reject(r->screen, &reject);
        r->waiting++;
        break;
    }
    case VMI_FATE_ASIDE:
        r->aside++;
        take_reject(r, error);
        r->bad--;
        r->rejected--;
        break;
    case VMI_FATE_DROP:
        r->dropped++;
        break;
    case VMI_FATE_NONE:
        must(false);
    }
}

static void take_waiting(struct run *r)
{
    const struct vmi_waiting *waiting;
    struct vmi_error error = {0};
    enum vmi_fate fate;
    while ((fate = vmi_screen_next(r->screen, &waiting, &error)) != VMI_FATE_NONE) {
        r->waiting--;
        r->written += fate == VMI_FATE_WRITE;
        r->aside += fate == VMI_FATE_ASIDE;
        r->dropped += fate == VMI_FATE_DROP;
        touch_record(&waiting->record);
        if (fate == VMI_FATE_ASIDE) {
            must(error.text[0] && error.code);
            vmi_summary_reject(&r->summary, &error, 1);
            vmi_rejects_add_kept(r->rejects, &waiting->reject, &error);
        }
    }
}

static void take_reject(struct run *r, const struct vmi_error *error)
{
    struct vmi_reject reject;
    must(error->text[0] && error->code);
    vmi_feed_reject(r->feed, &reject);
    must(reject.records >= 1);
    touch(reject.raw);
    for (size_t i = 0; reject.cells && i < reject.count; i++) {
        touch(reject.names[i]);
        touch(reject.cells[i].text);
    }
    vmi_rejects_add(r->rejects, &reject, error);
    vmi_summary_reject(&r->summary, error, reject.records);
    r->bad++;
    r->rejected += reject.records;
}

static uint64_t duplicates(const struct vmi_summary *summary)
{
    uint64_t all = 0;
    for (int i = 0; i < VMI_DUPLICATES; i++)
        all += summary->duplicates[i];
    return all;
}

static void read_feed(struct run *r)
{
    struct vmi_error error = {0};
    struct vmi_activity record;
    struct vmi_buffer text = {0};
    enum vmi_next next;
    while ((next = vmi_feed_next(r->feed, &record, &error)) == VMI_NEXT_ROW || next == VMI_NEXT_BAD) {
        if (next == VMI_NEXT_ROW)
            take_record(r, &record, &error);
        else
            take_reject(r, &error);
    }
    r->ended = next == VMI_NEXT_END;
    struct vmi_feed_counts counts = vmi_feed_counts(r->feed);
    must(counts.records == r->records && r->rejected >= r->bad);
    must(!r->ended ||
         counts.rows <= r->records + r->rejected + counts.empty + counts.superseded + counts.ignored);
    vmi_screen_end_file(r->screen);
    take_waiting(r);
    vmi_screen_end(r->screen);
    take_waiting(r);
    must(r->waiting == 0 && r->written + r->aside + r->dropped == r->records);
    struct vmi_slice name;
    char why[VMI_FEED_WHY_SIZE];
    for (size_t at = 0; vmi_feed_unused(r->feed, &at, &name, why);)
        touch(name);
    vmi_summary_add_feed(&r->summary, r->feed);
    vmi_summary_add_screen(&r->summary, r->screen);
    must(r->summary.rejected == r->rejected + r->aside);
    must(r->dropped + counts.superseded == duplicates(&r->summary));
    vmi_summary_text(&r->summary, &text);
    touch(vmi_buffer_slice(&text));
    vmi_summary_settled(&r->summary, "fuzz", "is settled");
    vmi_summary_free(&r->summary);
    vmi_buffer_free(&text);
}

/* As OPTIONS and, where its highest bit is set, a second byte choose. */
static struct vmi_rows *open_rows(unsigned options, struct vmi_slice input)
{
    unsigned more = options & 128 ? take_options(&input) : 0;
    struct vmi_rows_options chosen = {.format = (enum vmi_format)((options & 7) % 5),
                                      .libcsv_only = (options & 32) != 0,
                                      .any_delimiter = true,
                                      .no_quotes = (options & 64) != 0,
                                      .nested = (options & 128) != 0,
                                      .passed_over = more & 3,
                                      .header_told = (more & 4) != 0,
                                      .delimiter = more & 8 ? ':' : '\0'};
    if (more & 16) {
        chosen.columns = columns;
        chosen.column_count = VMI_COUNT(columns);
    }
    struct vmi_source *source = vmi_source_of_bytes(input, "fuzz", options & 64 ? 64 : 0);
    if (options & 128)
        vmi_source_any_line_end(source);
    return vmi_rows_open(source, &chosen);
}

/* What a command line may tell besides, by the length of the input. */
static struct vmi_feed_options tell(size_t size, const struct vmi_mapping *mapping)
{
    static const char *const decimals[] = {NULL, "comma", "point", NULL, NULL};
    static const char *const dates[] = {NULL, "dmy", "excel", "iso", "yyyyww", NULL, NULL};
    static const char *const measures[] = {NULL, "sold", "available"};
    static const char *const matrices[] = {NULL, "location", "date", NULL, NULL, NULL, NULL};
    return (struct vmi_feed_options){
        .mapping = mapping,
        .decimal = decimals[size % VMI_COUNT(decimals)],
        .dates = dates[size % VMI_COUNT(dates)],
        .measure = measures[size % VMI_COUNT(measures)],
        .matrix = matrices[size / 3 % VMI_COUNT(matrices)],
        .explains = size % 13 == 1,
    };
}

/* What was understood can be said, and the mapping that says it can be read. */
static void explain(struct vmi_feed *feed, bool ended)
{
    struct vmi_arena arena = {0};
    struct vmi_column_use use;
    struct vmi_buffer text = {0};
    struct vmi_mapping mapping = {0};
    struct vmi_error error = {0};
    for (size_t i = 0; vmi_feed_column_use(feed, i, &use, &arena); i++) {
        touch(use.column);
        touch(use.becomes);
        touch(use.example);
        touch(use.note);
    }
    vmi_feed_mapping(feed, NULL, 0, &text);
    bool problem = vmi_feed_problem(feed, &error);
    must(!ended || problem || vmi_feed_counts(feed).records == 0 ||
         vmi_mapping_read(&mapping, vmi_buffer_slice(&text), &error));
    vmi_mapping_free(&mapping);
    vmi_buffer_free(&text);
    vmi_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice whole = tight_copy(data, size), input = whole;
    unsigned options = take_options(&input);
    const char *text = mappings[options >> 3 & 3];
    struct vmi_mapping mapping = {0};
    struct vmi_error error = {0};
    must(!text || vmi_mapping_read(&mapping, vmi_slice_of(text), &error));
    struct vmi_rows *rows = open_rows(options, input);
    const struct vmi_feed_options told = tell(size, text ? &mapping : NULL);
    struct run r = {.feed = vmi_feed_open(rows, &told, &error)};
    if (r.feed) {
        must(!vmi_rows_header_found(rows) || vmi_rows_header_line(rows) > 1);
        struct vmi_sink *sink = vmi_sink_open(-1);
        struct vmi_screen_options checks = {.as_of = options & 8 ? 20000 : VMI_DAY_NONE,
                                            .opening = (options & 16) != 0,
                                            .dedupe = (options & 32) != 0,
                                            .restate = (options & 1) != 0,
                                            .keep_rejects = true};
        for (int i = 0; i < VMI_CHECKS; i++)
            checks.severities[i] = vmi_checks[i].preset;
        r.screen = vmi_screen_new(&checks);
        r.rejects = vmi_rejects_new(sink);
        read_feed(&r);
        explain(r.feed, r.ended);
        touch(vmi_sink_bytes(sink));
        vmi_screen_free(r.screen);
        vmi_rejects_free(r.rejects);
        vmi_sink_close(sink);
    } else {
        must(error.text[0] && error.status != VMI_DONE);
    }
    vmi_feed_close(r.feed);
    vmi_mapping_free(&mapping);
    free((void *)(uintptr_t)whole.text);
    return 0;
}
