/* Terms in force: the order of precedence over every set of its layers, dates, matches, and rules looked up. */
#include <stdio.h>
#include <stdlib.h>

#include "tap.h"
#include "vmi/agreement.h"

static struct vmi_agreement *agreement_of(const char *json, const char *terms)
{
    struct vmi_agreement *agreement = vmi_agreement_new();
    struct vmi_error error = {0};
    bool good = vmi_agreement_read(agreement, vmi_slice_of(json), &error);
    if (good && terms)
        good = vmi_agreement_add_terms(agreement, VMI_SLICE("terms.csv"), vmi_source_of_bytes(vmi_slice_of(terms), "terms.csv", 0), vmi_slice_of(terms), &error);
    if (good)
        return agreement;
    note("%s: %s", error.field, error.text);
    ok(false, "%s is read", json);
    exit(1);
}

static int32_t day_of(const char *text)
{
    int32_t day = VMI_DAY_NONE;
    return *text && !vmi_day_parse(vmi_slice_of(text), &day) ? VMI_DAY_NONE : day;
}

/* ---- precedence --------------------------------------------------------------------------------------- */

enum { DEFAULTS = 1, RULE = 2, ROWS = 4, DATED = 8, SETTING = 16, ALL_LAYERS = 32 };

/* lead_time of an item where these layers set it: 1 defaults, 2 a rule, 3 a row, 4 a dated rule, 5 -s. */
static void test_layers(int layers, bool dated_first)
{
    char json[512];
    const char *rule = layers & RULE ? "{\"match\": {\"location\": \"L*\"}, \"set\": {\"lead_time\": 2}}" : "";
    const char *dated = layers & DATED ? "{\"match\": {\"sku\": \"S\"}, \"from\": \"2026-03-01\", \"set\": {\"lead_time\": 4}}" : "";
    const char *comma = *rule && *dated ? "," : "";
    snprintf(json, sizeof json, "{\"defaults\": {%s}, \"rules\": [%s%s%s]}", layers & DEFAULTS ? "\"lead_time\": 1" : "", dated_first ? dated : rule, comma,
             dated_first ? rule : dated);
    struct vmi_agreement *agreement = agreement_of(json, layers & ROWS ? "location,sku,lead_time\nL,S,3\n" : NULL);
    struct vmi_error error = {0};
    struct vmi_terms terms;
    struct vmi_origin origins[VMI_TERMS];
    bool good = !(layers & SETTING) || vmi_agreement_set(agreement, "lead_time=5", VMI_TOOL_THRESHOLD, &error);
    good = good && vmi_agreement_explain(agreement, VMI_SLICE("L"), VMI_SLICE("S"), day_of("2026-03-01"), &terms, origins, &error);
    const char *expected[] = {"", "1", "2", "3", "4", "5"};
    int top = layers & SETTING ? 5 : layers & DATED ? 4 : layers & ROWS ? 3 : layers & RULE ? 2 : layers & DEFAULTS ? 1 : 0;
    static const enum vmi_origin_kind kinds[] = {VMI_ORIGIN_BUILT_IN, VMI_ORIGIN_DEFAULTS, VMI_ORIGIN_RULE, VMI_ORIGIN_TERMS, VMI_ORIGIN_RULE, VMI_ORIGIN_SETTING};
    ok(good, "layers %d%s", layers, dated_first ? ", the dated rule first" : "");
    is_quantity(terms.lead_time, expected[top], "the latest of them stands");
    is_long(origins[VMI_TERM_LEAD_TIME].kind, kinds[top], "and its origin is told");
    is_long(origins[VMI_TERM_QUANTUM].kind, VMI_ORIGIN_BUILT_IN, "what nobody set is built in");
    is_long(vmi_terms_given(&terms, VMI_TERM_LEAD_TIME), top > 0, "given or not");
    /* The day before, the dated rule is not in force. */
    good = vmi_agreement_resolve(agreement, VMI_SLICE("L"), VMI_SLICE("S"), day_of("2026-02-28"), &terms, &error);
    top = layers & SETTING ? 5 : layers & ROWS ? 3 : layers & RULE ? 2 : layers & DEFAULTS ? 1 : 0;
    is_quantity(good ? terms.lead_time : -1, expected[top], "the day before");
    good = vmi_agreement_resolve(agreement, VMI_SLICE("L"), VMI_SLICE("S"), VMI_DAY_NONE, &terms, &error);
    is_long(good, !(layers & DATED), "a rule with dates takes a day");
    vmi_agreement_standing(agreement, VMI_SLICE("L"), VMI_SLICE("S"), &terms);
    is_quantity(terms.lead_time, expected[top], "what stands on all days");
    vmi_agreement_free(agreement);
}

