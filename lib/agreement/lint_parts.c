#include <math.h>

#include "lint_internal.h"
#include "vmi/statistic.h"

/* ---- targets ------------------------------------------------------------------------------------------ */

static struct lint_place target_place(const struct vmi_target *target)
{
    return (struct lint_place){0, target->line, target->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
}

/* The metric and the match: what stands for a target when lines move. */
static struct vmi_slice target_subject(struct vmi_lint *lint, const struct vmi_target *target)
{
    vmi_buffer_clear(&lint->subject);
    vmi_buffer_print(&lint->subject, "%.*s; ", VMI_SLICE_PRINT(target->metric));
    lint_print_match(&lint->subject, &target->match, UINT32_MAX);
    return vmi_buffer_slice(&lint->subject);
}

static void check_metric(struct vmi_lint *lint, const struct vmi_target *target)
{
    const struct vmi_lint_input *input = lint->input;
    struct lint_place place = target_place(target);
    char quoted[VMI_QUOTED_SIZE], suggestion[VMI_SUGGESTION_SIZE];
    const char *nearest = NULL;
    for (size_t i = 0; i < input->metric_count; i++) {
        if (!vmi_slice_is(target->metric, input->metrics[i].name))
            continue;
        bool outside =
            target->at_least < 0 || target->at_least > 1 || target->at_most < 0 || target->at_most > 1;
        if (input->metrics[i].is_ratio && outside)
            lint_report(
                lint, VMI_FINDING_TARGET_NOT_A_RATIO, &place, target_subject(lint, target),
                "%s is a ratio, and the target on line %llu lies outside 0 to 1; write 0.98 for 98 %%",
                input->metrics[i].name, (unsigned long long)target->line);
        return;
    }
    for (size_t i = 0; i < input->metric_count && !nearest; i++)
        nearest = vmi_text_nearest(target->metric, &input->metrics[i].name, 1);
    lint_report(lint, VMI_FINDING_TARGET_UNKNOWN_METRIC, &place, target_subject(lint, target),
                "%s (line %llu) is not a metric%s; vmi-kpi --list tells them",
                vmi_text_quote(target->metric, quoted), (unsigned long long)target->line,
                vmi_text_suggest(nearest, suggestion));
}

static void check_conflict(struct vmi_lint *lint, const struct vmi_target *target,
                           const struct vmi_target *other)
{
    struct lint_place place = target_place(other);
    char least[VMI_STATISTIC_TEXT_SIZE], most[VMI_STATISTIC_TEXT_SIZE];
    bool low = target->at_least > other->at_most, high = other->at_least > target->at_most;
    if (!(low || high) || !vmi_slice_equal(target->metric, other->metric) ||
        !lint_match_within(&target->match, &other->match) ||
        !lint_match_within(&other->match, &target->match))
        return;
    vmi_statistic_format(low ? target->at_least : other->at_least, least);
    vmi_statistic_format(low ? other->at_most : target->at_most, most);
    lint_report(
        lint, VMI_FINDING_TARGETS_CONFLICT, &place, target_subject(lint, other),
        "%.*s shall be at least %s (line %llu) and at most %s (line %llu); nothing meets both, take one out",
        VMI_SLICE_PRINT(other->metric), least, (unsigned long long)(low ? target : other)->line, most,
        (unsigned long long)(low ? other : target)->line);
}

/* True, with *KEY or VMI_MATCH_KEYS, when no item can be, or none of the items given is chosen. */
static bool matches_nothing(const struct vmi_lint *lint, const struct vmi_match *match,
                            enum vmi_match_key *key)
{
    *key = VMI_MATCH_KEYS;
    if (vmi_match_is_all(match))
        return false;
    return lint_match_is_void(lint, match, key) || (lint->input->items && !lint_match_has_item(lint, match));
}

static void check_match(struct vmi_lint *lint, const struct vmi_match *match, enum vmi_finding_code code,
                        const struct lint_place *place, const char *what)
{
    enum vmi_match_key key;
    if (!matches_nothing(lint, match, &key))
        return;
    vmi_buffer_clear(&lint->message);
    lint_print_match(&lint->message, match, LINT_SHOWN);
    vmi_buffer_clear(&lint->subject);
    lint_print_match(&lint->subject, match, UINT32_MAX);
    lint_report(lint, code, place, vmi_buffer_slice(&lint->subject),
                "the %s on line %llu matches %s: %.*s; correct it, or take it out", what,
                (unsigned long long)place->line,
                key == VMI_MATCH_KEYS ? "none of the items given"
                                      : "no item, for neither defaults nor a terms file gives such a value",
                VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)));
}

