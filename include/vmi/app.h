/*
 * app.h: what every tool of the toolkit has in common: its command line, its messages, its streams, its end.
 *
 * A tool is a struct vmi_program and a call of vmi_main(). Its options stand in one table, from which getopt_long,
 * --help and the completions are made. This floor alone speaks to people: all below it return.
 */
#ifndef VMI_APP_H
#define VMI_APP_H

#include "vmi/agreement.h"
#include "vmi/error.h"
#include "vmi/history.h"
#include "vmi/map.h"
#include "vmi/table.h"

/* ---- options ---------------------------------------------------------------------------------------- */

enum vmi_option_kind {
    VMI_OPTION_FLAG,    /* bool */
    VMI_OPTION_TEXT,    /* const char * */
    VMI_OPTION_LIST,    /* struct vmi_texts, in order */
    VMI_OPTION_DAY,     /* int32_t */
    VMI_OPTION_DAYS,    /* int32_t: how many, from 0 to 3660 */
    VMI_OPTION_SIZE,    /* size_t, in bytes: 4096, 64K, 1M */
    VMI_OPTION_THREADS, /* size_t, from 1 to VMI_MOST_THREADS */
    VMI_OPTION_CHOICE,  /* int: place in `words` */
    VMI_OPTION_HELP,
    VMI_OPTION_VERSION,
    VMI_OPTION_REGISTRY, /* done at once */
};

struct vmi_texts {
    const char **texts;
    size_t count, capacity;
};

struct vmi_option {
    const char *name;
    int letter;           /* 0: none */
    const char *argument; /* its name in --help; NULL: the option takes none */
    enum vmi_option_kind kind;
    const char *words; /* of a choice, joined by | ; "FILE" completes names of files */
    size_t offset;     /* in the tool's settings */
    const char *help;
};

/* What the common options set. A tool's own settings begin with this struct. */
struct vmi_common {
    const char *agreement_file;
    struct vmi_texts terms;
    int32_t as_of; /* VMI_DAY_NONE: not given */
    int from, to;
    const char *output;
    bool seal, sealed, no_seal, spreadsheet_safe, quiet, verbose;
    size_t max_record;
    size_t
        threads; /* 1: none beside the one that is there; as many as there are processors, where it was not given */
    int progress, color;
    struct vmi_texts operands;
    struct vmi_texts given; /* options as they were given: name and value in turn, NULL for none */
};

#define VMI_MOST_THREADS 64

/* `to` is an enum vmi_output_form, or this. */
enum { VMI_TO_JSON = 3, VMI_TO_PROMETHEUS = 4 };

enum vmi_when { VMI_WHEN_AUTO, VMI_WHEN_ALWAYS, VMI_WHEN_NEVER };

/* Groups of common options that a tool has. */
enum vmi_option_group {
    VMI_OPTIONS_AGREEMENT = 1,     /* -a -s */
    VMI_OPTIONS_AS_OF = 2,         /* -d */
    VMI_OPTIONS_STREAM_IN = 4,     /* -f auto|csv|ndjson, --sealed */
    VMI_OPTIONS_STREAM_OUT = 8,    /* -t -o --seal --no-seal --spreadsheet-safe */
    VMI_OPTIONS_JSON_OUT = 128,    /* -t json, too, with STREAM_OUT: what that is the tool says */
    VMI_OPTIONS_METRICS_OUT = 512, /* -t markdown|prometheus, too, with STREAM_OUT */
    VMI_OPTIONS_REGISTRY = 16,     /* --list */
    VMI_OPTIONS_INPUT = 32,        /* --max-record --progress */
    VMI_OPTIONS_THREADS = 256,     /* --threads */
    VMI_OPTIONS_MESSAGES = 64,     /* -q -v --color */
};

