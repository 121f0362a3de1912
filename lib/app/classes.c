/*
 * Classes of all items by the value of their demand and by how it varies.
 */
#include <stdlib.h>

#include "desk_internal.h"
#include "vmi/memory.h"
#include "vmi/pattern.h"
#include "vmi/solve.h"

/* Variation is that of the demand of a week: customers do not come every day. */
#define WEEK 7.0

/* Value of demand a day: at cost, else at price, else units. */
static double value_of(const struct vmi_desk_item *item)
{
    const struct vmi_terms *terms = &item->terms;
    vmi_decimal price = terms->unit_cost != VMI_DECIMAL_UNKNOWN ? terms->unit_cost : terms->unit_price;
    double mean = item->position.demand_mean;
    return price == VMI_DECIMAL_UNKNOWN ? mean : mean * vmi_decimal_to_double(price);
}

struct classing {
    double *values;
    struct vmi_class_name *names;
};

static bool look_at(void *context, size_t index, struct vmi_desk_item *item)
{
    struct classing *c = context;
    const struct vmi_position *p = &item->position;
    c->values[index] = value_of(item);
    c->names[index].text[1] = vmi_xyz(p->demand_sd / (p->demand_mean * vmi_square_root(WEEK)), 0.5, 1);
    return true;
}

struct vmi_class_name *vmi_desk_classify(struct vmi_desk *desk, enum vmi_status *status)
{
    static const struct vmi_abc_cuts cuts = {VMI_ABC_BEFORE, 0.80, 0.95};
    size_t count = vmi_history_count(desk->history);
    struct classing c = {vmi_alloc(count * sizeof *c.values), vmi_alloc_zeroed(count + 1, sizeof *c.names)};
    size_t *order = vmi_alloc(count * sizeof *order);
    char *abc = vmi_alloc(count);
    bool good = vmi_desk_each(desk, look_at, &c, status);
    if (good)
        vmi_abc(c.values, count, &cuts, order, abc);
    for (size_t i = 0; i < count && good; i++)
        c.names[i].text[0] = abc[i];
    free(c.values);
    free(order);
    free(abc);
    if (good)
        return c.names;
    free(c.names);
    return NULL;
}
