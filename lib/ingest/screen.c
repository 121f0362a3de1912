#include "vmi/screen.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "screen_internal.h"
#include "vmi/memory.h"

struct vmi_screen *vmi_screen_new(const struct vmi_screen_options *options)
{
    struct vmi_screen *s = vmi_alloc_zeroed(1, sizeof *s);
    s->options = *options;
    s->first_day = s->last_day = s->last_event = VMI_DAY_NONE;
    return s;
}

void vmi_screen_free(struct vmi_screen *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->item_count; i++)
        recent_free(&s->items[i].recent);
    vmi_map_free(&s->item_keys);
    vmi_map_free(&s->place_keys);
    vmi_map_free(&s->expected.skus);
    vmi_map_free(&s->units);
    vmi_map_free(&s->flow_keys);
    vmi_seen_free(&s->lines);
    vmi_seen_free(&s->statements);
    series_free(s);
    netting_free(&s->netting);
    totals_free(&s->totals);
    waiting_free(&s->flows);
    vmi_buffer_free(&s->key);
    free(s->items);
    free(s->places);
    free(s->sorted);
    free(s);
}

const char *vmi_duplicate_name(enum vmi_duplicate duplicate)
{
    static const char *const names[VMI_DUPLICATES] = {
        "superseded",     "total_and_split", "duplicate_line",       "restated_flow",
        "duplicate_file", "figure",          "duplicate_interchange"};
    return names[duplicate];
}

/* ---- judgements --------------------------------------------------------------------------------------- */

bool screen_judge(struct vmi_screen *s, enum vmi_check check, struct vmi_slice field, struct vmi_error *error,
                  const char *format, ...)
{
    enum vmi_severity severity = s->options.severities[check];
    char text[sizeof error->text];
    va_list arguments;
    if (severity == VMI_SEVERITY_NOTE)
        s->counts.checks[check]++;
    if (severity >= VMI_SEVERITY_NOTE)
        return true;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    vmi_error_field(error, field);
    vmi_error_set(error, VMI_INPUT, vmi_checks[check].code, "%s", text);
    if (severity == VMI_SEVERITY_REJECT)
        return false;
    s->counts.checks[check]++;
    if (s->options.tell)
        s->options.tell(s->options.context, error);
    return true;
}

bool vmi_screen_find(struct vmi_screen *s, enum vmi_check check)
{
    s->counts.checks[check] += screen_checks(s, check);
    return s->options.severities[check] <= VMI_SEVERITY_WARNING;
}

struct vmi_slice arrival_column(const struct arrival *arrival, enum vmi_mapped field)
{
    if (arrival->feed)
        return vmi_feed_column(arrival->feed, field);
    return field == VMI_MAPPED_QUANTITY ? arrival->column : VMI_SLICE_NONE;
}

/* What a check calls the item at hand: quoted, for names come from outside. */
struct names {
    char sku[VMI_QUOTED_SIZE], location[VMI_QUOTED_SIZE];
};

static const struct names *name(const struct vmi_activity *record, struct names *names)
{
    vmi_text_quote(record->sku, names->sku);
    vmi_text_quote(record->location, names->location);
    return names;
}

static bool is_known(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    struct names names;
    enum known known = screen_known(s, arrival->item);
    if (known == KNOWN)
        return true;
    name(record, &names);
    if (known == KNOWN_NO_LOCATION)
        return screen_judge(s, VMI_CHECK_UNKNOWN_LOCATION, arrival_column(arrival, VMI_MAPPED_LOCATION),
                            arrival->error, "%s is not a location of --items", names.location);
    return screen_judge(s, VMI_CHECK_UNKNOWN_ITEM, arrival_column(arrival, VMI_MAPPED_SKU), arrival->error,
                        "%s at %s is not an item of --items", names.sku, names.location);
}

/* What was observed comes in whole quanta. Forecasts, wishes and days do not. */
static bool is_whole(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    vmi_decimal quantum = s->items[arrival->item].quantum;
    char quantity[VMI_DECIMAL_TEXT_SIZE], step[VMI_DECIMAL_TEXT_SIZE];
    if (!s->options.terms || record->quantity % quantum == 0 || !vmi_measure_is_event(record->measure) ||
        record->measure == VMI_STOCKOUT_DAYS)
        return true;
    vmi_decimal_format(record->quantity, quantity);
    vmi_decimal_format(quantum, step);
    return screen_judge(s, VMI_CHECK_FRACTION, arrival_column(arrival, VMI_MAPPED_QUANTITY), arrival->error,
                        "%s is no multiple of the quantum, %s", quantity, step);
}

