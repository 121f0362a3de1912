#include <math.h>
#include <stdio.h>

#include "ledger.h"
#include "truth.h"
#include "vmi/policy.h"

/* What the customer sends is min 5, max 9. `missing` NULL: no term is. */
static const struct {
    const char *name;
    enum vmi_policy_kind policy;
    const char *terms;
    double mean, deviation, lead_time, review_period;
    bool wished;
    const char *min, *max, *missing, *says;
} cases[] = {
    {"agreed levels", VMI_POLICY_MINMAX, "min=10 max=30", NAN, NAN, NAN, 1, false, "10", "30", NULL, "min 10 agreed, max 30 agreed"},
    {"agreed levels stand over the customer's", VMI_POLICY_MINMAX, "min=10 max=30", NAN, NAN, NAN, 1, true, "10", "30", NULL, "min 10 agreed"},
    {"the customer's levels", VMI_POLICY_MINMAX, "", NAN, NAN, NAN, 1, true, "5", "9", NULL, "min 5 from the customer, max 9 from the customer"},
    {"one of each", VMI_POLICY_MINMAX, "max=30", NAN, NAN, NAN, 1, true, "5", "30", NULL, "min 5 from the customer, max 30 agreed"},
    {"agreed levels are not rounded", VMI_POLICY_MINMAX, "min=10.25 max=30.5", NAN, NAN, NAN, 1, false, "10.25", "30.5", NULL, "agreed"},
    {"no min at all", VMI_POLICY_MINMAX, "max=30", NAN, NAN, NAN, 1, false, "", "", "min", "the term min is not given"},
    {"no max at all", VMI_POLICY_MINMAX, "min=30", NAN, NAN, NAN, 1, false, "", "", "max", "the term max is not given"},

    {"days of demand", VMI_POLICY_DAYS, "min_days=7 max_days=21", 2.5, NAN, NAN, 1, false, "18", "53", NULL, "min = 7 days * mean = 18"},
    {"days of demand in a finer quantum", VMI_POLICY_DAYS, "min_days=7 max_days=21 quantum=0.5", 2.5, NAN, NAN, 1, false, "17.5", "52.5", NULL, "mean 2.5 a day"},
    {"days of no demand", VMI_POLICY_DAYS, "min_days=7 max_days=21", 0, NAN, NAN, 1, false, "0", "0", NULL, "mean 0"},
    {"days of returns", VMI_POLICY_DAYS, "min_days=7 max_days=21", -3, NAN, NAN, 1, false, "0", "0", NULL, "mean -3"},
    {"days without min_days", VMI_POLICY_DAYS, "max_days=21", 2, NAN, NAN, 1, true, "", "", "min_days", "min_days"},
    {"days without max_days", VMI_POLICY_DAYS, "min_days=7", 2, NAN, NAN, 1, true, "", "", "max_days", "max_days"},
    {"days of unknown demand", VMI_POLICY_DAYS, "min_days=7 max_days=21", NAN, NAN, NAN, 1, false, "", "", NULL, "demand is not known"},
    {"days beyond the range", VMI_POLICY_DAYS, "min_days=7 max_days=21", 1e12, NAN, NAN, 1, false, "", "", NULL, "out of range"},

    {"safety days", VMI_POLICY_SAFETY_DAYS, "safety_days=2 order_quantity=50", 4, NAN, 5, 1, false, "32", "82", NULL,
     "safety stock 2 days * mean = 8; min = 32; max = min + 50 (order_quantity) = 82"},
    {"safety days under continuous review", VMI_POLICY_SAFETY_DAYS, "safety_days=2", 4, NAN, 5, 0, false, "28", "29", NULL, "max = min + 1 (order_multiple)"},
    {"safety days without a lead time", VMI_POLICY_SAFETY_DAYS, "safety_days=2", 4, NAN, NAN, 1, false, "", "", "lead_time", "lead_time"},
    {"safety days without safety days", VMI_POLICY_SAFETY_DAYS, "", 4, NAN, 5, 1, false, "", "", "safety_days", "safety_days"},
    {"safety days of unknown demand", VMI_POLICY_SAFETY_DAYS, "safety_days=2", NAN, NAN, 5, 1, false, "", "", NULL, "demand is not known"},

    /* sigma = sqrt(9 * 16) = 12, z(0.95) = 1.644854, safety stock 19.738 */
    {"service", VMI_POLICY_SERVICE, "distribution=normal ", 10, 4, 8, 1, false, "110", "120", NULL,
     "safety stock = z(0.95) 1.644854 * sigma = 19.738244; min = 110; max = min + 10 (review_period * mean) "
     "= 120"},
    {"service with a lead time that varies", VMI_POLICY_SERVICE, "distribution=normal lead_time_sd=1.5 service_level=0.9", 10, 4, 8, 1, false, "115", "125", NULL,
     "sigma = sqrt(9 * 4^2 + 10^2 * 1.5^2) = 19.209373"},
    {"service below one half has safety stock below nought", VMI_POLICY_SERVICE, "distribution=normal service_level=0.1", 10, 4, 8, 1, false, "75", "85", NULL, "z(0.1) -1.281552"},
    {"service of steady demand", VMI_POLICY_SERVICE, "distribution=normal ", 10, 0, 8, 1, false, "90", "100", NULL, "demand does not vary"},
    {"service without a lead time", VMI_POLICY_SERVICE, "distribution=normal ", 10, 4, NAN, 1, false, "", "", "lead_time", "lead_time"},
    {"service without a deviation", VMI_POLICY_SERVICE, "distribution=normal ", 10, NAN, 8, 1, false, "", "", NULL, "two observations"},
    {"service of unknown demand", VMI_POLICY_SERVICE, "distribution=normal ", NAN, NAN, 8, 1, false, "", "", NULL, "demand is not known"},
};