/* ---- dates -------------------------------------------------------------------------------------------- */

static const struct {
    const char *from, *until, *day;
    bool in_force;
} windows[] = {
    {"2026-11-01", "2026-12-31", "2026-10-31", false},
    {"2026-11-01", "2026-12-31", "2026-11-01", true},
    {"2026-11-01", "2026-12-31", "2026-12-31", true},
    {"2026-11-01", "2026-12-31", "2027-01-01", false},
    {"2028-02-28", "2028-02-29", "2028-02-27", false},
    {"2028-02-28", "2028-02-29", "2028-02-28", true},
    {"2028-02-28", "2028-02-29", "2028-02-29", true},
    {"2028-02-28", "2028-02-29", "2028-03-01", false},
    {"2027-02-28", "2027-03-01", "2027-03-01", true},
    {"", "2026-12-31", "0001-01-01", true},
    {"", "2026-12-31", "2027-01-01", false},
    {"2027-01-01", "", "2026-12-31", false},
    {"2027-01-01", "", "9999-12-31", true},
    {"2026-05-05", "2026-05-05", "2026-05-05", true},
    {"2026-05-05", "2026-05-05", "2026-05-06", false},
};

static void test_windows(void)
{
    for (size_t i = 0; i < VMI_COUNT(windows); i++) {
        char json[256], from[40] = "", until[40] = "";
        if (*windows[i].from)
            snprintf(from, sizeof from, "\"from\": \"%s\",", windows[i].from);
        if (*windows[i].until)
            snprintf(until, sizeof until, "\"until\": \"%s\",", windows[i].until);
        snprintf(json, sizeof json, "{\"rules\": [{%s%s \"set\": {\"min\": 7}}]}", from, until);
        struct vmi_agreement *agreement = agreement_of(json, NULL);
        struct vmi_terms terms;
        struct vmi_error error = {0};
        bool good = vmi_agreement_resolve(agreement, VMI_SLICE("L"), VMI_SLICE("S"), day_of(windows[i].day), &terms, &error);
        is_quantity(good ? terms.min : -1, windows[i].in_force ? "7" : "", "%s..%s on %s", windows[i].from, windows[i].until, windows[i].day);
        vmi_agreement_free(agreement);
    }
}

/* ---- matches ------------------------------------------------------------------------------------------ */

