/*
 * The policy that promises a service: min is the least level that keeps it.
 */
#include <math.h>

#include "policy_internal.h"
#include "vmi/solve.h"

/* ---- the level ---------------------------------------------------------------------------------------- */

static double level_for(const struct vmi_policy_input *input, const struct vmi_interval *interval,
                        double order_quantity, struct vmi_arena *arena)
{
    double service = vmi_decimal_to_double(input->terms->service_level),
           lot = order_quantity / interval->unit;
    const struct vmi_protection *demand = &interval->demand;
    if (input->terms->service_measure == VMI_SERVICE_CYCLE)
        return vmi_level_cycle(&demand->covered, service) * interval->unit;
    if (!(interval->mean > 0))
        return 0; /* of no demand all is met */
    if (input->source->review_period > 0 && demand->review_mean > 0)
        return vmi_level_fill_rss(demand, lot, service, arena) * interval->unit;
    return vmi_level_fill_rq(&demand->covered, lot, service) * interval->unit;
}

/* Less than the demand that is expected: only who asks for a service below one half means that. */
static double least_level(const struct vmi_policy_input *input, const struct vmi_interval *interval)
{
    if (input->terms->service_level < VMI_DECIMAL_ONE / 2 || !(interval->mean > 0))
        return -INFINITY;
    return interval->demand.covered.discrete
               ? vmi_round_down(interval->mean / interval->unit) * interval->unit
               : interval->mean;
}

/* ---- in words ----------------------------------------------------------------------------------------- */

/* "gamma with shape 4 and scale 2.5": what a planner types into his own tables. */
static void print_distribution(const struct vmi_interval *interval, struct vmi_buffer *out)
{
    const struct vmi_distribution *d = &interval->demand.covered;
    double unit = interval->unit;
    switch (d->family) {
    case VMI_FAMILY_POINT:
        vmi_buffer_print(out, "demand does not vary");
        return;
    case VMI_FAMILY_GAMMA:
        vmi_buffer_print(out, "gamma with shape %s and scale %s", FIGURE(d->shape), FIGURE(d->scale));
        return;
    case VMI_FAMILY_NEGBIN:
        vmi_buffer_print(out, "negative binomial with mean %s and variance %s", FIGURE(d->mean * unit),
                         FIGURE(d->variance * unit * unit));
        break;
    case VMI_FAMILY_POISSON:
        vmi_buffer_print(out, "Poisson with mean %s%s", FIGURE(d->mean * unit),
                         d->fell_back ? " (the variance is not above the mean)" : "");
        break;
    case VMI_FAMILY_TABLE:
        vmi_buffer_print(out, "its own history summed over the days");
        return;
    case VMI_FAMILY_MIXTURE:
        vmi_buffer_print(out, "%.*s for each lead time",
                         VMI_SLICE_PRINT(vmi_term_word(VMI_TERM_DISTRIBUTION, (int)interval->chosen)));
        return;
    default:
        vmi_buffer_print(out, "normal");
    }
    if (unit != 1)
        vmi_buffer_print(out, " in steps of %s", FIGURE(unit));
}

static void tell_rule(const struct vmi_policy_input *input, const struct vmi_interval *interval,
                      double order_quantity, double level, struct vmi_account *account)
{
    const struct vmi_distribution *covered = &interval->demand.covered;
    struct vmi_buffer name = {0}, *why = &account->why;
    double service = vmi_decimal_to_double(input->terms->service_level);
    print_distribution(interval, &name);
    vmi_buffer_print(why, "; %.*s", (int)name.length, name.text);
    if (*interval->because && covered->family != VMI_FAMILY_POINT)
        vmi_buffer_print(why, " (%s)", interval->because);
    if (input->terms->service_measure == VMI_SERVICE_FILL) {
        bool continuous = !(input->source->review_period > 0);
        vmi_buffer_print(why, ": fill %s %s with Q = %s takes %s", FIGURE(service),
                         continuous ? "under (r,Q)" : "under (R,s,S)", FIGURE(order_quantity), FIGURE(level));
        vmi_steps_add(account->steps, "level", level, "base units",
                      continuous ? "Hadley and Whitin 1963; Axsater, Inventory Control"
                                 : "renewal of (R,s,S); Silver and Bischak 2011",
                      continuous ? "1 - [n(level) - n(level + Q)] / Q = %s, n(x) = E(demand over P - x)+"
                                 : "1 - sum of pi [n_P(y) - n_L(y)] / (R * mean) = %s over positions y of "
                                   "level + 1 to level + Q after review",
                      FIGURE(service));
    } else if (covered->family == VMI_FAMILY_NORMAL) {
        double z = vmi_normal_quantile(service);
        vmi_buffer_print(why, ": safety stock = z(%s) %s * sigma = %s", FIGURE(service), FIGURE(z),
                         FIGURE(level - interval->mean));
        vmi_steps_add(account->steps, "z", z, "", "Wichura 1988", "P(Z <= z) = %s", FIGURE(service));
        vmi_steps_add(account->steps, "level", level, "base units", "cycle service",
                      "m + z * sigma = %s + %s", FIGURE(interval->mean), FIGURE(level - interval->mean));
    } else {
        vmi_buffer_print(why, ": demand <= %s with a chance of %s", FIGURE(level), FIGURE(service));
        vmi_steps_add(account->steps, "level", level, "base units", "cycle service",
                      "P(demand over P <= level) >= %s, %.*s", FIGURE(service), (int)name.length, name.text);
    }
    vmi_buffer_free(&name);
}

/* ---- the policy --------------------------------------------------------------------------------------- */

static bool set_min(const struct vmi_policy_input *input, struct vmi_levels *levels, double level,
                    struct vmi_account *account)
{
    if (!policy_round(input, level, &levels->min, account))
        return false;
    vmi_buffer_print(&account->why, "; min = %s", QUANTITY(levels->min));
    vmi_steps_add(account->steps, "min", vmi_decimal_to_double(levels->min), "base units", "policy",
                  "%s, rounded up to quantum", FIGURE(level));
    return true;
}

static bool agreed_safety_stock(const struct vmi_policy_input *input, struct vmi_levels *levels,
                                struct vmi_account *account)
{
    struct vmi_interval interval;
    double safety = vmi_decimal_to_double(input->terms->safety_stock);
    if (!policy_expect(input, levels, account, &interval))
        return false;
    vmi_buffer_print(&account->why, "; safety stock %s agreed", FIGURE(safety));
    return set_min(input, levels, interval.mean + safety, account);
}

static bool promised_service(const struct vmi_policy_input *input, struct vmi_levels *levels,
                             struct vmi_account *account)
{
    const char *name;
    struct vmi_interval interval;
    if (!policy_distribute(input, levels, account, &interval))
        return false;
    double q = vmi_policy_order_quantity(input, &name);
    double level = level_for(input, &interval, q, account->arena), least = least_level(input, &interval);
    if (isnan(level)) {
        vmi_buffer_print(&account->why, "; no level can be told for such demand");
        return false;
    }
    tell_rule(input, &interval, q, level, account);
    if (level < least) {
        vmi_buffer_print(&account->why, " and min is not below the %s expected", FIGURE(interval.mean));
        level = least;
    }
    return set_min(input, levels, level, account);
}

void policy_service(const struct vmi_policy_input *input, struct vmi_levels *levels,
                    struct vmi_account *account)
{
    bool agreed = input->terms->safety_stock != VMI_DECIMAL_UNKNOWN;
    if (agreed ? agreed_safety_stock(input, levels, account) : promised_service(input, levels, account))
        policy_add_order_quantity(input, levels, account);
}
