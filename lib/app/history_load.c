/*
 * All activity of the operands becomes a history.
 */
#include "history_load.h"
#include "internal.h"

bool app_convert_unit(const struct vmi_agreement *agreement, struct vmi_activity *record,
                      struct vmi_error *error)
{
    struct vmi_terms terms;
    vmi_agreement_standing(agreement, record->location, record->sku, &terms);
    if (!terms.unit.length)
        return true;
    if (vmi_slice_equal(terms.unit, record->unit)) {
        record->unit = VMI_SLICE_NONE;
        return true;
    }
    char theirs[VMI_QUOTED_SIZE], ours[VMI_QUOTED_SIZE];
    vmi_error_field(error, VMI_SLICE("unit"));
    return vmi_error_set(error, VMI_INPUT, "unit", "is %s, and the base unit of %.*s at %.*s is %s",
                         vmi_text_quote(record->unit, theirs), VMI_SLICE_PRINT(record->sku),
                         VMI_SLICE_PRINT(record->location), vmi_text_quote(terms.unit, ours));
}

static void tell(const struct vmi_history *history)
{
    char date[VMI_DATE_TEXT_SIZE];
    uint64_t late = vmi_history_late(history), forecasts = vmi_history_forecasts(history);
    bool given = vmi_settings()->as_of != VMI_DAY_NONE;
    vmi_day_format(vmi_history_as_of(history), date);
    if (!given && *date)
        vmi_note("as of %s, the last day in the input", date);
    if (late)
        vmi_note("%llu record%s dated after %s left out", (unsigned long long)late, late == 1 ? "" : "s",
                 date);
    if (forecasts && !(app_program->tools & (VMI_TOOL_THRESHOLD | VMI_TOOL_KPI)))
        vmi_note("%llu forecast record%s not used", (unsigned long long)forecasts, forecasts == 1 ? "" : "s");
}

/* An item with a row of its own in the terms is there also without activity. */
static void name_items(struct vmi_history *history, const struct vmi_agreement *agreement)
{
    struct vmi_slice location, sku;
    for (size_t i = 0; i < vmi_agreement_item_count(agreement); i++) {
        vmi_agreement_item(agreement, i, &location, &sku);
        if (!vmi_slice_is(location, "*") && !vmi_slice_is(sku, "*"))
            vmi_history_name(history, location, sku);
    }
}

/* What takes the place of an item is an item, also before anything is known of it. */
static void name_successors(struct vmi_history *history, const struct vmi_agreement *agreement)
{
    struct vmi_terms terms;
    struct vmi_error error;
    if (!vmi_term_in(vmi_agreement_given(agreement), VMI_TERM_SUCCESSOR))
        return;
    for (size_t i = 0; i < vmi_history_count(history); i++) {
        const struct vmi_item *item = vmi_history_item(history, i);
        if (vmi_agreement_resolve(agreement, item->location, item->sku, vmi_history_as_of(history), &terms,
                                  &error) &&
            terms.successor.length)
            vmi_history_name(history, item->location, terms.successor);
    }
}

/* ---- reading -------------------------------------------------------------------------------------------- */

struct loading {
    struct vmi_history *history;
    const struct vmi_agreement *agreement;
    struct vmi_stream *stream;
    struct vmi_activity records[APP_FEW];
    struct app_readers *readers; /* of the rest of the file at hand */
    size_t files;                /* that were looked at for whether they can be read in parts */
    enum vmi_status *status;
};

/* Adds what was read. False when reported. */
static bool add(struct loading *l, size_t count)
{
    struct vmi_error unit = {0}, error = {0};
    size_t good = 0, added;
    while (good < count && app_to_base_unit(l->agreement, &l->records[good], &unit))
        good++;
    added = vmi_history_add_all(l->history, l->records, good, &error);
    if (added == count)
        return true;
    if (added == good)
        error = unit;
    app_stream_place(l->stream, count - 1 - added, &error);
    *l->status = vmi_report(&error);
    return false;
}

/* Other threads begin on the rest of a file of which a record was read; what they have read is taken when it is due. */
static void share(struct loading *l)
{
    struct vmi_table_reader *reader = app_stream_reader(l->stream);
    size_t file = app_stream_file(l->stream);
    if (file != l->files) {
        app_readers_end(l->readers);
        l->readers = app_readers_begin(reader, l->history, l->agreement, vmi_settings()->threads);
        l->files = file;
    }
    if (l->readers && app_readers_are_due(l->readers, reader)) {
        app_stream_count(l->stream, app_readers_join(l->readers, reader, l->history));
        l->readers = NULL;
    }
}

static bool read_all(struct loading *l)
{
    bool shares = vmi_settings()->threads > 1;
    for (;;) {
        size_t count = app_stream_few(l->stream, l->records, APP_FEW);
        if (count == 0) {
            enum vmi_next next = vmi_stream_next(l->stream, l->records, l->status);
            if (next != VMI_NEXT_ROW)
                return next == VMI_NEXT_END;
            count = 1;
        }
        if (!add(l, count))
            return false;
        if (shares)
            share(l);
    }
}

static bool settle(struct loading *l)
{
    struct vmi_error error = {0};
    name_items(l->history, l->agreement);
    name_successors(l->history, l->agreement);
    if (vmi_history_settle(l->history, &error))
        return true;
    *l->status = vmi_report(&error);
    return false;
}

/* Takes STREAM over. */
static struct vmi_history *load(struct vmi_stream *stream, int32_t as_of,
                                const struct vmi_agreement *agreement, enum vmi_status *status)
{
    struct loading l = {
        .history = vmi_history_new(as_of),
        .agreement = agreement,
        .stream = stream,
        .status = status,
    };
    bool good = read_all(&l);
    app_readers_end(l.readers);
    good = good && settle(&l);
    vmi_stream_close(l.stream);
    if (good)
        return l.history;
    vmi_history_free(l.history);
    return NULL;
}

struct vmi_history *vmi_history_load(const struct vmi_agreement *agreement, enum vmi_status *status)
{
    struct vmi_stream *stream = vmi_stream_open(&vmi_activity_type);
    struct vmi_history *history = load(stream, vmi_settings()->as_of, agreement, status);
    if (history)
        tell(history);
    return history;
}

struct vmi_history *vmi_history_load_file(const char *path, const struct vmi_agreement *agreement,
                                          enum vmi_status *status)
{
    return load(app_stream_open_file(&vmi_activity_type, path), VMI_DAY_NONE, agreement, status);
}
