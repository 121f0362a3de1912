/*
 * rows.h: rows of cells under named columns, whatever the text format they come in.
 *
 * One reader for CSV (through libcsv; records without a quote are cut in place) and for JSON (NDJSON, one object a
 * line, or one array of objects; jansson is the judge of what is valid). For CSV the columns are those of the header;
 * for JSON they are the keys, in the order of first sight, so that their number grows while one reads. Cells are
 * slices that die at the next call. This floor knows no record type.
 */
#ifndef VMI_ROWS_H
#define VMI_ROWS_H

#include "vmi/source.h"

enum vmi_format { VMI_FORMAT_AUTO, VMI_FORMAT_CSV, VMI_FORMAT_TSV, VMI_FORMAT_NDJSON, VMI_FORMAT_JSON };

enum vmi_cell_kind {
    VMI_CELL_UNKNOWN, /* empty, absent or null; the text is NULL */
    VMI_CELL_BARE,    /* of CSV */
    VMI_CELL_STRING,  /* of JSON, unescaped */
    VMI_CELL_NUMBER,  /* of JSON, the digits as they stand */
    VMI_CELL_OTHER,   /* true, false, an array or an object, as it stands */
};

struct vmi_cell {
    struct vmi_slice text;
    enum vmi_cell_kind kind;
};

struct vmi_row {
    struct vmi_cell *cells; /* by column */
    size_t count;
    uint64_t line; /* where it begins */
    bool marked;   /* the first byte is an unquoted #, or the first key begins with one: not a record */
    bool ended;    /* the line has its line end: it was not cut off */
    struct vmi_slice raw; /* the record as it came, without its last line end */
};

struct vmi_rows;

struct vmi_rows_options {
    enum vmi_format
        format; /* AUTO: by the first bytes: { or [ is JSON, else CSV, with tabs when only they stand in the header */
    bool libcsv_only; /* for tests: no record is cut without libcsv */
    bool
        any_delimiter; /* AUTO: cells may also be parted by ; or |, whichever stands most often in the header */
    char delimiter;    /* of CSV, where it is told; 0: not */
    bool no_quotes;    /* a quote is a character like any other: inch marks */
    uint64_t passed_over;            /* of CSV: so many lines stand before the header, or before the rows */
    bool header_told;                /* the header is the next line behind them; else it is looked for */
    const struct vmi_slice *columns; /* of CSV that has no header: their names; NULL: it has one */
    size_t column_count;
    bool nested; /* of JSON: a member that is an object gives a column OUTER.INNER for each of its members */
};

/*
 * What a caller says of the header of CSV who knows how columns may be called. A file that is OWN has its header on its
 * first line, parted by what stands there and with quotes, whatever the options say. Of others it is, where the options
 * do not say, the first line that is UNDERSTOOD, of the first 50 within 64 KiB; where none is, the first line.
 */
struct vmi_rows_judge {
    bool (*is_own)(const struct vmi_slice *names, size_t count);
    bool (*is_understood)(void *context, const struct vmi_slice *names, size_t count);
    void *context;
};

/* Takes SOURCE over. The columns of OPTIONS must live until vmi_rows_begin(). */
struct vmi_rows *vmi_rows_open(struct vmi_source *source, const struct vmi_rows_options *options);
void vmi_rows_close(struct vmi_rows *rows);

/* Before vmi_rows_begin(); without it the header is where the options say. */
void vmi_rows_judge(struct vmi_rows *rows, const struct vmi_rows_judge *judge);

/*
 * Reads as far as the header of CSV, or settles which form of JSON it is. END: there is no header, or not one byte. After
 * ROW the columns are known (for JSON: none yet).
 */
enum vmi_next vmi_rows_begin(struct vmi_rows *rows, struct vmi_error *error);

/* The next row behind the header, END where there was not one byte. A line equal to the header is passed over. */
enum vmi_next vmi_rows_next(struct vmi_rows *rows, struct vmi_row *row, struct vmi_error *error);

/*
 * Other rows on what is still to come behind the row last handed out, with the same columns; ROWS goes on as if they had
 * not been, and they are to be closed first. NULL with ERROR when the rest cannot be kept (vmi_source_ahead()).
 */
struct vmi_rows *vmi_rows_ahead(struct vmi_rows *rows, struct vmi_error *error);

/*
 * The next row of CSV where it is as most are: one line, without quotes, that has been read in whole. Those that were
 * handed out so just before it stay with it, in lines one behind the other. False, with nothing done, where it is not.
 */
bool vmi_rows_usual(struct vmi_rows *rows, struct vmi_row *row) VMI_MUST_USE;

/* Makes the row of one line that was handed out last the next one again. */
void vmi_rows_put_back(struct vmi_rows *rows);

/*
 * Other rows of the same file, from a place of vmi_source_split() on, for any thread; no column of theirs is new. NULL
 * where it cannot be had.
 */
struct vmi_rows *vmi_rows_from(const struct vmi_rows *rows, uint64_t place);

/* The columns seen so far; the array dies when a row adds one. */
const struct vmi_slice *vmi_rows_columns(const struct vmi_rows *rows, size_t *count);

/* Makes the cells of ROW the header from here on (files of rejects change it on the way). CSV only. */
void vmi_rows_restart(struct vmi_rows *rows, const struct vmi_row *row);

enum vmi_format vmi_rows_format(const struct vmi_rows *rows); /* settled by vmi_rows_begin() */
char vmi_rows_delimiter(const struct vmi_rows *rows);         /* of CSV and TSV; so is this */

/* The line of the header of CSV, 0 where there is none; and whether lines before it were passed over by the judge. */
uint64_t vmi_rows_header_line(const struct vmi_rows *rows);
bool vmi_rows_header_found(const struct vmi_rows *rows);

struct vmi_source *vmi_rows_source(const struct vmi_rows *rows);

#endif
