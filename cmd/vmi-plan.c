/*
 * vmi-plan: positions in, proposals out: what to order, and why exactly so much.
 */
#include "vmi/app.h"
#include "vmi/board.h"
#include "vmi/projection.h"

static struct settings {
    struct vmi_common common;
    const char *overrides, *review, *time, *findings, *supply, *forecast, *projection, *horizon, *previous,
        *budget;
    bool why_not, rank, rebalance;
} settings;

static const struct vmi_option options[] = {
    {"budget", 0, "AMOUNT", VMI_OPTION_TEXT, NULL, offsetof(struct settings, budget),
     "propose no more than this pays for, and what yields most"},
    {"findings", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, findings),
     "write what was found on the way: open orders to cancel, defer or expedite, what is short, what waits"},
    {"forecast", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, forecast),
     "activity with forecasts: what is expected day by day"},
    {"horizon", 0, "DAYS", VMI_OPTION_TEXT, NULL, offsetof(struct settings, horizon),
     "how many days to look ahead (default: lead time and two review periods)"},
    {"overrides", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, overrides),
     "what people decided: location, sku, quantity or date, reason, author, expires"},
    {"previous", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, previous),
     "proposals, or activity with ordered: what was ordered the last time, for the term approval_change"},
    {"projection", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, projection),
     "write the days to come of every item: stock, receipts, demand, proposals"},
    {"rank", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(struct settings, rank),
     "write, in place of proposals, each multiple of them by what it yields"},
    {"rebalance", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(struct settings, rebalance),
     "move what one location has too much of to another, before new stock is sent"},
    {"review", 0, "CODES", VMI_OPTION_TEXT, NULL, offsetof(struct settings, review),
     "lines with one of these reasons, joined by a comma, are to be looked at"},
    {"supply", 0, "FILE", VMI_OPTION_TEXT, "FILE", offsetof(struct settings, supply),
     "what the sources have, as activity or positions of theirs: no more is proposed"},
    {"time", 0, "HH:MM", VMI_OPTION_TEXT, NULL, offsetof(struct settings, time),
     "the time of day at which one acts, for the term cut_off"},
    {"why-not", 0, NULL, VMI_OPTION_FLAG, NULL, offsetof(struct settings, why_not),
     "write, in place of proposals, the items without one and why"},
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "code,effect,meaning\n");
    for (int i = VMI_REASON_NONE + 1; i < VMI_REASONS; i++) {
        vmi_buffer_print(out, "%s,%s,", vmi_reasons[i].code,
                         vmi_reasons[i].keeps ? "no line" : "changes the line");
        vmi_encode_csv(out, vmi_slice_of(vmi_reasons[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

/* ---- what is written -------------------------------------------------------------------------------------- */

static void write_reason(struct vmi_table_writer *writer, const struct vmi_review_item *item,
                         struct vmi_arena *arena)
{
    struct vmi_finding finding;
    if (item->reason == VMI_REASON_NONE || item->transfer_count)
        return;
    vmi_plan_why_not(item->location, item->sku, item->reason, item->as_of, arena, &finding);
    vmi_table_writer_add(writer, &finding, NULL);
}

/* What was found while planning, to a file of its own. */
static enum vmi_status write_findings(const struct vmi_board *board)
{
    struct vmi_records_out out;
    struct vmi_arena arena = {0};
    struct vmi_finding *findings;
    if (!settings.findings)
        return VMI_DONE;
    if (!vmi_records_open_at(&out, settings.findings, &vmi_finding_type))
        return VMI_SYSTEM;
    for (size_t i = 0; i < vmi_board_count(board); i++) {
        size_t count = vmi_board_findings(board, i, &arena, &findings);
        for (size_t k = 0; k < count; k++)
            vmi_table_writer_add(out.writer, &findings[k], NULL);
        vmi_arena_clear(&arena);
    }
    vmi_arena_free(&arena);
    return vmi_records_commit(&out);
}

/* The days to come of all items, to a file of its own. */
static enum vmi_status write_projection(const struct vmi_board *board)
{
    struct vmi_records_out out;
    struct vmi_projected days[VMI_PLAN_LONGEST_HORIZON];
    if (!settings.projection)
        return VMI_DONE;
    if (!vmi_records_open_at(&out, settings.projection, &vmi_projected_type))
        return VMI_SYSTEM;
    for (size_t i = 0; i < vmi_board_count(board) && !vmi_records_failed(&out); i++) {
        size_t count = vmi_board_project(board, i, days);
        for (size_t k = 0; k < count; k++)
            vmi_table_writer_add(out.writer, &days[k], NULL);
    }
    return vmi_records_commit(&out);
}

static void write_ranking(struct vmi_table_writer *writer, const struct vmi_board *board)
{
    struct vmi_arena arena = {0};
    struct vmi_ranked *list;
    size_t count = vmi_board_rank(board, &arena, &list);
    for (size_t i = 0; i < count; i++)
        vmi_table_writer_add(writer, &list[i], NULL);
    vmi_arena_free(&arena);
}

static void write_items(const struct vmi_records_out *out, const struct vmi_board *board)
{
    struct vmi_arena arena = {0};
    for (size_t i = 0; i < vmi_board_count(board) && !vmi_records_failed(out); i++) {
        const struct vmi_review_item *item = vmi_board_item(board, i);
        if (settings.why_not)
            write_reason(out->writer, item, &arena);
        for (size_t j = 0; j < item->transfer_count && !settings.why_not; j++)
            vmi_table_writer_add(out->writer, &item->transfers[j], NULL);
        for (size_t j = 0; j < item->lines.count && !settings.why_not; j++)
            vmi_table_writer_add(out->writer, &item->lines.list[j], NULL);
        vmi_arena_clear(&arena);
    }
    vmi_arena_free(&arena);
}

static enum vmi_status write_plan(const struct vmi_board *board)
{
    struct vmi_records_out out;
    const struct vmi_record_type *type = settings.rank      ? &vmi_ranked_type
                                         : settings.why_not ? &vmi_finding_type
                                                            : &vmi_proposal_type;
    if (!vmi_records_open(&out, type, NULL, 0))
        return VMI_SYSTEM;
    if (settings.rank)
        write_ranking(out.writer, board);
    else
        write_items(&out, board);
    enum vmi_status status = write_findings(board);
    if (status == VMI_DONE)
        status = write_projection(board);
    vmi_board_tell(board);
    if (status == VMI_DONE)
        return vmi_records_commit(&out);
    vmi_records_discard(&out);
    return status;
}

/* ---- the run ---------------------------------------------------------------------------------------------- */

static enum vmi_status read_time(struct vmi_board_options *wanted)
{
    wanted->minute = -1;
    if (!settings.time || vmi_minute_parse(vmi_slice_of(settings.time), &wanted->minute))
        return VMI_DONE;
    return vmi_fail(VMI_USAGE, "--time: '%s' is not a time of day; such as 14:00 was expected",
                    settings.time);
}

static enum vmi_status read_horizon(struct vmi_board_options *wanted)
{
    vmi_decimal days = VMI_DECIMAL_ONE;
    struct vmi_slice text = vmi_slice_of(settings.horizon ? settings.horizon : "");
    if (!text.length)
        return VMI_DONE;
    if (vmi_decimal_parse(text, VMI_DECIMAL_PLAIN, &days) != VMI_DECIMAL_OK || days < VMI_DECIMAL_ONE ||
        days > VMI_PLAN_LONGEST_HORIZON * VMI_DECIMAL_ONE || days % VMI_DECIMAL_ONE)
        return vmi_fail(VMI_USAGE, "--horizon: '%s' is not a number of days from 1 to %d", settings.horizon,
                        VMI_PLAN_LONGEST_HORIZON);
    wanted->horizon = (size_t)(days / VMI_DECIMAL_ONE);
    return VMI_DONE;
}

static enum vmi_status read_budget(struct vmi_board_options *wanted)
{
    wanted->budget = VMI_DECIMAL_UNKNOWN;
    if (settings.rank && settings.why_not)
        return vmi_fail(VMI_USAGE, "--rank and --why-not each write in place of proposals");
    if (!settings.budget)
        return VMI_DONE;
    if (vmi_decimal_parse(vmi_slice_of(settings.budget), VMI_DECIMAL_PLAIN, &wanted->budget) !=
            VMI_DECIMAL_OK ||
        wanted->budget < 0)
        return vmi_fail(VMI_USAGE, "--budget: '%s' is not an amount of money", settings.budget);
    return VMI_DONE;
}

static enum vmi_status read_review(struct vmi_board_options *wanted)
{
    struct vmi_slice rest = vmi_slice_of(settings.review ? settings.review : "");
    while (rest.length) {
        struct vmi_slice code = vmi_slice_cut(&rest, ',');
        int i = VMI_REASON_NONE + 1;
        while (i < VMI_REASONS && (vmi_reasons[i].keeps || !vmi_slice_is(code, vmi_reasons[i].code)))
            i++;
        if (i == VMI_REASONS)
            return vmi_fail(VMI_USAGE,
                            "--review: '%.*s' is not a reason for which a line changes; --list shows them",
                            VMI_SLICE_PRINT(code));
        wanted->review |= UINT64_C(1) << i;
    }
    return VMI_DONE;
}

static enum vmi_status work(const struct vmi_agreement *agreement)
{
    struct vmi_board_options wanted = {.overrides = settings.overrides,
                                       .supply = settings.supply,
                                       .forecast = settings.forecast,
                                       .previous = settings.previous,
                                       .rebalance = settings.rebalance,
                                       .keeps_findings = settings.findings,
                                       .keeps_courses = settings.projection};
    enum vmi_status status = read_time(&wanted);
    if (status == VMI_DONE)
        status = read_horizon(&wanted);
    if (status == VMI_DONE)
        status = read_budget(&wanted);
    if (status == VMI_DONE)
        status = read_review(&wanted);
    if (status != VMI_DONE)
        return status;
    struct vmi_board *board = vmi_board_open(agreement, &wanted, &status);
    if (!board)
        return status;
    status = vmi_board_plan(board);
    if (status == VMI_DONE)
        status = write_plan(board);
    vmi_board_free(board);
    return status;
}

static enum vmi_status run(void)
{
    enum vmi_status status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    status = work(agreement);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-plan",
    .summary = "Propose what to order for every item at or below its min: positions in, proposals out.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_PLAN,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples = "  vmi-threshold -a agreement.json activity.csv | vmi-plan -a agreement.json\n"
                "  vmi-plan -s order_multiple=6 -t table positions.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
