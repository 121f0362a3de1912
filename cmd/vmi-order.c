/*
 * vmi-order: proposals in, orders out: as documents, as EDI, and as records of the ledger.
 */
#include "vmi/app.h"
#include "vmi/order_run.h"
#include "vmi/ordering.h"

static struct settings {
    struct vmi_common common;
    int kind;
    bool dry_run, ahead;
    const char *number, *numbers, *state, *mapping, *time;
} settings;

#define AT(member) offsetof(struct settings, member)

static const struct vmi_option options[] = {
    {"kind", 'k', "KIND", VMI_OPTION_CHOICE, VMI_ORDER_KINDS, AT(kind),
     "what is written: documents, activity (for the ledger), 855 or 850 (X12), orders or ordrsp (EDIFACT), "
     "gs1 (XML)"},
    {"number", 0, "PATTERN", VMI_OPTION_TEXT, NULL, AT(number), "count orders under PATTERN: ACME-%08d"},
    {"numbers", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(numbers),
     "take order numbers from the ranges in FILE, which vmi-ingest --numbers writes"},
    {"state", 0, "FILE", VMI_OPTION_TEXT, "FILE", AT(state),
     "keep in FILE which numbers were given, so that the same orders get the same ones again"},
    {"dry-run", 'n', NULL, VMI_OPTION_FLAG, NULL, AT(dry_run), "give no numbers, and touch no state"},
    {"ahead", 0, NULL, VMI_OPTION_FLAG, NULL, AT(ahead), "take lines whose order date is after as-of, too"},
    {"mapping", 'm', "FILE", VMI_OPTION_TEXT, "FILE", AT(mapping),
     "the mapping with the profiles of partners, as vmi-ingest has it"},
    {"time", 0, "HH:MM", VMI_OPTION_TEXT, NULL, AT(time), "the time of day that interchanges tell (00:00)"},
};

static void registry(struct vmi_buffer *out)
{
    vmi_buffer_print(out, "code,meaning\n");
    for (int i = 0; i < VMI_LEFTS; i++) {
        vmi_buffer_print(out, "%s,", vmi_lefts[i].code);
        vmi_encode_csv(out, vmi_slice_of(vmi_lefts[i].meaning), false);
        vmi_buffer_add(out, "\n", 1);
    }
}

static enum vmi_status usage(const char *what)
{
    vmi_fail(VMI_USAGE, "%s", what);
    return vmi_try_help();
}

static enum vmi_status check_options(struct vmi_order_run *run)
{
    const struct vmi_common *c = &settings.common;
    if (settings.kind != VMI_ORDER_DOCUMENTS && c->to == VMI_TO_JSON)
        return usage("-t json is a document for each order, of -k documents");
    if (settings.kind > VMI_ORDER_ACTIVITY && c->to != VMI_OUTPUT_CSV)
        return usage("-t is for -k documents and -k activity; a message has the form of its standard");
    if (!settings.dry_run && !settings.number && !settings.numbers)
        return usage("where do order numbers come from? --number=PATTERN, --numbers=FILE, or -n for none");
    if (!settings.dry_run && !settings.state)
        return usage("--state=FILE keeps the numbers that are given; -n gives none");
    if (settings.dry_run && settings.kind == VMI_ORDER_ACTIVITY)
        return usage("-k activity needs order numbers, which -n does not give");
    if (settings.state && c->output && strcmp(settings.state, c->output) == 0)
        return usage("--state and the output are the same file");
    if (!settings.time || vmi_minute_parse(vmi_slice_of(settings.time), &run->minute))
        return VMI_DONE;
    return vmi_fail(VMI_USAGE, "--time: '%s' is not a time of day; such as 14:00 was expected",
                    settings.time);
}

static enum vmi_status read_profiles(struct vmi_edi_profiles *profiles)
{
    struct vmi_buffer text = {0};
    struct vmi_error error = {.file = vmi_shown_name(settings.mapping)};
    enum vmi_status status = VMI_DONE;
    vmi_edi_profiles_begin(profiles);
    if (settings.mapping && !vmi_read_file(settings.mapping, &text))
        status = VMI_SYSTEM;
    else if (settings.mapping && !vmi_edi_profiles_read(profiles, vmi_buffer_slice(&text), &error))
        status = vmi_report(&error);
    vmi_buffer_free(&text);
    return status;
}

