/*
 * tap.h: what a unit test says, in the Test Anything Protocol.
 *
 * A test is a main() that calls the functions below and returns done(). Every one of them says one line; on failure
 * lines that begin with # tell what came and what was expected. The last arguments are the test's name, as for printf.
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include "vmi/decimal.h"
#include "vmi/text.h"

bool ok(bool condition, const char *name, ...) VMI_PRINTF(2, 3);

/* NULL is a text of its own. */
bool is_text(const char *got, const char *expected, const char *name, ...) VMI_PRINTF(3, 4);
bool is_slice(struct vmi_slice got, const char *expected, const char *name, ...) VMI_PRINTF(3, 4);
bool is_long(long long got, long long expected, const char *name, ...) VMI_PRINTF(3, 4);

/* A quantity as it is written; "" is unknown. */
bool is_quantity(vmi_decimal got, const char *expected, const char *name, ...) VMI_PRINTF(3, 4);

/* Within TOLERANCE of the larger of 1 and EXPECTED; NaN is NaN alone. */
bool is_near(double got, double expected, double tolerance, const char *name, ...) VMI_PRINTF(4, 5);

/* A line for people. */
void note(const char *format, ...) VMI_PRINTF(1, 2);

/* A test that could not be made here. */
void skip(const char *name, const char *why);

/* The plan; returns the exit status. */
int done(void);

/* COUNT rounds of a loop over chance under VMI_SOAK=1, else a tenth of it. */
int rounds(int count);

/* A generator of its own: the same numbers from the same seed on every machine (Marsaglia's xorshift64*). */
static inline uint64_t chance(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(2685821657736338717) >> 11;
}

/* From 0 up to, and without, COUNT. */
static inline int chance_below(uint64_t *state, int count)
{
    return (int)(chance(state) % (uint64_t)count);
}

#endif