/* A sentence of "a = b;" is looked for as it stands. */
static bool contains(struct vmi_slice text, const char *wanted)
{
    return memmem(text.text, text.length, wanted, strlen(wanted)) != NULL;
}

/* All that a policy looks at, for one item. */
struct setting {
    struct vmi_terms terms;
    struct vmi_outlook outlook;
    struct vmi_lead_times lead;
    struct vmi_interval_source source;
    struct vmi_policy_input input;
    struct vmi_levels levels;
    struct vmi_arena arena;
    struct vmi_account account;
};

static void set(struct setting *s, const char *terms, double mean, double deviation, double lead_time, double review_period)
{
    *s = (struct setting){.terms = ledger_terms(terms)};
    double lead_sd = vmi_decimal_to_double(s->terms.lead_time_sd);
    s->outlook = (struct vmi_outlook){.as_of = VMI_DAY_NONE, .mean = mean};
    s->lead = (struct vmi_lead_times){.mean = lead_time, .variance = lead_sd * lead_sd};
    s->source = (struct vmi_interval_source){
        .terms = &s->terms, .outlook = &s->outlook, .lead = &s->lead, .review_period = review_period, .deviation = deviation, .forecast_variance = NAN};
    s->input = (struct vmi_policy_input){.terms = &s->terms, .source = &s->source, .mean = mean, .wished_min = VMI_DECIMAL_UNKNOWN, .wished_max = VMI_DECIMAL_UNKNOWN};
    s->account.arena = &s->arena;
}

static void work_out(struct setting *s, enum vmi_policy_kind policy)
{
    s->levels = (struct vmi_levels){.min = VMI_DECIMAL_UNKNOWN, .max = VMI_DECIMAL_UNKNOWN, .missing = VMI_TERMS};
    vmi_policies[policy].levels(&s->input, &s->levels, &s->account);
}

static void clear(struct setting *s)
{
    vmi_buffer_free(&s->account.why);
    vmi_arena_free(&s->arena);
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct setting s;
        set(&s, cases[i].terms, cases[i].mean, cases[i].deviation, cases[i].lead_time, cases[i].review_period);
        if (cases[i].wished)
            s.input.wished_min = 5 * VMI_DECIMAL_ONE, s.input.wished_max = 9 * VMI_DECIMAL_ONE;
        work_out(&s, cases[i].policy);
        is_quantity(s.levels.min, cases[i].min, "%s: min", cases[i].name);
        is_quantity(s.levels.max, cases[i].max, "%s: max", cases[i].name);
        is_text(s.levels.missing == VMI_TERMS ? NULL : vmi_term_rows[s.levels.missing].name, cases[i].missing, "%s: what is missing", cases[i].name);
        if (!ok(contains(vmi_buffer_slice(&s.account.why), cases[i].says), "%s: why says '%s'", cases[i].name, cases[i].says))
            note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&s.account.why)));
        clear(&s);
    }
}