static const struct {
    const char *match, *location, *sku, *name;
    bool matches;
} matches[] = {
    {"{}", "L", "S", "an empty match is everything", true},
    {"{\"location\": \"L\"}", "L", "S", "a location by name", true},
    {"{\"location\": \"L\"}", "LL", "S", "another location", false},
    {"{\"location\": \"L*\", \"sku\": \"0*\"}", "LL", "007", "both", true},
    {"{\"location\": \"L*\", \"sku\": \"0*\"}", "LL", "17", "both are asked", false},
    {"{\"location\": [\"A\", \"B\", \"L?\"]}", "LX", "S", "one of several", true},
    {"{\"location\": [\"A\", \"B\", \"L?\"]}", "L", "S", "none of several", false},
    {"{\"sku\": \"*7\"}", "L", "007", "an end", true},
    {"{\"class\": \"B\"}", "L", "S", "the class that defaults give", true},
    {"{\"class\": \"A\"}", "L", "S", "not of that class", false},
    {"{\"class\": \"A\"}", "L", "007", "the class that a row gives", true},
    {"{\"class\": \"B\"}", "L", "007", "and no longer that of the defaults", false},
    {"{\"class\": [\"A\", \"B\"], \"sku\": \"007\"}", "L", "007", "a list of values", true},
    {"{\"class\": \"\"}", "L", "S", "no class", false},
    {"{\"class\": \"*\"}", "L", "S", "a class is a value and no glob", false},
    {"{\"source\": \"DC1\"}", "L", "007", "a source", true},
    {"{\"source\": \"\"}", "L", "S", "no source", true},
    {"{\"life\": \"new\"}", "L", "007", "a life", true},
    {"{\"life\": \"active\"}", "L", "S", "a life by default", true},
    {"{\"life\": [\"blocked\", \"phase_out\"]}", "L", "S", "another life", false},
    {"{\"ownership\": \"customer\"}", "L", "S", "an ownership by default", true},
    {"{\"ownership\": \"vendor\"}", "L", "007", "an ownership that a general row gives", true},
};

static void test_matches(void)
{
    for (size_t i = 0; i < VMI_COUNT(matches); i++) {
        char json[256];
        snprintf(json, sizeof json, "{\"defaults\": {\"class\": \"B\"}, \"rules\": [{\"match\": %s, \"set\": {\"min\": 7}}]}", matches[i].match);
        struct vmi_agreement *agreement = agreement_of(json, "location,sku,class,source,life,ownership\n*,007,A,DC1,new,vendor\n");
        struct vmi_terms terms;
        struct vmi_error error = {0};
        struct vmi_slice location = vmi_slice_of(matches[i].location), sku = vmi_slice_of(matches[i].sku);
        bool good = vmi_agreement_resolve(agreement, location, sku, VMI_DAY_NONE, &terms, &error);
        is_quantity(good ? terms.min : -1, matches[i].matches ? "7" : "", "%s", matches[i].name);
        is_long(vmi_agreement_covers(agreement, location, sku), matches[i].matches || vmi_slice_is(sku, "007"), "and so it is in the agreement");
        vmi_agreement_free(agreement);
    }
}

static void test_covers(void)
{
    struct vmi_agreement *nothing = vmi_agreement_new(), *rules = agreement_of("{\"defaults\": {\"min\": 1}, \"rules\": []}", NULL), *rows = agreement_of("{}", "location,sku\n"),
                         *season = agreement_of("{\"rules\": [{\"match\": {\"sku\": \"S\"}, \"until\": \"2020-01-01\", \"set\": {\"min\": 1}}]}", NULL);
    ok(vmi_agreement_covers(nothing, VMI_SLICE("L"), VMI_SLICE("S")), "no agreement names nothing, and so everything");
    ok(vmi_agreement_covers(rules, VMI_SLICE("L"), VMI_SLICE("S")), "nor does one with defaults alone");
    ok(!vmi_agreement_covers(rows, VMI_SLICE("L"), VMI_SLICE("S")), "a terms file without rows names nothing");
    ok(vmi_agreement_covers(season, VMI_SLICE("L"), VMI_SLICE("S")) && !vmi_agreement_covers(season, VMI_SLICE("L"), VMI_SLICE("T")), "a rule names what it matches on every day");
    vmi_agreement_free(nothing);
    vmi_agreement_free(rules);
    vmi_agreement_free(rows);
    vmi_agreement_free(season);
}

/* ---- rules are looked up; what comes out is what trying all of them gives ------------------------------- */

static void draw_text(uint64_t *state, bool glob, struct vmi_buffer *out)
{
    int length = 1 + chance_below(state, 3);
    for (int i = 0; i < length; i++)
        vmi_buffer_add(out, &"ABC"[chance_below(state, 3)], 1);
    if (glob && chance_below(state, 2))
        vmi_buffer_add(out, &"*?*"[chance_below(state, 3)], 1);
    if (glob && chance_below(state, 8) == 0)
        vmi_buffer_print(out, "C*");
}

