/*
 * vmi-track: activity in, order lines out: what became of each order, and what is still to come.
 */
#include <stdlib.h>

#include "vmi/app.h"
#include "vmi/memory.h"
#include "vmi/track.h"

static struct settings {
    struct vmi_common common;
    bool open, consumption, close;
    int32_t since, through;
} settings = {.since = VMI_DAY_NONE, .through = VMI_DAY_NONE};

#define AT(member) offsetof(struct settings, member)

static const struct vmi_option options[] = {
    {"open", 0, NULL, VMI_OPTION_FLAG, NULL, AT(open), "only lines of which something is still to come"},
    {"close", 0, NULL, VMI_OPTION_FLAG, NULL, AT(close),
     "write, in place of lines, what the term close_after closes short, as activity for the ledger"},
    {"consumption", 0, NULL, VMI_OPTION_FLAG, NULL, AT(consumption),
     "write, in place of lines, what was used of stock that the vendor owns, for an invoice"},
    {"since", 0, "DATE", VMI_OPTION_DAY, NULL, AT(since),
     "with --consumption: the first day that is not settled yet; else the first there is"},
    {"through", 0, "DATE", VMI_OPTION_DAY, NULL, AT(through),
     "with --consumption: the last day to settle; else as-of"},
};

/* Lines of all items, which are to stand in the order of their orders. */
struct tracked {
    const struct vmi_agreement *agreement;
    const struct vmi_history *history;
    struct vmi_arena arena;
    struct line {
        struct vmi_tracked record;
        vmi_decimal closed;
    } * lines;
    size_t count, capacity;
    size_t matched;
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "kind,code,ack01,1229,4221,meaning\n");
    for (int i = VMI_LINE_NONE + 1; i < VMI_LINE_STATUSES; i++) {
        const struct vmi_line_status_row *row = &vmi_line_statuses[i];
        vmi_buffer_print(out, "status,%s,%s,%s,%s,", row->code, row->ack01, row->action, row->deviation);
        vmi_encode_csv(out, vmi_slice_of(row->meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
    for (int i = 0; i < VMI_EXCEPTIONS; i++) {
        vmi_buffer_print(out, "exception,%s,,,,", vmi_line_exceptions[i].code);
        vmi_encode_csv(out, vmi_slice_of(vmi_line_exceptions[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

/* ---- order lines ---------------------------------------------------------------------------------------- */

static enum vmi_status out_of_range(const struct vmi_item *item)
{
    return vmi_fail(VMI_INPUT, "%.*s at %.*s: its quantities leave the range that can be held",
                    VMI_SLICE_PRINT(item->sku), VMI_SLICE_PRINT(item->location));
}

static enum vmi_status track(struct tracked *t, struct vmi_facts *facts, const struct vmi_item *item)
{
    struct vmi_terms terms;
    struct vmi_track_lines lines;
    int32_t as_of = vmi_history_as_of(t->history);
    vmi_facts_open(t->history, item, facts);
    enum vmi_status status = vmi_terms_of(t->agreement, item->location, item->sku, as_of, &terms);
    if (status != VMI_DONE)
        return status;
    if (!vmi_track_item(t->history, facts, &terms, as_of, &t->arena, &lines))
        return out_of_range(item);
    t->lines = vmi_grow(t->lines, &t->capacity, t->count + lines.count, sizeof *t->lines);
    for (size_t i = 0; i < lines.count; i++)
        t->lines[t->count++] = (struct line){lines.list[i], lines.closed[i]};
    t->matched += lines.matched;
    return VMI_DONE;
}

static int compare_lines(const void *left, const void *right)
{
    const struct vmi_tracked *a = &((const struct line *)left)->record,
                             *b = &((const struct line *)right)->record;
    int order = vmi_slice_compare(a->ref, b->ref);
    order = order ? order : vmi_slice_compare(a->location, b->location);
    return order ? order : vmi_slice_compare(a->sku, b->sku);
}

/* "12 lines: 3 open, 9 received; 2 with exceptions". */
static void tell(const struct tracked *t)
{
    struct vmi_buffer text = {0};
    size_t counts[VMI_LINE_STATUSES] = {0}, exceptions = 0;
    const char *before = ": ";
    for (size_t i = 0; i < t->count; i++) {
        for (int s = 0; s < VMI_LINE_STATUSES; s++)
            counts[s] += vmi_slice_is(t->lines[i].record.status, vmi_line_statuses[s].code);
        exceptions += t->lines[i].record.exception.length > 0;
    }
    vmi_buffer_print(&text, "%zu order line%s", t->count, t->count == 1 ? "" : "s");
    for (int s = VMI_LINE_NONE + 1; s < VMI_LINE_STATUSES; s++)
        if (counts[s]) {
            vmi_buffer_print(&text, "%s%zu %s", before, counts[s], vmi_line_statuses[s].code);
            before = ", ";
        }
    if (exceptions)
        vmi_buffer_print(&text, "; %zu with exceptions", exceptions);
    vmi_note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&text)));
    if (t->matched)
        vmi_note("%zu receipt%s that name%s no order: taken for the oldest open line of the item", t->matched,
                 t->matched == 1 ? "" : "s", t->matched == 1 ? "s" : "");
    vmi_buffer_free(&text);
}

static void write_line(const struct tracked *t, struct vmi_table_writer *writer, const struct line *line)
{
    struct vmi_activity record;
    if (!settings.close) {
        if (!settings.open || line->record.open > 0)
            vmi_table_writer_add(writer, &line->record, NULL);
        return;
    }
    if (!line->closed || !line->record.ref.length)
        return;
    vmi_record_clear(&vmi_activity_type, &record);
    record.date = vmi_date_of_day(vmi_history_as_of(t->history));
    record.location = line->record.location;
    record.sku = line->record.sku;
    record.measure = VMI_CANCELLED;
    record.quantity = line->closed;
    record.unit = line->record.unit;
    record.ref = line->record.ref;
    vmi_table_writer_add(writer, &record, NULL);
}

static enum vmi_status write_lines(struct tracked *t)
{
    struct vmi_records_out out;
    if (!vmi_records_open(&out, settings.close ? &vmi_activity_type : &vmi_tracked_type, NULL, 0))
        return VMI_SYSTEM;
    if (t->count > 1)
        qsort(t->lines, t->count, sizeof *t->lines, compare_lines);
    for (size_t i = 0; i < t->count && !vmi_records_failed(&out); i++)
        write_line(t, out.writer, &t->lines[i]);
    tell(t);
    return vmi_records_commit(&out);
}

static enum vmi_status track_all(struct tracked *t)
{
    struct vmi_facts facts = {.item = NULL};
    enum vmi_status status = VMI_DONE;
    for (size_t i = 0; i < vmi_history_count(t->history) && status == VMI_DONE; i++)
        status = track(t, &facts, vmi_history_item(t->history, i));
    vmi_facts_free(&facts);
    return status == VMI_DONE ? write_lines(t) : status;
}

/* ---- consumption ---------------------------------------------------------------------------------------- */

static enum vmi_status settle(const struct tracked *t, struct vmi_facts *facts, const struct vmi_item *item,
                              struct vmi_table_writer *writer)
{
    struct vmi_terms terms;
    int32_t as_of = vmi_history_as_of(t->history);
    struct vmi_consumption used = {
        .location = item->location,
        .sku = item->sku,
        .since = settings.since,
        .through = settings.through != VMI_DAY_NONE ? settings.through : as_of,
        .currency = vmi_agreement_currency(t->agreement),
        .agreement = vmi_agreement_label(t->agreement),
    };
    enum vmi_status status = vmi_terms_of(t->agreement, item->location, item->sku, as_of, &terms);
    if (status != VMI_DONE || terms.ownership != VMI_OWNERSHIP_VENDOR)
        return status;
    vmi_facts_open(t->history, item, facts);
    if (!vmi_track_consumption(facts, used.since, used.through, &used.sold, &used.returned) ||
        !vmi_decimal_subtract(used.sold, used.returned, &used.quantity))
        return out_of_range(item);
    if (!used.sold && !used.returned)
        return VMI_DONE;
    used.unit = item->unit.length ? item->unit : terms.unit;
    used.price = terms.unit_price;
    if (used.price == VMI_DECIMAL_UNKNOWN || !vmi_decimal_multiply(used.quantity, used.price, &used.value)) {
        used.value = VMI_DECIMAL_UNKNOWN;
        used.currency = VMI_SLICE_NONE;
    }
    vmi_table_writer_add(writer, &used, NULL);
    return VMI_DONE;
}

static enum vmi_status settle_all(const struct tracked *t)
{
    struct vmi_facts facts = {.item = NULL};
    struct vmi_records_out out;
    enum vmi_status status = VMI_DONE;
    if (!vmi_records_open(&out, &vmi_consumption_type, NULL, 0))
        return VMI_SYSTEM;
    for (size_t i = 0; i < vmi_history_count(t->history) && status == VMI_DONE; i++)
        status = settle(t, &facts, vmi_history_item(t->history, i), out.writer);
    uint64_t items = vmi_table_writer_records(out.writer);
    vmi_facts_free(&facts);
    if (status != VMI_DONE) {
        vmi_records_discard(&out);
        return status;
    }
    vmi_note("%llu item%s of the vendor's stock used", (unsigned long long)items, items == 1 ? "" : "s");
    return vmi_records_commit(&out);
}

static enum vmi_status check_options(void)
{
    bool period = settings.since != VMI_DAY_NONE || settings.through != VMI_DAY_NONE;
    if (settings.consumption && (settings.open || settings.close))
        vmi_fail(VMI_USAGE, "--consumption goes with neither --open nor --close");
    else if (settings.open && settings.close)
        vmi_fail(VMI_USAGE, "--open and --close: one of them");
    else if (period && !settings.consumption)
        vmi_fail(VMI_USAGE, "--since and --through are for --consumption");
    else if (settings.since != VMI_DAY_NONE && settings.through != VMI_DAY_NONE &&
             settings.since > settings.through)
        vmi_fail(VMI_USAGE, "--since is after --through");
    else
        return VMI_DONE;
    return vmi_try_help();
}

static enum vmi_status run(void)
{
    enum vmi_status status = check_options();
    struct tracked t = {.lines = NULL};
    if (status != VMI_DONE)
        return status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    struct vmi_history *history = vmi_history_load(agreement, &status);
    t.agreement = agreement;
    t.history = history;
    if (history)
        status = settings.consumption ? settle_all(&t) : track_all(&t);
    vmi_arena_free(&t.arena);
    free(t.lines);
    vmi_history_free(history);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-track",
    .summary = "Follow every order line until it has arrived: activity in, order lines out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_TRACK,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-track --open -t table ledger.csv\n"
                "  vmi-track -a agreement.json --close -o closed.csv ledger.csv\n"
                "  vmi-track -a agreement.json --consumption --since=2026-11-01 ledger.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
