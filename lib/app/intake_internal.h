/*
 * intake_internal.h: an intake from the inside, for the files of this room that make it up.
 */
#ifndef VMI_INTAKE_INTERNAL_H
#define VMI_INTAKE_INTERNAL_H

#include "internal.h"
#include "vmi/balance.h"
#include "vmi/digest.h"
#include "vmi/intake.h"

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
    uint64_t measures;           /* of all rows, whatever became of them */
    uint64_t records, set_aside; /* written, and not */
    uint64_t unreadable;         /* of these, what the feed could make nothing of */
    const char *format, *encoding;
    char delimiter;
    struct vmi_slice *unused; /* columns that became nothing; texts in the intake's arena */
    size_t unused_count, unused_capacity;
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
    bool unused; /* a column that became nothing was found */
};

/* What OPTIONS points at, and REJECTS, must outlive the intake. */
struct vmi_intake *intake_new(const struct vmi_intake_options *options, struct vmi_rejects *rejects);

/* Rows of SOURCE, which is taken over, as the options say; NULL when reported: a usage error. */
struct vmi_rows *intake_rows(const struct vmi_intake_options *options, struct vmi_source *source);

extern const char *const intake_format_names[]; /* by enum vmi_format */

/* Reads all operands. Anything but VMI_DONE has been reported. */
enum vmi_status intake_read(struct vmi_intake *in);

/* Puts the output into its place; without it, intake_free() leaves what was there. */
enum vmi_status intake_commit(struct vmi_intake *in);
void intake_free(struct vmi_intake *in);

/* Writes the report of a run that was read to its end, as JSON. */
void intake_report(struct vmi_intake *in, struct vmi_sink *sink);

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