static bool is_in_time(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    int32_t oldest = s->items[arrival->item].oldest;
    char day[VMI_DATE_TEXT_SIZE], bound[VMI_DATE_TEXT_SIZE];
    if (s->options.as_of == VMI_DAY_NONE || record->date.day == VMI_DAY_NONE ||
        !vmi_measure_is_event(record->measure))
        return true;
    int32_t last =
        vmi_measures[record->measure].kind == VMI_FLOW ? vmi_activity_last_day(record) : record->date.day;
    if (record->date.day > s->options.as_of) {
        vmi_day_format(record->date.day, day);
        vmi_day_format(s->options.as_of, bound);
        return screen_judge(s, VMI_CHECK_FUTURE, arrival_column(arrival, VMI_MAPPED_DATE), arrival->error,
                            "%s is after %s, the day to act for", day, bound);
    }
    if (oldest == VMI_DAY_NONE || last >= oldest)
        return true;
    vmi_day_format(last, day);
    vmi_day_format(oldest, bound);
    return screen_judge(s, VMI_CHECK_OLD, arrival_column(arrival, VMI_MAPPED_DATE), arrival->error,
                        "%s is before %s, the first day of history", day, bound);
}

static bool is_above_zero(struct vmi_screen *s, const struct arrival *arrival,
                          const struct vmi_activity *record)
{
    char quantity[VMI_DECIMAL_TEXT_SIZE];
    if (record->quantity >= 0 || record->measure != VMI_ON_HAND)
        return true;
    struct vmi_slice column = arrival_column(arrival, VMI_MAPPED_QUANTITY);
    vmi_decimal_format(record->quantity, quantity);
    if (s->items[arrival->item].negative != VMI_NEGATIVE_ERROR)
        return screen_judge(s, VMI_CHECK_NEGATIVE_ON_HAND, column, arrival->error, "%s is below 0", quantity);
    vmi_error_field(arrival->error, column);
    return vmi_error_set(arrival->error, VMI_INPUT, "negative",
                         "%s is below 0, which is an error (the term negative_on_hand)", quantity);
}

static bool is_new(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    char date[VMI_DATE_TEXT_SIZE];
    if (vmi_measures[record->measure].kind != VMI_LEVEL || !screen_checks(s, VMI_CHECK_RESTATED) ||
        !series_restates(s, arrival->item, record))
        return true;
    vmi_date_format(record->date, date);
    return screen_judge(s, VMI_CHECK_RESTATED, arrival_column(arrival, VMI_MAPPED_DATE), arrival->error,
                        "%s of %.*s at %.*s is stated again for %s", vmi_measures[record->measure].name,
                        VMI_SLICE_PRINT(record->sku), VMI_SLICE_PRINT(record->location),
                        *date ? date : "no day");
}

/* A level that is far from those before it counts among them all the same, so that a lasting change is said for a while. */
static bool is_near(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record)
{
    struct screen_item *item = &s->items[arrival->item];
    char quantity[VMI_DECIMAL_TEXT_SIZE], median[VMI_DECIMAL_TEXT_SIZE], width[VMI_DECIMAL_TEXT_SIZE];
    vmi_decimal middle, most;
    if (record->measure != VMI_ON_HAND || record->lot.length || record->ref.length ||
        !screen_checks(s, VMI_CHECK_JUMP))
        return true;
    bool holds = recent_holds(&item->recent, record->quantity, item->quantum, &middle, &most);
    recent_add(&item->recent, record->quantity);
    if (holds)
        return true;
    vmi_decimal_format(record->quantity, quantity);
    vmi_decimal_format(middle, median);
    vmi_decimal_format(most, width);
    return screen_judge(s, VMI_CHECK_JUMP, arrival_column(arrival, VMI_MAPPED_QUANTITY), arrival->error,
                        "%s is far from the levels of %.*s at %.*s before it: their median is %s, and at "
                        "most %s from it was expected",
                        quantity, VMI_SLICE_PRINT(record->sku), VMI_SLICE_PRINT(record->location), median,
                        width);
}