static void check_targets(struct vmi_lint *lint)
{
    size_t count;
    const struct vmi_target *targets = vmi_agreement_targets(lint->agreement, &count);
    for (size_t i = 0; i < count; i++) {
        struct lint_place place = target_place(&targets[i]);
        check_metric(lint, &targets[i]);
        check_match(lint, &targets[i].match, VMI_FINDING_TARGET_MATCHES_NOTHING, &place, "target");
        for (size_t j = i + 1; j < count; j++)
            check_conflict(lint, &targets[i], &targets[j]);
    }
}

static void check_shipments(struct vmi_lint *lint)
{
    size_t count;
    const struct vmi_shipment *shipments = vmi_agreement_shipments(lint->agreement, &count);
    for (size_t i = 0; i < count; i++) {
        struct lint_place place = {0, shipments[i].line, shipments[i].column, VMI_SLICE_NONE, VMI_SLICE_NONE};
        check_match(lint, &shipments[i].match, VMI_FINDING_SHIPMENT_MATCHES_NOTHING, &place, "shipment");
    }
}

/* ---- calendars ---------------------------------------------------------------------------------------- */

static bool names(const struct agreement_settings *settings, enum vmi_term term, struct vmi_slice name)
{
    for (size_t i = 0; i < settings->count; i++)
        if (settings->list[i].term == term && vmi_slice_equal(*settings->list[i].value.text, name))
            return true;
    return false;
}

static bool is_named(const struct vmi_agreement *a, struct vmi_slice name)
{
    static const enum vmi_term terms[] = {VMI_TERM_SHIP_CALENDAR, VMI_TERM_RECEIVE_CALENDAR};
    for (size_t i = 0; i < VMI_COUNT(terms); i++) {
        bool found =
            names(&a->defaults, terms[i], name) ||
            vmi_map_find_two(&a->texts, vmi_slice_of(vmi_term_rows[terms[i]].name), name) != VMI_MAP_NONE;
        for (size_t j = 0; j < a->rule_count && !found; j++)
            found = names(&a->rules[j].settings, terms[i], name);
        if (found)
            return true;
    }
    return vmi_slice_equal(a->settings.ship_calendar, name) ||
           vmi_slice_equal(a->settings.receive_calendar, name);
}

static void check_calendar(struct vmi_lint *lint, uint32_t number)
{
    const struct agreement_calendar *calendar = &lint->agreement->calendars[number];
    struct vmi_slice name = lint->agreement->calendar_names.keys[number];
    struct lint_place place = {0, calendar->line, calendar->column, VMI_SLICE_NONE, VMI_SLICE_NONE};
    int32_t last = vmi_calendar_last_exception(calendar->calendar), as_of = lint->input->as_of;
    char quoted[VMI_QUOTED_SIZE], ended[VMI_DATE_TEXT_SIZE];
    vmi_text_quote(name, quoted);
    vmi_day_format(last, ended);
    if (!is_named(lint->agreement, name))
        lint_report(
            lint, VMI_FINDING_CALENDAR_UNUSED, &place, name,
            "calendar %s (line %llu) is named by no term; name it in ship_calendar or receive_calendar, or "
            "take it out",
            quoted, (unsigned long long)calendar->line);
    if (last != VMI_DAY_NONE && as_of != VMI_DAY_NONE && last < as_of)
        lint_report(
            lint, VMI_FINDING_CALENDAR_ENDED, &place, name,
            "calendar %s (line %llu) knows no closed day after %s: its holidays have run out; add those to "
            "come",
            quoted, (unsigned long long)calendar->line, ended);
}

void lint_check_order_days(struct vmi_lint *lint, const struct lint_sample *sample)
{
    const struct vmi_origin *origin = &sample->origins[VMI_TERM_ORDER_DAYS];
    bool item = !vmi_slice_is(sample->sku, "*");
    char today[VMI_DATE_TEXT_SIZE];
    if (lint->input->as_of == VMI_DAY_NONE ||
        vmi_calendar_on_or_after(sample->terms.order_days, lint->input->as_of) != VMI_DAY_NONE)
        return;
    struct lint_place place =
        lint_place_of(origin, item ? sample->location : VMI_SLICE_NONE, item ? sample->sku : VMI_SLICE_NONE);
    vmi_day_format(lint->input->as_of, today);
    vmi_buffer_clear(&lint->message);
    lint_print_value(lint, &lint->message, sample, VMI_TERM_ORDER_DAYS);
    lint_report(lint, VMI_FINDING_ORDER_DAYS_ENDED, &place,
                lint_origin_subject(lint, sample, origin, VMI_TERM_ORDER_DAYS),
                "%.*s have no day on or after %s: nothing is ordered any more; write a later UNTIL or COUNT",
                VMI_SLICE_PRINT(vmi_buffer_slice(&lint->message)), today);
}

void lint_parts(struct vmi_lint *lint)
{
    check_targets(lint);
    check_shipments(lint);
    for (uint32_t i = 0; i < lint->agreement->calendar_names.count; i++)
        check_calendar(lint, i);
}
