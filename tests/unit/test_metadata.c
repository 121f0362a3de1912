#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/activity.h"
#include "vmi/column.h"
#include "vmi/kpi.h"
#include "vmi/policy.h"
#include "vmi/position.h"
#include "vmi/proposal.h"
#include "vmi/term.h"

static bool is_name(const char *name)
{
    return name && name[0] >= 'a' && name[0] <= 'z' && strspn(name, "abcdefghijklmnopqrstuvwxyz_0123456789") == strlen(name);
}

static bool is_line(const char *text)
{
    return text && text[0] && !strchr(text, '\n') && text[strlen(text) - 1] != '.' && !strchr(text, '|');
}

static void test_rows(const char *what, const char *const *names, const char *const *meanings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool twice = false;
        for (size_t j = 0; j < i; j++)
            twice |= strcmp(names[i], names[j]) == 0;
        ok(is_name(names[i]) && !twice, "%s %s has a name of its own", what, names[i]);
        ok(is_line(meanings[i]), "%s %s has a meaning of one line", what, names[i]);
    }
}

enum { MOST = 64 };

static void test_columns(void)
{
    for (size_t i = 0; vmi_record_types[i]; i++) {
        const struct vmi_record_type *type = vmi_record_types[i];
        const char *names[MOST], *meanings[MOST];
        size_t end = 0;
        ok(type->count <= MOST && is_line(type->summary) && is_name(type->name), "%s are a record type", type->name);
        for (size_t j = 0; j < type->count; j++) {
            const struct vmi_column *column = &type->columns[j];
            names[j] = column->name;
            meanings[j] = column->meaning;
            ok(column->offset >= end && column->offset < type->size, "%s stands in its struct as in the stream", column->name);
            end = column->offset + 1;
            ok(vmi_column_find(type, vmi_slice_of(column->name)) == (int)j, "%s is found", column->name);
            ok(is_line(vmi_column_type_name(column->type)), "its type has a name");
        }
        test_rows(type->name, names, meanings, type->count);
        struct vmi_slice slices[MOST];
        for (size_t j = 0; j < type->count; j++)
            slices[j] = vmi_slice_of(names[j]);
        ok(vmi_record_type_guess(slices, type->count) == type, "%s are known by their columns", type->name);
    }
}

static void test_contract(void)
{
    static const struct {
        const struct vmi_record_type *type;
        const char *columns;
    } contracts[] = {
        {&vmi_activity_type, "date,location,sku,measure,quantity,unit,lot,expires,ref,until"},
        {&vmi_position_type, "location,sku,date,observed,unit,on_hand,on_hold,allocated,backordered,in_"
                             "transit,on_order,position,inbound,"
                             "demand_days,stockout_days,demand_mean_raw,demand_mean,demand_sd,demand_class,"
                             "distribution,lead_time,"
                             "lead_time_sd,review_period,policy,service_measure,service_level,safety_stock,"
                             "min,max,days_of_supply,"
                             "stockout_date,class,source,agreement,status,why"},
        {&vmi_proposal_type, "location,sku,source,quantity,unit,order_unit_quantity,order_unit,order_date,ship_date,due_date,"
                             "urgency,"
                             "approval,position,min,max,stockout_date,need,cap_delta,order_min_delta,multiple_delta,order_max_"
                             "delta,"
                             "manual_delta,load_delta,supply_delta,load,value,currency,weight,volume,agreement,reasons,why"},
        {&vmi_metric_type, "metric,scope,location,sku,class,since,through,value,numerator,denominator,unit,missing,"
                           "target,status,definition,part,margin,reason"},
    };
    for (size_t i = 0; i < VMI_COUNT(contracts); i++) {
        struct vmi_buffer names = {0};
        for (size_t j = 0; j < contracts[i].type->count; j++)
            vmi_buffer_print(&names, "%s%s", j ? "," : "", contracts[i].type->columns[j].name);
        is_slice(vmi_buffer_slice(&names), contracts[i].columns, "the columns of %s and their order are a promise", contracts[i].type->name);
        vmi_buffer_free(&names);
    }
}