/* ---- the way of a record -------------------------------------------------------------------------------- */

static void shift_opening(struct vmi_activity *record)
{
    enum vmi_measure_kind kind = vmi_measures[record->measure].kind;
    bool observed = kind == VMI_TALLY || (kind == VMI_LEVEL && vmi_measure_is_event(record->measure));
    if (observed && record->date.day > VMI_DAY_FIRST && record->date.clock == VMI_CLOCK_BARE)
        record->date = vmi_date_of_day(record->date.day - 1);
}

/* True for a level that may be a total, or a part of one. */
static bool may_be_split(const struct vmi_screen *s, const struct vmi_activity *record)
{
    return vmi_measures[record->measure].kind == VMI_LEVEL && vmi_measure_is_event(record->measure) &&
           screen_checks(s, VMI_CHECK_TOTAL_AND_SPLIT);
}

/* A record whose quantity and day are settled. */
static enum vmi_fate settle(struct vmi_screen *s, const struct arrival *arrival,
                            const struct vmi_activity *record)
{
    /* What is set aside for its jump has not been stated: the figure that mends it is no restatement. */
    if (!is_above_zero(s, arrival, record) || !is_near(s, arrival, record) || !is_new(s, arrival, record))
        return VMI_FATE_ASIDE;
    screen_note(s, arrival->item, record);
    if (!s->options.restate || vmi_measures[record->measure].kind != VMI_FLOW)
        return VMI_FATE_WRITE;
    flows_take(s, arrival, record);
    return VMI_FATE_WAIT;
}

static bool repeats(struct vmi_screen *s, const struct arrival *arrival, const struct vmi_activity *record,
                    enum vmi_fate *fate)
{
    bool restated;
    char quantity[VMI_DECIMAL_TEXT_SIZE];
    if (lines_repeat(s, arrival->item, record, &restated)) {
        screen_note(s, arrival->item, record);
        s->counts.duplicates[VMI_DUPLICATE_LINE]++;
        *fate = VMI_FATE_DROP;
        return true;
    }
    vmi_decimal_format(record->quantity, quantity);
    *fate = VMI_FATE_ASIDE;
    return restated && vmi_measures[record->measure].kind != VMI_LEVEL && /* of which the bits tell it */
           !screen_judge(s, VMI_CHECK_RESTATED, arrival_column(arrival, VMI_MAPPED_QUANTITY), arrival->error,
                         "%s on %.*s is stated again, as %s", vmi_measures[record->measure].name,
                         VMI_SLICE_PRINT(record->ref), quantity);
}

enum vmi_fate vmi_screen_take(struct vmi_screen *s, const struct vmi_feed *feed, struct vmi_activity *record,
                              const struct vmi_slice *cells, size_t count, struct vmi_error *error)
{
    struct arrival arrival = {0, feed, VMI_SLICE_NONE, cells, count, error};
    enum vmi_fate fate;
    s->fresh = NULL;
    if (record->measure == VMI_FUNCTIONAL_ACK) /* is about a message, not about an item */
        return VMI_FATE_WRITE;
    if (s->options.opening)
        shift_opening(record);
    arrival.item = screen_item_named(s, record->location, record->sku);
    if (!s->items[arrival.item].resolved)
        screen_resolve(s, arrival.item);
    if (!is_known(s, &arrival, record) || !units_convert(s, &arrival, record) ||
        !is_whole(s, &arrival, record) || !is_in_time(s, &arrival, record))
        return VMI_FATE_ASIDE;
    if (s->options.dedupe && record->ref.length && repeats(s, &arrival, record, &fate))
        return fate;
    if (netting_take(s, &arrival, record))
        return VMI_FATE_WAIT;
    if (!may_be_split(s, record))
        return settle(s, &arrival, record);
    if (record->lot.length) {
        totals_note(s, arrival.item, record);
    } else if (feed && vmi_feed_has_lots(feed)) {
        waiting_add(&s->totals.waiting, s, &arrival, record);
        return VMI_FATE_WAIT;
    }
    return settle(s, &arrival, record);
}

