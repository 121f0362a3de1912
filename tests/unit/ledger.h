/*
 * ledger.h: activity from rows that a person can read.
 *
 * A row is "date|measure|quantity|lot|ref|until|location|sku"; what is left out at its end is empty, the location is L
 * and the sku is S. "LOT@DATE" is a lot that expires.
 */
#ifndef TESTS_LEDGER_H
#define TESTS_LEDGER_H

#include "vmi/history.h"
#include "vmi/term.h"

enum { LEDGER_MOST = 64 };

/* The record of a row, its texts in the row or literals. Ends the test when the row is not one. */
struct vmi_activity ledger_record(const char *row);

/*
 * The settled history of ROWS, which a NULL ends. AS_OF NULL: as the records say. ORDER: the places of the rows in the
 * order in which they come, NULL for as they stand. Ends the test where the history does not take them.
 */
struct vmi_history *ledger(const char *const *rows, const char *as_of, const size_t *order);

/* An item of a settled history, opened; until the next call. */
const struct vmi_facts *ledger_facts(const struct vmi_history *history, size_t index);

size_t ledger_count(const char *const *rows);
void ledger_shuffle(size_t *order, size_t count, uint64_t *state);

/* Terms out of "NAME=VALUE NAME=VALUE", over the defaults. */
struct vmi_terms ledger_terms(const char *assignments);

int32_t ledger_day(const char *text); /* NULL and "": none */

#endif