static void test_measures(void)
{
    const char *names[VMI_MEASURES], *meanings[VMI_MEASURES];
    for (int i = 0; i < VMI_MEASURES; i++) {
        const struct vmi_measure_row *row = &vmi_measures[i];
        names[i] = row->name;
        meanings[i] = row->meaning;
        is_long(vmi_measure_find(vmi_slice_of(row->name)), i, "%s is found", row->name);
        ok((row->stock == 0 && row->demand == 0) || row->kind == VMI_FLOW, "%s acts only as a flow", row->name);
        ok(!row->is_signed || i == VMI_ON_HAND || i == VMI_ADJUSTED, "%s has a sign or not", row->name);
        ok(is_line(vmi_measure_kind_name(row->kind)), "its kind has a name");
    }
    test_rows("measure", names, meanings, VMI_MEASURES);
    is_long(vmi_measure_find(VMI_SLICE("onhand")), VMI_MEASURE_NONE, "no measure of that name");
    is_text(vmi_measure_nearest(VMI_SLICE("on-hnad")), "on_hand", "the nearest to a slip");
}

static void test_terms(void)
{
    const char *names[VMI_TERMS], *meanings[VMI_TERMS];
    struct vmi_terms presets;
    vmi_terms_init(&presets);
    is_long(vmi_term_next(&presets.given, 0), VMI_TERMS, "defaults are not given by anyone");
    for (int i = 0; i < VMI_TERMS; i++) {
        const struct vmi_term_row *row = &vmi_term_rows[i];
        struct vmi_terms terms;
        struct vmi_error error = {0};
        char tools[VMI_TOOLS_TEXT_SIZE], text[VMI_TERM_TEXT_SIZE];
        names[i] = row->name;
        meanings[i] = row->meaning;
        is_long(vmi_term_find(vmi_slice_of(row->name)), i, "%s is found", row->name);
        ok((!row->tools || is_line(vmi_term_tools(row->tools, tools))) && is_line(row->unit), "%s has users and a unit", row->name);
        ok(row->offset < sizeof terms && (i == 0 || row->offset > vmi_term_rows[i - 1].offset), "%s has a place of its own, in order", row->name);
        ok(!row->words == (row->type != VMI_TERM_CHOICE) && (row->ready == 0 || vmi_term_word((enum vmi_term)i, row->ready - 1).text), "%s has words where it is a choice",
           row->name);
        if (row->words)
            ok(row->preset && (row->ready == 0 || row->ready >= 1), "%s, a choice, has a default", row->name);
        if (!row->preset)
            continue;
        memset(&terms, 0x5A, sizeof terms);
        terms.given = (struct vmi_term_set){{0}};
        ok(vmi_terms_set(&terms, (enum vmi_term)i, vmi_slice_of(row->preset), VMI_DECIMAL_PLAIN, NULL, &error) && vmi_terms_equal(&terms, &presets, (enum vmi_term)i),
           "the default of %s is one of its values, and the one that is set", row->name);
        ok(vmi_terms_given(&terms, (enum vmi_term)i) && vmi_term_next(&terms.given, 0) == i && vmi_term_next(&terms.given, i + 1) == VMI_TERMS, "then it is given");
        ok(vmi_slice_equal(vmi_terms_text(&terms, (enum vmi_term)i, text), vmi_slice_of(row->preset)), "and is written as it was read");
    }
    test_rows("term", names, meanings, VMI_TERMS);
    ok(presets.lead_time == VMI_DECIMAL_UNKNOWN && presets.min == VMI_DECIMAL_UNKNOWN && presets.max == VMI_DECIMAL_UNKNOWN && presets.min_days == VMI_DECIMAL_UNKNOWN &&
           presets.max_days == VMI_DECIMAL_UNKNOWN && presets.safety_days == VMI_DECIMAL_UNKNOWN,
       "what only the parties can know has no default");
}