static void draw_rule(uint64_t *state, int number, struct vmi_buffer *json)
{
    static const char *const keys[] = {"location", "sku", "class", "source"};
    vmi_buffer_print(json, "%s{\"match\": {", number ? ", " : "");
    for (int key = 0, any = 0; key < 4; key++) {
        int count = chance_below(state, 5) - 2;
        if (count <= 0)
            continue;
        vmi_buffer_print(json, "%s\"%s\": [", any++ ? ", " : "", keys[key]);
        for (int i = 0; i < count; i++) {
            vmi_buffer_print(json, i ? ", \"" : "\"");
            if (key == 0 && chance_below(state, 9) == 0)
                vmi_buffer_print(json, "*");
            draw_text(state, key < 2, json);
            vmi_buffer_print(json, "\"");
        }
        vmi_buffer_print(json, "]");
    }
    vmi_buffer_print(json, "}, \"set\": {\"%s\": %d}}", chance_below(state, 2) ? "lead_time" : "min", number);
}

static void test_index(void)
{
    uint64_t state = 11;
    int wrong = 0, matched = 0;
    for (int round = 0; round < rounds(300); round++) {
        struct vmi_buffer json = {0}, one[40] = {{0}};
        struct vmi_agreement *single[40];
        int count = 1 + chance_below(&state, 40);
        vmi_buffer_print(&json, "{\"defaults\": {\"class\": \"A\"}, \"rules\": [");
        for (int i = 0; i < count; i++) {
            uint64_t before = state;
            draw_rule(&state, i, &json);
            vmi_buffer_print(&one[i], "{\"defaults\": {\"class\": \"A\"}, \"rules\": [");
            draw_rule(&before, 0, &one[i]);
            vmi_buffer_add(&one[i], "]}", 3);
            single[i] = agreement_of(one[i].text, NULL);
        }
        vmi_buffer_add(&json, "]}", 3);
        struct vmi_agreement *all = agreement_of(json.text, NULL);
        for (int i = 0; i < 50; i++) {
            struct vmi_buffer location = {0}, sku = {0};
            struct vmi_error error = {0};
            struct vmi_terms terms, alone;
            vmi_decimal lead = VMI_DECIMAL_UNKNOWN, min = VMI_DECIMAL_UNKNOWN;
            draw_text(&state, false, &location);
            draw_text(&state, false, &sku);
            struct vmi_slice l = vmi_buffer_slice(&location), s = vmi_buffer_slice(&sku);
            for (int j = 0; j < count; j++) {
                if (!vmi_agreement_resolve(single[j], l, s, VMI_DAY_NONE, &alone, &error))
                    wrong++;
                if (alone.lead_time != VMI_DECIMAL_UNKNOWN)
                    lead = j * VMI_DECIMAL_ONE;
                if (alone.min != VMI_DECIMAL_UNKNOWN)
                    min = j * VMI_DECIMAL_ONE;
            }
            matched += lead != VMI_DECIMAL_UNKNOWN;
            wrong += !vmi_agreement_resolve(all, l, s, VMI_DAY_NONE, &terms, &error) || terms.lead_time != lead || terms.min != min;
            vmi_buffer_free(&location);
            vmi_buffer_free(&sku);
        }
        vmi_agreement_free(all);
        vmi_buffer_free(&json);
        for (int i = 0; i < count; i++) {
            vmi_agreement_free(single[i]);
            vmi_buffer_free(&one[i]);
        }
    }
    ok(matched > 100, "%d items were matched", matched);
    is_long(wrong, 0, "the rules that are found are those that match, and the last of them stands");
}

/* ---- what is wrong ------------------------------------------------------------------------------------ */

