#include "vmi/accuracy.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "truth.h"

enum { MOST = 64 };

/* "NAME=1;2;3" in a text of several; how many numbers. */
static size_t list_of(const char *text, const char *name, double *list)
{
    size_t count = 0, length = strlen(name);
    const char *at = strstr(text, name);
    while (at && at[length] != '=')
        at = strstr(at + 1, name);
    if (!at)
        return 0;
    for (at += length + 1; count < MOST; at++) {
        char *end;
        list[count++] = strtod(at, &end);
        at = end;
        if (*at != ';')
            break;
    }
    return count;
}

/* A series of the table, and its sums. */
struct series {
    double forecast[MOST], actual[MOST], history[MOST];
    size_t count, past;
    struct vmi_accuracy sums;
};

static double naive_added(const struct series *s)
{
    double naive = 0;
    for (size_t t = 0; t < s->count; t++)
        naive += fabs(s->history[s->past - 1] - s->actual[t]);
    return vmi_accuracy_ratio(naive - s->sums.absolute, naive);
}

/* Errors are forecast - actual here, and actual - forecast in some rows of the table: its sign is turned there. */
static double figure_of(const struct series *s, const char *name, double *sign)
{
    const struct vmi_accuracy *a = &s->sums;
    *sign = strcmp(name, "ME") == 0 || strncmp(name, "TS_", 3) == 0 ? -1 : 1;
    if (strcmp(name, "ME") == 0)
        return vmi_accuracy_ratio(a->errors, a->pairs);
    if (strcmp(name, "MAE") == 0)
        return vmi_accuracy_ratio(a->absolute, a->pairs);
    if (strcmp(name, "MSE") == 0)
        return vmi_accuracy_ratio(a->squares, a->pairs);
    if (strcmp(name, "RMSE") == 0)
        return vmi_accuracy_root(a->squares, a->pairs);
    if (strcmp(name, "WAPE") == 0)
        return vmi_accuracy_ratio(a->absolute, a->actual_size);
    if (strcmp(name, "BIAS_PCT") == 0)
        return vmi_accuracy_ratio(a->errors, a->actual);
    if (strcmp(name, "MAPE_nonzero") == 0)
        return vmi_accuracy_ratio(a->relative, a->relative_pairs);
    if (strcmp(name, "sMAPE") == 0)
        return vmi_accuracy_ratio(a->symmetric, a->pairs);
    if (strncmp(name, "MASE_m", 6) == 0)
        return vmi_accuracy_ratio(a->absolute / a->pairs, vmi_accuracy_scale(s->history, s->past, (size_t)(name[6] - '0')));
    if (strncmp(name, "RMSSE_m", 7) == 0)
        return vmi_accuracy_root(a->squares / a->pairs, vmi_accuracy_square_scale(s->history, s->past, (size_t)(name[7] - '0')));
    if (strcmp(name, "TS_cumulative") == 0)
        return vmi_accuracy_tracking(a);
    if (strcmp(name, "TS_trigg_0.1") == 0)
        return vmi_accuracy_trigg(s->forecast, s->actual, s->count, 0.1);
    if (strcmp(name, "PINBALL_0.9") == 0)
        return vmi_accuracy_pinball(s->forecast, s->actual, s->count, 0.9);
    if (strcmp(name, "PIS") == 0)
        return vmi_accuracy_in_stock(s->forecast, s->actual, s->count);
    if (strcmp(name, "FVA_vs_naive") == 0)
        return naive_added(s);
    ok(false, "%s is not known", name);
    return NAN;
}

/* The table says 0 for 0/0 of the signals of a perfect forecast, and nan or inf elsewhere: all of them are NaN here. */
static double expected_of(const struct truth *t, const struct series *s, const char *name)
{
    double value = truth_number(t, "value");
    bool perfect = s->sums.absolute == 0 && strncmp(name, "TS_", 3) == 0;
    return perfect || !isfinite(value) ? NAN : value;
}

/* Every row of the table about forecasts; those about stock are in test_kpi. */
static void test_truth(void)
{
    struct truth *t = truth_open("kpi");
    while (truth_next(t)) {
        struct series s = {0};
        const char *input = truth_text(t, "input"), *name = truth_text(t, "kpi");
        double sign;
        if (truth_text(t, "data")[0] != 'f')
            continue;
        s.count = list_of(input, "forecast", s.forecast);
        s.past = list_of(input, "history", s.history);
        if (list_of(input, "actual", s.actual) != s.count || !s.past)
            ok(false, "%s cannot be read", input);
        for (size_t i = 0; i < s.count; i++)
            vmi_accuracy_add(&s.sums, s.forecast[i], s.actual[i]);
        double got = figure_of(&s, name, &sign), expected = expected_of(t, &s, name);
        if (isnan(expected))
            is_near(got, NAN, 0, "%s of %s is not defined", name, truth_text(t, "data"));
        else
            truth_expect(t, name, got, sign * expected, 1e-12, 1);
    }
    truth_close(t);
}

/* What nothing is known of is not defined, and never 0. */
static void test_nothing(void)
{
    const struct vmi_accuracy none = {0};
    const double flat[] = {3, 3, 3};
    is_near(vmi_accuracy_ratio(1, 0), NAN, 0, "x / 0");
    is_near(vmi_accuracy_root(0, 0), NAN, 0, "the root of 0 / 0");
    is_near(vmi_accuracy_root(-1, 2), NAN, 0, "the root of less than 0");
    is_near(vmi_accuracy_tracking(&none), NAN, 0, "the signal of no pairs");
    is_near(vmi_accuracy_deviation(0, 0, 0), NAN, 0, "the deviation of no values");
    is_near(vmi_accuracy_scale(flat, 3, 1), NAN, 0, "the scale of a series that never moves");
    is_near(vmi_accuracy_square_scale(flat, 3, 4), NAN, 0, "the scale of a series shorter than a season");
    is_near(vmi_accuracy_trigg(flat, flat, 3, 0.1), NAN, 0, "Trigg's signal without errors");
    is_near(vmi_accuracy_pinball(flat, flat, 0, 0.9), NAN, 0, "the loss of no forecast");
    /* 0.1 three times: 0.03 / 3 - 0.01 is not quite 0 in binary */
    is_near(vmi_accuracy_deviation(3 * 0.1 * 0.1, 0.1 + 0.1 + 0.1, 3), 0, 1e-8, "equal values do not deviate");
    is_near(vmi_accuracy_deviation(4 + 16, 2 + 4, 2), 1, 1e-12, "2 and 4 deviate by 1");
}

/* Both are 0: nothing was expected, and nothing came. */
static void test_both_zero(void)
{
    struct vmi_accuracy sums = {0};
    vmi_accuracy_add(&sums, 0, 0);
    is_near(sums.symmetric, 0, 0, "no symmetric error");
    is_near(sums.relative_pairs, 0, 0, "no relative one");
    is_near(vmi_accuracy_ratio(sums.absolute, sums.actual_size), NAN, 0, "WAPE is 0/0");
}

int main(void)
{
    test_truth();
    test_nothing();
    test_both_zero();
    return done();
}
