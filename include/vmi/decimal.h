/*
 * decimal.h: exact decimals for quantities and money.
 *
 * A vmi_decimal is a count of millionths in 64 bits, so that 0.1 is 0.1 and sums do not depend on their order. Its
 * magnitude stays below 9.2e12; whatever would pass that is an error, never a wrapped or rounded number. Unknown is a
 * value of its own and is not 0: the arithmetic below must not be given it.
 */
#ifndef VMI_DECIMAL_H
#define VMI_DECIMAL_H

#include "vmi/text.h"

typedef int64_t vmi_decimal;

#define VMI_DECIMAL_ONE     INT64_C(1000000)
#define VMI_DECIMAL_MAXIMUM INT64_C(9200000000000000000)
#define VMI_DECIMAL_UNKNOWN INT64_MIN

enum vmi_decimal_form {
    VMI_DECIMAL_PLAIN, /* digits, one point, a sign in front */
    VMI_DECIMAL_JSON,  /* also an exponent, as a JSON number may have */
};

enum vmi_decimal_result {
    VMI_DECIMAL_OK,
    VMI_DECIMAL_SYNTAX,    /* not a number */
    VMI_DECIMAL_PRECISION, /* more than 6 decimals that are not 0 */
    VMI_DECIMAL_RANGE,     /* magnitude of 9.2e12 or more */
};

/* Reads the whole of S. *VALUE is set on VMI_DECIMAL_OK alone. An empty text is VMI_DECIMAL_SYNTAX. */
enum vmi_decimal_result vmi_decimal_parse(struct vmi_slice s, enum vmi_decimal_form form, vmi_decimal *value);

/* What is wrong, in words that end a sentence: "is not a number ...". */
const char *vmi_decimal_problem(enum vmi_decimal_result result);

#define VMI_DECIMAL_TEXT_SIZE 24

/* Writes VALUE without trailing zeros, with a NUL behind it; returns the length. Unknown is "". */
size_t vmi_decimal_format(vmi_decimal value, char buffer[VMI_DECIMAL_TEXT_SIZE]);

/* False, with *RESULT untouched, when the result leaves the range. */
bool vmi_decimal_add(vmi_decimal a, vmi_decimal b, vmi_decimal *result) VMI_MUST_USE;
bool vmi_decimal_subtract(vmi_decimal a, vmi_decimal b, vmi_decimal *result) VMI_MUST_USE;

/* The product rounded to millionths, half away from zero. */
bool vmi_decimal_multiply(vmi_decimal a, vmi_decimal b, vmi_decimal *result) VMI_MUST_USE;

/* The product where millionths hold it; *RESULT is set on VMI_DECIMAL_OK alone. */
enum vmi_decimal_result vmi_decimal_multiply_exactly(vmi_decimal a, vmi_decimal b, vmi_decimal *result);

/* The largest multiple of STEP (above 0) that is at most VALUE, and the smallest that is at least VALUE. */
vmi_decimal vmi_decimal_floor_to(vmi_decimal value, vmi_decimal step);
bool vmi_decimal_ceil_to(vmi_decimal value, vmi_decimal step, vmi_decimal *result) VMI_MUST_USE;

double vmi_decimal_to_double(vmi_decimal value); /* NaN when unknown */

/*
 * The one way from an estimate to a quantity: the smallest multiple of STEP that is at least X, where X counts as a
 * multiple already when it passes one by less than 1e-9 steps (or 1e-12 of itself), which is how far the sums behind
 * it can be off. False when X is not finite or out of range.
 */
bool vmi_decimal_ceil_double(double x, vmi_decimal step, vmi_decimal *result) VMI_MUST_USE;

/* The largest multiple of STEP that is at most X, for what must not be passed; all else as above. */
bool vmi_decimal_floor_double(double x, vmi_decimal step, vmi_decimal *result) VMI_MUST_USE;

#endif
