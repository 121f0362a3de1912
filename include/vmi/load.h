/*
 * load.h: order lines of one lane (source and location) that are shipped on one day, as loads.
 *
 * Loads are filled one after the other: emergencies first, then what runs out first without the line, by
 * (position - quantity) / rate, then by key. From each line a load takes what it has room for, all of it or whole
 * multiples, and the next one the rest. A pallet holds one item, and is counted whole. What is not known of a line
 * counts 0: look at totals that are unknown.
 *
 * The last load, which may not be full, is topped up, where that is agreed: always that item by one multiple which runs
 * out first, by position / rate with what was added, then by key; until no multiple fits, or, where no capacity is
 * limited, until no minimum is missed. VMI_TOP_UP_TO_MAX goes up to max, and never above the cap; VMI_TOP_UP_TO_CAP up
 * to the cap, or max where there is none. Only items with demand are topped up, of which all that is limited is known
 * and above 0.
 *
 * If the last load then still misses a minimum, it waits, and is not topped up, unless an emergency is in it.
 */
#ifndef VMI_LOAD_H
#define VMI_LOAD_H

#include "vmi/arena.h"
#include "vmi/load_limits.h"

struct vmi_load_line {
    struct vmi_slice location, sku;    /* unique together; ties go by them, in byte order */
    vmi_decimal quantity;              /* 0: not ordered, but may be topped up */
    vmi_decimal multiple;              /* above 0 */
    vmi_decimal value, weight, volume; /* of a unit; may be unknown */
    vmi_decimal units_per_pallet;      /* may be unknown */
    vmi_decimal position;              /* known, with QUANTITY */
    vmi_decimal max, cap;              /* unknown: none */
    double demand_rate;                /* a day; not above 0 or not finite: none */
    bool emergency;
};

/* What of a line is in a load. */
struct vmi_load_part {
    size_t line;
    size_t load;          /* 1 is the first; 0: a multiple is more than an empty load takes */
    vmi_decimal quantity; /* above 0, with what was added */
};

struct vmi_load {
    vmi_decimal value, weight, volume, pallets; /* unknown when not known of all in it, or out of range */
    bool emergency;                             /* one of its lines is */
    bool waits;                                 /* under a minimum, as far as is known */
};

/* In the arena. */
struct vmi_loading {
    vmi_decimal *deltas;         /* by line: what was added, in whole multiples */
    struct vmi_load_part *parts; /* by load, in the order of loading; those of load 0 last */
    size_t part_count;
    struct vmi_load *loads; /* load 1 is the first of them */
    size_t load_count;
};

/* More loads than any lane has in a day. */
enum { VMI_LOADS_MOST = 10000 };

/*
 * The parts of a line add up to its quantity and delta; their order does not depend on that of the lines. False, with
 * *LOADING undefined, when there would be more than VMI_LOADS_MOST loads.
 */
bool vmi_make_loads(const struct vmi_load_limits *limits, const struct vmi_load_line *lines, size_t count,
                    struct vmi_arena *arena, struct vmi_loading *loading) VMI_MUST_USE;

#endif
