#include <math.h>
#include <stdlib.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/interval.h"

/* All that is known of an item. */
struct bench {
    struct vmi_terms terms;
    struct vmi_outlook outlook;
    struct vmi_lead_times lead;
    struct vmi_series series;
    struct vmi_interval_source source;
    struct vmi_interval interval;
    struct vmi_arena arena;
};

static void set(struct bench *b, const char *terms, double mean, double deviation, double lead_time, double review_period)
{
    *b = (struct bench){.terms = ledger_terms(terms)};
    double lead_sd = vmi_decimal_to_double(b->terms.lead_time_sd);
    b->outlook = (struct vmi_outlook){.as_of = VMI_DAY_NONE, .mean = mean};
    b->lead = (struct vmi_lead_times){.mean = lead_time, .variance = lead_sd * lead_sd};
    b->source = (struct vmi_interval_source){
        .terms = &b->terms, .outlook = &b->outlook, .lead = &b->lead, .review_period = review_period, .deviation = deviation, .forecast_variance = NAN, .series = &b->series};
}

static const char *chosen(const struct bench *b)
{
    static const char *const names[] = {"point", "normal", "gamma", "poisson", "negbin", "empirical"};
    return names[b->interval.chosen];
}

/* ---- which distribution ------------------------------------------------------------------------------------- */

/* Over a lead time of 4 days and a review period of 1. */
static const struct {
    const char *terms;
    double mean, deviation;
    const char *chosen;
} choices[] = {
    {"", 2, 2, "negbin"},                   /* v = 20, m = 10 */
    {"", 2, 1.4142135623730951, "poisson"}, /* v = m */
    {"", 2, 1.3, "poisson"},                /* v = 8.45 */
    {"", 2, 1.2, "gamma"},                  /* v = 7.2: too little for Poisson */
    {"", 2, 0.4, "gamma"},                  /* v = 0.8, less than a hundredth of the square of m */
    {"", 2, 0, "point"},
    {"", 0, 0, "point"},
    {"", 0, 3, "normal"},
    {"", -1, 3, "normal"},
    {"", 100, 30, "gamma"}, /* too many units to count: v = 4500, m^2 = 250000 */
    {"", 100, 20, "gamma"},
    {"", 100, 4, "normal"},
    {"quantum=0.5", 2, 2, "gamma"},
    {"quantum=12", 2, 2, "gamma"}, /* in steps of 12 its variance is small */
    {"quantum=12", 24, 24, "negbin"},
    {"quantum=12", 24, 16.970562748477143, "poisson"},
    {"distribution=normal", 2, 2, "normal"},
    {"distribution=gamma", 2, 0.1, "gamma"},
    {"distribution=poisson", 2, 9, "poisson"},
    {"distribution=poisson", 2, NAN, "poisson"},
    {"distribution=poisson", 2, 0, "poisson"},
    {"distribution=negbin", 2, 9, "negbin"},
    {"distribution=negbin", 2, 1, "negbin"},
    {"distribution=empirical", 2, 2, "negbin"}, /* no history */
    {"distribution=empirical quantum=0.1", 2, 2, "gamma"},
    {"distribution=gamma", 2, 0, "point"},
};

static void test_choice(void)
{
    for (size_t i = 0; i < VMI_COUNT(choices); i++) {
        struct bench b;
        set(&b, choices[i].terms, choices[i].mean, choices[i].deviation, 4, 1);
        ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "'%s' of mean %g and deviation %g", choices[i].terms, choices[i].mean, choices[i].deviation);
        is_text(chosen(&b), choices[i].chosen, "'%s' of mean %g and deviation %g", choices[i].terms, choices[i].mean, choices[i].deviation);
        double mean = choices[i].mean * 5;
        is_near(b.interval.mean, mean, 1e-12, "its mean");
        is_near(b.interval.demand.covered.mean * b.interval.unit, mean, 1e-12, "and that of the distribution");
        is_near(b.interval.demand.lead.mean * b.interval.unit, choices[i].mean * 4, 1e-12, "and of the lead time");
        is_near(b.interval.demand.review_mean * b.interval.unit, choices[i].mean, 1e-12, "and of a review period");
        vmi_arena_free(&b.arena);
    }
    struct bench b;
    set(&b, "", 2, NAN, 4, 1);
    ok(!vmi_interval_of(&b.source, &b.arena, &b.interval), "without a deviation there is no distribution");
}

/* ---- moments ---------------------------------------------------------------------------------------------- */

static void test_moments(void)
{
    struct bench b;
    set(&b, "lead_time_sd=1.5 distribution=gamma", 3, 2, 4, 2);
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "a lead time that varies");
    is_near(b.interval.days, 6, 0, "P = L + R");
    is_near(b.interval.variance, 6 * 4 + 9 * 2.25, 1e-12, "v = P s^2 + d^2 sL^2");
    is_near(b.interval.demand.covered.variance, 44.25, 1e-12, "which the distribution has");
    is_near(b.interval.demand.lead.variance, 4 * 4 + 9 * 2.25, 1e-12, "over the lead time, too");
    is_near(b.interval.demand.review.variance, 2 * 4, 1e-12, "and not over the review period");

    set(&b, "lead_time_sd=1.5 distribution=poisson", 3, 2, 4, 2);
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "Poisson demand over a lead time that varies");
    ok(b.interval.demand.covered.family == VMI_FAMILY_NEGBIN, "is a negative binomial");
    is_near(b.interval.demand.covered.variance, 18 + 9 * 2.25, 1e-12, "with the variance m + d^2 sL^2");

    set(&b, "distribution=gamma", 3, 2, 4, 2);
    b.source.forecast_variance = 60;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "a variance from forecasts");
    is_near(b.interval.demand.covered.variance, 60, 1e-12, "is that of the interval");
    is_near(b.interval.demand.lead.variance, 40, 1e-12, "and in proportion of the lead time");
    b.source.deviation = NAN;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "it takes no deviation of history");
    vmi_arena_free(&b.arena);
}

