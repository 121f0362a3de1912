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

struct vmi_class_name *vmi_desk_classify(struct vmi_desk *desk, enum vmi_status *status)
{
    static const struct vmi_abc_cuts cuts = {VMI_ABC_BEFORE, 0.80, 0.95};
    size_t count = vmi_history_count(desk->history);
    struct vmi_class_name *names = vmi_alloc_zeroed(count + 1, sizeof *names);
    double *values = vmi_alloc(count * sizeof *values);
    size_t *order = vmi_alloc(count * sizeof *order), done = 0;
    char *abc = vmi_alloc(count);
    struct vmi_desk_item item;
    for (; done < count && vmi_desk_work_out(desk, done, NULL, &item, status); done++) {
        const struct vmi_position *p = &item.position;
        values[done] = value_of(&item);
        names[done].text[1] = vmi_xyz(p->demand_sd / (p->demand_mean * vmi_square_root(WEEK)), 0.5, 1);
    }
    if (done == count)
        vmi_abc(values, count, &cuts, order, abc);
    for (size_t i = 0; i < count && done == count; i++)
        names[i].text[0] = abc[i];
    free(values);
    free(order);
    free(abc);
    if (done == count)
        return names;
    free(names);
    return NULL;
}