struct vmi_program {
    const char *name;
    const char *summary;  /* one line, as in its manual page */
    const char *operands; /* "[FILE]..." */
    unsigned groups;
    int tools;                        /* of enum vmi_tool: whose terms -s takes; 0 for none */
    const struct vmi_option *options; /* its own */
    size_t option_count;
    void *settings;                           /* begins with struct vmi_common; zeroed */
    const char *examples;                     /* lines for --help */
    void (*registry)(struct vmi_buffer *out); /* for --list: CSV */
    enum vmi_status (*run)(void);
};

/* Runs the program: options, then run(), then the end of standard output. Returns the exit status. */
int vmi_main(int argc, char **argv, const struct vmi_program *program);

/* The common settings of the running program. */
struct vmi_common *vmi_settings(void);

/* The option with index I of the program, the common ones first; NULL behind the last. */
const struct vmi_option *vmi_program_option(const struct vmi_program *program, size_t i);

/*
 * Sets an option of the program that the command line did not give; WHERE ("FILE:LINE:COLUMN") stands in messages about
 * the value. VALUE must live as long as the settings.
 */
enum vmi_status vmi_option_preset(const char *name, const char *value, const char *where);

/* Adds the text of --help. */
void vmi_help_text(const struct vmi_program *program, struct vmi_buffer *out);

/* Adds a line for each option, of fields with tabs between: letter, name, argument, words, help. For completions. */
void vmi_options_text(const struct vmi_program *program, struct vmi_buffer *out);

/* ---- messages, all to standard error ------------------------------------------------------------------ */

/* "TOOL: FILE:LINE:COLUMN: FIELD: TEXT", for what ends the work. Returns the status of the error. */
enum vmi_status vmi_report(const struct vmi_error *error);

/* The same for what may come often: after ten of one code the rest are counted (all are said under -v). */
void vmi_report_bad(const struct vmi_error *error);

/* "TOOL: ..."; a note is left out under -q. */
void vmi_note(const char *format, ...) VMI_PRINTF(1, 2);
enum vmi_status vmi_fail(enum vmi_status status, const char *format, ...) VMI_PRINTF(2, 3);

/* How many messages of each code were not said; called once at the end. */
void vmi_report_rest(void);

/* The tool's last word on how to call it. Returns VMI_USAGE. */
enum vmi_status vmi_try_help(void);

/* ---- outputs ------------------------------------------------------------------------------------------ */

struct vmi_output;

/*
 * Opens PATH, or standard output where it is NULL or "-". A regular file is written beside its place and moved there
 * by vmi_output_commit(); without that, the old file stays as it was. NULL, and reported, when it cannot be opened.
 */
struct vmi_output *vmi_output_open(const char *path);
struct vmi_sink *vmi_output_sink(struct vmi_output *output);

/* Ends the output and puts it into its place; reports what failed. The output is gone in any case. */
enum vmi_status vmi_output_commit(struct vmi_output *output);
void vmi_output_discard(struct vmi_output *output);

/* ---- streams ------------------------------------------------------------------------------------------ */

/* Opens an operand ("-" is standard input); NULL, and reported, when it cannot be read. */
struct vmi_source *vmi_input_open(const char *name);

/* The operands, or "-" when there are none. With a terminal for standard input it says how to call the tool: 0. */
size_t vmi_inputs(const char *const **names);

/* The records of all operands, one after the other. */
struct vmi_stream;
struct vmi_stream *vmi_stream_open(const struct vmi_record_type *type);

/* ROW or END; FAIL when the stream cannot be used, which has been reported: *STATUS is the exit status then. */
enum vmi_next vmi_stream_next(struct vmi_stream *stream, void *record, enum vmi_status *status);
void vmi_stream_close(struct vmi_stream *stream);

/* Where the record just read came from, for messages about it. */
void vmi_stream_place(const struct vmi_stream *stream, struct vmi_error *error);

/* A writer of records to -o or standard output, as -t, --seal and the rest say. NULL when reported. */
struct vmi_records_out {
    struct vmi_output *output;
    struct vmi_table_writer *writer;
};

bool vmi_records_open(struct vmi_records_out *out, const struct vmi_record_type *type,
                      const struct vmi_slice *extras, size_t extra_count);

