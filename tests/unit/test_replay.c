/*
 * Do levels keep what they promise? Items of five families of demand are given levels by policy service, and then live
 * with them for years: the share of demand that is met from stock, or of protection intervals whose demand is met, has
 * to reach service_level within what chance allows.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "ledger.h"
#include "tap.h"
#include "vmi/policy.h"

enum { ITEMS = 200, DAYS = 30000, WARM_UP = 1000, BATCHES = 50, PARTS_OF_A_DAY = 24, HISTORY = 1000 };

/* ---- chance --------------------------------------------------------------------------------------------------- */

static uint64_t state = 20261123;

static double uniform(void) /* above 0, below 1 */
{
    return ((double)(chance(&state) >> 1) + 0.5) / 0x1p52;
}

static double between(double low, double high)
{
    return low + (high - low) * uniform();
}

static double normal(void)
{
    return sqrt(-2 * log(uniform())) * cos(6.283185307179586 * uniform());
}

/* Marsaglia and Tsang, A simple method for generating gamma variables (2000). */
static double gamma_of_shape(double shape)
{
    if (shape < 1)
        return gamma_of_shape(shape + 1) * pow(uniform(), 1 / shape);
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(), v = 1 + c * x;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(uniform()) < x * x / 2 + d - d * v + d * log(v))
            return d * v;
    }
}

static double poisson(double mean)
{
    double count = 0;
    for (double sum = -log(uniform()); sum < mean; sum -= log(uniform()))
        count++;
    return count;
}

/* ---- items ----------------------------------------------------------------------------------------------------- */

enum family { NORMAL, GAMMA, POISSON, NEGBIN, LUMPY, FAMILIES };

static const char *const names[] = {"normal", "gamma", "poisson", "negbin", "lumpy"};

struct item {
    enum family family;
    double mean, deviation; /* of a day */
    double lead_time, review_period;
    double target;
    bool fill;
    double order_quantity;
    double *history; /* of a lumpy one: a day's demand is one of these */
    struct vmi_observation *observations;
};

static double demand_of(const struct item *item)
{
    double variance = item->deviation * item->deviation;
    switch (item->family) {
    case NORMAL:
        return fmax(item->mean + item->deviation * normal(), 0);
    case GAMMA:
        return variance / item->mean * gamma_of_shape(item->mean * item->mean / variance);
    case POISSON:
        return poisson(item->mean);
    case NEGBIN:
        return poisson((variance / item->mean - 1) * gamma_of_shape(item->mean * item->mean / (variance - item->mean)));
    default:
        return item->history[chance_below(&state, HISTORY)];
    }
}

static void draw_history(struct item *item)
{
    double often = between(0.05, 0.5), size = between(3, 30), sum = 0, squares = 0;
    item->history = calloc(HISTORY, sizeof *item->history);
    item->observations = calloc(HISTORY, sizeof *item->observations);
    for (int i = 0; i < HISTORY; i++) {
        if (uniform() < often)
            item->history[i] = 1 + floor(log(uniform()) / log(1 - 1 / size));
        sum += item->history[i];
        squares += item->history[i] * item->history[i];
        item->observations[i] = (struct vmi_observation){.first = i, .last = i, .quantity = item->history[i]};
    }
    item->mean = sum / HISTORY;
    item->deviation = sqrt((squares - sum * item->mean) / (HISTORY - 1));
}

static void draw_demand(struct item *item)
{
    double spread;
    switch (item->family) {
    case NORMAL:
        item->mean = between(20, 200);
        item->deviation = item->mean * between(0.02, 0.25);
        break;
    case GAMMA:
        item->mean = between(5, 50);
        item->deviation = item->mean * between(0.3, 2);
        break;
    case POISSON:
        item->mean = exp(between(log(0.05), log(20)));
        item->deviation = sqrt(item->mean);
        break;
    case NEGBIN:
        item->mean = exp(between(log(0.1), log(20)));
        spread = between(1.2, 10);
        item->deviation = sqrt(item->mean * spread);
        break;
    default:
        draw_history(item);
    }
}

