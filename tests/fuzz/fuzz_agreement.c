/*
 * An agreement, behind the first NUL a terms file, behind the next one assignments of -s, a line each. The terms file is
 * the events of its calendars too.
 */
#include "fuzz.h"
#include "vmi/agreement.h"
#include "vmi/lint.h"

static void read_items(const struct vmi_agreement *agreement)
{
    struct vmi_terms terms;
    struct vmi_slice location = VMI_SLICE("A"), sku = VMI_SLICE("1");
    for (size_t i = 0; i <= vmi_agreement_item_count(agreement) && i < 50; i++) {
        struct vmi_error error = {0};
        touch(location);
        touch(sku);
        vmi_agreement_covers(agreement, location, sku);
        struct vmi_origin origins[VMI_TERMS];
        int32_t day = i % 3 ? (int32_t)i * 400 : VMI_DAY_NONE;
        if (vmi_agreement_explain(agreement, location, sku, day, &terms, origins, &error)) {
            struct vmi_buffer text = {0};
            for (int j = 0; j < VMI_TERMS; j++)
                vmi_agreement_print_origin(agreement, &origins[j], &text);
            vmi_buffer_free(&text);
        }
        vmi_agreement_standing(agreement, location, sku, &terms);
        if (vmi_agreement_resolve(agreement, location, sku, day, &terms, &error)) {
            touch(terms.class);
            touch(terms.source);
            touch(terms.unit);
            must(terms.quantum > 0 && terms.service_level > 0 && terms.service_level < VMI_DECIMAL_ONE);
        } else {
            must(error.text[0] != '\0');
        }
        if (i < vmi_agreement_item_count(agreement))
            vmi_agreement_item(agreement, i, &location, &sku);
    }
}

/* What finds something says where, in what, and what to do about it; and says each thing once. */
static void read_findings(const struct vmi_agreement *agreement, const struct vmi_map *items, int32_t as_of)
{
    static const struct vmi_lint_need needs[] = {{VMI_POLICY_DAYS, VMI_TERM_MIN_DAYS},
                                                 {VMI_POLICY_DAYS, VMI_TERM_MAX_DAYS},
                                                 {VMI_POLICY_SERVICE, VMI_TERM_LEAD_TIME}};
    static const struct vmi_lint_metric metrics[] = {{"turns", false}, {"customer_fill_rate", true}};
    const struct vmi_lint_input input = {.agreement = agreement,
                                         .items = items,
                                         .as_of = as_of,
                                         .needs = needs,
                                         .need_count = VMI_COUNT(needs),
                                         .metrics = metrics,
                                         .metric_count = VMI_COUNT(metrics)};
    size_t count;
    struct vmi_lint *lint = vmi_lint_new(&input);
    const struct vmi_lint_finding *findings = vmi_lint_findings(lint, &count);
    for (size_t i = 0; i < count; i++) {
        must(findings[i].code < VMI_FINDING_CODES && findings[i].message.length);
        touch(findings[i].message);
        touch(findings[i].file);
        touch(findings[i].location);
        touch(findings[i].sku);
        must(i == 0 || findings[i].identity != findings[i - 1].identity);
    }
    vmi_lint_free(lint);
}

static void read_all_findings(const struct vmi_agreement *agreement)
{
    struct vmi_map items = {0};
    read_findings(agreement, NULL, VMI_DAY_NONE);
    read_findings(agreement, NULL, 20000);
    vmi_map_intern_two(&items, VMI_SLICE("A"), VMI_SLICE("1"));
    vmi_map_intern_two(&items, VMI_SLICE("DE-1"), VMI_SLICE("0012"));
    read_findings(agreement, &items, VMI_DAY_NONE);
    read_findings(agreement, &items, 20500);
    vmi_map_free(&items);
}

static bool read_events(struct vmi_agreement *agreement, struct vmi_slice text, struct vmi_error *error)
{
    size_t count, skipped;
    bool good = true;
    vmi_agreement_calendar_files(agreement, &count);
    for (size_t i = 0; i < count && i < 10 && good; i++)
        good = vmi_agreement_add_events(agreement, i, text, &skipped, error);
    return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vmi_slice whole = tight_copy(data, size), rest = whole;
    struct vmi_slice text = vmi_slice_cut(&rest, '\0');
    struct vmi_slice file = rest.text ? vmi_slice_cut(&rest, '\0') : VMI_SLICE_NONE;
    struct vmi_agreement *agreement = vmi_agreement_new();
    struct vmi_error error = {0};
    size_t count;
    bool good = text.length == 0 || vmi_agreement_read(agreement, text, &error);
    if (good && file.length)
        good = vmi_agreement_add_terms(agreement, VMI_SLICE("terms.csv"),
                                       vmi_source_of_bytes(file, "terms", 0), file, &error);
    good = good && (!file.length || read_events(agreement, file, &error) || error.text[0]);
    while (good && rest.length) {
        char assignment[256];
        struct vmi_slice line = vmi_slice_cut(&rest, '\n');
        size_t length = line.length < sizeof assignment ? line.length : sizeof assignment - 1;
        memcpy(assignment, line.text, length);
        assignment[length] = '\0';
        good = vmi_agreement_set(agreement, assignment, VMI_TOOL_THRESHOLD | VMI_TOOL_PLAN | VMI_TOOL_KPI,
                                 &error);
    }
    must(good || (error.text[0] && error.status != VMI_DONE));
    free((void *)(uintptr_t)whole.text); /* an agreement keeps copies */
    if (good) {
        const struct vmi_slice *files = vmi_agreement_terms_files(agreement, &count);
        for (size_t i = 0; i < count; i++)
            touch(files[i]);
        const struct vmi_target *targets = vmi_agreement_targets(agreement, &count);
        for (size_t i = 0; i < count; i++)
            touch(targets[i].metric);
        const struct vmi_shipment *shipments = vmi_agreement_shipments(agreement, &count);
        for (size_t i = 0; i < count; i++)
            must(shipments[i].limits.top_up <= VMI_TOP_UP_TO_CAP);
        touch(vmi_agreement_label(agreement));
        touch(vmi_agreement_currency(agreement));
        read_items(agreement);
        if (vmi_agreement_check(agreement, "agreement", &error))
            read_all_findings(agreement);
        else
            must(error.text[0] != '\0' && error.status == VMI_USAGE);
    }
    vmi_agreement_free(agreement);
    return 0;
}
