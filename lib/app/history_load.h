/*
 * history_load.h: how activity is read, by one thread or by several.
 */
#ifndef APP_HISTORY_LOAD_H
#define APP_HISTORY_LOAD_H

#include "internal.h"
#include "vmi/activity.h"

enum { APP_FEW = 64 /* records that are read at once */ };

/* A unit that the agreement calls the item's base unit is written as none. False for another one. */
bool app_convert_unit(const struct vmi_agreement *agreement, struct vmi_activity *record,
                      struct vmi_error *error) VMI_MUST_USE;

/* The same for any record; most have no unit. */
VMI_MUST_USE static inline bool app_to_base_unit(const struct vmi_agreement *agreement,
                                                 struct vmi_activity *record, struct vmi_error *error)
{
    return !record->unit.length || app_convert_unit(agreement, record, error);
}

/* ---- several threads on a file ------------------------------------------------------------------------- */

struct app_readers;

/*
 * Lets THREADS - 1 threads read parts of what READER has still to read, each into a history of its own. READER reads its
 * own part on, until they are due. NULL when there is no more than one part.
 */
struct app_readers *app_readers_begin(struct vmi_table_reader *reader, const struct vmi_history *history,
                                      const struct vmi_agreement *agreement, size_t threads);

/* The same with parts of no less than LEAST bytes, for tests. */
struct app_readers *app_readers_begin_least(struct vmi_table_reader *reader,
                                            const struct vmi_history *history,
                                            const struct vmi_agreement *agreement, size_t threads,
                                            uint64_t least);

/* True when READER has read its own part. */
bool app_readers_are_due(const struct app_readers *readers, const struct vmi_table_reader *reader);

/*
 * Awaits the threads, and joins what they have read to HISTORY as far as there is nothing to be said of it. READER goes on
 * behind that. Ends the readers; returns how many records were joined.
 */
uint64_t app_readers_join(struct app_readers *readers, struct vmi_table_reader *reader,
                          struct vmi_history *history);

/* Ends the threads, and forgets what they have read. */
void app_readers_end(struct app_readers *readers);

#endif