static struct item draw(int number)
{
    struct item item = {.family = (enum family)(number % FAMILIES)};
    draw_demand(&item);
    item.lead_time = chance_below(&state, 31);
    item.review_period = chance_below(&state, 4) == 0 ? 0 : chance_below(&state, 15);
    item.target = between(0.8, 0.995);
    item.fill = chance_below(&state, 2) == 0;
    if (item.review_period == 0 && item.family != NORMAL && item.family != POISSON)
        item.fill = false; /* (r,Q) has its fill where demand comes in small pieces */
    item.order_quantity = ceil(item.mean * exp(between(log(0.5), log(20))));
    return item;
}

static void drop(struct item *item)
{
    free(item->history);
    free(item->observations);
}

/* ---- levels ----------------------------------------------------------------------------------------------------- */

struct corridor {
    double min, max, below; /* BELOW: the next lower min that could have been */
    bool lifted;            /* min is the mean demand, and not what the service takes */
};

static struct corridor levels_of(const struct item *item, const char *distribution)
{
    char text[256];
    bool whole = item->family >= POISSON;
    snprintf(text, sizeof text, "distribution=%s service_measure=%s service_level=%.6f order_quantity=%.0f quantum=%s", distribution, item->fill ? "fill" : "cycle", item->target,
             item->order_quantity, whole ? "1" : "0.001");
    struct vmi_terms terms = ledger_terms(text);
    struct vmi_arena arena = {0};
    struct vmi_account account = {.arena = &arena};
    struct vmi_outlook outlook = {.as_of = VMI_DAY_NONE, .mean = item->mean};
    struct vmi_lead_times lead = {.mean = item->lead_time};
    struct vmi_series series = {.list = item->observations, .count = item->observations ? HISTORY : 0};
    struct vmi_interval_source source = {.terms = &terms,
                                         .outlook = &outlook,
                                         .lead = &lead,
                                         .review_period = item->review_period,
                                         .deviation = item->deviation,
                                         .forecast_variance = NAN,
                                         .series = &series,
                                         .pattern = item->observations ? VMI_PATTERN_LUMPY : VMI_PATTERN_SMOOTH};
    struct vmi_policy_input input = {.terms = &terms, .source = &source, .mean = item->mean, .wished_min = VMI_DECIMAL_UNKNOWN, .wished_max = VMI_DECIMAL_UNKNOWN};
    struct vmi_levels levels = {.min = VMI_DECIMAL_UNKNOWN, .max = VMI_DECIMAL_UNKNOWN, .missing = VMI_TERMS};
    vmi_policies[VMI_POLICY_SERVICE].levels(&input, &levels, &account);
    struct corridor c = {.min = vmi_decimal_to_double(levels.min), .max = vmi_decimal_to_double(levels.max)};
    struct vmi_slice why = vmi_buffer_slice(&account.why);
    c.below = c.min - (whole ? 1 : 0.02 * item->deviation * sqrt(item->lead_time + item->review_period + 1));
    c.lifted = memmem(why.text, why.length, "not below", 9) != NULL;
    vmi_buffer_free(&account.why);
    vmi_arena_free(&arena);
    return c;
}

/* ---- years with them --------------------------------------------------------------------------------------------- */

struct outcome {
    double share, error; /* reached, and its standard error */
};

/* The ratio of sums over batches, and what it varies by. */
static struct outcome ratio(const double met[BATCHES], const double all[BATCHES])
{
    double sum = 0, whole = 0, squares = 0;
    for (int i = 0; i < BATCHES; i++) {
        sum += met[i];
        whole += all[i];
    }
    struct outcome o = {sum / whole, 0};
    for (int i = 0; i < BATCHES; i++)
        squares += (met[i] - o.share * all[i]) * (met[i] - o.share * all[i]);
    o.error = sqrt(squares * BATCHES / (BATCHES - 1.0)) / whole;
    return o;
}

/*
 * Demand, receipts, state, order, in this order of a day; in steps of a part of the day where review is continuous,
 * with independent demand. What is short waits.
 */
