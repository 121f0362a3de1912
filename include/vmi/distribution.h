/*
 * distribution.h: probability distributions, from libRmath, with every argument checked before it is asked.
 */
#ifndef VMI_DISTRIBUTION_H
#define VMI_DISTRIBUTION_H

#include "vmi/base.h"

/*
 * z with P(Z <= z) = PROBABILITY for a standard normal Z; accurate to about 1e-16 (Wichura, algorithm AS 241). NaN
 * unless 0 < PROBABILITY < 1.
 */
double vmi_normal_quantile(double probability);

#endif