static const struct {
    const char *term, *value, *says; /* NULL: it is taken */
} values[] = {
    {"lead_time", "0", NULL},
    {"lead_time", "3660", NULL},
    {"lead_time", "3660.000001", "'3660.000001' is too large; at most 3660 days were expected"},
    {"lead_time", "-1", "'-1' is too small; at least 0 was expected"},
    {"lead_time", "five", "'five' is not a number; digits with at most one decimal point were expected"},
    {"quantum", "0", "'0' is too small; more than 0 was expected"},
    {"service_level", "1", "'1' is not between 0 and 1; a ratio such as 0.95 was expected"},
    {"service_level", "0", "'0' is not between 0 and 1; a ratio such as 0.95 was expected"},
    {"service_level", "0.999999", NULL},
    {"policy", "service", NULL},
    {"policy", "Service", "'Service' is not a word of this term; minmax|days|safety_days|service|least_cost|newsvendor|ddmrp was expected"},
    {"order_days", "MO-FR", NULL},
    {"order_days", "FREQ=MONTHLY;BYDAY=1MO", NULL},
    {"order_days", "XX", "'XX' is not a set of weekdays or a recurrence rule; such as MO,WE,FR or FREQ=MONTHLY;BYDAY=1MO was expected"},
    {"history_days", "0", "'0' is too small; at least 1 was expected"},
    {"class", "anything", NULL},
    {"service_level", "95", "'95' is not between 0 and 1; a ratio such as 0.95 was expected"},
    {"holding_rate", "25", "'25' is not between 0 and 1; a ratio such as 0.25 was expected"},
    {"cut_off", "14:00", NULL},
    {"cut_off", "23:59", NULL},
    {"cut_off", "24:00", "'24:00' is not a time of day; such as 14:00 was expected"},
    {"cut_off", "14:60", "'14:60' is not a time of day; such as 14:00 was expected"},
    {"cut_off", "9:00", "'9:00' is not a time of day; such as 14:00 was expected"},
    {"cut_off", "", "'' is not a time of day; such as 14:00 was expected"},
    {"units", "CS=12 PL=480", NULL},
    {"units", "CS=0.5", NULL},
    {"units", "CS=12\tPL=480 ", NULL},
    {"units", "CS=12 CS=480", "'CS' stands twice among the units"},
    {"units", "CS=0", "'CS=0' is not a list of units; such as CS=12 PL=480, each above 0, was expected"},
    {"units", "CS", "'CS' is not a list of units; such as CS=12 PL=480, each above 0, was expected"},
    {"units", "", "'' is not a list of units; such as CS=12 PL=480, each above 0, was expected"},
    {"units", "CS=x", "'CS=x' is not a list of units; such as CS=12 PL=480, each above 0, was expected"},
    {"lead_times", "1=0.8 6=0.2", NULL},
    {"lead_times", "0=1", NULL},
    {"lead_times", "1=0.8 6=0.1", "'1=0.8 6=0.1' has probabilities that do not add up to 1"},
    {"lead_times", "1=0.5 1=0.5", "'1' stands twice among the lead times"},
    {"lead_times", "1=1.5", "'1=1.5' is not a list of lead times; such as 1=0.8 6=0.2, days and probabilities, was expected"},
    {"lead_times", "-1=1", "'-1=1' is not a list of lead times; such as 1=0.8 6=0.2, days and probabilities, was expected"},
    {"priority", "0", "'0' is too small; at least 1 was expected"},
    {"correction_cap", "0.5", "'0.5' is too small; at least 1 was expected"},
    {"life", "blocked", NULL},
};

static void test_values(void)
{
    for (size_t i = 0; i < VMI_COUNT(values); i++) {
        struct vmi_terms terms, before;
        struct vmi_error error = {0};
        struct vmi_arena arena = {0};
        vmi_terms_init(&terms);
        before = terms;
        bool good = vmi_terms_set(&terms, vmi_term_find(vmi_slice_of(values[i].term)), vmi_slice_of(values[i].value), VMI_DECIMAL_PLAIN, &arena, &error);
        vmi_arena_free(&arena);
        is_text(good ? NULL : error.text, values[i].says, "%s=%s", values[i].term, values[i].value);
        if (good)
            continue;
        is_text(error.field, values[i].term, "the message names the term");
        is_long(error.status, VMI_USAGE, "and is about usage");
        ok(memcmp(&terms, &before, sizeof terms) == 0, "nothing is changed");
    }
}

