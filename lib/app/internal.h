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

/* The same of a stream that only a tool of ours writes, which under --sealed must have a seal. */
bool app_each_of_ours(const char *path, const struct vmi_record_type *type, void *record,
                      void (*each)(void *context, const void *record), void *context,
                      enum vmi_status *status);

/* The records of one file, in place of those of the operands. PATH is borrowed. */
struct vmi_stream *app_stream_open_file(const struct vmi_record_type *type, const char *path);

/* As vmi_table_reader_few(); 0 also where vmi_stream_next() is to go on to the next operand. */
size_t app_stream_few(struct vmi_stream *stream, void *records, size_t most);

/* Where the record came from that was read BACK records before the last. */
void app_stream_place(const struct vmi_stream *stream, size_t back, struct vmi_error *error);

/* Of the operand of the record just read: its reader, and its number, from 1. */
struct vmi_table_reader *app_stream_reader(struct vmi_stream *stream);
size_t app_stream_file(const struct vmi_stream *stream);

/* So many records were read elsewhere. */
void app_stream_count(struct vmi_stream *stream, uint64_t records);

/* The terms as vmi_terms_of() finds them, without a word; for any thread. False where that would say what is wrong. */
bool app_terms_stand(const struct vmi_agreement *agreement, struct vmi_slice location, struct vmi_slice sku,
                     int32_t as_of, struct vmi_terms *terms) VMI_MUST_USE;

/*
 * Begins a thread to which no signal is given, so that what a signal ends is ended by the main one. A thread reports
 * nothing and opens no output; it may run out of memory. False when there is none to be had.
 */
bool app_begin_thread(pthread_t *thread, void *(*work)(void *), void *context) VMI_MUST_USE;

/* As many as there are processors for this program, up to four. */
size_t app_usual_threads(void);

/* The path of a file that is named in FILE, relative to its folder; freed by the caller. */
char *app_beside(const char *file, struct vmi_slice name);

#endif