static const struct {
    const char *json, *says;
    int line;
} wrong[] = {
    {"{\"rules\": {}}", "rules: is an object; an array of rules was expected", 1},
    {"{\"rules\":\n [7]}", ": is a number; an object such as {\"match\": {\"class\": \"A\"}, \"set\": {\"lead_time\": 3}} was expected", 2},
    {"{\"rules\": [\n{\"match\": {\"sku\": \"a\"}}]}", "set: is missing or empty; a rule sets terms: {\"lead_time\": 3}", 2},
    {"{\"rules\": [{\"set\": {}}]}", "set: is missing or empty; a rule sets terms: {\"lead_time\": 3}", 1},
    {"{\"rules\": [{\"set\": {\"min\": 1},\n\"form\": \"2026-01-01\"}]}", "form: is not a key of a rule; did you mean from?", 2},
    {"{\"rules\": [{\"set\": {\"min\": 1}, \"from\": \"2026-02-30\"}]}", "from: '2026-02-30' is not a date; YYYY-MM-DD was expected", 1},
    {"{\"rules\": [{\"set\": {\"min\": 1}, \"from\": 20260101}]}", "from: is a number; a date such as \"2026-12-31\" was expected", 1},
    {"{\"rules\": [{\"set\": {\"min\": 1}, \"from\": \"2026-01-02\", \"until\": \"2026-01-01\"}]}", "from: is after until; the rule is never in force", 1},
    {"{\"rules\": [{\"set\":\n{\"class\": \"A\"}}]}", "class: cannot be set by a rule, for rules match on it; defaults and terms files set it", 2},
    {"{\"rules\": [{\"set\": {\"ownership\": \"vendor\"}}]}", "ownership: cannot be set by a rule, for rules match on it; defaults and terms files set it", 1},
    {"{\"rules\": [{\"from\": \"2026-01-01\", \"set\": {\"unit\": \"EA\"}}]}",
     "unit: cannot change on a day, for the records of all days are counted in it; a rule without dates sets it", 1},
    {"{\"rules\": [{\"match\": {\"loc\": \"a\"}, \"set\": {\"min\": 1}}]}", "loc: is not a key of match", 1},
    {"{\"rules\": [{\"match\": {\"location\": 7}, \"set\": {\"min\": 1}}]}", "location: is a number; a text, or an array of texts was expected", 1},
    {"{\"rules\": [{\"match\": {\"class\": []}, \"set\": {\"min\": 1}}]}", "class: is an array; an array with a text in it: this one matches nothing, and one was expected", 1},
    {"{\"rules\": [{\"match\": {\"life\": \"old\"}, \"set\": {\"min\": 1}}]}", "life: 'old' is not a word of this term; active|new|phase_out|blocked was expected", 1},
    {"{\"rules\": [{\"set\": {\"min\": 5, \"max\": 4}}]}", "min: 5 is above max 4", 1},
    {"{\"rules\": [{\"set\": {\"mim\": 5}}]}", ": 'mim' is not a term; did you mean min (the agreed reorder point (policy minmax))?", 1},
    {"{\"targets\": [{\"metric\": \"turns\", \"at_least\": 3, \"at_most\": 2}]}", "targets: at_least is above at_most; nothing meets both", 1},
    {"{\"targets\": [{\"metric\": \"turns\", \"at_leats\": 3}]}", "at_leats: is not a key of a target; did you mean at_least?", 1},
    {"{\"shipments\": [{\"min_weight\": 3, \"capacity_weight\": 2}]}", "min_weight: is above the capacity; no load can be made", 1},
    {"{\"shipments\": [{\"min_value\": 0}]}", "min_value: is a number; a number above 0 was expected", 1},
    {"{\"shipments\": [{\"top_up\": \"max\"}]}", "top_up: is a text; no, to_max or to_cap was expected", 1},
    {"{\"shipments\": [{\"capacity\": 3}]}", "capacity: is not a key of a shipment", 1},
};

