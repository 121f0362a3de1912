#include <math.h>

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
    {"service", VMI_POLICY_SERVICE, "", 10, 4, 8, 1, false, "110", "120", NULL,
     "safety stock = z(0.95) 1.644854 * sigma = 19.738244; min = 110; max = min + 10 (review_period * mean) "
     "= 120"},
    {"service with a lead time that varies", VMI_POLICY_SERVICE, "lead_time_sd=1.5 service_level=0.9", 10, 4, 8, 1, false, "115", "125", NULL,
     "sigma = sqrt(9 * 4^2 + 10^2 * 1.5^2) = 19.209373"},
    {"service below one half has safety stock below nought", VMI_POLICY_SERVICE, "service_level=0.1", 10, 4, 8, 1, false, "75", "85", NULL, "z(0.1) -1.281552"},
    {"service of steady demand", VMI_POLICY_SERVICE, "", 10, 0, 8, 1, false, "90", "100", NULL, "sigma = 0;"},
    {"service without a lead time", VMI_POLICY_SERVICE, "", 10, 4, NAN, 1, false, "", "", "lead_time", "lead_time"},
    {"service without a deviation", VMI_POLICY_SERVICE, "", 10, NAN, 8, 1, false, "", "", NULL, "two observations"},
    {"service of unknown demand", VMI_POLICY_SERVICE, "", NAN, NAN, 8, 1, false, "", "", NULL, "demand is not known"},
};

/* A sentence of "a = b;" is looked for as it stands. */
static bool contains(struct vmi_slice text, const char *wanted)
{
    return memmem(text.text, text.length, wanted, strlen(wanted)) != NULL;
}

static struct vmi_policy_input input_of(const struct vmi_terms *terms, double mean, double deviation, double lead_time, double review_period)
{
    return (struct vmi_policy_input){.terms = terms,
                                     .mean = mean,
                                     .deviation = deviation,
                                     .lead_time = lead_time,
                                     .review_period = review_period,
                                     .wished_min = VMI_DECIMAL_UNKNOWN,
                                     .wished_max = VMI_DECIMAL_UNKNOWN};
}

static void test_table(void)
{
    for (size_t i = 0; i < VMI_COUNT(cases); i++) {
        struct vmi_terms terms = ledger_terms(cases[i].terms);
        struct vmi_policy_input input = input_of(&terms, cases[i].mean, cases[i].deviation, cases[i].lead_time, cases[i].review_period);
        struct vmi_levels levels = {VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN, VMI_TERMS};
        struct vmi_buffer why = {0};
        if (cases[i].wished)
            input.wished_min = 5 * VMI_DECIMAL_ONE, input.wished_max = 9 * VMI_DECIMAL_ONE;
        vmi_policies[cases[i].policy].levels(&input, &levels, &why);
        is_quantity(levels.min, cases[i].min, "%s: min", cases[i].name);
        is_quantity(levels.max, cases[i].max, "%s: max", cases[i].name);
        is_text(levels.missing == VMI_TERMS ? NULL : vmi_term_rows[levels.missing].name, cases[i].missing, "%s: what is missing", cases[i].name);
        if (!ok(contains(vmi_buffer_slice(&why), cases[i].says), "%s: why says '%s'", cases[i].name, cases[i].says))
            note("%.*s", VMI_SLICE_PRINT(vmi_buffer_slice(&why)));
        vmi_buffer_free(&why);
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
        struct vmi_terms terms = ledger_terms(quantities[i].terms);
        struct vmi_policy_input input = input_of(&terms, quantities[i].mean, NAN, NAN, quantities[i].review_period);
        const char *name = NULL;
        is_near(vmi_policy_order_quantity(&input, &name), quantities[i].q, 1e-12, "Q of mean %g and '%s'", quantities[i].mean, quantities[i].terms);
        is_text(name, quantities[i].name, "its name");
    }
}

/* ---- truth ------------------------------------------------------------------------------------------- */

/* The service policy at the finest quantum, and at whole units. */
static void test_service(void)
{
    struct truth *t = truth_open("csl_normal");
    while (truth_next(t)) {
        struct vmi_terms terms = ledger_terms("quantum=0.000001");
        struct vmi_policy_input input = input_of(&terms, truth_number(t, "mean_d"), truth_number(t, "sd_d"), truth_number(t, "L"), truth_number(t, "R"));
        struct vmi_levels levels = {VMI_DECIMAL_UNKNOWN, VMI_DECIMAL_UNKNOWN, VMI_TERMS};
        struct vmi_buffer why = {0};
        double level = fmax(truth_number(t, "level"), 0), service = truth_number(t, "csl");
        terms.service_level = (vmi_decimal)llround(service * 1e6);
        if (fabs(vmi_decimal_to_double(terms.service_level) - service) > 1e-12)
            continue;
        vmi_policies[VMI_POLICY_SERVICE].levels(&input, &levels, &why);
        truth_expect(t, "level", vmi_decimal_to_double(levels.min), level, 1e-11, 100100);
        terms.quantum = VMI_DECIMAL_ONE;
        vmi_policies[VMI_POLICY_SERVICE].levels(&input, &levels, &why);
        if (fabs(level - round(level)) > 1e-6)
            truth_expect(t, "level in whole units", vmi_decimal_to_double(levels.min), ceil(level), 0, 0);
        vmi_buffer_free(&why);
    }
    truth_close(t);
}

int main(void)
{
    test_table();
    test_order_quantity();
    test_service();
    return done();
}
