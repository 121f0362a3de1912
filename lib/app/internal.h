/*
 * internal.h: what the rooms of the application share.
 */
#ifndef VMI_APP_INTERNAL_H
#define VMI_APP_INTERNAL_H

#include <pthread.h>

#include "vmi/app.h"

/* The program that runs. */
extern const struct vmi_program *app_program;

/* Reads the command line into the settings. *DONE: an option has said all, and STATUS stands. */
enum vmi_status app_parse(int argc, char **argv, bool *done);

/* Puts descriptors, signals and the handler of exhausted memory in order. */
void app_prepare(void);

/* Removes temporary files that have a name. */
void app_remove_temporary(void);

/* Standard output is closed, which tells the last errors. */
enum vmi_status app_close_stdout(void);

/* Writes TEXT to standard output, for --help and the like. */
enum vmi_status app_print(struct vmi_slice text);

/* True when colour is wanted on the descriptor: a terminal, or always. */
bool app_color(int descriptor);

/* Reads the file PATH of records of TYPE into RECORD, one after the other, for EACH. False when reported. */
bool app_each_record(const char *path, const struct vmi_record_type *type, void *record,
                     void (*each)(void *context, const void *record), void *context, enum vmi_status *status);

/* Writes a unit that the agreement calls the item's base unit as none. False, with ERROR, for another one. */
bool app_to_base_unit(const struct vmi_agreement *agreement, struct vmi_activity *record,
                      struct vmi_error *error) VMI_MUST_USE;

/* The terms as vmi_terms_of() finds them, without a word; for any thread. False where that would say what is wrong. */
bool app_terms_stand(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                     int32_t as_of, struct vmi_terms *terms) VMI_MUST_USE;

/*
 * Begins a thread to which no signal is given, so that what a signal ends is ended by the main one. A thread reports
 * nothing and opens no output; it may run out of memory. False when there is none to be had.
 */
bool app_begin_thread(pthread_t *thread, void *(*work)(void *), void *context) VMI_MUST_USE;

/* The path of a file that is named in FILE, relative to its folder; freed by the caller. */
char *app_beside(const char *file, struct vmi_slice name);

#endif
