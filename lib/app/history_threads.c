/*
 * A file is read by several threads, in parts that lie one behind the other.
 *
 * Where a line ends, a record may go on: within quotes. So a part counts when the one before it was read to its very end,
 * and that is where it began. The threads say nothing: at what has to be said, or to be judged with what stood before
 * it, a part ends, and the thread that asked reads on from there alone.
 */
#include <stdatomic.h>
#include <stdlib.h>

#include "history_load.h"
#include "vmi/memory.h"

enum { LEAST = 256 * 1024 /* bytes; less is read before a thread has begun */ };

struct part {
    struct app_readers *readers;
    pthread_t thread;
    struct vmi_table_reader *reader;
    struct vmi_history *history;
    uint64_t begin, end; /* places of the source */
    bool good;           /* what was read can be joined */
    bool joined;         /* the thread */
};

struct app_readers {
    const struct vmi_agreement *agreement;
    struct part *parts; /* behind that of the thread that asked */
    size_t count;
    atomic_bool over;
};

/* ---- a thread ------------------------------------------------------------------------------------------- */

static bool add(const struct part *part, struct vmi_activity *records, size_t count)
{
    struct vmi_error error;
    for (size_t i = 0; i < count; i++)
        if (!app_to_base_unit(part->readers->agreement, &records[i], &error))
            return false;
    return vmi_history_add_all(part->history, records, count, &error) == count;
}

static bool read_part(struct part *part)
{
    struct vmi_activity records[APP_FEW];
    struct vmi_error error;
    struct vmi_source *source = vmi_table_reader_source(part->reader);
    while (vmi_source_position(source) < part->end) {
        size_t count = vmi_table_reader_few(part->reader, records, APP_FEW, &error);
        if (count == 0) {
            enum vmi_next next = vmi_table_reader_next(part->reader, records, &error);
            if (next != VMI_NEXT_ROW)
                return next == VMI_NEXT_END;
            count = 1;
        }
        if (!add(part, records, count) || atomic_load_explicit(&part->readers->over, memory_order_relaxed))
            return false;
    }
    return true;
}

static void *work(void *context)
{
    struct part *part = context;
    part->good = read_part(part);
    return NULL;
}

/* ---- the thread that asked ------------------------------------------------------------------------------ */

static void close_part(struct part *part)
{
    vmi_table_reader_close(part->reader);
    vmi_history_free(part->history);
}

static bool begin_part(struct app_readers *readers, struct vmi_table_reader *reader,
                       const struct vmi_history *history, uint64_t begin, uint64_t end)
{
    struct part *part = &readers->parts[readers->count];
    *part = (struct part){.readers = readers, .begin = begin, .end = end};
    part->reader = vmi_table_reader_from(reader, begin);
    if (!part->reader)
        return false;
    vmi_source_pause(vmi_table_reader_source(part->reader), end);
    part->history = vmi_history_part(history);
    if (app_begin_thread(&part->thread, work, part))
        return true;
    close_part(part);
    return false;
}

struct app_readers *app_readers_begin_least(struct vmi_table_reader *reader,
                                            const struct vmi_history *history,
                                            const struct vmi_agreement *agreement, size_t threads,
                                            uint64_t least)
{
    uint64_t places[VMI_MOST_THREADS];
    struct vmi_source *source = vmi_table_reader_source(reader);
    size_t count = source && threads > 1 ? vmi_source_split(source, threads - 1, least, places) : 0;
    if (!count)
        return NULL;
    struct app_readers *readers = vmi_alloc_zeroed(1, sizeof *readers);
    readers->agreement = agreement;
    readers->parts = vmi_alloc_zeroed(count, sizeof *readers->parts);
    vmi_source_pause(source, places[0]);
    while (readers->count < count &&
           begin_part(readers, reader, history, places[readers->count],
                      readers->count + 1 < count ? places[readers->count + 1] : UINT64_MAX))
        readers->count++;
    if (readers->count)
        return readers;
    app_readers_end(readers);
    vmi_source_pause(source, UINT64_MAX);
    return NULL;
}

struct app_readers *app_readers_begin(struct vmi_table_reader *reader, const struct vmi_history *history,
                                      const struct vmi_agreement *agreement, size_t threads)
{
    return app_readers_begin_least(reader, history, agreement, threads, LEAST);
}

bool app_readers_are_due(const struct app_readers *readers, const struct vmi_table_reader *reader)
{
    return vmi_source_position(vmi_table_reader_source(reader)) >= readers->parts[0].begin;
}

/* What a thread has read is in HISTORY, when it is of use. */
static bool take(struct part *part, struct vmi_history *history)
{
    struct vmi_history *own = part->history;
    pthread_join(part->thread, NULL);
    part->joined = true;
    if (!part->good)
        return false;
    part->history = NULL;
    return vmi_history_join(history, own);
}

uint64_t app_readers_join(struct app_readers *readers, struct vmi_table_reader *reader,
                          struct vmi_history *history)
{
    struct vmi_source *source = vmi_table_reader_source(reader);
    uint64_t records = 0;
    vmi_source_pause(source, UINT64_MAX);
    for (size_t i = 0; i < readers->count; i++) {
        struct part *part = &readers->parts[i];
        if (vmi_source_position(source) != part->begin || !take(part, history))
            break;
        records += vmi_table_reader_pass(reader, part->reader);
    }
    app_readers_end(readers);
    return records;
}

void app_readers_end(struct app_readers *readers)
{
    if (!readers)
        return;
    atomic_store(&readers->over, true);
    for (size_t i = 0; i < readers->count; i++) {
        if (!readers->parts[i].joined)
            pthread_join(readers->parts[i].thread, NULL);
        close_part(&readers->parts[i]);
    }
    free(readers->parts);
    free(readers);
}
