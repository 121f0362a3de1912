/*
 * Vessels that stand beside each other and are filled to one level.
 */
#ifndef PLAN_FILLING_H
#define PLAN_FILLING_H

#include "vmi/base.h"

struct vessel {
    double position; /* what is in it already */
    double rate;     /* its width: it takes this much for the level to rise by 1; above 0 */
    double room;     /* how much more it takes; INFINITY for no bound */
    double share;    /* what it is given */
};

/*
 * Finds the level T with sum of min(room, max(0, T rate - position)) = SUPPLY and fills each share; with less room than
 * supply, the level at which all are full. At least one vessel, SUPPLY 0 or more; SCRATCH has two places a vessel.
 */
double fill_vessels(struct vessel *vessels, size_t count, double supply, double *scratch);

#endif
