/* What the files of load.h share. */
#ifndef PLAN_LOAD_INTERNAL_H
#define PLAN_LOAD_INTERNAL_H

#include "vmi/load.h"

enum load_measure { LOAD_VALUE, LOAD_WEIGHT, LOAD_VOLUME, LOAD_PALLETS, LOAD_MEASURES };

/* A line while it is loaded. */
struct cargo {
    const struct vmi_load_line *line;
    double without;       /* days until it runs out without the line; INFINITY without demand */
    vmi_decimal rest;     /* what no load has taken yet */
    vmi_decimal stranded; /* what none will take */
    vmi_decimal aboard;   /* what the load at hand has of it */
    vmi_decimal added;    /* of that, what it is topped up by */
    vmi_decimal room;     /* by how much more it may be topped up, in whole multiples */
};

/* Lines, and the load at hand. */
struct freight {
    vmi_decimal least[LOAD_MEASURES], most[LOAD_MEASURES]; /* unknown: not limited */
    enum vmi_top_up top_up;
    struct cargo *cargo; /* by urgency */
    size_t count;
    vmi_decimal used[LOAD_MEASURES]; /* as far as is known */
};

/* What QUANTITY of it comes to, as far as is known; the largest decimal where it is more than that. */
vmi_decimal load_amount(const struct cargo *c, enum load_measure measure, vmi_decimal quantity);
bool load_is_known(const struct cargo *c, enum load_measure measure);

/* Sums that stay at the largest decimal. */
vmi_decimal load_sum(vmi_decimal a, vmi_decimal b);

/* Whether the load has room for QUANTITY more of it. */
bool load_fits(const struct freight *f, const struct cargo *c, vmi_decimal quantity);
void load_take(struct freight *f, struct cargo *c, vmi_decimal quantity);

/* Whether the load, as far as is known, is below a minimum. */
bool load_misses(const struct freight *f);

/* Fills the load at hand with more of what is in F. */
void load_top_up(struct freight *f, struct vmi_arena *arena);

/* Keys in their order. */
int load_compare_keys(const struct cargo *a, const struct cargo *b);

#endif