static const struct {
    const char *terms;
    double mean, review_period, q;
    const char *name;
} quantities[] = {
    {"", 0, 1, 1, "order_multiple"},
    {"quantum=0.5", 0, 1, 0.5, "order_multiple"},
    {"order_multiple=12", 3, 1, 12, "order_multiple"},
    {"order_multiple=12 order_min=40", 3, 1, 40, "order_min"},
    {"order_multiple=12 order_min=40 order_quantity=50", 3, 1, 50, "order_quantity"},
    {"order_multiple=12 order_min=40 order_quantity=50", 10, 7, 70, "review_period * mean"},
    {"order_min=12 order_multiple=12", 3, 1, 12, "order_min"},
    /* sqrt(2 * 20 * 365 * 10 / (0.2 * 4)) */
    {"order_cost=20 holding_rate=0.2 unit_cost=4", 10, 1, 427.20018726587655, "economic order quantity"},
    {"order_cost=20 holding_rate=0.2 unit_cost=4 order_quantity=500", 10, 1, 500, "order_quantity"},
    {"order_cost=20 holding_rate=0 unit_cost=4", 10, 1, 10, "review_period * mean"},
    {"order_cost=20 unit_cost=4", 10, 1, 10, "review_period * mean"},
    {"holding_rate=0.2 unit_cost=4", 10, 1, 10, "review_period * mean"},
    {"order_cost=20 holding_rate=0.2 unit_cost=4", -10, 1, 1, "order_multiple"},
    {"order_cost=20 holding_rate=0.2 unit_cost=4", NAN, 1, 1, "order_multiple"},
};

static void test_order_quantity(void)
{
    for (size_t i = 0; i < VMI_COUNT(quantities); i++) {
        struct setting s;
        set(&s, quantities[i].terms, quantities[i].mean, NAN, NAN, quantities[i].review_period);
        const char *name = NULL;
        is_near(vmi_policy_order_quantity(&s.input, &name), quantities[i].q, 1e-12, "Q of mean %g and '%s'", quantities[i].mean, quantities[i].terms);
        is_text(name, quantities[i].name, "its name");
    }
}

/* ---- truth ------------------------------------------------------------------------------------------- */

/* The service policy at the finest quantum, and at whole units. */
static void test_service(void)
{
    struct truth *t = truth_open("csl_normal");
    while (truth_next(t)) {
        struct setting s;
        set(&s, "quantum=0.000001 distribution=normal", truth_number(t, "mean_d"), truth_number(t, "sd_d"), truth_number(t, "L"), truth_number(t, "R"));
        double level = fmax(truth_number(t, "level"), 0), service = truth_number(t, "csl");
        s.terms.service_level = (vmi_decimal)llround(service * 1e6);
        if (fabs(vmi_decimal_to_double(s.terms.service_level) - service) > 1e-12)
            continue;
        work_out(&s, VMI_POLICY_SERVICE);
        truth_expect(t, "level", vmi_decimal_to_double(s.levels.min), level, 1e-11, 100100);
        s.terms.quantum = VMI_DECIMAL_ONE;
        work_out(&s, VMI_POLICY_SERVICE);
        if (fabs(level - round(level)) > 1e-6)
            truth_expect(t, "level in whole units", vmi_decimal_to_double(s.levels.min), ceil(level), 0, 0);
        clear(&s);
    }
    truth_close(t);
}

/* ---- extremes ---------------------------------------------------------------------------------------- */

static const char *const families[] = {"auto", "normal", "gamma", "poisson", "negbin", "empirical"};
static const char *const measures[] = {"cycle", "fill"};