bool vmi_screen_convert(struct vmi_screen *s, const struct vmi_feed *feed, struct vmi_activity *figure,
                        struct vmi_error *error)
{
    struct arrival arrival = {
        screen_item_named(s, figure->location, figure->sku), feed, VMI_SLICE_NONE, NULL, 0, error};
    uint64_t converted = s->counts.converted;
    if (!s->items[arrival.item].resolved)
        screen_resolve(s, arrival.item);
    bool good = units_convert(s, &arrival, figure);
    s->counts.converted = converted;
    return good;
}

/* ---- what waited -------------------------------------------------------------------------------------- */

void vmi_screen_end_file(struct vmi_screen *s)
{
    s->lets = LETS_TOTALS;
}

/* What was netted may be a total too, or the lots of one. */
void vmi_screen_end(struct vmi_screen *s)
{
    struct netting *n = &s->netting;
    netting_settle(n);
    for (size_t i = 0; i < n->waiting.count && n->has_lots; i++) {
        const struct vmi_waiting *waiting = &n->waiting.list[i];
        if (waiting->record.lot.length && !waiting->out_of_range && may_be_split(s, &waiting->record))
            totals_note(s, waiting->item, &waiting->record);
    }
    s->lets = LETS_NETTED;
}

/* The next of those that are let go; NULL when none is left. */
static struct vmi_waiting *next_waiting(struct vmi_screen *s)
{
    struct vmi_waiting *waiting = NULL;
    if (s->lets == LETS_TOTALS) {
        waiting = waiting_next(&s->totals.waiting);
    } else if (s->lets == LETS_NETTED) {
        waiting = waiting_next(&s->netting.waiting);
        if (!waiting)
            s->lets = LETS_FLOWS;
    }
    if (s->lets == LETS_FLOWS)
        waiting = waiting_next(&s->flows);
    if (!waiting) {
        totals_clear(&s->totals);
        s->lets = LETS_NOTHING;
    }
    return waiting;
}

static enum vmi_fate release(struct vmi_screen *s, const struct vmi_waiting *waiting, struct vmi_error *error)
{
    const struct vmi_activity *record = &waiting->record;
    struct arrival arrival = {waiting->item, NULL, waiting->column, waiting->cells, 0, error};
    enum vmi_fate fate = VMI_FATE_WRITE;
    if (s->lets == LETS_FLOWS)
        return VMI_FATE_WRITE;
    if (waiting->out_of_range) {
        vmi_error_field(error, waiting->column);
        vmi_error_set(error, VMI_INPUT, "range", "the stock of %.*s at %.*s is out of range",
                      VMI_SLICE_PRINT(record->sku), VMI_SLICE_PRINT(record->location));
        return VMI_FATE_ASIDE;
    }
    if (!record->lot.length && may_be_split(s, record))
        fate = totals_judge(s, waiting, error);
    return fate == VMI_FATE_WRITE ? settle(s, &arrival, record) : fate;
}

enum vmi_fate vmi_screen_next(struct vmi_screen *s, const struct vmi_waiting **waiting,
                              struct vmi_error *error)
{
    *waiting = s->lets == LETS_NOTHING ? NULL : next_waiting(s);
    if (!*waiting)
        return VMI_FATE_NONE;
    error->file = (*waiting)->file;
    error->line = (*waiting)->line;
    error->column = 0;
    error->field[0] = '\0';
    return release(s, *waiting, error);
}

/* ---- before, and in all --------------------------------------------------------------------------------- */

void vmi_screen_precede(struct vmi_screen *s, const struct vmi_activity *record)
{
    if (vmi_measures[record->measure].kind != VMI_LEVEL || !vmi_measure_is_event(record->measure))
        return;
    uint32_t number = screen_item_named(s, record->location, record->sku); /* which may move the array */
    struct screen_item *item = &s->items[number];
    s->places[item->place].seen.expected += !item->before && !s->expected.given;
    item->before = true;
    if (record->measure == VMI_ON_HAND && !record->lot.length && !record->ref.length &&
        screen_checks(s, VMI_CHECK_JUMP))
        recent_add(&item->recent, record->quantity);
}

const struct vmi_screen_counts *vmi_screen_counts(const struct vmi_screen *s)
{
    return &s->counts;
}
