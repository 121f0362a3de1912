/* What holds of levels for a service whatever the demand, at chance and at the edges of every figure. */
#include "vmi/service_level.h"

#include <math.h>
#include <stdio.h>
#include <unistd.h>

#include "tap.h"

static struct vmi_arena arena;

/* ---- cases ------------------------------------------------------------------------------------------- */

struct item {
    enum vmi_family family;
    double mean, variance, lead, review, lot;
};

static const char *const names[VMI_FAMILIES] = {[VMI_FAMILY_POINT] = "point",         [VMI_FAMILY_NORMAL] = "normal",   [VMI_FAMILY_GAMMA] = "gamma",
                                                [VMI_FAMILY_LOGNORMAL] = "lognormal", [VMI_FAMILY_POISSON] = "Poisson", [VMI_FAMILY_NEGBIN] = "negative binomial"};

static double pick(uint64_t *state, const double *from, size_t count)
{
    return from[chance_below(state, (int)count)];
}

#define PICK(state, ...) pick(state, (const double[]){__VA_ARGS__}, VMI_COUNT(((const double[]){__VA_ARGS__})))

/* Between LOW and HIGH, even in logarithms. */
static double spread(uint64_t *state, double low, double high)
{
    return low * pow(high / low, (double)chance_below(state, 1000001) / 1e6);
}

/* Of figures that occur. */
static struct item usual(uint64_t *state)
{
    struct item i = {.family = (enum vmi_family[]){VMI_FAMILY_NORMAL, VMI_FAMILY_GAMMA, VMI_FAMILY_LOGNORMAL, VMI_FAMILY_POISSON, VMI_FAMILY_NEGBIN}[chance_below(state, 5)],
                     .mean = spread(state, 0.02, 2000),
                     .lead = PICK(state, 0, 0.5, 1, 2, 5, 12, 30),
                     .review = PICK(state, 0.5, 1, 2, 7)};
    double cv = i.family == VMI_FAMILY_NORMAL ? spread(state, 0.01, 0.4) : spread(state, 0.05, 3);
    i.variance = i.family == VMI_FAMILY_NEGBIN ? i.mean * spread(state, 1.01, 40) : pow(cv * i.mean, 2);
    i.lot = i.mean * i.review * spread(state, 0.2, 20);
    if (i.family == VMI_FAMILY_POISSON || i.family == VMI_FAMILY_NEGBIN)
        i.lot = ceil(i.lot);
    return i;
}

/* Of figures at their edges. */
static struct item edge(uint64_t *state)
{
    struct item i = {.family = (enum vmi_family)(1 + chance_below(state, 6)),
                     .mean = PICK(state, 1e-6, 1e-3, 0.1, 1, 37, 1e4, 1e7),
                     .lead = PICK(state, 0, 0, 1e-3, 1, 90),
                     .review = PICK(state, 0, 1, 7, 90)};
    i.variance = i.mean * i.mean / PICK(state, 1e-4, 1e-2, 0.5, 1, 30, 1e4, 1e8);
    if (i.family == VMI_FAMILY_NEGBIN)
        i.variance = i.mean * PICK(state, 0, 1, 1 + 1e-12, 1 + 1e-6, 1.5, 20, 1e4);
    if (chance_below(state, 20) == 0)
        i.variance = 0;
    if (chance_below(state, 20) == 0)
        i.mean = i.variance = 0;
    i.lot = PICK(state, 0, -1, 1, 10, 1e3) * PICK(state, 1, 1, i.mean, i.mean * 7);
    return i;
}

static struct vmi_protection protection(const struct item *i)
{
    double covered = i->lead + i->review;
    return (struct vmi_protection){.covered = vmi_distribution_make(i->family, i->mean * covered, i->variance * covered),
                                   .lead = vmi_distribution_make(i->family, i->mean * i->lead, i->variance * i->lead),
                                   .review = vmi_distribution_make(i->family, i->mean * i->review, i->variance * i->review),
                                   .review_mean = i->mean * i->review};
}

/* ---- the policies ------------------------------------------------------------------------------------ */

enum policy { CYCLE, RQ, RS, RSNQ, RSS, POLICIES };

static const char *const policies[] = {"cycle", "(r,Q)", "(R,S)", "(R,s,nQ)", "(R,s,S)"};

static double level_for(enum policy policy, const struct item *i, double service)
{
    struct vmi_protection p = protection(i);
    vmi_arena_clear(&arena);
    switch (policy) {
    case CYCLE:
        return vmi_level_cycle(&p.covered, service);
    case RQ:
        return vmi_level_fill_rq(&p.lead, i->lot, service);
    case RS:
        return vmi_level_fill_rs(&p, service);
    case RSNQ:
        return vmi_level_fill_rsnq(&p, i->lot, service);
    default:
        return vmi_level_fill_rss(&p, i->lot, service, &arena);
    }
}

static double service_of(enum policy policy, const struct item *i, double level)
{
    struct vmi_protection p = protection(i);
    vmi_arena_clear(&arena);
    switch (policy) {
    case CYCLE:
        return vmi_distribution_below(&p.covered, level);
    case RQ:
        return vmi_fill_rq(&p.lead, level, i->lot);
    case RS:
        return vmi_fill_rs(&p, level);
    case RSNQ:
        return vmi_fill_rsnq(&p, level, i->lot);
    default:
        return vmi_fill_rss(&p, level, i->lot, &arena);
    }
}