static void test_factors(void)
{
    struct bench b;
    struct vmi_factors factors = {0};
    set(&b, "distribution=gamma", 3, 2, 4, 1);
    vmi_factors_set(&factors, 20002, 20003, 3);
    b.outlook.as_of = 20000;
    b.outlook.factors = &factors;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "two days of five have a factor of 3");
    is_near(b.interval.mean, 3 * (3 + 6), 1e-12, "m is expected day by day");
    is_near(b.interval.daily, 27.0 / 5, 1e-12, "a day of it");
    is_near(b.interval.variance, 4 * (3 + 18), 1e-12, "a factor counts by its square in the variance");
    vmi_factors_free(&factors);
    vmi_arena_free(&b.arena);
}

/* One day with a chance of 0.8, six of 0.2; and a review period of 1. */
static void test_lead_times(void)
{
    double days[] = {1, 6}, chances[] = {0.8, 0.2};
    struct bench b;
    set(&b, "distribution=gamma", 10, 3, 2, 1);
    b.lead = (struct vmi_lead_times){.mean = 2, .variance = 4, .days = days, .chances = chances, .count = 2};
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "lead times value by value");
    struct vmi_distribution one = vmi_distribution_make(VMI_FAMILY_GAMMA, 20, 18), six = vmi_distribution_make(VMI_FAMILY_GAMMA, 70, 63);
    is_near(b.interval.mean, 30, 1e-12, "m is the mean over them");
    is_near(b.interval.variance, 0.8 * 18 + 0.2 * 63 + 100 * 4, 1e-12, "v is that of the mixture");
    is_near(b.interval.demand.covered.variance, b.interval.variance, 1e-12, "as the distribution has it");
    for (double x = 5; x < 100; x += 10)
        is_near(vmi_distribution_below(&b.interval.demand.covered, x), 0.8 * vmi_distribution_below(&one, x) + 0.2 * vmi_distribution_below(&six, x), 1e-12,
                "P(X <= %g) is the mixture's", x);
    vmi_arena_free(&b.arena);
}

/* ---- the item's own history ------------------------------------------------------------------------------ */

/* 0 on six days, then 3, 1, 3, 8 on the four that follow. */
static void add_history(struct bench *b)
{
    static struct vmi_observation list[5];
    static const double sold[] = {3, 1, 3, 8};
    list[0] = (struct vmi_observation){.first = 1, .last = 6, .silent = true};
    for (int i = 0; i < 4; i++)
        list[i + 1] = (struct vmi_observation){.first = 7 + i, .last = 7 + i, .reported = sold[i], .quantity = sold[i]};
    b->series = (struct vmi_series){.list = list, .count = 5, .capacity = 5};
}

static void test_history(void)
{
    static const double days[10] = {0, 0, 0, 0, 0, 0, 3, 1, 3, 8};
    struct bench b;
    set(&b, "distribution=empirical", 1.5, 2, 2, 1);
    add_history(&b);
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "the history of ten days, over three");
    is_text(chosen(&b), "empirical", "is taken as it is");
    for (int x = 0; x <= 24; x++) { /* all thousand ways of three days */
        int below = 0;
        for (int i = 0; i < 1000; i++)
            below += days[i % 10] + days[i / 10 % 10] + days[i / 100] <= x;
        is_near(vmi_distribution_below(&b.interval.demand.covered, x), below / 1000.0, 1e-12, "P(X <= %d) is that of all ways", x);
    }
    b.outlook.mean = 1.5; /* what is expected is twice what was */
    struct vmi_factors factors = {0};
    vmi_factors_set(&factors, 20001, 20099, 2);
    b.outlook.as_of = 20000;
    b.outlook.factors = &factors;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "demand is expected to double");
    is_near(b.interval.demand.covered.mean, 9, 1e-9, "then every day's demand counts twice");
    is_near(vmi_distribution_below(&b.interval.demand.covered, 0), 0.216, 1e-12, "and no day's is more likely");
    vmi_factors_free(&factors);
    vmi_arena_free(&b.arena);
}

static void test_history_for_auto(void)
{
    struct vmi_observation list[200];
    struct bench b;
    set(&b, "", 1, 3, 4, 1);
    b.source.pattern = VMI_PATTERN_LUMPY;
    b.series = (struct vmi_series){.list = list};
    for (int i = 0; i < 100; i++) {
        list[2 * i] = (struct vmi_observation){.first = 10 * i, .last = 10 * i, .quantity = 10 + i % 2};
        list[2 * i + 1] = (struct vmi_observation){.first = 10 * i + 1, .last = 10 * i + 9, .silent = true};
    }
    b.series.count = 200;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "a thousand days of lumpy demand");
    is_text(chosen(&b), "empirical", "tell how it is distributed");
    b.series.count = 38;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "nineteen demands");
    is_text(chosen(&b), "negbin", "do not");
    b.series.count = 200;
    b.source.pattern = VMI_PATTERN_ERRATIC;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "of demand that comes every day");
    is_text(chosen(&b), "negbin", "two moments will do");
    b.source.pattern = VMI_PATTERN_LUMPY;
    list[0].last = 3, list[1].first = 4;
    ok(vmi_interval_of(&b.source, &b.arena, &b.interval), "observations of several lengths");
    is_text(chosen(&b), "negbin", "are none that can be summed");
    vmi_arena_free(&b.arena);
}

int main(void)
{
    test_choice();
    test_moments();
    test_factors();
    test_lead_times();
    test_history();
    test_history_for_auto();
    return done();
}
