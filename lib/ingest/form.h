/*
 * form.h: the forms in which customers write numbers and dates, and what proves which of them a column has.
 *
 * A cell that reads the same in every form ("12", "2026-11-21") decides nothing. One that only some forms can read
 * ("13,75", "21/11/2026") decides between them. One that they read differently ("1,234", "03/04/2026") can be read when
 * something else has decided: the other cells of its column, the other columns of its file, or the user; else it is
 * refused.
 */
#ifndef VMI_FORM_H
#define VMI_FORM_H

#include "period.h"
#include "vmi/decimal.h"

/* Sets of forms, as bits. Every number and every date that is read at all is of at least one form. */
enum {
    NUMBER_POINT = 1, /* a decimal point, and commas between thousands */
    NUMBER_COMMA = 2, /* a decimal comma, and points between thousands */
    NUMBER_FORMS = NUMBER_POINT | NUMBER_COMMA,
};
enum {
    DATE_DMY = 1,     /* day, month, year; a year of two digits is of this century */
    DATE_MDY = 2,     /* month, day, year */
    DATE_YMD = 4,     /* year, month, day; only years of two digits leave a doubt */
    DATE_EXCEL = 8,   /* days since 1899-12-30, as spreadsheets count them */
    DATE_YYYYMM = 16, /* a month without a mark */
    DATE_YYYYWW = 32, /* a week without a mark */
    DATE_FORMS = 63,
};

/* What a cell is under the forms that were asked for. */
struct cell_reading {
    unsigned forms; /* that can read it; 0: none */
    bool split;     /* two of them read it differently */
};

/*
 * Reads TEXT under FORMS; *VALUE and *PERIOD are what the first of the forms that can read it gives. *RESULT says why
 * none can.
 */
struct cell_reading number_read(struct vmi_slice text, unsigned forms, vmi_decimal *value,
                                enum vmi_decimal_result *result);
struct cell_reading date_read(struct vmi_slice text, unsigned forms, struct period *period);

/* The date that was read last from a column, by its text. */
struct period_memo {
    char text[16];
    size_t length; /* 0: none */
    struct period period;
};

/* What is known of the form of a column. Begin zeroed but for `forms`, which is all that may be. */
struct evidence {
    unsigned forms;   /* that read every cell so far; 0: the column contradicts itself */
    unsigned settled; /* the forms by which cells are read from here on, once `surveyed` */
    bool surveyed;    /* all cells of the column were looked at, or the form was told */
    bool split;       /* a cell was seen that the forms read differently */
    bool told;        /* by the user: no need to tell him */
    bool timed;       /* a time without an offset was told of */
    struct period_memo memo;
    char example[24]; /* a cell that decided, or one that is split */
};

/* Takes a reading of a cell under all forms into account. A cell that no form can read is only a bad cell. */
void evidence_add(struct evidence *evidence, struct cell_reading reading, struct vmi_slice text);

/* What a form is called: by users, and in a sentence. */
const char *number_form_name(unsigned form);
const char *number_form_words(unsigned form);
const char *date_form_name(unsigned form);
const char *date_form_words(unsigned form);

/* The form that users call so; 0 for none. */
unsigned number_form_named(struct vmi_slice name);
unsigned date_form_named(struct vmi_slice name);

#endif
