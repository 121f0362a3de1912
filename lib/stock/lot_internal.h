/* What the files of lot.h share. */
#ifndef STOCK_LOT_INTERNAL_H
#define STOCK_LOT_INTERNAL_H

#include <math.h>

#include "vmi/lot.h"
#include "vmi/solve.h"

/* A figure that may be used: not NaN, not infinite, not below 0. */
static inline bool is_figure(double x)
{
    return x >= 0 && isfinite(x);
}

/* One that holds things back: above 0. */
static inline bool is_cost(double x)
{
    return x > 0 && isfinite(x);
}

static inline struct vmi_lot_policy no_policy(void)
{
    return (struct vmi_lot_policy){NAN, NAN, NAN};
}

#endif
