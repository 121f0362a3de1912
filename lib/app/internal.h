/*
 * internal.h: what the rooms of the application share.
 */
#ifndef VMI_APP_INTERNAL_H
#define VMI_APP_INTERNAL_H

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

/* The path of a file that is named in FILE, relative to its folder; freed by the caller. */
char *app_beside(const char *file, struct vmi_slice name);

#endif
