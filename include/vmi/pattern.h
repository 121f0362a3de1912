/*
 * pattern.h: how items sell: in which pattern, for how much of the value, how steadily.
 *
 * Three classes of an item that tell which method will do for it. Nothing is allocated and nothing fails; what there
 * is nothing to say about has a class of its own.
 */
#ifndef VMI_PATTERN_H
#define VMI_PATTERN_H

#include "vmi/base.h"

/*
 * Syntetos, Boylan and Croston, On the categorization of demand patterns, Journal of the Operational Research Society
 * 56 (2005), by the mean interval between demands and the squared coefficient of variation of their sizes:
 *
 *                          variation <= 0.49    above
 *     interval <= 1.32     smooth               erratic
 *     above                intermittent         lumpy
 */
enum vmi_pattern {
    VMI_PATTERN_NONE, /* no demand at all */
    VMI_PATTERN_SMOOTH,
    VMI_PATTERN_ERRATIC,
    VMI_PATTERN_INTERMITTENT,
    VMI_PATTERN_LUMPY,
    VMI_PATTERNS
};

#define VMI_PATTERN_INTERVAL_CUT  1.32
#define VMI_PATTERN_VARIATION_CUT 0.49

const char *vmi_pattern_name(enum vmi_pattern pattern); /* "smooth"; "none" for what is no pattern */

/* The cell of the table above; none when either is NaN. */
enum vmi_pattern vmi_pattern_of(double interval, double variation);

/* What a variance is divided by: both are in use, and near the cut they tell different patterns. */
enum vmi_divisor { VMI_DIVISOR_SAMPLE /* count - 1 */, VMI_DIVISOR_POPULATION /* count */ };

/*
 * The demands of a series as sums, so that its periods of silence cost nothing. Begin with a zeroed struct. A size that
 * is not above 0 is no demand and is left out, NaN too; so a whole series may be added, zeros and all.
 */
struct vmi_sizes {
    size_t count;
    double mean;
    double squares; /* of the distances from the mean */
};

/* Welford, Note on a method for calculating corrected sums of squares and products (1962): sums that do not cancel. */
static inline void vmi_sizes_add(struct vmi_sizes *sizes, double size)
{
    if (!(size > 0))
        return;
    double distance = size - sizes->mean;
    sizes->mean += distance / (double)++sizes->count;
    sizes->squares += distance * (size - sizes->mean);
}

struct vmi_shape {
    double interval;  /* periods a demand: PERIODS / count; NaN without demand */
    double variation; /* (deviation / mean)^2 of the sizes; 0 for one demand, NaN without */
    enum vmi_pattern pattern;
};

/*
 * PERIODS is how long the series is. Given the number of the period of the last demand instead, the interval is the
 * mean of those that have ended, the first counted from the start: the other convention in use.
 */
struct vmi_shape vmi_shape_of_sizes(const struct vmi_sizes *sizes, double periods, enum vmi_divisor divisor);

/* The same of COUNT sizes in an array, with VMI_DIVISOR_SAMPLE. */
struct vmi_shape vmi_shape_of(const double *sizes, size_t count, double periods);

/*
 * ABC: the items of the largest VALUE that together make up the first 80 % are A, those that make up the next 15 % B,
 * the rest C. Two rules are in use, and differ in the item that crosses a cut:
 */
enum vmi_abc_rule {
    VMI_ABC_BEFORE, /* A when those before it are below the cut: the item that crosses is within */
    VMI_ABC_AFTER,  /* A when those up to it are not above the cut: the item that crosses is out */
};

struct vmi_abc_cuts {
    enum vmi_abc_rule rule;
    double a, b; /* shares, 0.80 and 0.95 */
};

/*
 * Fills CLASSES with 'A', 'B' or 'C', and ORDER with the indexes of VALUES from the largest down, the lower index first
 * among equals; both have COUNT places. A value that is not above 0, or NaN, counts as 0 and is always C. A share
 * within 1e-12 of a cut is at the cut.
 */
void vmi_abc(const double *values, size_t count, const struct vmi_abc_cuts *cuts, size_t *order,
             char *classes);

/* XYZ: 'X' for a coefficient of variation up to X (0.5), 'Y' up to Y (1), 'Z' above; '\0' for NaN. */
char vmi_xyz(double coefficient, double x, double y);

#endif