static void tell(const char *what, enum policy policy, const struct item *i, double service, double got, double other)
{
    fprintf(stderr, "# %s: %s of %s, mean %.17g, variance %.17g, lead time %g, review %g, lot %.17g, service %g: %.17g, %.17g\n", what, policies[policy], names[i->family], i->mean,
            i->variance, i->lead, i->review, i->lot, service, got, other);
}

/* The unit in which two levels are compared. */
static double scale_of(const struct item *i)
{
    double covered = i->lead + i->review;
    return sqrt(i->variance * covered) + i->mean * covered + 1e-300;
}

static bool is_whole(enum policy policy, const struct item *i)
{
    struct vmi_protection p = protection(i);
    return policy == RQ ? p.lead.discrete : p.covered.discrete;
}

/* ---- what holds -------------------------------------------------------------------------------------- */

/*
 * The level serves, and on a lattice the one below it does not; unless there is no demand, or it varies so little that
 * the fill jumps between two doubles.
 */
static bool inverts(enum policy policy, const struct item *i, double service)
{
    double level = level_for(policy, i, service), got = service_of(policy, i, level), rest = 1 - service;
    struct vmi_protection p = protection(i);
    bool whole = is_whole(policy, i), jumps = policy == CYCLE || (policy == RQ && i->lot <= 0) || (i->review == 0 && i->lot <= 0) || (policy == RS && i->review == 0);
    double off = whole ? 2e-12 * rest + 1e-14 : policy == RSS ? 1e-6 : 1e-6 * rest + 1e-9;
    if (!whole && i->lot > 0) /* what a level's last digit is of the lot */
        off += 4e-16 * fabs(level) / i->lot;
    if (!isfinite(level)) {
        tell("no level", policy, i, service, level, got);
        return false;
    }
    if (!(got >= service - off)) {
        tell("short of it", policy, i, service, level, got);
        return false;
    }
    if (p.covered.mean == 0 || (policy == RQ && p.lead.mean == 0 && jumps))
        return true;
    if (whole && service_of(policy, i, level - 1) >= service + 1e-13) {
        tell("not the smallest", policy, i, service, level, service_of(policy, i, level - 1));
        return false;
    }
    bool steady = p.covered.family == VMI_FAMILY_POINT || (policy == RQ && p.lead.family == VMI_FAMILY_POINT);
    /* of a shape of 1e-4 half of the demand may be below the smallest double */
    if (!whole && !(jumps && (steady || level == 0)) && fabs(got - service) > off + 1e-7) {
        tell("not the level", policy, i, service, level, got);
        return false;
    }
    return true;
}

static bool rises(enum policy policy, const struct item *i, double service)
{
    double more = service + (1 - service) * 0.3, slack = 1e-7 * scale_of(i);
    double low = level_for(policy, i, service), high = level_for(policy, i, more);
    struct item later = *i;
    if (!(high >= low - slack)) {
        tell("falls with service", policy, i, service, low, high);
        return false;
    }
    later.lead += 1;
    high = level_for(policy, &later, service);
    /* a sum of lognormals is not one: its tail may be shorter */
    if (policy != RSS && i->family != VMI_FAMILY_LOGNORMAL && !(high >= low - slack)) {
        tell("falls with the lead time", policy, i, service, low, high);
        return false;
    }
    struct item wilder = *i;
    wilder.variance *= 1.3;
    high = level_for(policy, &wilder, service);
    if (policy != RSS && i->family == VMI_FAMILY_NORMAL && !(high >= low - slack)) {
        tell("falls with variance", policy, i, service, low, high);
        return false;
    }
    return true;
}

static void test_chance(void)
{
    uint64_t state = 20110407;
    int failed[POLICIES][2] = {{0}}, count = rounds(8000);
    for (int n = 0; n < count; n++) {
        struct item i = usual(&state);
        double service = 1 - spread(&state, 1e-5, 0.5);
        for (enum policy policy = CYCLE; policy < POLICIES; policy++) {
            failed[policy][0] += !inverts(policy, &i, service);
            failed[policy][1] += !rises(policy, &i, service);
        }
    }
    for (enum policy policy = CYCLE; policy < POLICIES; policy++) {
        ok(failed[policy][0] == 0, "%s: the level serves, and no lower one does, in %d items", policies[policy], count);
        ok(failed[policy][1] == 0, "%s: more service or a longer lead time never lowers a level, in %d items", policies[policy], count);
    }
}

/* Standard output goes to a file meanwhile: a library that has something to say must not be able to. */
static void test_edges(void)
{
    uint64_t state = 19630101;
    int failed[POLICIES] = {0}, count = rounds(8000), out;
    FILE *file = tmpfile();
    fflush(stdout);
    out = dup(STDOUT_FILENO);
    if (!file || out < 0 || dup2(fileno(file), STDOUT_FILENO) < 0) {
        skip("edges", "standard output cannot be held back");
        return;
    }
    for (int n = 0; n < count; n++) {
        struct item i = edge(&state);
        double service = PICK(&state, 0.5, 0.8, 0.95, 0.99, 0.9999, 0.999999);
        for (enum policy policy = CYCLE; policy < POLICIES; policy++)
            failed[policy] += !inverts(policy, &i, service);
    }
    fflush(stdout);
    long said = (long)lseek(STDOUT_FILENO, 0, SEEK_END);
    dup2(out, STDOUT_FILENO);
    close(out);
    fclose(file);
    for (enum policy policy = CYCLE; policy < POLICIES; policy++)
        ok(failed[policy] == 0, "%s: there is a level at the edges of every figure, in %d items", policies[policy], count);
    is_long(said, 0, "nothing is printed");
}

int main(void)
{
    test_chance();
    test_edges();
    vmi_arena_free(&arena);
    return done();
}