/* min of a setting; NaN where it has none, which `why` has to tell. */
static double min_of(const char *family, const char *measure, double service, double mean, double deviation, double lead_time, double review_period, double order_quantity,
                     bool *sound)
{
    struct setting s;
    char terms[200];
    snprintf(terms, sizeof terms, "distribution=%s service_measure=%s service_level=%.6f order_quantity=%.6f", family, measure, service, order_quantity);
    set(&s, terms, mean, deviation, lead_time, review_period);
    work_out(&s, VMI_POLICY_SERVICE);
    double min = vmi_decimal_to_double(s.levels.min), max = vmi_decimal_to_double(s.levels.max), m = mean * (lead_time + review_period);
    if (isnan(min))
        *sound = isnan(max) && (contains(vmi_buffer_slice(&s.account.why), "out of range") || contains(vmi_buffer_slice(&s.account.why), "no level"));
    else
        *sound = min >= 0 && max >= min && (service < 0.5 || min >= floor(m));
    if (!*sound)
        note("%s %s, mean %g, sd %g, L %g, R %g: %.*s", terms, measure, mean, deviation, lead_time, review_period, VMI_SLICE_PRINT(vmi_buffer_slice(&s.account.why)));
    clear(&s);
    return min;
}

/* Every figure from nothing to far too much: a level that can be used, or a sentence why there is none. */
static void test_extremes(void)
{
    static const double means[] = {0, 1e-6, 0.01, 1, 37, 1e6}, deviations[] = {0, 1e-6, 0.3, 5, 1e6}, leads[] = {0, 0.5, 3, 365, 3660}, reviews[] = {0, 1, 30},
                        services[] = {0.000001, 0.3, 0.5, 0.95, 0.999999}, lots[] = {0, 1, 1e5};
    int tried = 0, unsound = 0;
    for (int round = 0; round < rounds(20000); round++) {
        static uint64_t state = 11;
        bool sound;
        min_of(families[chance_below(&state, VMI_COUNT(families))], measures[chance_below(&state, 2)], services[chance_below(&state, VMI_COUNT(services))],
               means[chance_below(&state, VMI_COUNT(means))], deviations[chance_below(&state, VMI_COUNT(deviations))], leads[chance_below(&state, VMI_COUNT(leads))],
               reviews[chance_below(&state, VMI_COUNT(reviews))], lots[chance_below(&state, VMI_COUNT(lots))], &sound);
        tried++;
        unsound += !sound;
    }
    is_long(unsound, 0, "%d extreme items have sound levels, or none for a reason", tried);
}

/* More service, or a longer lead time, never lowers min within one distribution; nor more variance under the normal. */
static void test_monotone(void)
{
    uint64_t state = 5;
    int lower = 0, tried = 0;
    for (int round = 0; round < rounds(3000); round++) {
        const char *family = families[1 + chance_below(&state, 4)], *measure = measures[chance_below(&state, 2)];
        double mean = exp(chance_below(&state, 1000) / 100.0 - 4), deviation = mean * exp(chance_below(&state, 400) / 100.0 - 2), lead = chance_below(&state, 30),
               review = chance_below(&state, 15), service = 0.5 + chance_below(&state, 4900) / 1e4, quantity = mean * chance_below(&state, 60);
        bool sound;
        double least = min_of(family, measure, service, mean, deviation, lead, review, quantity, &sound);
        double served = min_of(family, measure, service + 0.005, mean, deviation, lead, review, quantity, &sound);
        double longer = min_of(family, measure, service, mean, deviation, lead + 1, review, quantity, &sound);
        double spread = strcmp(family, "normal") == 0 ? min_of(family, measure, service, mean, deviation * 1.1, lead, review, quantity, &sound) : least;
        bool good = served >= least && longer >= least && spread >= least;
        if (!good)
            note("%s %s %.4f, mean %g, sd %g, L %g, R %g, Q %g: %g, more service %g, longer %g, more spread %g", family, measure, service, mean, deviation, lead, review, quantity,
                 least, served, longer, spread);
        lower += !good;
        tried++;
    }
    is_long(lower, 0, "%d items whose min is never lowered by more service, time or variance", tried);
}

int main(void)
{
    test_extremes();
    test_monotone();
    test_table();
    test_order_quantity();
    test_service();
    return done();
}
