/*
 * truth.h: tables of figures that were worked out elsewhere, to test against.
 *
 *     struct truth *t = truth_open("normal_loss");
 *     while (truth_next(t))
 *         truth_near(t, "G", vmi_normal_loss(truth_number(t, "z")), 1e-12, 0);
 *     truth_close(t);
 *
 * A table is testdata/truth/NAME.csv, or VMI_SHARED/truth/NAME.csv where that is set. Failing rows are told as they
 * come; truth_close() says the one line of the test. A table or a column that is not there ends the test.
 */
#ifndef TESTS_TRUTH_H
#define TESTS_TRUTH_H

#include "tap.h"

struct truth;

struct truth *truth_open(const char *name);
bool truth_next(struct truth *t);
void truth_close(struct truth *t);

/* Of this row; until the next one. An empty field is "" and NaN. */
const char *truth_text(const struct truth *t, const char *column);
double truth_number(const struct truth *t, const char *column);
bool truth_given(const struct truth *t, const char *column);
bool truth_is(const struct truth *t, const char *column, const char *text);

/* The numbers of a list (1;2;3) into LIST, at most MOST of them; how many there are. */
size_t truth_list(const struct truth *t, const char *column, double *list, size_t most);

/* The same of quantities. */
size_t truth_quantities(const struct truth *t, const char *column, vmi_decimal *list, size_t most);

/* GOT, COUNT of them, are the quantities that COLUMN lists. */
void truth_are(struct truth *t, const char *column, const vmi_decimal *got, size_t count);

/* GOT is what COLUMN has, within TOLERANCE of the larger of |it| and SCALE. An empty field is passed over. */
void truth_near(struct truth *t, const char *column, double got, double tolerance, double scale);

/* The same against EXPECTED, which WHAT names. */
void truth_expect(struct truth *t, const char *what, double got, double expected, double tolerance, double scale);

#endif