static struct outcome replay(const struct item *item, const struct corridor *c)
{
    int parts = item->review_period > 0 ? 1 : PARTS_OF_A_DAY, lead = (int)item->lead_time * parts;
    int review = item->review_period > 0 ? (int)item->review_period : 1;
    double *arrivals = calloc((size_t)lead + 1, sizeof *arrivals), met[BATCHES] = {0}, all[BATCHES] = {0};
    double stock = c->max, position = c->max, demand = 0;
    for (int step = 0; step < (WARM_UP + DAYS) * parts; step++) {
        int day = step / parts, batch = (day - WARM_UP) / (DAYS / BATCHES);
        if (parts == 1)
            demand = demand_of(item);
        else if (item->family == POISSON)
            demand = poisson(item->mean / parts);
        else
            demand = item->mean / parts + item->deviation / sqrt(parts) * normal();
        if (day >= WARM_UP) {
            met[batch] += demand > 0 ? fmin(demand, fmax(stock, 0)) : demand;
            all[batch] += demand;
        }
        stock -= demand;
        position -= demand;
        stock += arrivals[step % (lead + 1)];
        arrivals[step % (lead + 1)] = 0;
        if (step % review == 0 && position <= c->min + 1e-9) {
            double quantity = c->max - position;
            position = c->max;
            if (lead == 0)
                stock += quantity;
            else
                arrivals[(step + lead) % (lead + 1)] += quantity;
        }
    }
    free(arrivals);
    return ratio(met, all);
}

/* P(demand over lead time and review period <= level), by drawing it. */
static struct outcome covered(const struct item *item, double level)
{
    double met[BATCHES] = {0}, all[BATCHES] = {0};
    int days = (int)(item->lead_time + item->review_period);
    for (int i = 0; i < DAYS; i++) {
        double sum = 0;
        for (int day = 0; day < days; day++)
            sum += demand_of(item);
        met[i % BATCHES] += sum <= level + 1e-9;
        all[i % BATCHES]++;
    }
    return ratio(met, all);
}

static struct outcome outcome_of(const struct item *item, const struct corridor *c, double min)
{
    return item->fill ? replay(item, c) : covered(item, min);
}

static void test_items(void)
{
    int count = rounds(ITEMS);
    double worst = INFINITY;
    for (int i = 0; i < count; i++) {
        struct item item = draw(i);
        struct corridor c = levels_of(&item, "auto");
        struct outcome o = outcome_of(&item, &c, c.min);
        double off = (o.share - item.target) / fmax(o.error, 1e-4);
        worst = fmin(worst, off);
        if (!ok(off > -4, "%s %.3f a day, sd %.3f, lead time %g, review %g: %s of %.4f is kept", names[item.family], item.mean, item.deviation, item.lead_time, item.review_period,
                item.fill ? "fill" : "cycle", item.target))
            note("min %g, max %g: %.5f, give or take %.5f", c.min, c.max, o.share, o.error);
        if (!item.fill && !c.lifted && c.below > 0 && item.family != NORMAL) {
            struct outcome less = covered(&item, c.below);
            if (!ok((less.share - item.target) / fmax(less.error, 1e-4) < 4, "%s: and a smaller min would not do", names[item.family]))
                note("min %g: %.5f, give or take %.5f, for %.5f", c.below, less.share, less.error, item.target);
        }
        drop(&item);
    }
    note("the worst of %d items is %.2f standard errors off", count, worst);
}

/* A normal distribution where it does not belong, and auto in its place. */
static void test_wrong_distribution(void)
{
    const struct item items[] = {
        {.family = GAMMA, .mean = 10, .deviation = 15, .lead_time = 1, .review_period = 1, .target = 0.99, .order_quantity = 10},
        {.family = NEGBIN, .mean = 0.5, .deviation = 1.5, .lead_time = 4, .review_period = 1, .target = 0.98, .order_quantity = 1},
        {.family = GAMMA, .mean = 10, .deviation = 20, .lead_time = 2, .review_period = 1, .target = 0.98, .fill = true, .order_quantity = 10},
    };
    for (size_t i = 0; i < VMI_COUNT(items); i++) {
        struct corridor wrong = levels_of(&items[i], "normal"), right = levels_of(&items[i], "auto");
        struct outcome missed = outcome_of(&items[i], &wrong, wrong.min), kept = outcome_of(&items[i], &right, right.min);
        if (!ok(missed.share < items[i].target - 5 * missed.error, "%s demand: the normal distribution misses %s %.2f", names[items[i].family], items[i].fill ? "fill" : "cycle",
                items[i].target))
            note("min %g: %.5f, give or take %.5f", wrong.min, missed.share, missed.error);
        if (!ok(kept.share > items[i].target - 4 * kept.error, "and auto keeps it"))
            note("min %g: %.5f, give or take %.5f", right.min, kept.share, kept.error);
    }
}

int main(void)
{
    test_items();
    test_wrong_distribution();
    return done();
}
