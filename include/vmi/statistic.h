/*
 * statistic.h: estimates in floating point, as text. NaN is unknown.
 */
#ifndef VMI_STATISTIC_H
#define VMI_STATISTIC_H

#include "vmi/text.h"

#define VMI_STATISTIC_TEXT_SIZE 340

/* At most 6 decimals, rounded to nearest, trailing zeros dropped; "" for what is not finite. Returns the length. */
size_t vmi_statistic_format(double value, char buffer[VMI_STATISTIC_TEXT_SIZE]);

/* Reads the whole of S: a plain or an exponential number, no names, no hexadecimal. */
bool vmi_statistic_parse(struct vmi_slice s, double *value) VMI_MUST_USE;

#endif