/* The same to the file PATH, beside the output: CSV, or NDJSON where -t says so. */
bool vmi_records_open_at(struct vmi_records_out *out, const char *path, const struct vmi_record_type *type);

/* True when writing has failed already, so that one need not go on. */
bool vmi_records_failed(const struct vmi_records_out *out);
enum vmi_status vmi_records_commit(struct vmi_records_out *out);
void vmi_records_discard(struct vmi_records_out *out);

/* Adds, as CSV, the findings of the registry that TOOL may find. */
void vmi_list_findings(const char *tool, struct vmi_buffer *out);

/* ---- agreement and activity --------------------------------------------------------------------------- */

/* The agreement of -a with its terms files, and -s over it. NULL when reported, with *STATUS. */
struct vmi_agreement *vmi_agreement_load(enum vmi_status *status);

/* The same of a file by name; "-" is standard input, NULL an agreement in which nothing is said. */
struct vmi_agreement *vmi_agreement_open(const char *path, enum vmi_status *status);

/*
 * The terms in force for an item. Reported, with the exit status, when they contradict each other, when it takes a day
 * to tell them and there is none, or when one of them is a choice that this version does not carry out.
 */
enum vmi_status vmi_terms_of(const struct vmi_agreement *agreement, struct vmi_slice location,
                             struct vmi_slice sku, int32_t as_of, struct vmi_terms *terms);

/* What messages call a file: "<stdin>" where it is "-". */
const char *vmi_shown_name(const char *path);

/* Reads a whole file into BYTES (freed with vmi_buffer_free()); reported when it cannot be read. */
bool vmi_read_file(const char *path, struct vmi_buffer *bytes);

/*
 * All activity of the operands, settled; NULL when reported, with *STATUS. Units that the agreement names as an item's
 * base unit count as no unit. Says as-of where it was not given, and what was left out.
 */
struct vmi_history *vmi_history_load(const struct vmi_agreement *agreement, enum vmi_status *status);

/* The same of one file that is no operand, as of its own last day whatever -d says; it says nothing of that. */
struct vmi_history *vmi_history_load_file(const char *path, const struct vmi_agreement *agreement,
                                          enum vmi_status *status);

/* ---- items -------------------------------------------------------------------------------------------- */

/* The items that a file names. Begin with a zeroed map, and VMI_DAY_NONE or the day to act for. */
struct vmi_items {
    struct vmi_map keys; /* location and sku, in the order of first sight */
    int32_t last_day;    /* as-of, as the records of activity or positions tell it */
};

/* Adds the items of a file with the columns location and sku: activity, positions, terms. False when reported. */
bool vmi_items_load(struct vmi_items *items, const char *path, enum vmi_status *status);

/* Gives EACH the location and the sku of each row of such a file, also where they are empty or *. */
bool vmi_items_each(const char *path,
                    void (*each)(void *context, struct vmi_slice location, struct vmi_slice sku),
                    void *context, enum vmi_status *status);

/* Adds one item; nothing is added where a name is empty or *. */
void vmi_items_add(struct vmi_items *items, struct vmi_slice location, struct vmi_slice sku);
void vmi_items_free(struct vmi_items *items);

/*
 * Writes the terms in force (vmi/term_line.h) for ITEMS on their last day, in order of location, sku and term; without
 * items for those that have a row of their own, else for none by name. EXPLAIN adds where each value comes from.
 */
enum vmi_status vmi_write_terms(struct vmi_agreement *agreement, const char *file,
                                const struct vmi_items *items, bool explain);

/* Writes the terms that change from the first agreement to the second, and items that come in or go. */
enum vmi_status vmi_write_changes(struct vmi_agreement *const agreements[2], const char *const files[2],
                                  const struct vmi_items *items, bool explain);

/* ---- progress ----------------------------------------------------------------------------------------- */

/* Called now and then with the records so far; shows itself on a terminal when work takes longer than a second. */
void vmi_progress(uint64_t records);
void vmi_progress_end(void);

#endif