static void test_policies(void)
{
    for (int i = 0; i < VMI_POLICIES; i++) {
        struct vmi_slice word = vmi_term_word(VMI_TERM_POLICY, i);
        ok(word.length > 0 && is_line(vmi_policies[i].meaning) && is_line(vmi_policies[i].formula) && vmi_policies[i].levels, "policy %.*s has a word, a meaning, a formula",
           VMI_SLICE_PRINT(word));
        size_t needs = 0;
        while (needs < VMI_POLICY_MOST_NEEDS && vmi_policies[i].needs[needs] != VMI_TERMS)
            ok(!vmi_term_rows[vmi_policies[i].needs[needs++]].preset, "it needs what has no default");
        ok(needs < VMI_POLICY_MOST_NEEDS, "the list of what it needs ends");
    }
    is_long(vmi_term_rows[VMI_TERM_POLICY].ready, 0, "and all of them are carried out");
}

static void test_reasons_and_metrics(void)
{
    const char *names[MOST], *meanings[MOST];
    for (int i = 1; i < VMI_REASONS; i++)
        names[i - 1] = vmi_reasons[i].code, meanings[i - 1] = vmi_reasons[i].meaning;
    test_rows("reason", names, meanings, VMI_REASONS - 1);
    for (size_t i = 0; i < vmi_kpi_row_count; i++) {
        names[i] = vmi_kpi_rows[i].name;
        meanings[i] = vmi_kpi_rows[i].definition;
        ok(vmi_kpi_find(vmi_slice_of(names[i])) == &vmi_kpi_rows[i] && is_line(vmi_kpi_rows[i].unit) && is_line(vmi_kpi_rows[i].formula), "%s is found", names[i]);
    }
    test_rows("metric", names, meanings, vmi_kpi_row_count);
    size_t statuses = 0;
    while (vmi_position_statuses[statuses])
        ok(is_name(vmi_position_statuses[statuses++]), "a status has a name");
    is_long((long long)statuses, 7, "seven statuses");
}

/* Unknown is unknown in every column, and stays so in a copy. */
static void test_clear(void)
{
    for (size_t i = 0; vmi_record_types[i]; i++) {
        const struct vmi_record_type *type = vmi_record_types[i];
        void *record = malloc(type->size);
        struct vmi_arena arena = {0};
        vmi_record_clear(type, record);
        vmi_record_dup(type, record, &arena);
        int wrong = 0;
        for (size_t j = 0; j < type->count; j++) {
            const char *member = (const char *)record + type->columns[j].offset;
            switch (type->columns[j].type) {
            case VMI_COLUMN_TEXT:
                wrong += ((const struct vmi_slice *)(const void *)member)->text != NULL;
                break;
            case VMI_COLUMN_DATE:
                wrong += ((const struct vmi_date *)(const void *)member)->day != VMI_DAY_NONE;
                break;
            case VMI_COLUMN_DAY:
                wrong += *(const int32_t *)(const void *)member != VMI_DAY_NONE;
                break;
            case VMI_COLUMN_QUANTITY:
                wrong += *(const vmi_decimal *)(const void *)member != VMI_DECIMAL_UNKNOWN;
                break;
            case VMI_COLUMN_STATISTIC:
                wrong += *(const double *)(const void *)member == *(const double *)(const void *)member;
                break;
            case VMI_COLUMN_MEASURE:
                wrong += *(const enum vmi_measure *)(const void *)member != VMI_MEASURE_NONE;
                break;
            }
        }
        is_long(wrong, 0, "%s begin unknown", type->name);
        vmi_arena_free(&arena);
        free(record);
    }
}

int main(void)
{
    test_columns();
    test_contract();
    test_measures();
    test_terms();
    test_values();
    test_policies();
    test_reasons_and_metrics();
    test_clear();
    return done();
}