static void test_wrong(void)
{
    for (size_t i = 0; i < VMI_COUNT(wrong); i++) {
        struct vmi_agreement *agreement = vmi_agreement_new();
        struct vmi_error error = {0};
        char text[sizeof error.text + sizeof error.field + 2] = "";
        if (!vmi_agreement_read(agreement, vmi_slice_of(wrong[i].json), &error))
            snprintf(text, sizeof text, "%s: %s", error.field, error.text);
        is_text(text, wrong[i].says, "what is wrong, case %zu", i);
        is_long((long long)error.line, wrong[i].line, "on its line");
        is_long(error.status, VMI_USAGE, "as an error of usage");
        vmi_agreement_free(agreement);
    }
}

static void test_parts(void)
{
    size_t count;
    struct vmi_agreement *agreement =
        agreement_of("{\"comment\": [\"for people\"], \"shipments\": [{\"match\": {\"source\": \"DC1\"}, \"min_value\": 500, \"capacity_weight\": 24e3, \"top_up\": \"to_max\"}],"
                     "\"targets\": [{\"metric\": \"turns\", \"at_least\": 12, \"match\": {\"class\": \"A\"}}],"
                     "\"rules\": [{\"comment\": \"x\", \"set\": {\"comment\": \"y\", \"min\": 1}, \"reason\": \"season\", \"author\": \"jk\"}]}",
                     "location,sku,min,class\nL,S,,A\n");
    const struct vmi_shipment *shipment = vmi_agreement_shipments(agreement, &count);
    is_long((long long)count, 1, "one shipment");
    is_quantity(shipment->limits.min_value, "500", "its least value");
    is_quantity(shipment->limits.capacity_weight, "24000", "its capacity");
    is_quantity(shipment->limits.capacity_volume, "", "what is not given");
    is_long(shipment->limits.top_up, VMI_TOP_UP_TO_MAX, "how it is filled");
    const struct vmi_target *target = vmi_agreement_targets(agreement, &count);
    struct vmi_terms terms;
    struct vmi_origin origins[VMI_TERMS];
    struct vmi_error error = {0};
    struct vmi_buffer text = {0};
    ok(vmi_agreement_explain(agreement, VMI_SLICE("L"), VMI_SLICE("S"), VMI_DAY_NONE, &terms, origins, &error), "terms in force");
    ok(count == 1 && vmi_match_holds(&target->match, VMI_SLICE("L"), VMI_SLICE("S"), &terms) && !vmi_match_is_all(&target->match), "the target is for the class");
    is_slice(vmi_agreement_reason(agreement, &origins[VMI_TERM_MIN]), "season", "the reason of a rule");
    is_slice(vmi_agreement_author(agreement, &origins[VMI_TERM_MIN]), "jk", "its author");
    ok(!vmi_agreement_reason(agreement, &origins[VMI_TERM_CLASS]).text, "a row has none");
    const enum vmi_term asked[] = {VMI_TERM_MIN, VMI_TERM_CLASS, VMI_TERM_MAX};
    for (size_t i = 0; i < VMI_COUNT(asked); i++) {
        vmi_agreement_print_origin(agreement, &origins[asked[i]], &text);
        vmi_buffer_print(&text, "; ");
    }
    is_slice(vmi_buffer_slice(&text), "rule 1 (line 1); terms.csv:2; built-in; ", "origins in words");
    ok(vmi_term_in(vmi_agreement_given(agreement), VMI_TERM_MIN) && !vmi_term_in(vmi_agreement_given(agreement), VMI_TERM_MAX), "what is given anywhere");
    vmi_buffer_free(&text);
    vmi_agreement_free(agreement);
}

int main(void)
{
    for (int layers = 0; layers < ALL_LAYERS; layers++) {
        test_layers(layers, false);
        test_layers(layers, true);
    }
    test_windows();
    test_matches();
    test_covers();
    test_index();
    test_wrong();
    test_parts();
    return done();
}
