#include "vmi/distribution.h"

#include <math.h>

#define MATHLIB_STANDALONE
#include <Rmath.h>

double vmi_normal_quantile(double probability)
{
    /* Outside the open interval libRmath would print a warning to standard output. */
    if (!(probability > 0 && probability < 1))
        return NAN;
    return qnorm(probability, 0, 1, 1, 0);
}
