/*
 * intake_internal.h: an intake from the inside, for the files of this room that make it up.
 */
#ifndef VMI_INTAKE_INTERNAL_H
#define VMI_INTAKE_INTERNAL_H

#include "internal.h"
#include "vmi/balance.h"
#include "vmi/digest.h"
#include "vmi/intake.h"
#include "vmi/keep.h"

struct intake_file {
    const char *name;  /* as it was given */
    const char *shown; /* as messages call it; by this pointer it is known */
    bool is_regular;
    uint64_t size, bytes; /* told by the system; read */
    bool wants_digest, has_value;
    struct vmi_digest *digest; /* while it is read */
    unsigned char value[VMI_DIGEST_SIZE];
    const struct intake_file *duplicate_of;
    uint64_t rows, empty;
    bool edi; /* its rows are segments */
    uint64_t interchanges, messages;
    uint64_t measures;           /* of all rows, whatever became of them */
    uint64_t records, set_aside; /* written, and not */
    uint64_t unreadable;         /* of these, what the feed could make nothing of */
    const char *format, *encoding;
    char delimiter;
    struct vmi_slice *unused; /* columns that became nothing; texts in the intake's arena */
    size_t unused_count, unused_capacity;
};

/* What a run over EDI writes beside records. NULL: it was not asked for. */
struct intake_sides {
    struct vmi_output *acks, *numbers;
    struct vmi_edi_acks *replies;
    struct vmi_keep *keep; /* of the interchanges of earlier runs */
    bool numbered;         /* the header of the numbers is written */
};

struct vmi_intake {
    struct vmi_intake_options options;
    enum vmi_severity severities[VMI_CHECKS];
    struct intake_file *files, *file; /* in order; the one that is read */
    size_t file_count;
    struct vmi_rejects *rejects; /* NULL: they are said and counted alone */
    struct vmi_records_out out;
    bool open;
    struct vmi_slice *extras, *cells; /* the further columns that are written: names, and cells of a record */
    size_t extra_count;
    struct vmi_arena arena;
    struct vmi_screen *screen;
    struct vmi_balance *balance; /* NULL: stock need not add up */
    struct vmi_summary summary;
    bool unused;               /* a column that became nothing was found */
    struct vmi_buffer origin;  /* of the record at hand */
    struct vmi_edi_seen *seen; /* interchanges */
    struct intake_sides sides;
    bool cut; /* a file ended within one */
};

/* What OPTIONS points at, and REJECTS, must outlive the intake. */
struct vmi_intake *intake_new(const struct vmi_intake_options *options, struct vmi_rejects *rejects);

/* Makes SOURCE one of text, as the options say. False when reported, and closed: a usage error. */
bool intake_as_text(const struct vmi_intake_options *options, struct vmi_source *source);

extern const char *const intake_format_names[]; /* by enum vmi_format */

/* Reads all operands. Anything but VMI_DONE has been reported. */
enum vmi_status intake_read(struct vmi_intake *in);

/* Puts the output into its place; without it, intake_free() leaves what was there. */
enum vmi_status intake_commit(struct vmi_intake *in);
void intake_free(struct vmi_intake *in);

/* Writes the report of a run that was read to its end, as JSON. */
void intake_report(struct vmi_intake *in, struct vmi_sink *sink);

/* ---- records ------------------------------------------------------------------------------------------- */

/* The output begins with the first file: EXTRAS are the names of its further columns that are carried along. */
bool intake_open_output(struct vmi_intake *in, const struct vmi_slice *extras, size_t count);

void intake_write(struct vmi_intake *in, const struct vmi_activity *record, const struct vmi_slice *cells);

/* READABLE: a record had been made of it. */
void intake_set_aside(struct vmi_intake *in, const struct vmi_reject *reject, const struct vmi_error *error,
                      bool readable);

/* What waited for the end of a file, or of all. */
void intake_take_waiting(struct vmi_intake *in);

/* Where the record at hand comes from: "COLUMN;FILE;;LINE". */
struct vmi_slice intake_origin_of_row(struct vmi_intake *in, const struct vmi_feed *feed, uint64_t line);

/* ---- EDI ------------------------------------------------------------------------------------------------ */

/* Whether SOURCE holds X12 or EDIFACT, by the options or by its first bytes. False with ERROR where it cannot be read. */
bool intake_is_edi(const struct vmi_intake_options *options, struct vmi_source *source, bool *edi,
                   struct vmi_error *error);

/* Reads SOURCE, which is taken over. */
enum vmi_status intake_read_edi(struct vmi_intake *in, struct vmi_source *source);

/* Opens what is written beside the records of EDI, and reads what earlier runs left. Anything but VMI_DONE was reported. */
enum vmi_status intake_open_sides(struct vmi_intake *in);

/* Takes what a file of EDI gave for them. */
void intake_take_sides(struct vmi_intake *in);
void intake_take_numbers(void *context, const struct vmi_edi_numbers *numbers);

/* Moves them into place; and after the records were, keeps which interchanges came. */
enum vmi_status intake_commit_sides(struct vmi_intake *in);
enum vmi_status intake_keep_seen(struct vmi_intake *in);
void intake_free_sides(struct vmi_intake *in);

/* ---- files ---------------------------------------------------------------------------------------------- */

void intake_look_at_files(struct vmi_intake *in, const char *const *names, size_t count);

/* True for a file that has the bytes of one before it, and is not to be read; it has been counted and said. */
bool intake_is_duplicate(struct vmi_intake *in, struct intake_file *file);

/* Counts, and takes into the digest, what is read from SOURCE. */
void intake_watch(struct intake_file *file, struct vmi_source *source);

/* A pipe that turns out to be a duplicate is an error. */
enum vmi_status intake_end_file(struct vmi_intake *in, struct intake_file *file);

/* The file that messages call SHOWN, by the pointer; the one that is read where there is none. */
struct intake_file *intake_file_named(struct vmi_intake *in, const char *shown);
void intake_free_files(struct vmi_intake *in);

/* ---- what is known beside them ---------------------------------------------------------------------------- */

/* Tells the screen what there should be (--items), and what there was (--previous). Reported when it fails. */
enum vmi_status intake_load_known(struct vmi_intake *in);

/* Takes a record that is written into the balance. */
void intake_balance_add(struct vmi_intake *in, const struct vmi_activity *record);

/*
 * Takes an opening figure into the balance: the stock before the business of its date, in a record of on_hand that FEED
 * gives and that is not written. What cannot be converted is left out.
 */
void intake_open_balance(struct vmi_intake *in, const struct vmi_feed *feed, struct vmi_activity *figure);

/* Says what does not add up. */
enum vmi_status intake_tell_balance(struct vmi_intake *in);

/* Says what of the feed before did not come, and which locations are late. */
void intake_tell_missing(struct vmi_intake *in);

/* The day against which locations are late; VMI_DAY_NONE: nothing is dated. */
int32_t intake_as_of(const struct vmi_intake *in);

#endif