static enum vmi_status read_proposals(const struct vmi_agreement *agreement, struct vmi_ordering *ordering)
{
    struct vmi_stream *stream = vmi_stream_open(&vmi_proposal_type);
    struct vmi_proposal proposal;
    struct vmi_terms terms;
    struct vmi_error error = {0};
    enum vmi_status status = VMI_DONE;
    while (status == VMI_DONE && vmi_stream_next(stream, &proposal, &status) == VMI_NEXT_ROW) {
        int32_t day = settings.common.as_of != VMI_DAY_NONE ? settings.common.as_of : proposal.order_date;
        status = vmi_terms_of(agreement, proposal.location, proposal.sku, day, &terms);
        if (status != VMI_DONE || vmi_ordering_add(ordering, &proposal, &terms, &error))
            continue;
        vmi_stream_place(stream, &error);
        status = vmi_report(&error);
    }
    vmi_stream_close(stream);
    return status;
}

/* "2 orders of 5 lines; left: 1 review, 1 later". */
static void tell(const struct vmi_ordering *ordering, const struct vmi_order_run *run)
{
    struct vmi_buffer text = {0};
    char date[VMI_DATE_TEXT_SIZE];
    size_t lines = vmi_ordering_left(ordering, VMI_LEFT_NONE);
    const char *before = "; left: ";
    if (settings.common.as_of == VMI_DAY_NONE && vmi_day_format(run->as_of, date))
        vmi_note("as of %s, the first order date in the input", date);
    vmi_buffer_print(&text, "%zu order%s of %zu line%s", run->count, run->count == 1 ? "" : "s", lines,
                     lines == 1 ? "" : "s");
    for (int i = VMI_LEFT_NONE + 1; i < VMI_LEFTS; i++)
        if (vmi_ordering_left(ordering, (enum vmi_left)i)) {
            vmi_buffer_print(&text, "%s%zu %s", before, vmi_ordering_left(ordering, (enum vmi_left)i),
                             vmi_lefts[i].code);
            before = ", ";
        }
    vmi_note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&text)));
    vmi_buffer_free(&text);
}

static enum vmi_status order(struct vmi_order_run *run, struct vmi_ordering *ordering)
{
    enum vmi_status status = read_proposals(run->agreement, ordering);
    if (status != VMI_DONE)
        return status;
    run->orders = vmi_ordering_settle(ordering, &run->count, &run->as_of);
    tell(ordering, run);
    if (run->count && run->as_of == VMI_DAY_NONE)
        return vmi_fail(VMI_USAGE, "no proposal has an order date; --as-of gives the day of the orders");
    return vmi_order_run(run);
}

static enum vmi_status run(void)
{
    struct vmi_edi_profiles profiles = {.partners = NULL};
    struct vmi_order_run run = {
        .kind = (enum vmi_order_kind)settings.kind,
        .profiles = &profiles,
        .state = settings.state,
        .numbers = settings.numbers,
        .pattern = settings.number,
        .dry_run = settings.dry_run,
    };
    const char *const *names;
    enum vmi_status status = vmi_inputs(&names) ? check_options(&run) : VMI_USAGE;
    if (status != VMI_DONE)
        return status;
    struct vmi_agreement *agreement = vmi_agreement_load(&status);
    if (!agreement)
        return status;
    run.agreement = agreement;
    const struct vmi_ordering_options chosen = {
        .as_of = settings.common.as_of,
        .ahead = settings.ahead,
        .vendor = vmi_agreement_vendor(agreement)->id,
        .customer = vmi_agreement_customer(agreement)->id,
    };
    struct vmi_ordering *ordering = vmi_ordering_new(&chosen);
    status = read_profiles(&profiles);
    if (status == VMI_DONE)
        status = order(&run, ordering);
    vmi_ordering_free(ordering);
    vmi_edi_profiles_free(&profiles);
    vmi_agreement_free(agreement);
    return status;
}

static const struct vmi_program program = {
    .name = "vmi-order",
    .summary = "Make orders of proposals, number them once, and write them for the customer and the ledger.",
    .operands = "[FILE]...",
    .groups = VMI_OPTIONS_AGREEMENT | VMI_OPTIONS_AS_OF | VMI_OPTIONS_STREAM_IN | VMI_OPTIONS_STREAM_OUT |
              VMI_OPTIONS_JSON_OUT | VMI_OPTIONS_REGISTRY | VMI_OPTIONS_INPUT | VMI_OPTIONS_MESSAGES,
    .tools = VMI_TOOL_ORDER,
    .options = options,
    .option_count = VMI_COUNT(options),
    .settings = &settings,
    .examples =
        "  vmi-order -n -t table proposals.csv\n"
        "  vmi-order -a agreement.json --state=numbers.csv --number=ACME-%08d -k activity proposals.csv\n"
        "  vmi-order -a agreement.json --state=numbers.csv --number=ACME-%08d -k 855 -o 855.x12 "
        "proposals.csv\n",
    .registry = registry,
    .run = run,
};

int main(int argc, char **argv)
{
    return vmi_main(argc, argv, &program);
}
